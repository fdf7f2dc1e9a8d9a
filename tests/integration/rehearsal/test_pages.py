"""The pages over plain HTTP: who sees what, and what a page may do."""

from __future__ import annotations

import pytest

from tests.fakes.rehearsal import Rehearsal, http
from tests.integration.rehearsal.test_mail import alert, send


def page(slack: Rehearsal, path: str) -> str:
    reply = http("GET", slack.url + path)
    assert reply.status == 200, reply
    return reply.text


class TestWorkspacePage:
    def test_says_what_it_is_and_where_the_tracker_is(self, slack: Rehearsal) -> None:
        html = page(slack, "/")

        assert "a local copy of Slack for trying things out. Nothing leaves this machine." in html
        assert 'href="http://127.0.0.1:' in html
        assert "style=" not in html
        assert "<script>" not in html

    def test_a_person_sees_their_own_conversations_only(self, slack: Rehearsal) -> None:
        slack.api("chat.postMessage", channel="C0BOARD", text="For the board")

        chair = page(slack, "/?pane=U0CHAIR:C0BOARD")
        staff = page(slack, "/?pane=U0STAFF:C0BOARD")

        assert "For the board" in chair
        assert "For the board" not in staff
        assert "programme-board" not in staff

    def test_an_ephemeral_message_is_on_one_persons_page(self, slack: Rehearsal) -> None:
        slack.api("chat.postEphemeral", channel="C0BOARD", user="U0CHAIR", text="Link your account")

        assert "Only visible to you" in page(slack, "/?pane=U0CHAIR:C0BOARD")
        assert "Link your account" not in page(slack, "/?pane=U0PMO:C0BOARD")

    def test_two_people_side_by_side(self, slack: Rehearsal) -> None:
        html = page(slack, "/?pane=U0CHAIR:C0BOARD&pane=U0NEWCOMER:C0GENERAL")

        assert html.count('<section class="pane"') == 2

    def test_messages_cannot_inject_html(self, slack: Rehearsal) -> None:
        slack.as_user("U0CHAIR").say("<script>alert(1)</script> <b>x</b>", "C0BOARD")
        slack.api("chat.postMessage", channel="C0BOARD", text="<script>alert(2)</script>")

        html = page(slack, "/?pane=U0CHAIR:C0BOARD")

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html

    @pytest.mark.parametrize(
        "address", ["", "U0NOBODY:C0BOARD", "x:y:z", "U0CHAIR:C0NOWHERE", "U0CHAIR:C0BOARD:1.2"]
    )
    def test_a_wrong_address_shows_something_sensible(self, slack: Rehearsal, address: str) -> None:
        assert '<section class="pane"' in page(slack, f"/?pane={address}")

    def test_a_permalink_leads_to_the_message(self, slack: Rehearsal) -> None:
        ts = slack.api("chat.postMessage", channel="C0BOARD", text="Linked")["ts"]
        link = slack.api("chat.getPermalink", channel="C0BOARD", message_ts=ts)["permalink"]

        html = http("GET", link).text

        assert f'id="p0-m-{ts}"' in html

    def test_a_permalink_to_nothing(self, slack: Rehearsal) -> None:
        assert http("GET", f"{slack.url}/archives/C0BOARD/p1795312345000100").status == 404


class TestMailPage:
    def test_lists_and_filters(self, slack: Rehearsal) -> None:
        send(slack, alert("chair@example.test", "For the chair"), alert("pmo@example.test", "For the office"))

        everything = page(slack, "/mail")
        one = page(slack, "/mails?to=pmo%40example.test")

        assert "For the chair" in everything
        assert "For the office" in everything
        assert "For the chair" not in one

    def test_the_html_part_is_in_a_box_of_its_own(self, slack: Rehearsal) -> None:
        send(slack, alert("chair@example.test"))

        whole = page(slack, "/mail/1")
        inner = http("GET", f"{slack.url}/mail/1/html")

        assert 'sandbox="allow-popups' in whole
        assert "Fostering has slipped by 90 days." in whole
        assert "<b>slipped</b>" in inner.text
        assert "default-src 'none'" in inner.headers["Content-Security-Policy"]
        assert "script-src" not in inner.headers["Content-Security-Policy"]

    def test_no_such_mail(self, slack: Rehearsal) -> None:
        assert http("GET", f"{slack.url}/mail/9").status == 404

    def test_no_such_file(self, slack: Rehearsal) -> None:
        assert http("GET", f"{slack.url}/static/..%2frehearsal.py").status == 404

"""Only this machine, under its own name, and no other site's page."""

from __future__ import annotations

import json

import pytest

from tests.fakes.rehearsal import Rehearsal, http

SAY = json.dumps({"channel": "C0BOARD", "text": "Hello"}).encode()
JSON = {"Content-Type": "application/json"}


class TestGuard:
    def test_livez(self, slack: Rehearsal) -> None:
        assert http("GET", f"{slack.url}/livez").status == 200

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example:80"])
    def test_another_host_name_is_refused(self, slack: Rehearsal, host: str) -> None:
        assert http("GET", f"{slack.url}/livez", headers={"Host": host}).status == 421

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
    def test_another_origin_may_not_post(self, slack: Rehearsal, origin: str) -> None:
        reply = http("POST", f"{slack.url}/as/U0CHAIR/say", SAY, JSON | {"Origin": origin})

        assert reply.status == 403
        assert slack.messages_seen_by("U0CHAIR") == []

    def test_a_cross_site_fetch_is_refused(self, slack: Rehearsal) -> None:
        headers = JSON | {"Sec-Fetch-Site": "cross-site"}

        assert http("POST", f"{slack.url}/as/U0CHAIR/say", SAY, headers).status == 403

    def test_its_own_page_may(self, slack: Rehearsal) -> None:
        assert http("POST", f"{slack.url}/as/U0CHAIR/say", SAY, JSON | {"Origin": slack.url}).status == 200

    def test_a_plain_form_cannot_act(self, slack: Rehearsal) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}

        assert http("POST", f"{slack.url}/as/U0CHAIR/say", b"text=Hello", form).status == 400

    def test_every_answer_has_a_strict_policy(self, slack: Rehearsal) -> None:
        headers = http("GET", f"{slack.url}/livez").headers

        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"


class TestGestures:
    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("/as/U0NOBODY/say", {"channel": "C0BOARD", "text": "x"}),
            ("/as/U0STAFF/say", {"channel": "C0BOARD", "text": "x"}),
            ("/as/U0TRACKER/say", {"channel": "C0BOARD", "text": "x"}),
            ("/as/U0CHAIR/say", {"channel": "C0BOARD", "text": "  "}),
            ("/as/U0CHAIR/say", {"text": "x"}),
            ("/as/U0CHAIR/use", {"channel": "C0BOARD", "ts": "1.2", "action_id": "go"}),
            ("/as/U0CHAIR/dance", {}),
        ],
    )
    def test_what_is_not_possible_is_said(self, slack: Rehearsal, path: str, body: dict[str, str]) -> None:
        reply = http("POST", slack.url + path, json.dumps(body).encode(), JSON)

        assert reply.status == 400
        assert reply.json()["error"]

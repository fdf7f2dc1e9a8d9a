"""Failures on demand, and what has taken effect after each."""

from __future__ import annotations

import json
import smtplib
import urllib.error
from http.client import RemoteDisconnected

import pytest

from tests.fakes.rehearsal import Refused, Rehearsal, http


def post(slack: Rehearsal, text: str = "Hello") -> tuple[int, dict[str, str]]:
    body = json.dumps({"channel": "C0BOARD", "text": text}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    reply = http("POST", f"{slack.api_url}chat.postMessage", body, headers)
    return reply.status, reply.headers


class TestFaults:
    def test_too_many_requests(self, slack: Rehearsal) -> None:
        slack.fail("chat.postMessage", "ratelimited", seconds=7)

        status, headers = post(slack)

        assert (status, headers["Retry-After"]) == (429, "7")
        assert slack.accepted("chat.postMessage") == []

    def test_an_error_before_acceptance(self, slack: Rehearsal) -> None:
        slack.fail("chat.postMessage", "error_before", times=2)

        statuses = [post(slack)[0] for _ in range(3)]

        assert statuses == [500, 500, 200]
        assert len(slack.messages_seen_by("U0CHAIR")) == 1

    def test_an_error_after_acceptance(self, slack: Rehearsal) -> None:
        slack.fail("chat.postMessage", "error_after")

        status, _ = post(slack)

        assert status == 500
        assert len(slack.accepted("chat.postMessage")) == 1
        assert len(slack.messages_seen_by("U0CHAIR")) == 1

    @pytest.mark.parametrize(("kind", "taken"), [("drop_before", 0), ("drop_after", 1)])
    def test_a_dropped_connection(self, slack: Rehearsal, kind: str, taken: int) -> None:
        slack.fail("chat.postMessage", kind)

        with pytest.raises((RemoteDisconnected, ConnectionResetError, urllib.error.URLError)):
            post(slack)

        assert len(slack.accepted("chat.postMessage")) == taken

    def test_slowness_only_delays(self, slack: Rehearsal) -> None:
        slack.fail("chat.postMessage", "slow", seconds=0.01)

        assert post(slack)[0] == 200

    def test_an_error_of_slack(self, slack: Rehearsal) -> None:
        slack.fail("*", "error", code="token_revoked")

        first = slack.api("auth.test")
        second = slack.api("auth.test")

        assert (first["error"], second["ok"]) == ("token_revoked", True)

    def test_other_methods_go_on(self, slack: Rehearsal) -> None:
        slack.fail("chat.update", "error_before")

        assert post(slack)[0] == 200
        slack.clear_faults()

    def test_an_unknown_kind_is_refused(self, slack: Rehearsal) -> None:
        with pytest.raises(Refused, match="a fault has a method"):
            slack.fail("chat.update", "explode")


class TestMailFaults:
    def send(self, slack: Rehearsal) -> None:
        with smtplib.SMTP("127.0.0.1", slack.smtp_port) as client:
            client.sendmail(
                "tracker@example.test", ["chair@example.test"], "Subject: Alert\r\n\r\nFostering slipped"
            )

    def test_an_error_with_its_words(self, slack: Rehearsal) -> None:
        slack.fail("smtp", "error", code="550 5.1.1 No such mailbox")

        with pytest.raises(smtplib.SMTPDataError, match="No such mailbox"):
            self.send(slack)

        assert slack.mails() == []

    def test_accepted_but_reported_as_failed(self, slack: Rehearsal) -> None:
        slack.fail("smtp", "error_after")

        with pytest.raises(smtplib.SMTPDataError):
            self.send(slack)

        assert len(slack.mails("chair@example.test")) == 1


class TestRateLimits:
    def test_one_post_a_second_in_a_channel(self, slack: Rehearsal) -> None:
        slack.set(rate_limits=True)

        first, second = post(slack), post(slack)
        slack.advance(1.0)
        third = post(slack)

        assert [first[0], second[0], third[0]] == [200, 429, 200]
        assert second[1]["Retry-After"] == "1"

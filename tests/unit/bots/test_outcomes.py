"""What may have been done is told from what surely was not."""

from __future__ import annotations

import errno
import socket
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest

from bots.slack.outcomes import Ambiguous, BadLayout, NotSent, Refused, of_answer, of_failure


class TestOfAnswer:
    @pytest.mark.parametrize(
        ("status", "data", "kind"),
        [
            (200, {"ok": False, "error": "channel_not_found"}, Refused),
            (200, {"ok": False, "error": "invalid_blocks"}, BadLayout),
            (200, {"ok": False, "error": "ratelimited"}, NotSent),
            (200, {"ok": False, "error": "message_limit_exceeded"}, NotSent),
            (200, {"ok": False, "error": "token_revoked"}, NotSent),
            (200, {"ok": False, "error": "internal_error"}, Ambiguous),
            (200, {"ok": False, "error": "fatal_error"}, Ambiguous),
            (200, {}, Ambiguous),
            (429, {}, NotSent),
            (500, {}, Ambiguous),
            (503, {"ok": False, "error": "channel_not_found"}, Ambiguous),
            (404, {}, Refused),
        ],
    )
    def test_is_by_what_slack_may_have_done(
        self, status: int, data: dict[str, Any], kind: type[Exception]
    ) -> None:
        assert type(of_answer(status, {}, data)) is kind

    @pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("0", 1.0), ("soon", 30.0), (None, 30.0)])
    def test_waits_as_long_as_slack_says(self, header: str | None, seconds: float) -> None:
        trouble = of_answer(429, {"Retry-After": header} if header else {}, {})

        assert isinstance(trouble, NotSent)
        assert trouble.seconds == seconds

    def test_points_at_the_block_and_quotes_no_text(self) -> None:
        problem = "failed to match: Fostering is late [json-pointer:/blocks/3/text/text]"
        trouble = of_answer(200, {}, {"ok": False, "error": "invalid_blocks", "errors": [problem]})

        assert trouble.detail == "/blocks/3/text/text"


class TestOfFailure:
    @pytest.mark.parametrize(
        ("failure", "kind"),
        [
            (URLError(ConnectionRefusedError()), NotSent),
            (URLError(socket.gaierror()), NotSent),
            (URLError(OSError(errno.ENETUNREACH, "no route")), NotSent),
            (URLError(TimeoutError()), Ambiguous),
            (URLError(ConnectionResetError()), Ambiguous),
            (TimeoutError(), Ambiguous),
            (RemoteDisconnected(), Ambiguous),
            (IncompleteRead(b""), Ambiguous),
        ],
    )
    def test_is_by_whether_bytes_may_have_left(self, failure: Exception, kind: type[Exception]) -> None:
        assert type(of_failure(failure)) is kind

"""What became of a call to Slack: an exception class for each kind of outcome that is not "accepted".

What decides is whether Slack may have acted. Only what it surely did not act on may be sent again.
Source: docs/method.md, "Delivery".
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Mapping
from typing import Any, Final
from urllib.error import URLError

_ASKS_FOR_PATIENCE: Final = frozenset(
    {"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited", "request_timeout"}
)
_PARTLY_DONE_PERHAPS: Final = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "service_timeout"}
)
_OUR_INSTALLATION: Final = frozenset(
    {
        "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "missing_scope",
        "no_permission", "org_login_required", "ekm_access_denied", "not_allowed_token_type", "team_access_not_granted",
    }
)  # fmt: skip
_BAD_LAYOUT: Final = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}
)
_NOBODY_ANSWERS: Final = frozenset({"TimeoutError", "gaierror"})
_TOKEN_IS_OVER: Final = frozenset({"token_revoked", "account_inactive"})
_NO_ROUTE: Final = frozenset({errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
PATIENCE_SECONDS: Final = 30.0
INSTALLATION_SECONDS: Final = 300.0


class SlackTrouble(Exception):
    """A call to Slack did not end in "accepted". `code` is Slack's word for it or ours; never message text."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail

    @property
    def is_silence(self) -> bool:
        """Return whether nobody answered in the time there was: the same again would take as long."""
        return self.code in _NOBODY_ANSWERS

    @property
    def is_of_our_installation(self) -> bool:
        """Return whether it is our token or its scopes: nothing is learnt of anything until somebody mends that."""
        return self.code in _OUR_INSTALLATION

    @property
    def is_end_of_token(self) -> bool:
        """Return whether Slack says that our token is good for nothing any more."""
        return self.code in _TOKEN_IS_OVER


class Refused(SlackTrouble):
    """Slack said no, and would say no again."""


class BadLayout(Refused):
    """Slack refused the blocks; the same words in a plainer layout may be taken. `detail` points at the block."""


class NotSent(SlackTrouble):
    """Slack surely did nothing: it asks for patience, or was never reached. `seconds` is how long, None unsaid."""

    def __init__(self, code: str, seconds: float | None = None) -> None:
        super().__init__(code)
        self.seconds = seconds

    @property
    def is_too_fast(self) -> bool:
        """Return whether Slack asks to be left alone for a while, by whichever word of its own."""
        return self.code in _ASKS_FOR_PATIENCE or self.code == "http_429"


class Ambiguous(SlackTrouble):
    """Bytes left us and nobody knows what became of them: a timeout, a reset, a 5xx, Slack's own internal error."""


def of_answer(status: int, headers: Mapping[str, Any], data: Mapping[str, Any]) -> SlackTrouble:
    """Return the trouble that an HTTP answer which is not "accepted" means."""
    code = str(data.get("error") or f"http_{status}").split(":")[0][:80]
    if status == 429 or code in _ASKS_FOR_PATIENCE:
        return NotSent(code, _retry_after(headers))
    if code in _OUR_INSTALLATION:
        return NotSent(code, INSTALLATION_SECONDS)
    if status >= 500 or status == 408 or code in _PARTLY_DONE_PERHAPS:
        return Ambiguous(code)
    if status == 200 and "error" not in data:
        return Ambiguous("unreadable_answer")
    if code in _BAD_LAYOUT:
        return BadLayout(code, _pointers(data))
    return Refused(code)


def of_failure(failure: Exception) -> SlackTrouble:
    """Return the trouble that a failed request means; anything not known to be before the first byte is ambiguous."""
    reason = failure.reason if isinstance(failure, URLError) else failure
    never_reached = (
        isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError)
        or (isinstance(reason, OSError) and reason.errno in _NO_ROUTE)
    )  # fmt: skip
    name = type(reason).__name__
    return NotSent(name) if never_reached else Ambiguous(name)


def _retry_after(headers: Mapping[str, Any]) -> float:
    wanted = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        return max(1.0, float(str(wanted)))
    except ValueError:
        return PATIENCE_SECONDS


def _pointers(data: Mapping[str, Any]) -> str:
    """Return where in the blocks Slack found fault; its own words, which quote no text of ours."""
    problems = data.get("errors") or data.get("response_metadata", {}).get("messages") or []
    found = [
        str(p).rpartition("[json-pointer:")[2].rstrip("]") for p in problems if "[json-pointer:" in str(p)
    ]
    return " ".join(found)[:200]

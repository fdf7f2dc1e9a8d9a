"""Is this a request Slack could have sent? Asked before Bolt sees it, which answers some bad ones with a 500.

The signature itself is judged by Bolt: constant time, five minutes, over the bytes as they came.
Source: Slack, "Verifying requests from Slack"; what Bolt 1.30 trips over was found by trying.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

LARGEST_BODY_BYTES: Final = 1_000_000
_TIMESTAMP: Final = re.compile(r"[0-9]{9,11}", re.ASCII)
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_THING: Final = (dict, type(None))
_THING_OR_ID: Final = (dict, str, type(None))
_SHAPES: Final[Mapping[str, tuple[type, ...]]] = {
    "event": (dict,),  # Bolt reads it where it is there at all
    "view": _THING,
    "message": _THING,
    "container": _THING,
    "function_data": _THING,
    "user": _THING_OR_ID,
    "team": _THING_OR_ID,
    "channel": _THING_OR_ID,
    "enterprise": _THING_OR_ID,
    "authorizations": (list, type(None)),
    "actions": (list, type(None)),
}
_WORDS: Final = (
    "type", "subtype", "command", "challenge", "callback_id", "action_id", "event_id", "trigger_id", "response_url",
    "team_id", "user_id", "channel_id", "bot_id", "id", "ts", "thread_ts", "hash", "private_metadata",
)  # fmt: skip
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "event_callback": ("event", "event_id"),
    "block_actions": ("user", "actions", "trigger_id"),
    "view_submission": ("user", "view"),
    "view_closed": ("user", "view"),
    "shortcut": ("user", "callback_id", "trigger_id"),
    "message_action": ("user", "callback_id", "trigger_id", "message"),
    "block_suggestion": ("user", "action_id"),
    "url_verification": ("challenge",),
}


class Unacceptable(Exception):
    """The request is not one of Slack's. `status` is the HTTP status that says so."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def check_signed(timestamp: str, signature: str) -> None:
    """Check that both headers have the form Slack gives them. Raises Unacceptable (401)."""
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        raise Unacceptable(401, "not signed")


def readable(body: bytes, content_type: str) -> str:
    """Return the body as text, once it is known to hold an object of Slack's kinds. Raises Unacceptable (400)."""
    if len(body) > LARGEST_BODY_BYTES:
        raise Unacceptable(400, "too large")
    try:
        text = body.decode("utf-8")
        content = _content(text, content_type)
    except (ValueError, RecursionError) as problem:
        raise Unacceptable(400, "not readable") from problem
    if not is_well_formed(content):
        raise Unacceptable(400, "not of a form that Slack sends")
    return text


def _content(text: str, content_type: str) -> Any:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" or text.startswith("{"):
        return json.loads(text)
    form = dict(parse_qsl(text, keep_blank_values=True))
    return json.loads(form["payload"]) if "payload" in form else form


def is_well_formed(content: Any) -> bool:
    """Return whether this is an object of one of Slack's kinds, with what Bolt needs to read it."""
    if not isinstance(content, dict) or not content:
        return False
    if "view" in content and content["view"] is None:
        return False  # Bolt trips over it where nobody listens
    needed = _NEEDED.get(
        str(content.get("type")), () if "command" in content or "ssl_check" in content else ("type",)
    )
    return all(content.get(name) for name in needed) and _is_shaped(content)


def _is_shaped(thing: Mapping[str, Any]) -> bool:
    for name, value in thing.items():
        if not isinstance(value, _SHAPES.get(name, (object,))):
            return False
        if name in _WORDS and not isinstance(value, str | None):
            return False
        if isinstance(value, list) and name in _SHAPES and not all(isinstance(part, dict) for part in value):
            return False
    inner: list[Any] = [
        thing.get(name) for name in ("event", "view", "user", "team", "channel", "message", "container")
    ]
    inner += list(thing.get("actions") or ())
    return all(_is_shaped(part) for part in inner if isinstance(part, dict))

"""The one place that calls Slack. No call is ever repeated here: whoever asked decides, from the outcome.

Each function returns what Slack accepted, or raises one of `bots.slack.outcomes`.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bots.slack.outcomes import Refused, of_answer, of_failure

RESPONSE_HOSTS: Final = ("hooks.slack.com", "hooks.slack-gov.com")
LONGEST_POST: Final = 40_000
LONGEST_UPDATE: Final = 4_000
METADATA_TYPE: Final = "programme_tracker_delivery"
HISTORY_LIMIT: Final = 200
TRIGGER_SECONDS: Final = 2  # three, less what was spent before
# Slack takes no JSON for these.
_READS: Final = frozenset({"users.info", "conversations.history", "conversations.replies"})


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: where an answer goes was decided before it was sent."""


_DIRECT = build_opener(ProxyHandler({}), _NoRedirects)
_OUTSIDE = build_opener(_NoRedirects)


@dataclass(frozen=True)
class Posted:
    """A message Slack took: where it is, and its ts there (empty for one that only its reader keeps)."""

    channel: str
    ts: str


@dataclass(frozen=True)
class SlackUser:
    """A Slack account as its workspace knows it now."""

    id: str
    team_id: str
    name: str
    is_bot: bool
    is_guest: bool
    is_stranger: bool
    is_deactivated: bool

    def is_member_of(self, team_id: str) -> bool:
        """Return whether this is a full member of that workspace: nobody else is shown anything."""
        outsider = self.is_bot or self.is_guest or self.is_stranger or self.is_deactivated
        return not outsider and self.team_id == team_id


class _Web(WebClient):
    """The SDK's client; a Slack on this machine (the rehearsal) is reached without the environment's proxy."""

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if not _is_this_machine(url):
            return super()._perform_urllib_http_request_internal(url, req)
        with _DIRECT.open(req, timeout=self.timeout) as answer:
            return {"status": answer.status, "headers": answer.headers, "body": answer.read().decode()}


def is_configured() -> bool:
    """Return whether there is a Slack to talk to."""
    return bool(settings.SLACK_BOT_TOKEN and settings.SLACK_SIGNING_SECRET)


def web_client(*, timeout_seconds: int | None = None) -> WebClient:
    """Return the SDK's client, without its retries: the default ones post twice after a dropped connection."""
    return _Web(
        settings.SLACK_BOT_TOKEN,
        base_url=settings.SLACK_API_URL,
        retry_handlers=[],
        timeout=timeout_seconds or settings.SLACK_TIMEOUT_SECONDS,
    )


def call(method: str, *, timeout_seconds: int | None = None, **arguments: Any) -> Mapping[str, Any]:
    """Call one method of the Web API and return its answer. Raises Refused, BadLayout, NotSent, Ambiguous."""
    client = web_client(timeout_seconds=timeout_seconds)
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        answer = (
            client.api_call(method, http_verb="GET", params=given)
            if method in _READS
            else client.api_call(method, json=given)
        )
    except SlackApiError as problem:
        response = problem.response
        data = response.data if isinstance(response.data, dict) else {}
        raise of_answer(response.status_code, response.headers, data) from None
    except (OSError, HTTPException, SlackClientError, UnicodeDecodeError) as problem:
        raise of_failure(problem) from None
    return answer.data if isinstance(answer.data, dict) else {}


def post(
    *, channel: str, text: str, blocks: list[dict[str, Any]] | None, key: str, thread_ts: str = ""
) -> Posted:
    """Post a message; a user's id as channel is their direct message. `key` is opaque and all the metadata says."""
    metadata = {"event_type": METADATA_TYPE, "event_payload": {"key": key}}
    answer = call(
        "chat.postMessage",
        channel=channel,
        text=text,
        blocks=blocks,
        metadata=metadata,
        thread_ts=thread_ts or None,
        unfurl_links=False,
        unfurl_media=False,
    )
    return Posted(str(answer["channel"]), str(answer["ts"]))


def update(*, channel: str, ts: str, text: str, blocks: list[dict[str, Any]] | None) -> Posted:
    """Change a message already sent. The same again changes nothing, so this may be repeated."""
    answer = call("chat.update", channel=channel, ts=ts, text=text, blocks=blocks or [])
    return Posted(str(answer["channel"]), str(answer["ts"]))


def post_for_one(
    *, channel: str, user: str, text: str, blocks: list[dict[str, Any]] | None, thread_ts: str = ""
) -> Posted:
    """Post a message that one member of a conversation sees."""
    call(
        "chat.postEphemeral",
        channel=channel,
        user=user,
        text=text,
        blocks=blocks,
        thread_ts=thread_ts or None,
    )
    return Posted(channel, "")


def respond(url: str, *, text: str, blocks: list[dict[str, Any]] | None) -> Posted:
    """Answer a command or button at the address Slack gave with it, to the one who gave it.

    Raises Refused, without a call, for an address that is not Slack's.
    """
    if not is_answer_address(url):
        raise Refused("not_an_answer_address")
    body: dict[str, Any] = {"response_type": "ephemeral", "replace_original": False, "text": text}
    if blocks:
        body["blocks"] = blocks
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST")
    opener = _DIRECT if _is_this_machine(url) else _OUTSIDE
    try:
        with opener.open(request, timeout=settings.SLACK_TIMEOUT_SECONDS) as answer:
            answer.read()
    except HTTPError as problem:
        with problem:
            said = problem.read(200).decode(errors="replace").strip()
        trouble = of_answer(
            problem.code, dict(problem.headers.items()), {"error": said} if said.isidentifier() else {}
        )
        raise trouble from None
    except (OSError, HTTPException) as problem:
        raise of_failure(problem) from None
    return Posted("", "")


def is_answer_address(url: str) -> bool:
    """Return whether an address that came with a request is Slack's own, or the rehearsal's."""
    parts, api = urlsplit(url), urlsplit(settings.SLACK_API_URL)
    if parts.username or parts.password:
        return False
    if parts.scheme == "https" and parts.hostname in RESPONSE_HOSTS and parts.port in (None, 443):
        return True
    return _is_this_machine(settings.SLACK_API_URL) and (parts.scheme, parts.netloc) == (
        api.scheme,
        api.netloc,
    )


def open_view(*, trigger_id: str, view: dict[str, Any]) -> None:
    """Open a modal, in the time that a trigger lives and Slack waits for us."""
    call("views.open", timeout_seconds=TRIGGER_SECONDS, trigger_id=trigger_id, view=view)


def update_view(*, external_id: str, view: dict[str, Any]) -> None:
    """Change an open modal. Raises Refused("not_found") where it is not open (yet, or any more)."""
    call("views.update", external_id=external_id, view=view)


def publish_home(*, user: str, view: dict[str, Any]) -> None:
    """Show somebody their Home tab. The same again changes nothing, so this may be repeated."""
    call("views.publish", user_id=user, view=view)


def direct_message_with(user: str) -> str:
    """Return the conversation of the direct message with a person."""
    return str(call("conversations.open", users=user)["channel"]["id"])


def find_posted(*, channel: str, key: str, oldest: float, thread_ts: str = "") -> str | None:
    """Return the ts of the message with that key among those after `oldest` (seconds), or None.

    A reply stands in its thread alone. Raises Refused where the conversation cannot be read, or not to its end.
    """
    answer = call(
        "conversations.replies" if thread_ts else "conversations.history",
        channel=channel,
        ts=thread_ts or None,
        oldest=f"{oldest:.6f}",
        include_all_metadata=True,
        limit=HISTORY_LIMIT,
    )
    for message in answer.get("messages", []):
        metadata = message.get("metadata") or {}
        if metadata.get("event_payload", {}).get("key") == key:
            return str(message["ts"])
    if answer.get("has_more"):
        raise Refused("too_much_to_read")
    return None


def user(user_id: str) -> SlackUser:
    """Return a Slack account as it stands now."""
    found = call("users.info", user=user_id)["user"]
    profile = found.get("profile") or {}
    return SlackUser(
        id=str(found["id"]),
        team_id=str(found.get("team_id", "")),
        name=str(profile.get("real_name") or found.get("real_name") or found.get("name") or ""),
        is_bot=bool(found.get("is_bot") or found["id"] == "USLACKBOT"),
        is_guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
        is_stranger=bool(found.get("is_stranger")),
        is_deactivated=bool(found.get("deleted")),
    )


def workspace() -> str:
    """Return the id of the workspace that our token belongs to."""
    return _workspace_of(settings.SLACK_BOT_TOKEN, settings.SLACK_API_URL)


@cache
def _workspace_of(token: str, api_url: str) -> str:
    return str(call("auth.test")["team_id"])


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

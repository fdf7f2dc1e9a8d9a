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

from bots import changes
from bots.rules.pace import POST, Pace, paces_of
from bots.slack.outcomes import NotSent, Refused, SlackTrouble, of_answer, of_failure
from bots.slack.tokens import store

RESPONSE_HOSTS: Final = ("hooks.slack.com", "hooks.slack-gov.com")
LONGEST_POST: Final = 40_000
LONGEST_UPDATE: Final = 4_000
METADATA_TYPE: Final = "programme_tracker_delivery"
HISTORY_LIMIT: Final = 200
TRIGGER_SECONDS: Final = 2  # three, less what was spent before
# Slack takes no JSON for these.
_READS: Final = frozenset(
    {
        "users.info",
        "conversations.history",
        "conversations.replies",
        "conversations.info",
        "conversations.members",
    }
)


# A message's budget is used before its try is committed; a modal's trigger lives three seconds, so it is not put off.
_COUNTED_BEFORE: Final = frozenset({"chat.postMessage", "chat.update", "chat.postEphemeral", "views.open"})
OUR_PACE: Final = "our_own_pace"


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

    @property
    def why_not(self) -> str:
        """Return why this account is not served, for a person to read."""
        return (
            "Their Slack account is switched off"
            if self.is_deactivated
            else "Their Slack account is a guest's"
        )

    def is_member_of(self, team_id: str) -> bool:
        """Return whether this is a full member of that workspace: nobody else is shown anything."""
        outsider = self.is_bot or self.is_guest or self.is_stranger or self.is_deactivated
        return not outsider and self.team_id == team_id


class _Web(WebClient):
    """The SDK's client; a Slack on this machine (the rehearsal) is reached without the environment's proxy."""

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        if not is_this_machine(url):
            return super()._perform_urllib_http_request_internal(url, req)
        with _DIRECT.open(req, timeout=self.timeout) as answer:
            return {"status": answer.status, "headers": answer.headers, "body": answer.read().decode()}


def is_configured() -> bool:
    """Return whether there is a Slack to talk to."""
    return bool(settings.SLACK_BOT_TOKEN and (settings.SLACK_SIGNING_SECRET or settings.SLACK_APP_TOKEN))


def web_client(*, timeout_seconds: int | None = None) -> WebClient:
    """Return the SDK's client, without its retries: the default ones post twice after a dropped connection."""
    token = store().for_team()
    return _Web(
        token.value if token else "",
        base_url=settings.SLACK_API_URL,
        retry_handlers=[],
        timeout=timeout_seconds or settings.SLACK_TIMEOUT_SECONDS,
    )


def token_mark() -> str:
    """Return what tells our token from any other; blank where there is none."""
    token = store().for_team()
    return token.mark if token else ""


def paces(route: str, channel: str) -> tuple[Pace, ...]:
    """Return the budgets that a way of answering uses; none for an address that came with a request."""
    method = {"post": POST, "update": "chat.update", "one": "chat.postEphemeral"}.get(route, "")
    return paces_of(method, channel)


def call(method: str, *, timeout_seconds: int | None = None, **arguments: Any) -> Mapping[str, Any]:
    """Call one method of the Web API and return its answer. Raises Refused, BadLayout, NotSent, Ambiguous."""
    paced = () if method in _COUNTED_BEFORE else paces_of(method)
    if method not in _COUNTED_BEFORE:
        _wait_for_an_answer()
    _wait_our_turn(paced)
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
        trouble = of_answer(response.status_code, response.headers, data)
        if isinstance(trouble, NotSent) and trouble.is_too_fast:
            changes.pause(paced, seconds=trouble.seconds or 1)
        changes.note_answer(changes.SLACK_LINE)
        raise trouble from None
    except (OSError, HTTPException, SlackClientError, UnicodeDecodeError) as problem:
        raise _failed(problem) from None
    changes.note_answer(changes.SLACK_LINE)
    return answer.data if isinstance(answer.data, dict) else {}


def _wait_for_an_answer() -> None:
    """Leave Slack alone while it does not answer. Raises NotSent. A message has asked before its try was committed."""
    silence = changes.silence_of(changes.SLACK_LINE)
    if silence is not None:
        raise NotSent(changes.SLACK_LINE, silence.seconds)


def _failed(problem: Exception) -> SlackTrouble:
    """Return the trouble that a failed request means; where nobody answered in time, others leave Slack alone."""
    trouble = of_failure(problem)
    if trouble.is_silence:
        changes.note_silence(changes.SLACK_LINE)
    return trouble


def _wait_our_turn(paced: tuple[Pace, ...]) -> None:
    """Use the budget of a method, as something somebody waits for. Raises NotSent where its turn comes later."""
    seconds = changes.take_turn(paced, urgent=True)
    if seconds:
        raise NotSent(OUR_PACE, seconds)


def post(
    *,
    channel: str,
    text: str,
    blocks: list[dict[str, Any]] | None,
    key: str,
    thread_ts: str = "",
    broadcast: bool = False,
) -> Posted:
    """Post a message; a user's id as channel is their direct message. `key` is opaque and all the metadata says.

    `broadcast` shows a reply in its conversation as well.
    """
    metadata = {"event_type": METADATA_TYPE, "event_payload": {"key": key}}
    answer = call(
        "chat.postMessage",
        channel=channel,
        text=text,
        blocks=blocks,
        metadata=metadata,
        thread_ts=thread_ts or None,
        reply_broadcast=True if broadcast and thread_ts else None,
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
    opener = _DIRECT if is_this_machine(url) else _OUTSIDE
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
        raise _failed(problem) from None
    changes.note_answer(changes.SLACK_LINE)
    return Posted("", "")


def is_answer_address(url: str) -> bool:
    """Return whether an address that came with a request is Slack's own, or the rehearsal's."""
    parts, api = urlsplit(url), urlsplit(settings.SLACK_API_URL)
    if parts.username or parts.password:
        return False
    if parts.scheme == "https" and parts.hostname in RESPONSE_HOSTS and parts.port in (None, 443):
        return True
    return is_this_machine(settings.SLACK_API_URL) and (parts.scheme, parts.netloc) == (
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


@dataclass(frozen=True)
class Home:
    """The workspace our token belongs to, and who we are in it."""

    team_id: str
    team_name: str
    bot_user_id: str


def workspace() -> str:
    """Return the id of the workspace that our token belongs to."""
    return home().team_id


def home() -> Home:
    """Return the workspace that our token belongs to, asked of Slack once a process."""
    return _home_of(token_mark(), settings.SLACK_API_URL)


@cache
def _home_of(mark: str, api_url: str) -> Home:
    said = call("auth.test")
    return Home(str(said["team_id"]), str(said.get("team", "")), str(said.get("user_id", "")))


@dataclass(frozen=True)
class SlackChannel:
    """A conversation as it stands now."""

    id: str
    name: str
    is_im: bool
    is_private: bool
    is_archived: bool
    is_shared: bool
    is_member: bool


def channel(channel_id: str) -> SlackChannel:
    """Return a conversation as it stands now. Raises Refused("channel_not_found") where the app may not see it."""
    said = call("conversations.info", channel=channel_id)["channel"]
    shared = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared")
    return SlackChannel(
        id=str(said["id"]),
        name=str(said.get("name", "")),
        is_im=bool(said.get("is_im") or said.get("is_mpim")),
        is_private=bool(said.get("is_private") or said.get("is_group")),
        is_archived=bool(said.get("is_archived")),
        is_shared=any(said.get(name) for name in shared),
        is_member=bool(said.get("is_member")),
    )


def members(channel_id: str) -> list[str]:
    """Return the accounts in a conversation, all of them."""
    found: list[str] = []
    cursor = ""
    while True:
        said = call("conversations.members", channel=channel_id, limit=1000, cursor=cursor or None)
        found += [str(one) for one in said.get("members", [])]
        cursor = str((said.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return found


def is_this_machine(url: str) -> bool:
    """Return whether an address is on this machine: the rehearsal's, which no proxy stands before."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

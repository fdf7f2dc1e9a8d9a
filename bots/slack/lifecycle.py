"""What befalls a workspace, its channels and accounts: what is kept of each event, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from bots import changes, queries
from bots.queries import InboxRow
from bots.slack import client
from bots.slack.outcomes import NotSent, Refused, SlackTrouble
from bots.slack.tokens import store

ARCHIVED: Final = "It is archived"
SHARED: Final = "It is shared with another organisation"
NOT_IN_IT: Final = "The app is not in it: invite it again"
DELETED: Final = "The channel was deleted"
SWITCHED_OFF: Final = "Their Slack account is switched off"
GUEST: Final = "Their Slack account is a guest's"
_KEPT: Final = (
    "type",
    "channel",
    "inviter",
    "old_channel_id",
    "new_channel_id",
    "is_ext_shared",
    "channel_type",
)
_ABOUT_AN_ACCOUNT: Final = ("id", "deleted", "is_restricted", "is_ultra_restricted", "is_bot", "is_stranger")


def kept(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of an event: ids and flags, no profile and no message."""
    found = {name: _plain(event[name]) for name in _KEPT if name in event}
    user, tokens = event.get("user"), event.get("tokens")
    if isinstance(user, Mapping):
        found["account"] = {name: user[name] for name in _ABOUT_AN_ACCOUNT if name in user}
    if isinstance(tokens, Mapping):
        found["bots"] = [str(one)[:20] for one in tokens.get("bot") or ()][:20]
    return found


def see_to(asked: InboxRow, at: datetime) -> str:
    """Do what follows from an event, and return what it came to. Raises what asking Slack raises, to be tried again."""
    act = _ACTS.get(str(asked.payload.get("type")))
    return act(asked, at) if act is not None else "passed over"


def standing_of(channel: client.SlackChannel) -> str:
    """Return why nothing may be sent to a channel, blank where it may."""
    if channel.is_archived:
        return ARCHIVED
    if channel.is_shared:
        return SHARED
    return "" if channel.is_member else NOT_IN_IT


def _gone(state: str) -> Callable[[InboxRow, datetime], str]:
    def act(asked: InboxRow, at: datetime) -> str:
        if state == "revoked" and "bots" in asked.payload and not asked.payload["bots"]:
            return "passed over"  # a person's token, of which we have none
        changes.note_installation(team_id=asked.team_id, token_mark=client.token_mark(), state=state, at=at)
        store().forget(asked.team_id)
        return state

    return act


def _troubled(why: str) -> Callable[[InboxRow, datetime], str]:
    """Return what notes how a channel of ours stands now: events may come in any order, so Slack is asked.

    `why` is what stands where Slack does not say, since the app may not see the channel any more.
    """

    def act(asked: InboxRow, at: datetime) -> str:
        return _look_again(asked, at, unseen=why)

    return act


def _look_again(asked: InboxRow, at: datetime, *, unseen: str = NOT_IN_IT) -> str:
    """Ask Slack how a channel stands, if it is one of ours; `unseen` is its trouble where the app may not see it."""
    channel_id = _channel(asked)
    if queries.channel(team_id=asked.team_id, channel_id=channel_id) is None:
        return "passed over"
    try:
        found = client.channel(channel_id)
    except (Refused, NotSent) as trouble:
        if not isinstance(trouble, Refused) and not trouble.is_of_our_installation:
            raise
        changes.note_channel(team_id=asked.team_id, channel_id=channel_id, trouble=unseen, at=at)
        return "noted"
    changes.note_channel(
        team_id=asked.team_id,
        channel_id=channel_id,
        trouble=standing_of(found),
        name=found.name,
        is_private=found.is_private,
        at=at,
    )
    return "noted"


def _ended(asked: InboxRow, at: datetime) -> str:
    changes.end_channel(team_id=asked.team_id, channel_id=_channel(asked), why=DELETED, at=at)
    return "noted"


def _renamed(asked: InboxRow, at: datetime) -> str:
    payload = asked.payload
    old = str(payload.get("old_channel_id") or _channel(asked))
    name = payload["channel"].get("name", "") if isinstance(payload.get("channel"), dict) else ""
    changes.note_channel(
        team_id=asked.team_id,
        channel_id=old,
        name=str(name),
        new_id=str(payload.get("new_channel_id") or "")[:20],
        at=at,
    )
    return "noted"


def _joined(asked: InboxRow, at: datetime) -> str:
    if asked.user_id == client.home().bot_user_id:
        _welcome(asked)
        return _look_again(asked, at)
    changes.note_member(team_id=asked.team_id, channel_id=_channel(asked), user_id=asked.user_id, is_in=True)
    return "noted"


def _left(asked: InboxRow, at: datetime) -> str:
    if asked.user_id == client.home().bot_user_id:
        return _troubled(NOT_IN_IT)(asked, at)
    changes.note_member(team_id=asked.team_id, channel_id=_channel(asked), user_id=asked.user_id, is_in=False)
    return "noted"


def _welcome(asked: InboxRow) -> None:
    """Tell whoever invited the app what it does there, and nobody else; what is refused is let be."""
    inviter = str(asked.payload.get("inviter") or "")
    if not inviter:
        return
    words = (
        "Mention me here to ask; I answer in a thread, over what everybody here may read. "
        "`/tracker link` links this channel to a workstream, a board or a programme."
    )
    try:
        client.post_for_one(channel=_channel(asked), user=inviter, text=words, blocks=None)
    except SlackTrouble:
        return


def _account(asked: InboxRow, at: datetime) -> str:
    about = asked.payload.get("account") or {}
    why = ""
    if queries.person_behind(team_id=asked.team_id, user_id=asked.user_id) is not None:
        about = _account_now(asked.user_id) or about
    if about.get("deleted"):
        why = SWITCHED_OFF
    elif any(about.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")):
        why = GUEST
    changes.bar_account(team_id=asked.team_id, user_id=asked.user_id, why=why, at=at)
    return "noted"


def _account_now(user_id: str) -> dict[str, bool]:
    """Return how Slack knows an account now, in the words of its events; nothing where it knows it no more."""
    try:
        found = client.user(user_id)
    except (Refused, NotSent) as trouble:
        if not isinstance(trouble, Refused) and not trouble.is_of_our_installation:
            raise
        return {}
    return {
        "deleted": found.is_deactivated,
        "is_restricted": found.is_guest,
        "is_stranger": found.is_stranger,
        "is_bot": found.is_bot,
    }


def _channel(asked: InboxRow) -> str:
    channel = asked.payload.get("channel")
    return str(channel.get("id", "")) if isinstance(channel, dict) else str(channel or "")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: str(value[name])[:80] for name in ("id", "name") if name in value}
    return value if isinstance(value, bool) else str(value)[:80]


_ACTS: Final[Mapping[str, Callable[[InboxRow, datetime], str]]] = {
    "app_uninstalled": _gone("uninstalled"),
    "team_access_revoked": _gone("uninstalled"),
    "tokens_revoked": _gone("revoked"),
    "user_change": _account,
    "channel_archive": _troubled(ARCHIVED),
    "group_archive": _troubled(ARCHIVED),
    "channel_unarchive": _look_again,
    "group_unarchive": _look_again,
    "channel_deleted": _ended,
    "group_deleted": _ended,
    "channel_left": _troubled(NOT_IN_IT),
    "group_left": _troubled(NOT_IN_IT),
    "channel_rename": _renamed,
    "group_rename": _renamed,
    "channel_id_changed": _renamed,
    "channel_shared": _troubled(SHARED),
    "channel_unshared": _look_again,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
}

"""What befalls the workspace: channels archived, shared, renamed or gone, accounts switched off, the app removed.

Each changes the state and sends the events the manifest names, in the shapes Slack sends them.
"""

from __future__ import annotations

from typing import Any

from bots.rehearsal.notices import send
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.shapes import user_shape
from bots.rehearsal.workspace import BOT_USER, USERS, Conversation

ACCOUNT_STATES = ("member", "deleted", "guest", "stranger")
Event = dict[str, Any]


class NoSuchThing(Exception):
    """What was to befall something that is not there; the message says what."""


def befall(stage: Stage, wanted: dict[str, Any]) -> None:
    """Do what an order says. Raises NoSuchThing."""
    what = str(wanted.get("what"))
    if what in ("uninstalled", "revoked", "installed"):
        of_the_app(stage, what)
    elif what in ACCOUNT_STATES and "channel" not in wanted:
        of_an_account(stage, str(wanted.get("user")), what)
    else:
        of_a_channel(stage, what, wanted)
    stage.changed()


def of_the_app(stage: Stage, what: str) -> None:
    stage.state = what
    if what == "installed":
        return
    if what == "revoked":
        tell(stage, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})
    else:
        tell(stage, {"type": "app_uninstalled"})


def of_an_account(stage: Stage, user_id: str, what: str) -> None:
    user = USERS.get(user_id)
    if user is None or user.is_bot:
        raise NoSuchThing(f"there is nobody called {user_id}")
    stage.accounts.pop(user_id, None)
    if what != "member":
        stage.accounts[user_id] = what
    tell(stage, {"type": "user_change", "user": user_shape(stage, user), "cache_ts": 0})


def of_a_channel(stage: Stage, what: str, wanted: dict[str, Any]) -> None:
    channel = stage.messages.conversations.get(str(wanted.get("channel")))
    if channel is None or channel.is_im:
        raise NoSuchThing("there is no such channel")
    kind = "group" if channel.is_private else "channel"
    was_in = channel.includes(BOT_USER)
    event: Event = {"type": f"{kind}_{what}", "channel": channel.id, "user": "U0PMO"}
    if what in ("archive", "unarchive"):
        channel.is_archived = what == "archive"
    elif what in ("shared", "unshared"):
        channel.is_ext_shared = what == "shared"
        event = {"type": f"channel_{what}", "channel": channel.id}
        event |= (
            {"connected_team_id": "T0ELSEWHERE"}
            if what == "shared"
            else {
                "previously_connected_team_id": "T0ELSEWHERE",
                "is_ext_shared": False,
            }
        )
    elif what == "rename":
        channel.name = str(wanted["name"])
        event = {"type": f"{kind}_rename", "channel": {"id": channel.id, "name": channel.name, "created": 0}}
    elif what == "deleted":
        channel.members = []
        channel.is_archived = True
        event = {"type": f"{kind}_deleted", "channel": channel.id}
    elif what in ("joined", "left"):
        event = membership(channel, what, str(wanted.get("user", BOT_USER)), wanted.get("inviter"))
    else:
        raise NoSuchThing(f"nothing called {what} befalls a channel")
    stage.messages.keep_conversation(channel)
    if was_in or channel.includes(BOT_USER):
        tell(stage, event)


def membership(channel: Conversation, what: str, user_id: str, inviter: object) -> Event:
    if user_id not in USERS:
        raise NoSuchThing(f"there is nobody called {user_id}")
    if what == "joined" and user_id not in channel.members:
        channel.members.append(user_id)
    if what == "left" and user_id in channel.members:
        channel.members.remove(user_id)
    if what == "left" and user_id == BOT_USER:
        kind = "group" if channel.is_private else "channel"
        return {"type": f"{kind}_left", "channel": channel.id, "actor_id": "U0PMO"}
    event: Event = {
        "type": f"member_{what}_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": "T0REHEARSAL",
    }
    return event | ({"inviter": inviter} if inviter else {})


def tell(stage: Stage, event: Event) -> None:
    """Send an event, if the app's manifest asked for it."""
    if event["type"] in stage.events:
        send(stage, event | {"event_ts": stage.clock.next_ts()})

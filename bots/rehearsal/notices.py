"""Tell the app what happened in the workspace, for the events its manifest names.

As at Slack, a mention in a channel is an app_mention, and a message too (of the same ts) where the app asked for
message.channels or message.groups. In the app's direct message everything is a message.im, its own words too.
"""

from __future__ import annotations

import secrets
from typing import Any

from bots.rehearsal.messages import Message
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.shapes import message_shape
from bots.rehearsal.workspace import APP_ID, BOT_USER, TEAM_ID, im_id

Event = dict[str, Any]


def envelope(stage: Stage, event: Event) -> dict[str, Any]:
    """Return the body Slack wraps an event in."""
    return {
        "token": "rehearsal-verification-token",
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev0{secrets.token_hex(5).upper()}",
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_shared(stage, event),
        "event_context": f"4-{secrets.token_hex(16)}",
    }


def is_shared(stage: Stage, event: Event) -> bool:
    channel = event.get("channel")
    conversation = stage.messages.conversations.get(channel) if isinstance(channel, str) else None
    return bool(conversation and conversation.is_ext_shared)


def send(stage: Stage, event: Event) -> str:
    return stage.outbound.event(envelope(stage, event))


def tell_app_posted(stage: Stage, message: Message) -> list[str]:
    """Send what Slack sends for a new message and return the event ids."""
    conversation = stage.messages.conversations[message.channel]
    event = message_shape(stage, message) | {"channel": message.channel, "event_ts": message.ts}
    if not message.is_by_app:
        event["client_msg_id"] = secrets.token_hex(16)
    sent = []
    if conversation.is_im:
        kind, channel_type = "message.im", "im"
    elif conversation.is_private:
        kind, channel_type = "message.groups", "group"
    else:
        kind, channel_type = "message.channels", "channel"
    if not conversation.includes(BOT_USER):
        return []
    if kind in stage.events:
        sent.append(send(stage, event | {"channel_type": channel_type}))
    mentions_app = f"<@{BOT_USER}>" in message.text and not message.is_by_app
    if mentions_app and not conversation.is_im and "app_mention" in stage.events:
        sent.append(send(stage, event | {"type": "app_mention"}))
    return sent


def tell_app_edited(stage: Stage, before: Message, after: Message) -> None:
    """Send message_changed for an edit in the app's direct message."""
    if stage.messages.conversations[after.channel].is_im:
        event = subtype_event(stage, after, "message_changed")
        send(
            stage,
            event
            | {"message": message_shape(stage, after), "previous_message": message_shape(stage, before)},
        )


def tell_app_deleted(stage: Stage, message: Message) -> None:
    """Send message_deleted for a message that went from the app's direct message."""
    if stage.messages.conversations[message.channel].is_im:
        event = subtype_event(stage, message, "message_deleted")
        send(stage, event | {"deleted_ts": message.ts, "previous_message": message_shape(stage, message)})


def subtype_event(stage: Stage, message: Message, subtype: str) -> Event:
    ts = stage.clock.next_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": message.channel,
        "channel_type": "im",
        "ts": ts,
        "event_ts": ts,
    }


def tell_app_home_opened(stage: Stage, user_id: str, tab: str) -> str:
    """Send app_home_opened for the "home" or the "messages" tab and return the event id."""
    stage.messages.open_im(user_id)
    event: Event = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": im_id(user_id),
        "tab": tab,
        "event_ts": stage.clock.next_ts(),
    }
    home = stage.views.homes.get(user_id)
    return send(stage, event | ({"view": home.shape()} if tab == "home" and home else {}))

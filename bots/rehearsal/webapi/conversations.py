"""conversations.*: which channels there are, who is in them and what was said."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, TypeVar

from bots.rehearsal.clock import in_microseconds
from bots.rehearsal.messages import Message
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Answer, Arguments, Refused, need_scope
from bots.rehearsal.webapi.places import find_place, kind_of, need_scope_for
from bots.rehearsal.webapi.shapes import conversation_shape, message_shape
from bots.rehearsal.workspace import BOT_USER, USERS

Item = TypeVar("Item")
TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def open_conversation(stage: Stage, given: Arguments) -> Answer:
    """conversations.open, with one person (groups need mpim:write) or for a direct message that is there."""
    if given.has("channel"):
        conversation = find_place(stage, given.text("channel"))
        if not conversation.is_im:
            raise Refused("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": {"id": conversation.id}}
    users = [user for user in given.text("users").split(",") if user]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        need_scope(stage, "mpim:write")
    user = USERS.get(users[0])
    if user is None:
        raise Refused("user_not_found")
    if user.is_bot:
        raise Refused("cannot_dm_bot")
    conversation, already = stage.messages.open_im(user.id)
    whole = conversation_shape(conversation) if given.flag("return_im") else {"id": conversation.id}
    return {"channel": whole} | ({"no_op": True, "already_open": True} if already else {})


def info(stage: Stage, given: Arguments) -> Answer:
    """conversations.info."""
    conversation = find_place(stage, given.text("channel"))
    need_scope_for(stage, conversation, "read")
    return {"channel": conversation_shape(conversation, with_count=given.flag("include_num_members"))}


def list_conversations(stage: Stage, given: Arguments) -> Answer:
    """conversations.list: public channels, and the others the app is in, by `types`."""
    types = [kind.strip() for kind in (given.text("types") or "public_channel").split(",")]
    if any(kind not in TYPES for kind in types):
        raise Refused("invalid_types")
    for kind in types:
        need_scope(stage, f"{TYPES[kind]}:read")
    wanted = {TYPES[kind] for kind in types}
    shown = [
        conversation_shape(conversation, with_count=True)
        for conversation in stage.messages.conversations.values()
        if kind_of(conversation) in wanted
        and (kind_of(conversation) == "channels" or conversation.includes(BOT_USER))
        and not (given.flag("exclude_archived") and conversation.is_archived)
    ]
    items, cursor = page(shown, given, most=1000)
    return {"channels": items, "response_metadata": {"next_cursor": cursor}}


def members(stage: Stage, given: Arguments) -> Answer:
    """conversations.members."""
    conversation = find_place(stage, given.text("channel"))
    need_scope_for(stage, conversation, "read")
    items, cursor = page(conversation.members, given, most=1000)
    return {"members": list(items), "response_metadata": {"next_cursor": cursor}}


def history(stage: Stage, given: Arguments) -> Answer:
    """conversations.history: newest first; replies only where they were also sent to the channel."""
    conversation = find_place(stage, given.text("channel"))
    need_scope_for(stage, conversation, "history")
    if not conversation.includes(BOT_USER):
        raise Refused("not_in_channel")
    messages = [
        message
        for message in within(stage.messages.lasting(conversation.id), given)
        if not message.is_reply or message.broadcast
    ]
    return messages_page(stage, messages[::-1], given, most=999)


def replies(stage: Stage, given: Arguments) -> Answer:
    """conversations.replies: a thread, oldest first, with the message that began it."""
    conversation = find_place(stage, given.text("channel"))
    need_scope_for(stage, conversation, "history")
    parent = stage.messages.find(conversation.id, given.text("ts"))
    if parent is None or parent.only_for:
        raise Refused("thread_not_found")
    root = parent.thread_ts or parent.ts
    thread = [m for m in stage.messages.lasting(conversation.id) if root in (m.ts, m.thread_ts)]
    return messages_page(stage, within(thread, given), given, most=1000)


def within(messages: list[Message], given: Arguments) -> list[Message]:
    """Return the messages between `oldest` and `latest`; the ends themselves only when `inclusive`."""
    widen = 1 if given.flag("inclusive") else 0
    oldest, latest = bound(given, "oldest"), bound(given, "latest")
    return [
        message
        for message in messages
        if (oldest is None or in_microseconds(message.ts) > oldest - widen)
        and (latest is None or in_microseconds(message.ts) < latest + widen)
    ]


def bound(given: Arguments, name: str) -> int | None:
    if not given.has(name) or given.text(name) in ("", "0", "now"):
        return None
    try:
        return in_microseconds(given.text(name))
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def messages_page(stage: Stage, messages: list[Message], given: Arguments, *, most: int) -> Answer:
    items, cursor = page(messages, given, most=most)
    with_metadata = given.flag("include_all_metadata")
    answer: dict[str, Any] = {
        "messages": [message_shape(stage, message, with_metadata=with_metadata) for message in items],
        "has_more": bool(cursor),
        "pin_count": 0,
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def page(items: Sequence[Item], given: Arguments, *, most: int) -> tuple[Sequence[Item], str]:
    """Return one page and the next cursor, empty on the last. Raises invalid_cursor, invalid_limit."""
    limit = given.number("limit", 100)
    if not 1 <= limit <= most:
        raise Refused("invalid_limit")
    start = 0
    if given.text("cursor"):
        try:
            start = int(base64.b64decode(given.text("cursor"), validate=True).decode().removeprefix("next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], cursor

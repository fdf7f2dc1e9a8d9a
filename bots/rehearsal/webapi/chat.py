"""chat.*: write, change and delete messages."""

from __future__ import annotations

import copy
from typing import Any

from bots.rehearsal.blockkit.check import MOST_MESSAGE_CHARACTERS, characters, check_blocks, completed
from bots.rehearsal.messages import Message
from bots.rehearsal.notices import tell_app_deleted, tell_app_edited, tell_app_posted
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Answer, Arguments, Refused
from bots.rehearsal.webapi.places import find_place, writable
from bots.rehearsal.webapi.shapes import message_shape
from bots.rehearsal.workspace import BOT_USER, USERS, Conversation

LONGEST_POST, LONGEST_UPDATE = 40_000, 4_000
MOST_METADATA_CHARACTERS = 16_000


def post_message(stage: Stage, given: Arguments) -> Answer:
    """chat.postMessage. A user id as channel means the direct message with that person."""
    conversation = place_to_write(stage, given.text("channel"))
    blocks = content(given, longest=LONGEST_POST)
    message = Message(
        conversation.id,
        stage.clock.next_ts(),
        BOT_USER,
        given.text("text"),
        blocks=blocks,
        thread_ts=thread_of(stage, conversation, given.text("thread_ts")),
        metadata=metadata(given),
        broadcast=given.flag("reply_broadcast"),
    )
    stage.messages.keep(message)
    tell_app_posted(stage, message)
    shape = message_shape(stage, message, with_metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shape}


def update(stage: Stage, given: Arguments) -> Answer:
    """chat.update. Blocks left out are removed when a text is given; metadata left out stays."""
    conversation = find_place(stage, given.text("channel"))
    if conversation.is_archived:
        raise Refused("is_inactive")
    message = own_message(stage, conversation, given.text("ts"), "cant_update_message")
    blocks = content(given, longest=LONGEST_UPDATE)
    before = copy.deepcopy(message)
    message.text, message.blocks = given.text("text"), blocks
    if given.has("metadata"):
        message.metadata = metadata(given) or None
    message.edited_ts = stage.clock.next_ts()
    stage.messages.keep(message)
    tell_app_edited(stage, before, message)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "text": message.text,
        "message": message_shape(stage, message, with_metadata=True),
    }


def post_ephemeral(stage: Stage, given: Arguments) -> Answer:
    """chat.postEphemeral: a message one member of a conversation sees."""
    conversation = writable(stage, given.text("channel"))
    user = given.text("user")
    if user not in USERS or not conversation.includes(user):
        raise Refused("user_not_in_channel")
    message = Message(
        conversation.id,
        stage.clock.next_ts(),
        BOT_USER,
        given.text("text"),
        blocks=content(given, longest=LONGEST_POST),
        thread_ts=thread_of(stage, conversation, given.text("thread_ts")),
        only_for=user,
    )
    stage.messages.keep(message)
    return {"message_ts": message.ts}


def delete(stage: Stage, given: Arguments) -> Answer:
    """chat.delete, of the app's own messages."""
    conversation = find_place(stage, given.text("channel"))
    message = own_message(stage, conversation, given.text("ts"), "cant_delete_message")
    message.deleted = True
    stage.messages.keep(message)
    tell_app_deleted(stage, message)
    return {"channel": conversation.id, "ts": message.ts}


def get_permalink(stage: Stage, given: Arguments) -> Answer:
    """chat.getPermalink: an address of this rehearsal's page that shows the message."""
    conversation = find_place(stage, given.text("channel"))
    ts = given.text("message_ts")
    message = stage.messages.find(conversation.id, ts)
    if message is None or message.only_for:
        raise Refused("message_not_found")
    link = f"{stage.base_url}/archives/{conversation.id}/p{ts.replace('.', '')}"
    return {"channel": conversation.id, "permalink": link}


def place_to_write(stage: Stage, channel: str) -> Conversation:
    user = USERS.get(channel)
    if user is None:
        return writable(stage, channel)
    if user.is_bot:
        raise Refused("channel_not_found")
    return stage.messages.open_im(user.id)[0]


def content(given: Arguments, *, longest: int) -> list[dict[str, Any]]:
    """Return the blocks of a message. Raises Refused where Slack would not take the content.

    Stricter than Slack in one thing: blocks without a text are refused (no_text), because the text is what
    notifications and screen readers use.
    """
    blocks = given.json("blocks")
    problems = [] if blocks is None else check_blocks(blocks, "message")
    if problems:
        raise Refused("invalid_blocks", *problems, errors=problems)
    if not given.text("text").strip():
        raise Refused("no_text", "[ERROR] a message needs a text: notifications and screen readers use it")
    if len(given.text("text")) > longest:
        raise Refused("msg_too_long")
    if characters(blocks or []) > MOST_MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    return completed(blocks or [])


def metadata(given: Arguments) -> dict[str, Any] | None:
    value = given.json("metadata")
    if value is None or value == {}:
        return None
    if not isinstance(value, dict) or set(value) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    if not value.get("event_type") or not isinstance(value["event_type"], str):
        raise Refused("invalid_metadata_schema")
    if not isinstance(value.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    if len(str(value)) > MOST_METADATA_CHARACTERS:
        raise Refused("metadata_too_large")
    return value


def thread_of(stage: Stage, conversation: Conversation, thread_ts: str) -> str | None:
    """Return the ts of the message a reply belongs under: the parent's, even when a reply was named."""
    if not thread_ts:
        return None
    parent = stage.messages.find(conversation.id, thread_ts)
    if parent is None or parent.only_for:
        raise Refused("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def own_message(stage: Stage, conversation: Conversation, ts: str, error: str) -> Message:
    message = stage.messages.find(conversation.id, ts)
    if message is None or message.only_for:
        raise Refused("message_not_found")
    if not message.is_by_app:
        raise Refused(error)
    return message

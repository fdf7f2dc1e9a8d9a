"""Conversations and the messages in them: who wrote what where, and who can see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bots.rehearsal.clock import Clock
from bots.rehearsal.journal import Journal
from bots.rehearsal.workspace import BOT_USER, USERS, Conversation, channels_at_first, im_id

Block = dict[str, Any]


@dataclass
class Message:
    """One message. `only_for` makes it ephemeral; `thread_ts` is the ts of the message it replies to."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None
    metadata: dict[str, Any] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    broadcast: bool = False
    deleted: bool = False

    @property
    def is_by_app(self) -> bool:
        return self.user == BOT_USER

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.ts}"


class Messages:
    """Every conversation and message of the workspace, kept in the journal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal, self._clock = journal, clock
        self.conversations: dict[str, Conversation] = {c.id: c for c in channels_at_first()}
        self._messages: dict[str, dict[str, Message]] = {}
        for row in journal.rows("conversation").values():
            conversation = Conversation(**row)
            self.conversations[conversation.id] = conversation
        for row in journal.rows("message").values():
            self._place(Message(**row))

    def _place(self, message: Message) -> None:
        self._messages.setdefault(message.channel, {})[message.ts] = message
        self._clock.has_issued(message.ts)
        if message.edited_ts:
            self._clock.has_issued(message.edited_ts)

    def keep_conversation(self, conversation: Conversation) -> None:
        """Add or change a conversation."""
        self.conversations[conversation.id] = conversation
        self._journal.put("conversation", conversation.id, asdict(conversation))

    def keep(self, message: Message) -> Message:
        """Add or change a message."""
        self._place(message)
        self._journal.put("message", message.key, asdict(message))
        return message

    def open_im(self, user_id: str) -> tuple[Conversation, bool]:
        """Return the direct message between the app and a person, and whether it was there already."""
        existing = self.conversations.get(im_id(user_id))
        if existing:
            return existing, True
        conversation = Conversation(
            im_id(user_id), USERS[user_id].handle, members=[user_id, BOT_USER], im_with=user_id
        )
        self.keep_conversation(conversation)
        return conversation, False

    def find(self, channel: str, ts: str) -> Message | None:
        """Return a message that has not been deleted, ephemeral ones included; None when there is none."""
        message = self._messages.get(channel, {}).get(ts)
        return None if message is None or message.deleted else message

    def lasting(self, channel: str) -> list[Message]:
        """Return the messages everyone in a conversation has, oldest first: no ephemeral ones."""
        return [message for message in self._all(channel) if message.only_for is None]

    def seen_by(self, user_id: str, channel: str) -> list[Message]:
        """Return what one person sees in a conversation, oldest first: nothing where not a member."""
        conversation = self.conversations.get(channel)
        if conversation is None or not conversation.includes(user_id):
            return [m for m in self._all(channel) if m.only_for == user_id]
        return [m for m in self._all(channel) if m.only_for in (None, user_id)]

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """Return the replies of a thread, oldest first, without the message that began it."""
        return [m for m in self.lasting(channel) if m.is_reply and m.thread_ts == thread_ts]

    def conversations_of(self, user_id: str) -> Iterator[Conversation]:
        """Yield the conversations a person is in, channels before direct messages."""
        for conversation in sorted(self.conversations.values(), key=lambda c: (c.is_im, c.name)):
            if conversation.includes(user_id):
                yield conversation

    def _all(self, channel: str) -> Iterator[Message]:
        for _, message in sorted(self._messages.get(channel, {}).items()):
            if not message.deleted:
                yield message

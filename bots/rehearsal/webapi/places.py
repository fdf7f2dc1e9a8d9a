"""Which conversations the app may see and write in."""

from __future__ import annotations

from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Refused, need_scope
from bots.rehearsal.workspace import BOT_USER, Conversation


def find_place(stage: Stage, channel: str) -> Conversation:
    """Return a conversation by its id. Raises channel_not_found, also for private ones the app is not in.

    Names are not taken, though Slack still takes some: a name lookup spends the rate limit.
    """
    conversation = stage.messages.conversations.get(channel)
    if conversation is None or (conversation.is_private and not conversation.includes(BOT_USER)):
        raise Refused("channel_not_found")
    return conversation


def writable(stage: Stage, channel: str) -> Conversation:
    """Return a conversation the app may post in. Raises channel_not_found, is_archived or not_in_channel."""
    conversation = find_place(stage, channel)
    if conversation.is_archived:
        raise Refused("is_archived")
    if not conversation.includes(BOT_USER):
        raise Refused("not_in_channel")
    return conversation


def kind_of(conversation: Conversation) -> str:
    """Return the first word of the scopes that cover a conversation: im, groups or channels."""
    if conversation.is_im:
        return "im"
    return "groups" if conversation.is_private else "channels"


def need_scope_for(stage: Stage, conversation: Conversation, right: str) -> None:
    """Raise missing_scope unless the app may read or write, say `history`, in this kind of conversation."""
    need_scope(stage, f"{kind_of(conversation)}:{right}")

"""How Slack writes down users, conversations and messages."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.messages import Message
from bots.rehearsal.stage import Stage
from bots.rehearsal.workspace import APP_ID, BOT, BOT_ID, BOT_USER, TEAM_ID, Conversation, User

CREATED = 1_790_000_000


def bot_profile() -> dict[str, Any]:
    return {
        "id": BOT_ID,
        "app_id": APP_ID,
        "user_id": BOT_USER,
        "name": BOT.handle,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "deleted": False,
        "updated": CREATED,
        "team_id": TEAM_ID,
    }


def message_shape(stage: Stage, message: Message, *, with_metadata: bool = False) -> dict[str, Any]:
    """Return a message as history and interactions show it."""
    shape: dict[str, Any] = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shape["team"] = TEAM_ID
    if message.is_by_app:
        shape |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": bot_profile()}
    if message.blocks:
        shape["blocks"] = message.blocks
    if message.edited_ts:
        shape["edited"] = {"user": BOT_ID if message.is_by_app else message.user, "ts": message.edited_ts}
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.is_reply and message.broadcast:
        shape["subtype"] = "thread_broadcast"
    replies = stage.messages.replies(message.channel, message.ts)
    if replies:
        users = list(dict.fromkeys(reply.user for reply in replies))
        shape |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users,
            "latest_reply": replies[-1].ts,
        }
    if message.metadata is not None and with_metadata:
        shape["metadata"] = message.metadata
    return shape


def user_shape(stage: Stage, user: User) -> dict[str, Any]:
    """Return a user; the address only where users:read.email was granted."""
    profile = {
        "title": user.about,
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.handle,
        "display_name_normalized": user.handle,
        "team": TEAM_ID,
    }
    if user.email and "users:read.email" in stage.scopes:
        profile["email"] = user.email
    return {
        "id": user.id,
        "team_id": TEAM_ID,
        "name": user.handle,
        "deleted": stage.is_account(user.id, "deleted"),
        "real_name": user.name,
        "tz": "Europe/London",
        "tz_label": "Greenwich Mean Time",
        "tz_offset": 0,
        "profile": profile,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest or stage.is_account(user.id, "guest"),
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_stranger": stage.is_account(user.id, "stranger"),
        "is_email_confirmed": not user.is_bot,
        "updated": CREATED,
    }


def conversation_shape(conversation: Conversation, *, with_count: bool = False) -> dict[str, Any]:
    """Return a channel or a direct message as conversations.info shows it."""
    shared = {
        "id": conversation.id,
        "created": CREATED,
        "is_archived": conversation.is_archived,
        "is_org_shared": False,
        "is_shared": conversation.is_ext_shared,
        "is_ext_shared": conversation.is_ext_shared,
        "is_pending_ext_shared": False,
        "context_team_id": TEAM_ID,
        "updated": CREATED * 1000,
    }
    if conversation.is_im:
        return shared | {
            "is_im": True,
            "user": conversation.im_with,
            "is_user_deleted": False,
            "priority": 0,
            "is_open": True,
        }
    shape = shared | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not conversation.is_private,
        "is_group": conversation.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": conversation.is_private,
        "is_general": conversation.name == "general",
        "is_member": conversation.includes(BOT_USER),
        "creator": "U0PMO",
        "unlinked": 0,
        "previous_names": [],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": "U0PMO", "last_set": CREATED},
    }
    return shape | ({"num_members": len(conversation.members)} if with_count else {})

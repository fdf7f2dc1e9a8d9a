"""The bodies of slash commands and interactions, as Slack sends them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from bots.rehearsal.messages import Message
from bots.rehearsal.responses import ResponseAddress
from bots.rehearsal.stage import Stage
from bots.rehearsal.views import Values, View
from bots.rehearsal.webapi.shapes import message_shape
from bots.rehearsal.workspace import APP_ID, TEAM_DOMAIN, TEAM_ID, USERS, Conversation

TOKEN = "rehearsal-verification-token"
Payload = dict[str, Any]


def command_form(
    stage: Stage, user_id: str, conversation: Conversation, command: str, text: str, address: ResponseAddress
) -> bytes:
    """Return the form of a slash command."""
    fields = {
        "token": TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": conversation.id,
        "channel_name": "directmessage" if conversation.is_im else conversation.name,
        "user_id": user_id,
        "user_name": USERS[user_id].handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(stage, address),
        "trigger_id": stage.triggers.issue(user_id),
    }
    return urlencode(fields).encode()


def response_url(stage: Stage, address: ResponseAddress) -> str:
    return f"{stage.base_url}/response/{address.id}"


def interaction_form(payload: Payload) -> bytes:
    """Return an interaction as the one form field Slack puts it in."""
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()


def interaction(stage: Stage, kind: str, user_id: str) -> Payload:
    """Return what every interaction carries."""
    user = USERS[user_id]
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {"id": user_id, "username": user.handle, "name": user.handle, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def actions_in_message(
    stage: Stage,
    user_id: str,
    message: Message,
    actions: list[Payload],
    state: Values,
    address: ResponseAddress,
) -> Payload:
    """Return block_actions for a button or menu in a message; Slack leaves an ephemeral message out."""
    conversation = stage.messages.conversations[message.channel]
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.only_for is not None,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    payload = interaction(stage, "block_actions", user_id) | {
        "container": container,
        "trigger_id": stage.triggers.issue(user_id),
        "channel": {
            "id": conversation.id,
            "name": "directmessage" if conversation.is_im else conversation.name,
        },
        "state": {"values": state},
        "response_url": response_url(stage, address),
        "actions": actions,
    }
    return payload if message.only_for else payload | {"message": message_shape(stage, message)}


def actions_in_view(stage: Stage, view: View, actions: list[Payload]) -> Payload:
    """Return block_actions for something used in a modal or on a Home tab."""
    return interaction(stage, "block_actions", view.user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": stage.triggers.issue(view.user),
        "view": view.shape(),
        "actions": actions,
    }


def suggestion(stage: Stage, view: View, block: Payload, element: Payload, typed: str) -> Payload:
    """Return block_suggestion: what somebody typed into a menu whose options the app gives."""
    return interaction(stage, "block_suggestion", view.user) | {
        "container": {"type": "view", "view_id": view.id},
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": typed,
        "view": view.shape(),
    }


def shortcut(stage: Stage, user_id: str, callback_id: str) -> Payload:
    """Return a global shortcut; as at Slack it names no place."""
    return interaction(stage, "shortcut", user_id) | {
        "action_ts": stage.clock.next_ts(),
        "callback_id": callback_id,
        "trigger_id": stage.triggers.issue(user_id),
    }


def message_shortcut(
    stage: Stage, user_id: str, message: Message, callback_id: str, address: ResponseAddress
) -> Payload:
    """Return a shortcut used on a message, with the message."""
    conversation = stage.messages.conversations[message.channel]
    return interaction(stage, "message_action", user_id) | {
        "action_ts": stage.clock.next_ts(),
        "callback_id": callback_id,
        "trigger_id": stage.triggers.issue(user_id),
        "response_url": response_url(stage, address),
        "message_ts": message.ts,
        "channel": {
            "id": conversation.id,
            "name": "directmessage" if conversation.is_im else conversation.name,
        },
        "message": message_shape(stage, message),
    }


def submission(stage: Stage, view: View) -> Payload:
    """Return view_submission for a modal with its answers."""
    return interaction(stage, "view_submission", view.user) | {
        "trigger_id": stage.triggers.issue(view.user),
        "view": view.shape(),
        "response_urls": [],
    }


def closed(stage: Stage, view: View, *, is_cleared: bool) -> Payload:
    """Return view_closed, which Slack sends when the view asked for it."""
    return interaction(stage, "view_closed", view.user) | {"view": view.shape(), "is_cleared": is_cleared}

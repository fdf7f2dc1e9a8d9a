"""What a person can do in the workspace: say something, give a command, press a button, fill in a form."""

from __future__ import annotations

import json
import re
from typing import Any

from bots.rehearsal import payloads
from bots.rehearsal.answers import answer, complaints, current_answer, offered_options
from bots.rehearsal.blockkit.check import check_blocks, check_view, completed, elements_of
from bots.rehearsal.blockkit.findings import Findings
from bots.rehearsal.blockkit.texts import check_option
from bots.rehearsal.messages import Message
from bots.rehearsal.notices import tell_app_home_opened, tell_app_posted
from bots.rehearsal.outbound import FORM
from bots.rehearsal.replies import Reply
from bots.rehearsal.stage import Stage
from bots.rehearsal.views import Values, View
from bots.rehearsal.workspace import (
    BOT_USER,
    COMMANDS,
    HANDLES,
    MESSAGE_SHORTCUTS,
    SHORTCUTS,
    SLACKBOT,
    USERS,
    Conversation,
)

MOST_OFFERED = 100
CONNECTION_TROUBLE = "We had some trouble connecting. Try again?"


class NotPossible(Exception):
    """A person tried what Slack's client would not let them do; the message says why."""


def conversation_for(stage: Stage, user_id: str, channel: str) -> Conversation:
    """Return a conversation a person is in. Raises NotPossible."""
    if user_id not in USERS or USERS[user_id].is_bot:
        raise NotPossible(f"there is nobody called {user_id}")
    if channel == stage.messages.open_im(user_id)[0].id:
        return stage.messages.conversations[channel]
    conversation = stage.messages.conversations.get(channel)
    if conversation is None or not conversation.includes(user_id):
        raise NotPossible(f"{USERS[user_id].name} is not in a conversation {channel}")
    return conversation


def marked_up(text: str) -> str:
    """Return what a person typed as Slack stores it: escaped, with @names of the workspace made mentions."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def mention(found: re.Match[str]) -> str:
        user = HANDLES.get(found[1].lower())
        return f"<@{user.id}>" if user else found[0]

    return re.sub(r"(?<![\w@.])@([A-Za-z]+)\b", mention, escaped)


def say(stage: Stage, user_id: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    """Post a person's message and tell the app. Raises NotPossible."""
    conversation = conversation_for(stage, user_id, channel)
    if conversation.is_archived:
        raise NotPossible("this channel has been archived")
    if not text.strip():
        raise NotPossible("there is nothing to say")
    parent = stage.messages.find(channel, thread_ts) if thread_ts else None
    if thread_ts and parent is None:
        raise NotPossible("the message you reply to is gone")
    message = Message(
        channel,
        stage.clock.next_ts(),
        user_id,
        marked_up(text.strip()),
        thread_ts=(parent.thread_ts or parent.ts) if parent else None,
    )
    stage.messages.keep(message)
    tell_app_posted(stage, message)
    stage.changed()
    return message


async def slash(stage: Stage, user_id: str, channel: str, line: str) -> Reply | None:
    """Give a slash command and show its answer; None when Slack does not know the command.

    Raises NotPossible where the person may not write.
    """
    conversation = conversation_for(stage, user_id, channel)
    command, _, text = line.strip().partition(" ")
    if command not in COMMANDS:
        from_slack(stage, user_id, channel, f"{marked_up(command)} is not a valid command.")
        return None
    address = stage.responses.issue(user_id, channel)
    body = payloads.command_form(stage, user_id, conversation, command, text.strip(), address)
    reply = await stage.outbound.post("command", body, FORM, address.id)
    if reply.trouble:
        word = "operation_timeout" if reply.trouble == "http_timeout" else "dispatch_failed"
        from_slack(stage, user_id, channel, f"{command} failed with the error “{word}”")
    elif reply.body.strip():
        show_reply(stage, user_id, channel, reply)
    return reply


def show_reply(stage: Stage, user_id: str, channel: str, reply: Reply) -> None:
    """Show what the app answered a slash command with, to one person or to the channel."""
    content: Any = {"text": reply.body}
    if reply.content_type == "application/json":
        try:
            content = json.loads(reply.body)
        except ValueError:
            content = None
    if not isinstance(content, dict) or check_blocks(content.get("blocks") or [], "message"):
        from_slack(stage, user_id, channel, "/tracker failed with the error “invalid_command_response”")
        return
    if not content.get("text") and not content.get("blocks"):
        return
    only_for = None if content.get("response_type") == "in_channel" else user_id
    post_from_app(stage, channel, content, only_for=only_for)


def post_from_app(
    stage: Stage, channel: str, content: dict[str, Any], *, only_for: str | None, thread_ts: str | None = None
) -> Message:
    """Show checked content as a message of the app."""
    message = Message(
        channel,
        stage.clock.next_ts(),
        BOT_USER,
        str(content.get("text") or ""),
        blocks=completed(content.get("blocks") or []),
        only_for=only_for,
        thread_ts=thread_ts,
    )
    stage.messages.keep(message)
    stage.changed()
    return message


def from_slack(stage: Stage, user_id: str, channel: str, text: str) -> None:
    """Show one person a notice of Slack's own."""
    stage.messages.keep(Message(channel, stage.clock.next_ts(), SLACKBOT, text, only_for=user_id))
    stage.changed()


async def use_in_message(
    stage: Stage,
    user_id: str,
    channel: str,
    ts: str,
    action_id: str,
    given: Any = None,
    block_id: str | None = None,
) -> Reply:
    """Press a button or choose in a menu of a message somebody sees. Raises NotPossible."""
    message = stage.messages.find(channel, ts)
    if message is None or message not in stage.messages.seen_by(user_id, channel):
        raise NotPossible("that message is not there for this person")
    block, element = found_element(message.blocks, action_id, block_id)
    state = state_of(message.blocks, {block["block_id"]: {action_id: answer(element, given)}})
    address = stage.responses.issue(user_id, channel, message_ts=ts, thread_ts=message.thread_ts)
    actions = [action(stage, block, element, given)]
    payload = payloads.actions_in_message(stage, user_id, message, actions, state, address)
    reply = await stage.outbound.post("actions", payloads.interaction_form(payload), FORM, address.id)
    if reply.trouble:
        from_slack(stage, user_id, channel, "That did not work: the app did not answer. Try again?")
    return reply


async def use_in_view(
    stage: Stage, user_id: str, view_id: str, action_id: str, given: Any = None, block_id: str | None = None
) -> Reply:
    """Press a button or choose in a menu of a modal or the Home tab. Raises NotPossible."""
    view = view_of(stage, user_id, view_id)
    block, element = found_element(view.payload["blocks"], action_id, block_id)
    element = with_offered(view, element)
    if element["type"] != "button":
        view.values.setdefault(block["block_id"], {})[action_id] = answer(element, given)
    payload = payloads.actions_in_view(stage, view, [action(stage, block, element, given)])
    reply = await stage.outbound.post("actions", payloads.interaction_form(payload), FORM, view.id)
    if reply.trouble:
        view.trouble = CONNECTION_TROUBLE
        stage.changed()
    return reply


async def suggest(
    stage: Stage, user_id: str, view_id: str, action_id: str, typed: str
) -> list[dict[str, Any]]:
    """Type into a menu whose options the app gives, and return them; Slack shows none where they are not right.

    Raises NotPossible.
    """
    view = view_of(stage, user_id, view_id)
    block, element = found_element(view.payload["blocks"], action_id, None)
    if element["type"] != "external_select":
        raise NotPossible(f"{action_id} asks the app for no options")
    if len(typed) < element.get("min_query_length", 3):
        return view.offered.get(action_id, [])
    payload = payloads.suggestion(stage, view, block, element, typed)
    reply = await stage.outbound.post("suggestion", payloads.interaction_form(payload), FORM, view.id)
    view.offered[action_id] = offered_in(reply)
    stage.changed()
    return view.offered[action_id]


def offered_in(reply: Reply) -> list[dict[str, Any]]:
    """Return the options in an answer to a suggestion; none where Slack would not take them."""
    try:
        options = json.loads(reply.body)["options"] if not reply.trouble else []
    except (ValueError, KeyError, TypeError):
        return []
    findings = Findings()
    if not isinstance(options, list) or len(options) > MOST_OFFERED:
        return []
    for place, option in enumerate(options):
        check_option(findings, option, f"/options/{place}", plain=True)
    return [] if findings.problems else options


def with_offered(view: View, element: dict[str, Any]) -> dict[str, Any]:
    """Return an element with the options the app gave for it, where it has none of its own."""
    if element["type"] != "external_select":
        return element
    return element | {"options": offered_options(element, view.offered.get(element["action_id"], []))}


async def use_shortcut(stage: Stage, user_id: str, callback_id: str) -> Reply:
    """Use a shortcut of the menu. Raises NotPossible."""
    if callback_id not in SHORTCUTS:
        raise NotPossible(f"there is no shortcut {callback_id}")
    if user_id not in USERS or USERS[user_id].is_bot:
        raise NotPossible(f"there is nobody called {user_id}")
    body = payloads.interaction_form(payloads.shortcut(stage, user_id, callback_id))
    return await stage.outbound.post("shortcut", body, FORM, callback_id)


async def use_message_shortcut(stage: Stage, user_id: str, channel: str, ts: str, callback_id: str) -> Reply:
    """Use a shortcut on a message somebody sees. Raises NotPossible."""
    message = stage.messages.find(channel, ts)
    if callback_id not in MESSAGE_SHORTCUTS:
        raise NotPossible(f"there is no shortcut {callback_id}")
    if message is None or message not in stage.messages.seen_by(user_id, channel):
        raise NotPossible("that message is not there for this person")
    address = stage.responses.issue(user_id, channel, message_ts=ts, thread_ts=message.thread_ts)
    payload = payloads.message_shortcut(stage, user_id, message, callback_id, address)
    return await stage.outbound.post("shortcut", payloads.interaction_form(payload), FORM, address.id)


async def submit(stage: Stage, user_id: str, view_id: str, given: dict[str, dict[str, Any]]) -> View | None:
    """Submit a modal with answers by block and action id; return the view that shows next, if any.

    What Slack's client would not send (an empty required field) is shown under the field, and the app hears
    nothing. Raises NotPossible.
    """
    view = view_of(stage, user_id, view_id)
    blocks = view.payload["blocks"]
    for block in blocks:
        for element in elements_of(block):
            answers = given.get(block["block_id"], {})
            if element.get("action_id") in answers:
                new = answer(with_offered(view, element), answers[element["action_id"]])
                view.values.setdefault(block["block_id"], {})[element["action_id"]] = new
    view.values = state_of(blocks, view.values, view)
    view.errors, view.trouble = complaints(blocks, view.values), ""
    if not view.errors:
        body = payloads.interaction_form(payloads.submission(stage, view))
        follow(stage, view, await stage.outbound.post("submission", body, FORM, view.id))
    stage.changed()
    return stage.views.top(user_id)


def follow(stage: Stage, view: View, reply: Reply) -> None:
    """Do with a submitted modal what the app's answer says."""
    if reply.trouble:
        view.trouble = CONNECTION_TROUBLE
        return
    if not reply.body.strip():
        stage.views.close(view)
        return
    try:
        answered = json.loads(reply.body)
        wish, payload = answered["response_action"], answered.get("view")
    except (ValueError, KeyError, TypeError):
        view.trouble = CONNECTION_TROUBLE
        return
    if wish == "clear":
        stage.views.clear(view.user)
    elif wish == "errors" and named_inputs(view, answered.get("errors")):
        view.errors = answered["errors"]
    elif wish in ("update", "push") and not check_view(payload, "modal"):
        if wish == "update":
            stage.views.replace(view, payload)
        elif stage.views.push(view.user, payload) is None:
            view.trouble = CONNECTION_TROUBLE
    else:
        view.trouble = CONNECTION_TROUBLE


def named_inputs(view: View, errors: object) -> bool:
    """Return whether errors name input blocks of the view; Slack shows no others."""
    inputs = {block["block_id"] for block in view.payload["blocks"] if block["type"] == "input"}
    return isinstance(errors, dict) and bool(errors) and set(errors) <= inputs


async def close_view(stage: Stage, user_id: str, view_id: str, *, all_of_them: bool = False) -> None:
    """Dismiss a modal; the app hears of it when the view asked to. Raises NotPossible."""
    view = view_of(stage, user_id, view_id)
    gone = list(stage.views.stacks.get(user_id, [])) if all_of_them else [view]
    for other in reversed(gone):
        stage.views.close(other)
    stage.changed()
    for other in reversed(gone):
        if other.payload.get("notify_on_close"):
            payload = payloads.closed(stage, other, is_cleared=all_of_them)
            await stage.outbound.post("closed", payloads.interaction_form(payload), FORM, other.id)


def open_home(stage: Stage, user_id: str, tab: str = "home") -> str:
    """Open a tab of the app's Home and return the id of the event the app gets. Raises NotPossible."""
    if user_id not in USERS or USERS[user_id].is_bot:
        raise NotPossible(f"there is nobody called {user_id}")
    return tell_app_home_opened(stage, user_id, tab)


def view_of(stage: Stage, user_id: str, view_id: str) -> View:
    view = stage.views.find(view_id)
    if view is None or view.user != user_id:
        raise NotPossible("that view is not open for this person")
    return view


def found_element(
    blocks: list[dict[str, Any]], action_id: str, block_id: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    for block in blocks:
        if block_id in (None, block["block_id"]):
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    raise NotPossible(f"there is nothing to use called {action_id}")


def state_of(blocks: list[dict[str, Any]], known: Values, view: View | None = None) -> Values:
    """Return the state of every element that keeps one: what is known, else what it first shows."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in ("button", "image", "overflow"):
                continue
            state = known.get(block["block_id"], {}).get(element["action_id"])
            element = with_offered(view, element) if view else element
            values.setdefault(block["block_id"], {})[element["action_id"]] = answer(
                element, current_answer(element, state)
            )
    return values


def action(stage: Stage, block: dict[str, Any], element: dict[str, Any], given: Any) -> dict[str, Any]:
    """Return one entry of `actions` in block_actions."""
    common = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": stage.clock.next_ts(),
    }
    if element["type"] == "button":
        return common | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    return common | answer(element, given)

"""/_rehearsal/…: what Slack accepted, faults on order, the clock, people's gestures. For tests and page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bots.rehearsal import gestures
from bots.rehearsal.answers import UnknownAnswer
from bots.rehearsal.faults import BadFault
from bots.rehearsal.keys import STAGE
from bots.rehearsal.lifecycle import NoSuchThing, befall
from bots.rehearsal.mailbox import Mail
from bots.rehearsal.replies import Reply
from bots.rehearsal.stage import Stage
from bots.rehearsal.views import View
from bots.rehearsal.workspace import BOT_USER, USERS, Conversation

SETTINGS = (
    "events_url",
    "retry_delays",
    "patience_seconds",
    "scopes",
    "events",
    "rate_limits",
    "hold_events",
)


class BadOrder(Exception):
    """A control request is not of the form it should have; the message says what is wrong."""


async def read(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request. Raises BadOrder; a form of another site cannot send JSON."""
    if request.content_type != "application/json":
        raise BadOrder("send a JSON object")
    try:
        value = await request.json()
    except ValueError:
        raise BadOrder("that is not JSON") from None
    if not isinstance(value, dict):
        raise BadOrder("send a JSON object")
    return value


@web.middleware
async def explain(request: web.Request, handler: Any) -> web.StreamResponse:
    """Answer 400 with one sentence where a gesture or an order is not possible."""
    try:
        response: web.StreamResponse = await handler(request)
    except (BadOrder, BadFault, gestures.NotPossible, NoSuchThing, UnknownAnswer) as trouble:
        return web.json_response({"error": str(trouble)}, status=400)
    except (KeyError, TypeError) as trouble:
        if not request.path.startswith(("/_rehearsal/", "/as/")):
            raise
        return web.json_response({"error": f"missing or wrong: {trouble}"}, status=400)
    return response


def lines(rows: Iterable[dict[str, Any]]) -> web.Response:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return web.Response(text=text, content_type="application/jsonl")


def since(request: web.Request) -> int:
    value = request.query.get("since", "0")
    if not value.isdecimal():
        raise BadOrder("since is a number")
    return int(value)


async def accepted(request: web.Request) -> web.Response:
    """GET log.jsonl?since=N&method=M: every accepted call, in order, numbered."""
    return calls(request, request.app[STAGE].record.accepted)


async def refused(request: web.Request) -> web.Response:
    """GET refused.jsonl: every refused call with its error."""
    return calls(request, request.app[STAGE].record.refused)


def calls(request: web.Request, rows: Iterable[Any]) -> web.Response:
    after, method = since(request), request.query.get("method")
    return lines(asdict(call) for call in rows if call.n > after and method in (None, call.method))


async def deliveries(request: web.Request) -> web.Response:
    """GET deliveries.jsonl: every attempt to hand something to the app."""
    after = since(request)
    return lines(asdict(row) for row in request.app[STAGE].record.deliveries if row.n > after)


def mail_row(mail: Mail) -> dict[str, Any]:
    return asdict(mail) | {
        "subject": mail.header("Subject"),
        "text": mail.part("plain"),
        "html": mail.part("html"),
    }


async def mails(request: web.Request) -> web.Response:
    """GET mails.jsonl?since=N&to=ADDRESS: every mail taken in."""
    after = since(request)
    wanted = request.app[STAGE].mailbox.to(request.query.get("to"))
    return lines(mail_row(mail) for mail in wanted if mail.id > after)


async def order_fault(request: web.Request) -> web.Response:
    """POST faults {method, kind, times, seconds, code}; {"clear": true} takes back all that still wait."""
    stage, wanted = request.app[STAGE], await read(request)
    if wanted == {"clear": True}:
        stage.faults.clear()
        return web.json_response({"ok": True})
    return web.json_response(asdict(stage.faults.order(wanted)))


async def set_up(request: web.Request) -> web.Response:
    """POST settings: change how this rehearsal runs; see SETTINGS."""
    stage, wanted = request.app[STAGE], await read(request)
    if set(wanted) - set(SETTINGS):
        raise BadOrder(f"settings are {', '.join(SETTINGS)}")
    stage.outbound.events_url = str(wanted.get("events_url", stage.outbound.events_url))
    delays = wanted.get("retry_delays", stage.outbound.retry_delays)
    stage.outbound.retry_delays = tuple(float(delay) for delay in delays)
    stage.outbound.patience_seconds = float(wanted.get("patience_seconds", stage.outbound.patience_seconds))
    stage.scopes = tuple(wanted.get("scopes", stage.scopes))
    stage.events = tuple(wanted.get("events", stage.events))
    if "hold_events" in wanted:
        if wanted["hold_events"]:
            stage.outbound.holds_events = True
        else:
            stage.outbound.release()
    stage.limits.are_on = bool(wanted.get("rate_limits", stage.limits.are_on))
    return web.json_response({"ok": True})


async def advance(request: web.Request) -> web.Response:
    """POST clock {advance: seconds} or {stop: true}: make what ages older, or let no time pass but so."""
    clock, wanted = request.app[STAGE].clock, await read(request)
    if wanted.get("stop"):
        clock.stop()
    clock.advance(float(wanted.get("advance", 0)))
    return web.json_response({"ok": True, "now": clock.now()})


async def change_channel(request: web.Request) -> web.Response:
    """POST channels {id, name, members, is_private, is_archived}: add a channel or change one.

    The app is in it when U0TRACKER is among the members.
    """
    stage, wanted = request.app[STAGE], await read(request)
    if set(wanted) - {"id", "name", "members", "is_private", "is_archived", "is_ext_shared", "purpose"}:
        raise BadOrder("a channel has id, name, members, is_private, is_archived and purpose")
    old = stage.messages.conversations.get(wanted["id"])
    base = asdict(old) if old else {"name": str(wanted["id"]).lower(), "members": [BOT_USER]}
    conversation = Conversation(**(base | wanted))
    if any(member not in USERS for member in conversation.members):
        raise BadOrder("a member is not in the workspace")
    stage.messages.keep_conversation(conversation)
    stage.changed()
    return web.json_response(asdict(conversation))


async def befall_something(request: web.Request) -> web.Response:
    """POST befall {what, channel, user, name, inviter}: see `lifecycle.py` for what may befall a workspace."""
    befall(request.app[STAGE], await read(request))
    return web.json_response({"ok": True})


async def redeliver(request: web.Request) -> web.Response:
    """POST redeliver {event_id, times, retry, reason}: send a past event again, as a retry of Slack's."""
    stage, wanted = request.app[STAGE], await read(request)
    known = stage.outbound.again(
        wanted["event_id"],
        int(wanted.get("times", 1)),
        retry=int(wanted.get("retry", 1)),
        reason=str(wanted.get("reason", "http_timeout")),
    )
    if not known:
        raise BadOrder("there is no such event")
    return web.json_response({"ok": True})


async def status(request: web.Request) -> web.Response:
    """GET status: the version of the state, events on their way, faults still to come."""
    stage = request.app[STAGE]
    return web.json_response(
        {
            "version": stage.version,
            "events_on_their_way": stage.outbound.waiting,
            "faults": [asdict(fault) for fault in stage.faults.waiting],
        }
    )


def reply_row(reply: Reply | None) -> dict[str, Any]:
    return {"reply": asdict(reply) if reply else None}


def view_row(view: View | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return view.shape() | {"errors": view.errors, "trouble": view.trouble}


async def gesture(request: web.Request) -> web.Response:
    """POST /as/{user}/{gesture}: do what a person does. See `gestures.py` for each."""
    stage, user = request.app[STAGE], request.match_info["user"]
    return web.json_response(await act(stage, user, request.match_info["gesture"], await read(request)))


async def act(stage: Stage, user: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Do one gesture and return what came of it. Raises NotPossible, UnknownAnswer, BadOrder, KeyError."""
    if name == "say":
        return asdict(gestures.say(stage, user, given["channel"], given["text"], given.get("thread_ts")))
    if name == "slash":
        return reply_row(await gestures.slash(stage, user, given["channel"], given["line"]))
    if name == "use":
        what = (given["action_id"], given.get("value"), given.get("block_id"))
        if "view_id" in given:
            reply = await gestures.use_in_view(stage, user, given["view_id"], *what)
        else:
            reply = await gestures.use_in_message(stage, user, given["channel"], given["ts"], *what)
        return reply_row(reply)
    if name == "submit":
        return {"view": view_row(await gestures.submit(stage, user, given["view_id"], given["values"]))}
    if name == "close":
        await gestures.close_view(stage, user, given["view_id"], all_of_them=bool(given.get("all", False)))
        return {"view": view_row(stage.views.top(user))}
    if name == "suggest":
        what = (given["view_id"], given["action_id"], str(given.get("value") or ""))
        return {"options": await gestures.suggest(stage, user, *what)}
    if name == "shortcut":
        if "ts" in given:
            where = (given["channel"], given["ts"])
            return reply_row(await gestures.use_message_shortcut(stage, user, *where, given["callback_id"]))
        return reply_row(await gestures.use_shortcut(stage, user, given["callback_id"]))
    if name == "home":
        return {"event_id": gestures.open_home(stage, user, given.get("tab", "home"))}
    raise BadOrder(f"there is no gesture called {name}")


async def seen(request: web.Request) -> web.Response:
    """GET /as/{user}/seen: every message this person sees, their modal and their Home tab."""
    stage, user = request.app[STAGE], request.match_info["user"]
    if user not in USERS:
        raise BadOrder(f"there is nobody called {user}")
    channels = [conversation.id for conversation in stage.messages.conversations_of(user)]
    return web.json_response(
        {
            "messages": [asdict(m) for channel in channels for m in stage.messages.seen_by(user, channel)],
            "channels": channels,
            "view": view_row(stage.views.top(user)),
            "home": view_row(stage.views.homes.get(user)),
        }
    )


def routes() -> list[web.RouteDef]:
    """Return the routes of this module."""
    return [
        web.get("/_rehearsal/log.jsonl", accepted),
        web.get("/_rehearsal/refused.jsonl", refused),
        web.get("/_rehearsal/deliveries.jsonl", deliveries),
        web.get("/_rehearsal/mails.jsonl", mails),
        web.get("/_rehearsal/status", status),
        web.post("/_rehearsal/faults", order_fault),
        web.post("/_rehearsal/settings", set_up),
        web.post("/_rehearsal/clock", advance),
        web.post("/_rehearsal/channels", change_channel),
        web.post("/_rehearsal/redeliver", redeliver),
        web.post("/_rehearsal/befall", befall_something),
        web.get("/as/{user}/seen", seen),
        web.post("/as/{user}/{gesture}", gesture),
    ]

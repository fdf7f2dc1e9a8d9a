"""views.*: modals and Home tabs."""

from __future__ import annotations

import json
from typing import Any, Literal

from bots.rehearsal.blockkit.check import check_view
from bots.rehearsal.stage import Stage
from bots.rehearsal.views import BadTrigger, View
from bots.rehearsal.webapi.call import Answer, Arguments, Refused
from bots.rehearsal.workspace import USERS

MOST_VIEW_BYTES = 250_000


def open_view(stage: Stage, given: Arguments) -> Answer:
    """views.open."""
    payload = good_view(stage, given, "modal")
    user = exchanged(stage, given)
    return {"view": stage.views.open(user, payload).shape()}


def push(stage: Stage, given: Arguments) -> Answer:
    """views.push."""
    payload = good_view(stage, given, "modal")
    view = stage.views.push(exchanged(stage, given), payload)
    if view is None:
        raise Refused("push_limit_reached")
    return {"view": view.shape()}


def update(stage: Stage, given: Arguments) -> Answer:
    """views.update, by view_id or external_id; a `hash` that is not the current one is a conflict."""
    if not given.has("view_id") and not given.has("external_id"):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view_id")
    view = stage.views.find(given.text("view_id") or None, given.text("external_id") or None)
    if view is None:
        raise Refused("not_found")
    payload = good_view(stage, given, "home" if view.is_home else "modal", now=view)
    if given.has("hash") and given.text("hash") != view.hash:
        raise Refused("hash_conflict")
    return {"view": stage.views.replace(view, payload).shape()}


def publish(stage: Stage, given: Arguments) -> Answer:
    """views.publish: a person's Home tab."""
    user = USERS.get(given.text("user_id"))
    if user is None or user.is_bot:
        raise Refused("user_not_found")
    current = stage.views.homes.get(user.id)
    payload = good_view(stage, given, "home", now=current)
    if given.has("hash") and current is not None and given.text("hash") != current.hash:
        raise Refused("hash_conflict")
    return {"view": stage.views.publish(user.id, payload).shape()}


def good_view(
    stage: Stage, given: Arguments, kind: Literal["modal", "home"], now: View | None = None
) -> dict[str, Any]:
    """Return the view of a call. Raises Refused with what is wrong; `now` is the view it would replace."""
    payload = given.json("view")
    problems = check_view(payload, kind)
    if problems:
        raise Refused("invalid_arguments", *problems)
    if len(json.dumps(payload).encode()) > MOST_VIEW_BYTES:
        raise Refused("view_too_large")
    external = payload.get("external_id")
    same = stage.views.find(external_id=external) if external else None
    if same is not None and same is not now:
        raise Refused("duplicate_external_id")
    return dict(payload)


def exchanged(stage: Stage, given: Arguments) -> str:
    try:
        return stage.triggers.exchange(given.text("trigger_id"))
    except BadTrigger as trouble:
        raise Refused(str(trouble)) from None

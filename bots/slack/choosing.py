"""Choosing a thing in a modal: what is offered as one types, and the form that follows. Both within three seconds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from bots import changes, queries
from bots.queries import InboxRow
from bots.rules.forms import CHANGING, CHANNEL, FORM_LIFE, OVER
from bots.slack import forms
from bots.slack.filling import form_for
from bots.slack.parts import Block, option
from programme import queries as ground
from programme.rules.access import Actor

GONE: Final = "That is not there to choose any more. Close this and open it again."


def options(*, form: str, team_id: str, user_id: str, typed: str, at: datetime) -> list[Block]:
    """Return what somebody may choose; nothing for a form that is not theirs, or over."""
    asked, actor = _form(form, team_id, user_id, at)
    if asked is None or actor is None or actor.person_id is None:
        return []
    kind = str(asked.payload["form"])
    if kind == CHANNEL:
        things = queries.linkable(reader=actor, matching=typed)
    else:
        things = queries.changeable(kind, reader=actor, matching=typed)
    keys: dict[UUID, UUID] = {}
    for one in {t.kind for t in things}:
        ids = [t.id for t in things if t.kind == one]
        keys |= changes.hand_out(person_id=actor.person_id, kind=one, ids=ids, at=at)
    return [option(t.label, str(keys[t.id]), t.where) for t in things]


def chosen(*, form: str, key: str, team_id: str, user_id: str, at: datetime) -> dict[str, Any]:
    """Return the form for what was chosen, or a modal that says why there is none."""
    asked, actor = _form(form, team_id, user_id, at)
    if asked is None or actor is None or actor.person_id is None:
        return forms.ended(OVER)
    found = queries.handle(key, person_id=actor.person_id)
    if found is None or found.kind != asked.payload["form"]:
        return forms.ended(GONE, asked.id)
    return form_for(asked, found.kind, found.thing_id, reader=actor.without_closed(), at=at).view


def _form(form: str, team_id: str, user_id: str, at: datetime) -> tuple[InboxRow | None, Actor | None]:
    try:
        asked = queries.inbox(UUID(form))
    except ValueError:
        return None, None
    if (
        asked is None
        or (asked.team_id, asked.user_id) != (team_id, user_id)
        or asked.kind != "action"
        or asked.outcome == "used"
        or at - asked.received_at > FORM_LIFE
        or asked.payload.get("form") not in (*CHANGING, CHANNEL)
    ):
        return None, None
    person_id = queries.person_behind(team_id=team_id, user_id=user_id)
    return asked, ground.actor_for_person(person_id, door="slack") if person_id else None

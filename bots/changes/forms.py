"""Forms in Slack: a form's key is opaque, its owner's alone, works once and for an hour; for ten minutes it is undone.

Source: docs/method.md, "Changing things from Slack".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from bots.changes.channels import link_channel
from bots.changes.deliveries import ask_to_send
from bots.changes.form_savers import FormProblem, save_change, take_back
from bots.changes.hearing import choose_hearing
from bots.changes.inbox import note_once
from bots.models import Delivery, Inbox
from bots.queries.channels import channel
from bots.queries.forms import saved_form
from bots.queries.handles import handle
from bots.queries.identities import person_behind
from bots.rules.forms import (
    ALERTS,
    CEILING,
    CHANGING,
    CHANNEL,
    FIRST_FIELD,
    FORM_LIFE,
    HEARING,
    LIVE,
    OVER,
    QUIET_FROM,
    QUIET_TO,
    THING,
    UNDO_LIFE,
    WANTS,
)
from programme import queries as ground
from programme.changes import Invalid
from programme.outbox.recording import ask_for
from programme.rules import access

HOME_SECONDS: Final = 1.0  # several changes within it become one new Home
NOT_LINKED: Final = "Your Slack account is not linked to the tracker any more."
NO_UNDO: Final = "It can be taken back for ten minutes, once. Change it again instead."
SAVED_ALREADY: Final = "Saved already."


@dataclass(frozen=True)
class Told:
    """What a submission comes to: words for the modal, and whether the form can be taken back."""

    words: str
    form_id: UUID
    may_undo: bool = False


def prepare_form(
    *,
    form_id: UUID,
    kind: str,
    thing_id: UUID | None = None,
    version: int = 0,
    about: Mapping[str, Any] | None = None,
) -> None:
    """Note what a form is about, the version its reader is shown, and `about` what Slack told us of its place."""
    row = Inbox.objects.get(pk=form_id)
    thing = {"thing": str(thing_id), "version": version} if thing_id else {}
    row.payload = {
        **row.payload,
        "form": kind,
        "is_ready": True,
        **thing,
        **({"about": about} if about else {}),
    }
    row.save(update_fields=["payload"])


@transaction.atomic
def submit_form(
    *, form: str, key: str, team_id: str, user_id: str, given: Mapping[str, str], at: datetime
) -> Told:
    """Save a submitted form and return what was saved, in words. The same submission again saves once.

    Rights and version are asked now, whatever they were when the form was opened. Raises FormProblem.
    """
    row = _open(form, team_id=team_id, user_id=user_id, at=at)
    kind = str(row.payload["form"])
    by = _actor(team_id, user_id, kind)
    if not note_once(key=key, kind="submission", team_id=team_id, user_id=user_id, at=at, outcome="saved"):
        return Told(SAVED_ALREADY, row.id)
    if kind == CHANNEL:
        words = _link_channel(row, given, by=by, at=at)
        _use(row, {})
        return Told(words, row.id)
    if kind == HEARING:
        words = _choose_hearing(given, by=by, at=at)
        _use(row, {})
        return Told(words, row.id)
    if "thing" not in row.payload:
        raise FormProblem({FIRST_FIELD[kind]: OVER})
    thing_id = UUID(row.payload["thing"])
    change = save_change(kind, thing_id, int(row.payload["version"]), given, by=by, at=at)
    kept = {"says": change.says, "version": change.version, "back": change.back, "at": at.isoformat()}
    _use(row, {"saved": kept})
    _confirm(row, by, at)
    saved = saved_form(row.id, reader=by)
    words = saved.text() if saved else change.says
    return Told(f"{words} Its risk and money follow in a moment.", row.id, change.back is not None)


@transaction.atomic
def undo_form(*, form: str, team_id: str, user_id: str, at: datetime) -> str:
    """Take back what a form saved, within ten minutes and once, and return what holds again. Raises FormProblem.

    Where somebody has changed the thing since, nothing is taken back.
    """
    row = _own(form, team_id=team_id, user_id=user_id)
    kept = row.payload.get("saved") if row is not None else None
    if row is None or not kept or not kept["back"] or "undone" in kept:
        raise FormProblem({"": NO_UNDO})
    if at - datetime.fromisoformat(kept["at"]) > UNDO_LIFE:
        raise FormProblem({"": NO_UNDO})
    kind = str(row.payload["form"])
    by = _actor(team_id, user_id, kind)
    says = take_back(kind, UUID(row.payload["thing"]), int(kept["version"]), kept["back"], by=by, at=at)
    row.payload = {**row.payload, "saved": {**kept, "undone": at.isoformat(), "says": says}}
    row.save(update_fields=["payload"])
    for confirmation in Delivery.objects.filter(inbox=row, kind="saved").order_by("id"):
        _edit_later(confirmation, at, key="undone", seconds=0)
    if by.person_id is not None:
        _refresh_home(by.person_id)
    return says


def _open(form: str, *, team_id: str, user_id: str, at: datetime) -> Inbox:
    """Return the form, locked, if it is this account's, not too old, filled in and not used."""
    row = _own(form, team_id=team_id, user_id=user_id)
    if (
        row is None
        or row.outcome == "used"
        or at - row.received_at > FORM_LIFE
        or "is_ready" not in row.payload
    ):
        name = FIRST_FIELD.get(str(row.payload.get("form")) if row is not None else "", "forecast")
        raise FormProblem({name: OVER})
    return row


def _own(form: str, *, team_id: str, user_id: str) -> Inbox | None:
    try:
        form_id = UUID(form)
    except ValueError:
        return None
    rows = Inbox.objects.select_for_update().filter(pk=form_id, team_id=team_id, user_id=user_id)
    return rows.filter(kind="action").first()


def _use(row: Inbox, kept: Mapping[str, Any]) -> None:
    row.outcome, row.payload = "used", {**row.payload, **kept}
    row.save(update_fields=["outcome", "payload"])


def _actor(team_id: str, user_id: str, kind: str) -> access.Actor:
    person_id = person_behind(team_id=team_id, user_id=user_id)
    actor = ground.actor_for_person(person_id, door="slack") if person_id else None
    if actor is None:
        raise FormProblem({FIRST_FIELD.get(kind, ""): NOT_LINKED})
    return actor.without_closed()


def _confirm(row: Inbox, by: access.Actor, at: datetime) -> None:
    """Have its person told what was saved, with the way to take it back; that way is gone once its time is."""
    if row.payload["form"] not in CHANGING or by.person_id is None:
        return
    told = Delivery(
        id=uuid4(),
        kind="saved",
        medium="slack",
        person_id=by.person_id,
        inbox=row,
        dedupe_key=f"saved:{row.id}",
        created_at=at,
        not_before=at,
    )
    Delivery.objects.bulk_create([told], ignore_conflicts=True)
    if Delivery.objects.filter(pk=told.pk).exists():
        ask_to_send(told.pk)
        _refresh_home(by.person_id)
        if row.payload["saved"]["back"]:
            _edit_later(told, at, key="over", seconds=UNDO_LIFE.total_seconds())


def _edit_later(told: Delivery, at: datetime, *, key: str, seconds: float) -> None:
    edit = Delivery(
        id=uuid4(),
        kind="edit",
        medium="slack",
        person_id=told.person_id,
        edits=told,
        dedupe_key=f"{key}:{told.id}",
        created_at=at,
        not_before=at,
    )
    Delivery.objects.bulk_create([edit], ignore_conflicts=True)
    if Delivery.objects.filter(pk=edit.pk).exists():
        ask_to_send(edit.pk, hold_seconds=seconds)


def _refresh_home(person_id: UUID) -> None:
    ask_for("bots.refresh_home", shard=f"home:{person_id}", queue="outgoing", hold_seconds=HOME_SECONDS)


def _choose_hearing(given: Mapping[str, str], *, by: access.Actor, at: datetime) -> str:
    try:
        choose_hearing(
            live_alerts=given.get(LIVE, "on") == "on",
            wants=given.get(WANTS) or None,
            quiet=(_hour(given, QUIET_FROM), _hour(given, QUIET_TO)),
            by=by,
            at=at,
        )
    except Invalid as problem:
        found = {
            name if name != "__all__" else WANTS: " ".join(words) for name, words in problem.problems.items()
        }
        raise FormProblem(found) from None
    return "Saved. It holds for everything that is sent to you from now on."


def _link_channel(row: Inbox, given: Mapping[str, str], *, by: access.Actor, at: datetime) -> str:
    found = handle(given.get(THING, ""), person_id=by.person_id) if by.person_id is not None else None
    if found is None:
        raise FormProblem({THING: "Choose what the channel is about."})
    about = row.payload["about"]
    try:
        link_channel(
            team_id=row.team_id,
            channel_id=row.payload["channel"],
            channel_name=about["name"],
            is_private=about["is_private"],
            kind=found.kind,
            thing_id=found.thing_id,
            ceiling=given.get(CEILING) or "open",
            tells_alerts=given.get(ALERTS) == "yes",
            members=about["members"],
            by=by,
            at=at,
        )
    except access.Refused as problem:
        raise FormProblem({THING: str(problem)}) from None
    except Invalid as problem:
        raise FormProblem({name: " ".join(words) for name, words in problem.problems.items()}) from None
    linked = channel(team_id=row.team_id, channel_id=row.payload["channel"])
    label = linked.label if linked else ""
    return f"#{about['name']} is linked to {label}. What is asked there is about that first."


def _hour(given: Mapping[str, str], name: str) -> time | None:
    text = given.get(name, "")
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise FormProblem({name: "Choose a time of day."}) from None

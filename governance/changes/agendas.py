"""Changes to a meeting's agenda. What is suggested is only put on it once somebody accepts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from governance import events, queries
from governance.changes.meetings import locked_meeting, tell_of_meeting
from governance.changes.placing import check_links
from governance.models import AgendaItem, Decision, Meeting, Paper
from governance.rules.meeting import EXEMPT_TITLE
from programme.changes import Invalid
from programme.changes.saving_rows import amend, locked, save
from programme.rules import access

_REVISABLE: Final = frozenset(
    {"position", "kind", "title", "paper_id", "decision_id", "excludes_public", "note"}
)


@transaction.atomic
def add_agenda_item(
    *, meeting_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> AgendaItem:
    """Put an item on a meeting's agenda, last where no position is given. Raises Refused, Invalid."""
    (item,) = add_agenda_items(meeting_id=meeting_id, rows=[values], by=by, at=at)
    return item


@transaction.atomic
def add_agenda_items(
    *, meeting_id: UUID, rows: Sequence[Mapping[str, Any]], by: access.Actor, at: datetime
) -> tuple[AgendaItem, ...]:
    """Put items on a meeting's agenda, in this order after those that stand. Raises Refused, Invalid."""
    meeting = locked_meeting(meeting_id, None, by)
    if not rows:
        return ()
    newest = meeting.agenda.filter(removed_at=None).aggregate(last=Max("position"))["last"] or 0
    made = [AgendaItem(meeting=meeting, **{"position": newest + n, **row}) for n, row in enumerate(rows, 1)]
    _look_up(made)
    for item in made:
        check_links(item, ("paper", "decision"), meeting.placement(), by=by)
        for name, value in _neutral(item).items():
            setattr(item, name, value)
        save(item, by=by, new=True)
    _settled(meeting, by=by, at=at)
    return tuple(made)


@transaction.atomic
def revise_agenda_item(
    *, item_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> AgendaItem:
    """Change an item's place, words or what it is about. Raises Refused, Stale, Invalid."""
    item = locked(AgendaItem, item_id, version=version)
    meeting = locked_meeting(item.meeting_id, None, by)
    fixed = sorted(set(values) - _REVISABLE)
    if fixed:
        raise Invalid({fixed[0]: ["This cannot be changed here"]})
    before = item.version
    for name in ("paper_id", "decision_id"):
        if name in values and values[name] != getattr(item, name):
            setattr(item, name, values[name])
            check_links(item, (name.removesuffix("_id"),), meeting.placement(), by=by)
    said = {**values, **_neutral(item)}
    item.refresh_from_db(fields=["paper", "decision"])
    amend(item, said, by=by)
    if item.version != before:
        _settled(meeting, by=by, at=at)
    return item


@transaction.atomic
def remove_agenda_item(
    *, item_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = ""
) -> None:
    """Take an item off the agenda; it stays on the record. Raises Refused, Stale."""
    item = locked(AgendaItem, item_id, version=version)
    meeting = locked_meeting(item.meeting_id, None, by)
    if item.removed_at is None:
        item.removed_at = at
        save(item, by=by, reason=reason)
        _settled(meeting, by=by, at=at)


@transaction.atomic
def order_agenda(*, meeting_id: UUID, item_ids: Sequence[UUID], by: access.Actor, at: datetime) -> None:
    """Put a meeting's items in this order; those not named keep their order, after the others. Raises Refused."""
    meeting = locked_meeting(meeting_id, None, by)
    items = list(
        AgendaItem.objects.select_for_update()
        .filter(meeting=meeting, removed_at=None)
        .order_by("position", "pk")
    )
    place = {item_id: n for n, item_id in enumerate(item_ids)}
    ordered = sorted(items, key=lambda item: place.get(item.pk, len(place)))
    versions = [item.version for item in ordered]
    for position, item in enumerate(ordered, 1):
        amend(item, {"position": position}, by=by)
    if versions != [item.version for item in ordered]:
        _settled(meeting, by=by, at=at)


@transaction.atomic
def accept_suggestions(
    *, meeting_id: UUID, keys: Sequence[str], by: access.Actor, at: datetime
) -> tuple[AgendaItem, ...]:
    """Put what is suggested for a meeting on its agenda, in the order given; a key no longer suggested is left out.

    Raises Refused, Invalid.
    """
    offered = {s.key: s for s in queries.agenda_suggestions(reader=by, meeting_id=meeting_id, at=at)}
    rows = [
        {
            "kind": found.kind,
            "title": found.title,
            "paper_id": found.paper_id,
            "decision_id": found.decision_id,
            "excludes_public": found.excludes_public,
        }
        for found in (offered[key] for key in dict.fromkeys(keys) if key in offered)
    ]
    return add_agenda_items(meeting_id=meeting_id, rows=rows, by=by, at=at)


@transaction.atomic
def resolve_public(
    *, item_id: UUID, version: int | None, excluded: bool, by: access.Actor, at: datetime
) -> AgendaItem:
    """Record that a meeting resolved to exclude the public for an item, or resolved not to.

    Only the meeting resolves, so the meeting must have begun and have been asked to. Raises Refused, Stale, Invalid.
    """
    item = locked(AgendaItem, item_id, version=version)
    meeting = locked_meeting(item.meeting_id, None, by)
    if not item.excludes_public:
        raise Invalid({"public_excluded": ["The meeting was not asked to exclude the public for this item"]})
    if meeting.state == "cancelled" or meeting.starts_at > at:
        raise Invalid({"public_excluded": ["Only a meeting that has begun resolves anything"]})
    if item.public_excluded == excluded:
        return item
    item.public_excluded = excluded
    save(item, by=by)
    save(meeting, by=by)
    tell_of_meeting(events.PublicExcluded, meeting, by=by, at=at, item_id=item.id, excluded=excluded)
    return item


def _look_up(items: Sequence[AgendaItem]) -> None:
    """Load what items are about, with where it stands, once for all of them."""
    models: tuple[tuple[str, Any], ...] = (("paper", Paper), ("decision", Decision))
    for name, model in models:
        ids = {getattr(item, f"{name}_id") for item in items} - {None}
        rows = model.objects.select_related("programme", "workstream").in_bulk(ids) if ids else {}
        for item in items:
            found = rows.get(getattr(item, f"{name}_id"))
            if found is not None:
                setattr(item, name, found)


def _neutral(item: AgendaItem) -> dict[str, Any]:
    """Return what an item about something exempt or confidential says: the row itself carries no marking."""
    about = item.decision or item.paper
    is_closed = about is not None and about.placement().is_closed
    return {"title": EXEMPT_TITLE, "excludes_public": True} if is_closed else {}


def _settled(meeting: Meeting, *, by: access.Actor, at: datetime) -> None:
    save(meeting, by=by)
    items = meeting.agenda.filter(removed_at=None).count()
    tell_of_meeting(events.AgendaSet, meeting, by=by, at=at, board_id=meeting.board_id, items=items)

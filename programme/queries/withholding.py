"""Who withheld what and why, what waits for the proper officer, what is to be looked at again, who needs to know.

A row is shown to whoever may see the thing it is about, with the rights of now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from programme.models import NeedToKnow, Withholding
from programme.models.base import called, marked_models
from programme.rules.access import EXEMPT, MARKINGS, Actor, Placement
from programme.rules.withholding import PARAGRAPH_WORDS


@dataclass(frozen=True)
class MarkedThing:
    """A thing of any kind as its marking's page shows it. `version` is to be compared when it is settled."""

    kind: str
    id: UUID
    label: str
    version: int
    marking: str
    paragraph: int | None
    citation: str
    placement: Placement
    inherits: str  # the marking of what it belongs to, where that is the more closed

    @property
    def kind_words(self) -> str:
        """Return what kind of thing it is: "impact assessment"."""
        return self.kind.replace("_", " ")

    @property
    def words(self) -> str:
        """Return its own marking: "Exempt, paragraph 3"."""
        return marking_words(self.marking, self.paragraph)


@dataclass(frozen=True)
class WithholdingRow:
    """One settling or proposal of a marking."""

    id: UUID
    thing: MarkedThing
    marking: str
    was: str
    paragraph: int | None
    citation: str
    public_interest: str
    review_on: date | None
    is_proposal: bool
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """Return the marking it gave or asks for."""
        return marking_words(self.marking, self.paragraph)


@dataclass(frozen=True)
class NeedsToKnow:
    """One name on a list."""

    person_id: UUID
    name: str
    email: str
    added_by: str
    added_at: datetime


def marking_words(marking: str, paragraph: int | None) -> str:
    """Return a marking in words: "Exempt, paragraph 3: financial or business affairs …"."""
    if marking != EXEMPT or paragraph is None:
        return marking.capitalize()
    words = PARAGRAPH_WORDS.get(paragraph, "")
    return f"Exempt, paragraph {paragraph}" + (f": {words[:1].lower()}{words[1:]}" if words else "")


def marked_things(*, reader: Actor, ids: Mapping[str, Iterable[UUID]]) -> dict[UUID, MarkedThing]:
    """Return things of these kinds as this reader may see them, what was removed among them, by id."""
    found = {}
    for kind, keys in ids.items():
        model: Any = marked_models().get(kind)
        if model is None:
            continue
        rows = model._default_manager.seen_by(reader).filter(pk__in=list(keys))
        for row in rows:
            found[row.pk] = _thing(kind, row)
    return found


def withholdings(*, reader: Actor, thing_ids: Iterable[UUID]) -> dict[UUID, tuple[WithholdingRow, ...]]:
    """Return who withheld these things and why, newest first, by thing; those this reader does not see are absent."""
    found: dict[UUID, list[WithholdingRow]] = defaultdict(list)
    for row in _shown(reader, Withholding.objects.filter(thing_id__in=list(thing_ids))):
        found[row.thing.id].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def markings_proposed(*, reader: Actor) -> tuple[WithholdingRow, ...]:
    """Return what waits for the proper officer: things whose newest word is a proposal, oldest first."""
    return tuple(row for row in _newest(reader) if row.is_proposal)


def reviews_due(*, reader: Actor, on: date) -> tuple[WithholdingRow, ...]:
    """Return the withheld things whose day to be looked at again has come, the longest overdue first."""
    due = [
        row
        for row in _newest(reader)
        if not row.is_proposal and row.review_on is not None and row.review_on <= on
    ]
    return tuple(sorted(due, key=lambda row: (row.review_on or on, row.thing.label)))


def need_to_know_names(*, reader: Actor, thing_ids: Iterable[UUID]) -> dict[UUID, tuple[NeedsToKnow, ...]]:
    """Return who is on the lists of these things, by thing, in the order of their names; for whoever sees the thing."""
    found: dict[UUID, list[NeedsToKnow]] = defaultdict(list)
    rows = NeedToKnow.objects.filter(thing_id__in=list(thing_ids), removed_at=None).select_related("person")
    for row in rows.exclude(thing_id__in=reader.hidden).order_by("person__name"):
        found[row.thing_id].append(
            NeedsToKnow(row.person_id, row.person.name, row.person.email, row.added_by, row.added_at)
        )
    return {key: tuple(names) for key, names in found.items()}


def markings_changed_since(at: datetime) -> bool:
    """Return whether any thing was marked, or any need-to-know list changed, at a moment or after. Shows nothing."""
    listed = NeedToKnow.objects.filter(Q(added_at__gte=at) | Q(removed_at__gte=at))
    return Withholding.objects.filter(recorded_at__gte=at).exists() or listed.exists()


def about_seen(*, reader: Actor, thing: str = "thing", kinds: Iterable[str] | None = None) -> Q:
    """Return the condition that keeps rows about a thing, by its kind and id, to those this reader sees.

    `thing` begins the names of the two columns; `kinds` are those there may be, any by default.
    """
    found = Q(pk__in=[])
    for kind in marked_models() if kinds is None else kinds:
        rows: Any = marked_models()[kind]._default_manager.all()
        found |= Q(**{f"{thing}_kind": kind, f"{thing}_id__in": rows.seen_by(reader).values("pk")})
    return found


def _newest(reader: Actor) -> list[WithholdingRow]:
    rows = Withholding.objects.order_by("thing_id", "-recorded_at", "is_proposal").distinct("thing_id")
    return sorted(_shown(reader, rows), key=lambda row: row.at)


def _shown(reader: Actor, rows: Any) -> list[WithholdingRow]:
    held = sorted(rows, key=lambda row: row.recorded_at, reverse=True)
    ids: dict[str, set[UUID]] = defaultdict(set)
    for row in held:
        ids[row.thing_kind].add(row.thing_id)
    things = marked_things(reader=reader, ids=ids)
    return [
        WithholdingRow(
            row.id,
            things[row.thing_id],
            row.marking,
            row.was,
            row.exempt_paragraph,
            row.citation,
            row.public_interest,
            row.review_on,
            row.is_proposal,
            row.by_name,
            row.recorded_at,
        )
        for row in held
        if row.thing_id in things
    ]


def _thing(kind: str, row: Any) -> MarkedThing:
    where = row.placement()
    most = max(where.markings, key=MARKINGS.index)
    return MarkedThing(
        kind=kind,
        id=row.pk,
        label=called(row),
        version=row.version,
        marking=row.marking,
        paragraph=row.exempt_paragraph,
        citation=row.marking_note,
        placement=where,
        inherits=most if MARKINGS.index(most) > MARKINGS.index(row.marking) else "",
    )

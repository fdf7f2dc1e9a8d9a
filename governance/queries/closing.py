"""What a programme leaves behind if it is closed, and how it was closed: handed to whom, signed by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from governance.models import Decision, Handover, ProgrammeClosure
from governance.queries.actions import actions
from governance.queries.findings import findings
from governance.queries.risks import risks
from governance.rules.closing import Left, is_outstanding
from governance.rules.deciding import ENDED, STEP_WORDS
from programme import queries as ground
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries.frozen import frozen_levels
from savings.queries.positions import Position


@dataclass(frozen=True)
class HandoverRow:
    """One thing handed over. `label` is as it was called then."""

    kind: str
    thing_id: UUID
    label: str
    person_id: UUID
    person: str
    note: str


@dataclass(frozen=True)
class FinalYear:
    """One year of a position that finance signs, in pounds, over what its reader may see; None is not known."""

    year: FinancialYear
    plan: Decimal | None
    forecast: Decimal | None
    forecast_words: str  # how many of the lines are forecast, where it is not all of them
    claimed: Decimal
    validated: Decimal


@dataclass(frozen=True)
class ClosureRow:
    """One closing of a programme, over what its reader may see. `reopened_at` is None while it stands."""

    id: UUID
    programme_id: UUID
    position: Position
    signed_by: str
    lessons: str
    review_on: date
    closed_at: datetime
    reopened_at: datetime | None
    reopened_why: str
    handovers: tuple[HandoverRow, ...]

    @property
    def final_years(self) -> tuple[FinalYear, ...]:
        """Return the final position by year, the earliest first."""
        return _by_year(self.position)


def left_behind(*, reader: Actor, programme_id: UUID) -> tuple[Left, ...]:
    """Return what a programme would leave behind if it were closed now: savings, risks, actions, findings, benefits.

    What a need-to-know list hides from this reader is marked so, and has no name: it goes to its owner, or else to
    somebody on its list.
    """
    seen = _left(reader, programme_id)
    shown = {one.id for one in seen}
    lists = ground.need_to_know()
    hidden = []
    for one in _left(system(), programme_id) if reader.kind == "person" else ():
        if one.id in shown:
            continue
        on_list = sorted(lists[one.id].person_ids, key=str) if one.id in lists else []
        owner = one.owner_id or next(iter(on_list), None)
        hidden.append(Left(one.kind, one.id, one.label, owner, "", is_hidden=True))
    return (*seen, *hidden)


def position_to_sign(*, reader: Actor, programme_id: UUID) -> tuple[FinalYear, ...]:
    """Return the position of a programme by year as it stands, over the lines this reader may see."""
    found = money.positions(reader=reader, programme_ids=[programme_id]).get(programme_id)
    return _by_year(found) if found is not None else ()


def closures(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, tuple[ClosureRow, ...]]:
    """Return how these programmes were closed, the newest first, by programme; over what this reader may see."""
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    rows = list(ProgrammeClosure.objects.filter(programme_id__in=list(programmes)).order_by("-closed_at"))
    handed: dict[UUID, list[Handover]] = defaultdict(list)
    for one in (
        Handover.objects.filter(closure__in=rows).select_related("person").order_by("thing_kind", "label")
    ):
        handed[one.closure_id].append(one)
    ids: dict[str, set[UUID]] = defaultdict(set)
    for own in handed.values():
        for one in own:
            ids[one.thing_kind].add(one.thing_id)
    shown = ground.marked_things(reader=reader, ids=ids)
    found: dict[UUID, list[ClosureRow]] = defaultdict(list)
    for row in rows:
        found[row.programme_id].append(
            _closure(row, [h for h in handed[row.id] if h.thing_id in shown], reader)
        )
    return {key: tuple(own) for key, own in found.items()}


def open_round_of(programme_id: UUID, *, on: date) -> str:
    """Return the name of the reporting round that a programme has open, or nothing."""
    rows = ground.rounds(reader=system(), programme_ids=[programme_id], on=on).values()
    return next((row.name for row in rows if row.closed_at is None), "")


def unsettled_decisions(*, reader: Actor, programme_id: UUID) -> tuple[str, ...]:
    """Return the decisions whose path has not ended, in words; of one this reader may not see, that there is one."""
    held = Decision.objects.standing().filter(programme_id=programme_id).exclude(state__in=ENDED)
    shown = set(
        Decision.objects.visible_to(reader).filter(programme_id=programme_id).values_list("id", flat=True)
    )
    rows = held.order_by("ref")
    named = [f"{row.ref} {row.title} ({STEP_WORDS[row.state]})" for row in rows if row.id in shown]
    hidden = sum(row.id not in shown for row in rows)
    return (*named, *(["one or more that your grants do not show"] if hidden else []))


def _by_year(position: Position) -> tuple[FinalYear, ...]:
    return tuple(
        FinalYear(
            year,
            one.ledger.plan.amount,
            one.ledger.forecast.amount,
            "" if one.ledger.forecast.is_complete else one.ledger.forecast.words,
            one.claimed,
            one.validated,
        )
        for year, one in sorted(position.years.items())
    )


def _left(reader: Actor, programme_id: UUID) -> list[Left]:
    lines = money.savings(reader=reader, programme_ids=[programme_id]).values()
    found = [
        Left("saving", s.id, f"{s.ref} {s.name}", s.owner_id, s.owner)
        for s in lines
        if s.kind != "adjustment" and is_outstanding(s.outlook.outlook if s.outlook else None, s.maturity)
    ]
    found += [
        Left("risk", r.id, f"{r.ref} {r.title}", r.owner_id, r.owner)
        for r in risks(reader=reader, programme_ids=[programme_id], state="open").values()
    ]
    found += [
        Left("action", a.id, f"{a.ref} {a.text}", a.owner_id, a.owner)
        for a in actions(reader=reader, programme_ids=[programme_id], is_open=True).values()
    ]
    found += [
        Left("finding", f.id, f"{f.number} {f.summary}", f.owner_id, f.owner)
        for f in findings(reader=reader, programme_ids=[programme_id]).values()
        if not f.is_finished
    ]
    found += [
        Left("indicator", i.id, i.name, None, "")
        for i in ground.indicators(reader=reader, programme_ids=[programme_id]).values()
    ]
    return found


def _closure(row: ProgrammeClosure, handed: list[Handover], reader: Actor) -> ClosureRow:
    levels = frozen_levels(
        reader=reader, programme_id=row.programme_id, position=row.position, at=row.closed_at
    )
    return ClosureRow(
        id=row.id,
        programme_id=row.programme_id,
        position=levels.whole,
        signed_by=row.signed_by_name,
        lessons=row.lessons,
        review_on=row.review_on,
        closed_at=row.closed_at,
        reopened_at=row.reopened_at,
        reopened_why=row.reopened_why,
        handovers=tuple(
            HandoverRow(h.thing_kind, h.thing_id, h.label, h.person_id, h.person.name, h.note) for h in handed
        ),
    )

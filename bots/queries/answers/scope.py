"""What a query is over: its programmes, and the savings lines its subjects and filters leave, for every family.

Rights are the reader's; a thing they may not see is no name of theirs, so it is never in a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final, cast
from uuid import UUID

from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import NOT_HELD, Filter, Query, Shape, amount_fits
from bots.rules.asking.things import Thing
from bots.rules.tokens import words
from governance import queries as governance
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import SavingRow, naming
from savings.queries.plans import plans
from savings.rules.profile import Profile, shape_of

PLANS: Final = frozenset(
    {"plan", "new", "increment", "cash", "full_year", "line", "headings", "start", "kind", "shape"}
)
"""Metrics that rest on plans, and on what lines are, alone."""
OF_PLANS: Final = frozenset({"amount", "kind", "shape", "owner", "maturity", "sign"})
RECORDED: Final = frozenset({"validated", "claimed", "forecast"})
"""What is recorded of a line or is not: nothing recorded is no gap in what is known."""
NO_BOARDS: Final[Mapping[UUID, frozenset[UUID]]] = MappingProxyType({})
NARROW: Final = frozenset({"saving", "heading", "workstream", "person"})


def programme_ids(query: Query, *, reader: Actor) -> tuple[UUID, ...]:
    """Return the programmes a query is over: its subjects', those named, else all that its reader sees."""
    named = [t.programme_id for t in (*query.subjects, *query.within)] or [
        p.programme_id for p in query.programmes
    ]
    return tuple(dict.fromkeys(named)) or tuple(ground.programmes(reader=reader))


def lines(query: Query, *, reader: Actor, at: datetime) -> list[SavingRow]:
    """Return the savings lines a query is over, in the order of their paper: all of its slots but shape and time.

    `time.as_at` is respected. Amount filters judge the metric's own figure and are left to the family: see
    `amount_fits`. Where nothing but plans is asked of them, nothing else is read.
    """
    as_at = _moment(query, at)
    ids = _ids(query, reader=reader)
    programmes = None if ids is not None else programme_ids(query, reader=reader)
    found: Iterable[SavingRow] | None = None
    if as_at is None and _rests_on_plans(query):
        plain = plans(reader=reader, programme_ids=programmes, ids=ids)
        found = None if plain is None else cast(Iterable[SavingRow], plain.values())
    if found is None:
        on = at.date() if as_at is None else None
        found = money.savings(reader=reader, programme_ids=programmes, ids=ids, on=on, at=as_at).values()
    ratings = _ratings(query, reader=reader, at=as_at)
    overseen = overseen_by((*query.subjects, *query.within, *query.excluded), reader=reader)
    return [
        row
        for row in found
        if (not query.subjects or any(holds(s, row, overseen) for s in query.subjects))
        and all(holds(w, row, overseen) for w in query.within)
        and not any(holds(x, row, overseen) for x in query.excluded)
        and fits(query.filters, row, ratings)
    ]


def _rests_on_plans(query: Query) -> bool:
    """Return whether a query asks of lines no more than their plans and what they are."""
    is_plan = query.metric in PLANS and all(key in PLANS for key in query.also)
    other = query.against
    is_told_in_full = query.metric == "plan" and query.shape is Shape.FIGURE and len(query.subjects) == 1
    return (
        is_plan
        and query.shape not in (Shape.LOOK_UP, Shape.WHY)
        and (not is_told_in_full or bool(query.filters or query.excluded or query.within))
        and (other is None or other.metric in ("", *PLANS))
        and {f.name for f in query.filters} <= OF_PLANS
        and query.by not in ("outlook", "rag")
    )


def _ids(query: Query, *, reader: Actor) -> list[UUID] | None:
    """Return the lines of subjects that are lines, headings, workstreams or owners; None for whole programmes."""
    if (
        not query.subjects
        or query.time.as_at is not None
        or any(s.kind not in NARROW for s in query.subjects)
    ):
        return None
    found: set[UUID] = set()
    for subject in query.subjects:
        if subject.kind == "saving" and subject.id is not None:
            found.add(subject.id)
            continue
        found |= naming.lines_of(
            reader=reader,
            programme_id=subject.programme_id,
            heading=subject.name if subject.kind == "heading" else None,
            workstream_id=subject.id if subject.kind == "workstream" else None,
            owner_id=subject.id if subject.kind == "person" else None,
        )
    return list(found)


def overseen_by(things: Iterable[Thing], *, reader: Actor) -> Mapping[UUID, frozenset[UUID]]:
    """Return the workstreams that the boards among some things oversee, by board."""
    ids = [t.id for t in things if t.kind == "board" and t.id is not None]
    if not ids:
        return {}
    return {id: frozenset(board.oversees) for id, board in governance.boards(reader=reader, ids=ids).items()}


def holds(thing: Thing, row: SavingRow, overseen: Mapping[UUID, frozenset[UUID]] = NO_BOARDS) -> bool:
    """Return whether a line is, or stands in, or belongs to a thing; of a board, what it oversees."""
    if thing.programme_id != row.programme_id and thing.kind != "person":
        return False
    match thing.kind:
        case "saving":
            return row.id == thing.id
        case "heading":
            return row.heading == thing.name or _words(row.heading) == _words(thing.name)
        case "workstream":
            return row.workstream_id == thing.id
        case "person":
            return row.owner_id == thing.id
        case "board":
            return thing.id is not None and row.workstream_id in overseen.get(thing.id, frozenset())
        case "programme":
            return True
    return False


@lru_cache(maxsize=4096)
def _words(heading: str) -> tuple[str, ...]:
    return words(heading)


def fits(filters: Iterable[Filter], row: SavingRow, ratings: dict[UUID, str]) -> bool:
    """Return whether a line is what every filter says; filters of one name are alternatives, negated ones are not."""
    by_name: dict[str, list[Filter]] = {}
    for one in filters:
        if one.name != "amount":
            by_name.setdefault(one.name, []).append(one)
    for name, ones in by_name.items():
        held = held_of(name, row, ratings)
        if name in RECORDED and all(one.negated and one.value == "any" for one in ones):
            if NOT_HELD not in held:  # "not validated": nothing of it is recorded
                return False
            continue
        said = [one.value in held or ("any" == one.value and NOT_HELD not in held) for one in ones]
        if ones[0].negated:
            if any(said) or (NOT_HELD in held and all(one.value != NOT_HELD for one in ones)):
                return False
        elif not any(said):
            return False
    return True


def held_of(name: str, row: SavingRow, ratings: dict[UUID, str]) -> frozenset[str]:
    """Return what a line is by one filter's name; "none" where nothing is held."""
    match name:
        case "rag":
            found = ratings.get(row.workstream_id, "") if row.workstream_id else ""
        case "outlook":
            found = row.outlook.outlook if row.outlook else ""
        case "maturity":
            found = "" if row.maturity is None else str(row.maturity)
        case "kind":
            found = row.kind
        case "shape":
            found = shape_of(row.plan, start=row.start_date).value if row.plan else "not_known"
        case "owner":
            found = row.owner
        case "validated":
            found = "any" if any(row.validated.values()) else ""
        case "claimed":
            found = "any" if any(row.claimed.values()) else ""
        case "forecast":
            found = "any" if row.said is not None else ""
        case "sign":
            found = "negative" if row.plan and any((v or 0) < 0 for v in row.plan.values) else "positive"
        case _:
            raise ValueError(f"a savings line has no {name} to filter by")
    return frozenset({found or NOT_HELD})


def amount(profile: Profile | None, year: FinancialYear) -> Decimal | None:
    """Return a profile's pounds in a year; None where it is not known."""
    return None if profile is None else profile.amount(year)


def _moment(query: Query, at: datetime) -> datetime | None:
    """Return the end of the day asked as at; None for live figures."""
    day = query.time.as_at
    return (
        None
        if day is None
        else at.replace(
            year=day.year, month=day.month, day=day.day, hour=23, minute=59, second=59, microsecond=999_999
        )
    )


def _ratings(query: Query, *, reader: Actor, at: datetime | None) -> dict[UUID, str]:
    if not query.filter("rag"):
        return {}
    rows = ground.workstreams(reader=reader, programme_ids=programme_ids(query, reader=reader), at=at)
    return {key: row.status.rating for key, row in rows.items() if row.status is not None}


__all__ = ["METRICS", "amount", "amount_fits", "fits", "held_of", "holds", "lines", "programme_ids"]

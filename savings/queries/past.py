"""The lines of a programme at any moment up to one, read once: for what changed, which asks of many moments.

The rows that `read_lines` would ask for at each moment are all fetched at the start, and each moment takes from them
what had been recorded by then. What it finds is what `read_lines` finds.

Source: docs/method.md, "As at".
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from programme.queries.dates_then import DatesThen
from programme.queries.rows import tuples
from programme.rules.access import Actor
from savings.models import Claim, OutlookReport, Saving, SavingForecast, SavingState, Validation
from savings.queries.lines import Waits, line_of, links_between
from savings.queries.reading import Held, Said, Scope, then_held
from savings.rules.ledger import LedgerLine
from savings.rules.profile import NIL
from savings.rules.series import SaidCell
from savings.rules.state import SavingFacts

Kept = tuple[SavingState, SavingFacts]
States = Mapping[UUID, list[Kept]]
"""The states of lines by id, oldest first."""


class Past:
    """What the lines of a programme were and what was said of them, up to a moment.

    `seen` are the lines of it that this reader may see today, and `states` all their states, oldest first.
    """

    def __init__(self, *, reader: Actor, programme_id: UUID, until: datetime) -> None:
        rows = Saving.objects.seen_by(reader).filter(programme_id=programme_id)
        self.seen: dict[UUID, Saving] = {saving.pk: saving for saving in rows}
        self.states = states_of(self.seen, until)
        others = _others(reader, programme_id, self.states)
        self._places = {**{key: programme_id for key in self.seen}, **others}
        self._kept = _Kept({**self.states, **states_of(others, until)}, self._places)
        self._said = _Rows(list(self._places), until)
        self._dates = DatesThen(reader=reader, ids=self._kept.milestones(), until=until)
        self._landings = self._dates.landings()

    def ledger(self, ids: Iterable[UUID], *, on: date, at: datetime) -> dict[UUID, LedgerLine]:
        """Return some of its lines as both bridges ask of them, as at a moment and as seen on `on`.

        A line that was not there at the moment is left out.
        """
        found = self._kept.by(ids, at)
        is_linked = any(held.corrects or held.replaced_by for held in found.values())
        every = {**found, **self._kept.by(set(self._places) - set(found), at)} if is_linked else found
        said = self._said.by(found, every, at)
        wanted = {one for held in found.values() for one in held.milestones}
        waits = Waits(self._dates.dates(wanted, at), self._landings, said.said_at)
        links = links_between(every, said)
        return {key: line_of(held, said, waits, links, every, on).ledger for key, held in found.items()}


def waited_for(states: States) -> dict[UUID, set[UUID]]:
    """Return which lines ever waited for each milestone."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for key, kept in states.items():
        for _, facts in kept:
            for milestone_id in facts.milestones:
                found[milestone_id].add(key)
    return found


class _Kept:
    """The states of lines, to be asked which one held by a moment."""

    def __init__(self, states: Mapping[UUID, list[Kept]], places: Mapping[UUID, UUID]) -> None:
        self._moments = {key: [row.recorded_at for row, _ in kept] for key, kept in states.items()}
        self._held = {
            key: [None if facts.removed else then_held(key, places[key], facts) for _, facts in kept]
            for key, kept in states.items()
        }

    def milestones(self) -> set[UUID]:
        """Return every milestone that any of the lines ever waited for."""
        each = (held for states in self._held.values() for held in states if held is not None)
        return {one for held in each for one in held.milestones}

    def by(self, ids: Iterable[UUID], at: datetime) -> dict[UUID, Held]:
        """Return those of these lines that were there at a moment, by id."""
        found = {}
        for key in ids:
            place = bisect_right(self._moments.get(key, ()), at)
            held = self._held[key][place - 1] if place else None
            if held is not None:
                found[key] = held
        return found


class _Rows:
    """What was said of lines, row by row, to be asked what stood by a moment."""

    def __init__(self, ids: list[UUID], until: datetime) -> None:
        columns = ("series", "year", "month", "amount", "said_together")
        self._series = _by_line(SavingForecast.objects.all(), ids, until, *columns)
        self._outlooks = _by_line(OutlookReport.objects.all(), ids, until, "outlook")
        self._claims = _by_line(Claim.objects.all(), ids, until, "year", "amount")
        standing = Validation.objects.filter(undoes=None)
        self._validated = _by_line(standing, ids, until, "year", "amount", "undone_by__recorded_at")

    def by(self, found: Mapping[UUID, Held], every: Collection[UUID], at: datetime) -> Said:
        """Return what had been said by a moment of the lines asked for, and of `every` what their links rest on."""
        said = Said({}, Scope(), None)
        for key, held in found.items():
            self._forecast(key, held, said, at)
            claimed = dict(_before(self._claims[key], at))
            said.claimed[key] = {year: amount for year, amount in claimed.items() if amount is not None}
        for key in every:
            for (outlook,) in _before(self._outlooks[key], at):
                said.outlooks[key] = outlook
            for year, amount, undone_at in _before(self._validated[key], at):
                if undone_at is None or undone_at > at:
                    said.validated[key][year] = said.validated[key].get(year, NIL) + amount
        return said

    def _forecast(self, key: UUID, held: Held, said: Said, at: datetime) -> None:
        cells: dict[int, list[SaidCell]] = defaultdict(list)
        monthly = set()
        rows = _before(self._series[key], at)
        for series, year, month, amount, together in rows:
            cells[year].append(SaidCell(series, month, amount, together))
            if month is not None:
                monthly.add(year)
            elif series == "forecast":
                said.forecast[key][year] = amount
        for year in monthly:
            said.keep_months(key, year, cells[year])
        if held.milestones and key in said.forecast:
            moments = [row[0] for row in self._series[key][: len(rows)] if row[1] == "forecast"]
            if moments:
                said.said_at[key] = moments[-1]


def states_of(lines: Iterable[UUID], until: datetime) -> dict[UUID, list[Kept]]:
    rows = SavingState.objects.filter(saving_id__in=list(lines), recorded_at__lte=until)
    found: dict[UUID, list[Kept]] = defaultdict(list)
    for row in rows.order_by("recorded_at", "saving_version"):
        found[row.saving_id].append((row, SavingFacts.from_json(row.facts)))
    return found


def _others(reader: Actor, programme_id: UUID, states: Mapping[UUID, list[Kept]]) -> dict[UUID, UUID]:
    """Return the lines of other programmes that one of these ever named, by id, with the programme of each."""
    each = [facts for kept in states.values() for _, facts in kept]
    named = {facts.corrects for facts in each if facts.corrects is not None}
    elsewhere = (named | {one for facts in each for one in facts.replaced_by}) - set(states)
    if not elsewhere:
        return {}
    places = Saving.objects.filter(pk__in=elsewhere).exclude(programme_id=programme_id).values("programme_id")
    rows = Saving.objects.seen_by(reader).filter(programme_id__in=places)
    return dict(tuples(rows.values_list("pk", "programme_id")))


def _by_line(
    rows: QuerySet[Any], ids: list[UUID], until: datetime, *columns: str
) -> dict[UUID, list[tuple[Any, ...]]]:
    """Return the rows of each line, oldest first: when each was recorded, and these columns of it."""
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    by = rows.filter(saving_id__in=ids, recorded_at__lte=until).order_by("recorded_at", "saving_version")
    for key, *row in tuples(by.values_list("saving_id", "recorded_at", *columns)):
        found[key].append(tuple(row))
    return found


def _before(rows: list[tuple[Any, ...]], at: datetime) -> list[tuple[Any, ...]]:
    """Return what rows say that had been recorded by a moment, without when."""
    return [row[1:] for row in rows[: bisect_right(rows, at, key=lambda row: row[0])]]

"""What the papers print: whether totals cast, printed totals, rival sources, further proposals, the source paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from bots.queries.answers import reach, scope
from bots.rules import papers_answer as wording
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query, Shape
from bots.rules.money_answer import Said
from bots.rules.papers_answer import PrintedFacts, ProposalFacts, Rival
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries.proposals import ProposalRow, proposals
from savings.queries.targets import TargetRow, targets
from savings.rules.casting import STATUS_WORDS, Cast
from savings.rules.cells import POUNDS_IN
from savings.rules.notation import show_pounds

SAVINGS: Final = ("savings", "workstreams", "savings_by_budget_area")
"""The tables whose totals are totals of savings."""


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on what is printed; None for a metric of another family."""
    asked = _Asked(query, reader=reader)
    said = asked.said
    match query.metric:
        case "casts":
            found = asked.casts()
            if query.shape is Shape.YES_NO:
                return wording.answer_casting(said, found, at=at)
            return wording.answer_cast_list(said, found, counting=query.shape is Shape.COUNT, at=at)
        case "printed_total":
            return wording.answer_printed(said, list(_printed(asked)), at=at)
        case "sources":
            asking, counting = query.shape is Shape.YES_NO, query.shape is Shape.COUNT
            found_rivals = list(_rivals(asked))
            return wording.answer_sources(said, found_rivals, asking=asking, counting=counting, at=at)
        case "proposals":
            return _proposals(asked, at=at)
        case "source":
            papers = [(p.code, p.source) for p in asked.programmes.values()]
            return wording.answer_source(said, papers, at=at)
    return None


class _Asked:
    """A query with its programmes and their papers' checks."""

    def __init__(self, query: Query, *, reader: Actor) -> None:
        self.query, self.reader = query, reader
        self.ids = scope.programme_ids(query, reader=reader)
        self.programmes: dict[UUID, ProgrammeRow] = ground.programmes(reader=reader, ids=self.ids)
        every = bool(self.programmes) and all(p.illustrative for p in self.programmes.values())
        self.said: Said = reach.said_of(query, illustrative=every or reach.is_illustrative(query, ()))

    @property
    def names(self) -> list[tuple[str, ...]]:
        """Return the words of what is named within a programme: its headings and workstreams."""
        return [words(s.name) for s in self.query.subjects if s.kind != "programme"]

    def casts(self) -> list[Cast]:
        """Return the checks of a query's programmes, of its years, and of what it names."""
        found = [c for id in self.ids for c in money.casts(reader=self.reader, programme_id=id)]
        years = {form for y in self.query.time.years for form in (str(y), str(y)[2:])}
        kept = [c for c in found if not years or c.period.partition(",")[0] in years]
        return [c for c in kept if not self.names or any(_is_in(name, c.label) for name in self.names)]


def _is_in(name: tuple[str, ...], text: str) -> bool:
    told = words(text)
    return any(told[place : place + len(name)] == name for place in range(len(told) - len(name) + 1))


def _printed(asked: _Asked) -> Iterator[PrintedFacts]:
    """Return the totals a query is over, the one its bridge starts from first, each beside its readable rows."""
    held = [t for t in targets(reader=asked.reader, programme_ids=asked.ids).values() if _is_wanted(asked, t)]
    casts = [c for id in asked.ids for c in money.casts(reader=asked.reader, programme_id=id)]
    for target in sorted(held, key=lambda t: not t.is_bridge):
        if target.amount is None:
            continue
        rows = _rows_of(target, casts)
        yield PrintedFacts(
            name=" ".join(filter(None, (target.name, target.label))),
            year=target.year,
            pounds=target.amount,
            printed=target.printed,
            source=target.source,
            rows=rows[0] if rows else None,
            verdict=rows[1] if rows else "",
            note=target.note,
        )


def _is_wanted(asked: _Asked, target: TargetRow) -> bool:
    years = asked.query.time.years
    if years and target.year not in years:
        return False
    if not asked.names:
        return not target.cut and target.workstream_id is None
    ids = {s.id for s in asked.query.subjects if s.kind == "workstream"}
    return target.workstream_id in ids or words(target.label) in asked.names


def _rows_of(target: TargetRow, casts: list[Cast]) -> tuple[Decimal, str] | None:
    """Return what the readable rows of a printed total come to, with the verdict; None where no check says so.

    Of several checks of one total the one that leaves most open is told: the paper's own other tables may cast.
    """
    found = [
        (c.sum * POUNDS_IN[c.unit], STATUS_WORDS[c.status], abs(c.difference or Decimal(0)))
        for c in casts
        if c.table in SAVINGS and c.unit in POUNDS_IN and c.sum is not None and c.printed is not None
        and c.printed * POUNDS_IN[c.unit] == target.amount
        and (c.period == str(target.year) or not c.period[:2].isdigit())
    ]  # fmt: skip
    worst = max(found, key=lambda one: one[2], default=None)
    return None if worst is None else (worst[0], worst[1])


# Sources that disagree.


def _rivals(asked: _Asked) -> Iterator[Rival]:
    named = {s.id for s in asked.query.subjects if s.kind == "indicator"}
    for row in ground.indicators(reader=asked.reader, programme_ids=asked.ids).values():
        if named and row.id not in named:
            continue
        for conflict in row.conflicts:
            values = tuple(
                Value(f"{row.name}, {t.basis}, {t.period}: {t.source}", t.value, t.unit or "number")
                for t in conflict.targets
                if t.value is not None
            )
            yield Rival(f"{row.name}, {conflict.words}", values)
    if named:
        return
    lines = {s.id for s in asked.query.subjects if s.kind == "saving"}
    for proposal in proposals(reader=asked.reader, programme_ids=asked.ids).values():
        if not lines or proposal.saving_id in lines:
            yield from _rival_forecasts(proposal, asked.query.time.years)
    if lines:
        return
    for cast in asked.casts():
        if (
            cast.difference
            and (" against " in cast.label or cast.table == "budget")
            and cast.table != "proposals"
        ):
            yield Rival(_against(cast), wording.cast_values(cast))


def _rival_forecasts(row: ProposalRow, years: tuple[FinancialYear, ...]) -> Iterator[Rival]:
    for year, name, own, other in row.disagreements:
        if not years or year in years:
            told = f"{row.name}, {year}: {show_pounds(own)} as proposed, {show_pounds(other)} by {name}"
            values = (
                Value(f"{row.name} {year}, as proposed", own, "pounds"),
                Value(f"{row.name} {year}, {name}", other, "pounds"),
            )
            yield Rival(told, values)


def _against(cast: Cast) -> str:
    return wording.cast_sentence(cast).replace("rows come to", "the other is")


# Proposals.


def _proposals(asked: _Asked, *, at: datetime) -> Answer:
    query = asked.query
    held = proposals(reader=asked.reader, programme_ids=asked.ids).values()
    named = {s.id for s in query.subjects if s.kind == "proposal"}
    if named:
        chosen = [_proposal(p) for p in held if p.id in named]
        return wording.answer_proposal(asked.said, chosen, query.time.years, on=at.date(), at=at)
    rows = [_proposal(p) for p in held]
    casts = [c for c in asked.casts() if c.table == "proposals" and " against " not in c.label]
    counting = query.shape is Shape.COUNT
    return wording.answer_proposals(asked.said, rows, casts, query.time.years, counting=counting, at=at)


def _proposal(row: ProposalRow) -> ProposalFacts:
    own = next((s for s in row.series if s.is_own), None)
    amounts = tuple((f.year, f.amount) for f in own.figures if f.amount is not None) if own else ()
    rivals = tuple((y, f"{y} {show_pounds(other)} by {name}") for y, name, _, other in row.disagreements)
    return ProposalFacts(
        row.number,
        row.name,
        amounts,
        row.volume_target,
        row.investment,
        row.secured,
        row.confidence,
        row.risk,
        rivals,
    )

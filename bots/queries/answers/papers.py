"""What the papers print: whether totals cast, printed totals, rival sources, further proposals, the source paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from bots.queries.answers import benefits, blank_cells, printed_figures, reach, rivals, scope
from bots.rules import papers_answer as wording
from bots.rules import proposals_answer as offers
from bots.rules.answer import Answer
from bots.rules.asking.query import Query, Shape
from bots.rules.money_answer import Said
from bots.rules.papers_answer import PrintedFacts
from bots.rules.proposals_answer import ProposalFacts
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings import queries as money
from savings.queries.proposals import ProposalRow, proposals
from savings.queries.targets import TargetRow, targets
from savings.rules.casting import STATUS_WORDS, Cast
from savings.rules.cells import POUNDS_IN
from savings.rules.notation import show_pounds

SAVINGS: Final = ("savings", "workstreams", "savings_by_budget_area")
"""The tables whose totals are totals of savings."""
TABLES_OF: Final[Mapping[str, frozenset[str]]] = {
    "proposals": frozenset({"proposals"}),
    "budget lines": frozenset({"budget_monitoring", "budget_monitoring_totals", "budget"}),
    "workstreams": frozenset({"workstreams"}),
    "pressures": frozenset({"pressures"}),
    "indicators": frozenset({"indicators"}),
    "budget areas": frozenset({"savings_by_budget_area"}),
    "lines": frozenset({"savings"}),
}
"""Which tables words for rows mean, where it is asked whether one casts."""


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on what is printed; None for a metric of another family."""
    if query.metric == "stated":
        return benefits.answer(query, reader=reader, at=at)
    if query.metric == "printed_figure":
        return printed_figures.answer(query, reader=reader, at=at)
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
        case "readable" | "unreadable":
            return _copied(asked, at=at)
        case "blank_cells":
            return blank_cells.answer(query, reader=reader, at=at)
        case "proposal_risk":
            return _proposals(asked, at=at)
        case "sources":
            return _sources(asked, at=at)
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
        kept = self.all_casts()
        return [c for c in kept if not self.names or any(_is_in(name, c.label) for name in self.names)]

    def all_casts(self) -> list[Cast]:
        """Return the checks of a query's programmes and years, whatever it names."""
        found = [c for id in self.ids for c in money.casts(reader=self.reader, programme_id=id)]
        years = {form for y in self.query.time.years for form in (str(y), str(y)[2:])}
        tables = TABLES_OF.get(self.query.rows) if self.query.metric == "casts" else None
        found = [c for c in found if tables is None or c.table in tables]
        return [c for c in found if not years or c.period.partition(",")[0] in years]


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
            blanks=rows[2] if rows else "",
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


def _rows_of(target: TargetRow, casts: list[Cast]) -> tuple[Decimal, str, str] | None:
    """Return what the readable rows of a printed total come to, with the verdict; None where no check says so.

    Of several checks of one total the one that leaves most open is told: the paper's own other tables may cast.
    """
    found = [
        (c.sum * POUNDS_IN[c.unit], STATUS_WORDS[c.status], c.note, abs(c.difference or Decimal(0)))
        for c in casts
        if c.table in SAVINGS and c.unit in POUNDS_IN and c.sum is not None and c.printed is not None
        and c.printed * POUNDS_IN[c.unit] == target.amount
        and (c.period == str(target.year) or not c.period[:2].isdigit())
    ]  # fmt: skip
    worst = max(found, key=lambda one: one[3], default=None)
    return None if worst is None else worst[:3]


def _sources(asked: _Asked, *, at: datetime) -> Answer:
    """Tell what is printed in two ways: of what is named, or of the two amounts that are asked about."""
    query, said = asked.query, asked.said
    held = list(rivals.rivals_of(query, asked.ids, asked.all_casts(), reader=asked.reader))
    amounts = [Decimal(f.value.lstrip("<>=")) for f in query.filter("amount")]
    if amounts:
        found = [r for r in held if rivals.tells(r, amounts)]
        return wording.answer_which(said, found, amounts, at=at)
    kept = [r for r in held if r.is_apart]
    beside = held if any(s.kind != "programme" for s in query.subjects) else []
    asking, counting = query.shape is Shape.YES_NO, query.shape is Shape.COUNT
    return wording.answer_sources(said, kept, beside, asking=asking, counting=counting, at=at)


def _copied(asked: _Asked, *, at: datetime) -> Answer:
    """Tell a printed total beside what our readable rows come to, and how many cells of them are blank."""
    rows = list(_printed(asked))
    asking = asked.query.shape is Shape.YES_NO
    return wording.answer_copied(
        asked.said, rows, left=asked.query.metric == "unreadable", asking=asking, at=at
    )


# Proposals.


def _proposals(asked: _Asked, *, at: datetime) -> Answer:
    query = asked.query
    held = proposals(reader=asked.reader, programme_ids=asked.ids).values()
    named = {s.id for s in query.subjects if s.kind == "proposal"}
    if query.metric == "proposal_risk":
        return offers.answer_proposal_risk(asked.said, [_proposal(p) for p in held if p.id in named], at=at)
    if named:
        chosen = [_proposal(p) for p in held if p.id in named]
        return offers.answer_proposal(asked.said, chosen, query.time.years, on=at.date(), at=at)
    rows = [_proposal(p) for p in held]
    casts = [c for c in asked.casts() if c.table == "proposals" and " against " not in c.label]
    counting = query.shape is Shape.COUNT
    return offers.answer_proposals(asked.said, rows, casts, query.time.years, counting=counting, at=at)


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

"""What papers print in two ways: targets of an indicator, forecasts of a proposal, two tables' amounts of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from uuid import UUID

from bots.queries.answers.printed_figures import printed_figures
from bots.rules import casting_words
from bots.rules.amounts import matches
from bots.rules.answer import Value
from bots.rules.asking.query import Query
from bots.rules.asking.things import Thing
from bots.rules.papers_answer import Rival
from bots.rules.tokens import words
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.proposals import ProposalRow, proposals
from savings.queries.targets import TargetRow, targets
from savings.rules.casting import PAPER_DISAGREES, Cast
from savings.rules.cells import POUNDS_IN
from savings.rules.notation import show_pounds


def rivals_of(query: Query, ids: Iterable[UUID], casts: Iterable[Cast], *, reader: Actor) -> Iterator[Rival]:
    """Return what is printed in two ways of what a query names, or in its programmes; agreeing or not."""
    ids, named = list(ids), [s for s in query.subjects if s.kind != "programme"]
    kinds = {s.kind for s in named}
    if not named or "indicator" in kinds:
        yield from _of_indicators(named, ids, reader=reader)
    if not named or kinds & {"saving", "proposal"}:
        yield from _of_proposals(named, ids, query.time.years, reader=reader)
    if not named or kinds & {"workstream", "budget_area", "heading", "saving"}:
        yield from _of_targets(named, ids, reader=reader)
    if kinds & {"printed", "indicator"}:
        amounts = _amounts(named, reader=reader) | _read(named, ids, reader=reader)
        yield from (_of_cast(c) for c in casts if _is_pair(c) and _figures(c) & amounts)
    elif not named:
        yield from (_of_cast(c) for c in casts if _is_pair(c))


def tells(rival: Rival, amounts: Sequence[Decimal]) -> bool:
    """Return whether two figures of one thing are the two amounts asked about, each as somebody writes it short."""
    held = [v.value for v in rival.values if isinstance(v.value, Decimal)]
    return any(
        all(matches(h, a) for h, a in zip(chosen, amounts, strict=True))
        for chosen in permutations(held, len(amounts))
    )


def _of_indicators(named: Sequence[Thing], ids: Sequence[UUID], *, reader: Actor) -> Iterator[Rival]:
    own = {s.id for s in named}
    for row in ground.indicators(reader=reader, programme_ids=ids).values():
        for conflict in row.conflicts if not named or row.id in own else ():
            values = tuple(
                Value(f"{row.name}, {t.basis}, {t.period}: {t.source}", t.value, t.unit or "number")
                for t in conflict.targets
                if t.value is not None
            )
            yield Rival(f"{row.name}, {conflict.words}", values)


def _of_proposals(
    named: Sequence[Thing], ids: Sequence[UUID], years: tuple[FinancialYear, ...], *, reader: Actor
) -> Iterator[Rival]:
    own = {s.id for s in named}
    for row in proposals(reader=reader, programme_ids=ids).values():
        if not named or row.id in own or row.saving_id in own:
            yield from _forecasts(row, years)


def _forecasts(row: ProposalRow, years: tuple[FinancialYear, ...]) -> Iterator[Rival]:
    for year, name, own, other in row.disagreements:
        if not years or year in years:
            told = f"{row.name}, {year}: {show_pounds(own)} as proposed, {show_pounds(other)} by {name}"
            values = (
                Value(f"{row.name} {year}, as proposed", own, "pounds"),
                Value(f"{row.name} {year}, {name}", other, "pounds"),
            )
            yield Rival(told, values)


def _of_targets(named: Sequence[Thing], ids: Sequence[UUID], *, reader: Actor) -> Iterator[Rival]:
    """Return the parts of one target that two cuts of it print: by workstream and by budget area."""
    groups: dict[tuple[UUID, str, FinancialYear | None, tuple[str, ...]], list[TargetRow]] = defaultdict(list)
    for row in targets(reader=reader, programme_ids=ids).values():
        if row.cut and row.amount is not None:
            groups[row.programme_id, row.name, row.year, words(row.label)].append(row)
    own = {words(s.name) for s in named}
    for key, rows in groups.items():
        if len({r.cut for r in rows}) > 1 and (not named or key[-1] in own):
            told = ", ".join(f"{show_pounds(r.amount)} by {r.cut} (printed {r.printed})" for r in rows)
            values = tuple(
                Value(f"{r.label}, by {r.cut}", r.amount, "pounds") for r in rows if r.amount is not None
            )
            yield Rival(f"{rows[0].label}: {told}", values, is_apart=not _agree(rows))


def _agree(rows: Sequence[TargetRow]) -> bool:
    """Return whether amounts are one and the same within half a last place of each as printed."""
    scale = {"gbp": 0, "gbp000": 3, "gbpm": 6}
    steps = [Decimal(1).scaleb(scale.get(r.unit, 0) - r.decimals) / 2 for r in rows]
    amounts = [r.amount for r in rows if r.amount is not None]
    return max(amounts) - min(amounts) <= sum(steps, Decimal(0))


def _amounts(named: Sequence[Thing], *, reader: Actor) -> set[Decimal]:
    own = {(s.programme_id, words(s.name)) for s in named}
    held = printed_figures(reader=reader, programme_ids={s.programme_id for s in named})
    return {f.pounds for f in held if (f.programme_id, words(f.name)) in own}


def _read(named: Sequence[Thing], ids: Sequence[UUID], *, reader: Actor) -> set[Decimal]:
    """Return the readings in pounds of the indicators that are named."""
    own = {s.id for s in named if s.kind == "indicator"}
    found = ground.indicators(reader=reader, programme_ids=ids) if own else {}
    return {
        Decimal(r.value) * POUNDS_IN[r.unit]
        for id, row in found.items()
        for r in row.readings
        if id in own and r.value is not None and r.unit in POUNDS_IN
    }


def _is_pair(cast: Cast) -> bool:
    """Return whether a check sets two figures of one thing side by side, not a total beside its rows."""
    return (
        (" against " in cast.label or cast.table == "budget")
        and cast.table != "proposals"
        and cast.printed is not None
        and cast.sum is not None
    )


def _figures(cast: Cast) -> set[Decimal]:
    return {v.value for v in casting_words.cast_values(cast) if isinstance(v.value, Decimal)}


def _of_cast(cast: Cast) -> Rival:
    told = casting_words.cast_sentence(cast).replace("rows come to", "the other is")
    is_apart = bool(cast.difference) and cast.status == PAPER_DISAGREES
    return Rival(told, casting_words.cast_values(cast), is_apart=is_apart)

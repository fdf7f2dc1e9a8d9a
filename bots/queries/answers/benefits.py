"""Benefits that a paper states of what it will do: a ceiling ("up to £5m"), an amount, or words, never a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from bots.queries.answers import reach, scope
from bots.rules import stated_answer as wording
from bots.rules.amounts import matches
from bots.rules.answer import Answer
from bots.rules.asking.query import Query, Time
from bots.rules.stated_answer import Benefit, PlannedLine
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import PublishedTableRow
from programme.rules.access import Actor
from savings.queries import SavingRow

STATED: Final = "quantified_benefit"
NAMED: Final = ("activity", "project", "initiative", "action", "name")
"""The column that holds the words of a benefit, and those that may name what it is of, the first there is."""
_POUNDS: Final = re.compile(
    r"(?P<upto>up to |maximum of |at most |no more than )?£\s?(?P<size>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<scale>million|billion|thousand|m|bn|k)?(?![a-z])",
    re.IGNORECASE,
)
_SCALE: Final = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}


def benefits(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[Benefit]:
    """Return the benefits that published tables of these programmes state."""
    found = ground.published_tables(reader=reader, programme_ids=programme_ids).values()
    return [b for table in found for b in _of_table(table)]


def _of_table(table: PublishedTableRow) -> Iterator[Benefit]:
    places = {c["name"]: n for n, c in enumerate(table.columns)}
    named = next((name for name in NAMED if name in places), None)
    if STATED not in places or named is None:
        return
    for row in table.rows:
        text = str(row[places[STATED]] or "").strip()
        if text:
            yield benefit_of(table.programme_id, str(row[places[named]]), text, table.source)


def benefit_of(programme_id: UUID, name: str, text: str, source: str) -> Benefit:
    """Return what a paper's words say: an amount in pounds where they hold one, and whether it is a ceiling."""
    match = _POUNDS.search(text)
    pounds = None
    if match is not None:
        scale = _SCALE[(match["scale"] or "").lower()]
        pounds = Decimal(match["size"].replace(",", "")).scaleb(scale)
    return Benefit(programme_id, name, text, pounds, bool(match and match["upto"]), source)


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Say of a benefit or of planned savings whether it is a ceiling or a plan; None for what is neither."""
    if query.excluded or query.within or query.time.as_at:
        return None
    ids = scope.programme_ids(query, reader=reader)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, ()))
    amounts = [Decimal(f.value.lstrip("<>=")) for f in query.filter("amount")]
    named = {words(s.name) for s in query.subjects if s.kind == "benefit"}
    held = [b for b in benefits(reader=reader, programme_ids=ids) if not named or words(b.name) in named]
    if named or not query.subjects or all(s.kind == "programme" for s in query.subjects):
        found = [b for b in held if not amounts or (b.pounds and all(matches(b.pounds, a) for a in amounts))]
        if found or named:
            asked = _unlike(query.time, found) if found else wording.other_than(amounts, query.unit)
            return wording.answer_benefits(said, found or held, asked=asked, at=at)
    rows = scope.lines(query, reader=reader, at=at)
    planned = list(_planned(rows, amounts, query))
    return wording.answer_planned(said, planned, amounts=amounts, at=at)


def _unlike(time: Time, found: Iterable[Benefit]) -> str:
    """Say that no benefit found names the time asked about; blank where one does or none was asked."""
    asked = {y for year in time.years for y in (year.start_year, year.start_year + 1)}
    asked |= {time.calendar} if time.calendar else {time.window[1].year} if time.window else set()
    if not asked or any(str(year) in benefit.text for year in asked for benefit in found):
        return ""
    return "The time asked about is not in the paper's words. "


def _planned(rows: Iterable[SavingRow], amounts: list[Decimal], query: Query) -> Iterator[PlannedLine]:
    """Return the planned amounts of lines by year, those alone that are as asked where an amount is."""
    for row in rows:
        for year in row.plan.years if row.plan is not None else ():
            pounds = scope.amount(row.plan, year)
            if query.time.years and year not in query.time.years:
                continue
            if pounds is not None and all(matches(pounds, a) for a in amounts):
                yield PlannedLine(row.ref, row.name, year, pounds)

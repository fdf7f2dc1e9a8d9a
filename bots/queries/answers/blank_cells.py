"""Which cells of a savings table our copy cannot read: how many, in which years, and of which lines."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from bots.queries.answers import reach, scope
from bots.rules.answer import MOST_REFS, Answer, Value, counted, listed
from bots.rules.asking.query import Query
from bots.rules.money_answer import words_said
from bots.rules.savings_answer import WITHOUT_EXEMPT
from programme.rules.access import Actor

MOST_ROWS: Final = 25


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer:
    """Count the cells that cannot be read: a line in a year in which its table has a figure of some line."""
    rows = [r for r in scope.lines(query, reader=reader, at=at) if r.plan is not None]
    table = sorted({y for r in rows if r.plan for y in r.plan.years})
    asked = [y for y in table if not query.time.years or y in query.time.years]
    blank = [(r, y) for r in rows for y in asked if r.plan and y in r.plan.years and r.plan.amount(y) is None]
    cells = sum(y in r.plan.years for r in rows if r.plan for y in asked)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, rows), notes=(WITHOUT_EXEMPT,))
    if not cells:
        return words_said(said, f"{said.title}: no figure is held to be read.", refs=(), at=at)
    by_year = Counter(y for _, y in blank)
    split = listed([f"{by_year[y]} in {y}" for y in asked if by_year[y]])
    verb = "is" if len(blank) == 1 else "are"
    headline = (
        f"{said.title}: {len(blank)} of {counted(cells, 'cell').lower()} {verb} blank in our copy: {split}."
        if blank
        else f"{said.title}: all {counted(cells, 'cell').lower()} can be read."
    )
    values = [Value("cells blank in our copy", len(blank), "cells"), Value("cells", cells, "cells")]
    values += [Value(f"cells blank in our copy {y}", by_year[y], "cells") for y in asked]
    held = [r for r in rows if any(one is r for one, _ in blank)]
    told = {r.ref: f"{r.name}: {listed([str(y) for one, y in blank if one is r])}" for r in held}
    lines = [f"• {ref} {words}" for ref, words in list(told.items())[:MOST_ROWS]]
    return words_said(said, headline, refs=list(told)[:MOST_REFS], values=values, lines=lines, at=at)

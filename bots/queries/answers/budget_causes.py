"""What a cause that is named adds to a variance, as it is stated: of each line it is a cause of, never added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bots.queries.answers.budget_rows import Sides
from bots.rules import budget_causes_answer as wording
from bots.rules.answer import Answer
from bots.rules.asking.query import Query, Shape
from bots.rules.budget_facts import BudgetRow, Cause
from bots.rules.tokens import words
from programme.rules.access import Actor


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return what one cause adds to the variance of each line it is stated of; None for several, or another form."""
    subject = query.subject
    if subject is None or query.within or query.excluded or query.shape not in (Shape.FIGURE, Shape.LIST):
        return None
    sides = Sides(query, reader=reader, at=at)
    asked = replace(query, metric="causes", subjects=(), filters=())
    whens = sides.whens(asked)
    found: list[tuple[BudgetRow, Cause]] = []
    for row in sides.rows(asked, whens[-1]) if whens else ():
        causes = row.causes.causes if row.causes else ()
        found += [(row, cause) for cause in causes if words(cause.name) == words(subject.name)]
    return wording.answer_cause(sides.said, found, when=whens[-1].words if whens else "", at=at)

"""The budgets of budget areas, as a paper prints them beside their savings: an area is a row of such a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from bots.queries.answers import reach
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query, Shape
from bots.rules.money_answer import show_in, words_said
from bots.rules.tokens import words
from programme import queries as ground
from programme.rules.access import Actor

TABLE: Final = "savings_by_budget_area"
AREA: Final = "budget_area"
BUDGET: Final = "total_budget_gbp000"  # thousands of pounds, as printed
SAVING: Final = "full_year_saving_gbp000"  # the same
COLUMNS: Final = {"budget": (BUDGET, "total budget"), "area_target": (SAVING, "full-year saving")}


def budget_areas(
    *, reader: Actor, programme_ids: Iterable[UUID], column: str = BUDGET
) -> Mapping[UUID, Mapping[str, Decimal | None]]:
    """Return the areas of each programme with a printed column (budgets, savings) in pounds, None where it has none."""
    found: dict[UUID, dict[str, Decimal | None]] = {}
    for table in ground.published_tables(reader=reader, programme_ids=programme_ids, code=TABLE).values():
        places = {c["name"]: n for n, c in enumerate(table.columns)}
        if AREA in places and column in places:
            found[table.programme_id] = {
                str(row[places[AREA]]): _thousands(row[places[column]]) for row in table.rows
            }
    return found


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the printed budget of areas, one by one; None for a form other than a figure or list."""
    if query.shape not in (Shape.FIGURE, Shape.LIST) or query.time.kinds or query.excluded or query.filters:
        return None
    column, name = COLUMNS[query.metric]
    ids = {s.programme_id for s in query.subjects}
    held = budget_areas(reader=reader, programme_ids=ids, column=column)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, ()))
    told, values = [], []
    for subject in query.subjects:
        areas = {words(area): amount for area, amount in held.get(subject.programme_id, {}).items()}
        amount = areas.get(words(subject.name))
        if amount is None:
            told.append(f"{subject.title}: no {name} is printed.")
            continue
        told.append(f"{subject.title}: {name} {show_in(amount, query.unit)}, as printed; no year is printed.")
        values.append(Value(f"{name}, {subject.name}", amount, "pounds"))
    refs = [s.name for s in query.subjects]
    return words_said(said, told[0], refs=refs, values=values, lines=told[1:], at=at)


def _thousands(cell: object) -> Decimal | None:
    try:
        return Decimal(str(cell)) * 1000
    except InvalidOperation:
        return None

"""Budget lines, groups and funds at a period or a year: figures, movements, causes and what is not itemised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.queries.answers import budget_areas, budget_causes, driven
from bots.queries.answers.budget_rows import ADVERSE, FAVOURABLE, NIL, WITHIN, Sides, When, fits_of, sign_of
from bots.rules import budget_answer as wording
from bots.rules import budget_causes_answer as causes
from bots.rules.amounts import matches
from bots.rules.answer import Answer
from bots.rules.asking.query import Filter, Query, Shape
from bots.rules.budget_facts import WORDS, BudgetRow, values_of
from bots.rules.tokens import words
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.rules.cells import POUNDS_IN

SIGNS: Final = {"overspend": ADVERSE, "underspend": FAVOURABLE, "on_budget": NIL, "within_budget": WITHIN}
BASES: Final = ("gross_budget", "income_budget", "net_budget")


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on budgets; None for a form a metric does not take."""
    if query.metric in driven.FIGURES:
        return driven.answer(query, reader=reader, at=at)
    if query.subjects and all(s.kind == "budget_area" for s in query.subjects):
        return budget_areas.answer(query, reader=reader, at=at)
    if any(s.kind == "budget_area" for s in (*query.subjects, *query.within, *query.excluded)):
        return None
    if any(s.kind == "cause" for s in query.subjects):
        return budget_causes.answer(query, reader=reader, at=at)
    sides = Sides(query, reader=reader, at=at)
    query = signed(query)
    if query.metric == "budget_basis":
        return _basis(query, sides)
    if query.metric == "budget_line":
        return _lines(query, sides)
    if query.shape is Shape.COMPARE or query.shape is Shape.SHARE:
        return _against(query, sides)
    if query.metric == "causes" or query.shape is Shape.WHY:
        return _causes(query, sides)
    if query.metric == "not_itemised":
        return _not_itemised(query, sides)
    if query.metric == "direction":
        return _direction(query, sides)
    if query.shape in (Shape.LIST, Shape.TOP, Shape.SPLIT, Shape.COUNT):
        return _listed(query, sides)
    return _figure(query, sides)


def signed(query: Query) -> Query:
    """Return a question of overspends or underspends as one of variances, of those alone."""
    sign = SIGNS.get(query.metric)
    if sign is None:
        return query
    return replace(query, metric="variance", filters=(*query.filters, Filter("sign", sign)))


def unsigned(query: Query) -> Query:
    """Return a question without the sign of its variances, which its metric says in words."""
    return replace(query, filters=tuple(f for f in query.filters if f.name != "sign"))


# Forms.


def _figure(query: Query, sides: Sides) -> Answer:
    whens = sides.whens(query)
    if not whens:
        return _nothing(query, sides)
    found = [row for when in whens for row in sides.wholes(query, when)]
    if query.metric in ("gross_budget", "income_budget", "net_budget"):
        found = _with_headlines(query, sides, found)
    if not found:
        return _nothing(query, sides)
    programme = all(s.kind == "programme" for s in query.subjects)
    beside = (
        [row for row in found if row.is_ringfenced] if programme and len({r.fund for r in found}) > 1 else []
    )
    rows = [row for row in found if row not in beside]
    if query.shape is Shape.YES_NO and len(rows) == 1:
        plain = sign_of(query) in ("", ADVERSE) and not query.filter("amount")
        fits = None if plain or rows[0].held(query.metric) is None else fits_of(query, rows[0])
        return wording.answer_is(sides.said, rows[0], query.metric, fits=fits, at=sides.at)
    if len(rows) > 1 and len(query.subjects) > 1 and len(whens) == 1:
        return wording.answer_sum(sides.said, rows, query.metric, at=sides.at)
    if query.metric == "variance" and len(rows) == 1:
        lines = sides.rows(replace(query, filters=()), whens[-1])
        own = [r for r in lines if r.fund == rows[0].fund]
        said = wording.answer_figure(sides.said, rows, query.metric, beside=beside, lines=own, at=sides.at)
        said = _with_also(said, query, rows)
        return said if fits_of(query, rows[0]) else wording.corrected(said, rows[0], sign_of(query))
    said = wording.answer_figure(sides.said, rows, query.metric, beside=beside, at=sides.at)
    return _with_also(said, query, rows)


def _with_also(answer: Answer, query: Query, rows: Sequence[BudgetRow]) -> Answer:
    """Return an answer with the further figures asked for in one breath, each said or said to be not held."""
    lines = [f"{row.name}: {row.said(key, query.unit)}." for key in query.also for row in rows]
    values = [v for key in query.also for row in rows for v in values_of(row, key, rows)]
    kept = {v.label: v for v in (*answer.values, *values)}
    return replace(answer, lines=(*lines, *answer.lines), values=tuple(kept.values()))


def _basis(query: Query, sides: Sides) -> Answer:
    """Say whether a budget is gross or net: by the three figures that are held, or as a paper's headline calls it."""
    whens = sides.whens(query)
    held = [row for row in sides.wholes(query, whens[-1])] if whens else []
    rows = [row for row in held if not row.is_ringfenced] or held
    if len(rows) != 1:
        return _nothing(query, sides)
    (row,) = _with_headlines(replace(query, metric="net_budget"), sides, rows) or rows
    printed = _headlines(sides) if all(s.kind == "programme" for s in query.subjects) else {}
    year = row.when.partition(" ")[0]
    figures = {key: printed.get((key, year), row.held(key)) for key in BASES}
    if figures["gross_budget"] is None and not printed:
        figures["net_budget"] = None  # a budget alone says neither
    asked = [Decimal(f.value.lstrip("<>=")) for f in query.filter("amount")]
    found = next((k for k, p in figures.items() if asked and p is not None and matches(p, asked[0])), "")
    if not asked and figures["net_budget"] is not None and figures["net_budget"] == row.held("budget"):
        found = "net_budget"
    return wording.answer_basis(sides.said, row, figures, found, asked[0] if asked else None, at=sides.at)


def _with_headlines(query: Query, sides: Sides, rows: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Give a programme's total the gross, income and net budget its paper prints as headlines."""
    if not all(s.kind == "programme" for s in query.subjects):
        return list(rows)
    printed = _headlines(sides)
    told = []
    for row in rows:
        amount = printed.get((query.metric, row.when.partition(" ")[0]))
        if row.is_ringfenced:
            continue
        if amount is not None and (row.held(query.metric) is None or query.metric == "net_budget"):
            row = replace(
                row,
                pounds={**row.pounds, query.metric: amount},
                notes=("As printed in the paper's headline figures.",),
            )
        told.append(row)
    return told


def _headlines(sides: Sides) -> dict[tuple[str, str], Decimal]:
    """Return the budgets a paper prints as headline figures, in pounds, by metric and year as printed."""
    found: dict[tuple[str, str], Decimal] = {}
    names = {"gross": "gross_budget", "income": "income_budget", "net": "net_budget"}
    for table in ground.published_tables(reader=sides.reader, programme_ids=sides.ids).values():
        places = {c["name"]: n for n, c in enumerate(table.columns)}
        if not {"item", "value", "unit", "period"} <= places.keys():
            continue
        for cells in table.rows:
            item = words(str(cells[places["item"]]))
            metric = next((names[w] for w in item if w in names), "")
            unit = str(cells[places["unit"]])
            if metric and "budget" in item and "share" not in item and unit in POUNDS_IN:
                key = (metric, str(cells[places["period"]]))
                found[key] = Decimal(str(cells[places["value"]])) * POUNDS_IN[unit]
    return found


def _against(query: Query, sides: Sides) -> Answer:
    asked = query.other_side()
    other, theirs_held = signed(asked), Sides(unsigned(asked), reader=sides.reader, at=sides.at)
    mine, theirs = _one(query.alone(), sides), _one(other, theirs_held)
    if mine is None or theirs is None:
        return _nothing(query, sides)
    metrics = (query.metric, other.metric)
    say = wording.answer_share if query.shape is Shape.SHARE else wording.answer_compared
    return say(sides.said, mine, theirs, metrics, at=sides.at)


def _one(query: Query, sides: Sides) -> BudgetRow | None:
    """Return one side of a comparison: one line or total, at one time."""
    whens = sides.whens(query)
    rows = (
        [row for row in sides.wholes(query, whens[0]) if not row.is_ringfenced or query.subjects]
        if whens
        else []
    )
    general = [row for row in rows if not row.is_ringfenced] or rows
    if not general:
        return None
    return general[0] if len(general) == 1 else sides.summed(general, " + ".join(r.name for r in general))


def _causes(query: Query, sides: Sides) -> Answer:
    whens = sides.whens(replace(query, metric="causes"))
    if not whens:
        return _nothing(query, sides)
    asked = replace(query, filters=())
    rows, wholes = sides.rows(asked, whens[-1]), sides.wholes(asked, whens[-1])
    if not rows:
        return _nothing(query, sides)
    if len(rows) == 1:
        return causes.answer_causes(sides.said, rows, at=sides.at)
    general = [w for w in wholes if not w.is_ringfenced] or wholes
    return causes.answer_causes(sides.said, rows, whole=general[0] if general else None, at=sides.at)


def _not_itemised(query: Query, sides: Sides) -> Answer:
    whens = sides.whens(query)
    rows = sides.rows(replace(query, filters=()), whens[-1]) if whens else []
    return causes.answer_not_itemised(sides.said, rows, at=sides.at) if rows else _nothing(query, sides)


def _direction(query: Query, sides: Sides) -> Answer:
    whens = sides.whens(query)
    found = sides.wholes(query, whens[-1]) if whens else []
    rows = [row for row in found if not row.is_ringfenced] or found
    if len(rows) == 1:
        return wording.answer_direction(sides.said, rows[0], at=sides.at)
    return _listed(replace(query, metric="movement"), sides)


def _listed(query: Query, sides: Sides) -> Answer:
    if query.shape is Shape.SPLIT and query.by == "year":
        return _figure(replace(query, time=replace(query.time, years=_years(sides), months=())), sides)
    whens = sides.whens(query)
    if not whens:
        return _nothing(query, sides)
    rows = sides.rows(query, whens[-1])
    if query.shape is Shape.LIST and len(rows) == 1 and not query.filters:
        return wording.answer_figure(sides.said, rows, query.metric, at=sides.at)
    if query.shape in (Shape.LIST, Shape.COUNT) and query.metric == "variance":
        every = sides.rows(replace(query, filters=query.filter("amount")), whens[-1])
        return wording.answer_variances(sides.said, rows, of=every, sign=sign_of(query), at=sides.at)
    if query.shape is Shape.TOP:
        return _top(query, sides, rows)
    totals = (
        sides.wholes(replace(query, filters=()), whens[-1])
        if len(query.subjects) < 2 and not query.filters
        else []
    )
    if query.shape is Shape.SPLIT and whens[-1].month and all(s.kind == "programme" for s in query.subjects):
        rows = _groups(sides, whens[-1])
    totals = [t for t in totals if len(rows) != 1]
    return wording.answer_rows(sides.said, rows, query.metric, totals=totals, at=sides.at)


def _groups(sides: Sides, when: When) -> list[BudgetRow]:
    assert when.month is not None
    return [
        sides.total_row(
            group.name or fund.convention.name, group.total, fund, when, group.direction_words, ""
        )
        for fund in when.month.funds
        for group in fund.groups
    ]


def _years(sides: Sides) -> tuple[FinancialYear, ...]:
    return tuple(sorted({f.year for line in sides.lines.values() for f in line.figures}))


def _top(query: Query, sides: Sides, rows: Iterable[BudgetRow]) -> Answer:
    """Return the lines at one end: of the general fund, or of the one fund that is named."""
    held = [row for row in rows if row.held(query.metric) is not None]
    general = [row for row in held if not row.is_ringfenced] or held
    big, sign = query.order != "smallest", sign_of(query)
    size: Callable[[BudgetRow], Decimal] = lambda row: row.held(query.metric) or Decimal(0)  # noqa: E731
    if sign:
        size = lambda row: abs(row.held(query.metric) or Decimal(0))  # noqa: E731
    shown = sorted(general, key=size, reverse=big)[: query.n or 1]
    if not shown:
        none = {
            ADVERSE: "no budget line is over its budget",
            FAVOURABLE: "no budget line is under its budget",
        }
        return (
            wording.answer_none(sides.said, reason=none[sign], at=sides.at)
            if sign
            else _nothing(query, sides)
        )
    first = shown[0]
    called = {ADVERSE: "overspend", FAVOURABLE: "underspend"}.get(sign, WORDS[query.metric])
    name = f"{'Biggest' if big else 'Smallest'} {called}"
    of = f"of {len(general)} {'such lines' if sign else 'lines'} of the {first.fund}"
    lead = f"{name} {of}: {first.name}, {first.said(query.metric, query.unit)}"
    return wording.answer_rows(sides.said, shown, query.metric, lead=lead, at=sides.at)


def _lines(query: Query, sides: Sides) -> Answer:
    whens = sides.whens(query)
    rows = sides.rows(replace(query, metric="budget"), whens[-1]) if whens else []
    if not rows:
        return _nothing(query, sides)
    if query.shape is Shape.COUNT:
        return wording.answer_count(sides.said, rows, at=sides.at)
    if query.shape is Shape.LOOK_UP and len(rows) == 1:
        return wording.answer_look_up(sides.said, rows[0], at=sides.at)
    return wording.answer_rows(sides.said, rows, "budget", at=sides.at)


def _nothing(query: Query, sides: Sides) -> Answer:
    if not sides.lines:
        return wording.answer_none(sides.said, reason="no budget line is held", at=sides.at)
    held = sorted({f.year for line in sides.lines.values() for f in line.figures})
    asked = query.time.months or query.time.years
    if asked and held:
        span = f"{held[0]} to {held[-1]}" if len(held) > 1 else f"{held[0]}"
        periods = sorted({f.period for line in sides.lines.values() for f in line.figures if f.period})
        at = f", {', '.join(periods)}" if periods else ""
        reason = f"no budget figure is held for {', '.join(str(a) for a in asked)}; figures are held for {span}{at}"
        return wording.answer_none(sides.said, reason=reason, at=sides.at)
    return wording.answer_none(sides.said, at=sides.at)

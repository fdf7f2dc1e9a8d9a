"""The little language in which a check says what to work out: eight forms, stored as JSON.

    {"op": "figure", "text": "4916", "unit": "£000"}              a figure printed in words or as a total
    {"op": "at", "table": T, "column": C, "where": {…}}           the one cell of the one row that fits
    {"op": "total", "table": T, "column": C, "where": {…}, "unless": {…}} all cells that fit, added
    {"op": "plus", "parts": […]}  {"op": "minus", "left": …, "right": …}
    {"op": "times", …}  {"op": "over", …}                         product, quotient (left, right)
    {"op": "percent", "part": …, "whole": …}                      part ÷ whole × 100

A filter names a column and the texts that fit it, exactly as printed. Every result carries the interval in
which the true figure may lie, given how finely each part is printed, so that "within rounding" is worked out,
not guessed: a cell printed to one decimal of a £m may be £50,000 out either way, a count of whole things
not at all. Cells that `total` adds stand in one column, so a cell with fewer decimals than its neighbours has
lost only noughts (5 beside 0.42 is 5.00), unless `each` says that each figure stands alone (£3m beside £75k).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain, product
from typing import Any

from savings.rules.cells import PLACES_IN, POUNDS_IN, Cell, Row, Tables, read_cell

Filter = tuple[tuple[str, tuple[str, ...]], ...]


class CheckError(ValueError):
    """This check cannot be worked out against these tables; look at the table, column and filter it names."""


@dataclass(frozen=True)
class Figure:
    """A figure printed outside the tables. `exact` is for a number said in words, or measuring nothing."""

    text: str
    unit: str
    exact: bool = False


@dataclass(frozen=True)
class At:
    """The one cell in `column` of the one row that fits."""

    table: str
    column: str
    where: Filter = ()


@dataclass(frozen=True)
class Total:
    """The sum of the known cells in `column` of the rows that fit `where` and nothing in `unless`."""

    table: str
    column: str
    where: Filter = ()
    unless: Filter = ()
    each: bool = False


@dataclass(frozen=True)
class Plus:
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Minus:
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Times:
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Over:
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Percent:
    part: Expression
    whole: Expression


Expression = Figure | At | Total | Plus | Minus | Times | Over | Percent


@dataclass(frozen=True)
class Amount:
    """A worked-out figure; money is in pounds. `value` is None where a part is blank or the divisor is nil.

    `places` are the decimal places of an exact sum (-3 for whole thousands), None once something was divided.
    `half_steps` are half a last place of each figure that was added, in the same unit; None once figures were
    multiplied or divided, where `low` and `high` alone say how far the true figure may lie.
    """

    value: Fraction | None
    low: Fraction
    high: Fraction
    is_money: bool
    places: int | None
    cells: int = 1
    blanks: int = 0
    half_steps: tuple[Fraction, ...] | None = None


def work_out(expression: Expression, tables: Tables) -> Amount:
    """Return what an expression comes to. Raises CheckError where a table, column or row is not there."""
    match expression:
        case Figure():
            cell = read_cell(expression.text, expression.unit)
            if cell.value is None:
                raise CheckError(f"{expression.text!r} is not a figure")
            return _amount(cell, Fraction(0) if expression.exact else cell.half_step())
        case At():
            cell = _only(expression, tables)
            return _amount(cell, cell.half_step()) if cell.value is not None else _unknown(cell)
        case Total():
            return _total(expression, tables)
        case Plus():
            return _added([work_out(part, tables) for part in expression.parts])
        case Minus():
            return _added([work_out(expression.left, tables), _negative(work_out(expression.right, tables))])
        case Times():
            return _multiplied(work_out(expression.left, tables), work_out(expression.right, tables))
        case Over():
            return _divided(work_out(expression.left, tables), work_out(expression.right, tables))
        case Percent():
            share = _divided(work_out(expression.part, tables), work_out(expression.whole, tables))
            return _multiplied(share, _amount(Cell("100", Decimal(100)), Fraction(0)))


def tables_in(expression: Expression) -> frozenset[str]:
    """Return the names of the tables an expression reads."""
    match expression:
        case Figure():
            return frozenset()
        case At() | Total():
            return frozenset({expression.table})
        case Plus():
            return frozenset().union(*(tables_in(part) for part in expression.parts))
        case Minus() | Times() | Over():
            return tables_in(expression.left) | tables_in(expression.right)
        case Percent():
            return tables_in(expression.part) | tables_in(expression.whole)


def _amount(cell: Cell, half_step: Fraction) -> Amount:
    pounds = POUNDS_IN.get(cell.unit, 1)
    value, spread = Fraction(cell.value or 0) * pounds, half_step * pounds
    places = cell.decimals - PLACES_IN.get(cell.unit, 0)
    return Amount(value, value - spread, value + spread, cell.unit in POUNDS_IN, places, half_steps=(spread,))


def _unknown(cell: Cell) -> Amount:
    return Amount(None, Fraction(0), Fraction(0), cell.unit in POUNDS_IN, 0, blanks=1)


def _fits(row: Row, condition: Filter) -> bool:
    return all(row[column].text in texts for column, texts in condition)


def _rows(table: str, column: str, tables: Tables) -> list[Row]:
    if table not in tables:
        raise CheckError(f"no table {table!r}")
    rows = list(tables[table])
    if any(column not in row for row in rows):
        raise CheckError(f"no column {column!r} in table {table!r}")
    return rows


def _only(expression: At, tables: Tables) -> Cell:
    rows = _rows(expression.table, expression.column, tables)
    try:
        found = [row for row in rows if _fits(row, expression.where)]
    except KeyError as missing:
        raise CheckError(f"no column {missing} in table {expression.table!r}") from missing
    if len(found) != 1:
        raise CheckError(
            f"{len(found)} rows of {expression.table!r} fit {expression.where}, where one should"
        )
    return found[0][expression.column]


def _total(expression: Total, tables: Tables) -> Amount:
    rows = _rows(expression.table, expression.column, tables)
    try:
        kept = [
            row[expression.column]
            for row in rows
            if _fits(row, expression.where) and not (expression.unless and _fits(row, expression.unless))
        ]
    except KeyError as missing:
        raise CheckError(f"no column {missing} in table {expression.table!r}") from missing
    if not kept:
        raise CheckError(f"no row of {expression.table!r} fits {expression.where}")
    known = [cell for cell in kept if cell.value is not None]
    if not known:
        return _with_counts(_unknown(kept[0]), cells=len(kept), blanks=len(kept))
    finest: dict[str, int] = {}
    for cell in known:
        finest[cell.unit] = max(cell.decimals, finest.get(cell.unit, 0))
    total = _added(
        [_amount(cell, cell.half_step(None if expression.each else finest[cell.unit])) for cell in known]
    )
    return _with_counts(total, cells=len(kept), blanks=len(kept) - len(known))


def _with_counts(amount: Amount, *, cells: int, blanks: int) -> Amount:
    return replace(amount, cells=cells, blanks=blanks)


def _added(parts: list[Amount]) -> Amount:
    if len({part.is_money for part in parts}) != 1:
        raise CheckError("money and things that are not money cannot be added or compared")
    values = [part.value for part in parts]
    places = [part.places for part in parts]
    steps = [part.half_steps for part in parts]
    return Amount(
        sum((value for value in values if value is not None), Fraction(0)) if None not in values else None,
        sum((part.low for part in parts), Fraction(0)),
        sum((part.high for part in parts), Fraction(0)),
        parts[0].is_money,
        max(place for place in places if place is not None) if None not in places else None,
        sum(part.cells for part in parts),
        sum(part.blanks for part in parts),
        tuple(chain.from_iterable(step for step in steps if step is not None)) if None not in steps else None,
    )


def _negative(part: Amount) -> Amount:
    value = None if part.value is None else -part.value
    return replace(part, value=value, low=-part.high, high=-part.low)


def _multiplied(left: Amount, right: Amount) -> Amount:
    return _combined(left, right, left.is_money or right.is_money, lambda a, b: a * b)


def _divided(left: Amount, right: Amount) -> Amount:
    if right.value == 0 or right.low <= 0 <= right.high:
        right = Amount(None, Fraction(1), Fraction(1), right.is_money, None, right.cells, right.blanks)
    return _combined(left, right, left.is_money and not right.is_money, lambda a, b: a / b)


def _combined(
    left: Amount, right: Amount, is_money: bool, combine: Callable[[Fraction, Fraction], Fraction]
) -> Amount:
    known = left.value is not None and right.value is not None
    corners = [combine(a, b) for a, b in product((left.low, left.high), (right.low, right.high))]
    return Amount(
        combine(left.value or Fraction(0), right.value or Fraction(0)) if known else None,
        min(corners),
        max(corners),
        is_money,
        None,
        left.cells + right.cells,
        left.blanks + right.blanks,
    )


_FORMS: Mapping[str, type[Any]] = {
    form.__name__.lower(): form for form in (Figure, At, Total, Plus, Minus, Times, Over, Percent)
}


def to_json(expression: Expression) -> dict[str, Any]:
    """Return an expression as JSON; what is left at its default is left out."""
    packed: dict[str, Any] = {"op": type(expression).__name__.lower()}
    for field in fields(expression):
        value = getattr(expression, field.name)
        if value == field.default:
            continue
        if field.name in ("where", "unless"):
            packed[field.name] = {column: list(texts) for column, texts in value}
        elif field.name == "parts":
            packed["parts"] = [to_json(part) for part in value]
        else:
            packed[field.name] = value if isinstance(value, str | bool) else to_json(value)
    return packed


def from_json(packed: Mapping[str, Any]) -> Expression:
    """Return the expression that JSON stands for. Raises CheckError for an unknown form or field."""
    arguments = dict(packed)
    form = _FORMS.get(str(arguments.pop("op", "")))
    if form is None:
        raise CheckError(f"unknown form of expression: {packed.get('op')!r}")
    for name, value in arguments.items():
        if name in ("where", "unless"):
            arguments[name] = tuple((column, tuple(texts)) for column, texts in value.items())
        elif name == "parts":
            arguments[name] = tuple(from_json(part) for part in value)
        elif isinstance(value, Mapping):
            arguments[name] = from_json(value)
    try:
        expression: Expression = form(**arguments)
    except TypeError as problem:
        raise CheckError(str(problem)) from problem
    return expression


def condition(**where: str | tuple[str, ...]) -> Filter:
    """Return a filter: `condition(group="Efficiencies")`, or a tuple of texts where any of them will do."""
    return tuple((column, (texts,) if isinstance(texts, str) else texts) for column, texts in where.items())


def at(table: str, column: str, **where: str | tuple[str, ...]) -> At:
    """Return the cell of the one row that fits."""
    return At(table, column, condition(**where))


def total(table: str, column: str, **where: str | tuple[str, ...]) -> Total:
    """Return the sum of a column over the rows that fit."""
    return Total(table, column, condition(**where))

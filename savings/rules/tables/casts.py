"""Printed totals of a table against the rows they stand for, in the unit printed.

Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from savings.rules.casting import CASTS, COPY_INCOMPLETE, PAPER_DISAGREES, Cast
from savings.rules.notation import SCALES, UNIT_WORDS, Unit
from savings.rules.sheets.amounts import Figure, Sort

WITHIN_ROUNDING: Final = "The difference is within the rounding of the printed figures."
_HALF: Final = Decimal("0.5")


def cast_total(
    *, table: str, label: str, period: str, printed: Figure, rows: Sequence[Figure], unit: Unit
) -> Cast | None:
    """Return the verdict on one printed total, its difference sum less printed; None where none is printed.

    A figure with a unit of its own ("£1.2m") is taken in the table's. Source: docs/method.md, "Casting".
    """
    total = _in_unit(printed, unit)
    if total is None:
        return None
    known = [value for value in (_in_unit(figure, unit) for figure in rows) if value is not None]
    blanks = len(rows) - len(known)
    found = sum(known, Decimal(0)) if known else None
    difference = None if found is None else found - total
    blank_words = f"{blanks} of {len(rows)} cells {'is' if blanks == 1 else 'are'} blank."
    slack = sum((_half_step(figure, unit) for figure in (printed, *rows)), Decimal(0))
    note = ""
    if difference is None:
        status, note = COPY_INCOMPLETE, blank_words if rows else "No rows were found that it stands for."
    elif difference == 0:
        status = CASTS
    elif abs(difference) <= slack:
        status, note = CASTS, WITHIN_ROUNDING
    elif blanks:
        status, note = COPY_INCOMPLETE, blank_words
    else:
        status = PAPER_DISAGREES
    return Cast(table, label, period, total, found, difference, UNIT_WORDS[unit], status, note)


def cast_totals(
    *, table: str, label: str, columns: Mapping[str, str], printed: Mapping[str, Figure],
    rows: Iterable[Mapping[str, Figure]], unit: Unit,
) -> list[Cast]:  # fmt: skip
    """Return the verdicts on a total row, column by column. `columns` are what each is called, by name."""
    listed = list(rows)
    found = [
        cast_total(
            table=table,
            label=label,
            period=words,
            printed=printed[name],
            rows=[row[name] for row in listed if name in row],
            unit=unit,
        )
        for name, words in columns.items()
        if name in printed
    ]
    return [cast for cast in found if cast is not None]


def nearest(
    printed: Mapping[int, Mapping[str, Figure]], total: int, candidates: Iterable[tuple[int, ...]]
) -> tuple[int, ...]:
    """Return, among the rows a total may stand for, those whose figures come nearest to its own; the first if alike."""
    return min(candidates, key=lambda rows: _distance(printed, total, rows), default=())


def _distance(printed: Mapping[int, Mapping[str, Figure]], total: int, rows: Sequence[int]) -> Decimal:
    away = Decimal(0)
    for name, figure in printed[total].items():
        if figure.value is not None:
            below = (printed[n][name].value for n in rows if name in printed[n])
            away += abs(figure.value - sum((value for value in below if value is not None), Decimal(0)))
    return away


def _in_unit(figure: Figure, unit: Unit) -> Decimal | None:
    if figure.sort is not Sort.AMOUNT or figure.value is None:
        return None
    return figure.value if figure.unit in (None, unit) else figure.value * SCALES[figure.unit] / SCALES[unit]


def _half_step(figure: Figure, unit: Unit) -> Decimal:
    step = _HALF.scaleb(-figure.decimals)
    return step if figure.unit in (None, unit) else step * SCALES[figure.unit] / SCALES[unit]

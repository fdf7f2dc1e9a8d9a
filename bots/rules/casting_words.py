"""A printed figure beside its rows, in words and values: as printed, in the unit printed, in pounds where it is money.

Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Value
from bots.rules.money_answer import Said, words_said
from savings.rules.casting import STATUS_WORDS, Cast
from savings.rules.cells import POUNDS_IN

MOST_VALUES: Final = 60


def cast_sentence(cast: Cast) -> str:
    """Say a printed figure beside its rows: "Total: printed £3.08m, rows come to £2.98m: £0.10m less"."""
    name = ", ".join(filter(None, (cast.label, cast.period)))
    if cast.printed is None:
        return f"{name}: no total is printed in our copy; rows come to {_figure(cast.sum, cast.unit)}"
    printed = f"{name}: printed {_figure(cast.printed, cast.unit)}"
    if cast.sum is None:
        return f"{printed}; its rows cannot be added up, cells are blank in our copy"
    told = f"{printed}, rows come to {_figure(cast.sum, cast.unit)}"
    if not cast.difference:
        return f"{told}: {STATUS_WORDS[cast.status]}"
    more = "more" if cast.difference > 0 else "less"
    return f"{told}: {_figure(abs(cast.difference), cast.unit)} {more}, {STATUS_WORDS[cast.status]}"


def cast_values(cast: Cast) -> tuple[Value, ...]:
    """Return the printed figure, its rows' sum and the difference (sum less printed), each where known."""
    name = ", ".join(filter(None, (cast.table.replace("_", " "), cast.label, cast.period)))
    figures = (("printed", cast.printed), ("sum of rows", cast.sum), ("difference", cast.difference))
    return tuple(
        _value(f"{words}: {name}", figure, cast.unit) for words, figure in figures if figure is not None
    )


def _figure(figure: Decimal | None, unit: str) -> str:
    if figure is None:
        return "not known"
    sign, written = ("-" if figure < 0 else ""), f"{abs(figure):,f}"
    suffix = {"£000": "k", "£m": "m", "£": ""}.get(unit)
    if suffix is not None:
        return f"{sign}£{written}{suffix}"
    return f"{sign}{written}%" if unit == "%" else f"{sign}{written} {unit}".strip()


def _value(label: str, figure: Decimal, unit: str) -> Value:
    if unit in POUNDS_IN:
        return Value(label, figure * POUNDS_IN[unit], "pounds")
    return Value(label, figure, unit or "number")


def paper_answer(
    said: Said,
    headline: str,
    values: Sequence[Value],
    lines: Sequence[str],
    *,
    refs: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """Return an answer on what a paper prints, each value told once."""
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    told = list(kept.values())[:MOST_VALUES]
    return words_said(
        said, headline, refs=list(refs)[:MOST_REFS], values=told, lines=[x for x in lines if x], at=at
    )

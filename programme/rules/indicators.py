"""Indicators as documents print them: targets that conflict, and a reading against its target or band.

Source: docs/method.md, "Indicators".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from programme.rules.calendar import MONTHS_IN_YEAR

Polarity = Literal["lower", "higher", "none"]
Standing = Literal["met", "missed", "not_comparable"]

_TARGET = re.compile(r"\b(target|aim|goal|ambition)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """A target of an indicator as one document prints it. `value_to` is the upper end of a band."""

    printed: str
    value: Decimal | None
    unit: str
    period: str
    source: str
    basis: str = ""
    value_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Documents that print different targets for one period; each keeps its own and none wins."""

    period: str
    targets: tuple[Target, ...]

    @property
    def words(self) -> str:
        """Return it in a sentence: "next year: 12 (January report), 16 (March report)"."""
        told = ", ".join(f"{_with_unit(t)} ({t.source or 'no source'})" for t in self.targets)
        return f"{self.period or 'no period printed'}: {told}"


def is_target(basis: str) -> bool:
    """Return whether a basis as printed says that the reading is a target: "target average", "end of year aim"."""
    return _TARGET.search(basis) is not None


def conflicts(targets: Iterable[Target]) -> tuple[Conflict, ...]:
    """Return the periods for which documents print different targets, in the order first printed.

    Compared by period and unit as printed, words and values alike; the same target twice is no conflict.
    """
    by_period: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        by_period[target.period.casefold().strip(), target.unit].append(target)
    return tuple(
        Conflict(group[0].period, tuple(group))
        for group in by_period.values()
        if len({(t.value, t.value_to) if t.value is not None else t.printed.casefold() for t in group}) > 1
    )


def standing(value: Decimal | None, target: Target, *, polarity: Polarity) -> Standing:
    """Return whether a reading meets a target: inside its band, or on the good side of it.

    Not comparable where either is no number, or where it is not said which side is good and there is no band.
    """
    if value is None or target.value is None:
        return "not_comparable"
    if target.value_to is not None:
        return "met" if target.value <= value <= target.value_to else "missed"
    if polarity == "none":
        return "not_comparable"
    good = value <= target.value if polarity == "lower" else value >= target.value
    return "met" if good else "missed"


def full_year_estimate(value: Decimal, months_covered: int) -> Decimal:
    """Return a year to date grossed up to twelve months at the same rate, to the nearest whole, halves up.

    Raises ValueError unless it covers one to twelve months.
    """
    if not 1 <= months_covered <= MONTHS_IN_YEAR:
        raise ValueError(f"a year to date covers 1 to 12 months, not {months_covered}")
    if months_covered == MONTHS_IN_YEAR:
        return value
    return (value * MONTHS_IN_YEAR / months_covered).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def read_band(printed: str) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a band as printed ("40-45", "40% to 45%", "between 40 and 45"), else None."""
    text = printed.casefold().replace("between", "").strip()
    parts = re.split(r"\s*(?:\u2013|\u2014|-|\bto\b|\band\b)\s*", text)
    if len(parts) != 2:
        return None
    ends = [re.fullmatch(r"£?(\d[\d,]*(?:\.\d+)?)\s*[%mk]?", part.strip()) for part in parts]
    if not all(ends):
        return None
    low, high = (Decimal(end[1].replace(",", "")) for end in ends if end is not None)
    return (low, high) if low <= high else None


def _with_unit(target: Target) -> str:
    return f"{target.printed} {target.unit}".strip() if not target.unit.startswith("£") else target.printed

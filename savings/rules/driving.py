"""Whether what drives a saving is on the path the saving assumes.

A saving names an indicator (children entering care, agency heads) and the value of it that its plan assumes for
each financial year. A reading that leaves that path for the worse, by more than the tolerance, says that the
money may not follow, whatever the milestones say.

Source: docs/method.md, "Drivers".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from programme.rules.indicators import Polarity, full_year_estimate

Status = Literal["off_path", "on_path", "better", "not_known"]
STATUS_WORDS: Final[dict[str, str]] = {
    "off_path": "off the path assumed",
    "on_path": "on the path assumed",
    "better": "better than assumed",
    "not_known": "not known",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an indicator about a financial year, in the order recorded.

    `months_covered` says it is a count of the year to date over so many months; None, that it is of the year.
    """

    year: FinancialYear
    value: Decimal
    months_covered: int | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PathYear:
    """A driver in one year: what the plan assumes, what is read (a full-year estimate where it is to date).

    `off_percent` is how far the reading lies from the assumption, in percent of it, above nought for higher;
    None where there is no reading or the assumption is nil.
    """

    year: FinancialYear
    assumed: Decimal
    read: Decimal | None
    basis: str
    off_percent: Decimal | None
    status: Status

    @property
    def words(self) -> str:
        """Return it in a sentence: "2024/25: 180 read (estimate), 140 assumed, 29% above: off the path assumed"."""
        if self.read is None:
            return f"{self.year}: {_number(self.assumed)} assumed, no reading yet"
        how = f" ({self.basis})" if self.basis else ""
        apart = ""
        if self.off_percent:
            size = abs(self.off_percent).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            apart = f", {size}% {'above' if self.off_percent > 0 else 'below'}"
        return (
            f"{self.year}: {_number(self.read)} read{how}, {_number(self.assumed)} assumed{apart}: "
            f"{STATUS_WORDS[self.status]}"
        )


def read_path(text: str) -> dict[FinancialYear, Decimal]:
    """Return the path that a person types: "2026/27: 140; 2027/28: 102", in any order, commas in thousands too.

    Raises ValueError naming the part that cannot be read, or a year given twice.
    """
    path: dict[FinancialYear, Decimal] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        year_text, colon, value_text = part.partition(":")
        try:
            if not colon:
                raise ValueError
            year, value = FinancialYear.parse(year_text.strip()), Decimal(value_text.strip().replace(",", ""))
        except (ValueError, ArithmeticError):
            raise ValueError(
                f"“{part}” is not a year and a number; write 2026/27: 140; 2027/28: 102"
            ) from None
        if not value.is_finite():
            raise ValueError(f"“{part}” is not a year and a number; write 2026/27: 140; 2027/28: 102")
        if year in path:
            raise ValueError(f"{year} stands twice; give each year once")
        path[year] = value
    return path


def show_path(path: Mapping[FinancialYear, Decimal]) -> str:
    """Return a path as a person types it; `read_path` reads it back."""
    return "; ".join(f"{year}: {_number(value)}" for year, value in sorted(path.items()))


def follow(
    path: Mapping[FinancialYear, Decimal],
    readings: Sequence[Reading],
    *,
    polarity: Polarity,
    tolerance_percent: Decimal,
) -> tuple[PathYear, ...]:
    """Return every year of the path with its newest reading. Later readings stand in front of earlier ones.

    Off the path is further than the tolerance to the worse side, either side where the indicator has none;
    exactly at the tolerance is on it. Where nil is assumed anything else to the worse side is off it.
    Source: docs/method.md, "Drivers".
    """
    newest = {reading.year: reading for reading in readings}
    return tuple(
        _year(year, path[year], newest.get(year), polarity, tolerance_percent) for year in sorted(path)
    )


def _year(
    year: FinancialYear, assumed: Decimal, reading: Reading | None, polarity: Polarity, tolerance: Decimal
) -> PathYear:
    if reading is None:
        return PathYear(year, assumed, None, "", None, "not_known")
    read, basis = reading.value, reading.basis
    if reading.months_covered is not None and reading.months_covered < MONTHS_IN_YEAR:
        read = full_year_estimate(reading.value, reading.months_covered)
        basis = f"full-year estimate from {_number(reading.value)} in {reading.months_covered} months"
    apart = read - assumed
    off = None if assumed == 0 else apart * 100 / abs(assumed)
    beyond = abs(off) > tolerance if off is not None else apart != 0
    if not beyond:
        return PathYear(year, assumed, read, basis, off, "on_path")
    is_worse = polarity == "none" or (apart > 0) == (polarity == "lower")
    return PathYear(year, assumed, read, basis, off, "off_path" if is_worse else "better")


def worst_off(years: Sequence[PathYear], *, since: FinancialYear) -> PathYear | None:
    """Return the year furthest off the path from `since` on; None when none is off it."""
    off = [one for one in years if one.status == "off_path" and one.year >= since]
    return max(off, key=lambda one: (abs(one.off_percent or Decimal("Infinity")), one.year), default=None)


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"

"""With what each line counts in a year once linked, so that no total takes a pound twice.

A replaced line counts with its plan less what its replacements cover, one withdrawn by decision with what is
validated of it, and either carries the adjustments that name it; every other line counts with its own figures.
Amounts are Decimal pounds of one financial year; None is not known, and never nil.

Source: docs/method.md, "The two bridges".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from programme.rules.calendar import FinancialYear
from savings.rules.ledger import REPLACED, WITHDRAWN, KindSums, LedgerLine, Unit, sums_of, units
from savings.rules.profile import NIL
from savings.rules.totals import COUNTED_KINDS, SavingKind

STANDING_WORDS: Final = {
    REPLACED: "Replaced: totals take in what is not covered",
    WITHDRAWN: "Withdrawn: totals take in what is validated",
}


@dataclass(frozen=True, slots=True)
class Count:
    """With what one line counts. `kind` is that of the line an adjustment goes with, else its own.

    `standing` is "replaced" or "withdrawn" where the line counts otherwise than with its own figures, else blank.
    """

    kind: SavingKind
    plan: Decimal | None
    forecast: Decimal | None
    standing: str = ""

    @property
    def is_counted(self) -> bool:
        """Return whether totals take it in: cash-releasing savings, income and adjustments."""
        return self.kind in COUNTED_KINDS

    @property
    def is_out(self) -> bool:
        """Return whether nothing is left of a line that was replaced or withdrawn."""
        return bool(self.standing) and self.plan == NIL

    @property
    def gap(self) -> Decimal | None:
        """Plan less forecast; None where either is not known."""
        return None if self.plan is None or self.forecast is None else self.plan - self.forecast


def counts_of(lines: Iterable[LedgerLine], year: FinancialYear) -> dict[Hashable, Count]:
    """Return with what each line counts in a year, by its key. Those of counted kinds sum to the bridges' plan."""
    found: dict[Hashable, Count] = {}
    for unit in units(lines):
        found |= _counts(unit, year.start_year)
    return found


def _counts(unit: Unit, april: int) -> dict[Hashable, Count]:
    line, own = unit.line, unit.line.year(april)
    standing = _standing(line)
    each = (line, *unit.adjustments)
    if own is None and line.begins is not None and april < line.begins:
        return {one.key: Count(line.kind, None, None, standing) for one in each}
    sums = sums_of([unit], april).get(line.kind, KindSums())
    is_lowered = sums.replaced or standing == WITHDRAWN
    if not is_lowered:
        return {one.key: _plain(one, line.kind, april, standing) for one in each}
    is_forecast = sums.forecast_known or not sums.plan
    whole = Count(line.kind, sums.plan, sums.forecast if is_forecast else None, standing)
    return {one.key: Count(line.kind, NIL, NIL, standing) for one in unit.adjustments} | {line.key: whole}


def _standing(line: LedgerLine) -> str:
    if line.outlook == WITHDRAWN:
        return WITHDRAWN
    return REPLACED if line.cover is not None else ""


def _plain(line: LedgerLine, kind: SavingKind, april: int, standing: str) -> Count:
    one = line.year(april)
    return Count(kind, None, None, standing) if one is None else Count(kind, one.plan, one.forecast, standing)

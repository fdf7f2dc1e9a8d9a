"""Money found once: what it closes of a year's gap, and the recurring gap it leaves open.

Amounts are Decimal pounds of one financial year; the recurring gap is a yearly rate and is never added to them.

Source: docs/method.md, "Replacement".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from programme.rules.calendar import FinancialYear
from savings.rules.notation import NOT_KNOWN, show_pounds
from savings.rules.profile import NIL


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of one year, what one-off money closes of it, and what goes missing every year.

    `shortfall` is never below nought; it and `recurring` are None where not known.
    """

    year: FinancialYear
    shortfall: Decimal | None
    mitigated: Decimal
    recurring: Decimal | None

    @property
    def closed(self) -> Decimal | None:
        """What the one-off money closes: at most the gap."""
        return None if self.shortfall is None else min(self.shortfall, self.mitigated)

    @property
    def open(self) -> Decimal | None:
        """What stays open of this year's gap."""
        return None if self.shortfall is None else max(NIL, self.shortfall - self.mitigated)

    @property
    def words(self) -> str:
        """Say both gaps: "in-year gap closed by £40k of one-off money; recurring gap stays open: £15k a year"."""
        return f"{self._in_year()}; {self._recurring()}"

    def _in_year(self) -> str:
        money = f"{show_pounds(self.mitigated)} of one-off money"
        if self.shortfall is None:
            beside = f", {money} beside it" if self.mitigated else ""
            return f"In-year gap of {self.year} {NOT_KNOWN}{beside}"
        if not self.shortfall:
            return f"No gap in {self.year}" + (f", {money} not needed" if self.mitigated else "")
        if not self.mitigated:
            return f"In-year gap of {self.year} open: {show_pounds(self.shortfall)}"
        if self.open:
            return f"In-year gap of {self.year} lowered by {money}, {show_pounds(self.open)} stays open"
        return f"In-year gap of {self.year} closed by {money}"

    def _recurring(self) -> str:
        if self.recurring is None:
            return f"recurring gap {NOT_KNOWN}"
        if not self.recurring:
            return "no recurring gap"
        return f"recurring gap stays open: {show_pounds(self.recurring)} a year"


def gap_of(
    year: FinancialYear,
    *,
    shortfall: Decimal | None,
    mitigated: Decimal = NIL,
    permanent_loss: Decimal | None = None,
    recurring_cover: Decimal = NIL,
) -> Gap:
    """Return the gap of a year. A mitigation lowers that year's alone, a recurring replacement the recurring one.

    Source: docs/method.md, "Replacement".
    """
    short = None if shortfall is None else max(NIL, shortfall)
    lasting = None if permanent_loss is None else max(NIL, permanent_loss - recurring_cover)
    return Gap(year, short, mitigated, lasting)

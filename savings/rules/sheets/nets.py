"""Totals over both sides of a budget: what a net row covers where pressures stand beside the savings.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from savings.rules.sheets.entries import Entry
from savings.rules.sheets.rowwords import names_savings
from savings.rules.sheets.runs import Runs
from savings.rules.sheets.settled import SUBTOTAL, TOTAL, Control
from savings.rules.sheets.sums import Sums, added
from savings.rules.sheets.unworded import is_net


class Nets(Runs):
    """Runs of lines with the pressures that stand among them, which a net total takes in."""

    def __init__(self, entries: Sequence[Entry], sums: Sums, *, title: str) -> None:
        super().__init__(entries, sums, title=title)
        self.pressures: list[Entry] = []
        self.net_start = 0

    def _takes_in_pressures(self, entry: Entry) -> bool:
        """Keep a net total that takes in pressures too, as the figures say, against all rows."""
        if not self.pressures:
            return False
        for start in dict.fromkeys((0, self.net_start)):
            covers = self._everything()[start:]
            if covers and self.sums.agreement(entry, self.sums.of(covers)).is_full:
                self._with_pressures(entry, "it takes in the pressures", is_sure=True, start=start)
                return True
        return False

    def _may_take_in_pressures(self, entry: Entry) -> bool:
        """Return whether a total below savings and pressures that agrees with nothing may be over both."""
        if not self.pressures or entry.words.is_sub:
            return False
        return is_net(entry) or not names_savings(entry.label)

    def _sum_of_everything(self) -> dict[int, tuple[Decimal, int]]:
        lines = self.sums.between(0, len(self.found.lines))
        pressures = [e for e in self.pressures if not e.words.is_total]
        return added(lines, self.sums.of(pressures)) if pressures else lines

    def _everything(self) -> list[Entry]:
        return [e for e in self.all_rows if not e.words.is_total]

    def _with_pressures(self, entry: Entry, words: str, *, is_sure: bool, start: int = 0) -> None:
        every = self._everything()
        level = SUBTOTAL if start else TOTAL
        self.found.controls.append(
            Control(entry, every[start:], level, words, "sure" if is_sure else "maybe")
        )
        self.net_start = len(every)
        self.total_start = len(self.found.lines)

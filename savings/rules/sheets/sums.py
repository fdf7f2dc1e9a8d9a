"""Sums of printed amounts over runs of rows, and how well a printed total agrees with one.

Amounts are put in one scale first, so that "450k" and "1.2m" add up; a column without a unit counts as it
stands. A figure printed to so many decimals may be half a last place out; in a column the finest decimals
hold for all, as in savings.rules.expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from savings.rules.notation import SCALES, Unit
from savings.rules.sheets.amounts import Figure
from savings.rules.sheets.entries import Entry
from savings.rules.sheets.reading import NIL

HALF = Decimal("0.5")
EXACT, WITHIN_ROUNDING, APART = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a printed total agrees with a sum, over its columns: those equal, those within rounding, those apart.

    `telling` are the agreeing columns whose total is not nil, so that noughts prove nothing; `exact` those of
    them that are equal.
    """

    equal: int = 0
    rounded: int = 0
    apart: int = 0
    telling: int = 0
    exact: int = 0

    @property
    def is_full(self) -> bool:
        return self.apart == 0 and self.telling > 0

    @property
    def is_plain(self) -> bool:
        """Return whether the figures alone make a total of it: equal throughout, or nearly so."""
        return self.is_full and self.exact >= max(self.rounded, 1)

    @property
    def is_mostly(self) -> bool:
        return self.exact > 0 and self.equal + self.rounded >= self.apart

    @property
    def score(self) -> int:
        return EXACT * self.equal + WITHIN_ROUNDING * self.rounded if self.telling else 0


class Sums:
    """Running sums of the lines of a table, by column."""

    def __init__(
        self, indexes: Sequence[int], units: Mapping[int, Unit | None], finest: Mapping[int, int]
    ) -> None:
        self.indexes = indexes
        self.units, self.finest = units, finest
        self._running: dict[int, list[Decimal]] = {index: [NIL] for index in indexes}
        self._known: dict[int, list[int]] = {index: [0] for index in indexes}
        self._blank: dict[int, list[int]] = {index: [0] for index in indexes}

    def scaled(self, figure: Figure | None, index: int) -> Decimal | None:
        """Return an amount in the common scale: pounds where its unit is known, as it stands otherwise."""
        if figure is None or figure.value is None:
            return None
        unit = figure.unit or self.units.get(index)
        return figure.value if unit is None else figure.value * SCALES[unit]

    def half_step(self, figure: Figure, index: int, *, alone: bool = False) -> Decimal:
        """Return how far the true figure may lie either side; `alone` takes its own decimals and not its column's."""
        decimals = figure.decimals
        if figure.unit is None and not alone:
            decimals = max(decimals, self.finest.get(index, 0))
        unit = figure.unit or self.units.get(index)
        step = HALF.scaleb(-decimals)
        return step if unit is None else step * SCALES[unit]

    def add(self, entry: Entry) -> None:
        """Add a line's amounts to the running sums."""
        for index in self.indexes:
            value = self.scaled(entry.figures.get(index), index)
            self._running[index].append(self._running[index][-1] + (value or NIL))
            self._known[index].append(self._known[index][-1] + (value is not None))
            self._blank[index].append(self._blank[index][-1] + (value is None))

    def between(self, first: int, last: int) -> dict[int, tuple[Decimal, int]]:
        """Return each column's sum over the lines from `first` up to, not including, `last`, and how many are known."""
        return {
            index: (
                self._running[index][last] - self._running[index][first],
                self._known[index][last] - self._known[index][first],
            )
            for index in self.indexes
        }

    def of(self, entries: Iterable[Entry]) -> dict[int, tuple[Decimal, int]]:
        """Return each column's sum over any entries, and how many are known."""
        found = dict.fromkeys(self.indexes, (NIL, 0))
        for entry in entries:
            for index in self.indexes:
                value = self.scaled(entry.figures.get(index), index)
                if value is not None:
                    total, known = found[index]
                    found[index] = (total + value, known + 1)
        return found

    def agreement(self, total: Entry, sums: Mapping[int, tuple[Decimal, int]]) -> Agreement:
        """Return how a printed total agrees with sums."""
        equal = rounded = apart = telling = exact = 0
        for index in self.indexes:
            figure = total.figures.get(index)
            printed = self.scaled(figure, index)
            if printed is None or figure is None:
                continue
            found, known = sums[index]
            slack = self.half_step(figure, index) * (known + 1)
            if printed == found:
                equal += 1
                exact += printed != 0
            elif abs(printed - found) <= slack and printed:
                rounded += 1
            else:
                apart += 1
                continue
            telling += printed != 0
        return Agreement(equal, rounded, apart, telling, exact)


def added(
    one: Mapping[int, tuple[Decimal, int]], other: Mapping[int, tuple[Decimal, int]]
) -> dict[int, tuple[Decimal, int]]:
    """Return two sums, column by column, put together."""
    return {
        index: (total + other[index][0], known + other[index][1]) for index, (total, known) in one.items()
    }

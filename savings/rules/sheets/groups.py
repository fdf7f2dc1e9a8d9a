"""The headings that hold at a row: section headings above it, and the group column filled once for each group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.rowwords import names_savings
from savings.rules.sheets.text import plain, shown
from savings.rules.sheets.totalwords import same_group

_GENERAL = frozenset(
    """
    a agreed and annex appendix b budget c continued efficiencies existing for in list new of page part programme
    proposals proposed reductions revenue saving savings schedule section summary table the
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Open:
    """A section heading that still holds."""

    text: str
    index: int
    is_pressure: bool = False
    year: FinancialYear | None = None


class Groups:
    """Keeps the section headings and the group that hold, row after row."""

    def __init__(self, *, fills_down: bool) -> None:
        self.fills_down = fills_down
        self.group = ""
        self.block = 0
        self._open: list[Open] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The headings that hold, the widest first; one that only says "savings" or a year is no group."""
        return tuple(heading.text for heading in self._open if not _is_general(heading))

    @property
    def in_pressures(self) -> bool:
        return any(heading.is_pressure for heading in self._open)

    @property
    def pressure_heading(self) -> str:
        return next((heading.text for heading in self._open if heading.is_pressure), "")

    @property
    def year(self) -> FinancialYear | None:
        return next((heading.year for heading in reversed(self._open) if heading.year), None)

    def open(
        self,
        text: str,
        index: int,
        *,
        follows: bool,
        is_pressure: bool,
        year: FinancialYear | None,
        keeps_group: bool = False,
    ) -> None:
        """Take up a heading: below the one before it where it `follows` directly, in its place otherwise.

        `keeps_group` where it stands to the right of the group column, so that the group goes on.
        """
        heading = Open(text, index, is_pressure, year)
        self.block += 1
        self.group = self.group if keeps_group else ""
        if year is not None:
            self._open = self._outside(lambda held: held.year is not None)
        elif is_pressure or names_savings(text):
            is_inside = follows and not any(map(_is_side, self._open))
            self._open = list(self._open) if is_inside else self._outside(_is_side)
        elif self._holds_sides(index):
            place = next(
                n for n, held in enumerate(self._open) if held.index == index and not _is_section(held)
            )
            self._open = self._open[:place]
        elif follows:
            self._open = [held for held in self._open if held.index <= index]
        else:
            keep = [held for held in self._open if held.index < index or _is_section(held)]
            same = [held for held in self._open if held.index == index and not _is_section(held)]
            self._open = keep + same[:-1]
        self._open.append(heading)

    def _holds_sides(self, index: int) -> bool:
        """Return whether a group in this column is open with a side inside it: "Adults" over "Growth"."""
        kinds = [(held.index == index and not _is_section(held), _is_side(held)) for held in self._open]
        group = next((n for n, (is_group, _) in enumerate(kinds) if is_group), len(kinds))
        return any(is_side for _, is_side in kinds[group:])

    def _outside(self, is_it: Callable[[Open], bool]) -> list[Open]:
        """Return the headings that hold round the first one of a sort; sections alone where none is of it."""
        for place, held in enumerate(self._open):
            if is_it(held):
                return self._open[:place]
        return [held for held in self._open if _is_section(held)]

    def place(self, value: CellValue, *, is_total: bool) -> None:
        """Take up the group column's cell of a row; a blank keeps the group above where the column is so filled."""
        text = shown(value)
        if text and not is_total:
            if plain(text) != plain(self.group):
                self.group = text
        elif not self.fills_down and not is_total:
            self.group = ""

    def close(self, rest: str) -> None:
        """Close the heading that a total names, and those below it."""
        for place, heading in enumerate(self._open):
            if rest and same_group(rest, heading.text):
                self._open = self._open[: place + 1]
                return


def _is_section(heading: Open) -> bool:
    return heading.year is not None or _is_side(heading)


def _is_side(heading: Open) -> bool:
    """Return whether a heading says which side of the budget follows, savings or pressures."""
    return heading.is_pressure or (names_savings(heading.text) and _is_general(heading))


def _is_general(heading: Open) -> bool:
    """Return whether a heading says no more than that savings follow, or for which year."""
    if heading.year is not None or heading.is_pressure:
        return True
    words = [word for word in plain(heading.text).split() if word.isalpha()]
    return names_savings(heading.text) and all(word in _GENERAL for word in words)

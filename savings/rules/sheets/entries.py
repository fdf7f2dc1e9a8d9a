"""A row of a table while it is being read, and what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.amounts import Figure
from savings.rules.sheets.reading import CellValue, Role
from savings.rules.sheets.totalwords import NO_TOTAL, TotalWords


class What(Enum):
    """What a row is."""

    LINE = "line"
    TOTAL = "total"
    UNLABELLED = "unlabelled"
    HEADING = "heading"
    PRESSURE = "pressure"
    IGNORED = "ignored"


@dataclass(slots=True)
class Entry:
    """One row as read so far. `figures` are its amounts by column index, as printed and with the sign printed."""

    row: int
    what: What
    label: str = ""
    ref: str = ""
    name: str = ""
    group: str = ""
    path: tuple[str, ...] = ()
    figures: dict[int, Figure] = field(default_factory=dict)
    texts: dict[Role, CellValue] = field(default_factory=dict)
    year: FinancialYear | None = None
    has_own_year: bool = False
    """Whether the year stands in the row itself, as in the long format."""
    words: TotalWords = NO_TOTAL
    reason: str = ""
    index: int = 0
    """The column a heading stands in."""
    block: int = 0
    """The number of headings above, so that lines of one block share it."""
    has_gap_below: bool = False

    @property
    def heading(self) -> str:
        return " / ".join(self.path) or self.group

    def known(self, index: int) -> bool:
        figure = self.figures.get(index)
        return figure is not None and figure.value is not None

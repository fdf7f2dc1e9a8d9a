"""A table's rows once settled: its lines, its control totals, and what is left to ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from savings.rules.sheets.entries import Entry
from savings.rules.sheets.reading import Question

SUBTOTAL, TOTAL = "subtotal", "total"


@dataclass(slots=True)
class Control:
    """A printed total, the lines it covers, and how it was found where no word says so."""

    entry: Entry
    covers: list[Entry]
    level: str
    words: str = ""
    pressures: str = ""
    """"sure" where it takes in the pressures beside the savings, "maybe" where that cannot be said."""


@dataclass(slots=True)
class Sorted:
    """The lines and control totals of a table, what was left aside, and what must be asked."""

    lines: list[Entry] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    nameless: list[Entry] = field(default_factory=list)
    after_total: list[Entry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    doubts: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Rows that need a word from people, with the problem and the next step."""
    entries: list[Entry] = field(default_factory=list)
    """Every row, as settled."""
    taken_off: set[int] = field(default_factory=set)
    """Rows printed without a sign that the totals take off ("less: ...")."""

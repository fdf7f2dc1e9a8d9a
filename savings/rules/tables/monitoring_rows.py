"""The rows of a monitoring table told apart: lines, headings of groups, printed totals and what they stand for.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from savings.rules.sheets.amounts import Figure, Sort
from savings.rules.sheets.text import plain
from savings.rules.sheets.totalwords import same_group, total_words
from savings.rules.tables.casts import nearest
from savings.rules.tables.cells import Row
from savings.rules.tables.monitoring_columns import MONEY
from savings.rules.tables.reading import Part, Table

GENERAL, DSG = "general", "dsg"
LONGEST_HEADING: Final = 120
FUND_SPELLINGS: Final = {
    "general": GENERAL,
    "general fund": GENERAL,
    "gf": GENERAL,
    "dsg": DSG,
    "dedicated schools grant": DSG,
}
_DSG = re.compile(r"\bdsg\b|dedicated schools|\bschools grant")


@dataclass(frozen=True, slots=True)
class Control:
    """A printed total or sub-total: what it is called, its fund, and the rows it stands for."""

    row: int
    label: str
    fund: str
    covers: tuple[int, ...]


@dataclass(slots=True)
class Sorted:
    """Rows by what they are. `group`, `name` and `fund` are by row number; `ignored` says what was left out."""

    lines: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    group: dict[int, str] = field(default_factory=dict)
    name: dict[int, str] = field(default_factory=dict)
    fund: dict[int, str] = field(default_factory=dict)
    candidates: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def controls(self, printed: Mapping[int, Mapping[str, Figure]]) -> tuple[Control, ...]:
        """Return the totals, each with the rows whose figures come nearest to its own among those it may stand for."""
        return tuple(
            Control(
                row.number,
                self.name[row.number],
                self.fund[row.number],
                nearest(printed, row.number, self.candidates[row.number]),
            )
            for row in self.totals
        )


def sort_rows(table: Table) -> Sorted:
    """Return the rows of a table by what they are."""
    found = Sorted()
    for place, part in enumerate(table.parts):
        _sort_part(table, place, part, found)
    return found


def fund_of(part: Part, sheet: str) -> str:
    """Return the fund a part is of, by its headings and what stands above them; the general fund unless it is said."""
    said = [*(column.heading for column in part.columns), *part.above[-3:], sheet]
    return DSG if any(_DSG.search(plain(text)) for text in said) else GENERAL


def _sort_part(table: Table, place: int, part: Part, found: Sorted) -> None:
    fund, group, block, everything = fund_of(part, table.sheet), "", [], []  # type: str, str, list[int], list[int]
    for raw in table.rows:
        if raw.part != place:
            continue
        row = Row(table, raw)
        own_group, line = row.text("group"), row.text("line")
        label = line or own_group
        has_figures = any(row.figure(name).sort is not Sort.BLANK for name in MONEY if row.has(name))
        level = plain(row.text("level"))
        words = total_words(label)
        number = row.number
        if not has_figures:
            if label and len(label) <= LONGEST_HEADING and not words.is_total:
                group, block = label, []
            if label:
                found.ignored.append(f"row {number}, {label[:60]!r}: no figures, taken as a heading")
            continue
        found.fund[number] = FUND_SPELLINGS.get(plain(row.text("fund")), fund)
        if "total" in level or words.is_total:
            found.totals.append(row)
            name = f"{level.capitalize()}: {label}" if "total" in level and not words.is_total else label
            found.name[number] = name
            rest = label if "total" in level and "sub" in level else words.rest
            is_sub = words.is_sub or "sub" in level
            found.candidates[number] = _candidates(found, rest, is_sub, block, everything, fund)
            block = []
            continue
        group = own_group or group
        if not label:
            row.problem("line", "this row has figures and no name", "give it a name")
        if own_group and not line:
            found.ignored.append(f"row {number}: its group is its name, since no line is named")
        found.lines.append(row)
        found.name[number] = label[:200]
        found.group[number] = (group if line or not own_group else "")[:LONGEST_HEADING]
        block.append(number)
        everything.append(number)


def _candidates(
    found: Sorted, rest: str, is_sub: bool, block: Sequence[int], everything: Sequence[int], fund: str
) -> list[tuple[int, ...]]:
    """Return the sets of rows a total may stand for, the likeliest first."""
    of_fund = tuple(n for n in everything if found.fund[n] == fund)
    named = tuple(n for n in of_fund if rest and same_group(rest, found.group[n]))
    if is_sub:
        return [rows for rows in (named, tuple(block)) if rows] or [of_fund]
    return [rows for rows in (of_fund, named, tuple(block)) if rows]

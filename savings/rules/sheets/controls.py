"""Totals settled together: where one does not cast, the doubtful rows beside it are looked at again.

A row merely named with the word "total", or found by its figures alone, may be the other thing; a "less: ..." may be
printed without a sign. The reading under which the plain totals cast is taken, and said; where none does, nothing
is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from savings.rules.sheets.entries import Entry
from savings.rules.sheets.rowwords import is_deducted
from savings.rules.sheets.settled import Control, Sorted
from savings.rules.sheets.sums import Agreement, Sums
from savings.rules.sheets.totals import Sorter

MOST_TRIES = 6


def settle_totals(entries: Sequence[Entry], new_sums: Callable[[], Sums], *, title: str) -> Sorted:
    """Return the lines and totals of a table."""
    printed = _consistent(entries, new_sums, title, frozenset())
    deducted = frozenset(_deducted(printed.lines))
    if not deducted:
        return printed
    taken_off = _consistent(entries, new_sums, title, deducted)
    if _quality(taken_off, new_sums()) > _quality(printed, new_sums()):
        taken_off.taken_off = set(deducted)
        return taken_off
    for control in printed.controls:
        if _agreement(control, new_sums()).is_full:
            deducted -= {line.row for line in control.covers}
    for row in deducted:
        printed.doubts[row] = (
            "its name says that it is taken off, yet it is printed like the savings and no total tells which",
            "print it with a minus sign or in brackets if it is taken off",
        )
    return printed


def _deducted(lines: Sequence[Entry]) -> list[int]:
    """Return the rows whose name says "less" while their amounts carry the sign of the others."""
    named = [line for line in lines if is_deducted(line.name or line.label)]
    if not named:
        return []
    side = sum(_side(line) for line in lines if line not in named)
    return [line.row for line in named if side and _side(line) * side > 0]


def _side(line: Entry) -> int:
    values = [figure.value for figure in line.figures.values() if figure.value]
    return 0 if not values else 1 if sum(value > 0 for value in values) * 2 > len(values) else -1


def _copied(entries: Sequence[Entry], flipped: frozenset[int]) -> list[Entry]:
    """Return entries to be settled, with the amounts of some rows taken off instead of added."""
    found = []
    for entry in entries:
        figures = entry.figures
        if entry.row in flipped:
            figures = {i: replace(f, value=None if f.value is None else -f.value) for i, f in figures.items()}
        found.append(replace(entry, figures=figures))
    return found


def _consistent(
    entries: Sequence[Entry], new_sums: Callable[[], Sums], title: str, flipped: frozenset[int]
) -> Sorted:
    """Settle the totals, and again with doubtful rows the other way where that makes a plain total cast."""
    as_lines: frozenset[int] = frozenset()
    as_totals: frozenset[int] = frozenset()
    for _ in range(MOST_TRIES):
        copies = _copied(entries, flipped)
        sorter = Sorter(copies, new_sums(), title=title, as_lines=as_lines, as_totals=as_totals)
        found = sorter.sort()
        found.entries = copies
        lines, totals = _corrections(found, new_sums())
        if not (lines - as_lines) and not (totals - as_totals):
            break
        as_lines, as_totals = as_lines | lines, as_totals | totals
    return found


def _corrections(found: Sorted, sums: Sums) -> tuple[frozenset[int], frozenset[int]]:
    """Return rows to be read as lines, and rows to be read as totals, so that a plain total casts."""
    doubtful = [c for c in found.controls if not c.entry.words.is_sure and c.entry.label]
    named = [line for line in found.lines if line.words.is_total]
    for control in found.controls:
        if not control.entry.words.is_sure or control.pressures or _agreement(control, sums).is_full:
            continue
        covers = control.covers
        for extra in _some([c.entry for c in doubtful if c is not control]):
            if sums.agreement(control.entry, sums.of([*covers, *extra])).is_plain:
                return frozenset(entry.row for entry in extra), frozenset()
        for fewer in _some([line for line in named if line in covers]):
            rows = {line.row for line in fewer}
            rest = [line for line in covers if line.row not in rows]
            if rest and sums.agreement(control.entry, sums.of(rest)).is_plain:
                return frozenset(), frozenset(rows)
    return frozenset(), frozenset()


def _some(entries: list[Entry]) -> list[list[Entry]]:
    """Return all of a few entries, and each of them alone."""
    return [] if not entries else [entries, *([entry] for entry in entries[:20] if len(entries) > 1)]


def _agreement(control: Control, sums: Sums) -> Agreement:
    return sums.agreement(control.entry, sums.of(control.covers))


def _quality(found: Sorted, sums: Sums) -> tuple[int, int]:
    """Return how well the totals cast: columns equal less columns apart, then columns within rounding."""
    agreements = [_agreement(control, sums) for control in found.controls]
    return sum(a.exact - a.apart for a in agreements), sum(a.rounded for a in agreements)

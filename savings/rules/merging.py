"""Which line of the ledger a row of a file is, and what the file changes in it, cell by cell.

A cell is a text under a key: a column's role ("name", "owner_email") or a financial year ("2024/25"). Amounts are
pounds as text, days are ISO; None, and a key that is not there, is a blank. Nothing is guessed: a row that could be
two lines, or a cell that two people changed, is a question.

Source: docs/method.md, "Spreadsheets in".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Cells = Mapping[str, str | None]

NEW: Final = "new"
NOW, YOURS = "now", "yours"
_YEAR_KEY: Final = re.compile(r"\d{4}/\d{2}")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A row of the file as cells. `sent_as` is the key of the line it was exported as, "" where it does not say."""

    row: int
    cells: Cells
    sent_as: str = ""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line of the ledger as cells. A ref that no paper prints (L7) finds a line only together with its name.

    `frozen` says since when its plan is, "" where it is not; `marking` is the most closed of those it stands under.
    """

    key: str
    cells: Cells
    ref_is_printed: bool = True
    version: int = 1
    frozen: str = ""
    marking: str = "open"

    @property
    def label(self) -> str:
        """Return what people call it."""
        name = self.cells.get("name") or ""
        return f"{self.cells.get('ref')} {name}" if self.ref_is_printed else name


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is: the line of this key, a new line (None), or a question where `words` says why."""

    row: int
    key: str | None = None
    candidates: tuple[str, ...] = ()
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to say which line it is."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that two people changed: what the export sent out, what the ledger holds now, what the file says."""

    saw: str | None
    now: str | None
    yours: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file does to one line: `changes` are (before, after); `kept` are cells that only the ledger changed."""

    changes: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def is_year(key: str) -> bool:
    """Return whether a key is a financial year, so that its cell is an amount of the plan."""
    return _YEAR_KEY.fullmatch(key) is not None


def fold(text: str | None) -> str:
    """Return words as they are compared: without case, any white space as one space."""
    return " ".join((text or "").split()).casefold()


def fold_ref(text: str | None) -> str:
    """Return a ref as it is compared: without case and without spaces, "24 s1" as 24S1."""
    return "".join((text or "").split()).casefold()


def rows_words(rows: Sequence[int]) -> str:
    """Return rows by number: "row 5", "rows 5, 6, 7 and 30 more"."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown = ", ".join(str(row) for row in rows[:8])
    return f"rows {shown}" + (f" and {len(rows) - 8} more" if len(rows) > 8 else "")


def merge_cells(mine: Cells, now: Cells, saw: Cells | None = None) -> Merged:
    """Return what the file's cells (`mine`) do to the ledger's (`now`), against what an export sent out (`saw`).

    With `saw`: changed in the file alone is taken, in the ledger alone is kept, in both to different values is a
    conflict. Without it, the file's cell is taken where it differs; a blank of words then says nothing, while a
    blank amount says that it is not known. A key the file lacks is left alone.
    """
    changes: dict[str, tuple[str | None, str | None]] = {}
    conflicts: dict[str, Conflict] = {}
    kept: list[str] = []
    for key, yours in mine.items():
        held = now.get(key)
        if _same(key, yours, held):
            continue
        sent = saw.get(key) if saw is not None and key in saw else None
        if saw is None or key not in saw:
            if yours is not None or (is_year(key) and saw is None):
                changes[key] = (held, yours)
        elif _same(key, yours, sent):
            kept.append(key)
        elif _same(key, held, sent):
            changes[key] = (held, yours)
        else:
            conflicts[key] = Conflict(sent, held, yours)
    return Merged(changes, conflicts, tuple(kept))


def settled(merged: Merged, answers: Mapping[str, str]) -> Merged:
    """Return the merge as somebody answered it: "yours" takes the file's cell, "now" keeps the ledger's."""
    changes, conflicts, kept = dict(merged.changes), dict(merged.conflicts), list(merged.kept)
    for key, answer in answers.items():
        if answer == YOURS and key in conflicts:
            changes[key] = (conflicts[key].now, conflicts[key].yours)
        elif answer == NOW and key in {*changes, *conflicts}:
            changes.pop(key, None)
            kept.append(key)
        else:
            continue
        conflicts.pop(key, None)
    return Merged(changes, conflicts, tuple(kept))


def match_lines(
    lines: Sequence[FileLine], held: Sequence[HeldLine], *, answers: Mapping[int, str] | None = None
) -> tuple[Match, ...]:
    """Return for each row, in order, which line it is. No line is two rows.

    1. The row an export marked. 2. What somebody answered ("new", or the key of a line). 3. The ref, whatever its
    case and spaces. 4. Name and heading, where the row or the line has no printed ref; the same name under another
    heading is a question, and so is one that fits several lines, unless the amounts tell them apart.
    """
    matching = _Matching(lines, held)
    matching.by_mark()
    matching.by_answer(answers or {})
    matching.by_ref()
    matching.by_name()
    return tuple(matching.found.get(line.row) or Match(line.row) for line in lines)


def unmatched(matches: Iterable[Match], held: Iterable[HeldLine]) -> tuple[str, ...]:
    """Return the keys of the lines that are in the ledger and not in the file, in the ledger's order."""
    seen = {match.key for match in matches}
    asked = {key for match in matches if match.is_open for key in match.candidates}
    return tuple(line.key for line in held if line.key not in seen | asked)


def _same(key: str, one: str | None, other: str | None) -> bool:
    if key == "ref":
        return fold_ref(one) == fold_ref(other)
    return one == other or (not is_year(key) and _says_nothing(one) and _says_nothing(other))


def _says_nothing(words: str | None) -> bool:
    """Return whether words are none or a lone dash, which a sheet is read with as a blank."""
    return not (words or "").strip(" -\u2010\u2011\u2012\u2013\u2014\u2015")


class _Matching:
    """What is left to match, on both sides."""

    def __init__(self, lines: Sequence[FileLine], held: Sequence[HeldLine]) -> None:
        self.lines = {line.row: line for line in lines}
        self.held = {line.key: line for line in held}
        self.found: dict[int, Match] = {}
        self.taken: set[str] = set()

    def by_mark(self) -> None:
        """Match rows that say which line they were; of two copies, the one that still carries its ref."""
        claims: dict[str, list[FileLine]] = defaultdict(list)
        for line in self._open_lines():
            if line.sent_as in self.held:
                claims[line.sent_as].append(line)
        for key, rows in claims.items():
            ref = fold_ref(self.held[key].cells.get("ref"))
            same = [r for r in rows if fold_ref(r.cells.get("ref")) == ref] if len(rows) > 1 else rows
            if len(same) == 1:
                self._settle(same[0].row, key)

    def by_answer(self, answers: Mapping[int, str]) -> None:
        """Match rows that somebody has answered for; an answer that no longer fits is asked again."""
        for row, answer in answers.items():
            if row not in self.lines or row in self.found:
                continue
            if answer == NEW:
                self.found[row] = Match(row)
            elif answer in self.held and answer not in self.taken:
                self._settle(row, answer)

    def by_ref(self) -> None:
        """Match by ref; one that stands on two rows is a question about each."""
        by_ref: dict[str, list[HeldLine]] = defaultdict(list)
        for line in self._left(self.held.values()):
            by_ref[fold_ref(line.cells.get("ref"))].append(line)
        rows: dict[str, list[FileLine]] = defaultdict(list)
        for printed in self._open_lines():
            if fold_ref(printed.cells.get("ref")):
                rows[fold_ref(printed.cells.get("ref"))].append(printed)
        for ref, same in rows.items():
            if len(same) > 1:
                numbers = ", ".join(str(one.row) for one in same)
                for one in same:
                    words = f"rows {numbers} carry the same ref, {one.cells.get('ref')}"
                    self.found[one.row] = Match(one.row, None, (), words)
                continue
            fits = [h for h in by_ref.get(ref, ()) if h.ref_is_printed or _same_name(same[0], h)]
            if len(fits) == 1:
                self._settle(same[0].row, fits[0].key)
            elif fits:
                self._ask(same[0].row, fits, "several lines of the ledger carry this ref")

    def by_name(self) -> None:
        """Match by name and heading what is left."""
        groups: dict[tuple[str, str | None, bool], list[FileLine]] = defaultdict(list)
        for line in self._open_lines():
            heading = fold(line.cells["heading"]) if "heading" in line.cells else None
            has_ref = bool(fold_ref(line.cells.get("ref")))
            groups[fold(line.cells.get("name")), heading, has_ref].append(line)
        names: dict[str, list[HeldLine]] = defaultdict(list)
        for held in self._left(self.held.values()):
            names[fold(held.cells.get("name"))].append(held)
        elsewhere: list[tuple[FileLine, list[HeldLine]]] = []
        for (name, heading, has_ref), rows in groups.items():
            same = [h for h in names.get(name, ()) if not (has_ref and h.ref_is_printed)]
            here = [h for h in same if heading is None or fold(h.cells.get("heading")) == heading]
            rest = self._pair(rows, here)
            if not has_ref:
                elsewhere += [(line, same) for line in rest]
        for line, same in elsewhere:  # once every row has had its first choice
            left = self._left(same)
            if left:
                self._ask(line.row, left, "a line of this name stands under another heading")

    def _pair(self, rows: list[FileLine], held: list[HeldLine]) -> list[FileLine]:
        """Match rows with lines of the same name and heading; return the rows for which no line is left."""
        left = self._left(held)
        rest: list[FileLine] = []
        for line in rows:
            exact = [h for h in left if _same_amounts(line, h)] if len(rows) > 1 or len(left) > 1 else []
            if exact:
                self._settle(line.row, exact[0].key)
                left.remove(exact[0])
            else:
                rest.append(line)
        if len(rest) == 1 and len(left) == 1:
            self._settle(rest[0].row, left[0].key)
            return []
        if not left:
            return rest
        for line in rest:
            self._ask(line.row, left, "several lines of the ledger have this name and heading")
        return []

    def _settle(self, row: int, key: str) -> None:
        self.found[row] = Match(row, key)
        self.taken.add(key)

    def _ask(self, row: int, fits: Sequence[HeldLine], words: str) -> None:
        self.found[row] = Match(row, None, tuple(line.key for line in fits), words)

    def _open_lines(self) -> list[FileLine]:
        return [line for row, line in self.lines.items() if row not in self.found]

    def _left(self, held: Iterable[HeldLine]) -> list[HeldLine]:
        return [line for line in held if line.key not in self.taken]


def _same_name(line: FileLine, held: HeldLine) -> bool:
    return fold(line.cells.get("name")) == fold(held.cells.get("name"))


def _same_amounts(line: FileLine, held: HeldLine) -> bool:
    return all(held.cells.get(key) == value for key, value in line.cells.items() if is_year(key))

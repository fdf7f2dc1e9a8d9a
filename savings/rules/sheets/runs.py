"""The runs of lines that a printed total may cover, and which of them its figures, or else its words, choose.

A total covers a run of lines: since the heading above, since the total before, or all so far; the lines its
words name; or, where it stands on top, those that follow. The figures choose among these; where none agrees,
the words and the place do, so that a total that does not cast is still held against its own rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.settled import SUBTOTAL, Sorted
from savings.rules.sheets.sums import Agreement, Sums
from savings.rules.sheets.text import plain
from savings.rules.sheets.totalwords import same_group


@dataclass(frozen=True, slots=True)
class Run:
    """A run of lines a total may cover; `rank` orders runs that agree equally well, lowest first."""

    lines: list[Entry]
    rank: int
    agreement: Agreement
    is_forward: bool = False


class Runs:
    """The lines settled so far, where blocks and totals began, and the runs a further total may cover."""

    def __init__(self, entries: Sequence[Entry], sums: Sums, *, title: str) -> None:
        self.entries, self.sums, self.title = entries, sums, title
        self.found = Sorted()
        self.all_rows: list[Entry] = []
        self.by_heading: dict[str, list[Entry]] = {}
        self.block_start = self.total_start = self.grand_start = 0
        self.last_total = max((n for n, e in enumerate(entries) if e.what is What.TOTAL), default=-1)

    def line(self, entry: Entry) -> None:
        """Take a row for a line."""
        self.found.lines.append(entry)
        self.all_rows.append(entry)
        for heading in {*entry.path, entry.group} - {""}:
            self.by_heading.setdefault(heading, []).append(entry)
        self.sums.add(entry)

    def best(self, place: int, entry: Entry) -> Run | None:
        """Return the run of lines that agrees best with a total, None where none does at all."""
        runs = self._runs(place, entry)
        best = min(runs, key=lambda run: (-run.agreement.score, run.rank), default=None)
        if best is None or not best.agreement.is_full:
            forward = self._forward(place, entry)
            if forward is not None and forward.agreement.is_full:
                return forward
        return best if best is not None and best.agreement.score else None

    def _runs(self, place: int, entry: Entry) -> list[Run]:
        """Return the runs of lines above that a total may cover."""
        lines, count = self.found.lines, len(self.found.lines)
        if entry.has_own_year:
            of_year = [line for line in lines if line.year == entry.year]
            named = [line for line in self.lines_of(entry.words.rest) if line.year == entry.year]
            runs = [run for run in (named, of_year) if run]
            return [
                Run(run, rank, self.sums.agreement(entry, self.sums.of(run))) for rank, run in enumerate(runs)
            ]
        starts = self._starts(place, entry)
        found = []
        for rank, start in enumerate(starts):
            if start < count and start not in starts[:rank]:
                agreement = self.sums.agreement(entry, self.sums.between(start, count))
                found.append(Run(lines[start:], rank, agreement))
        for rank, named in enumerate(self._named(entry)):
            if named:
                found.append(Run(named, rank - 3, self.sums.agreement(entry, self.sums.of(named))))
        return found

    def _starts(self, place: int, entry: Entry) -> list[int]:
        """Return where a total's run may begin, likeliest first."""
        near = (
            [self.total_start, self.block_start]
            if self.total_start >= self.block_start
            else [self.block_start, self.total_start]
        )
        wide = [self.grand_start, 0] if entry.words.is_sub else [0, self.grand_start]
        is_last = place == self.last_total and not (
            entry.words.is_sub or entry.words.rest or self._closed_blocks(entry)
        )
        is_wide = (
            entry.words.is_grand
            or entry.words.is_running
            or is_last
            or self.total_start == len(self.found.lines)
        )
        return [*wide, *near] if is_wide else [*near, *wide]

    def _named(self, entry: Entry) -> list[list[Entry]]:
        """Return the lines that a total's words name: those of a group, and those of a year."""
        found = [self.lines_of(entry.words.rest)] if entry.words.rest else []
        if entry.year is not None:
            found.append([line for line in self.found.lines if line.year == entry.year])
        return found

    def _forward(self, place: int, entry: Entry) -> Run | None:
        """Return the lines below a total that stands on top of them: its section, or all that follow."""
        section: list[Entry] = []
        rest: list[Entry] = []
        ended = False
        for other in self.entries[place + 1 :]:
            if other.what is What.LINE:
                rest.append(other)
                if not ended:
                    section.append(other)
            elif other.what in (What.TOTAL, What.UNLABELLED) or (other.what is What.HEADING and section):
                ended = True
                if self.found.lines:
                    break
        runs = [section] if self.found.lines or len(rest) == len(section) else [section, rest]
        found = [
            Run(run, rank, self.sums.agreement(entry, self.sums.of(run)), True)
            for rank, run in enumerate(runs)
            if run
        ]
        return min(found, key=lambda run: (-run.agreement.score, run.rank), default=None)

    def by_words(self, place: int, entry: Entry) -> Run:
        """Return the run that the words and the place of a total point to, where no figures agree."""
        lines = self.found.lines
        if not lines:
            return self._forward(place, entry) or Run([], 0, Agreement())
        named = next((run for run in self._named(entry) if run), None)
        if named is not None:
            return Run(named, 0, Agreement())
        is_last = place == self.last_total and not entry.words.is_sub and not self._closed_blocks(entry)
        if entry.words.is_grand or entry.words.is_running or is_last or self.total_start == len(lines):
            return Run(list(lines), 0, Agreement())
        return Run(
            lines[max(self.total_start, self.block_start if self.block_start < len(lines) else 0) :],
            0,
            Agreement(),
        )

    def _closed_blocks(self, entry: Entry) -> bool:
        """Return whether totals of the same label have closed the blocks above, as this one then does."""
        label = plain(entry.label)
        return any(plain(c.entry.label) == label and c.level == SUBTOTAL for c in self.found.controls)

    def names_group(self, entry: Entry) -> bool:
        rest = entry.words.rest
        return any(same_group(rest, heading) for heading in (*self.by_heading, self.title))

    def lines_of(self, rest: str) -> list[Entry]:
        """Return the lines under the headings that the words beside "total" name."""
        named = [lines for heading, lines in self.by_heading.items() if rest and same_group(rest, heading)]
        if len(named) < 2:
            return list(named[0]) if named else []
        return sorted(
            {line.row: line for lines in named for line in lines}.values(), key=lambda line: line.row
        )

"""Which rows each printed total covers, and which rows that speak of totals are lines after all.

A total covers a run of lines: since the heading above, since the total before, or all so far; the lines its
words name; or, where it stands on top, those that follow. The figures choose among these; where none agrees,
the words and the place do, so that a total that does not cast is still held against its own rows.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from savings.rules.sheets.content import looks_like_ref
from savings.rules.sheets.reading import NIL, Question
from savings.rules.sheets.rows import Entry, What
from savings.rules.sheets.sums import Agreement, Sums, added
from savings.rules.sheets.text import plain
from savings.rules.sheets.totalwords import same_group
from savings.rules.sheets.unworded import groups_of, totals_on_top
from savings.rules.sheets.vocabulary import is_adjusting, is_deducted, is_memo, names_savings

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


@dataclass(frozen=True, slots=True)
class Run:
    """A run of lines a total may cover; `rank` orders runs that agree equally well, lowest first."""

    lines: list[Entry]
    rank: int
    agreement: Agreement
    is_forward: bool = False


class Sorter:
    """Goes down the entries and settles what each total covers.

    `as_lines` and `as_totals` are rows that the other totals have shown to be lines, or totals.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        sums: Sums,
        *,
        title: str,
        as_lines: frozenset[int] = frozenset(),
        as_totals: frozenset[int] = frozenset(),
    ) -> None:
        self.entries, self.sums, self.title = entries, sums, title
        self.as_lines, self.as_totals = as_lines, as_totals
        self.found = Sorted()
        self.all_rows: list[Entry] = []
        self.pressures: list[Entry] = []
        self.by_heading: dict[str, list[Entry]] = {}
        self.block_start = self.total_start = self.grand_start = 0
        self.block = 0
        candidates = [e for e in entries if e.what is What.LINE]
        with_ref = sum(bool(e.ref) for e in candidates)
        self.have_refs = bool(candidates) and with_ref >= 0.6 * len(candidates)
        self.last_total = max((n for n, e in enumerate(entries) if e.what is What.TOTAL), default=-1)

    def sort(self) -> Sorted:
        """Return the lines and the totals."""
        on_top = totals_on_top(self.entries, self.sums) if self.have_refs else {}
        for place, entry in enumerate(self.entries):
            if entry.block != self.block and entry.what in (What.LINE, What.TOTAL, What.UNLABELLED):
                self.block, self.block_start = entry.block, len(self.found.lines)
            if entry.what is What.PRESSURE:
                self.all_rows.append(entry)
                self.pressures.append(entry)
            elif place in on_top and entry.row not in self.as_lines:
                self._control(entry, on_top[place], SUBTOTAL, "no reference, and equal to the lines below it")
            elif entry.what is What.LINE and self._follows_total(entry):
                self._line_after_total(place, entry)
            elif entry.what is What.LINE:
                self._line(entry)
            elif entry.what is What.TOTAL:
                self._total(place, entry)
            elif entry.what is What.UNLABELLED:
                self._unlabelled(place, entry)
        self._take_out_group_totals()
        return self.found

    def _take_out_group_totals(self) -> None:
        """Take rows out of the lines that total their groups with no word to say so."""
        lines = self.found.lines
        if self.have_refs or len(lines) < 4 or any(c.level == SUBTOTAL for c in self.found.controls):
            return
        grand = next((c for c in self.found.controls if c.level == TOTAL), None)
        if grand is not None and self.sums.agreement(grand.entry, self.sums.of(grand.covers)).is_full:
            return
        groups = groups_of(lines, self.sums, grand.entry if grand else None)
        heads = {id(head) for head, _ in groups}
        self.found.lines = [line for line in lines if id(line) not in heads]
        for control in self.found.controls:
            control.covers = [line for line in control.covers if id(line) not in heads]
        for head, below in groups:
            words = "no word says so, but it equals the sum of its group, as all groups here do"
            self._control(head, below, SUBTOTAL, words)
            for line in below:
                line.path = (*line.path, head.label)
        self.found.controls.sort(key=lambda control: control.entry.row)

    def _line(self, entry: Entry) -> None:
        self.found.lines.append(entry)
        self.all_rows.append(entry)
        for heading in {*entry.path, entry.group} - {""}:
            self.by_heading.setdefault(heading, []).append(entry)
        self.sums.add(entry)

    def _follows_total(self, entry: Entry) -> bool:
        """Return whether a row without a reference stands right below a total, no line between them."""
        return (
            bool(self.found.controls or self.pressures)
            and not entry.ref
            and self.total_start == len(self.found.lines) > 0
            and self.block_start < len(self.found.lines)
            and (not entry.group or entry.group == self.found.lines[-1].group)
        )

    def _line_after_total(self, place: int, entry: Entry) -> None:
        """Settle a row right below a total: another total, a target or a gap, an adjustment, or one out of place."""
        label = entry.name or entry.label
        if self.sums.agreement(entry, self._sum_of_everything()).is_plain:
            if self._have_pressures():
                self._with_pressures(entry, "it takes in the pressures", is_sure=True)
            else:
                self._control(entry, list(self.found.lines), TOTAL, "it equals the sum of all lines above it")
        elif self._is_in_next_total(place, entry) or is_deducted(label) or is_adjusting(label):
            self._line(entry)
        elif is_memo(label):
            entry.what, entry.reason = What.IGNORED, "a target, a gap or a check beside the total"
        elif place < self.last_total:
            self._line(entry)
        else:
            self.found.after_total.append(entry)

    def _is_in_next_total(self, place: int, entry: Entry) -> bool:
        """Return whether the next total agrees with the lines so far and the rows from here to it."""
        between: list[Entry] = [entry]
        for other in self.entries[place + 1 :]:
            if other.what is What.TOTAL:
                more, count = self.sums.of(between), len(self.found.lines)
                starts = {0, self.grand_start, self.total_start}
                sums = [added(self.sums.between(start, count), more) for start in starts]
                return any(self.sums.agreement(other, one).is_full for one in sums)
            if other.what is What.LINE:
                between.append(other)
            elif other.what is not What.IGNORED:
                return False
        return False

    def _control(self, entry: Entry, covers: list[Entry], level: str, words: str = "") -> None:
        self.found.controls.append(Control(entry, covers, level, words))

    def _total(self, place: int, entry: Entry) -> None:
        """Settle a row whose words speak of a total."""
        best = self._best(place, entry)
        if not entry.words.is_sure and not self._is_total(place, entry, best):
            return
        if best is None or not best.agreement.is_full:
            if self._takes_in_pressures(entry):
                return
        if best is None or not best.agreement.score:
            if self._may_take_in_pressures(entry):
                self._with_pressures(entry, "it may take in the pressures", is_sure=False)
                return
            best = self._by_words(place, entry)
        level = self._level(place, entry, best)
        self._control(entry, best.lines, level)
        self.total_start = len(self.found.lines)
        if level == TOTAL:
            self.grand_start = len(self.found.lines)

    def _level(self, place: int, entry: Entry, run: Run) -> str:
        """Return whether a total is over all lines, or all of its year, or a sub-total."""
        words = entry.words
        of_year = [line for line in self.found.lines if entry.year is None or line.year == entry.year]
        if run.is_forward:
            every = sum(other.what is What.LINE for other in self.entries)
            return TOTAL if len(run.lines) == every and not words.is_sub else SUBTOTAL
        if words.is_sub or words.is_running or len(run.lines) < len(of_year):
            return SUBTOTAL
        return TOTAL if words.is_grand or place == self.last_total or not words.rest else SUBTOTAL

    def _is_total(self, place: int, entry: Entry, best: Run | None) -> bool:
        """Decide whether a row merely named with the word is a total; a line is added and a doubt asked."""
        agreement = best.agreement if best else Agreement()
        has_ref = looks_like_ref(entry.ref) and self.have_refs
        if entry.row in self.as_totals:
            return True
        is_plain = agreement.is_plain and (not has_ref or (best is not None and len(best.lines) > 1))
        if is_plain and entry.row not in self.as_lines:
            return True
        if has_ref or entry.row in self.as_lines:
            self._line(entry)
            return False
        if agreement.is_mostly or self._names_group(entry):
            return True
        if not self._at_break(place) or not entry.words.rest:
            self._line(entry)
            return False
        if self.have_refs and not entry.ref:
            return True
        self.found.questions.append(
            Question(
                "total",
                ("a line", "a total"),
                "",
                f"row {entry.row}, '{entry.label}': its amounts are the sum of no rows above it, and its name may "
                f"be a total's or a saving's; if it is a total write 'Total' alone, if a saving give it a reference",
            )
        )
        return False

    def _names_group(self, entry: Entry) -> bool:
        rest = entry.words.rest
        return any(same_group(rest, heading) for heading in (*self.by_heading, self.title))

    def _lines_of(self, rest: str) -> list[Entry]:
        """Return the lines under the headings that the words beside "total" name."""
        named = [lines for heading, lines in self.by_heading.items() if rest and same_group(rest, heading)]
        if len(named) < 2:
            return list(named[0]) if named else []
        return sorted(
            {line.row: line for lines in named for line in lines}.values(), key=lambda line: line.row
        )

    def _at_break(self, place: int) -> bool:
        """Return whether a row ends a block: a gap, a heading, a total or nothing comes after it."""
        if self.entries[place].has_gap_below:
            return True
        after = next((e for e in self.entries[place + 1 :] if e.what is not What.IGNORED), None)
        return (
            after is None
            or after.what in (What.HEADING, What.PRESSURE)
            or (after.what is What.TOTAL and after.words.is_sure)
        )

    def _unlabelled(self, place: int, entry: Entry) -> None:
        """Settle a row of amounts without a name: a total where its figures say so."""
        best = self._best(place, entry)
        if best is not None and (
            best.agreement.is_plain or (best.agreement.is_mostly and self._at_break(place))
        ):
            is_last = not any(
                e.what in (What.LINE, What.UNLABELLED, What.TOTAL) for e in self.entries[place + 1 :]
            )
            is_all = is_last and len(best.lines) == len(self.found.lines) and not best.is_forward
            self._control(
                entry,
                best.lines,
                TOTAL if is_all else SUBTOTAL,
                "no name, and equal to the sum of the rows it covers",
            )
            self.total_start = len(self.found.lines)
        else:
            self.found.nameless.append(entry)

    def _best(self, place: int, entry: Entry) -> Run | None:
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
            named = [line for line in self._lines_of(entry.words.rest) if line.year == entry.year]
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
        found = [self._lines_of(entry.words.rest)] if entry.words.rest else []
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

    def _takes_in_pressures(self, entry: Entry) -> bool:
        """Keep a net total that takes in pressures too, as the figures say, against all rows."""
        if not self._have_pressures():
            return False
        agreement = self.sums.agreement(entry, self._sum_of_everything())
        if agreement.is_full:
            self._with_pressures(entry, "it takes in the pressures", is_sure=True)
        return agreement.is_full

    def _may_take_in_pressures(self, entry: Entry) -> bool:
        """Return whether a total below savings and pressures that agrees with nothing may be over both."""
        return self._have_pressures() and not names_savings(entry.label) and not entry.words.is_sub

    def _have_pressures(self) -> bool:
        return bool(self.pressures)

    def _sum_of_everything(self) -> dict[int, tuple[Decimal, int]]:
        lines = self.sums.between(0, len(self.found.lines))
        pressures = [e for e in self.pressures if not e.words.is_total]
        return added(lines, self.sums.of(pressures)) if pressures else lines

    def _everything(self) -> list[Entry]:
        return [e for e in self.all_rows if not e.words.is_total]

    def _with_pressures(self, entry: Entry, words: str, *, is_sure: bool) -> None:
        self.found.controls.append(
            Control(entry, self._everything(), TOTAL, words, "sure" if is_sure else "maybe")
        )
        self.total_start = len(self.found.lines)

    def _closed_blocks(self, entry: Entry) -> bool:
        """Return whether totals of the same label have closed the blocks above, as this one then does."""
        label = plain(entry.label)
        return any(plain(c.entry.label) == label and c.level == SUBTOTAL for c in self.found.controls)

    def _by_words(self, place: int, entry: Entry) -> Run:
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

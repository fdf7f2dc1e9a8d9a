"""Which rows are totals and what each covers, and which rows that speak of totals are lines after all.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Sequence

from savings.rules.sheets.content import looks_like_ref
from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.nets import Nets
from savings.rules.sheets.reading import Question
from savings.rules.sheets.rowwords import is_adjusting, is_deducted, is_memo
from savings.rules.sheets.runs import Run
from savings.rules.sheets.settled import SUBTOTAL, TOTAL, Control, Sorted
from savings.rules.sheets.sums import Agreement, Sums, added
from savings.rules.sheets.unworded import (
    BESIDE_TOTAL,
    HEADS_OTHERS,
    MAY_BE_HEADING,
    MAY_SUM_OTHERS,
    groups_of,
    has_ref,
    is_net,
    totals_by_ref,
    totals_on_top,
)


class Sorter(Nets):
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
        super().__init__(entries, sums, title=title)
        self.as_lines, self.as_totals = as_lines, as_totals
        self.block = 0
        candidates = [e for e in entries if e.what is What.LINE]
        with_ref = sum(bool(e.ref) for e in candidates)
        self.have_refs = bool(candidates) and with_ref >= 0.6 * len(candidates)

    def sort(self) -> Sorted:
        """Return the lines and the totals."""
        on_top = totals_on_top(self.entries, self.sums) if self.have_refs else {}
        by_ref, doubtful = totals_by_ref(self.entries, self.sums)
        self.found.doubts.update({entry.row: HEADS_OTHERS for entry in doubtful})
        for place, entry in enumerate(self.entries):
            if entry.block != self.block and entry.what in (What.LINE, What.TOTAL, What.UNLABELLED):
                self.block, self.block_start = entry.block, len(self.found.lines)
            if entry.what is What.PRESSURE:
                self.all_rows.append(entry)
                self.pressures.append(entry)
            elif place in on_top and entry.row not in self.as_lines:
                self._control(entry, on_top[place], SUBTOTAL, "no reference, and equal to the lines below it")
            elif place in by_ref and entry.row not in self.as_lines:
                self._control(
                    entry, by_ref[place], SUBTOTAL, "its reference heads those of the lines it equals"
                )
            elif entry.what is What.LINE and self._sums_lines_above(place, entry):
                continue
            elif entry.what is What.LINE and self._follows_total(entry):
                self._line_after_total(place, entry)
            elif entry.what is What.LINE:
                self._doubt_noughts(entry)
                self.line(entry)
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

    def _doubt_noughts(self, entry: Entry) -> None:
        """Say of a row with noughts alone that it may be a heading, where the other lines have references."""
        values = [figure.value for figure in entry.figures.values()]
        if self.have_refs and not has_ref(entry) and values and all(value == 0 for value in values):
            self.found.doubts[entry.row] = MAY_BE_HEADING

    def _sums_lines_above(self, place: int, entry: Entry) -> bool:
        """Take a row without a reference for a total where it equals the referenced lines above it in several columns.

        In a single column that may be chance, and is said.
        """
        if has_ref(entry) or entry.row in self.as_lines:
            return False
        best = self.best(place, entry)
        if best is None or best.is_forward or len(best.lines) < 2 or not all(map(has_ref, best.lines)):
            return False
        agreement = best.agreement
        if not agreement.is_full or agreement.rounded:
            return False
        if agreement.telling < 2:
            self.found.doubts[entry.row] = MAY_SUM_OTHERS
            return False
        is_all = len(best.lines) == len(self.found.lines) and place >= self.last_total
        words = "no reference, and equal to the sum of the rows above it"
        self._control(entry, best.lines, TOTAL if is_all else SUBTOTAL, words)
        self.total_start = len(self.found.lines)
        return True

    def _follows_total(self, entry: Entry) -> bool:
        """Return whether a row without a reference stands right below a total, no line between them."""
        return (
            bool(self.found.controls or self.pressures)
            and not has_ref(entry)
            and self.total_start == len(self.found.lines) > 0
            and self.block_start < len(self.found.lines)
            and (not entry.group or entry.group == self.found.lines[-1].group)
        )

    def _line_after_total(self, place: int, entry: Entry) -> None:
        """Settle a row right below a total: another total, a target or a gap, an adjustment, or one out of place."""
        label = entry.name or entry.label
        if self.sums.agreement(entry, self._sum_of_everything()).is_plain:
            if self.pressures:
                self._with_pressures(entry, "it takes in the pressures", is_sure=True)
            else:
                self._control(entry, list(self.found.lines), TOTAL, "it equals the sum of all lines above it")
        elif self._is_in_next_total(place, entry) or is_deducted(label) or is_adjusting(label):
            self.line(entry)
        elif is_memo(label):
            entry.what, entry.reason = What.IGNORED, BESIDE_TOTAL
        elif place < self.last_total:
            self.line(entry)
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
        best = self.best(place, entry)
        is_full = best is not None and best.agreement.is_full
        if not is_full and not has_ref(entry) and self._takes_in_pressures(entry):
            return
        may_be_memo = not entry.words.is_sure and not is_full and not (self.pressures and is_net(entry))
        if may_be_memo and self._follows_total(entry) and is_memo(entry.label):
            entry.what, entry.reason = What.IGNORED, BESIDE_TOTAL
            return
        if not entry.words.is_sure and not self._is_total(place, entry, best):
            return
        if best is None or not best.agreement.score:
            if self._may_take_in_pressures(entry):
                self._with_pressures(entry, "it may take in the pressures", is_sure=False)
                return
            best = self.by_words(place, entry)
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
        is_referenced = looks_like_ref(entry.ref) and self.have_refs
        if entry.row in self.as_totals:
            return True
        is_plain = agreement.is_plain and (not is_referenced or (best is not None and len(best.lines) > 1))
        if is_plain and entry.row not in self.as_lines:
            return True
        if is_referenced or entry.row in self.as_lines:
            self.line(entry)
            return False
        if is_net(entry) and self.pressures:
            return True
        if agreement.is_mostly or self.names_group(entry):
            return True
        if not self._at_break(place) or not entry.words.rest:
            self.line(entry)
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
        best = self.best(place, entry)
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

"""Every printed total of a sheet against its rows, in the unit printed; the verdicts of savings.rules.casting.

Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from savings.rules.casting import (
    CASTS,
    COPY_INCOMPLETE,
    NOT_COMPARED,
    PAPER_DISAGREES,
    Cast,
    rounding_slack,
)
from savings.rules.notation import SCALES, UNIT_WORDS, Unit
from savings.rules.sheets.amounts import Figure, Sort
from savings.rules.sheets.entries import Entry
from savings.rules.sheets.layout import LONG, SECTIONS, Columns
from savings.rules.sheets.reading import NIL, CellRead, Role
from savings.rules.sheets.settled import Control
from savings.rules.sheets.sums import HALF, Sums
from savings.rules.sheets.text import letter, plain
from savings.rules.sheets.totalwords import total_words
from savings.rules.sheets.view import View

ALL_YEARS = "all years"
MOST_ROWS_NAMED = 25  # rows whose own total disagrees; the rest are counted


class Caster:
    """Casts the totals of one sheet. `factor` is -1 where a saving is negative in the sheet."""

    def __init__(self, view: View, columns: Columns, sums: Sums, *, factor: int) -> None:
        self.view, self.columns, self.sums = view, columns, sums
        self.factor = factor

    def controls(self, controls: Sequence[Control]) -> list[Cast]:
        """Return the casts of the printed totals and sub-totals, in their order, year by year."""
        found = []
        for control, label in zip(controls, _labels(controls), strict=True):
            for index, period in self._periods(control):
                cast = self._cast(control, index, label, period)
                if cast is not None:
                    found.append(cast)
        return found

    def _periods(self, control: Control) -> list[tuple[int, str]]:
        if self.columns.layout in (LONG, SECTIONS):
            years = {line.year for line in control.covers}
            year = control.entry.year or (next(iter(years)) if len(years) == 1 else None)
            return [(self.columns.amount_index or 0, str(year) if year else ALL_YEARS)]
        years_at = [(index, str(year)) for year, index in sorted(self.columns.amounts.items())]
        return years_at + [(index, str(month)) for month, index in sorted(self.columns.months.items())]

    def _cast(self, control: Control, index: int, label: str, period: str) -> Cast | None:
        figure = control.entry.figures.get(index)
        printed = self.sums.scaled(figure, index)
        if figure is None or printed is None:
            return None
        unit = figure.unit or self.sums.units.get(index)
        found, blanks = NIL, 0
        half_steps = [self.sums.half_step(figure, index, alone=True)]
        for line in control.covers:
            value = self.sums.scaled(line.figures.get(index), index)
            if value is None:
                blanks += 1
                continue
            found += value
            half_steps.append(self.sums.half_step(line.figures[index], index))
        slack = rounding_slack(half_steps)
        if not control.covers or blanks == len(control.covers):
            return self._verdict(
                label, period, printed, None, NIL, unit, blanks, len(control.covers), control.words
            )
        cast = self._verdict(
            label, period, printed, found, slack, unit, blanks, len(control.covers), control.words
        )
        return (
            replace(cast, status=NOT_COMPARED) if control.pressures == "maybe" and cast.difference else cast
        )

    def _verdict(
        self, label: str, period: str, printed: Decimal, found: Decimal | None, slack: Decimal,
        unit: Unit | None, blanks: int, cells: int, words: str,
    ) -> Cast:  # fmt: skip
        """Return the verdict on one printed figure, by the order of savings.rules.casting."""
        notes = [f"Read as a total: {words}."] if words else []
        blank_words = f"{blanks} of {cells} cells {'is' if blanks == 1 else 'are'} blank in our copy."
        difference = None if found is None else found - printed
        if difference is None:
            status = COPY_INCOMPLETE
            notes.append(blank_words if cells else "No rows were found that it covers.")
        elif difference == 0:
            status = CASTS
        elif abs(difference) <= slack:
            status = CASTS
            notes.append("The difference is within the rounding of the printed figures.")
        elif blanks:
            status = COPY_INCOMPLETE
            notes.append(blank_words)
        else:
            status = PAPER_DISAGREES
        return Cast(
            self.view.name,
            label,
            period,
            self._in_unit(printed, unit),
            None if found is None else self._in_unit(found, unit),
            None if difference is None else self._in_unit(difference, unit),
            UNIT_WORDS[unit] if unit else "",
            status,
            " ".join(notes),
        )

    def _in_unit(self, amount: Decimal, unit: Unit | None) -> Decimal:
        value = amount * self.factor if unit is None else amount * self.factor / SCALES[unit]
        value = value.normalize() + 0
        return value.quantize(Decimal(1)) if int(value.as_tuple().exponent) > 0 else value

    def across(self, lines: Sequence[Entry]) -> list[Cast]:
        """Return the casts of total columns against the years of each row, where that is what they are."""
        found: list[Cast] = []
        if self.columns.layout in (LONG, SECTIONS) or len(self.columns.amounts) < 2:
            return found
        for index in self.columns.having(Role.TOTAL):
            found.extend(self._across_column(index, lines))
        return found

    def _across_column(self, index: int, lines: Sequence[Entry]) -> list[Cast]:
        years = [i for _, i in sorted(self.columns.amounts.items())]
        units = {self.sums.units.get(i) for i in years}
        if len(units) != 1:
            return []
        unit = next(iter(units))
        rows = [row for row in (self._across_row(line, index, years) for line in lines) if row is not None]
        fits = Counter(name for row in rows for name in row[1] if abs(row[1][name] - row[0]) <= row[2])
        telling = sum(bool(row[0]) for row in rows)
        if not rows or not telling or fits["sum"] < 0.5 * len(rows) or fits["sum"] < fits["last"]:
            return []
        label = self.columns.drafts[index].heading.text or f"column {letter(index)}"
        period = f"{min(self.columns.amounts)} to {max(self.columns.amounts)}"
        whole = [sum((row[0] for row in rows), NIL), sum((row[1]["sum"] for row in rows), NIL)]
        casts = [self._verdict(f"{label}, all rows", period, whole[0], whole[1], NIL, unit, 0, len(rows), "")]
        apart = [row for row in rows if abs(row[1]["sum"] - row[0]) > row[2]]
        for row in apart[:MOST_ROWS_NAMED]:
            name = f"{label}, row {row[4]}"
            casts.append(
                self._verdict(name, period, row[0], row[1]["sum"], row[2], unit, row[3], len(years), "")
            )
        return casts

    def _across_row(
        self, line: Entry, index: int, years: Sequence[int]
    ) -> tuple[Decimal, Mapping[str, Decimal], Decimal, int, int] | None:
        """Return a row's printed total, what it may be, the slack of rounding, blanks and the row."""
        figure = self.view.figure(line.row, index)
        if figure.sort is not Sort.AMOUNT:
            return None
        printed = _scaled_like(figure, self.sums.units.get(years[0]))
        values = [self.sums.scaled(line.figures.get(i), i) for i in years]
        known = [value for value in values if value is not None]
        if printed is None or not known:
            return None
        scale = SCALES[self.sums.units[years[0]]] if self.sums.units.get(years[0]) else Decimal(1)  # type: ignore[index]
        steps = [HALF.scaleb(-figure.decimals) * scale]
        steps += [self.sums.half_step(line.figures[i], i) for i in years if line.known(i)]
        slack = NIL if figure.is_stored else rounding_slack(steps)
        return printed, {"sum": sum(known, NIL), "last": known[-1]}, slack, len(values) - len(known), line.row


def _scaled_like(figure: Figure, unit: Unit | None) -> Decimal | None:
    own = figure.unit or unit
    return None if figure.value is None else figure.value if own is None else figure.value * SCALES[own]


def _labels(controls: Sequence[Control]) -> list[str]:
    """Return a label for each total: as printed, with its heading or its row where two would be the same."""
    plain_labels = [
        control.entry.label or ("Total" if control.level == "total" else "Sub-total") for control in controls
    ]
    counts = Counter(plain(label) for label in plain_labels)
    found = []
    for control, label in zip(controls, plain_labels, strict=True):
        heading = _common_heading(control)
        if (
            heading
            and not total_words(label).rest
            and (counts[plain(label)] > 1 or control.level == "subtotal")
        ):
            label = f"{label}, {heading}"
        found.append(label)
    again = Counter(plain(label) for label in found)
    return [
        f"{label}, row {control.entry.row}" if again[plain(label)] > 1 else label
        for control, label in zip(controls, found, strict=True)
    ]


def _common_heading(control: Control) -> str:
    headings = {line.heading for line in control.covers}
    return next(iter(headings)) if len(headings) == 1 else ""


def total_cells(read: Mapping[int, CellRead], columns: Columns) -> dict[object, CellRead]:
    """Return a total's cells by year."""
    return {year: read[index] for year, index in sorted(columns.amounts.items()) if index in read}

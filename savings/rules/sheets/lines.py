"""Lines as they will be loaded: one for each saving, its amounts by year, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.notation import PENNY, SCALES, Unit
from savings.rules.sheets.amounts import BLANK, LARGEST, Figure, Sort
from savings.rules.sheets.commas import POINTS_BETWEEN_THOUSANDS
from savings.rules.sheets.entries import Entry
from savings.rules.sheets.layout import LONG, SECTIONS, Columns
from savings.rules.sheets.reading import NIL, NO_STORED_VALUE, CellRead, LineRead, Problem, Role
from savings.rules.sheets.rowwords import ADJUSTMENT, KINDS, kind_of
from savings.rules.sheets.signs import Signs
from savings.rules.sheets.text import letter, plain, shown

_FURTHER = (
    Role.HEADING, Role.MATURITY, Role.OUTLOOK, Role.OWNER, Role.OWNER_EMAIL, Role.WORKSTREAM, Role.START, Role.NOTE,
    Role.COST_CENTRE, Role.SUBJECTIVE, Role.BUDGET_ROUND, Role.MARKING, Role.RAG, Role.STATUS, Role.KIND,
)  # fmt: skip
_WRONG = {
    Sort.TEXT: ("is no amount of money", "write a figure, or leave the cell blank where it is not known"),
    Sort.DATE: (
        "is a date, where an amount should be",
        "write the figure; set the cell's format to a number",
    ),
    Sort.PERCENT: ("is a per cent, where an amount should be", "write the amount of money"),
    Sort.FAULT: ("is a formula's error", "mend the formula, or put the figure in its place"),
}


def group_rows(entries: Iterable[Entry], layout: str) -> dict[int, list[Entry]]:
    """Return the rows of each line by its first row; in the long format a line has a row for each year."""
    if layout not in (LONG, SECTIONS):
        return {entry.row: [entry] for entry in entries}
    firsts: dict[tuple[str, ...], int] = {}
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        key = (
            ("ref", entry.ref.casefold())
            if entry.ref
            else ("name", plain(entry.name or entry.label), plain(entry.heading))
        )
        first = firsts.setdefault(key, entry.row)
        found.setdefault(first, []).append(entry)
    return found


@dataclass(slots=True)
class LineBuilder:
    """Builds the lines of one sheet and gathers their problems."""

    sheet: str
    columns: Columns
    units: Mapping[int, Unit | None]
    signs: Signs
    lines: list[LineRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fractions: list[str] = field(default_factory=list)
    """Cells with fractions of a penny, which the ledger does not hold."""

    def build(self, grouped: Mapping[int, Sequence[Entry]]) -> None:
        """Add a line for each group of rows."""
        seen: dict[str, int] = {}
        for row, entries in grouped.items():
            line = self._line(row, entries)
            self._check_ref(line, seen)
            self.lines.append(line)

    def _line(self, row: int, entries: Sequence[Entry]) -> LineRead:
        first = entries[0]
        name = first.name or (first.label if first.label != first.ref else "")
        is_adjustment = row in self.signs.adjustments
        kind = self._kind(first)
        if not name and self.columns.index_of(Role.NAME) is None:
            name = first.heading or first.ref
        if not name:
            self._problem(row, Role.NAME, "", "the saving has no name", "write its name beside the reference")
        if row in self.signs.unexplained:
            self._against_sign(first)
        months = {} if self.columns.layout in (LONG, SECTIONS) else self._months(first)
        return LineRead(
            row=row,
            ref=first.ref,
            line_no=_whole(first.texts.get(Role.LINE_NO)),
            name=name,
            heading=first.heading,
            kind=ADJUSTMENT if is_adjustment else kind,
            cells=self._cells(entries, months),
            values=_further(entries),
            is_adjustment=is_adjustment or kind == ADJUSTMENT,
            rows=tuple(entry.row for entry in entries),
            months=months,
        )

    def _cells(
        self, entries: Sequence[Entry], months: Mapping[FinancialMonth, CellRead]
    ) -> dict[FinancialYear, CellRead]:
        if self.columns.layout not in (LONG, SECTIONS):
            found = {
                year: self.cell(entries[0], index) for year, index in sorted(self.columns.amounts.items())
            }
            return _with_month_sums(found, months)
        found = {}
        index = self.columns.amount_index or 0
        for entry in entries:
            if entry.year is None and any(question.what == "year" for question in self.columns.questions):
                continue
            if entry.year is None:
                self._problem(
                    entry.row,
                    Role.YEAR,
                    "",
                    "no financial year can be read here",
                    "write it in full, as in 2024/25",
                )
                continue
            if entry.year in found:
                words = f"{entry.year} stands in row {found[entry.year].row} already for this saving"
                self._problem(
                    entry.row,
                    Role.AMOUNT,
                    "",
                    words,
                    "keep one row for each saving and year, or give the savings references of their own",
                )
                continue
            found[entry.year] = self.cell(entry, index)
        return dict(sorted(found.items()))

    def _months(self, entry: Entry) -> dict[FinancialMonth, CellRead]:
        return {month: self.cell(entry, index) for month, index in sorted(self.columns.months.items())}

    def cell(self, entry: Entry, index: int, *, is_total: bool = False) -> CellRead:
        """Return an amount with the sheet's sign applied; what is wrong with it becomes a problem of its row."""
        figure = entry.figures.get(index, BLANK)
        unit = figure.unit or self.units.get(index)
        value = None if figure.value is None else figure.value * self.signs.factor
        if value is not None:
            value += 0  # no minus nought
        pounds = None if value is None or unit is None else value * SCALES[unit]
        if not is_total:
            self._check_cell(entry.row, index, figure, pounds)
            if pounds is not None and pounds != pounds.quantize(PENNY, ROUND_HALF_UP):
                self.fractions.append(f"{letter(index)}{entry.row}")
        if pounds is not None and abs(pounds) < LARGEST:
            rounded = pounds.quantize(PENNY, ROUND_HALF_UP)
            pounds = pounds if pounds == rounded else rounded
        return CellRead(entry.row, letter(index), figure.printed, value, pounds, figure.decimals, unit)

    def _check_cell(self, row: int, index: int, figure: Figure, pounds: Decimal | None) -> None:
        if figure.reason == NO_STORED_VALUE:
            words = "is a formula whose value is not stored in the file"
            step = "open the file in a spreadsheet program, save it there and upload that copy"
            self.problems.append(Problem(self.sheet, row, letter(index), "", f"the cell {words}", step))
        elif figure.sort in _WRONG:
            words, step = _WRONG[figure.sort]
            self.problems.append(
                Problem(self.sheet, row, letter(index), figure.printed, f"'{figure.printed}' {words}", step)
            )
        elif (figure.unit or self.units.get(index)) is Unit.GBP and POINTS_BETWEEN_THOUSANDS.fullmatch(
            plain(figure.printed) if not figure.is_stored else ""
        ):
            words = f"'{figure.printed}' has three decimals of a pound, so its point may part thousands"
            step = "write it without the point if it does, or else with two decimals"
            self.problems.append(Problem(self.sheet, row, letter(index), figure.printed, words, step))
        elif pounds is not None and abs(pounds) >= LARGEST:
            words, step = (
                "the amount is a million million pounds or more",
                "check the figure and the sheet's unit",
            )
            self.problems.append(Problem(self.sheet, row, letter(index), figure.printed, words, step))

    def _kind(self, entry: Entry) -> str | None:
        value = shown(entry.texts.get(Role.KIND))
        if not value:
            return None
        kind = kind_of(value)
        if kind not in KINDS:
            words = ", ".join(
                k.replace("_", "-" if k.endswith(("cash", "releasing")) else " ") for k in KINDS
            )
            self._problem(
                entry.row,
                Role.KIND,
                value,
                f"'{value}' is no kind of saving that is known here",
                f"write one of: {words}",
            )
            return None
        return kind

    def _against_sign(self, entry: Entry) -> None:
        sign = "negative" if self.signs.factor > 0 else "positive"
        index, figure = next(((i, f) for i, f in entry.figures.items() if f.value), (0, BLANK))
        named = entry.name or entry.label
        words = f"'{named}' is {sign}, against the other savings, and nothing says that it is an adjustment"
        step = (
            "mend the sign; or, if it takes off a double count or a reversal, say so in its name or its type"
        )
        self.problems.append(Problem(self.sheet, entry.row, letter(index), figure.printed, words, step))

    def _check_ref(self, line: LineRead, seen: dict[str, int]) -> None:
        if not line.ref:
            return
        first = seen.setdefault(line.ref.casefold(), line.row)
        if first != line.row:
            self._problem(line.row, Role.REF, line.ref, f"reference {line.ref} stands in row {first} already",
                          "give each saving a reference of its own, or put its amounts in one row")  # fmt: skip

    def _problem(self, row: int, role: Role, value: str, words: str, step: str) -> None:
        index = self.columns.index_of(role)
        self.problems.append(
            Problem(self.sheet, row, "" if index is None else letter(index), value, words, step)
        )


def _whole(value: object) -> int | None:
    text = shown(value) if isinstance(value, str | Decimal) else ""
    return int(text) if text.isdigit() and len(text) < 6 else None


def _further(entries: Sequence[Entry]) -> dict[Role, str | date]:
    """Return the further columns as printed, from the first row of the line that fills them; a date stays one."""
    found: dict[Role, str | date] = {}
    for entry in entries:
        for role in _FURTHER:
            value = entry.texts.get(role)
            if value is None or role in found:
                continue
            if isinstance(value, datetime):
                found[role] = value.date()
            else:
                found[role] = value if isinstance(value, date) else shown(value)
    return found


def _with_month_sums(
    cells: dict[FinancialYear, CellRead], months: Mapping[FinancialMonth, CellRead]
) -> dict[FinancialYear, CellRead]:
    """Add years that have months and no column of their own: the sum of twelve known months, else not known."""
    for year in sorted({month.year for month in months} - set(cells)):
        of_year = [months[month] for month in year.months() if month in months]
        values = [cell.value for cell in of_year if cell.value is not None]
        pounds = [cell.pounds for cell in of_year if cell.pounds is not None]
        first = of_year[0]
        is_whole = len(values) == len(of_year) == 12
        cells[year] = CellRead(
            first.row,
            first.column,
            "the sum of twelve months" if is_whole else "",
            sum(values, NIL) if is_whole else None,
            sum(pounds, NIL) if is_whole and len(pounds) == 12 else None,
            max(cell.decimals for cell in of_year),
            first.unit,
        )
    return dict(sorted(cells.items()))

"""What reading a sheet takes and gives: grid and options in, columns, lines, totals, questions and problems out.

Rows are numbered as a spreadsheet numbers them, from 1, and columns are lettered from A. Amounts are Decimal;
a saving is positive whatever the sheet's sign. A blank, a dash, "n/a" and "tbc" are None, never nil.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.casting import Cast
from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm

CellValue = str | Decimal | date | datetime | bool | None
NIL = Decimal(0)
POSITIVE, NEGATIVE = "positive", "negative"
OPTION, SHEET, ASSUMED = "option", "sheet", "assumed"


class Role(StrEnum):
    """What a column is for."""

    REF = "ref"
    LINE_NO = "line_no"
    NAME = "name"
    HEADING = "heading"
    KIND = "kind"
    MATURITY = "maturity"
    OUTLOOK = "outlook"
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    WORKSTREAM = "workstream"
    START = "start"
    NOTE = "note"
    COST_CENTRE = "cost_centre"
    SUBJECTIVE = "subjective"
    BUDGET_ROUND = "budget_round"
    MARKING = "marking"
    RAG = "rag"
    STATUS = "status"
    YEAR = "year"
    """Long format: the column that holds the year of each row."""
    AMOUNT = "amount"
    """A year's plan; the column's `year` says which, None in the long format."""
    MONTH = "month"
    """A month's plan; the column's `month` says which."""
    FORECAST = "forecast"
    ACTUAL = "actual"
    GROSS = "gross"
    COST = "cost"
    TOTAL = "total"
    """A total across the years, used to check them and never loaded."""
    PART = "part"
    """A figure that is no amount of a year: full-year effect, per cent, posts, base budget."""
    PRESSURE = "pressure"
    """Growth or pressure beside the savings, never loaded as a saving."""
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, by row number (from 1) and column index (from 0), both ends included."""

    first_row: int
    first_index: int
    last_row: int
    last_index: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet or CSV file as stored. Row number = index + 1, column letter A = index 0.

    Rows may differ in length. `faults` holds what stands in a cell that has no value to read: a formula's
    error ("#REF!") or `NO_STORED_VALUE`. `formats` holds the number formats that change what a reader sees
    (per cent, scaled to thousands, a "k" or "m" printed by the format). Keys are (row number, column index).
    `hidden_rows` are row numbers, `hidden_columns` indexes; `remarks` is what the file's reader left out.
    `delimiter` is what parts the cells of a CSV file, "" for a workbook.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merges: tuple[Merge, ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    remarks: tuple[str, ...] = ()
    delimiter: str = ""


NO_STORED_VALUE = "a formula without a stored value"


@dataclass(frozen=True, slots=True)
class Options:
    """What the person importing has said, which overrules the sheet; None leaves it to the sheet.

    `sign` is what a saving carries in the sheet, "positive" or "negative". `columns` settles single columns
    by letter, or by a word of their heading ("gross"): "ignored", "amount" (the plan), a role ("name", "ref",
    "total") or a financial year ("2025/26").
    """

    unit: Unit | None = None
    form: ProfileForm | None = None
    sign: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column was read. `words` says it for people: "column D, '2024/25 £000': plan for 2024/25 in £000"."""

    index: int
    letter: str
    heading: str
    role: Role
    year: FinancialYear | None = None
    month: FinancialMonth | None = None
    words: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class CellRead:
    """An amount as printed and as read.

    `value` is in the unit printed with the sign applied (a saving positive), None where not known; `pounds`
    is None too while the unit is not settled. `unit` is the unit of this cell.
    """

    row: int
    column: str
    printed: str
    value: Decimal | None
    pounds: Decimal | None
    decimals: int = 0
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class LineRead:
    """One saving, or one adjustment, as read. `row` is its first row and `rows` all of them (long format).

    `kind` is one of the ledger's kinds, None where the sheet does not say. `values` holds the further
    columns as printed; a start that is a date stays one. `months` is the plan by month where there is one.
    """

    row: int
    ref: str
    line_no: int | None
    name: str
    heading: str
    kind: str | None
    cells: Mapping[FinancialYear, CellRead]
    values: Mapping[Role, str | date] = field(default_factory=dict)
    is_adjustment: bool = False
    rows: tuple[int, ...] = ()
    months: Mapping[FinancialMonth, CellRead] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TotalRead:
    """A printed total or sub-total and the rows it covers, a control total that is never loaded."""

    row: int
    label: str
    level: str
    """"subtotal" or "total"."""
    heading: str
    cells: Mapping[FinancialYear, CellRead]
    covers: tuple[int, ...]
    words: str = ""
    """How it was found to be a total, where no word says so."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two readings fit: nothing is written until `option`, or a change in the sheet, settles it."""

    what: str
    """"unit", "form", "sign", "sheet", "table", "year", "column", "total"."""
    readings: tuple[str, ...]
    option: str
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right, by place. `row` 0 is the sheet as a whole, `column` "" the whole row.

    `is_fatal`: the row cannot be loaded until it is put right or, at row 0, the sheet cannot.
    """

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    next_step: str
    is_fatal: bool = True


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken to be so, said and not asked."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet as read. It may be loaded when `is_settled`; rows in `rejected_rows()` may not.

    `unit_from`, `form_from` and `sign_from` are "option", "sheet", "assumed" or "" while not settled.
    `sign` is what a saving carries in the sheet. `ignored_rows` has a reason by row number.
    """

    sheet: str
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    lines: tuple[LineRead, ...] = ()
    totals: tuple[TotalRead, ...] = ()
    unit: Unit | None = None
    unit_from: str = ""
    form: ProfileForm = ProfileForm.CUMULATIVE
    form_from: str = ASSUMED
    sign: str | None = None
    sign_from: str = ""
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    ignored_rows: Mapping[int, str] = field(default_factory=dict)
    years: tuple[FinancialYear, ...] = ()
    control_casts: tuple[Cast, ...] = ()
    title: str = ""

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is left to ask and nothing is wrong with the sheet as a whole."""
        return not self.questions and not any(p.is_fatal and p.row == 0 for p in self.problems)

    def rejected_rows(self) -> frozenset[int]:
        """Return the rows with a problem that keeps them from being loaded."""
        return frozenset(p.row for p in self.problems if p.is_fatal and p.row)

    def totals_by_year(self) -> dict[FinancialYear, Decimal]:
        """Return the pounds of each year's column as read: lines and adjustments, before any conversion of form.

        A cell that is not known adds nothing; so does every cell while the unit is not settled.
        """
        sums = dict.fromkeys(self.years, NIL)
        for line in self.lines:
            for year, cell in line.cells.items():
                sums[year] = sums.get(year, NIL) + (cell.pounds or NIL)
        return sums

    def casts(self) -> tuple[Cast, ...]:
        """Return every printed total and sub-total against its rows, in the unit printed.

        `status` is a key of savings.rules.casting.STATUS_WORDS, `difference` is sum less printed, exactly.
        """
        return self.control_casts

    def words(self) -> tuple[str, ...]:
        """Return how the sheet was read, in sentences: columns, then what was assumed and what is asked."""
        return (
            *(column.words for column in self.columns if column.words),
            *(assumption.words for assumption in self.assumptions),
            *(question.words for question in self.questions),
        )

"""A sheet as read, turned into what the ledger would hold: every cell under its key, as text, checked.

What the ledger cannot hold is a problem of its row; what is merely left out is said. Whatever a file calls
delivered arrives as a claim (`Arrived.claim`): finance validates, no file does.

Source: docs/method.md, "Spreadsheets in".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from programme.rules import access
from programme.rules.calendar import FIRST_DATE, LAST_DATE, MONTHS_IN_YEAR, FinancialYear, years_between
from savings.rules.merging import Cells, fold, fold_ref, is_year, rows_words
from savings.rules.profile import ProfileForm, to_cumulative
from savings.rules.sheets.codes import codes_words, read_codes
from savings.rules.sheets.reading import LineRead, Problem, Role, SheetReading

LARGEST_POUNDS: Final = Decimal(10) ** 12
LARGEST_LINE_NO: Final = 32_767
PENNY: Final = Decimal("0.01")
LENGTHS: Final = {Role.REF: 20, Role.NAME: 300, Role.BUDGET_ROUND: 10}
CUT: Final = {Role.HEADING: 120, Role.NOTE: 500}
MATURITY: Final = (
    "idea",
    "sized",
    "business case",
    "approved plan",
    "actions done",
    "realised and validated",
)
OUTLOOKS: Final = {
    "delivered": "delivered",
    "achieved": "delivered",
    "complete": "delivered",
    "completed": "delivered",
    "realised": "delivered",
    "on track": "on_track",
    "at risk": "at_risk",
    "undeliverable this year, deliverable later": "deliverable_later",
    "deliverable later": "deliverable_later",
    "delayed": "deliverable_later",
    "undeliverable": "undeliverable",
    "replaced": "replaced",
    "withdrawn": "withdrawn",
}
DELIVERED: Final = frozenset(
    {*(w for w, key in OUTLOOKS.items() if key == "delivered"), "validated", "banked"}
)
CLAIMED: Final = "claimed "
MONTHS: Final = "months "
CORRECTS: Final = "corrects"
_MARKING = re.compile(r"(open|internal|exempt|confidential)\b\D*(\d{1,2})?\D*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Directory:
    """Who and what a sheet may name. Keys are folded words; a value of "" means that several go by that name.

    `people` gives emails by email and by name, `workstreams` refs by ref, by name and by both, `markings` how closed
    each of them is, by ref; `rounds` are the council's budget rounds by code; with `adds_rounds` another may be added.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    workstreams: Mapping[str, str] = field(default_factory=dict)
    markings: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    adds_rounds: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell of the plan as the paper has it."""

    text: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """A row as the ledger would hold it."""

    row: int
    rows: tuple[int, ...]
    ref: str
    name: str
    cells: Cells
    printed: Mapping[str, Printed] = field(default_factory=dict)
    claim: tuple[str, str] | None = None
    """Year and pounds of its plan by today, which is claimed where the row comes to be called delivered."""
    is_called_delivered: bool = False
    """In words of its own (a status), which the ledger does not hold."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """All rows, the problems of those that cannot be loaded, and what is left out of the others, in words.

    `columns` are the letters of the sheet's columns, by the key of their cells.
    """

    lines: tuple[Arrived, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
    columns: Mapping[str, str]


def pounds_text(amount: Decimal | None) -> str | None:
    """Return pounds as the text they are compared by, to the penny, halves away from nought; None for none."""
    return None if amount is None else f"{amount.quantize(PENNY, ROUND_HALF_UP):f}"


def arrive(reading: SheetReading, directory: Directory, *, on: date, refs: Iterable[str] = ()) -> Arrival:
    """Return the rows of a sheet as the ledger would hold them, on the day `on`.

    `refs` are those of the ledger: an adjustment corrects the one line that its words name, in the sheet or there.
    Rows the reading has already rejected are left out. Source: docs/method.md, "Spreadsheets in".
    """
    return _Arriving(reading, directory, on, refs).all()


class _Arriving:
    """The work of `arrive`, sheet by sheet."""

    def __init__(self, reading: SheetReading, directory: Directory, on: date, refs: Iterable[str]) -> None:
        self.reading = reading
        self.directory = directory
        self.year = FinancialYear.containing(on)
        self.problems: list[Problem] = []
        self.left_out: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.columns = _letters(reading)
        self.refs = {fold_ref(ref): ref for ref in refs if len(fold_ref(ref)) > 1}
        self.refs |= {
            fold_ref(line.ref): line.ref.strip()
            for line in reading.lines
            if len(fold_ref(line.ref)) > 1 and not line.is_adjustment
        }

    def all(self) -> Arrival:
        """Return every row that can be loaded."""
        rejected = self.reading.rejected_rows()
        lines = []
        for line in self.reading.lines:
            if rejected.intersection(line.rows or (line.row,)):
                continue
            before = len(self.problems)
            arrived = self.line(line)
            if len(self.problems) == before:
                lines.append(arrived)
        remarks = tuple(
            f"{words} ({rows_words(rows)})" for (_, words), rows in sorted(self.left_out.items(), key=_first)
        )
        return Arrival(tuple(lines), tuple(self.problems), remarks, self.columns)

    def line(self, line: LineRead) -> Arrived:
        """Return one row; what cannot be held goes to `problems`."""
        cells: dict[str, str | None] = {}
        name = _squash(line.name)
        cells["name"] = self.checked(line.row, Role.NAME, name)
        if not name:
            self.reject(line.row, "name", "", "this row has amounts and no name", "give it a name")
        if "ref" in self.columns or line.ref:
            cells["ref"] = self.checked(line.row, Role.REF, _squash(line.ref)) or None
        if "heading" in self.columns or line.heading:
            cells["heading"] = self.shortened(line.row, Role.HEADING, _squash(line.heading)) or None
        if line.line_no is not None and 0 < line.line_no <= LARGEST_LINE_NO:
            cells["line_no"] = str(line.line_no)
        kind = "adjustment" if line.is_adjustment else line.kind
        if kind is not None:
            cells["kind"] = kind
        self.further(line, cells)
        plan = self.amounts(line, cells)
        self.months(line, cells)
        if kind == "adjustment":
            self.correction(line, cells)
        return Arrived(
            row=line.row,
            rows=line.rows or (line.row,),
            ref=cells.get("ref") or "",
            name=name,
            cells=cells,
            printed={
                year.label: Printed(cell.printed[:40], str(cell.unit or self.reading.unit), cell.decimals)
                for year, cell in line.cells.items()
            },
            claim=None if line.is_adjustment else self.due(plan),
            is_called_delivered=fold(str(line.values.get(Role.STATUS) or "")).rstrip(".") in DELIVERED,
        )

    def further(self, line: LineRead, cells: dict[str, str | None]) -> None:
        """Read the columns that are neither name nor amount; a blank stays a blank where the column is there."""
        for role in (
            Role.MATURITY, Role.OUTLOOK, Role.OWNER_EMAIL, Role.OWNER, Role.WORKSTREAM, Role.START, Role.NOTE,
            Role.COST_CENTRE, Role.BUDGET_ROUND, Role.MARKING,
        ):  # fmt: skip
            if role.value not in self.columns:
                continue
            key = "owner_email" if role is Role.OWNER else role.value
            said = line.values.get(role)
            if cells.get(key) is not None:
                continue
            if said is None or said == "":
                cells.setdefault(key, None)
                continue
            if role is Role.COST_CENTRE and (subjective := line.values.get(Role.SUBJECTIVE)):
                said = f"{said}/{subjective}"
            found = (
                said.isoformat() if isinstance(said, date) else self.read(line.row, role, _squash(str(said)))
            )
            if found is not None:
                cells[key] = found
            if found is not None and role is Role.START:
                self.check_day(line.row, found)
        if cells.get("marking") is None:
            cells.pop("marking", None)  # a line is never opened by a blank

    def read(self, row: int, role: Role, text: str) -> str | None:
        """Return one further cell as the ledger would hold it; None where it is left out, and said."""
        if role in CUT:
            return self.shortened(row, role, text)
        found = normalised(role.value, text, self.directory)
        if found is not None:
            return found if role not in LENGTHS else self.checked(row, role, found)
        if role is Role.MARKING:
            words = "this is no marking"
            self.reject(
                row, role.value, text, words, "write Open, Internal, Exempt (paragraph 3) or Confidential"
            )
        elif role is Role.BUDGET_ROUND and self.directory.adds_rounds:
            return self.checked(row, role, text)
        else:
            self.left_out[role.value, _NOT_LOADED[role].format(text=text)].append(row)
        return None

    def amounts(self, line: LineRead, cells: dict[str, str | None]) -> dict[FinancialYear, Decimal | None]:
        """Read the plan, cumulative whatever the sheet's form, and return it."""
        amounts = {year: cell.pounds for year, cell in line.cells.items()}
        if not amounts:
            return {}
        years = years_between(min(amounts), max(amounts))
        printed = [amounts.get(year) for year in years]
        held = to_cumulative(printed) if self.reading.form is ProfileForm.INCREMENTS else printed
        plan = dict(zip(years, held, strict=True))
        for year in sorted(amounts):
            self.check_amount(line, year, plan[year])
            cells[year.label] = pounds_text(plan[year])
        return plan

    def check_amount(self, line: LineRead, year: FinancialYear, amount: Decimal | None) -> None:
        """Refuse an amount the ledger cannot hold."""
        if amount is None:
            return
        value = line.cells[year].printed if year in line.cells else f"{amount:f}"
        if abs(amount) >= LARGEST_POUNDS:
            words = "this is a million million pounds or more"
            self.reject(line.row, year.label, value, words, "check the unit")

    def check_day(self, row: int, day: str) -> None:
        """Refuse a day that nothing is planned for: a slip of the hand."""
        if not FIRST_DATE <= date.fromisoformat(day) <= LAST_DATE:
            words = f"this is not a date from {FIRST_DATE.year} to {LAST_DATE.year}"
            self.reject(row, Role.START.value, day, words, "check its year")

    def due(self, plan: Mapping[FinancialYear, Decimal | None]) -> tuple[str, str] | None:
        """Return this year's plan, or that of the last year before it that has one, with its year."""
        due = {year: pounds_text(a) for year, a in plan.items() if year <= self.year and a and a > 0}
        return (max(due).label, due[max(due)] or "") if due else None

    def months(self, line: LineRead, cells: dict[str, str | None]) -> None:
        """Read the months of each year that has all twelve and whose year says the same."""
        if self.reading.form is not ProfileForm.CUMULATIVE:
            return
        by_year: dict[FinancialYear, dict[int, Decimal | None]] = defaultdict(dict)
        for month, cell in line.months.items():
            by_year[month.year][month.number] = cell.pounds
        for year, months in by_year.items():
            known = [m.quantize(PENNY, ROUND_HALF_UP) for m in months.values() if m is not None]
            if len(known) == MONTHS_IN_YEAR and f"{sum(known):.2f}" == cells.get(year.label):
                ordered = [pounds_text(months[number]) or "" for number in sorted(months)]
                cells[MONTHS + year.label] = ";".join(ordered)
            else:
                words = (
                    f"the months of {year} are not all given, or are not what the year is: the year is loaded"
                )
                self.left_out["months", words].append(line.row)

    def correction(self, line: LineRead, cells: dict[str, str | None]) -> None:
        """Link an adjustment with the one line its words name."""
        words = " ".join([line.name, str(line.values.get(Role.NOTE) or "")])
        own = fold_ref(line.ref)
        named = {fold_ref(token) for token in re.findall(r"[\w./-]+", words)} & set(self.refs)
        named -= {own}
        if len(named) == 1:
            cells[CORRECTS] = self.refs[named.pop()]

    def checked(self, row: int, role: Role, text: str) -> str:
        """Refuse text that is too long to hold."""
        longest = LENGTHS[role]
        if len(text) > longest:
            words = f"this is {len(text)} characters long, and {longest} is the most"
            self.reject(row, role.value, text[:60], words, "shorten it")
        return text

    def shortened(self, row: int, role: Role, text: str) -> str:
        """Cut a heading or note that is too long, and say so."""
        if len(text) <= CUT[role]:
            return text
        self.left_out[role.value, f"{role.value} cut after {CUT[role]} characters"].append(row)
        return text[: CUT[role] - 1].rstrip() + "…"

    def reject(self, row: int, key: str, value: str, problem: str, next_step: str) -> None:
        """Say that a row cannot be loaded."""
        column = self.columns.get(key, "")
        self.problems.append(Problem(self.reading.sheet, row, column, value, problem, next_step))


_NOT_LOADED: Final = {
    Role.MATURITY: "“{text}” is none of the six levels of maturity: left out",
    Role.OUTLOOK: "“{text}” is no outlook: left out",
    Role.OWNER_EMAIL: "nobody here has the email {text}: loaded without an owner",
    Role.OWNER: "“{text}” is nobody's name here, or several people's: loaded without an owner",
    Role.WORKSTREAM: "“{text}” is none of the programme's workstreams: loaded without one",
    Role.START: "“{text}” is no day: loaded without a start",
    Role.COST_CENTRE: "“{text}” is no list of cost codes whose shares sum to 100%: left out",
    Role.BUDGET_ROUND: "“{text}” is none of the council's budget rounds: loaded without one",
}


def normalised(key: str, text: str, directory: Directory) -> str | None:
    """Return words of a cell as the ledger holds them, for a sheet's and an export's alike; None for neither."""
    match key:
        case "maturity":
            return read_maturity(text)
        case "outlook":
            return OUTLOOKS.get(fold(text).rstrip(".")) or (
                fold(text) if fold(text) in OUTLOOKS.values() else None
            )
        case "owner_email" | "owner":
            return directory.people.get(fold(text)) or None
        case "workstream":
            return directory.workstreams.get(fold(text)) or None
        case "budget_round":
            return directory.rounds.get(fold(text)) or None
        case "marking":
            return read_marking(text)
        case "cost_centre":
            return _codes(text)
        case "start":
            return _day(text)
    return _squash(text) or None


def sent_cells(cells: Cells, directory: Directory, kinds: Mapping[str, str]) -> dict[str, str | None]:
    """Return what an export sent out under the words of the ledger. `kinds` are keys by folded words."""
    found: dict[str, str | None] = {}
    for key, text in cells.items():
        if text is None:
            found[key] = None
        elif is_year(key):
            found[key] = pounds_text(Decimal(text))
        elif key == "kind":
            found[key] = kinds.get(fold(text), text)
        else:
            found[key] = normalised(key, text, directory)
    return found


def read_maturity(text: str) -> str | None:
    """Return a level of maturity, "0" to "5", written as its number, its words or both; None for anything else."""
    digits = re.match(r"\s*([0-5])\b(?![.,]\d)", text)
    if digits:
        return digits.group(1)
    return str(MATURITY.index(fold(text))) if fold(text) in MATURITY else None


def read_marking(text: str) -> str | None:
    """Return a marking, with its paragraph where exempt ("exempt 3"); None for anything else."""
    found = _MARKING.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    marking, paragraph = found.group(1).lower(), found.group(2)
    try:
        access.check_marking(marking, int(paragraph) if paragraph else None)
    except ValueError:
        return None
    return f"{marking} {paragraph}" if paragraph else marking


def _codes(text: str) -> str | None:
    try:
        codes = read_codes(text)
    except ValueError:
        return None
    too_long = any(len(code.cost_centre) > 40 or len(code.subjective) > 40 for code in codes)
    names = {(code.cost_centre, code.subjective) for code in codes}
    return None if too_long or len(names) < len(codes) else codes_words(codes)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _letters(reading: SheetReading) -> dict[str, str]:
    """Return the letter of each column by the key of its cells."""
    found: dict[str, str] = {}
    for column in reading.columns:
        if column.role in (Role.AMOUNT, Role.MONTH) and column.year is not None:
            found.setdefault(column.year.label, column.letter)
        else:
            found.setdefault(column.role.value, column.letter)
    return found


def _squash(text: str) -> str:
    """Return words with single spaces, without what cannot be stored."""
    return " ".join(text.replace("\x00", "").split())


def _first(item: tuple[tuple[str, str], list[int]]) -> tuple[str, int]:
    return item[0][0], item[1][0]

"""What an export sends out: the lines a reader may see, every cell that is read back, and what stands beside.

A programme may hold ten thousand lines, so cells are read as values, and the forecast of a line that waits for no
milestone as it was said. What takes a rule comes from `savings`, as everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear, years_between
from savings.models import (
    BudgetRound,
    Claim,
    CodingSplit,
    Enabler,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingForecast,
    Validation,
)
from savings.models.saving import KIND_WORDS, MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries.savings import savings
from savings.rules.notation import Unit
from savings.rules.sheets.codes import Code, codes_words
from savings.rules.sheets.exported import SHOWN, SentLine, decimals_needed
from savings.rules.sheets.reading import Role
from savings.rules.sheets.text import is_blank

TEMPLATE_YEARS: Final = 4
Amounts = dict[FinancialYear, Decimal | None]


@dataclass(frozen=True)
class SheetLine:
    """A line as it is sent: its text and day cells, its plan and the decimals it was printed in, pounds beside it.

    `closed` says why not everybody may see it, "" where it is open or internal.
    """

    id: UUID
    version: int
    kind: str
    corrects_id: UUID | None
    texts: Mapping[Role, str | date | int | None]
    plan: Amounts
    decimals: Mapping[FinancialYear, int]
    beside: Mapping[str, Amounts]
    closed: str

    def sent(self, row: int) -> SentLine:
        """Return what the export keeps of the line, at a row of the sheet."""
        cells = {
            role.value: None if value is None or is_blank(_text(value)) else _text(value)
            for role, value in self.texts.items()
        }
        for year, amount in self.plan.items():
            cells[year.label] = None if amount is None else f"{amount:f}"
        return SentLine(self.version, row, cells)


@dataclass(frozen=True)
class SheetChoices:
    """What the lists of the sheet offer."""

    workstreams: tuple[str, ...]
    owners: tuple[str, ...]
    rounds: tuple[str, ...]
    kinds: tuple[str, ...] = tuple(KIND_WORDS.values())
    maturity: tuple[str, ...] = tuple(MATURITY_WORDS.values())
    outlooks: tuple[str, ...] = tuple(OUTLOOK_WORDS.values())


@dataclass(frozen=True)
class SheetFacts:
    """Everything a sheet is made of, as one reader may see it. `unit` is the one most cells were printed in."""

    programme: ground.ProgrammeRow
    lines: tuple[SheetLine, ...]
    years: tuple[FinancialYear, ...]
    shown: Mapping[str, tuple[FinancialYear, ...]]
    unit: Unit
    choices: SheetChoices
    closed: tuple[str, ...]
    form_is_our_reading: bool


def sheet_facts(
    *, reader: Actor, programme: ground.ProgrammeRow, ids: Collection[UUID] | None = None, on: date
) -> SheetFacts:
    """Return what an export of a programme sends out; of these lines alone where `ids` are given."""
    found = _lines(reader, programme.id, ids)
    cells = _Cells(programme.id, [row["id"] for row in found], reader=reader, on=on)
    people = ground.people(reader=reader, ids={row["owner_id"] for row in found if row["owner_id"]})
    unit, years = cells.unit(), cells.years()
    lines = tuple(_line(row, cells, unit, {p.id: p.email for p in people.values()}) for row in found)
    return SheetFacts(
        programme=programme,
        lines=lines,
        years=years or _template_years(programme, on),
        shown={what: _years_of(line.beside[what] for line in lines) for what in SHOWN},
        unit=unit,
        choices=_choices(reader, programme),
        closed=tuple(sorted({line.closed for line in lines if line.closed})),
        form_is_our_reading=any(row["form_is_our_reading"] for row in found),
    )


def _lines(reader: Actor, programme_id: UUID, ids: Collection[UUID] | None) -> list[Mapping[str, Any]]:
    rows: QuerySet[Saving, Any] = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return list(
        rows.order_by("line_no", "ref").values(
            "id", "version", "ref", "line_no", "heading", "name", "kind", "corrects_id", "owner_id", "owner__name",
            "maturity", "start_date", "note", "form_is_our_reading", "budget_round__code",
            "workstream__ref", "workstream__name",
            "marking", "exempt_paragraph", "workstream__marking", "workstream__exempt_paragraph",
            "programme__marking", "programme__exempt_paragraph",
        )
    )  # fmt: skip


def _line(row: Mapping[str, Any], cells: _Cells, unit: Unit, emails: Mapping[UUID, str]) -> SheetLine:
    key = row["id"]
    plan = cells.plan.get(key, {})
    strand = " ".join(filter(None, [row["workstream__ref"], row["workstream__name"]]))
    texts: dict[Role, str | date | int | None] = {
        Role.REF: row["ref"],
        Role.LINE_NO: row["line_no"] or None,
        Role.HEADING: row["heading"],
        Role.NAME: row["name"],
        Role.KIND: KIND_WORDS[row["kind"]],
        Role.WORKSTREAM: strand,
        Role.OWNER_EMAIL: emails.get(row["owner_id"], row["owner__name"] or ""),
        Role.MATURITY: "" if row["maturity"] is None else MATURITY_WORDS[row["maturity"]],
        Role.OUTLOOK: OUTLOOK_WORDS.get(cells.outlooks.get(key, ""), ""),
        Role.BUDGET_ROUND: row["budget_round__code"] or "",
        Role.START: row["start_date"],
        Role.COST_CENTRE: codes_words(cells.codes.get(key, ())),
        Role.MARKING: _own_marking(row),
        Role.NOTE: row["note"],
    }
    printed = {year: cells.printed[key, year] for year in plan}
    decimals = {
        year: decimals_needed(amount, unit, printed=of if in_unit == unit else 0)
        for (year, amount), (in_unit, of) in zip(plan.items(), printed.values(), strict=True)
        if amount is not None
    }
    beside = {
        "forecast": cells.forecast.get(key, {}),
        "claimed": cells.claimed.get(key, {}),
        "validated": cells.validated.get(key, {}),
    }
    return SheetLine(
        key, row["version"], row["kind"], row["corrects_id"], texts, plan, decimals, beside, _closed(row)
    )


def marking_words(marking: str, paragraph: int | None) -> str:
    """Return a marking as a cell says it: "Open", "Exempt, paragraph 3"."""
    words = marking.capitalize()
    return f"{words}, paragraph {paragraph}" if marking == access.EXEMPT else words


def _own_marking(row: Mapping[str, Any]) -> str:
    """Return a line's own marking, saying too where what it belongs to is more closed."""
    own = marking_words(row["marking"], row["exempt_paragraph"])
    above = _closed({**row, "marking": access.OPEN, "exempt_paragraph": None})
    closer = above and row["marking"] not in (access.CONFIDENTIAL, access.EXEMPT)
    return f"{own} ({above.split(',')[0].lower()}, as what it belongs to)" if closer else own


def _closed(row: Mapping[str, Any]) -> str:
    """Return what closes a line, the most closed first: its own marking, its workstream's or its programme's."""
    found = {
        (row[f"{of}marking"], row[f"{of}exempt_paragraph"]) for of in ("", "workstream__", "programme__")
    }
    for marking in (access.CONFIDENTIAL, access.EXEMPT):
        words = sorted(marking_words(*pair) for pair in found if pair[0] == marking)
        if words:
            return "; ".join(words)
    return ""


class _Cells:
    """What hangs on the lines of a programme, read in one query each."""

    def __init__(self, programme_id: UUID, ids: list[UUID], *, reader: Actor, on: date) -> None:
        self.ids = set(ids)
        self.plan: dict[UUID, Amounts] = defaultdict(dict)
        self.printed: dict[tuple[UUID, FinancialYear], tuple[str, int]] = {}
        planned = PlannedAmount.objects.filter(saving__programme_id=programme_id).order_by("year")
        for line, start, amount, unit, decimals in planned.values_list(
            "saving_id", "year", "amount", "unit", "decimals"
        ):
            year = FinancialYear(start)
            self.plan[line][year] = amount
            self.printed[line, year] = unit, decimals
        reports = OutlookReport.objects.filter(saving__programme_id=programme_id)
        self.outlooks = dict(
            reports.order_by("recorded_at", "saving_version").values_list("saving_id", "outlook")
        )
        self.codes = _codes(programme_id)
        self.forecast = _forecasts(programme_id, self.ids, reader=reader, on=on)
        self.claimed = _claims(programme_id)
        self.validated = _validations(programme_id)

    def years(self) -> tuple[FinancialYear, ...]:
        """Return the years that any of the lines has a plan cell for, without a gap."""
        known = {year for line, year in self.printed if line in self.ids}
        return years_between(min(known), max(known)) if known else ()

    def unit(self) -> Unit:
        """Return the unit most plan cells were printed in; thousands where there are none."""
        counts = Counter(unit for (line, _), (unit, _) in self.printed.items() if line in self.ids)
        return Unit(counts.most_common(1)[0][0]) if counts else Unit.GBP000


def _forecasts(programme_id: UUID, ids: Collection[UUID], *, reader: Actor, on: date) -> dict[UUID, Amounts]:
    """Return the forecast that holds of each line.

    Where nothing but whole years was said and no milestone is waited for, that is what was said; the rest is
    worked out where every screen gets it.
    """
    found: dict[UUID, Amounts] = defaultdict(dict)
    worked_out = set(
        Enabler.objects.filter(saving__programme_id=programme_id).values_list("saving_id", flat=True)
    )
    said = SavingForecast.objects.filter(saving__programme_id=programme_id, series="forecast")
    for line, start, month, amount in said.order_by("recorded_at", "saving_version").values_list(
        "saving_id", "year", "month", "amount"
    ):
        if month is not None:
            worked_out.add(line)
        found[line][FinancialYear(start)] = amount
    for line, row in savings(reader=reader, ids=worked_out & set(ids), on=on).items():
        found[line] = dict(row.forecast.cells) if row.forecast else {}
    return found


def _claims(programme_id: UUID) -> dict[UUID, Amounts]:
    found: dict[UUID, Amounts] = defaultdict(dict)
    rows = Claim.objects.filter(saving__programme_id=programme_id).order_by("recorded_at", "saving_version")
    for line, start, amount in rows.values_list("saving_id", "year", "amount"):
        found[line][FinancialYear(start)] = amount
    return {line: {y: a for y, a in years.items() if a is not None} for line, years in found.items()}


def _validations(programme_id: UUID) -> dict[UUID, Amounts]:
    found: dict[UUID, Amounts] = defaultdict(dict)
    rows = Validation.objects.filter(saving__programme_id=programme_id, undoes=None, undone_by=None)
    for line, start, amount in rows.values_list("saving_id", "year", "amount"):
        year = FinancialYear(start)
        found[line][year] = (found[line].get(year) or Decimal(0)) + amount
    return found


def _codes(programme_id: UUID) -> dict[UUID, list[Code]]:
    found: dict[UUID, list[Code]] = defaultdict(list)
    rows = CodingSplit.objects.filter(saving__programme_id=programme_id)
    for line, centre, subjective, share in rows.order_by("cost_centre", "subjective").values_list(
        "saving_id", "cost_centre", "subjective", "share"
    ):
        found[line].append(Code(centre, subjective, share))
    return found


def _choices(reader: Actor, programme: ground.ProgrammeRow) -> SheetChoices:
    """Return what the lists offer; people's addresses only to whoever may plan, and so give a line an owner."""
    strands = ground.workstreams(reader=reader, programme_ids=[programme.id]).values()
    plans = reader.may(access.PLAN_MONEY, programme.placement)
    people = ground.people(reader=reader, organisation_id=programme.organisation_id) if plans else {}
    rounds = BudgetRound.objects.filter(organisation_id=programme.organisation_id).order_by("code")
    return SheetChoices(
        workstreams=tuple(f"{w.ref} {w.name}" for w in strands),
        owners=tuple(p.email for p in people.values()),
        rounds=tuple(rounds.values_list("code", flat=True)),
    )


def _years_of(cells: Iterable[Amounts]) -> tuple[FinancialYear, ...]:
    known = {year for amounts in cells for year, amount in amounts.items() if amount is not None}
    return tuple(sorted(known))


def _template_years(programme: ground.ProgrammeRow, on: date) -> tuple[FinancialYear, ...]:
    first = FinancialYear(programme.first_year) if programme.first_year else FinancialYear.containing(on)
    return years_between(first, first.shifted(TEMPLATE_YEARS - 1))


def _text(value: str | date | int | None) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

"""The rows of an import: lines, plan cells, codes, outlooks and claims, written in batches.

One save a line, as a form does it, takes ten milliseconds; ten thousand lines would take two minutes. Here a batch
is a few statements. History is written by the same triggers, states and events by the same functions, and what a
form would refuse was refused in the preview, line by line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.marking_rows import note_those_marked
from programme.changes.saving_many import add_many, update_many
from programme.events import Event
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.calendar import FinancialYear
from programme.rules.reasons import READ
from savings import events
from savings.changes.closing_guard import refuse_closed
from savings.changes.freezing import authority_of, decision_facts, freeze_when_mature, with_decision
from savings.changes.import_place import Place
from savings.changes.plan import add_budget_round
from savings.changes.states import keep_states
from savings.models import (
    BudgetRound,
    Claim,
    CodingSplit,
    ImportedRow,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingState,
    SheetImport,
)
from savings.rules.arriving import CLAIMED, CORRECTS, MONTHS, Printed
from savings.rules.merging import fold, fold_ref, is_year
from savings.rules.preview import Does, PreviewLine, approves, withdraws
from savings.rules.sheets.codes import read_codes
from savings.rules.sheets.reading import ASSUMED
from savings.rules.state import PlanCell, SavingFacts

BATCH: Final = 1000  # lines; a batch of them is a few statements of some megabytes
THING: Final = "saving"
PLAN_FIELDS: Final = ("amount", "printed", "unit", "decimals", "spread", "from_month", "months")
LINE_FIELDS: Final = (
    "ref", "ref_is_printed", "line_no", "name", "heading", "kind", "kind_note", "maturity", "owner", "workstream",
    "budget_round", "start_date", "corrects", "note", "marking", "exempt_paragraph", "form", "form_is_our_reading",
    "plan_frozen_at",
)  # fmt: skip
_RELATIONS: Final = ("programme", "workstream", "budget_round", "owner", "corrects")


@dataclass
class Batch:
    """What one batch of lines comes to, by kind of row."""

    savings: list[Saving] = field(default_factory=list)
    new_cells: list[PlannedAmount] = field(default_factory=list)
    cells: list[PlannedAmount] = field(default_factory=list)
    codes: list[CodingSplit] = field(default_factory=list)
    uncoded: list[UUID] = field(default_factory=list)
    outlooks: list[OutlookReport] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)


class LineWriter:
    """Writes the lines of one import. Call it inside the transaction, with history's context set."""

    def __init__(self, row: SheetImport, place: Place, *, lines: Sequence[PreviewLine], at: datetime) -> None:
        self.row, self.place, self.lines, self.at = row, place, lines, at
        self.by = place.by
        self.reason = f"{READ} {row.file_name}"
        self.form, self.form_from = row.report.get("form", "cumulative"), row.report.get("form_from", ASSUMED)
        self.known = _Known(place, lines, at=at)
        self.authority = authority_of(row.options)

    def write(self, size: int) -> Iterator[int]:
        """Write the lines in batches, and say after each how many are done. Raises Invalid."""
        self._refuse_closed_years()
        done = 0
        for does, work in ((Does.CREATED, self._add), (Does.UPDATED, self._revise)):
            # What a line corrects has to be there when the database looks, so corrections come last.
            lines = sorted(
                (line for line in self.lines if line.does is does), key=lambda line: CORRECTS in line.changes
            )
            for start in range(0, len(lines), size):
                part = lines[start : start + size]
                work(part)
                done += len(part)
                yield done

    def held_as(self, lines: Iterable[PreviewLine]) -> dict[int, str]:
        """Return which line of the ledger each row is now, by its id; rows left out are not there."""
        found = {line.row: line.key for line in lines if line.key is not None and line.fault is None}
        made = {line.row: str(self.known.ids[fold_ref(line.changes["ref"][1])])
                for line in self.lines if line.does is Does.CREATED}  # fmt: skip
        return {**found, **made}

    def _refuse_closed_years(self) -> None:
        years = {key for line in self.lines for key in line.changes if key.startswith(CLAIMED)}
        for key in sorted(years):
            year = _start(key.removeprefix(CLAIMED))
            thing = f"what the file claims for {key.removeprefix(CLAIMED)}"
            refuse_closed(
                programme_id=self.place.programme_id, year=year, month=None, corrects_period="", thing=thing
            )

    def _add(self, lines: Sequence[PreviewLine]) -> None:
        batch = Batch()
        for line in lines:
            saving = Saving(
                id=self.known.ids[fold_ref(line.changes["ref"][1])],
                programme_id=self.place.programme_id,
                ref_is_printed=line.ref_is_printed,
                form=self.form,
                form_is_our_reading=self.form_from == ASSUMED,
            )
            self._set(saving, line)
            batch.savings.append(saving)
            batch.events.append(self._event(events.SavingAdded, saving, line, ref=saving.ref))
            self._beside(batch, saving, line, held={})
            batch.rows.append(self._row(line, saving, "created", None))
        _validate(batch.savings, lines)
        add_many(batch.savings)
        note_those_marked(batch.savings, by=self.by, at=self.at)
        self._store(batch)
        add_many(self._first_states(batch))

    def _revise(self, lines: Sequence[PreviewLine]) -> None:
        batch = Batch()
        found = Saving.objects.in_bulk([UUID(line.key) for line in lines if line.key])
        held: dict[UUID, dict[int, PlannedAmount]] = defaultdict(dict)
        for cell in PlannedAmount.objects.filter(saving_id__in=list(found)):
            held[cell.saving_id][cell.year] = cell
        for line in lines:
            saving = found[UUID(line.key or "")]
            before = self._before(saving, held[saving.id], line)
            self._set(saving, line)
            saving.version += 1
            batch.savings.append(saving)
            self._beside(batch, saving, line, held=held[saving.id])
            batch.events += self._revised(saving, line)
            batch.rows.append(self._row(line, saving, "updated", before))
        _validate(batch.savings, lines)
        update_many(batch.savings, [*LINE_FIELDS, "version"])
        note_those_marked(batch.savings, by=self.by, at=self.at)
        self._store(batch)
        keep_states(batch.savings, by=self.by, at=self.at)

    def _store(self, batch: Batch) -> None:
        CodingSplit.objects.filter(saving_id__in=batch.uncoded).delete()
        for rows in (batch.new_cells, batch.codes, batch.outlooks, batch.claims, batch.rows):
            add_many(rows)
        update_many(batch.cells, [*PLAN_FIELDS, "version"])
        record(batch.events, by=self.by, at=self.at)

    def _first_states(self, batch: Batch) -> list[SavingState]:
        """Return what the new lines are, for figures as at an earlier moment: the facts `keep_states` would read back.

        Nothing waits for a new line yet, and it replaces none.
        """
        plans: dict[UUID, dict[int, PlanCell]] = defaultdict(dict)
        for cell in batch.new_cells:
            months = None if cell.months is None else tuple(Decimal(month) for month in cell.months)
            plans[cell.saving_id][cell.year] = PlanCell(cell.amount, cell.spread, cell.from_month, months)
        return [
            SavingState(
                saving_id=saving.id,
                facts=_facts(saving, plans[saving.id]).to_json(),
                saving_version=saving.version,
                recorded_at=self.at,
                recorded_by_name=self.by.name,
            )
            for saving in batch.savings
        ]

    def _set(self, saving: Saving, line: PreviewLine) -> None:
        """Put the cells of a line into its saving."""
        for key, (_, text) in line.changes.items():
            self._set_cell(saving, key, text)
        if "kind" in line.changes:
            saving.kind_note = self._kind_note(line)
        if "ref" in line.changes and line.key is not None:
            saving.ref_is_printed = True
        if line.key is not None and self.form_from != ASSUMED and any(is_year(key) for key in line.changes):
            saving.form, saving.form_is_our_reading = self.form, False
        freeze_when_mature(saving, at=self.at)

    def _set_cell(self, saving: Saving, key: str, text: str | None) -> None:
        match key:
            case "ref" | "name" | "heading" | "kind" | "note":
                setattr(saving, key, text or "")
            case "line_no":
                saving.line_no = int(text or 0)
            case "maturity":
                saving.maturity = None if text is None else int(text)
            case "start":
                saving.start_date = None if text is None else date.fromisoformat(text)
            case "owner_email":
                saving.owner_id = self.known.person(text)
            case "workstream":
                saving.workstream_id = self.known.workstream(text)
            case "budget_round":
                saving.budget_round_id = self.known.budget_round(text)
            case "marking":
                marking, _, paragraph = (text or access.OPEN).partition(" ")
                saving.marking, saving.exempt_paragraph = marking, int(paragraph) if paragraph else None
            case _ if key == CORRECTS:
                saving.corrects_id = self.known.line(text)

    def _kind_note(self, line: PreviewLine) -> str:
        day = timezone.localtime(self.at)
        said = f"{self.row.file_name[:200]}, {day.day} {day:%b %Y}, {self.by.name}"
        if line.kind_is_ours:
            return f"Our reading: not said in the file {said}"[:300]
        return f"Read from the file {said}"[:300]

    def _beside(
        self, batch: Batch, saving: Saving, line: PreviewLine, *, held: Mapping[int, PlannedAmount]
    ) -> None:
        """Make the rows that hang on a saving: plan cells, codes, outlook, claims."""
        said = {
            "saving_id": saving.id,
            "reason": self.reason,
            "saving_version": saving.version,
            "recorded_at": self.at,
            "recorded_by_id": self.by.person_id,
            "recorded_by_name": self.by.name,
        }
        touched: dict[int, PlannedAmount] = {}
        for key, (before, text) in line.changes.items():
            if is_year(key) or key.startswith(MONTHS):
                year = _start(key.removeprefix(MONTHS))
                cell = touched.setdefault(
                    year, held.get(year) or PlannedAmount(saving_id=saving.id, year=year, version=0)
                )
                _set_plan(cell, key, text, line.printed.get(key))
            elif key == "cost_centre":
                if before is not None:
                    batch.uncoded.append(saving.id)
                batch.codes += [
                    CodingSplit(
                        saving_id=saving.id, cost_centre=c.cost_centre, subjective=c.subjective, share=c.share
                    )
                    for c in read_codes(text or "")
                ]
            elif key == "outlook" and text is not None:
                authority = self.authority if withdraws(line) else None
                reason = with_decision(self.reason, authority)[:1000]
                batch.outlooks.append(OutlookReport(outlook=text, **{**said, "reason": reason}))
                told = {"was": before or "", "now": text, "reason": reason, **decision_facts(authority)}
                batch.events.append(self._event(events.OutlookReported, saving, line, **told))
            elif key.startswith(CLAIMED) and text is not None:
                year, amount = _start(key.removeprefix(CLAIMED)), Decimal(text)
                batch.claims.append(Claim(year=year, amount=amount, **said))
                claimed = {"year": year, "amount": amount, "reason": self.reason}
                batch.events.append(self._event(events.SavingClaimed, saving, line, **claimed))
        for year, cell in touched.items():
            cell.version += 1
            (batch.cells if year in held else batch.new_cells).append(cell)

    def _revised(self, saving: Saving, line: PreviewLine) -> list[Event]:
        """Return what happened to a line that was there: particulars, plan, codes."""
        years = tuple(sorted({_start(k.removeprefix(MONTHS))
                              for k in line.changes if is_year(k.removeprefix(MONTHS))}))  # fmt: skip
        own = tuple(
            _FIELD_OF.get(key, key) for key in line.changes if key in _FIELD_OF or key in _PARTICULARS
        )
        found: list[Event] = []
        if own:
            decided = self.authority if approves(line) else None
            words = with_decision(self.reason, decided)[:1000]
            facts: dict[str, Any] = {"fields_changed": own, "reason": words, **decision_facts(decided)}
            found.append(self._event(events.SavingRevised, saving, line, **facts))
        if years:
            found.append(self._event(events.SavingReplanned, saving, line, years=years, reason=self.reason))
        if "cost_centre" in line.changes:
            codes = read_codes(line.changes["cost_centre"][1] or "")
            shares = {f"{c.cost_centre} {c.subjective}".strip(): c.share for c in codes}
            found.append(self._event(events.SavingCoded, saving, line, codes=shares, reason=self.reason))
        return found

    def _event(self, kind: Any, saving: Saving, line: PreviewLine, **facts: Any) -> Event:
        """Return an event of one line. They are quiet: the import's own event sets everything going, once."""
        event: Event = kind(
            aggregate_id=saving.id,
            version=saving.version,
            programme_id=self.place.programme_id,
            closed=line.marking in (access.EXEMPT, access.CONFIDENTIAL),
            quiet=True,
            **facts,
        )
        return event

    def _before(self, saving: Saving, held: Mapping[int, PlannedAmount], line: PreviewLine) -> dict[str, Any]:
        """Return a line as it was, so that an undoing puts every field back."""
        years = {key.removeprefix(MONTHS) for key in line.changes if is_year(key.removeprefix(MONTHS))}
        plan = {year: held.get(_start(year)) for year in sorted(years)}
        return {
            "cells": {key: before for key, (before, _) in line.changes.items()},
            "fields": packed(saving, LINE_FIELDS),
            "plan": {
                year: None if cell is None else packed(cell, PLAN_FIELDS) for year, cell in plan.items()
            },
        }

    def _row(
        self, line: PreviewLine, saving: Saving, action: str, before: dict[str, Any] | None
    ) -> ImportedRow:
        return ImportedRow(
            sheet_import=self.row,
            row=line.row,
            thing_kind=THING,
            thing_id=saving.id,
            action=action,
            before=before,
            after={key: after for key, (_, after) in line.changes.items()},
            version=saving.version,
        )


_FIELD_OF: Final = {"owner_email": "owner_id", "workstream": "workstream_id", "start": "start_date",
                    "budget_round": "budget_round_id", CORRECTS: "corrects_id"}  # fmt: skip
_PARTICULARS: Final = ("ref", "line_no", "name", "heading", "kind", "maturity", "note", "marking")


class _Known:
    """What a file names, by the words it names it by. Each is one query, whatever the number of lines."""

    def __init__(self, place: Place, lines: Sequence[PreviewLine], *, at: datetime) -> None:
        self.place, self.at = place, at
        people = ground.people(reader=place.by, organisation_id=place.organisation_id).values()
        self.people = {fold(person.email): person.id for person in people}
        strands = ground.workstreams(reader=place.by, programme_ids=[place.programme_id]).values()
        self.strands = {strand.ref: strand.id for strand in strands}
        rounds = BudgetRound.objects.filter(organisation_id=place.organisation_id)
        self.rounds = dict(rounds.values_list("code", "id"))
        standing = Saving.objects.visible_to(place.by).filter(programme_id=place.programme_id)
        self.lines = {fold_ref(ref): key for ref, key in standing.values_list("ref", "id")}
        self.ids = {fold_ref(line.changes["ref"][1]): uuid4() for line in lines if line.does is Does.CREATED}

    def person(self, email: str | None) -> UUID | None:
        """Return the person of an email. Raises Invalid where nobody has it any longer."""
        return None if email is None else _one_of(self.people, fold(email), "owner", email)

    def workstream(self, ref: str | None) -> UUID | None:
        """Return the workstream of a ref. Raises Invalid where there is none any longer."""
        return None if ref is None else _one_of(self.strands, ref, "workstream", ref)

    def budget_round(self, code: str | None) -> UUID | None:
        """Return the budget round of a code, added where the council has none of it. Raises Refused."""
        if code is None:
            return None
        if code not in self.rounds:
            values = {"code": code, "name": f"Budget round {code}"}
            self.rounds[code] = add_budget_round(
                organisation_id=self.place.organisation_id, values=values, by=self.place.by, at=self.at
            ).id
        return self.rounds[code]

    def line(self, ref: str | None) -> UUID | None:
        """Return the line of a ref, in the file or in the ledger. Raises Invalid where there is none."""
        return None if ref is None else _one_of({**self.lines, **self.ids}, fold_ref(ref), "line", ref)


def _facts(saving: Saving, plan: Mapping[int, PlanCell]) -> SavingFacts:
    return SavingFacts(
        ref=saving.ref,
        name=saving.name,
        kind=saving.kind,
        ref_is_printed=saving.ref_is_printed,
        line_no=saving.line_no,
        heading=saving.heading,
        maturity=saving.maturity,
        workstream_id=saving.workstream_id,
        owner_id=saving.owner_id,
        start_date=saving.start_date,
        funding_ends=saving.funding_ends,
        corrects=saving.corrects_id,
        plan=plan,
    )


def packed(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of a row as JSON keeps them; `unpacked` takes them back."""
    found = {}
    for name in names:
        column = row._meta.get_field(name)
        value = getattr(row, column.attname)
        found[column.attname] = (
            value if isinstance(value, bool | int | list | None) else column.value_to_string(row)
        )
    return found


def unpack(row: Any, kept: Mapping[str, Any]) -> None:
    """Put packed fields back into a row."""
    for attname, value in kept.items():
        column = next(f for f in row._meta.fields if f.attname == attname)
        setattr(row, attname, value if column.get_internal_type() == "JSONField" else column.to_python(value))


def _set_plan(cell: PlannedAmount, key: str, text: str | None, printed: Printed | None) -> None:
    """Put an amount, or its months, into a cell of the plan. Months given by hand go with the amount they sum to."""
    if key.startswith(MONTHS):
        cell.spread, cell.from_month = "by_hand", None
        cell.months = (text or "").split(";")
        return
    cell.amount = None if text is None else Decimal(text)
    cell.printed, cell.unit, cell.decimals = "", "gbp", 0
    if printed is not None:
        cell.printed, cell.unit, cell.decimals = printed.text, printed.unit, printed.decimals
    if cell.spread == "by_hand":
        cell.spread, cell.months = "even", None


def _validate(savings: Sequence[Saving], lines: Sequence[PreviewLine]) -> None:
    """Check every field of every line as a form would. Raises Invalid, naming the row."""
    for saving, line in zip(savings, lines, strict=True):
        try:
            saving.clean_fields(exclude=_RELATIONS)
            saving.clean()
        except ValidationError as problem:
            words = "; ".join(f"{name}: {' '.join(said)}" for name, said in problem.message_dict.items())
            raise Invalid({"row": [f"Row {line.row}, {line.label}: {words}"]}) from problem


@cache
def _start(label: str) -> int:
    """Return the April that a financial year starts in."""
    return FinancialYear.parse(label).start_year


def _one_of(known: Mapping[str, UUID], key: str, what: str, said: str) -> UUID:
    if key not in known:
        raise Invalid({what: [f"{said} is not there any longer: import the file again"]})
    return known[key]

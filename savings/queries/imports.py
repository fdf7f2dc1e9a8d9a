"""What an import is compared with and shown from: the ledger as cells, who a sheet may name, runs and their rows.

An import holds lines, so it is shown to those who may plan the programme's money, and see its most closed line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from savings.models import (
    BudgetRound,
    Claim,
    CodingSplit,
    ImportedRow,
    ImportPreview,
    OutlookReport,
    Period,
    PlannedAmount,
    Saving,
    SheetExport,
    SheetImport,
)
from savings.models.saving import KIND_WORDS
from savings.models.sheet_import import IMPORT_KINDS, IMPORT_STATES
from savings.rules.arriving import CLAIMED, CORRECTS, MONTHS, Directory, pounds_text, sent_cells
from savings.rules.merging import HeldLine, fold
from savings.rules.preview import PreviewLine, Sent, most_closed
from savings.rules.sheets.codes import Code, codes_words
from savings.rules.sheets.exported import sent

NOTHING_CHANGED: Final = "Nothing to change"
KINDS_BY_WORDS = {fold(words): key for key, words in KIND_WORDS.items()}


@dataclass(frozen=True)
class ImportRow:
    """One run of the importer. `report` is what was found, as the command prints it."""

    id: UUID
    version: int
    organisation_id: UUID | None
    programme_id: UUID | None
    programme_code: str
    programme_name: str
    kind: str
    kind_words: str
    file_name: str
    file_id: UUID | None
    options: Mapping[str, Any]
    state: str
    state_words: str
    done: int
    of: int
    report: Mapping[str, Any]
    choices: Mapping[str, Any]
    marking: str
    asked_by_id: UUID | None
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None

    @property
    def pk(self) -> UUID:
        """Return its key, as panels ask for it."""
        return self.id

    @property
    def is_running(self) -> bool:
        """Return whether something is still being done, so that a look later shows more."""
        return self.state in ("waiting", "reading", "writing", "undoing")

    @property
    def made_its_programme(self) -> bool:
        """Return whether the programme it is for was made by it. An undoing leaves it, without its lines."""
        return bool(self.options.get("create"))

    @property
    def changed_nothing(self) -> bool:
        """Return whether it was carried out and the ledger held all of it already: nothing can be undone."""
        return self.state == "written" and not wrote(self.report)


def wrote(report: Mapping[str, Any]) -> bool:
    """Return whether an import of this report added or changed anything."""
    return bool(report.get("created") or report.get("updated"))


def held_lines(
    *, reader: Actor, programme_id: UUID, ids: Collection[UUID] | None = None
) -> dict[UUID, HeldLine]:
    """Return a programme's savings this reader may see as cells that a file is compared with, in their order.

    The keys of the cells are those of savings.rules.merging.
    """
    rows = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = list(rows.order_by("line_no", "ref").values(*_FIELDS))
    keys = None if ids is None else [row["id"] for row in found]
    cells = _Cells(programme_id, keys)
    return {row["id"]: _held(row, cells) for row in found}


def refs_taken(programme_id: UUID) -> list[str]:
    """Return every ref a new line of the programme cannot have. Asked by imports, which say only that it is taken."""
    rows = Saving.objects.filter(programme_id=programme_id, removed_at=None)
    return list(rows.values_list("ref", flat=True))


def closed_years(programme_id: UUID) -> frozenset[str]:
    """Return the financial years whose last month finance has closed: nothing more is claimed for them."""
    rows = Period.objects.filter(programme_id=programme_id, month=MONTHS_IN_YEAR, closed_at__isnull=False)
    return frozenset(FinancialYear(year).label for year in rows.values_list("year", flat=True))


def directory(*, reader: Actor, organisation_id: UUID | None, programme_id: UUID | None) -> Directory:
    """Return who and what a sheet of this programme may name, as far as this reader may see it."""
    people: dict[str, str] = {}
    if organisation_id is not None:
        for person in ground.people(reader=reader, organisation_id=organisation_id).values():
            _name(people, person.name, person.email)
            people[fold(person.email)] = person.email
    strands: dict[str, str] = {}
    markings: dict[str, str] = {}
    if programme_id is not None:
        for strand in ground.workstreams(reader=reader, programme_ids=[programme_id]).values():
            markings[strand.ref] = most_closed(strand.placement.markings)
            for words in (strand.name, f"{strand.ref} {strand.name}"):
                _name(strands, words, strand.ref)
        strands |= {fold(ref): ref for ref in markings}
    rounds: list[str] = []
    if organisation_id is not None:
        here = BudgetRound.objects.filter(organisation_id=organisation_id)
        rounds = list(here.values_list("code", flat=True))
    adds = organisation_id is None or reader.may(access.SET_UP, access.Placement(organisation_id))
    return Directory(people, strands, markings, {fold(code): code for code in rounds}, adds)


def sent_out(*, stamp: str, programme_id: UUID, marks: Mapping[int, int], known: Directory) -> Sent | None:
    """Return what an export of this programme sent out; None where no such export is kept here.

    `marks` are the rows of the file with the row each was sent out on.
    """
    kept = SheetExport.objects.filter(stamp=stamp, programme_id=programme_id).values_list("lines", flat=True)
    lines = kept.first()
    if lines is None:
        return None
    found = sent(lines)
    by_row = {line.row: key for key, line in found.items()}
    return Sent(
        cells={key: sent_cells(line.cells, known, KINDS_BY_WORDS) for key, line in found.items()},
        rows={row: by_row[was] for row, was in marks.items() if was in by_row},
    )


def imports_of(reader: Actor) -> QuerySet[SheetImport]:
    """Return the imports this reader may see: of programmes whose money they may plan, and as closed as they see.

    What somebody asked for themselves they see as long as they may plan money there. Nobody sees an import that
    wrote a line they may not see today, whatever the line was marked then and whoever asked.
    """
    if reader.kind == "system":
        return SheetImport.objects.all()
    planning = replace(
        reader,
        grants=tuple(
            g for g in reader.grants if replace(reader, grants=(g,)).may_anywhere(access.PLAN_MONEY)
        ),
    )
    open_to = SheetImport.objects.visible_to(planning)
    own = Q(pk__in=[])
    if reader.person_id is not None:
        there = ground.programmes(reader=planning)
        own = Q(asked_by=reader.person_id) & (Q(programme=None) | Q(programme_id__in=there))
    hidden = Saving.objects.exclude(pk__in=Saving.objects.seen_by(reader).values("pk"))
    wrote_hidden = ImportedRow.objects.filter(thing_id__in=hidden.values("pk")).values("sheet_import_id")
    seen = SheetImport.objects.filter(Q(pk__in=open_to.exclude(programme=None).values("pk")) | own)
    return seen.exclude(pk__in=wrote_hidden)


def sheet_imports(*, reader: Actor, ids: Iterable[UUID] | None = None) -> dict[UUID, ImportRow]:
    """Return runs of the importer this reader may see, newest first."""
    rows = imports_of(reader)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return {row.id: import_row(row) for row in rows.select_related("programme").order_by("-asked_at")}


def preview_lines(import_id: UUID) -> list[PreviewLine]:
    """Return what an import would do, line by line; none where nothing is previewed. Ask `sheet_imports` first."""
    kept = ImportPreview.objects.filter(sheet_import_id=import_id).values_list("lines", flat=True).first()
    return [PreviewLine.from_json(line) for line in kept or ()]


def workstreams_touched(*, reader: Actor, import_id: UUID) -> tuple[UUID, ...]:
    """Return the workstreams whose money an import would change, as far as this reader may see them."""
    row = sheet_imports(reader=reader, ids=[import_id]).get(import_id)
    if row is None or row.programme_id is None:
        return ()
    lines = [line for line in preview_lines(import_id) if line.changes]
    named = {line.changes["workstream"][1] for line in lines if "workstream" in line.changes}
    held = Saving.objects.visible_to(reader).filter(pk__in=[line.key for line in lines if line.key])
    stands = set(held.values_list("workstream_id", flat=True))
    strands = ground.workstreams(reader=reader, programme_ids=[row.programme_id])
    return tuple(key for key, strand in strands.items() if key in stands or strand.ref in named)


def import_row(row: SheetImport) -> ImportRow:
    """Return a run as it is shown; the caller has asked who may see it."""
    programme = row.programme
    return ImportRow(
        id=row.id,
        version=row.version,
        organisation_id=row.organisation_id,
        programme_id=row.programme_id,
        programme_code=programme.code if programme else str(row.options.get("code", "")),
        programme_name=_programme_name(row),
        kind=row.kind,
        kind_words=IMPORT_KINDS[row.kind],
        file_name=row.file_name,
        file_id=row.file_id,
        options=row.options,
        state=row.state,
        state_words=NOTHING_CHANGED
        if row.state == "written" and not wrote(row.report)
        else IMPORT_STATES[row.state],
        done=row.done,
        of=row.of,
        report=row.report,
        choices=row.choices,
        marking=row.marking,
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        finished_at=row.finished_at,
    )


def _programme_name(row: SheetImport) -> str:
    if row.programme is None:
        return str(row.options.get("create", ""))
    return f"{row.programme.name} (Illustrative)" if row.programme.illustrative else str(row.programme.name)


def forms_unconfirmed(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many lines of each programme are in a form that nobody has confirmed; none for none."""
    rows = Saving.objects.visible_to(reader).filter(
        programme_id__in=list(programme_ids), form_is_our_reading=True
    )
    found: dict[UUID, int] = defaultdict(int)
    for programme_id in rows.values_list("programme_id", flat=True):
        found[programme_id] += 1
    return dict(found)


_FIELDS = (
    "id", "version", "ref", "ref_is_printed", "line_no", "name", "heading", "kind", "maturity", "owner__email",
    "workstream__ref", "budget_round__code", "start_date", "corrects__ref", "note", "plan_frozen_at",
    "marking", "exempt_paragraph", "workstream__marking", "programme__marking",
)  # fmt: skip


class _Cells:
    """What hangs on the lines of a programme, read in one query each, as text under its key."""

    def __init__(self, programme_id: UUID, ids: list[UUID] | None) -> None:
        within = Q(saving__programme_id=programme_id) if ids is None else Q(saving_id__in=ids)
        self.found: dict[UUID, dict[str, str | None]] = defaultdict(dict)
        planned = PlannedAmount.objects.filter(within)
        for key, year, amount, months in planned.values_list("saving_id", "year", "amount", "months"):
            label = FinancialYear(year).label
            self.found[key][label] = pounds_text(amount)
            if months is not None:
                self.found[key][MONTHS + label] = ";".join(f"{month}" for month in months)
        reports = OutlookReport.objects.filter(within).order_by("recorded_at", "saving_version")
        for key, outlook in reports.values_list("saving_id", "outlook"):
            self.found[key]["outlook"] = outlook or None
        claims = Claim.objects.filter(within).order_by("recorded_at", "saving_version")
        for key, year, amount in claims.values_list("saving_id", "year", "amount"):
            self.found[key][CLAIMED + FinancialYear(year).label] = pounds_text(amount)
        codes: dict[UUID, list[Code]] = defaultdict(list)
        splits = CodingSplit.objects.filter(within).order_by("cost_centre", "subjective")
        for key, centre, subjective, share in splits.values_list(
            "saving_id", "cost_centre", "subjective", "share"
        ):
            codes[key].append(Code(centre, subjective, share))
        for key, split in codes.items():
            self.found[key]["cost_centre"] = codes_words(split)


def _held(row: dict[str, Any], cells: _Cells) -> HeldLine:
    key, marking = row["id"], row["marking"]
    paragraph = row["exempt_paragraph"]
    said: dict[str, str | None] = {
        "ref": row["ref"],
        "line_no": str(row["line_no"]) if row["line_no"] else None,
        "name": row["name"],
        "heading": row["heading"] or None,
        "kind": row["kind"],
        "maturity": None if row["maturity"] is None else str(row["maturity"]),
        "owner_email": row["owner__email"],
        "workstream": row["workstream__ref"],
        "budget_round": row["budget_round__code"],
        "start": _iso(row["start_date"]),
        CORRECTS: row["corrects__ref"],
        "note": row["note"] or None,
        "marking": f"{marking} {paragraph}" if paragraph else marking,
        **cells.found.get(key, {}),
    }
    frozen = row["plan_frozen_at"]
    since = timezone.localtime(frozen) if frozen else None
    return HeldLine(
        key=str(key),
        cells=said,
        ref_is_printed=row["ref_is_printed"],
        version=row["version"],
        frozen=f"{since.day} {since:%b %Y}" if since else "",
        marking=most_closed(
            m for m in (marking, row["workstream__marking"], row["programme__marking"]) if m is not None
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _name(names: dict[str, str], words: str, key: str) -> None:
    """Keep whose name this is; "" once it is several's."""
    names[fold(words)] = key if names.get(fold(words), key) == key else ""

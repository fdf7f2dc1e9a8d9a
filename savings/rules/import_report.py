"""An import as one document: how the sheet was read, what becomes of every row, what it comes to.

The command prints it, the import keeps it, its page shows it. Amounts are pounds as text; only casts stay in the
unit printed, which they name.

Source: docs/method.md, "Spreadsheets in".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from programme.rules import access
from savings.rules.arriving import Arrival
from savings.rules.casting import STATUS_WORDS
from savings.rules.merging import HeldLine, rows_words
from savings.rules.overlap import LineFacts, overlaps
from savings.rules.preview import Does, Preview, PreviewLine, most_closed
from savings.rules.sheets.reading import ASSUMED, OPTION, POSITIVE, SHEET, Problem, Question, SheetReading

CELL_WORDS: Final = {
    "ref": "Ref",
    "line_no": "Line no.",
    "heading": "Heading",
    "name": "Name",
    "kind": "Kind",
    "maturity": "Maturity",
    "outlook": "Outlook",
    "owner_email": "Owner",
    "workstream": "Workstream",
    "start": "Start date",
    "note": "Note",
    "cost_centre": "Cost codes",
    "budget_round": "Budget round",
    "marking": "Marking",
    "corrects": "Corrects",
}
MOST_COMPARED: Final = 3000  # lines; above it the question is asked on the programme's own page of overlaps
NOTHING_YET: Final = {"created": 0, "updated": 0, "unchanged": 0}


def cell_words(key: str) -> str:
    """Return what a cell is called: "Owner", "2024/25", "Claimed 2024/25"."""
    return CELL_WORDS.get(key) or (key if key[:1].isdigit() else key.capitalize())


def asking_report(questions: Sequence[Question]) -> dict[str, Any]:
    """Return the document of a workbook whose sheet has to be chosen first."""
    return {
        **_reading(SheetReading("", questions=tuple(questions))),
        **NOTHING_YET,
        "rejected": [],
        "conflicts": [],
        "overlaps": [],
        "absent": [],
        "warnings": [],
        "marking": access.OPEN,
    }


def report(
    reading: SheetReading,
    arrival: Arrival | None,
    found: Preview | None,
    held: Iterable[HeldLine],
    *,
    remarks: Iterable[str] = (),
) -> dict[str, Any]:
    """Return the document of a sheet as read; without `arrival` and `found`, of one that has questions first.

    `remarks` are the file's own: what its reader left out.
    """
    known = {line.key: line for line in held}
    lines = found.lines if found else ()
    problems = [*reading.problems, *(arrival.problems if arrival else ())]
    rejected = [_problem(p) for p in problems if p.is_fatal]
    rejected += [
        fault_words(reading.sheet, line) for line in lines if line.does in (Does.REJECTED, Does.ASKED)
    ]
    warnings = [_warning(p) for p in problems if not p.is_fatal]
    warnings += [*(arrival.remarks if arrival else ()), *_notes(lines), *remarks]
    return {
        **_reading(reading),
        **{does.value: sum(line.does is does for line in lines) for does in _COUNTED},
        "rejected": sorted(rejected, key=lambda one: one["row"]),
        "conflicts": [one for line in lines for one in conflict_cells(line)],
        "overlaps": _overlaps(lines, known),
        "absent": [known[key].label for key in found.absent] if found else [],
        "warnings": warnings,
        "marking": most_closed(line.marking for line in lines),
    }


def conflict_cells(line: PreviewLine) -> list[dict[str, Any]]:
    """Return the conflicts of one line, cell by cell."""
    return [
        {
            "row": line.row,
            "saving": line.label,
            "id": line.key,
            "key": key,
            "cell": cell_words(key),
            "saw": c.saw,
            "now": c.now,
            "yours": c.yours,
        }
        for key, c in line.conflicts.items()
    ]


_COUNTED: Final = (Does.CREATED, Does.UPDATED, Does.UNCHANGED)


def _reading(reading: SheetReading) -> dict[str, Any]:
    """Return how the sheet was read, and what its columns come to as printed."""
    loose = reading.rejected_rows() - {row for line in reading.lines for row in (line.rows or (line.row,))}
    return {
        "sheet": reading.sheet,
        "title": reading.title,
        "rows_read": len(reading.lines) + len(loose),
        "unit": None if reading.unit is None else str(reading.unit),
        "unit_from": reading.unit_from,
        "form": str(reading.form),
        "form_from": reading.form_from,
        "form_is_our_reading": reading.form_from == ASSUMED,
        "sign": reading.sign,
        "sign_from": reading.sign_from,
        "years": [year.label for year in reading.years],
        "totals": _totals(reading),
        "casts": [
            {
                "table": cast.table,
                "label": cast.label,
                "period": cast.period,
                "printed": _figure(cast.printed),
                "sum": _figure(cast.sum),
                "difference": _figure(cast.difference),
                "unit": cast.unit,
                "status": STATUS_WORDS[cast.status],
                "note": cast.note,
            }
            for cast in reading.casts()
        ],
        "controls": _controls(reading),
        "readings": [*reading.words(), *_sign(reading)],
        "columns": [
            {
                "letter": column.letter,
                "heading": column.heading,
                "role": str(column.role),
                "year": column.year.label if column.year else None,
                "words": column.words,
            }
            for column in reading.columns
        ],
        "assumptions": [{"what": one.what, "words": one.words} for one in reading.assumptions],
        "questions": [
            {"what": q.what, "readings": list(q.readings), "option": q.option, "words": q.words}
            for q in reading.questions
        ],
        "ignored_rows": [{"row": row, "why": why} for row, why in sorted(reading.ignored_rows.items())],
    }


def _controls(reading: SheetReading) -> list[dict[str, Any]]:
    """Return the totals the sheet prints, with the rows they cover: what can be cast again once they are held."""
    return [
        {
            "table": reading.sheet,
            "label": ", ".join(filter(None, [total.label or total.level.capitalize(), total.heading])),
            "period": year.label,
            "printed": f"{cell.value:.{cell.decimals}f}",
            "unit": str(cell.unit),
            "rows": list(total.covers),
        }
        for total in reading.totals
        for year, cell in sorted(total.cells.items())
        if cell.value is not None and cell.unit is not None and total.covers
    ]


def _sign(reading: SheetReading) -> list[str]:
    """Return what sign a saving has in the sheet, where that is settled."""
    if reading.sign is None or not reading.sign_from:
        return []
    has = "is positive" if reading.sign == POSITIVE else "is negative, or in brackets"
    source = {OPTION: "as asked", SHEET: "as the sheet has it"}.get(reading.sign_from, "taken to be so")
    return [f"sign: a saving {has}, {source}"]


def _totals(reading: SheetReading) -> dict[str, str | None]:
    """Return what each year's column comes to, in pounds; none where the unit is still to be asked, never nil."""
    is_asked = any(question.what == "unit" for question in reading.questions)
    sums = reading.totals_by_year()
    return {year.label: None if is_asked else f"{amount:.2f}" for year, amount in sums.items()}


def _figure(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}"


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "problem": problem.problem,
        "next": problem.next_step,
    }


def fault_words(sheet: str, line: PreviewLine) -> dict[str, Any]:
    """Return why a row cannot be written, as the document says it."""
    fault = line.fault
    assert fault is not None, f"row {line.row} is {line.does} without a reason"
    found = Problem(sheet, line.row, fault.column, fault.value, fault.problem, fault.next_step)
    could_be = {"candidates": dict(line.candidates)} if line.candidates else {}
    return {**_problem(found), "saving": line.label, **could_be}


def _warning(problem: Problem) -> str:
    where = f"row {problem.row}" + (f", column {problem.column}" if problem.column else "")
    value = f" “{problem.value}”:" if problem.value else ""
    return f"{where if problem.row else problem.sheet}:{value} {problem.problem}; {problem.next_step}"


def _notes(lines: Iterable[PreviewLine]) -> list[str]:
    """Return what is noted of rows, each note once with its rows."""
    rows: dict[str, list[int]] = {}
    for line in lines:
        for note in line.notes:
            rows.setdefault(note, []).append(line.row)
    return [f"{note} ({rows_words(found)})" for note, found in rows.items()]


def _overlaps(lines: Sequence[PreviewLine], held: Mapping[str, HeldLine]) -> list[dict[str, Any]]:
    """Return pairs of near-identical wording that the file brings in: within it, or beside the ledger."""
    new = {f"row {line.row}": line for line in lines if line.does is Does.CREATED}
    if not new or len(new) + len(held) > MOST_COMPARED:
        return []
    cells = {key: {name: after for name, (_, after) in line.changes.items()} for key, line in new.items()}
    cells = {**{key: dict(line.cells) for key, line in held.items()}, **cells}
    facts = [
        LineFacts(key, of.get("name") or "") for key, of in cells.items() if of.get("kind") != "adjustment"
    ]
    labels = {key: line.label for key, line in held.items()}
    labels |= {key: f"{line.label} ({key})" for key, line in new.items()}
    return [
        {"first": labels[one.first], "second": labels[one.second], "why": "; ".join(one.why)}
        for one in overlaps(facts)
        if one.first in new or one.second in new
    ]

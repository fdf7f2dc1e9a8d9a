"""An import's page in words: what it asks, what stands in the way, how it was read, what becomes of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from programme.admin.words import pounds_words
from savings.models.saving import KIND_WORDS, MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries.imports import ImportRow
from savings.rules.arriving import CLAIMED
from savings.rules.casting import CASTS, STATUS_WORDS
from savings.rules.import_report import cell_words
from savings.rules.merging import is_year
from savings.rules.preview import Does, PreviewLine

A_PAGE: Final = 100
BLANK, NOT_KNOWN = "blank", "not known"
MOST_CASTS: Final = 200
TONES: Final = {
    "waiting": "grey",
    "reading": "info",
    "previewed": "green",
    "asking": "amber",
    "conflicts": "amber",
    "refused": "red",
    "writing": "info",
    "written": "complete",
    "undoing": "info",
    "undone": "grey",
    "failed": "red",
    "dropped": "grey",
}
ROLE_WORDS: Final = {
    "ref": "Reference",
    "line_no": "Line number",
    "name": "Name",
    "heading": "Heading",
    "kind": "Kind",
    "maturity": "Maturity",
    "outlook": "Outlook",
    "owner": "Owner",
    "owner_email": "Owner’s email",
    "workstream": "Workstream",
    "start": "Start",
    "note": "Note",
    "cost_centre": "Cost codes",
    "subjective": "Subjective code",
    "budget_round": "Budget round",
    "marking": "Marking",
    "rag": "RAG, not loaded",
    "status": "Status: delivered arrives as claimed",
    "year": "The year of each row",
    "amount": "Plan",
    "month": "Plan by month",
    "forecast": "Forecast, not loaded",
    "actual": "Actual, not loaded",
    "gross": "Gross, not loaded",
    "cost": "Cost, not loaded",
    "total": "A total, for checking only",
    "part": "A figure that is no year’s amount, not loaded",
    "pressure": "Pressure, not loaded",
    "ignored": "Not read",
}
CHOICES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "unit": (("gbp", "£"), ("gbp000", "£000 (thousands)"), ("gbpm", "£m (millions)")),
    "form": (
        ("cumulative", "Cumulative: what holds in each year"),
        ("increments", "Increments: what each year adds to the one before"),
    ),
    "sign": (("positive", "A saving is positive"), ("negative", "A saving is negative, or in brackets")),
}
_OPTION = re.compile(r"[;,]?\s*(?:or )?(?:give|say which with)\s+--.*$", re.DOTALL)
_COLUMN = re.compile(r"--column\s+([A-Z]{1,3})=")


@dataclass(frozen=True)
class Asked:
    """A question of the sheet, and how it is answered: a choice, words for a column, or only in the sheet itself."""

    name: str
    label: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    column: str = ""


@dataclass(frozen=True)
class RowAsked:
    """A row that could be several lines of the ledger."""

    row: int
    saving: str
    words: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Merged:
    """Problems of the same words, once, with the rows and values they stand for."""

    where: str
    values: str
    problem: str
    next_step: str
    rows: int


@dataclass(frozen=True)
class Printed:
    """A printed total against its rows, in the unit printed."""

    label: str
    printed: str
    sum: str
    verdict: str
    note: str


@dataclass(frozen=True)
class LineWords:
    """What becomes of one row, in words: each cell with what it was and what it will be."""

    row: int
    saving: str
    cells: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """A page of rows that share what is done with them."""

    does: str
    title: str
    count: int
    lines: tuple[LineWords, ...] = ()
    number: int = 1
    pages: int = 1


def tone(row: ImportRow) -> str:
    """Return the colour that goes with an import's state."""
    return TONES["undone"] if row.changed_nothing else TONES[row.state]


def questions(report: Mapping[str, Any]) -> list[Asked]:
    """Return what the sheet asks, each with its way to be answered."""
    found = []
    for n, asked in enumerate(report.get("questions", ())):
        what, words = str(asked["what"]), _sentence(asked["words"])
        column = _COLUMN.search(asked.get("option", ""))
        if what in CHOICES:
            found.append(Asked(what, what.capitalize(), words, CHOICES[what]))
        elif what == "sheet":
            names = tuple((name, name) for name in asked["readings"])
            found.append(Asked("sheet", "Sheet", words, names))
        elif column is not None:
            label = f"What column {column[1]} is"
            found.append(Asked(f"column-{column[1]}", label, words, column=column[1]))
        else:
            found.append(Asked(f"other-{n}", what.capitalize(), words))
    return found


def rows_asked(lines: Iterable[PreviewLine]) -> list[RowAsked]:
    """Return the rows that could be several lines."""
    return [
        RowAsked(line.row, line.label, line.fault.problem, tuple(line.candidates.items()))
        for line in lines
        if line.does is Does.ASKED and line.fault is not None
    ]


def conflicts(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the cells that two people changed, in words."""
    return [
        {**one, **{part: value_words(one["key"], one[part]) for part in ("saw", "now", "yours")}}
        for one in report.get("conflicts", ())
    ]


def merged_problems(report: Mapping[str, Any]) -> list[Merged]:
    """Return what rows cannot be written for, the same words once: by column, rows and values named."""
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for one in report.get("rejected", ()):
        if one.get("candidates"):
            continue  # it is asked, with its answers beside it
        groups.setdefault((one["column"], one["problem"], one.get("next", "")), []).append(one)
    return [
        Merged(
            where=_where(column, [one["row"] for one in same]),
            values=_values([one["value"] for one in same]),
            problem=_sentence(problem),
            next_step=_sentence(step),
            rows=len({one["row"] for one in same}),
        )
        for (column, problem, step), same in groups.items()
    ]


def columns(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return how each column was read: letter, heading, meaning."""
    found = []
    for column in report.get("columns", ()):
        words = ROLE_WORDS.get(column["role"], column["role"])
        if column["year"] and column["role"] in ("amount", "month"):
            words = f"{words} {column['year']}"
        found.append((column["letter"], column["heading"] or "no heading", words))
    return found


def said(report: Mapping[str, Any]) -> list[str]:
    """Return what was taken to be so, and what is left out, in sentences."""
    return [
        *(_sentence(one["words"]) for one in report.get("assumptions", ())),
        *(_sentence(words) for words in report.get("warnings", ())),
    ]


def totals(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the columns come to, as read."""
    found = report.get("totals", {}).items()
    return [(year, pounds_words(None if amount is None else Decimal(amount))) for year, amount in found]


def casts(report: Mapping[str, Any]) -> list[Printed]:
    """Return the totals the sheet prints, each against its rows."""
    found = []
    for one in report.get("casts", ())[:MOST_CASTS]:
        verdict = str(one["status"]).capitalize()
        if one["difference"] is not None and Decimal(one["difference"]):
            within = " within rounding" if one["status"] == STATUS_WORDS[CASTS] else ""
            verdict = f"{verdict}{within}, difference {one['difference']}"
        label = f"{one['label']}, {one['period']}"
        found.append(
            Printed(label, one["printed"] or NOT_KNOWN, one["sum"] or NOT_KNOWN, verdict, one["note"])
        )
    return found


def casts_words(report: Mapping[str, Any]) -> str:
    """Return how many printed totals cast."""
    found = report.get("casts", ())
    fine = sum(one["status"] == STATUS_WORDS[CASTS] for one in found)
    words = f"{fine} of {len(found)} cast" if fine < len(found) else f"All {len(found)} cast"
    units = sorted({one["unit"] for one in found})
    return f"{words}. In the unit printed: {', '.join(units)}." if units else f"{words}."


def lines_of(lines: Sequence[PreviewLine], does: Does, title: str, *, number: int) -> Lines:
    """Return a page of the rows with which this is done."""
    found = [line for line in lines if line.does is does]
    pages = max(1, -(-len(found) // A_PAGE))
    number = min(max(1, number), pages)
    part = found[(number - 1) * A_PAGE : number * A_PAGE]
    return Lines(does.value, title, len(found), tuple(_line(line) for line in part), number, pages)


def value_words(key: str, text: str | None) -> str:
    """Return a cell of the ledger as people read it."""
    if text is None:
        return NOT_KNOWN if is_year(key) else BLANK
    if is_year(key) or key.startswith(CLAIMED):
        return pounds_words(Decimal(text))
    if key == "kind":
        return KIND_WORDS.get(text, text)
    if key == "outlook":
        return OUTLOOK_WORDS.get(text, text)
    if key == "maturity":
        return MATURITY_WORDS.get(int(text), text)
    return text


def progress(row: ImportRow) -> str:
    """Return how far a running import is."""
    if row.state == "waiting":
        return "It waits for its turn."
    if row.state == "reading":
        return "The file is being read."
    doing = "Taken back" if row.state == "undoing" else "Written"
    return f"{doing}: {row.done:,} of {row.of:,} lines." if row.of else "It is beginning."


def _line(line: PreviewLine) -> LineWords:
    cells = tuple(
        (cell_words(key), value_words(key, before), value_words(key, after))
        for key, (before, after) in line.changes.items()
        if not (line.does is Does.CREATED and key in ("name", "ref", "line_no"))
    )
    label = line.label
    if line.does is Does.CREATED and not line.ref_is_printed:
        label = f"{label} ({line.changes['ref'][1]}, a ref of ours)"
    return LineWords(line.row, label, cells, tuple(_sentence(note) for note in line.notes))


def _where(column: str, rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in sorted(set(rows))[:12])
    more = len(set(rows)) - 12
    words = f"row{'s' if len(set(rows)) > 1 else ''} {shown}" + (f" and {more} more" if more > 0 else "")
    if rows == [0]:
        return "the whole sheet"
    return f"column {column}, {words}" if column else words


def _values(values: list[str]) -> str:
    found = list(dict.fromkeys(value for value in values if value))
    return ", ".join(found[:5]) + (" …" if len(found) > 5 else "")


def _sentence(words: str) -> str:
    """Return words as a sentence for a page, without the option that a command would take."""
    words = _OPTION.sub("", words).strip()
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")

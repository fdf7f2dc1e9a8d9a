"""What each question of the bank should be answered with, from the papers' own tables or by plain SQL.

Nothing here imports the product: a cell is read from its CSV, a sum is added up here, and what only a loaded copy
holds is read by SQL over its tables, with the few named queries of views.sql in front.

A cell is named by a sentence: `cell COLUMN of FILE where KEY=WORDS; KEY=WORDS`. In place of `cell` stand `sum`,
`count`, `refs`, `top N` and `bottom N`; sentences are joined by ` plus `, ` less ` and ` over `. Money comes out
in pounds, by the unit at the end of the column's name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parents[2] / "deploy" / "examples" / "data"
VIEWS: Final = Path(__file__).with_name("views.sql")
SCALES: Final = {"_gbp000": Decimal(1_000), "_gbp_m": Decimal(1_000_000)}
SENTENCE: Final = re.compile(
    r"(?P<what>cell|sum|count|refs|top \d+|bottom \d+)(?: (?P<column>\w+))?"
    r" of (?P<file>\S+\.csv)(?: where (?P<where>.+))?"
)
CONDITION: Final = re.compile(r"(?P<key>\w+) ?(?P<sign>not in|in|!=|>=|<=|=|>|<) ?(?P<words>.*)")

Row = Mapping[str, str]
Run = Callable[[str], Sequence[Sequence[Any]]]


class NoSuchCell(Exception):
    """A sentence of the bank names a cell that is not there, or several where one is meant."""


@dataclass(frozen=True)
class Expected:
    """The headline as text (a decimal number, a word or an ISO date) and the refs of a list, where there are any."""

    value: str | None = None
    refs: tuple[str, ...] | None = None


def expected(question: Mapping[str, Any], run: Run) -> Expected | None:
    """Return what a question should be answered with; none where it names no source. Raises NoSuchCell."""
    if "sql" in question:
        return _by_sql(question, run)
    if "from" in question and SENTENCE.match(question["from"]):
        return by_sentence(question["from"])
    return None


def by_sentence(text: str) -> Expected:
    """Return what a sentence, or several joined ones, come to. Raises NoSuchCell."""
    parts = re.split(r" (plus|less|over) (?=cell|sum|count)", text)
    if len(parts) == 1:
        return _one(text)
    total = _number(parts[0])
    for joint, part in zip(parts[1::2], parts[2::2], strict=True):
        number = _number(part)
        total = (
            {"plus": total + number, "less": total - number}.get(joint, Decimal(0))
            if joint != "over"
            else (total / number)
        )
    return Expected(value=as_text(total))


def as_text(value: object) -> str:
    """Return a value as the bank writes it: a plain decimal number, an ISO date, a word."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, Decimal | int):
        return f"{Decimal(value).normalize():f}"
    if isinstance(value, float):
        raise NoSuchCell(f"{value!r} is not exact; cast it to numeric.")
    return value.isoformat() if isinstance(value, date) else str(value)


def _one(sentence: str) -> Expected:
    said = SENTENCE.fullmatch(sentence)
    if said is None:
        raise NoSuchCell(f"{sentence!r} is no sentence of the bank.")
    rows = [row for row in _rows(said["file"]) if _fits(row, said["where"])]
    what, column = said["what"], said["column"] or ""
    if what == "count":
        return Expected(value=as_text(len(rows)))
    if what == "refs":
        return Expected(refs=tuple(ref_of(row) for row in rows))
    if what.startswith(("top", "bottom")):
        known = [row for row in rows if row[column]]
        known.sort(key=lambda row: Decimal(row[column]), reverse=what.startswith("top"))
        return Expected(refs=tuple(ref_of(row) for row in known[: int(what.split()[1])]))
    if what == "sum":
        return Expected(value=as_text(sum((_pounds(row, column) for row in rows if row[column]), Decimal(0))))
    if len(rows) != 1:
        raise NoSuchCell(f"{sentence!r} names {len(rows)} rows.")
    return Expected(value=_cell(rows[0], column))


def ref_of(row: Row) -> str:
    """Return what the product calls a row: its printed ref, else L or W and its number."""
    if "workstream_no" in row and "name" in row:
        return f"W{row['workstream_no']}"
    return row.get("ref") or f"L{row['line_no']}"


def _number(sentence: str) -> Decimal:
    return Decimal(_one(sentence).value or "0")


def _cell(row: Row, column: str) -> str:
    try:
        return as_text(_pounds(row, column))
    except ArithmeticError:
        return row[column]


def _pounds(row: Row, column: str) -> Decimal:
    scale = next((by for ending, by in SCALES.items() if column.endswith(ending)), Decimal(1))
    return Decimal(row[column]) * scale


def _fits(row: Row, where: str | None) -> bool:
    return all(_holds(row, condition) for condition in (where or "").split("; ") if condition)


def _holds(row: Row, condition: str) -> bool:
    said = CONDITION.fullmatch(condition)
    if said is None or said["key"] not in row:
        raise NoSuchCell(f"{condition!r} is no condition on {sorted(row)}.")
    cell, words = row[said["key"]], said["words"].strip()
    if said["sign"] in {"in", "not in"}:
        return (cell in words.split(",")) is (said["sign"] == "in")
    if said["sign"] in {"=", "!="}:
        return (cell == words) is (said["sign"] == "=")
    if not cell:
        return False
    number, other = Decimal(cell), Decimal(words)
    return {">": number > other, "<": number < other, ">=": number >= other, "<=": number <= other}[
        said["sign"]
    ]


def _by_sql(question: Mapping[str, Any], run: Run) -> Expected:
    rows = run(views() + question["sql"])
    if "refs" in question or question.get("unit") == "refs":
        return Expected(refs=tuple(str(row[0]) for row in rows))
    if len(rows) != 1:
        raise NoSuchCell(f"{question['ask']!r}: the query gives {len(rows)} rows.")
    return Expected(value=as_text(rows[0][0]))


@cache
def views() -> str:
    """Return the named queries that stand in front of a question's own."""
    return VIEWS.read_text()


@cache
def _rows(file: str) -> tuple[Row, ...]:
    with (DATA / file).open(newline="", encoding="utf-8") as opened:
        return tuple(csv.DictReader(opened))

"""Amounts a paper states by a name of their own: a target beside the one a bridge starts from, a gap, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from bots.queries.answers import reach
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query
from bots.rules.asking.things import Thing
from bots.rules.money_answer import show_in, words_said
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import PublishedTableRow
from programme.rules.access import Actor
from savings.queries.targets import targets
from savings.rules.cells import POUNDS_IN, Cell, Column, read_rows

MEASURED: Final = ("programme", "measure")
"""The columns of a published table whose rows are amounts with a name."""


@dataclass(frozen=True)
class PrintedFigure:
    """An amount in pounds as a paper states it: its name, the text printed, the period and what is noted of it."""

    programme_id: UUID
    name: str
    pounds: Decimal
    printed: str
    period: str
    source: str
    note: str


def printed_figures(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[PrintedFigure]:
    """Return the amounts programmes state by name, targets first; what a table says once more is left out."""
    ids = list(programme_ids)
    held = targets(reader=reader, programme_ids=ids).values()
    found = [
        PrintedFigure(
            t.programme_id, t.name, t.amount, t.printed, str(t.year or ""), t.source, t.note.rstrip(".")
        )
        for t in held
        if not t.cut and not t.is_bridge and t.amount is not None
    ]
    known = {(t.programme_id, t.amount) for t in held}
    for table in ground.published_tables(reader=reader, programme_ids=ids).values():
        if {c["name"] for c in table.columns} >= set(MEASURED):
            found += [f for f in _measured(table) if (f.programme_id, f.pounds) not in known]
    return found


def _measured(table: PublishedTableRow) -> Iterator[PrintedFigure]:
    for row in read_rows([Column(**c) for c in table.columns], table.rows):
        amount = next((c for c in row.values() if c.value is not None and c.unit in POUNDS_IN), None)
        if amount is None or amount.value is None:
            continue
        yield PrintedFigure(
            table.programme_id,
            " ".join(row[name].text for name in MEASURED),
            amount.value * POUNDS_IN[amount.unit],
            f"{amount.text} ({amount.unit})",
            _text(row.get("period_as_published")),
            table.source,
            _text(row.get("note")).rstrip("."),
        )


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return each amount that is named, as printed, one by one; None where something else is named besides."""
    if not query.subjects or any(s.kind != "printed" for s in query.subjects) or query.excluded:
        return None
    ids = {s.programme_id for s in query.subjects}
    held = printed_figures(reader=reader, programme_ids=ids)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, ()))
    told, values, notes = [], [], []
    for subject in query.subjects:
        found = _of(subject, held)
        if not found:
            told.append(f"{subject.title}: no amount is printed.")
        for figure in found:
            period = f", {figure.period}" if figure.period else ", no year is printed"
            much = show_in(figure.pounds, query.unit)
            told.append(f"{figure.name} ({subject.where}): {much}, as printed{period}.")
            values.append(Value(f"{figure.name}, as printed", figure.pounds, "pounds"))
            notes += [
                f"{figure.note}." if figure.note else "",
                f"From {figure.source}." if figure.source else "",
            ]
    lines = [*told[1:], *dict.fromkeys(note for note in notes if note)]
    return words_said(said, told[0], refs=[s.name for s in query.subjects], values=values, lines=lines, at=at)


def names_of(figures: Iterable[PrintedFigure]) -> dict[tuple[UUID, str], None]:
    """Return what amounts are called, by programme: each by its name, those of one thing by its name alone as well."""
    figures = list(figures)
    heads = [(f.programme_id, f.name.partition(":")[0]) for f in figures if ":" in f.name]
    return dict.fromkeys([*((f.programme_id, f.name) for f in figures), *heads])


def _of(subject: Thing, held: Iterable[PrintedFigure]) -> list[PrintedFigure]:
    """Return the amount of a name, or all those of one thing: "Tt2021" has what is left and what was delayed."""
    own = [f for f in held if f.programme_id == subject.programme_id]
    named = words(subject.name)
    exact = [f for f in own if words(f.name) == named]
    return exact or [f for f in own if words(f.name.partition(":")[0]) == named]

"""The things that aliases name, among those of one reader. Source: docs/method.md, "Wordings"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from bots.queries.answers.names_held import thing_of
from bots.queries.wordings import WordingRow
from bots.rules.asking.things import Thing
from programme.queries import ProgrammeRow
from savings.queries import naming
from savings.queries.names import SavingName


def aliased(
    rows: Sequence[WordingRow], things: Iterable[Thing], places: Mapping[UUID, ProgrammeRow]
) -> Iterator[tuple[WordingRow, Thing]]:
    """Return aliases of these programmes with their things: those given, and savings lines and headings.

    Whether the reader sees a line or a heading is judged when it is used, as of any other.
    """
    aliases = [row for row in rows if row.kind == "alias" and row.programme_id in places]
    if not aliases:
        return
    held: dict[tuple[str, object, UUID], Thing] = {
        (t.kind, t.id or t.name, t.programme_id): t for t in things
    }
    lines = naming.standing_names(
        {row.thing_id for row in aliases if row.thing_kind == "saving" and row.thing_id is not None}
    )
    for row in aliases:
        place = places[row.programme_id]
        thing: Thing | None
        if row.thing_kind == "heading":
            thing = thing_of(place, "heading", row.heading)
        elif row.thing_kind == "saving":
            thing = _line_of(place, row, lines)
        else:
            thing = held.get((row.thing_kind, row.thing_id or row.heading, row.programme_id))
        if thing is not None:
            yield row, thing


def _line_of(place: ProgrammeRow, row: WordingRow, lines: Mapping[UUID, SavingName]) -> Thing | None:
    line = lines.get(row.thing_id) if row.thing_id else None
    if line is None:
        return None
    return thing_of(place, "saving", line.name, id=line.id, ref=line.ref, shown_ref=line.shown_ref)

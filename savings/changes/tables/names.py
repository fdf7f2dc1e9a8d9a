"""Who and what a table may name: people and workstreams, by any spelling that means one of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from programme import queries
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row


class Names:
    """Ids by folded words; None where several go by them."""

    def __init__(self, pairs: Iterable[tuple[str, UUID]]) -> None:
        self.found: dict[str, UUID | None] = {}
        for words, key in pairs:
            folded = plain(words)
            self.found[folded] = key if self.found.get(folded, key) == key else None

    def of(self, row: Row, column: str, *, what: str, next_step: str) -> UUID | None:
        """Return the one a cell names; None for a blank, and for a problem, which is kept with the row."""
        words = plain(row.text(column))
        if not words:
            return None
        key = self.found.get(words)
        if key is None:
            several = words in self.found
            row.problem(
                column, f"several {what}s go by this" if several else f"there is no such {what}", next_step
            )
        return key


def people_names(reader: Actor, programme: ProgrammeRow) -> Names:
    """Return the people of a programme's council by email and by name, among those this reader may see."""
    found = queries.people(reader=reader, organisation_id=programme.organisation_id).values()
    return Names([(p.email, p.id) for p in found] + [(p.name, p.id) for p in found])


def workstream_names(reader: Actor, programme: ProgrammeRow) -> Names:
    """Return a programme's workstreams by ref, name and both."""
    found = queries.workstreams(reader=reader, programme_ids=[programme.id]).values()
    return Names((words, w.id) for w in found for words in (w.ref, w.name, f"{w.ref} {w.name}"))

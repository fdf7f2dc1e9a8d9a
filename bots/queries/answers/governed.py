"""A query on what governs, with its programmes and what reaches what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bots.queries.answers import reach, scope
from bots.rules.asking.query import Query
from bots.rules.asking.things import Thing
from bots.rules.governance_answer import Row
from bots.rules.money_answer import Said
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor


class Asked:
    """What is asked: the query, its programmes, and which things reach which rows."""

    def __init__(self, query: Query, *, reader: Actor, at: datetime) -> None:
        self.query, self.reader, self.at, self.on = query, reader, at, at.date()
        self.ids = scope.programme_ids(query, reader=reader)
        self.programmes: dict[UUID, ProgrammeRow] = ground.programmes(reader=reader, ids=self.ids)
        self.reached = reach.reaching(reader, at)
        every = all(p.illustrative for p in self.programmes.values()) and bool(self.programmes)
        self.said: Said = reach.said_of(query, illustrative=every or reach.is_illustrative(query, ()))

    def where(self, programme_id: UUID | None, code: str = "") -> str:
        """Return a programme's code, marked where it is illustrative."""
        found = self.programmes.get(programme_id) if programme_id else None
        if found is None:
            return code
        return f"{found.code}, Illustrative" if found.illustrative else found.code

    def row(self, ref: str, name: str, programme_id: UUID | None, *, said: str = "", state: str = "") -> Row:
        """Return a row of a list."""
        found = self.programmes.get(programme_id) if programme_id else None
        return Row(ref, name, self.where(programme_id), said, state, bool(found and found.illustrative))

    def has(self, reaches: Callable[[Thing], bool]) -> bool:
        """Return whether a row is of any subject, of everything within, and of nothing left out."""
        query = self.query
        return (
            (not query.subjects or any(reaches(s) for s in query.subjects))
            and all(reaches(w) for w in query.within)
            and not any(reaches(x) for x in query.excluded)
        )

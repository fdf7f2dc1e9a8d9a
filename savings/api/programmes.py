"""A programme named in an address of the money, by its id or by its code."""

from __future__ import annotations

from uuid import UUID

from programme import queries
from programme.api.problems import not_found
from programme.queries import ProgrammeRow
from programme.rules.access import Actor


def programme_of(reader: Actor, id_or_code: str) -> ProgrammeRow:
    """Return the programme. Raises the problem of what is hidden or not there."""
    try:
        found = queries.programmes(reader=reader, ids=[UUID(id_or_code)])
    except ValueError:
        found = queries.programmes(reader=reader, code=id_or_code)
    for row in found.values():
        return row
    raise not_found()

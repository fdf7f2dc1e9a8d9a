"""Where a reader finds the rows of an answer: the admin for officers; nobody else has a page for them yet."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from bots.rules.asking.query import Query
from bots.rules.asking.restating import restated
from programme.rules.access import Actor

ROWS: str = "/answers/"
"""Where any reader signed in finds the rows an answer is over: the question asked again, row by row."""


def rows_link(query: Query) -> str:
    """Return the path of the rows of a query, open to any reader who is signed in."""
    return f"{ROWS}?{urlencode({'q': restated(query)})}"


def form_of(model: str, id: UUID | None, *, reader: Actor) -> str:
    """Return the path of a thing's form ("programme_workstream"), or "" where this reader has none."""
    if id is None or not reader.is_officer:
        return ""
    return _path(f"admin:{model}_change", id)


def _path(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""

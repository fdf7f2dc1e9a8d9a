"""A frozen view shown again: what has been closed to its reader since is struck out, and says so.

A row about a thing that is no longer shown stays as a row and says nothing of it. A figure or a list of words that
rests on such a thing is struck where it stands. What a total rested on is kept with it, so that no total is shown
that takes in a hidden line. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from typing import Any, Final, TypeVar
from uuid import UUID

from governance.rules.board_summary import summary
from governance.rules.board_view import (
    NO_LONGER_SHOWN,
    ROWS,
    About,
    Asked,
    BoardView,
    Decided,
    Moved,
    RestsOn,
    about_of,
)

_STRUCK: Final = (NO_LONGER_SHOWN,)
_EMPTY: Final[dict[str, Any]] = {"str": "", "int": 0, "bool": False}
Row = TypeVar("Row")


def things(view: BoardView) -> dict[str, set[UUID]]:
    """Return everything a view shows or rests on, by kind: what rights are checked of again."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for name in ROWS:
        for row in getattr(view, name):
            about = about_of(row)
            if not about.is_struck:
                found[about.kind].add(about.id)
            for kind, key in _rests_on(row):
                found[kind].add(key)
    return dict(found)


def strike(view: BoardView, visible: Collection[UUID]) -> BoardView:
    """Return the view with what is not among the ids still visible struck out; its summary is made anew."""
    rows: dict[str, Any] = {name: tuple(_row(row, visible) for row in getattr(view, name)) for name in ROWS}
    if all(rows[name] == getattr(view, name) for name in ROWS):
        return view
    struck = replace(view, **rows)
    return replace(struck, summary=summary(struck))


def _row(row: Row, visible: Collection[UUID]) -> Row:
    about = about_of(row)
    if about.is_struck:
        return row
    if about.id not in visible:
        return _blank(row, about)
    if _all_in((key for _, key in _rests_on(row)), visible):
        return row
    if isinstance(row, Moved):
        return replace(row, pounds=None, rests_on=())
    if isinstance(row, Asked):
        return replace(row, waits=_STRUCK, rests_on=())
    if isinstance(row, Decided):
        return replace(row, changes=_STRUCK, rests_on=())
    return _blank(row, about)


def _blank(row: Row, about: About) -> Row:
    """Return a row that says only that it is no longer shown; moments and days stay, for the order of rows."""
    gone = About(about.kind, about.id, "", NO_LONGER_SHOWN, marking="open", is_struck=True)
    values: dict[str, Any] = {}
    for field in fields(row):  # type: ignore[arg-type]
        held = getattr(row, field.name)
        if held is about:
            values[field.name] = gone
        elif field.name in ("at", "since", "on", "alert_id"):
            continue
        elif isinstance(held, tuple):
            values[field.name] = ()
        elif "None" in str(field.type):
            values[field.name] = None
        elif str(field.type) == "Decimal":
            values[field.name] = type(held)(0)
        else:
            values[field.name] = _EMPTY[str(field.type)]
    return replace(row, **values)  # type: ignore[type-var]


def _rests_on(row: Any) -> RestsOn:
    return getattr(row, "rests_on", ())


def _all_in(keys: Iterable[UUID], visible: Collection[UUID]) -> bool:
    return all(key in visible for key in keys)

"""What stands beside a thing on its admin form, in its lists and on the front page.

Higher storeys hang it here by the second switchboard (deploy/panels.py), found by the dotted names in settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from programme.rules.access import Actor


@dataclass(frozen=True)
class Panel:
    """One panel: a title, a function of (id, reader, at, proposed) giving a frozen dataclass or None, a template."""

    title: str
    facts: Callable[[UUID, Actor, datetime, Mapping[str, Any] | None], Any]
    template: str
    below: bool = False  # under the form, where it may be long, instead of beside it


@dataclass(frozen=True)
class Cell:
    """What a column shows of one thing: words, the tone of their pill, and the key its filter knows it by."""

    words: str
    tone: str
    key: str


@dataclass(frozen=True)
class Column:
    """One column of a list: a name, a title, a function of (ids, reader, at), and the choices of its filter.

    The function is handed ids already narrowed to what its reader may see; what it has no cell for is blank.
    """

    name: str
    title: str
    cells: Callable[[Iterable[UUID], Actor, datetime], Mapping[UUID, Cell]]
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """One card of the front page: a title, a function of (reader, at) giving a dataclass or None, a template."""

    title: str
    facts: Callable[[Actor, datetime], Any]
    template: str
    wide: bool = False


@cache
def panels_for(thing: str) -> tuple[Panel, ...]:
    """Return the panels of a kind of thing, from the dotted name in settings.PANELS."""
    found: Mapping[str, tuple[Panel, ...]] = import_string(settings.PANELS)
    return found.get(thing, ())


@cache
def column_for(thing: str, name: str) -> Column | None:
    """Return a column that a higher storey adds to a list, from settings.COLUMNS; None where none does."""
    found: Mapping[str, tuple[Column, ...]] = import_string(settings.COLUMNS)
    return next((column for column in found.get(thing, ()) if column.name == name), None)


@cache
def cards() -> tuple[Card, ...]:
    """Return the cards of the front page, from the dotted name in settings.CARDS."""
    found: tuple[Card, ...] = import_string(settings.CARDS)
    return found

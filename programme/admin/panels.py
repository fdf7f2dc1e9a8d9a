"""What stands beside a thing on its admin form, hung here by higher storeys through the second switchboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """One panel: a title, a function of (id, reader, at, proposed), and a template.

    The function gives a frozen dataclass, or None where there is nothing to show.
    """

    title: str
    facts: Callable[[UUID, Actor, datetime, Mapping[str, Any] | None], Any]
    template: str


@cache
def panels_for(thing: str) -> tuple[Panel, ...]:
    """Return the panels of a kind of thing, from the dotted name in settings.PANELS."""
    found: Mapping[str, tuple[Panel, ...]] = import_string(settings.PANELS)
    return found.get(thing, ())

"""The notice beside a programme whose savings are in a form that no paper says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor
from savings.queries.imports import forms_unconfirmed


@dataclass(frozen=True)
class FormNotice:
    """Lines whose form is our reading until somebody confirms it, and whether this reader may."""

    programme_id: UUID
    words: str
    may_confirm: bool


def form_of_programme(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> FormNotice | None:
    """Return that the form of a programme's savings is our reading; None once it is confirmed, or nothing is held."""
    count = forms_unconfirmed(reader=reader, programme_ids=[thing_id]).get(thing_id, 0)
    programme = ground.programmes(reader=reader, ids=[thing_id]).get(thing_id)
    if not count or programme is None:
        return None
    words = f"{count:,} of its savings are" if count > 1 else "One of its savings is"
    return FormNotice(
        thing_id,
        f"{words} taken as cumulative (what holds in each year). No paper says so: it is our reading.",
        reader.may(access.PLAN_MONEY, programme.placement),
    )

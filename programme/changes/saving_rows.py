"""How a change saves a row: locked, compared, validated, with who and why beside it in history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from programme.changes.marking_rows import (
    NOT_YOURS,
    marking_before,
    note_marking,
    note_moved,
    opens_unduly,
)
from programme.models.base import Marked, Versioned
from programme.rules.access import Actor
from programme.rules.calendar import FIRST_DATE, LAST_DATE

M = TypeVar("M", bound=Versioned)


class Stale(Exception):
    """Someone saved this after you opened it. Nothing of yours was saved; compare and choose."""

    def __init__(self, thing: Versioned, *, saw: int) -> None:
        super().__init__(f"{thing} was saved by someone else since you opened it")
        self.thing = thing
        self.thing_id: UUID = thing.pk
        self.saw = saw
        self.now = thing.version


class Invalid(ValueError):
    """What was given cannot be stored. The message names the field and what to do; nothing was saved."""

    def __init__(self, problems: Mapping[str, list[str]]) -> None:
        self.problems = dict(problems)
        words = "; ".join(
            " ".join(messages) if name == "__all__" else f"{name.replace('_', ' ')}: {' '.join(messages)}"
            for name, messages in self.problems.items()
        )
        super().__init__(words)


class Backdated(ValueError):
    """A change is never dated before the newest row of its thing."""


@contextmanager
def recorded(by: Actor, *, reason: str = "") -> Iterator[None]:
    """Put who, by which door and why beside every history row written inside."""
    with pghistory.context(
        by=str(by.person_id) if by.person_id else by.kind, by_name=by.name, door=by.door, reason=reason
    ):
        yield


def locked(model: type[M], pk: UUID, *, version: int | None) -> M:
    """Return the row, locked until the transaction ends, with what says where it stands.

    Raises Stale when `version` is not its newest (None compares nothing: for the system's own writes),
    and the model's DoesNotExist.
    """
    where = [field.name for field in model._meta.fields if field.name in ("programme", "workstream")]
    rows = model._default_manager.select_for_update(of=("self",))
    thing: M = (rows.select_related(*where) if where else rows).get(pk=pk)
    if version is not None and thing.version != version:
        raise Stale(thing, saw=version)
    return thing


def changed_fields(thing: models.Model, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names whose value differs from what the row holds."""
    return tuple(name for name, value in values.items() if getattr(thing, name) != value)


def save(thing: M, *, by: Actor, reason: str = "", new: bool = False) -> M:
    """Validate and save one row; an existing one gets its next version. Raises Invalid, naming the fields.

    While history is being loaded, what is unique, constrained or pointed at is left to the database, which
    refuses it too, without words for a person: asking it beforehand is more than half the time of a loading.
    """
    if not new:
        thing.version += 1
    ask = not is_quiet(by)
    left_out = set() if ask else {field.name for field in thing._meta.fields if field.is_relation}
    try:
        thing.full_clean(exclude=left_out, validate_unique=ask, validate_constraints=ask)
    except ValidationError as problem:
        raise Invalid(
            problem.message_dict if hasattr(problem, "error_dict") else {"__all__": problem.messages}
        ) from problem
    marked: Any = thing if isinstance(thing, Marked) else None
    was = None if marked is None else marking_before(marked, new=new)
    if was is not None and opens_unduly(marked, was, by=by):
        raise Invalid({"marking": [NOT_YOURS]})
    with recorded(by, reason=reason):
        thing.save(force_insert=new)
    if was is not None:
        note_marking(marked, was, by=by)
    if marked is not None:
        marked.marked_as = (marked.marking, marked.exempt_paragraph)
        note_moved([marked], by=by, at=timezone.now())
    return thing


def amend(thing: M, values: Mapping[str, Any], *, by: Actor, reason: str = "") -> M:
    """Give a row these values and save it; no difference saves nothing. Raises Invalid."""
    changed = changed_fields(thing, values)
    for name in changed:
        setattr(thing, name, values[name])
    return save(thing, by=by, reason=reason) if changed else thing


def is_quiet(by: Actor) -> bool:
    """Return whether this actor is loading history, which pages nobody."""
    return by.door == "loading"


def check_dates(values: Mapping[str, Any]) -> None:
    """Raise Invalid naming the field of a date nothing is planned for: a slip of the hand, and sums run from it."""
    for name, day in values.items():
        if type(day) is date and not FIRST_DATE <= day <= LAST_DATE:
            words = (
                f"{day.isoformat()} is not a date from {FIRST_DATE.year} to {LAST_DATE.year}: check its year"
            )
            raise Invalid({name: [words]})


def said_at(newest: datetime | None, at: datetime) -> datetime:
    """Return `at`, refusing a moment before the newest row of the thing. Raises Backdated."""
    if newest is not None and at < newest:
        raise Backdated(
            f"This is dated {at:%d %b %Y %H:%M}, before what is already on record ({newest:%d %b %Y %H:%M})"
        )
    return at

"""Changes to consultations: when they ran, how many answered, what came of them and what they informed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.changes.placing import check_links
from governance.models import Consultation
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

LINKS: Final = ("decision", "table")


@transaction.atomic
def add_consultation(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Consultation:
    """Put a consultation on record. What is not printed stays blank, which is not nil. Raises Refused, Invalid."""
    row = Consultation(programme_id=programme_id, **values)
    by.require(access.PLAN_DELIVERY, row.placement(), thing="the consultations of that programme")
    _check(row, by)
    save(row, by=by, new=True)
    record([_revised(row, tuple(values), by)], by=by, at=at)
    return row


@transaction.atomic
def revise_consultation(
    *, consultation_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Consultation:  # fmt: skip
    """Change a consultation's dates, responses, outcome or marking; no difference saves nothing.

    Raises Refused, Stale, Invalid.
    """
    row = locked(Consultation, consultation_id, version=version)
    by.require(access.PLAN_DELIVERY, row.placement(), thing=f"the consultation “{row.title}”")
    if "programme_id" in values:
        raise Invalid({"programme": ["A consultation stays with its programme"]})
    changed = changed_fields(row, values)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    by.require(access.PLAN_DELIVERY, row.placement(), thing="a consultation so marked")
    _check(row, by)
    save(row, by=by, reason=reason)
    record([_revised(row, changed, by)], by=by, at=at)
    return row


def _check(row: Consultation, by: access.Actor) -> None:
    check_links(row, LINKS, row.placement(), by=by)
    check_dates({"opens_on": row.opens_on, "closes_on": row.closes_on})
    if row.opens_on and row.closes_on and row.closes_on < row.opens_on:
        raise Invalid({"closes_on": ["It closes on the day it opens, or later"]})


def _revised(row: Consultation, changed: tuple[str, ...], by: access.Actor) -> events.ConsultationRevised:
    return events.ConsultationRevised(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.programme_id,
        closed=row.placement().is_closed,
        quiet=is_quiet(by),
        fields_changed=changed,
    )

"""Changes to councils, programmes, their definitions of RAG, indicators and published tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import events
from programme.changes.closings import hold_still
from programme.changes.saving_rows import Invalid, amend, changed_fields, is_quiet, locked, said_at, save
from programme.models import (
    DefinitionSet,
    Indicator,
    IndicatorReading,
    Organisation,
    Programme,
    PublishedTable,
)
from programme.outbox.recording import record
from programme.rules import access


@transaction.atomic
def add_organisation(*, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Organisation:
    """Add a council. It takes the system, or a programme office somewhere. Raises Refused, Invalid."""
    _anywhere(access.SET_UP, by, "the list of councils")
    return save(Organisation(**values), by=by, new=True)


@transaction.atomic
def found_organisation(*, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Organisation:
    """Add a council of one's own, as anybody with an account may. Its grants are the caller's to give.

    Raises Refused, Invalid.
    """
    if not by.may_found:
        raise access.Refused("A council of one's own takes an account: say who asks for it.")
    return save(Organisation(**values), by=by, new=True)


@transaction.atomic
def revise_organisation(
    *, organisation_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Organisation:
    """Change a council's particulars. Raises Refused, Stale, Invalid."""
    organisation = locked(Organisation, organisation_id, version=version)
    by.require(access.SET_UP, access.Placement(organisation.id), thing=organisation.name)
    return amend(organisation, values, by=by)


@transaction.atomic
def add_definition_set(*, values: Mapping[str, Any], by: access.Actor, at: datetime) -> DefinitionSet:
    """Add a set of definitions of RAG. Raises Refused, Invalid."""
    _anywhere(access.SET_UP, by, "the definitions of RAG")
    return save(DefinitionSet(**values), by=by, new=True)


@transaction.atomic
def revise_definition_set(
    *, definition_set_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> DefinitionSet:
    """Change the words of a set. It takes the right to set up in every programme that uses it.

    Raises Refused, Stale, Invalid.
    """
    definitions = locked(DefinitionSet, definition_set_id, version=version)
    _anywhere(access.SET_UP, by, "the definitions of RAG")
    for programme in definitions.programmes.all():
        by.require(access.SET_UP, programme.placement(), thing=f"definitions that {programme.name} uses")
    return amend(definitions, values, by=by)


@transaction.atomic
def add_programme(
    *, organisation_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Programme:
    """Set up a programme of a council. Raises Refused, Invalid."""
    by.require(access.SET_UP, access.Placement(organisation_id), thing="the programmes of that council")
    programme = save(Programme(organisation_id=organisation_id, **values), by=by, new=True)
    record([_revised(programme, tuple(values), by)], by=by, at=at)
    return programme


@transaction.atomic
def revise_programme(
    *, programme_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Programme:  # fmt: skip
    """Change a programme's particulars; no difference saves nothing. Raises Refused, Stale, Invalid."""
    programme = locked(Programme, programme_id, version=version)
    by.require(access.SET_UP, programme.placement(), thing=programme.name)
    changed = changed_fields(programme, values)
    if changed:
        amend(programme, values, by=by, reason=reason)
        record([_revised(programme, changed, by)], by=by, at=at)
    return programme


@transaction.atomic
def close_programme(*, programme_id: UUID, version: int | None, by: access.Actor, at: datetime) -> Programme:
    """Close a programme: from now on everything of it can be read, nothing changed. Finance closes.

    Waits for what is being recorded in it. What has to be handed over first is asked by the storey that knows.
    Raises Refused, Stale; Invalid for one that is closed.
    """
    hold_still(programme_id)
    programme = locked(Programme, programme_id, version=version)
    by.require(access.CLOSE, programme.placement(), thing=programme.name)
    programme.closed_at = at
    save(programme, by=by)
    record([_of_programme(programme, events.ProgrammeClosed, by)], by=by, at=at)
    return programme


@transaction.atomic
def reopen_programme(
    *, programme_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> Programme:
    """Open a closed programme again, with the reason. The programme office does.

    Raises Refused, Stale; Invalid for one that is open, or without a reason.
    """
    programme = locked(Programme, programme_id, version=version)
    by.require(access.SET_UP, replace(programme.placement(), closed_on=None), thing=programme.name)
    if programme.closed_at is None:
        raise Invalid({"__all__": [f"{programme.name} is open"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is reopened: the reason is kept"]})
    programme.closed_at = None
    save(programme, by=by, reason=reason.strip())
    record([_of_programme(programme, events.ProgrammeReopened, by, reason=reason.strip())], by=by, at=at)
    return programme


@transaction.atomic
def add_indicator(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Indicator:
    """Add an indicator to a programme. Raises Refused, Invalid."""
    programme = Programme.objects.get(pk=programme_id)
    by.require(access.PLAN_DELIVERY, programme.placement(), thing=f"the indicators of {programme.name}")
    return save(Indicator(programme=programme, **values), by=by, new=True)


@transaction.atomic
def revise_indicator(
    *, indicator_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Indicator:
    """Change an indicator's particulars. Raises Refused, Stale, Invalid."""
    indicator = locked(Indicator, indicator_id, version=version)
    by.require(access.PLAN_DELIVERY, indicator.placement(), thing=indicator.name)
    return amend(indicator, values, by=by)


@transaction.atomic
def record_reading(
    *, indicator_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> IndicatorReading:
    """Record a reading of an indicator. Earlier readings stay. Raises Refused, Backdated."""
    indicator = locked(Indicator, indicator_id, version=None)
    # Benefits are watched on when their programme is closed.
    where = replace(indicator.placement(), closed_on=None)
    by.require(access.UPDATE_DELIVERY, where, thing=f"the readings of {indicator.name}")
    newest = indicator.readings.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    save(indicator, by=by)
    reading = IndicatorReading(
        indicator=indicator, recorded_at=said_at(newest, at), recorded_by_name=by.name, **values
    )
    reading.save(force_insert=True)
    event = events.ReadingRecorded(
        aggregate_id=indicator.id,
        version=indicator.version,
        programme_id=indicator.programme_id,
        closed=where.is_closed,
        quiet=is_quiet(by),
        basis=reading.basis,
        printed=reading.printed,
    )
    record([event], by=by, at=at)
    return reading


@transaction.atomic
def store_published_table(
    *, programme_id: UUID, code: str, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> PublishedTable:
    """Keep a table of a paper as printed, under its code; the same again changes nothing. Raises Refused."""
    programme = Programme.objects.get(pk=programme_id)
    by.require(access.PLAN_MONEY, programme.placement(), thing=f"the published tables of {programme.name}")
    held = PublishedTable.objects.select_for_update().filter(programme=programme, code=code)
    known: PublishedTable | None = held.first()
    if known is None:
        return save(PublishedTable(programme=programme, code=code, **values), by=by, new=True)
    return amend(known, values, by=by)


def _anywhere(capability: str, by: access.Actor, thing: str) -> None:
    if not by.may_anywhere(capability):
        raise access.Refused(f"You may not change {thing}. It takes a grant as programme office.")


def _of_programme(
    programme: Programme, event: type[events.Event], by: access.Actor, **facts: Any
) -> events.Event:
    return event(
        aggregate_id=programme.id,
        version=programme.version,
        programme_id=programme.id,
        closed=programme.placement().is_closed,
        quiet=is_quiet(by),
        **facts,
    )


def _revised(programme: Programme, changed: tuple[str, ...], by: access.Actor) -> events.Event:
    return events.ProgrammeRevised(
        aggregate_id=programme.id,
        version=programme.version,
        programme_id=programme.id,
        closed=programme.placement().is_closed,
        quiet=is_quiet(by),
        fields_changed=changed,
    )

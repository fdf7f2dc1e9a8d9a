"""What a person wants to hear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import transaction

from bots import events
from bots.models import Preference
from bots.models.messages import WANTS
from governance.rules.escalation import KIND_WORDS
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import amend
from programme.outbox.recording import record
from programme.rules import access


@transaction.atomic
def choose_hearing(
    *,
    by: access.Actor,
    at: datetime,
    live_alerts: bool | None = None,
    wants: str | None = None,
    quiet: tuple[time | None, time | None] | None = None,
) -> None:
    """Choose what one hears oneself; what is None stays, and as it is already nothing changes.

    `wants` is all, worsened or weekly; `quiet` the local hours between which nothing is sent, (None, None) for none.
    Live alerts off means that no alert is sent: they are still in the tracker. Raises Refused, Invalid.
    """
    values: dict[str, Any] = {}
    if live_alerts is not None:
        values["live_alerts"] = live_alerts
    if wants is not None:
        if wants not in dict(WANTS):
            raise Invalid({"wants": [f"Choose one of {', '.join(dict(WANTS))}"]})
        values["wants"] = wants
    if quiet is not None:
        if (quiet[0] is None) != (quiet[1] is None):
            raise Invalid({"quiet_from": ["Give both hours, or neither"]})
        values["quiet_from"], values["quiet_to"] = quiet
    _amend(values, by=by, at=at)


@transaction.atomic
def turn_down(*, what: Iterable[str], by: access.Actor, at: datetime) -> None:
    """Hear no more of kinds of alert, and of workstreams by id. Raises Refused, Invalid."""
    _turn(set(_known(what, by)), set(), by=by, at=at)


@transaction.atomic
def turn_up(*, what: Iterable[str], by: access.Actor, at: datetime) -> None:
    """Hear again of what was turned down; what was not changes nothing. Raises Refused."""
    _turn(set(), set(what), by=by, at=at)


def _turn(more: set[str], fewer: set[str], *, by: access.Actor, at: datetime) -> None:
    row = _own(by)
    _amend({"turned_down": sorted((set(row.turned_down) | more) - fewer)}, by=by, at=at)


def _known(what: Iterable[str], by: access.Actor) -> list[str]:
    """Return what may be turned down. Raises Invalid for anything that is no kind and no workstream they see."""
    asked = list(what)
    others = [one for one in asked if one not in KIND_WORDS]
    seen = {str(key) for key in ground.workstreams(reader=by)} if others else set()
    strange = [one for one in others if one not in seen]
    if strange:
        raise Invalid({"what": ["Choose a kind of alert, or a workstream you may see"]})
    return asked


def _own(by: access.Actor) -> Preference:
    """Return one's own row, locked, made where there is none. Raises Refused."""
    if by.person_id is None:
        raise access.Refused("Sign in to choose what you hear.")
    Preference.objects.bulk_create([Preference(person_id=by.person_id)], ignore_conflicts=True)
    return Preference.objects.select_for_update().get(person_id=by.person_id)


def _amend(values: dict[str, Any], *, by: access.Actor, at: datetime) -> None:
    row = _own(by)
    before = row.version
    amend(row, values, by=by)
    if row.version == before:
        return
    event = events.HearingChosen(
        aggregate_id=row.id,
        version=row.version,
        person_id=row.person_id,
        live_alerts=row.live_alerts,
        wants=row.wants,
        has_quiet_hours=row.quiet_from is not None,
        turned_down=len(row.turned_down),
    )
    record([event], by=by, at=at)

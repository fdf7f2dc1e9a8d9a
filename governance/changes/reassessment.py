"""Recalculating a programme's delivery risk: what people are shown is stored where it changed, alerts move on.

Everything is read after the programme's shard is locked, so two recalculations follow one another and the
later one sees what the earlier one wrote. Running it again on the same state writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from governance.changes.alert_facts import Given
from governance.changes.episodes import advance_episodes
from governance.changes.recovery import open_recoveries
from governance.models import Assessment
from governance.queries.judgements import Judgement, judge
from governance.queries.state import DeliveryState, delivery_state
from governance.queries.watching import watches
from programme.changes.saving_rows import is_quiet
from programme.outbox.switchboard import Job, PermanentFailure
from programme.rules.access import Actor, Placement, system

_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True)
class Changed:
    """One thing whose risk is now shown otherwise. `was` is the band before, blank the first time."""

    kind: str
    id: UUID
    ref: str
    name: str
    placement: Placement
    was: str
    now: str


@dataclass(frozen=True)
class Reassessment:
    """What a recalculation did: what is now shown otherwise, the alert steps it made, and how much it judged."""

    changed: tuple[Changed, ...] = ()
    steps: tuple[UUID, ...] = ()
    lines: int = 0
    judged: int = 0


def reassess(job: Job, at: datetime) -> None:
    """Recalculate the programme this work is about (shard "programme:ID"). Source: deploy/subscriptions.py.

    A night's run that is the first of a programme is quiet, and so is that of the import which created it: what it
    finds is history.
    """
    kind, _, name = job.shard.partition(":")
    if kind != "programme" or not name:
        raise PermanentFailure(f"{job.shard} names no programme to recalculate")
    if name == "None":
        return  # a thing of the whole council: no programme's risk rests on it
    programme_id = UUID(name)
    first = not Assessment.objects.filter(programme_id=programme_id).exists()
    given = {
        e.aggregate_id: Given(str(e.payload.get("reason", "")), e.actor_name, e.occurred_at)
        for e in job.events
    }
    loaded = all(e.payload.get("first_load") for e in job.events)
    reassess_programme(programme_id=programme_id, by=system(), at=at, quiet=first and loaded, given=given)


@transaction.atomic
def reassess_programme(
    *,
    programme_id: UUID,
    by: Actor,
    at: datetime,
    quiet: bool = False,
    given: Mapping[UUID, Given] | None = None,
) -> Reassessment:
    """Recalculate a programme as at a moment, and return what changed. One that is not there changes nothing.

    `quiet` (and a `by` that is loading history) writes the same rows but pages nobody. `given` are reasons
    that came with what caused it, for things taken away.
    """
    with connection.cursor() as cursor:  # the lock of running.run for this handler and shard
        key = f"governance.reassess programme:{programme_id}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    state = delivery_state(programme_id, on=timezone.localdate(at))
    if state is None:
        return Reassessment()
    if state.programme.placement.closed_on is not None:
        return Reassessment(steps=_end_alerts(state, by=by, at=at))
    judgements = judge(state)
    held = {a.subject_id: a for a in _newest(programme_id)}
    news = [
        j for j in judgements.values() if j.subject_id not in held or held[j.subject_id].digest != j.digest
    ]
    Assessment.objects.bulk_create(_row(j, programme_id, held.get(j.subject_id), at=at) for j in news)
    open_recoveries(state, by=by, at=at, quiet=quiet or is_quiet(by))
    before = {key: a.facts.get("measures", {}) for key, a in held.items()}
    steps = advance_episodes(
        state,
        judgements,
        watches(state, judgements, before=before),
        given=given or {},
        by=by,
        at=at,
        quiet=quiet or is_quiet(by),
    )
    return Reassessment(
        changed=tuple(_changed(j, held.get(j.subject_id)) for j in news),
        steps=tuple(s.id for s in steps),
        lines=sum(j.subject_kind == "saving" for j in judgements.values()),
        judged=len(judgements),
    )


def _end_alerts(state: DeliveryState, *, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """End the alerts of a closed programme, quietly; nothing of it is judged any more."""
    steps = advance_episodes(state, {}, {}, given={}, by=by, at=at, quiet=True)
    return tuple(step.id for step in steps)


def _newest(programme_id: UUID) -> list[Assessment]:
    rows = Assessment.objects.filter(programme_id=programme_id).order_by("subject_id", "-recorded_at")
    return list(rows.distinct("subject_id"))


def _row(judgement: Judgement, programme_id: UUID, held: Assessment | None, *, at: datetime) -> Assessment:
    """Return the row to add. It is dated after the one before, also where a clock was set back."""
    chance = judgement.chance
    return Assessment(
        subject_kind=judgement.subject_kind,
        subject_id=judgement.subject_id,
        programme_id=programme_id,
        chance=None if chance is None else Decimal(chance).quantize(Decimal("0.0001")),
        band=judgement.band,
        reasons=[asdict(r) for r in judgement.reasons],
        facts=judgement.facts,
        method_version=judgement.method_version,
        digest=judgement.digest,
        recorded_at=at if held is None else max(at, held.recorded_at + _AFTER),
    )


def _changed(judgement: Judgement, held: Assessment | None) -> Changed:
    return Changed(
        kind=judgement.subject_kind,
        id=judgement.subject_id,
        ref=judgement.ref,
        name=judgement.name,
        placement=judgement.placement,
        was=held.band if held else "",
        now=judgement.band,
    )

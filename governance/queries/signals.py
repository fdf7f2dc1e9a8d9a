"""Signals that are no breach: opinions that disagree, silence, an old rating, a recovery past its day, a wait, and a
programme's rating that no longer holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from governance.models import ProgrammeRating, RecoveryRecord, Wait
from governance.queries.judgements import Judgement
from governance.queries.opinions import Chance, Weighed, scales, weighed
from governance.queries.state import DeliveryState, closedness
from governance.queries.watch import Watch
from governance.rules.audience import most_closed
from governance.rules.escalation import THRESHOLDS, Kind
from governance.rules.opinions import (
    RatedPart,
    chance_words,
    disagreement_words,
    on_scale,
    silence_words,
    stale_words,
    whole_rating,
)
from governance.rules.risk import BAND_WORDS
from programme.queries import WorkstreamRow
from programme.rules.access import MARKINGS
from programme.rules.calendar import ApproxDate
from programme.rules.rag import Rag, Scale, severity


def signals(state: DeliveryState, judgements: Mapping[UUID, Judgement]) -> Iterator[Watch]:
    """Return what is watched besides judgements and tolerances."""
    chances = {
        key: Chance(j.chance, j.band, j.reasons)
        for key, j in judgements.items()
        if j.subject_kind == "milestone"
    }
    by_name = scales(w.status.definition_set for w in state.workstreams.values() if w.status)
    for workstream in state.workstreams.values():
        lines = state.savings_at(closedness(workstream.placement)).values()
        one = weighed(
            workstream,
            [m for m in state.milestones.values() if m.workstream_id == workstream.id],
            [s for s in lines if s.workstream_id == workstream.id],
            chances,
            on=state.on,
        )
        is_counted = state.is_reported_on(workstream.id)
        yield _disagreement(workstream, one, by_name, is_counted=is_counted)
        yield _silence(workstream, one, is_counted=is_counted)
        yield _staleness(workstream, one, is_counted=is_counted)
    yield from _recoveries(state)
    yield from _waits(state)
    yield from _whole(state)


def _disagreement(
    workstream: WorkstreamRow, one: Weighed, by_name: Mapping[str, Scale], *, is_counted: bool
) -> Watch:
    scale = by_name.get(workstream.status.definition_set if workstream.status else "", Scale.FIVE)
    says = (
        disagreement_words(one.found, scale),
        f"by rule {on_scale(one.found.by_rule, scale)}: {', '.join(one.found.rule_reasons) or 'nothing known'}",
        f"by chance: {chance_words(one.facts.chance, BAND_WORDS[one.facts.band])}",
    )
    return Watch(
        "opinions_disagree",
        "workstream",
        workstream.id,
        workstream.id,
        one.found.points,
        THRESHOLDS["opinions_disagree"],
        says=tuple(words for words in says if words),
        is_counted=is_counted,
    )


def _silence(workstream: WorkstreamRow, one: Weighed, *, is_counted: bool) -> Watch:
    is_over = one.facts.reported is Rag.COMPLETE
    measure = 0 if is_over and one.found.past_due_days is not None else one.found.past_due_days
    words = silence_words(one.found, one.facts)
    return Watch(
        "silence",
        "workstream",
        workstream.id,
        workstream.id,
        measure,
        THRESHOLDS["silence"],
        says=(words,) if words else (),
        is_counted=is_counted,
    )


def _staleness(workstream: WorkstreamRow, one: Weighed, *, is_counted: bool) -> Watch:
    words = stale_words(one.found, one.facts)
    return Watch(
        "rating_stale",
        "workstream",
        workstream.id,
        workstream.id,
        one.found.rating_past_due_days,
        THRESHOLDS["rating_stale"],
        says=(words,) if words else (),
        is_counted=is_counted,
    )


def _whole(state: DeliveryState) -> Iterator[Watch]:
    """Return the programme's own rating, by how much it is greener than its worst part without a reason that holds."""
    given = ProgrammeRating.objects.filter(programme_id=state.programme.id).order_by("-recorded_at").first()
    if given is None:
        return
    limit = MARKINGS.index(closedness(state.programme.placement))
    parts = tuple(
        RatedPart(w.ref, w.name, Rag(w.status.rating))
        for w in state.workstreams.values()
        if w.status is not None and MARKINGS.index(closedness(w.placement)) <= limit
    )
    whole = whole_rating(Rag(given.rating), given.expires_on, parts, on=state.on)
    assert whole.given is not None  # it was given
    assert whole.shown is not None
    told = f"rated by {given.rater_name} on {_day(timezone.localdate(given.recorded_at))}: {given.reason}"
    kind: Kind = "rating_lapsed"
    yield Watch(
        kind,
        "programme",
        state.programme.id,
        None,
        severity(whole.shown) - severity(whole.given),
        THRESHOLDS[kind],
        says=(whole.words, told) if whole.words else (told,),
        is_counted=not state.programme.source,
    )


def _recoveries(state: DeliveryState) -> Iterator[Watch]:
    rows = RecoveryRecord.objects.filter(workstream_id__in=list(state.workstreams), closed_at=None)
    for row in rows.select_related("owner", "board"):
        due = row.reassess_on
        owner = row.owner.name if row.owner else "none named"
        kind: Kind = "recovery_due"
        yield Watch(
            kind,
            "workstream",
            row.workstream_id,
            row.workstream_id,
            None if due is None else (state.on - due).days,
            THRESHOLDS[kind],
            says=(f"its recovery, owned by {owner}, was to be assessed again on {_day(due)}",) if due else (),
        )


def _waits(state: DeliveryState) -> Iterator[Watch]:
    """Return the milestones that wait for a decision no more closed than themselves, the longest wait of each."""
    found: dict[UUID, list[Wait]] = defaultdict(list)
    rows = Wait.objects.filter(milestone_id__in=list(state.milestones), until=None)
    wanted = rows.select_related(
        "decision__programme", "decision__workstream", "decision__decision_maker"
    ).order_by("since", "id")
    for wait in wanted:
        limit = MARKINGS.index(closedness(state.milestones[wait.milestone_id].placement))
        if MARKINGS.index(most_closed(wait.decision.placement().markings)) <= limit:
            found[wait.milestone_id].append(wait)
    for milestone_id, waits in found.items():
        kind: Kind = "decision_awaited"
        yield Watch(
            kind,
            "milestone",
            milestone_id,
            state.milestones[milestone_id].workstream_id,
            (state.on - waits[0].since).days,
            THRESHOLDS[kind],
            says=tuple(_wait_words(wait) for wait in waits),
            is_counted=state.milestones[milestone_id].actual is None,
        )


def _wait_words(wait: Wait) -> str:
    maker = wait.decision.decision_maker
    return (
        f"{wait.decision.ref}, {maker.name if maker else 'nobody named'} to decide, since {_day(wait.since)}"
    )


def _day(day: date) -> str:
    return str(ApproxDate(day))

"""What one step of an alert says, put together from the state it was judged on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from governance.queries.judgements import Judgement, slips
from governance.queries.state import DeliveryState, closedness, dates_of
from governance.queries.watch import Watch
from governance.rules.escalating import BREACH_KINDS
from governance.rules.escalation import Kind, Step, measure_words, step_words
from governance.rules.telling import AlertFacts, SavingEffect, YearMoney
from programme.queries import MilestoneRow, ProgrammeRow, WorkstreamRow
from programme.rules import access
from programme.rules.calendar import FinancialYear
from programme.rules.slippage import landing
from savings.queries import SavingRow
from savings.rules.shortfall import Split
from savings.rules.totals import COUNTED_KINDS, SavingKind

TAKEN_AWAY: Final = "taken away"
# What ended an episode of these kinds when nothing is watched any more, its thing still being there.
OVER_WORDS: Final[Mapping[str, str]] = {
    "opinions_disagree": "no longer rated",
    "silence": "no longer awaited",
    "recovery_due": "recovery closed or moved on",
    "decision_awaited": "decided, or no longer awaited",
    "rating_lapsed": "rated anew, or its parts are greener",
    "rating_stale": "no longer awaited",
    **dict.fromkeys(BREACH_KINDS, "no tolerance covers it any more"),
}
_Thing = MilestoneRow | WorkstreamRow | SavingRow | ProgrammeRow
_SUBJECTS: Final[Mapping[type, str]] = {
    MilestoneRow: "milestone",
    WorkstreamRow: "workstream",
    SavingRow: "saving",
    ProgrammeRow: "programme",
}


@dataclass(frozen=True)
class Given:
    """The newest reason somebody gave for a change of a thing."""

    reason: str = ""
    by: str = ""
    at: datetime | None = None


def step_facts(
    watch: Watch, judgement: Judgement | None, step: Step, state: DeliveryState, *, since: datetime
) -> AlertFacts:
    """Return what a step says, by what it is about: a milestone, saving, workstream or the whole programme."""
    if watch.subject_kind == "milestone":
        facts = _milestone_facts(state.milestones[watch.subject_id], watch.kind, step, state, since=since)
    elif watch.subject_kind == "workstream":
        facts = _workstream_facts(state.workstreams[watch.subject_id], watch.kind, step, state, since=since)
    elif watch.subject_kind == "saving":
        facts = _saving_facts(watch, step, state, since=since)
    else:
        facts = _programme_facts(watch, step, state, since=since)
    if watch.kind in ("milestone_slip", "workstream_risk", "workstream_rag") and judgement is not None:
        return replace(facts, reasons=tuple(r.words for r in judgement.reasons))
    return replace(facts, reasons=watch.says, tolerance=watch.tolerance)


def _milestone_facts(
    milestone: MilestoneRow, kind: Kind, step: Step, state: DeliveryState, *, since: datetime
) -> AlertFacts:
    """Return what a step of a milestone's alert says: dates, days, and the money of the savings that wait for it."""
    to_baseline, moved = slips(milestone, state)
    workstream = state.workstreams.get(milestone.workstream_id) if milestone.workstream_id else None
    earlier = [p.forecast for p in state.trends.get(milestone.id, []) if p.forecast != milestone.forecast]
    facts = AlertFacts(
        **_common(kind, milestone, workstream, step, state, since),
        sentence=step_words(kind, step, is_finished=milestone.actual is not None),
        baseline=str(milestone.baseline or ""),
        forecast_was=str((earlier[-1] if earlier else None) or ""),
        forecast=str(milestone.forecast or ""),
        days_late=None if to_baseline is None else to_baseline.days,
        days_moved=None if moved is None else moved.days,
        owner_id=milestone.owner_id or (workstream.owner_id if workstream else None),
        owner=milestone.owner or (workstream.owner if workstream else ""),
        money_of="delay",
        savings=_waiting_for(milestone, state),
    )
    facts = facts if milestone.actual is None else replace(facts, now="finished")
    return with_reason(facts, newest_report([milestone.id], state))


def _workstream_facts(
    workstream: WorkstreamRow, kind: Kind, step: Step, state: DeliveryState, *, since: datetime
) -> AlertFacts:
    """Return what a step of a workstream's alert says, and the shortfall of its savings against plan."""
    milestones = state.milestones_of(workstream)
    late = [slip.days for m in milestones if m.actual is None for slip in [slips(m, state)[0]] if slip]
    status = workstream.status
    said = Given(status.reason, status.rater, status.recorded_at) if status else Given()
    if kind == "workstream_risk":
        said = max(said, newest_report([m.id for m in milestones], state), key=_when)
    facts = AlertFacts(
        **_common(kind, workstream, workstream, step, state, since),
        sentence=step_words(kind, step),
        days_late=max(late, default=None),
        owner_id=workstream.owner_id,
        owner=workstream.owner,
        money_of="shortfall",
        savings=_short_of_plan(workstream, state),
    )
    return with_reason(facts, said)


def _saving_facts(watch: Watch, step: Step, state: DeliveryState, *, since: datetime) -> AlertFacts:
    """Return what a step of a saving's shortfall says, with who last said what of its forecast."""
    marking = next(m for m in state.savings if watch.subject_id in state.savings_at(m))
    saving = state.savings_at(marking)[watch.subject_id]
    seen = state.savings_at(closedness(saving.placement))[saving.id]
    workstream = state.workstreams.get(saving.workstream_id) if saving.workstream_id else None
    facts = AlertFacts(
        **_common(watch.kind, saving, workstream, step, state, since),
        sentence=step_words(watch.kind, step),
        days_late=seen.days_late,
        owner_id=saving.owner_id or (workstream.owner_id if workstream else None),
        owner=saving.owner or (workstream.owner if workstream else ""),
        money_of="shortfall",
        savings=(_short(seen, FinancialYear.containing(state.on)),),
    )
    return with_reason(facts, Given(seen.said_reason, "", seen.said_at))


def _programme_facts(watch: Watch, step: Step, state: DeliveryState, *, since: datetime) -> AlertFacts:
    """Return what a step about the whole programme says: of its shortfall line by line, of its rating no money."""
    if watch.kind == "rating_lapsed":
        common = _common(watch.kind, state.programme, None, step, state, since)
        return AlertFacts(**common, sentence=step_words(watch.kind, step))
    limit = max(closedness(state.programme.placement), access.INTERNAL, key=access.MARKINGS.index)
    year = FinancialYear.containing(state.on)
    level = closedness(state.programme.placement)
    lines = state.savings_at(limit).values()
    return AlertFacts(
        **_common(watch.kind, state.programme, None, step, state, since),
        sentence=step_words(watch.kind, step),
        money_of="shortfall",
        savings=tuple(_short(_as_seen(line, level, state), year) for line in lines),
    )


def taken_away(last: AlertFacts, step: Step, state: DeliveryState, given: Given) -> AlertFacts:
    """Return what the closing of an alert says whose thing was taken away: the last that was known of it."""
    kind: Any = last.kind
    was = "" if step.was is None else measure_words(kind, step.was)
    now = OVER_WORDS.get(kind, TAKEN_AWAY) if _stands(last, state) else TAKEN_AWAY
    sentence = f"Closed: {now}{f', was {was}' if was else ''}"
    facts = replace(
        last, step=step.kind, number=step.number, was=was, now=now, sentence=sentence, on=state.on
    )
    return with_reason(replace(facts, savings=()), given)


def _stands(facts: AlertFacts, state: DeliveryState) -> bool:
    standing = {*state.milestones, *state.workstreams, state.programme.id}
    return facts.subject_id in standing or any(facts.subject_id in rows for rows in state.savings.values())


def with_reason(facts: AlertFacts, given: Given) -> AlertFacts:
    """Return the facts with who gave which reason, when; unchanged where nobody gave one."""
    if given.at is None:
        return facts
    return replace(facts, reason=given.reason, reason_by=given.by, reason_at=given.at)


def newest_report(milestone_ids: Iterable[UUID], state: DeliveryState) -> Given:
    """Return the newest reason given for a date of these milestones."""
    points = [state.trends[m][-1] for m in milestone_ids if state.trends.get(m)]
    return max((Given(p.reason, p.by, p.recorded_at) for p in points), key=_when, default=Given())


def _when(given: Given) -> float:
    return given.at.timestamp() if given.at else float("-inf")


def _common(
    kind: Kind, thing: _Thing, workstream: WorkstreamRow | None, step: Step, state: DeliveryState, since: datetime
) -> Mapping[str, Any]:  # fmt: skip
    subject_kind = _SUBJECTS[type(thing)]
    links = [(subject_kind, str(thing.id))]
    if thing.id != state.programme.id:
        links.append(("programme", str(state.programme.id)))
    if workstream is not None and workstream.id != thing.id:
        links.insert(1, ("workstream", str(workstream.id)))
    return {
        "kind": kind,
        "step": step.kind,
        "number": step.number,
        "subject_kind": subject_kind,
        "subject_id": thing.id,
        "ref": _ref(thing),
        "name": thing.name,
        "programme_id": state.programme.id,
        "programme_code": state.programme.code,
        "programme": state.programme.name,
        "illustrative": state.programme.illustrative,
        "workstream_id": workstream.id if workstream else None,
        "workstream_ref": workstream.ref if workstream else "",
        "workstream": workstream.name if workstream else "",
        "placement": thing.placement,
        "was": "" if step.was is None else measure_words(kind, step.was),
        "now": measure_words(kind, step.now),
        "since": since,
        "on": state.on,
        "links": tuple(links),
    }


def _waiting_for(milestone: MilestoneRow, state: DeliveryState) -> tuple[SavingEffect, ...]:
    """Return the lines that wait for a milestone, each with what its delay costs as its own readers see it.

    A line that waits for something later still owes its delay to that, and names it. Lines more closed than
    both the milestone and officers' records are left out: no message may tell of them.
    """
    limit = max(closedness(milestone.placement), access.INTERNAL, key=access.MARKINGS.index)
    effects = []
    for saving in state.savings_at(limit).values():
        if milestone.id not in saving.milestone_ids:
            continue
        level = max(closedness(saving.placement), closedness(milestone.placement), key=access.MARKINGS.index)
        seen = state.savings_at(level)[saving.id]
        later = _lands_last(seen, milestone, state)
        effects.append(_effect(seen, () if later else _delay_years(seen, state), waits_for=later))
    return tuple(effects)


def _lands_last(saving: SavingRow, milestone: MilestoneRow, state: DeliveryState) -> str:
    """Return the name of the milestone that lands after this one and holds the line up, or "" for none."""
    lands = []
    for key in saving.milestone_ids:
        if key in state.milestones:
            other = state.milestones[key]
            day = landing(dates_of(other, on=state.on), on=state.on)
            if day is not None and day.last_day is not None:
                lands.append((day.last_day, key == milestone.id, other.name))
    last = max(lands, default=None)
    return "" if last is None or last[1] else last[2]


def _delay_years(saving: SavingRow, state: DeliveryState) -> tuple[YearMoney, ...]:
    this_year = FinancialYear.containing(state.on)
    if saving.days_late is None:
        return (YearMoney(this_year.label, None, None, "a milestone it waits for has no date"),)
    if saving.delay is None:
        known = saving.days_late <= 0
        return () if known else (YearMoney(this_year.label, None, None, "its plan is not known"),)
    return _years(saving.delay.split, this_year)


def _short_of_plan(workstream: WorkstreamRow, state: DeliveryState) -> tuple[SavingEffect, ...]:
    this_year = FinancialYear.containing(state.on)
    limit = max(closedness(workstream.placement), access.INTERNAL, key=access.MARKINGS.index)
    own = [s for s in state.savings_at(limit).values() if s.workstream_id == workstream.id]
    level = closedness(workstream.placement)
    return tuple(_short(_as_seen(saving, level, state), this_year) for saving in own)


def _as_seen(saving: SavingRow, level: str, state: DeliveryState) -> SavingRow:
    """Return a line as readers see it who see both it and what is marked so."""
    return state.savings_at(max(closedness(saving.placement), level, key=access.MARKINGS.index))[saving.id]


def _short(saving: SavingRow, first: FinancialYear) -> SavingEffect:
    nobody = YearMoney(first.label, None, None, "nobody has forecast it")
    return _effect(saving, (nobody,) if saving.split is None else _years(saving.split, first))


def _ref(thing: _Thing) -> str:
    if isinstance(thing, ProgrammeRow):
        return ""
    return thing.ref if not isinstance(thing, SavingRow) or thing.ref_is_printed else ""


def _effect(saving: SavingRow, years: tuple[YearMoney, ...], *, waits_for: str = "") -> SavingEffect:
    return SavingEffect(
        id=saving.id,
        ref=saving.ref if saving.ref_is_printed else "",
        name=saving.name,
        is_counted=SavingKind(saving.kind) in COUNTED_KINDS,
        placement=saving.placement,
        years=years,
        waits_for=waits_for,
    )


def _years(split: Split, first: FinancialYear) -> tuple[YearMoney, ...]:
    return tuple(YearMoney(y.year.label, y.timing, y.loss, y.reason) for y in split.years if y.year >= first)

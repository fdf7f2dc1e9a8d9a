"""What the rules make of a programme's current state: the risk of each milestone, saving and workstream.

A judgement is stored when what people are shown of it has changed; `digest` decides that. In it is all that is
shown, in words: band, whole percent, flags, reasons, method. A date that merely comes nearer is not in it: it
shows when it moves a percent or crosses a limit that words name. What ticks by itself is the lateness of a
thing past due, and the money that waits for it: a day more each day. There the words of the day are left out of
the digest and what they were made of is put in (dates, plan, what was said), with the whole weeks past due; so
every change of somebody's is seen at once, and the passing of time alone writes at most one row a week.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from governance.queries.state import DeliveryState, closedness, dates_of
from governance.rules import method
from governance.rules.escalation import band_measure, rag_measure, slip_measure
from governance.rules.method import Band
from governance.rules.risk import MilestoneRisk, Reason, RiskFacts, assess_milestone, percent
from governance.rules.saving_risk import EnablingMilestone, OffPath, SavingRisk, assess_saving
from governance.rules.workstream_risk import WorkstreamFacts, WorkstreamMilestone, assess_workstream
from programme.queries import MilestoneRow, WorkstreamRow
from programme.rules.access import MARKINGS, Placement
from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.slippage import Slip, is_overdue, period_slip, slip_to_baseline
from savings.queries import SavingRow
from savings.queries.positions import position_of

_TICKING: Final = frozenset({"slip", "delay", "timing", "loss", "money_not_known", "shortfall"})


@dataclass(frozen=True)
class Judgement:
    """The risk of one thing, and the measures its alerts step by (None is not known).

    `facts` are what is shown beside band, chance and reasons, as JSON values; amounts are strings in pounds.
    `steady` is what the digest is made of.
    """

    subject_kind: str
    subject_id: UUID
    ref: str
    name: str
    placement: Placement
    band: Band
    chance: float | None
    reasons: tuple[Reason, ...]
    facts: dict[str, Any]
    measures: dict[str, int | None] = field(default_factory=dict)
    steady: tuple[object, ...] = ()
    method_version: str = method.METHOD_VERSION

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what people are shown, in hex; see the module's own words."""
        shown = [
            self.subject_kind,
            self.band,
            None if self.chance is None else percent(self.chance),
            self.method_version,
            self.steady,
        ]
        return hashlib.sha256(json.dumps(shown, default=str, sort_keys=True).encode()).hexdigest()


def judge(state: DeliveryState) -> dict[UUID, Judgement]:
    """Return the judgement of every milestone, saving and workstream of a programme, by id."""
    risks = {m.id: _milestone_risk(m, state) for m in state.milestones.values()}
    found = [_milestone(m, risks[m.id], state) for m in state.milestones.values()]
    found += [_saving(s, risks, state) for s in state.every_saving()]
    found += [_workstream(w, risks, state) for w in state.workstreams.values()]
    return {one.subject_id: one for one in found}


def slips(milestone: MilestoneRow, state: DeliveryState) -> tuple[Slip | None, Slip | None]:
    """Return a milestone's slip to its baseline, and the move of its forecast since the report before."""
    reports = state.trends.get(milestone.id, [])
    before = reports[-2].forecast if len(reports) > 1 else None
    return slip_to_baseline(dates_of(milestone, on=state.on), on=state.on), period_slip(
        milestone.forecast, before
    )


def _milestone_risk(milestone: MilestoneRow, state: DeliveryState) -> MilestoneRisk | None:
    workstream = state.workstreams.get(milestone.workstream_id) if milestone.workstream_id else None
    start = milestone.start_date
    facts = RiskFacts(
        dates=dates_of(milestone, on=state.on),
        rating=workstream.status.rating if workstream and workstream.status else None,
        planned_start=None if start is None else ApproxDate(start),
        last_updated=_day(milestone.reported_at),
        cadence_days=milestone.cadence_days,
    )
    return assess_milestone(facts, on=state.on)


def _milestone(milestone: MilestoneRow, risk: MilestoneRisk | None, state: DeliveryState) -> Judgement:
    to_baseline, moved = slips(milestone, state)
    measure = slip_measure(to_baseline, moved, is_finished=risk is None)
    dates = {name: str(getattr(milestone, name) or "") for name in ("baseline", "forecast", "actual")}
    done = (Reason("finished", f"Finished {milestone.actual}", method.LOW),)
    reasons = done if risk is None else risk.reasons
    flags = () if risk is None else risk.flags
    facts = {
        "on": state.on.isoformat(),
        **dates,
        "least_percent": None if risk is None or risk.least is None else percent(risk.least),
        "most_percent": None if risk is None or risk.most is None else percent(risk.most),
        "flags": list(flags),
        "days_late": None if to_baseline is None else to_baseline.days,
        "days_moved": None if moved is None else moved.days,
        "measures": {"milestone_slip": measure},
    }
    return Judgement(
        "milestone",
        milestone.id,
        milestone.ref,
        milestone.name,
        milestone.placement,
        "low" if risk is None else risk.band,
        None if risk is None else risk.chance,
        reasons,
        facts,
        measures={"milestone_slip": measure},
        steady=(flags, reasons, sorted(dates.items()), None if moved is None else moved.days),
    )


def _saving(saving: SavingRow, risks: dict[UUID, MilestoneRisk | None], state: DeliveryState) -> Judgement:
    waits = [state.milestones[m] for m in saving.milestone_ids if m in state.milestones]
    enabling = [EnablingMilestone(m.ref, m.name, dates_of(m, on=state.on), risks[m.id]) for m in waits]
    risk = assess_saving(enabling, on=state.on, split=saving.split, off_path=_off_path(saving, state))
    facts = {
        "on": state.on.isoformat(),
        "days_late": saving.days_late,
        "forecast_basis": saving.forecast_basis,
        "waits_for": "" if risk.delay is None else risk.delay.ref,
        "years": _years(risk),
        "caveat": risk.caveat,
    }
    late = past_due(waits, state)
    return Judgement(
        "saving",
        saving.id,
        saving.ref,
        saving.name,
        saving.placement,
        risk.band,
        risk.at_least_chance,
        risk.reasons,
        facts,
        steady=_steady(risk.reasons, facts["years"], late, inputs=_inputs(saving, waits)),
    )


def _off_path(saving: SavingRow, state: DeliveryState) -> list[OffPath]:
    """Return the drivers off their path this year or later; one more closed than the saving says nothing of it."""
    this_year = FinancialYear.containing(state.on)
    limit = MARKINGS.index(closedness(saving.placement))
    held = [d for d in state.drivers.get(saving.id, ()) if MARKINGS.index(d.marking) <= limit]
    worst = [(d, d.worst(this_year)) for d in held]
    return [
        OffPath(d.indicator, year.words, None if year.off_percent is None else abs(year.off_percent))
        for d, year in worst
        if year is not None
    ]


def _workstream(
    workstream: WorkstreamRow, risks: dict[UUID, MilestoneRisk | None], state: DeliveryState
) -> Judgement:
    milestones = state.milestones_of(workstream)
    marking = closedness(workstream.placement)
    savings = [s for s in state.savings_at(marking).values() if s.workstream_id == workstream.id]
    share = shortfall_share(savings, state.on)
    reported = workstream.status.rating if workstream.status else None
    said = [m.reported_at for m in milestones] + [workstream.reported_at]
    facts = WorkstreamFacts(
        milestones=tuple(
            WorkstreamMilestone(
                m.ref,
                m.name,
                risks[m.id],
                slip_to_baseline(dates_of(m, on=state.on), on=state.on),
            )
            for m in milestones
        ),
        shortfall_share=share,
        reported=reported,
        last_report=_day(max((at for at in said if at is not None), default=None)),
        cadence_days=workstream.cadence_days,
    )
    risk = assess_workstream(facts, on=state.on)
    waits = {m: state.milestones[m] for s in savings for m in s.milestone_ids if m in state.milestones}
    late = past_due([*milestones, *waits.values()], state)
    inputs = [_inputs(s, [waits[m] for m in s.milestone_ids if m in waits]) for s in savings]
    measures = {"workstream_risk": band_measure(risk.band), "workstream_rag": rag_measure(reported)}
    return Judgement(
        "workstream",
        workstream.id,
        workstream.ref,
        workstream.name,
        workstream.placement,
        risk.band,
        None,
        risk.reasons,
        facts={
            "on": state.on.isoformat(),
            "calculated": risk.calculated,
            "flags": list(risk.flags),
            "reported": reported,
            "shortfall_share": None if share is None else f"{share:.4f}",
            "measures": measures,
        },
        measures=measures,
        steady=(
            risk.calculated,
            risk.flags,
            *_steady(risk.reasons, (), late, inputs=(_dates(milestones), inputs)),
        ),
    )


def shortfall_share(savings: list[SavingRow], on: date) -> Decimal | None:
    """Return this year's shortfall over this year's plan; None unless every line with a plan has a forecast.

    A share over some of the lines would read as one over all.
    """
    year = position_of(savings).year(FinancialYear.containing(on))
    if year is None:
        return None
    ledger = year.ledger
    if not ledger.plan.is_complete or ledger.plan.pounds <= 0 or ledger.plan_without_forecast:
        return None
    return (ledger.plan.pounds - ledger.forecast.pounds) / ledger.plan.pounds


def past_due(milestones: list[MilestoneRow], state: DeliveryState) -> dict[str, int]:
    """Return how many whole weeks each unfinished milestone of these is past its date, by ref; others are absent."""
    weeks = {}
    for m in milestones:
        dates = dates_of(m, on=state.on)
        due = (dates.forecast.last_day if dates.forecast else None) or (
            dates.baseline.last_day if dates.baseline else None
        )
        if due is not None and is_overdue(dates, on=state.on):
            weeks[m.ref] = (state.on - due).days // 7
    return weeks


def _steady(
    reasons: tuple[Reason, ...], years: object, late: dict[str, int], *, inputs: object
) -> tuple[object, ...]:
    """Return what the digest takes in of reasons and money: as shown or, where it ticks, what it is made of."""
    if not late:
        return (reasons, years)
    told = [(r.code, r.ref, r.weight, "" if r.code in _TICKING else r.words) for r in reasons]
    return (told, sorted(late.items()), inputs)


def _inputs(saving: SavingRow, waits: list[MilestoneRow]) -> tuple[object, ...]:
    return (
        saving.ref,
        saving.plan,
        saving.said,
        saving.said_at,
        saving.start_date,
        saving.funding_ends,
        _dates(waits),
    )


def _dates(milestones: list[MilestoneRow]) -> list[tuple[str, ...]]:
    return [(m.ref, str(m.baseline), str(m.forecast), str(m.actual)) for m in milestones]


def _years(risk: SavingRisk) -> list[dict[str, str | None]]:
    return [
        {
            "year": y.year.label,
            "timing": None if y.timing is None else str(y.timing),
            "loss": None if y.loss is None else str(y.loss),
            "not_known": y.reason,
        }
        for y in (risk.split.years if risk.split is not None else ())
    ]


def _day(at: datetime | None) -> date | None:
    return None if at is None else timezone.localdate(at)

"""The delivery risk of a workstream: a band by rule, with each reason in words and its weight.

Worst of what is known, chances capped, two kinds of high fact together very high.
Source: docs/method.md, "Bands".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules import method
from governance.rules.method import Band
from governance.rules.risk import BAND_ORDER, RATING_WORDS, MilestoneRisk, Reason, percent
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import Slip, is_stale

LATENESS = frozenset({"past_due", "past_due_90", "slip"})
FACTS: tuple[frozenset[str], ...] = (LATENESS, frozenset({"shortfall"}), frozenset({"reported"}))


@dataclass(frozen=True)
class WorkstreamMilestone:
    """One milestone of a workstream: its risk (None once finished) and its slip to the current baseline.

    The slip is that of `programme.rules.slippage.slip_to_baseline`, None where a date is missing.
    """

    ref: str
    name: str
    risk: MilestoneRisk | None
    slip: Slip | None = None


@dataclass(frozen=True)
class WorkstreamFacts:
    """What the band of a workstream is computed from.

    `shortfall_share` is this year's shortfall over this year's plan (0.1 is 10%), None where either is not
    known. `reported` is the last reported rating, None where none is published. Give only milestones and
    savings no more closed than the workstream itself: what is computed here is shown to its readers.
    """

    milestones: tuple[WorkstreamMilestone, ...] = ()
    shortfall_share: Decimal | None = None
    reported: str | None = None
    last_report: date | None = None
    cadence_days: int = method.CADENCE_DAYS


@dataclass(frozen=True)
class WorkstreamRisk:
    """The band of a workstream, the band without its reported rating, and why."""

    band: Band
    calculated: Band
    flags: tuple[str, ...]
    reasons: tuple[Reason, ...]
    method_version: str = method.METHOD_VERSION

    @property
    def shown(self) -> tuple[object, ...]:
        """Return what people are shown of it; an assessment is written only when this changes."""
        return (self.band, self.calculated, self.flags, self.reasons, self.method_version)


def assess_workstream(facts: WorkstreamFacts, *, on: date) -> WorkstreamRisk:
    """Return the delivery risk of a workstream as at `on`.

    Stale and past due come first among the reasons, then disagreement, then by weight. A better value never
    gives a worse band. A blank never makes a low: without dates or money a good rating alone is not_known.
    Raises ValueError for an unknown rating or a cadence below one day.
    """
    if facts.reported is not None and facts.reported not in RATING_WORDS:
        raise ValueError(f"{facts.reported!r} is no rating; use one of {', '.join(RATING_WORDS)}")
    if facts.cadence_days < 1:
        raise ValueError(f"a cadence is one day or more, not {facts.cadence_days}")
    dates = _date_reasons(facts.milestones)
    own = (*_stale_reasons(facts, on), *dates, *_money_reasons(facts.shortfall_share))
    reported = _reported_reasons(facts.reported)
    evidence = _evidence(facts)
    calculated = _band(own, evidence=evidence, blanks=_blanks(facts))
    band = _band((*own, *reported), evidence=evidence, blanks=_blanks(facts))
    disagreement = _disagreement(facts.reported, calculated, own)
    flags = tuple(f for f in ("past_due", "stale") if any(_flag_of(r) == f for r in own))
    reasons = sorted((*own, *reported, *disagreement, *_missing(facts)), key=_place)
    return WorkstreamRisk(band, calculated, flags, tuple(reasons))


def _band(reasons: Sequence[Reason], *, evidence: bool, blanks: bool) -> Band:
    weights = [r.weight for r in reasons if r.weight is not None]
    heaviest = max(weights, default=method.LOW)
    high_codes = {r.code for r in reasons if r.weight is not None and r.weight >= method.HIGH}
    high_facts = sum(bool(kind & high_codes) for kind in FACTS)
    if heaviest == method.HIGH and high_facts >= method.FACTS_FOR_VERY_HIGH:
        heaviest = method.VERY_HIGH
    if not evidence:
        rating = max((r.weight or 0 for r in reasons if r.code == "reported"), default=method.LOW)
        return BAND_ORDER[heaviest] if rating > method.LOW else "not_known"
    if heaviest == method.LOW and blanks:
        return "not_known"
    return BAND_ORDER[heaviest]


def _evidence(facts: WorkstreamFacts) -> bool:
    """Return whether anything but the reported rating speaks: a dated or finished milestone, or money."""
    dated = any(m.risk is None or m.risk.band != "not_known" for m in facts.milestones)
    return dated or facts.shortfall_share is not None


def _blanks(facts: WorkstreamFacts) -> bool:
    return any(m.risk is not None and m.risk.band == "not_known" for m in facts.milestones)


def _stale_reasons(facts: WorkstreamFacts, on: date) -> tuple[Reason, ...]:
    if not is_stale(facts.last_report, on=on, cadence_days=facts.cadence_days):
        return ()
    last = "Never reported" if facts.last_report is None else f"Last report {ApproxDate(facts.last_report)}"
    return (Reason("stale", f"{last}; stale beyond {facts.cadence_days} days", method.STALE_WEIGHT),)


def _date_reasons(milestones: Sequence[WorkstreamMilestone]) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    unfinished = [(m, m.risk) for m in milestones if m.risk is not None]
    if milestones and not unfinished:
        return (Reason("all_finished", "All its milestones are finished", method.LOW),)
    for m, risk in unfinished:
        if "past_due" in risk.flags and risk.inputs.planned_end is not None:
            due = risk.inputs.planned_end
            reasons.append(Reason("past_due", f"{m.name} is past due, planned for {due}", method.HIGH, m.ref))
        if "stale" in risk.flags:
            reasons.append(Reason("stale_milestone", f"{m.name} is stale", method.STALE_WEIGHT, m.ref))
    slips = [(m.slip, m) for m, _ in unfinished if m.slip is not None]
    if slips:
        slip, m = max(slips, key=lambda pair: (pair[0].days, pair[1].ref))
        if slip.days >= method.SLIP_MEDIUM_DAYS:
            weight = method.HIGH if slip.days >= method.SLIP_HIGH_DAYS else method.MEDIUM
            reasons.append(Reason("slip", f"{m.name} is {slip.words} than its baseline", weight, m.ref))
    scored = [(risk.chance, m, risk) for m, risk in unfinished if risk.chance is not None]
    if scored:
        chance, m, risk = max(scored, key=lambda triple: (triple[0], triple[1].ref))
        weight = min(BAND_ORDER.index(risk.band), method.CHANCE_COUNTS_AT_MOST)
        words = f"{m.name} has a {percent(chance)}% chance of moving later by {method.SLIP_DAYS} days or more"
        reasons.append(Reason("chance", words, weight, m.ref))
    return tuple(reasons)


def _money_reasons(share: Decimal | None) -> tuple[Reason, ...]:
    if share is None:
        return ()
    if share < Decimal(str(method.SHORTFALL_MEDIUM)):
        within = percent(method.SHORTFALL_MEDIUM)
        words = f"Savings are forecast within {within}% of this year's plan, or above it"
        return (Reason("shortfall", words, method.LOW),)
    weight = method.MEDIUM
    if share >= Decimal(str(method.SHORTFALL_HIGH)):
        weight = method.HIGH
    if share >= Decimal(str(method.SHORTFALL_VERY_HIGH)):
        weight = method.VERY_HIGH
    words = f"Savings are forecast {percent(float(share))}% short of this year's plan"
    return (Reason("shortfall", words, weight),)


def _reported_reasons(reported: str | None) -> tuple[Reason, ...]:
    if reported is None:
        return ()
    return (Reason("reported", f"Reported {RATING_WORDS[reported]}", method.REPORTED_WEIGHT[reported]),)


def _disagreement(reported: str | None, calculated: Band, own: Sequence[Reason]) -> tuple[Reason, ...]:
    if reported is None or calculated == "not_known":
        return ()
    apart = BAND_ORDER.index(calculated) - method.REPORTED_WEIGHT[reported]
    if abs(apart) < method.DISAGREEMENT_STEPS:
        return ()
    if apart < 0:
        words = f"Reported {RATING_WORDS[reported]}, but its dates and money show no reason for it"
        return (Reason("disagreement", words),)
    heaviest = max(own, key=lambda r: -1 if r.weight is None else r.weight)
    first, rest = heaviest.words[0], heaviest.words[1:]
    words = heaviest.words if heaviest.ref else first.lower() + rest
    return (Reason("disagreement", f"Reported {RATING_WORDS[reported]}, but {words}", ref=heaviest.ref),)


def _missing(facts: WorkstreamFacts) -> tuple[Reason, ...]:
    reasons = []
    unfinished = [m.risk for m in facts.milestones if m.risk is not None]
    undated = sum(risk.band == "not_known" for risk in unfinished)
    if not facts.milestones:
        reasons.append(Reason("no_milestone", "It has no milestones here"))
    if undated:
        words = f"{undated} of {len(unfinished)} unfinished milestones have no date"
        reasons.append(Reason("no_date", words))
    if facts.shortfall_share is None:
        reasons.append(Reason("no_money", "This year's shortfall is not known"))
    if facts.reported is None:
        reasons.append(Reason("unrated", "No rating is published"))
    return tuple(reasons)


def _flag_of(reason: Reason) -> str:
    return {"stale_milestone": "stale"}.get(reason.code, reason.code)


def _place(reason: Reason) -> tuple[int, int, str, str]:
    """Return where a reason stands: past due, stale, disagreement, then by weight, the uncounted last."""
    flags = {"past_due": 0, "stale": 1, "stale_milestone": 1, "disagreement": 2}
    weight = -1 if reason.weight is None else reason.weight
    return (flags.get(reason.code, 3), -weight, reason.code, reason.ref)

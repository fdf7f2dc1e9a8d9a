"""What the slippage of its enabling milestones means for one saving.

Only the slippage already forecast is money: an expected loss from a chance would be invented, since no prior
was ever tested on savings. Source: docs/method.md, "Risk of a saving".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules import method
from governance.rules.method import Band
from governance.rules.risk import BAND_ORDER, MilestoneRisk, Reason, percent, worst
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates, landing
from savings.rules.notation import show_pounds
from savings.rules.shortfall import Split


@dataclass(frozen=True)
class EnablingMilestone:
    """A milestone a saving waits for; `risk` is None once it is finished."""

    ref: str
    name: str
    dates: MilestoneDates
    risk: MilestoneRisk | None


@dataclass(frozen=True)
class OffPath:
    """A driver that has left the path the saving assumes: its name, and the year furthest off, in words.

    `percent` is how far off, without its sign; None where nil was assumed.
    """

    driver: str
    words: str
    percent: Decimal | None


@dataclass(frozen=True)
class EnablingDelay:
    """How far the start of a saving has moved: from the latest baseline to the latest landing.

    `days` are calendar days, negative when early. `ref` and `name` are of the milestone that lands last.
    """

    planned: date
    landing: date
    ref: str
    name: str

    @property
    def days(self) -> int:
        """Return the days between the two, negative when early."""
        return (self.landing - self.planned).days


@dataclass(frozen=True)
class SavingRisk:
    """The risk of one saving: the band of its milestones, and the money of the slippage already forecast.

    `split` is each year's shortfall on the forecast that holds, timing and loss apart, no year netted.
    `at_least_chance` is a lower bound of the chance that some enabling milestone moves later by 90 days or
    more: the largest single chance, since milestones share causes and nothing published says how much.
    """

    band: Band
    at_least_chance: float | None
    delay: EnablingDelay | None
    split: Split | None
    reasons: tuple[Reason, ...]
    caveat: str = method.MONEY_CAVEAT
    method_version: str = method.METHOD_VERSION

    @property
    def shown(self) -> tuple[object, ...]:
        """Return what people are shown of it; a result is written only when this changes."""
        chance = None if self.at_least_chance is None else percent(self.at_least_chance)
        return (self.band, chance, self.delay, self.split, self.reasons, self.method_version)


def enabling_delay(milestones: Sequence[EnablingMilestone], *, on: date) -> EnablingDelay | None:
    """Return how far the saving's start has moved; it starts when the last enabling milestone lands.

    Dates count by the last day of their precision; an unfinished forecast that has passed lands on `on`.
    None without milestones, or while any of them lacks a baseline or a landing: then the delay is not known.
    Raises ValueError if an actual date lies after `on`.
    """
    baselines, landings = [], []
    for m in milestones:
        lands = landing(m.dates, on=on)
        if m.dates.baseline is None or lands is None:
            return None
        if m.dates.baseline.last_day is None or lands.last_day is None:
            return None
        baselines.append(m.dates.baseline.last_day)
        landings.append((lands.last_day, m.ref, m.name))
    if not milestones:
        return None
    last, ref, name = max(landings)
    return EnablingDelay(planned=max(baselines), landing=last, ref=ref, name=name)


def assess_saving(
    milestones: Sequence[EnablingMilestone],
    *,
    on: date,
    split: Split | None = None,
    off_path: Sequence[OffPath] = (),
) -> SavingRisk:
    """Return the risk of a saving from its enabling milestones, and from what drives it.

    `split` is that of the forecast that holds against the plan (savings.rules.enabling), None where there is
    none. The band is the worst of the unfinished milestones; a milestone without a date never leaves a band
    low. A driver off its path makes it medium, from 20% off high; one on its path lowers nothing. Give only
    milestones and drivers that the readers of the saving may see.
    Raises ValueError if an actual date lies after `on`.
    """
    delay = enabling_delay(milestones, on=on)
    open_ones = [(m, m.risk) for m in milestones if m.risk is not None]
    chances = [risk.chance for _, risk in open_ones if risk.chance is not None]
    band = worst([risk.band for _, risk in open_ones])
    undated = [m for m, risk in open_ones if risk.band == "not_known"]
    if milestones and not open_ones:
        band = "low"
    if undated and band == "low":
        band = "not_known"
    drivers = _driver_reasons(off_path)
    band = worst([band, *(method_band(reason.weight) for reason in drivers)])
    reasons = (
        *drivers,
        *_state_reasons(milestones, open_ones, undated),
        *_delay_reasons(delay, milestones),
        *_money_reasons(split),
    )
    return SavingRisk(
        band=band,
        at_least_chance=max(chances) if chances else None,
        delay=delay,
        split=split,
        reasons=reasons,
    )


def method_band(weight: int | None) -> Band:
    """Return the band a reason alone gives; not known for one that is told and not counted."""
    return "not_known" if weight is None else BAND_ORDER[weight]


def _driver_reasons(off_path: Sequence[OffPath]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            "off_path",
            f"{one.driver}, {one.words}",
            method.HIGH
            if one.percent is None or one.percent >= method.OFF_PATH_HIGH_PERCENT
            else method.OFF_PATH_WEIGHT,
        )
        for one in off_path
    )


def _state_reasons(
    milestones: Sequence[EnablingMilestone],
    open_ones: Sequence[tuple[EnablingMilestone, MilestoneRisk]],
    undated: Sequence[EnablingMilestone],
) -> tuple[Reason, ...]:
    if not milestones:
        return (Reason("no_milestone", "No enabling milestone is named, so its dates say nothing"),)
    if not open_ones:
        return (Reason("all_finished", "Every enabling milestone is finished", method.LOW),)
    reasons = [
        Reason(flag, f"{m.name} is {'past due' if flag == 'past_due' else 'stale'}", ref=m.ref)
        for flag in ("past_due", "stale")
        for m, risk in open_ones
        if flag in risk.flags
    ]
    scored = [(risk.chance, m.ref, m.name) for m, risk in open_ones if risk.chance is not None]
    if scored:
        chance, ref, name = max(scored)
        words = f"{name} has a {percent(chance)}% chance of moving later by {method.SLIP_DAYS} days or more"
        if len(scored) > 1:
            words += "; that at least one of them moves is no less likely"
        reasons.append(Reason("chance", words, ref=ref))
    reasons += [Reason("no_date", f"{m.name} has no planned end", ref=m.ref) for m in undated]
    return tuple(reasons)


def _delay_reasons(
    delay: EnablingDelay | None, milestones: Sequence[EnablingMilestone]
) -> tuple[Reason, ...]:
    if delay is None:
        if not milestones:
            return ()
        return (Reason("delay_not_known", "An enabling milestone lacks a baseline or a forecast"),)
    if delay.days == 0:
        return (Reason("no_delay", "The last enabling milestone lands on its baseline"),)
    way = "later" if delay.days > 0 else "earlier"
    lands = ApproxDate(delay.landing)
    words = f"Waits for {delay.name}, now {lands}, {abs(delay.days)} days {way} than planned"
    return (Reason("delay", words, ref=delay.ref),)


def _money_reasons(split: Split | None) -> tuple[Reason, ...]:
    """Return a reason for each year whose money moves; each stands alone, none is netted with another."""
    reasons = []
    for year in split.years if split is not None else ():
        if year.reason:
            reasons.append(Reason("money_not_known", f"{year.year}: {year.reason}"))
        if year.timing:
            way = "short for now" if year.timing > 0 else "more, as late money lands"
            reasons.append(Reason("timing", f"{year.year}: {show_pounds(abs(year.timing))} {way} (timing)"))
        if year.loss:
            reasons.append(Reason("loss", f"{year.year}: {show_pounds(year.loss)} lost"))
    return tuple(reasons)

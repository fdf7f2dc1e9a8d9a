"""The money a board sees: both bridges of its programmes by year, and the savings at risk, of one set of figures.

Officers see live figures; packs, and readers who are no officers, the last closed period where one is closed. Which
figures they are is said on each bridge. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from governance.queries.assessments import AssessmentRow, assessments
from governance.queries.board_parts.reach import Reach, about_programme, about_workstream
from governance.rules.audience import most_closed
from governance.rules.board_view import About, BridgeStep, BridgeYear, RestsOn, SavingAtRisk
from governance.rules.paths import path_of
from programme.queries.once import once
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import SavingRow
from savings.queries.periods import LIVE, PeriodRow, periods
from savings.queries.positions import year_split
from savings.queries.stated_positions import (
    PositionYear,
    StatedPosition,
    closed_position,
    programme_positions,
)
from savings.rules.notation import show_pounds
from savings.rules.periods import period_words

TO_PLAN: Final = {
    "delivered": "Delivered (validated)",
    "on_track": "On track",
    "at_risk": "At risk",
    "deliverable_later": "Undeliverable this year, deliverable later",
    "undeliverable": "Undeliverable",
    "no_outlook": "No outlook",
    "adjustments": "Adjustments that name no line",
    "unidentified": "Unidentified",
    "not_in_our_copy": "Not in our copy",
}
TO_FORECAST: Final = {
    "plan": ("Plan", 1),
    "loss": ("Loss", -1),
    "timing": ("Timing", -1),
    "over_delivery": ("Over-delivery", 1),
    "shortfall_not_split": ("Shortfall not split", -1),
    "plan_not_forecast": ("Plan nobody has forecast", -1),
    "forecast_without_plan": ("Forecast without a plan", 1),
}
FALLS_SHORT: Final = frozenset({"at_risk", "deliverable_later", "undeliverable"})
RISKY: Final = frozenset({"high", "very_high"})
NIL: Final = Decimal(0)


@dataclass(frozen=True)
class Figures:
    """Which figures of one programme are shown, and which they are compared with.

    `now` is None while live. `closed` is the period they were frozen with. Money moved after `then` and by `now`.
    """

    words: str
    then: datetime
    now: datetime | None
    closed: PeriodRow | None = None
    closed_then: PeriodRow | None = None


def figures_of(
    *, reader: Actor, reach: Reach, since: datetime, at: datetime | None, closed_alone: bool
) -> dict[UUID, Figures]:
    """Return which figures are shown of each programme within reach, by id."""
    live = "live figures" if at is None else f"figures as had been recorded by {_moment(at)}"
    if not closed_alone:
        return dict.fromkeys(reach.programmes, Figures(live, since, at))
    found = periods(reader=reader, programme_ids=reach.programmes)
    chosen = {}
    for key in reach.programmes:
        signed = (
            [row for row in found[key].rows.values() if row.closed_at is not None] if key in found else []
        )
        newest, before = _newest(signed, at), _newest(signed, since)
        if newest is None or newest.closing is None:
            words = LIVE if at is None else f"{live}: no period was closed yet"
            chosen[key] = Figures(words, since, at)
            continue
        moment = newest.closing.recorded_at
        then = before.closing.recorded_at if before and before.closing else min(since, moment)
        chosen[key] = Figures(_closed_words(newest), then, moment, newest, before)
    return chosen


def _newest(rows: Iterable[PeriodRow], at: datetime | None) -> PeriodRow | None:
    """Return the newest month that had been closed by a moment, of those that are still closed."""
    held = [row for row in rows if row.closing and (at is None or row.closing.recorded_at <= at)]
    return max(held, key=lambda row: row.month, default=None)


def _closed_words(row: PeriodRow) -> str:
    assert row.closing is not None
    on = timezone.localdate(row.closing.recorded_at)
    return f"figures of {period_words(row.month)}, closed by {row.closing.signatory} on {on.day} {on:%b %Y}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y, %H:%M}"


def lines_of(
    *, reader: Actor, reach: Reach, figures: Mapping[UUID, Figures], then: bool = False
) -> dict[UUID, SavingRow]:
    """Return the lines within reach by the figures shown, or as they were `then`, both judged on the same day."""
    moments: dict[tuple[datetime | None, datetime | None], list[UUID]] = defaultdict(list)
    for key, one in figures.items():
        moments[one.then if then else one.now, one.now].append(key)
    found: dict[UUID, SavingRow] = {}
    for (at, day), programmes in moments.items():
        on = timezone.localdate(day)
        found |= money.savings(reader=reader, programme_ids=sorted(programmes), at=at, on=on)
    return {key: row for key, row in found.items() if reach.holds(row.programme_id, row.workstream_id)}


def year_in_view(row_first_year: int | None, years: Iterable[FinancialYear], on: datetime) -> FinancialYear:
    """Return the year that a programme is looked at in: that of the day, else its first."""
    today, known = FinancialYear.containing(timezone.localdate(on)), sorted(years)
    if today in known or not known:
        return today
    first = None if row_first_year is None else FinancialYear(row_first_year)
    return first if first in known and first is not None else known[0]


def bridges(
    *,
    reader: Actor,
    reach: Reach,
    figures: Mapping[UUID, Figures],
    lines: Mapping[UUID, SavingRow],
    as_at: datetime,
) -> tuple[BridgeYear, ...]:
    """Return both bridges of each programme and year; of each workstream where the board reaches only part of it."""
    positions = _positions(reader, figures, then=False)
    before = _positions(reader, figures, then=True)
    found: list[BridgeYear] = []
    for key, row in reach.programmes.items():
        position, earlier = positions.get(key), before.get(key)
        if position is None:
            continue
        in_view = year_in_view(row.first_year, [one.year for one in position.years], as_at)
        for about, part in _parts(reach, key, position):
            was = _part(earlier, about) if earlier else None
            rests_on = _lines(lines, about)
            found += [
                _bridge(about, year, was, figures[key].words, year.year == in_view, rests_on)
                for year in part.years
                if year.bridge.target is not None or year.plan is not None or year.forecast is not None
            ]
    return tuple(found)


def _positions(reader: Actor, figures: Mapping[UUID, Figures], *, then: bool) -> dict[UUID, StatedPosition]:
    """Return where the programmes stand by their figures: what was signed, or as had been recorded by a moment."""
    found: dict[UUID, StatedPosition] = {}
    moments: dict[datetime | None, list[UUID]] = defaultdict(list)
    for key, one in figures.items():
        closed = one.closed_then if then else one.closed
        signed = closed and closed_position(
            reader=reader, programme_id=key, year=closed.month.year.start_year, month=closed.month.number
        )
        if signed:
            found[key] = signed
        else:
            moments[one.then if then else one.now].append(key)
    for at, programmes in moments.items():
        found |= _live(reader, tuple(sorted(programmes)), at)
    return found


def _live(reader: Actor, programmes: tuple[UUID, ...], at: datetime | None) -> dict[UUID, StatedPosition]:
    """Return positions live or as at a moment; asked once for all boards that share them."""
    return once(
        ("positions of boards", reader, programmes, at),
        lambda: programme_positions(reader=reader, programme_ids=programmes, levels=True, at=at),
    )


def _parts(reach: Reach, key: UUID, position: StatedPosition) -> list[tuple[About, StatedPosition]]:
    if key in reach.whole:
        return [(about_programme(reach.programmes[key]), position)]
    return [
        (about_workstream(reach.workstreams[part.workstream.id]), part)
        for part in position.parts
        if part.workstream is not None and part.workstream.id in reach.workstreams
    ]


def _part(position: StatedPosition, about: About) -> StatedPosition | None:
    if about.kind == "programme":
        return position
    return next((p for p in position.parts if p.workstream and p.workstream.id == about.id), None)


def _lines(lines: Mapping[UUID, SavingRow], about: About) -> RestsOn:
    if about.kind == "programme":
        return tuple(("saving", row.id) for row in lines.values() if row.programme_id == about.id)
    return tuple(("saving", row.id) for row in lines.values() if row.workstream_id == about.id)


def _bridge(
    about: About, at: PositionYear, was: StatedPosition | None, basis: str, in_view: bool, rests_on: RestsOn
) -> BridgeYear:
    earlier = was.year(at.year) if was is not None else None
    forecast_then = earlier.forecast if earlier is not None else None
    to_plan = [
        BridgeStep(name, words, pounds)
        for name, words in TO_PLAN.items()
        if (pounds := getattr(at.bridge, name)) is not None and (pounds or name == "delivered")
    ]
    to_forecast = [
        BridgeStep(name, words, sign * pounds)
        for name, (words, sign) in TO_FORECAST.items()
        if (pounds := getattr(at, name)) is not None and (pounds or name == "plan")
    ]
    known = at.forecast is not None
    return BridgeYear(
        programme=about,
        year=at.year.label,
        basis=basis,
        target=at.bridge.target,
        plan=at.bridge.plan,
        forecast=at.forecast,
        to_plan=tuple(to_plan) if at.bridge.plan is not None or at.bridge.target is not None else (),
        to_forecast=tuple(to_forecast) if known else (),
        claimed=at.claimed,
        replaced=at.bridge.replaced,
        moved=at.forecast - forecast_then if at.forecast is not None and forecast_then is not None else None,
        notes=tuple(_notes(at)),
        in_view=in_view,
        rests_on=rests_on,
    )


def _notes(at: PositionYear) -> Iterable[str]:
    if at.bridge.target_name:
        source = f", {at.bridge.target_source}" if at.bridge.target_source else ""
        yield f"Target: {at.bridge.target_name}{source}"
    elif at.bridge.target_note:
        yield at.bridge.target_note
    else:
        yield "No target is published for this year: the plan by outlook"
    if at.lines_with_plan < at.lines:
        yield f"{at.lines_with_plan} of {at.lines} lines have a plan for this year"
    if at.plan is not None and at.lines_with_forecast < at.lines_with_plan:
        yield f"{at.lines_with_forecast} of {at.lines} lines have a forecast"
    if at.bridge.plan != at.plan and at.plan is not None:
        taken = ", ".join(kind.replace("_", " ") for kind in at.bridge.kinds)
        yield f"The target takes in {taken}; plan to forecast is over {show_pounds(at.plan)}"
    for one in at.beside:
        yield f"{one.words}, beside totals: {show_pounds(one.plan)}"


def savings_at_risk(
    lines: Mapping[UUID, SavingRow], reach: Reach, figures: Mapping[UUID, Figures], as_at: datetime
) -> tuple[SavingAtRisk, ...]:
    """Return the lines that fall short in the year in view, or are likely to, the largest shortfall first."""
    risks: dict[UUID, AssessmentRow] = {}
    for at in {one.now for one in figures.values()}:
        own = [key for key, row in lines.items() if figures[row.programme_id].now == at]
        risks |= assessments(own, at=at)
    views = years_in_view(lines, reach, as_at)
    found = [
        one
        for row in lines.values()
        if (one := _at_risk(row, views[row.programme_id], risks.get(row.id))) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-(one.loss or NIL) - (one.timing or NIL), one.about.ref)))


def years_in_view(
    lines: Mapping[UUID, SavingRow], reach: Reach, as_at: datetime
) -> dict[UUID, FinancialYear]:
    """Return the year each programme is looked at in, by id."""
    years: dict[UUID, set[FinancialYear]] = defaultdict(set)
    for row in lines.values():
        years[row.programme_id] |= {split.year for split in row.ledger.years}
    return {key: year_in_view(row.first_year, years[key], as_at) for key, row in reach.programmes.items()}


def _at_risk(row: SavingRow, year: FinancialYear, risk: AssessmentRow | None) -> SavingAtRisk | None:
    split = year_split(row, year)
    short = (split.loss or NIL) + (split.timing or NIL)
    outlook = row.outlook.outlook if row.outlook else ""
    risky = risk is not None and risk.band in RISKY
    if short <= 0 and outlook not in FALLS_SHORT and not risky:
        return None
    if split.plan is None and split.forecast is None:
        return None
    return SavingAtRisk(
        about=about_saving(row),
        owner=row.owner or "none named",
        year=year.label,
        plan=split.plan,
        forecast=split.forecast,
        loss=split.loss,
        timing=split.timing,
        outlook=row.outlook.words if row.outlook else "no outlook",
        why=_why(row, risk),
        rests_on=tuple(("milestone", key) for key in row.milestone_ids),
    )


def _why(row: SavingRow, risk: AssessmentRow | None) -> str:
    if row.outlook is not None and row.outlook.reason:
        return row.outlook.reason
    if risk is not None and risk.reasons:
        return risk.reasons[0].words
    return row.said_reason or row.forecast_basis


def about_saving(row: SavingRow) -> About:
    """Return a saving as a row is about it."""
    ref = row.ref if row.ref_is_printed else ""
    marking = most_closed(row.placement.markings)
    path = path_of("saving", row.id)
    return About("saving", row.id, ref, row.name, row.programme_id, row.workstream_id, marking, path)

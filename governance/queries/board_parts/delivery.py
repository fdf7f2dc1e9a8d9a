"""How workstreams within reach stand by three opinions, and the forecasts of their milestones by report date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

from django.utils import timezone

from governance.queries.assessments import AssessmentRow, assessments
from governance.queries.board_parts.reach import about_milestone, about_workstream
from governance.queries.oversights import OversightRow, oversights
from governance.queries.state import closedness
from governance.rules.board_view import Opinions, Trend
from governance.rules.risk import BAND_WORDS
from programme import queries as ground
from programme.queries import MilestoneRow, StatusRow, WorkstreamRow
from programme.queries.lateness import Lateness, lateness
from programme.queries.moves import PUSH_TOLERANCE_DAYS
from programme.queries.standing import dates_of
from programme.rules.access import MARKINGS
from programme.rules.rag import NOT_PUBLISHED
from programme.rules.slippage import landing, pushes, slip_words
from savings.queries import SavingRow

NOT_KNOWN: Final = "not known"
_HIGH: Final = ("high", "very_high")
_REPORTED_WELL: Final = ("complete", "green", "amber_green")
_REPORTED_BADLY: Final = ("red", "amber_red")


class Work(Protocol):
    """Workstreams and milestones already narrowed to what one reader may see: a board's reach, or a programme's."""

    @property
    def workstreams(self) -> Mapping[UUID, WorkstreamRow]: ...

    @property
    def milestones(self) -> Mapping[UUID, MilestoneRow]: ...


def opinions(
    *,
    reach: Work,
    lines: Mapping[UUID, SavingRow],
    since: datetime,
    at: datetime | None,
    as_at: datetime,
) -> tuple[Opinions, ...]:
    """Return the three opinions of each workstream within reach, in the order of their programmes."""
    on = timezone.localdate(as_at)
    was = ground.latest_status(reach.workstreams, at=since)
    decides = oversights(reach.workstreams)
    risks = assessments([*reach.workstreams, *reach.milestones], at=at)
    late = lateness(reach.milestones.values(), on=on)
    own: dict[UUID, list[MilestoneRow]] = defaultdict(list)
    for milestone in reach.milestones.values():
        if milestone.workstream_id is not None:
            own[milestone.workstream_id].append(milestone)
    money: dict[UUID, list[SavingRow]] = defaultdict(list)
    for line in lines.values():
        if line.workstream_id is not None:
            money[line.workstream_id].append(line)
    return tuple(
        _opinions(row, own[row.id], money[row.id], late, was.get(row.id), decides.get(row.id), risks, as_at)
        for row in reach.workstreams.values()
    )


def _opinions(
    row: WorkstreamRow,
    milestones: list[MilestoneRow],
    lines: list[SavingRow],
    late: Mapping[UUID, Lateness],
    was: StatusRow | None,
    oversight: OversightRow | None,
    risks: Mapping[UUID, AssessmentRow],
    as_at: datetime,
) -> Opinions:
    on = timezone.localdate(as_at)
    status, rule = row.status, risks.get(row.id)
    # What is told of a workstream rests on nothing more closed than the workstream itself.
    limit = MARKINGS.index(closedness(row.placement))
    told = [m for m in milestones if MARKINGS.index(closedness(m.placement)) <= limit]
    unfinished = [m for m in told if not dates_of(m).is_finished]
    chance = _worst(unfinished, risks)
    band = str(rule.facts.get("calculated", rule.band)) if rule else "not_known"
    return Opinions(
        about=about_workstream(row),
        owner=row.owner or "none named",
        decision_maker=oversight.decision_maker if oversight else "",
        reported=status.words if status else NOT_PUBLISHED,
        reported_on=timezone.localdate(status.recorded_at) if status else None,
        reported_was=was.words if was else NOT_PUBLISHED,
        definition_set=status.definition_set if status else "",
        by_rule=_band_words(band),
        rule_reasons=tuple(reason.words for reason in rule.reasons) if rule else (),
        chance=NOT_KNOWN if chance is None else f"{chance.band_words}, {chance.percent}%",
        chance_reasons=tuple(reason.words for reason in chance.reasons) if chance else (),
        disagreement=_disagreement(status, band),
        staleness=_staleness(row, told, as_at),
        milestones_late=sum(
            bool(late[m.id].is_overdue or (slip := late[m.id].slip) is not None and slip.days > 0)
            for m in unfinished
        ),
        next_milestone=_next(unfinished, on),
        rests_on=(
            *(("milestone", m.id) for m in told),
            *(("saving", s.id) for s in lines if MARKINGS.index(closedness(s.placement)) <= limit),
        ),
    )


def _band_words(band: str) -> str:
    return {str(key): words for key, words in BAND_WORDS.items()}.get(band, NOT_KNOWN)


def _worst(milestones: list[MilestoneRow], risks: Mapping[UUID, AssessmentRow]) -> AssessmentRow | None:
    """Return the unfinished milestone most likely to move later; None where no chance is known."""
    known = [risks[m.id] for m in milestones if m.id in risks and risks[m.id].chance is not None]
    return max(known, key=lambda risk: risk.chance or 0.0, default=None)


def _disagreement(status: StatusRow | None, band: str) -> str:
    if status is None:
        return ""
    if status.rating in _REPORTED_WELL and band in _HIGH:
        return f"Reported {status.words}, {_band_words(band)} by rule"
    if status.rating in _REPORTED_BADLY and band == "low":
        return f"Reported {status.words}, low by rule"
    return ""


def _staleness(row: WorkstreamRow, milestones: list[MilestoneRow], as_at: datetime) -> str:
    """Return how long nothing was said of a workstream, where that is longer than its cadence."""
    said = [m.reported_at for m in milestones] + [
        row.reported_at,
        row.status.recorded_at if row.status else None,
    ]
    last = max((one for one in said if one is not None and one <= as_at), default=None)
    if last is None:
        return "Nothing reported yet"
    days = (timezone.localdate(as_at) - timezone.localdate(last)).days
    return f"Nothing reported for {days} days" if days > row.cadence_days else ""


def _next(milestones: list[MilestoneRow], on: date) -> str:
    dated = [
        (where.last_day, m, where)
        for m in milestones
        if (where := landing(dates_of(m), on=on) or m.baseline) is not None and where.last_day is not None
    ]
    if not dated:
        return ""
    _, milestone, where = min(dated, key=lambda one: (one[0], one[1].ref))
    return f"{milestone.ref} {milestone.name}, {where}"


def trends(*, reach: Work, as_at: datetime, at: datetime | None) -> tuple[Trend, ...]:
    """Return the forecasts of each milestone within reach by the day they were reported, oldest first."""
    points = ground.milestone_trends(reach.milestones, at=at)
    late = lateness(reach.milestones.values(), on=timezone.localdate(as_at))
    found = []
    for key, row in reach.milestones.items():
        said = tuple(
            (timezone.localdate(point.recorded_at), point.forecast.last_day)
            for point in points.get(key, ())
            if point.forecast is not None and point.forecast.last_day is not None
        )
        if not said:
            continue
        found.append(
            Trend(
                about=about_milestone(row),
                baseline=row.baseline.last_day if row.baseline else None,
                points=said,
                actual=row.actual.last_day if row.actual else None,
                pushes=pushes((point.forecast for point in points[key]), tolerance_days=PUSH_TOLERANCE_DAYS),
                slip_words=slip_words(late[key].slip),
            )
        )
    return tuple(found)

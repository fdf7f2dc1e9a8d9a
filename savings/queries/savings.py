"""Savings as they are shown: plan, the forecast that holds, what is claimed and what finance has validated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from programme import queries as ground
from programme.rules.access import Actor, Placement
from programme.rules.calendar import FinancialYear
from programme.rules.slippage import MilestoneDates, MilestoneKind
from savings.models import Claim, Enabler, OutlookReport, PlannedAmount, Saving, SavingForecast, Validation
from savings.models.saving import KIND_WORDS, MATURITY_WORDS, OUTLOOK_WORDS
from savings.rules.delay import DelayEffect
from savings.rules.enabling import Waiting, standing
from savings.rules.profile import Profile
from savings.rules.shortfall import Split

NOT_PUBLISHED = "not published"


@dataclass(frozen=True)
class OutlookRow:
    """How a saving stands against its plan, as said."""

    outlook: str
    words: str
    reason: str
    mitigation: str
    mitigation_owner: str
    mitigation_date: date | None
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class SavingRow:
    """A saving. Amounts in pounds by financial year; None is not known, and never nil.

    `forecast` is the one that holds now (`forecast_basis` says by what), `said` the last that somebody said.
    """

    id: UUID
    version: int
    ref: str
    ref_is_printed: bool
    line_no: int
    name: str
    heading: str
    kind: str
    kind_words: str
    maturity: int | None
    maturity_words: str
    outlook: OutlookRow | None
    owner_id: UUID | None
    owner: str
    start_date: date | None
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    plan: Profile | None
    said: Profile | None
    said_at: datetime | None
    said_reason: str
    forecast: Profile | None
    forecast_basis: str
    split: Split | None
    days_late: int | None
    delay: DelayEffect | None
    actual: dict[FinancialYear, Decimal | None]
    claimed: dict[FinancialYear, Decimal]
    validated: dict[FinancialYear, Decimal]
    milestone_ids: tuple[UUID, ...]
    plan_frozen_at: datetime | None
    form_is_our_reading: bool
    marking: str
    placement: Placement
    note: str

    @property
    def label(self) -> str:
        """Return how the line is called: its ref where one is printed, and its name."""
        return f"{self.ref} {self.name}" if self.ref_is_printed else self.name


def savings(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    on: date | None = None,
) -> dict[UUID, SavingRow]:
    """Return the savings this reader may see, by id, in the order of their paper.

    Dates are judged as seen on `on` (today); a milestone this reader may not see moves none of their figures.
    """
    on = on or timezone.localdate()
    narrowed = Q()
    for field, values in (("programme_id", programme_ids), ("workstream_id", workstream_ids), ("pk", ids)):
        if values is not None:
            narrowed &= Q(**{f"{field}__in": list(values)})
    rows = Saving.objects.visible_to(reader).filter(narrowed)
    rows = rows.select_related("programme", "workstream", "owner").order_by(
        "programme__code", "line_no", "ref"
    )
    found = list(rows)
    cells = _Cells([s.id for s in found], reader=reader)
    return {s.id: _saving(s, cells, on) for s in found}


class _Cells:
    """What hangs on a set of savings, read in one query each."""

    def __init__(self, ids: list[UUID], *, reader: Actor) -> None:
        self.plan: dict[UUID, dict[FinancialYear, Decimal | None]] = defaultdict(dict)
        for p in PlannedAmount.objects.filter(saving_id__in=ids):
            self.plan[p.saving_id][FinancialYear(p.year)] = p.amount
        self.series: dict[tuple[UUID, str], dict[FinancialYear, Decimal | None]] = defaultdict(dict)
        self.said: dict[UUID, SavingForecast] = {}
        said = SavingForecast.objects.filter(saving_id__in=ids, month=None)
        for f in said.order_by("recorded_at", "saving_version"):
            self.series[f.saving_id, f.series][FinancialYear(f.year)] = f.amount
            if f.series == "forecast":
                self.said[f.saving_id] = f
        self.outlooks = {
            o.saving_id: o
            for o in OutlookReport.objects.filter(saving_id__in=ids).order_by("recorded_at", "saving_version")
        }
        self.claimed = _latest_claims(ids)
        self.validated = _standing_validations(ids)
        self.enablers: dict[UUID, list[UUID]] = defaultdict(list)
        for e in Enabler.objects.filter(saving_id__in=ids).order_by("milestone__position", "milestone__ref"):
            self.enablers[e.saving_id].append(e.milestone_id)
        wanted = {m for group in self.enablers.values() for m in group}
        self.milestones = ground.milestones(reader=reader, ids=wanted) if wanted else {}
        self.trends = ground.milestone_trends(self.milestones) if self.milestones else {}

    def waiting(self, saving_id: UUID) -> list[Waiting]:
        """Return the milestones a saving waits for, as its forecast found them."""
        said = self.said.get(saving_id)
        result = []
        for milestone_id in self.enablers.get(saving_id, ()):
            m = self.milestones.get(milestone_id)
            if m is None:
                continue
            dates = MilestoneDates(
                m.baseline, m.forecast, m.actual, m.original_baseline, MilestoneKind(m.kind)
            )
            then = None
            if said is not None:
                points = [p for p in self.trends.get(milestone_id, ()) if p.recorded_at <= said.recorded_at]
                then = (points[-1].actual or points[-1].forecast) if points else None
            result.append(Waiting(dates, then))
        return result


def _saving(s: Saving, cells: _Cells, on: date) -> SavingRow:
    plan = Profile.of(cells.plan[s.id]) if cells.plan.get(s.id) else None
    said_cells = cells.series.get((s.id, "forecast"))
    said = Profile.of(said_cells) if said_cells else None
    said_row = cells.said.get(s.id)
    now = standing(plan, said, cells.waiting(s.id), start=s.start_date, on=on)
    return SavingRow(
        id=s.id,
        version=s.version,
        ref=s.ref,
        ref_is_printed=s.ref_is_printed,
        line_no=s.line_no,
        name=s.name,
        heading=s.heading,
        kind=s.kind,
        kind_words=KIND_WORDS[s.kind],
        maturity=s.maturity,
        maturity_words=NOT_PUBLISHED if s.maturity is None else MATURITY_WORDS[s.maturity],
        outlook=_outlook(cells.outlooks.get(s.id)),
        owner_id=s.owner_id,
        owner=s.owner.name if s.owner else "",
        start_date=s.start_date,
        programme_id=s.programme_id,
        programme_code=s.programme.code,
        programme_name=s.programme.name,
        illustrative=s.programme.illustrative,
        workstream_id=s.workstream_id,
        workstream_ref=s.workstream.ref if s.workstream else "",
        workstream_name=s.workstream.name if s.workstream else "",
        plan=plan,
        said=said,
        said_at=said_row.recorded_at if said_row else None,
        said_reason=said_row.reason if said_row else "",
        forecast=now.forecast,
        forecast_basis=now.basis,
        split=now.split,
        days_late=now.days_late,
        delay=now.effect,
        actual=dict(cells.series.get((s.id, "actual"), {})),
        claimed=cells.claimed.get(s.id, {}),
        validated=cells.validated.get(s.id, {}),
        milestone_ids=tuple(m for m in cells.enablers.get(s.id, ()) if m in cells.milestones),
        plan_frozen_at=s.plan_frozen_at,
        form_is_our_reading=s.form_is_our_reading,
        marking=s.marking,
        placement=s.placement(),
        note=s.note,
    )


def _outlook(row: OutlookReport | None) -> OutlookRow | None:
    if row is None:
        return None
    return OutlookRow(
        outlook=row.outlook,
        words=OUTLOOK_WORDS[row.outlook],
        reason=row.reason,
        mitigation=row.mitigation,
        mitigation_owner=row.mitigation_owner,
        mitigation_date=row.mitigation_date,
        recorded_at=row.recorded_at,
        by=row.recorded_by_name,
    )


def _latest_claims(ids: list[UUID]) -> dict[UUID, dict[FinancialYear, Decimal]]:
    claims: dict[UUID, dict[FinancialYear, Decimal]] = defaultdict(dict)
    for c in Claim.objects.filter(saving_id__in=ids).order_by("recorded_at", "saving_version"):
        claims[c.saving_id][FinancialYear(c.year)] = c.amount
    return dict(claims)


def _standing_validations(ids: list[UUID]) -> dict[UUID, dict[FinancialYear, Decimal]]:
    """Return what stands validated: the sum of a year's validations that nothing has undone."""
    validated: dict[UUID, dict[FinancialYear, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rows = Validation.objects.filter(saving_id__in=ids, undoes=None, undone_by=None)
    for v in rows:
        validated[v.saving_id][FinancialYear(v.year)] += v.amount
    return {saving_id: dict(years) for saving_id, years in validated.items()}

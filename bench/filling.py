"""A programme of many lines to measure with: real rows in every table that a position reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import timezone

from programme import changes as ground
from programme.models import Milestone, MilestoneReport, Programme, Workstream
from programme.rules.access import system
from savings.changes.states import keep_states
from savings.models import (
    Claim,
    Enabler,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingForecast,
    Validation,
)

WORKSTREAMS = 20
LONG_AGO = datetime(2026, 4, 1, 9, tzinfo=UTC)
OUTLOOKS = ("on_track", "at_risk", "deliverable_later", "undeliverable", "delivered")
SHAPES = (
    (60, 120, 120, 120),  # part year, then recurring
    (100, 100, 100, 100),
    (80, 0, 0, 0),  # one-off
    (50, 50, 0, 0),  # time-limited
    (90, 60, 30, 30),  # tapering
    (20, 50, 80, 120),  # ramping
    (70, 70, None, None),  # our copy cannot be read
)
FIRST_YEAR = 2026


def fill(lines: int, *, code: str, as_imported: bool = False) -> UUID:
    """Make a programme of that many lines and return its id.

    A quarter of them wait for a milestone of their own, most of which are late; half have a forecast, a third an
    outlook, a fifth a claim and a tenth a validation. As imported they have their plans alone.
    """
    by = system(door="loading")
    council = ground.add_organisation(values={"code": code, "name": code}, by=by, at=LONG_AGO)
    programme = ground.add_programme(
        organisation_id=council.id,
        values={"code": code, "name": code, "first_year": FIRST_YEAR},
        by=by,
        at=LONG_AGO,
    )
    workstreams = [
        Workstream(programme=programme, ref=f"W{n}", name=f"Workstream {n}", position=n)
        for n in range(1, WORKSTREAMS + 1)
    ]
    Workstream.objects.bulk_create(workstreams)
    savings = [_saving(programme, workstreams[n % WORKSTREAMS], n) for n in range(lines)]
    Saving.objects.bulk_create(savings, batch_size=1000)
    plans_of(savings)
    if not as_imported:
        _milestones(programme, savings[::4])
        keep_rows(savings)
    keep_states(savings, by=by, at=LONG_AGO)
    return programme.id


def _saving(programme: Programme, workstream: Workstream, n: int) -> Saving:
    return Saving(
        programme=programme,
        workstream=workstream,
        ref=f"S{n}",
        line_no=n,
        name=f"Saving {n}",
        heading=f"Heading {n % 7}",
        kind=("cash_releasing", "cash_releasing", "income", "cost_avoidance")[n % 4],
        start_date=date(2026, 10, 1) if n % 7 == 0 else None,
    )


def plans_of(savings: Sequence[Saving]) -> None:
    """Plan every line, by shapes in turn."""
    cells = []
    for n, saving in enumerate(savings):
        for place, thousands in enumerate(SHAPES[n % len(SHAPES)]):
            amount = None if thousands is None else Decimal(thousands * 1000 + (n if thousands else 0))
            cells.append(PlannedAmount(saving=saving, year=FIRST_YEAR + place, amount=amount))
    PlannedAmount.objects.bulk_create(cells, batch_size=2000)


def _milestones(programme: Programme, savings: list[Saving]) -> None:
    made, reports, links = [], [], []
    for n, saving in enumerate(savings):
        milestone, two = milestone_of(programme, saving.workstream_id, n)
        made.append(milestone)
        reports += two
        links.append(Enabler(saving=saving, milestone=milestone))
    Milestone.objects.bulk_create(made, batch_size=1000)
    MilestoneReport.objects.bulk_create(reports, batch_size=2000)
    Enabler.objects.bulk_create(links, batch_size=1000)


def milestone_of(
    programme: Programme, workstream_id: UUID | None, n: int
) -> tuple[Milestone, list[MilestoneReport]]:
    """Return a milestone, every other one late, with its two reports; nothing is saved."""
    due = date(2026, 9, 30) + timedelta(days=n % 90)
    forecast = due + timedelta(days=(n % 2) * (10 + n % 60))
    milestone = Milestone(
        programme=programme,
        workstream_id=workstream_id,
        ref=f"M{n}",
        name=f"Milestone {n}",
        position=n,
        baseline_date=due,
        baseline_precision="day",
        original_baseline_date=due,
        original_baseline_precision="day",
        forecast_date=forecast,
        forecast_precision="day",
        reported_at=LONG_AGO + timedelta(days=60),
    )
    return milestone, [_report(milestone, due, due, 1), _report(milestone, due, forecast, 2)]


def _report(milestone: Milestone, baseline: date, forecast: date, version: int) -> MilestoneReport:
    return MilestoneReport(
        milestone=milestone,
        baseline_date=baseline,
        baseline_precision="day",
        forecast_date=forecast,
        forecast_precision="day",
        actual_precision="none",
        reason="Said so",
        recorded_at=LONG_AGO + timedelta(days=30 * version),
        reported_by_name="Bench",
        milestone_version=version,
    )


def keep_rows(savings: Sequence[Saving]) -> None:
    """Say of lines what is said of them: half a forecast, a third an outlook, a fifth a claim, a tenth validated."""
    forecasts, outlooks, claims, validations = [], [], [], []
    said = {"recorded_by_name": "Bench", "saving_version": 2, "recorded_at": LONG_AGO + timedelta(days=45)}
    for n, saving in enumerate(savings):
        shape = SHAPES[n % len(SHAPES)]
        if n % 2 == 0 and None not in shape:
            together = uuid4()
            forecasts += [
                SavingForecast(
                    saving=saving,
                    series="forecast",
                    year=FIRST_YEAR + place,
                    amount=Decimal(thousands or 0) * (1000 if n % 3 else 900),
                    reason="Said so",
                    said_together=together,
                    **said,
                )
                for place, thousands in enumerate(shape)
            ]
        if n % 3 == 0:
            outlook = OUTLOOKS[n % len(OUTLOOKS)]
            mitigation = {
                "mitigation": "Recruit",
                "mitigation_owner": "The lead",
                "mitigation_date": timezone.localdate(),
            }
            outlooks.append(
                OutlookReport(
                    saving=saving,
                    outlook=outlook,
                    reason="Said so",
                    **(mitigation if outlook == "at_risk" else {}),
                    **said,
                )
            )
        if n % 5 == 0:
            claims.append(Claim(saving=saving, year=FIRST_YEAR, amount=Decimal(9000), reason="Done", **said))
        if n % 10 == 0:
            validations.append(
                Validation(
                    saving=saving,
                    year=FIRST_YEAR,
                    amount=Decimal(8000),
                    base_budget_reduced=True,
                    spend_followed=True,
                    evidence="Seen",
                    **said,
                )
            )
    SavingForecast.objects.bulk_create(forecasts, batch_size=2000)
    OutlookReport.objects.bulk_create(outlooks, batch_size=2000)
    Claim.objects.bulk_create(claims, batch_size=2000)
    Validation.objects.bulk_create(validations, batch_size=2000)

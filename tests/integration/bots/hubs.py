"""A small programme to ask about: a milestone that slipped, savings of several kinds, blanks, claims, a validation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from programme import changes as ground
from programme.models import Programme, Workstream
from programme.rules.access import system
from savings import changes as money
from tests.factories.ground import a_milestone, a_programme, a_workstream
from tests.factories.savings import a_saving

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 3, 9, tzinfo=UTC)
BY = system(door="loading")


def hubs() -> tuple[Programme, Workstream]:
    """Make a programme whose milestone slipped, with savings of several kinds, blanks, claims and a validation."""
    programme = a_programme(code="hubs", name="Family Hubs")
    workstream = a_workstream(programme, ref="W3", name="Fostering hub")
    opening = a_milestone(workstream, ref="M1", name="Hub opens", baseline_date=date(2026, 10, 1))
    a_milestone(workstream, ref="M2", name="Second hub", baseline_date=date(2027, 2, 1))
    a_milestone(workstream, ref="M3", name="Lease signed", baseline_date=date(2026, 9, 1))
    later = {2026: Decimal(60_000), 2027: Decimal(120_000), 2028: Decimal(120_000)}
    agency = a_saving(
        workstream, ref="24S1", name="Fewer agency placements", heading="Placements", plan=later, waits_for=[opening],
        start_date=date(2026, 10, 1),
    )  # fmt: skip
    a_saving(
        workstream,
        ref="24S2",
        name="Respite nights",
        heading="Placements",
        plan={2026: None, 2027: Decimal(5_000)},
    )
    a_saving(workstream, ref="24S3", name="Hub grant", kind="funding", plan={2026: Decimal(30_000)})
    a_saving(programme, ref="24S4", name="Double count", kind="adjustment", plan={2026: Decimal(-7_000)})
    said = a_saving(
        programme, ref="24S5", name="Transport contracts", plan={2026: Decimal(90_000), 2027: Decimal(90_000)}
    )
    money.forecast_saving(
        saving_id=said.id, version=None, amounts={2026: Decimal(40_000), 2027: Decimal(80_000)}, reason="Late start",
        by=BY, at=NOVEMBER,
    )  # fmt: skip
    money.claim_saving(
        saving_id=agency.id,
        version=None,
        year=2026,
        amount=Decimal(20_000),
        reason="Two moves",
        by=BY,
        at=NOVEMBER,
    )
    money.validate_saving(
        saving_id=agency.id, version=None, year=2026, amount=Decimal(12_500), base_budget_reduced=True,
        spend_followed=True, evidence="Ledger M7", by=BY, at=NOVEMBER,
    )  # fmt: skip
    ground.reforecast_milestone(
        milestone_id=opening.id, version=None, forecast=date(2026, 12, 20), reason="Planning permission is late",
        by=BY, at=NOVEMBER,
    )  # fmt: skip
    ground.report_status(
        workstream_id=workstream.id, version=None, rating="red", reason="The hub is late", by=BY, at=NOVEMBER
    )
    return programme, workstream

"""A council whose every kind of row the API shows, made through changes as the system makes it.

Its dates lie far ahead, since the API reads the clock: nothing here falls due while these tests are in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from governance.changes import reassess_programme
from governance.models import Alert, Board, Decision, ImpactAssessment, Risk
from programme import changes as ground
from programme.models import Milestone, Organisation, Programme, Workstream
from programme.rules import access
from savings import changes as money
from savings.models import Pressure, Saving
from tests.factories.governance import (
    a_board,
    a_risk,
    a_seat,
    an_assessment,
    an_awaited_decision,
    overseen,
)
from tests.factories.ground import LOADING, a_council, a_milestone, a_person, a_programme, a_workstream
from tests.factories.savings import a_saving

RECURRING = {2094: Decimal(120_000), 2095: Decimal(480_000), 2096: Decimal(480_000)}


@dataclass(frozen=True)
class Council:
    """One programme with a workstream, two milestones, two savings, a board, an open alert, a pressure, a decision,
    a risk and an impact assessment.

    Behind its first saving stands some of everything: a claim, a validation, a review, costs and one-off money.
    """

    organisation: Organisation
    programme: Programme
    workstream: Workstream
    late: Milestone
    undated: Milestone
    saving: Saving
    loose: Saving
    board: Board
    pressure: Pressure
    decision: Decision
    risk: Risk
    assessment: ImpactAssessment

    @property
    def alert(self) -> Alert:
        """Return the open alert of the late milestone."""
        return Alert.objects.get(subject_id=self.late.id, closed_at=None)


def a_busy_council() -> Council:
    """Make the council. The late milestone moved by two months, and a saving waits for it."""
    organisation = a_council()
    programme = a_programme(organisation)
    workstream = a_workstream(programme, owner_id=a_person().id)
    late = a_milestone(workstream, baseline_date=date(2095, 1, 1), owner_id=a_person().id)
    undated = a_milestone(workstream, baseline_date=None, baseline_precision="none")
    saving = a_saving(workstream, plan=RECURRING, waits_for=[late], start_date=date(2095, 1, 1))
    loose = a_saving(programme, plan={2094: None, 2095: Decimal("5000.50")}, kind="non_cash")
    board = a_board(programme)
    a_seat(board)
    overseen(workstream, board)
    at = timezone.now() - timedelta(hours=1)
    ground.report_status(
        workstream_id=workstream.id, version=None, rating="amber", reason="Slow start", by=LOADING, at=at
    )
    money.report_outlook(
        saving_id=saving.id,
        version=None,
        outlook="on_track",
        reason="The lease is signed",
        by=LOADING,
        at=at,
    )
    ground.reforecast_milestone(
        milestone_id=late.id,
        version=None,
        forecast=date(2095, 3, 1),
        reason="The builder is late",
        by=access.system(),
        at=at,
    )
    reassess_programme(programme_id=programme.id, by=access.system(), at=at)
    pressure = _behind(saving, at=at)
    decision = an_awaited_decision(saving, late, board_id=board.id, needed_by=date(2094, 9, 1))
    for row in (workstream, late, saving):
        row.refresh_from_db()
    risk = a_risk(workstream, board_id=board.id, owner_id=a_person().id, response="treat")
    assessment = an_assessment(workstream, saving_id=saving.id)
    return Council(
        organisation, programme, workstream, late, undated, saving, loose, board, pressure, decision, risk,
        assessment,
    )  # fmt: skip


def _behind(saving: Saving, *, at: datetime) -> Pressure:
    """Put something of everything behind a saving's delivery; return the pressure that names it."""
    who: dict[str, Any] = {"version": None, "by": LOADING, "at": at}
    money.claim_saving(saving_id=saving.id, year=2095, amount=Decimal(100_000), reason="Posts deleted", **who)
    money.validate_saving(
        saving_id=saving.id, year=2095, amount=Decimal("40000.50"), period="M1-M5", base_budget_reduced=True,
        spend_followed=True, budget_evidence="Budget book", spend_evidence="Ledger", **who,
    )  # fmt: skip
    money.review_evidence(saving_id=saving.id, answers={"data": "yes", "service": "partly"}, **who)
    money.state_cost(
        saving_id=saving.id, kind="one_off", year=2094, amount=Decimal(90_000), source="reserve", **who
    )
    money.state_cost(saving_id=saving.id, kind="running", year=2095, amount=None, **who)
    money.record_mitigation(
        saving_id=saving.id, year=2095, amount=Decimal(5_000), what="An underspend", **who
    )
    values = {"name": "Deferred", "deferred_from_ref": "22S1"}
    given = {"programme_id": saving.programme_id, "by": LOADING, "at": at}
    pressure = money.add_pressure(values=values, **given)
    money.price_pressure(pressure_id=pressure.id, amounts={2095: Decimal(1), 2096: None}, **who)
    return pressure

"""A copy's ledger is lived in: months, budget, a closed period, a round, a pressure accepted; any day it is loaded."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from deploy.examples.source import read_example
from deploy.examples.stories import STORIES
from deploy.examples.storytelling import load_story
from programme import queries
from programme.models import Person, ReportingRound
from programme.outbox.models import Work
from programme.rules.access import system
from savings.models import (
    BudgetApproval,
    Period,
    PeriodStep,
    PlannedAmount,
    Pressure,
    Saving,
    SavingForecast,
    Settlement,
    YearRoll,
)
from savings.queries.frozen import freeze

pytestmark = pytest.mark.django_db
CODE = "somerset-ct-story"


def programme_id(code=CODE):
    return next(iter(queries.programmes(reader=system(), code=code)))


class TestSomersetsCopy:
    def test_plans_by_month_and_says_what_arrived(self, told):
        planned = PlannedAmount.objects.filter(saving__programme__code=CODE, spread="by_hand", year=2026)
        said = SavingForecast.objects.filter(saving__programme__code=CODE, series="actual")

        assert set(planned.values_list("saving__ref", flat=True)) == {"SC3", "SC7", "SC10"}
        assert set(said.values_list("saving__ref", "month")) == {
            (ref, month) for ref in ("SC3", "SC7", "SC10") for month in range(1, 8)
        }

    def test_has_an_approved_budget_that_froze_the_plans_in_it(self, told):
        approvals = BudgetApproval.objects.filter(saving__programme__code=CODE)

        assert set(approvals.values_list("saving__ref", flat=True)) == {"SC1", "SC3", "SC7", "SC10"}
        assert not Saving.objects.filter(budget_approvals__in=approvals, plan_frozen_at=None).exists()
        assert Saving.objects.get(programme__code=CODE, ref="SC7").maturity == 2

    def test_has_a_period_closed_under_finances_name_that_is_the_ledgers_of_its_moment(self, told):
        step = PeriodStep.objects.get(step="closed", period__programme__code=CODE)

        assert (step.period.year, step.period.month) == (2026, 7)
        assert step.signatory == Person.objects.get(email="finance@example.test").name
        assert step.position == freeze(programme_id=programme_id(), at=step.recorded_at)
        assert step.position != freeze(programme_id=programme_id(), at=told.at)

    def test_has_an_open_round_that_some_have_returned_in(self, told):
        standing = ReportingRound.objects.get(programme__code=CODE)

        assert standing.closed_at is None
        assert standing.deadline > told.at.date() >= standing.opens_on
        assert set(standing.returns.values_list("workstream__ref", flat=True)) == {"W2", "W4", "W8"}

    def test_accepted_a_pressure_and_wrote_the_saving_down_by_it(self, told):
        settled = Settlement.objects.get(saving__programme__code=CODE)
        plan = settled.saving.planned_amounts.get(year=2027)

        assert (settled.saving.ref, settled.choice, settled.year) == ("SC1", "written_out", 2027)
        assert settled.pressure.amounts.get(year=2027).amount == 100_000
        assert plan.amount == 2_000_000

    def test_is_the_only_one_and_no_published_programme_has_any_of_it(self, told):
        others = {"programme__in": queries.programmes(reader=system()).keys() - {programme_id()}}

        assert not Period.objects.filter(**others).exists()
        assert not ReportingRound.objects.filter(**others).exists()
        assert not YearRoll.objects.exists()
        assert not BudgetApproval.objects.exclude(saving__programme__code=CODE).exists()
        assert not PlannedAmount.objects.exclude(saving__programme__code=CODE).exclude(spread="even").exists()
        assert not Pressure.objects.exclude(deferred_from=None).exclude(programme__code=CODE).exists()


class TestAnyDay:
    @pytest.mark.parametrize(
        ("year", "month", "day"),
        [(2027, 4, 1), (2027, 4, 5), (2027, 4, 19), (2027, 5, 3), (2027, 3, 31), (2028, 2, 29), (2028, 4, 3)],
    )
    def test_is_told_in_order(self, year, month, day):
        at = datetime(year, month, day, 14, 5, tzinfo=UTC)

        with transaction.atomic():
            load_story(read_example("somerset"), STORIES["somerset"], at=at)
            step = PeriodStep.objects.get(step="closed")

            assert step.recorded_at <= at
            assert step.position == freeze(programme_id=programme_id(), at=step.recorded_at)
            assert not Work.objects.exists()
            transaction.set_rollback(True)

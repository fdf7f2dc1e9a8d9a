"""Months as they are read: three series, the forecast they make, what a delay takes of them, and any past moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from programme import changes as ground
from programme.rules import access
from programme.rules.access import system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Period, PeriodStep
from savings.queries import approvals_of, budgeted, coding, savings, series_of
from savings.rules.in_budget import Reduction
from savings.rules.series import from_month
from tests.factories.ground import LONG_AGO, a_milestone, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

BY = system()
DAY = timedelta(days=1)
Y26 = FinancialYear(2026)


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def saving(workstream):
    return a_saving(workstream)


def say(saving, *, at=LONG_AGO + DAY, series="forecast", **said):
    changes.forecast_saving(
        saving_id=saving.pk, version=None, series=series, reason="Looked at", by=BY, at=at, **said
    )


def twelve(amount):
    return dict.fromkeys(range(1, 13), Decimal(amount))


def year_of(saving, *, at=None, year=Y26):
    return series_of(reader=BY, ids=[saving.pk], at=at)[saving.pk][year]


def row_of(saving, *, at=None):
    return savings(reader=BY, ids=[saving.pk], on=date(2026, 7, 1), at=at)[saving.pk]


class TestSeries:
    def test_holds_every_year_with_a_plan_or_a_word(self, saving):
        say(saving, amounts={2030: Decimal(1)})

        years = series_of(reader=BY, ids=[saving.pk])[saving.pk]

        assert [year.start_year for year in years] == [2026, 2027, 2028, 2030]
        assert years[Y26].plan == (Decimal(10_000),) * 12
        assert not years[Y26].is_monthly

    def test_follows_the_spread(self, saving):
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={}, spreads={2026: from_month(11)}, by=BY, at=LONG_AGO
        )

        assert year_of(saving).plan[9:] == (Decimal(0), Decimal(60_000), Decimal(60_000))

    def test_is_to_date_by_what_finance_says_is_loaded(self, saving):
        say(saving, series="actual", months={2026: {1: Decimal(8_000), 2: Decimal(9_000)}})
        assert year_of(saving).to_date() is None
        period = Period.objects.create(
            programme=saving.programme, year=2026, month=2, actuals_loaded_at=LONG_AGO
        )
        PeriodStep.objects.create(
            period=period, step="actuals_loaded", signatory="R", recorded_at=LONG_AGO, recorded_by_name="R"
        )

        to_date = year_of(saving).to_date()

        assert (to_date.plan, to_date.forecast, to_date.actual) == (Decimal(20_000), None, Decimal(17_000))

    def test_as_at_a_moment_knows_nothing_later(self, saving):
        say(saving, months={2026: twelve(9_000)})
        say(saving, series="actual", months={2026: {1: Decimal(4_000)}}, at=LONG_AGO + 3 * DAY)
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(60_000)},
            spreads={2026: from_month(7)}, by=BY, at=LONG_AGO + 4 * DAY,
        )  # fmt: skip

        then = year_of(saving, at=LONG_AGO + 2 * DAY)

        assert then.said.expected == Decimal(108_000)
        assert then.plan == (Decimal(10_000),) * 12
        assert year_of(saving).said.expected == Decimal(103_000)
        assert year_of(saving, at=LONG_AGO + 5 * DAY) == year_of(saving)

    def test_is_its_readers_alone(self, saving):
        stranger = someone(access.FINANCE, a_workstream())

        assert series_of(reader=stranger, ids=[saving.pk]) == {}
        assert budgeted(reader=stranger, ids=[saving.pk]) == {}
        assert coding(reader=stranger, ids=[saving.pk]) == {}


class TestTheForecastThatHolds:
    def test_is_actual_so_far_and_forecast_of_the_rest(self, saving):
        say(saving, months={2026: twelve(9_000)})
        say(saving, series="actual", months={2026: {1: Decimal(4_000), 2: Decimal(0)}}, at=LONG_AGO + 2 * DAY)

        row = row_of(saving)

        assert row.forecast.amount(Y26) == Decimal(94_000)
        assert row.said_at == LONG_AGO + DAY

    def test_counts_a_delay_once_when_its_actuals_show_it(self, workstream):
        milestone = a_milestone(workstream, baseline_date=date(2026, 4, 1))
        saving = a_saving(workstream, waits_for=[milestone], start_date=date(2026, 4, 1))
        say(saving, months={2026: twelve(10_000)}, amounts={2027: Decimal(120_000)})
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=date(2026, 8, 1), reason="Late", by=BY,
            at=LONG_AGO + 2 * DAY,
        )  # fmt: skip
        before = row_of(saving).forecast.amount(Y26)
        nothing_yet = {1: Decimal(0), 2: Decimal(0)}
        say(saving, series="actual", months={2026: nothing_yet}, at=LONG_AGO + 3 * DAY)

        after = row_of(saving)

        assert before == after.forecast.amount(Y26) == Decimal(80_000)
        assert after.forecast_basis == "dates"

    def test_keeps_what_came_in_although_it_is_late(self, workstream):
        milestone = a_milestone(workstream, baseline_date=date(2026, 4, 1))
        saving = a_saving(workstream, waits_for=[milestone], start_date=date(2026, 4, 1))
        say(saving, months={2026: twelve(10_000)}, amounts={2027: Decimal(120_000)})
        say(saving, series="actual", months={2026: {1: Decimal(7_000)}}, at=LONG_AGO + DAY)
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=date(2026, 8, 1), reason="Late", by=BY,
            at=LONG_AGO + 2 * DAY,
        )  # fmt: skip

        assert row_of(saving).forecast.amount(Y26) == Decimal(87_000)

    def test_is_delayed_by_the_months_of_the_plan(self, workstream):
        milestone = a_milestone(workstream, baseline_date=date(2026, 9, 1))
        saving = a_saving(workstream, waits_for=[milestone])
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(70_000)}, spreads={2026: from_month(6)},
            by=BY, at=LONG_AGO,
        )  # fmt: skip
        ground.reforecast_milestone(
            milestone_id=milestone.pk, version=None, forecast=date(2026, 11, 1), reason="Late", by=BY,
            at=LONG_AGO + 2 * DAY,
        )  # fmt: skip

        assert row_of(saving).forecast.amount(Y26) == Decimal(50_000)


class TestBudgeted:
    def test_is_as_at_a_moment_too(self, saving):
        approval = changes.approve_budget(
            saving_id=saving.pk, version=None, council_date=date(2026, 2, 25), decision="Minute 84",
            reductions=[Reduction(Y26, Decimal(100_000), "CC1")], by=BY, at=LONG_AGO + DAY,
        )  # fmt: skip
        changes.withdraw_budget_approval(
            approval_id=approval.pk, version=None, council_date=date(2026, 4, 1), decision="Minute 90",
            reason="Amended", by=BY, at=LONG_AGO + 3 * DAY,
        )  # fmt: skip

        then = budgeted(reader=BY, ids=[saving.pk], at=LONG_AGO + 2 * DAY)[saving.pk]

        assert (then.council_date, then.amounts) == (date(2026, 2, 25), {Y26: Decimal(100_000)})
        assert budgeted(reader=BY, ids=[saving.pk]) == {}
        assert budgeted(reader=BY, ids=[saving.pk], at=LONG_AGO) == {}
        assert len(approvals_of(reader=BY, ids=[saving.pk])[saving.pk]) == 2


class TestCoding:
    def test_lists_the_largest_share_first(self, saving):
        changes.code_saving(
            saving_id=saving.pk, version=None,
            splits=[("CC1", "", Decimal("0.2")), ("CC2", "41", Decimal("0.8"))], by=BY, at=LONG_AGO,
        )  # fmt: skip

        assert [one.code for one in coding(reader=BY, ids=[saving.pk])[saving.pk]] == ["CC2/41", "CC1"]

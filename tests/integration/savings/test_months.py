"""Plan, forecast and actual by month: kept for ever, agreeing with their year, and closed when finance says so."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.outbox.models import Event
from programme.rules.access import system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Period, PeriodStep, SavingForecast
from savings.rules.series import EVEN, by_hand, from_month
from tests.factories.ground import LONG_AGO, a_workstream
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

SOON = LONG_AGO + timedelta(days=30)
BY = system()


@pytest.fixture
def saving():
    return a_saving(a_workstream())


def say(saving, *, at=SOON, series="forecast", reason="Looked at again", **said):
    return changes.forecast_saving(
        saving_id=saving.pk, version=None, series=series, reason=reason, by=BY, at=at, **said
    )


def plan(saving, **said):
    amounts = said.pop("amounts", {})
    return changes.plan_saving(saving_id=saving.pk, version=None, amounts=amounts, by=BY, at=SOON, **said)


def twelve(amount):
    return dict.fromkeys(range(1, 13), Decimal(amount))


def cells(saving, series="forecast"):
    rows = SavingForecast.objects.filter(saving=saving, series=series).order_by(
        "recorded_at", "year", "month"
    )
    return [(row.year, row.month, row.amount) for row in rows]


def refused(change, *args, **given):
    with pytest.raises(Invalid) as caught:
        change(*args, **given)
    return caught.value.problems


class TestSpread:
    def test_from_a_month_on_is_kept_with_the_amount(self, saving):
        plan(saving, amounts={2026: Decimal(90_000)}, spreads={2026: from_month(4)})

        row = saving.planned_amounts.get(year=2026)
        assert (row.amount, row.spread, row.from_month, row.months) == (90_000, "from_month", 4, None)

    def test_by_hand_is_kept_as_text(self, saving):
        plan(saving, spreads={2026: by_hand([Decimal(0)] * 11 + [Decimal(120_000)])})

        row = saving.planned_amounts.get(year=2026)
        assert row.months == ["0.00"] * 11 + ["120000.00"]
        assert row.amount == Decimal(120_000)

    def test_by_hand_that_is_not_the_year_is_refused_by_name(self, saving):
        problems = refused(plan, saving, spreads={2026: by_hand([Decimal(1)] * 12)})

        assert "2026/27 is spread by hand: the months sum to £12" in problems["months"][0]

    def test_by_hand_is_not_left_behind_by_a_new_amount(self, saving):
        plan(saving, spreads={2026: by_hand([Decimal(10_000)] * 12)})

        problems = refused(plan, saving, amounts={2026: Decimal(90_000)})

        assert "Give its months anew, or another spread" in problems["months"][0]
        plan(saving, amounts={2026: Decimal(90_000)}, spreads={2026: EVEN})
        assert saving.planned_amounts.get(year=2026).spread == "even"

    def test_alone_leaves_the_printed_figure(self, saving):
        saving.planned_amounts.filter(year=2026).update(printed="120", unit="gbp000")

        plan(saving, spreads={2026: from_month(2)})

        assert saving.planned_amounts.get(year=2026).printed == "120"

    def test_that_is_the_same_changes_nothing(self, saving):
        plan(saving, spreads={2026: EVEN})

        assert not Event.objects.filter(aggregate_id=saving.pk, type="savings.saving.replanned").exists()

    def test_takes_whole_pence(self, saving):
        months = [Decimal("10000.005"), Decimal("9999.995"), *[Decimal(10_000)] * 10]

        assert "months" in refused(plan, saving, spreads={2026: by_hand(months)})


class TestForecastByMonth:
    def test_of_all_twelve_is_the_year(self, saving):
        say(saving, months={2026: twelve(9_000)})

        assert len(cells(saving)) == 13
        assert (2026, None, Decimal(108_000)) in cells(saving)

    def test_is_told_with_its_months(self, saving):
        say(saving, months={2026: {1: Decimal(5), 2: None}}, amounts={2027: Decimal(7)})

        payload = Event.objects.get(aggregate_id=saving.pk, type="savings.saving.forecast").payload
        assert payload["months"] == {"2026": {"1": "5", "2": None}}
        assert payload["amounts"] == {"2027": "7"}

    def test_of_some_leaves_the_year_as_it_was_said(self, saving):
        say(saving, amounts={2026: Decimal(90_000)})

        say(saving, months={2026: {1: Decimal(5_000)}}, at=SOON + timedelta(days=1))

        assert [cell for cell in cells(saving) if cell[1] is None] == [(2026, None, Decimal(90_000))]

    def test_of_some_says_nothing_of_a_year_nobody_has_said(self, saving):
        say(saving, months={2026: {1: Decimal(5_000)}})

        assert cells(saving) == [(2026, 1, Decimal(5_000))]

    def test_that_contradicts_its_year_is_refused_by_name(self, saving):
        problems = refused(say, saving, months={2026: twelve(9_000)}, amounts={2026: Decimal(100_000)})

        assert problems["amounts"] == [
            "The forecast months of 2026/27 come to £108,000, and the year is £100,000: they must agree."
        ]
        assert not SavingForecast.objects.exists()

    def test_that_goes_beyond_the_year_so_far_is_refused(self, saving):
        say(saving, amounts={2026: Decimal(90_000)})

        problems = refused(say, saving, months={2026: {1: Decimal(60_000), 2: Decimal(60_000)}})

        assert "come to £120,000 for 2 of them so far, and the year is £90,000" in problems["amounts"][0]
        assert "Say the year's amount too" in problems["amounts"][0]

    def test_whose_month_is_taken_back_leaves_the_year_not_known(self, saving):
        say(saving, months={2026: twelve(9_000)})

        say(saving, months={2026: {3: None}}, at=SOON + timedelta(days=1))

        newest = SavingForecast.objects.filter(saving=saving, month=None).latest("recorded_at")
        assert newest.amount is None

    def test_counts_actuals_in_the_place_of_their_months(self, saving):
        say(saving, series="actual", months={2026: {1: Decimal(4_000)}})

        say(saving, months={2026: twelve(9_000)}, at=SOON + timedelta(days=1))

        assert (2026, None, Decimal(103_000)) in cells(saving)

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"months": {2026: {13: Decimal(1)}}}, "months"),
            ({"months": {2026: {1: Decimal("0.001")}}}, "months"),
            ({"months": {2026: {1: Decimal(-1)}}}, "amount"),
            ({"months": {2026: {}}}, "amounts"),
            ({}, "amounts"),
            ({"amounts": {2026: Decimal(1)}, "series": "plan"}, "series"),
            ({"amounts": {2026: Decimal(1)}, "reason": " "}, "reason"),
        ],
    )
    def test_is_exact_or_refused(self, saving, given, field):
        assert field in refused(say, saving, **given)


class TestActualByMonth:
    def test_absent_is_not_known(self, saving):
        say(saving, series="actual", months={2026: {1: Decimal(4_000), 2: Decimal(0)}})

        assert cells(saving, "actual") == [(2026, 1, Decimal(4_000)), (2026, 2, Decimal(0))]

    def test_may_be_taken_back_below_nil_in_a_month(self, saving):
        say(saving, series="actual", months={2026: {1: Decimal(4_000), 2: Decimal(-500)}})

        assert (2026, 2, Decimal(-500)) in cells(saving, "actual")

    def test_that_stands_already_is_not_said_twice(self, saving):
        say(saving, series="actual", months={2026: {1: Decimal(4_000)}})

        say(saving, series="actual", months={2026: {1: Decimal("4000.00"), 2: Decimal(1)}}, at=SOON)

        assert [cell[1] for cell in cells(saving, "actual")] == [1, 2]

    def test_year_that_its_months_contradict_is_refused(self, saving):
        say(saving, series="actual", months={2026: twelve(9_000)})

        problems = refused(say, saving, series="actual", amounts={2026: Decimal(1)})

        assert "The actual months of 2026/27 come to £108,000, and the year is £1" in problems["amounts"][0]


SIGNED = datetime(2026, 9, 12, 9, tzinfo=UTC)


class TestAClosedPeriod:
    @pytest.fixture(autouse=True)
    def _closed(self, saving):
        signed = SIGNED
        period = Period.objects.create(programme=saving.programme, year=2026, month=5, closed_at=signed)
        PeriodStep.objects.create(
            period=period,
            step="closed",
            position={},
            signatory="Rosa Lind",
            recorded_at=signed,
            recorded_by_name="Rosa Lind",
        )

    def test_takes_no_actual(self, saving):
        words = refused(say, saving, series="actual", months={2026: {5: Decimal(1)}})["period"][0]

        assert "Rosa Lind closed 2026/27 M5 on 12 Sep 2026" in words
        assert f"the actual of {saving.ref} for M5 2026/27 stands as signed" in words

    def test_is_corrected_in_the_open_one(self, saving):
        say(saving, series="actual", months={2026: {6: Decimal(1)}}, corrects_period="2026/27 M5", at=SIGNED)

        assert SavingForecast.objects.get(saving=saving).corrects_period == "2026/27 M5"

    def test_still_takes_a_forecast_and_an_actual_that_is_unchanged(self, saving):
        say(saving, months={2026: {5: Decimal(1)}}, at=SIGNED)
        say(saving, series="actual", months={2026: {5: None, 6: Decimal(1)}}, at=SIGNED)

        assert cells(saving, "actual") == [(2026, 6, Decimal(1))]

    def test_of_the_last_month_closes_the_year(self, saving):
        Period.objects.create(programme=saving.programme, year=2026, month=12, closed_at=SOON)

        assert "period" in refused(say, saving, series="actual", amounts={2026: Decimal(1)})


class TestTheYear:
    def test_is_named_by_its_april(self):
        assert str(FinancialYear(2026)) == "2026/27"

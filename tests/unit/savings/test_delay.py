from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.delay import MOVES_WHOLE, delay_effect, monthly_start
from savings.rules.profile import Profile, Shape, shape_of
from tests.unit.savings.strategies import FIRST_YEAR, ending_profiles, profile, profiles, starts

IN_JULY = date(2024, 7, 1)
NEXT_YEAR = FIRST_YEAR.next()
JULY_TO_OCTOBER, JULY_TO_NEXT_JUNE = 92, 335
days_late = st.integers(min_value=0, max_value=900)


def parts(effect, year=FIRST_YEAR):
    """Return loss, timing and over-delivery of a year."""
    one = effect.split.year(year)
    return one.loss, one.timing, one.over_delivery


class TestRecurringDelay:
    def test_costs_the_months_between_the_two_starts(self):
        effect = delay_effect(profile(90, 120, 120), days_late=JULY_TO_OCTOBER, start=IN_JULY)

        assert effect.new_start == date(2024, 10, 1)
        assert effect.forecast.values == (60, 120, 120)
        assert parts(effect) == (0, 30, 0)
        assert parts(effect, NEXT_YEAR) == (0, 0, 0)

    def test_a_part_month_counts_by_its_days(self):
        effect = delay_effect(profile(90, 120), days_late=15, start=IN_JULY, shape=Shape.RECURRING)

        assert effect.cost(FIRST_YEAR) == Decimal("4.84")  # fifteen of July's 31 days at 10 a month

    def test_past_31_march_each_year_bears_its_own_hole(self):
        effect = delay_effect(profile(90, 120, 120), days_late=JULY_TO_NEXT_JUNE, start=IN_JULY)

        assert effect.new_start == date(2025, 6, 1)
        assert effect.forecast.values == (0, 100, 120)
        assert parts(effect) == (0, 90, 0)
        assert parts(effect, NEXT_YEAR) == (0, 20, 0)

    def test_never_costs_more_than_the_years_plan(self):
        effect = delay_effect(
            profile(10, 120, 120), days_late=JULY_TO_OCTOBER, start=IN_JULY, shape=Shape.RECURRING
        )

        assert effect.forecast.values == (0, 120, 120)

    def test_a_year_that_ends_before_the_new_start_loses_all_of_its_plan(self):
        effect = delay_effect(profile(110, 120, 120), days_late=JULY_TO_NEXT_JUNE, start=IN_JULY)

        assert parts(effect) == (0, 110, 0)

    def test_follows_its_monthly_profile_where_it_has_one(self):
        by_hand = {FIRST_YEAR: (Decimal(0),) * 6 + (Decimal(15),) * 6}

        effect = delay_effect(
            profile(90, 120, 120), days_late=JULY_TO_OCTOBER + 31, start=IN_JULY, months=by_hand
        )

        assert effect.cost(FIRST_YEAR) == 15
        assert effect.basis.endswith("its monthly profile, else full-year value ÷ 12 a month")

    def test_a_month_entered_by_hand_holds_what_comes_after_the_start(self):
        by_hand = {FIRST_YEAR: (Decimal(0),) * 3 + (Decimal(16),) + (Decimal(0),) * 8}

        effect = delay_effect(
            profile(16, 120, 120), days_late=8, start=date(2024, 7, 16), months=by_hand, shape=Shape.RECURRING
        )

        assert effect.cost(FIRST_YEAR) == 8

    def test_without_a_start_the_year_of_the_first_amount_is_assumed_and_said(self):
        effect = delay_effect(profile(0, 53, 53), days_late=30)

        assert effect.old_start == date(2025, 4, 1)
        assert effect.forecast.values == (0, Decimal("48.58"), 53)
        assert effect.basis == (
            "starts 1 May 2025, not 1 Apr 2025 (assumed, the first day of 2025/26; no start date is recorded)"
            "; full-year value ÷ 12 a month"
        )

    def test_a_saving_that_began_before_its_table_loses_only_what_the_table_holds(self):
        effect = delay_effect(profile(120, 120), days_late=61, start=date(2024, 3, 1))

        assert effect.new_start == date(2024, 5, 1)
        assert effect.forecast.values == (110, 120)


class TestOneOffDelay:
    def test_moved_past_its_year_the_gain_is_timing_below_nought(self):
        effect = delay_effect(profile(419, 0, 0), days_late=90, start=date(2025, 2, 1))

        assert effect.forecast.values == (0, 419, 0)
        assert parts(effect) == (0, 419, 0)
        assert parts(effect, NEXT_YEAR) == (0, -419, 0)

    def test_lands_partly_in_the_next_year_when_part_of_it_crosses(self):
        effect = delay_effect(profile(120, 0), days_late=30, start=date(2024, 4, 1))

        first, second = effect.forecast.values
        assert first + second == 120
        assert second == Decimal("9.68")  # thirty of March's 31 days, at 10 a month
        assert parts(effect, NEXT_YEAR) == (0, -second, 0)

    def test_pushed_beyond_its_table_the_table_grows(self):
        effect = delay_effect(profile(419, 0), days_late=800, start=date(2025, 2, 1))

        assert effect.forecast.amount(FinancialYear(2027)) == 419
        assert parts(effect, FinancialYear(2027)) == (0, -419, 0)

    def test_what_would_land_after_its_funding_ends_is_lost(self):
        effect = delay_effect(
            profile(60, 0), days_late=31, start=date(2024, 10, 1), funding_ends=date(2025, 3, 31)
        )

        assert effect.forecast.values == (50, 0)
        assert parts(effect) == (10, 0, 0)

    def test_follows_its_monthly_profile_where_it_has_one(self):
        in_march = {FIRST_YEAR: (Decimal(0),) * 11 + (Decimal(120),)}

        effect = delay_effect(profile(120, 0), days_late=31, start=date(2024, 4, 1), months=in_march)

        assert effect.forecast.values == (0, 120)


class TestOtherDelays:
    def test_a_ramp_moves_whole_and_loses_nothing_for_good(self):
        effect = delay_effect(profile(120, 240, 360), days_late=365, start=date(2024, 4, 1))

        assert effect.forecast.values == (0, 120, 240)
        assert [parts(effect, year) for year in effect.forecast.years] == [(0, 120, 0)] * 3
        assert effect.split.permanent_loss_a_year == 0

    def test_a_taper_is_judged_year_by_year(self):
        effect = delay_effect(profile(120, 105, 45), days_late=30)

        assert effect.forecast.values == (110, 105, 45)
        assert parts(effect) == (10, 0, 0)
        assert "it tapers" in effect.basis

    def test_a_line_with_blanks_uses_its_full_year_value_where_known(self):
        effect = delay_effect(profile(120, 120, None, 120), days_late=30)

        assert effect.forecast.values == (110, 120, None, 120)
        assert parts(effect) == (0, 10, 0)
        assert effect.cost(FinancialYear(2026)) is None
        assert effect.cost(FinancialYear(2030)) is None

    def test_a_line_without_a_full_year_value_is_judged_year_by_year(self):
        effect = delay_effect(profile(144, None, None), days_late=30)

        assert parts(effect) == (12, 0, 0)
        assert "its full-year value is not known" in effect.basis

    def test_a_reversal_is_delayed_towards_nought(self):
        effect = delay_effect(profile(-120, -120), days_late=30, start=date(2024, 4, 1))

        assert effect.forecast.values == (-110, -120)

    @pytest.mark.parametrize("days", [0, -40])
    def test_not_late_changes_nothing(self, days):
        plan = profile(90, 120)

        effect = delay_effect(plan, days_late=days, start=IN_JULY)

        assert effect.forecast == plan
        assert effect.basis == "not late, so nothing moves"

    def test_nothing_planned_has_nothing_to_delay(self):
        effect = delay_effect(profile(0, None), days_late=30)

        assert effect.old_start is None
        assert effect.basis == "no amount to delay"


class TestDelayIdentities:
    @given(profiles(), days_late, st.none() | starts)
    def test_every_year_closes_and_no_forecast_leaves_nought_and_the_plan(self, plan, days, start):
        effect = delay_effect(plan, days_late=days, start=start)

        for year in effect.split.years:
            assert year.plan - year.loss - year.timing + year.over_delivery == year.forecast
            assert year.forecast >= 0
            if effect.split.shape not in (Shape.ONE_OFF, Shape.TIME_LIMITED):
                assert year.forecast <= year.plan

    @given(ending_profiles(), days_late, st.none() | starts)
    def test_what_only_moves_still_sums_to_the_plan(self, plan, days, start):
        effect = delay_effect(plan, days_late=days, start=start)

        assert sum(effect.forecast.values) == sum(plan.values)
        assert sum(year.timing for year in effect.split.years) == 0

    @given(profiles(), days_late, days_late, st.none() | starts)
    def test_later_never_brings_more(self, plan, days, more, start):
        if shape_of(plan, start=start) in MOVES_WHOLE:
            return

        late, later = (delay_effect(plan, days_late=late, start=start) for late in (days, days + more))

        assert all(
            after <= before for before, after in zip(late.forecast.values, later.forecast.values, strict=True)
        )

    @given(profiles(), days_late, st.none() | starts)
    def test_a_delay_of_a_lasting_saving_is_timing_alone(self, plan, days, start):
        if shape_of(plan, start=start) not in (Shape.RECURRING, Shape.RAMPING):
            return

        effect = delay_effect(plan, days_late=days, start=start)

        if effect.split.permanent_loss_a_year is not None:
            assert all(year.loss == 0 == year.over_delivery for year in effect.split.years)


class TestWhatCameBefore:
    def test_of_a_ramp_is_not_touched_by_a_milestone_of_a_later_year(self):
        plan = Profile.of({FinancialYear(2026): Decimal(100), FinancialYear(2027): Decimal(200)})

        effect = delay_effect(plan, days_late=90, start=date(2027, 4, 21), shape=Shape.RAMPING)

        assert effect.forecast.amount(FinancialYear(2026)) == Decimal(100)
        assert effect.forecast.amount(FinancialYear(2027)) < Decimal(200)


TEN_A_MONTH = {FIRST_YEAR: (*[Decimal(10)] * 12,)}


class TestWhatHasComeIn:
    def test_is_not_lost_to_a_delay(self):
        effect = delay_effect(
            profile(120, 120),
            days_late=91,
            start=date(2024, 4, 1),
            months=TEN_A_MONTH,
            arrived={FIRST_YEAR: {1, 2}},
        )

        assert effect.forecast.amount(FIRST_YEAR) == Decimal(110)

    def test_stays_when_the_rest_of_the_year_is_lost(self):
        effect = delay_effect(
            profile(120, 120),
            days_late=400,
            start=date(2024, 4, 1),
            months=TEN_A_MONTH,
            arrived={FIRST_YEAR: {1}},
        )

        assert effect.forecast.amount(FIRST_YEAR) == Decimal(10)

    def test_of_a_one_off_does_not_move(self):
        months = {FIRST_YEAR: (Decimal(60), *[Decimal(0)] * 10, Decimal(60))}

        effect = delay_effect(
            profile(120, 0), days_late=365, start=date(2024, 4, 1), months=months, arrived={FIRST_YEAR: {1}}
        )

        assert [effect.forecast.amount(year) for year in (FIRST_YEAR, FIRST_YEAR.next())] == [
            Decimal(60),
            Decimal(60),
        ]

    @given(
        months=st.lists(st.integers(0, 10**7), min_size=12, max_size=12),
        came=st.sets(st.integers(1, 12)),
        days=st.integers(1, 900),
    )
    def test_is_always_in_the_forecast(self, months, came, days):
        pounds = tuple(Decimal(month).scaleb(-2) for month in months)
        plan = profile(sum(pounds), sum(pounds))

        effect = delay_effect(
            plan,
            days_late=days,
            start=date(2024, 4, 1),
            months={FIRST_YEAR: pounds},
            arrived={FIRST_YEAR: came},
        )

        arrived = sum(pounds[number - 1] for number in came)
        assert arrived <= effect.forecast.amount(FIRST_YEAR) <= plan.amount(FIRST_YEAR)


class TestMonthlyStart:
    def test_is_the_first_month_that_brings_money(self):
        months = {FIRST_YEAR: (*[Decimal(0)] * 5, *[Decimal(10)] * 7)}

        effect = delay_effect(profile(70, 120, 120), days_late=30, months=months)

        assert monthly_start(profile(70, 120), months) == date(2024, 9, 1)
        assert effect.forecast.amount(FIRST_YEAR) == Decimal(60)
        assert "the first month with an amount; no start date is recorded" in effect.basis

    def test_is_not_known_without_a_monthly_profile(self):
        assert monthly_start(profile(70, 120), None) is None
        assert monthly_start(profile(None, None), {FIRST_YEAR: (*[Decimal(1)] * 12,)}) is None

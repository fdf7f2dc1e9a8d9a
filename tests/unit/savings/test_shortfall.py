from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.profile import NIL, Profile, Shape
from savings.rules.shortfall import Treatment, split
from tests.unit.savings.strategies import (
    FIRST_YEAR,
    amounts,
    ending_profiles,
    pairs_of_profiles,
    profile,
    starts,
)

IN_APRIL, IN_JULY, IN_OCTOBER = date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1)
shapes = st.none() | st.sampled_from(Shape)


def parts(whole, place=0):
    """Return shortfall, loss, timing and over-delivery of the year at this place."""
    year = whole.years[place]
    return year.shortfall, year.loss, year.timing, year.over_delivery


class TestRecurring:
    def test_a_line_that_is_late_and_too_small_is_part_loss_and_part_timing(self):
        """120 a year from July is 90; 100 from October is 50: 40 short is 15 lost and 25 late."""
        whole = split(profile(90, 120), profile(50, 100), start=IN_JULY, forecast_start=IN_OCTOBER)

        assert whole.treatment is Treatment.FULL_YEAR
        assert parts(whole) == (40, 15, 25, 0)
        assert parts(whole, 1) == (20, 20, 0, 0)
        assert whole.permanent_loss_a_year == 20

    def test_only_late_is_timing_alone(self):
        whole = split(profile(90, 120, 120), profile(60, 120, 120), start=IN_JULY, forecast_start=IN_OCTOBER)

        assert parts(whole) == (30, 0, 30, 0)
        assert parts(whole, 1) == (0, 0, 0, 0)
        assert whole.permanent_loss_a_year == 0

    def test_early_is_timing_below_nought(self):
        whole = split(profile(90, 120, 120), profile(120, 120, 120), start=IN_JULY, forecast_start=IN_APRIL)

        assert parts(whole) == (-30, 0, -30, 0)

    def test_more_than_planned_is_over_delivery(self):
        whole = split(profile(120, 120), profile(150, 150), start=IN_APRIL, forecast_start=IN_APRIL)

        assert parts(whole) == (-30, 0, 0, 30)

    def test_late_but_larger_is_both_timing_and_over_delivery(self):
        whole = split(profile(120, 120), profile(75, 150), start=IN_APRIL, forecast_start=IN_OCTOBER)

        assert parts(whole) == (45, 0, 75, 30)

    def test_past_31_march_each_year_stands_for_itself(self):
        in_may = date(2025, 5, 1)

        whole = split(profile(90, 120, 120), profile(0, 110, 120), start=IN_JULY, forecast_start=in_may)

        assert parts(whole) == (90, 0, 90, 0)
        assert parts(whole, 1) == (10, 0, 10, 0)
        assert parts(whole, 2) == (0, 0, 0, 0)

    def test_without_a_start_of_the_forecast_like_is_compared_with_like(self):
        plan = profile(90, 120, 126)

        whole = split(plan, plan, shape=Shape.RECURRING, start=IN_JULY)

        assert all(parts(whole, place) == (0, 0, 0, 0) for place in range(3))

    def test_full_year_values_may_be_given(self):
        whole = split(
            profile(90),
            profile(50),
            start=IN_JULY,
            plan_full_year=Decimal(120),
            forecast_full_year=Decimal(100),
        )

        assert parts(whole) == (40, 15, 25, 0)

    def test_a_first_year_of_nil_has_nothing_to_lose(self):
        whole = split(profile(0, 53, 53), profile(0, 40, 40))

        assert parts(whole) == (0, 0, 0, 0)
        assert parts(whole, 1) == (13, 13, 0, 0)


class TestOneOffAndTimeLimited:
    def test_moved_past_its_year_the_gain_is_timing_below_nought(self):
        whole = split(profile(419, 0, 0), profile(0, 419, 0))

        assert whole.treatment is Treatment.LIFE
        assert parts(whole) == (419, 0, 419, 0)
        assert parts(whole, 1) == (-419, 0, -419, 0)

    def test_what_never_lands_is_lost_in_the_year_it_was_planned(self):
        whole = split(profile(419, 0, 0), profile(0, 400, 0))

        assert parts(whole) == (419, 19, 400, 0)
        assert parts(whole, 1) == (-400, 0, -400, 0)

    def test_a_time_limited_gap_is_shared_out_as_planned(self):
        whole = split(profile(100, 200, 0), profile(100, 170, 0), shape=Shape.TIME_LIMITED)

        assert parts(whole) == (0, 10, -10, 0)
        assert parts(whole, 1) == (30, 20, 10, 0)

    def test_has_no_yearly_loss(self):
        assert split(profile(419, 0), profile(0, 0)).permanent_loss_a_year is None

    def test_a_blank_anywhere_in_its_life_splits_nothing(self):
        whole = split(profile(100, 100, 0), profile(100, None, 0))

        assert whole.treatment is Treatment.NOT_SPLIT
        assert whole.years[0].reason == "the forecast is not known in every year of its life"
        assert parts(whole) == (0, None, None, None)

    @given(pairs_of_profiles(), st.sampled_from([Shape.ONE_OFF, Shape.TIME_LIMITED]))
    def test_timing_sums_to_nought_over_the_life(self, pair, shape):
        plan, forecast = pair

        whole = split(plan, forecast, shape=shape)

        assert sum(year.timing for year in whole.years) == 0


class TestRampAndTaper:
    def test_the_gap_of_a_ramp_is_held_within_the_years_shortfall(self):
        whole = split(profile(10, 50, 100), profile(10, 49, 60))

        assert whole.treatment is Treatment.RAMP
        assert parts(whole) == (0, 0, 0, 0)
        assert parts(whole, 1) == (1, 1, 0, 0)
        assert parts(whole, 2) == (40, 40, 0, 0)

    def test_a_ramp_that_only_comes_later_is_timing(self):
        whole = split(profile(10, 50, 100, 100), profile(0, 30, 90, 100))

        assert [parts(whole, place)[1:3] for place in range(4)] == [(0, 10), (0, 20), (0, 10), (0, 0)]

    def test_a_ramp_above_its_plan_is_over_delivery(self):
        whole = split(profile(10, 50, 100), profile(10, 50, 120))

        assert parts(whole, 2) == (-20, 0, 0, 20)

    def test_a_taper_is_judged_year_by_year(self):
        whole = split(profile(120, 105, 45), profile(90, 110, 45))

        assert whole.treatment is Treatment.YEAR_BY_YEAR
        assert parts(whole) == (30, 30, 0, 0)
        assert parts(whole, 1) == (-5, 0, 0, 5)

    @given(pairs_of_profiles())
    def test_a_ramps_gap_never_leaves_the_shortfall(self, pair):
        whole = split(*pair, shape=Shape.RAMPING)

        for year in whole.years:
            gap = year.loss - year.over_delivery
            assert min(0, year.shortfall) <= gap <= max(0, year.shortfall)


class TestNotKnown:
    def test_a_blank_year_is_not_split_and_says_so(self):
        whole = split(profile(89, 89, None, 89), profile(80, 89, 89, 89))

        assert parts(whole) == (9, 0, 9, 0)
        assert whole.years[2].reason == "the plan of 2026/27 is not known"
        assert parts(whole, 2) == (None, None, None, None)

    def test_an_undefined_factor_is_judged_year_by_year(self):
        whole = split(profile(144, None, None), profile(100, None, None))

        assert whole.treatment is Treatment.YEAR_BY_YEAR
        assert parts(whole) == (44, 44, 0, 0)
        assert whole.years[1].reason == "neither plan nor forecast of 2025/26 is known"

    def test_a_plan_of_nil_is_judged_year_by_year(self):
        assert parts(split(profile(0, 0), profile(5, 0))) == (-5, 0, 0, 5)

    def test_an_unknown_full_year_of_the_forecast_splits_nothing(self):
        whole = split(profile(90, 120), profile(50, None), start=IN_JULY, forecast_start=IN_OCTOBER)

        assert whole.years[0].reason == "the forecast's full-year value is not known"
        assert parts(whole) == (40, None, None, None)
        assert whole.permanent_loss_a_year is None

    def test_a_year_outside_one_of_the_two_is_not_known(self):
        whole = split(profile(120, 120), profile(120), start=IN_APRIL, forecast_start=IN_APRIL)

        assert parts(whole) == (0, 0, 0, 0)
        assert whole.year(FIRST_YEAR.next()).reason == "the forecast of 2025/26 is not known"
        assert whole.year(FIRST_YEAR.shifted(9)) is None


class TestIdentity:
    @given(pairs_of_profiles(st.none() | amounts), shapes, st.none() | starts, st.none() | starts)
    def test_the_parts_sum_to_the_shortfall_in_every_case(self, pair, shape, start, forecast_start):
        plan, forecast = pair

        whole = split(plan, forecast, shape=shape, start=start, forecast_start=forecast_start)

        for year in whole.years:
            assert year.plan == plan.amount(year.year)
            assert year.forecast == forecast.amount(year.year)
            if year.is_split:
                assert year.shortfall == year.loss + year.timing - year.over_delivery
                assert min(year.loss, year.over_delivery) == 0
                assert not year.reason
            else:
                assert (year.loss, year.timing, year.over_delivery) == (None, None, None)
                assert year.reason

    @given(pairs_of_profiles(), shapes, st.none() | starts)
    def test_a_forecast_equal_to_the_plan_has_no_parts(self, pair, shape, start):
        plan = pair[0]

        whole = split(plan, plan, shape=shape, start=start)

        for year in whole.years:
            assert not any((year.loss, year.timing, year.over_delivery))

    @pytest.mark.parametrize("scale", [Decimal("0.01"), Decimal(1000)])
    def test_holds_at_any_scale(self, scale):
        plan, forecast = (profile(*[scale * value for value in row]) for row in ((90, 120), (50, 100)))

        whole = split(plan, forecast, start=IN_JULY, forecast_start=IN_OCTOBER)

        assert whole.years[0].shortfall == 40 * scale
        assert whole.years[0].loss + whole.years[0].timing == 40 * scale


class TestANilBeyondTheForecast:
    @given(plan=ending_profiles(), scale=st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]))
    def test_leaves_the_split_of_a_line_that_ended_as_it_was(self, plan, scale):
        forecast = Profile(tuple((year, (amount or NIL) * scale) for year, amount in plan.cells))
        longer = Profile((*plan.cells, (plan.years[-1].next(), NIL)))

        was, now = split(plan, forecast), split(longer, forecast)

        assert now.years[: len(was.years)] == was.years
        assert now.years[-1].reason == f"the forecast of {longer.years[-1]} is not known"

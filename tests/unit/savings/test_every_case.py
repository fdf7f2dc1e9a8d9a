"""Loss, timing and over-delivery in every case the trade knows, each against the words of the rule, exactly."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear, months_between
from savings.rules.delay import delay_effect
from savings.rules.profile import Profile, Shape, full_year_value, shape_of, share_of, to_pence
from savings.rules.shortfall import Treatment, split
from tests.unit.savings.strategies import FIRST_YEAR, amounts, ending_profiles, profile, profiles, starts

level = amounts.filter(bool)
days = st.integers(1, 900)


def closes(year):
    return year.shortfall == year.loss + year.timing - year.over_delivery


class TestRecurring:
    @given(level, level, st.integers(1, 12), st.integers(1, 12))
    def test_gap_is_the_full_year_gap_times_the_part_of_the_year_planned(
        self, planned, expected, plan_months, months
    ):
        plan = profile(to_pence(Fraction(planned) * plan_months / 12), planned, planned)
        forecast = profile(to_pence(Fraction(expected) * months / 12), expected, expected)
        assume(shape_of(plan) is Shape.RECURRING)

        whole = split(plan, forecast)

        for year in whole.years:
            gap = to_pence(Fraction(planned - expected) * Fraction(year.plan) / Fraction(planned))
            assert year.loss - year.over_delivery == gap
            assert year.timing == year.shortfall - gap
            assert closes(year)
        assert whole.permanent_loss_a_year == max(0, planned - expected)

    @given(level, st.integers(1, 400))
    def test_only_late_it_loses_nothing_for_good_across_31_march(self, planned, late):
        start = date(2024, 10, 1)
        plan = profile(planned / 2, planned, planned)
        assume(shape_of(plan, start=start) is Shape.RECURRING)

        whole = delay_effect(plan, days_late=late, start=start).split

        assert all((year.loss, year.over_delivery) == (0, 0) for year in whole.years)
        assert all(year.timing == year.shortfall >= 0 for year in whole.years)

    def test_moved_past_31_march_the_hole_shows_in_full_and_the_next_year_beside_it(self):
        whole = delay_effect(profile(90, 120, 120), days_late=304, start=date(2024, 7, 1)).split

        assert [(year.shortfall, year.timing) for year in whole.years] == [(90, 90), (10, 10), (0, 0)]


class TestWithoutAStart:
    def test_a_forecast_that_stops_short_of_the_table_has_no_recurring_part(self):
        """What it brings in the last year of the table is not known, so neither is what is lost for good."""
        whole = split(profile(60, 120, 120), profile(50))

        assert whole.treatment is Treatment.NOT_SPLIT
        assert (whole.years[0].shortfall, whole.years[0].timing) == (10, None)
        assert whole.years[0].reason == "the forecast's full-year value is not known"

    def test_with_a_start_the_first_full_year_is_enough(self):
        whole = split(profile(120, 120, 120), profile(100), start=FIRST_YEAR.start)

        assert (whole.years[0].loss, whole.years[0].timing) == (20, 0)


class TestBeyondTheTable:
    @given(level, level)
    def test_a_full_year_that_lies_beyond_the_table_is_judged_year_by_year(self, planned, expected):
        start = date(2024, 7, 1)
        plan = profile(planned)

        whole = split(plan, profile(expected), start=start)

        assert full_year_value(plan, shape=shape_of(plan, start=start), start=start) is None
        assert whole.treatment is Treatment.YEAR_BY_YEAR
        assert whole.years[0].timing == 0
        assert closes(whole.years[0])


class TestRamp:
    @given(profiles(level, min_size=3, max_size=5), profiles(level, min_size=3, max_size=5))
    def test_over_delivery_is_never_more_than_the_year_brings_above_its_plan(self, plan, forecast):
        assume(len(plan.cells) == len(forecast.cells))

        whole = split(plan, forecast, shape=Shape.RAMPING)

        for year in whole.years:
            assert closes(year)
            assert year.over_delivery <= max(0, -year.shortfall)
            assert year.loss <= max(0, year.shortfall)


class TestEnding:
    @given(ending_profiles(), st.data())
    def test_a_gap_is_shared_out_as_planned_and_timing_sums_to_nought(self, plan, data):
        said = [data.draw(amounts) for _ in plan.cells]

        whole = split(plan, profile(*said))

        total = sum(plan.values)
        assert whole.treatment is Treatment.LIFE
        assert sum(year.timing for year in whole.years) == 0
        for year in whole.years:
            exact = Fraction(total - sum(said)) * Fraction(year.plan) / Fraction(total)
            assert abs(Fraction(year.loss - year.over_delivery) - exact) <= Fraction(1, 50)
            assert closes(year)

    @given(ending_profiles(), days, st.integers(-200, 900))
    def test_what_would_land_after_its_funding_lapses_is_lost_and_only_that(self, plan, late, lapses):
        ends = FIRST_YEAR.start + timedelta(days=lapses)

        free, held = (delay_effect(plan, days_late=late, funding_ends=end) for end in (None, ends))

        assert sum(free.forecast.values) == sum(plan.values)
        for year in held.forecast.years:
            until, whole_year = held.forecast.amount(year), free.forecast.amount(year)
            if year.end <= ends:
                assert abs(until - whole_year) <= Decimal("0.01")
            elif year.start > ends:
                assert abs(until) <= Decimal("0.01")
        lost = sum(year.loss - year.over_delivery for year in held.split.years)
        assert lost == sum(plan.values) - sum(held.forecast.values) >= 0

    @given(ending_profiles(), st.integers(1, 3), st.data())
    def test_forecast_for_after_its_table_it_is_late_and_not_lost(self, plan, later, data):
        said = [data.draw(amounts) for _ in range(len(plan.cells) + later)]

        whole = split(plan, profile(*said))

        assert [year.plan for year in whole.years[len(plan.cells) :]] == [0] * later
        assert sum(year.timing for year in whole.years) == 0

    def test_a_one_off_planned_for_the_year_its_funding_ends_in_lands_by_days(self):
        found = delay_effect(profile(365, 0), days_late=31, funding_ends=date(2025, 3, 31))

        assert found.forecast.values[1] == 0
        assert found.split.years[0].loss == 365 - found.forecast.values[0] > 0


class TestTaper:
    @given(profiles(level), st.data())
    def test_is_judged_year_by_year(self, plan, data):
        forecast = profile(*[data.draw(amounts) for _ in plan.cells])

        whole = split(plan, forecast, shape=Shape.TAPERING)

        for year in whole.years:
            assert year.timing == 0
            assert closes(year)

    def test_late_loses_each_years_own_plan_by_months(self):
        found = delay_effect(profile(120, 60, 30), days_late=91, start=date(2024, 4, 1))

        assert found.forecast.values == (90, 60, 30)
        assert [year.loss for year in found.split.years] == [30, 0, 0]


class TestDelayByDays:
    @given(level, starts, days)
    def test_a_moved_one_off_lands_where_its_days_land(self, planned, start, late):
        assume(start < FIRST_YEAR.next().start)
        plan = profile(planned, 0, 0, 0, 0)
        begins = max(start, FIRST_YEAR.start)

        found = delay_effect(plan, days_late=late, start=start)

        whole = months_between(begins, FIRST_YEAR.next().start)
        running = Fraction(0)
        for year in found.forecast.years:
            first, after = (
                max(day - timedelta(days=late), begins) for day in (year.start, year.next().start)
            )
            first, after = (min(day, FIRST_YEAR.next().start) for day in (first, after))
            running += Fraction(planned) * months_between(first, after) / whole
            so_far = sum(amount for one, amount in found.forecast.cells if one <= year)
            assert so_far == to_pence(running)


class TestSharing:
    @given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.integers(1, 10**9))
    def test_a_share_is_exact_to_the_penny(self, amount, part, whole):
        pounds = [Decimal(number).scaleb(-2) for number in (amount, part, whole)]

        assert share_of(*pounds) == to_pence(Fraction(pounds[0]) * Fraction(pounds[1]) / Fraction(pounds[2]))

    def test_of_nothing_there_is_none(self):
        with pytest.raises(ZeroDivisionError):
            share_of(Decimal(1), Decimal(1), Decimal(0))

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), days, days)
    def test_months_laid_end_to_end_add_up(self, first, some, more):
        then = first + timedelta(days=some)
        last = then + timedelta(days=more)

        assert months_between(first, then) + months_between(then, last) == months_between(first, last)


class TestByApril:
    @given(st.dictionaries(st.integers(2020, 2030), st.none() | amounts, min_size=1))
    def test_is_the_same_profile(self, cells):
        assert Profile.by_april(cells) == Profile.of(
            {FinancialYear(april): cell for april, cell in cells.items()}
        )

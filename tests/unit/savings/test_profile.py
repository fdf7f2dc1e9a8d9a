from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.profile import (
    SHAPE_WORDS,
    Profile,
    ProfileForm,
    Shape,
    cash_over_period,
    even_months,
    full_year_effect,
    full_year_value,
    months_by_hand,
    months_from,
    part_year_factor,
    recurring_part,
    shape_of,
    share_out,
    to_cumulative,
    to_increments,
)
from tests.unit.savings.strategies import FIRST_YEAR, pence, profile, profiles, starts

YEAR_2024, YEAR_2025, YEAR_2026 = FIRST_YEAR, FinancialYear(2025), FinancialYear(2026)
IN_JULY = date(2024, 7, 1)


class TestProfile:
    def test_reads_increments_as_a_running_sum(self):
        ramp = Profile.of({YEAR_2024: Decimal(10), YEAR_2025: Decimal(5)}, form=ProfileForm.INCREMENTS)

        assert ramp.values == (10, 15)

    def test_a_year_left_out_between_two_is_blank(self):
        gap = Profile.of({YEAR_2026: Decimal(5), YEAR_2024: Decimal(10)})

        assert gap.values == (10, None, 5)
        assert not gap.is_known

    def test_has_no_amount_outside_its_table(self):
        assert profile(44, 44).amount(FinancialYear(2030)) is None

    def test_change_is_negative_when_a_one_off_ends(self):
        assert profile(419, 0, 0).changes() == {YEAR_2024: 419, YEAR_2025: -419, YEAR_2026: 0}

    def test_change_beside_a_blank_is_not_known(self):
        assert list(profile(89, 89, None, 89).changes().values()) == [89, 0, None, None]

    def test_refuses_no_years_and_years_out_of_order(self):
        with pytest.raises(ValueError, match="at least one"):
            Profile.of({})
        with pytest.raises(ValueError, match="at least one"):
            Profile(())
        with pytest.raises(ValueError, match="2026/27 comes after 2024/25"):
            Profile(((YEAR_2024, None), (YEAR_2026, None)))

    @given(st.lists(pence, min_size=1, max_size=6))
    def test_both_forms_turn_into_each_other(self, values):
        assert to_cumulative(to_increments(values)) == values
        assert to_increments(to_cumulative(values)) == values

    @given(st.lists(pence, min_size=1, max_size=6))
    def test_increments_sum_to_the_last_year(self, values):
        assert sum(to_increments(values)) == values[-1]

    @given(st.lists(st.none() | pence, min_size=1, max_size=6))
    def test_a_blank_is_never_filled_in(self, values):
        increments = to_increments(values)

        assert all(
            increment is None for increment, value in zip(increments, values, strict=True) if value is None
        )
        assert None not in to_cumulative(values) or None in values


class TestShape:
    @pytest.mark.parametrize(
        ("values", "shape"),
        [
            ((44, 44, 44, 44), Shape.RECURRING),
            ((0, 53, 53, 53), Shape.RECURRING),
            ((90, 120, 120, 120), Shape.RECURRING),
            ((53,), Shape.RECURRING),
            ((0, 0, 0, 0), Shape.RECURRING),
            ((None, 53, 53), Shape.RECURRING),
            ((419, 0, 0, 0), Shape.ONE_OFF),
            ((0, 419, 0, 0), Shape.ONE_OFF),
            ((100, 100, 0, 0), Shape.TIME_LIMITED),
            ((50, 100, 100, 0), Shape.TIME_LIMITED),
            ((120, 105, 45, 45), Shape.TAPERING),
            ((120, 105, 45, 0), Shape.TAPERING),
            ((100, 0, 100, 100), Shape.TAPERING),
            ((1000, 5000, 10900), Shape.RAMPING),
            ((90, 120), Shape.RAMPING),
            ((0, 800, 1600), Shape.RAMPING),
            ((100, 100, 200, 200), Shape.RAMPING),
            ((89, 89, None, 89), Shape.NOT_KNOWN),
            ((120, 105, 45, None), Shape.NOT_KNOWN),
            ((144, None, None, None), Shape.NOT_KNOWN),
            ((15, 15, None, 0), Shape.NOT_KNOWN),
            ((None, None), Shape.NOT_KNOWN),
            ((-50, -50, -50), Shape.RECURRING),
            ((-50, 0, 0), Shape.ONE_OFF),
            ((-50, 100, 100), Shape.TAPERING),
        ],
    )
    def test_comes_from_the_known_cells(self, values, shape):
        assert shape_of(profile(*values)) is shape

    def test_a_start_date_tells_a_part_year_from_a_ramp(self):
        in_april = date(2024, 4, 1)

        assert shape_of(profile(90, 120), start=IN_JULY) is Shape.RECURRING
        assert shape_of(profile(90, 120, 120), start=IN_JULY) is Shape.RECURRING
        assert shape_of(profile(90, 120, 120), start=in_april) is Shape.RAMPING

    def test_is_spelled_with_a_hyphen_where_english_does(self):
        assert SHAPE_WORDS[Shape.ONE_OFF] == "one-off"
        assert SHAPE_WORDS[Shape.NOT_KNOWN] == "not known"

    @given(profiles(), st.none() | starts)
    def test_a_profile_without_a_blank_always_has_one(self, made_up, start):
        assert shape_of(made_up, start=start) is not Shape.NOT_KNOWN

    @given(profiles())
    def test_an_adjustment_has_the_shape_of_what_it_reverses(self, made_up):
        reversed_profile = profile(*[-value for value in made_up.values])

        assert shape_of(reversed_profile) is shape_of(made_up)


class TestFullYearValue:
    def test_is_the_first_whole_year_from_the_start(self):
        line = profile(90, 120, 126)

        assert full_year_value(line, shape=Shape.RECURRING, start=IN_JULY) == 120
        assert full_year_value(line, shape=Shape.RECURRING, start=date(2024, 4, 1)) == 90
        assert full_year_value(line, shape=Shape.RECURRING, start=date(2020, 6, 1)) == 90

    def test_is_the_recurring_part_for_a_ramp_or_without_a_start(self):
        ramp = profile(1000, 5000, 10900)

        assert full_year_value(ramp, shape=Shape.RAMPING, start=date(2024, 4, 1)) == 10900
        assert full_year_value(profile(0, 53, 53), shape=Shape.RECURRING) == 53
        assert full_year_value(profile(89, 89, None, 89), shape=Shape.NOT_KNOWN) == 89

    def test_is_not_known_beyond_the_table_or_in_a_blank_cell(self):
        assert full_year_value(profile(90), shape=Shape.RECURRING, start=IN_JULY) is None
        assert full_year_value(profile(90, None, 120), shape=Shape.NOT_KNOWN, start=IN_JULY) is None
        assert full_year_value(profile(90, None), shape=Shape.NOT_KNOWN) is None

    @pytest.mark.parametrize("shape", [Shape.ONE_OFF, Shape.TIME_LIMITED, Shape.TAPERING])
    def test_some_shapes_have_none(self, shape):
        assert full_year_value(profile(100, 50, 0), shape=shape) is None

    def test_full_year_effect_is_what_the_first_year_left_out(self):
        assert full_year_effect(profile(0, 90, 120), Decimal(120)) == 30
        assert full_year_effect(profile(0, 0), Decimal(0)) is None
        assert full_year_effect(profile(90, 120), None) is None

    def test_recurring_part_is_the_last_cell(self):
        assert recurring_part(profile(120, 105, 45)) == 45
        assert recurring_part(profile(419, 0)) == 0
        assert recurring_part(profile(144, None)) is None


class TestPartYearFactor:
    def test_is_exact(self):
        assert part_year_factor(Decimal(90), Decimal(120)) == Fraction(3, 4)
        assert part_year_factor(Decimal(10), Decimal(30)) == Fraction(1, 3)

    def test_is_undefined_when_either_is_not_known_or_the_full_year_is_nil(self):
        assert part_year_factor(None, Decimal(120)) is None
        assert part_year_factor(Decimal(90), None) is None
        assert part_year_factor(Decimal(90), Decimal(0)) is None


class TestCashOverPeriod:
    def test_sums_the_years_and_is_not_known_beside_a_blank(self):
        assert cash_over_period(profile(120, 105, 45, 0)) == 270
        assert cash_over_period(profile(120, 105, 45, None)) is None


class TestMonths:
    def test_even_months_differ_by_a_penny_at_most_and_sum_to_the_year(self):
        months = even_months(Decimal(100))

        assert len(months) == 12
        assert sum(months) == 100
        assert set(months) == {Decimal("8.33"), Decimal("8.34")}

    def test_from_a_month_on(self):
        months = months_from(Decimal(90), start=IN_JULY, year=YEAR_2024)

        assert months == (0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 10, 10)

    def test_a_part_month_counts_by_its_days(self):
        months = months_from(Decimal(85), start=date(2024, 9, 16), year=YEAR_2024)

        assert months[5] == Decimal("6.54")  # half of September, of six and a half months
        assert sum(months) == 85

    def test_a_start_in_an_earlier_year_fills_the_year(self):
        assert months_from(Decimal(120), start=IN_JULY, year=YEAR_2025) == (10,) * 12

    def test_an_amount_before_the_start_is_refused(self):
        with pytest.raises(ValueError, match="after the year's end"):
            months_from(Decimal(90), start=date(2025, 7, 1), year=YEAR_2024)
        assert sum(months_from(Decimal(0), start=date(2025, 7, 1), year=YEAR_2024)) == 0

    def test_months_by_hand_must_sum_to_the_year(self):
        by_hand = [Decimal(0)] * 9 + [Decimal(30)] * 3

        assert months_by_hand(by_hand, total=Decimal(90)) == tuple(by_hand)
        with pytest.raises(ValueError, match="the months sum to £90, the year is £91"):
            months_by_hand(by_hand, total=Decimal(91))
        with pytest.raises(ValueError, match="this one has 11"):
            months_by_hand(by_hand[1:], total=Decimal(90))

    @given(pence, starts)
    def test_months_always_sum_to_the_year(self, amount, start):
        year = FinancialYear.containing(start)

        assert sum(months_from(amount, start=start, year=year)) == amount

    @given(pence, st.lists(st.integers(min_value=0, max_value=100), min_size=1, max_size=12).filter(any))
    def test_shares_sum_to_the_whole_and_are_a_penny_out_at_most(self, amount, weights):
        parts = share_out(amount, weights)

        assert sum(parts) == amount
        for part, weight in zip(parts, weights, strict=True):
            exact = Fraction(amount) * weight / sum(weights)
            assert abs(Fraction(part) - exact) <= Fraction(1, 100)

    def test_cannot_share_out_by_weights_that_sum_to_nought(self):
        with pytest.raises(ValueError, match="sum to nought"):
            share_out(Decimal(5), [0, 0])

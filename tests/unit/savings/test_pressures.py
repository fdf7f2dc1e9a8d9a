"""What a shortfall proposes for next year's budget, and what writing it out leaves."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.pressures import proposed, written_out
from savings.rules.shortfall import split
from savings.rules.totals import SavingKind
from tests.unit.savings.strategies import amounts, pairs_of_profiles, profile, profiles

CASH = SavingKind.CASH_RELEASING
NEXT = FinancialYear(2025)


def proposal(plan, forecast, *replacements, kind=CASH):
    return proposed(split(plan, forecast), NEXT, kind=kind, replacements=replacements)


class TestProposed:
    def test_is_next_year_s_own_shortfall(self):
        found = proposal(profile(90, 120, 120), profile(50, 100, 100))

        assert found.amount == Decimal(20)
        assert [(one.plan_after, one.forecast) for one in found.years] == [(100, 100), (100, 100)]

    def test_what_only_this_year_loses_proposes_nothing(self):
        assert proposal(profile(120, 120), profile(60, 120)) is None

    def test_counts_what_timing_still_costs_then(self):
        found = proposal(profile(120, 120, 120), profile(0, 90, 120))

        (first, *_) = found.years
        assert (first.permanent, first.timing, first.pressure) == (0, 30, 30)

    def test_is_lowered_by_a_recurring_replacement_and_not_by_a_one_off(self):
        plan, forecast = profile(100, 100, 100), profile(0, 0, 0)

        assert proposal(plan, forecast, profile(0, 60, 60)).amount == Decimal(40)
        assert proposal(plan, forecast, profile(0, 60, 0)).amount == Decimal(100)
        assert proposal(plan, forecast, profile(0, 200, 200)) is None

    @pytest.mark.parametrize("kind", [SavingKind.COST_AVOIDANCE, SavingKind.NON_CASH, SavingKind.ADJUSTMENT])
    def test_a_kind_that_reduces_no_budget_proposes_nothing(self, kind):
        assert proposal(profile(100, 100), profile(0, 0), kind=kind) is None

    def test_what_is_not_known_proposes_nothing(self):
        assert proposal(profile(100, 100), profile(50, None)) is None
        assert proposed(None, NEXT, kind=CASH) is None

    def test_a_later_year_not_known_is_left_out(self):
        found = proposal(profile(100, 100, 100), profile(50, 50, None))

        assert [one.year for one in found.years] == [NEXT]

    @given(pairs_of_profiles(), st.lists(profiles(), max_size=2))
    def test_lies_between_nought_and_the_shortfall(self, pair, replacements):
        found = proposal(*pair, *replacements)

        for one in found.years if found else ():
            assert 0 <= one.pressure <= max(Decimal(0), one.shortfall)
            assert one.plan_after >= min(one.plan, one.forecast)

    @given(pairs_of_profiles())
    def test_what_is_written_out_proposes_nothing_again(self, pair):
        plan, forecast = pair
        found = proposal(plan, forecast)
        if found is None:
            return

        after = {**dict(plan.cells), **written_out(dict(plan.cells), found.amounts)}

        assert proposal(type(plan).of(after), forecast) is None


class TestWrittenOut:
    def test_takes_the_pressure_from_the_plan_of_the_same_year(self):
        plan = {NEXT: Decimal(100), NEXT.next(): Decimal(100)}

        assert written_out(plan, {NEXT: Decimal(30), NEXT.next(): Decimal(0)}) == {NEXT: Decimal(70)}

    def test_leaves_alone_what_is_not_known(self):
        assert written_out({NEXT: None}, {NEXT: Decimal(30)}) == {}
        assert written_out({NEXT: Decimal(30)}, {NEXT: None}) == {}

    @given(amounts, amounts)
    def test_never_goes_below_nought(self, plan, pressure):
        after = written_out({NEXT: plan}, {NEXT: pressure}).get(NEXT, plan)

        assert after == max(Decimal(0), plan - pressure)

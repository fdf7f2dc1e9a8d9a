"""Net of what it costs, by year; payback; and what a cost that is not known does to both."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.net import Cost, CostKind, by_source, net_of, net_total, years_words
from tests.unit.savings.strategies import FIRST_YEAR, amounts, profile, profiles

SECOND = FIRST_YEAR.next()
costs = st.lists(
    st.builds(
        Cost,
        st.sampled_from(list(CostKind)),
        st.integers(0, 5).map(FIRST_YEAR.shifted),
        amounts,
        st.sampled_from(["reserve", "grant"]),
    ),
    max_size=6,
)
unsure_costs = st.lists(
    st.builds(
        Cost, st.sampled_from(list(CostKind)), st.integers(0, 5).map(FIRST_YEAR.shifted), st.none() | amounts
    ),
    max_size=6,
)


def cost(kind, year, amount, source="reserve", borne=None):
    return Cost(CostKind(kind), year, None if amount is None else Decimal(amount), source, borne)


class TestNetOf:
    def test_takes_all_three_costs_off_and_the_one_off_out_of_what_recurs(self):
        net = net_of(
            profile(100, 120, 120),
            [cost("one_off", FIRST_YEAR, 150), cost("running", FIRST_YEAR, 10),
             cost("running", FIRST_YEAR.shifted(2), 20), cost("lost_income", FIRST_YEAR, 5)],
        )  # fmt: skip

        first = net.year(FIRST_YEAR)
        assert (first.gross, first.one_off, first.running, first.lost_income) == (100, 150, 10, 5)
        assert (first.net, first.recurring_net) == (-65, 85)
        assert net.recurring_net == Decimal(100)
        assert net.payback == Fraction(3, 2)
        assert net.payback_words == "1 year 6 months"

    def test_a_cost_without_an_amount_makes_the_net_of_its_year_not_known(self):
        net = net_of(profile(100, 100), [cost("running", FIRST_YEAR, None)])

        assert net.year(FIRST_YEAR).net is None
        assert net.year(SECOND).net == Decimal(100)

    def test_an_investment_without_an_amount_leaves_payback_not_known(self):
        net = net_of(profile(100, 100), [cost("one_off", FIRST_YEAR, None), cost("one_off", SECOND, 5)])

        assert (net.investment, net.payback) == (None, None)
        assert net.payback_words == "Not known"
        assert net.year(FIRST_YEAR).recurring_net == Decimal(100)

    def test_a_saving_that_costs_as_much_as_it_brings_does_not_pay_back(self):
        net = net_of(profile(100, 100), [cost("one_off", FIRST_YEAR, 50), cost("running", SECOND, 100)])

        assert net.payback is None
        assert net.payback_words.startswith("It does not pay back")

    def test_a_saving_that_ends_has_no_payback(self):
        net = net_of(profile(100, 0), [cost("one_off", FIRST_YEAR, 50)])

        assert net.payback_words == "None: the saving ends"

    def test_a_cost_beyond_the_table_has_no_gross_beside_it(self):
        net = net_of(profile(100), [cost("running", SECOND, 5)])

        assert net.year(SECOND).gross is None
        assert net.year(SECOND).net is None

    def test_nothing_stated_says_so(self):
        net = net_of(profile(100), [])

        assert net.payback_words == "No investment stated"
        assert net.year(FIRST_YEAR).stated == frozenset()

    @given(profiles(), costs)
    def test_every_year_closes(self, plan, stated):
        for year in net_of(plan, stated).years:
            if year.gross is not None:
                assert year.net == year.gross - year.one_off - year.running - year.lost_income

    @given(profiles(), costs)
    def test_payback_times_what_recurs_is_the_investment(self, plan, stated):
        net = net_of(plan, stated)

        if net.payback is not None:
            assert net.payback * Fraction(net.recurring_net) == Fraction(net.investment)
            assert net.recurring_net > 0

    @given(profiles(), unsure_costs)
    def test_a_blank_cost_is_never_a_nil(self, plan, stated):
        net = net_of(plan, stated)

        for one in stated:
            if one.amount is None:
                assert net.year(one.year).net is None


class TestNetTotal:
    @given(st.lists(st.tuples(profiles(), unsure_costs), max_size=4))
    def test_is_the_sum_of_the_lines_to_the_penny(self, lines):
        nets = [net_of(plan, stated) for plan, stated in lines]

        total = net_total(nets, FIRST_YEAR)

        if total is not None:
            known = [net.year(FIRST_YEAR).net for net in nets if net.year(FIRST_YEAR)]
            assert total.net == sum((n for n in known if n is not None), Decimal(0))
            assert total.net == total.gross - total.one_off - total.running - total.lost_income
            assert (total.known, total.of) == (sum(n is not None for n in known), len(known))

    def test_is_none_without_a_line_of_that_year(self):
        assert net_total([net_of(profile(1), [])], FinancialYear(2040)) is None


class TestBySource:
    def test_sums_investment_by_source_and_who_bears_it(self):
        found = by_source(
            [cost("one_off", FIRST_YEAR, 10), cost("one_off", SECOND, 5), cost("one_off", SECOND, 7, "grant", False),
             cost("running", SECOND, 99)]
        )  # fmt: skip

        assert found == {("reserve", None): Decimal(15), ("grant", False): Decimal(7)}

    def test_a_source_with_an_amount_not_known_is_not_known(self):
        assert by_source([cost("one_off", FIRST_YEAR, 10), cost("one_off", SECOND, None)]) == {
            ("reserve", None): None
        }


class TestYearsWords:
    @pytest.mark.parametrize(
        ("years", "words"),
        [(Fraction(1), "1 year"), (Fraction(1, 100), "1 month"), (Fraction(29, 12), "2 years 5 months")],
    )
    def test_counts_a_part_month_as_a_whole_one(self, years, words):
        assert years_words(years) == words

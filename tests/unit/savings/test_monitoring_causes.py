from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from savings.rules.monitoring_causes import Cause, itemise
from tests.unit.savings.strategies import pence

MILLION = Decimal(1_000_000)


def causes(*millions):
    return [Cause(f"Cause {n}", None if m is None else Decimal(m) * MILLION) for n, m in enumerate(millions)]


class TestItemise:
    @given(variance=pence, amounts=st.lists(st.one_of(st.none(), pence), max_size=6))
    def test_with_the_rest_is_the_variance_to_the_penny(self, variance, amounts):
        found = itemise(variance, [Cause("", amount) for amount in amounts])

        assert found.itemised + found.not_itemised == variance
        assert found.without_amount == amounts.count(None)

    def test_gives_the_rest_a_line_of_its_own(self):
        placements = itemise(Decimal("10.1") * MILLION, causes("4.2", "4.2"))
        high_needs = itemise(Decimal("15.3") * MILLION, causes("5.5", "5.1", "1.5", "0.9"))

        assert placements.not_itemised == Decimal("1.7") * MILLION
        assert placements.words == "£8.4m of £10.1m itemised, £1.7m not itemised"
        assert high_needs.words == "£13m of £15.3m itemised, £2.3m not itemised"

    def test_says_when_the_causes_come_to_more(self):
        overspend = itemise(MILLION, causes("1.5"))
        underspend = itemise(-MILLION, causes("-1.5"))

        assert overspend.not_itemised == Decimal("-0.5") * MILLION
        assert overspend.words == "£1.5m of £1m itemised: the causes come to £500k more than the variance"
        assert overspend.is_over_itemised
        assert underspend.is_over_itemised

    def test_takes_a_cause_without_an_amount_for_no_nil(self):
        found = itemise(MILLION, causes("1", None))

        assert not found.is_over_itemised
        assert found.words == "£1m of £1m itemised, all of it; 1 cause has no amount"

    def test_says_that_nothing_is_itemised(self):
        found = itemise(MILLION, causes(None))

        assert found.words == "none of £1m itemised; 1 cause has no amount"

    def test_of_a_variance_not_known_knows_no_rest(self):
        found = itemise(None, causes("1"))

        assert found.not_itemised is None
        assert found.words == "£1m itemised of a variance that is not known"

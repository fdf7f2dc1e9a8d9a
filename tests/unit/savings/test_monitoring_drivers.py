from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from savings.rules.monitoring_drivers import Explains, Reading, explain_change
from tests.unit.savings.strategies import pence

volumes = st.integers(0, 10**9).map(lambda number: Decimal(number).scaleb(-2))
prices = pence.filter(lambda amount: amount >= 0)
some = st.one_of(st.none(), volumes)


def reading(volume, unit_cost, period="then", **more):
    as_decimals = [None if v is None else Decimal(v) for v in (volume, unit_cost)]
    return Reading(period, *as_decimals, **more)


class TestExplainChange:
    @given(volumes=st.tuples(volumes, volumes), prices=st.tuples(prices, prices))
    def test_is_price_and_volume_and_both_to_the_penny(self, volumes, prices):
        before, after = (Reading("", v, p) for v, p in zip(volumes, prices, strict=True))

        found = explain_change(before, after)

        assert found.change == after.cost - before.cost
        assert found.change == found.price_effect + found.volume_effect + found.both
        exact = (volumes[1] - volumes[0]) * (prices[1] - prices[0])
        assert abs(found.both - exact) <= Decimal("0.02")

    @given(volume=volumes, prices=st.tuples(prices, prices))
    def test_of_the_same_volume_is_price_alone(self, volume, prices):
        found = explain_change(Reading("", volume, prices[0]), Reading("", volume, prices[1]))

        assert (found.volume_effect, found.both) == (0, found.change - found.price_effect)
        assert abs(found.both) <= Decimal("0.01")

    @given(cells=st.tuples(some, some, some, some))
    def test_knows_nothing_that_rests_on_a_part_not_known(self, cells):
        before, after = Reading("", cells[0], cells[1]), Reading("", cells[2], cells[3])

        found = explain_change(before, after)

        assert (found.change is None) == (None in cells)
        assert (found.both is None) == (None in cells)
        assert (found.price_effect is None) == (None in (cells[0], cells[1], cells[3]))
        assert (found.volume_effect is None) == (None in (cells[0], cells[1], cells[2]))

    def test_says_what_explains_it(self):
        found = explain_change(reading(1112, 6316, "Mar-22"), reading(1252, 7109, "Mar-23"))

        assert (found.price_effect, found.volume_effect, found.both) == (881_816, 884_240, 111_020)
        assert found.explains is Explains.VOLUME
        assert found.words("passengers") == (
            "Mar-22 to Mar-23: cost up by £1.88m: £882k because each of the passengers costs £793 more; "
            "£884k because there are 140 more passengers; £111k because both moved at once. "
            "Volume explains most."
        )

    def test_says_a_fall_too(self):
        found = explain_change(reading(10, 5), reading(8, 5))

        assert found.words("days") == (
            "then to then: cost down by £10: -£10 because there are 2 fewer days. Volume explains most."
        )

    def test_of_no_change_and_of_both_alike(self):
        assert explain_change(reading(10, 5), reading(10, 5)).words("days") == "then to then: cost unchanged."
        assert explain_change(reading(10, 5), reading(12, 6)).explains is Explains.ALIKE

    def test_says_what_it_knows_of_a_change_not_known(self):
        found = explain_change(reading(2190, None, "budget"), reading(None, 3000, "now"))

        assert found.words("days") == "budget to now: the change in cost is not known"
        assert found.explains is None


class TestReading:
    def test_stands_beside_the_cost_printed(self):
        mar_23 = reading(1252, 7109, printed_cost=Decimal(8_900_000), printed_step=Decimal(100_000))
        wrong = reading(1252, 7109, printed_cost=Decimal(9_900_000), printed_step=Decimal(100_000))

        assert (mar_23.cost, mar_23.gap) == (8_900_468, 468)
        assert mar_23.is_within_rounding
        assert not wrong.is_within_rounding
        assert reading(1, 1).is_within_rounding is None

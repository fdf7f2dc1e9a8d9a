"""What each line counts with once linked: line by line it is what the bridges sum."""

from decimal import Decimal

from hypothesis import given

from programme.rules.calendar import FinancialYear
from savings.rules.bridge import Ledger
from savings.rules.counting import counts_of
from tests.unit.savings.ledgers import ADJUSTMENT, APRIL, a_line, key, ledgers, linked

YEAR = FinancialYear(APRIL)


class TestCountsOf:
    @given(lines=ledgers())
    def test_sum_to_the_plan_of_the_bridges(self, lines):
        counts = counts_of(lines, YEAR)

        counted = [one.plan for one in counts.values() if one.is_counted and one.plan is not None]
        assert sum(counted, Decimal(0)) == Ledger(lines).year(YEAR).plan().pounds

    @given(lines=ledgers(links=False))
    def test_lines_that_stand_by_themselves_count_with_their_own(self, lines):
        counts = counts_of(lines, YEAR)

        own = {line.key: (one.plan, one.forecast) for line in lines if (one := line.year(APRIL))}
        assert {key: (counts[key].plan, counts[key].forecast) for key in own} == own

    def test_a_replaced_line_counts_with_what_is_not_covered_and_carries_its_adjustments(self):
        lines = linked(
            [
                a_line(1, [100], [0], outlook="replaced"),
                a_line(2, [60], [60]),
                a_line(3, [-10], [-10], kind=ADJUSTMENT, corrects=1),
            ],
            {1: [2]},
        )

        found = counts_of(lines, YEAR)

        assert [(found[key(n)].plan, found[key(n)].gap) for n in (1, 2, 3)] == [(30, 40), (60, 0), (0, 0)]

    def test_nothing_is_left_of_a_withdrawn_line_but_what_is_validated(self):
        found = counts_of(
            [
                a_line(1, [100], [0], outlook="withdrawn"),
                a_line(2, [100], outlook="withdrawn", validated=25),
            ],
            YEAR,
        )

        assert found[key(1)].is_out
        assert (found[key(2)].plan, found[key(2)].forecast) == (25, None)

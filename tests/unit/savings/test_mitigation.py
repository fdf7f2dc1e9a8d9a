"""One-off money closes a year's gap and never a recurring one."""

from decimal import Decimal

from hypothesis import given

from programme.rules.calendar import FinancialYear
from savings.rules.mitigation import gap_of
from tests.unit.savings.strategies import amounts, pence

YEAR = FinancialYear(2024)


class TestGap:
    def test_says_that_the_recurring_gap_stays_open(self):
        gap = gap_of(
            YEAR, shortfall=Decimal(40_000), mitigated=Decimal(40_000), permanent_loss=Decimal(15_000)
        )

        assert gap.open == 0
        assert gap.words == (
            "In-year gap of 2024/25 closed by £40k of one-off money; recurring gap stays open: £15k a year"
        )

    def test_says_what_stays_open_this_year(self):
        gap = gap_of(YEAR, shortfall=Decimal(50_000), mitigated=Decimal(20_000), permanent_loss=Decimal(0))

        assert gap.words == (
            "In-year gap of 2024/25 lowered by £20k of one-off money, £30k stays open; no recurring gap"
        )

    def test_a_gap_that_is_not_known_is_not_closed(self):
        gap = gap_of(YEAR, shortfall=None, mitigated=Decimal(20_000))

        assert (gap.open, gap.closed) == (None, None)
        assert gap.words == (
            "In-year gap of 2024/25 not known, £20k of one-off money beside it; recurring gap not known"
        )

    def test_more_arriving_than_planned_is_no_gap(self):
        assert gap_of(YEAR, shortfall=Decimal(-5), permanent_loss=Decimal(0)).words == (
            "No gap in 2024/25; no recurring gap"
        )

    @given(pence, amounts, amounts, amounts)
    def test_a_mitigation_never_moves_the_recurring_gap(self, shortfall, mitigated, loss, cover):
        facts = {"shortfall": shortfall, "permanent_loss": loss, "recurring_cover": cover}

        gap = gap_of(YEAR, mitigated=mitigated, **facts)

        assert gap.recurring == gap_of(YEAR, **facts).recurring
        assert gap.open + gap.closed == max(Decimal(0), shortfall)

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.profile import Shape
from savings.rules.shortfall import YearSplit, split
from savings.rules.totals import (
    COUNTED_KINDS,
    Line,
    LinePosition,
    SavingKind,
    Total,
    count,
    largest,
    percent_of_budget,
    percent_words,
    position,
    total,
)
from tests.unit.savings.strategies import FIRST_YEAR, amounts, pairs_of_profiles, profile

CASH, INCOME, AVOIDED = SavingKind.CASH_RELEASING, SavingKind.INCOME, SavingKind.COST_AVOIDANCE
FUNDING, ADJUSTMENT = SavingKind.FUNDING, SavingKind.ADJUSTMENT


def line(key, kind, pounds, corrects=None):
    return Line(key, kind, None if pounds is None else Decimal(pounds), corrects)


@st.composite
def positions_of_lines(draw):
    pairs = draw(st.lists(pairs_of_profiles(st.none() | amounts), max_size=6))
    chosen = []
    for number, (plan, forecast) in enumerate(pairs):
        shape = draw(st.none() | st.sampled_from(Shape))
        kind = draw(st.sampled_from(SavingKind))
        corrects = draw(st.none() | st.sampled_from("0123"))
        first_year = split(plan, forecast, shape=shape).year(FIRST_YEAR)
        chosen.append(LinePosition(str(number), kind, first_year, corrects))
    return chosen


class TestTotal:
    def test_says_how_many_lines_it_lacks(self):
        lines = [line("a", CASH, 44), line("b", CASH, None), line("c", INCOME, 0)]

        assert total(lines) == Total(Decimal(44), known=2, of=3)
        assert total(lines).words == "2 of 3 lines known"
        assert not total(lines).is_complete

    def test_an_adjustment_is_in_the_sum_and_not_in_the_count(self):
        lines = [line("a", CASH, 44), line("b", ADJUSTMENT, -10)]

        assert total(lines).pounds == 34
        assert total(lines).words == "1 of 1 line known"
        assert total(lines).is_complete

    def test_an_unknown_adjustment_is_said(self):
        lacking = total([line("a", CASH, 44), line("b", ADJUSTMENT, None)])

        assert lacking.words == "1 of 1 line known, 1 adjustment not known"
        assert not lacking.is_complete

    def test_nothing_known_is_not_nil_and_no_lines_are_nil(self):
        assert total([line("a", CASH, None)]).amount is None
        assert total([]).amount == 0
        assert total([line("a", CASH, 0)]).amount == 0


class TestCount:
    def test_takes_in_cash_income_and_adjustments_and_shows_the_rest_beside(self):
        lines = [
            line("a", CASH, 100),
            line("b", INCOME, 20),
            line("c", ADJUSTMENT, -5),
            line("d", AVOIDED, 500),
            line("e", FUNDING, None),
        ]

        counted = count(lines)

        assert counted.total.pounds == 115
        assert counted.without == counted.total
        assert {kind: beside.amount for kind, beside in counted.beside.items()} == {
            AVOIDED: 500,
            FUNDING: None,
        }

    def test_a_published_target_counts_what_the_council_counted(self):
        """Hampshire: 22,663 = 6,107 and 5,000 of funding and 11,556 from service budgets."""
        lines = [line("1", FUNDING, 6_107_000), line("2", FUNDING, 5_000_000), line("3", CASH, 11_556_000)]

        counted = count(lines, kinds=COUNTED_KINDS | {FUNDING})

        assert counted.total.pounds == 22_663_000
        assert counted.beside[FUNDING].pounds == 11_107_000
        assert counted.without.pounds == 11_556_000
        assert percent_words(percent_of_budget(counted.total.amount, Decimal(214_856_000))) == "10.5%"
        assert percent_words(percent_of_budget(counted.without.amount, Decimal(214_856_000))) == "5.4%"

    def test_an_adjustment_is_counted_with_the_line_it_names(self):
        lines = [
            line("a", CASH, 100),
            line("b", AVOIDED, 500),
            line("c", ADJUSTMENT, -50, corrects="b"),
            line("d", ADJUSTMENT, -7, corrects="gone"),
        ]

        counted = count(lines)

        assert counted.total.pounds == 93
        assert counted.beside[AVOIDED].pounds == 450
        assert counted.beside[AVOIDED].words == "1 of 1 line known"

    @given(st.lists(st.tuples(st.sampled_from(SavingKind), st.none() | amounts), max_size=12))
    def test_every_pound_is_in_the_total_or_beside_it(self, cells):
        lines = [Line(str(place), kind, pounds) for place, (kind, pounds) in enumerate(cells)]

        counted = count(lines)

        everything = counted.total.pounds + sum(beside.pounds for beside in counted.beside.values())
        assert everything == total(lines).pounds


class TestLargest:
    def test_leaves_out_adjustments_and_what_is_not_known(self):
        lines = [
            line("b", CASH, 50),
            line("a", CASH, 50),
            line("c", ADJUSTMENT, 900),
            line("d", CASH, None),
            line("e", INCOME, 70),
        ]

        assert [one.key for one in largest(lines, 2)] == ["e", "a"]


class TestPercentOfBudget:
    @pytest.mark.parametrize("budget", [None, Decimal(0), Decimal(-500)])
    def test_there_is_none_of_an_unknown_nil_or_income_budget(self, budget):
        assert percent_of_budget(Decimal(5), budget) is None
        assert percent_words(None) == "not known"

    def test_is_not_rounded_until_it_is_printed(self):
        assert percent_of_budget(Decimal(1), Decimal(3)) != Decimal("33.3")
        assert percent_words(percent_of_budget(Decimal(105), Decimal(1000)), decimals=0) == "11%"


class TestPosition:
    def test_closes_over_split_lines(self):
        late = split(profile(90, 120), profile(50, 100)).year(FIRST_YEAR)
        better = split(profile(30, 30, 30), profile(35, 35, 35)).year(FIRST_YEAR)

        whole = position([LinePosition("a", CASH, late), LinePosition("b", CASH, better)], year=FIRST_YEAR)

        assert whole.bridge() == (("plan", 120), ("loss", -15), ("timing", -25), ("over-delivery", 5))
        assert whole.forecast.pounds == 85
        assert whole.closes
        assert whole.lines_not_split == 0

    def test_what_cannot_be_split_stands_apart(self):
        unforecast = YearSplit(FIRST_YEAR, Decimal(44), None, reason="the forecast of 2024/25 is not known")
        unplanned = YearSplit(FIRST_YEAR, None, Decimal(7), reason="the plan of 2024/25 is not known")
        unsplit = YearSplit(FIRST_YEAR, Decimal(90), Decimal(50), reason="the full-year value is not known")
        lines = [
            LinePosition(str(place), CASH, one) for place, one in enumerate((unforecast, unplanned, unsplit))
        ]

        whole = position(lines, year=FIRST_YEAR)

        assert whole.bridge()[4:] == (
            ("shortfall not split", -40),
            ("plan not forecast", -44),
            ("forecast without a plan", 7),
        )
        assert (whole.plan.words, whole.forecast.words) == ("2 of 3 lines known", "2 of 3 lines known")
        assert whole.closes
        assert whole.lines_not_split == 3

    def test_refuses_a_line_of_another_year(self):
        other = YearSplit(FIRST_YEAR.next(), None, None)

        with pytest.raises(ValueError, match="another year than 2024/25: a"):
            position([LinePosition("a", CASH, other)], year=FIRST_YEAR)

    @given(positions_of_lines(), st.sets(st.sampled_from(SavingKind)))
    def test_plan_less_loss_and_timing_plus_over_delivery_is_the_forecast(self, lines, kinds):
        whole = position(lines, year=FIRST_YEAR, kinds=kinds)

        assert whole.closes
        if all(one.split.is_split for one in lines):
            parts = whole.plan.pounds - whole.loss - whole.timing + whole.over_delivery
            assert parts == whole.forecast.pounds

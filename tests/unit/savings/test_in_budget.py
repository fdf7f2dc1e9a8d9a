"""What stands in the budget, and what of a saving falls on which code."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.in_budget import (
    Approval,
    CodeShare,
    Reduction,
    by_code,
    in_budget,
    percent_words,
    read_percent,
    read_reductions,
    share_problem,
    show_reductions,
)
from tests.unit.savings.strategies import pence

Y24, Y25 = FinancialYear(2024), FinancialYear(2025)


def approval(number, day, *, withdraws=None, **amounts):
    years = {"y24": Y24, "y25": Y25}
    return Approval(
        id=UUID(int=number),
        council_date=day,
        decision=f"Minute {number}",
        recorded_at=datetime(2026, 1, number, tzinfo=UTC),
        by="Rosa Lind",
        reductions=tuple(Reduction(years[name], Decimal(amount)) for name, amount in amounts.items()),
        withdraws=UUID(int=withdraws) if withdraws else None,
    )


class TestInBudget:
    def test_is_nothing_without_an_approval(self):
        assert in_budget([]) is None

    def test_each_year_is_of_the_newest_council_that_names_it_and_never_a_sum(self):
        first = approval(1, date(2024, 2, 21), y24=100, y25=100)
        later = approval(2, date(2025, 2, 20), y25=80)

        stands = in_budget([later, first])

        assert stands.amounts == {Y24: Decimal(100), Y25: Decimal(80)}
        assert (stands.council_date, stands.decision) == (date(2025, 2, 20), "Minute 2")

    def test_an_approval_taken_back_does_not_count(self):
        first = approval(1, date(2024, 2, 21), y24=100)
        later = approval(2, date(2025, 2, 20), y25=80)
        back = approval(3, date(2025, 3, 1), withdraws=2)

        assert in_budget([first, later, back]).amounts == {Y24: Decimal(100)}
        assert in_budget([later, back]) is None

    def test_of_one_council_date_the_one_recorded_later_holds(self):
        day = date(2024, 2, 21)

        assert in_budget([approval(1, day, y24=100), approval(2, day, y24=90)]).amounts == {Y24: Decimal(90)}

    def test_stands_beside_the_plan_and_is_not_made_to_equal_it(self):
        stands = in_budget([approval(1, date(2024, 2, 21), y24=100)])

        assert stands.beyond(Y24, Decimal(120)) == Decimal(-20)
        assert stands.beyond(Y24, None) is None
        assert stands.beyond(Y25, Decimal(120)) is None

    def test_sums_the_codes_of_a_year(self):
        codes = (
            Reduction(Y24, Decimal(60), "CC1", "4100"),
            Reduction(Y24, Decimal(40), "CC2"),
        )
        one = Approval(
            UUID(int=1), date(2024, 2, 21), "Minute 9", datetime(2024, 3, 1, tzinfo=UTC), "R", codes
        )

        assert in_budget([one]).amounts == {Y24: Decimal(100)}
        assert [reduction.code for reduction in codes] == ["CC1/4100", "CC2"]


def shares(*parts):
    return [CodeShare(f"CC{n}", "", Decimal(part)) for n, part in enumerate(parts)]


@st.composite
def splits(draw):
    cuts = sorted(draw(st.sets(st.integers(1, 999_999), max_size=5)))
    edges = [0, *cuts, 1_000_000]
    return shares(*(Decimal(b - a).scaleb(-6) for a, b in pairwise(edges)))


class TestByCode:
    @given(amount=pence, codes=splits())
    def test_is_whole_pence_that_sum_to_the_amount(self, amount, codes):
        parts = [part for _, part in by_code(amount, codes)]

        assert sum(parts) == amount
        assert all(part == part.quantize(Decimal("0.01")) for part in parts)

    def test_of_what_is_not_known_is_not_known(self):
        assert [part for _, part in by_code(None, shares("0.5", "0.5"))] == [None, None]
        assert by_code(Decimal(5), []) == []

    @given(codes=splits())
    def test_takes_shares_of_one_exactly(self, codes):
        assert share_problem(codes) == ""
        if len(codes) > 1:
            assert share_problem(codes[1:]).startswith("The shares sum to ")

    def test_names_the_sum_that_is_not_one(self):
        problem = share_problem(shares("0.333333", "0.333333", "0.333333"))

        assert problem == "The shares sum to 99.9999%; together they must be 100%"
        with pytest.raises(ValueError, match=r"99\.9999%"):
            by_code(Decimal(1), shares("0.333333", "0.333333", "0.333333"))


class TestPercentWords:
    @pytest.mark.parametrize(
        ("share", "words"), [("1", "100%"), ("0.5", "50%"), ("0.333333", "33.3333%"), ("0.1", "10%")]
    )
    def test_writes_a_share_as_people_do(self, share, words):
        assert percent_words(Decimal(share)) == words


class TestReadPercent:
    @pytest.mark.parametrize(
        ("text", "share"),
        [("50", "0.5"), ("50%", "0.5"), (" 33.3333 % ", "0.333333"), ("100", "1"), ("0.5%", "0.005")],
    )
    def test_reads_a_share_as_people_write_it(self, text, share):
        assert read_percent(text) == Decimal(share)
        assert read_percent(percent_words(Decimal(share))) == Decimal(share)

    def test_of_a_blank_is_none(self):
        assert read_percent("  ") is None

    @pytest.mark.parametrize("text", ["half", "1/3", "-5", "33.33333", "1e2", "NaN"])
    def test_says_how_to_write_it(self, text):
        with pytest.raises(ValueError, match=r"is not a percentage: write 50%"):
            read_percent(text)


class TestReadReductions:
    def test_reads_years_amounts_and_codes(self):
        read = read_reductions("2024/25: 60,000 CC100/4100\n24/25: £40k CC2; 2025-26: 100\n\n2025/26:")

        assert read == (
            Reduction(Y24, Decimal(60_000), "CC100", "4100"),
            Reduction(Y24, Decimal(40_000), "CC2"),
            Reduction(Y25, Decimal(100)),
        )

    @given(
        amounts=st.lists(
            st.tuples(st.integers(2000, 2090), pence, st.sampled_from(["", "A", "A/1"])), max_size=4
        )
    )
    def test_reads_what_is_shown(self, amounts):
        written = tuple(
            Reduction(FinancialYear(year), amount, *(code.split("/") if code else []))
            for year, amount, code in amounts
        )

        assert read_reductions(show_reductions(written)) == written

    @pytest.mark.parametrize("text", ["2024/25 60,000", "2024: 5", "2024/25: lots CC1"])
    def test_names_the_line_it_cannot_read(self, text):
        with pytest.raises(ValueError, match=r"“2024.*” cannot be read: .*Write 2026/27: 60,000 CC100/4100"):
            read_reductions(text)

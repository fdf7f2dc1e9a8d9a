from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.casting import (
    BASIS_DIFFERS,
    CASTS,
    COPY_INCOMPLETE,
    NOT_COMPARED,
    PAPER_DISAGREES,
    PARTIAL,
    Cast,
    Check,
    cast,
    check_from_json,
    check_to_json,
)
from savings.rules.cells import read_cell
from savings.rules.expressions import CheckError, Figure, Over, Percent, Plus, at, total


def cast_column(printed: str, *texts: str, compares: str = "like", reason: str = "") -> Cast:
    check = Check("t", "TOTAL", "2024/25", "£m", Figure(printed, "£m"), total("t", "c"), compares, reason)
    return cast(check, {"t": [{"c": read_cell(text, "£m")} for text in texts]})


class TestCast:
    def test_casts_when_the_rows_meet_the_total(self):
        verdict = cast_column("8.4", "4.2", "4.2")

        assert verdict.status == CASTS
        assert (verdict.sum, verdict.difference) == (Decimal("8.4"), Decimal("0.0"))

    def test_casts_when_rounding_allows_the_difference(self):
        assert cast_column("8.5", "4.2", "4.2").status == CASTS

    def test_finds_the_paper_at_odds_beyond_its_rounding(self):
        verdict = cast_column("3.08", "1.0", "0.4", "0.0", "1.2", "0.38")

        assert verdict.status == PAPER_DISAGREES
        assert verdict.difference == Decimal("-0.10")

    def test_blames_our_copy_first_where_cells_are_blank(self):
        verdict = cast_column("10.1", "4.2", "", "")

        assert verdict.status == COPY_INCOMPLETE
        assert verdict.note == "2 of 3 cells are blank in our copy."

    def test_casts_without_a_blank_cell_that_is_not_missed(self):
        assert cast_column("8.4", "4.2", "4.2", "").status == CASTS

    def test_shows_the_rest_of_a_partial_breakdown(self):
        verdict = cast_column("10.1", "4.2", "4.2", compares=PARTIAL, reason="Two causes only.")

        assert verdict.status == CASTS
        assert verdict.not_itemised == Decimal("1.7")
        assert verdict.note == "1.7 not itemised. Two causes only."

    def test_finds_items_that_exceed_what_they_are_part_of(self):
        verdict = cast_column("10.1", "4.2", "9.9", compares=PARTIAL, reason="Two causes only.")

        assert verdict.status == PAPER_DISAGREES
        assert verdict.not_itemised is None

    def test_compares_nothing_on_different_bases(self):
        verdict = cast_column("10.1", "10.1", compares=BASIS_DIFFERS, reason="One is a forecast.")

        assert verdict.status == NOT_COMPARED
        assert verdict.difference == 0

    def test_allows_a_count_no_rounding(self):
        check = Check("t", "Fall", "", "children", Figure("40", "children"), Figure("38", "children"))

        assert cast(check, {}).status == PAPER_DISAGREES

    def test_shows_a_ratio_to_the_decimals_of_the_printed_figure(self):
        share = Percent(Figure("7.7", "£m"), Figure("63.6", "£m"))

        verdict = cast(Check("t", "Share", "", "%", Figure("12.1", "%"), share), {})

        assert (verdict.sum, verdict.status) == (Decimal("12.1"), CASTS)

    def test_shows_a_ratio_more_finely_when_told_to(self):
        rate = Over(Figure("412", "children"), Figure("4.99", "ten thousands"))
        check = Check("t", "Rate", "", "per 10,000", Figure("85", "per 10,000"), rate, decimals=1)

        verdict = cast(check, {})

        assert (verdict.sum, verdict.difference) == (Decimal("82.6"), Decimal("-2.4"))

    def test_allows_a_headline_the_rounding_of_its_own_unit(self):
        parts = Plus((Figure("516", "£000"), Figure("500", "£000")))

        verdict = cast(Check("t", "£1m", "", "£000", Figure("1", "£m"), parts), {})

        assert (verdict.printed, verdict.difference, verdict.status) == (Decimal(1000), Decimal(16), CASTS)

    @pytest.mark.parametrize(("printed", "status"), [("101.1", CASTS), ("101.2", PAPER_DISAGREES)])
    def test_excuses_no_more_than_four_standard_deviations_of_rounding(self, printed, status):
        rows = ["1.0"] * 100  # 101 figures of half a last place 0.05: 4 × √(101 × 0.05² ÷ 3) = 1.16

        assert cast_column(printed, *rows).status == status

    def test_says_that_a_nil_budget_has_no_percentage(self):
        share = Percent(Figure("1", "£m"), Figure("0.0", "£m"))

        verdict = cast(Check("t", "Share", "", "%", Figure("12", "%"), share), {})

        assert (verdict.sum, verdict.status, verdict.note) == (None, NOT_COMPARED, "Nothing to divide by.")

    def test_does_not_know_a_difference_from_a_blank_cell(self):
        check = Check("t", "Total", "", "£m", at("t", "c"), Figure("1", "£m"))

        verdict = cast(check, {"t": [{"c": read_cell("", "£m")}]})

        assert (verdict.printed, verdict.difference, verdict.status) == (None, None, COPY_INCOMPLETE)
        assert verdict.note == "1 of 1 cells is blank in our copy."

    def test_refuses_to_compare_money_with_anything_else(self):
        with pytest.raises(CheckError, match="money"):
            cast(Check("t", "Mixed", "", "£m", Figure("1", "£m"), Figure("1", "children")), {})

    @given(st.lists(st.decimals(min_value=0, max_value=999, places=1), min_size=1, max_size=4), st.data())
    def test_never_finds_fault_with_a_few_figures_rounded_from_true_ones(self, amounts, data):
        shifts = data.draw(st.lists(st.integers(-4, 4), min_size=len(amounts), max_size=len(amounts)))
        true_total = sum(amounts) + sum(Decimal(shift) / 100 for shift in shifts)
        printed = true_total.quantize(Decimal("0.1"))

        assert cast_column(str(max(printed, Decimal("0.0"))), *map(str, amounts)).status == CASTS

    @given(
        st.lists(st.decimals(min_value=0, max_value=999, places=2), min_size=1), st.decimals(0, 999, places=2)
    )
    def test_difference_is_sum_less_printed(self, amounts, printed):
        verdict = cast_column(str(printed), *map(str, amounts))

        assert verdict.difference == verdict.sum - verdict.printed


class TestCheck:
    def test_needs_a_reason_where_it_is_not_like_for_like(self):
        with pytest.raises(CheckError, match="reason"):
            cast_column("1.0", "1.0", compares=PARTIAL)

    def test_refuses_a_comparison_it_does_not_know(self):
        with pytest.raises(CheckError, match="basis_differs"):
            cast_column("1.0", "1.0", compares="roughly", reason="No.")

    def test_comes_back_from_json_as_it_went(self):
        check = Check("t", "TOTAL", "M5", "£m", Figure("1", "£m"), total("t", "c"), note="Ours.", decimals=1)

        assert check_from_json(check_to_json(check)) == check

    @pytest.mark.parametrize("packed", [{}, {"printed": {"op": "at"}, "sum": {"op": "figure"}}])
    def test_refuses_json_that_is_no_check(self, packed):
        with pytest.raises(CheckError):
            check_from_json(packed)

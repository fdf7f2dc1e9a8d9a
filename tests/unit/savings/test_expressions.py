from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.cells import Cell, read_cell
from savings.rules.expressions import (
    At,
    CheckError,
    Figure,
    Minus,
    Over,
    Percent,
    Plus,
    Times,
    Total,
    at,
    condition,
    from_json,
    to_json,
    total,
    work_out,
)


def line(ref: str, text: str, unit: str = "£m") -> dict[str, Cell]:
    return {"ref": Cell(ref), "amount": read_cell(text, unit)}


MIXED = {"proposals": [line("a", "5"), line("b", "0.42"), line("c", "")]}

figures = st.builds(
    Figure,
    st.decimals(min_value=1, max_value=10_000, places=2).map(str),
    st.sampled_from(["£", "£000", "£m"]),
    st.booleans(),
)
expressions = st.recursive(
    figures
    | st.builds(at, st.just("t"), st.just("c"), ref=st.text(min_size=1))
    | st.builds(total, st.just("t"), st.just("c")),
    lambda inner: st.one_of(
        st.builds(lambda parts: Plus(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Minus, inner, inner),
        st.builds(Times, inner, inner),
        st.builds(Over, inner, inner),
        st.builds(Percent, inner, inner),
    ),
    max_leaves=6,
)


class TestWorkOut:
    def test_adds_the_known_cells_and_counts_the_blank_ones(self):
        amount = work_out(total("proposals", "amount"), MIXED)

        assert amount.value == 5_420_000
        assert (amount.cells, amount.blanks) == (3, 1)

    def test_reads_a_column_to_its_finest_decimals(self):
        amount = work_out(total("proposals", "amount"), MIXED)

        assert amount.high - amount.low == 2 * 2 * 5_000

    def test_takes_each_figure_as_it_stands_when_told_to(self):
        amount = work_out(Total("proposals", "amount", each=True), MIXED)

        assert amount.high - amount.low == 2 * (500_000 + 5_000)

    def test_keeps_the_rows_that_fit_and_leaves_out_the_others(self):
        chosen = work_out(total("proposals", "amount", ref=("a", "b")), MIXED)
        rest = work_out(Total("proposals", "amount", unless=condition(ref="a")), MIXED)

        assert chosen.value == 5_420_000
        assert rest.value == 420_000

    def test_does_not_know_a_figure_with_a_blank_part(self):
        amount = work_out(Minus(Figure("1", "£m"), at("proposals", "amount", ref="c")), MIXED)

        assert amount.value is None
        assert amount.blanks == 1

    def test_divides_money_by_things_to_money(self):
        amount = work_out(Over(Figure("8.9", "£m"), Figure("1252", "passengers")), {})

        assert amount.is_money
        assert amount.low < 7109 < amount.high

    def test_does_not_know_a_share_of_nothing(self):
        assert work_out(Percent(Figure("1", "£m"), Figure("0.0", "£m")), {}).value is None

    @pytest.mark.parametrize(
        ("expression", "words"),
        [
            (total("nowhere", "amount"), "no table"),
            (total("proposals", "nothing"), "no column"),
            (at("proposals", "amount", colour="red"), "no column"),
            (At("proposals", "amount"), "3 rows"),
            (total("proposals", "amount", ref="z"), "no row"),
            (Figure("plenty", "£m"), "not a figure"),
            (Plus((Figure("1", "£m"), Figure("1", "children"))), "money"),
        ],
    )
    def test_says_what_it_cannot_find(self, expression, words):
        with pytest.raises(CheckError, match=words):
            work_out(expression, MIXED)

    @given(figures, figures)
    def test_keeps_the_figure_within_its_interval(self, left, right):
        for expression in (Plus((left, right)), Minus(left, right), Times(left, right), Over(left, right)):
            amount = work_out(expression, {})

            assert amount.value is None or amount.low <= amount.value <= amount.high

    @given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=1), min_size=1, max_size=20))
    def test_never_rounds_before_summing(self, amounts):
        tables = {"t": [{"c": read_cell(str(amount), "£m")} for amount in amounts]}

        assert work_out(total("t", "c"), tables).value == Fraction(sum(amounts, Decimal(0))) * 1_000_000


class TestJson:
    @given(expressions)
    def test_comes_back_as_it_went(self, expression):
        assert from_json(to_json(expression)) == expression

    def test_leaves_out_what_is_at_its_default(self):
        assert to_json(total("savings", "2024/25")) == {
            "op": "total",
            "table": "savings",
            "column": "2024/25",
        }

    @pytest.mark.parametrize(
        "packed", [{}, {"op": "eval"}, {"op": "figure", "text": "1"}, {"op": "at", "sql": "x"}]
    )
    def test_refuses_what_it_does_not_know(self, packed):
        with pytest.raises(CheckError):
            from_json(packed)

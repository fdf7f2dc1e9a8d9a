from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.notation import (
    SCALES,
    Brackets,
    NotationError,
    PrintedAmount,
    Unit,
    in_full,
    print_amount,
    read_money,
    read_pounds,
    rounded,
    show_change,
    show_pounds,
)

pounds = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
units = st.sampled_from(Unit)
senses = st.sampled_from(Brackets)


@st.composite
def printed_amounts(draw):
    unit, decimals = draw(units), draw(st.integers(min_value=0, max_value=3))
    figure = Decimal(draw(st.integers(min_value=-(10**9), max_value=10**9))).scaleb(-decimals)
    return PrintedAmount(figure * SCALES[unit], unit, decimals)


class TestReadMoney:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("£1.25m", Decimal(1250000)),
            ("£450k", Decimal(450000)),
            ("£ 450 K", Decimal(450000)),
            ("1,821", Decimal(1821)),
            ("(349)", Decimal(-349)),
            ("£(349)k", Decimal(-349000)),
            ("(£1.2m)", Decimal(-1200000)),
            ("-£40k", Decimal(-40000)),
            ("£-40k", Decimal(-40000)),
            ("\u2212£40k", Decimal(-40000)),
            ("£1.5bn", Decimal(1500000000)),
            ("2.98 million", Decimal(2980000)),
            ("0", Decimal(0)),
            ("£0", Decimal(0)),
            ("(0)", Decimal(0)),
        ],
    )
    def test_reads_what_councils_print(self, text, expected):
        assert read_pounds(text) == expected

    @pytest.mark.parametrize("text", ["", "  ", "-", "\u2013", "\u2014", "N/a", "not known"])
    def test_a_blank_or_a_dash_is_not_known_and_never_nil(self, text):
        assert read_money(text) is None

    @pytest.mark.parametrize(
        "text",
        ["tbc", "1,82", "1821,000", "(349", "349)", ", ,", "1.2.3", "--5", "-£-5", "(-5)", "5 kg", "£"],
    )
    def test_refuses_what_it_cannot_be_sure_of(self, text):
        with pytest.raises(NotationError):
            read_money(text)

    def test_a_bare_figure_is_in_the_unit_of_its_table(self):
        assert read_money("1,821", unit=Unit.GBP000) == PrintedAmount(Decimal(1821000), Unit.GBP000, 0)
        assert read_money("10.9", unit=Unit.GBPM) == PrintedAmount(Decimal(10900000), Unit.GBPM, 1)

    def test_a_figure_with_its_own_unit_keeps_that(self):
        assert read_money("£450k", unit=Unit.GBPM) == PrintedAmount(Decimal(450000), Unit.GBP000, 0)

    def test_brackets_may_mean_a_saving(self):
        in_table = {"unit": Unit.GBP000, "brackets": Brackets.SAVING}

        assert read_pounds("(349)", **in_table) == Decimal(349000)
        assert read_pounds("25", **in_table) == Decimal(-25000)
        assert read_pounds("0", **in_table) == 0

    def test_nil_carries_no_sign(self):
        assert str(read_pounds("(0)")) == str(read_pounds("0"))


class TestPrintAmount:
    @pytest.mark.parametrize(
        ("amount", "printed"),
        [
            (PrintedAmount(Decimal(1821000), Unit.GBP000), "1,821"),
            (PrintedAmount(Decimal(-349000), Unit.GBP000), "(349)"),
            (PrintedAmount(Decimal(8220000), Unit.GBPM, 2), "8.22"),
            (PrintedAmount(Decimal(0), Unit.GBPM, 1), "0.0"),
            (PrintedAmount(Decimal(-400), Unit.GBP000), "0"),
            (None, ""),
        ],
    )
    def test_prints_as_the_table_does(self, amount, printed):
        assert print_amount(amount) == printed

    def test_prints_a_saving_in_brackets_where_the_table_does(self):
        amount = PrintedAmount(Decimal(349000), Unit.GBP000)

        assert print_amount(amount, brackets=Brackets.SAVING) == "(349)"
        assert print_amount(amount, symbol=True) == "£349k"

    def test_refuses_decimals_below_nought(self):
        with pytest.raises(ValueError, match="decimals"):
            PrintedAmount(Decimal(1), Unit.GBP, -1)

    @given(printed_amounts(), senses)
    def test_is_read_back_as_the_same_amount(self, amount, brackets):
        text = print_amount(amount, brackets=brackets)

        assert read_money(text, unit=amount.unit, brackets=brackets) == amount

    @given(printed_amounts(), senses)
    def test_with_its_symbol_is_read_back_whatever_the_table(self, amount, brackets):
        text = print_amount(amount, brackets=brackets, symbol=True)

        assert read_money(text, unit=amount.unit, brackets=brackets) == amount


class TestShowPounds:
    @pytest.mark.parametrize(
        ("amount", "shown"),
        [
            ("1250000", "£1.25m"),
            ("5000000", "£5m"),
            ("134800000", "£134.8m"),
            ("4916000", "£4.92m"),
            ("1821000", "£1.82m"),
            ("999500", "£1m"),
            ("999499", "£999k"),
            ("450000", "£450k"),
            ("99960", "£100k"),
            ("14794.52", "£14.8k"),
            ("10000", "£10k"),
            ("9999.50", "£10k"),
            ("1234", "£1,234"),
            ("1234.50", "£1,235"),
            ("0.5", "£0.50"),
            ("0.999", "£1"),
            ("0", "£0"),
            ("-0.001", "£0"),
            ("-40000", "-£40k"),
            ("12345678900", "£12,345.68m"),
        ],
    )
    def test_uses_the_unit_a_reader_expects(self, amount, shown):
        assert show_pounds(Decimal(amount)) == shown

    def test_says_not_known_for_none(self):
        assert show_pounds(None) == "not known"

    @given(pounds)
    def test_is_within_half_of_its_last_figure(self, amount):
        shown = read_money(show_pounds(amount))

        last_figure = Decimal(1).scaleb(-shown.decimals) * SCALES[shown.unit]
        assert abs(shown.pounds - amount) <= last_figure / 2

    @given(st.integers(min_value=-99_999, max_value=99_999))
    def test_hides_nothing_of_a_round_figure(self, tens_of_thousands):
        amount = Decimal(tens_of_thousands) * 10_000

        assert read_pounds(show_pounds(amount)) == amount

    def test_a_change_carries_its_sign(self):
        assert [show_change(change) for change in (Decimal(40_000), Decimal(-40_000), Decimal(0), None)] == [
            "+£40k",
            "-£40k",
            "no change",
            "not known",
        ]


class TestRounded:
    def test_takes_halves_away_from_nought(self):
        assert rounded(Decimal("2.5"), 0) == 3
        assert rounded(Decimal("-2.5"), 0) == -3


class TestInFull:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (Decimal("108000.00"), "£108,000"),
            (Decimal("-40.5"), "-£40.50"),
            (Decimal(0), "£0"),
            (Decimal("1.2E+6"), "£1,200,000"),
            (None, "not known"),
        ],
    )
    def test_leaves_nothing_out(self, amount, words):
        assert in_full(amount) == words

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.notation import Unit
from savings.rules.sheets.amounts import Sort, read_figure, without_noise
from savings.rules.sheets.formats import read_format


class TestReadFigure:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1,821", "1821"),
            ("1 821", "1821"),
            ("1\u00a0821", "1821"),
            ("1'821", "1821"),
            ("(349)", "-349"),
            ("£(349)", "-349"),
            ("( 1,234.50 )", "-1234.50"),
            ("<349>", "-349"),
            ("-349", "-349"),
            ("\u2212349", "-349"),
            ("\u2013 349", "-349"),
            ("349-", "-349"),
            ("349 CR", "-349"),
            ("Cr 349", "-349"),
            ("349 DR", "349"),
            ("+12", "12"),
            ("£ 12", "12"),
            ("'1,234", "1234"),
            ("349*", "349"),
            ("(349)*", "-349"),
            ("53\u00b9", "53"),
            ("12 (a)", "12"),
            ("12 [1]", "12"),
            (".5", "0.5"),
            ("0", "0"),
            ("(0)", "0"),
            ("nil", "0"),
            ("£0.00", "0.00"),
        ],
    )
    def test_reads_amounts_as_councils_print_them(self, text, value):
        figure = read_figure(text)

        assert (figure.sort, figure.value, figure.unit) == (Sort.AMOUNT, Decimal(value), None)

    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            ("£450k", "450", Unit.GBP000),
            ("(£1.2m)", "-1.2", Unit.GBPM),
            ("£1.2 million", "1.2", Unit.GBPM),
            ("1200 K", "1200", Unit.GBP000),
            ("£0.5bn", "500", Unit.GBPM),
        ],
    )
    def test_an_amount_may_carry_its_unit(self, text, value, unit):
        figure = read_figure(text)

        assert (figure.value, figure.unit) == (Decimal(value), unit)

    @pytest.mark.parametrize(
        "text",
        [
            "-",
            "\u2013",
            "--",
            "£ -",
            "n/a",
            "N/A",
            "tbc",
            "TBC",
            "TBC - see note",
            "to be confirmed",
            "?",
            "..",
            "'-",
        ],
    )
    def test_a_dash_or_tbc_is_not_known_and_never_nil(self, text):
        assert read_figure(text).sort is Sort.NOTHING

    @pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "\u200b", "'"])
    def test_a_blank_is_a_blank(self, value):
        assert read_figure(value).sort is Sort.BLANK

    @pytest.mark.parametrize(
        "text",
        [
            "see note",
            "1,82",
            "1.821,50",
            "436 75",
            "12 (1)",
            "(12",
            "12)",
            "(-5)",
            "--5",
            "1.2E+06",
            "£000",
            "£k",
            "12a",
            "up to 5",
        ],
    )
    def test_what_cannot_be_sure_is_words(self, text):
        assert read_figure(text).sort is Sort.TEXT

    @pytest.mark.parametrize(
        ("value", "sort"),
        [
            ("12%", Sort.PERCENT),
            ("#REF!", Sort.FAULT),
            ("#N/A", Sort.FAULT),
            ("#DIV/0!", Sort.FAULT),
            ("01/04/2024", Sort.DATE),
            ("1 April 2024", Sort.DATE),
            (date(2024, 4, 1), Sort.DATE),
            (True, Sort.TEXT),
        ],
    )
    def test_what_is_no_amount_says_what_it_is(self, value, sort):
        assert read_figure(value).sort is sort

    def test_an_error_of_a_formula_is_a_fault_whatever_stands_there(self):
        assert read_figure(None, fault="#REF!") == read_figure("#REF!", fault="#REF!")

    @pytest.mark.parametrize(
        ("stored", "value"),
        [
            ("0.300000000000000", "0.3"),
            ("4916.00000000001", "4916"),
            ("0.1", "0.1"),
            ("1234567.89", "1234567.89"),
            ("1E+3", "1000"),
        ],
    )
    def test_the_noise_of_binary_numbers_is_taken_off(self, stored, value):
        assert f"{read_figure(Decimal(stored)).value:f}" == value

    @given(st.integers(-(10**13), 10**13))
    def test_pence_are_never_noise(self, pence):
        amount = Decimal(pence).scaleb(-2)

        assert without_noise(Decimal(f"{float(amount):.15g}")) == amount


class TestReadFormat:
    @pytest.mark.parametrize(
        ("code", "printed", "unit"),
        [
            ("#,##0", "1821000", None),
            ("#,##0,", "1821", None),
            ("#,##0,_);(#,##0,)", "1821", None),
            ('£#,##0.0,,"m"', "1.821", Unit.GBPM),
            ('£#,##0,"k"', "1821", Unit.GBP000),
            ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", "1821000", None),
        ],
    )
    def test_a_scaled_format_is_read_as_it_shows(self, code, printed, unit):
        figure = read_figure(Decimal(1821000), number_format=code)

        assert (figure.printed, figure.unit) == (printed, unit)

    def test_a_per_cent_is_no_amount(self):
        assert read_figure(Decimal("0.05"), number_format="0.0%").sort is Sort.PERCENT

    def test_a_currency_format_shows_pounds(self):
        assert read_format("£#,##0").has_pound

"""What a sheet gets wrong or leaves open, by place, with the value and the next step."""

from datetime import date
from decimal import Decimal

import pytest

from programme.rules.calendar import FinancialYear
from savings.rules.casting import CASTS, COPY_INCOMPLETE, NOT_COMPARED, PAPER_DISAGREES
from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm
from savings.rules.sheets.reading import NO_STORED_VALUE, Grid, Options
from savings.rules.sheets.sheet import read_sheet
from tests.unit.savings.sheets.grids import amounts, apart, grid, read, values

PLAIN = """
Ref|Name|2024/25 £000|2025/26 £000
S1|Alpha|10|20
S2|Beta|5|{cell}
"""


def places(reading):
    return [(problem.row, problem.column, problem.value) for problem in reading.problems]


def asked(reading):
    return [(question.what, question.option) for question in reading.questions]


class TestCells:
    @pytest.mark.parametrize("cell", ["see note", "01/04/2025", "12%", "#REF!", "436 75"])
    def test_what_is_no_amount_is_a_problem_of_its_row(self, cell):
        reading = read(PLAIN.format(cell=cell))

        assert places(reading) == [(3, "D", cell)]
        assert reading.rejected_rows() == {3}
        assert values(reading) == amounts({"Alpha": ["10", "20"], "Beta": ["5", None]})
        assert reading.is_settled

    def test_a_formula_without_a_value_is_not_taken_for_a_blank(self):
        reading = read(PLAIN.format(cell=""), faults={(3, 3): NO_STORED_VALUE})

        assert places(reading) == [(3, "D", "")]
        assert "formula" in reading.problems[0].problem

    def test_a_total_without_a_value_is_said_and_stops_nothing(self):
        reading = read(PLAIN.format(cell="7") + "|Total||27", faults={(4, 2): NO_STORED_VALUE})

        assert [(problem.row, problem.is_fatal) for problem in reading.problems] == [(4, False)]
        assert [cast.period for cast in reading.casts()] == ["2025/26"]

    def test_fractions_of_a_penny_are_rounded_and_said(self):
        reading = read("Name|2024/25 £|2025/26 £\nAlpha|0.333333|1\nBeta|2|2")

        assert reading.lines[0].cells[FinancialYear(2024)].pounds == Decimal("0.33")
        assert any(assumption.what == "pence" for assumption in reading.assumptions)

    def test_an_amount_merged_over_two_lines_is_nobodys(self):
        reading = read(PLAIN.format(cell="7"), merges=[(2, 2, 3, 2)])

        assert places(reading) == [(2, "C", "10")]


class TestRows:
    def test_a_reference_twice_a_name_missing_and_an_unknown_kind(self):
        reading = read("""
        Ref|Name|Saving type|2024/25 £000|2025/26 £000
        S1|Alpha|Cashable|1|2
        S1|Beta|Income|3|4
        S3||Income|5|6
        S4|Delta|Wibble|7|8
        """)

        assert places(reading) == [(3, "A", "S1"), (4, "B", ""), (5, "C", "Wibble")]
        assert all(problem.next_step for problem in reading.problems)
        assert reading.rejected_rows() == {3, 4, 5}

    def test_amounts_without_a_name_are_a_problem(self):
        reading = read(PLAIN.format(cell="7") + "||55|66")

        assert places(reading) == [(4, "", "55")]

    def test_a_line_of_the_other_sign_needs_a_word(self):
        reading = read(
            "Name|2024/25 £000|2025/26 £000\nA|1|1\nB|2|2\nC|3|3\nD|(4)|(4)\nReversal of A|(1)|(1)"
        )

        assert places(reading) == [(5, "B", "(4)")]
        assert [line.kind for line in reading.lines] == [None, None, None, None, "adjustment"]

    def test_a_line_below_the_last_total_is_out_of_place(self):
        reading = read(PLAIN.format(cell="7") + "|Total|15|27\n|Gamma|3|4")

        assert [(problem.row, problem.value) for problem in reading.problems] == [(5, "Gamma")]

    def test_a_year_and_saving_twice_in_the_long_format(self):
        reading = read("Ref|Name|Year|£000\nS1|A|2024/25|1\nS1|A|2024/25|2\nS2|B|no year|3\nS2|B|2024/25|3")

        assert [problem.row for problem in reading.problems] == [3, 4]

    def test_less_without_a_sign_and_without_a_total_is_a_problem(self):
        reading = read("Name|2024/25 £000|2025/26 £000\nA|10|10\nB|20|20\nLess: overlap|3|3")

        assert [problem.row for problem in reading.problems] == [4]

    def test_a_part_of_the_line_above_is_not_counted_again(self):
        reading = read(
            "Name|2024/25 £000|2025/26 £000\nAgency|100|100\nof which teachers|40|40\nFees|10|10\nTotal|110|110"
        )

        assert values(reading) == amounts({"Agency": ["100", "100"], "Fees": ["10", "10"]})
        assert list(reading.ignored_rows) == [3]
        assert apart(reading) == []


class TestColumns:
    def test_two_columns_for_one_year_are_asked(self):
        reading = read("Ref|Name|2024/25 £000|2025/26 £000|2025/26 £000\nS1|A|1|2|3\nS2|B|1|2|4")

        assert asked(reading) == [("column", "--column D=amount")]
        assert read(
            "Ref|Name|2024/25 £000|2025/26 £000|2025/26 £000\nS1|A|1|2|3\nS2|B|1|2|4",
            Options(columns={"E": "ignored"}),
        ).is_settled

    def test_gross_and_net_are_asked_once_for_all_years(self):
        sheet = "Name|2024/25||2025/26|\n|Gross £000|Net £000|Gross £000|Net £000\nA|10|8|10|9\nB|5|5|5|5"

        assert asked(read(sheet)) == [("column", "--column gross=amount")]
        assert values(read(sheet, Options(columns={"net": "amount"}))) == amounts(
            {"A": ["8", "9"], "B": ["5", "5"]}
        )

    def test_years_out_of_order_are_said(self):
        reading = read("Name|2024/25 £000|2026/27 £000|2025/26 £000\nA|1|3|2\nB|1|3|2")

        assert [(problem.column, problem.is_fatal) for problem in reading.problems] == [("C", False)]
        assert values(reading)["A"] == [1, 2, 3]

    def test_a_year_that_is_none_is_asked(self):
        reading = read("Name|2024/25 £000|2025/27 £000\nA|1|3\nB|1|3")

        assert asked(reading) == [("year", "--column C=2025/26")]

    def test_calendar_years_are_asked_and_settled_by_the_option(self):
        sheet = "Name (£000)|2025|2026\nA|1|3\nB|1|3"

        assert asked(read(sheet)) == [("year", "--column B=2025/26")]
        settled = read(sheet, Options(columns={"B": "2024/25", "C": "2025/26"}))
        assert settled.is_settled
        assert [year.label for year in settled.years] == ["2024/25", "2025/26"]

    def test_one_amount_without_a_year_is_asked(self):
        assert asked(read("Ref|Name|Saving £000\nS1|A|1\nS2|B|2")) == [("year", "--column C=2024/25")]

    def test_a_total_across_years_is_checked_row_by_row(self):
        reading = read("Name|2024/25 £000|2025/26 £000|Total\nA|100|100|200\nB|50|50|100\nC|20|30|90")

        assert [(difference, status) for _, _, difference, status in apart(reading)] == [
            (-40, PAPER_DISAGREES)
        ] * 2
        assert apart(reading)[1][0] == "Total, row 4"


class TestUnitFormAndSign:
    def test_a_unit_is_never_guessed(self):
        reading = read("Name|2024/25|2025/26\nA|1000|3000\nB|1|3")

        assert asked(reading) == [("unit", "--unit gbp, --unit gbp000 or --unit gbpm")]
        assert reading.totals_by_year() == {FinancialYear(2024): 0, FinancialYear(2025): 0}
        settled = read("Name|2024/25|2025/26\nA|1000|3000\nB|1|3", Options(unit=Unit.GBP000))
        assert settled.totals_by_year()[FinancialYear(2024)] == 1_001_000

    def test_two_units_are_asked_unless_one_leaves_room(self):
        assert [
            q.what for q in read("All figures in £m\nName|2024/25 £000|2025/26 £000\nA|1|2\nB|1|2").questions
        ] == ["unit"]
        assert (
            read("Figures in £m unless stated\nName|2024/25 £000|2025/26 £000\nA|1|2\nB|1|2").unit
            is Unit.GBP000
        )

    def test_an_option_overrules_the_sheet_and_says_so(self):
        reading = read("Name|2024/25 £000|2025/26 £000\nA|1|2\nB|1|2", Options(unit=Unit.GBPM))

        assert (reading.unit, reading.unit_from) == (Unit.GBPM, "option")
        assert any("although the sheet says £000" in assumption.words for assumption in reading.assumptions)

    def test_amounts_with_and_without_a_unit_of_their_own_are_asked(self):
        assert [q.what for q in read("Name|2024/25|2025/26\nA|£450k|£1.2m\nB|75|80").questions] == ["unit"]

    def test_a_form_that_nothing_gives_is_cumulative_and_said(self):
        reading = read(PLAIN.format(cell="7"))

        assert (reading.form, reading.form_from) == (ProfileForm.CUMULATIVE, "assumed")
        assert any(assumption.what == "form" for assumption in reading.assumptions)

    def test_two_forms_are_asked(self):
        reading = read(
            "Cumulative savings\nIncremental savings by year\nName|2024/25 £000|2025/26 £000\nA|1|2\nB|3|4"
        )

        assert asked(reading) == [("form", "--form cumulative or --form increments")]

    def test_a_note_on_other_things_gives_no_form(self):
        reading = read(PLAIN.format(cell="7") + "\nIncremental costs are shown elsewhere")

        assert reading.form_from == "assumed"

    def test_signs_half_and_half_are_asked(self):
        sheet = "Name (£000)|2024/25|2025/26\nA|(100)|(100)\nB|50|60\nC|(10)|(10)\nD|30|30"

        assert asked(read(sheet)) == [("sign", "--sign positive or --sign negative")]

    def test_words_that_no_amount_bears_out_are_asked(self):
        assert [
            q.what
            for q in read(
                "Savings are shown in brackets (£000)\nName|2024/25|2025/26\nA|5|6\nB|7|8"
            ).questions
        ] == ["sign"]


class TestWholeSheets:
    @pytest.mark.parametrize(
        ("sheet", "words"),
        [
            ("", "empty"),
            ("a|b|c\nd|e|f", "no amounts"),
            ("1|2|3\n4|5|6", "no row of headings"),
            ("Ref|Name|2024/25 £m", "no savings under them"),
            ("Year|Alpha|Beta\n2024/25|10|20\n2025/26|11|21", "run down this sheet"),
            ("Ref|Pressure|Pressure 2024/25 £000\nP1|Pay|5\nP2|Prices|6", "pressures, not savings"),
        ],
    )
    def test_what_cannot_be_read_is_refused_clearly(self, sheet, words):
        reading = read(sheet)

        assert not reading.is_settled
        assert any(words in problem.problem and problem.next_step for problem in reading.problems)

    def test_a_table_of_pressures_by_its_title_is_asked(self):
        reading = read(
            "Budget pressures £000\nRef|Item|2024/25|2025/26\nP1|Pay|5|6\nP2|Prices|6|7", name="Sheet1"
        )

        assert [question.what for question in reading.questions] == ["sheet"]

    def test_two_tables_of_savings_are_asked(self):
        reading = read("""
        Table 1 Savings agreed £000
        Ref|Saving|2024/25|2025/26
        A|x|1|1
        B|y|1|1

        Table 2 New savings £000
        Ref|Saving|Owner|2025/26|2026/27
        C|z|JS|1|1
        D|w|JS|1|1
        """)

        assert [question.what for question in reading.questions] == ["table"]

    def test_hidden_rows_and_columns_are_left_out_and_said(self):
        reading = read(PLAIN.format(cell="7"), hidden_rows=frozenset({2}), hidden_columns=frozenset({3}))

        assert values(reading) == amounts({"Beta": ["5"]})
        assert any("row 2 and column D" in assumption.words for assumption in reading.assumptions)

    def test_hidden_rows_that_the_totals_take_in_are_refused(self):
        reading = read(
            "Name|2024/25 £000|2025/26 £000\nA|100|100\nB|50|50\nTotal|150|150", hidden_rows=frozenset({3})
        )

        assert not reading.is_settled
        assert "hidden" in reading.problems[0].problem

    def test_a_date_over_a_column_is_its_year(self):
        rows = (
            ("Name (£000)", date(2024, 4, 1), date(2025, 4, 1)),
            ("A", Decimal(1), Decimal(2)),
            ("B", Decimal(3), Decimal(4)),
        )

        assert [year.label for year in read_sheet(Grid("S", rows), Options()).years] == ["2024/25", "2025/26"]


class TestCasts:
    def test_a_falsified_total_is_found_to_the_digit(self):
        reading = read("Name|2024/25 £000|2025/26 £000\nA|100|100\nB|50|50\nTotal|250|150")

        cast = reading.casts()[0]

        assert (cast.label, cast.period, cast.printed, cast.sum, cast.difference) == (
            "Total",
            "2024/25",
            250,
            150,
            -100,
        )
        assert (cast.unit, cast.status) == ("£000", PAPER_DISAGREES)

    def test_rounding_is_allowed_for_and_said(self):
        cast = read("Name|2024/25 £m|2025/26 £m\nA|1.3|1.0\nB|2.3|1.0\nTotal|3.7|2.0").casts()[0]

        assert (cast.difference, cast.status) == (Decimal("-0.1"), CASTS)
        assert "rounding" in cast.note

    def test_many_rounded_rows_do_not_excuse_a_large_difference(self):
        rows = "\n".join(f"Saving {number}|100|1" for number in range(40))

        near, far = (
            read(f"Name|2024/25 £000|2025/26 £000\n{rows}\nTotal|{total}|40").casts()[0].status
            for total in (4004, 4015)
        )

        assert (near, far) == (CASTS, PAPER_DISAGREES)

    def test_blank_cells_leave_the_total_in_no_doubt(self):
        cast = read("Name|2024/25 £000|2025/26 £000\nA|100|-\nB|50|50\nTotal|150|150").casts()[1]

        assert (cast.difference, cast.status) == (-100, COPY_INCOMPLETE)
        assert cast.note == "1 of 2 cells is blank in our copy."

    def test_a_falsified_total_over_savings_and_pressures_is_not_compared(self):
        reading = read("""
        |2024/25 £000|2025/26 £000
        Pressures||
        Pay|100|100
        Savings||
        Agency|(50)|(50)
        Fees|(20)|(20)
        Net total|99|99
        """)

        assert {cast.status for cast in reading.casts()} == {NOT_COMPARED}

    def test_a_table_of_savings_in_brackets_casts_with_the_sign_applied(self):
        cast = read("Name|2024/25 £000|2025/26 £000\nA|(100)|(1)\nB|(50)|(1)\nTotal|(150)|(2)").casts()[0]

        assert (cast.printed, cast.sum) == (150, 150)

    def test_every_total_of_a_grid_is_control_and_no_line(self):
        reading = read_sheet(
            grid(
                "Name|2024/25 £000|2025/26 £000\nA|100|1\nSub-total|100|1\nB|50|1\nSub-total|50|1\nTotal|150|2"
            ),
            Options(),
        )

        assert [line.name for line in reading.lines] == ["A", "B"]
        assert [total.covers for total in reading.totals] == [(2,), (4,), (2, 4)]

"""Layouts of budget reports that once were read wrongly, each with the lines and totals that it says."""

from dataclasses import dataclass, field

import pytest

from savings.rules.casting import CASTS
from tests.unit.savings.sheets.grids import amounts, read, values


@dataclass(frozen=True)
class Report:
    """A sheet and what it says: amounts by name, total rows with what they cover, headings of the lines."""

    name: str
    sheet: str
    lines: dict
    totals: dict = field(default_factory=dict)
    headings: tuple = ()


REPORTS = [
    Report(
        "growth and savings inside each directorate, net totals for each",
        """
        £000|||
        Ref|Proposal|2025/26|2026/27
        ADULTS|||
        Growth|||
        G1|Fees|500|900
        G2|Demand|100|200
        |Total growth|600|1100
        Savings|||
        A1|Foster|-25|-50
        A2|Agency|-10|-10
        |Total savings|-35|-60
        |ADULTS NET TOTAL|565|1040
        PLACE|||
        Growth|||
        G3|Waste|50|60
        Savings|||
        A3|Bins|-1|-2
        |PLACE NET TOTAL|49|58
        |GRAND TOTAL|614|1098
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Bins": ["1", "2"]},
        {11: (9, 10), 12: (5, 6, 9, 10), 18: (15, 17), 19: (5, 6, 9, 10, 15, 17)},
        ("ADULTS", "ADULTS", "PLACE"),
    ),
    Report(
        "sides named beside the directorate",
        """
        Directorate|Proposal (£000)|2025/26|2026/27
        Adults|Growth||
        |Care fees|500|900
        |Savings||
        |Reviews|-200|-300
        |Total savings|-200|-300
        Place|Growth||
        |Waste|50|60
        |Savings||
        |Lights|-80|-80
        |Bins|-20|-20
        |Total savings|-100|-100
        """,
        {"Reviews": ["200", "300"], "Lights": ["80", "80"], "Bins": ["20", "20"]},
        {6: (5,), 12: (10, 11)},
        ("Adults", "Place", "Place"),
    ),
    Report(
        "sub-totals by the group's name alone, below lines with references",
        """
        Ref|Proposal|2025/26 £000|2026/27 £000
        A1|Foster|25|50
        A2|Agency|10|10
        |Adult Social Care|35|60
        P1|Bins|1|2
        P2|Trees|3|4
        |Place|4|6
        |All services|39|66
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Bins": ["1", "2"], "Trees": ["3", "4"]},
        {4: (2, 3), 7: (5, 6), 8: (2, 3, 5, 6)},
    ),
    Report(
        "totals by reference: 1 over 1.1 and 1.2",
        """
        Ref|Proposal|2025/26 £000|2026/27 £000
        1|Adults|35|60
        1.1|Foster|25|50
        1.2|Agency|10|10
        2|Place|4|6
        2.1|Bins|1|2
        2.2|Trees|3|4
        Total||39|66
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Bins": ["1", "2"], "Trees": ["3", "4"]},
        {2: (3, 4), 5: (6, 7), 8: (3, 4, 6, 7)},
    ),
    Report(
        "numbered section headings over numbered lines",
        """
        Ref|Proposal|2025/26 £000|2026/27 £000
        1|Adults||
        1.1|Foster|25|50
        1.2|Agency|10|10
        2|Place||
        2.1|Bins|1|2
        Total||36|62
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Bins": ["1", "2"]},
        {7: (3, 4, 6)},
        ("Adults", "Adults", "Place"),
    ),
    Report(
        "gross savings, a deduction, net savings",
        """
        Ref|Proposal|2025/26 £000|2026/27 £000
        A1|Foster|25|50
        A2|Agency|10|10
        Gross savings||35|60
        |Less: double counting of A1 and A2|-5|-5
        Net savings||30|55
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Less: double counting of A1 and A2": ["-5", "-5"]},
        {4: (2, 3), 6: (2, 3, 5)},
    ),
    Report(
        "last year's budget beside the savings",
        """
        Cost centre|Description|Budget 2024/25 £|Saving 2025/26 £|Saving 2026/27 £
        E1001|Foster|500000|25000|50000
        E1002|Agency|100000|10000|10000
        """,
        {"Foster": ["25000", "50000"], "Agency": ["10000", "10000"]},
    ),
    Report(
        "dashes along a section heading, a legend and checks below the total",
        """
        Budget gap £m|12.5||
        Savings (£000)|||
        Ref|Proposal|2025/26|2026/27
        Adult Services|-|-|-
        A1|Foster|25|50
        A2|Agency|10|10
        Total||35|60
        Check total||0|0
        Variance to plan||0|0
        |||
        Key|||
        1|Low||
        2|High||
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"]},
        {7: (5, 6)},
        ("Adult Services", "Adult Services"),
    ),
    Report(
        "a double count printed without a sign, which the total takes off",
        """
        Ref|Proposal|2025/26 £000|2026/27 £000
        A1|Foster|25|50
        A2|Agency|10|10
        |Double counting adjustment|5|5
        |Total|30|55
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"], "Double counting adjustment": ["-5", "-5"]},
        {5: (2, 3, 4)},
    ),
    Report(
        "a pivot table: groups over their rows, told by the figures",
        """
        Sum of saving £000|Column labels||
        Row labels|2025/26|2026/27|Grand total
        Adults|25|50|75
        Foster|25|50|75
        Place|10|11|21
        Trees|4|5|9
        Bins|6|6|12
        Grand total|35|61|96
        """,
        {"Foster": ["25", "50"], "Trees": ["4", "5"], "Bins": ["6", "6"]},
        {3: (4,), 5: (6, 7), 8: (4, 6, 7)},
        ("Adults", "Place", "Place"),
    ),
    Report(
        "pressures by their sign, and a net row called no more than that",
        """
        Budget changes £000 - (savings) / growth|||
        Ref|Proposal|2025/26|2026/27
        A1|Foster|-25|-50
        A2|Agency|-10|-10
        A3|Pay|100|200
        Net||65|140
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"]},
        {6: (3, 4, 5)},
    ),
    Report(
        "growth and savings side by side under one unit",
        """
        £000|||||||||
        Ref|Growth|2025/26|2026/27||Ref|Savings|2025/26|2026/27
        G1|Pay|125|150||A1|Foster|25|50
        G2|Fuel|1|2||A2|Agency|10|10
        Total||126|152||Total||35|60
        """,
        {"Foster": ["25", "50"], "Agency": ["10", "10"]},
        {5: (3, 4)},
    ),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
class TestReports:
    @pytest.mark.parametrize("stored", [False, True], ids=["text", "numbers"])
    def test_lines_and_totals_are_what_the_sheet_says(self, report, stored):
        reading = read(report.sheet, stored=stored, name="Sheet1")

        assert reading.questions == reading.problems == ()
        assert values(reading) == amounts(report.lines)
        assert {total.row: total.covers for total in reading.totals} == report.totals
        assert {cast.status for cast in reading.casts()} <= {CASTS}

    def test_lines_stand_under_their_headings(self, report):
        reading = read(report.sheet, name="Sheet1")

        if report.headings:
            assert tuple(line.heading for line in reading.lines) == report.headings


class TestDoubts:
    def test_a_row_equal_to_those_above_in_one_column_is_said(self):
        reading = read(
            "Ref|Proposal|2025/26 £000\nA1|Foster|25\nA2|Agency|10\n|Adult Social Care|35\nA3|Bins|1"
        )

        assert [(problem.row, "equals the sum" in problem.problem) for problem in reading.problems] == [
            (4, True)
        ]

    def test_a_row_over_others_by_reference_that_is_not_their_sum_is_said(self):
        reading = read(
            "Ref|Proposal|2025/26 £000|2026/27 £000\n1|Adults|36|60\n1.1|Foster|25|50\n1.2|Agency|10|10\n2|Bins|1|2"
        )

        assert [(problem.row, "not their sum" in problem.problem) for problem in reading.problems] == [
            (2, True)
        ]

    def test_recurring_and_one_off_under_a_year_are_asked(self):
        reading = read(
            """
            ||2025/26||2026/27|
            Ref|Title|Recurring|One-off|Recurring|One-off
            A1|Foster|25|1|50|2
            A2|Agency|10|0|10|0
            """
        )

        assert [question.what for question in reading.questions][:1] == ["column"]
        assert reading.header_rows == (1, 2)

    def test_a_double_count_without_a_sign_and_without_a_total_is_said(self):
        reading = read(
            "Ref|Proposal|2025/26 £000\nA1|Foster|25\nA2|Agency|10\nA3|Double count of A1 and A2|5"
        )

        assert [(problem.row, "taken off" in problem.problem) for problem in reading.problems] == [(4, True)]

    def test_noughts_along_a_row_without_a_reference_are_said(self):
        reading = read("Ref|Proposal|2025/26 £000\n|Adult Services|0\nA1|Foster|25\nA2|Agency|10\nA3|Bins|1")

        assert [(problem.row, "heading" in problem.problem) for problem in reading.problems] == [(2, True)]

    def test_a_summary_above_the_lines_it_sums_is_asked(self):
        reading = read(
            """
            Savings £000||
            Directorate|2025/26|2026/27
            Adults|35|60
            Total|35|60
            ||
            Ref|Proposal|2025/26|2026/27
            A1|Foster|25|50
            A2|Agency|10|10
            """
        )

        assert [question.what for question in reading.questions] == ["table"]

    @pytest.mark.parametrize(
        ("sheet", "what"),
        [
            ("Earmarked reserves £000|||\nRef|Reserve|2025/26|2026/27\nR1|Insurance|100|50", "sheet"),
            ("Capital programme £000|||\nRef|Scheme|2025/26|2026/27\nR1|School roof|100|50", "sheet"),
            ("£000||||\nRef|Type|Title|2025/26|2026/27\nG1|G|Pay|9|9\nA1|S|Foster|25|50", "column"),
            (
                "£000|||\nRef|Title|2025/26 part-year effect|2026/27 full-year effect\nA1|Foster|25|50",
                "column",
            ),
        ],
        ids=["reserves", "capital", "types by letters", "a full-year effect as the only figure of its year"],
    )
    def test_what_may_be_no_saving_is_asked(self, sheet, what):
        assert [question.what for question in read(sheet, name="Sheet1").questions] == [what]

    def test_a_sheet_named_growth_is_asked(self):
        reading = read("£000|||\nRef|Proposal|2025/26|2026/27\nG1|Pay|1|2\nG2|Fuel|1|2", name="Growth")

        assert [question.what for question in reading.questions] == ["sheet"]

    def test_a_lone_pound_sign_among_thousands_is_said(self):
        reading = read("Ref|Title|2025/26 £000\nA1|Foster|£25,000\nA2|Agency|10\nA3|Bins|1\n|Total|36")

        assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
            (2, "C", "£25,000")
        ]

    def test_a_budget_beside_years_without_words_is_asked(self):
        reading = read(
            "Ref|Title|2024/25 budget|2025/26|2026/27\nA1|Foster|500|25|50\nA2|Agency|100|10|10", name="£000"
        )

        assert [question.what for question in reading.questions] == ["column"]
        assert "--column C=2024/25" in reading.questions[0].words

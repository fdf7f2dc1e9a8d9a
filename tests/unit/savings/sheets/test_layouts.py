"""Sheets in the manner of councils, each with the lines, totals, casts and columns that it says."""

from dataclasses import dataclass, field

import pytest

from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm
from tests.unit.savings.sheets.grids import amounts, apart, read, roles, values


@dataclass(frozen=True)
class Layout:
    """A sheet and what it says. `lines` are the amounts by name, `totals` total rows with what they cover."""

    name: str
    sheet: str
    unit: Unit
    lines: dict
    totals: dict = field(default_factory=dict)
    casts: int = 0
    sign: str = "positive"
    form: ProfileForm = ProfileForm.CUMULATIVE
    roles: dict = field(default_factory=dict)
    headings: list = field(default_factory=list)
    kinds: dict = field(default_factory=dict)
    years: tuple = ("2024/25", "2025/26")
    merges: tuple = ()


LAYOUTS = [
    Layout(
        "savings in brackets under section headings",
        """
        Medium Term Financial Plan|||||
        Savings proposals by service, all figures in £000|||||
        |||||
        Ref|Proposal|2024/25|2025/26|2026/27|Comment
        Adult Social Care|||||
        24S1|Home care review|(100)|(100)|(100)|
        24S2|Day centres|(1,250)|-|tbc|awaits consultation
        |Sub-total|(1,350)|(100)|(100)|
        Children|||||
        24S3|Agency staff|(349)*|(53)|0|
        |Overlap with 24S1|20|20|20|
        |Sub-total|(329)|(33)|20|
        |Total|(1,679)|(133)|(80)|
        |||||
        * subject to consultation|||||
        """,
        Unit.GBP000,
        {"Home care review": ["100", "100", "100"], "Day centres": ["1250", None, None],
         "Agency staff": ["349", "53", "0"],
         "Overlap with 24S1": ["-20", "-20", "-20"]},
        {8: (6, 7), 12: (10, 11), 13: (6, 7, 10, 11)},
        9,
        sign="negative",
        years=("2024/25", "2025/26", "2026/27"),
        roles={"A": "ref", "B": "name", "C": "amount", "F": "note"},
        headings=["Adult Social Care", "Adult Social Care", "Children", "Children"],
        kinds={"Overlap with 24S1": "adjustment"},
    ),
    Layout(
        "a group heading with the unit over years, and a total across them",
        """
        |Savings £m|||
        Description|2024-25|2025-26|Total|% of budget
        Alpha|1.2|0.5|1.7|5%
        Beta|0.25|0.25|0.5|1%
        Total|1.45|0.75|2.2|
        """,
        Unit.GBPM,
        {"Alpha": ["1.2", "0.5"], "Beta": ["0.25", "0.25"]},
        {5: (3, 4)},
        3,
        roles={"A": "name", "D": "total", "E": "part"},
    ),
    Layout(
        "groups written once, pages with headings again and amounts carried forward",
        """
        Appendix C||||||
        |||Savings £'000|||
        Ref|Service|Description|24/25|25/26|Lead|
        A1|Adults|One|10|10|JS|
        A2||Two|20|20|JS|
        ||Carried forward|30|30||
        Ref|Service|Description|24/25|25/26|Lead|
        ||Brought forward|30|30||
        C1|Children|Four|5|5|KP|
        C2||Total Mobile contract|7|7|KP|
        ||Total|42|42||
        """,
        Unit.GBP000,
        {"One": ["10", "10"], "Two": ["20", "20"], "Four": ["5", "5"], "Total Mobile contract": ["7", "7"]},
        {6: (4, 5), 8: (4, 5), 11: (4, 5, 9, 10)},
        6,
        headings=["Adults", "Adults", "Children", "Children"],
        roles={"A": "ref", "B": "heading", "C": "name", "F": "owner"},
    ),
    Layout(
        "plan, forecast and actual under each year, with RAG and units in a row",
        """
        Service|Saving|2024/25|||2025/26|||RAG
        ||Plan|Forecast|Actual|Plan|Forecast|Actual|
        ||£000|£000|£000|£000|£000|£000|
        Adults|A|10|9|3|20|18||Green
        |B|5|5|5|6|6||Amber
        Adults total||15|14|8|26|24||
        Place|C|1|1|0|2|2||Red
        Grand total||16|15|8|28|26||
        """,
        Unit.GBP000,
        {"A": ["10", "20"], "B": ["5", "6"], "C": ["1", "2"]},
        {6: (4, 5), 8: (4, 5, 7)},
        4,
        roles={"C": "amount", "D": "forecast", "E": "actual", "F": "amount", "I": "rag"},
        headings=["Adults", "Adults", "Place"],
    ),
    Layout(
        "a row for each saving and year",
        """
        ref|title|financial year|amount (£)
        S1|Alpha|2024/25|1000
        S1|Alpha|2025/26|2000
        S2|Beta|2024/25|500
        S2|Beta|2025/26|(500)
        |Total|2024/25|1500
        |Total|2025/26|1500
        """,
        Unit.GBP,
        {"Alpha": ["1000", "2000"], "Beta": ["500", "-500"]},
        {6: (2, 4), 7: (3, 5)},
        2,
        roles={"C": "year", "D": "amount"},
    ),
    Layout(
        "a section for each year, totals without a name",
        """
        Savings programme||
        Ref|Proposal|Saving £000
        2024/25||
        A1|One|100
        A2|Two|50
        ||150
        2025/26||
        A1|One|200
        A3|Three|70
        ||270
        """,
        Unit.GBP000,
        {"One": ["100", "200"], "Two": ["50"], "Three": ["70"]},
        {6: (4, 5), 10: (8, 9)},
        2,
    ),
    Layout(
        "pressures above the savings, and a net total over both",
        """
        Budget changes||
        |2024/25|2025/26
        |£m|£m
        Pressures||
        Inflation|5.0|10.0
        Demand|2.0|3.0
        Total pressures|7.0|13.0
        Savings||
        Transformation|(1.5)|(2.0)
        Procurement|(0.5)|(0.5)
        Total savings|(2.0)|(2.5)
        Net budget change|5.0|10.5
        """,
        Unit.GBPM,
        {"Transformation": ["1.5", "2.0"], "Procurement": ["0.5", "0.5"]},
        {11: (9, 10), 12: (5, 6, 9, 10)},
        4,
        sign="negative",
    ),
    Layout(
        "savings and pressures side by side",
        """
        Savings||||Pressures|||
        Ref|Saving £000|24/25|25/26|Ref|Pressure £000|24/25|25/26
        S1|Alpha|10|20|P1|Inflation|100|100
        S2|Beta|5|6|P2|Pay|50|70
        Total||15|26|Total||150|170
        """,
        Unit.GBP000,
        {"Alpha": ["10", "20"], "Beta": ["5", "6"]},
        {5: (3, 4)},
        2,
    ),
    Layout(
        "a type column with a pressure and kinds of saving",
        """
        Ref|Type of change|Description|2024/25 £000|2025/26 £000
        P1|Pressure|Inflation|100|100
        S1|Cashable|Agency|(50)|(50)
        S2|Non-cashable|Transport|(20)|(20)
        S3|Income generation|Fees|(5)|(5)
        S4|Cost avoidance|Fostering|(9)|(9)
        """,
        Unit.GBP000,
        {"Agency": ["50", "50"], "Transport": ["20", "20"], "Fees": ["5", "5"], "Fostering": ["9", "9"]},
        sign="negative",
        roles={"B": "kind"},
        kinds={"Agency": "cash_releasing", "Transport": "non_cash", "Fees": "income", "Fostering": "cost_avoidance"},
    ),
    Layout(
        "calendar years that the title settles, numbered lines",
        """
        MTFS 2024/25 to 2025/26 savings (£k)||||
        No.|Title|2025|2026|Total
        1|A|10|10|20
        2|B|5|5|10
        |Total|15|15|30
        """,
        Unit.GBP000,
        {"A": ["10", "10"], "B": ["5", "5"]},
        {5: (3, 4)},
        3,
        roles={"A": "line_no"},
    ),
    Layout(
        "increments, services totalled on top without the word",
        """
        Savings £000 - incremental (year on year)||||
        Ref|Saving|FY25|FY26|FYE
        |Adults|30|3|
        A1|One|10|1|12
        A2|Two|20|2|
        |Children|12|3|
        C1|Three|5|1|
        C2|Four|7|2|
        |Total|42|6|
        """,
        Unit.GBP000,
        {"One": ["10", "1"], "Two": ["20", "2"], "Three": ["5", "1"], "Four": ["7", "2"]},
        {3: (4, 5), 6: (7, 8), 9: (4, 5, 7, 8)},
        6,
        form=ProfileForm.INCREMENTS,
        roles={"E": "part"},
    ),
    Layout(
        "an overlap printed without a sign, taken off by the net total",
        """
        Saving|2024/25 £m|2025/26 £m
        Alpha|10|10
        Beta|5|5
        Less: overlap with Alpha|1|1
        Net savings|14|14
        """,
        Unit.GBPM,
        {"Alpha": ["10", "10"], "Beta": ["5", "5"], "Less: overlap with Alpha": ["-1", "-1"]},
        {5: (2, 3, 4)},
        2,
        kinds={"Less: overlap with Alpha": "adjustment"},
    ),
    Layout(
        "a double count below the total, then the net",
        """
        Saving|2024/25 £m|2025/26 £m
        Alpha|10|10
        Beta|5|5
        Total savings|15|15
        Less: double count|(1)|(1)
        Net total|14|14
        Savings target|20|20
        Gap to target|6|6
        """,
        Unit.GBPM,
        {"Alpha": ["10", "10"], "Beta": ["5", "5"], "Less: double count": ["-1", "-1"]},
        {4: (2, 3), 6: (2, 3, 5)},
        4,
    ),
    Layout(
        "every amount with its own unit",
        """
        Saving|2024/25|2025/26
        Agency|£450k|£1.2m
        Transport|£75k|£0
        Total|£525k|£1.2m
        """,
        Unit.GBP000,
        {"Agency": ["450", "1.2"], "Transport": ["75", "0"]},
        {4: (2, 3)},
        2,
    ),
    Layout(
        "pounds with pound signs, questions of the public over the columns, a total without a name",
        """
        What we will do|How much we will save in 2024/25 (£)|How much in 2025/26 (£)|What this means for residents
        Close the print room|£12,000|£12,000|None
        Move post online|£5,500|£5,500|Fewer letters
        |£17,500|£17,500|
        """,
        Unit.GBP,
        {"Close the print room": ["12000", "12000"], "Move post online": ["5500", "5500"]},
        {4: (2, 3)},
        2,
    ),
    Layout(
        "months and the year's total",
        """
        Ref|Saving £k|Apr-24|May-24|Jun-24|Jul-24|Aug-24|Sep-24|Oct-24|Nov-24|Dec-24|Jan-25|Feb-25|Mar-25|Total 2024/25
        A|x|1|1|1|1|1|1|1|1|1|1|1|1|12
        B|y|2|2|2|2|2|2|2|2|2|2|2|2|24
        |Total|3|3|3|3|3|3|3|3|3|3|3|3|36
        """,
        Unit.GBP000,
        {"x": ["12"], "y": ["24"]},
        {4: (2, 3)},
        13,
        years=("2024/25",),
        roles={"C": "month", "N": "month", "O": "amount"},
    ),
    Layout(
        "names broken over rows, footnotes, numbered columns, spare columns",
        """
        ||||||
        |Ref||Proposal|24/25 (£k)|25/26 (£k)|FTE
        |(1)||(2)|(3)|(4)|(5)
        |A1||Agency staff averaging|12*|12*|1.5
        |||thirty one across the year|||
        |A2||Second|5¹|5¹|
        |||Total|17|17|1.5
        ||||||
        * provisional||||||
        """,
        Unit.GBP000,
        {"Agency staff averaging thirty one across the year": ["12", "12"], "Second": ["5", "5"]},
        {7: (4, 6)},
        2,
        roles={"B": "ref", "D": "name", "G": "part"},
    ),
    Layout(
        "two levels of headings, each with its total",
        """
        Description|2024/25 £000|2025/26 £000
        Adults||
        Commissioning||
        Home care|10|10
        Day care|5|5
        Sub-total|15|15
        Provision||
        Residential|7|7
        Respite|3|3
        Sub-total|10|10
        Total Adults|25|25
        Children||
        Fostering|4|4
        Adoption|6|6
        Total Children|10|10
        Grand Total|35|35
        """,
        Unit.GBP000,
        {"Home care": ["10"] * 2, "Day care": ["5"] * 2, "Residential": ["7"] * 2, "Respite": ["3"] * 2,
         "Fostering": ["4"] * 2, "Adoption": ["6"] * 2},
        {6: (4, 5), 10: (8, 9), 11: (4, 5, 8, 9), 15: (13, 14), 16: (4, 5, 8, 9, 13, 14)},
        10,
        headings=["Adults / Commissioning"] * 2 + ["Adults / Provision"] * 2 + ["Children"] * 2,
    ),
    Layout(
        "lines named with the word total",
        """
        Saving|2024/25 £000|2025/26 £000
        Total Place review|15|15
        Alpha|10|10
        Total Mobile contract|20|20
        Beta|5|5
        Total|50|50
        """,
        Unit.GBP000,
        {"Total Place review": ["15", "15"], "Alpha": ["10", "10"], "Total Mobile contract": ["20", "20"],
         "Beta": ["5", "5"]},
        {6: (2, 3, 4, 5)},
        2,
    ),
    Layout(
        "a table for each service, one after the other, and the council's total",
        """
        Savings by service, £'000s|||
        |||
        Adult Services|||
        Ref|Detail|2024/25|2025/26
        AS1|Reviews|(500)|(750)
        AS2|Transport|(25)|(25)
        Adult Services Total||(525)|(775)
        |||
        Environment|||
        Ref|Detail|2024/25|2025/26
        EN1|Bins|(40)|(80)
        EN2|Parks|(60)|(60)
        Environment Total||(100)|(140)
        |||
        COUNCIL TOTAL||(625)|(915)
        """,
        Unit.GBP000,
        {"Reviews": ["500", "750"], "Transport": ["25", "25"], "Bins": ["40", "80"], "Parks": ["60", "60"]},
        {7: (5, 6), 13: (11, 12), 15: (5, 6, 11, 12)},
        6,
        sign="negative",
        headings=["Adult Services"] * 2 + ["Environment"] * 2,
    ),
    Layout(
        "recurring, one-off and their total under each year",
        """
        Saving (£000)|2024/25|||2025/26||
        |Recurring|One-off|Total|Recurring|One-off|Total
        x|10||10|10||10
        y||5|5||0|0
        Total|10|5|15|10|0|10
        """,
        Unit.GBP000,
        {"x": ["10", "10"], "y": ["5", "0"]},
        {5: (3, 4)},
        2,
        roles={"B": "part", "C": "part", "D": "amount", "G": "amount"},
    ),
    Layout(
        "services totalled with no word to say so, a grand total below",
        """
        Description|2024/25 £000|2025/26 £000
        Adults|15|16
        Home care|10|10
        Day care|5|6
        Children|10|12
        Residential|7|8
        Respite|3|4
        Total|25|28
        """,
        Unit.GBP000,
        {"Home care": ["10", "10"], "Day care": ["5", "6"], "Residential": ["7", "8"], "Respite": ["3", "4"]},
        {2: (3, 4), 5: (6, 7), 8: (3, 4, 6, 7)},
        6,
        headings=["Adults"] * 2 + ["Children"] * 2,
    ),
    Layout(
        "amounts whose sign says which is a pressure",
        """
        Medium Term Financial Plan - (savings)/pressures £000||
        Description|2024/25|2025/26
        Pay award|500|500
        Agency reduction|(100)|(100)
        Fees|(50)|(60)
        Total|350|340
        """,
        Unit.GBP000,
        {"Agency reduction": ["100", "100"], "Fees": ["50", "60"]},
        {6: (3, 4, 5)},
        2,
        sign="negative",
    ),
    Layout(
        "amounts that look like years under years, and a share of the target below",
        """
        |2024/25 £000|2025/26 £000
        Service redesign|2024|2025
        Transport|2030|2031
        |4054|4056
        % of target|62%|54%
        """,
        Unit.GBP000,
        {"Service redesign": ["2024", "2025"], "Transport": ["2030", "2031"]},
        {4: (2, 3)},
        2,
    ),
    Layout(
        "numbered headings, lettered lines, posts under each year",
        """
        Saving|2024/25||2025/26|
        |£000|FTE|£000|FTE
        1. Adults||||
        a) home care|10|1.0|5|0
        b) day care|20|2.0|20|0
        Sub total|30|3.0|25|0
        2. Children||||
        a) agency|1|0|2|0
        b) fostering|3|0|4|0
        Sub total|4|0|6|0
        TOTAL|34|3.0|31|0
        """,
        Unit.GBP000,
        {"a) home care": ["10", "5"], "b) day care": ["20", "20"], "a) agency": ["1", "2"], "b) fostering": ["3", "4"]},
        {6: (4, 5), 10: (8, 9), 11: (4, 5, 8, 9)},
        6,
        headings=["1. Adults"] * 2 + ["2. Children"] * 2,
        roles={"B": "amount", "C": "part", "D": "amount", "E": "part"},
    ),
    Layout(
        "groups of savings agreed in earlier budgets, units beside a word above",
        """
        Schedule 3|||
        Units:|£000||
        Ref|Saving|2024/25|2025/26
        Agreed in 2022/23 budget|||
        A|x|1|2
        B|y|3|4
        Agreed in 2023/24 budget|||
        C|z|5|6
        D|w|7|8
        |Total|16|20
        """,
        Unit.GBP000,
        {"x": ["1", "2"], "y": ["3", "4"], "z": ["5", "6"], "w": ["7", "8"]},
        {10: (5, 6, 8, 9)},
        2,
        headings=["Agreed in 2022/23 budget"] * 2 + ["Agreed in 2023/24 budget"] * 2,
    ),
    Layout(
        "a data file of one line a saving, with codes, dates and a column of units",
        """
        saving_id|saving_title|directorate|saving_type|start_date|owner_email|fy_2024_25|fy_2025_26|currency_unit
        1001|Close depot|Place|cashable|2024-07-01|a@example.org|75000|100000|GBP
        1002|Fees|Place|income|2024-04-01|b@example.org|5000|5000|GBP
        """,
        Unit.GBP,
        {"Close depot": ["75000", "100000"], "Fees": ["5000", "5000"]},
        roles={"A": "ref", "C": "heading", "D": "kind", "E": "start", "F": "owner_email"},
        kinds={"Close depot": "cash_releasing", "Fees": "income"},
    ),
    Layout(
        "names to the right of the years, a budget and an actual beside",
        """
        2023/24 Actual|2024/25 £000|2025/26 £000|Saving|Service|2024/25 Budget
        1|10|20|Alpha|Adults|1000
        2|5|6|Beta|Place|2000
        3|15|26|Total||3000
        """,
        Unit.GBP000,
        {"Alpha": ["10", "20"], "Beta": ["5", "6"]},
        {4: (2, 3)},
        2,
        roles={"A": "actual", "D": "name", "E": "heading", "F": "part"},
    ),
    Layout(
        "a monitoring table of one year, named by its title",
        """
        Savings monitoring 2024/25 as at month 6 (£000)||||
        Ref|Saving|Target|Forecast|Variance|RAG
        S1|Alpha|5|6|1|G
        S2|Beta|7|8|1|A
        |Total|12|14|2|
        """,
        Unit.GBP000,
        {"Alpha": ["5"], "Beta": ["7"]},
        {5: (3, 4)},
        1,
        years=("2024/25",),
        roles={"C": "amount", "D": "forecast", "E": "part", "F": "rag"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
class TestLayouts:
    @pytest.mark.parametrize("stored", [False, True], ids=["text", "numbers"])
    def test_lines_totals_and_casts_are_what_the_sheet_says(self, layout, stored):
        reading = read(layout.sheet, stored=stored, merges=layout.merges)

        assert reading.questions == ()
        assert reading.problems == ()
        assert values(reading) == amounts(layout.lines)
        assert {total.row: total.covers for total in reading.totals} == layout.totals
        assert len(reading.casts()) == layout.casts
        assert apart(reading) == []
        assert (reading.unit, reading.sign, reading.form) == (layout.unit, layout.sign, layout.form)
        assert tuple(year.label for year in reading.years) == layout.years

    def test_columns_headings_and_kinds_are_read(self, layout):
        reading = read(layout.sheet)

        assert {letter: roles(reading)[letter] for letter in layout.roles} == layout.roles
        if layout.headings:
            assert [line.heading for line in reading.lines] == layout.headings
        kinds = {line.name: line.kind for line in reading.lines}
        assert {name: kinds[name] for name in layout.kinds} == layout.kinds
        assert all(column.words.startswith(f"column {column.letter}") for column in reading.columns)

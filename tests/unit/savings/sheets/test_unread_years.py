"""A year over nothing but words: shown as a year, and each of its words said."""

from tests.unit.savings.sheets.grids import amounts, read, roles, values

YEARS = """
Ref|Saving|2025/26 £000|2026/27 £000|2027/28 £000{beside}
A1|Fleet|10|20|{first}
A2|Depot|5|5|{second}
|Total|15|25|
"""


def places(reading):
    return [(problem.row, problem.column, problem.value, problem.is_fatal) for problem in reading.problems]


class TestUnreadYears:
    def test_words_are_problems_of_their_rows(self):
        reading = read(YEARS.format(beside="", first="see note", second="subject to review"))

        assert places(reading) == [(2, "E", "see note", True), (3, "E", "subject to review", True)]
        assert [year.label for year in reading.years] == ["2025/26", "2026/27", "2027/28"]
        assert "plan for 2027/28 in £000, but nothing" in reading.columns[-1].words
        assert values(reading) == amounts({"Fleet": ["10", "20", None], "Depot": ["5", "5", None]})

    def test_words_for_not_known_are_said_and_stop_nothing(self):
        reading = read(YEARS.format(beside="", first="tbc", second="-"))

        assert places(reading) == [(2, "E", "tbc", False)]
        assert reading.is_settled
        assert "nothing in it can be read" in reading.columns[-1].words

    def test_words_beside_the_amounts_of_the_year_are_left_aside(self):
        sheet = """
        Ref|Saving|2025/26 £000|2025/26|2026/27 £000
        A1|Fleet|10|see note|20
        A2|Depot|5|agreed|5
        """

        reading = read(sheet)

        assert reading.problems == ()
        assert roles(reading)["D"] == "ignored"

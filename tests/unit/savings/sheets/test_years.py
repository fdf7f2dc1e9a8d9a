from datetime import date
from decimal import Decimal

import pytest

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.sheets.settling import settle
from savings.rules.sheets.years import years_in

Y24, Y25, Y26, Y27 = (FinancialYear(year) for year in (2024, 2025, 2026, 2027))


class TestYearsIn:
    @pytest.mark.parametrize(
        "text",
        [
            "2024/25", "24/25", "2024-25", "2024\u201325", "2024/2025", "2024 / 25", "2024/5", "FY24/25",
            "FY2024-25", "FY 2024/25",
            "2024 to 2025", "Year 1 (2024/25)", "Apr 2024 - Mar 2025", "1 April 2024 to 31 March 2025",
            "24-25", "'24/25",
            "y/e 31 March 2025", "2024.25", "202425", "saving_2024_25_gbp000", "Plan 2024/25 £000", "2024/25Plan",
        ],
    )  # fmt: skip
    def test_reads_every_spelling_of_a_year(self, text):
        words = years_in(text)

        assert words.years == (Y24,)
        assert words.is_one

    @pytest.mark.parametrize(("number", "start"), [("202425", 2024), ("2024.25", 2024), ("2029.3", 2029)])
    def test_a_number_may_be_a_year_typed_as_one(self, number, start):
        assert years_in(Decimal(number)).years == (FinancialYear(start),)

    def test_a_calendar_year_alone_is_not_settled(self):
        assert years_in("2025").bare == (2025,)
        assert years_in(Decimal(2025)).bare == (2025,)
        assert years_in("FY25").ended == (2025,)
        assert years_in("Year 2").ordinal == 2

    def test_a_date_is_its_month(self):
        april = FinancialMonth(Y24, 1)

        assert years_in(date(2024, 4, 1)).months == (april,)
        assert years_in("Apr-24").months == (april,)
        assert years_in("01/04/2024").months == (april,)

    def test_two_years_are_not_one(self):
        assert not years_in("Total 2024/25 to 2027/28").is_one
        assert not years_in("2024-28").is_one
        assert years_in("MTFS 2024/25 to 2027/28").years == (Y24, Y27)
        assert years_in("MTFS 2024-28").years == (Y24, Y27)

    def test_halves_that_do_not_follow_are_odd(self):
        assert years_in("2024/26").odd == "2024/26"
        assert not years_in("2024/26").is_one

    @pytest.mark.parametrize(
        "text", ["24S207", "£2,025", "2,025", "349", "12/03/9", "Saving of 2024% more", "", "Phase 2"]
    )
    def test_what_names_no_year_names_none(self, text):
        assert not years_in(text).is_one

    def test_gives_the_words_beside_the_year(self):
        assert years_in("Forecast 2024/25 (£m)").rest == "forecast (£m)"


class TestSettle:
    def settled(self, *headings, stated=(), titled=()):
        return settle(
            {place: years_in(text) for place, text in enumerate(headings)}, stated=stated, titled=titled
        )

    def test_siblings_in_full_settle_the_others(self):
        assert self.settled("2025", "2026", stated=[Y24]).years == {0: Y25, 1: Y26}

    def test_the_span_of_a_title_settles_them(self):
        assert self.settled("2025", "2026", titled=[Y24, Y25]).years == {0: Y24, 1: Y25}
        assert self.settled("2024", "2025", titled=[Y24, Y25]).years == {0: Y24, 1: Y25}

    def test_nothing_settles_them_so_they_are_asked(self):
        settled = self.settled("2025", "2026")

        assert settled.years == {}
        assert settled.question.readings == ("2025 is 2025/26", "2025 is 2024/25")
        assert settled.question.option == "--column A=2025/26"

    def test_fy25_ends_in_2025_unless_the_title_says_otherwise(self):
        assert self.settled("FY25", "FY26").years == {0: Y24, 1: Y25}
        assert self.settled("FY25", "FY26", titled=[Y25, Y26]).years == {0: Y25, 1: Y26}

    def test_year_one_is_the_first_of_the_title(self):
        assert self.settled("Year 1", "Year 2", titled=[Y24, Y27]).years == {0: Y24, 1: Y25}
        assert self.settled("Year 1", "Year 2").question is not None

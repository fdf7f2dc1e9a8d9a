from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.rules.asking.query import Time
from bots.rules.asking.time_said import Said
from bots.rules.asking.times import find_times
from programme.rules.calendar import FinancialMonth, FinancialYear

TODAY = date(2026, 11, 22)  # a Sunday
Y2024, Y2025, Y2026 = FinancialYear(2024), FinancialYear(2025), FinancialYear(2026)


def only(text: str) -> Said:
    """Return the one time that takes in the whole text."""
    found = [said for said in find_times(text, today=TODAY) if (said.start, said.end) == (0, len(text))]
    assert len(found) == 1, found
    return found[0]


def nothing(text: str) -> bool:
    return not any((said.start, said.end) == (0, len(text)) for said in find_times(text, today=TODAY))


class TestFinancialYears:
    @pytest.mark.parametrize(
        "text",
        [
            "24/25",
            "2024/25",
            "2024-25",
            "2024/2025",
            "FY24/25",
            "FY2024/25",
            "fy 2024-25",
            "2024\u201325",
            "24-25",
            "financial year 2024/25",
            "year 24/25",
            "yr 24/25",
            "2024 / 25",
        ],
    )
    def test_are_read_in_every_spelling(self, text):
        said = only(text)

        assert said.times == (Time(years=(Y2024,)),)
        assert said.is_sure

    @pytest.mark.parametrize("text", ["24/26", "2024/26", "2024/24", "25/24", "2024/2026"])
    def test_are_not_read_where_the_halves_do_not_follow_each_other(self, text):
        assert nothing(text)

    @pytest.mark.parametrize("text", ["FY25", "FY2025", "FY 25", "2025", "year 2025"])
    def test_are_asked_back_where_one_number_may_be_start_or_end(self, text):
        said = only(text)

        assert [time.year for time in said.times] == [Y2024, Y2025]
        assert not said.is_sure

    @pytest.mark.parametrize("text", ["11/12", "10/11", "01/02"])
    def test_are_asked_back_where_they_may_be_a_day(self, text):
        assert not only(text).is_sure

    @pytest.mark.parametrize(
        ("text", "april"),
        [
            ("this year", 2026),
            ("last financial year", 2025),
            ("next year", 2027),
            ("next yr", 2027),
            ("this year's", 2026),
            ("current FY", 2026),
            ("previous year", 2025),
            ("in-year", 2026),
            ("the year after next", 2028),
        ],
    )
    def test_are_counted_from_today(self, text, april):
        assert only(text).times == (Time(years=(FinancialYear(april),)),)

    @pytest.mark.parametrize("text", ["from 24/25 to 26/27", "between 2024/25 and 2026/27", "24/25 to 26/27"])
    def test_in_a_row_are_each_of_them(self, text):
        said = only(text)

        assert said.is_span
        assert said.times == (Time(years=(Y2024, Y2025, Y2026)),)

    @pytest.mark.parametrize("text", ["from 25/26 onwards", "until 25/26", "up to 2025/26", "to 2025/26"])
    def test_that_may_be_more_than_that_year_are_asked_back(self, text):
        assert not only(text).is_sure

    def test_by_a_year_is_what_holds_in_it(self):
        assert only("by 2025/26").times == (Time(years=(Y2025,)),)

    @pytest.mark.parametrize(
        "text", ["twenty four twenty five", "twenty twenty four twenty five", "twenty four to twenty five"]
    )
    def test_are_read_as_they_are_spoken(self, text):
        assert only(text).times == (Time(years=(Y2024,)),)

    @pytest.mark.parametrize("text", ["before 24/25", "after 24/25", "since 24/25"])
    def test_are_never_bare_after_a_word_that_moves_them(self, text):
        found = [s for s in find_times(text, today=TODAY) if s.is_sure and s.times == (Time(years=(Y2024,)),)]

        assert found == []


class TestOtherTimes:
    @pytest.mark.parametrize(
        "text",
        [
            "since 1 Oct 2026",
            "since October 1st",
            "since October",
            "since 2026-10-01",
            "from 1/10/2026",
            "since last month",
            "since the 1st of October 2026",
        ],
    )
    def test_since_a_day(self, text):
        assert only(text).times == (Time(since=date(2026, 10, 1)),)

    @pytest.mark.parametrize("text", ["since 3/10", "since 2026", "since last year"])
    def test_since_one_of_several_days_is_asked_back(self, text):
        assert not only(text).is_sure

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("as at 30 June 2026", date(2026, 6, 30)),
            ("as of June 2026", date(2026, 6, 30)),
            ("as at the end of last month", date(2026, 10, 31)),
        ],
    )
    def test_as_at_the_end_of_a_day_or_month(self, text, day):
        assert only(text).times == (Time(as_at=day),)

    def test_months_and_quarters_are_of_a_financial_year(self):
        assert only("month 5").times == (Time(months=(FinancialMonth(Y2026, 5),)),)
        assert only("M5 2024/25").times == (Time(months=(FinancialMonth(Y2024, 5),)),)
        assert [m.number for m in only("Q4 24/25").times[0].months] == [10, 11, 12]

    def test_windows_are_calendar_days(self):
        assert only("next month").times == (Time(window=(date(2026, 12, 1), date(2026, 12, 31))),)
        assert only("in the next 30 days").times == (Time(window=(date(2026, 11, 22), date(2026, 12, 22))),)

    @pytest.mark.parametrize(
        "text", ["since the board last met", "since the last meeting", "since we last met"]
    )
    def test_since_the_last_board(self, text):
        assert only(text).times == (Time(since_board=True),)

    @settings(deadline=None)
    @given(st.text(max_size=80))
    def test_are_found_in_anything_without_breaking(self, text):
        for said in find_times(text, today=TODAY):
            assert 0 <= said.start < said.end <= len(text)

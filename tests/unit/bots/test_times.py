from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rules.times import find_times
from programme.rules.calendar import ApproxDate, FinancialYear

TODAY = date(2026, 11, 22)  # a Sunday
Y2024, Y2025 = FinancialYear(2024), FinancialYear(2025)


def only(text: str):
    """Return the one time that takes in the whole text."""
    found = [time for time in find_times(text, today=TODAY) if (time.start, time.end) == (0, len(text))]
    assert len(found) == 1, found
    return found[0]


def nothing(text: str) -> bool:
    return not any((t.start, t.end) == (0, len(text)) for t in find_times(text, today=TODAY))


class TestFinancialYears:
    @pytest.mark.parametrize(
        "text",
        ["24/25", "2024/25", "2024-25", "2024/2025", "FY24/25", "FY2024/25", "fy 2024-25", "2024–25", "24-25",
         "financial year 2024/25", "year 24/25", "2024 / 25"],
    )  # fmt: skip
    def test_are_read_in_every_spelling(self, text):
        time = only(text)

        assert time.years == (Y2024,)
        assert time.is_sure

    @pytest.mark.parametrize("text", ["24/26", "2024/26", "2024/24", "25/24", "2024/2026"])
    def test_are_not_read_where_the_halves_do_not_follow_each_other(self, text):
        assert nothing(text)

    @pytest.mark.parametrize("text", ["FY25", "FY2025", "FY 25", "2025", "year 2025"])
    def test_are_asked_back_where_one_number_may_be_start_or_end(self, text):
        time = only(text)

        assert time.years == (Y2024, Y2025)
        assert not time.is_sure

    @pytest.mark.parametrize("text", ["11/12", "10/11", "01/02"])
    def test_are_asked_back_where_they_may_be_a_day(self, text):
        times = [t for t in find_times(text, today=TODAY) if t.years]

        assert [t.is_sure for t in times] == [False]

    def test_with_their_own_word_may_not_be_a_day(self):
        assert only("FY11/12").is_sure

    @pytest.mark.parametrize(
        ("text", "start"),
        [("this year", 2026), ("last financial year", 2025), ("next year", 2027), ("this year's", 2026),
         ("current financial year", 2026), ("previous year", 2025)],
    )  # fmt: skip
    def test_are_counted_from_today(self, text, start):
        assert [t.years for t in find_times(text, today=TODAY) if t.years] == [(FinancialYear(start),)]

    def test_turn_on_the_first_of_april(self):
        assert find_times("this year", today=date(2026, 3, 31))[0].years == (Y2025,)
        assert find_times("this year", today=date(2026, 4, 1))[0].years == (FinancialYear(2026),)

    @given(
        st.integers(2000, 2098),
        st.sampled_from(["{0}/{1:02d}", "{2:02d}/{1:02d}", "FY{0}-{1:02d}", "{0}/{3}"]),
    )
    def test_read_back_what_was_written(self, start, form):
        text = form.format(start, (start + 1) % 100, start % 100, start + 1)

        years = [t.years for t in find_times(text, today=TODAY) if t.years and t.end == len(text)]

        assert (FinancialYear(start),) in years

    @pytest.mark.parametrize("text", ["124/25", "24/251", "A24/25", "24/25b"])
    def test_are_never_read_out_of_a_longer_word(self, text):
        assert not any(t.years for t in find_times(text, today=TODAY))


class TestSince:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("since 1 Oct 2026", date(2026, 10, 1)),
            ("since 1st October", date(2026, 10, 1)),
            ("since 1 of October 2026", date(2026, 10, 1)),
            ("since October 1st, 2026", date(2026, 10, 1)),
            ("since October", date(2026, 10, 1)),
            ("since Sept 2025", date(2025, 9, 1)),
            ("since 2026-10-01", date(2026, 10, 1)),
            ("since 2026-10", date(2026, 10, 1)),
            ("since 01/10/2026", date(2026, 10, 1)),
            ("since 1.10.26", date(2026, 10, 1)),
            ("since 25/10", date(2026, 10, 25)),
            ("since December", date(2025, 12, 1)),
            ("since 23 November", date(2025, 11, 23)),
            ("since yesterday", date(2026, 11, 21)),
            ("since last week", date(2026, 11, 9)),
            ("since this week", date(2026, 11, 16)),
            ("since last month", date(2026, 10, 1)),
            ("from 1 Oct 2026", date(2026, 10, 1)),
        ],
    )
    def test_reads_a_day_and_the_first_of_a_month(self, text, day):
        time = only(text)

        assert time.sinces == (day,)
        assert time.is_sure

    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("since 11/12", (date(2025, 12, 11), date(2026, 11, 12))),
            ("since 2025", (date(2025, 1, 1), date(2025, 4, 1))),
            ("since last year", (date(2025, 1, 1), date(2025, 4, 1))),
        ],
    )
    def test_asks_back_where_it_may_be_more_than_one_day(self, text, days):
        times = [t for t in find_times(text, today=TODAY) if t.sinces and t.end == len(text)]

        assert [(t.sinces, t.is_sure) for t in times] == [(days, False)]

    @pytest.mark.parametrize("text", ["October", "1 Oct 2026", "last week", "2026-10-01"])
    def test_asks_back_without_the_word(self, text):
        assert not only(text).is_sure

    @pytest.mark.parametrize("text", ["since 31 February 2026", "since 2026-13-01", "since 32/10/2026"])
    def test_reads_no_day_that_does_not_exist(self, text):
        assert nothing(text)

    def test_reads_a_leap_day_without_a_year_as_the_last_there_was(self):
        assert only("since 29 February").sinces == (date(2024, 2, 29),)

    @given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
    def test_reads_back_what_the_bot_writes(self, day):
        text = f"since {ApproxDate(day)}"

        assert only(text).sinces == (day,)

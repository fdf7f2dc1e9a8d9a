"""A period as finance writes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.periods import (
    closed_with,
    closes_along,
    oldest_open,
    period_words,
    read_month,
    read_period,
    why_not_closed,
    why_not_reopened,
)

months = st.builds(FinancialMonth, st.builds(FinancialYear, st.integers(2000, 2098)), st.integers(1, 12))


class TestReadPeriod:
    @given(month=months)
    def test_reads_what_is_written(self, month):
        assert read_period(period_words(month)) == month

    @pytest.mark.parametrize("text", ["2024/25 M5", "24/25 m5", "M5 2024/25", "  2024/25   M05 "])
    def test_reads_the_ways_people_write_it(self, text):
        assert read_period(text) == FinancialMonth(FinancialYear(2024), 5)

    @pytest.mark.parametrize("text", ["", "M5", "2024/26 M5", "2024/25 M13", "2024/25 M0", "August 2024"])
    def test_says_how_to_write_anything_else(self, text):
        with pytest.raises(ValueError, match=r"2024/25|between 1|financial year"):
            read_period(text)


M = [FinancialMonth(FinancialYear(2024), number) for number in range(1, 13)]
NEXT_APRIL = FinancialMonth(FinancialYear(2025), 1)
AUTUMN = date(2024, 11, 20)


class TestReadMonth:
    @pytest.mark.parametrize("text", ["M5", "m5", " M05 "])
    def test_reads_a_month_of_a_year(self, text):
        assert read_month(text, FinancialYear(2024)) == M[4]

    @pytest.mark.parametrize("text", ["", "5", "August", "M13", "M0", "2024/25 M5"])
    def test_says_how_to_write_anything_else(self, text):
        with pytest.raises(ValueError, match=r"M1 \(April\)|1 \(April\)"):
            read_month(text, FinancialYear(2024))


class TestOldestOpen:
    def test_is_the_first_month_of_the_programme_while_none_is_closed(self):
        assert oldest_open([], first_year=FinancialYear(2024)) == M[0]

    def test_is_the_month_after_the_newest_closed_one(self):
        assert oldest_open([M[4], M[2]], first_year=FinancialYear(2024)) == M[5]
        assert oldest_open([M[11]], first_year=FinancialYear(2024)) == NEXT_APRIL


class TestClosing:
    def test_an_earlier_month_counts_as_closed_with_a_later_one(self):
        assert closed_with([M[4]], M[1]) == M[4]
        assert closed_with([M[2], M[4]], M[1]) == M[2]
        assert closed_with([M[4]], M[5]) is None

    def test_closes_the_open_months_before_it_along(self):
        assert closes_along([M[1]], M[4], first_year=FinancialYear(2024)) == (M[2], M[3])
        assert closes_along([], M[0], first_year=FinancialYear(2024)) == ()

    def test_is_refused_twice(self):
        assert "closed already" in why_not_closed(M[4], [M[4]], on=AUTUMN)

    def test_is_refused_before_a_closed_one(self):
        words = why_not_closed(M[1], [M[4]], on=AUTUMN)

        assert words.startswith("2024/25 M2 counts as closed with 2024/25 M5: reopen 2024/25 M5 first")

    def test_is_refused_for_a_month_that_has_not_begun(self):
        assert why_not_closed(M[7], [], on=AUTUMN) == ""
        assert "has not begun: it runs from 1 Dec 2024" in why_not_closed(M[8], [], on=AUTUMN)

    def test_only_the_newest_closed_one_is_reopened(self):
        assert why_not_reopened(M[4], [M[2], M[4]]) == ""
        assert "2024/25 M5 is closed after 2024/25 M3" in why_not_reopened(M[2], [M[2], M[4]])
        assert "is open" in why_not_reopened(M[5], [M[4]])

    @given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from(M)), max_size=25))
    def test_what_is_closed_is_always_everything_up_to_one_month(self, steps):
        closed: set[FinancialMonth] = set()
        for opens, month in steps:
            if opens and not why_not_reopened(month, closed):
                closed.discard(month)
            elif not opens and not why_not_closed(month, closed, on=date(2026, 1, 1)):
                closed.add(month)

        first_open = oldest_open(closed, first_year=FinancialYear(2024))
        for month in M:
            assert (closed_with(closed, month) is None) == (month >= first_open)
        assert why_not_closed(first_open, closed, on=date(2026, 1, 1)) == ""

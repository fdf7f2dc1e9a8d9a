from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import (
    ApproxDate,
    DatePrecision,
    FinancialMonth,
    FinancialYear,
    add_working_days,
    clear_days_between,
    days_between,
    months_between,
    working_days_between,
    years_between,
)

EASTER_2026 = {date(2026, 4, 3), date(2026, 4, 6)}
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
dated = st.sampled_from([precision for precision in DatePrecision if precision is not DatePrecision.NONE])


class TestFinancialYear:
    @pytest.mark.parametrize(
        "text", ["2024/25", "24/25", "2024-25", "FY2024/25", "fy 24/25", " 2024/2025 ", "2024\u201325"]
    )
    def test_reads_the_ways_councils_write_it(self, text):
        assert FinancialYear.parse(text) == FinancialYear(2024)

    @pytest.mark.parametrize("text", ["", "2024", "2024/26", "2024/2026", "24/24", "2024/25/26", "May 2024"])
    def test_refuses_what_is_not_a_financial_year(self, text):
        with pytest.raises(ValueError, match="not a financial year"):
            FinancialYear.parse(text)

    def test_turns_the_century(self):
        assert FinancialYear.parse("1999/00").label == "1999/00"

    def test_runs_from_april_to_march(self):
        year = FinancialYear(2023)

        assert (year.start, year.end) == (date(2023, 4, 1), date(2024, 3, 31))
        assert FinancialYear.containing(date(2024, 3, 31)) == year
        assert FinancialYear.containing(date(2024, 4, 1)) == year.next()

    def test_orders_and_steps(self):
        year = FinancialYear(2024)

        assert year.previous() < year < year.next()
        assert years_between(year, year.shifted(2)) == (year, FinancialYear(2025), FinancialYear(2026))
        assert years_between(year, year.previous()) == ()

    @given(st.integers(min_value=1990, max_value=2199))
    def test_prints_what_it_reads(self, start_year):
        year = FinancialYear(start_year)

        assert FinancialYear.parse(str(year)) == year

    @given(days)
    def test_holds_every_day_it_contains(self, day):
        year = FinancialYear.containing(day)

        assert year.start <= day <= year.end


class TestFinancialMonth:
    def test_counts_from_april(self):
        august = FinancialMonth.containing(date(2023, 8, 31))

        assert str(august) == "M5 2023/24"
        assert (august.first_day, august.last_day) == (date(2023, 8, 1), date(2023, 8, 31))

    def test_march_is_followed_by_april_of_the_next_year(self):
        march = FinancialMonth(FinancialYear(2023), 12)

        assert march.last_day == date(2024, 3, 31)
        assert march.next() == FinancialMonth(FinancialYear(2024), 1)

    def test_refuses_a_thirteenth_month(self):
        with pytest.raises(ValueError, match="between 1"):
            FinancialMonth(FinancialYear(2023), 13)

    @given(days)
    def test_twelve_of_them_make_the_year(self, day):
        months = FinancialYear.containing(day).months()

        assert FinancialMonth.containing(day) in months
        assert sum(days_between(month.first_day, month.last_day) + 1 for month in months) in (365, 366)


class TestApproxDate:
    @pytest.mark.parametrize(
        ("value", "precision", "printed", "first_day", "last_day"),
        [
            (date(2026, 11, 20), "day", "20 Nov 2026", date(2026, 11, 20), date(2026, 11, 20)),
            (date(2026, 11, 20), "month", "November 2026", date(2026, 11, 1), date(2026, 11, 30)),
            (date(2024, 8, 9), "quarter", "Q2 2024/25", date(2024, 7, 1), date(2024, 9, 30)),
            (date(2025, 2, 9), "quarter", "Q4 2024/25", date(2025, 1, 1), date(2025, 3, 31)),
            (date(2021, 9, 1), "season", "Autumn 2021", date(2021, 9, 1), date(2021, 11, 30)),
            (date(2022, 5, 31), "season", "Spring 2022", date(2022, 3, 1), date(2022, 5, 31)),
            (date(2024, 1, 15), "season", "Winter 2023", date(2023, 12, 1), date(2024, 2, 29)),
            (date(2021, 12, 1), "season", "Winter 2021", date(2021, 12, 1), date(2022, 2, 28)),
            (date(2022, 6, 1), "year", "2022", date(2022, 1, 1), date(2022, 12, 31)),
            (None, "none", "no date printed", None, None),
        ],
    )
    def test_prints_and_spans_as_its_precision_says(self, value, precision, printed, first_day, last_day):
        approximate = ApproxDate(value, DatePrecision(precision))

        assert str(approximate) == printed
        assert (approximate.first_day, approximate.last_day) == (first_day, last_day)
        assert ApproxDate.parse(printed) == approximate

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-11-20", ApproxDate(date(2026, 11, 20))),
            ("3 September 2026", ApproxDate(date(2026, 9, 3))),
            ("2026-09", ApproxDate(date(2026, 9, 1), DatePrecision.MONTH)),
            ("sept 2026", ApproxDate(date(2026, 9, 1), DatePrecision.MONTH)),
            ("q4 24/25", ApproxDate(date(2025, 1, 1), DatePrecision.QUARTER)),
            ("  autumn   2021 ", ApproxDate(date(2021, 9, 1), DatePrecision.SEASON)),
            ("", ApproxDate(None, DatePrecision.NONE)),
        ],
    )
    def test_reads_other_ways_of_writing_it(self, text, expected):
        assert ApproxDate.parse(text) == expected

    @pytest.mark.parametrize(
        "text", ["soon", "31 Feb 2026", "2026-13", "Octember 2026", "Q5 2024/25", "2023/24"]
    )
    def test_refuses_what_is_not_a_date(self, text):
        with pytest.raises(ValueError, match=r"date|month|day|financial year"):
            ApproxDate.parse(text)

    def test_two_days_of_one_month_are_the_same_month(self):
        early = ApproxDate(date(2026, 11, 2), DatePrecision.MONTH)
        late = ApproxDate(date(2026, 11, 29), DatePrecision.MONTH)

        assert early == late

    def test_refuses_a_precision_without_a_date_and_a_date_without_a_precision(self):
        with pytest.raises(ValueError, match="cannot hold"):
            ApproxDate(None, DatePrecision.MONTH)
        with pytest.raises(ValueError, match="cannot hold"):
            ApproxDate(date(2026, 11, 2), DatePrecision.NONE)

    @given(days, dated)
    def test_holds_the_day_it_was_made_of_and_survives_printing(self, day, precision):
        approximate = ApproxDate(day, precision)

        assert approximate.first_day <= day <= approximate.last_day
        assert ApproxDate(approximate.last_day, precision) == approximate
        assert ApproxDate(approximate.last_day + timedelta(days=1), precision) != approximate
        assert ApproxDate.parse(str(approximate)) == approximate


class TestMonthsBetween:
    def test_counts_part_months_by_their_days(self):
        assert months_between(date(2024, 7, 1), date(2024, 10, 1)) == 3
        assert months_between(date(2024, 6, 16), date(2024, 7, 1)) == Fraction(15, 30)
        assert months_between(date(2024, 2, 1), date(2024, 2, 29)) == Fraction(28, 29)
        assert months_between(date(2024, 10, 1), date(2024, 7, 1)) == -3

    @given(days, days, days)
    def test_stretches_laid_end_to_end_add_up(self, first, middle, last):
        assert months_between(first, middle) + months_between(middle, last) == months_between(first, last)


class TestWorkingDays:
    def test_five_from_the_thursday_before_easter_skips_the_bank_holidays(self):
        assert add_working_days(date(2026, 4, 2), 5, EASTER_2026) == date(2026, 4, 13)

    def test_nought_stays_where_it_is_and_less_is_refused(self):
        assert add_working_days(date(2026, 4, 4), 0, EASTER_2026) == date(2026, 4, 4)
        with pytest.raises(ValueError, match="negative"):
            add_working_days(date(2026, 4, 4), -1, EASTER_2026)

    def test_clear_days_leave_out_both_ends(self):
        assert clear_days_between(date(2026, 1, 1), date(2026, 1, 30)) == 28
        assert clear_days_between(date(2026, 1, 1), date(2026, 1, 1)) == 0

    @given(days, st.integers(min_value=0, max_value=60))
    def test_counting_undoes_adding(self, start, ahead):
        end = add_working_days(start, ahead, EASTER_2026)

        assert working_days_between(start, end, EASTER_2026) == ahead

"""Bank holidays by rule, against the days the government published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.bank_holidays import bank_holidays, bank_holidays_between

PUBLISHED = {
    2020: ["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"],
    2021: ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}


class TestBankHolidays:
    @pytest.mark.parametrize("year", PUBLISHED)
    def test_are_the_published_ones(self, year):
        assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == PUBLISHED[year]

    @given(year=st.integers(2024, 2099))
    def test_are_eight_weekdays_a_year(self, year):
        days = bank_holidays(year)

        assert len(days) == 8
        assert all(day.weekday() < 5 for day in days)

    def test_of_two_years_are_those_of_both(self):
        found = bank_holidays_between(date(2024, 12, 1), date(2025, 1, 31))

        assert found == bank_holidays(2024) | bank_holidays(2025)

"""A period as finance writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.periods import period_words, read_period

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

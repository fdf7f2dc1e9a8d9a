"""The calendar of a budget year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.budget_calendar import budget_calendar, stages_on
from programme.rules.calendar import FinancialYear

YEARS = st.integers(2010, 2060).map(FinancialYear)


class TestBudgetCalendar:
    @given(YEARS, st.sampled_from(["county", "billing"]))
    def test_runs_in_order_and_ends_where_the_year_begins(self, year, authority):
        stages = budget_calendar(year, authority=authority)

        assert [s.first for s in stages] == sorted(s.first for s in stages)
        assert all(s.first <= s.last <= year.start for s in stages)
        assert stages[-1].first == year.start

    @pytest.mark.parametrize(
        ("authority", "year", "last"),
        [
            ("county", 2024, date(2024, 2, 29)),
            ("county", 2025, date(2025, 2, 28)),
            ("billing", 2025, date(2025, 3, 10)),
        ],
    )
    def test_council_sits_before_its_day_in_march(self, authority, year, last):
        stages = {s.key: s for s in budget_calendar(FinancialYear(year), authority=authority)}

        assert stages["council"].last == last

    def test_says_what_a_day_lies_in(self):
        found = stages_on(FinancialYear(2026), date(2026, 1, 10))

        assert [s.key for s in found] == ["consultation", "scrutiny"]

    def test_knows_two_kinds_of_authority(self):
        with pytest.raises(ValueError, match="neither"):
            budget_calendar(FinancialYear(2026), authority="parish")

"""When a round is overdue and who is chased when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programme.rules.bank_holidays import bank_holidays
from programme.rules.calendar import is_working_day
from programme.rules.rounds import CHASES_AT_MOST, chase_days, days_late, is_overdue, next_chase

THURSDAY = date(2026, 11, 19)
deadlines = st.dates(date(2024, 1, 1), date(2030, 12, 31))


class TestOverdue:
    def test_starts_the_day_after_the_deadline(self):
        assert not is_overdue(THURSDAY, on=THURSDAY)
        assert is_overdue(THURSDAY, on=THURSDAY + timedelta(days=1))

    def test_counts_calendar_days(self):
        assert days_late(THURSDAY, THURSDAY - timedelta(days=3)) == 0
        assert days_late(THURSDAY, THURSDAY) == 0
        assert days_late(THURSDAY, date(2026, 11, 23)) == 4


class TestChaseDays:
    def test_are_the_first_working_day_after_the_deadline_and_each_third_one(self):
        assert chase_days(THURSDAY)[:3] == (date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 30))

    def test_pass_over_weekends_and_bank_holidays(self):
        christmas_eve = date(2026, 12, 24)  # Boxing Day is kept on Monday 28

        assert chase_days(christmas_eve)[:2] == (date(2026, 12, 29), date(2027, 1, 4))

    @given(deadline=deadlines)
    def test_are_six_working_days_after_it_in_order(self, deadline):
        days = chase_days(deadline)

        assert len(set(days)) == CHASES_AT_MOST
        assert sorted(days) == list(days)
        assert days[0] > deadline
        assert all(is_working_day(day, bank_holidays(day.year)) for day in days)

    @given(deadline=deadlines, after=st.integers(-10, 60))
    def test_the_next_one_is_the_first_that_is_still_to_come(self, deadline, after):
        on = deadline + timedelta(days=after)

        found = next_chase(deadline, on=on)

        assert found == min((day for day in chase_days(deadline) if day >= on), default=None)

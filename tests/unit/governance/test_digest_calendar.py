"""When digests fall due: by the council's own clock, over bank holidays and the change of the hour."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.digest_calendar import (
    day_before_meeting,
    day_of_week,
    is_due_before_meeting,
    meeting_key,
    week_began,
    week_key,
)
from programme.rules.bank_holidays import bank_holidays

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class TestDayOfWeek:
    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (date(2026, 11, 25), date(2026, 11, 23)),
            (date(2027, 3, 29), date(2027, 3, 30)),  # Easter Monday
            (date(2026, 12, 28), date(2026, 12, 29)),  # Boxing Day is kept on the Monday
            (date(2028, 1, 3), date(2028, 1, 4)),  # New Year's Day is kept on the Monday
        ],
    )
    def test_is_monday_or_the_day_after_a_bank_holiday(self, day, due):
        assert day_of_week(day) == due

    @given(DAYS)
    def test_is_a_working_day_of_the_same_week(self, day):
        due = day_of_week(day)

        assert due.isocalendar()[:2] == day.isocalendar()[:2]
        assert due.weekday() < 5
        assert due not in bank_holidays(due.year)


class TestWeekBegan:
    @pytest.mark.parametrize(
        ("moment", "monday"),
        [
            ("2026-11-23T07:59", None),
            ("2026-11-23T08:00", date(2026, 11, 23)),
            ("2026-11-24T23:59", date(2026, 11, 23)),
            ("2026-11-25T08:00", None),
            ("2026-11-22T12:00", None),
            ("2027-03-29T12:00", None),  # Easter Monday
            ("2027-03-30T08:00", date(2027, 3, 29)),
            ("2027-03-31T08:00", date(2027, 3, 29)),
            ("2027-04-01T08:00", None),
        ],
    )
    def test_opens_at_eight_and_closes_after_the_day_of_grace(self, moment, monday):
        assert week_began(local(moment)) == monday

    @pytest.mark.parametrize(
        ("utc", "is_due"),
        [
            (datetime(2027, 3, 22, 7, 59, tzinfo=UTC), False),  # before summer time
            (datetime(2027, 3, 22, 8, 0, tzinfo=UTC), True),
            (datetime(2027, 4, 5, 6, 59, tzinfo=UTC), False),  # in summer time
            (datetime(2027, 4, 5, 7, 0, tzinfo=UTC), True),
            (datetime(2026, 10, 26, 7, 59, tzinfo=UTC), False),  # after it
            (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), True),
        ],
    )
    def test_is_eight_by_the_local_clock_whatever_the_season(self, utc, is_due):
        assert (week_began(utc.astimezone(LONDON)) is not None) is is_due

    @given(st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(LONDON)))  # noqa: DTZ001
    def test_gives_every_moment_of_a_week_the_same_key(self, moment):
        monday = week_began(moment)

        assert monday is None or week_key(monday) == week_key(moment.date())


class TestWeekKey:
    def test_keeps_the_days_of_a_week_together_over_new_year(self):
        assert week_key(date(2026, 12, 31)) == week_key(date(2027, 1, 1)) == "2026-W53"
        assert week_key(date(2027, 1, 4)) == "2027-W01"


class TestBeforeAMeeting:
    def test_is_three_working_days_before_over_easter(self):
        assert day_before_meeting(date(2027, 3, 31)) == date(2027, 3, 24)

    def test_is_due_from_eight_of_its_day_until_the_meeting_begins(self):
        begins = local("2026-11-26T14:00")

        assert not is_due_before_meeting(begins, local=local("2026-11-23T07:59"))
        assert is_due_before_meeting(begins, local=local("2026-11-23T08:00"))
        assert is_due_before_meeting(begins, local=begins - timedelta(minutes=1))
        assert not is_due_before_meeting(begins, local=begins)

    def test_has_a_key_that_stays_when_the_meeting_is_moved(self):
        assert meeting_key(UUID(int=7)) == f"meeting:{UUID(int=7).hex}"

"""What is not sent to a person, and when a message may go out."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rules.wishes import Wishes, goes_out_at, is_quiet, unwanted, weekly_from

LONDON = ZoneInfo("Europe/London")
NIGHT = Wishes(quiet_from=time(20), quiet_to=time(7))
FIRST, LAST = datetime(2026, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(LONDON))
HOURS = st.one_of(st.none(), st.times().map(lambda t: t.replace(second=0, microsecond=0)))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class TestUnwanted:
    WORKSTREAM = uuid4()

    def why(self, wishes, step="opened", kind="silence", **given):
        return unwanted(wishes, kind=kind, workstream_id=self.WORKSTREAM, step=step, **given)

    def test_sends_everything_to_whoever_chose_nothing(self):
        assert self.why(Wishes()) == ""

    def test_sends_only_what_worsens_or_goes_on_to_them(self):
        wishes = Wishes(wants="worsened")

        assert self.why(wishes) == "They hear only of what worsens"
        assert self.why(wishes, step="worsened") == ""
        assert self.why(wishes, step="escalated") == ""

    def test_leaves_to_the_digest_what_it_tells_whoever_hears_weekly(self):
        weekly = Wishes(wants="weekly")

        assert self.why(weekly, is_in_digest=True) == "They hear once a week: it is in their digest"
        assert self.why(weekly, is_in_digest=False) == ""
        assert self.why(Wishes(), is_in_digest=True) == ""

    def test_sends_nothing_live_to_whoever_switched_it_off(self):
        assert self.why(Wishes(live_alerts=False)) == "They have switched live alerts off"

    def test_leaves_out_what_was_turned_down_and_nothing_else(self):
        by_kind = Wishes(turned_down=frozenset({"silence"}))
        by_workstream = Wishes(turned_down=frozenset({str(self.WORKSTREAM)}))

        assert self.why(by_kind) == "They turned this kind of alert down"
        assert self.why(by_kind, kind="workstream_rag") == ""
        assert self.why(by_workstream, kind="workstream_rag") == "They turned this workstream down"
        assert unwanted(by_workstream, kind="silence", workstream_id=uuid4(), step="opened") == ""


class TestWeeklyFrom:
    @pytest.mark.parametrize(
        ("happened", "due"),
        [
            ("2026-11-18T10:00", "2026-11-23T08:00"),
            ("2026-11-23T07:59", "2026-11-23T08:00"),
            ("2026-11-23T08:00", "2026-11-30T08:00"),
            ("2027-03-26T12:00", "2027-03-30T08:00"),  # over Easter Monday
            ("2026-10-23T12:00", "2026-10-26T08:00"),  # over the end of summer time
        ],
    )
    def test_is_when_the_digests_of_the_week_fall_due(self, happened, due):
        assert weekly_from(at(happened)) == at(due)

    @given(MOMENTS)
    def test_is_within_eight_days_and_in_the_morning_of_a_working_day(self, moment):
        due = weekly_from(moment)

        assert moment < due <= moment + timedelta(days=9)
        assert (due.hour, due.minute) == (8, 0)
        assert due.weekday() < 5

    def test_needs_a_zone(self):
        with pytest.raises(ValueError, match="zone"):
            weekly_from(datetime(2026, 11, 23, 8))  # noqa: DTZ001


class TestGoesOutAt:
    @pytest.mark.parametrize(
        ("due", "out"),
        [
            ("2026-11-23T19:59", "2026-11-23T19:59"),
            ("2026-11-23T20:00", "2026-11-24T07:00"),
            ("2026-11-24T06:59", "2026-11-24T07:00"),
            ("2026-11-24T07:00", "2026-11-24T07:00"),
        ],
    )
    def test_waits_for_the_end_of_quiet_hours_over_midnight(self, due, out):
        assert goes_out_at(at(due), NIGHT) == at(out)

    def test_waits_within_a_day_too(self):
        lunch = Wishes(quiet_from=time(12), quiet_to=time(13, 30))

        assert goes_out_at(at("2026-11-23T12:10"), lunch) == at("2026-11-23T13:30")

    @pytest.mark.parametrize(
        ("due", "out"),
        [
            ("2026-11-20T17:59", "2026-11-20T17:59"),  # a Friday
            ("2026-11-20T18:00", "2026-11-23T08:00"),
            ("2026-12-24T18:30", "2026-12-29T08:00"),  # 25 and 28 December are bank holidays
            ("2026-11-23T03:00", "2026-11-23T08:00"),
        ],
    )
    def test_waits_for_working_hours_where_the_board_keeps_them(self, due, out):
        assert goes_out_at(at(due), Wishes(), working_days_only=True) == at(out)

    @given(MOMENTS, HOURS, HOURS, st.booleans())
    def test_is_never_earlier_and_never_quiet(self, due, begins, ends, working):
        wishes = Wishes(quiet_from=begins, quiet_to=ends)

        out = goes_out_at(due, wishes)

        assert out >= due
        assert not is_quiet(out, wishes)
        assert out - due <= timedelta(days=1, hours=1)
        assert goes_out_at(due, wishes, working_days_only=working) >= out

    def test_ends_where_somebody_is_quiet_in_all_working_hours(self):
        wishes = Wishes(quiet_from=time(7), quiet_to=time(19))

        assert goes_out_at(at("2026-11-23T10:00"), wishes, working_days_only=True) > at("2026-11-23T10:00")

    def test_needs_a_zone(self):
        with pytest.raises(ValueError, match="zone"):
            goes_out_at(datetime(2026, 11, 23, 10), NIGHT)  # noqa: DTZ001

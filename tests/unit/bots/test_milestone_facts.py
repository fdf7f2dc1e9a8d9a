from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bots.rules.milestone_facts import (
    MilestoneFacts,
    due_next,
    moved_between,
    moved_since_baseline,
    overdue,
    slipped,
    undated,
)
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates

ON = date(2026, 11, 22)
OCTOBER, DECEMBER = ApproxDate(date(2026, 10, 1)), ApproxDate(date(2026, 12, 20))
days = st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)).map(ApproxDate)


def a_milestone(ref: str, **dates) -> MilestoneFacts:
    return MilestoneFacts(ref, f"Milestone {ref}", MilestoneDates(**dates))


class TestMovedSinceBaseline:
    def test_says_from_when_to_when(self):
        move = moved_since_baseline(MilestoneDates(OCTOBER, DECEMBER), on=ON)

        assert move is not None
        assert move.words == "was 1 Oct 2026, now 20 Dec 2026 (80 days later)"

    def test_counts_a_forecast_that_has_passed_up_to_today(self):
        move = moved_since_baseline(MilestoneDates(OCTOBER, ApproxDate(date(2026, 11, 1))), on=ON)

        assert move is not None
        assert move.words == "was 1 Oct 2026, now 1 Nov 2026, which has passed (52 days later)"

    def test_leaves_out_what_nobody_said_is_later(self):
        assert moved_since_baseline(MilestoneDates(OCTOBER, OCTOBER), on=ON) is None
        assert moved_since_baseline(MilestoneDates(OCTOBER, None), on=ON) is None
        assert moved_since_baseline(MilestoneDates(None, DECEMBER), on=ON) is None

    def test_says_the_slip_to_the_first_baseline_too(self):
        first = ApproxDate(date(2026, 9, 1))

        move = moved_since_baseline(MilestoneDates(OCTOBER, DECEMBER, None, first), on=ON)

        assert move is not None
        assert move.words.endswith("(80 days later; 110 days later than first approved)")

    def test_says_when_it_happened(self):
        move = moved_since_baseline(MilestoneDates(OCTOBER, DECEMBER, ApproxDate(date(2026, 11, 1))), on=ON)

        assert move is not None
        assert move.words == "was 1 Oct 2026, happened 1 Nov 2026 (31 days later)"

    @given(days, days, days)
    def test_is_always_later(self, baseline, forecast, before):
        dates = MilestoneDates(baseline, forecast)

        for move in (moved_since_baseline(dates, on=ON), moved_between(before, dates, on=ON)):
            assert move is None or move.slip.days > 0


class TestLists:
    late = a_milestone("M1", baseline=OCTOBER)
    next_up = a_milestone("M2", baseline=OCTOBER, forecast=DECEMBER)
    far = a_milestone("M3", baseline=ApproxDate(date(2027, 3, 31)))
    done = a_milestone("M4", baseline=OCTOBER, actual=OCTOBER)
    blank = a_milestone("M5")
    everything = (far, late, done, blank, next_up)

    def test_put_each_milestone_where_it_belongs(self):
        assert overdue(self.everything, on=ON) == [self.late]
        assert due_next(self.everything, on=ON) == [self.next_up, self.far]
        assert [m for m, _ in slipped(self.everything, on=ON)] == [self.next_up]
        assert undated(self.everything) == 1

    @given(st.lists(st.tuples(days, days), max_size=6))
    def test_lose_none_that_is_unfinished(self, dates):
        milestones = [a_milestone(f"M{n}", baseline=b, forecast=f) for n, (b, f) in enumerate(dates)]

        assert len(overdue(milestones, on=ON)) + len(due_next(milestones, on=ON)) + undated(
            milestones
        ) == len(milestones)

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.slippage import MilestoneDates
from savings.rules.enabling import Waiting, moved_days, standing
from savings.rules.profile import Profile

TODAY = date(2026, 11, 20)
Y26, Y27, Y28 = (FinancialYear(year) for year in (2026, 2027, 2028))
PLAN = Profile.of({Y26: Decimal(120_000), Y27: Decimal(120_000), Y28: Decimal(120_000)})


def day(*parts):
    return ApproxDate(date(*parts))


def waits_for(baseline, forecast, *, when_said=None):
    return Waiting(MilestoneDates(baseline=baseline, forecast=forecast), when_said)


def shortfalls(now):
    return {s.year: s.shortfall for s in now.split.years if s.shortfall}


class TestStanding:
    def test_is_not_known_where_nobody_forecast_and_no_milestone_is_named(self):
        now = standing(PLAN, None, [], start=None, on=TODAY)

        assert (now.forecast, now.basis, now.split) == (None, "", None)

    def test_is_not_known_while_a_milestone_has_no_date(self):
        now = standing(PLAN, None, [waits_for(day(2027, 1, 1), None)], start=None, on=TODAY)

        assert now.forecast is None

    def test_is_the_plan_while_every_milestone_keeps_its_date(self):
        now = standing(PLAN, None, [waits_for(day(2027, 4, 1), day(2027, 4, 1))], start=None, on=TODAY)

        assert (now.forecast, now.basis) == (PLAN, "dates")

    def test_is_what_was_said_while_the_milestone_stands_where_it_did_then(self):
        said = Profile.of({Y26: Decimal(90_000), Y27: Decimal(120_000), Y28: Decimal(120_000)})
        late_already = waits_for(day(2026, 4, 1), day(2027, 1, 1), when_said=day(2027, 1, 1))

        now = standing(PLAN, said, [late_already], start=None, on=TODAY)

        assert (now.forecast, now.basis, now.days_late) == (said, "said", 0)

    def test_takes_money_from_the_day_the_milestone_was_expected_and_not_from_the_years_before(self):
        """A milestone of April 2027 that slips a month costs 2027/28, whatever the table begins with."""
        now = standing(PLAN, None, [waits_for(day(2027, 4, 1), day(2027, 5, 1))], start=None, on=TODAY)

        assert shortfalls(now) == {Y27: Decimal(10_000)}
        assert now.split.year(Y27).timing == Decimal(10_000)
        assert now.split.year(Y27).loss == 0

    def test_never_takes_money_from_before_the_saving_starts(self):
        now = standing(
            PLAN, None, [waits_for(day(2026, 12, 1), day(2027, 2, 1))], start=date(2027, 1, 1), on=TODAY
        )

        lost_from = now.effect.old_start
        assert lost_from == date(2027, 1, 1)

    def test_counts_the_move_since_it_was_said_and_not_since_baseline(self):
        said = Profile.of({Y26: Decimal(120_000), Y27: Decimal(110_000), Y28: Decimal(120_000)})
        moved = waits_for(day(2027, 4, 1), day(2027, 6, 1), when_said=day(2027, 5, 1))

        now = standing(PLAN, said, [moved], start=None, on=TODAY)

        assert now.days_late == 31
        assert now.basis == "dates"
        assert shortfalls(now)[Y27] > Decimal(10_000)

    def test_splits_what_was_said_and_then_slipped_far_beyond_the_table(self):
        plan = Profile.of({Y26: Decimal(90), Y27: Decimal(120)})
        said = Profile.of({Y26: Decimal(50), Y27: Decimal(100)})
        moved = waits_for(day(2026, 7, 1), day(2027, 8, 1), when_said=day(2026, 10, 1))

        now = standing(plan, said, [moved], start=date(2026, 7, 1), on=TODAY)

        assert all(s.is_split for s in now.split.years)

    def test_an_earlier_date_brings_no_money_forward(self):
        now = standing(PLAN, None, [waits_for(day(2027, 4, 1), day(2027, 1, 1))], start=None, on=TODAY)

        assert now.forecast == PLAN

    @given(st.integers(0, 700), st.integers(0, 700))
    def test_the_later_the_milestone_the_less_arrives_and_every_year_closes(self, fewer, more):
        days = sorted((fewer, more))
        landings = [date.fromordinal(date(2027, 4, 1).toordinal() + d) for d in days]

        sooner, later = (
            standing(PLAN, None, [waits_for(day(2027, 4, 1), ApproxDate(d))], start=None, on=TODAY)
            for d in landings
        )

        for year in PLAN.years:
            assert later.forecast.amount(year) <= sooner.forecast.amount(year)
            one = later.split.year(year)
            assert one.shortfall == one.loss + one.timing - one.over_delivery


class TestMovedDays:
    def test_counts_between_the_last_of_several(self):
        first = waits_for(day(2027, 1, 1), day(2027, 3, 1))
        last = waits_for(day(2027, 4, 1), day(2027, 4, 11))

        assert moved_days([first, last], on=TODAY) == 10

    def test_a_forecast_that_has_passed_lands_today(self):
        assert moved_days([waits_for(day(2026, 11, 1), day(2026, 11, 1))], on=TODAY) == 19

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.method import MONEY_CAVEAT
from governance.rules.risk import RiskFacts, assess_milestone
from governance.rules.saving_risk import EnablingMilestone, OffPath, assess_saving, enabling_delay
from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.slippage import MilestoneDates
from savings.rules.delay import delay_effect
from savings.rules.notation import show_pounds
from savings.rules.profile import Profile

ON = date(2026, 11, 23)


def enabling(
    ref: str,
    baseline: date | None,
    forecast: date | None,
    *,
    actual: date | None = None,
    rating: str = "amber",
) -> EnablingMilestone:
    dates = MilestoneDates(
        baseline=None if baseline is None else ApproxDate(baseline),
        forecast=None if forecast is None else ApproxDate(forecast),
        actual=None if actual is None else ApproxDate(actual),
    )
    risk = assess_milestone(RiskFacts(dates=dates, rating=rating, last_updated=ON), on=ON)
    return EnablingMilestone(ref=ref, name=f"Milestone {ref}", dates=dates, risk=risk)


RECRUIT = enabling("M1", date(2027, 1, 4), date(2027, 2, 1))
GO_LIVE = enabling("M2", date(2027, 4, 1), date(2027, 7, 1), rating="red")
DONE = enabling("M3", date(2026, 6, 1), date(2026, 7, 1), actual=date(2026, 7, 10))
OVERDUE = enabling("M4", date(2026, 11, 2), date(2026, 11, 13))
UNDATED = enabling("M5", None, None)
FAR = enabling("M6", date(2032, 4, 1), date(2032, 4, 1), rating="green")
PLAN = Profile.of({FinancialYear(2027): Decimal(120_000), FinancialYear(2028): Decimal(120_000)})
DATES = st.dates(date(2026, 12, 1), date(2031, 1, 1))


class TestEnablingDelay:
    def test_runs_from_the_latest_baseline_to_the_latest_landing(self):
        delay = enabling_delay([RECRUIT, GO_LIVE, DONE], on=ON)

        assert delay is not None
        assert (delay.planned, delay.landing, delay.ref) == (date(2027, 4, 1), date(2027, 7, 1), "M2")
        assert delay.days == 91

    def test_lands_an_overdue_forecast_on_the_day_asked(self):
        delay = enabling_delay([OVERDUE], on=ON)

        assert delay is not None
        assert delay.days == 21

    def test_is_negative_when_early(self):
        early = enabling("M7", date(2027, 4, 1), date(2027, 3, 25))

        delay = enabling_delay([early], on=ON)

        assert delay is not None
        assert delay.days == -7

    @pytest.mark.parametrize("milestones", [[], [UNDATED], [RECRUIT, UNDATED]])
    def test_is_not_known_without_every_date(self, milestones):
        assert enabling_delay(milestones, on=ON) is None

    @given(st.lists(st.tuples(DATES, DATES), min_size=1, max_size=5))
    def test_never_exceeds_the_worst_single_slip(self, spans):
        milestones = [enabling(f"M{i}", *span) for i, span in enumerate(spans)]

        delay = enabling_delay(milestones, on=ON)

        assert delay is not None
        assert delay.days <= max((forecast - baseline).days for baseline, forecast in spans)


class TestAssessSaving:
    def test_takes_the_worst_band_and_the_largest_chance_as_a_lower_bound(self):
        risk = assess_saving([RECRUIT, GO_LIVE, DONE], on=ON)

        assert RECRUIT.risk is not None
        assert GO_LIVE.risk is not None
        assert risk.band == GO_LIVE.risk.band
        assert risk.at_least_chance == max(RECRUIT.risk.chance, GO_LIVE.risk.chance)
        assert "no less likely" in risk.reasons[0].words

    def test_says_its_caveat(self):
        assert (
            assess_saving([GO_LIVE], on=ON).caveat
            == MONEY_CAVEAT
            == "indicative, priors not tested on savings"
        )

    def test_says_each_year_of_money_that_the_delay_moves_and_nets_none(self):
        delay = enabling_delay([GO_LIVE], on=ON)
        assert delay is not None
        effect = delay_effect(PLAN, days_late=delay.days, start=delay.planned)

        risk = assess_saving([GO_LIVE], on=ON, split=effect.split)

        assert risk.split == effect.split
        assert [r.words for r in risk.reasons if r.code == "timing"] == [
            f"2027/28: {show_pounds(effect.cost(FinancialYear(2027)))} short for now (timing)"
        ]

    def test_says_what_it_waits_for(self):
        risk = assess_saving([RECRUIT, GO_LIVE], on=ON)

        assert risk.reasons[-1].words == "Waits for Milestone M2, now 1 Jul 2027, 91 days later than planned"

    def test_puts_past_due_first(self):
        risk = assess_saving([GO_LIVE, OVERDUE], on=ON)

        assert risk.reasons[0].words == "Milestone M4 is past due"

    def test_is_not_known_without_a_milestone(self):
        risk = assess_saving([], on=ON)

        assert (risk.band, risk.at_least_chance, risk.delay) == ("not_known", None, None)
        assert [reason.code for reason in risk.reasons] == ["no_milestone"]

    def test_is_low_once_all_are_finished(self):
        risk = assess_saving([DONE], on=ON)

        assert (risk.band, risk.at_least_chance) == ("low", None)
        assert risk.reasons[0].code == "all_finished"

    def test_never_calls_a_blank_low(self):
        assert FAR.risk is not None
        assert FAR.risk.band == "low"

        assert assess_saving([FAR], on=ON).band == "low"
        assert assess_saving([FAR, UNDATED], on=ON).band == "not_known"
        assert assess_saving([GO_LIVE, UNDATED], on=ON).band == "very_high"

    @given(st.permutations([RECRUIT, GO_LIVE, DONE, OVERDUE]))
    def test_does_not_depend_on_the_order_for_its_figures(self, milestones):
        risk = assess_saving(milestones, on=ON)
        other = assess_saving([RECRUIT, GO_LIVE, DONE, OVERDUE], on=ON)

        assert (risk.band, risk.at_least_chance, risk.delay) == (
            other.band,
            other.at_least_chance,
            other.delay,
        )


def test_dates_in_words_do_not_move_with_the_day():
    tomorrow = ON + timedelta(days=1)

    today_words = assess_saving([FAR], on=ON).reasons
    later_words = assess_saving([FAR], on=tomorrow).reasons

    assert today_words == later_words


class TestDriversOffTheirPath:
    def test_make_a_saving_without_milestones_medium(self):
        off = OffPath("Children entering care", "2026/27: 110 read, 100 assumed, 10% above", Decimal(10))

        risk = assess_saving((), on=ON, off_path=[off])

        assert risk.band == "medium"
        assert risk.reasons[0].words.startswith("Children entering care, 2026/27: 110 read")

    def test_make_it_high_from_a_fifth_off(self):
        off = OffPath("Children entering care", "far off", Decimal(20))

        assert assess_saving((), on=ON, off_path=[off]).band == "high"

    def test_never_lower_what_the_milestones_say(self):
        assert assess_saving((), on=ON, off_path=[]).band == "not_known"

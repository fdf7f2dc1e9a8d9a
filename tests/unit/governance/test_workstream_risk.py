from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import method
from governance.rules.risk import BAND_ORDER, RiskFacts, assess_milestone
from governance.rules.workstream_risk import WorkstreamFacts, WorkstreamMilestone, assess_workstream
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates, slip_to_baseline

ON = date(2026, 11, 23)
RATINGS = ("complete", "green", "amber_green", "amber", "amber_red", "red")


def milestone(
    days_left: int | None,
    *,
    slip: int = 0,
    finished: bool = False,
    rating: str = "green",
    name: str = "Go-live",
) -> WorkstreamMilestone:
    forecast = None if days_left is None else ON + timedelta(days=days_left)
    dates = MilestoneDates(
        baseline=None if forecast is None else ApproxDate(forecast - timedelta(days=slip)),
        forecast=None if forecast is None else ApproxDate(forecast),
        actual=ApproxDate(ON) if finished else None,
    )
    risk = assess_milestone(RiskFacts(dates=dates, rating=rating, last_updated=ON), on=ON)
    return WorkstreamMilestone("M1", name, risk, slip_to_baseline(dates, on=ON))


FAR = milestone(3000, name="Close-down")
CALM = WorkstreamFacts(milestones=(FAR,), shortfall_share=Decimal(0), reported="green", last_report=ON)


def codes(facts: WorkstreamFacts) -> list[str]:
    return [reason.code for reason in assess_workstream(facts, on=ON).reasons]


class TestAssessWorkstream:
    def test_is_low_where_everything_is_known_and_calm(self):
        risk = assess_workstream(CALM, on=ON)

        assert (risk.band, risk.calculated, risk.flags) == ("low", "low", ())
        assert risk.method_version == method.METHOD_VERSION

    def test_takes_the_worst_reason(self):
        facts = replace(CALM, shortfall_share=Decimal("0.15"))

        risk = assess_workstream(facts, on=ON)

        assert risk.band == "high"
        assert risk.reasons[0].code == "disagreement"
        assert risk.reasons[1].words == "Savings are forecast 15% short of this year's plan"

    @pytest.mark.parametrize(
        ("share", "band"),
        [("-0.5", "low"), ("0.0199", "low"), ("0.02", "medium"), ("0.12", "high"), ("0.21", "very_high")],
    )
    def test_weighs_the_shortfall(self, share, band):
        facts = replace(CALM, shortfall_share=Decimal(share))

        assert assess_workstream(facts, on=ON).calculated == band

    def test_lets_a_chance_alone_reach_high_and_no_further(self):
        near = milestone(10, rating="red")
        assert near.risk is not None
        assert near.risk.band == "very_high"

        assert assess_workstream(replace(CALM, milestones=(near,)), on=ON).calculated == "high"

    @pytest.mark.parametrize(
        ("slip", "weight"), [(13, None), (14, method.MEDIUM), (89, 1), (90, method.HIGH)]
    )
    def test_weighs_the_slip_to_baseline(self, slip, weight):
        facts = replace(CALM, milestones=(milestone(3000, slip=slip),))

        weights = {r.code: r.weight for r in assess_workstream(facts, on=ON).reasons}

        assert weights.get("slip") == weight

    def test_counts_late_dates_once_whether_past_due_or_slipped(self):
        late = milestone(-5, slip=100)

        risk = assess_workstream(replace(CALM, milestones=(late,)), on=ON)

        assert {"past_due", "slip"} <= {reason.code for reason in risk.reasons}
        assert risk.band == "high"

    @pytest.mark.parametrize(
        "change", [{"reported": "red"}, {"reported": "amber_red"}, {"shortfall_share": Decimal("0.12")}]
    )
    def test_makes_two_kinds_of_high_fact_very_high(self, change):
        late = replace(CALM, milestones=(milestone(-5),))

        assert assess_workstream(late, on=ON).band == "high"
        assert assess_workstream(replace(late, **change), on=ON).band == "very_high"

    def test_does_not_count_a_chance_as_a_fact(self):
        facts = replace(CALM, milestones=(milestone(10, rating="red"),), reported="red")

        assert assess_workstream(facts, on=ON).band == "high"

    def test_lifts_the_silent_to_medium_and_says_so_first(self):
        silent = replace(CALM, last_report=date(2026, 9, 21))

        risk = assess_workstream(silent, on=ON)

        assert (risk.band, risk.flags) == ("medium", ("stale",))
        assert risk.reasons[0].words == "Last report 21 Sep 2026; stale beyond 31 days"

    def test_puts_past_due_then_stale_then_disagreement_first(self):
        facts = replace(CALM, milestones=(milestone(-5),), last_report=date(2026, 9, 21))

        assert codes(facts)[:3] == ["past_due", "stale", "disagreement"]

    def test_says_that_a_green_report_hides_a_late_date(self):
        late = replace(CALM, milestones=(milestone(-5),))

        words = [r.words for r in assess_workstream(late, on=ON).reasons if r.code == "disagreement"]

        assert words == ["Reported Green, but Go-live is past due, planned for 18 Nov 2026"]

    def test_says_that_nothing_else_supports_a_red_report(self):
        words = [r.words for r in assess_workstream(replace(CALM, reported="red"), on=ON).reasons]

        assert words[0] == "Reported Red, but its dates and money show no reason for it"

    @pytest.mark.parametrize("reported", ["amber", None])
    def test_does_not_call_one_step_a_disagreement(self, reported):
        assert "disagreement" not in codes(replace(CALM, reported=reported))

    @pytest.mark.parametrize(
        ("reported", "band"),
        [(None, "not_known"), ("green", "not_known"), ("amber", "medium"), ("red", "high")],
    )
    def test_never_takes_a_good_report_alone_for_low(self, reported, band):
        bare = WorkstreamFacts(reported=reported, last_report=ON)

        risk = assess_workstream(bare, on=ON)

        assert (risk.band, risk.calculated) == (band, "not_known")

    def test_never_calls_a_blank_low(self):
        undated = replace(CALM, milestones=(FAR, milestone(None)))

        risk = assess_workstream(undated, on=ON)

        assert risk.band == "not_known"
        assert "1 of 2 unfinished milestones have no date" in [r.words for r in risk.reasons]

    def test_leaves_finished_milestones_out(self):
        finished = milestone(-200, slip=300, finished=True)

        assert assess_workstream(replace(CALM, milestones=(finished,)), on=ON).band == "low"
        assert "all_finished" in codes(replace(CALM, milestones=(finished,)))

    def test_refuses_an_unknown_rating(self):
        with pytest.raises(ValueError, match="'blue' is no rating"):
            assess_workstream(replace(CALM, reported="blue"), on=ON)

    @given(
        days=st.integers(-300, 3000),
        slip=st.integers(-50, 300),
        rating=st.sampled_from(RATINGS),
        share=st.decimals(Decimal("-0.5"), Decimal(1), places=3),
        more=st.decimals(0, Decimal("0.5"), places=3),
        silent=st.integers(0, 90),
    )
    def test_never_betters_with_a_worse_value(self, days, slip, rating, share, more, silent):
        facts = WorkstreamFacts(
            milestones=(milestone(days, slip=slip),),
            shortfall_share=share,
            reported=rating,
            last_report=ON - timedelta(days=silent),
        )
        worse = [
            replace(facts, shortfall_share=share + more),
            replace(facts, milestones=(milestone(days, slip=slip + 30),)),
            replace(facts, milestones=(*facts.milestones, milestone(-5))),
            replace(facts, reported=RATINGS[min(RATINGS.index(rating) + 1, 5)]),
            replace(facts, last_report=ON - timedelta(days=silent + 60)),
        ]

        band = BAND_ORDER.index(assess_workstream(facts, on=ON).band)

        for other in worse:
            assert BAND_ORDER.index(assess_workstream(other, on=ON).band) >= band

    @given(rating=st.sampled_from([None, *RATINGS]), share=st.none() | st.decimals(-1, 1, places=2))
    def test_always_gives_a_reason_in_words(self, rating, share):
        facts = WorkstreamFacts(reported=rating, shortfall_share=share, last_report=ON)

        reasons = assess_workstream(facts, on=ON).reasons

        assert reasons
        assert all(reason.words and reason.words[0].isupper() for reason in reasons)

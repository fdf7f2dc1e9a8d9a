from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import method
from governance.rules.risk import (
    BAND_ORDER,
    MilestoneRisk,
    RiskFacts,
    assess_milestone,
    band_of,
    percent,
    slip_chance,
    worst,
)
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import MilestoneDates

ON = date(2026, 11, 23)
RATINGS = st.sampled_from([*method.RATING_SCORE, "complete", None])
DAYS = st.integers(min_value=-2000, max_value=6000)


def facts(days_left: int | None = 45, *, rating: str | None = "amber", **changes: object) -> RiskFacts:
    forecast = None if days_left is None else ApproxDate(ON + timedelta(days=days_left))
    given_ = {"dates": MilestoneDates(forecast=forecast), "rating": rating, "last_updated": ON, **changes}
    return RiskFacts(**given_)  # type: ignore[arg-type]


def assessed(*args: object, **kwargs: object) -> MilestoneRisk:
    risk = assess_milestone(facts(*args, **kwargs), on=ON)  # type: ignore[arg-type]
    assert risk is not None
    return risk


def codes(risk: MilestoneRisk) -> list[str]:
    return [reason.code for reason in risk.reasons]


class TestSlipChance:
    @given(score=st.floats(-1, 1), nearer=DAYS, further=DAYS)
    def test_never_rises_with_days_left(self, score, nearer, further):
        nearer, further = sorted((nearer, further))

        assert slip_chance(score, nearer) >= slip_chance(score, further)

    @given(better=st.floats(-1, 1), poorer=st.floats(-1, 1), days=DAYS)
    def test_never_falls_with_a_worse_rating(self, better, poorer, days):
        better, poorer = sorted((better, poorer))

        assert slip_chance(better, days) <= slip_chance(poorer, days)

    @pytest.mark.parametrize(
        ("score", "days", "expected"),
        [(0, 0, 0.494), (0, 45, 0.469), (-1, 365, 0.233), (1, 45, 0.613), (0, 1825, 0.177)],
    )
    def test_agrees_with_the_table_in_the_method(self, score, days, expected):
        assert slip_chance(score, days) == pytest.approx(expected, abs=0.0005)


class TestBandOf:
    @pytest.mark.parametrize(
        ("chance", "band"),
        [
            (0.1499, "low"),
            (0.15, "medium"),
            (0.30, "high"),
            (0.4999, "high"),
            (0.50, "very_high"),
            (1.0, "very_high"),
        ],
    )
    def test_includes_its_lower_bound(self, chance, band):
        assert band_of(chance) == band


class TestWorst:
    def test_passes_over_what_is_not_known(self):
        assert worst(["low", "not_known", "high"]) == "high"

    def test_knows_nothing_of_nothing(self):
        assert worst([]) == "not_known"
        assert worst(["not_known"]) == "not_known"


class TestPercent:
    @pytest.mark.parametrize(("share", "whole"), [(0.0, 0), (0.4649, 46), (0.465, 47), (1.0, 100)])
    def test_rounds_half_up(self, share, whole):
        assert percent(share) == whole


class TestAssessMilestone:
    @given(days=DAYS, rating=RATINGS, since=st.none() | st.integers(0, 400))
    def test_gives_a_band_that_fits_its_chance_and_a_range_around_it(self, days, rating, since):
        updated = None if since is None else ON - timedelta(days=since)

        risk = assessed(days, rating=rating, last_updated=updated)

        assert risk.reasons
        assert risk.method_version == method.METHOD_VERSION
        if risk.chance is None:
            assert (risk.band, risk.least, risk.most) == ("very_high", None, None)
            assert days <= -method.SLIP_DAYS
        else:
            assert risk.band == band_of(risk.chance)
            assert risk.least is not None
            assert risk.most is not None
            assert 0 < risk.least <= risk.chance <= risk.most < 1

    @given(days=DAYS, rating=RATINGS, since=st.integers(0, 400))
    def test_staleness_flags_and_widens_and_never_moves_the_chance(self, days, rating, since):
        fresh = assessed(days, rating=rating)
        later = assessed(days, rating=rating, last_updated=ON - timedelta(days=since))

        assert later.chance == fresh.chance
        assert later.band == fresh.band
        assert ("stale" in later.flags) == (since > method.CADENCE_DAYS)

    @given(days=DAYS, rating=RATINGS)
    def test_never_has_a_lower_band_a_day_later(self, days, rating):
        today = assessed(days, rating=rating)
        tomorrow = assessed(days - 1, rating=rating)

        assert BAND_ORDER.index(tomorrow.band) >= BAND_ORDER.index(today.band)

    def test_gives_nothing_once_the_milestone_is_finished(self):
        finished = MilestoneDates(forecast=ApproxDate(ON), actual=ApproxDate(ON))

        assert assess_milestone(RiskFacts(dates=finished), on=ON) is None

    def test_gives_no_number_without_a_date(self):
        risk = assessed(None)

        assert (risk.band, risk.chance, risk.percent) == ("not_known", None, None)
        assert codes(risk) == ["no_date"]

    def test_takes_the_baseline_where_there_is_no_forecast(self):
        baseline = MilestoneDates(baseline=ApproxDate(ON + timedelta(days=45)))

        risk = assessed(None, dates=baseline)

        assert risk.inputs.days_left == 45

    @pytest.mark.parametrize(
        ("precision", "days_left"),
        [
            (DatePrecision.MONTH, 7),
            (DatePrecision.QUARTER, 38),
            (DatePrecision.SEASON, 7),
            (DatePrecision.YEAR, 38),
        ],
    )
    def test_counts_to_the_last_day_of_the_precision(self, precision, days_left):
        coarse = MilestoneDates(forecast=ApproxDate(date(2026, 11, 5), precision))

        risk = assessed(None, dates=coarse)

        assert risk.inputs.days_left == days_left
        assert any(r.words.startswith(f"Only the {precision} is known") for r in risk.reasons)

    def test_is_not_past_due_on_the_last_day(self):
        assert "past_due" not in assessed(0).flags
        assert "past_due" in assessed(-1).flags

    def test_says_past_due_then_stale_before_any_score(self):
        risk = assessed(-10, last_updated=date(2026, 9, 21))

        assert risk.flags == ("past_due", "stale")
        assert codes(risk)[:2] == ["past_due", "stale"]
        assert risk.reasons[1].words == "Last updated 21 Sep 2026; stale beyond 31 days"

    def test_never_falls_below_the_past_end_share_once_past_due(self):
        green = assessed(-10, rating="green")

        assert green.chance == pytest.approx(method.PAST_END_SHARE)
        assert green.band == "high"
        assert "Rated Green, which counts for nothing past the planned end" in [
            r.words for r in green.reasons
        ]

    def test_gives_no_chance_for_a_slip_that_has_happened(self):
        risk = assessed(-method.SLIP_DAYS)

        assert (risk.band, risk.chance) == ("very_high", None)
        assert codes(risk) == ["past_due_90"]

    @pytest.mark.parametrize(("rating", "code"), [(None, "unrated"), ("complete", "rated_complete")])
    def test_counts_a_missing_rating_as_amber_and_shows_the_range(self, rating, code):
        risk = assessed(45, rating=rating)

        assert risk.chance == assessed(45, rating="amber").chance
        assert risk.least == assessed(45, rating="green").chance
        assert risk.most == assessed(45, rating="red").chance
        assert code in codes(risk)
        assert risk.reasons[-1].words.endswith("the chance is 33% if green and 61% if red")

    def test_says_but_does_not_score_how_much_time_has_gone(self):
        started = ApproxDate(ON - timedelta(days=900))

        risk = assessed(45, planned_start=started)

        assert risk.inputs.fraction_elapsed == pytest.approx(900 / 945)
        assert risk.chance == assessed(45).chance
        assert "fraction_elapsed" in codes(risk)

    @pytest.mark.parametrize("start_days", [45, 60])
    def test_knows_no_fraction_of_a_span_that_does_not_run_forward(self, start_days):
        risk = assessed(45, planned_start=ApproxDate(ON + timedelta(days=start_days)))

        assert risk.inputs.fraction_elapsed is None

    def test_shows_the_same_a_day_later_unless_the_whole_percent_moves(self):
        later = assess_milestone(facts(400), on=ON + timedelta(days=1))

        assert later is not None
        assert later.shown == assessed(400).shown

    def test_refuses_an_unknown_rating(self):
        with pytest.raises(ValueError, match="'blue' is no rating; use one of complete, green"):
            assessed(45, rating="blue")

    def test_refuses_a_cadence_of_no_days(self):
        with pytest.raises(ValueError, match="one day or more"):
            assessed(45, cadence_days=0)

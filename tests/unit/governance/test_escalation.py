from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.escalation import (
    CLOSED,
    THRESHOLDS,
    EpisodeState,
    Step,
    Threshold,
    advance,
    band_measure,
    rag_measure,
    settled,
    slip_measure,
    step_words,
)
from programme.rules.calendar import DatePrecision
from programme.rules.slippage import Slip

SLIP = THRESHOLDS["milestone_slip"]
BAND = THRESHOLDS["workstream_risk"]
RAG = THRESHOLDS["workstream_rag"]
MEASURES = st.lists(st.none() | st.integers(-40, 120), max_size=40)


@st.composite
def thresholds(draw: st.DrawFn) -> Threshold:
    open_at = draw(st.integers(0, 40))
    return Threshold(
        open_at=open_at,
        close_below=draw(st.integers(-10, open_at)),
        worsen_by=draw(st.integers(1, 30)),
        improve_by=draw(st.integers(1, 30)),
    )


def run(measures: list[int | None], threshold: Threshold, state: EpisodeState = CLOSED) -> list[Step]:
    steps = []
    for measure in measures:
        state, step = advance(state, measure, threshold)
        if step is not None:
            steps.append(step)
    return steps


def kinds(measures: list[int | None], threshold: Threshold) -> list[str]:
    return [step.kind for step in run(measures, threshold)]


class TestAdvance:
    @given(MEASURES, thresholds())
    def test_never_opens_twice_without_closing(self, measures, threshold):
        marks = [kind for kind in kinds(measures, threshold) if kind in ("opened", "closed")]

        assert marks[:1] in ([], ["opened"])
        assert all(first != second for first, second in pairwise(marks))

    @given(MEASURES, thresholds())
    def test_steps_within_an_episode_only_while_it_is_open(self, measures, threshold):
        for first, second in pairwise(["closed", *kinds(measures, threshold)]):
            assert (first == "closed") == (second == "opened")

    @given(MEASURES, thresholds())
    def test_makes_no_step_for_the_same_measure_again(self, measures, threshold):
        state = CLOSED
        for measure in measures:
            state, _ = advance(state, measure, threshold)

            assert advance(state, measure, threshold) == (state, None)

    @given(MEASURES, thresholds())
    def test_leaves_the_state_alone_where_nothing_steps(self, measures, threshold):
        state = CLOSED
        for measure in measures:
            after, step = advance(state, measure, threshold)

            assert (after == state) == (step is None)
            state = after

    @given(MEASURES, thresholds())
    def test_closes_only_below_the_lower_bound(self, measures, threshold):
        state = CLOSED
        for measure in measures:
            after, step = advance(state, measure, threshold)

            if state.is_open and measure is not None:
                closed = step is not None and step.kind == "closed"
                assert closed == (measure < threshold.close_below)
                assert after.is_open != closed
            state = after

    @given(MEASURES, thresholds())
    def test_worsens_just_when_the_measure_rose_enough_since_it_was_last_told(self, measures, threshold):
        state = CLOSED
        for measure in measures:
            after, step = advance(state, measure, threshold)

            if state.is_open and measure is not None and state.told is not None:
                worsened = step is not None and step.kind == "worsened"
                assert worsened == (
                    measure >= threshold.close_below and measure >= state.told + threshold.worsen_by
                )
            state = after

    @given(MEASURES, thresholds())
    def test_says_what_was_told_and_numbers_its_steps(self, measures, threshold):
        steps = run(measures, threshold)

        for earlier, later in pairwise(steps):
            if later.kind == "opened":
                assert later.number == 1
            else:
                assert (later.was, later.number) == (earlier.now, earlier.number + 1)

    @given(st.integers(14, 200), st.lists(st.integers(-13, 13), max_size=30))
    def test_makes_no_step_while_it_flaps_within_the_hysteresis(self, opening, moves):
        measures = [max(SLIP.close_below, opening + move) for move in moves if opening + move > opening - 14]

        assert kinds([opening, *measures], SLIP) == ["opened"]

    @given(st.lists(st.integers(7, 13), max_size=30))
    def test_does_not_open_between_the_bounds(self, measures):
        assert kinds([*measures], SLIP) == []

    @given(MEASURES, thresholds())
    def test_keeps_the_worst_and_the_opening_measure(self, measures, threshold):
        state = CLOSED
        told: list[int] = []
        for measure in measures:
            state, step = advance(state, measure, threshold)
            if step is not None:
                told = [step.now] if step.kind == "opened" else [*told, step.now]
        if told:
            assert (state.measure_at_open, state.worst, state.told) == (told[0], max(told), told[-1])
            assert state.steps == len(told)

    def test_tells_a_whole_story(self):
        assert kinds([0, 13, 14, 20, 28, 41, 30, 14, 10, 7, 6, 13, 14], SLIP) == [
            "opened",
            "worsened",
            "improved",
            "closed",
            "opened",
        ]

    def test_waits_while_the_measure_is_not_known(self):
        assert kinds([20, None, None, 20], SLIP) == ["opened"]

    def test_is_told_what_the_measure_was_before_it_opened(self):
        _, step = advance(CLOSED, 20, SLIP, before=2)

        assert step == Step("opened", was=2, now=20, number=1)


class TestStep:
    @pytest.mark.parametrize(
        ("kind", "notifies"), [("opened", True), ("worsened", True), ("improved", False), ("closed", False)]
    )
    def test_notifies_of_bad_news_and_edits_for_good(self, kind, notifies):
        assert Step(kind, was=1, now=2, number=1).notifies is notifies


class TestThresholds:
    def test_open_a_risk_at_very_high_and_ride_out_high(self):
        very_high, high, medium = 3, 2, 1

        assert kinds([high], BAND) == []
        assert kinds([very_high, high, very_high, high], BAND) == ["opened"]
        assert kinds([very_high, medium], BAND) == ["opened", "closed"]

    def test_open_a_rating_at_red_and_close_it_at_amber(self):
        amber, amber_red, red = (rag_measure(r) for r in ("amber", "amber_red", "red"))

        assert kinds([amber_red], RAG) == []
        assert kinds([red, amber_red, red], RAG) == ["opened", "improved", "worsened"]
        assert kinds([red, amber], RAG) == ["opened", "closed"]

    def test_refuse_to_close_above_where_they_open(self):
        with pytest.raises(ValueError, match="opens at 5, so it cannot close below 6"):
            Threshold(open_at=5, close_below=6, worsen_by=1, improve_by=1)

    def test_refuse_a_step_of_nothing(self):
        with pytest.raises(ValueError, match="one or more"):
            Threshold(open_at=5, close_below=5, worsen_by=0, improve_by=1)


class TestSettled:
    @given(st.none() | st.integers(-40, 120))
    def test_pages_nobody_for_history_and_steps_from_there(self, measure):
        state = settled(measure, SLIP)

        assert advance(state, measure, SLIP) == (state, None)

    def test_hears_of_what_comes_after(self):
        assert [step.kind for step in run([60, 75], SLIP, settled(60, SLIP))] == ["worsened"]


class TestMeasures:
    def test_take_the_larger_of_the_two_slips(self):
        early = Slip(days=-6, amount=-6, unit=DatePrecision.DAY)
        jump = Slip(days=20, amount=20, unit=DatePrecision.DAY)

        assert slip_measure(early, jump) == 20
        assert slip_measure(early, None) == -6
        assert slip_measure(None, None) is None

    def test_close_a_finished_milestone_however_late_it_was(self):
        late = Slip(days=90, amount=90, unit=DatePrecision.DAY)

        assert slip_measure(late, None, is_finished=True) == 0
        assert kinds([90, 0], SLIP) == ["opened", "closed"]

    @pytest.mark.parametrize(("band", "measure"), [("low", 0), ("very_high", 3), ("not_known", None)])
    def test_order_the_bands(self, band, measure):
        assert band_measure(band) == measure

    @pytest.mark.parametrize(("rating", "measure"), [("complete", 0), ("green", 1), ("red", 5), (None, None)])
    def test_order_the_ratings(self, rating, measure):
        assert rag_measure(rating) == measure

    def test_refuse_an_unknown_rating(self):
        with pytest.raises(ValueError, match="blue"):
            rag_measure("blue")


class TestStepWords:
    @pytest.mark.parametrize(
        ("kind", "step", "words"),
        [
            ("milestone_slip", Step("opened", None, 20, 1), "Opened: 20 days late"),
            ("milestone_slip", Step("opened", 0, 20, 1), "Opened: 20 days late, was on time"),
            ("milestone_slip", Step("worsened", 28, 42, 2), "Worsened: 42 days late, was 28 days late"),
            ("milestone_slip", Step("closed", 20, -1, 3), "Closed: 1 day early, was 20 days late"),
            ("workstream_risk", Step("opened", 1, 3, 1), "Opened: very high, was medium"),
            ("workstream_rag", Step("improved", 5, 4, 2), "Improved: Amber/Red, was Red"),
        ],
    )
    def test_say_what_it_was_and_is(self, kind, step, words):
        assert step_words(kind, step) == words

    def test_say_that_it_finished(self):
        words = step_words("milestone_slip", Step("closed", 20, 0, 2), is_finished=True)

        assert words == "Closed: finished, was 20 days late"

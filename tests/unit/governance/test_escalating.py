"""How far a breach climbs, when it steps, and who is next."""

from datetime import datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.escalating import (
    Rank,
    Turn,
    advance_breach,
    climbs,
    goes_on_at,
    holding,
    next_turn,
    pounds_measure,
    threshold_of,
)
from governance.rules.escalation import CLOSED, EpisodeState

LONDON = ZoneInfo("Europe/London")
LIMITS = st.one_of(st.none(), st.integers(0, 10_000_000).map(Decimal))
CHAINS = st.lists(LIMITS, max_size=6).map(
    lambda limits: tuple(Rank(uuid4(), f"Board {n}", limit) for n, limit in enumerate(limits))
)
MEASURES = st.integers(-1_000_000, 20_000_000)


def ranks(*limits):
    return tuple(
        Rank(uuid4(), f"Board {n}", None if limit is None else Decimal(limit))
        for n, limit in enumerate(limits)
    )


def replay(measures, limit, kind="money"):
    """Return the steps a row of measures makes, as "opened 120", against one board with a parent."""
    state, steps, climbed = CLOSED, [], 0
    chain = ranks(limit, None)
    threshold = threshold_of(Decimal(limit), kind)
    for measure in measures:
        reaches = len(climbs(chain, measure))
        state, step = advance_breach(state, measure, threshold, climbed=climbed, reaches=reaches)
        climbed = max(climbed, reaches) if state.is_open else 0
        if step is not None:
            steps.append(f"{step.kind} {step.now}")
    return steps


class TestClimbs:
    def test_goes_to_the_parent_of_the_board_whose_tolerance_is_exceeded(self):
        below, above = ranks(100, None)

        (rung,) = climbs((below, above), 101)

        assert (rung.of, rung.to) == (below, above)

    def test_climbs_two_boards_where_the_parents_own_tolerance_is_exceeded_too(self):
        chain = ranks(100, 500, 900)

        assert [c.to for c in climbs(chain, 501)] == [chain[1], chain[2]]
        assert [c.to for c in climbs(chain, 500)] == [chain[1]]
        assert climbs(chain, 100) == ()

    def test_starts_at_the_first_board_with_a_tolerance_and_stops_at_one_without(self):
        chain = ranks(None, 100, None, 100)

        assert [c.to for c in climbs(chain, 500)] == [chain[2]]

    def test_climbs_nothing_where_the_measure_is_not_known_or_nobody_tolerates_anything(self):
        assert climbs(ranks(100, None), None) == ()
        assert climbs(ranks(None, None), 10) == ()

    @given(CHAINS, MEASURES, MEASURES)
    def test_never_climbs_further_for_a_smaller_measure(self, chain, one, other):
        small, large = sorted((one, other))

        assert climbs(chain, large)[: len(climbs(chain, small))] == climbs(chain, small)

    @given(CHAINS, MEASURES)
    def test_climbs_without_a_gap_and_only_over_exceeded_tolerances(self, chain, measure):
        found = climbs(chain, measure)

        assert all(c.of.limit is not None and measure > c.of.limit for c in found)
        assert [c.to for c in found] == list(holding(chain)[1 : len(found) + 1])


class TestThresholdOf:
    @given(st.integers(0, 10_000_000), st.sampled_from(["money", "time"]))
    def test_opens_exactly_above_the_tolerance_and_closes_below_it(self, limit, kind):
        threshold = threshold_of(Decimal(limit), kind)

        assert threshold.open_at == limit + 1
        assert 1 <= threshold.close_below <= threshold.open_at
        assert threshold.close_below <= max(1, limit)

    def test_is_refused_below_nought(self):
        with pytest.raises(ValueError, match="not below nought"):
            threshold_of(Decimal(-1), "money")

    def test_counts_a_penny_over_as_over(self):
        assert pounds_measure(Decimal("100000.01")) == 100_001
        assert pounds_measure(Decimal(100_000)) == 100_000
        assert pounds_measure(None) is None


class TestAdvanceBreach:
    def test_wavering_around_the_line_is_heard_of_once(self):
        assert replay([90_000, 100_500, 99_000, 101_000, 95_000, 100_001], 100_000) == ["opened 100500"]

    def test_closes_below_nine_tenths_and_opens_again(self):
        assert replay([110_000, 89_999, 110_000], 100_000) == [
            "opened 110000",
            "closed 89999",
            "opened 110000",
        ]

    def test_worsens_by_a_quarter_of_the_tolerance(self):
        assert replay([101_000, 120_000, 126_000], 100_000) == ["opened 101000", "worsened 126000"]

    def test_a_new_rung_is_worse_whatever_the_share(self):
        state = EpisodeState(True, measure_at_open=499, told=499, worst=499, steps=1)

        after, step = advance_breach(state, 501, threshold_of(Decimal(400), "money"), climbed=1, reaches=2)

        assert (step.kind, step.was, step.now, step.number) == ("worsened", 499, 501, 2)
        assert (after.told, after.steps) == (501, 2)

    @given(st.lists(MEASURES, max_size=20), st.integers(0, 1_000_000))
    def test_the_same_measure_again_makes_no_step(self, measures, limit):
        doubled = [m for m in measures for _ in range(2)]

        assert replay(doubled, limit) == replay(measures, limit)


class TestNextTurn:
    def test_is_the_first_who_may_hear_and_has_not(self):
        owner, chair, above = (Turn(uuid4(), board) for board in (None, uuid4(), uuid4()))
        everybody = {t.person_id for t in (owner, chair, above)}

        assert next_turn((owner, chair, above), hear={owner.person_id}, able=everybody) == chair
        assert next_turn((owner, chair, above), hear={owner.person_id}, able={above.person_id}) == above
        assert next_turn((owner, chair), hear=everybody, able=everybody) is None


class TestGoesOnAt:
    def test_counts_working_days_over_christmas(self):
        since = datetime(2026, 12, 24, 15, 30, tzinfo=LONDON)  # a Thursday; 25 and 28 are bank holidays

        assert goes_on_at(since, 2) == datetime(2026, 12, 30, 15, 30, tzinfo=LONDON)

    def test_is_at_once_for_no_days(self):
        since = datetime(2026, 12, 26, 15, 30, tzinfo=LONDON)

        assert goes_on_at(since, 0) == since

    def test_needs_a_zone(self):
        with pytest.raises(ValueError, match="zone"):
            goes_on_at(datetime(2026, 12, 24, 15, 30), 2)  # noqa: DTZ001

"""Three opinions side by side, how far apart they are, and how a whole programme shows."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.opinions import (
    OpinionFacts,
    RatedPart,
    apart,
    disagreement_words,
    on_scale,
    silence_words,
    weigh,
    whole_rating,
)
from programme.rules.rag import Rag, Scale, severity

SLIPS = st.one_of(st.none(), st.integers(-400, 900))
SHARES = st.one_of(st.none(), st.decimals(-1, 1, places=3))
RATINGS = st.one_of(st.none(), st.sampled_from(Rag))
WORSE_SLIP = st.tuples(st.integers(-400, 900), st.integers(0, 400))


class TestByRule:
    @pytest.mark.parametrize(
        ("days", "share", "rating"),
        [
            (13, "0.019", Rag.GREEN),
            (14, "0", Rag.AMBER_GREEN),
            (45, "0", Rag.AMBER),
            (90, "0", Rag.AMBER_RED),
            (180, "0", Rag.RED),
            (0, "0.02", Rag.AMBER_GREEN),
            (0, "0.06", Rag.AMBER),
            (0, "0.12", Rag.AMBER_RED),
            (0, "0.21", Rag.RED),
            (14, "0.21", Rag.RED),
        ],
    )
    def test_is_the_worse_of_slip_and_shortfall(self, days, share, rating):
        found = weigh(OpinionFacts(slip_days=days, shortfall_share=Decimal(share)))

        assert found.by_rule is rating

    def test_is_amber_at_best_where_nothing_was_said_for_longer_than_the_cadence(self):
        found = weigh(OpinionFacts(slip_days=0, silent_days=32, cadence_days=31))

        assert found.by_rule is Rag.AMBER
        assert found.rule_reasons == ("nothing reported for 32 days", "no milestone late")

    def test_is_none_without_dates_or_money_however_silent(self):
        assert weigh(OpinionFacts(silent_days=400)).by_rule is None

    @given(WORSE_SLIP, SHARES, st.integers(0, 400))
    def test_never_gets_better_by_slipping_further(self, slip, share, silent):
        less, more = slip[0], slip[0] + slip[1]
        facts = {"shortfall_share": share, "silent_days": silent}

        before = weigh(OpinionFacts(slip_days=less, **facts)).by_rule
        after = weigh(OpinionFacts(slip_days=more, **facts)).by_rule

        assert severity(after) >= severity(before)


class TestDisagreement:
    def test_is_two_points_or_more_in_either_direction(self):
        green_over_red = weigh(OpinionFacts(reported=Rag.GREEN, slip_days=200))
        red_over_green = weigh(OpinionFacts(reported=Rag.RED, slip_days=0))
        near = weigh(OpinionFacts(reported=Rag.AMBER_GREEN, slip_days=50))

        assert (green_over_red.points, green_over_red.disagree) == (4, True)
        assert (red_over_green.points, red_over_green.disagree) == (4, True)
        assert (near.points, near.disagree) == (1, False)

    def test_is_said_with_whoever_is_far_on_the_scale_of_the_definitions(self):
        found = weigh(OpinionFacts(reported=Rag.GREEN, slip_days=100, chance=0.2, band="medium"))

        assert disagreement_words(found, Scale.FIVE) == "Reported Green, Amber/Red by rule"
        assert disagreement_words(found, Scale.THREE) == (
            "Reported Green, Amber (Amber/Red on five points) by rule"
        )

    def test_is_no_doubt_while_one_of_the_others_bears_the_reporter_out(self):
        borne_out = weigh(OpinionFacts(reported=Rag.AMBER, slip_days=59, chance=0.05, band="low"))
        alone = weigh(OpinionFacts(reported=Rag.AMBER, slip_days=0, chance=0.05, band="low"))

        assert (borne_out.points, borne_out.disagree) == (0, False)
        assert (alone.points, alone.disagree) == (2, True)
        assert disagreement_words(alone, Scale.FIVE) == "Reported Amber, Green by rule and Green by chance"

    def test_says_nothing_where_nothing_is_reported(self):
        found = weigh(OpinionFacts(slip_days=200))

        assert (found.points, disagreement_words(found, Scale.FIVE)) == (None, "")

    @given(RATINGS, SLIPS, SHARES)
    def test_is_the_farthest_of_the_two(self, reported, slip, share):
        found = weigh(OpinionFacts(reported=reported, slip_days=slip, shortfall_share=share))

        assert found.points == apart(reported, found.by_rule)

    @given(st.sampled_from(Rag), st.sampled_from(Rag))
    def test_counts_points_the_same_from_both_ends(self, one, other):
        assert apart(one, other) == apart(other, one)
        assert apart(one, one) == 0


class TestSilence:
    def test_is_said_after_the_cadence_and_not_before(self):
        late, in_time, never = (OpinionFacts(silent_days=days) for days in (32, 31, None))

        assert silence_words(weigh(late), late) == "Nothing reported for 32 days"
        assert silence_words(weigh(in_time), in_time) == ""
        assert silence_words(weigh(never), never) == "Nothing reported yet"
        assert (weigh(late).is_silent, weigh(never).is_silent) == (True, False)


class TestOnScale:
    def test_maps_five_points_to_three_and_says_both(self):
        assert on_scale(Rag.AMBER_GREEN, Scale.THREE) == "Amber (Amber/Green on five points)"
        assert on_scale(Rag.RED, Scale.THREE) == "Red"
        assert on_scale(Rag.AMBER_GREEN, Scale.FIVE) == "Amber/Green"
        assert on_scale(None, Scale.FIVE) == "not known"


class TestWholeRating:
    PARTS = (RatedPart("W1", "Homes", Rag.GREEN), RatedPart("W2", "Transport", Rag.RED))
    ON = date(2026, 11, 22)

    def test_holds_while_it_is_no_greener_than_the_worst_part(self):
        shown = whole_rating(Rag.RED, None, self.PARTS, on=self.ON)

        assert (shown.shown, shown.lapsed, shown.words) == (Rag.RED, False, "")

    def test_may_be_greener_until_its_reason_expires(self):
        before = whole_rating(Rag.AMBER, date(2026, 11, 23), self.PARTS, on=self.ON)
        after = whole_rating(Rag.AMBER, date(2026, 11, 22), self.PARTS, on=self.ON)

        assert (before.shown, before.lapsed) == (Rag.AMBER, False)
        assert "expires on 23 Nov 2026" in before.words
        assert (after.shown, after.lapsed) == (Rag.RED, True)
        assert after.words == "Amber lapsed on 22 Nov 2026; it shows as its worst part, W2 Transport: Red"

    def test_follows_a_part_that_became_worse_since(self):
        shown = whole_rating(Rag.GREEN, None, self.PARTS, on=self.ON)

        assert (shown.shown, shown.lapsed) == (Rag.RED, False)

    def test_is_not_published_where_nobody_rated_it(self):
        assert whole_rating(None, None, self.PARTS, on=self.ON).words == "not published"

    @given(st.sampled_from(Rag), st.lists(st.sampled_from(Rag), max_size=5))
    def test_is_never_greener_than_a_part_without_a_reason(self, given_rating, ratings):
        parts = tuple(RatedPart(f"W{n}", "", r) for n, r in enumerate(ratings))

        shown = whole_rating(given_rating, None, parts, on=self.ON).shown

        assert all(severity(shown) >= severity(p.rating) for p in parts)

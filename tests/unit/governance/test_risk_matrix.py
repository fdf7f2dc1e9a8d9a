"""Matrices of risk: every score has one band, whatever the size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.risk_matrix import (
    FOUR_BY_FOUR,
    NHS,
    PRESETS,
    Matrix,
    ScoreBand,
    bands_as_json,
    bands_as_typed,
    bands_from_json,
    problems_of,
    read_bands,
    score_risk,
)


@st.composite
def matrices(draw):
    """A matrix of any size whose bands are cut anywhere between its products."""
    likely, hurts = draw(st.integers(2, 10)), draw(st.integers(2, 10))
    products = sorted({x * y for x in range(1, likely + 1) for y in range(1, hurts + 1)})
    cuts = sorted(draw(st.sets(st.sampled_from(products[1:]), max_size=5)))
    starts = [products[0], *cuts]
    ends = [products[products.index(cut) - 1] for cut in cuts] + [products[-1]]
    bands = [
        ScoreBand(f"band {n}", low, high) for n, (low, high) in enumerate(zip(starts, ends, strict=True))
    ]
    words = [tuple(f"{kind} {n}" for n in range(size)) for kind, size in (("l", likely), ("i", hurts))]
    return Matrix("Any", *words, tuple(bands))


class TestPresets:
    @pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda m: m.name)
    def test_have_one_band_for_every_score(self, preset):
        assert problems_of(preset) == {}

    @pytest.mark.parametrize(
        ("score", "band"),
        [(1, "low"), (3, "low"), (4, "moderate"), (6, "moderate"), (8, "high"), (12, "high"), (15, "extreme"),
         (25, "extreme")],
    )  # fmt: skip
    def test_the_nhs_bands_are_those_published(self, score, band):
        assert NHS.band_of(score) == band

    def test_the_smaller_one_ends_at_sixteen(self):
        assert FOUR_BY_FOUR.products[-1] == 16
        assert FOUR_BY_FOUR.band_of(16) == "very high"


class TestProblems:
    @given(matrices())
    def test_none_where_the_bands_meet(self, matrix):
        assert problems_of(matrix) == {}

    @given(matrices(), st.data())
    def test_names_every_score_that_a_missing_band_leaves_out(self, matrix, data):
        gone = data.draw(st.sampled_from(matrix.bands))
        kept = tuple(band for band in matrix.bands if band is not gone)
        left = [score for score in matrix.products if gone.lowest <= score <= gone.highest]

        told = problems_of(Matrix("Any", matrix.likelihoods, matrix.impacts, kept))["bands"]

        scores = ", ".join(map(str, left))
        assert told == (
            [f"No band takes a score of {scores}: every product of the two has one"]
            if kept
            else ["Give the bands of the score, the lowest first"]
        )

    @given(matrices())
    def test_says_which_bands_overlap(self, matrix):
        first = matrix.bands[0]
        doubled = (first, ScoreBand("again", first.highest, matrix.products[-1]))

        told = problems_of(Matrix("Any", matrix.likelihoods, matrix.impacts, doubled))["bands"]

        assert told[0].startswith(f"Band again begins at {first.highest}, inside or below band band 0")

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("One",), "Give 2 to 10 words, one for each step, the least first"),
            (("One", " "), "One of the words is blank: name every step"),
            (("One", "one "), "'One' stands for two steps: each takes a word of its own"),
        ],
    )
    def test_says_what_is_wrong_with_the_words(self, words, told):
        assert problems_of(Matrix("Any", words, NHS.impacts, NHS.bands))["likelihoods"] == [told]

    def test_says_what_is_wrong_with_the_names_and_ends(self):
        bands = (ScoreBand("low", 3, 1), ScoreBand("Low", 4, 25), ScoreBand("", 26, 30))

        told = problems_of(Matrix("Any", NHS.likelihoods, NHS.impacts, bands))["bands"]

        assert "One of the bands has no name" in told
        assert "Two bands are called 'low'" in told
        assert "Band low runs from 3 to 1: its lowest score comes first" in told


class TestScoreRisk:
    @given(matrices(), st.data())
    def test_is_likelihood_times_impact_in_the_band_that_holds_it(self, matrix, data):
        likely = data.draw(st.integers(1, len(matrix.likelihoods)))
        hurts = data.draw(st.integers(1, len(matrix.impacts)))

        scored = score_risk(matrix, likely, hurts)

        assert scored.score == likely * hurts
        held = [band for band in matrix.bands if band.lowest <= scored.score <= band.highest]
        assert [band.name for band in held] == [scored.band]

    @given(matrices(), st.data())
    def test_a_higher_step_is_never_in_a_lower_band(self, matrix, data):
        likely = data.draw(st.integers(1, len(matrix.likelihoods) - 1))
        hurts = data.draw(st.integers(1, len(matrix.impacts)))

        lower, higher = score_risk(matrix, likely, hurts), score_risk(matrix, likely + 1, hurts)

        assert matrix.rank_of(lower.band) <= matrix.rank_of(higher.band)

    def test_may_be_left_out(self):
        scored = score_risk(NHS, None, None)

        assert (scored.score, scored.band, scored.band_words, scored.score_words) == (
            None, "", "not scored", "",
        )  # fmt: skip

    def test_keeps_what_the_score_alone_says_beside_a_band_set_by_hand(self):
        scored = score_risk(NHS, 2, 3, override="extreme", reason="One child")

        assert (scored.band, scored.by_score, scored.band_words) == (
            "extreme", "moderate", "extreme, set by hand",
        )  # fmt: skip
        assert scored.score_words == "2 × 3 = 6"

    @pytest.mark.parametrize(
        ("given_", "words"),
        [
            ((3, None, "", ""), "on both likelihood and impact, or on neither"),
            ((None, None, "high", "Why"), "give likelihood and impact first"),
            ((6, 1, "", ""), "likelihood 1 to 5 and impact 1 to 5"),
            ((0, 1, "", ""), "likelihood 1 to 5 and impact 1 to 5"),
            ((1, 1, "awful", "Why"), "choose one of low, moderate, high, extreme"),
            ((1, 1, "high", " "), "needs its reason"),
        ],
    )
    def test_refuses_in_words(self, given_, words):
        likely, hurts, override, reason = given_

        with pytest.raises(ValueError, match=words):
            score_risk(NHS, likely, hurts, override=override, reason=reason)


class TestTyping:
    @given(matrices())
    def test_bands_come_back_as_they_were_typed_and_stored(self, matrix):
        assert read_bands(bands_as_typed(matrix.bands)) == matrix.bands
        assert bands_from_json(bands_as_json(matrix.bands)) == matrix.bands

    def test_a_line_that_is_no_band_is_named(self):
        with pytest.raises(ValueError, match="Line 2, 'high', is no band"):
            read_bands("low 1-3\n\nhigh")

    def test_what_is_stored_wrongly_is_refused(self):
        with pytest.raises(ValueError, match="a name, the score it is from"):
            bands_from_json([{"name": "low", "from": 1}])

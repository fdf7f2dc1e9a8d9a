"""What stands in the cells of a printed risk register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.risk_matrix import FOUR_BY_FOUR, NHS
from governance.rules.risk_table import band_named, read_step


class TestReadStep:
    @given(st.sampled_from([NHS, FOUR_BY_FOUR]), st.data())
    def test_reads_numbers_words_and_both(self, matrix, data):
        step = data.draw(st.integers(1, len(matrix.likelihoods)))
        word = matrix.likelihoods[step - 1]

        for text in (str(step), f"{step}.0", word, word.upper(), f"{step} - {word}", f"{word} ({step})"):
            assert read_step(text, matrix.likelihoods) == step

    @pytest.mark.parametrize("text", ["", "-", "TBC", "not scored"])
    def test_a_blank_is_not_scored(self, text):
        assert read_step(text, NHS.impacts) is None

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("0", "0 is no step of it"),
            ("6", "write 1 .Negligible. to 5 .Catastrophic."),
            ("dreadful", "'dreadful' is no step of it"),
            ("5 - Minor", "5 is Catastrophic, and the cell says minor"),
        ],
    )
    def test_refuses_in_words(self, text, words):
        with pytest.raises(ValueError, match=words):
            read_step(text, NHS.impacts)


class TestBandNamed:
    @pytest.mark.parametrize(
        ("text", "band"), [("HIGH", "high"), ("High risk", "high"), ("", ""), ("n/a", "")]
    )
    def test_by_its_own_spelling(self, text, band):
        assert band_named(text, NHS) == band

    def test_refuses_another_councils_word(self):
        with pytest.raises(ValueError, match="'Amber' is no band of NHS 5 by 5: it has low, moderate"):
            band_named("Amber", NHS)

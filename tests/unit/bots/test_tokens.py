from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bots.rules.tokens import tokens, words


class TestTokens:
    def test_leaves_case_accents_and_apostrophes_out(self):
        assert words("Children's Ynys Môn CARE-leavers") == ("childrens", "ynys", "mon", "care", "leavers")

    def test_reads_curly_apostrophes_as_straight_ones(self):
        assert words("children’s") == words("children's")

    def test_reads_an_ampersand_as_and(self):
        assert words("Health & Partnerships") == words("Health and Partnerships")

    def test_keeps_letters_and_figures_of_a_ref_together(self):
        assert words("24S365, W17") == ("24s365", "w17")

    def test_makes_a_word_of_every_other_sign(self):
        assert words("Place + £1m < 50%") == ("place", "+", "£", "1m", "<", "50", "%")

    def test_says_where_each_word_stood(self):
        found = tokens("savings  24/25")

        assert [(t.shown, t.start, t.end) for t in found] == [
            ("savings", 0, 7),
            ("24", 9, 11),
            ("25", 12, 14),
        ]

    def test_reads_letters_of_other_widths_and_marks_apart(self):
        assert words("ｓａｖｉｎｇｓ o\u0302n") == ("savings", "on")

    @given(st.text(max_size=80))
    def test_never_loses_a_letter_or_figure(self, text):
        found = tokens(text)

        covered = {place for t in found for place in range(t.start, t.end)}
        assert all(not sign.isalnum() or place in covered for place, sign in enumerate(text))
        assert all(a.end <= b.start for a, b in pairwise(found))

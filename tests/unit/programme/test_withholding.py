from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules import access
from programme.rules.withholding import asks_first, is_more_closed, problems

TODAY = date(2026, 11, 20)
LATER = date(2027, 5, 20)


class TestAsksFirst:
    @pytest.mark.parametrize(
        "words",
        [
            "Delete one post in commissioning",
            "Removal of 1 FTE",
            "Reduce by 0.5 FTE",
            "A single business support post",
            "Deleting the Head of Transport",
            "3 posts in the contact centre",
            "a team of four",
            "Close the three-person team",
            "2.0 WTE social workers",
        ],
    )
    def test_asks_where_words_name_a_post_or_a_small_team(self, words):
        found = asks_first("Something else", words)

        assert found is not None
        assert found.paragraphs == (1, 2, 4)
        assert "Is it exempt?" in found.question

    @pytest.mark.parametrize(
        "words",
        [
            "",
            "Reduce agency spend",
            "Delete 12 posts",
            "20 FTE over two years",
            "a team of eight",
            "Post-16 transport",
            "Postage and printing",
            "Renegotiate one contract",
        ],
    )
    def test_asks_nothing_of_other_lines(self, words):
        assert asks_first(words) is None

    @given(st.text(max_size=200))
    def test_answers_whatever_the_text(self, words):
        found = asks_first(words)

        assert found is None or found.words


class TestProblems:
    def test_an_exempt_item_needs_its_paragraph_public_interest_and_review_date(self):
        found = problems(
            marking="exempt", paragraph=None, citation="", public_interest=" ", review_on=None, on=TODAY
        )

        assert sorted(found) == ["exempt_paragraph", "public_interest", "review_on"]

    def test_a_confidential_item_names_what_bars_it_and_weighs_nothing(self):
        found = problems(
            marking="confidential", paragraph=None, citation="", public_interest="", review_on=LATER, on=TODAY
        )

        assert list(found) == ["citation"]

    def test_a_review_lies_ahead(self):
        found = problems(
            marking="exempt", paragraph=3, citation="", public_interest="Prices", review_on=TODAY, on=TODAY
        )

        assert list(found) == ["review_on"]

    @pytest.mark.parametrize("paragraph", [3, 14])
    def test_is_content_in_england_and_in_wales(self, paragraph):
        found = problems(
            marking="exempt", paragraph=paragraph, citation="", public_interest="Prices", review_on=LATER, on=TODAY
        )  # fmt: skip

        assert found == {}

    def test_an_open_item_needs_nothing(self):
        assert (
            problems(marking="open", paragraph=None, citation="", public_interest="", review_on=None, on=TODAY) == {}
        )  # fmt: skip


class TestIsMoreClosed:
    @given(st.sampled_from(access.MARKINGS), st.sampled_from(access.MARKINGS))
    def test_is_never_so_both_ways(self, one, other):
        assert not (is_more_closed(one, other) and is_more_closed(other, one))

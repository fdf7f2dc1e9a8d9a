"""Quorum and the exclusion of the public, in words."""

import pytest

from governance.rules.meeting import exclusion_words, quorum


class TestQuorum:
    def test_counts_members_present_and_those_who_sent_a_substitute(self):
        came = [("a", "present"), ("b", "substitute"), ("c", "apologies"), ("guest", "present")]

        found = quorum(2, voting=["a", "b", "c"], came=came)

        assert found.is_met is True
        assert found.words == "2 of 3 members present, the quorum is 2: quorate"

    def test_says_that_too_few_decide_nothing(self):
        found = quorum(3, voting=["a", "b", "c"], came=[("a", "present"), ("b", "absent")])

        assert found.is_met is False
        assert (
            found.words
            == "1 of 3 members present, the quorum is 3: not quorate, so this meeting decides nothing"
        )

    @pytest.mark.parametrize(
        ("needed", "came", "words"),
        [
            (3, [], "Attendance not recorded; the quorum is 3"),
            (None, [], "Attendance not recorded; no quorum is set"),
            (None, [("a", "present")], "1 of 1 member present; no quorum is set"),
        ],
    )
    def test_cannot_be_said_without_a_number_or_a_record(self, needed, came, words):
        found = quorum(needed, voting=["a"], came=came)

        assert found.is_met is None
        assert found.words == words


class TestExclusionWords:
    def test_name_items_and_paragraphs(self):
        words = exclusion_words([5, 7, 8], [3, 4, 3], resolved=True)

        assert words == (
            "The meeting resolved to exclude the public for items 5, 7 and 8, since exempt information as defined in "
            "paragraphs 3 and 4 of Part 1 of Schedule 12A to the Local Government Act 1972 is likely to be disclosed."
        )

    def test_ask_before_the_vote(self):
        words = exclusion_words([2], [], resolved=None)

        assert words == (
            "The meeting is asked to resolve to exclude the public for item 2, since exempt information is likely to "
            "be disclosed."
        )

    def test_tell_a_refusal(self):
        assert exclusion_words([2], [3], resolved=False) == (
            "The meeting resolved not to exclude the public for item 2."
        )

    def test_are_none_for_no_item(self):
        assert exclusion_words([], [3], resolved=True) == ""

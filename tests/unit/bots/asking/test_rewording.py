"""Phrasings, and what may be one."""

from datetime import date

import pytest

from bots.rules.asking.rewording import alias_problem, meaning_problem, phrasing_problem, reworded

TODAY = date(2026, 11, 22)


PHRASINGS = {("hit", "its", "number"): "on track", ("its", "number"): "target"}


class TestReworded:
    def test_puts_the_longest_phrasing_first_and_says_which(self):
        text, used = reworded("Has it hit its numbers? Its number is…", PHRASINGS)

        assert text == "Has it on track? target is…"
        assert used == (("hit its numbers", "on track"), ("Its number", "target"))

    def test_leaves_a_question_without_one_as_it_is(self):
        assert reworded("what slipped?", PHRASINGS) == ("what slipped?", ())


class TestAliasProblem:
    @pytest.mark.parametrize("phrase", ["north hub", "the front door", "hub 2", "ASC", "Tŷ Gwyn"])
    def test_is_none_for_words_that_name_something(self, phrase):
        assert alias_problem(phrase, today=TODAY) == ""

    @pytest.mark.parametrize(
        "phrase",
        [
            "", "x", "savings", "new savings", "not north", "24S9", "hub 24s9", "next year", "2024/25", "17",
            "north + south", "one two three four five six seven", "except hub", "red",
        ],
    )  # fmt: skip
    def test_is_said_for_what_the_grammar_reads_or_turns_by(self, phrase):
        assert alias_problem(phrase, today=TODAY)


class TestPhrasingProblem:
    @pytest.mark.parametrize("phrase", ["gone pear shaped", "hit its mark", "bust"])
    def test_is_none_for_words_not_understood(self, phrase):
        assert phrasing_problem(phrase, today=TODAY) == ""

    @pytest.mark.parametrize(
        "phrase", ["red", "not hitting", "over the line", "top 5 things", "two behind", "last month", "the"]
    )
    def test_is_said_for_what_turns_counts_or_times(self, phrase):
        assert phrasing_problem(phrase, today=TODAY)


class TestMeaningProblem:
    @pytest.mark.parametrize("means", ["red", "on track", "savings target", "biggest savings", "at risk"])
    def test_is_none_for_words_understood_by_themselves(self, means):
        assert meaning_problem(means) == ""

    @pytest.mark.parametrize("means", ["", "please", "not on track", "except", "over", "pear shaped", "24S1"])
    def test_is_said_for_fillers_turns_and_names(self, means):
        assert meaning_problem(means)

"""The grade of a saving's evidence, and shares of it by value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.evidence import QUESTIONS, Answer, Grade, grade, read_answers, shares, shares_words
from tests.unit.savings.strategies import amounts

ALL_YES = dict.fromkeys(QUESTIONS, "yes")
RANK = [Grade.INSUFFICIENT, Grade.PARTIAL, Grade.SUFFICIENT]
answered = st.fixed_dictionaries(
    {question: st.sampled_from(["no", "partly", "yes"]) for question in QUESTIONS}
)
any_answers = st.dictionaries(st.sampled_from(list(QUESTIONS)), st.sampled_from(list(Answer)))


class TestGrade:
    def test_yes_to_all_six_is_sufficient(self):
        assert grade(ALL_YES) is Grade.SUFFICIENT

    def test_partly_makes_it_partial(self):
        assert grade(ALL_YES | {"service": "partly"}) is Grade.PARTIAL

    @pytest.mark.parametrize("question", ["data", "calculation", "baseline", "new_money"])
    def test_no_to_what_undoes_the_figure_is_insufficient(self, question):
        assert grade(ALL_YES | {question: "no"}) is Grade.INSUFFICIENT

    def test_no_to_one_of_the_others_is_partial_and_to_both_insufficient(self):
        assert grade(ALL_YES | {"service": "no"}) is Grade.PARTIAL
        assert grade(ALL_YES | {"service": "no", "costs": "no"}) is Grade.INSUFFICIENT

    def test_is_not_graded_while_something_is_not_asked(self):
        assert grade(None) is Grade.NOT_GRADED
        assert grade({}) is Grade.NOT_GRADED
        assert grade({q: "yes" for q in list(QUESTIONS)[:5]}) is Grade.NOT_GRADED

    @given(answered, st.sampled_from(list(QUESTIONS)))
    def test_a_better_answer_never_makes_it_worse(self, answers, question):
        better = {"no": "partly", "partly": "yes", "yes": "yes"}

        after = grade(answers | {question: better[answers[question]]})

        assert RANK.index(after) >= RANK.index(grade(answers))

    @given(any_answers)
    def test_leaving_a_question_out_is_not_asking_it(self, answers):
        assert grade(answers) is grade(read_answers(answers))


class TestReadAnswers:
    def test_refuses_a_question_or_an_answer_there_is_not(self):
        with pytest.raises(ValueError, match="no such question: colour"):
            read_answers({"colour": "yes"})
        with pytest.raises(ValueError, match="is no answer to 'data'"):
            read_answers({"data": "maybe"})


class TestShares:
    def test_are_by_value_and_count_lines(self):
        found = shares(
            [
                (Grade.SUFFICIENT, Decimal(62)),
                (Grade.PARTIAL, Decimal(30)),
                (Grade.NOT_GRADED, Decimal(8)),
                (Grade.NOT_GRADED, None),
            ]
        )

        assert [(s.percent, s.lines, s.lines_known) for s in found] == [
            (62, 1, 1), (30, 1, 1), (0, 0, 0), (8, 2, 1),
        ]  # fmt: skip
        assert shares_words(found) == "sufficient 62%, partial 30%, not graded 8%"

    def test_say_not_known_without_any_value(self):
        found = shares([(Grade.PARTIAL, None)])

        assert shares_words(found) == "partial not known"
        assert shares_words(shares([])) == "no line to grade"

    @given(st.lists(st.tuples(st.sampled_from(list(Grade)), st.one_of(st.none(), amounts)), max_size=12))
    def test_percentages_sum_to_a_hundred_and_pounds_to_the_whole(self, lines):
        found = shares(lines)

        known = [amount for _, amount in lines if amount is not None]
        assert sum(s.pounds for s in found) == sum(known, Decimal(0))
        assert sum(s.lines for s in found) == len(lines)
        assert sum(s.percent or 0 for s in found) == (100 if any(known) else 0)

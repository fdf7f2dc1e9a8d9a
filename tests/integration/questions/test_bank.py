"""The question bank, put to the bot: no wrong answer, and nearly every answerable question answered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.integration.questions import turning
from tests.integration.questions.banks import (
    Question,
    ask,
    listed,
    questions,
    run_sql,
    scored,
    table,
)
from tests.integration.questions.scoring import ANSWERABLE, CRASHED, MISSED, RIGHT, WRONG, Verdict
from tests.questions import oracle

LEAST_ANSWERED = Decimal("0.95")
KEYS = {
    "id", "after", "ask", "programme", "as", "expect", "intent", "reads", "value", "unit", "refs", "ordered",
    "signless", "includes", "never", "of", "says", "never_says", "hidden", "from", "sql",
}  # fmt: skip
EXPECTATIONS = {
    "answered", "choose", "unknown", "refused", "asked_back", "no_figure", "corrected", "any", "if_answered",
}  # fmt: skip
EVERY = 12
"""One question in so many is put to the command too."""


@cache
def all_said() -> Mapping[str, dict[str, Any]]:
    """Return what was said to each question, by its id. Everything is asked once."""
    return {question["id"]: ask(question) for question in questions()}


@cache
def all_verdicts() -> tuple[Verdict, ...]:
    return tuple(scored((question, all_said()[question["id"]]) for question in questions()))


def because(verdicts: tuple[Verdict, ...], score: str) -> str:
    return f"\n{table(verdicts)}\n\n{score}:\n{listed(verdicts, score)}"


class TestTheBankItself:
    def test_is_large_enough_and_well_formed(self):
        bank = questions()

        assert len(bank) >= 400
        assert sum(q["expect"] != ANSWERABLE for q in bank) >= 120
        assert {q["expect"] for q in bank} <= EXPECTATIONS
        assert [q["id"] for q in bank if set(q) - KEYS] == []
        assert [i for i, n in Counter(q["id"] for q in bank).items() if n > 1] == []

    def test_says_of_every_answer_where_it_is_from(self):
        without = [
            q["id"]
            for q in questions()
            if q["expect"] == ANSWERABLE
            and not ({"from", "sql"} & set(q) and {"value", "refs", "includes", "says"} & set(q))
        ]

        assert without == []

    def test_agrees_with_the_papers_and_the_tables(self):
        different = []
        for question in questions():
            known = oracle.expected(question, run_sql)
            if known is None:
                continue
            if known.refs is not None and sorted(known.refs) != sorted(question["refs"]):
                different.append((question["id"], known.refs))
            if known.value is not None and not _same(known.value, question):
                different.append((question["id"], known.value))

        assert different == []


def _same(known: str, question: Question) -> bool:
    written = question["value"]
    try:
        near = Decimal("0.0001") if question.get("unit") == "share" else Decimal(0)
        return abs(Decimal(known) - Decimal(written)) <= near
    except ArithmeticError:
        return known.casefold() == written.casefold()


class TestAnswers:
    def test_are_never_wrong(self, capsys: pytest.CaptureFixture[str]):
        verdicts = all_verdicts()

        with capsys.disabled():
            print(f"\n{table(verdicts)}")
        assert [v.question["id"] for v in verdicts if v.score == WRONG] == [], because(verdicts, WRONG)

    def test_are_given_to_nearly_all_that_can_be_answered(self):
        verdicts = all_verdicts()
        answerable = [v for v in verdicts if v.question["expect"] == ANSWERABLE]

        share = Decimal(sum(v.score == RIGHT for v in answerable)) / len(answerable)

        assert share >= LEAST_ANSWERED, because(verdicts, MISSED)

    def test_say_how_they_were_read_and_of_a_copy_that_it_is_illustrative(self):
        unsaid = []
        for question in questions():
            said = all_said()[question["id"]]
            if said["status"] == "answered" and said["values"]:
                story = question.get("programme", "").endswith("-story")
                if not said["reading"] or (story and "llustrative" not in said["text"]):
                    unsaid.append(question["id"])

        assert unsaid == []

    def test_are_the_same_from_the_command(self):
        for question in questions()[::EVERY]:
            if all_said()[question["id"]]["status"] == CRASHED:
                continue
            out = StringIO()
            options = [f"--programme={question['programme']}"] if "programme" in question else []
            options += [f"--as={question['as']}"] if "as" in question else []
            options += [f"--thread={question['id']}"] if "after" in question else []
            for earlier in question.get("after", ()):
                call_command("ask", *options, "--", earlier, stdout=StringIO())

            call_command("ask", "--json", *options, "--", question["ask"], stdout=out)

            told, said = json.loads(out.getvalue()), all_said()[question["id"]]
            assert {k: told[k] for k in _STEADY} == {k: said[k] for k in _STEADY}, question["id"]

    def test_tell_nothing_apart_between_hidden_and_unknown(self):
        for question in questions():
            if "hidden" in question:
                hidden, unknown = question["hidden"]
                asked_unknown = question["ask"].replace(hidden, unknown)

                of_hidden, of_unknown = ask(question)["text"], ask(question, asked_unknown)["text"]

                assert of_hidden.replace(hidden, unknown) == of_unknown, question["id"]


_STEADY = ("status", "intent", "values", "refs", "options")
"""What of an answer does not depend on the second it is asked in."""


class TestTurnedQuestions:
    """Filler, politeness, case and order keep an answer; *not*, *except* or another digit never do."""

    def test_keep_their_answer_where_they_mean_the_same(self):
        turned = [(q, *turning.same(q["ask"], i)) for i, q in enumerate(_answered_right())]

        said = [(q, name, all_said()[q["id"]], ask(q, words)) for q, name, words in turned]

        told_otherwise = [
            (q["id"], name) for q, name, before, after in said
            if after["status"] == "answered" and _figures(after) != _figures(before)
        ]  # fmt: skip
        not_told = [(q["id"], name) for q, name, _, after in said if after["status"] != "answered"]
        assert told_otherwise == []
        assert len(not_told) <= (1 - LEAST_ANSWERED) * len(turned), not_told

    @pytest.mark.parametrize("start", [0, 5])
    def test_never_keep_it_where_they_mean_something_else(self, start: int):
        turned = [(q, *turning.other(q["ask"], start + i)) for i, q in enumerate(_answered_right())]

        kept = [
            (q["id"], name, words)
            for q, name, words in turned
            if _whole(ask(q, words)) == _whole(all_said()[q["id"]])
        ]

        assert kept == []


@cache
def _answered_right() -> tuple[Question, ...]:
    """Return what is answered and answered right; help and a status, which are no figures, left out."""
    return tuple(
        v.question for v in all_verdicts()
        if v.score == RIGHT and v.question["expect"] == ANSWERABLE
        and v.question["intent"] not in {"help", "status"} and "\n" not in v.question["ask"]
    )  # fmt: skip


def _figures(said: dict[str, Any]) -> tuple[Any, ...]:
    return said["values"], said["refs"]


def _whole(said: dict[str, Any]) -> tuple[Any, ...]:
    """Return what an answer says and how it was read; nothing of one that was not given."""
    if said["status"] != "answered":
        return (said["status"], object())
    return said["values"], said["refs"], said["reading"]

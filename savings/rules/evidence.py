"""Is it a real saving? Six questions, their answers, and the grade they make.

Source: docs/method.md, "Evidence" (after the National Audit Office's practice on reported savings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from savings.rules.profile import NIL, share_out


class Answer(StrEnum):
    """How a question is answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_ASKED = "not_asked"


class Grade(StrEnum):
    """How good the evidence of a saving is."""

    SUFFICIENT = "sufficient"
    PARTIAL = "partial"
    INSUFFICIENT = "insufficient"
    NOT_GRADED = "not_graded"


QUESTIONS: Final = {
    "data": "Do quantity and unit cost rest on reliable data?",
    "calculation": "Is it properly calculated?",
    "costs": "Is it net of transition and knock-on costs?",
    "service": "Is its effect on the service stated?",
    "baseline": "Is the baseline realistic: an approved plan, not a worst case?",
    "new_money": "Is it new money, and not moved from elsewhere?",
}
DECISIVE: Final = frozenset({"data", "calculation", "baseline", "new_money"})
ANSWER_WORDS: Final = {
    Answer.YES: "Yes",
    Answer.PARTLY: "Partly",
    Answer.NO: "No",
    Answer.NOT_ASKED: "Not asked yet",
}
GRADE_WORDS: Final = {
    Grade.SUFFICIENT: "Sufficient",
    Grade.PARTIAL: "Partial",
    Grade.INSUFFICIENT: "Insufficient",
    Grade.NOT_GRADED: "Not graded",
}


def read_answers(answers: Mapping[str, str]) -> dict[str, Answer]:
    """Return an answer to every question; one left out is not asked. Raises ValueError for what is neither."""
    if strange := sorted(set(answers) - set(QUESTIONS)):
        raise ValueError(f"no such question: {', '.join(strange)}; they are {', '.join(QUESTIONS)}")
    read = {}
    for question in QUESTIONS:
        given = answers.get(question, Answer.NOT_ASKED)
        try:
            read[question] = Answer(given)
        except ValueError:
            raise ValueError(
                f"{given!r} is no answer to {question!r}: yes, partly, no or not_asked"
            ) from None
    return read


def grade(answers: Mapping[str, str] | None) -> Grade:
    """Return the grade that answers make; not graded without any.

    "No" to a decisive question, or to both others, is insufficient; then, while a question is not asked, not
    graded; yes to all is sufficient, anything else partial. Source: docs/method.md, "Evidence".
    """
    if answers is None:
        return Grade.NOT_GRADED
    read = read_answers(answers)
    refused = {question for question, answer in read.items() if answer is Answer.NO}
    if refused & DECISIVE or refused == set(QUESTIONS) - DECISIVE:
        return Grade.INSUFFICIENT
    if Answer.NOT_ASKED in read.values():
        return Grade.NOT_GRADED
    return Grade.SUFFICIENT if set(read.values()) == {Answer.YES} else Grade.PARTIAL


@dataclass(frozen=True, slots=True)
class Share:
    """The lines of one grade: how many, their plan in pounds, and the whole percentage of the value they are.

    `percent` is None where there is no value to take a share of.
    """

    grade: Grade
    lines: int
    lines_known: int
    pounds: Decimal
    percent: int | None


def shares(lines: Iterable[tuple[Grade, Decimal | None]]) -> tuple[Share, ...]:
    """Return each grade's share by value, best first; the percentages sum to 100 where there are any.

    A line whose value is not known is counted and adds nothing. A value below nought is taken as it is in
    pounds and as nil among the percentages.
    """
    listed = list(lines)
    values = {g: [amount for found, amount in listed if found is g and amount is not None] for g in Grade}
    pounds = {g: sum(amounts, NIL) for g, amounts in values.items()}
    weights = [max(NIL, amount) for amount in pounds.values()]
    percents: list[int | None] = [None] * len(weights)
    if any(weights):
        percents = [int(part * 100) for part in share_out(Decimal(1), weights)]
    return tuple(
        Share(g, sum(found is g for found, _ in listed), len(values[g]), pounds[g], percent)
        for g, percent in zip(Grade, percents, strict=True)
    )


def shares_words(found: Iterable[Share]) -> str:
    """Say the shares: "sufficient 62%, partial 30%, not graded 8%"; grades without a line are left out."""
    said = [
        f"{GRADE_WORDS[one.grade].lower()} {'not known' if one.percent is None else f'{one.percent}%'}"
        for one in found
        if one.lines
    ]
    return ", ".join(said) or "no line to grade"

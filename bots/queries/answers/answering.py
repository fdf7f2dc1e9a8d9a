"""From a question to its answer: read over the names its reader may use, then asked of the family that has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Final, Protocol

from django.conf import settings
from django.utils import timezone

from bots.queries.answers import (
    budget,
    changes,
    governance,
    indicators,
    lines,
    milestones,
    money,
    papers,
    ratings,
)
from bots.queries.answers.names import lexicon_for
from bots.queries.wordings import phrasings
from bots.rules import asking_back
from bots.rules.answer import Answer
from bots.rules.asking.here import Within, settled_here
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.reading import Understanding, understand
from bots.rules.asking.restating import restated
from bots.rules.asking.rewording import understand_with
from bots.rules.asking.say import words_of
from bots.rules.said_once import said_once
from bots.rules.tokens import LONGEST_QUESTION
from programme.queries.once import asking_once
from programme.rules.access import Actor


class Family(Protocol):
    """Where a family of metrics gets its answers."""

    def __call__(self, query: Query, *, reader: Actor, at: datetime) -> Answer: ...


def answer(
    question: str,
    *,
    reader: Actor,
    at: datetime,
    programme: str | None = None,
    before: str = "",
    within: Within | None = None,
) -> Answer:
    """Return the answer to a question, over the open and internal items this reader may see as of `at`.

    `programme` is the code of the programme asked within; `before` what the thread asked last, restated
    (`Answer.asked`), `within` what the place it is asked in is about, which comes in where the question names nothing
    (`Answer.about`). What the reader may not see reads like what does not exist. Raises ValueError for the system,
    which has no reader's rights.
    """
    reader, at = reader.without_closed(), timezone.localtime(at)
    with asking_once():
        lexicon = lexicon_for(reader, programme=programme)
        if lexicon is None:
            return asking_back.no_such_programme(at=at)
        understanding = read(question, lexicon, at=at, before=before)
        about = ""
        if within is not None and (narrowed := lexicon_for(reader, programme=within.programme)) is not None:
            understanding, about = settled_here(
                question, understanding, lexicon, narrowed, within, partial(read, at=at)
            )
        query = understanding.answerable
        if query is not None:
            said = _answer(query, lexicon, reader=reader, at=at)
            return replace(_noted(said, query, understanding), about=about)
        if understanding.readings:
            return asking_back.choose(understanding, at=at)
        if understanding.is_write:
            return asking_back.refuse_change(address=f"{settings.PUBLIC_URL}/admin/", at=at)
        return asking_back.unknown(understanding, at=at)


def read(question: str, lexicon: Lexicon, *, at: datetime, before: str = "") -> Understanding:
    """Return what a question is read as, read on from the one before it where there is one."""
    return read_on(question, lexicon, today=at.date(), before=before)


def read_on(question: str, lexicon: Lexicon, *, today: date, before: str = "") -> Understanding:
    """Return what a question is read as on a day. What the thread asked counts where this reader reads it in full."""
    known = phrasings()
    last = understand(before, lexicon, today=today).answerable if before else None
    if last is not None and restated(last) != before:
        last = None
    return understand_with(
        question[: LONGEST_QUESTION + 1], lexicon, today=today, phrasings=known, before=last
    )


def _answer(query: Query, lexicon: Lexicon, *, reader: Actor, at: datetime) -> Answer:
    if query.shape is Shape.HELP:
        return asking_back.help_for(lexicon, at=at)
    is_dated = query.metric in milestones.DATES and {s.kind for s in query.subjects} == {"milestone"}
    family = FAMILIES.get("milestones" if is_dated else METRICS[query.metric].family)
    found = None if family is None else family(query, reader=reader, at=at)
    if found is None:
        return asking_back.not_yet(query, at=at)
    return said_once(found, codes={p.programme_code for p in lexicon.programmes})


def _noted(said: Answer, query: Query, understanding: Understanding) -> Answer:
    """Return an answer with how it may be asked again, and what was read otherwise than it was typed."""
    notes = said.notes
    if understanding.repaired:
        typed, read_as = understanding.repaired
        notes = (f"Read “{typed}” as “{read_as}”.", *notes)
    for typed, meant in understanding.reworded:
        notes = (f"Read “{typed}” as “{meant}”, a phrasing that was added.", *notes)
    if understanding.is_followup:
        notes = (f"Read on from the last question, as: {words_of(query)}.", *notes)
    return replace(said, notes=notes, asked=restated(query))


FAMILIES: Final[dict[str, Callable[..., Answer | None]]] = {
    "money": money.answer,
    "lines": lines.answer,
    "ratings": ratings.answer,
    "milestones": milestones.answer,
    "budget": budget.answer,
    "governance": governance.answer,
    "changes": changes.answer,
    "indicators": indicators.answer,
    "papers": papers.answer,
}
"""The families there are. One that answers None, or is not here, cannot answer that yet and gives no figure."""

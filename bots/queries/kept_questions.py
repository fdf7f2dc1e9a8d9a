"""The test questions kept with wordings, and how each reads now: to nobody in particular of its programme's office.

Source: docs/method.md, "Wordings".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from bots.queries.answers.answering import read_on
from bots.queries.answers.names import alias_things, lexicon_for
from bots.queries.unanswered import office_reader
from bots.queries.wordings import WordingRow, standing_wordings
from bots.rules.asking.query import Shape
from bots.rules.asking.restating import restated
from bots.rules.asking.say import words_of
from programme import queries as ground
from programme.rules.access import Actor

LONGEST_READING: Final = 500  # characters that are kept of it


@dataclass(frozen=True)
class NowRead:
    """How a question reads: `asked` is the one reading it has, restated, blank for none or several."""

    asked: str
    words: str


@dataclass(frozen=True)
class KeptQuestion:
    """A test question with what it is to read as and how it reads now."""

    wording: WordingRow
    now: NowRead

    @property
    def holds(self) -> bool:
        """Return whether it reads as it is to."""
        return bool(self.now.asked) and self.now.asked[:LONGEST_READING] == self.wording.reads


def read_now(question: str, *, programme_id: UUID, on: date) -> NowRead:
    """Return how a question reads within a programme, asked on a day."""
    reader, code = office_reader(programme_id)
    lexicon = lexicon_for(reader, programme=code)
    if lexicon is None:
        return NowRead("", "not at all: the programme is not there")
    read = read_on(question, lexicon, today=on)
    if read.answerable is not None and read.answerable.shape is Shape.HELP:
        return NowRead("", "a question for help")
    if read.answerable is not None:
        return NowRead(restated(read.answerable), words_of(read.answerable))
    if read.readings:
        several = "; or ".join(words_of(query) for query in read.readings[:4])
        return NowRead("", f"a question asked back: {several}")
    return NowRead("", "not understood")


def kept_questions(rows: Iterable[WordingRow] | None = None) -> tuple[KeptQuestion, ...]:
    """Return every kept test question with how it reads now, oldest first."""
    asked = standing_wordings() if rows is None else rows
    return tuple(
        KeptQuestion(row, read_now(row.question, programme_id=row.programme_id, on=row.asked_on))
        for row in asked
    )


def wordings_seen(rows: Iterable[WordingRow], *, reader: Actor) -> frozenset[UUID]:
    """Return those of these wordings that somebody may look at: of programmes they see, aliases of things they see."""
    here = ground.programmes(reader=reader)
    within = [row for row in rows if row.programme_id in here]
    things = alias_things([row for row in within if row.kind == "alias"], reader=reader)
    return frozenset(row.id for row in within if row.kind == "phrasing" or row.id in things)

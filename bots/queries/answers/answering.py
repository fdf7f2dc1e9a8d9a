"""From a question to its answer: read it over the names its reader may use, then get the figures."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from bots.queries.answers.lists import red, slipped
from bots.queries.answers.names import lexicon_for
from bots.queries.answers.savings import savings_of
from bots.queries.answers.status import status_of
from bots.rules import asking_back
from bots.rules.answer import Answer
from bots.rules.grammar import understand
from bots.rules.lexicon import Lexicon
from bots.rules.reading import Intent, Reading
from bots.rules.tokens import LONGEST_QUESTION
from programme.rules.access import Actor


def answer(question: str, *, reader: Actor, at: datetime, programme: str | None = None) -> Answer:
    """Return the answer to a question, over the open and internal items this reader may see as of `at`.

    `programme` is the code of the programme asked within. What the reader may not see reads like what does not
    exist. Raises ValueError for the system, which has no reader's rights.
    """
    reader, at = reader.without_closed(), timezone.localtime(at)
    lexicon = lexicon_for(reader, programme=programme)
    if lexicon is None:
        return asking_back.no_such_programme(at=at)
    on = at.date()
    understanding = understand(question[: LONGEST_QUESTION + 1], lexicon, today=on)
    reading = understanding.answerable
    if reading is not None:
        return _answer(reading, lexicon, reader=reader, on=on, at=at)
    if understanding.readings:
        return asking_back.choose(understanding, at=at)
    if understanding.is_write:
        return asking_back.refuse_change(address=f"{settings.PUBLIC_URL}/admin/", at=at)
    return asking_back.unknown(understanding, at=at)


def _answer(reading: Reading, lexicon: Lexicon, *, reader: Actor, on: date, at: datetime) -> Answer:
    match reading.intent:
        case Intent.HELP:
            return asking_back.help_for(lexicon, at=at)
        case Intent.STATUS:
            return status_of(reading, lexicon, reader=reader, on=on, at=at)
        case Intent.SAVINGS:
            return savings_of(reading, lexicon, reader=reader, on=on, at=at)
        case Intent.RED:
            return red(reading, lexicon, reader=reader, at=at)
        case Intent.SLIPPED:
            return slipped(reading, lexicon, reader=reader, on=on, at=at)

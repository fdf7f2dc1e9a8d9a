"""How a question is read: every word accounted for by the grammar, a name, a time or a short list of fillers.

All ways of covering the whole question are found; each that fills an intent's slots is a reading. One sure reading is
answered, several are offered, none means that there is no number. Source: docs/method.md, "How questions are read".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bots.rules.covering import covers_of, pieces_of
from bots.rules.filling import settled
from bots.rules.lexicon import Lexicon
from bots.rules.reading import Intent, Reading, Understanding
from bots.rules.tokens import MOST_TOKENS, Token, tokens
from bots.rules.unread import best_effort, repaired
from bots.rules.vocabulary import POLITE, WRITES


def understand(question: str, lexicon: Lexicon, *, today: date) -> Understanding:
    """Return how a question reads to somebody who may use these names. Nothing typed is help."""
    said = tokens(question)
    if not said:
        return Understanding((Reading(Intent.HELP),))
    if len(said) > MOST_TOKENS:
        return Understanding(not_heard=("a question this long",))
    pieces = pieces_of(question, said, lexicon, today)
    found = settled(covers_of(len(said), pieces), lexicon)
    if found.readings:
        return found
    missed = best_effort(question, said, pieces, lexicon)
    near = repaired(question, said, missed, lexicon, today)
    return replace(missed, is_write=_is_write(said), nearest=near or missed.nearest)


def _is_write(said: Sequence[Token]) -> bool:
    """Return whether it asks for something to be done, and not to be told."""
    first = next((token.word for token in said if token.word not in POLITE), "")
    return first in WRITES

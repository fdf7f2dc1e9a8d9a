"""Questions that were not answered: what of them may be kept, and what whoever reviews them is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from bots.models import UnansweredQuestion
from bots.queries.answers.answering import read_on
from bots.queries.answers.names import lexicon_for
from bots.rules.asking.mail import unwrapped
from bots.rules.asking.names import stem
from bots.rules.asking.say import words_of
from bots.rules.asking.words import RESERVED
from bots.rules.redacting import redacted, tells
from bots.rules.tokens import LONGEST_QUESTION, MOST_TOKENS, Token, tokens
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.access import Actor, public

SHORTEST_NAMED: Final = 2  # letters of a word that a name is looked for by
PEOPLE: Final = frozenset({"person"})


@dataclass(frozen=True)
class Kept:
    """What of a question may be kept: its words, redacted, and the programme it was about, None for no one."""

    words: str
    programme_id: UUID | None
    programme_code: str


@dataclass(frozen=True)
class Reading:
    """How a question is read now, in words: its readings, or what was understood and what was not."""

    readings: tuple[str, ...]
    is_settled: bool
    heard: tuple[str, ...]
    not_heard: tuple[str, ...]


def kept_of(question: str, *, reader: Actor, programme: str | None = None) -> Kept:
    """Return what of a question may be kept for the programme office it concerns.

    Names are kept that the office sees when it is cleared for nothing, or anybody; every other name, and every
    person's, is left out. `programme` is the code of the programme it was asked within.
    """
    return _kept(question, _place(question, reader=reader.without_closed(), programme=programme))


def kept_still(words: str, *, programme_id: UUID | None) -> Kept:
    """Return what may still be kept of words that were, now that something else may be kept back."""
    found = ground.programmes(reader=access.system(), ids=[programme_id]) if programme_id else {}
    return _kept(words, found.get(programme_id) if programme_id else None)


def _kept(question: str, place: ProgrammeRow | None) -> Kept:
    readers = [*([ground.office_of(place)] if place else []), public()]
    text = unwrapped(question[:LONGEST_QUESTION])
    said = tokens(text)
    if len(said) > MOST_TOKENS:  # nobody asks one question so: its first words say what it is
        text = text[: said[MOST_TOKENS].start]
        said = said[:MOST_TOKENS]
    asked = {t.word for t in said if len(t.word) >= SHORTEST_NAMED}
    telling = {word for word in asked if tells(stem(word))}
    words = redacted(
        text,
        public=_shown(said, readers, place),
        kept_back=ground.names_out_of_sight(telling, asked - telling, readers=readers),
        people=ground.people_called(asked - RESERVED),
    )
    return Kept(words, place.id if place else None, place.code if place else "")


def reviewable(reviewer: Actor) -> Q:
    """Return which questions somebody may review: those of programmes whose office they are, and of no one programme.

    What is kept of the latter holds names alone that are open to anybody.
    """
    if not reviewer.may_anywhere(access.WORD):
        return Q(pk__in=[])
    return Q(programme=None) | Q(programme__in=[p.id for p in offices(reviewer)])


def offices(reviewer: Actor) -> Sequence[ProgrammeRow]:
    """Return the programmes somebody may add aliases in."""
    rows = ground.programmes(reader=reviewer).values()
    return [row for row in rows if reviewer.may(access.WORD, row.placement)]


def reading_of(words: str, *, programme_id: UUID | None, on: date) -> Reading:
    """Return how a question that was kept reads now, to nobody in particular of its programme's office."""
    reader, code = office_reader(programme_id)
    lexicon = lexicon_for(reader, programme=code)
    if lexicon is None:
        return Reading((), False, (), ())
    read = read_on(words, lexicon, today=on)
    return Reading(
        tuple(words_of(query) for query in read.readings),
        read.answerable is not None,
        read.heard,
        read.not_heard,
    )


def office_reader(programme_id: UUID | None) -> tuple[Actor, str | None]:
    """Return whose eyes what is kept of a programme is read with, and its code; anybody's where it is of none."""
    found = (
        ground.programmes(reader=access.system(), ids=[programme_id]).get(programme_id)
        if programme_id
        else None
    )
    return (public(), None) if found is None else (ground.office_of(found), found.code)


def open_count(reviewer: Actor) -> int:
    """Return how many questions wait for somebody to look at them."""
    return UnansweredQuestion.objects.filter(reviewable(reviewer), settled="open").count()


def _place(question: str, *, reader: Actor, programme: str | None) -> ProgrammeRow | None:
    """Return the programme a question is about: asked within, the only one they see, or that of all it names."""
    seen = ground.programmes(reader=reader)
    if programme is not None:
        return next((row for row in seen.values() if row.code == programme), None)
    if len(seen) == 1:
        return next(iter(seen.values()))
    lexicon = lexicon_for(reader)
    said = [token.word for token in tokens(question[:LONGEST_QUESTION])][:MOST_TOKENS]
    if lexicon is None or not said:
        return None
    whole = [n for n in lexicon.names_in(said) if n.is_whole and not n.is_number]
    longest = [
        n for n in whole if not any(o.start <= n.start and n.end <= o.end and o is not n for o in whole)
    ]
    named = [{t.programme_id for t in n.things} for n in longest]
    common = set.intersection(*named) if named else set()
    return seen.get(common.pop()) if len(common) == 1 else None


def _shown(
    said: Sequence[Token], readers: Iterable[Actor], place: ProgrammeRow | None
) -> list[tuple[int, int]]:
    """Return the stretches that name things one of these readers may see, people left out."""
    found: list[tuple[int, int]] = []
    for reader in readers:
        code = place.code if place is not None and reader.kind == "person" else None
        lexicon = lexicon_for(reader, programme=code)
        if lexicon is not None:
            named = lexicon.names_in([token.word for token in said])
            found += [(n.start, n.end) for n in named if {t.kind for t in n.things} - PEOPLE]
    return found

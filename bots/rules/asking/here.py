"""What a place makes a question about: a channel's workstream or programme, where the question names nothing itself.

Source: docs/method.md, "Channels".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.reading import Understanding
from bots.rules.asking.things import Thing
from bots.rules.tokens import words

Reads = Callable[[str, Lexicon], Understanding]


@dataclass(frozen=True, slots=True)
class Within:
    """What a place is about: a programme and, where `ref` is given, a workstream of it. `words` name the place."""

    programme: str
    noun: str
    label: str = ""
    ref: str = ""
    workstream_id: UUID | None = None

    @property
    def of_workstream(self) -> str:
        """Return what is said of a question that was taken to be about the workstream."""
        return f"For {self.label}, this channel's workstream."

    @property
    def of_programme(self) -> str:
        """Return what is said of a question that was taken to be about the programme."""
        return f"For {self.programme}, the programme of this channel's {self.noun}."


def settled_here(
    question: str, found: Understanding, lexicon: Lexicon, narrowed: Lexicon, within: Within, read: Reads
) -> tuple[Understanding, str]:
    """Return how a question reads in a place, and in words what the place made it about; blank where it said so itself.

    `found` is how it reads anywhere, `narrowed` the names of the place's programme alone.
    """
    query = found.answerable
    if found.is_write or found.is_followup or _names_something(question, query, lexicon, within):
        return found, ""
    thing = _workstream(narrowed, within)
    if thing is not None:
        about = [one for one in found.readings if one.subjects == (thing,)]
        if len(about) == 1:
            return replace(found, readings=(about[0],), is_sure=True, unclear=""), within.of_workstream
        added = read(f"{question.rstrip(' ?.!')} {within.ref}", narrowed)
        if _is_figure(added.answerable):
            return added, within.of_workstream
    inside = read(question, narrowed)
    return (inside, within.of_programme) if _is_figure(inside.answerable) else (found, "")


def _names_something(question: str, query: Query | None, lexicon: Lexicon, within: Within) -> bool:
    if query is None:
        return False
    if query.shape is Shape.HELP:
        return True
    things = (*query.subjects, *query.within, *query.excluded, *query.programmes)
    if query.against is not None:
        things = (*things, *query.against.subjects)
    if any(t.kind != "programme" or t.programme_code != within.programme for t in things):
        return True
    named = lexicon.names_in(words(question))  # the only programme there is need not have been said
    return any(n.is_whole and {t.kind for t in n.things} == {"programme"} for n in named)


def _workstream(lexicon: Lexicon, within: Within) -> Thing | None:
    if within.workstream_id is None or not within.ref:
        return None
    things = [t for n in lexicon.names_in(words(within.ref)) for t in n.things]
    return next((t for t in things if t.kind == "workstream" and t.id == within.workstream_id), None)


def _is_figure(query: Query | None) -> bool:
    return query is not None and query.shape is not Shape.HELP

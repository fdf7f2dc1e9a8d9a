"""The answer to a question where it was asked: over what may be shown there, about what the place is about first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from bots import changes, queries
from bots.queries import ChannelRow, InboxRow
from bots.queries.channels import NOUNS
from bots.rules.answer import Answer, Status
from bots.rules.company import among_others
from bots.rules.markup import plain, unnamed
from bots.slack import blocks
from bots.slack.commands import help_lines
from programme.rules.access import Actor

HELP: Final = "help"  # what a bare command or mention asks for
IN_COMPANY: Final = (
    "Over open items alone, since others read this channel. Ask me directly for what you may see."
)
IN_A_LINKED_ONE: Final = (
    "Over open items, and internal ones of {}, since others read this channel. "
    "Ask me directly for all you may see."
)


@dataclass(frozen=True)
class Reply:
    """An answer laid out, and the reader it was worked out for."""

    text: str
    layouts: list[list[dict[str, Any]] | None]
    reader: Actor


def answering_there(asked: InboxRow, actor: Actor, at: datetime) -> Reply:
    """Return the answer to a question, for where it goes: a mention is read by everybody in its channel."""
    in_company = asked.kind == "mention" or bool(asked.payload.get("in_company"))
    place = queries.channel(team_id=asked.team_id, channel_id=str(asked.payload.get("channel", "")))
    reader, note = actor.without_closed(), ""
    if in_company:
        ceiling, scopes = (place.ceiling, place.scopes) if place is not None else ("open", ())
        reader = among_others(actor, ceiling=ceiling, scopes=scopes)
        note = IN_COMPANY if place is None or ceiling == "open" else IN_A_LINKED_ONE.format(place.label)
    question = plain(asked.payload["text"]) or HELP
    before = queries.asked_before(asked)
    if before:
        said, echo = queries.answer(question, reader=reader, at=at, before=before), ""
    else:
        said, echo = about_here(question, place, reader=reader, at=at)
    changes.keep_reading(inbox_id=asked.id, options=[o.question for o in said.options], asked=said.asked)
    changes.keep_unanswered_in_slack(
        inbox_id=asked.id,
        said=said,
        question=unnamed(asked.payload["text"]),
        programme=place.programme_code if place is not None else "",
        reader=actor,
        at=at,
    )
    if said.intent == HELP:
        note = "\n".join([*help_lines(), *([note] if note else [])])
    text, layouts = blocks.answer_of(
        said, key=str(asked.id), address=settings.PUBLIC_URL, note=note, echo=echo
    )
    return Reply(text, layouts, reader)


def about_here(question: str, place: ChannelRow | None, *, reader: Actor, at: datetime) -> tuple[Answer, str]:
    """Return the answer, and in words what its channel made it about; blank where the question said so itself.

    A channel's thing comes in only where the question names none: it is asked once with it and once without. Of
    several readings that differ in their subject, the channel's is taken.
    """
    if place is None or not place.programme_code:
        return queries.answer(question, reader=reader, at=at), ""
    asked = queries.answer(question, reader=reader, at=at)
    if place.kind == "workstream" and place.ref and not _names_something(asked, place):
        here = _of(place, question, asked, reader=reader, at=at)
        if here is not None:
            return here, f"For {place.label}, this channel's workstream."
    if asked.status is Status.ANSWERED and (_names_something(asked, place) or asked.intent == HELP):
        return asked, ""
    within = queries.answer(question, reader=reader, at=at, programme=place.programme_code)
    if within.status is Status.ANSWERED and within.intent != HELP:
        noun = NOUNS[place.kind]
        return within, f"For {place.programme_code}, the programme of this channel's {noun}."
    return asked, ""


def _of(place: ChannelRow, question: str, asked: Answer, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer about a channel's workstream, if the question is one about a workstream at all."""
    ref = place.ref.casefold()
    for option in asked.options:
        if ref in option.question.casefold().split():
            return _answered(option.question, place, reader=reader, at=at)
    return _answered(f"{question.rstrip(' ?.!')} {place.ref}", place, reader=reader, at=at)


def _answered(question: str, place: ChannelRow, *, reader: Actor, at: datetime) -> Answer | None:
    said = queries.answer(question, reader=reader, at=at, programme=place.programme_code)
    return said if said.status is Status.ANSWERED and said.intent != HELP else None


def _names_something(said: Answer, place: ChannelRow) -> bool:
    """Return whether a question was read as about something it named itself: a ref, or a thing by its name."""
    if said.status is not Status.ANSWERED:
        return False
    reading = said.reading.casefold()
    return any(ref.casefold() in reading.split() for ref in said.refs if ref != place.programme_code)

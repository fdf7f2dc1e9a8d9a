"""The answer to a question where it was asked: over what may be shown there, about what the place is about first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from bots import changes, queries
from bots.queries import InboxRow
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
    in_company = queries.is_in_company(asked)
    place = queries.channel(team_id=asked.team_id, channel_id=str(asked.payload.get("channel", "")))
    reader, note = actor.without_closed(), ""
    if in_company:
        ceiling, scopes = (place.ceiling, place.scopes) if place is not None else ("open", ())
        reader = among_others(actor, ceiling=ceiling, scopes=scopes)
        note = IN_COMPANY if place is None or ceiling == "open" else IN_A_LINKED_ONE.format(place.label)
    question = plain(asked.payload["text"]) or HELP
    said = queries.answer(
        question,
        reader=reader,
        at=at,
        before=queries.asked_before(asked),
        within=None if place is None else place.within,
    )
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
        said, key=str(asked.id), address=settings.PUBLIC_URL, note=note, echo=said.about
    )
    return Reply(text, layouts, reader)

"""What is said when there is no figure: a choice, what was not understood, where to make a change, help.

Nothing here depends on anything its reader may not see, so a hidden name and one that does not exist read alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bots.rules.answer import MOST_OPTIONS, Answer, Option, Status, Table, listed
from bots.rules.lexicon import Lexicon
from bots.rules.reading import Intent, Reading, Slots, Thing, Understanding

LONGEST_ECHO: Final = 60  # characters of one thing not understood that are said back
MOST_ECHOES: Final = 5
MOST_NEAREST: Final = 4
USAGE: Final[tuple[tuple[Intent, str, str], ...]] = (
    (Intent.STATUS, "status <workstream or programme>", "rating, delivery risk, milestones and savings"),
    (
        Intent.SAVINGS,
        "savings <line, heading, workstream or programme> [year]",
        "plan, forecast, loss, timing",
    ),
    (Intent.RED, "red", "workstreams reported Red, and why"),
    (Intent.SLIPPED, "slipped [since <date>]", "milestones that moved later, and what it costs"),
    (Intent.HELP, "help", "this table"),
)
NO_PROGRAMME: Final = "There is no programme of that code that you may see."
CHANGES: Final = (
    "I only answer questions; nothing was changed. Change a rating, milestone or forecast here, signed in"
)


def choose(understanding: Understanding, *, at: datetime) -> Answer:
    """Offer the readings of a question that has several, or one that must be said in full."""
    readings = understanding.readings
    offered = options(readings[:MOST_OPTIONS])
    unclear = f" {understanding.unclear}." if understanding.unclear else ""
    headline = f"Which do you mean?{unclear}" if len(readings) > 1 else f"Do you mean this?{unclear}"
    more = len(readings) - len(offered)
    notes = (f"And {more} more; say more of the name, its ref or its programme.",) if more > 0 else ()
    intents = {r.intent for r in readings}
    return Answer(
        status=Status.CHOOSE,
        as_at=at,
        headline=headline,
        intent=readings[0].intent.value if len(intents) == 1 else "",
        notes=notes,
        options=offered,
    )


def unknown(understanding: Understanding, *, at: datetime) -> Answer:
    """Say what was understood and what was not, with the nearest questions that would be answered."""
    nearest = options(understanding.nearest[:MOST_NEAREST])
    return Answer(
        status=Status.UNKNOWN,
        as_at=at,
        headline=_not_understood(understanding),
        lines=("I can answer:",) if nearest else (),
        notes=() if nearest else ("Ask “help” for what I can answer.",),
        options=nearest,
    )


def no_such_programme(*, at: datetime) -> Answer:
    """Say that the programme asked within is not there for this reader."""
    return Answer(status=Status.UNKNOWN, as_at=at, headline=NO_PROGRAMME)


def refuse_change(*, address: str, at: datetime) -> Answer:
    """Refuse to change anything, and say where it is done. The same words whatever it was about."""
    return Answer(status=Status.REFUSED, as_at=at, headline=f"{CHANGES}: {address}", link="/admin/")


def help_for(lexicon: Lexicon, *, at: datetime) -> Answer:
    """Return the table of commands, with examples over names this reader may use."""
    examples = {intent: _example(intent, lexicon) for intent, _, _ in USAGE}
    lines = tuple(f"• {usage}: {what}. Example: {examples[intent]}" for intent, usage, what in USAGE)
    rows = tuple((usage, what, examples[intent]) for intent, usage, what in USAGE)
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline="Ask me one of these, here or with /tracker. I answer only what I understand word by word.",
        intent=Intent.HELP.value,
        lines=lines,
        notes=("Answers are over open and internal items of your grants, without exempt items.",),
        table=Table("What you can ask", ("Ask", "For", "Example"), rows),
    )


def options(readings: Iterable[Reading]) -> tuple[Option, ...]:
    """Return readings as questions to choose from, each named by what it is about."""
    return tuple(Option(reading.restated, reading.label) for reading in readings)


def _not_understood(understanding: Understanding) -> str:
    heard = [f"*{_echo(text)}*" for text in understanding.heard]
    missed = [f"*{_echo(text)}*" for text in understanding.not_heard]
    if len(missed) > MOST_ECHOES:
        missed = [*missed[: MOST_ECHOES - 1], "more"]
    if not heard:
        return f"I did not understand {listed(missed)}." if missed else "I did not understand that."
    if not missed:
        return f"I understood {listed(heard)}, but not what they mean together."
    return f"I understood {listed(heard[:MOST_ECHOES])} but not {listed(missed)}."


def _echo(text: str) -> str:
    """Return words said back: on one line, without marks of layout, cut where they run on."""
    plain = " ".join(text.replace("*", " ").split())
    return plain if len(plain) <= LONGEST_ECHO else f"{plain[: LONGEST_ECHO - 1]}…"


def _example(intent: Intent, lexicon: Lexicon) -> str:
    """Return a question of this intent that would be answered, over the first fitting name there is."""
    wanted = {
        Intent.STATUS: ("workstream", "programme"),
        Intent.SAVINGS: ("saving", "workstream", "programme"),
    }
    if intent is Intent.SLIPPED:
        return "slipped since last month"
    if intent not in wanted:
        return intent.value
    fitting: list[Thing] = [t for kind in wanted[intent] for t in lexicon.things if t.kind == kind]
    return Reading(intent, Slots(subject=fitting[0])).restated if fitting else intent.value

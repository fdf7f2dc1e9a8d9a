"""What is said when there is no figure: a choice, what was not understood, where to make a change, help.

Nothing here depends on anything its reader may not see, so a hidden name and one that does not exist read alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bots.rules.answer import MOST_OPTIONS, Answer, Option, Status, Table, listed
from bots.rules.asking.intents import intent_of
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.query import Query
from bots.rules.asking.reading import Understanding
from bots.rules.asking.restating import restated
from bots.rules.asking.say import label_of, words_of
from bots.rules.asking.unread import is_like_a_ref
from programme.rules.calendar import FinancialYear

LONGEST_ECHO: Final = 60  # characters of one thing not understood that are said back
MOST_ECHOES: Final = 5
MOST_NEAREST: Final = 4
USAGE: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "savings of a line, heading, workstream, owner or programme, in a year",
        "savings {group} {year} in {code}",
        "total",
    ),
    ("one line, by its ref or name", "{line} in {code}", "line"),
    ("the biggest or smallest", "top 5 savings {year} in {code}", "top"),
    ("a count or a list", "which savings are over £100k in {year} in {code}", "list"),
    ("a share or a difference", "what % of the total is {group} in {year} in {code}", "share"),
    ("everything but something", "total except {group} {year} in {code}", "rest"),
    ("what is new, one-off or recurring", "what's new in {year} in {code}", "new"),
    ("forecast, delivered, at risk, shortfall", "forecast against target {year} in {code}", "forecast"),
    ("status of a workstream or programme", "status of {stream} in {code}", "status"),
    ("red", "which workstreams are red", "red"),
    ("what slipped, what is due, what is overdue", "slipped since last month", "slipped"),
)
"""What can be asked, with an example over names this reader may use."""
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
    intents = {intent_of(r) for r in readings}
    return Answer(
        status=Status.CHOOSE,
        as_at=at,
        headline=headline,
        intent=intents.pop() if len(intents) == 1 else "",
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


def not_yet(query: Query, *, at: datetime) -> Answer:
    """Say that a question was understood and has no figures behind it yet."""
    headline = f"I understood that as {words_of(query)}, and cannot answer it yet."
    return Answer(
        status=Status.UNKNOWN, as_at=at, headline=headline, notes=("Ask “help” for what I can answer.",)
    )


def help_for(lexicon: Lexicon, *, at: datetime) -> Answer:
    """Return what can be asked, with examples over names this reader may use."""
    line = lexicon.first("saving", "workstream", "programme")
    code = line.programme_code if line else ""
    names = {
        "line": line,
        "group": lexicon.first("heading", "workstream", "programme", code=code),
        "stream": lexicon.first("workstream", "programme", code=code),
    }
    words = {
        key: (thing.shown_ref or thing.ref or thing.name) if thing else "" for key, thing in names.items()
    }
    words["code"] = code
    if names["group"] is not None:
        words["group"] = names["group"].name
    year = FinancialYear.containing(at.date()).label
    rows = tuple(
        (what, example.format(year=year, **words))
        for what, example, _ in USAGE
        if all(words.get(key) for key in ("line", "group", "stream", "code") if f"{{{key}}}" in example)
    )
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline="Ask me in your own words. I answer only what I understand word by word.",
        intent="help",
        lines=tuple(f"• {what}: “{example}”" for what, example in rows),
        notes=("Answers are over open and internal items of your grants, without exempt items.",),
        table=Table("What you can ask", ("For", "Ask, for example"), rows),
    )


def options(queries: Iterable[Query]) -> tuple[Option, ...]:
    """Return readings as questions to choose from, each named by how it reads."""
    return tuple(Option(restated(query), label_of(query)) for query in queries)


def _not_understood(understanding: Understanding) -> str:
    heard = [f"“{_echo(text)}”" for text in understanding.heard]
    missed = [f"“{_echo(text)}”" for text in understanding.not_heard]
    if len(missed) > MOST_ECHOES:
        missed = [*missed[: MOST_ECHOES - 1], "more"]
    if missed and all(is_like_a_ref(text) for text in understanding.not_heard):
        none = f"there is no {listed(missed)} that you may see"
        return f"I understood {listed(heard[:MOST_ECHOES])}, and {none}." if heard else f"T{none[1:]}."
    if not heard:
        return f"I did not understand {listed(missed)}." if missed else "I did not understand that."
    if not missed:
        return f"I understood {listed(heard)}, but not what they mean together."
    return f"I understood {listed(heard[:MOST_ECHOES])} but not {listed(missed)}."


def _echo(text: str) -> str:
    """Return words said back: on one line, without marks of layout, cut where they run on."""
    plain = " ".join(text.replace("*", " ").split())
    return plain if len(plain) <= LONGEST_ECHO else f"{plain[: LONGEST_ECHO - 1]}…"

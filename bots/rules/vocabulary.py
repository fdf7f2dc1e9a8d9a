"""The words the bot's grammar is made of. The list is short on purpose: a word not here, and no name, is not read.

Words that turn a question round or narrow it (not, except, only, was, and, …) are left out, so that a question with
one of them is answered with what was not understood, never with a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bots.rules.reading import Intent, ThingKind

ALL: Final = frozenset(Intent)
NAMED: Final = frozenset({Intent.STATUS, Intent.SAVINGS})  # what a bare name may be asked for


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase of the grammar does: which intents it leaves open, and what else it says.

    `asks` means that it names its intent by itself; `kind` that the name beside it is of that kind.
    """

    intents: frozenset[Intent] = ALL
    asks: bool = False
    kind: ThingKind | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKS: Final[dict[Intent, str]] = {
    Intent.HELP: "help|commands|what can you do|what can i ask|what can i ask you|how do i use this",
    Intent.STATUS: "status|rag|rating|progress|update on|latest on|how is|hows|how are|doing|going|getting on",
    Intent.SAVINGS: "savings|saving|save|saves|total|totals|everything|overall|altogether",
    Intent.RED: "red|reds",
    Intent.SLIPPED: "slipped|slip|slips|slippage|slippages|moved later",
}
_BESIDE: Final[tuple[tuple[frozenset[Intent], str], ...]] = (
    (frozenset({Intent.SAVINGS}), "how much|much|will|does|do|all|all of|worth|we"),
    (frozenset({Intent.STATUS}), "how|whole|reported|current|latest"),
    (frozenset({Intent.RED}), "which|all|workstreams|any|anything|currently|now|at present|rag|rated|reported"),
    (frozenset({Intent.SLIPPED}), "which|milestones|any|anything|dates|has|have"),
)  # fmt: skip
_FILLER: Final = (
    "a|an|the|of|for|in|on|is|are|there|what|whats|please|pls|thanks|thank you|hi|hello|hey|morning|good morning|show|"
    "show me|tell me|give me|give us|tell us|can you|could you|can i have|could i have|can we have|i want|i need|"
    "i would like|id like|let me know|about|our|tracker|bot|programme tracker|quickly|me"
)
_MARKERS: Final[dict[ThingKind, str]] = {
    "saving": "line|savings line|saving line|budget line",
    "heading": "heading|group|block",
    "workstream": "workstream|work stream|ws|project",
    "programme": "programme|program|prog",
}
WRITES: Final = _words(
    "set change update move mark make delete remove add create approve reforecast rebaseline revise validate claim "
    "close reopen assign rename edit record put push delay bring cancel reject increase reduce raise lower replace "
    "withdraw confirm enter log correct amend adjust turn unset archive"
)
POLITE: Final = _words(
    "please pls can could would you i we want need to like id let lets the now hi hello hey tracker bot just"
)
# Words that turn a meaning round or take from it; no part of a name may begin or end with one.
TURNING: Final = _words(
    "not no non without except excluding excl exclude but only and or nor than versus vs if unless never neither none "
    "less more over under above below almost nearly approx approximately around before after until by at as was "
    "were had average mean median compared between per each least most highest lowest biggest smallest other others "
    "another instead minus plus"
)
# Words that say which savings or what of them, in one council's papers or another's. A part of a name made of these
# alone is no name: "new savings" are not the line "New ways of working".
GENERIC: Final = _words(
    "new additional extra further early late later recurring recurrent temporary permanent ongoing net gross "
    "planned plan actual actuals forecast forecasts claimed claim validated delivered delivery undelivered "
    "outstanding remaining unidentified identified risk risks pressure pressures cost costs budget budgets "
    "budgeted base income growth reduction reductions reduced reduce increase increases increased decrease cut "
    "cuts target targets full partial year years annual yearly monthly quarterly cumulative incremental cash "
    "cashable avoidance avoided funding funded fund grant grants reallocation reallocated adjustment adjustments "
    "spend spending spent overspend underspend variance projection projected baseline profile shortfall loss "
    "losses timing delay delays delayed due overdue complete completed finished started start open closed exempt "
    "internal public private published real big small large top bottom best worst first second third last next "
    "previous future past old existing proposed proposal proposals approved agreed rejected withdrawn replaced "
    "own same different half double entire every some many few several both time times date day days week weeks "
    "month months quarter people staff staffing team teams post posts vacant vacancy vacancies filled unfilled "
    "left service services council councils management control measures efficiency efficiencies redesign review "
    "use used item items list number count sum share percent percentage money pounds high medium low green amber "
    "blue maximum minimum expected value values"
)


def _table() -> dict[tuple[str, ...], tuple[Word, ...]]:
    table: dict[tuple[str, ...], list[Word]] = {}

    def enter(phrases: str, word: Word) -> None:
        for phrase in phrases.split("|"):
            table.setdefault(tuple(phrase.split()), []).append(word)

    enter(_FILLER, Word())
    for intent, phrases in _ASKS.items():
        enter(phrases, Word(frozenset({intent}), asks=True))
    for intents, phrases in _BESIDE:
        enter(phrases, Word(intents))
    for kind, phrases in _MARKERS.items():
        enter(phrases, Word(frozenset(Intent) - {Intent.HELP, Intent.RED}, kind=kind))
    return {phrase: tuple(entered) for phrase, entered in table.items()}


PHRASES: Final = _table()
LONGEST_PHRASE: Final = max(len(phrase) for phrase in PHRASES)
RESERVED: Final = (
    frozenset(word for phrase in PHRASES for word in phrase) | TURNING | {"since", "year", "financial"}
)

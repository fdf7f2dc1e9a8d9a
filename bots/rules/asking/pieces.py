"""All ways of accounting for every word of a question: words of the grammar, names, times, amounts and fillers.

A path is the pieces of one such way, in order, without its fillers. Paths carry how well they read: a whole name or
a ref before a word of the grammar, that before part of a name, a longer stretch before shorter ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.named import Named
from bots.rules.asking.names import TITLED
from bots.rules.asking.time_said import Said
from bots.rules.asking.times import find_times
from bots.rules.asking.vocabulary.small import HAPPENING, OPENING
from bots.rules.asking.vocabulary.turning import NUMBERS
from bots.rules.asking.vocabulary.word import OPINION, YIELDS, Word
from bots.rules.asking.words import LONGEST_PHRASE, PHRASES
from bots.rules.tokens import Token

MOST_PATHS: Final = 600
OF_MONEY: Final = frozenset({"saving", "heading", "workstream", "programme"})
LONGEST_WORD: Final = 3  # letters of a ref that may be a small word
WITHIN: Final = 1.6  # of the best, in the measure of `_weight`; what reads worse is let go
_MONEY: Final = re.compile(
    r"(?<![\w.,])(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?\s?"
    r"(?P<unit>k|m|mn|mil|mill|thousand|million|grand|bn|billion)?(?![\w%]|\.\d|[/-]\d)",
    re.IGNORECASE,
)
_IN_WORDS: Final = re.compile(
    r"(?<!\w)(?:£\s?)?(?:(?P<part>half|(?:a\s+)?quarter\s+of|three\s+quarters\s+of)\s+a|(?P<number>an?|[a-z]+)(?P<hundred>\s+hundred)?"
    r"(?P<and_half>\s+and\s+a\s+half)?)\s+(?P<unit>thousand|grand|k|m|mil|mill|million)(?P<half>\s+and\s+a\s+half)?(?:\s+(?:pounds|quid))?(?!\w)",
    re.IGNORECASE,
)
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_SCALE: Final = {
    "k": 3,
    "thousand": 3,
    "grand": 3,
    "m": 6,
    "mn": 6,
    "mil": 6,
    "mill": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of pounds in a question."""

    pounds: Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A count in a question: "top 5"."""

    value: int


Meaning = Word | Named | Said | Money | Number


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words (the end not included) and what it means."""

    start: int
    end: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Path:
    """One way of accounting for every word: its pieces without the fillers, and how well it reads."""

    pieces: tuple[Piece, ...]
    weight: float


def pieces_of(question: str, said: Sequence[Token], lexicon: Lexicon, today: date) -> list[list[Piece]]:
    """Return, for each word, the pieces that begin there."""
    spoken = [token.word for token in said]
    found: list[list[Piece]] = [[] for _ in said]
    for start in range(len(said)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(said)) + 1):
            for word in PHRASES.get(tuple(spoken[start:end]), ()):
                found[start].append(Piece(start, end, word))
        if spoken[start] in HAPPENING and {"when", "whens"} & set(spoken):
            found[start].append(Piece(start, start + 1, Word("filler")))
        if all(word in OPENING for word in spoken[: start + 1]) or _says_nothing(said[start], question):
            found[start].append(Piece(start, start + 1, Word("filler")))
        if spoken[start] in NUMBERS:
            found[start].append(Piece(start, start + 1, Number(NUMBERS[spoken[start]])))
        elif spoken[start].isdigit() and len(spoken[start]) < 3:
            found[start].append(Piece(start, start + 1, Number(int(spoken[start]))))
    for named in lexicon.names_in(_own(said)):
        if _is_a_word(named, said):
            continue
        found[named.start].append(Piece(named.start, named.end, named))
        _let_go(found, named)
    _keep_whole(found)
    places = {token.start: place for place, token in enumerate(said)}
    for time in find_times(question, today=today):
        if (span := _span(time.start, time.end, said, places)) is not None:
            found[span[0]].append(Piece(*span, time))
    _keep_opinions(found)
    _keep_sums(found, spoken)
    for match in _IN_WORDS.finditer(question):
        amount = _pounds_in_words(match)
        if amount is not None and (span := _span(match.start(), match.end(), said, places)) is not None:
            found[span[0]].append(Piece(*span, Money(amount)))
    for match in _MONEY.finditer(question):
        pounds = _pounds(match)
        if pounds is not None and (span := _span(match.start(), match.end(), said, places)) is not None:
            found[span[0]].append(Piece(*span, Money(pounds)))
    return found


def _is_a_word(named: Named, said: Sequence[Token]) -> bool:
    """Return whether a short ref is a small word here: BE, IT and ON are refs in capitals alone, or beside a marker."""
    token = said[named.start]
    if (
        named.end - named.start > 1
        or not named.is_ref
        or not token.word.isalpha()
        or len(token.word) > LONGEST_WORD
    ):
        return False
    if not any(word.role in ("filler", "op") for word in PHRASES.get((token.word,), ())):
        return False
    others = [t.shown for n, t in enumerate(said) if n != named.start and t.shown.isalpha()]
    is_shouted = bool(others) and all(shown.isupper() for shown in others)
    beside = [said[n].word for n in (named.start - 1, named.end) if 0 <= n < len(said)]
    is_marked = any(word.role == "marker" for one in beside for word in PHRASES.get((one,), ()))
    return not (is_marked or (token.shown.isupper() and not is_shouted))


def _keep_sums(found: list[list[Piece]], spoken: Sequence[str]) -> None:
    """Leave a kind that is to be added unread: "total including the grants" is more than the grants."""
    for place, word in enumerate(spoken):
        adds = word in ("including", "counting", "incl", "inc") or (
            word == "with" and "total" in spoken[:place]
        )
        first = place + 2 if spoken[place + 1 : place + 2] in (["the"], ["our"]) else place + 1
        if adds and first < len(found) and any(_is_kind(p) for p in found[first]):
            found[place] = []


def _is_kind(piece: Piece) -> bool:
    meaning = piece.meaning
    return isinstance(meaning, Word) and meaning.filter is not None and meaning.filter.name == "kind"


def _keep_whole(found: list[list[Piece]]) -> None:
    """Leave out the parts of longer names where the same words are a whole name of money: it is that."""
    for place, ones in enumerate(found):
        whole = {
            p.end
            for p in ones
            if isinstance(p.meaning, Named)
            and p.meaning.is_whole
            and any(t.kind in OF_MONEY for t in p.meaning.things)
        }
        found[place] = [
            p
            for p in ones
            if not (isinstance(p.meaning, Named) and not p.meaning.is_whole and p.end in whole)
        ]


def _keep_opinions(found: list[list[Piece]]) -> None:
    """Leave nothing else of the words that ask for an opinion: "worth it" is no worth."""
    asked = {(p.start, p.end) for ones in found for p in ones if p.meaning == OPINION}
    for start, end in asked:
        for place in range(start, end):
            found[place] = [p for p in found[place] if p.meaning == OPINION or isinstance(p.meaning, Named)]


def _let_go(found: list[list[Piece]], named: Named) -> None:
    """Take out the fillers that yield to a title of the same words: "savings in place" may be of Place."""
    if not any(thing.kind in (*TITLED, "budget_line") for thing in named.things):
        return
    for start in range(named.start + 1):
        found[start] = [
            p
            for p in found[start]
            if not (isinstance(p.meaning, Word) and p.meaning == YIELDS and named.end <= p.end)
        ]


def paths_of(length: int, pieces: Sequence[Sequence[Piece]]) -> list[Path]:
    """Return the ways of accounting for all the words, the best first; none where a word is left over."""
    reached: list[dict[tuple[Piece, ...], float]] = [{} for _ in range(length + 1)]
    reached[0][()] = 0.0
    for place in range(length):
        here = reached[place]
        if not here:
            continue
        for pieces_so_far, weight in _best(here):
            for piece in pieces[place]:
                longer = pieces_so_far if _leaves_no_trace(piece) else (*pieces_so_far, piece)
                total = weight + _weight(piece)
                ahead = reached[piece.end]
                if ahead.get(longer, -1.0) < total:
                    ahead[longer] = total
    return [Path(pieces_held, weight) for pieces_held, weight in _best(reached[length])]


def _best(held: dict[tuple[Piece, ...], float]) -> list[tuple[tuple[Piece, ...], float]]:
    top = max(held.values(), default=0.0)
    kept = [(pieces, weight) for pieces, weight in held.items() if weight >= top - WITHIN]
    kept.sort(key=lambda one: -one[1])
    return kept[:MOST_PATHS]


def _leaves_no_trace(piece: Piece) -> bool:
    return isinstance(piece.meaning, Word) and piece.meaning.role == "filler"


def _weight(piece: Piece) -> float:
    """Return how well a piece reads: by the word, more for each word that it holds together."""
    length, meaning = piece.end - piece.start, piece.meaning
    more = length - 1
    if isinstance(meaning, Word):
        return length + 0.3 * more if meaning.role == "filler" else 1.2 * length + 0.3 * more
    if isinstance(meaning, Said):
        return 1.6 * length + 0.5 * more
    if isinstance(meaning, Money):
        return 1.3 * length + 0.3 * more
    if isinstance(meaning, Number):
        return 1.2
    if meaning.is_number:
        return 1.1
    if meaning.is_ref:
        return 1.8 * length + 0.6 * more
    if meaning.is_whole:
        return 1.6 * length + 0.6 * more
    return (1.2 if meaning.is_sure else 0.9) * length + 0.6 * more


def _says_nothing(token: Token, question: str) -> bool:
    """Return whether a sign is a picture, or the mark of a quoted line at its beginning."""
    if len(token.word) > 2 or token.word.isalnum():
        return False
    if token.word == ">":
        return not question[question.rfind("\n", 0, token.start) + 1 : token.start].strip()
    return all(unicodedata.category(sign) in ("So", "Sk", "Cn") for sign in token.word)


def _own(said: Sequence[Token]) -> list[str]:
    """Return the words names are compared with: "Fostering's" is of Fostering, where it was typed so."""
    return [
        token.word[:-1]
        if token.word.endswith("s") and token.shown[-2:-1] in "'\u2019" and len(token.word) > 3
        else token.word
        for token in said
    ]


def _span(start: int, end: int, said: Sequence[Token], places: dict[int, int]) -> tuple[int, int] | None:
    """Return the words that stand from one place of the question to another; None where one is cut."""
    first = places.get(start)
    if first is None:
        return None
    last = first
    while last < len(said) and said[last].start < end:
        last += 1
    return (first, last) if said[last - 1].end <= end else None


def _pounds(match: re.Match[str]) -> Decimal | None:
    """Return the pounds of an amount; a bare number below a thousand is none."""
    digits, unit = match["digits"].replace(",", ""), (match["unit"] or "").lower()
    if not match["pound"] and not unit and ("," not in match["digits"] and len(digits) < 4):
        return None
    if not match["pound"] and not unit and len(digits) == 4 and "," not in match["digits"]:
        return None  # a year or a ref, as likely as an amount
    return Decimal(f"{digits}.{match['part'] or '0'}").scaleb(_SCALE.get(unit, 0)).normalize() + Decimal(0)


def _pounds_in_words(match: re.Match[str]) -> Decimal | None:
    """Return the pounds of an amount in words: "half a million", "two hundred thousand"; None for other words."""
    scale = _SCALE[match["unit"].lower()]
    if match["part"]:
        part = next(p for word, p in _PARTS.items() if word in match["part"].lower())
        return part.scaleb(scale).normalize() + Decimal(0)
    number = match["number"].lower()
    many = 1 if number in ("a", "an") else NUMBERS.get(number, 0)
    if not many or (number == "couple" and not match["hundred"]):
        return None
    more = Decimal("0.5") if match["half"] or match["and_half"] else 0
    return (Decimal(many * (100 if match["hundred"] else 1)) + more).scaleb(scale).normalize() + Decimal(0)

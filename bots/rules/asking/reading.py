"""How a question is read: every word accounted for by the grammar, a name, a time, an amount or a filler.

All ways of covering the whole question are found; each that fills a query the registry allows is a reading. One sure
reading is answered, several are offered, none means that there is no number.
Source: docs/method.md, "How questions are read".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bots.rules.asking.fill import Candidate, candidates
from bots.rules.asking.following import bound, changed, is_narrow
from bots.rules.asking.frame import Frame
from bots.rules.asking.framing import frame_of
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.mail import lead_of, unwrapped
from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Path, Piece, paths_of, pieces_of
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.time_said import Said
from bots.rules.asking.unread import (
    best_effort,
    completions,
    heard_in,
    is_in_longer_name,
    is_like_a_ref,
    is_write,
    may_be_sum,
    missing,
    says_nothing_else,
    spellings,
)
from bots.rules.asking.vocabulary.word import Word
from bots.rules.asking.words import RESERVED
from bots.rules.tokens import MOST_TOKENS, Token, set_of, tokens

TURNING: Final = frozenset(("not", "no", "except", "or"))
OWN_WORDS: Final = frozenset(
    (
        "plan",
        "target",
        "forecast",
        "claimed",
        "validated",
        "delivered",
        "shortfall",
        "unidentified",
        "at_risk",
        "help",
    )
)
"""Metrics whose words are so much the bot's own that no name is meant by them."""
MOST_NEAREST: Final = 4  # questions offered where one was not understood
EQUALLY_GOOD: Final = 0.05  # of what a path weighs
BEING: Final = frozenset(("is", "are", "was", "were", "isnt", "arent", "wasnt"))
OPENERS: Final = frozenset(
    (
        "is",
        "are",
        "does",
        "do",
        "did",
        "has",
        "have",
        "was",
        "were",
        "isnt",
        "arent",
        "hasnt",
        "wasnt",
        "didnt",
    )
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was read as. Empty `readings` come with what was heard and what was not.

    `is_sure` is false where the one reading still has to be asked back; `unclear` then says why. `repaired` is
    (as typed, as read) where one long word was misspelt, `reworded` the same of each phrasing that was used.
    `nearest` are questions close to this one.
    """

    readings: tuple[Query, ...] = ()
    is_sure: bool = True
    unclear: str = ""
    heard: tuple[str, ...] = ()
    not_heard: tuple[str, ...] = ()
    nearest: tuple[Query, ...] = ()
    is_write: bool = False
    repaired: tuple[str, str] | None = None
    is_followup: bool = False
    reworded: tuple[tuple[str, str], ...] = ()

    @property
    def answerable(self) -> Query | None:
        """Return the one reading to answer, or None."""
        return self.readings[0] if len(self.readings) == 1 and self.is_sure else None


def understand(question: str, lexicon: Lexicon, *, today: date, before: Query | None = None) -> Understanding:
    """Return how a question reads to somebody who may use these names. Nothing typed, or a greeting, is help.

    `before` is what the thread asked last: a question that says only what is different is read on from there.
    """
    question = unwrapped(question)
    said = tokens(question)
    if not said or (len(said) < 5 and all(token.word in _HELLO for token in said)):
        return Understanding((Query(Shape.HELP, "help"),))
    if len(said) > MOST_TOKENS:
        return Understanding(not_heard=("a question this long",))
    pieces = pieces_of(question, said, lexicon, today)
    is_asked_to = is_write(said, pieces)
    if is_asked_to and not may_be_sum(said):
        return Understanding(is_write=True)
    if before is not None:
        followed = _followed(question, said, pieces, lexicon, before)
        if followed is not None:
            return followed
    found = settled(question, said, pieces, lexicon, before)
    if word := _name_or_word(found, said, pieces, lexicon):
        return replace(found, is_sure=False, unclear=f"“{word}” may be part of a name")
    if found.readings:
        return found
    if is_asked_to:
        return Understanding(is_write=True)
    if below := _below_its_lead(question, lexicon, today):
        return below
    heard, not_heard = best_effort(question, said, pieces)
    if repaired := _repaired(question, said, pieces, lexicon, today, before):
        return repaired
    nearest = _nearest(question, said, pieces, lexicon, today)
    return Understanding(heard=heard, not_heard=not_heard, nearest=nearest)


def _name_or_word(
    found: Understanding, said: Sequence[Token], pieces: Sequence[Sequence[Piece]], lexicon: Lexicon
) -> str:
    """Return the one word of a question about everything that names hold as well: "health this year"; else nothing."""
    query = found.answerable
    if query is None or query.metric in OWN_WORDS or any(s.kind != "programme" for s in query.subjects):
        return ""
    small = {
        place
        for ones in pieces
        for p in ones
        if isinstance(p.meaning, Said) or (isinstance(p.meaning, Word) and p.meaning.role == "filler")
        for place in range(p.start, p.end)
    }
    left = [place for place in range(len(said)) if place not in small]
    is_one = len(left) == 1 and bool(small) and said[left[0]].word.isalpha()
    return said[left[0]].shown if is_one and lexicon.names_with(said[left[0]].word) else ""


def _below_its_lead(question: str, lexicon: Lexicon, today: date) -> Understanding | None:
    """Return the reading of what stands below a heading that names nothing, if it says itself what it is about."""
    parted = lead_of(question)
    if parted is None:
        return None
    lead, rest = parted
    above, below = tokens(lead), tokens(rest)
    if any(_says_what(p) for ones in pieces_of(lead, above, lexicon, today) for p in ones):
        return None
    read = settled(rest, below, pieces_of(rest, below, lexicon, today), lexicon)
    query = read.answerable
    is_own = query is not None and any(s.kind != "programme" for s in query.subjects)
    return read if is_own else None


def _says_what(piece: Piece) -> bool:
    """Return whether words above a question may say of what, when or how much it is."""
    return (
        not isinstance(piece.meaning, Word)
        or piece.meaning.role in ("state", "op")
        and piece.meaning.value != "no"
    )


def _repaired(
    question: str,
    said: Sequence[Token],
    pieces: Sequence[Sequence[Piece]],
    lexicon: Lexicon,
    today: date,
    before: Query | None,
) -> Understanding | None:
    """Return the reading with the one long word that nothing accounts for spelt as the one word it can be."""
    unknown = missing(said, pieces)
    if len(unknown) != 1:
        return None
    place = unknown[0]
    token = said[place]
    found: list[tuple[str, Understanding]] = []
    spelt_so = spellings(token.word, lexicon)
    for word in spelt_so or completions(token.word, lexicon):
        spelt = question[: token.start] + word + question[token.end :]
        words = tokens(spelt)
        if len(words) != len(said):
            continue
        again = pieces_of(spelt, words, lexicon, today)
        read = settled(spelt, words, again, lexicon, before)
        if not read.readings:
            continue
        alone = word not in RESERVED and not is_in_longer_name(place, again)
        alone |= bool(spelt_so) and word in RESERVED and says_nothing_else(place, again)
        if alone:
            read = replace(read, is_sure=False, unclear=f"I do not know the word “{token.shown}”")
        found.append((word, read))
    if not found:
        return None
    first = found[0][1]
    if any(read.readings != first.readings for _, read in found):
        several = tuple(dict.fromkeys(q for _, read in found for q in read.readings))
        return Understanding(several, is_sure=False, unclear=f"I do not know the word “{token.shown}”")
    return replace(first, repaired=(token.shown, found[0][0]))


def _nearest(
    question: str, said: Sequence[Token], pieces: Sequence[Sequence[Piece]], lexicon: Lexicon, today: date
) -> tuple[Query, ...]:
    """Return up to four questions near to one that was not understood, of what was heard in it alone.

    Each thing that was asked goes with the names and times heard; where that has no reading, with the names alone.
    """
    heard = [p for p in heard_in(said, pieces) if not _is_programme_in_part(p)]
    texts = {p: question[said[p.start].start : said[p.end - 1].end] for p in heard}
    asked = [
        p for p in heard if isinstance(p.meaning, Word) and p.meaning.role in ("metric", "state", "weak")
    ]
    names = [p for p in heard if isinstance(p.meaning, Named) and not p.meaning.is_number][:2]
    times = [p for p in heard if isinstance(p.meaning, Said)][:1]
    missed = [said[n].word for n in missing(said, pieces)]
    if not names and any(is_like_a_ref(word) for word in missed):
        return ()
    turned = any(isinstance(p.meaning, Word) and p.meaning.value in TURNING for p in heard)
    if turned:
        asked, times = [], []  # "not 24/25" is not nearly 24/25
    tries = [[what, *rest] for what in asked[:3] for rest in ([*names, *times], [*names[:1]], [*times])]
    tries += [[name, *times] for name in names] + [[name] for name in names]
    found: list[Query] = []
    for tried in tries:
        text = " ".join(texts[p] for p in tried)
        words = tokens(text)
        read = settled(text, words, pieces_of(text, words, lexicon, today), lexicon)
        if names and len(tried) == 1 and tried[0] in asked:
            continue  # not wider than what was named
        found += [q for q in read.readings if q not in found and (names or read.answerable)]
        if len(found) >= MOST_NEAREST:
            break
    return tuple(found[:MOST_NEAREST])


def _is_programme_in_part(piece: Piece) -> bool:
    """Return whether a word is only part of a programme's name: "children" is no programme."""
    named = piece.meaning
    return (
        isinstance(named, Named) and not named.is_whole and all(t.kind == "programme" for t in named.things)
    )


def _followed(
    question: str, said: Sequence[Token], pieces: Sequence[Sequence[Piece]], lexicon: Lexicon, before: Query
) -> Understanding | None:
    """Return the question before with the one slot that this one changes; None where it is a question of its own."""
    paths = paths_of(len(said), pieces)
    commas, spaces = _commas(question, said), _spaces(question, said)
    found: list[Candidate] = []
    best = -1.0
    for path in paths:
        if best >= 0 and path.weight < best - EQUALLY_GOOD:
            break
        frame = frame_of(path.pieces, commas, spaces)
        if frame is None:
            continue
        if frame.is_whole:
            return None  # "the whole programme" changes nothing: it is asked anew
        for candidate in changed(before, frame, lexicon):
            best = max(best, path.weight)
            found.append(candidate)
    sure = told_apart(found, lexicon)
    if not sure:
        return None
    unclear = "; ".join(dict.fromkeys(c.why for c in sure if c.why))
    return Understanding(
        tuple(c.query for c in sure), all(c.is_sure and not c.why for c in sure), unclear, is_followup=True
    )


def _commas(question: str, said: Sequence[Token]) -> frozenset[int]:
    """Return the words a comma, a stroke or a new line stands before: what parts the names of a list."""
    between = {n: question[said[n - 1].end : token.start] for n, token in enumerate(said) if n}
    return frozenset(n for n, signs in between.items() if set(signs) & set(",/\n;"))


def _spaces(question: str, said: Sequence[Token]) -> frozenset[int]:
    """Return the words with nothing but a space before them."""
    return frozenset(
        n for n, token in enumerate(said) if n and question[said[n - 1].end : token.start].isspace()
    )


def settled(
    question: str,
    said: Sequence[Token],
    pieces: Sequence[Sequence[Piece]],
    lexicon: Lexicon,
    before: Query | None = None,
) -> Understanding:
    """Return the readings of the paths that have any: of the best of them alone.

    With a question `before` that was of less than a programme, what names nothing is of the same.
    """
    paths = paths_of(len(said), pieces)
    commas, spaces = _commas(question, said), _spaces(question, said)
    found: list[tuple[float, Candidate]] = []
    is_bound = False
    best = -1.0
    for path in paths:
        if best >= 0 and path.weight < best - EQUALLY_GOOD:
            break
        frame = frame_of(path.pieces, commas, spaces)
        if frame is None:
            continue
        _note_opening(frame, said, path)
        frame.in_thread = before is not None and is_narrow(before)
        for candidate in candidates(frame, lexicon):
            best = max(best, path.weight)
            own = candidate if before is None else bound(before, frame, candidate)
            is_bound |= own != candidate
            if own is not None:
                found.append((path.weight, own))
    if any(c.query.against is not None and c.query.against.subjects for _, c in found):
        found = [(w, c) for w, c in found if c.query.n != 1]  # the bigger of two is no rank
    sure = told_apart((c for _, c in found), lexicon)
    is_first = not paths or best >= paths[0].weight - 0.8
    readings = tuple(c.query for c in sure)
    unclear = "; ".join(dict.fromkeys(c.why for c in sure if c.why))
    return Understanding(
        readings,
        is_sure=is_first and all(c.is_sure and not c.why for c in sure),
        unclear=unclear,
        is_followup=is_bound,
    )


def told_apart(found: Iterable[Candidate], lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Return the candidates once each, those of the very same savings lines as the narrowest thing."""
    kept: dict[object, Candidate] = {}
    for one in sorted(found, key=lambda c: (not c.is_sure, bool(c.why))):
        kept.setdefault(one.query, one)
    same: dict[object, Candidate] = {}
    for one in kept.values():
        query = one.query
        subject = query.subject
        lines = lexicon.lines(subject) if subject is not None and query.shape is Shape.FIGURE else frozenset()
        key: object = (lines, replace(query, subjects=())) if lines else query
        same.setdefault(key, one)
    return tuple(same.values())


def _note_opening(frame: Frame, said: Sequence[Token], path: Path) -> None:
    """Note a question that begins as one of yes or no does."""
    spoken = [t.word for t in said if t.word not in _GREETINGS]
    while spoken and spoken[0] in _LEADING:
        spoken = spoken[1:]
    if spoken and spoken[0] in OPENERS and not (_ASKING & set(spoken)) and spoken[1:2] != ["you"]:
        frame.asks.setdefault("yes_no", 0)
        if spoken[0] in ("was", "were", "wasnt"):
            frame.asks.setdefault("was", 0)
        if spoken[0] in BEING:
            frame.asks.setdefault("whether", 0)


_ASKING: Final = set_of("what whats which how hows who whos whose when whens why much many")
_GREETINGS: Final = set_of("hi hello hey hiya morning afternoon good please pls and so ok right um er")
_LEADING: Final = set_of("quick one question can could would you tell me us let know")
_HELLO: Final = _GREETINGS | set_of("thanks thank you ta cheers thx there bot afternoon evening")

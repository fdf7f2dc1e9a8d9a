"""The names one reader may use in a question, found by the words of the question alone.

A name is found whole, by its ref or code, by its initials where they are nobody else's, or by a part of it. Figures
and refs are compared digit by digit; plural and singular are one, nothing else is guessed. What the reader may not
see is asked of `sees` and left out before anything is decided, so it reads like what does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final
from uuid import UUID

from bots.rules.asking.names import TITLED, Index, Phrase, stem
from bots.rules.asking.things import Thing, ThingKind
from bots.rules.asking.words import PHRASES, RESERVED
from bots.rules.tokens import set_of

SHORTEST_PART: Final = 2  # letters of the word a part of a name needs
MOST_PARTS: Final = 400  # names that hold a part; of more it tells nothing
MOST_SCATTERED: Final = 7  # words a name is said in that are not in its order
SHARING: Final[frozenset[ThingKind]] = frozenset({"saving", "heading", "workstream", "budget_line"})
SHORTEST_ROOT: Final = 4  # letters of a verb that are told apart however it is bent
MOST_NAMED: Final = 200  # things a stretch of words may stand for
NARROWEST_FIRST: Final[tuple[ThingKind, ...]] = (
    "saving",
    "milestone",
    "risk",
    "indicator",
    "budget_line",
    "decision",
    "proposal",
    "budget_area",
    "pressure",
    "cost_driver",
    "cause",
    "printed",
    "benefit",
    "heading",
    "workstream",
    "person",
    "board",
    "decision_maker",
    "programme",
)
# What officers write short, and the word it stands for in a name.
SHORT: Final[dict[str, str]] = {
    "mgmt": "management",
    "mgt": "management",
    "svc": "service",
    "svcs": "service",
    "serv": "service",
    "servs": "service",
    "dept": "department",
    "comms": "communication",
    "env": "environment",
    "ed": "education",
    "educ": "education",
    "regen": "regeneration",
    "dev": "development",
    "corp": "corporate",
    "accom": "accommodation",
    "maint": "maintenance",
    "admin": "administration",
    "tech": "technology",
    "govt": "government",
    "ops": "operation",
    "fin": "finance",
    "adults": "adult",
    "kid": "children",
    "child": "children",
    "soc": "social",
    "trans": "transport",
    "cttee": "committee",
    "econ": "economic",
    "govn": "governance",
    "lib": "library",
    "libs": "library",
    "prog": "programme",
    "procure": "procurement",
    "cust": "customer",
    "pub": "public",
    "resi": "residential",
    "homelessness": "homeless",
    "homeless": "homelessness",
    "rev": "revenue",
    "revs": "revenue",
    "bens": "benefit",
    "leg": "legal",
    "comm": "community",
    "infra": "infrastructure",
    "hway": "highway",
    "hways": "highway",
    "plg": "planning",
    "digi": "digital",
    "strat": "strategy",
    "vol": "voluntary",
    "grp": "group",
    "org": "organisation",
    "ctte": "committee",
    "centre": "center",
    "center": "centre",
    "environmental": "environment",
}
# Words that say which savings or what of them, in one council's papers or another's. A part of a name made of these
# alone is no name: "new savings" are not the line "New ways of working".
GENERIC: Final = set_of(
    "new additional extra further early late later recurring recurrent temporary permanent ongoing "
    "net gross planned plan "
    "actual actuals forecast claimed claim validated delivered delivery undelivered outstanding "
    "remaining unidentified "
    "identified risk pressure cost budget budgeted base income growth reduction reduced reduce "
    "increase increased decrease "
    "cut target full partial year annual yearly monthly quarterly cumulative incremental cash "
    "cashable avoidance avoided "
    "funding funded fund grant reallocation reallocated adjustment spend spending spent overspend "
    "underspend variance "
    "projection projected baseline profile shortfall loss timing delay delayed due overdue complete "
    "completed finished "
    "started start open closed exempt internal public private published real big small large top "
    "bottom best worst first "
    "second third last next previous future past old existing proposed proposal approved agreed "
    "rejected withdrawn replaced "
    "own same different half double entire every some many few several time date day week month "
    "quarter people staff "
    "staffing team post vacant vacancy filled unfilled left service council management control "
    "measure efficiency redesign "
    "review use used item list number count sum share percent percentage money pound high medium low "
    "green amber blue "
    "maximum minimum expected value saving of the and to in for with on by from a at not"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question that names something: what it may be, as a whole name, a ref, initials or a part.

    `is_sure` is false for words from inside a longer name, which may describe more than that name. `is_all` says
    that no other name holds the same words, `telling` how many of the words are a name's own. `inside` are those of
    its things that hold the words further on, where others begin with them: one of these is not sure by itself.
    """

    start: int
    end: int
    things: tuple[Thing, ...]
    is_whole: bool = True
    is_ref: bool = False
    is_sure: bool = True
    is_number: bool = False
    is_all: bool = True
    telling: int = 0
    inside: tuple[Thing, ...] = ()


class Lexicon:
    """The names of one reader. `sees` keeps, of some things, what they may see; `lines` are a thing's lines."""

    def __init__(
        self,
        things: Iterable[Thing] | tuple[Index, ...],
        *,
        programmes: Sequence[Thing] | None = None,
        councils: Mapping[UUID, str] | None = None,
        lines: Mapping[Thing, frozenset[UUID]] | Callable[[Thing], frozenset[UUID]] | None = None,
        sees: Callable[[Sequence[Thing]], Iterable[Thing]] | None = None,
    ) -> None:
        of = councils or {}
        self._indexes: tuple[Index, ...] = (
            things
            if isinstance(things, tuple) and all(isinstance(one, Index) for one in things)
            else (Index(things, councils=lambda p: of.get(p, "")),)  # type: ignore[arg-type]
        )
        self.programmes = (
            tuple(t for t in self.things if t.kind == "programme")
            if programmes is None
            else tuple(programmes)
        )
        self._within = None if programmes is None else frozenset(p.programme_id for p in self.programmes)
        self._lines = lines
        self._sees = sees
        self._seen: dict[Thing, bool] = {}

    @property
    def things(self) -> Iterator[Thing]:
        """Return every thing held; whose they are is not judged yet."""
        return (thing for index in self._indexes for thing in index.things)

    def lines(self, thing: Thing) -> frozenset[UUID]:
        """Return the savings lines of a thing, for telling readings apart; empty where that is not known."""
        if self._lines is None:
            return frozenset()
        if callable(self._lines):
            return self._lines(thing)
        return self._lines.get(thing, frozenset())

    def has_word(self, word: str) -> bool:
        """Return whether a word is of some name; whose it is, is judged when it is used."""
        return any(index.has_word(word) for index in self._indexes)

    def words_from(self, start: str) -> Iterator[str]:
        """Return the words of names that begin so and go on; whose they are is judged when they are used."""
        return (word for index in self._indexes for word in index.words_from(start))

    def first(self, *kinds: ThingKind, code: str = "") -> Thing | None:
        """Return the first thing of these kinds that the reader sees, of a programme; None for none."""
        for kind in kinds:
            tried = 0
            for thing in self.things:
                if thing.kind == kind and self._is_within(thing) and code in ("", thing.programme_code):
                    if self._visible([thing]):
                        return thing
                    tried += 1
                    if tried > 50:
                        break
        return None

    def names_in(self, said: Sequence[str]) -> list[Named]:
        """Return every stretch of words that names something this reader may see."""
        folded = [stem(word) for word in said]
        whole = list(self._whole_in(folded))
        parts = list(self._parts_in(said, folded))
        touched = [p.thing for _, _, phrases in whole for p in phrases]
        touched += [p.thing for _, _, phrases in parts for p, _ in phrases]
        seen = self._visible(list(dict.fromkeys(touched)))
        named: list[Named] = []
        for start, end, phrases in whole:
            if kept := [p for p in phrases if p.thing in seen]:
                named += _whole(start, end, kept, said)
        for start, end, found in parts:
            if left := [(p, begins) for p, begins in found if p.thing in seen]:
                named += _part(start, end, left, folded)
        return named

    def _whole_in(self, folded: Sequence[str]) -> Iterator[tuple[int, int, list[Phrase]]]:
        longest = max(index.longest for index in self._indexes)
        for start in range(len(folded)):
            for end in range(start + 1, min(start + longest, len(folded)) + 1):
                phrases = self._whole(tuple(folded[start:end]))
                if phrases:
                    yield start, end, [p for p in phrases if self._is_within(p.thing)]
                elif end == start + 1 and SHORT.get(folded[start]):
                    words = tuple(stem(w) for w in SHORT[folded[start]].split())
                    if phrases := self._whole(words):
                        yield start, end, [p for p in phrases if self._is_within(p.thing)]

    def _parts_in(
        self, said: Sequence[str], folded: Sequence[str]
    ) -> Iterator[tuple[int, int, list[tuple[Phrase, bool]]]]:
        """Return stretches that are part of longer names, each with the names and whether they begin so."""
        spans: dict[tuple[int, int], dict[Phrase, bool]] = {}
        for place, word in enumerate(folded):
            for index in self._indexes:
                for phrase in index.titles(word):
                    if self._is_within(phrase.thing):
                        self._grow(spans, folded, place, phrase, 0, least=2)
            if not _is_telling(word):
                continue
            for written in (
                word,
                *(stem(w) for w in SHORT.get(said[place], SHORT.get(word, "")).split()[:1]),
            ):
                standing = self._standing(folded, place, written)
                if len(standing) > (MOST_PARTS * 25 if len(word) > 2 else 5):
                    continue
                for phrase in standing:
                    if self._is_within(phrase.thing):
                        names = tuple(map(stem, phrase.words))
                        for at in (n for n, held in enumerate(names) if held == written):
                            self._grow(spans, folded, place, phrase, at)
                        _scatter(spans, folded, place, phrase, frozenset(names))
        for (start, end), phrases in spans.items():
            if len(phrases) <= MOST_PARTS:
                yield start, end, list(phrases.items())

    def _standing(self, folded: Sequence[str], place: int, word: str) -> list[Phrase]:
        """Return the names that hold a word: all of them, or where they are many those with a word beside it too."""
        found = [p for index in self._indexes for p in index.with_word(word)]
        if len(found) <= MOST_PARTS:
            return found
        beside = [
            folded[n]
            for n in (place - 1, place + 1, place + 2)
            if 0 <= n < len(folded) and folded[n] not in _EDGES
        ]
        near = {id(p) for other in beside for index in self._indexes for p in index.with_word(other)}
        return [p for p in found if id(p) in near]

    def _grow(
        self,
        spans: dict[tuple[int, int], dict[Phrase, bool]],
        folded: Sequence[str],
        place: int,
        phrase: Phrase,
        at: int,
        *,
        least: int = 1,
    ) -> None:
        """Note each stretch around a word that a name holds: as long as its words follow, general ones left out."""
        names = tuple(map(stem, phrase.words))
        first = 0
        while (
            place - first - 1 >= 0
            and at - first - 1 >= 0
            and _same(names[at - first - 1], folded[place - first - 1])
        ):
            first += 1
        last, held = place + 1, at
        ends = [last]
        while last < len(folded) and (found := _following(names, held, folded[last])):
            held, last = found, last + 1
            ends.append(last)
        if tuple(folded[place - first : last]) == names:
            ends.pop()  # the whole name, found as such
        for start in range(place - first, place + 1):
            begins = _begins_at(names, at - (place - start))
            is_edge = folded[start] in _EDGES and at - (place - start) > 0
            for end in ends:
                if end - start >= least and not is_edge and folded[end - 1] not in _EDGES:
                    phrases = spans.setdefault((start, end), {})
                    phrases[phrase] = phrases.get(phrase, False) or begins

    def _whole(self, folded: tuple[str, ...]) -> list[Phrase]:
        return [phrase for index in self._indexes for phrase in index.whole(folded)]

    def _is_within(self, thing: Thing) -> bool:
        return self._within is None or thing.programme_id in self._within

    def _visible(self, things: Sequence[Thing]) -> frozenset[Thing]:
        if self._sees is None:
            return frozenset(things)
        new = [t for t in things if t not in self._seen]
        if new:
            seen = frozenset(self._sees(new))
            self._seen.update((t, t in seen) for t in new)
        return frozenset(t for t in things if self._seen[t])


def _scatter(
    spans: dict[tuple[int, int], dict[Phrase, bool]],
    folded: Sequence[str],
    place: int,
    phrase: Phrase,
    names: frozenset[str],
) -> None:
    """Note the stretch that begins with a word and holds words of one name alone, wherever in it they stand.

    It ends with a word that says nothing but names ("the music income service"), small words between do not count.
    """
    held, last = {folded[place]}, place
    if (
        place
        and folded[place - 1] in GENERIC
        and folded[place - 1] not in _EDGES
        and _is_pair(phrase, folded, place)
    ):
        place -= 1  # "the second house change of use"
        held.add(folded[place])
    for at in range(last + 1, min(last + MOST_SCATTERED, len(folded))):
        word = folded[at]
        if word in _SMALL or word in _PASSING:
            continue
        if word not in names or word in held:
            break
        held.add(word)
        if _is_telling(word) or not _says_more(word):
            last = at
    if last > place:
        spans.setdefault((place, last + 1), {}).setdefault(phrase, False)


def _is_pair(phrase: Phrase, folded: Sequence[str], place: int) -> bool:
    """Return whether a word and the one before it stand so in a name as well."""
    names = tuple(map(stem, phrase.words))
    return (folded[place - 1], folded[place]) in pairwise(names)


def _says_more(word: str) -> bool:
    """Return whether a word is one of the grammar's as well."""
    return (word,) in PHRASES or (f"{word}s",) in PHRASES


_EDGES: Final = set_of("a an the of for to in on and with by at from or not no")
_SMALL: Final = _EDGES - {"not", "no"}  # what may stand between words of a name and turns nothing
_PASSING: Final = set_of("go goes going is are was were will be get")  # verbs a name is told with
_NUMBER_WORDS: Final = set_of("one two three four five six seven eight nine ten")


def _same(held: str, said: str) -> bool:
    if held == said or SHORT.get(said) == held or stem(SHORT.get(said, "")) == held:
        return True
    return held[:4] == said[:4] and _root(held) == _root(said) is not None


@lru_cache(maxsize=65536)
def _root(word: str) -> str | None:
    """Return a verb without how it is bent ("opening", "opens", "opened"); None for what is too short to tell."""
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            word = word.removesuffix(ending)
            break
    return word if len(word) >= SHORTEST_ROOT and word.isalpha() else None


def _is_telling(word: str) -> bool:
    """Return whether a word may stand for a name it is part of: not one of the grammar's, nor one any line may have."""
    return (
        len(word) >= SHORTEST_PART
        and any(sign.isalpha() for sign in word)
        and word not in GENERIC
        and word not in _NUMBER_WORDS
        and (word,) not in PHRASES
        and (f"{word}s",) not in PHRASES
    )


def _whole(start: int, end: int, phrases: Sequence[Phrase], said: Sequence[str]) -> Iterator[Named]:
    exact = [p for p in phrases if p.words == tuple(said[start:end])] or list(phrases)
    exact = [p for p in exact if p.role not in ("ref", "alias") or _is_exactly(p.words, said[start:end])]
    own = [p for p in exact if p.role != "alias"]
    kept = own or exact
    is_ref = all(p.role == "ref" for p in kept)
    things = tuple(dict.fromkeys(p.thing for p in kept))
    if len(things) > MOST_NAMED:
        return
    word = said[start]
    is_number = end == start + 1 and word.isdigit()
    if is_number:
        things = tuple(t for t in things if t.kind == "workstream")
        if not things:
            return
    yield Named(start, end, things, True, is_ref and not is_number, is_number=is_number)


def _is_exactly(held: Sequence[str], said: Sequence[str]) -> bool:
    """Return whether a ref is said sign by sign; a word beside it ("workstreams 17") may have its plural."""
    if not any(sign.isdigit() for word in held for sign in word):
        return tuple(held) == tuple(said)
    pairs = zip(held, said, strict=True)
    return all(h == s or (len(h) > 3 and h.isalpha() and stem(h) == stem(s)) for h, s in pairs)


def _part(
    start: int, end: int, phrases: Sequence[tuple[Phrase, bool]], folded: Sequence[str]
) -> Iterator[Named]:
    """Return what a part stands for: titles, the beginnings of lines, or surely one line of two telling words."""
    sure = [
        p
        for p, begins in phrases
        if begins
        or p.thing.kind
        not in (
            "saving",
            "milestone",
            "risk",
            "indicator",
            "decision",
            "decision_maker",
            "proposal",
            "cost_driver",
            "cause",
            "printed",
        )
    ]
    loose = [p for p, _ in phrases if p not in sure]
    telling = sum(_is_telling(word) for word in folded[start:end])
    apart = tuple(dict.fromkeys(p.thing for p, _ in phrases if p.thing.kind == "pressure"))
    if 0 < len(apart) <= MOST_NAMED:
        yield Named(start, end, apart, False, is_sure=len(apart) == 1 and telling > 0)
    sure = [p for p in sure if p.thing.kind != "pressure"]
    loose = [p for p in loose if p.thing.kind != "pressure"]
    things = tuple(dict.fromkeys(p.thing for p in sure))
    others = tuple(t for t in dict.fromkeys(p.thing for p in loose) if t not in things)
    is_of_money = end - start < 2 or any(t.kind in SHARING for t in others)
    if things and others and is_of_money and not _leads(sure, folded[start:end]):
        together = (*things, *others)
        if len(together) <= MOST_NAMED:
            yield Named(start, end, together, False, inside=others)
        return
    if 0 < len(things) <= MOST_NAMED:
        yield Named(start, end, things, False, is_all=not others)
    if 0 < len(others) <= MOST_NAMED:
        is_sure = telling > 1 and len(others) == 1 and not things
        said = sum(word not in _SMALL for word in folded[start:end])
        known = (
            0 if things else max(telling, said - 2)
        )  # four words of one name tell as much as two of its own
        yield Named(start, end, others, False, is_sure=is_sure, telling=known)


def _leads(sure: Sequence[Phrase], said: Sequence[str]) -> bool:
    """Return whether a title begins with these words: "adults" is Adult Social Care before any line of adults."""
    return any(
        p.thing.kind in TITLED and all(map(_same, map(stem, p.words), said)) and len(p.words) >= len(said)
        for p in sure
    )


def _begins_at(names: Sequence[str], at: int) -> bool:
    """Return whether a place is where a name begins, but for small words and words any line may have."""
    return all(word in GENERIC or word in RESERVED for word in names[:at])


def _following(names: Sequence[str], held: int, word: str) -> int:
    """Return the place of a word in a name after another, with none but general words between; 0 for none."""
    for place in range(held + 1, len(names)):
        if _same(names[place], word):
            return place
        if names[place] not in GENERIC:
            return 0
    return 0

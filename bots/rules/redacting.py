"""What of a question may be kept: its words without people, addresses, numbers, and names that are kept back.

Each thing left out leaves a mark in its place. A person's name and a name that is kept back leave the same mark, and
a ref that nobody may use the same as one that does not exist, so that a mark does not tell which it was. Source:
docs/method.md, "Questions not answered".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from bots.rules.asking.name_words import GENERIC
from bots.rules.asking.names import plain_words, stem
from bots.rules.asking.words import RESERVED
from bots.rules.given_names import GIVEN_NAMES, TITLES
from bots.rules.tokens import Token, set_of, tokens

LONGEST_KEPT: Final = 400  # characters
NAME, REF = "[name]", "[ref]"
_MARKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("[mention]", re.compile(r"<[@!#][^>]*>")),
    ("[link]", re.compile(r"<?(?:https?://|mailto:|www\.)[^\s>]+>?", re.IGNORECASE)),
    ("[email]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("[mention]", re.compile(r"(?<!\w)@\w[\w.-]*")),
    ("[postcode]", re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)),
    ("[number]", re.compile(r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b", re.IGNORECASE)),
    (
        "[amount]",
        re.compile(
            r"[£$€]\s?\d[\d,.]*\s?(?:k|m|mn|bn|million|thousand|billion)?\b|"
            r"\b\d[\d,.]*\s?(?:k|mn|million|thousand|billion|grand|quid|pounds)\b|\b\d{1,3}(?:,\d{3})+\b",
            re.IGNORECASE,
        ),
    ),
    ("[number]", re.compile(r"\+?\(?\d[\d ()-]{6,}\d|\b\d{5,}\b")),
)
"""What is left out by its form, the first that fits. Years, as in 2024/25 and 2024-2025, are put aside first."""
_YEARS: Final = re.compile(r"\b(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d\b|\b\d{1,2}[/-]\d{1,2}[/-](?:20)?\d\d\b")
_TIMES: Final = re.compile(r"(?:q[1-4]|[mp]\d{1,2}|fy\d{2,4}|h[12]|\d{1,2}(?:st|nd|rd|th|am|pm)|p\d\d)")
_SMALL: Final = set_of("a an the of for to in on and with by at from or not no")


def redacted(
    text: str, *, public: Iterable[tuple[int, int]], kept_back: Iterable[str], people: Collection[str]
) -> str:
    """Return the words of a question that may be kept, on one line, at most `LONGEST_KEPT` characters.

    `public` are the stretches of its words (`tokens`, the end not included) that name things whoever reviews it may
    see; `kept_back` the names that they may not; `people` the words of the names of people we know, lower case.
    """
    said = tokens(text)
    marks = list(_by_form(text))
    gone = {n for n, t in enumerate(said) if any(t.start < end and start < t.end for start, end, _ in marks)}
    spans = [(said[a].start, said[b - 1].end, (a, b)) for a, b in public if b <= len(said)]
    shown = {place for _, _, (a, b) in spans for place in range(a, b)}
    held = [token.word for token in said]
    hidden = _kept_back(held, shown, [(a, b) for _, _, (a, b) in spans], kept_back)
    persons = _people(said, shown, people)
    for place, token in enumerate(said):
        if place in gone:
            continue
        if place in hidden or place in persons:
            marks.append((token.start, token.end, NAME))
        elif place not in shown and _is_ref(token.word):
            marks.append((token.start, token.end, REF))
    return _written(text, marks)


def _by_form(text: str) -> Iterator[tuple[int, int, str]]:
    """Return what is left out by its form: each stretch once."""
    hidden = [(m.start(), m.end()) for m in _YEARS.finditer(text)]
    for mark, pattern in _MARKS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end in hidden):
                hidden.append((match.start(), match.end()))
                yield match.start(), match.end(), mark


def _kept_back(
    said: Sequence[str], shown: Collection[int], public: Sequence[tuple[int, int]], names: Iterable[str]
) -> set[int]:
    """Return the places of words of names that are kept back: any that tells, and any two that stand together."""
    stems = [stem(word) for word in said]
    found: set[int] = set()
    for name in names:
        words = [stem(word) for word in plain_words(name)]
        telling = {w for w in words if tells(w)}
        found |= {place for place, word in enumerate(stems) if word in telling and place not in shown}
        for start, end in _runs(stems, set(words)):
            of_name = [word for word in stems[start:end] if word not in _SMALL]
            whole = len(of_name) >= len([w for w in words if w not in _SMALL])
            is_public = any(a <= start and end <= b for a, b in public)
            if len(of_name) > 1 and not is_public and (whole or any(w not in _COMMON for w in of_name)):
                found |= set(range(start, end))
    return found


_COMMON: Final = frozenset(stem(word) for word in (*RESERVED, *GENERIC))


def tells(word: str) -> bool:
    """Return whether a word, without its plural, tells a name from others: no word of the grammar nor a general one."""
    return len(word) > 1 and word not in _SMALL and word not in _COMMON


def _runs(said: Sequence[str], words: Collection[str]) -> Iterator[tuple[int, int]]:
    """Return the stretches made of these words alone, neither end a small word."""
    start = 0
    while start < len(said):
        end = start
        while end < len(said) and said[end] in words:
            end += 1
        last = end
        while last > start and said[last - 1] in _SMALL:
            last -= 1
        first = start
        while first < last and said[first] in _SMALL:
            first += 1
        if last > first:
            yield first, last
        start = max(end, start + 1)


def _people(said: Sequence[Token], shown: Collection[int], people: Collection[str]) -> set[int]:
    """Return the places of people's names: known ones, given names with the word after, and whoever has a title."""
    found: set[int] = set()
    for place, token in enumerate(said):
        if place in shown or token.word in RESERVED and token.word not in TITLES:
            continue
        if token.word in people:
            found.add(place)
            continue
        after = 2 if token.word in TITLES else 1 if token.word in GIVEN_NAMES else 0
        if token.word in GIVEN_NAMES:
            found.add(place)
        for following in range(place + 1, min(place + 1 + after, len(said))):
            word = said[following].word
            if following in shown or word in RESERVED or not word.isalpha():
                break
            found.add(following)
    return found


def _is_ref(word: str) -> bool:
    has_both = any(s.isdigit() for s in word) and any(s.isalpha() for s in word)
    return has_both and not _TIMES.fullmatch(word)


def _written(text: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """Return a text with marks in the place of what is left out, those of one kind beside each other as one."""
    parts: list[str] = []
    at, last = 0, ""
    for start, end, mark in sorted(marks):
        if end <= at:
            continue
        between = text[at : max(start, at)]
        if mark != last or between.strip(" -'’.,") or mark not in (NAME, REF):
            parts += [between, mark]
        at, last = end, mark
    parts.append(text[at:])
    plain = " ".join("".join(parts).split())
    return plain if len(plain) <= LONGEST_KEPT else f"{plain[: LONGEST_KEPT - 1]}…"

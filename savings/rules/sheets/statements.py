"""What a sheet says of itself in words: its unit, the form of its years, and what sign a saving carries.

Each function returns every reading the words allow, so that a caller can see two and ask.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from functools import lru_cache

from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm
from savings.rules.sheets.reading import NEGATIVE, POSITIVE
from savings.rules.sheets.text import plain

_GBPM = re.compile(
    r"£ ?\(? ?'?m(?:n|ill|illions?)?'?s?\b|£ ?'?000[,' ]?000|(?<!\d )(?<!\d)\(?(?:in|£) ?(?:£ ?)?millions\b|"
    r"\(millions?\)|^millions?$|\bgbp ?m(?:illions?)?\b|\bm£"
)
_GBP000 = re.compile(
    r"£ ?\(? ?'?,?000'?s?\b|£ ?'?k'?s?\b|£ ?thousands?\b|\bin thousands\b|\(thousands?\)|^thousands?$|"
    r"(?<![\d,])'000'?s?\b|(?<![\d,£])000'?s\b|^\(?000\)?$|\bgbp ?(?:000|k)\b|\bk£|^\(?£? ?1,?000'?s\)?$"
)
_GBP = re.compile(
    r"£'s\b|£(?! ?[\d'(km])(?! ?(?:thousand|million))|\(£\)|\bpounds\b|\bgbp\b(?! ?(?:000|k|m))|£ ?\(s\)"
)
_IN_GENERAL = re.compile(
    r"^\W*(?:£|gbp|pounds)\W*$|\(£\)|\bin (?:whole )?(?:£|pounds)|£'?s\b|£ ?\(s\)|\bwhole pounds\b|"
    r"\b(?:figures?|amounts?|values?|savings?|units?)\b.{0,30}(?:£|pounds)\W*$"
)
_DIGITS_AFTER = re.compile(r"£ ?\d")
_EXCEPT = re.compile(r"\bunless\b|\bexcept\b|\botherwise\b")

_INCREMENTS = re.compile(
    r"\bincrement(?:s|al|ally)?\b|\byear[- ]on[- ]year\b|\byear[- ]by[- ]year change|\byoy\b|\bnon[- ]cumulative|"
    r"\bnot (?:shown |stated )?(?:as )?cumulative|\badditional (?:savings? )?(?:in )?(?:each|every|per) year|"
    r"\b(?:each|every) year'?s (?:new|additional|further|extra)\b|\bnew savings? (?:in )?(?:each|every|per) year|"
    r"\bchange (?:on|from|over) (?:the )?(?:previous|prior|preceding|last) year|"
    r"\bannual (?:change|increment|movement)s?\b|"
    r"\b(?:extra|further|added) (?:savings? )?(?:in )?(?:each|every) year|\bincremental change|"
    r"\badds? to the (?:previous|prior|preceding|last) year|"
    r"\bin addition to (?:the )?(?:previous|prior|preceding) years?"
)
_CUMULATIVE = re.compile(
    r"\bcumulativ|\brunning total|\baccumulat(?:ed|ing)\b|\bagainst (?:the )?base (?:in|for) each year|"
    r"\bcompared (?:with|to) (?:the )?(?:\S+ )?base\b"
)
_NOT_CUMULATIVE = re.compile(r"\b(?:non|not|isn't|aren't)[- ](?:\w+ ){0,3}cumulativ")

_SAVING = (
    r"(?:budget )?(?:savings?|reductions?|efficienc(?:y|ies)|reductions? in (?:budget|spend\w*)|decreases?)"
)
_COST = r"(?:costs?|pressures?|growth|increases?|investments?|additions?|expenditure|reversals?|shortfalls?)"
_IS = (
    r"(?:\w+ ){0,3}?(?:is|are|=|:|-|represents?|denotes?|indicates?|means?|shows?|shown as|being|for|as)"
    r"(?: an?| the)?(?: base| budget| recurring| net)*"
)
_MINUS = r"(?:negatives?|minus(?:es)?|brackets|bracketed|parenthes[ei]s|\( ?\)|\(x+\)|\(-\)|-ve|figures in brackets)"
_PLUS = r"(?:positives?|plus(?:es)?|\+ve|unbracketed)"
_NEGATIVE_WORDS = re.compile(
    rf"{_MINUS} {_IS} {_SAVING}|{_SAVING} {_IS} (?:\w+ ){{0,2}}?{_MINUS}|"
    rf"{_PLUS} {_IS} {_COST}|{_COST} {_IS} (?:\w+ ){{0,2}}?{_PLUS}|"
    rf"{_SAVING} \(?(?:shown )?(?:in|as) (?:\w+ )?{_MINUS}|{_SAVING} in \( ?\)|\({_SAVING}\)"
)
_POSITIVE_WORDS = re.compile(
    rf"{_PLUS} {_IS} {_SAVING}|{_SAVING} {_IS} (?:\w+ ){{0,2}}?{_PLUS}|"
    rf"{_MINUS} {_IS} {_COST}|{_COST} {_IS} (?:\w+ ){{0,2}}?{_MINUS}|"
    rf"{_COST} (?:shown )?(?:in|as) {_MINUS}"
)


_PRESSURE = r"(?:pressures?|growth|investments?|increases?|additions?)"
_BOTH_SIDES = re.compile(
    rf"\(? ?{_SAVING} ?\)? ?(?:/|and|or|&) ?\(? ?{_PRESSURE}|{_PRESSURE} ?\)? ?(?:/|and|or|&) ?\(? ?{_SAVING}|"
    rf"(?:{_PLUS}|{_MINUS}) {_IS} {_PRESSURE}|{_PRESSURE} {_IS} (?:\w+ ){{0,2}}?(?:{_PLUS}|{_MINUS})"
)


@lru_cache(maxsize=1 << 13)
def units_in(text: str, *, in_general: bool = False) -> frozenset[Unit]:
    """Return the units a text names; an amount ("£5m of savings") is no unit.

    `in_general` is for titles and notes, where a bare "£" is a unit only as a statement ("figures in £").
    """
    words = plain(text).replace("_", " ")
    found = set()
    if _GBPM.search(words):
        found.add(Unit.GBPM)
    rest = _GBPM.sub(" ", words)
    if _GBP000.search(rest):
        found.add(Unit.GBP000)
    rest = _GBP000.sub(" ", rest)
    if _GBP.search(rest) and (not in_general or _IN_GENERAL.search(rest)) and not _DIGITS_AFTER.search(rest):
        found.add(Unit.GBP)
    return frozenset(found)


def is_unit_alone(text: str) -> bool:
    """Return whether a text says a unit and nothing else: "£000", "(£m)", "£ thousands"."""
    words = plain(text)
    if not units_in(words) or len(words) > 30:
        return False
    bare = _GBP000.sub(" ", _GBPM.sub(" ", words))
    return not re.sub(
        r"£|gbp|pounds|whole|all|figures|amounts|values|in|are|shown|unit|units|[\W_]", "", bare
    )


def allows_exceptions(text: str) -> bool:
    """Return whether a statement of units leaves room for others: "£000 unless stated otherwise"."""
    return _EXCEPT.search(plain(text)) is not None


@lru_cache(maxsize=1 << 12)
def forms_in(text: str) -> frozenset[ProfileForm]:
    """Return the forms of profile that a text names."""
    words = plain(text)
    found = set()
    if _INCREMENTS.search(words) or _NOT_CUMULATIVE.search(words):
        found.add(ProfileForm.INCREMENTS)
    if _CUMULATIVE.search(_NOT_CUMULATIVE.sub(" ", words).replace("non-cumulative", " ")):
        found.add(ProfileForm.CUMULATIVE)
    return frozenset(found)


def other_side_in(text: str) -> bool:
    """Return whether a text says that amounts against the savings are pressures: "(savings)/pressures"."""
    return _BOTH_SIDES.search(plain(text)) is not None


@lru_cache(maxsize=1 << 12)
def signs_in(text: str) -> frozenset[str]:
    """Return what sign a saving carries, as far as a text says: "savings in brackets", "negative = saving"."""
    words = plain(text)
    found = set()
    if _NEGATIVE_WORDS.search(words):
        found.add(NEGATIVE)
    if _POSITIVE_WORDS.search(words):
        found.add(POSITIVE)
    return frozenset(found)

"""The words councils put beside rows, and what they mean here: kinds, corrections, pressures, memoranda, notes.

Patterns are looked for in plain text (`text.plain`). No council's own words are here.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from functools import lru_cache

from savings.rules.sheets.text import plain

KINDS = ("cash_releasing", "non_cash", "cost_avoidance", "income", "funding", "reallocation", "adjustment")
ADJUSTMENT = "adjustment"
PRESSURE_KIND = "pressure"
_KIND_WORDS: tuple[tuple[str, str], ...] = (
    (
        "non_cash",
        (
            r"\bnon[- ]?(?:cash|financial|budget|releas)\w*|\bnot cashable|\bproductivity|"
            r"\btime[- ]releas|\bcapacity\b|\befficiency \(non"
        ),
    ),
    (
        "cost_avoidance",
        r"\bavoid(?:ance|ed|ing)?\b|\bdemand (?:reduction|mitigation|avoid)",
    ),
    (
        "adjustment",
        (
            r"\badjust\w*|\breversals?\b|\breversed\b|\bdouble[- ]count\w*|\boverlaps?\b|\bcorrections?\b|"
            r"\boffset\b"
        ),
    ),
    (
        "pressure",
        (
            r"^(?:budget |cost |demand |service |unavoidable |new )*(?:pressures?|growth|investments?|"
            r"inflation|cost increases?|bids?)$"
        ),
    ),
    (
        "reallocation",
        (
            r"\bre-?allocat\w+|\btransfer|\brecharg|\bcapitalis|\bvirement|\bmoved to|\bswitch\w*|"
            r"\bre-?charge|\brealign"
        ),
    ),
    (
        "funding",
        r"\bfunding\b|\bgrants?\b|\breserves?\b|\bfunded\b|\bfinancing\b|\bcorporate money",
    ),
    (
        "income",
        (
            r"\bincome\b|\bfees?\b|\bcharg(?:es|ing)\b|\btrad(?:ed|ing)\b|\bcommercial|\brevenue\b|"
            r"\brents?\b|\bsponsorship"
        ),
    ),
    (
        "cash_releasing",
        (
            r"\bcash(?:able)?\b|\bcash[- ]releas\w*|\befficienc\w+|\breductions?\b|\bsavings?\b|\bcuts?\b|"
            r"\bspend\b|\bcost[- ]control|\bcontract (?:re-?negotiation|saving)|\bdeletion|\bbudget\b|"
            r"\bstaffing\b|\bprocurement\b|\bservice (?:change|redesign|transformation)|"
            r"\btransformation\b|\brestructur|\bstop\b|\bcease"
        ),
    ),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KIND_WORDS)

_ADJUSTING = re.compile(
    r"\bdouble[- ]?count\w*|\boverlap\w*|\bduplicat\w+|\brevers(?:al|als|ed|e|ing)\b|\badjust\w*|"
    r"^less\b|\bless:|\bdeduct\w*|\bwrit(?:e|ten|ing)[- ](?:out|off|down|back)|"
    r"\bwritten (?:out|off|down|back)|\bcorrections?\b|\bnetted?\b|\bnetting\b|\boffset\w*|"
    r"\bun-?(?:achiev|deliver|realis)\w*|\bnot (?:deliver|achiev)\w*|\bno longer\b|"
    r"\bremov(?:al|e|ed|ing)\b|\bre-?profil\w*|\bre-?phas\w*|\bslippage\b|\bslipped\b|"
    r"\bdelay(?:ed|s)?\b|\bcontingency\b|\boptimism bias|\bprovision for|\brounding\b|"
    r"\bcounted (?:elsewhere|twice|in|against|under)|\balready (?:counted|included|in)\b|"
    r"\bone[- ]off .{0,30}\b(?:ends?|ending|falls? out|drop)|\bfall(?:s|ing)? out\b|"
    r"\bdefer(?:red|ral)?\b|\bclaw ?back|\bwithdrawn\b|\breinstat\w+|\brestor\w+|"
    r"\bincluded (?:in|elsewhere)\b"
)
_LESS = re.compile(
    r"^(?:less|minus|deduct|deduction)\b\s*[:\-,]?|\bdouble[- ]?count(?:s|ed|ing)?\b|^overlaps?\b|\bcounted twice\b"
)
_PRESSURE_SECTION = re.compile(
    r"^(?:(?:table|section|part|appendix|annex|schedule) \w{1,4}[:.)\- ]*)?(?:[\w&]{1,3}[.):] "
    r"?)?(?:(?:budget|service|cost|demand|demographic|unavoidable|new|total|other|corporate|financial|"
    r"revenue|spending|expenditure|contractual|pay|price|inflationary|and|&|committed|existing|"
    r"proposed|agreed|list of|of which|net|additional|recurring|one-off|the|/|,|-)\s*)*(?:pressures?|"
    r"growth|inflation|investments?|cost increases?|increases?|additional costs?|bids|budget "
    r"increases)(?:\s*(?:and|&|/|,)\s*(?:\w+ )?(?:pressures?|growth|inflation|investments?|demand|"
    r"demography|demographics|bids|commitments))*(?: (?:items?|proposals?|bids?|lines?|schedule|list|"
    r"table|requests?|funding|requirements?|by \w+))*(?: \(.*\))?(?: continued| contd\.?| cont\.?)?$"
)
_SAVING_WORDS = re.compile(r"\bsavings?\b|\befficienc\w+|\breductions?\b|\bincome generation")
_SAVINGS_SECTION = re.compile(
    r"(?:(?:budget|new|proposed|agreed|existing|total|service|revenue) )*(?:savings?|efficienc(?:y|ies)|reductions)"
    r"(?: (?:and|&) (?:savings?|efficienc(?:y|ies)|reductions|income(?: generation)?))?"
    r"(?: (?:proposals?|items?|options?|lines?|plans?))?:?"
)
_MEMO = re.compile(
    r"\b(?:savings? )?targets?\b|\b(?:budget |funding |savings? )?gap\b|\bshortfall\b|\bsurplus\b|"
    r"\bdifference\b|\bvariance\b|\bunidentified\b|\bstill to (?:find|be found|identify)|"
    r"\bto be identified|\bbalance\b|\bcheck\b|\bcontrol\b|\brequired\b|\brequirement\b|\bmemo\b|"
    r"\bprevious(?:ly)? (?:reported|published|total)|\bper (?:mtf[sp]|budget|ledger)|"
    r"\b(?:net|gross|base) budget|^%|\bas a? ?%|\bpercent|\bmovement\b|\bchange (?:from|since)|"
    r"^cumulative\b"
)
_OF_WHICH = re.compile(
    r"^(?:of which|of this|of these|made up of|comprising|including|includes|split|being)\b|^\W*o/w\b"
)
_NOTE = re.compile(
    r"^(?:notes?\b|n\.?b\b|source|key\b|\*+|\u2020|\u00b9|\u00b2|\u00b3|footnote|please note|figures|"
    r"all figures|(?:the )?amounts|produced|printed|prepared|page \d|version|draft\b|last updated|"
    r"updated|contact|caveat|brackets|negative|positive|savings are|this (?:table|sheet|schedule)|end "
    r"of|see (?:also|note|appendix))"
)
_CONTINUED = re.compile(r"[\s(\-,:]*\(?(?:continued|cont'?d?\.?|contd)\)?\s*$")
_UNIT = re.compile(r"\(?£'?(?:\w+|,000)?'?s?\)?|\(\)")


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """Return the ledger's kind for a word of a type column, "pressure" for growth, None for an unknown word."""
    words = plain(text).replace("_", " ").strip(" .*")
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(words)), None)


def is_adjusting(text: str) -> bool:
    """Return whether a line's words make it a correction: double count, overlap, reversal, "less:"."""
    return _ADJUSTING.search(plain(text)) is not None


def is_deducted(text: str) -> bool:
    """Return whether a line says that its amount is taken off: "less ...", "minus ...", "double count"."""
    return _LESS.search(plain(text)) is not None


def is_pressure_section(text: str) -> bool:
    """Return whether a heading names pressures or growth and no savings."""
    words = _UNIT.sub("", plain(text)).strip(" .:-")
    return not _SAVING_WORDS.search(words) and _PRESSURE_SECTION.match(words) is not None


def is_savings_section(text: str) -> bool:
    """Return whether a text says "savings" and nothing more, as the heading over the savings' side does."""
    return _SAVINGS_SECTION.fullmatch(plain(text)) is not None


def names_savings(text: str) -> bool:
    """Return whether a text speaks of savings."""
    return _SAVING_WORDS.search(plain(text)) is not None


def is_memo(text: str) -> bool:
    """Return whether a label below the totals is a target, a gap or a check, and no saving."""
    return _MEMO.search(plain(text)) is not None


def is_part_of_above(text: str) -> bool:
    """Return whether a row says what a part of the row above is: "of which"."""
    return _OF_WHICH.match(plain(text)) is not None


def is_note(text: str) -> bool:
    """Return whether a text alone in its row is a note rather than a heading."""
    words = plain(text)
    return (
        _NOTE.match(words) is not None or len(words) > 110 or (words.endswith(".") and words.count(" ") > 7)
    )


def without_continued(text: str) -> str:
    """Return a heading without its "(continued)"."""
    return _CONTINUED.sub("", text)

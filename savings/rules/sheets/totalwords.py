"""Whether a label calls a row a total: by word alone, perhaps, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from savings.rules.sheets.text import plain
from savings.rules.sheets.years import years_in

_TOTAL = re.compile(r"\b(?:sub[- ]?)?totals?\b")
_SUB = re.compile(r"\bsub[- ]?totals?\b|\bpage total")
_GRAND = re.compile(
    r"\b(?:grand|overall|combined|final|council(?:-| )?wide)\b|\btotal (?:of )?all\b|\bnet total\b|\ball .*total"
)
_OTHER = re.compile(
    r"(?:overall|sum|aggregate|carried forward|brought forward|c/?f(?:wd)?|b/?f(?:wd)?|"
    r"overall (?:net )?savings?|all savings|(?:gross|identified|proposed|agreed) savings?|"
    r"savings? (?:identified|proposed|agreed)|savings? (?:before|after) adjustments?|"
    r"net|(?:overall )?net (?:(?:budget|revenue|overall|annual) )?(?:position|change|changes|movement|impact|effect|"
    r"requirement|growth|pressures?|increase|decrease|reduction|"
    r"\(?savings?\)?(?: ?(?:/|and|&) ?\(?(?:pressures?|growth|costs?)\)?)?|"
    r"\(?(?:pressures?|growth|increase)\)? ?(?:/|and|&) ?\(?(?:savings?|decrease|reduction)\)?))[:. ]*"
)
_RUNNING = re.compile(r"\b(?:carried|brought) forward|\b[cb]/?f(?:wd)?\b|\brunning\b|\bcumulative\b")
_GENERIC = frozenset(
    """
    a above adjustment adjustments after agreed all amount and annual approved at b before benefits budget
    c cash cashable combined cost costs council cumulative d department departmental departments
    directorate directorates e each efficiencies efficiency existing f figures final financial for forward
    from general grand gross group gap identified in income is item items less line lines list mtfp mtfs
    net new non of ongoing one-off options organisation overall page per period plan planned plans
    portfolio previous programme project projects proposal proposals proposed published recurring
    reduction reductions revenue running saving savings schedule section service services sheet spending
    sub sum table target the these this to value wide workstream workstreams year years i ii iii iv v
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class TotalWords:
    """What a label says of totals. `is_sure` where nothing but general words stand beside "total".

    `rest` are the words that say whose total it is; `is_sub`, `is_grand` and `is_running` its level.
    """

    is_total: bool = False
    is_sure: bool = False
    is_sub: bool = False
    is_grand: bool = False
    is_running: bool = False
    rest: str = ""


NO_TOTAL = TotalWords()


@lru_cache(maxsize=1 << 13)
def total_words(label: str) -> TotalWords:
    """Return what a row's label says of totals."""
    words = plain(label)
    if _OTHER.fullmatch(words):
        return TotalWords(True, False, is_running=bool(_RUNNING.search(words)), is_grand=True)
    found = _TOTAL.search(words)
    if found is None or len(words) > 120:
        return NO_TOTAL
    bare = years_in(words).rest or ("" if years_in(words).names_any else words)
    rest = _TOTAL.sub(" ", bare)
    tokens = [token.strip("'-") for token in re.findall(r"[a-z0-9&'-]+", rest)]
    others = [
        token for token in tokens if token and token not in _GENERIC and not token.isdigit() and token != "&"
    ]
    before = re.findall(r"[a-z0-9&'-]+", words[: found.start()])
    starts = all(word in _GENERIC or word == "&" for word in before)
    starts_or_ends = starts or re.search(r"\b(?:sub[- ]?)?totals?\W*(?:\([^)]*\))?\W*$", words)
    if others and not starts_or_ends:
        return NO_TOTAL
    return TotalWords(
        True,
        not others,
        _SUB.search(words) is not None,
        _GRAND.search(words) is not None,
        _RUNNING.search(words) is not None,
        " ".join(others),
    )


def same_group(rest: str, heading: str) -> bool:
    """Return whether the words beside "total" name a heading: all of them stand in it, or the other way about."""
    mine = _tokens(rest)
    its = _tokens(heading)
    return bool(mine) and bool(its) and (mine <= its or its <= mine)


@lru_cache(maxsize=1 << 13)
def _tokens(text: str) -> frozenset[str]:
    found = (token.strip("'-") for token in re.findall(r"[a-z0-9'-]+", plain(text)))
    singular = (token.removesuffix("'s") for token in found)
    return frozenset(token for token in singular if token and token not in _GENERIC and token != "total")

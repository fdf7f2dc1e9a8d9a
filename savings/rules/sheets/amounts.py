"""One cell as an amount of money, or as what else it is: nothing, a per cent, a date, words, a formula's error.

The figure keeps the sign printed; what the sign means is the sheet's matter. Numbers stored by a spreadsheet
carry the noise of binary arithmetic in their last digits, which is taken off: twelve significant digits stay,
and pence always do.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from savings.rules.notation import Unit
from savings.rules.sheets.formats import Shown, read_format
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.text import shown, tidy

NOISE_DIGITS = 12  # significant digits kept of a stored number; binary doubles hold 15 to 17, sums lose some
MOST_DECIMALS = 9  # a tenth of a penny in £m has nine
LARGEST = Decimal(10) ** 12  # pounds; the ledger holds twelve digits before the point


class Sort(Enum):
    """What stands in a cell where an amount may be."""

    BLANK = "blank"
    NOTHING = "not known"
    AMOUNT = "amount"
    PERCENT = "per cent"
    DATE = "date"
    FAULT = "fault"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as read. `value` has the sign printed and is in `unit` where the cell names one ("450k").

    `is_stored` marks a number of the spreadsheet's, whose trailing noughts are not kept.
    """

    sort: Sort
    printed: str
    value: Decimal | None = None
    unit: Unit | None = None
    decimals: int = 0
    has_pound: bool = False
    is_stored: bool = False
    reason: str = ""


BLANK = Figure(Sort.BLANK, "")

_NOT_KNOWN = re.compile(
    r"(?:£ ?)?-{1,3}|-+ ?£|\.{2,}|\?+|n\.? ?/? ?[ak]\.?|not (?:yet )?(?:known|available|applicable|quantified|stated|"
    r"costed|published|determined)|unknown|un-?quantified|pending|awaited|"
    r"(?:t\.?b\.?[acd]\.?|to be (?:confirmed|determined|advised|agreed|costed|quantified))"
    r"(?: ?[-,;:(*].*)?"
)
_NIL = re.compile(r"(?:£ ?)?(?:nil|zero)")
_ERROR = re.compile(
    r"#(?:ref|n/a|value|div/0|name|null|num|spill|calc|getting_data|field|blocked)[!?]?|#{3,}|err:\d+"
)
_FOOTNOTE = re.compile(
    r"(?P<figure>.*?\d[\d.]*(?: ?(?:k|m|bn|million|thousand|cr|dr))?\)?-?)\s*"
    r"(?:[*\u2020\u2021\u00a7^#~]+\d?|[\u00b9\u00b2\u00b3\u2070-\u2079]+|\(?(?:\([a-z]{1,2}\)|\[\w{1,3}\])|"
    r"\((?:note|fn) ?\w{1,2}\))+"
)
_DIGITS = r"(?P<digits>(?!0)\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d+|(?=\.\d))(?:\.(?P<part>\d+))?"
_MONEY = re.compile(
    r"(?:(?P<credit>cr|dr)\.?)?\s*(?P<sign>[-+])?\s*(?P<pound>£|gbp)?\s*(?P<late_sign>[-+])?\s*"
    + _DIGITS
    + r"\s*(?P<suffix>thousand|million|billion|mn|bn|k|m)?\s*(?P<after>-|cr\.?|dr\.?)?"
)
_BRACKETED = re.compile(
    r"(?P<before>£|gbp|cr|dr)?\s*(?:\((?P<round>[^()]+)\)|<(?P<angle>[^<>]+)>)\s*(?P<rest>[a-z]*\.?)"
)
_PERCENT = re.compile(r"\(?\s*[-+]?\s*\d+(?:\.\d+)?\s*(?:%|per ?cent|pct)\s*\)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ t].*)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|"
                   r"\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{2,4}|"
                   r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]'?\d{2,4}")  # fmt: skip
_THOUSANDS = re.compile(r"0{3}(?:[,' ]0{3})*")
_SUFFIXES = {
    "k": (Unit.GBP000, 0),
    "thousand": (Unit.GBP000, 0),
    "m": (Unit.GBPM, 0),
    "mn": (Unit.GBPM, 0),
    "million": (Unit.GBPM, 0),
    "bn": (Unit.GBPM, 3),
    "billion": (Unit.GBPM, 3),
}


def read_figure(value: CellValue, *, number_format: str = "", fault: str = "") -> Figure:
    """Return what stands in a cell; `fault` is the error of its formula where it has one."""
    if fault:
        return Figure(Sort.FAULT, shown(value) or fault, reason=fault)
    if value is None:
        return BLANK
    if isinstance(value, Decimal):
        return _stored(value, number_format)
    if isinstance(value, str):
        return _written(value)
    if isinstance(value, bool):
        return Figure(Sort.TEXT, shown(value))
    return Figure(Sort.DATE, shown(value)) if isinstance(value, date) else Figure(Sort.TEXT, shown(value))


@lru_cache(maxsize=1 << 14)
def _stored(value: Decimal, number_format: str) -> Figure:
    seen = read_format(number_format) if number_format else Shown()
    if seen.is_percent:
        return Figure(Sort.PERCENT, f"{value * 100:f}%", is_stored=True)
    scaled = without_noise(value.scaleb(-3 * seen.thousands))
    decimals = max(0, -int(scaled.as_tuple().exponent))
    return Figure(
        Sort.AMOUNT, f"{scaled:f}", scaled, seen.unit, decimals, has_pound=seen.has_pound, is_stored=True
    )


def without_noise(value: Decimal) -> Decimal:
    """Return a stored number without the binary noise in its last digits and without trailing noughts."""
    whole_digits = max(value.adjusted() + 1, 1)
    decimals = max(2, min(MOST_DECIMALS, NOISE_DIGITS - whole_digits))
    if -int(value.as_tuple().exponent) > decimals:
        value = round(value, decimals)
    kept = value.normalize()
    return kept.quantize(Decimal(1)) if int(kept.as_tuple().exponent) > 0 else kept + Decimal(0)


@lru_cache(maxsize=1 << 15)
def _written(value: str) -> Figure:
    printed = shown(value)
    text = tidy(value).casefold().lstrip("'").strip()
    if not text:
        return BLANK
    if _NOT_KNOWN.fullmatch(text):
        return Figure(Sort.NOTHING, printed)
    if _NIL.fullmatch(text):
        return Figure(Sort.AMOUNT, printed, Decimal(0))
    if _ERROR.fullmatch(text):
        return Figure(Sort.FAULT, printed, reason=printed)
    if _PERCENT.fullmatch(text):
        return Figure(Sort.PERCENT, printed)
    if _DATE.fullmatch(text):
        return Figure(Sort.DATE, printed)
    if "\ufffd" in text or len(text) > 60:
        return Figure(Sort.TEXT, printed)
    return _money(text, printed) or _with_footnote(text, printed) or Figure(Sort.TEXT, printed)


def _with_footnote(text: str, printed: str) -> Figure | None:
    """Return the figure before a footnote's mark: "349*", "53¹", "12 (a)"."""
    lead = text.lstrip("*\u2020\u2021").strip()
    if match := _FOOTNOTE.fullmatch(lead):
        return _money(match["figure"], printed)
    return _money(lead, printed) if lead != text else None


def _money(text: str, printed: str) -> Figure | None:
    """Return an amount, None where the text is none; brackets, a minus or CR make it negative, never two of them."""
    inside, is_bracketed = text, False
    if match := _BRACKETED.fullmatch(text):
        inside = f"{match['before'] or ''} {match['round'] or match['angle']} {match['rest']}".strip()
        is_bracketed = True
    match = _MONEY.fullmatch(inside)
    if match is None or _THOUSANDS.fullmatch(match["digits"] or "x"):
        return None  # "£000" is a unit
    signs = [s for s in (match["sign"], match["late_sign"], match["after"], match["credit"]) if s]
    if len(signs) > 1 or (is_bracketed and signs):
        return None
    is_negative = is_bracketed or any(s == "-" or s.startswith("cr") for s in signs)
    unit, places = _SUFFIXES[match["suffix"]] if match["suffix"] else (None, 0)
    part = match["part"] or ""
    digits = re.sub(r"[ ,']", "", match["digits"] or "") or "0"
    size = _scaled(Decimal(f"{digits}.{part}" if part else digits), places)
    return Figure(
        Sort.AMOUNT,
        printed,
        -size if is_negative and size else size,
        unit,
        max(0, len(part) - places),
        has_pound=bool(match["pound"]) or text.startswith("£"),
    )


def _scaled(size: Decimal, places: int) -> Decimal:
    """Return a size with its point moved to the right, still in plain digits."""
    moved = size.scaleb(places)
    return moved.quantize(Decimal(1)) if int(moved.as_tuple().exponent) > 0 else moved


def against(figure: Figure, reason: str) -> Figure:
    """Return a figure that is not to be used, with the reason."""
    return replace(figure, value=None, reason=reason)

"""Money as councils write it: "£1.25m", "£450k", "(349)", "1,821".

Amounts are exact Decimal pounds; reading never rounds, and printing rounds only what it prints. A blank, a
dash or "n/a" is None, shown as "not known"; it is never nil. A printed figure keeps its unit and decimals, so
that it can be shown again exactly as it stood.

Source: docs/method.md, "Money".
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

NOT_KNOWN = "not known"
PENNY = Decimal("0.01")

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_NOTHING = ("", "-", "\u2013", "\u2014", "n/a", "na", NOT_KNOWN)
_MONEY = re.compile(
    r"(?P<minus>-)?\s*(?P<pound>£)?\s*(?P<late_minus>-)?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?\s*(?P<suffix>k|thousand|m|million|bn|billion)?",
    re.IGNORECASE,
)


class NotationError(ValueError):
    """This is not an amount of money as councils write it."""


class Unit(StrEnum):
    """The unit a table or a figure is printed in."""

    GBP = "gbp"
    GBP000 = "gbp000"
    GBPM = "gbpm"


class Brackets(StrEnum):
    """What a table means by brackets: a negative amount, or a saving (which is positive here)."""

    NEGATIVE = "negative"
    SAVING = "saving"


SCALES = {Unit.GBP: Decimal(1), Unit.GBP000: Decimal(1_000), Unit.GBPM: Decimal(1_000_000)}
UNIT_WORDS = {Unit.GBP: "£", Unit.GBP000: "£000", Unit.GBPM: "£m"}
_SUFFIXES = {"k": Unit.GBP000, "thousand": Unit.GBP000, "m": Unit.GBPM, "million": Unit.GBPM}
_SHORT = {Unit.GBP: "", Unit.GBP000: "k", Unit.GBPM: "m"}


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """An amount with the unit and the number of decimals it was printed in.

    Raises ValueError when the decimals are below nought.
    """

    pounds: Decimal
    unit: Unit = Unit.GBP
    decimals: int = 0

    def __post_init__(self) -> None:
        if self.decimals < 0:
            raise ValueError(f"an amount cannot be printed to {self.decimals} decimals")


def read_money(
    text: str, *, unit: Unit = Unit.GBP, brackets: Brackets = Brackets.NEGATIVE
) -> PrintedAmount | None:
    """Return the amount a paper prints, or None for a blank, a dash or "n/a" (never nought).

    A bare figure is in the table's `unit`; "k", "m" and "bn" say their own. Where brackets mean a saving, a
    bracketed figure is positive and a bare one, being a cost there, negative. Raises NotationError for
    anything else, commas out of place among it.
    """
    written = " ".join(text.replace("\u2212", "-").replace("\xa0", " ").split())
    if written.lower() in _NOTHING:
        return None
    match = _MONEY.fullmatch(re.sub(r"[()]", "", written).strip())
    in_brackets = "(" in written
    if match is None or not _brackets_fit(written) or sum(map(bool, match.group("minus", "late_minus"))) > 1:
        raise NotationError(f"{text!r} is not an amount of money; write £1.25m, £450k, 1,821 or (349)")
    has_minus = bool(match["minus"] or match["late_minus"])
    if in_brackets and has_minus:
        raise NotationError(f"{text!r} has both brackets and a minus sign; use one of them")
    printed_unit, factor, decimals = _scale(match["suffix"], unit, len(match["decimals"] or ""))
    size = _EXACT.multiply(Decimal(_digits(match)), factor)
    is_saving = brackets is Brackets.SAVING
    is_negative = (in_brackets or has_minus) != is_saving
    return PrintedAmount(-size if is_negative and size else size, printed_unit, decimals)


def read_pounds(
    text: str, *, unit: Unit = Unit.GBP, brackets: Brackets = Brackets.NEGATIVE
) -> Decimal | None:
    """Return the pounds a paper prints; see `read_money`."""
    amount = read_money(text, unit=unit, brackets=brackets)
    return None if amount is None else amount.pounds


def print_amount(
    amount: PrintedAmount | None, *, brackets: Brackets = Brackets.NEGATIVE, symbol: bool = False
) -> str:
    """Print an amount as its table does: "1,821", "(349)", with `symbol` "£1.25m" or "£(349)k".

    Rounds half up to its decimals. Nil is printed bare; None is "".
    """
    if amount is None:
        return ""
    size = rounded(_EXACT.divide(abs(amount.pounds), SCALES[amount.unit]), amount.decimals)
    figure = f"{size:,f}"
    if size != 0 and (amount.pounds < 0) != (brackets is Brackets.SAVING):
        figure = f"({figure})"
    return f"£{figure}{_SHORT[amount.unit]}" if symbol else figure


def show_pounds(pounds: Decimal | None) -> str:
    """Show an amount in the unit a reader expects: "£1.25m", "£450k", "£14.8k", "£1,234", "-£40k".

    From a million in millions to two decimals; from ten thousand in thousands, to one decimal below a
    hundred thousand; whole pounds below; pence below one pound. Half up, noughts after the point left out.
    Nil is "£0" and None "not known".
    """
    if pounds is None:
        return NOT_KNOWN
    size = abs(pounds)
    figure = _figure(size)
    return f"-£{figure}" if pounds < 0 and figure != "0" else f"£{figure}"


def in_full(pounds: Decimal | None) -> str:
    """Show an amount to the penny: "£1,250,000", "-£40.50"; None is "not known"."""
    if pounds is None:
        return NOT_KNOWN
    size = abs(pounds)
    figure = f"{size:,.0f}" if size == size.to_integral_value() else f"{size:,.2f}"
    return f"-£{figure}" if pounds < 0 else f"£{figure}"


def show_change(pounds: Decimal | None) -> str:
    """Show an amount with its sign, "+£40k" or "-£40k"; "no change" for nil, "not known" for None."""
    if pounds is None:
        return NOT_KNOWN
    if pounds == 0:
        return "no change"
    return f"+{show_pounds(pounds)}" if pounds > 0 else show_pounds(pounds)


def rounded(amount: Decimal, decimals: int) -> Decimal:
    """Return the amount to so many decimals, halves away from nought. For printing, never before summing."""
    return amount.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _figure(size: Decimal) -> str:
    thousands, millions = (_EXACT.divide(size, SCALES[unit]) for unit in (Unit.GBP000, Unit.GBPM))
    if rounded(thousands, 0) >= 1000:
        return f"{_trimmed(rounded(millions, 2))}m"
    if rounded(thousands, 1) >= 100:
        return f"{rounded(thousands, 0):,f}k"
    if rounded(size, 0) >= 10_000:
        return f"{_trimmed(rounded(thousands, 1))}k"
    if size >= 1:
        return f"{rounded(size, 0):,f}"
    return _trimmed(rounded(size, 2)) if rounded(size, 2) in (0, 1) else f"{rounded(size, 2):f}"


def _trimmed(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _brackets_fit(written: str) -> bool:
    """Return whether there are no brackets, or one pair round the figure: "(349)", "£(349)k", "(£1.2m)"."""
    if "(" not in written and ")" not in written:
        return True
    return re.fullmatch(r"£?\s*\([^()]+\)\s*[A-Za-z]*", written) is not None


def _digits(match: re.Match[str]) -> str:
    return match["digits"].replace(",", "") + "." + (match["decimals"] or "0")


def _scale(suffix: str | None, unit: Unit, decimals: int) -> tuple[Unit, Decimal, int]:
    """Return the unit a figure is kept in, its factor and its decimals; billions are kept in millions."""
    if suffix is None:
        return unit, SCALES[unit], decimals
    if suffix.lower() in ("bn", "billion"):
        return Unit.GBPM, SCALES[Unit.GBPM] * 1_000, max(0, decimals - 3)
    printed_unit = _SUFFIXES[suffix.lower()]
    return printed_unit, SCALES[printed_unit], decimals

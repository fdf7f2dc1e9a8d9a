"""Casting: does a printed total agree with its rows? Three verdicts that are never mixed, and "not compared".

A check works out two expressions (savings.rules.expressions) and compares them; the status follows:

1. flagged as standing on different bases          -> not compared
2. a divisor is nil or a compared cell is blank    -> not compared, copy incomplete
3. no difference as shown, or a difference that the rounding of the printed figures allows (`rounding_slack`;
   where figures were multiplied or divided, the two intervals touch) -> casts
4. further apart, and cells among the summed rows are blank in our copy        -> copy incomplete
5. further apart, and the paper itemises only part -> casts, and the rest stands as *not itemised*
6. further apart                                   -> paper disagrees

Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from savings.rules.cells import PLACES_IN, POUNDS_IN, Tables
from savings.rules.expressions import Amount, CheckError, Expression, from_json, to_json, work_out

CASTS, PAPER_DISAGREES, COPY_INCOMPLETE, NOT_COMPARED = (
    "casts",
    "paper_disagrees",
    "copy_incomplete",
    "not_compared",
)
STATUS_WORDS: Mapping[str, str] = {
    CASTS: "casts",
    PAPER_DISAGREES: "paper disagrees",
    COPY_INCOMPLETE: "copy incomplete",
    NOT_COMPARED: "not compared",
}

LIKE, PARTIAL, BASIS_DIFFERS = "like", "partial", "basis_differs"
COMPARISONS = (LIKE, PARTIAL, BASIS_DIFFERS)
MOST_DEVIATIONS = 4  # of rounding errors; beyond it lies one sum in 16,000. A choice of ours


@dataclass(frozen=True)
class Check:
    """A printed figure and what it should equal. `unit` is the unit printed, and the unit of the result.

    `compares` is `like` unless the paper itemises only part of the figure (`partial`) or the two stand on
    different bases (`basis_differs`); these two need a `reason`. `decimals` is how finely to show what is
    worked out: None shows an exact sum as it is, and anything divided to the decimals of the printed figure.
    """

    table: str
    label: str
    period: str
    unit: str
    printed: Expression
    sum: Expression
    compares: str = LIKE
    reason: str = ""
    note: str = ""
    decimals: int | None = None

    def __post_init__(self) -> None:
        if self.compares not in COMPARISONS:
            raise CheckError(
                f"{self.label}: compares is one of {', '.join(COMPARISONS)}, not {self.compares!r}"
            )
        if (self.compares != LIKE) != bool(self.reason):
            raise CheckError(
                f"{self.label}: a check that is not like for like, and only such a one, gives a reason"
            )


@dataclass(frozen=True)
class Cast:
    """The verdict on one check. Figures are in `unit`; `difference` is sum less printed.

    `not_itemised` is the rest that the paper gives no items for, None except where it itemises only part.
    `printed`, `sum` and `difference` are None where a blank cell leaves them unknown.
    """

    table: str
    label: str
    period: str
    printed: Decimal | None
    sum: Decimal | None
    difference: Decimal | None
    unit: str
    status: str
    note: str
    not_itemised: Decimal | None = None


def cast(check: Check, tables: Tables) -> Cast:
    """Return the verdict on a check. Raises CheckError where it cannot be worked out against these tables."""
    stated, found = work_out(check.printed, tables), work_out(check.sum, tables)
    if stated.is_money != found.is_money or stated.is_money != (check.unit in POUNDS_IN):
        raise CheckError(f"{check.label}: money is compared with money, in a unit of money")
    decimals = _decimals(stated, check.unit)
    printed = _shown(stated, check.unit, decimals if decimals is not None else check.decimals or 0)
    if check.decimals is not None:
        shown_to = check.decimals
    else:
        shown_to = next((d for d in (_decimals(found, check.unit), decimals) if d is not None), 0)
    worked_out = _shown(found, check.unit, shown_to)
    difference = None if printed is None or worked_out is None else worked_out - printed
    status = _status(check, stated, found, difference)
    rest = -difference if status == CASTS and check.compares == PARTIAL and difference else None
    note = _note(check, status, stated, found, rest)
    return Cast(
        check.table,
        check.label,
        check.period,
        printed,
        worked_out,
        difference,
        check.unit,
        status,
        note,
        rest,
    )


def cast_all(checks: Iterable[Check], tables: Tables) -> tuple[Cast, ...]:
    """Return the verdict on each check, in order."""
    return tuple(cast(check, tables) for check in checks)


def rounding_slack(half_steps: Sequence[Decimal]) -> Decimal:
    """Return how far apart a total and its rows may be by rounding alone, given half a last place of each.

    The sum of the half steps, but no more than four standard deviations of as many even errors: a thousand
    rounded rows are never five hundred out. In the unit of the half steps; nought for none.
    """
    nil = Decimal(0)
    variance = sum((step * step for step in half_steps), nil) / 3
    return min(sum(half_steps, nil), MOST_DEVIATIONS * variance.sqrt())


def _within_rounding(stated: Amount, found: Amount) -> bool:
    if stated.half_steps is None or found.half_steps is None:
        return found.low <= stated.high and stated.low <= found.high
    steps = [Decimal(s.numerator) / s.denominator for s in (*stated.half_steps, *found.half_steps)]
    return abs(_rest(stated, found)) <= Fraction(rounding_slack(steps))


def _status(check: Check, stated: Amount, found: Amount, difference: Decimal | None) -> str:
    if check.compares == BASIS_DIFFERS:
        return NOT_COMPARED
    if difference is None:
        return COPY_INCOMPLETE if stated.blanks or found.blanks else NOT_COMPARED
    if difference == 0 or _within_rounding(stated, found):
        return CASTS
    if found.blanks or stated.blanks:
        return COPY_INCOMPLETE
    if check.compares == PARTIAL and (stated.value or 0) * _rest(stated, found) > 0:
        return CASTS
    return PAPER_DISAGREES


def _rest(stated: Amount, found: Amount) -> Fraction:
    return (stated.value or Fraction(0)) - (found.value or Fraction(0))


def _note(check: Check, status: str, stated: Amount, found: Amount, rest: Decimal | None) -> str:
    sentences = []
    blanks = stated.blanks + found.blanks
    if status == COPY_INCOMPLETE:
        cells = stated.cells if stated.blanks and not found.blanks else found.cells
        sentences.append(f"{blanks} of {cells} cells {'is' if blanks == 1 else 'are'} blank in our copy.")
    if status == NOT_COMPARED and check.compares != BASIS_DIFFERS:
        sentences.append("Nothing to divide by.")
    if rest is not None:
        sentences.append(f"{rest} not itemised.")
    return " ".join(filter(None, [*sentences, check.reason, check.note]))


def _decimals(amount: Amount, unit: str) -> int | None:
    """Return the decimals of an exact sum in a unit, None once something was divided."""
    return None if amount.places is None else max(0, amount.places + PLACES_IN.get(unit, 0))


def _shown(amount: Amount, unit: str, decimals: int) -> Decimal | None:
    """Return an amount in a unit, rounded half up to the decimals; None where it is not known."""
    if amount.value is None:
        return None
    value = amount.value / POUNDS_IN.get(unit, 1) * 10**decimals
    whole = floor(abs(value) + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def check_to_json(check: Check) -> dict[str, Any]:
    """Return a check as JSON, to be stored with its programme."""
    return {
        "table": check.table,
        "label": check.label,
        "period": check.period,
        "unit": check.unit,
        "printed": to_json(check.printed),
        "sum": to_json(check.sum),
        "compares": check.compares,
        "reason": check.reason,
        "note": check.note,
        "decimals": check.decimals,
    }


def check_from_json(packed: Mapping[str, Any]) -> Check:
    """Return the check that JSON stands for. Raises CheckError for anything it does not know."""
    try:
        return Check(**{**packed, "printed": from_json(packed["printed"]), "sum": from_json(packed["sum"])})
    except (KeyError, TypeError) as problem:
        raise CheckError(f"not a check: {problem}") from problem

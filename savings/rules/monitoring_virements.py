"""Virements: budget moved between two lines of one fund, with authority. What one loses the other gains.

Source: docs/method.md, "Budget monitoring".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from savings.rules.monitoring import NIL, FundsMixed


class NotAVirement(ValueError):
    """This moves no budget within a fund."""


@dataclass(frozen=True, slots=True)
class Virement:
    """Budget moved from one line to another of one fund, in pounds above nought, on somebody's authority."""

    from_line: str
    to_line: str
    from_fund: str
    to_fund: str
    amount: Decimal
    authority: str


def check_virement(virement: Virement) -> None:
    """Check that it moves an amount above nought between two lines of one fund, with authority.

    Raises FundsMixed, NotAVirement, each saying what to do.
    """
    if virement.from_fund != virement.to_fund:
        raise FundsMixed(
            "A virement stays within one fund: the Dedicated Schools Grant is ring-fenced. "
            "Choose two lines of the same fund."
        )
    if virement.from_line == virement.to_line:
        raise NotAVirement("A virement is between two lines. Choose another line to move the budget to.")
    if virement.amount <= 0:
        raise NotAVirement("A virement moves an amount above nought. To move it back, swap the two lines.")
    if not virement.authority.strip():
        raise NotAVirement("A virement needs authority. Say who agreed it, and the decision's reference.")


def moved_by_line(virements: Iterable[Virement]) -> dict[str, Decimal]:
    """Return what each line gained (above nought) or lost; together they are nil.

    Raises FundsMixed, NotAVirement for one that moves no budget within a fund.
    """
    moved: dict[str, Decimal] = {}
    for one in virements:
        check_virement(one)
        moved[one.from_line] = moved.get(one.from_line, NIL) - one.amount
        moved[one.to_line] = moved.get(one.to_line, NIL) + one.amount
    return moved

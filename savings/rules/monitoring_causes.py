"""What a variance is made of, as far as anybody itemises it; the rest is a line of its own, *not itemised*.

Source: docs/method.md, "Budget monitoring".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from savings.rules.notation import NOT_KNOWN, show_pounds


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a variance, in pounds, adverse above nought; None where it is named without an amount."""

    name: str
    amount: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Itemised:
    """A variance and its causes: itemised + not_itemised = variance, to the penny.

    `not_itemised` is below nought for causes that come to more than an overspend. None where the variance is
    not known. `without_amount` counts causes that are named and no more.
    """

    variance: Decimal | None
    causes: tuple[Cause, ...]
    itemised: Decimal
    not_itemised: Decimal | None
    without_amount: int

    @property
    def is_over_itemised(self) -> bool:
        """Whether the causes come to more than the variance they explain."""
        if self.variance is None or not self.not_itemised:
            return False
        return self.not_itemised < 0 if self.variance >= 0 else self.not_itemised > 0

    @property
    def words(self) -> str:
        """Say how much is itemised: "£8.4m of £10.1m itemised, £1.7m not itemised"."""
        if self.variance is None or self.not_itemised is None:
            return f"{show_pounds(self.itemised)} itemised of a variance that is {NOT_KNOWN}"
        much = show_pounds(self.itemised) if self.itemised else "none"
        said = f"{much} of {show_pounds(self.variance)} itemised"
        if self.is_over_itemised:
            said += f": the causes come to {show_pounds(abs(self.not_itemised))} more than the variance"
        elif self.not_itemised and self.itemised:
            said += f", {show_pounds(self.not_itemised)} not itemised"
        elif self.itemised:
            said += ", all of it"
        if self.without_amount:
            noun = "cause has" if self.without_amount == 1 else "causes have"
            said += f"; {self.without_amount} {noun} no amount"
        return said


def itemise(variance: Decimal | None, causes: Iterable[Cause]) -> Itemised:
    """Return a variance with its causes and what they leave over. Nothing is spread over the causes named."""
    listed = tuple(causes)
    known = [cause.amount for cause in listed if cause.amount is not None]
    itemised = sum(known, Decimal(0))
    return Itemised(
        variance=variance,
        causes=listed,
        itemised=itemised,
        not_itemised=None if variance is None else variance - itemised,
        without_amount=len(listed) - len(known),
    )

"""Cost drivers: a volume times what each costs, and what explains a change: price, volume, or both at once.

Between two readings (V, P) and (V', P'), in pence:

    change = price effect + volume effect + both
    price effect = (P' - P) x V    volume effect = (V' - V) x P    both = (V' - V) x (P' - P)

A part that is not printed is not known, never nil, and leaves unknown only what rests on it.

Source: docs/method.md, "Cost drivers".
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Final

from savings.rules.notation import NOT_KNOWN, PENNY, show_pounds

_NIL: Final = Decimal(0)
_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Reading:
    """A cost driver at one time: how many, what each costs in pounds, and the cost a paper prints, if it does.

    `printed_step` is the last place of the printed cost in pounds (100,000 for £8.9m), for "within rounding".
    """

    period: str
    volume: Decimal | None
    unit_cost: Decimal | None
    printed_cost: Decimal | None = None
    printed_step: Decimal = PENNY

    @property
    def cost(self) -> Decimal | None:
        """Return volume x unit cost, to the penny; None where either is not known."""
        if self.volume is None or self.unit_cost is None:
            return None
        return _product(self.volume, self.unit_cost)

    @property
    def gap(self) -> Decimal | None:
        """Return the cost worked out less the cost printed; None where either is not known."""
        if self.cost is None or self.printed_cost is None:
            return None
        return self.cost - self.printed_cost

    @property
    def is_within_rounding(self) -> bool | None:
        """Return whether the two costs differ by half a last place of the printed one at most; None if not known."""
        return None if self.gap is None else abs(self.gap) * 2 <= self.printed_step


class Explains(StrEnum):
    """What explains most of a change."""

    PRICE = "price"
    VOLUME = "volume"
    ALIKE = "price and volume alike"
    NOTHING = "nothing changed"


@dataclass(frozen=True, slots=True)
class CostChange:
    """What lies between two readings of one driver, in pounds and pence.

    change = price_effect + volume_effect + both wherever all are known.
    """

    before: Reading
    after: Reading
    change: Decimal | None
    price_effect: Decimal | None
    volume_effect: Decimal | None
    both: Decimal | None

    @property
    def explains(self) -> Explains | None:
        """Return what explains most of the change: the larger effect; None where either is not known."""
        if self.price_effect is None or self.volume_effect is None:
            return None
        price, volume = abs(self.price_effect), abs(self.volume_effect)
        if price == volume:
            return Explains.ALIKE if price else Explains.NOTHING
        return Explains.PRICE if price > volume else Explains.VOLUME

    def words(self, volume_unit: str) -> str:
        """Say what explains the change, as "£882k from price, £884k from volume, £111k from both together"."""
        span = f"{self.before.period} to {self.after.period}"
        if self.change is None:
            return f"{span}: the change in cost is {NOT_KNOWN}{self._known_part()}"
        way = "up" if self.change > 0 else "down" if self.change < 0 else "unchanged"
        by = f" by {show_pounds(abs(self.change))}" if self.change else ""
        shares = "; ".join(
            f"{show_pounds(amount)} {why}"
            for amount, why in (
                (self.price_effect, f"because each of the {volume_unit} {self._dearer()}"),
                (self.volume_effect, f"because there are {self._more()} {volume_unit}"),
                (self.both, "because both moved at once"),
            )
            if amount
        )
        mostly = {
            Explains.PRICE: " Price explains most.",
            Explains.VOLUME: " Volume explains most.",
            Explains.ALIKE: " Price and volume explain it alike.",
        }.get(self.explains or Explains.NOTHING, "")
        return f"{span}: cost {way}{by}" + (f": {shares}.{mostly}" if shares else ".")

    def _known_part(self) -> str:
        parts = [
            f"{word} effect {show_pounds(amount)}"
            for word, amount in (("price", self.price_effect), ("volume", self.volume_effect))
            if amount is not None
        ]
        return f"; {', '.join(parts)}" if parts else ""

    def _dearer(self) -> str:
        rise = (self.after.unit_cost or _NIL) - (self.before.unit_cost or _NIL)
        return f"costs {show_pounds(abs(rise))} {'more' if rise > 0 else 'less'}"

    def _more(self) -> str:
        rise = (self.after.volume or _NIL) - (self.before.volume or _NIL)
        return f"{abs(rise).normalize():,f} {'more' if rise > 0 else 'fewer'}"


def explain_change(before: Reading, after: Reading) -> CostChange:
    """Return what explains the change of cost between two readings, to the penny.

    Price and volume effects are rounded half up to the penny; what rounding leaves is in `both`, so that the
    three sum to the change exactly.
    """
    change = None if before.cost is None or after.cost is None else after.cost - before.cost
    price = _effect(before.unit_cost, after.unit_cost, before.volume)
    volume = _effect(before.volume, after.volume, before.unit_cost)
    both = None if change is None or price is None or volume is None else change - price - volume
    return CostChange(before, after, change, price, volume, both)


def _effect(before: Decimal | None, after: Decimal | None, by: Decimal | None) -> Decimal | None:
    return None if before is None or after is None or by is None else _product(after - before, by)


def _product(left: Decimal, right: Decimal) -> Decimal:
    return _EXACT.multiply(left, right).quantize(PENNY, context=_EXACT)

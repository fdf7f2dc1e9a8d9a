"""Whether an amount somebody writes short is the one that is held."""

from __future__ import annotations

from decimal import Decimal


def matches(held: Decimal, said: Decimal) -> bool:
    """Return whether a figure, rounded to the places somebody wrote, is what they wrote: £4.916m is "4.9m"."""
    if said == 0 or held == 0:
        return said == held
    if (said < 0) != (held < 0):
        return False
    exponent = said.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    step = Decimal(1).scaleb(exponent)
    return abs(held - said) <= step / 2 if exponent > 0 else round(held - said, 0) == 0 or held == said

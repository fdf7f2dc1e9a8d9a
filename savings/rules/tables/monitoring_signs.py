"""Which way a monitoring table prints a variance: by its own rows, its A and F, its headings.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from savings.rules.monitoring import FUND_CONVENTIONS
from savings.rules.sheets.amounts import Figure
from savings.rules.sheets.text import plain
from savings.rules.tables.reading import Part

ADVERSE, FAVOURABLE = "adverse", "favourable"
HALF: Final = Decimal("0.5")

_A_F: Final = {
    "a": ADVERSE,
    "adv": ADVERSE,
    "adverse": ADVERSE,
    "f": FAVOURABLE,
    "fav": FAVOURABLE,
    "favourable": FAVOURABLE,
}
_TRAILING_A_F = re.compile(r".*\d\)?\s*\(?(a|f)\)?", re.IGNORECASE)
_ABOVE = re.compile(
    r"a ?/ ?\( ?f ?\)|adverse ?/ ?\( ?fav|over ?(?:spend)? ?/ ?\( ?under|deficit ?/ ?\( ?surplus"
)
_BELOW = re.compile(
    r"f ?/ ?\( ?a ?\)|favourable ?/ ?\( ?adv|under ?(?:spend)? ?/ ?\( ?over|surplus ?/ ?\( ?deficit"
)
_BELOW_TOO = re.compile(
    r"\( ?a ?\) ?/ ?f\b|\( ?adverse ?\) ?/ ?fav|\( ?over ?(?:spend)? ?\) ?/ ?under|\( ?deficit ?\) ?/ ?surplus"
)
_ABOVE_TOO = re.compile(
    r"\( ?f ?\) ?/ ?a\b|\( ?favourable ?\) ?/ ?adv|\( ?under ?(?:spend)? ?\) ?/ ?over|\( ?surplus ?\) ?/ ?deficit"
)


def read_a_f(cell: str, variance: str) -> str:
    """Return "adverse" or "favourable" as an A/F cell says, or a letter behind the variance ("10.1 A"); else ""."""
    said = _A_F.get(plain(cell).strip("()"))
    if said is None and (found := _TRAILING_A_F.fullmatch(variance.strip())):
        said = _A_F[found[1].lower()]
    return said or ""


def half_step(figure: Figure) -> Decimal:
    """Return half of the last place a figure is printed to, in its unit: what its rounding may hide."""
    return HALF.scaleb(-figure.decimals)


def sign_of_part(rows: Iterable[Mapping[str, Figure]], part: Part, *, is_dsg: bool) -> int | None:
    """Return 1 where an overspend is printed above nought, -1 where below; None where nothing says.

    The rows decide where they can: budget, projection and variance together leave one reading. Then the headings and
    what stands above them, then the convention of the schools grant, which has one.
    """
    votes = {vote for vote in map(_vote, rows) if vote}
    if len(votes) == 1:
        return votes.pop()
    said = " | ".join([*(column.heading for column in part.columns), *part.above])
    words = plain(said)
    above = bool(_ABOVE.search(words) or _ABOVE_TOO.search(words))
    below = bool(_BELOW.search(words) or _BELOW_TOO.search(words))
    if above != below:
        return 1 if above else -1
    return FUND_CONVENTIONS["dsg"].overspend_sign if is_dsg else None


def _vote(figures: Mapping[str, Figure]) -> int:
    """Return which sign one row speaks for, 0 for neither."""
    needed = [figures.get(name) for name in ("current_budget", "projection", "variance")]
    if any(figure is None or figure.value is None for figure in needed):
        return 0
    budget, projection, variance = (f for f in needed if f is not None)
    assert budget.value is not None
    assert projection.value is not None
    assert variance.value is not None
    found = projection.value - budget.value
    slack = sum((half_step(f) for f in (budget, projection, variance)), Decimal(0))
    if abs(found) <= slack or not variance.value or len({f.unit for f in (budget, projection, variance)}) > 1:
        return 0
    return 1 if (found > 0) == (variance.value > 0) else -1

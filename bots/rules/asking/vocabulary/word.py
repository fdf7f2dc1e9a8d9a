"""What a word or phrase says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bots.rules.asking.query import Filter

Role = Literal[
    "filler",
    "ask",
    "metric",
    "weak",
    "state",
    "filter",
    "rows",
    "marker",
    "order",
    "unit",
    "dim",
    "op",
    "all",
    "change",
    "number",
    "opinion",
]


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase says: its role, the value, and for a state the filter it may be instead of the metric.

    `many` marks what speaks of several rows. `total` says that a metric's phrase begins or ends with "total",
    `is_extra` that it says "extra" or "additional".
    """

    role: Role
    value: str = ""
    filter: Filter | None = None
    many: bool = False
    count: int = 0  # of years: "over the four years"
    total: Literal["", "first", "last"] = ""
    is_extra: bool = False


OPINION: Final = Word("opinion")

YIELDS: Final = Word("filler", "yields")

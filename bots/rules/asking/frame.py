"""What the pieces of one path say together: the slots of a query, before the registry has judged them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bots.rules.asking.named import Named
from bots.rules.asking.query import Filter
from bots.rules.asking.time_said import Said
from bots.rules.asking.vocabulary.word import Word


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name in a frame: where it stands and what it is there for."""

    named: Named
    place: int
    kinds: frozenset[str] = frozenset()
    join: str = ""  # how it follows the name before: "", and, or
    side: int = 0


@dataclass(slots=True)
class Frame:
    """The slots as filled by words. `side` 1 is what stands after versus or than."""

    asks: dict[str, int] = field(default_factory=dict)
    metrics: list[tuple[str, int, int]] = field(default_factory=list)  # key, place, side
    weak: int = -1
    is_many: bool = False
    states: list[tuple[Word, bool, int, int]] = field(default_factory=list)  # word, negated, place, side
    rows: list[Word] = field(default_factory=list)
    names: list[NamePlace] = field(default_factory=list)
    excluded: list[NamePlace] = field(default_factory=list)
    times: list[tuple[Said, int, int, str]] = field(default_factory=list)  # said, place, side, join
    filters: list[Filter] = field(default_factory=list)
    either: tuple[Filter, ...] = ()  # two figures, of which one is asked for: "12 or 16"
    metric_joins: list[str] = field(default_factory=list)
    order: str = ""
    order_place: int = -1
    n: int = 0
    unit: str = ""
    by: str = ""
    changes: int = -1
    is_changed: bool = False  # "what changed between": of two years alone
    is_extra: bool = False
    in_thread: bool = False  # after a question about something
    is_added: bool = False  # "plus Place", to what was asked before
    is_whole: bool = False  # "the programme"
    says_total: bool = False  # "savings total" anywhere, "total savings" before an order
    all_of: list[int] = field(default_factory=list)  # where "both" or "all" stands
    has_vs: bool = False
    is_than: bool = False
    is_minus: bool = False
    is_less: bool = False
    is_followup: bool = False
    is_only: bool = False
    is_ones: bool = False
    starts_with_name: bool = False


class NoFrame(Exception):
    """These words do not go together."""

"""The two bridges of a year that always close: from target to plan, and from plan to forecast.

Target to plan puts each pound of plan in one bucket: *delivered* (validated so far, at most the plan), the rest of
each line under its outlook, *adjustments* that name no line, and last what no line accounts for: *unidentified*, or
*not in our copy* where a plan cell of the year is not known or the paper lacks rows of its own total. An adjustment
that names a line counts with it. A replaced line counts with its plan less what its replacements' plans cover that
year; what is left of it beyond what is validated is undeliverable, and the covered amount stands beside. A line
withdrawn by decision leaves the plan, but for what is validated of it.

Plan to forecast: plan - loss - timing + over-delivery = forecast, over the same lines with the same plans; of a
replaced or withdrawn line no more is forecast than it still counts with.

Amounts are Decimal pounds of one financial year; a sum over lines does not depend on their order.
Source: docs/method.md, "The two bridges".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar
from uuid import UUID

from programme.rules.calendar import FinancialYear
from savings.rules.ledger import BUCKETS, KindSums, LedgerLine, sums_of, units
from savings.rules.profile import NIL
from savings.rules.totals import COUNTED_KINDS, Position, SavingKind, Total

STEPS: Final = ("delivered", *BUCKETS, "adjustments", "unidentified", "not_in_our_copy")

Level = TypeVar("Level", bound=Hashable)


@dataclass(frozen=True, slots=True)
class BridgeTarget:
    """The published target a bridge starts from, in pounds: of a programme, or of a workstream of it.

    `kinds` are those its council counted; none named: ours. `lacks_rows` says that the paper's own total has rows
    that our copy lacks. It is withheld from a reader who does not see every line it takes in.
    """

    id: UUID
    workstream_id: UUID | None
    year: FinancialYear
    name: str
    source: str
    amount: Decimal
    kinds: tuple[SavingKind, ...] = ()
    lacks_rows: bool = False
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """Target to plan in one year: target = plan + unidentified + not in our copy, to the penny.

    The plan is the sum of its buckets, over the kinds taken in. Without a published target there is no bridge:
    `target`, `unidentified` and `not_in_our_copy` are None together, and the buckets still sum to the plan.
    With one, the last line is one of the two and the other is nil, except where bridges are added together.
    `claimed` and `replaced` stand beside. `without` is the plan without non-cash, cost avoidance, funding and
    reallocation, and `beside` the plan of each of those kinds, taken in or not.
    """

    year: FinancialYear
    target: Decimal | None
    plan: Total
    delivered: Decimal
    on_track: Decimal
    at_risk: Decimal
    deliverable_later: Decimal
    undeliverable: Decimal
    no_outlook: Decimal
    adjustments: Decimal
    unidentified: Decimal | None
    not_in_our_copy: Decimal | None
    claimed: Decimal
    replaced: Decimal
    kinds: frozenset[SavingKind]
    without: Total
    beside: Mapping[SavingKind, Total]

    def steps(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the buckets with the last line, by name; they sum to the target, or without one to the plan."""
        return tuple((name, getattr(self, name)) for name in STEPS if getattr(self, name) is not None)

    @property
    def closes(self) -> bool:
        """Whether the bridge sums, to the penny."""
        whole = self.plan.pounds if self.target is None else self.target
        return sum((pounds for _, pounds in self.steps()), NIL) == whole


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """One year over some lines, summed by kind; both bridges are added up from here."""

    year: FinancialYear
    kinds: Mapping[SavingKind, KindSums]

    def bridge(
        self,
        *,
        target: Decimal | None,
        kinds: Collection[SavingKind] = (),
        lacks_rows: bool = False,
    ) -> Bridge:
        """Return the bridge from a target to the plan of the kinds its council counted (none named: ours).

        `lacks_rows` says that the paper's own total has rows that our copy lacks.
        Source: docs/method.md, "The two bridges".
        """
        taken = frozenset(kinds) | {SavingKind.ADJUSTMENT} if kinds else COUNTED_KINDS
        sums = [one for kind, one in self.kinds.items() if kind in taken]
        plan = _plan(sums)
        rest = None if target is None else target - plan.pounds
        is_whole = not lacks_rows and not any(one.blanks for one in sums)
        return Bridge(
            year=self.year,
            target=target,
            plan=plan,
            delivered=_add(one.delivered for one in sums),
            on_track=_add(one.on_track for one in sums),
            at_risk=_add(one.at_risk for one in sums),
            deliverable_later=_add(one.deliverable_later for one in sums),
            undeliverable=_add(one.undeliverable for one in sums),
            no_outlook=_add(one.no_outlook for one in sums),
            adjustments=_add(one.adjustments for one in sums),
            unidentified=rest if rest is None or is_whole else NIL,
            not_in_our_copy=rest if rest is None or not is_whole else NIL,
            claimed=_add(one.claimed for one in sums),
            replaced=_add(one.replaced for one in sums),
            kinds=taken,
            without=self.plan(taken & COUNTED_KINDS),
            beside=self.beside,
        )

    def position(self, kinds: Collection[SavingKind] = COUNTED_KINDS) -> Position:
        """Return the bridge from plan to forecast. Source: docs/method.md, "The two bridges"."""
        sums = [one for kind, one in self.kinds.items() if kind in kinds]
        return Position(
            year=self.year,
            plan=_plan(sums),
            forecast=Total(
                pounds=_add(one.forecast for one in sums),
                known=sum(one.forecast_known for one in sums),
                of=sum(one.of for one in sums),
                adjustments_not_known=sum(one.adjustments_not_forecast for one in sums),
            ),
            loss=_add(one.loss for one in sums),
            timing=_add(one.timing for one in sums),
            over_delivery=_add(one.over_delivery for one in sums),
            not_split=_add(one.not_split for one in sums),
            plan_without_forecast=_add(one.plan_without_forecast for one in sums),
            forecast_without_plan=_add(one.forecast_without_plan for one in sums),
            lines_not_split=sum(one.lines_not_split for one in sums),
        )

    def plan(self, kinds: Collection[SavingKind] = COUNTED_KINDS) -> Total:
        """Return the plan of some kinds, in pounds."""
        return _plan([one for kind, one in self.kinds.items() if kind in kinds])

    @property
    def beside(self) -> dict[SavingKind, Total]:
        """The plan of each kind that totals leave out, where there is a line of it."""
        apart = [kind for kind in SavingKind if kind not in COUNTED_KINDS and kind in self.kinds]
        return {kind: _plan([self.kinds[kind]]) for kind in apart}

    def claimed(self, kinds: Collection[SavingKind] = COUNTED_KINDS) -> Decimal:
        """Return what owners say is delivered, in pounds."""
        return _add(one.claimed for kind, one in self.kinds.items() if kind in kinds)

    def validated(self, kinds: Collection[SavingKind] = COUNTED_KINDS) -> Decimal:
        """Return what finance stands by, in pounds; above the plan where more was delivered."""
        return _add(one.validated for kind, one in self.kinds.items() if kind in kinds)


class Ledger:
    """Some lines, linked once, to be asked for any year."""

    def __init__(self, lines: Iterable[LedgerLine]) -> None:
        self.units = units(lines)

    @property
    def lines(self) -> int:
        """How many lines there are, adjustments among them."""
        return sum(1 + len(unit.adjustments) for unit in self.units)

    def aprils(self) -> set[int]:
        """Return the years that any line has a plan or forecast in, by the April each starts in."""
        each = (line for unit in self.units for line in (unit.line, *unit.adjustments))
        spans = {(line.years[0].year.start_year, len(line.years)) for line in each if line.years}
        return {first + ahead for first, many in spans for ahead in range(many)}

    def year(self, year: FinancialYear) -> LedgerYear:
        """Return the sums of one year."""
        return LedgerYear(year, sums_of(self.units, year.start_year))

    def by_level(self, level: Callable[[LedgerLine], Level]) -> dict[Level, Ledger]:
        """Return the lines by what `level` says of each, in order; an adjustment goes with the line it names."""
        groups: dict[Level, Ledger] = {}
        for unit in self.units:
            groups.setdefault(level(unit.line), Ledger(())).units.append(unit)
        return groups


def together(bridges: Iterable[Bridge]) -> Bridge | None:
    """Return the bridges of several programmes or levels of one year as one, part by part; None for none.

    It has a target only where each of them has. Raises ValueError for bridges of two years.
    """
    parts = list(bridges)
    if not parts:
        return None
    if strange := [part for part in parts if part.year != parts[0].year]:
        raise ValueError(f"bridges of {parts[0].year} and {strange[0].year} are never added together")
    targets = [part.target for part in parts if part.target is not None]
    has_target = len(targets) == len(parts)
    beside: dict[SavingKind, Total] = {}
    for part in parts:
        for kind, total in part.beside.items():
            beside[kind] = _totals([beside[kind], total]) if kind in beside else total
    return Bridge(
        year=parts[0].year,
        target=_add(targets) if has_target else None,
        plan=_totals([part.plan for part in parts]),
        delivered=_add(part.delivered for part in parts),
        on_track=_add(part.on_track for part in parts),
        at_risk=_add(part.at_risk for part in parts),
        deliverable_later=_add(part.deliverable_later for part in parts),
        undeliverable=_add(part.undeliverable for part in parts),
        no_outlook=_add(part.no_outlook for part in parts),
        adjustments=_add(part.adjustments for part in parts),
        unidentified=_add(part.unidentified or NIL for part in parts) if has_target else None,
        not_in_our_copy=_add(part.not_in_our_copy or NIL for part in parts) if has_target else None,
        claimed=_add(part.claimed for part in parts),
        replaced=_add(part.replaced for part in parts),
        kinds=frozenset().union(*(part.kinds for part in parts)),
        without=_totals([part.without for part in parts]),
        beside=beside,
    )


def _plan(sums: Iterable[KindSums]) -> Total:
    listed = list(sums)
    return Total(
        pounds=_add(one.plan for one in listed),
        known=sum(one.known for one in listed),
        of=sum(one.of for one in listed),
        adjustments_not_known=sum(one.adjustments_not_known for one in listed),
    )


def _totals(totals: Iterable[Total]) -> Total:
    listed = list(totals)
    return Total(
        pounds=_add(one.pounds for one in listed),
        known=sum(one.known for one in listed),
        of=sum(one.of for one in listed),
        adjustments_not_known=sum(one.adjustments_not_known for one in listed),
    )


def _add(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NIL)

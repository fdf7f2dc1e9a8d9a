"""Two cuts of one target side by side: by workstream, by budget area. They are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Target, TargetAmount, TargetMapping
from savings.rules.totals import percent_of_budget


@dataclass(frozen=True)
class CutPart:
    """A part of a cut. `falls_on` names the workstreams it was mapped to: none until somebody maps it.

    `is_workstream` says that the part is a workstream itself, so that there is nothing to map.

    `percent` is of the part's own budget, unrounded; None where no budget is printed.
    """

    id: UUID
    label: str
    amount: Decimal | None
    printed: str
    unit: str
    decimals: int
    budget: Decimal | None
    percent: Decimal | None
    falls_on: tuple[tuple[UUID, str], ...]
    note: str
    is_workstream: bool = False


@dataclass(frozen=True)
class Cut:
    """One way of cutting a target, with the sum of its known parts. Sums of two cuts are never added.

    `with_budget` is the sum over the parts that have a budget, and `budget` theirs: the two percentages,
    with and without the parts that stand against none.
    """

    name: str
    parts: tuple[CutPart, ...]
    total: Decimal
    known: int
    with_budget: Decimal
    budget: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The whole sum as a percentage of the budget, as councils print it."""
        return percent_of_budget(self.total, self.budget)

    @property
    def percent_without(self) -> Decimal | None:
        """The parts that have a budget as a percentage of it: without assumed and corporate funding."""
        return percent_of_budget(self.with_budget, self.budget)

    @property
    def unmapped(self) -> int:
        """How many parts nobody has mapped yet."""
        return sum(not part.falls_on and not part.is_workstream for part in self.parts)


@dataclass(frozen=True)
class CutTarget:
    """A target with every cut of it, by programme, name and year."""

    programme_id: UUID
    name: str
    source: str
    year: FinancialYear | None
    cuts: tuple[Cut, ...]


def cut_targets(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[CutTarget]:
    """Return the targets that papers cut into parts, over the parts this reader may see."""
    rows = Target.objects.visible_to(reader).filter(programme_id__in=list(programme_ids)).exclude(cut="")
    found = list(rows.order_by("programme_id", "name", "cut", "position"))
    amounts = _newest(found)
    mapped = _mapped(found, reader)
    groups: dict[tuple[UUID, str, str, int | None], list[Target]] = defaultdict(list)
    for target in found:
        groups[target.programme_id, target.name, target.source, target.year].append(target)
    return [
        CutTarget(
            programme_id,
            name,
            source,
            None if year is None else FinancialYear(year),
            tuple(_cuts(parts, amounts, mapped)),
        )
        for (programme_id, name, source, year), parts in groups.items()
    ]


def _newest(targets: list[Target]) -> dict[UUID, TargetAmount]:
    rows = TargetAmount.objects.filter(target__in=targets).order_by("recorded_at")
    return {row.target_id: row for row in rows}


def _mapped(targets: list[Target], reader: Actor) -> dict[UUID, list[tuple[UUID, str]]]:
    rows = list(TargetMapping.objects.filter(target__in=targets))
    seen = ground.workstreams(reader=reader, ids={row.workstream_id for row in rows}) if rows else {}
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in rows:
        workstream = seen.get(row.workstream_id)
        if workstream is not None:
            found[row.target_id].append((row.id, f"{workstream.ref} {workstream.name}"))
    return found


def _cuts(
    targets: list[Target],
    amounts: dict[UUID, TargetAmount],
    mapped: dict[UUID, list[tuple[UUID, str]]],
) -> list[Cut]:
    by_cut: dict[str, list[CutPart]] = defaultdict(list)
    for target in targets:
        said = amounts.get(target.id)
        amount = said.amount if said else None
        by_cut[target.cut].append(
            CutPart(
                id=target.id,
                label=target.label,
                amount=amount,
                printed=said.printed if said else "",
                unit=said.unit if said else "gbp",
                decimals=said.decimals if said else 0,
                budget=target.budget,
                percent=percent_of_budget(amount, target.budget),
                falls_on=tuple(mapped.get(target.id, ())),
                note=target.note,
                is_workstream=target.workstream_id is not None,
            )
        )
    return [_cut(name, tuple(parts)) for name, parts in by_cut.items()]


def _cut(name: str, parts: tuple[CutPart, ...]) -> Cut:
    nil = Decimal(0)
    return Cut(
        name=name,
        parts=parts,
        total=sum((p.amount or nil for p in parts), nil),
        known=sum(p.amount is not None for p in parts),
        with_budget=sum((p.amount or nil for p in parts if p.budget is not None), nil),
        budget=sum((p.budget or nil for p in parts), nil),
    )

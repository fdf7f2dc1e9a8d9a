"""What lines are to each other: what stands in for a line and how much it brings, what an adjustment counts with.

Only lines that are given count: one that a reader may not see covers nothing and corrects nothing for them.
Amounts are Decimal pounds by the April a financial year starts in; None is not known and never nil.

Source: docs/method.md, "The two bridges".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from savings.rules.profile import NIL
from savings.rules.replacing import may_cover, together
from savings.rules.totals import SavingKind

Amounts = Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Named:
    """A line as far as others rest on it: its plan, what it names and what was found in place of it."""

    plan: Amounts
    kind: SavingKind
    corrects: UUID | None = None
    replaced_by: Collection[UUID] = ()
    is_withdrawn: bool = False
    validated: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """What a line is linked with. `cover` is what its replacements bring by year, None where nothing replaces it.

    One of a kind that reduces no budget brings nothing to a line of another kind.

    `counts_with` is the line an adjustment counts with; a line that names none counts with itself.
    """

    counts_with: UUID
    replaced_by: tuple[UUID, ...] = ()
    cover: Amounts | None = None


def links_of(lines: Mapping[UUID, Named]) -> dict[UUID, Link]:
    """Return the links of each line that has any, by id; a line without one is left out."""
    adjusted: dict[UUID, list[Amounts]] = {}
    for line in lines.values():
        if line.corrects is not None:
            adjusted.setdefault(line.corrects, []).append(line.plan)
    found = {}
    for key, line in lines.items():
        if line.corrects is None and not line.replaced_by:
            continue
        stands_in = tuple(one for one in line.replaced_by if one in lines)
        brought = [
            _brings(lines[one], adjusted.get(one, ()))
            for one in stands_in
            if may_cover(line.kind, lines[one].kind)
        ]
        found[key] = Link(_root(key, lines), stands_in, cover(brought) if stands_in else None)
    return found


def brings(
    plan: Amounts,
    adjustments: Iterable[Amounts] = (),
    *,
    is_withdrawn: bool = False,
    validated: Mapping[int, Decimal] | None = None,
) -> dict[int, Decimal | None]:
    """Return what a replacement's plan brings by year, adjustments with it; of a withdrawn one what is validated."""
    corrections = list(adjustments)
    found: dict[int, Decimal | None] = {}
    for april, amount in plan.items():
        if amount is None:
            found[april] = None
            continue
        others = (one.get(april) for one in corrections)
        net = amount + sum((other for other in others if other is not None), NIL)
        found[april] = (
            min(max((validated or {}).get(april, NIL), NIL), max(net, NIL)) if is_withdrawn else net
        )
    return found


def cover(brought: Iterable[Amounts]) -> dict[int, Decimal | None]:
    """Return what several replacements bring together by year; None in a year in which nothing of them is known."""
    listed = list(brought)
    years = {april for one in listed for april in one}
    return {april: together(one.get(april) for one in listed) for april in sorted(years)}


def _brings(line: Named, adjustments: Iterable[Amounts]) -> dict[int, Decimal | None]:
    return brings(line.plan, adjustments, is_withdrawn=line.is_withdrawn, validated=line.validated)


def _root(key: UUID, lines: Mapping[UUID, Named]) -> UUID:
    """Return the line at the end of what adjustments name; the line itself where they name each other in a circle."""
    at, passed = key, {key}
    while (named := lines[at].corrects) is not None and named in lines:
        if named in passed:
            return key
        passed.add(named)
        at = named
    return at

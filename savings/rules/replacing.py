"""What a replacement covers of the line it stands in for, so that the same pound is never counted twice.

A replaced line counts with its plan less what its replacements' plans cover that year, and never with less
than finance has validated of it; the replacement counts in full. A replacement of one year covers that year
alone, and leaves a recurring gap open. Amounts are Decimal pounds; None is not known and never nil.

Source: docs/method.md, "Replacement".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from programme.rules.calendar import FinancialYear
from savings.rules.notation import show_pounds
from savings.rules.profile import NIL, Profile, Shape, shape_of
from savings.rules.totals import COUNTED_KINDS, SavingKind

Key = TypeVar("Key", bound=Hashable)

# What still holds after its last printed year: the other shapes end, fall away, or are not known to hold.
GOES_ON = frozenset({Shape.RECURRING, Shape.RAMPING})


def may_cover(replaced: SavingKind, replacement: SavingKind) -> bool:
    """Return whether a line of one kind can cover a line of another, by whether it reduces a budget.

    Cash-releasing savings and income cover any line; another kind covers only a line of its own kind.
    Source: docs/method.md, "Replacement".
    """
    return replacement in COUNTED_KINDS or replacement == replaced


def covered(
    plan: Decimal | None, replacement_plan: Decimal | None, validated: Decimal = NIL
) -> Decimal | None:
    """Return how much of one line's plan of a year its replacements' plan of that year covers, in pounds.

    Between nought and the plan, and never so much that less than what is validated of the line is left. None
    where either plan is not known. Source: docs/method.md, "Replacement".
    """
    if plan is None or replacement_plan is None:
        return None
    open_to_cover = max(NIL, plan - max(NIL, validated))
    return min(max(NIL, replacement_plan), open_to_cover)


def counted(plan: Decimal | None, cover: Decimal | None) -> Decimal | None:
    """Return with how much of its plan a replaced line counts; with all of it where the cover is not known."""
    return plan if plan is None or cover is None else plan - cover


def together(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of several replacements' plans of a year; None when nothing of them is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if known else None


@dataclass(frozen=True, slots=True)
class CoverYear:
    """One year of a replaced line: its plan, what is covered of it, and what is left uncovered."""

    year: FinancialYear
    plan: Decimal | None
    covered: Decimal | None
    uncovered: Decimal | None


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands in for a line, year by year.

    `recurring_open` is a yearly rate: what the line was planned to bring in its last year and no replacement
    that goes on covers. None where that is not known, nil where the line itself does not go on.
    """

    years: tuple[CoverYear, ...]
    recurring_open: Decimal | None

    def year(self, year: FinancialYear) -> CoverYear | None:
        """Return one year; None outside the line's table."""
        return next((one for one in self.years if one.year == year), None)

    @property
    def words(self) -> str:
        """Say in words what is covered: for some years alone, or for good."""
        known = [one for one in self.years if one.covered]
        said = ", ".join(f"{show_pounds(one.covered)} in {one.year}" for one in known)
        covers = f"Covers {said}" if known else "Covers nothing that is known"
        if self.recurring_open is None:
            return f"{covers}; what of its recurring plan stays uncovered is not known."
        if self.recurring_open == 0:
            return f"{covers}; nothing of a recurring plan stays uncovered."
        return f"{covers}; of its recurring plan {show_pounds(self.recurring_open)} a year stays uncovered."


def cover_of(
    plan: Profile,
    replacements: Sequence[Profile],
    *,
    validated: Mapping[FinancialYear, Decimal] | None = None,
) -> Cover:
    """Return what some replacements cover of a line's plan, year by year, and what stays open for good.

    Source: docs/method.md, "Replacement".
    """
    held = validated or {}
    years = []
    for year, amount in plan.cells:
        cover = covered(amount, together(one.amount(year) for one in replacements), held.get(year, NIL))
        years.append(CoverYear(year, amount, cover, counted(amount, cover)))
    return Cover(tuple(years), _recurring_open(plan, replacements))


def recurring_cover(
    plan: Decimal | None, replacements: Sequence[Profile], year: FinancialYear, *, validated: Decimal = NIL
) -> Decimal:
    """Return what replacements that go on cover of a line's plan of one year; nil where nothing is known."""
    going_on = [one.amount(year) for one in replacements if shape_of(one) in GOES_ON]
    return covered(plan, together(going_on), validated) or NIL


def closes_a_circle(links: Mapping[Key, Iterable[Key]], replaced: Key, replacement: Key) -> bool:
    """Return whether one line would come to stand in for itself; `links` lead from a line to its replacements."""
    seen: set[Key] = set()
    waiting = [replacement]
    while waiting:
        line = waiting.pop()
        if line == replaced:
            return True
        if line not in seen:
            seen.add(line)
            waiting.extend(links.get(line, ()))
    return False


def _recurring_open(plan: Profile, replacements: Sequence[Profile]) -> Decimal | None:
    shape, last = shape_of(plan), plan.years[-1]
    shapes = [(shape_of(one), one.amount(last)) for one in replacements]
    if shape is Shape.NOT_KNOWN or any(s is Shape.NOT_KNOWN for s, _ in shapes):
        return None
    if shape not in GOES_ON:
        return NIL
    if any(s in GOES_ON and amount is None for s, amount in shapes):
        return None
    planned = plan.values[-1] or NIL
    return max(NIL, planned - recurring_cover(planned, replacements, last))

"""What of a saving is in the budget: by which approvals of the Council, so much in each year, out of which codes.

In the budget, maturity and outlook are three things. Approving a budget approves no implementation.

Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from programme.rules.calendar import FinancialYear
from savings.rules.notation import in_full, read_pounds
from savings.rules.profile import NIL, share_out

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Reduction:
    """So much taken out of one year's budget, in pounds; the codes are blank where the paper names none."""

    year: FinancialYear
    amount: Decimal
    cost_centre: str = ""
    subjective: str = ""

    @property
    def code(self) -> str:
        """The cost centre and subjective code as one word: CC1001/4100."""
        return "/".join(part for part in (self.cost_centre, self.subjective) if part)


@dataclass(frozen=True, slots=True)
class Approval:
    """A budget the Council approved with the saving in it. `withdraws` is the approval that this one takes back."""

    id: UUID
    council_date: date
    decision: str
    recorded_at: datetime
    by: str
    reductions: tuple[Reduction, ...] = ()
    note: str = ""
    withdraws: UUID | None = None


@dataclass(frozen=True, slots=True)
class InBudget:
    """What stands in the budget. `council_date` and `decision` are those of the newest approval that stands.

    `reductions` are of the approval that holds for each year.
    """

    council_date: date
    decision: str
    reductions: tuple[Reduction, ...]
    approvals: tuple[Approval, ...]

    @property
    def amounts(self) -> dict[FinancialYear, Decimal]:
        """The amount in the budget of each year an approval names, in pounds, earliest first."""
        found: dict[FinancialYear, Decimal] = {}
        for reduction in sorted(self.reductions, key=lambda one: one.year):
            found[reduction.year] = found.get(reduction.year, NIL) + reduction.amount
        return found

    def beyond(self, year: FinancialYear, plan: Decimal | None) -> Decimal | None:
        """Return by how much the budget goes beyond the plan of a year, below nought when it falls short.

        None where either is not known: neither is made to equal the other.
        """
        amount = self.amounts.get(year)
        return None if amount is None or plan is None else amount - plan


def read_reductions(text: str) -> tuple[Reduction, ...]:
    """Return what somebody wrote, one a line or parted by semicolons: 2026/27: 60,000 CC100/4100.

    The code is a cost centre, or cost centre/subjective, or left out. A line without an amount is passed over: a
    blank takes nothing out and is no nil. Raises ValueError, naming the line and how to write it.
    """
    found = []
    for line in re.split(r"[;\n]", text):
        if not line.strip():
            continue
        year, colon, rest = line.partition(":")
        amount, _, code = rest.strip().partition(" ")
        try:
            if not colon:
                raise ValueError("it has no colon after the year")
            of, pounds = FinancialYear.parse(year), read_pounds(amount)
        except ValueError as problem:
            words = f"“{line.strip()}” cannot be read: {problem}. Write 2026/27: 60,000 CC100/4100"
            raise ValueError(words) from problem
        centre, _, subjective = code.strip().partition("/")
        if pounds is not None:
            found.append(Reduction(of, pounds, centre.strip(), subjective.strip()))
    return tuple(found)


def show_reductions(reductions: Iterable[Reduction]) -> str:
    """Return reductions as they are written: one a line, 2026/27: 60,000 CC100/4100."""
    return "\n".join(
        f"{one.year}: {in_full(one.amount).replace('£', '')} {one.code}".rstrip() for one in reductions
    )


def in_budget(approvals: Iterable[Approval]) -> InBudget | None:
    """Return what stands in the budget, from every approval recorded; None where none stands.

    Each year is what the approval of the latest Council date that names it says; they are never added. Of two
    of one date the one recorded later holds.
    """
    known = list(approvals)
    taken_back = {one.withdraws for one in known}
    standing = [one for one in known if one.withdraws is None and one.id not in taken_back]
    if not standing:
        return None
    newest_first = sorted(standing, key=lambda one: (one.council_date, one.recorded_at), reverse=True)
    held: dict[FinancialYear, tuple[Reduction, ...]] = {}
    for one in newest_first:
        for year in {reduction.year for reduction in one.reductions} - held.keys():
            held[year] = tuple(reduction for reduction in one.reductions if reduction.year == year)
    return InBudget(
        council_date=newest_first[0].council_date,
        decision=newest_first[0].decision,
        reductions=tuple(reduction for year in sorted(held) for reduction in held[year]),
        approvals=tuple(newest_first),
    )


@dataclass(frozen=True, slots=True)
class CodeShare:
    """The share of a saving that falls on one cost centre and subjective code, above nought and at most 1."""

    cost_centre: str
    subjective: str
    share: Decimal

    @property
    def code(self) -> str:
        """The cost centre and subjective code as one word: CC1001/4100."""
        return "/".join(part for part in (self.cost_centre, self.subjective) if part)


def share_problem(shares: Sequence[CodeShare]) -> str:
    """Return what is wrong with the shares of a saving, naming their sum; blank where they sum to 1, or are none."""
    total = sum((one.share for one in shares), NIL)
    if not shares or total == WHOLE:
        return ""
    return f"The shares sum to {percent_words(total)}; together they must be 100%"


def by_code(amount: Decimal | None, shares: Sequence[CodeShare]) -> list[tuple[CodeShare, Decimal | None]]:
    """Return an amount by code, in whole pence that sum to it; each is not known where the amount is not.

    Raises ValueError when the shares do not sum to 1.
    """
    if problem := share_problem(shares):
        raise ValueError(problem)
    if amount is None or not shares:
        return [(one, None) for one in shares]
    parts = share_out(amount, [Fraction(one.share) for one in shares])
    return list(zip(shares, parts, strict=True))


def read_percent(text: str) -> Decimal | None:
    """Return a share written as a percentage: 50, 50%, 33.3333%; blank is None. Raises ValueError, saying how."""
    figure = text.strip().removesuffix("%").strip()
    if not figure:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", figure):
        raise ValueError(f"“{text}” is not a percentage: write 50%, or 33.3333% with four decimals at most")
    return Decimal(figure).scaleb(-2)


def percent_words(share: Decimal) -> str:
    """Return a share as people write it: 0.5 is 50%, 0.333333 is 33.3333%."""
    return f"{(share * 100).normalize():f}%"

"""What finance may validate of a saving, and what waits for finance: claims, and lines to confirm again.

Amounts are Decimal pounds of one financial year. Validations of a year add up.

Source: docs/method.md, "Validation".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from programme.rules.calendar import MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings.rules.notation import show_pounds
from savings.rules.profile import NIL, Profile, Shape, shape_of

REALISED: Final = 5  # the maturity that takes a validation that stands
ENDS: Final = frozenset({Shape.ONE_OFF, Shape.TIME_LIMITED})
NOT_DELIVERED: Final = {
    (True, False): "Not delivered: the base budget is reduced, but spend or income has not followed it.",
    (False, True): "Not delivered: spend or income moved, but the base budget is not reduced, so the money "
    "can be spent again.",
    (False, False): "Not delivered: neither is the base budget reduced nor has spend or income followed it.",
}

_MONTHS = re.compile(r"M?\s*([0-9]{1,2})(?:\s*(?:-|\u2013|to)\s*M?\s*([0-9]{1,2}))?", re.IGNORECASE)


class Waiting(StrEnum):
    """What a saving waits for from finance."""

    CLAIMED = "claimed"
    TO_CONFIRM = "to_confirm"
    NOT_HELD = "not_held"


WAITING_WORDS: Final = {
    Waiting.CLAIMED: "Claimed, not validated",
    Waiting.TO_CONFIRM: "To confirm",
    Waiting.NOT_HELD: "Maturity 5 not held",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The months of a year that a validation is about, both included; the whole year where none are named."""

    first: int | None = None
    last: int | None = None

    @classmethod
    def read(cls, text: str) -> Period:
        """Return the period written "M1-M5", "M3" or, for the whole year, nothing. Raises ValueError."""
        written = text.strip()
        if not written:
            return cls()
        match = _MONTHS.fullmatch(written)
        if match is None:
            raise ValueError(f"{text!r} is no period: write M1-M5, M3, or nothing for the whole year")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= MONTHS_IN_YEAR:
            raise ValueError(f"{text!r} is no period: months run from M1 (April) to M12 (March)")
        return cls(first, last)

    def has_begun(self, year: FinancialYear, *, on: date) -> bool:
        """Return whether its last month has begun by a day; of a whole year, whether the year has."""
        return FinancialMonth(year, self.last or 1).first_day <= on

    def __str__(self) -> str:
        if self.first is None:
            return ""
        return f"M{self.first}" if self.first == self.last else f"M{self.first}-M{self.last}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What finance has seen: the base budget reduced, and spend or income following it."""

    base_budget_reduced: bool
    spend_followed: bool

    @property
    def problem(self) -> str:
        """Say why nothing is delivered on these facts; blank where both hold."""
        return NOT_DELIVERED.get((self.base_budget_reduced, self.spend_followed), "")


def beyond_claim(amount: Decimal, *, claimed: Decimal | None, validated: Decimal = NIL) -> Decimal:
    """Return by how much a year's validations would exceed its claim with this amount; nil where they do not.

    Where nothing is claimed all of it is beyond the claim. Source: docs/method.md, "Validation".
    """
    return max(NIL, validated + amount - (claimed or NIL))


def claimed_not_validated(claimed: Decimal | None, validated: Decimal | None) -> Decimal:
    """Return how much of a year's claim finance has not validated; nil where there is none."""
    return max(NIL, (claimed or NIL) - (validated or NIL))


def to_confirm(
    plan: Profile | None,
    validated: Mapping[FinancialYear, Decimal],
    year: FinancialYear,
    *,
    start: date | None = None,
) -> bool:
    """Return whether a line that goes on was validated before `year` and waits to be confirmed for it.

    Source: docs/method.md, "Validation".
    """
    if plan is None or not plan.amount(year) or validated.get(year):
        return False
    if not any(amount for earlier, amount in validated.items() if earlier < year):
        return False
    return shape_of(plan, start=start) not in ENDS


def is_held(maturity: int | None, validated: Mapping[FinancialYear, Decimal]) -> bool:
    """Return whether a maturity of realised and validated rests on a validation that stands."""
    return maturity != REALISED or any(validated.values())


def waits_for(
    *,
    plan: Profile | None,
    claimed: Mapping[FinancialYear, Decimal],
    validated: Mapping[FinancialYear, Decimal],
    maturity: int | None,
    year: FinancialYear,
    start: date | None = None,
) -> tuple[Waiting, ...]:
    """Return what a saving waits for from finance as seen in a financial year; claims of any year to it count."""
    found = []
    if any(y <= year and claimed_not_validated(c, validated.get(y)) for y, c in claimed.items()):
        found.append(Waiting.CLAIMED)
    if to_confirm(plan, validated, year, start=start):
        found.append(Waiting.TO_CONFIRM)
    if not is_held(maturity, validated):
        found.append(Waiting.NOT_HELD)
    return tuple(found)


def delivered_words(plan: Decimal | None, validated: Decimal | None) -> str:
    """Say how far a line called delivered is: by finance, or so far by its owner alone.

    `plan` and `validated` are of one year; a plan that is not known is never fully validated.
    """
    seen = validated or NIL
    if plan is not None and seen >= plan:
        return "Delivered"
    if not seen:
        return "Claimed as delivered, nothing validated"
    return f"Claimed as delivered, {show_pounds(seen)} of {show_pounds(plan)} validated"

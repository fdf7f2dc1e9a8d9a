"""What a budget holder answers for in a year, line by line, as it is signed and as it stands.

Amounts are Decimal pounds of one financial year; None is not known, and never nil.
Source: docs/method.md, "Accountability".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from savings.rules.counting import Count
from savings.rules.profile import NIL
from savings.rules.totals import SavingKind

FIGURES: Final = ("in_budget", "plan", "forecast", "validated")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a statement, with its own figures. `key` is the saving's id.

    `in_budget` is what the Council put in its budget; `standing` says "replaced" or "withdrawn" of a line that
    totals take in otherwise than with its own plan and forecast.
    """

    key: str
    ref: str
    name: str
    kind: SavingKind
    in_budget: Decimal | None = None
    plan: Decimal | None = None
    forecast: Decimal | None = None
    validated: Decimal | None = None
    standing: str = ""

    @property
    def gap(self) -> Decimal | None:
        """Plan less forecast, below nought when more is forecast than planned; None where either is not known."""
        return None if self.plan is None or self.forecast is None else self.plan - self.forecast

    def to_json(self) -> dict[str, Any]:
        """Return the line for JSON, amounts as text in pounds."""
        said = {"saving": self.key, "ref": self.ref, "name": self.name, "kind": str(self.kind)}
        if self.standing:
            said["standing"] = self.standing
        return said | {name: _text(getattr(self, name)) for name in FIGURES}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> StatementLine:
        """Return the line that was kept. Raises KeyError where a figure is missing."""
        amounts = {name: None if kept[name] is None else Decimal(kept[name]) for name in FIGURES}
        kind, standing = SavingKind(kept["kind"]), kept.get("standing", "")
        return cls(kept["saving"], kept["ref"], kept["name"], kind, **amounts, standing=standing)


@dataclass(frozen=True, slots=True)
class StatementTotal:
    """The sum of a statement's lines of the kinds that totals take in. None where nothing of a column is known.

    Plan, forecast and gap are what the lines count with; `gap` is over those with both plan and forecast.
    """

    in_budget: Decimal | None
    plan: Decimal | None
    forecast: Decimal | None
    validated: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A line as it was signed beside the line as it stands; either is None where there is none."""

    signed: StatementLine | None
    now: StatementLine | None

    @property
    def has_changed(self) -> bool:
        """Return whether a figure is another than the one signed, or the line came or went since."""
        if self.signed is None or self.now is None:
            return True
        return any(getattr(self.signed, name) != getattr(self.now, name) for name in (*FIGURES, "standing"))


def total_of(lines: Iterable[StatementLine], counts: Mapping[str, Count] | None = None) -> StatementTotal:
    """Return the totals of a statement, over cash-releasing savings, income and adjustments.

    `counts` is what each line counts with once linked, by its key; a line that is not in it counts with its own.
    """
    found = counts or {}
    each = [(line, found.get(line.key) or Count(line.kind, line.plan, line.forecast)) for line in lines]
    counted = [(line, count) for line, count in each if count.is_counted]
    return StatementTotal(
        in_budget=_sum(line.in_budget for line, _ in counted),
        plan=_sum(count.plan for _, count in counted),
        forecast=_sum(count.forecast for _, count in counted),
        validated=_sum(line.validated for line, _ in counted),
        gap=_sum(count.gap for _, count in counted),
    )


def beside(signed: Sequence[StatementLine], now: Sequence[StatementLine]) -> tuple[Beside, ...]:
    """Return what was signed beside what stands: the lines of now in their order, then those that went."""
    then = {line.key: line for line in signed}
    held = {line.key for line in now}
    found = [Beside(then.get(line.key), line) for line in now]
    return (*found, *(Beside(line, None) for line in signed if line.key not in held))


def digest(lines: Iterable[StatementLine]) -> str:
    """Return a short word for exactly these lines, so that what is signed is what was looked at."""
    kept = json.dumps([line.to_json() for line in lines], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if known else None

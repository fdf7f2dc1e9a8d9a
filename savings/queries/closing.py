"""The main figures of a period: what closing one would freeze, and what was frozen, in the same words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Max

from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import PeriodStep
from savings.queries.frozen import frozen_position
from savings.queries.positions import Position, YearPosition, positions
from savings.queries.target_sight import WITHHELD_WORDS

BRIDGE: Final = (
    ("target", "Target"),
    ("delivered", "Delivered"),
    ("on_track", "On track"),
    ("at_risk", "At risk"),
    ("deliverable_later", "Undeliverable this year, deliverable later"),
    ("undeliverable", "Undeliverable"),
    ("no_outlook", "No outlook"),
    ("adjustments", "Adjustments"),
    ("unidentified", "Unidentified"),
    ("not_in_our_copy", "Not in our copy"),
)
LEDGER: Final = (
    ("plan", "Plan"),
    ("loss", "Loss"),
    ("timing", "Timing"),
    ("over_delivery", "Over-delivery"),
    ("forecast", "Forecast"),
)


@dataclass(frozen=True)
class MainFigure:
    """One figure of a period's year, in pounds; None is not known, or where there is no target."""

    key: str
    words: str
    amount: Decimal | None


@dataclass(frozen=True)
class PeriodFigures:
    """A period's year over the lines its reader may see: target to plan, plan to forecast, and what stands beside."""

    year: FinancialYear
    lines: int
    to_plan: tuple[MainFigure, ...]
    to_forecast: tuple[MainFigure, ...]
    beside: tuple[MainFigure, ...]
    target_note: str = ""

    @property
    def all(self) -> tuple[MainFigure, ...]:
        """Return every figure, in their order."""
        return (*self.to_plan, *self.to_forecast, *self.beside)

    @property
    def digest(self) -> str:
        """Return a short word for exactly these figures, so that what is signed is what was looked at."""
        said = [(one.key, None if one.amount is None else f"{one.amount:.2f}") for one in self.all]
        kept = json.dumps([self.year.start_year, self.lines, said])
        return hashlib.sha256(kept.encode()).hexdigest()[:16]


def newest_closing(programme_id: UUID) -> datetime | None:
    """Return the moment a programme was last frozen, reopened since or not; None where it never was."""
    closings = PeriodStep.objects.filter(period__programme_id=programme_id, step="closed")
    newest: datetime | None = closings.aggregate(newest=Max("recorded_at"))["newest"]
    return newest


def figures_as_they_stand(*, reader: Actor, programme_id: UUID, month: FinancialMonth) -> PeriodFigures:
    """Return what closing a period now would freeze of its year, over the lines this reader may see."""
    found = positions(reader=reader, programme_ids=[programme_id])[programme_id]
    return _figures(found, month.year)


def figures_as_closed(*, reader: Actor, programme_id: UUID, month: FinancialMonth) -> PeriodFigures | None:
    """Return what a period was closed with of its year, over the lines this reader may see; None while open."""
    found = frozen_position(
        reader=reader, programme_id=programme_id, year=month.year.start_year, month=month.number
    )
    return None if found is None else _figures(found.levels.whole, month.year)


def _figures(found: Position, year: FinancialYear) -> PeriodFigures:
    at = found.year(year)
    if at is None:
        return PeriodFigures(year, found.lines, (), (), ())
    return PeriodFigures(
        year=year,
        lines=found.lines,
        to_plan=tuple(MainFigure(key, words, getattr(at.bridge, key)) for key, words in BRIDGE),
        to_forecast=_to_forecast(at),
        beside=(
            MainFigure("claimed", "Claimed", at.bridge.claimed),
            MainFigure("validated", "Validated", at.validated),
            MainFigure("replaced", "Replaced", at.bridge.replaced),
        ),
        target_note=WITHHELD_WORDS if at.is_withheld else "",
    )


def _to_forecast(at: YearPosition) -> tuple[MainFigure, ...]:
    ledger = at.ledger
    is_split = ledger.lines_not_split < ledger.plan.of or not ledger.plan.of
    amounts = {
        "plan": ledger.plan.amount,
        "loss": ledger.loss if is_split else None,
        "timing": ledger.timing if is_split else None,
        "over_delivery": ledger.over_delivery if is_split else None,
        "forecast": ledger.forecast.amount,
    }
    return tuple(MainFigure(key, words, amounts[key]) for key, words in LEDGER)

"""Panels of money: what a workstream's savings are worth this year, and how one saving's years split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from programme import queries as ground
from programme.admin.words import day_words
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models.saving import KIND_WORDS
from savings.queries import SavingRow, savings, series_of_row
from savings.queries.positions import position_of, year_split
from savings.queries.stated import over_words
from savings.rules.notation import show_pounds
from savings.rules.series import MonthLine, ToDate, month_name
from savings.rules.totals import Position as Ledger
from savings.rules.totals import Total

PARTS = ("loss", "timing", "over-delivery")
BASIS_WORDS = {
    "said": "as last said",
    "dates": "worked out from the dates of the milestones it waits for",
    "": "as planned: nobody has said otherwise",
}


@dataclass(frozen=True)
class LineWords:
    """One saving in a panel: amounts of the year in words."""

    id: UUID
    name: str
    plan: str
    forecast: str
    is_short: bool


@dataclass(frozen=True)
class WorkstreamMoney:
    """A workstream's savings in one financial year, over the lines its reader may see.

    `bridge` leads from plan to forecast over the kinds that totals take in; the other kinds stand `beside`.
    """

    year: str
    lines: tuple[LineWords, ...]
    bridge: tuple[tuple[str, str], ...]
    forecast: str
    known: str
    over: str
    beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class YearWords:
    """One year of a saving: plan, forecast and what lies between them, in words."""

    year: str
    plan: str
    forecast: str
    loss: str
    timing: str
    over: str
    reason: str


@dataclass(frozen=True)
class SavingMoney:
    """How a saving's years split, what its forecast rests on and what it waits for."""

    years: tuple[YearWords, ...]
    basis: str
    said: str
    late: str
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class MonthWords:
    """One month of a saving in words: each series, and what it comes to by then."""

    month: str
    is_loaded: bool
    of: tuple[str, ...]
    to_date: tuple[str, ...]


@dataclass(frozen=True)
class SavingMonths:
    """The months of a saving in the financial year of today. `to_date` is by the last month finance has loaded."""

    year: str
    address: str
    spread: str
    loaded: str
    to_date: tuple[str, ...]
    months: tuple[MonthWords, ...]


def months_of_saving(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> SavingMonths | None:
    """Return this year's months of a saving; None where it has neither plan nor word of this year."""
    year = FinancialYear.containing(timezone.localdate(at))
    row = savings(reader=reader, ids=[thing_id]).get(thing_id)
    series = series_of_row(row).get(year) if row is not None else None
    if series is None:
        return None
    through, to_date = series.loaded_through, series.to_date()
    return SavingMonths(
        year=year.label,
        address=reverse("admin:savings_saving_months", args=[thing_id, year.start_year]),
        spread=series.spread.words,
        loaded=f"{through.label} {month_name(through.number)}" if through else "",
        to_date=_three(to_date) if to_date else (),
        months=tuple(
            MonthWords(
                month=f"{line.month.label} {line.name}",
                is_loaded=line.is_loaded,
                of=_three(line),
                to_date=_three(line.to_date),
            )
            for line in series.lines()
        ),
    )


def _three(one: MonthLine | ToDate) -> tuple[str, ...]:
    return (show_pounds(one.plan), show_pounds(one.forecast), show_pounds(one.actual))


def of_workstream(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WorkstreamMoney | None:
    """Return this year's money of a workstream; None where it has no saving this reader may see."""
    rows = list(savings(reader=reader, workstream_ids=[thing_id]).values())
    if not rows:
        return None
    year = FinancialYear.containing(timezone.localdate(at))
    position = position_of(rows).year(year)
    ledger = position.ledger if position is not None else None
    return WorkstreamMoney(
        year=year.label,
        lines=tuple(_line(row, year) for row in rows),
        bridge=_bridge(ledger) if ledger else (),
        forecast=show_pounds(ledger.forecast.amount if ledger else None),
        known=_known(ledger.plan) if ledger else "No figure is held for this year",
        over=_over(rows[0], reader),
        beside=_beside(position.beside) if position else (),
    )


def of_saving(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> SavingMoney | None:
    """Return how one saving's years split; None where this reader may not see it."""
    row = savings(reader=reader, ids=[thing_id]).get(thing_id)
    if row is None:
        return None
    waits = ground.milestones(reader=reader, ids=row.milestone_ids)
    profiles = [p for p in (row.plan, row.forecast) if p is not None]
    years = sorted({year for profile in profiles for year in profile.years})
    return SavingMoney(
        years=tuple(_year(row, year) for year in years),
        basis=BASIS_WORDS.get(row.forecast_basis, row.forecast_basis),
        said=f"{day_words(row.said_at)}: “{row.said_reason}”" if row.said_at else "",
        late=_late(row.days_late),
        waits_for=tuple(f"{m.ref} {m.name}" for m in waits.values()),
    )


def _bridge(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return the steps from plan to forecast; none without a counted line, and no nil for parts nobody knows."""
    if not ledger.plan.of and not ledger.plan.pounds:
        return ()
    is_split = ledger.lines_not_split < ledger.plan.of or not ledger.plan.of
    return tuple(
        (words.capitalize(), show_pounds(step if is_split or words not in PARTS else None))
        for words, step in (("plan", ledger.plan.amount), *ledger.bridge()[1:])
    )


def _known(plan: Total) -> str:
    return plan.words if plan.of else "No line of the kinds that totals take in"


def _line(row: SavingRow, year: FinancialYear) -> LineWords:
    split = year_split(row, year)
    short = split.shortfall
    return LineWords(
        id=row.id,
        name=row.label,
        plan=show_pounds(split.plan),
        forecast=show_pounds(split.forecast),
        is_short=short is not None and short > 0,
    )


def _over(row: SavingRow, reader: Actor) -> str:
    return over_words(
        reader,
        organisation_id=row.placement.organisation_id,
        programme_id=row.programme_id,
        workstream_id=row.workstream_id,
    )


def _beside(totals: Mapping[str, Total]) -> tuple[tuple[str, str], ...]:
    return tuple((KIND_WORDS[kind], show_pounds(total.amount)) for kind, total in totals.items() if total.of)


def _year(row: SavingRow, year: FinancialYear) -> YearWords:
    split = year_split(row, year)
    return YearWords(
        year=year.label,
        plan=show_pounds(split.plan),
        forecast=show_pounds(split.forecast),
        loss=show_pounds(split.loss) if split.is_split else "",
        timing=show_pounds(split.timing) if split.is_split else "",
        over=show_pounds(split.over_delivery) if split.is_split else "",
        reason=split.reason,
    )


def _late(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return "on time"
    noun = "day" if abs(days) == 1 else "days"
    return f"{abs(days)} {noun} {'late' if days > 0 else 'early'}"

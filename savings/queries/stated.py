"""Savings year by year, stated so that nothing not known reads as nil, and over which lines a reader's totals are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.positions import year_split
from savings.queries.savings import SavingRow
from savings.rules.profile import Profile

WITHOUT_EXEMPT: Final = "over the lines you may see, without exempt items"
WITH_EXEMPT: Final = "over the lines you may see, exempt items among them"


@dataclass(frozen=True)
class SavingYear:
    """One year of one saving, in pounds; None is not known. `not_split` says why the parts are not known."""

    year: FinancialYear
    plan: Decimal | None
    forecast: Decimal | None
    said: Decimal | None
    actual: Decimal | None
    shortfall: Decimal | None
    loss: Decimal | None
    timing: Decimal | None
    over_delivery: Decimal | None
    not_split: str
    claimed: Decimal | None
    validated: Decimal | None


def over_words(
    reader: Actor, *, organisation_id: UUID, programme_id: UUID, workstream_id: UUID | None = None
) -> str:
    """Say over which lines a reader's totals are: from their grants alone, never from what is there."""
    cleared = [
        g
        for g in reader.grants
        if g.cleared
        and g.organisation_id == organisation_id
        and g.programme_id in (None, programme_id)
        and (workstream_id is None or g.workstream_id in (None, workstream_id))
    ]
    return WITH_EXEMPT if cleared or reader.kind == "system" else WITHOUT_EXEMPT


def saving_years(row: SavingRow, *, more: Iterable[FinancialYear] = ()) -> tuple[SavingYear, ...]:
    """Return every year a saving has a figure in, earliest first; `more` are years to show besides."""
    profiles = [p for p in (row.plan, row.forecast, row.said) if p is not None]
    years = {*more, *(year for profile in profiles for year in profile.years)}
    return tuple(_saving_year(row, y) for y in sorted({*years, *row.actual, *row.claimed, *row.validated}))


def _saving_year(row: SavingRow, year: FinancialYear) -> SavingYear:
    split = year_split(row, year)
    return SavingYear(
        year=year,
        plan=split.plan,
        forecast=split.forecast,
        said=_amount(row.said, year),
        actual=row.actual.get(year),
        shortfall=split.shortfall,
        loss=split.loss,
        timing=split.timing,
        over_delivery=split.over_delivery,
        not_split="" if split.is_split else split.reason,
        claimed=row.claimed.get(year),
        validated=row.validated.get(year),
    )


def _amount(profile: Profile | None, year: FinancialYear) -> Decimal | None:
    return None if profile is None else profile.amount(year)

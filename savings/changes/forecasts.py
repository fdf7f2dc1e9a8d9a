"""What a saving is forecast to bring, and what it brought: said by year or by month, added and never overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from programme.changes import Invalid, said_at
from programme.changes.saving_rows import locked, save
from programme.rules import access
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings import events
from savings.changes.closing_guard import corrected_period, refuse_closed
from savings.changes.plan import check_pence, check_sign, tell
from savings.models import Saving, SavingForecast
from savings.rules.notation import in_full
from savings.rules.series import (
    ACTUAL,
    FORECAST,
    MonthCells,
    SaidCell,
    SaidYear,
    fits,
    over,
    said_year,
    sum_of,
    with_actuals,
)

Amounts = Mapping[
    int, Decimal | None
]  # by the April a financial year starts in, or by month of one: 1 is April


@dataclass(frozen=True)
class _Year:
    """What is said of one year: months by number, and the year's amount where it is said or follows."""

    year: FinancialYear
    months: dict[int, Decimal | None]
    has_amount: bool
    amount: Decimal | None = None


@transaction.atomic
def forecast_saving(
    *, saving_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime,
    amounts: Amounts | None = None, months: Mapping[int, Amounts] | None = None, series: str = FORECAST,
    corrects_period: str = "",
) -> Saving:  # fmt: skip
    """Say a saving's forecast (or actual) anew, in pounds, by year and by month. Earlier ones stay on the record.

    `months` are by year and by month of it, 1 for April; None is not known, never nil. Once all twelve are
    known the year is their sum (a month whose actual is known counts with it in the forecast), and an amount
    of the year that differs is refused. An actual of a month that finance has closed is refused; one recorded
    in the open period names in `corrects_period` the closed one it corrects ("2024/25 M5").
    Raises Refused, Stale, Invalid, Backdated. Source: docs/method.md, "Months".
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"the forecast of {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the {series} of {saving.ref} changes"]})
    said = _said(saving, series, amounts or {}, months or {})
    if not said:
        return saving
    _check_periods(saving, series, said, corrects_period)
    newest = saving.forecasts.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    said_at(newest, at)
    save(saving, by=by, reason=reason)
    together = uuid4()
    SavingForecast.objects.bulk_create(
        SavingForecast(
            saving=saving,
            series=series,
            year=one.year.start_year,
            month=month,
            amount=amount,
            reason=reason.strip(),
            corrects_period=corrects_period.strip(),
            said_together=together,
            saving_version=saving.version,
            recorded_at=at,
            recorded_by_id=by.person_id,
            recorded_by_name=by.name,
        )
        for one in said
        for month, amount in _cells(one)
    )
    tell(
        saving,
        events.SavingForecast,
        by=by,
        at=at,
        series=series,
        amounts={one.year.start_year: one.amount for one in said if one.has_amount},
        months={one.year.start_year: one.months for one in said if one.months},
        corrects_period=corrects_period.strip(),
        reason=reason.strip(),
    )
    return saving


def said_years(saving: Saving, years: Iterable[int]) -> dict[int, SaidYear]:
    """Return what stands said of these years of a saving, by the April each starts in."""
    cells: dict[int, list[SaidCell]] = defaultdict(list)
    rows = saving.forecasts.filter(year__in=list(years)).order_by("recorded_at", "saving_version")
    for row in rows:
        cells[row.year].append(SaidCell(row.series, row.month, row.amount, row.said_together))
    return {year: said_year(found) for year, found in cells.items()}


def _said(saving: Saving, series: str, amounts: Amounts, months: Mapping[int, Amounts]) -> list[_Year]:
    """Return what is said, year by year, each year seen to agree with its months."""
    if series not in (FORECAST, ACTUAL):
        raise Invalid({"series": [f"Choose {FORECAST} or {ACTUAL}"]})
    if not amounts and not any(months.values()):
        raise Invalid({"amounts": ["Give at least one financial year, or months of one"]})
    years = sorted({*amounts, *(year for year, cells in months.items() if cells)})
    stands = said_years(saving, years)
    found = []
    for year in years:
        own = _months(saving, series, months.get(year, {}), stands.get(year, SaidYear()))
        one = _agreed(FinancialYear(year), series, own, year in amounts, amounts.get(year), stands.get(year))
        if one.months or one.has_amount:
            found.append(one)
    check_sign(saving, [one.amount for one in found if one.has_amount])
    return found


def _months(saving: Saving, series: str, given: Amounts, stands: SaidYear) -> dict[int, Decimal | None]:
    """Return the months that are said: of actuals those that differ from what stands, of forecasts every one."""
    if wrong := [month for month in given if not 1 <= month <= MONTHS_IN_YEAR]:
        raise Invalid({"months": [f"Month {wrong[0]} is not between 1 (April) and 12 (March)"]})
    check_pence(given.values())
    if series == FORECAST:
        check_sign(saving, given.values())
        return dict(given)
    return {month: amount for month, amount in given.items() if stands.actual_months[month - 1] != amount}


def _agreed(
    year: FinancialYear,
    series: str,
    months: dict[int, Decimal | None],
    is_given: bool,
    amount: Decimal | None,
    standing: SaidYear | None,
) -> _Year:
    """Return what is said of a year, once its amount is seen to agree with its months. Raises Invalid, naming it."""
    stands = standing or SaidYear()
    before = stands.actual_months if series == ACTUAL else stands.expected_months
    after = _after(series, months, stands)
    total = sum_of(after)
    if not months:
        if series == ACTUAL and is_given and not fits(after, amount):
            raise _disagrees(year, series, after, amount)
        return _Year(year, {}, is_given, amount)
    if total is not None:
        if is_given and amount != total:
            raise _disagrees(year, series, after, amount)
        return _Year(year, months, True, total)
    if is_given:
        if not fits(after, amount):
            raise _disagrees(year, series, after, amount)
        return _Year(year, months, True, amount)
    was_their_sum = sum_of(before) is not None and (series == ACTUAL or stands.is_forecast_by_month)
    if was_their_sum:
        return _Year(year, months, True, None)  # one of its months is no longer known, so neither is the year
    stood = stands.actual if series == ACTUAL else stands.forecast
    if not fits(after, stood):
        raise _disagrees(year, series, after, stood, instead=" Say the year's amount too.")
    return _Year(year, months, False)


def _after(series: str, months: Amounts, stands: SaidYear) -> MonthCells:
    if series == ACTUAL:
        return over(stands.actual_months, months)
    return with_actuals(over(stands.forecast_months, months), stands.actual_months)


def _disagrees(
    year: FinancialYear, series: str, months: MonthCells, amount: Decimal | None, *, instead: str = ""
) -> Invalid:
    known = [cell for cell in months if cell is not None]
    come_to = in_full(sum(known, Decimal(0)))
    so_far = "" if len(known) == len(months) else f" for {len(known)} of them so far"
    stated = in_full(amount)
    both = f"The {series} months of {year} come to {come_to}{so_far}, and the year is {stated}"
    return Invalid({"amounts": [f"{both}: they must agree.{instead}"]})


def _check_periods(saving: Saving, series: str, said: list[_Year], corrects_period: str) -> None:
    if series == FORECAST:
        if corrects_period.strip():
            corrected_period(saving.programme_id, corrects_period)
        return
    for one in said:
        # A year that is the sum of its months follows from them: each month is asked about, not the year.
        for month in one.months or ([None] if one.has_amount else []):
            of = f"{FinancialMonth(one.year, month)}" if month else f"{one.year}"
            refuse_closed(
                programme_id=saving.programme_id,
                year=one.year.start_year,
                month=month,
                corrects_period=corrects_period,
                thing=f"the actual of {saving.ref} for {of}",
            )


def _cells(one: _Year) -> list[tuple[int | None, Decimal | None]]:
    whole: list[tuple[int | None, Decimal | None]] = [(None, one.amount)] if one.has_amount else []
    return [*sorted(one.months.items()), *whole]

"""The budget monitoring of an illustrative copy: the published month under its years, then the invented month after.

Its year is the newest whose invented month is over and reported, so that nothing lies in the future.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from deploy.examples.lines import Lines
from deploy.examples.loading import LONDON
from deploy.examples.stories.monitoring import LineSaid, MonitoringStory
from deploy.examples.structures import NOT_PRINTED, CauseRow, Example, MonitoringRow
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import changes as money
from savings.rules.cells import Cell, read_cell
from savings.rules.monitoring_spending import suggested_profile

DAYS_TO_REPORT: Final = 12
UNIT: Final = "£m"


def tell_monitoring(example: Example, story: MonitoringStory, lines: Lines, *, at: datetime) -> None:
    """Record both months through changes; `lines` are dated by the day the copy begins, `at` is the loading."""
    year = _year(story, at.astimezone(LONDON).date())
    published = tuple(_moved(row, year) for row in example.monitoring)
    first, then = published[0].period, story.period
    month = replace(lines, at=_reported(year, first, lines.at, at))
    month.budget((), published)
    for balance in example.balances:
        note = f"Of the published balance: {balance.note}"
        month.balances([replace(balance, year=year.label, period=first, note=note)])
    month.cost_drivers([replace(driver, note="") for driver in example.cost_drivers])
    _set_profiles(story, month, year)
    later = replace(month, at=_reported(year, then, month.at, at))
    vired = _vire(story, later, year)
    for row in published:
        said = story.lines.get(row.name, LineSaid())
        key = (row.fund, row.group, row.name)
        later.monitored(later.line_ids[key], _said(row, said, then, vired.get(row.name, Decimal(0))))


def _year(story: MonitoringStory, today: date) -> FinancialYear:
    year = FinancialYear.containing(today)
    month = FinancialMonth(year, int(story.period[1:]))
    return year if month.last_day + timedelta(days=DAYS_TO_REPORT) <= today else year.previous()


def _reported(year: FinancialYear, period: str, after: datetime, at: datetime) -> datetime:
    """Return the morning a month was reported: some days past its end, in order, never after the loading."""
    day = FinancialMonth(year, int(period[1:])).last_day + timedelta(days=DAYS_TO_REPORT)
    return min(max(datetime.combine(day, time(10), LONDON), after), at)


def _moved(row: MonitoringRow, year: FinancialYear) -> MonitoringRow:
    note = f"Of the published line: {row.note}" if row.note else ""
    return replace(row, year=year.label, note=note)


def _set_profiles(story: MonitoringStory, lines: Lines, year: FinancialYear) -> None:
    ids = {name: line_id for (_, _, name), line_id in lines.line_ids.items()}
    for name, suggested in (story.profiles or {}).items():
        profile = suggested_profile(suggested, year)
        money.set_spending_profile(
            budget_line_id=ids[name],
            version=None,
            name=profile.name,
            shares=profile.as_text(),
            by=lines.by,
            at=lines.at,
        )


def _vire(story: MonitoringStory, lines: Lines, year: FinancialYear) -> Mapping[str, Decimal]:
    """Vire what the story says; return what each line gained or lost, in £m."""
    ids = {name: line_id for (_, _, name), line_id in lines.line_ids.items()}
    moved: dict[str, Decimal] = {}
    for one in story.virements:
        amount = Decimal(one.amount)
        money.vire(
            from_line_id=ids[one.source],
            to_line_id=ids[one.target],
            year=year.start_year,
            period=story.period,
            amount=amount * 1_000_000,
            authority=one.authority,
            reason=one.reason,
            by=lines.by,
            at=lines.at,
        )
        moved[one.source] = moved.get(one.source, Decimal(0)) - amount
        moved[one.target] = moved.get(one.target, Decimal(0)) + amount
    return moved


def _said(row: MonitoringRow, said: LineSaid, period: str, vired: Decimal) -> MonitoringRow:
    """Return a line's later month: the published one with what changed. Nothing of it is printed anywhere."""
    budget = row.current_budget.value
    assert budget is not None
    current = read_cell(f"{budget + vired:.1f}", UNIT)
    projection = read_cell(said.projection, UNIT) if said.projection else row.projection
    assert current.value is not None
    assert projection.value is not None
    variance = projection.value - current.value
    causes = {cause.name: cause for cause in row.causes}
    for name, amount in (said.causes or {}).items():
        causes[name] = CauseRow(name, read_cell(amount, UNIT))
    return replace(
        row,
        period=period,
        original_budget=row.current_budget,
        current_budget=current,
        projection=projection,
        variance=Cell(f"{variance:.1f}", variance, UNIT, 1),
        movement=NOT_PRINTED,
        a_f_printed="",
        direction_printed="",
        variance_printed="",
        spend_to_date=read_cell(said.spend_to_date, UNIT) if said.spend_to_date else NOT_PRINTED,
        causes=tuple(causes.values()) if said.causes else (),
    )

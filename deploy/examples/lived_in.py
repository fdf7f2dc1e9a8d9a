"""A copy's ledger as finance and the office keep it, through the changes they make: no row is written past them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from deploy.examples.chronicle import Chronicle
from deploy.examples.stories.ledger import Approved, ByMonth, Closed, LedgerStory, Returned, Round, WrittenOut
from programme import changes as ground
from programme.rules.access import FINANCE, PMO
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import changes as money
from savings.changes.plan import spread_columns
from savings.rules.in_budget import Reduction
from savings.rules.pressures import Choice
from savings.rules.profile import share_out
from savings.rules.series import ACTUAL, by_hand

PENNY = Decimal("0.01")


def spread_by_month(row: ByMonth, amount: Decimal) -> dict[str, Any]:
    """Return how a line's first year falls on its months, as a planned year is given it."""
    return spread_columns(by_hand(share_out(amount, row.weights)))


def live_in(chronicle: Chronicle, ledger: LedgerStory, *, owners: Mapping[str, str]) -> None:
    """Put what finance and the office do in a copy's ledger; `owners` are its workstreams', by ref."""
    for months in ledger.months:
        chronicle.put(months.day, partial(_arrived, chronicle, months))
    for approved in ledger.approved:
        for ref, cost_centre in approved.cost_centres.items():
            chronicle.put(approved.day, partial(_approved, chronicle, approved, ref, cost_centre))
    for closed in ledger.closed:
        chronicle.put(closed.day, partial(_closed, chronicle, closed))
    for settled in ledger.written_out:
        chronicle.put(settled.day, partial(_written_out, chronicle, settled))
    for told in ledger.rounds:
        _round(chronicle, told, owners)


def months_ended(moment: datetime, year: FinancialYear) -> int:
    """Return how many months of a financial year had ended by a moment in it; none before it begins."""
    day = timezone.localdate(moment)
    return FinancialMonth.containing(day).number - 1 if FinancialYear.containing(day) == year else 0


def last_ended(moment: datetime, year: FinancialYear) -> FinancialMonth:
    """Return the last month of a financial year that had ended by a moment in it; its April where none had."""
    return FinancialMonth(year, max(months_ended(moment, year), 1))


def _arrived(chronicle: Chronicle, row: ByMonth, at: datetime) -> None:
    year = chronicle.first_year
    plan, ended = chronicle.plans[row.ref][year.start_year], months_ended(at, year)
    if plan is None or not ended:
        return
    months = share_out(plan, row.weights)[:ended]
    share = Decimal(str(row.arrived))
    amounts = {n: (amount * share).quantize(PENNY) for n, amount in enumerate(months, 1)}
    money.forecast_saving(
        saving_id=chronicle.savings[row.ref],
        version=None,
        series=ACTUAL,
        months={year.start_year: amounts},
        reason=row.reason,
        by=chronicle.people.speaker(FINANCE),
        at=at,
    )


def _approved(chronicle: Chronicle, row: Approved, ref: str, cost_centre: str, at: datetime) -> None:
    amount = chronicle.plans[ref][chronicle.first_year.start_year]
    money.approve_budget(
        saving_id=chronicle.savings[ref],
        version=None,
        council_date=timezone.localdate(at),
        decision=row.decision,
        reductions=[Reduction(chronicle.first_year, amount or Decimal(0), cost_centre)],
        note=row.note,
        by=chronicle.people.speaker(FINANCE),
        at=at,
    )


def _closed(chronicle: Chronicle, row: Closed, at: datetime) -> None:
    """Close the month, not before its year begins; what the story says later is dated after it."""
    at = chronicle.days.in_year(chronicle.first_year)(at)
    month = last_ended(at, chronicle.first_year)
    of: dict[str, Any] = {
        "programme_id": chronicle.programme_id,
        "year": month.year.start_year,
        "month": month.number,
    }
    by = chronicle.people.speaker(FINANCE)
    money.load_actuals(**of, by=by, at=at)
    step = money.close_period(**of, by=by, at=at, reason=row.reason)
    chronicle.begins_after(step.recorded_at)


def _written_out(chronicle: Chronicle, row: WrittenOut, at: datetime) -> None:
    money.settle_saving(
        saving_id=chronicle.savings[row.ref],
        version=None,
        year=chronicle.first_year.next().start_year,
        choice=Choice.WRITTEN_OUT,
        reason=row.reason,
        authority=money.Authority(row.decision, row.decision_maker, timezone.localdate(at)),
        by=chronicle.people.speaker(FINANCE),
        at=at,
    )


def _round(chronicle: Chronicle, row: Round, owners: Mapping[str, str]) -> None:
    made: dict[str, UUID] = {}
    chronicle.put(row.opens, lambda at: made.update(id=_opened(chronicle, row, at)))
    for one in row.returned:
        chronicle.put(one.day, partial(_returned, chronicle, one, made, owners[one.workstream]))


def _opened(chronicle: Chronicle, row: Round, at: datetime) -> UUID:
    month = last_ended(at, chronicle.first_year)
    values = {
        "name": row.name,
        "opens_on": timezone.localdate(at),
        "deadline": chronicle.days.day(row.deadline),
        "year": month.year.start_year,
        "month": month.number,
    }
    by = chronicle.people.speaker(PMO)
    return ground.open_round(programme_id=chronicle.programme_id, values=values, by=by, at=at).pk


def _returned(
    chronicle: Chronicle, row: Returned, made: Mapping[str, UUID], owner: str, at: datetime
) -> None:
    ground.return_round(
        round_id=made["id"],
        workstream_id=chronicle.workstreams[row.workstream],
        note=row.note,
        by=chronicle.people.speaker(owner),
        at=at,
    )

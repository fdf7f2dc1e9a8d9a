"""What budget monitoring says of a period: figures, virements, causes, balances. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.deciding import VIREMENT, Asked, check_named
from programme.changes.saving_rows import changed_fields, locked, said_at
from programme.rules import access
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from savings.changes.closing_guard import refuse_closed
from savings.models import BudgetFigure, BudgetLine, FundBalance, VarianceCause, Virement
from savings.rules import monitoring, monitoring_virements

R = TypeVar("R", bound=models.Model)

_PARTS = (
    ("gross_budget", "income_budget", "current_budget"),
    ("gross_projection", "income_projection", "projection"),
)


@transaction.atomic
def record_budget_figure(
    *, budget_line_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> BudgetFigure:
    """Record a budget line's figures for a year or a period, in pounds; the newest row as recorded is kept once.

    Two of gross, income and net give the third, projection and budget the variance. Income is above nought.
    A figure of a closed period is refused: a late one goes into the open period and names the one it corrects.
    Raises Refused, Invalid, Backdated.
    """
    line = locked(BudgetLine, budget_line_id, version=None)
    require_money(line.programme_id, by, markings=[line.marking])
    values = _completed(values)
    month = month_of(values.get("period", ""))
    refuse_closed(
        programme_id=line.programme_id,
        year=values["year"],
        month=month,
        corrects_period=values.get("corrects_period", ""),
        thing=f"the figure of {line.name}",
    )
    kept = line.figures.filter(year=values["year"], period=values.get("period", ""))
    newest = kept.order_by("-recorded_at").first()
    if newest is not None and not changed_fields(newest, values):
        return newest
    said_at(newest.recorded_at if newest else None, at)
    return add_row(BudgetFigure(budget_line=line, recorded_at=at, recorded_by_name=by.name, **values))


@transaction.atomic
def vire(
    *, from_line_id: UUID, to_line_id: UUID, year: int, period: str, amount: Decimal, authority: str,
    by: access.Actor, at: datetime, reason: str = "",
) -> Virement:  # fmt: skip
    """Move budget from one line to another of the same programme and fund, in pounds above nought.

    It takes effect in `period` (M1 is April), which finance must not have closed. `authority` is the reference of
    the decision on the record that lets it move; all that is moved under one stays within the limit for virements
    of whoever decided. Raises Refused, Invalid, Backdated.
    """
    lines = {id: locked(BudgetLine, id, version=None) for id in sorted({from_line_id, to_line_id})}
    source, target = lines[from_line_id], lines[to_line_id]
    markings = [source.marking, target.marking]
    programme = require_money(source.programme_id, by, capability=access.VIRE, markings=markings)
    if target.programme_id != source.programme_id:
        raise Invalid({"to_line": [f"Choose a line of {programme.name}: a virement stays in its programme"]})
    _check_virement(source, target, amount, authority)
    _check_moved(programme, year, amount, authority, by=by, at=at)
    month = month_of(period)
    if month is None:
        raise Invalid({"period": ["Say the month it takes effect in: M1 (April) to M12 (March)"]})
    moved = f"a virement from {source.name} to {target.name}"
    refuse_closed(programme_id=programme.id, year=year, month=month, corrects_period="", thing=moved)
    touching = models.Q(from_line__in=lines) | models.Q(to_line__in=lines)
    newest = Virement.objects.filter(touching).order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    return add_row(
        Virement(
            from_line=source,
            to_line=target,
            year=year,
            period=period,
            amount=amount,
            authority=authority.strip(),
            reason=reason.strip(),
            recorded_at=at,
            recorded_by_id=by.person_id,
            recorded_by_name=by.name,
        )
    )


@transaction.atomic
def state_cause(
    *, budget_line_id: UUID, year: int, period: str, name: str, amount: Decimal | None, by: access.Actor,
    at: datetime, values: Mapping[str, Any] | None = None,
) -> VarianceCause:  # fmt: skip
    """State a cause of a line's variance in a period, in pounds, adverse above nought.

    None names a cause without an amount, which is not nil. Said again under the same name it stands in front;
    the same again changes nothing. `values` hold how it is printed, its place and a note. Raises Refused,
    Invalid, Backdated.
    """
    if not name.strip():
        raise Invalid({"name": ["Say what the cause is, in a few words"]})
    given = {"amount": amount, "taken_back": False, **(values or {})}
    return _cause(budget_line_id, year, period, name.strip(), given, by=by, at=at)


@transaction.atomic
def withdraw_cause(*, cause_id: UUID, by: access.Actor, at: datetime, reason: str) -> VarianceCause:
    """Take a cause back: it explains nothing any more, and stays on the record. Raises Refused, Invalid, Backdated."""
    cause = VarianceCause.objects.get(pk=cause_id)
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is no cause after all"]})
    given = {"amount": cause.amount, "position": cause.position, "taken_back": True, "note": reason.strip()}
    return _cause(cause.budget_line_id, cause.year, cause.period, cause.name, given, by=by, at=at)


@transaction.atomic
def state_fund_balance(
    *, programme_id: UUID, fund: str, year: int, balance: Decimal | None, by: access.Actor, at: datetime,
    period: str = "", values: Mapping[str, Any] | None = None,
) -> FundBalance:  # fmt: skip
    """State a ring-fenced fund's cumulative balance, in pounds; a deficit is below nought. Raises Refused, Invalid,
    Backdated.

    It stands apart from the year's own variance. The same again changes nothing.
    """
    programme = require_money(programme_id, by)
    convention = monitoring.FUND_CONVENTIONS.get(fund)
    if convention is None or not convention.is_ringfenced:
        held = ", ".join(c.name for c in monitoring.FUND_CONVENTIONS.values() if c.is_ringfenced)
        raise Invalid({"fund": [f"A cumulative balance is kept of a ring-fenced fund: {held}"]})
    month = month_of(period)
    refuse_closed(
        programme_id=programme.id,
        year=year,
        month=month,
        corrects_period="",
        thing=f"the balance of the {convention.name}",
    )
    given = {"balance": balance, **(values or {})}
    about = {"programme_id": programme.id, "fund": fund, "year": year, "period": period}
    newest = FundBalance.objects.filter(**about).order_by("-recorded_at").first()
    if newest is not None and not changed_fields(newest, given):
        return newest
    said_at(newest.recorded_at if newest else None, at)
    return add_row(FundBalance(recorded_at=at, recorded_by_name=by.name, **about, **given))


def month_of(period: str) -> int | None:
    """Return the month of a period, 1 for M1 (April); None for the whole year, "". Raises Invalid."""
    if not period:
        return None
    if period.startswith("M") and period[1:].isdecimal() and 1 <= int(period[1:]) <= MONTHS_IN_YEAR:
        return int(period[1:])
    raise Invalid({"period": [f"{period!r} is no period: write M1 (April) to M12 (March)"]})


def require_money(
    programme_id: UUID, by: access.Actor, *, capability: str = access.PLAN_MONEY, markings: Iterable[str] = ()
) -> ground.ProgrammeRow:
    """Return the programme whose money somebody works on; `markings` are those of its things they work on.

    Raises Refused for a programme that is hidden, and without the right.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    where = replace(programme.placement, markings=programme.placement.markings | set(markings))
    by.require(capability, where, thing=f"the money of {programme.name}")
    return programme


def add_row(row: R) -> R:
    """Check a ledger's row and add it. Raises Invalid, naming the fields."""
    fields = row._meta.fields
    unsaid = {field.name for field in fields if field.null and getattr(row, field.attname) is None}
    try:
        row.full_clean(exclude=unsaid | {field.name for field in fields if field.is_relation})
    except ValidationError as problem:
        raise Invalid(problem.message_dict) from problem
    row.save(force_insert=True)
    return row


def _cause(
    budget_line_id: UUID,
    year: int,
    period: str,
    name: str,
    given: Mapping[str, Any],
    *,
    by: access.Actor,
    at: datetime,
) -> VarianceCause:
    line = locked(BudgetLine, budget_line_id, version=None)
    require_money(line.programme_id, by, markings=[line.marking])
    month = month_of(period)
    if month is None:
        raise Invalid({"period": ["Say the month it is a cause in: M1 (April) to M12 (March)"]})
    refuse_closed(
        programme_id=line.programme_id,
        year=year,
        month=month,
        corrects_period="",
        thing=f"the causes of {line.name}",
    )
    about = {"year": year, "period": period, "name": name}
    newest: VarianceCause | None = line.causes.filter(**about).order_by("-recorded_at").first()
    if newest is not None and not changed_fields(newest, given):
        return newest
    said_at(newest.recorded_at if newest else None, at)
    return add_row(
        VarianceCause(budget_line=line, recorded_at=at, recorded_by_name=by.name, **about, **given)
    )


def _completed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures with what follows from them: the third of gross, income and net, and the variance."""
    found = dict(values)
    year = found.get("year")
    if not isinstance(year, int):
        raise Invalid({"year": [f"{year!r} is no financial year: give the April it starts in, such as 2024"]})
    for names in _PARTS:
        if not any(found.get(name) is not None for name in names[:2]):
            continue
        try:
            told = monitoring.parts(*(found.get(name) for name in names))
        except monitoring.PartsDisagree as problem:
            raise Invalid({names[2]: [str(problem)]}) from problem
        found |= dict(zip(names, (told.gross, told.income, told.net), strict=True))
    worked_out = monitoring.variance(found.get("projection"), found.get("current_budget"))
    if worked_out is not None:
        if found.get("variance") not in (None, worked_out):
            words = f"projection less budget is {worked_out}, not {found['variance']}"
            raise Invalid({"variance": [f"{FinancialYear(year)}: {words}"]})
        found["variance"] = worked_out
    return found


def _check_moved(
    programme: ground.ProgrammeRow,
    year: int,
    amount: Decimal,
    authority: str,
    *,
    by: access.Actor,
    at: datetime,
) -> None:
    """Check the decision a virement rests on, with all that was moved under it before. Raises Invalid."""
    held = Virement.objects.filter(
        from_line__programme_id=programme.id, authority__iexact=authority.strip()
    ).aggregate(moved=models.Sum("amount"))
    moved = {year: amount + (held["moved"] or Decimal(0))}
    asked = Asked(programme.id, "a virement", kind=VIREMENT, moved=moved)
    check_named(asked, authority, field="authority", by=by, at=at)


def _check_virement(source: BudgetLine, target: BudgetLine, amount: Decimal, authority: str) -> None:
    try:
        monitoring_virements.check_virement(
            monitoring_virements.Virement(
                str(source.id), str(target.id), source.fund, target.fund, amount, authority
            )
        )
    except (monitoring.FundsMixed, monitoring_virements.NotAVirement) as problem:
        field = "to_line"
        if not authority.strip():
            field = "authority"
        elif amount <= 0:
            field = "amount"
        raise Invalid({field: [str(problem)]}) from problem

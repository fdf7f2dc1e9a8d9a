"""What finance has closed stays as it was signed: nothing is recorded in a closed period, only after it.

A late figure is recorded in the open period and names the one it corrects; or finance reopens the period.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils import timezone

from programme.changes import Invalid
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings.models import Period, PeriodStep
from savings.rules.periods import closed_with, period_words, read_period


def refuse_closed(
    *, programme_id: UUID, year: int, month: int | None, corrects_period: str, thing: str
) -> None:
    """Refuse a figure of a month that finance has closed, and a correction of one that it has not.

    `month` is 1 for April to 12 for March. None is for what is said of a whole year: that is closed once its
    last month is, and a figure that names the closed period it corrects is then let through. `thing` names
    what is recorded: "the actual of 24S1". Call it inside the transaction of the change: a closing waits for
    it. Raises Invalid under `period`, or under `corrects_period` for what that names.
    """
    hold_periods_open(programme_id)
    of = FinancialMonth(FinancialYear(year), month or MONTHS_IN_YEAR)
    corrected = _corrected(programme_id, corrects_period, of) if corrects_period.strip() else None
    closed = _closed(programme_id, of)
    if closed is None or (month is None and corrected is not None):
        return
    signed = closed.steps.filter(step="closed").order_by("-recorded_at").first()
    raise Invalid({"period": [_words(of, closed, signed, thing=thing, whole_year=month is None)]})


def hold_periods_open(programme_id: UUID) -> None:
    """Keep a programme's periods from being closed until this transaction ends. Any number may do so at once."""
    _hold("pg_advisory_xact_lock_shared", programme_id)


def hold_periods_closed(programme_id: UUID) -> None:
    """Wait for whatever is being recorded in a programme, and let nothing else begin until this transaction ends.

    Closing a period calls it first, so that no figure commits into a period behind the position it freezes.
    """
    _hold("pg_advisory_xact_lock", programme_id)


def open_period_after(programme_id: UUID, month: FinancialMonth) -> FinancialMonth:
    """Return the first period after this one that finance has not closed."""
    closed = Period.objects.filter(programme_id=programme_id, closed_at__isnull=False)
    return max([month, *(_month(row) for row in closed)]).next()


def _corrected(programme_id: UUID, text: str, of: FinancialMonth) -> FinancialMonth:
    try:
        named = read_period(text)
    except ValueError as problem:
        raise Invalid({"corrects_period": [str(problem)]}) from problem
    if _closed(programme_id, named) is None:
        words = f"Finance has not closed {period_words(named)}: record the figure there, it corrects nothing"
        raise Invalid({"corrects_period": [words]})
    if named > of:
        words = f"{period_words(of)} comes before {period_words(named)}: a correction comes after what it corrects"
        raise Invalid({"corrects_period": [words]})
    return named


def _closed(programme_id: UUID, month: FinancialMonth) -> Period | None:
    """Return the closed period that closes this month: itself, or the first one closed after it."""
    held = Period.objects.filter(programme_id=programme_id, closed_at__isnull=False)
    rows = {_month(row): row for row in held}
    covering = closed_with(rows, month)
    return None if covering is None else rows[covering]


def _month(row: Period) -> FinancialMonth:
    return FinancialMonth(FinancialYear(row.year), row.month)


def _words(
    of: FinancialMonth, closed: Period, signed: PeriodStep | None, *, thing: str, whole_year: bool
) -> str:
    who = signed.signatory if signed is not None else "Finance"
    day = timezone.localtime(closed.closed_at) if closed.closed_at else None
    when = f" on {day.day} {day:%b %Y}" if day else ""
    named, signed_one = period_words(of), period_words(_month(closed))
    along = "" if named == signed_one else f", and {named} with it"
    if whole_year:
        instead = "say it again naming the period it corrects"
    else:
        later = period_words(open_period_after(closed.programme_id, of))
        instead = f"record it in the open period, {later}, naming the one it corrects, {named}"
    reopened = f"or ask finance to reopen {signed_one}"
    return f"{who} closed {signed_one}{when}{along}, so {thing} stands as signed: {instead}; {reopened}."


def _hold(lock: str, programme_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {lock}(hashtextextended(%s, 0))", [f"periods {programme_id}"])

"""What finance has closed stays as it was signed: nothing is recorded in a closed period, only after it.

A late figure is recorded in the open period and names the one it corrects; or finance reopens the period.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from programme.changes import Invalid, hold_open
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings.models import Period, PeriodStep
from savings.rules.periods import period_words, read_period


def refuse_closed(
    *, programme_id: UUID, year: int, month: int | None, corrects_period: str, thing: str
) -> None:
    """Refuse a figure of a month that finance has closed, and a correction of one that it has not.

    `month` is 1 for April to 12 for March. None is for what is said of a whole year: that is closed once its
    last month is, and a figure that names the closed period it corrects is then let through. `thing` names
    what is recorded: "the actual of 24S1". Call it inside the transaction of the change: a closing waits for
    it. Raises Invalid under `period`, or under `corrects_period` for what that names.
    """
    hold_open(programme_id)
    of = FinancialMonth(FinancialYear(year), month or MONTHS_IN_YEAR)
    corrected = corrected_period(programme_id, corrects_period) if corrects_period.strip() else None
    if corrected is not None and corrected > of:
        words = f"{period_words(of)} comes before {period_words(corrected)}: a correction follows what it corrects"
        raise Invalid({"corrects_period": [words]})
    closed = _closed(programme_id, of)
    if closed is None or (month is None and corrected is not None):
        return
    signed = closed.steps.filter(step="closed").order_by("-recorded_at").first()
    raise Invalid({"period": [_words(of, closed, signed, thing=thing, whole_year=month is None)]})


def corrected_period(programme_id: UUID, text: str) -> FinancialMonth:
    """Return the closed period that a figure says it corrects. Raises Invalid for what is none."""
    try:
        named = read_period(text)
    except ValueError as problem:
        raise Invalid({"corrects_period": [str(problem)]}) from problem
    if _closed(programme_id, named) is None:
        words = f"Finance has not closed {period_words(named)}: record the figure there, it corrects nothing"
        raise Invalid({"corrects_period": [words]})
    return named


def _closed(programme_id: UUID, month: FinancialMonth) -> Period | None:
    """Return the closed period that closes a month: itself, or the first one closed after it."""
    year, rows = month.year.start_year, _closed_periods(programme_id)
    return rows.filter(Q(year__gt=year) | Q(year=year, month__gte=month.number)).first()


def _closed_periods(programme_id: UUID) -> QuerySet[Period]:
    rows = Period.objects.filter(programme_id=programme_id, closed_at__isnull=False)
    return rows.order_by("year", "month")


def _month(period: Period) -> FinancialMonth:
    return FinancialMonth(FinancialYear(period.year), period.month)


def _words(
    of: FinancialMonth, closed: Period, signed: PeriodStep | None, *, thing: str, whole_year: bool
) -> str:
    who = signed.signatory if signed is not None else "Finance"
    day = timezone.localtime(closed.closed_at) if closed.closed_at else None
    when = f" on {day.day} {day:%b %Y}" if day else ""
    along = f", and {period_words(of)} with it" if _month(closed) != of else ""
    if whole_year:
        instead = f"say it again naming the period it corrects, {period_words(of)}"
    else:
        newest = _closed_periods(closed.programme_id).last() or closed
        later = period_words(_month(newest).next())
        instead = f"record it in the open period, {later}, naming the one it corrects, {period_words(of)}"
    return (
        f"{who} closed {period_words(_month(closed))}{when}{along}, so {thing} stands as signed: "
        f"{instead}; or ask finance to reopen {period_words(_month(closed))}."
    )

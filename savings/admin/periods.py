"""Periods of a programme: actuals loaded, closed under a name, reopened with a reason, and what was frozen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.safestring import mark_safe

from programme import queries as ground
from programme.admin.acting import required_actor, today
from programme.admin.base import ReadOnlyAdmin
from programme.admin.pages import ask, key_in, page, tried, words_given
from programme.admin.words import day_words, moment_words, pill, under
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import MONTH_NAMES, FinancialMonth, FinancialYear
from savings import changes
from savings.models import Period
from savings.queries import ProgrammePeriods, figures_words, periods
from savings.queries.closing import PeriodFigures, figures_as_closed, figures_as_they_stand
from savings.queries.periods import PeriodRow
from savings.queries.stated import over_words
from savings.rules.notation import in_full
from savings.rules.periods import (
    closes_along,
    period_words,
    why_not_begun,
    why_not_closed,
    why_not_reopened,
)

FIRST_YEAR, LAST_YEAR = 1990, 2200  # beyond them no page is opened
NOT_BEGUN = mark_safe('<span class="tracker-quiet">not begun</span>')


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    """The months of each programme, as finance sees them. A page of ours in place of the list of rows."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        where = "<uuid:programme_id>/<int:year>/<int:month>"
        views = [
            ("actuals", self.actuals_view),
            ("close", self.close_view),
            ("reopen", self.reopen_view),
            ("frozen", self.frozen_view),
        ]
        own = [path(f"{where}/{name}/", view(one), name=f"savings_period_{name}") for name, one in views]
        return [*own, *super().get_urls()]

    # The page of periods --------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the months of one programme's year; without a programme, where each stands."""
        reader = self._reader(request)
        programmes = ground.programmes(reader=reader)
        held = periods(reader=reader, programme_ids=programmes)
        code = request.GET.get("programme", "")
        chosen = next((p for p in programmes.values() if p.code == code), None)
        if chosen is None and len(programmes) == 1:
            chosen = next(iter(programmes.values()))
        return page(
            self,
            request,
            "admin/savings/periods.html",
            title="Periods" if chosen is None else f"Periods of {chosen.label}",
            programmes=[_standing(p, held[p.id]) for p in programmes.values()],
            chosen=chosen,
            held=None if chosen is None else self._months(request, chosen, held[chosen.id]),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the page of its programme's year."""
        row = self.get_queryset(request).select_related("programme").filter(pk=key_in(object_id)).first()
        if row is None:
            raise Http404
        return HttpResponseRedirect(_address(row.programme.code, row.year))

    def _months(
        self, request: HttpRequest, programme: ProgrammeRow, held: ProgrammePeriods
    ) -> dict[str, Any]:
        reader, now = required_actor(request), FinancialYear.containing(today())
        given = request.GET.get("year", "")
        is_year = given.isascii() and given.isdecimal() and len(given) == 4
        is_year = is_year and FIRST_YEAR <= int(given) <= LAST_YEAR
        year = FinancialYear(int(given)) if is_year else held.oldest_open.year
        first, last = min(held.first_year, year, now), max(held.oldest_open.year, year, now)
        may = reader.may(access.CLOSE, programme.placement)
        return {
            "year": year,
            "years": [FinancialYear(start) for start in range(first.start_year, last.start_year + 1)],
            "figures": figures_words(held.last_closed),
            "oldest_open": period_words(held.oldest_open),
            "may": may,
            "months": [_month_words(row, held, may) for row in held.year(year)],
        }

    # What finance does to a month -----------------------------------------------------------------------

    def actuals_view(self, request: HttpRequest, programme_id: UUID, year: int, month: int) -> HttpResponse:
        """Say that a period's actuals are loaded."""
        programme, _, period = self._place(request, programme_id, year, month, closes=True)
        return self._done_or_asked(
            request,
            changes.load_actuals,
            programme,
            period,
            done=f"The actuals of {period_words(period)} are loaded.",
            title=f"Actuals of {period_words(period)} are loaded",
            intro=[
                f"You say that spend and income to {day_words(period.last_day)} are in the ledger.",
                "Nothing infers it from the date.",
            ],
            button="Actuals are loaded",
            label="A word beside it, if there is one",
        )

    def close_view(self, request: HttpRequest, programme_id: UUID, year: int, month: int) -> HttpResponse:
        """Show what would be frozen, then close the period under this person's name."""
        programme, held, period = self._place(request, programme_id, year, month, closes=True)
        reader, row = required_actor(request), held.row(period)
        along = closes_along(held.closed, period, first_year=held.first_year)
        notes = [
            f"You sign as {reader.name}. What is recorded by now is frozen; later changes leave it as it is."
        ]
        if along:
            notes.append(f"Closed with it: {', '.join(period_words(one) for one in along)}.")
        if row.actuals_loaded_at is None:
            notes.append(f"Nobody has said that the actuals of {period_words(period)} are loaded.")
        if period.last_day >= today():
            notes.append(f"{period_words(period)} runs to {day_words(period.last_day)}: it is not over yet.")
        problem = why_not_closed(period, held.closed, on=today())
        figures = figures_as_they_stand(reader=reader, programme_id=programme.id, month=period)
        return self._done_or_asked(
            request,
            partial(changes.close_period, seen=request.POST.get("seen", "")),
            programme,
            period,
            done=f"{period_words(period)} is closed, signed by {reader.name}.",
            title=f"Close {period_words(period)} of {programme.label}",
            intro=notes,
            button=f"Close {period_words(period)}",
            label="A word beside it, if there is one",
            problems=[problem] if problem and request.method == "GET" else [],
            details="admin/savings/period_figures.html",
            hidden={"seen": figures.digest},
            figures=_figures_words(figures),
            over=_over(reader, programme),
        )

    def reopen_view(self, request: HttpRequest, programme_id: UUID, year: int, month: int) -> HttpResponse:
        """Ask why, then reopen the newest closed period."""
        programme, held, period = self._place(request, programme_id, year, month, closes=True)
        signed = held.row(period).closing
        was = f"It was closed by {signed.signatory} on {day_words(signed.recorded_at)}. " if signed else ""
        return self._done_or_asked(
            request,
            changes.reopen_period,
            programme,
            period,
            done=f"{period_words(period)} is open again.",
            title=f"Reopen {period_words(period)} of {programme.label}",
            intro=[
                f"{was}Reopened, it takes figures again until it is closed anew.",
                "What was frozen stays on record; packs and answers go back to the period closed before it.",
            ],
            button=f"Reopen {period_words(period)}",
            label="Why?",
            required=True,
            is_danger=True,
        )

    def frozen_view(self, request: HttpRequest, programme_id: UUID, year: int, month: int) -> HttpResponse:
        """Show what a closed period was frozen with."""
        programme, held, period = self._place(request, programme_id, year, month)
        reader = required_actor(request)
        figures = figures_as_closed(reader=reader, programme_id=programme.id, month=period)
        covering = held.row(period).closed_with
        signed = None if covering is None else held.row(covering).closing
        if figures is None or covering is None or signed is None:
            raise Http404
        return page(
            self,
            request,
            "admin/savings/period_frozen.html",
            title=f"{period_words(covering)} of {programme.label}, as closed",
            signed=f"Closed by {signed.signatory} on {moment_words(signed.recorded_at)}",
            note=signed.reason,
            figures=_figures_words(figures),
            over=_over(reader, programme),
            back=_address(programme.code, year),
        )

    def _done_or_asked(
        self, request: HttpRequest, change: Callable[..., Any], programme: ProgrammeRow, period: FinancialMonth,
        *, done: str, problems: list[str] | None = None, **asked: Any,
    ) -> HttpResponse:  # fmt: skip
        """Make the change that was confirmed, or ask, saying what stands in its way."""
        back = _address(programme.code, period.year.start_year)
        found = problems or []
        if request.method == "POST":
            found = tried(
                request,
                change,
                programme_id=programme.id,
                year=period.year.start_year,
                month=period.number,
                reason=words_given(request),
            )
            if not found:
                messages.success(request, done)
                return HttpResponseRedirect(back)
        return ask(self, request, back=back, problems=found, **asked)

    def _reader(self, request: HttpRequest) -> access.Actor:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return required_actor(request)

    def _place(
        self, request: HttpRequest, programme_id: UUID, year: int, month: int, *, closes: bool = False
    ) -> tuple[ProgrammeRow, ProgrammePeriods, FinancialMonth]:
        """Return the programme, its periods and the month asked for. Raises Http404, PermissionDenied."""
        reader = self._reader(request)
        programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
        if programme is None or not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        if closes and not reader.may(access.CLOSE, programme.placement):
            raise PermissionDenied
        held = periods(reader=reader, programme_ids=[programme_id])[programme_id]
        return programme, held, FinancialMonth(FinancialYear(year), month)


def _standing(programme: ProgrammeRow, held: ProgrammePeriods) -> dict[str, Any]:
    """Return where a programme's periods stand, for the list of programmes."""
    loaded = [month for month, row in held.rows.items() if row.actuals_loaded_at is not None]
    return {
        "row": programme,
        "figures": figures_words(held.last_closed),
        "oldest_open": period_words(held.oldest_open),
        "loaded": f"to {period_words(max(loaded))}" if loaded else "nobody has said",
    }


def _month_words(row: PeriodRow, held: ProgrammePeriods, may: bool) -> dict[str, Any]:
    month, on = row.month, today()
    has_begun = not why_not_begun(month, on=on)
    loaded = next((step for step in row.steps if step.step == "actuals_loaded"), None)
    return {
        "month": month,
        "name": f"{month.label} {MONTH_NAMES[month.first_day.month - 1]} {month.first_day.year}",
        "state": _state(row, has_begun),
        "loaded": f"{day_words(loaded.recorded_at)}, {loaded.signatory}" if loaded else "",
        "steps": [
            f"{step.words} {day_words(step.recorded_at)} by {step.signatory}"
            + (f": “{step.reason}”" if step.reason else "")
            for step in row.steps
        ],
        "is_closed": row.closed_with is not None,
        "may_load": may and has_begun and row.closed_with is None,
        "may_close": may and not why_not_closed(month, held.closed, on=on),
        "may_reopen": may and not why_not_reopened(month, held.closed),
    }


def _state(row: PeriodRow, has_begun: bool) -> Any:
    if row.closed_with is None:
        return pill("Open", "grey") if has_begun else NOT_BEGUN
    if row.closed_with != row.month:
        return pill(f"Closed with {row.closed_with.label}", "complete")
    signed = row.closing
    if signed is None:
        return pill("Closed", "complete")
    words = f"{signed.signatory}, {day_words(signed.recorded_at)}"
    return under(pill("Closed", "complete"), words)


def _figures_words(figures: PeriodFigures) -> dict[str, Any]:
    """Return a period's figures in pounds, in full: they are what is signed."""

    def words(group: Any) -> list[tuple[str, str]]:
        return [(one.words, in_full(one.amount)) for one in group]

    has_target = any(one.key == "target" and one.amount is not None for one in figures.to_plan)
    shown = [one for one in figures.to_plan if has_target or one.key not in ("target", "unidentified")]
    return {
        "year": figures.year,
        "lines": figures.lines,
        "has_target": has_target,
        "target_note": figures.target_note,
        "to_plan": words(one for one in shown if one.key != "not_in_our_copy" or one.amount),
        "to_forecast": words(figures.to_forecast),
        "beside": words(figures.beside),
    }


def _over(reader: access.Actor, programme: ProgrammeRow) -> str:
    return over_words(reader, organisation_id=programme.organisation_id, programme_id=programme.id)


def _address(code: str, year: int) -> str:
    return f"{reverse('admin:savings_period_changelist')}?programme={code}&year={year}"

"""Budget monitoring of a programme at a period: each fund's table, its causes, its drivers; nothing is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from programme import queries
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.pages import page
from programme.admin.words import day_words, moment_words
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialMonth
from savings.exchange.export_monitoring import monitoring_csv, monitoring_xlsx
from savings.models import BudgetFigure, BudgetLine
from savings.queries.budget_bridge import budget_bridge
from savings.queries.cost_drivers import CostDriverRow, cost_drivers
from savings.queries.monitored import MonitoredFund, MonitoredLine, Monitoring
from savings.queries.monitoring import monitoring
from savings.queries.monitoring_table import (
    FURTHER,
    LINE,
    TOTAL,
    MonitoringRow,
    MonitoringTable,
    monitoring_table,
)
from savings.rules.monitoring import A_F_WORDS, variance_words
from savings.rules.monitoring_bridge import DOES_NOT, BridgeYear, in_millions
from savings.rules.monitoring_spending import profile_words
from savings.rules.notation import NOT_KNOWN, UNIT_WORDS, rounded, show_pounds
from savings.rules.periods import period_words, read_period
from savings.rules.totals import percent_of_budget

BESIDE_THE_BUDGET: Final = ("original_budget", "virements")
MORE_HEADS: Final = {
    **FURTHER,
    "movement": "Movement",
    "forecast_change": "Forecast change",
    "virement": "− Virement",
    "other_budget_change": "− Other budget change",
}
MORE: Final = (
    ("What moved since the last period", ("movement", "forecast_change", "virement", "other_budget_change")),
    (
        "Gross and income",
        ("gross_budget", "income_budget", "gross_projection", "income_projection"),
    ),
)
"""Figures with a table of their own, so that the first one fits a screen."""
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(BudgetFigure)
class MonitoringAdmin(ReadOnlyAdmin):
    """A programme's monitoring, by fund. The Dedicated Schools Grant is never added to the general fund."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(budget_line__in=BudgetLine.objects.visible_to(actor))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader, asked = required_actor(request), request.GET
        programmes = list(queries.programmes(reader=reader).values())
        chosen = _chosen(reader, programmes, asked.get("programme", ""))
        month, problem = _month(asked.get("period", ""))
        at, wrong_day = _until(asked.get("at", ""))
        problem = problem or wrong_day
        found = _found(reader, chosen, month, at) if chosen else None
        if month is not None and found is not None and found.month != month:
            problem = f"There are no figures of {period_words(month)} among those you may see. The newest are below."
        bridge = budget_bridge(reader=reader, programme_id=chosen.id) if chosen else None
        if found is not None and asked.get("as") in ("csv", "xlsx"):
            return _file(request, found, asked["as"])
        return page(
            self,
            request,
            "admin/savings/monitoring.html",
            title="Budget monitoring",
            opts=None,
            programmes=programmes,
            chosen=chosen,
            problem=problem,
            found=found,
            at=asked.get("at", "") if at else "",
            as_at=day_words(at),
            period=period_words(found.month) if found else "",
            periods=[period_words(m) for m in reversed(found.months)] if found else [],
            since=period_words(found.since) if found and found.since else "",
            funds=[fund_words(fund) for fund in found.funds] if found else [],
            drivers=[driver_words(row) for row in _drivers(reader, chosen, found)],
            bridge=bridge,
            bridge_steps=[_step(step) for step in bridge.steps] if bridge else [],
            query=_query(found, asked.get("at", "") if at else ""),
        )


def _chosen(reader: access.Actor, programmes: list[ProgrammeRow], code: str) -> ProgrammeRow | None:
    """Return the programme asked for; unasked, the first that has figures, else the first."""
    named = next((row for row in programmes if row.code == code), None)
    if named is not None or code or not programmes:
        return named
    with_figures = monitoring(reader=reader, programme_ids=[row.id for row in programmes])
    return next((row for row in programmes if row.id in with_figures), programmes[0])


def _month(text: str) -> tuple[FinancialMonth | None, str]:
    if not text:
        return None, ""
    try:
        return read_period(text), ""
    except ValueError as problem:
        return None, str(problem)


def _until(text: str) -> tuple[datetime | None, str]:
    """Return the end of a day, in the council's time: what had been recorded by then."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, f"“{text}” is not a day: choose one, as in 2024-11-20."
    return timezone.make_aware(datetime.combine(day, time.max)), ""


def _found(
    reader: access.Actor, chosen: ProgrammeRow, month: FinancialMonth | None, at: datetime | None
) -> Monitoring | None:
    """Return the monitoring of the month asked for, the newest where it has no figures."""
    for wanted in (month, None):
        asked: dict[str, Any] = {} if wanted is None else {"year": wanted.year, "period": wanted.label}
        found = monitoring(reader=reader, programme_ids=[chosen.id], at=at, **asked).get(chosen.id)
        if found is not None:
            return found
    return None


def _step(step: BridgeYear) -> dict[str, Any]:
    """Return one step from a year's budget to the next, in £m with every digit."""
    return {
        "year": step.year.label,
        "cells": [
            in_millions(amount)
            for amount in (
                step.opening,
                step.pressures.amount,
                step.savings.amount,
                step.computed,
                step.printed,
                step.difference,
            )
        ],
        "verdict": step.verdict,
        "is_apart": step.verdict == DOES_NOT,
    }


def _query(found: Monitoring | None, at: str) -> str:
    if found is None:
        return ""
    asked = {"programme": found.programme.code, "period": period_words(found.month)}
    return urlencode(asked | ({"at": at} if at else {}))


def _drivers(
    reader: access.Actor, chosen: ProgrammeRow | None, found: Monitoring | None
) -> tuple[CostDriverRow, ...]:
    if found is not None:
        return found.drivers
    return tuple(cost_drivers(reader=reader, programme_ids=[chosen.id]).values()) if chosen else ()


def _file(request: HttpRequest, found: Monitoring, kind: str) -> HttpResponse:
    name = (
        f"{found.programme.code}-{found.month.year.start_year}-{found.month.label.lower()}-monitoring.{kind}"
    )
    if kind == "csv":
        answer = HttpResponse(monitoring_csv(found), content_type="text/csv; charset=utf-8")
    else:
        content = monitoring_xlsx(found, reader=required_actor(request).name, at=moment_of(request))
        answer = HttpResponse(content, content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def fund_words(fund: MonitoredFund) -> dict[str, Any]:
    """Return one fund as its section shows it."""
    table = monitoring_table(fund)
    further = [name for name in BESIDE_THE_BUDGET if name in table.further]
    groups: list[dict[str, Any]] = []
    for row in table.rows:
        if row.level == LINE and (not groups or groups[-1]["name"] != row.group):
            groups.append({"name": row.group, "rows": []})
        groups[-1]["rows"].append(_row(row, further))
    convention = fund.convention
    has_movement = any("movement" in row.pounds for row in table.rows)
    has_direction = any(row.direction_printed for row in table.rows)
    return {
        "convention": convention,
        "span": 5 + len(further) + convention.has_a_f + 2 * has_movement + has_direction,
        "unit": UNIT_WORDS[table.unit],
        "further": [FURTHER[name] for name in further],
        "more": [found for found in (_more(table, *one) for one in MORE) if found],
        "groups": groups,
        "has_movement": has_movement,
        "has_direction": has_direction,
        "says": variance_words(
            fund.total.variance.amount, None if fund.total.percent is None else fund.total.budget.amount
        ),
        "is_met": fund.printed is not None and not any("as printed" in row.level for row in table.rows),
        "is_printed": fund.printed is not None,
        "causes": [_causes(line) for line in fund.lines if line.causes is not None],
        "rates": [_rate(line) for line in fund.lines if line.rate is not None],
        "balance": show_pounds(fund.balance.balance) if fund.balance else "",
        "balance_about": fund.balance.about if fund.balance else "",
        "balance_note": fund.balance.note if fund.balance else "",
        "recorded": day_words(max(line.recorded_at for line in fund.lines)),
        "corrections": [(line.name, line.corrects_period) for line in fund.lines if line.corrects_period],
    }


def _more(table: MonitoringTable, title: str, names: Sequence[str]) -> dict[str, Any] | None:
    """Return figures of their own table: the rows that have any of them, totals among them."""
    shown = [name for name in names if name in table.further]
    rows = [
        {
            "name": row.name,
            "is_total": row.level != LINE,
            "cells": [row.texts.get(name, "") for name in names],
        }
        for row in table.rows
        if any(row.pounds.get(name) for name in names) or (row.level == TOTAL and shown)
    ]
    return {"title": title, "headings": [MORE_HEADS[name] for name in names], "rows": rows} if shown else None


def _row(row: MonitoringRow, further: Sequence[str]) -> dict[str, Any]:
    variance, budget = row.pounds.get("variance"), row.pounds.get("current_budget")
    percent = None if row.known else percent_of_budget(variance, budget)
    return {
        "name": row.name,
        "is_total": row.level != LINE,
        "further": [row.texts.get(name, "") for name in further],
        "budget": row.texts.get("current_budget", ""),
        "projection": row.texts.get("projection", ""),
        "variance": row.texts.get("variance", ""),
        "a_f": row.a_f,
        "a_f_words": A_F_WORDS[row.a_f],
        "percent": "" if percent is None or not percent else f"{rounded(abs(percent), 1):f}%",
        "movement": row.texts.get("movement", ""),
        "direction": row.direction_printed,
        "read": "" if row.direction_words == NOT_KNOWN else row.direction_words,
        "known": row.known,
        "note": row.line.note if row.line is not None else "",
        "id": row.line.id if row.line is not None else None,
    }


def _causes(line: MonitoredLine) -> dict[str, Any]:
    assert line.causes is not None
    found = line.causes
    return {
        "line": line.name,
        "variance": show_pounds(found.variance),
        "causes": [
            (cause.name, cause.note, "no amount given" if cause.amount is None else show_pounds(cause.amount))
            for cause in found.causes
        ],
        "rest": "" if found.not_itemised == 0 else show_pounds(found.not_itemised),
        "is_over": found.is_over_itemised,
        "words": found.words,
    }


def _rate(line: MonitoredLine) -> dict[str, Any]:
    assert line.rate is not None
    rate = line.rate
    return {
        "line": line.name,
        "profile": profile_words(rate.profile),
        "spent": show_pounds(rate.used),
        "expected": show_pounds(rate.expected),
        "at_this_rate": show_pounds(rate.at_this_rate),
        "is_ahead": rate.is_ahead,
        "words": rate.words,
    }


def driver_words(row: CostDriverRow) -> dict[str, Any]:
    """Return a cost driver as its section shows it, newest reading last."""
    readings = [
        {
            "period": reading.period,
            "volume": NOT_KNOWN
            if reading.figures.volume is None
            else f"{reading.figures.volume.normalize():,f}",
            "unit_cost": _pounds(reading.figures.unit_cost),
            "cost": show_pounds(reading.figures.cost),
            "printed": show_pounds(reading.figures.printed_cost),
            "rounding": {True: "within rounding", False: "they differ", None: ""}[
                reading.figures.is_within_rounding
            ],
            "note": reading.note,
        }
        for reading in row.readings
    ]
    changes = [change.words(row.volume_unit) for change in row.changes]
    return {
        "row": row,
        "readings": readings,
        "changes": changes,
        "overall": row.overall.words(row.volume_unit) if row.overall else "",
        "when": moment_words(max((r.recorded_at for r in row.readings), default=None)),
    }


def _pounds(amount: Any) -> str:
    return NOT_KNOWN if amount is None else f"£{amount:,.2f}".removesuffix(".00")

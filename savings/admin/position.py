"""Where a programme's money stands: both bridges by year and level, live, as at a day, or as a period was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from programme import queries as ground
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.pages import page
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import SavingState
from savings.queries.periods import ProgrammePeriods, periods
from savings.queries.stated_positions import (
    PositionYear,
    StatedPosition,
    closed_position,
    programme_positions,
)
from savings.rules.notation import in_full, show_pounds
from savings.rules.periods import period_words, read_period

ADDRESS: Final = "admin:savings_savingstate_changelist"
TO_PLAN: Final = (
    ("delivered", "Delivered (validated)"),
    ("on_track", "On track"),
    ("at_risk", "At risk"),
    ("deliverable_later", "Undeliverable this year, deliverable later"),
    ("undeliverable", "Undeliverable"),
    ("no_outlook", "No outlook"),
    ("adjustments", "Adjustments that name no line"),
)
LAST_LINE: Final = (("unidentified", "Unidentified"), ("not_in_our_copy", "Not in our copy"))
TO_FORECAST: Final = (
    ("plan", "Plan"),
    ("loss", "− Loss"),
    ("timing", "− Timing"),
    ("over_delivery", "+ Over-delivery"),
)
APART: Final = (
    ("shortfall_not_split", "− Shortfall not split"),
    ("plan_not_forecast", "− Plan nobody has forecast"),
    ("forecast_without_plan", "+ Forecast without a plan"),
)
LEVEL_COLUMNS: Final = ("Plan", *(words for _, words in TO_PLAN[:-1]), "Adjustments", "Replaced", "Forecast")


@admin.register(SavingState)
class PositionAdmin(ReadOnlyAdmin):
    """Both bridges of a programme. A page of ours in place of the list of states it is worked out from."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(saving__programme__in=list(ground.programmes(reader=actor)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show one programme's position of one year."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader = required_actor(request)
        programmes = list(ground.programmes(reader=reader).values())
        code = request.GET.get("programme", "")
        chosen = next(
            (p for p in programmes if p.code == code), None if code else next(iter(programmes), None)
        )
        problems = [f"There is no programme {code} among those you may see."] if code and not chosen else []
        held = periods(reader=reader, programme_ids=[chosen.id])[chosen.id] if chosen else None
        asked = _Asked.of(request, problems)
        found = _position(reader, chosen, asked, problems) if chosen else None
        year = _year(found, asked.year) if found else None
        return page(
            self,
            request,
            "admin/savings/position.html",
            title="Position" if chosen is None else f"Position of {chosen.label}",
            opts=None,
            programmes=programmes,
            chosen=chosen,
            problems=problems,
            found=found,
            asked=asked,
            closed=_closed_periods(held) if held else [],
            years=[one.year.label for one in found.years] if found else [],
            year=year.year.label if year else "",
            query=urlencode(
                {"programme": chosen.code if chosen else "", "at": asked.day, "period": asked.period}
            ),
            position=_words(year) if year else None,
            levels=_levels(found, year.year) if found and year else [],
            columns=LEVEL_COLUMNS,
        )


@dataclass(frozen=True)
class _Asked:
    """What the page was asked for: a year, and a day or a closed period."""

    year: str
    day: str
    period: str
    at: datetime | None
    month: FinancialMonth | None

    @classmethod
    def of(cls, request: HttpRequest, problems: list[str]) -> _Asked:
        """Read what was asked; what cannot be read is said in `problems` and left out."""
        given = {name: request.GET.get(name, "").strip() for name in ("year", "at", "period")}
        at, month = None, None
        if given["at"]:
            at, given["at"] = _end_of(given["at"], moment_of(request), problems)
        if given["period"]:
            try:
                month = read_period(given["period"])
            except ValueError as problem:
                problems.append(f"{problem}.")
                given["period"] = ""
        if month is not None and at is not None:
            problems.append("A closed period and a day are two questions: the period is shown.")
            at, given["at"] = None, ""
        return cls(given["year"], given["at"], given["period"], at, month)


def _end_of(text: str, now: datetime, problems: list[str]) -> tuple[datetime | None, str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.append(f"“{text}” is not a day: write it as 2026-05-04.")
        return None, ""
    if day > timezone.localdate(now):
        problems.append("That day lies ahead: these are the figures as they stand.")
        return None, ""
    return min(timezone.make_aware(datetime.combine(day, time.max)), now), text


def _position(
    reader: access.Actor, programme: ProgrammeRow, asked: _Asked, problems: list[str]
) -> StatedPosition | None:
    if asked.month is not None:
        found = closed_position(
            reader=reader,
            programme_id=programme.id,
            year=asked.month.year.start_year,
            month=asked.month.number,
        )
        if found is not None:
            return found
        problems.append(f"{period_words(asked.month)} is open: these are the figures as they stand.")
    return programme_positions(reader=reader, programme_ids=[programme.id], levels=True, at=asked.at).get(
        programme.id
    )


def _year(found: StatedPosition, asked: str) -> PositionYear | None:
    """Return the year asked for, else that of the day the figures are of, else the first."""
    years = {one.year.label: one for one in found.years}
    return (
        years.get(asked)
        or years.get(FinancialYear.containing(found.on).label)
        or next(iter(found.years), None)
    )


def _closed_periods(held: ProgrammePeriods) -> list[str]:
    return [period_words(month) for month in sorted(held.closed, reverse=True)]


def _words(year: PositionYear) -> dict[str, Any]:
    """Return one year's bridges in pounds, in full: a finance director signs them."""
    bridge = year.bridge
    last = [(words, in_full(getattr(bridge, name))) for name, words in LAST_LINE if getattr(bridge, name)]
    if bridge.target is not None and not last:
        last = [("Unidentified", in_full(bridge.unidentified))]
    return {
        "target": None if bridge.target is None else in_full(bridge.target),
        "target_note": bridge.target_note,
        "target_name": bridge.target_name,
        "target_source": bridge.target_source,
        "to_plan": [(words, in_full(getattr(bridge, name))) for name, words in TO_PLAN],
        "planned": in_full(bridge.plan),
        "last": last,
        "to_forecast": [(words, in_full(getattr(year, name))) for name, words in TO_FORECAST],
        "apart": [(words, in_full(getattr(year, name))) for name, words in APART if getattr(year, name)],
        "forecast": in_full(year.forecast),
        "beside": [
            ("Claimed by owners", in_full(bridge.claimed)),
            ("Replaced by other lines", in_full(bridge.replaced)),
            ("Validated in all", in_full(year.validated)),
            *((f"{one.words}, planned", in_full(one.plan)) for one in bridge.beside),
            *([("The plan without these kinds", in_full(bridge.without))] if bridge.beside else []),
        ],
        "known": f"{bridge.lines_with_plan} of {bridge.lines} lines with a plan of this year",
        "forecast_known": f"{year.lines_with_forecast} of {year.lines} lines with a forecast",
    }


def _levels(found: StatedPosition, year: FinancialYear) -> list[dict[str, Any]]:
    """Return the tables by workstream and by heading; a single level that is the whole says nothing more."""
    by_workstream = [
        (
            f"{part.workstream.ref} {part.workstream.name}" if part.workstream else "In no workstream",
            part.year(year),
        )
        for part in found.parts
    ]
    by_heading = [
        (part.heading or "Under no heading", next((one for one in part.years if one.year == year), None))
        for part in found.headings
    ]
    return [
        {"words": words, "rows": [_level(name, one) for name, one in rows if one is not None]}
        for words, rows in (("By workstream", by_workstream), ("By heading", by_heading))
        if len(rows) > 1
    ]


def _level(name: str, year: PositionYear) -> dict[str, Any]:
    bridge = year.bridge
    cells = [bridge.plan, *(getattr(bridge, key) for key, _ in TO_PLAN), bridge.replaced, year.forecast]
    return {"name": name, "cells": [in_full(cell) for cell in cells]}


@dataclass(frozen=True)
class ProgrammeMoney:
    """A programme's main figures of this year in a panel, with the way to its position."""

    year: str
    figures: tuple[tuple[str, str], ...]
    over: str
    link: str


def of_programme(thing_id: UUID, reader: access.Actor, at: datetime, proposed: Any) -> ProgrammeMoney | None:
    """Return the main figures of a programme this reader may see, None for one that has no line for them."""
    found = programme_positions(reader=reader, programme_ids=[thing_id]).get(thing_id)
    year = _year(found, "") if found else None
    if found is None or year is None:
        return None
    bridge = year.bridge
    return ProgrammeMoney(
        year=year.year.label,
        figures=(
            *((("Target", show_pounds(bridge.target)),) if bridge.target is not None else ()),
            ("Plan", show_pounds(bridge.plan)),
            ("Delivered", show_pounds(bridge.delivered)),
            ("Forecast", show_pounds(year.forecast)),
        ),
        over=found.over,
        link=f"{reverse(ADDRESS)}?{urlencode({'programme': found.programme.code, 'year': year.year.label})}",
    )

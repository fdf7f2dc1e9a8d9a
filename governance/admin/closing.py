"""Closing a programme: what it leaves behind is handed over on one page, and finance signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from governance import changes, queries
from governance.models import ProgrammeClosure
from governance.rules.closing import KIND_WORDS, Handed, Left
from programme import queries as ground
from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme
from programme.admin.pages import ask, page, tried, words_given
from programme.admin.words import day_words, pounds_words, programme_words
from programme.rules import access


@dataclass(frozen=True)
class Closing:
    """How a programme was closed, and what may be done: the address to close or reopen it, blank where not."""

    rows: tuple[queries.ClosureRow, ...]
    years: tuple[tuple[str, ...], ...]  # of the newest closing: year, plan, forecast, claimed, validated
    closed_on: str
    close: str
    reopen: str


def closing_of_programme(
    thing_id: UUID, reader: access.Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> Closing | None:
    """Return the panel of a programme's closing; nothing where there is nothing to see or do."""
    programme = ground.programmes(reader=reader, ids=[thing_id]).get(thing_id)
    if programme is None:
        return None
    rows = queries.closures(reader=reader, programme_ids=[thing_id]).get(thing_id, ())
    where, closed_on = programme.placement, programme.placement.closed_on
    may_close = closed_on is None and reader.may(access.CLOSE, _whole(where))
    may_reopen = closed_on is not None and reader.may(access.SET_UP, replace(where, closed_on=None))
    if not rows and not may_close:
        return None
    return Closing(
        rows=rows,
        years=_years(rows[0].final_years) if rows else (),
        closed_on=day_words(closed_on),
        close=reverse("admin:governance_programme_close", args=[thing_id]) if may_close else "",
        reopen=reverse("admin:governance_programme_reopen", args=[thing_id]) if may_reopen else "",
    )


@admin.register(ProgrammeClosure)
class ClosureAdmin(ReadOnlyAdmin):
    """How programmes were closed, newest first."""

    list_display = ("programme_name", "closed", "signed_by_name", "review", "reopened")
    list_display_links = None
    list_filter = (ByProgramme,)
    list_select_related = ("programme",)
    ordering = ("-closed_at",)
    fieldsets = (
        (None, {"fields": ("programme_name", "closed", "signed_by_name", "lessons", "review", "reopened")}),
    )
    readonly_fields = ("programme_name", "closed", "review", "reopened")

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("close/<uuid:programme_id>/", wrap(self.close), name="governance_programme_close"),
            path("reopen/<uuid:programme_id>/", wrap(self.reopen), name="governance_programme_reopen"),
        ]
        return [*own, *super().get_urls()]

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def place_of(self, thing: Any) -> access.Placement:
        found: access.Placement = thing.programme.placement()
        return found

    def name_of(self, thing: Any) -> str:
        return f"Closing of {thing.programme.name}"

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: ProgrammeClosure) -> Any:
        return programme_words(row.programme)

    @display(description="Closed", ordering="closed_at")
    def closed(self, row: ProgrammeClosure) -> str:
        return day_words(row.closed_at)

    @display(description="To be looked back at", ordering="review_on")
    def review(self, row: ProgrammeClosure) -> str:
        return day_words(row.review_on)

    @display(description="Reopened", ordering="reopened_at")
    def reopened(self, row: ProgrammeClosure) -> str:
        return f"{day_words(row.reopened_at)}: {row.reopened_why}" if row.reopened_at else ""

    # What is done ---------------------------------------------------------------------------------------

    def close(self, request: HttpRequest, programme_id: UUID) -> HttpResponse:
        """Ask who takes over what, and close the programme."""
        reader = required_actor(request)
        programme = _programme(reader, programme_id)
        if not reader.may(access.CLOSE, _whole(replace(programme.placement, closed_on=None))):
            raise Http404
        left = [
            one for one in queries.left_behind(reader=reader, programme_id=programme_id) if not one.is_hidden
        ]
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(
                request,
                changes.close_programme,
                programme_id=programme_id,
                version=_number(request.POST.get("version")),
                handed=_handed(request, left),
                lessons=request.POST.get("lessons", ""),
                review_on=_day(request.POST.get("review_on", "")),
            )
            if not problems:
                messages.success(request, f"{programme.name} is closed.")
                return HttpResponseRedirect(_form(programme_id))
        people = ground.people(reader=reader, organisation_id=programme.organisation_id)
        return page(
            self,
            request,
            "admin/governance/close.html",
            title=f"Close {programme.name}",
            status=422 if problems else 200,
            problems=problems,
            programme=programme,
            groups=_groups(request, left),
            years=_years(queries.position_to_sign(reader=reader, programme_id=programme_id)),
            unsettled=queries.unsettled_decisions(reader=reader, programme_id=programme_id),
            people=[(str(key), person.name) for key, person in people.items() if person.has_account],
            given={
                "lessons": request.POST.get("lessons", ""),
                "review_on": request.POST.get("review_on", ""),
            },
            back=_form(programme_id),
        )

    def reopen(self, request: HttpRequest, programme_id: UUID) -> HttpResponse:
        """Ask why, and open the programme again."""
        reader = required_actor(request)
        programme = _programme(reader, programme_id)
        if not reader.may(access.SET_UP, replace(programme.placement, closed_on=None)):
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(
                request,
                changes.reopen_programme,
                programme_id=programme_id,
                version=programme.version,
                reason=words_given(request),
            )
            if not problems:
                messages.success(request, f"{programme.name} is open again.")
                return HttpResponseRedirect(_form(programme_id))
        return ask(
            self,
            request,
            title=f"Reopen {programme.name}",
            intro=["Everything of it can be changed again. How it was closed stays on the record."],
            button="Reopen",
            back=_form(programme_id),
            problems=problems,
            label="Why",
            required=True,
        )


@dataclass(frozen=True)
class _Row:
    left: Left
    person: str
    note: str


def _groups(request: HttpRequest, left: Sequence[Left]) -> list[tuple[str, list[_Row]]]:
    found = []
    for kind, words in KIND_WORDS.items():
        rows = [
            _Row(
                one,
                request.POST.get(f"person-{one.id}", str(one.owner_id or "")),
                request.POST.get(f"note-{one.id}", ""),
            )
            for one in left
            if one.kind == kind
        ]
        if rows:
            found.append((words, rows))
    return found


def _handed(request: HttpRequest, left: Iterable[Left]) -> list[Handed]:
    found = []
    for one in left:
        try:
            person = UUID(request.POST.get(f"person-{one.id}", ""))
        except ValueError:
            continue
        found.append(Handed(one.kind, one.id, person, request.POST.get(f"note-{one.id}", "")))
    return found


def _years(years: Iterable[queries.FinalYear]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(one.year),
            pounds_words(one.plan),
            f"{pounds_words(one.forecast)}{f' ({one.forecast_words})' if one.forecast_words else ''}",
            pounds_words(one.claimed),
            pounds_words(one.validated),
        )
        for one in years
    )


def _programme(reader: access.Actor, programme_id: UUID) -> ground.ProgrammeRow:
    found = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
    if found is None:
        raise Http404
    return found


def _whole(where: access.Placement) -> access.Placement:
    return replace(where, markings=frozenset(access.MARKINGS))


def _form(programme_id: UUID) -> str:
    return reverse("admin:programme_programme_change", args=[programme_id])


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

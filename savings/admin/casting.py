"""Casting on demand, and the tables of the papers as printed: both are worked out when the page is opened."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from programme import queries
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.pages import page
from programme.admin.words import moment_words
from programme.queries import ProgrammeRow
from programme.rules import access
from savings.models import CastCheck
from savings.queries import casts
from savings.queries.rendered import RenderedTable
from savings.queries.rendering import published
from savings.rules.casting import CASTS, COPY_INCOMPLETE, NOT_COMPARED, PAPER_DISAGREES, STATUS_WORDS, Cast
from savings.rules.expressions import CheckError

TONES: Final = {CASTS: "green", PAPER_DISAGREES: "red", COPY_INCOMPLETE: "amber", NOT_COMPARED: "grey"}


@admin.register(CastCheck)
class CastingAdmin(ReadOnlyAdmin):
    """Every printed total of a programme against its rows. Opening the page casts it."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(queries.programmes(reader=actor)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def get_urls(self) -> list[Any]:
        own = self.admin_site.admin_view(self.papers_view)
        return [path("papers/", own, name="savings_papers"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        reader, programmes = self._asking(request)
        with_checks = set(CastCheck.objects.values_list("programme_id", flat=True))
        offered = [row for row in programmes if row.id in with_checks]
        chosen = _chosen(offered, request.GET.get("programme", ""))
        found, problem = _cast(reader, chosen)
        status = request.GET.get("status", "")
        shown = [cast for cast in found if not status or cast.status == status]
        counted = Counter(cast.status for cast in found)
        return page(
            self,
            request,
            "admin/savings/casting.html",
            title="Casting",
            opts=None,
            programmes=offered,
            chosen=chosen,
            problem=problem,
            verdict=status if status in STATUS_WORDS else "",
            statuses=[(key, words, counted[key]) for key, words in STATUS_WORDS.items()],
            all=len(found),
            rows=[cast_words(cast) for cast in shown],
            at=moment_words(moment_of(request)),
        )

    def papers_view(self, request: HttpRequest) -> HttpResponse:
        """Show the tables of a programme's papers, or one of them with its casts below."""
        reader, programmes = self._asking(request)
        offered = [row for row in programmes if not row.illustrative]
        chosen = _chosen(offered, request.GET.get("programme", ""))
        tables = published(reader=reader, programme_id=chosen.id) if chosen else []
        found, problem = _cast(reader, chosen)
        code = request.GET.get("table", "")
        table = next((t for t in tables if t.code == code), None)
        if code and table is None:
            raise Http404("There is no such table among those you may see.")
        cast_here: dict[str, list[Cast]] = {}
        for cast in found:
            cast_here.setdefault(cast.table, []).append(cast)
        return page(
            self,
            request,
            "admin/savings/papers.html",
            title="Papers",
            opts=None,
            programmes=offered,
            chosen=chosen,
            problem=problem,
            tables=[(t, _verdicts(cast_here.get(t.code, []))) for t in tables],
            table=table,
            rows=_cells(table) if table else [],
            casts=[cast_words(cast) for cast in cast_here.get(code, [])],
        )

    def _asking(self, request: HttpRequest) -> tuple[access.Actor, list[ProgrammeRow]]:
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader = required_actor(request)
        return reader, list(queries.programmes(reader=reader).values())


def cast_words(cast: Cast) -> dict[str, Any]:
    """Return one verdict as a row: figures exact, in the unit printed."""
    return {
        "cast": cast,
        "printed": _figure(cast.printed),
        "sum": _figure(cast.sum),
        "difference": _figure(cast.difference),
        "not_itemised": "" if cast.not_itemised is None else f"{cast.not_itemised:f}",
        "status": STATUS_WORDS[cast.status],
        "tone": TONES[cast.status],
    }


def _cast(reader: access.Actor, chosen: ProgrammeRow | None) -> tuple[list[Cast], str]:
    """Return the verdicts on a programme's totals; a check that names what is not loaded stops them, and says so."""
    if chosen is None:
        return [], ""
    try:
        return list(casts(reader=reader, programme_id=chosen.id)), ""
    except CheckError as problem:
        return [], f"The totals cannot be cast: {problem}. Load the example again, or correct the check."


def _chosen(programmes: list[ProgrammeRow], code: str) -> ProgrammeRow | None:
    named = next((row for row in programmes if row.code == code), None)
    return named if named is not None or code else next(iter(programmes), None)


def _cells(table: RenderedTable) -> list[list[tuple[str, bool]]]:
    """Return a table's cells, each with whether its column holds figures."""
    numbers = [column.is_number for column in table.columns]
    return [list(zip(row, numbers, strict=True)) for row in table.rows]


def _verdicts(found: list[Cast]) -> str:
    counted = Counter(cast.status for cast in found)
    return "; ".join(f"{words}: {counted[key]}" for key, words in STATUS_WORDS.items() if counted[key])


def _figure(amount: Any) -> str:
    return "not known" if amount is None else f"{amount:f}"

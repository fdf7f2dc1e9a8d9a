"""Earlier trackers, looked at as they stood: cell by cell, with their day and what their colours meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme
from programme.admin.words import count_words, day_words, marking_badge, programme_words, with_badges
from programme.rules.rag import WORDS, Rag
from savings.models import Snapshot
from savings.queries.snapshots import snapshot_rows, snapshots

PAGE = 300
NOBODY_SAYS = "nobody has said what its colours meant"


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """Earlier trackers. Nothing of them is added to anything."""

    change_form_after_template = "admin/savings/snapshot.html"
    list_display = ("called", "programme_name", "day", "colours", "size")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByMarking)
    search_fields = ("name", "source")
    list_select_related = ("programme", "definition_set")
    ordering = ("-on_date", "name")
    fieldsets = ((None, {"fields": ("programme_name", "day", "colours", "source")}),)
    readonly_fields = ("programme_name", "day", "colours")

    def name_of(self, thing: Any) -> str:
        return f"{thing.name}, {day_words(thing.on_date)}"

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = snapshots(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            reader = required_actor(request)
            facts = snapshots(reader=reader, ids=[obj.pk])[obj.pk]
            first = _first(request.GET.get("from", ""), facts.row_count)
            context |= {
                "facts": facts,
                "rows": snapshot_rows(reader=reader, snapshot_id=obj.pk, first=first, count=PAGE),
                "first": first,
                "last": min(first + PAGE - 1, facts.row_count),
                "before": max(1, first - PAGE) if first > 1 else None,
                "after": first + PAGE if first + PAGE <= facts.row_count else None,
                "meanings": [(WORDS[Rag(rating)], words) for rating, words in facts.meanings.items()],
            }
        return super().render_change_form(request, context, **options)

    @display(description="Tracker", ordering="name")
    def called(self, snapshot: Snapshot) -> Any:
        return with_badges(snapshot.name, marking_badge(snapshot))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, snapshot: Snapshot) -> Any:
        return programme_words(snapshot.programme)

    @display(description="As it stood on", ordering="on_date")
    def day(self, snapshot: Snapshot) -> str:
        return day_words(snapshot.on_date)

    @display(description="Colours as defined by")
    def colours(self, snapshot: Snapshot) -> str:
        return snapshot.definition_set.name if snapshot.definition_set else NOBODY_SAYS

    @display(description="Rows")
    def size(self, snapshot: Any) -> str:
        return count_words(snapshot.facts.row_count, "row") if snapshot.facts else ""


def _first(asked: str, count: int) -> int:
    """Return the first row to show, 1 for anything that is no row of the tracker."""
    number = int(asked) if asked.isdecimal() and len(asked) < 8 else 1
    return number if 1 <= number <= max(1, count) else 1

"""What papers print beside milestones: indicators with their readings, and tables kept cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme import changes
from programme.admin.base import ReadOnlyAdmin, ThroughChangesAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, by_column
from programme.admin.words import (
    NONE_YET,
    marking_badge,
    moment_words,
    programme_words,
    with_badges,
)
from programme.models import Indicator, IndicatorReading, PublishedTable
from programme.rules import access


class ReadingInline(LedgerInline):
    """The readings of an indicator, as printed. A new one is added beside the others; none is ever edited."""

    model = IndicatorReading
    verbose_name = "reading"
    verbose_name_plural = "readings, as printed; one is added, never edited"
    fields = ("basis", "printed", "unit", "period", "source", "note", "recorded")
    readonly_fields = ("recorded",)
    ordering = ("-recorded_at", "position")

    plans = access.UPDATE_DELIVERY
    can_add = True

    def place_of(self, thing: Any) -> access.Placement:
        return place_of_indicator(thing)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return list(self.readonly_fields)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        given = {**values, "value": _number(values["printed"])}
        changes.record_reading(indicator_id=parent.pk, values=given, **by_at)

    @display(description="Recorded")
    def recorded(self, reading: IndicatorReading) -> Any:
        return (
            f"{moment_words(reading.recorded_at)}, {reading.recorded_by_name}" if reading.recorded_at else ""
        )


@admin.register(Indicator)
class IndicatorAdmin(ThroughChangesAdmin):
    """Things counted beside the money."""

    list_display = ("called", "programme_name", "workstream_name", "polarity", "newest", "readings")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, by_column("polarity", "better"), ByMarking)
    search_fields = ("name",)
    list_select_related = ("programme", "workstream")
    ordering = ("programme__code", "position", "name")
    inlines = (ReadingInline,)
    fieldsets = (
        ("What it is", {"fields": ("programme", "workstream", "name", "polarity", "position")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    plans = access.PLAN_DELIVERY
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {"programme": "programme_name", "workstream": "workstream_name"}

    def place_of(self, thing: Any) -> access.Placement:
        return place_of_indicator(thing)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_indicator(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_indicator(
            indicator_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        readings = IndicatorReading.objects.filter(indicator__in=[row.pk for row in rows])
        newest, counts = {}, Counter[Any]()
        for reading in readings.order_by("recorded_at", "position"):
            newest[reading.indicator_id] = reading
            counts[reading.indicator_id] += 1
        for row in rows:
            row.newest, row.reading_count = newest.get(row.pk), counts[row.pk]

    @display(description="Indicator", ordering="name")
    def called(self, indicator: Indicator) -> Any:
        return with_badges(indicator.name, marking_badge(indicator))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, indicator: Indicator) -> Any:
        return programme_words(indicator.programme)

    @display(description="Workstream")
    def workstream_name(self, indicator: Indicator) -> Any:
        return f"{indicator.workstream.ref} {indicator.workstream.name}" if indicator.workstream else ""

    @display(description="Last reading")
    def newest(self, indicator: Any) -> Any:
        reading = indicator.newest
        if reading is None:
            return NONE_YET
        return " ".join(
            w for w in (reading.printed, reading.unit, f"({reading.basis}, {reading.period})") if w
        )

    @display(description="Readings")
    def readings(self, indicator: Any) -> int:
        return int(indicator.reading_count)


@admin.register(PublishedTable)
class PublishedTableAdmin(ReadOnlyAdmin):
    """Tables of papers, cell by cell, as printed."""

    change_form_after_template = "admin/programme/published_table.html"
    list_display = ("called", "programme_name", "size", "source")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByMarking)
    search_fields = ("title", "code", "source")
    list_select_related = ("programme",)
    ordering = ("programme__code", "position", "code")
    fieldsets = ((None, {"fields": ("programme_name", "source")}),)
    readonly_fields = ("programme_name",)

    def name_of(self, thing: Any) -> str:
        return str(thing.title)

    @display(description="Table", ordering="title")
    def called(self, table: PublishedTable) -> Any:
        return with_badges(table.title, marking_badge(table))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, table: PublishedTable) -> Any:
        return programme_words(table.programme)

    @display(description="Size")
    def size(self, table: PublishedTable) -> str:
        return f"{len(table.rows)} rows of {len(table.columns)}"


def place_of_indicator(indicator: Indicator) -> access.Placement:
    """Return where an indicator stands: its programme and workstream, with the markings of all three."""
    markings = {indicator.marking, indicator.programme.marking}
    if indicator.workstream is not None:
        markings.add(indicator.workstream.marking)
    programme = indicator.programme
    return access.Placement(
        programme.organisation_id, programme.pk, indicator.workstream_id, frozenset(markings)
    )


def _number(printed: str) -> Decimal | None:
    """Return the number a reading prints, or None where it prints text."""
    try:
        return Decimal(printed.replace(",", "").strip())
    except InvalidOperation:
        return None

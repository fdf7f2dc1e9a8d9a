"""What papers print beside milestones: indicators with their readings, and tables kept cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme import changes, queries
from programme.admin.acting import required_actor
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
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from programme.rules.indicators import full_year_estimate, read_band


class ReadingInline(LedgerInline):
    """The readings of an indicator, as printed. A new one is added beside the others; none is ever edited."""

    model = IndicatorReading
    verbose_name = "reading"
    verbose_name_plural = "readings, as printed; one is added, never edited"
    fields = (
        "basis",
        "printed",
        "unit",
        "period",
        "months_covered",
        "source",
        "note",
        "estimate",
        "recorded",
    )
    readonly_fields = ("estimate", "recorded")
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
        changes.record_reading(indicator_id=parent.pk, values={**values, **_figures(values)}, **by_at)

    @display(description="Full year")
    def estimate(self, reading: IndicatorReading) -> str:
        """Say what a year to date comes to at the same rate; nothing of any other reading."""
        covered = reading.months_covered
        if reading.value is None or not covered or covered >= MONTHS_IN_YEAR:
            return ""
        return f"about {full_year_estimate(reading.value, covered):,f} at this rate"

    @display(description="Recorded")
    def recorded(self, reading: IndicatorReading) -> Any:
        return (
            f"{moment_words(reading.recorded_at)}, {reading.recorded_by_name}" if reading.recorded_at else ""
        )


@admin.register(Indicator)
class IndicatorAdmin(ThroughChangesAdmin):
    """Things counted beside the money."""

    change_form_before_template = "admin/programme/target_conflicts.html"
    list_display = (
        "called", "programme_name", "workstream_name", "polarity", "newest", "conflicting", "readings",
    )  # fmt: skip
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
        programmes = {row.programme_id for row in rows}
        found = queries.indicators(reader=required_actor(request), programme_ids=programmes) if rows else {}
        for row in rows:
            row.newest, row.reading_count = newest.get(row.pk), counts[row.pk]
            row.conflicts = found[row.pk].conflicts if row.pk in found else ()

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            reader = required_actor(request)
            found = queries.indicators(reader=reader, programme_ids=[obj.programme_id]).get(obj.pk)
            context["conflicts"] = found.conflicts if found is not None else ()
        return super().render_change_form(request, context, **options)

    @display(description="Targets")
    def conflicting(self, indicator: Any) -> str:
        return "Papers differ" if indicator.conflicts else ""

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
    return indicator.placement()


def _figures(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a reading stands for: its number, or the two ends of a band; the year its period names."""
    band = read_band(values["printed"])
    low, high = band if band is not None else (_number(values["printed"]), None)
    try:
        year = FinancialYear.parse(values.get("period") or "").start_year
    except ValueError:
        year = None
    return {"value": low, "value_to": high, "year": year}


def _number(printed: str) -> Decimal | None:
    """Return the number a reading prints, or None where it prints text."""
    try:
        return Decimal(printed.replace(",", "").strip())
    except InvalidOperation:
        return None

"""What drives a saving: named on its form, and shown beside it year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from programme.admin.acting import required_actor
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.words import NONE_YET
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.changes.drivers import USUAL_TOLERANCE_PERCENT, drop_driver, name_driver
from savings.models import Driver
from savings.queries.drivers import drivers
from savings.rules.driving import STATUS_WORDS, read_path, show_path

TONES = {"off_path": "red", "on_path": "green", "better": "green", "not_known": "grey"}


class DriverForm(ThroughChangesForm):
    """An indicator and the reading of it that the plan assumes, year by year, typed in one line."""

    path = forms.CharField(
        label="Assumed by year",
        max_length=400,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "2026/27: 140; 2027/28: 102"}),
        show_hidden_initial=True,
        help_text="2026/27: 140; 2027/28: 102",
    )

    class Meta:
        model = Driver
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_new:
            held = {FinancialYear(point.year): point.value for point in self.instance.path.all()}
            self.initial["path"] = show_path(held)

    def clean_path(self) -> str:
        text: str = self.cleaned_data["path"]
        try:
            self.read = read_path(text)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return text


class DriverInline(ThroughChangesInline):
    """What drives a saving. Off its path, it is shown beside the saving and counts in its risk."""

    model = Driver
    form = DriverForm
    verbose_name = "driver"
    verbose_name_plural = "what drives it, and the reading its plan assumes"
    fields = ("indicator", "path", "tolerance_percent", "note", "now")
    readonly_fields = ("now",)

    plans = access.PLAN_MONEY
    shown_as: ClassVar[dict[str, str]] = {"indicator": "indicator_name", "path": "path_words"}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        indicators = self.model._meta.get_field("indicator").remote_field.model
        rows = rows.filter(indicator__in=indicators.objects.visible_to(actor))
        return rows.select_related("indicator").prefetch_related("path")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        self.rows = {}
        if obj is not None and not obj._state.adding:
            found = drivers(reader=required_actor(request), saving_ids=[obj.pk]).get(obj.pk, ())
            self.rows = {row.id: row for row in found}
        return super().get_formset(request, obj, **options)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        self._name(parent.pk, values.get("indicator_id"), form, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        indicator_id = values.get("indicator_id", row.indicator_id)
        if indicator_id != type(row).objects.get(pk=row.pk).indicator_id:
            drop_driver(driver_id=row.pk, reason="Another indicator drives it", **by_at)
        self._name(row.saving_id, indicator_id, form, **by_at)

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        reason = str(request.POST.get("reason", "")).strip() or "Taken off the form"
        drop_driver(driver_id=row.pk, reason=reason, **by_at)

    def _name(self, saving_id: UUID, indicator_id: UUID, form: Any, **by_at: Any) -> None:
        given = form.cleaned_data
        name_driver(
            saving_id=saving_id,
            indicator_id=indicator_id,
            path={year.start_year: value for year, value in form.read.items()},
            tolerance_percent=_or(given.get("tolerance_percent"), USUAL_TOLERANCE_PERCENT),
            note=given.get("note") or "",
            **by_at,
        )

    @display(description="Driver")
    def indicator_name(self, driver: Driver) -> str:
        return str(driver.indicator.name)

    @display(description="Assumed by year")
    def path_words(self, driver: Driver) -> str:
        return show_path({FinancialYear(p.year): p.value for p in driver.path.all()})

    @display(description="Now")
    def now(self, driver: Driver) -> Any:
        row = self.rows.get(driver.pk)
        if row is None or driver._state.adding:
            return NONE_YET
        read = [year for year in row.years if year.read is not None]
        return STATUS_WORDS[read[-1].status].capitalize() if read else "No reading yet"


def _or(given: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if given is None else given


@dataclass(frozen=True)
class Driving:
    """What drives a saving, for its panel: each indicator with a sentence a year."""

    drivers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def of_saving(thing_id: UUID, reader: access.Actor, at: datetime, proposed: Any) -> Driving | None:
    """Return what drives a saving as this reader may see it; None where nothing does."""
    found = drivers(reader=reader, saving_ids=[thing_id]).get(thing_id, ())
    if not found:
        return None
    return Driving(
        tuple((d.indicator, tuple((year.words, TONES[year.status]) for year in d.years)) for d in found)
    )

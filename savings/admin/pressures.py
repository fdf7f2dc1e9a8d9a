"""Budget pressures: growth put in a budget, some of it savings of an earlier round that did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme.admin.acting import required_actor
from programme.admin.inlines import LedgerInline
from programme.admin.words import marking_badge, pounds_words, with_badges
from programme.rules.calendar import FinancialYear
from savings.admin.budget import InAProgramme
from savings.models import Pressure, PressureAmount
from savings.queries import pressures
from savings.rules.notation import show_pounds


class AmountRows(LedgerInline):
    """A pressure year by year."""

    model = PressureAmount
    verbose_name_plural = "amounts by year, in pounds"
    fields = ("year_words", "pounds", "printed")
    ordering = ("year",)

    @display(description="Year")
    def year_words(self, amount: PressureAmount) -> str:
        return FinancialYear(amount.year).label

    @display(description="Amount")
    def pounds(self, amount: PressureAmount) -> str:
        return pounds_words(amount.amount)


@admin.register(Pressure)
class PressureAdmin(InAProgramme):
    """Growth put in a budget; some of it is savings of an earlier round that did not arrive."""

    list_display = ("called", "programme_name", "amounts", "deferred")
    list_display_links = ("called",)
    search_fields = ("ref", "name")
    ordering = ("programme__code", "line_no", "ref")
    inlines = (AmountRows,)
    fieldsets = ((None, {"fields": ("programme_name", "ref", "name", "deferred", "note")}),)
    readonly_fields = ("programme_name", "deferred")
    list_select_related = ("programme", "deferred_from")

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        programmes = {row.programme_id for row in rows}
        found = pressures(reader=required_actor(request), programme_ids=programmes) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    @display(description="Pressure", ordering="name")
    def called(self, pressure: Pressure) -> Any:
        return with_badges(f"{pressure.ref} {pressure.name}", marking_badge(pressure))

    @display(description="By year")
    def amounts(self, pressure: Any) -> str:
        cells = pressure.facts.amounts.items() if pressure.facts else ()
        return " · ".join(f"{year}: {show_pounds(amount)}" for year, amount in cells)

    @display(description="Deferred from")
    def deferred(self, pressure: Pressure) -> Any:
        return pressure.deferred_from.ref if pressure.deferred_from else pressure.deferred_from_ref

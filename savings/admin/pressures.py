"""Budget pressures, kept and edited; and the pressures that shortfalls propose, each to be settled by finance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.decorators import display

from programme import queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin
from programme.admin.fields import YearField
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, Filter
from programme.admin.saving import saying_where, version_to_compare, who_and_when
from programme.admin.words import (
    NOT_GIVEN,
    day_words,
    marking_badge,
    pounds_words,
    programme_words,
    with_badges,
)
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.acts import act_link
from savings.admin.fields import PoundsField
from savings.admin.settling import LeaveInBase, UndoSettlement, WriteOut, budget_year
from savings.models import Pressure, PressureAmount
from savings.queries import ProposalRow, SettlementRow, pressure_proposals, pressures, settlements
from savings.rules.notation import show_pounds
from savings.rules.profile import NIL

YEARS_BACK, YEARS_AHEAD = 2, 6


class AmountForm(ThroughChangesForm):
    """One year of a pressure."""

    year = YearField(label="Year")
    amount = PoundsField(label="Amount")

    class Meta:
        model = PressureAmount
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "year" in self.fields:
            now = FinancialYear.containing(today()).start_year
            own = [] if self.is_new else [self.instance.year]
            self.fields["year"].offer([*range(now - YEARS_BACK, now + YEARS_AHEAD), *own])
            self.fields["year"].disabled = not self.is_new


class AmountRows(ThroughChangesInline):
    """A pressure year by year. A blank is not known, and never nil."""

    model = PressureAmount
    form = AmountForm
    verbose_name = "year"
    verbose_name_plural = "amounts by year, in pounds"
    fields = ("year", "amount", "printed")
    readonly_fields = ("printed",)
    ordering = ("year",)
    can_delete = False

    plans = access.PLAN_MONEY
    shown_as: ClassVar[dict[str, str]] = {"year": "year_words", "amount": "pounds"}
    writes_parent = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def name_of(self, row: Any) -> str:
        return FinancialYear(row.year).label

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Make one change of all years that were touched."""
        touched = [form for form in formset.forms if form.has_changed() and not form.gone]
        if not touched:
            return
        amounts = {
            f.cleaned_data.get("year") or f.instance.year: f.cleaned_data.get("amount") for f in touched
        }
        with saying_where(touched[0].prefix, self.refusals):
            changes.price_pressure(
                pressure_id=parent_form.instance.pk,
                version=version_to_compare(request, parent_form),
                amounts=amounts,
                **who_and_when(request),
            )

    @display(description="Year")
    def year_words(self, amount: PressureAmount) -> str:
        return FinancialYear(amount.year).label

    @display(description="Amount")
    def pounds(self, amount: PressureAmount) -> str:
        return pounds_words(amount.amount)


class ByDeferred(Filter):
    """By whether it is the shortfall of an earlier saving."""

    title = "deferred"
    parameter_name = "deferred"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "From an earlier saving"), ("no", "Growth of its own")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        growth = rows.filter(deferred_from=None, deferred_from_ref="")
        return growth if value == "no" else rows.exclude(pk__in=growth.values("pk"))


@admin.register(Pressure)
class PressureAdmin(ThroughChangesAdmin):
    """Growth put in a budget; some of it is savings of an earlier round that did not arrive."""

    list_before_template = "admin/savings/to_proposals.html"
    list_display = ("called", "programme_name", "amounts", "deferred")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByDeferred, ByMarking)
    search_fields = ("ref", "name", "deferred_from_ref")
    search_help_text = "Ref, name, or the ref of the saving it is deferred from"
    ordering = ("programme__code", "line_no", "ref")
    inlines = (AmountRows,)
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    ("programme", "ref"), "name", "deferred",
                    ("deferred_from", "deferred_from_ref", "deferred_from_round"), "note",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip
    readonly_fields = ("deferred",)
    list_select_related = ("programme", "deferred_from__programme", "deferred_from__workstream")

    plans = access.PLAN_MONEY
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "deferred_from": "",
        "deferred_from_ref": "",
        "deferred_from_round": "",
    }
    removable = True

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [path("proposals/", wrap(self.proposals), name="savings_pressure_proposals")]
        return [*own, *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_pressure(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values:
            changes.revise_pressure(
                pressure_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
            )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_pressure(pressure_id=thing.pk, version=version, reason=reason, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = pressures(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            self.prepare(request, [found])
        return found

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.name}"

    @display(description="Pressure", ordering="name")
    def called(self, pressure: Pressure) -> Any:
        return with_badges(self.name_of(pressure), marking_badge(pressure))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, pressure: Pressure) -> Any:
        return programme_words(pressure.programme)

    @display(description="By year")
    def amounts(self, pressure: Any) -> str:
        cells = pressure.facts.amounts.items() if pressure.facts else ()
        return " · ".join(f"{year}: {show_pounds(amount)}" for year, amount in cells)

    @display(description="Deferred from")
    def deferred(self, pressure: Any) -> Any:
        facts = getattr(pressure, "facts", None)
        return facts.deferred if facts and facts.deferred else NOT_GIVEN

    # Proposals -----------------------------------------------------------------------------------------

    def proposals(self, request: HttpRequest) -> HttpResponse:
        """Show what shortfalls propose for the budget of a year, with the two ways of settling each."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader, year = required_actor(request), budget_year(request)
        programmes = queries.programmes(reader=reader)
        code = request.GET.get("programme", "")
        chosen = [p for p in programmes.values() if p.code == code] or list(programmes.values())
        ids = [p.id for p in chosen]
        found = pressure_proposals(reader=reader, programme_ids=ids, year=year)
        settled = settlements(reader=reader, programme_ids=ids, year=year)
        now = FinancialYear.containing(today()).start_year
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Pressure proposals",
            "year": year,
            "years": [FinancialYear(y) for y in range(now - YEARS_BACK, now + YEARS_AHEAD)],
            "programmes": list(programmes.values()),
            "chosen": code if len(chosen) == 1 else "",
            "groups": [
                group for p in chosen if (group := _group(reader, p, found, settled, year)) is not None
            ],
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/savings/proposed.html", context)


def _group(
    reader: access.Actor, programme: Any, found: Any, settled: Any, year: FinancialYear
) -> dict[str, Any] | None:
    """Return what one programme proposes and has settled; None where that is nothing."""
    rows = [row for row in found.values() if row.saving.programme_id == programme.id]
    done = [row for row in settled if row.programme_id == programme.id]
    if not rows and not done:
        return None
    return {
        "programme": programme,
        "rows": [_proposal(reader, row, year) for row in rows],
        "sum": show_pounds(sum((row.proposal.amount for row in rows), NIL)),
        "settled": [_settled(reader, row) for row in done],
    }


def _proposal(reader: access.Actor, row: ProposalRow, year: FinancialYear) -> dict[str, Any]:
    first = row.proposal.years[0]
    may = reader.may(access.VALIDATE, row.saving.placement)
    query = f"?year={year.start_year}"
    return {
        "name": row.saving.label,
        "link": reverse("admin:savings_saving_change", args=[row.saving.id]),
        "plan": show_pounds(first.plan),
        "forecast": show_pounds(first.forecast),
        "permanent": show_pounds(first.permanent),
        "timing": show_pounds(first.timing),
        "cover": show_pounds(first.cover) if first.cover else "",
        "amount": show_pounds(row.proposal.amount),
        "later": ", ".join(f"{y.year}: {show_pounds(y.pressure)}" for y in row.proposal.years[1:]),
        "replacements": ", ".join(row.replacements),
        "linked": row.linked,
        "mitigated": show_pounds(row.mitigated) if row.mitigated else "",
        "leave": act_link(row.saving.id, LeaveInBase) + query if may and not row.linked else "",
        "write_out": act_link(row.saving.id, WriteOut) + query if may else "",
    }


def _settled(reader: access.Actor, row: SettlementRow) -> dict[str, Any]:
    may = reader.may(access.VALIDATE, row.placement) and not row.undone
    return {
        "name": f"{row.saving_ref} {row.saving_name}",
        "link": reverse("admin:savings_saving_change", args=[row.saving_id]),
        "words": row.words,
        "amount": show_pounds(row.amount),
        "pressure": row.pressure_ref,
        "reason": row.reason,
        "who": f"{row.by}, {day_words(row.recorded_at)}",
        "undone": row.undone,
        "undo": act_link(row.saving_id, UndoSettlement, row.id) if may else "",
    }

"""Proposals, each beside the rival forecasts of the same thing; and two cuts of one target, never added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import display

from programme import queries
from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin, ThroughChangesAdmin
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme
from programme.admin.saving import who_and_when
from programme.admin.words import NOT_PUBLISHED, marking_badge, programme_words, with_badges
from programme.changes import Invalid
from programme.rules import access
from savings.changes.mapping import map_target, unmap_target
from savings.changes.proposals import revise_proposal
from savings.models import Proposal, Target, TargetMapping
from savings.queries.cuts import cut_targets
from savings.queries.proposals import proposals
from savings.rules.notation import Brackets, PrintedAmount, Unit, print_amount, show_pounds
from savings.rules.totals import percent_words


@admin.register(Proposal)
class ProposalAdmin(ThroughChangesAdmin):
    """Savings somebody proposes. None is in a plan or a total until it becomes a line."""

    change_form_after_template = "admin/savings/proposal_figures.html"
    list_display = ("called", "programme_name", "amounts", "secured", "confidence", "risk_printed", "became")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByMarking)
    search_fields = ("number", "name")
    list_select_related = ("programme",)
    ordering = ("programme__code", "position", "number")
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    ("programme", "number"), "name", "volume_target", ("investment", "investment_source"),
                    ("secured", "confidence", "risk"), "risk_summary", "note", "saving",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip

    plans = access.PLAN_MONEY
    fixed_fields = frozenset({"programme", "number"})
    shown_as: ClassVar[dict[str, str]] = {"programme": "programme_name", "saving": "became"}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        revise_proposal(proposal_id=thing.pk, version=self.comparing(request, form), values=values, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        programmes = {row.programme_id for row in rows}
        found = proposals(reader=required_actor(request), programme_ids=programmes) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            reader = required_actor(request)
            row = proposals(reader=reader, programme_ids=[obj.programme_id]).get(obj.pk)
            context["proposal"] = row
            context["figures"] = figure_table(row) if row is not None else None
        return super().render_change_form(request, context, **options)

    def name_of(self, thing: Any) -> str:
        return f"{thing.number} {thing.name}"

    @display(description="Proposal", ordering="name")
    def called(self, proposal: Proposal) -> Any:
        return with_badges(self.name_of(proposal), marking_badge(proposal))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, proposal: Proposal) -> Any:
        return programme_words(proposal.programme)

    @display(description="By year")
    def amounts(self, proposal: Any) -> str:
        own = next((s for s in proposal.facts.series if s.is_own), None) if proposal.facts else None
        return " · ".join(f"{f.year}: {show_pounds(f.amount)}" for f in own.figures) if own else NOT_PUBLISHED

    @display(description="Risk, low is good", ordering="risk")
    def risk_printed(self, proposal: Proposal) -> str:
        return proposal.risk or NOT_PUBLISHED

    @display(description="Became")
    def became(self, proposal: Any) -> str:
        facts = getattr(proposal, "facts", None)
        if facts is not None:
            return str(facts.saving_label or "No line yet")
        return proposal.saving.ref if proposal.saving_id else "No line yet"


def figure_table(row: Any) -> dict[str, Any]:
    """Return a proposal's figures as a table: one row a series, one column a year, each cell as printed."""
    years = sorted({figure.year for series in row.series for figure in series.figures})
    return {
        "years": [year.label for year in years],
        "rows": [
            {
                "name": series.name,
                "source": series.source,
                "note": series.note,
                "cells": [_cell(series, year) for year in years],
            }
            for series in row.series
        ],
        "apart": [
            f"{year}: the proposal has {show_pounds(mine)}, “{name}” {show_pounds(theirs)}"
            for year, name, mine, theirs in row.disagreements
        ],
    }


def _cell(series: Any, year: Any) -> str:
    figure = next((f for f in series.figures if f.year == year), None)
    if figure is None:
        return ""
    if figure.amount is None:
        return "not known"
    amount = PrintedAmount(figure.amount, Unit(figure.unit), figure.decimals)
    return print_amount(amount, brackets=Brackets.NEGATIVE, symbol=True)


@admin.register(TargetMapping)
class CutsAdmin(ReadOnlyAdmin):
    """A target cut two ways, side by side. The two are never added, and stay unmapped until somebody maps them."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(target__in=Target.objects.visible_to(actor))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._map(request)
        reader = required_actor(request)
        programmes = queries.programmes(reader=reader)
        targets = cut_targets(reader=reader, programme_ids=programmes)
        workstreams = queries.workstreams(reader=reader, programme_ids={t.programme_id for t in targets})
        return render(
            request,
            "admin/savings/cuts.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Targets cut two ways",
                "targets": [
                    {
                        "target": target,
                        "programme": programmes[target.programme_id],
                        "cuts": [_cut_words(cut) for cut in target.cuts],
                        "workstreams": [
                            w for w in workstreams.values() if w.programme_id == target.programme_id
                        ],
                        "may_map": reader.may(access.PLAN_MONEY, programmes[target.programme_id].placement),
                    }
                    for target in targets
                ],
            },
        )

    def _map(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.POST.get("unmap"):
                unmap_target(mapping_id=request.POST["unmap"], reason="not so", **who_and_when(request))
                messages.success(request, "No longer mapped.")
            else:
                map_target(
                    target_id=request.POST.get("target", ""),
                    workstream_id=request.POST.get("workstream", ""),
                    **who_and_when(request),
                )
                messages.success(request, "Mapped. The two cuts are still never added.")
        except (ValueError, Target.DoesNotExist, TargetMapping.DoesNotExist, access.Refused) as problem:
            known = isinstance(problem, (Invalid, access.Refused))
            messages.error(
                request, f"Not mapped. {problem}" if known else "Not mapped. Reload and look again."
            )
        return HttpResponseRedirect(reverse("admin:savings_targetmapping_changelist"))


def _cut_words(cut: Any) -> dict[str, Any]:
    return {
        "cut": cut,
        "total": show_pounds(cut.total),
        "with_budget": show_pounds(cut.with_budget),
        "percent": percent_words(cut.percent) if cut.budget else "",
        "percent_without": percent_words(cut.percent_without) if cut.budget else "",
        "parts": [
            {
                "part": part,
                "amount": show_pounds(part.amount),
                "printed": part.printed,
                "budget": show_pounds(part.budget) if part.budget is not None else "",
                "percent": percent_words(part.percent) if part.percent is not None else "",
            }
            for part in cut.parts
        ],
    }

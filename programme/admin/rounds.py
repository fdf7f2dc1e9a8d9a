"""Reporting rounds: who has returned and who has not, in two lists; opened by the office, returned by the leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from programme import changes, queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, without_fields
from programme.admin.fields import YearField
from programme.admin.forms import WithReason
from programme.admin.lists import ByCouncil, ByProgramme, Filter
from programme.admin.pages import ask, tried, words_given
from programme.admin.words import count_words, day_words, pill, programme_words
from programme.models import ReportingRound
from programme.queries import RoundRow
from programme.rules import access
from programme.rules.calendar import MONTH_NAMES, MONTHS_IN_YEAR, FinancialYear

MONTHS = [("", "Not about one month")] + [
    (str(n), f"M{n} {MONTH_NAMES[(n + 2) % MONTHS_IN_YEAR]}") for n in range(1, MONTHS_IN_YEAR + 1)
]


class RoundForm(WithReason):
    """A round's name, what it is about and its dates; a new deadline asks why."""

    year = YearField(label="About the year", required=False)
    month = forms.TypedChoiceField(
        label="and the month",
        required=False,
        choices=MONTHS,
        coerce=int,
        empty_value=None,
        widget=UnfoldAdminSelectWidget(),
        show_hidden_initial=True,
    )
    reason_for = frozenset({"deadline"})
    reason_message = "Say why the deadline moves: people have been told of the other one."

    class Meta:
        model = ReportingRound
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "year" in self.fields:
            now = FinancialYear.containing(today()).start_year
            own = [] if self.is_new or self.instance.year is None else [self.instance.year]
            self.fields["year"].offer([*range(now - 1, now + 2), *own])
            self.fields["year"].show_hidden_initial = True
        if "reason" in self.fields:
            self.fields["reason"].label = "Why"
            self.fields["reason"].help_text = "Needed when the deadline moves."
            self.fields["reason"].widget.attrs["placeholder"] = ""


class ByRoundState(Filter):
    """By whether it is open."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("open", "Open"), ("closed", "Closed")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(closed_at__isnull=value == "open")


@admin.register(ReportingRound)
class RoundAdmin(ThroughChangesAdmin):
    """Reporting rounds, the newest deadline first."""

    form = RoundForm
    change_form_outer_before_template = "admin/programme/round.html"
    list_display = ("called", "programme_name", "deadline_words", "state", "returned", "not_returned")
    list_display_links = ("called",)
    list_filter = (ByRoundState, ByCouncil, ByProgramme)
    search_fields = ("name", "programme__name", "programme__code")
    list_select_related = ("programme",)
    ordering = ("-deadline", "programme__code")
    fieldsets = (
        (
            "What it is",
            {"fields": ("programme", "name", ("year", "month"), ("opens_on", "deadline"), "reason")},
        ),
    )

    thing = "reporting_round"
    plans = access.PLAN_DELIVERY
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "reason": "",
        "year": "about",
        "month": "",
        "opens_on": "opens_words",
        "deadline": "deadline_words",
    }

    def place_of(self, thing: Any) -> access.Placement:
        return thing.programme.placement()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else without_fields(found, {"reason"})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"opens_on": today(), **super().get_changeform_initial_data(request)}

    def is_editable(self, request: HttpRequest, thing: Any, name: str) -> bool:
        is_closed = thing is not None and not thing._state.adding and thing.closed_at is not None
        return not is_closed and super().is_editable(request, thing, name)

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.open_round(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_round(
            round_id=thing.pk,
            version=self.comparing(request, form),
            values=values,
            reason=form.why,
            **by_at,
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = queries.rounds(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            context["round"] = round_words(self._row(request, obj.pk), required_actor(request))
        return super().render_change_form(request, context, **options)

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    # What is done to a round --------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path(
                "<uuid:round_id>/return/<uuid:workstream_id>/",
                view(self.return_view),
                name="programme_reportinground_return",
            ),
            path("<uuid:round_id>/close/", view(self.close_view), name="programme_reportinground_close"),
        ]
        return [*own, *super().get_urls()]

    def return_view(self, request: HttpRequest, round_id: UUID, workstream_id: UUID) -> HttpResponse:
        """Ask for a word, then say that a workstream's items are up to date."""
        row = self._row(request, round_id)
        found = queries.workstreams(reader=required_actor(request), ids=[workstream_id])
        strand = found.get(workstream_id)
        if strand is None or strand.programme_id != row.programme_id:
            raise Http404
        if not required_actor(request).may(access.UPDATE_DELIVERY, strand.placement):
            raise PermissionDenied
        name, problems = f"{strand.ref} {strand.name}", []
        if request.method == "POST":
            problems = tried(
                request,
                changes.return_round,
                round_id=round_id,
                workstream_id=workstream_id,
                note=words_given(request),
            )
            if not problems:
                messages.success(request, f"{name} has returned in “{row.name}”.")
                return HttpResponseRedirect(_address(round_id))
        return ask(
            self,
            request,
            title=f"Return {name} in “{row.name}”",
            intro=[
                "You say that its milestones, forecasts, RAG and savings are up to date.",
                "Where they are not, change them first. You may return again later; each return is kept.",
            ],
            button="Our items are up to date",
            back=_address(round_id),
            problems=problems,
            label="A word beside it, if there is one",
        )

    def close_view(self, request: HttpRequest, round_id: UUID) -> HttpResponse:
        """Show who has not returned, then close the round."""
        row = self._row(request, round_id)
        if not required_actor(request).may(access.PLAN_DELIVERY, row.placement):
            raise PermissionDenied
        problems = []
        if request.method == "POST":
            problems = tried(
                request, changes.close_round, round_id=round_id, version=None, reason=words_given(request)
            )
            if not problems:
                messages.success(request, f"“{row.name}” is closed. Nobody is chased any more.")
                return HttpResponseRedirect(_address(round_id))
        return ask(
            self,
            request,
            title=f"Close “{row.name}”",
            intro=["A closed round takes no more returns and stays on the record with who had not returned."],
            button="Close the round",
            back=_address(round_id),
            problems=problems,
            label="A word beside it, if there is one",
            details="admin/programme/round_missing.html",
            round=round_words(row, required_actor(request)),
        )

    def _row(self, request: HttpRequest, round_id: UUID) -> RoundRow:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = queries.rounds(reader=required_actor(request), ids=[round_id]).get(round_id)
        if row is None:
            raise Http404
        return row

    # Columns and read-only fields -----------------------------------------------------------------------

    @display(description="Round", ordering="name")
    def called(self, row: ReportingRound) -> str:
        return row.name

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: ReportingRound) -> Any:
        return programme_words(row.programme)

    @display(description="About")
    def about(self, row: ReportingRound) -> str:
        return f"M{row.month} {FinancialYear(row.year).label}" if row.year and row.month else "no one month"

    @display(description="Opens")
    def opens_words(self, row: ReportingRound) -> str:
        return day_words(row.opens_on)

    @display(description="Deadline", ordering="deadline")
    def deadline_words(self, row: ReportingRound) -> str:
        return day_words(row.deadline)

    @display(description="State", ordering="closed_at")
    def state(self, row: Any) -> Any:
        return state_pill(row.facts)

    @display(description="Returned")
    def returned(self, row: Any) -> int:
        return len(row.facts.returned)

    @display(description="Not returned")
    def not_returned(self, row: Any) -> int:
        return len(row.facts.missing)


def state_pill(row: RoundRow) -> Any:
    """Return in a word or two how a round stands: opens later, open, overdue by days, closed."""
    if row.closed_at is not None:
        return pill(f"Closed {day_words(row.closed_at)}", "grey")
    if not row.is_open:
        return pill(f"Opens {day_words(row.opens_on)}", "grey")
    if row.is_overdue and row.missing:
        return pill(f"Overdue by {count_words(row.missing[0].days_late, 'day')}", "red")
    return pill("All returned" if not row.missing else "Open", "green" if not row.missing else "info")


def round_words(row: RoundRow, reader: access.Actor) -> dict[str, Any]:
    """Return a round as its page shows it: both lists in words, with what this reader may do."""

    def may_return(strand: Any) -> bool:
        return row.is_open and reader.may(access.UPDATE_DELIVERY, strand.placement)

    return {
        "row": row,
        "state": state_pill(row),
        "deadline": day_words(row.deadline),
        "next_chase": day_words(row.next_chase),
        "may_close": row.closed_at is None and reader.may(access.PLAN_DELIVERY, row.placement),
        "missing": [
            {
                "strand": m.workstream,
                "late": f"{count_words(m.days_late, 'day')} late" if m.days_late else "",
                "may_return": may_return(m.workstream),
            }
            for m in row.missing
        ],
        "returned": [
            {
                "strand": r.workstream,
                "when": day_words(r.first_at),
                "late": f"{count_words(r.days_late, 'day')} late" if r.days_late else "in time",
                "again": f"and again {day_words(r.last_at)}" if r.times > 1 else "",
                "by": r.by,
                "note": r.note,
                "may_return": may_return(r.workstream),
            }
            for r in row.returned
        ],
    }


def _address(round_id: UUID) -> str:
    return reverse("admin:programme_reportinground_change", args=[round_id])

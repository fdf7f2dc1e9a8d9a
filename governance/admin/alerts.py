"""Alerts: each episode with its steps, as the product judged them. Looked at, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import display

from governance import changes
from governance.models import Acknowledgement, Alert, AlertStep, Escalation
from governance.queries import AlertRow, alerts, episode_steps
from governance.rules.telling import AlertFacts
from programme.admin import removals
from programme.admin.acting import kept, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByProgramme, ByWorkstream, Filter, by_column
from programme.admin.saving import who_and_when
from programme.admin.words import (
    badge,
    count_words,
    day_words,
    link,
    moment_words,
    pill,
    programme_words,
    with_badges,
)
from programme.changes import Invalid
from programme.rules import access

STEP_TONES = {"opened": "amber", "worsened": "red", "improved": "green", "closed": "complete"}


class StepRows(LedgerInline):
    """The steps of an episode, newest first, as people were told them."""

    model = AlertStep
    verbose_name_plural = "steps, newest first"
    fields = ("number", "what", "sentence", "why", "when")
    ordering = ("-number",)

    @display(description="Step")
    def what(self, step: AlertStep) -> Any:
        return pill(step.step.capitalize(), STEP_TONES[step.step])

    @display(description="What was told")
    def sentence(self, step: AlertStep) -> str:
        return _told(step).sentence

    @display(description="Reason given")
    def why(self, step: AlertStep) -> str:
        facts = _told(step)
        return f"“{facts.reason}” {facts.reason_by}" if facts.reason else ""

    @display(description="When")
    def when(self, step: AlertStep) -> str:
        return moment_words(step.recorded_at)


class RungRows(LedgerInline):
    """The rungs it climbed: to boards by a breach, to people because nobody took it in hand."""

    model = Escalation
    verbose_name_plural = "where it went"
    fields = ("number", "why_it_went", "to_whom", "when")
    ordering = ("-number",)

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.select_related("board", "person")

    @display(description="Why")
    def why_it_went(self, rung: Escalation) -> str:
        return str(rung.get_cause_display())

    @display(description="To")
    def to_whom(self, rung: Escalation) -> str:
        above = rung.board.name if rung.board else "programme office: nobody is left above"
        named = [rung.person.name if rung.person else "", above]
        return ", ".join(part for part in named if part)

    @display(description="When")
    def when(self, rung: Escalation) -> str:
        return moment_words(rung.recorded_at)


class TakenRows(LedgerInline):
    """Who took it in hand."""

    model = Acknowledgement
    verbose_name_plural = "taken in hand"
    fields = ("who", "note", "when")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.select_related("person")

    @display(description="Who")
    def who(self, row: Acknowledgement) -> str:
        return row.person.name

    @display(description="When")
    def when(self, row: Acknowledgement) -> str:
        return moment_words(row.recorded_at)


class ByHand(Filter):
    """By whether somebody has taken it in hand since it last worsened."""

    title = "in hand"
    parameter_name = "hand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("nobody", "Open, in nobody's hand"), ("somebody", "In somebody's hand")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        taken = rows.filter(closed_at=None, acknowledgements__isnull=False).distinct()
        return taken if value == "somebody" else rows.filter(closed_at=None, acknowledgements=None)


class ByState(Filter):
    """By whether the episode goes on."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("open", "Open"), ("closed", "Closed")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(closed_at__isnull=value == "open")


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """Episodes, the open ones first."""

    list_display = ("called", "kind", "programme_name", "now", "goes_on", "since", "until")
    list_display_links = ("called",)
    list_filter = (ByState, ByHand, by_column("kind", "kind"), ByCouncil, ByProgramme, ByWorkstream)
    list_select_related = ("programme",)
    ordering = ("-closed_at", "-opened_at")  # PostgreSQL puts nulls, the open ones, first when descending
    actions = ("take_in_hand",)
    inlines = (StepRows, RungRows, TakenRows)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "subject",
                    "kind",
                    "programme_name",
                    "now",
                    "tolerance",
                    "goes_on",
                    "since",
                    "until",
                )
            },
        ),
    )
    readonly_fields = ("subject", "programme_name", "now", "tolerance", "goes_on", "since", "until")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("programme")

    def sighted(self, request: HttpRequest, rows: Any) -> Any:
        return rows.filter(pk__in=list(_shown(request)))

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        for row in rows:
            row.facts = _shown(request)[row.pk].step.facts

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.facts = _shown(request)[found.pk].step.facts
        return found

    def name_of(self, thing: Any) -> str:
        return f"{thing.facts.ref} {thing.facts.name}".strip()

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = super().badges(thing)
        marking = thing.facts.marking
        closed = marking in (access.EXEMPT, access.CONFIDENTIAL)
        return [*found, (marking.capitalize(), "closed")] if closed else found

    @display(description="About")
    def called(self, alert: Any) -> Any:
        closed = alert.facts.marking in (access.EXEMPT, access.CONFIDENTIAL)
        found = [badge(alert.facts.marking.capitalize(), "closed")] if closed else []
        return with_badges(self.name_of(alert), *found)

    @display(description="About")
    def subject(self, alert: Any) -> Any:
        app = "savings" if alert.subject_kind == "saving" else "programme"
        url = reverse(f"admin:{app}_{alert.subject_kind}_change", args=[alert.subject_id])
        return link(url, self.name_of(alert))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, alert: Alert) -> Any:
        return programme_words(alert.programme)

    @display(description="Last step")
    def now(self, alert: Any) -> str:
        return str(alert.facts.sentence)

    @display(description="Tolerance")
    def tolerance(self, alert: Any) -> str:
        return alert.facts.tolerance or "none set"

    @display(description="State", ordering="closed_at")
    def goes_on(self, alert: Alert) -> Any:
        return pill("Open", "red") if alert.closed_at is None else pill("Closed", "complete")

    @display(description="Since", ordering="opened_at")
    def since(self, alert: Alert) -> str:
        return day_words(alert.opened_at)

    @display(description="Until", ordering="closed_at")
    def until(self, alert: Alert) -> str:
        return day_words(alert.closed_at)

    @admin.action(description="Take in hand")
    def take_in_hand(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Take open alerts in hand: they go on to nobody else until they worsen."""
        rows = [row for row in queryset if row.closed_at is None]
        self.prepare(request, rows)
        if not rows:
            messages.warning(request, "Nothing of what you selected is open.")
            return None
        note = str(request.POST.get("reason", "")).strip()
        problems: list[str] = []
        if request.POST.get("post"):
            problems = self._taken(rows, note, request) if note else [removals.SAY_WHY]
            if not problems:
                messages.success(request, f"Taken in hand: {count_words(len(rows), 'alert')}.")
                return None
        return removals.ask_why(
            self,
            request,
            rows,
            problems=problems,
            title=f"Take {count_words(len(rows), 'alert')} in hand",
            intro="They go on to nobody else until they worsen. Say what you will do.",
            button="Take in hand",
            action="take_in_hand",
        )

    def _taken(self, rows: Sequence[Any], note: str, request: HttpRequest) -> list[str]:
        """Take all of them in hand, or none; returns what stands in the way."""
        try:
            with transaction.atomic():
                for row in rows:
                    changes.acknowledge(alert_id=row.pk, note=note, **who_and_when(request))
        except (access.Refused, Invalid) as problem:
            return [str(problem)]
        return []


def _told(step: AlertStep) -> AlertFacts:
    """Return what a step told as it may be shown now; read once for the episode, whose form all its rows share."""
    alert: Any = step.alert
    if not hasattr(alert, "told"):
        alert.told = {row.id: row.facts for row in episode_steps([alert.pk])[alert.pk]}
    found: AlertFacts = alert.told[step.pk]
    return found


def _shown(request: HttpRequest) -> dict[Any, AlertRow]:
    """Return every alert this person may see, with its newest step; asked once a request."""
    found: dict[Any, AlertRow] = kept(
        request, "alerts", lambda: alerts(reader=required_actor(request), is_open=None)
    )
    return found

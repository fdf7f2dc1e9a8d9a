"""Alerts: each episode with its steps, as the product judged them. Looked at, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from unfold.decorators import display

from governance.models import Alert, AlertStep
from governance.queries import AlertRow, alerts, episode_steps
from governance.rules.telling import AlertFacts
from programme.admin.acting import kept, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByProgramme, ByWorkstream, Filter, by_column
from programme.admin.words import badge, day_words, link, moment_words, pill, programme_words, with_badges
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
    list_filter = (ByState, by_column("kind", "kind"), ByCouncil, ByProgramme, ByWorkstream)
    list_select_related = ("programme",)
    ordering = ("-closed_at", "-opened_at")  # PostgreSQL puts nulls, the open ones, first when descending
    inlines = (StepRows,)
    fieldsets = (
        (None, {"fields": ("subject", "kind", "programme_name", "now", "goes_on", "since", "until")}),
    )
    readonly_fields = ("subject", "programme_name", "now", "goes_on", "since", "until")

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
        return f"{thing.facts.ref} {thing.facts.name}"

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
        url = reverse(f"admin:programme_{alert.subject_kind}_change", args=[alert.subject_id])
        return link(url, self.name_of(alert))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, alert: Alert) -> Any:
        return programme_words(alert.programme)

    @display(description="Last step")
    def now(self, alert: Any) -> str:
        return str(alert.facts.sentence)

    @display(description="State", ordering="closed_at")
    def goes_on(self, alert: Alert) -> Any:
        return pill("Open", "red") if alert.closed_at is None else pill("Closed", "complete")

    @display(description="Since", ordering="opened_at")
    def since(self, alert: Alert) -> str:
        return day_words(alert.opened_at)

    @display(description="Until", ordering="closed_at")
    def until(self, alert: Alert) -> str:
        return day_words(alert.closed_at)


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

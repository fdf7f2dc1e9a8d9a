"""What was said of an item that has been closed since: taken back, or why it could not be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from bots.models import Recall
from bots.queries.recalling import MEDIUM_WORDS, could_not_be_recalled
from programme import queries as ground
from programme.admin.acting import actor_of
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import Filter
from programme.admin.markings import load_things, marking_page
from programme.admin.words import NOT_GIVEN, link, moment_words, pill
from programme.rules import access


class ByOutcome(Filter):
    """By whether it could be taken back."""

    title = "what became of it"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("stands", "Could not be recalled"), ("back", "Taken back, or on its way")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        stands = could_not_be_recalled()
        return rows.filter(stands) if value == "stands" else rows.exclude(stands)


@admin.register(Recall)
class RecallAdmin(ReadOnlyAdmin):
    """Messages about items closed since, newest first: to whom, when, by what, and what became of it."""

    list_display = ("about", "who", "medium", "sent", "closed", "became")
    list_display_links = None
    list_filter = (ByOutcome,)
    search_fields = ("delivery__person__name",)
    list_select_related = ("delivery__person", "edit")
    ordering = ("-recorded_at",)
    fieldsets = ((None, {"fields": ("about", "who", "medium", "sent", "closed", "became")}),)
    readonly_fields = ("about", "who", "medium", "sent", "closed", "became")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        if actor is None:
            return False
        offices = any(actor.may_anywhere(one) for one in (access.SET_UP, access.WITHHOLD))
        return offices or actor.holds(access.AUDIT)

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(ground.about_seen(reader=actor))

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        load_things(request, rows)

    def name_of(self, thing: Any) -> str:
        return f"Message to {thing.delivery.person.name}"

    @display(description="Item")
    def about(self, row: Any) -> Any:
        thing = getattr(row, "thing_seen", None)
        return link(marking_page(row.thing_kind, row.thing_id), thing.label if thing else "the item")

    @display(description="To", ordering="delivery__person__name")
    def who(self, row: Recall) -> str:
        return row.delivery.person.name

    @display(description="By")
    def medium(self, row: Recall) -> str:
        return MEDIUM_WORDS[row.delivery.medium]

    @display(description="Sent", ordering="delivery__sent_at")
    def sent(self, row: Recall) -> Any:
        return moment_words(row.delivery.sent_at) or NOT_GIVEN

    @display(description="Closed", ordering="recorded_at")
    def closed(self, row: Recall) -> str:
        return moment_words(row.recorded_at)

    @display(description="What became of it")
    def became(self, row: Recall) -> Any:
        if row.edit is None:
            return pill(row.why, "amber")
        if row.edit.state in ("sent", "suppressed"):
            return pill("Taken back", "green")
        words = row.edit.why or row.edit.get_state_display()
        return pill(words, "red" if row.edit.state in ("failed", "held") else "info")

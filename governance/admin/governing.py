"""How each programme is governed: call-in, key decisions, acknowledgement, the pre-election period."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from governance import changes
from governance.models import GovernanceSettings
from programme import queries as ground
from programme.admin.base import ThroughChangesAdmin
from programme.admin.forms import ThroughChangesForm
from programme.admin.lists import ByProgramme
from programme.admin.words import day_words, pounds_words, programme_words
from programme.rules import access
from savings.admin.fields import PoundsField


class SettingsForm(ThroughChangesForm):
    """How a programme is governed."""

    key_decision_pounds = PoundsField(label="Key decision from", help_text="Pounds; blank suggests none")

    class Meta:
        model = GovernanceSettings
        fields: ClassVar[list[str]] = []


@admin.register(GovernanceSettings)
class SettingsAdmin(ThroughChangesAdmin):
    """How each programme is governed: call-in, key decisions, acknowledgement, the pre-election period."""

    form = SettingsForm
    list_display = ("called", "call_in_days", "key_pounds", "acknowledge_days", "span")
    list_display_links = ("called",)
    list_filter = (ByProgramme,)
    list_select_related = ("programme",)
    ordering = ("programme__code",)
    fieldsets = (
        (
            None,
            {"fields": ("programme", "call_in_days", "key_decision_pounds", "matrix", "acknowledge_days")},
        ),
        ("Pre-election period", {"fields": (("pre_election_from", "pre_election_to"),)}),
    )

    plans = access.GOVERN
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {"programme": "called"}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def place_of(self, thing: Any) -> access.Placement:
        found: access.Placement = thing.programme.placement()
        return found

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.set_governance(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.set_governance(
            programme_id=thing.programme_id, version=self.comparing(request, form), values=values, **by_at
        )

    def name_of(self, thing: Any) -> str:
        return f"How {thing.programme.name} is governed"

    @display(description="Programme", ordering="programme__code")
    def called(self, row: GovernanceSettings) -> Any:
        return programme_words(row.programme)

    @display(description="Key decision from", ordering="key_decision_pounds")
    def key_pounds(self, row: GovernanceSettings) -> str:
        return "" if row.key_decision_pounds is None else pounds_words(row.key_decision_pounds)

    @display(description="Pre-election period", ordering="pre_election_from")
    def span(self, row: GovernanceSettings) -> str:
        return (
            f"{day_words(row.pre_election_from)} to {day_words(row.pre_election_to)}"
            if row.pre_election_from
            else ""
        )

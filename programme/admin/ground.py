"""Councils, programmes and what their colours mean: the set-up of the programme office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme import changes, queries
from programme.admin.acting import actor_of, required_actor
from programme.admin.base import ThroughChangesAdmin
from programme.admin.lists import ByCouncil, ByMarking, Filter
from programme.admin.words import NOT_GIVEN, badge, marking_badge, with_badges
from programme.models import DefinitionSet, Organisation, Programme
from programme.models.status_report import RATING_WORDS, RATINGS
from programme.rules import access
from programme.rules.calendar import FinancialYear


@admin.register(Organisation)
class OrganisationAdmin(ThroughChangesAdmin):
    """Councils. A new one starts with its first person: `manage.py create_person --council`."""

    list_display = ("name", "code", "time_zone", "programmes")
    search_fields = ("name", "code")
    ordering = ("name",)
    fieldsets = ((None, {"fields": ("name", "code", "time_zone")}),)

    plans = access.SET_UP
    fixed_fields = frozenset({"code"})

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_organisation(
            organisation_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        known = queries.programmes(reader=required_actor(request)).values()
        counts = Counter(p.organisation_id for p in known)
        for row in rows:
            row.programme_count = counts[row.pk]

    @display(description="Programmes you see")
    def programmes(self, organisation: Any) -> int:
        return int(organisation.programme_count)


class ByIllustrative(Filter):
    """By whether its figures are invented."""

    title = "figures"
    parameter_name = "figures"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("published", "Published"), ("illustrative", "Illustrative")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(illustrative=value == "illustrative")


@admin.register(Programme)
class ProgrammeAdmin(ThroughChangesAdmin):
    """Programmes, each of one council."""

    list_display = (
        "called",
        "code",
        "council",
        "definitions",
        "first_year_words",
        "workstreams",
        "milestones",
    )
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByIllustrative, ByMarking)
    search_fields = ("name", "code")
    list_select_related = ("organisation", "definition_set")
    ordering = ("code",)
    fieldsets = (
        ("What it is", {"fields": ("organisation", "code", "name", "definition_set", "source")}),
        ("Years", {"fields": (("first_year", "published_first_year"), "illustrative")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    thing = "programme"
    plans = access.SET_UP
    fixed_fields = frozenset({"organisation", "code", "illustrative"})
    shown_as: ClassVar[dict[str, str]] = {"organisation": "council", "definition_set": "definitions"}

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_programme(organisation_id=values.pop("organisation_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_programme(
            programme_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        reader, ids = required_actor(request), [row.pk for row in rows]
        workstreams = Counter(
            w.programme_id for w in queries.workstreams(reader=reader, programme_ids=ids).values()
        )
        milestones = Counter(
            m.programme_id for m in queries.milestones(reader=reader, programme_ids=ids).values()
        )
        for row in rows:
            row.workstream_count, row.milestone_count = workstreams[row.pk], milestones[row.pk]

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Programme", ordering="name")
    def called(self, programme: Programme) -> Any:
        found = [badge("Illustrative")] if programme.illustrative else []
        return with_badges(programme.name, *found, marking_badge(programme))

    @display(description="Council", ordering="organisation__name")
    def council(self, programme: Programme) -> str:
        return programme.organisation.name

    @display(description="Definitions of RAG")
    def definitions(self, programme: Programme) -> Any:
        return programme.definition_set.name if programme.definition_set else NOT_GIVEN

    @display(description="First year", ordering="first_year")
    def first_year_words(self, programme: Programme) -> Any:
        return FinancialYear(programme.first_year).label if programme.first_year else NOT_GIVEN

    @display(description="Workstreams")
    def workstreams(self, programme: Any) -> int:
        return int(programme.workstream_count)

    @display(description="Milestones")
    def milestones(self, programme: Any) -> int:
        return int(programme.milestone_count)


@admin.register(DefinitionSet)
class DefinitionSetAdmin(ThroughChangesAdmin):
    """What a council means by its colours. Colours of two sets are never added up."""

    list_display = ("name", "code", "scale", "has_complete", "meanings")
    search_fields = ("name", "code")
    ordering = ("name",)
    fieldsets = (
        ("What it is", {"fields": ("name", "code", "scale", "has_complete", "source")}),
        ("What each colour means, in the council's words", {"fields": tuple(RATINGS)}),
    )

    plans = access.SET_UP
    fixed_fields = frozenset({"code"})

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def may(self, request: HttpRequest, capability: str, thing: Any) -> bool:
        """Return whether this person may set up every programme that uses the set."""
        actor = actor_of(request)
        if actor is None or not capability or not actor.may_anywhere(capability):
            return False
        if thing is None or thing._state.adding:
            return True
        return all(actor.may(capability, programme.placement()) for programme in thing.programmes.all())

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_definition_set(values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_definition_set(
            definition_set_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    @display(description="Meanings")
    def meanings(self, definitions: DefinitionSet) -> str:
        said = [f"{RATING_WORDS[r]}: {getattr(definitions, r)}" for r in RATINGS if getattr(definitions, r)]
        return " · ".join(said)

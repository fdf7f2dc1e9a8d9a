"""People, their accounts and grants: made by the programme office, each change through `changes.people`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminPasswordWidget

from programme import changes
from programme.admin.acting import actor_of
from programme.admin.base import ThroughChangesAdmin, without_fields
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.lists import Filter, by_column
from programme.admin.words import NONE_YET, badge, pill, with_badges
from programme.models import Grant, Organisation, Person
from programme.rules import access


class PersonForm(ThroughChangesForm):
    """A person; a password typed here becomes theirs, and is never shown."""

    new_password = forms.CharField(
        label="New password",
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Blank leaves the account as it is. Tell them in person, not by email.",
    )

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def _field_for(self, name: str) -> str | None:
        return super()._field_for("new_password" if name == "password" else name)


class GrantInline(ThroughChangesInline):
    """What a person may see and do. A grant is given or withdrawn, never edited."""

    model = Grant
    fields = ("role", "organisation", "programme", "workstream", "cleared", "source")
    verbose_name_plural = "grants: the only source of rights"
    ordering = ("organisation__name", "role")

    plans = access.SET_UP

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(organisation__in=councils_of(actor)).select_related(
            "organisation", "programme", "workstream"
        )

    def may(self, request: HttpRequest, capability: str, thing: Any) -> bool:
        actor = actor_of(request)
        return actor is not None and bool(capability) and actor.may_anywhere(capability)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "source":
            return None
        return super().formfield_for_dbfield(db_field, request, **options)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.give_grant(person_id=parent.pk, values=values, **by_at)

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        if row.source:
            raise changes.Invalid(
                {"__all__": ["This grant comes with a seat on a board: stand them down there instead."]}
            )
        changes.withdraw_grant(grant_id=row.pk, **by_at)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return [*super().get_readonly_fields(request, obj), "source"]


class ByRole(Filter):
    """By a role they hold somewhere."""

    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(role, access.ROLE_WORDS[role]) for role in access.ROLES]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(pk__in=visible_grants(actor_of(request)).filter(role=value).values("person_id"))


class ByCouncilGranted(Filter):
    """By a council they hold a grant in."""

    title = "council"
    parameter_name = "council"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(councils_of(actor_of(request)).order_by("name").values_list("code", "name"))

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        grants = visible_grants(actor_of(request)).filter(organisation__code=value)
        return rows.filter(pk__in=grants.values("person_id"))


@admin.register(Person)
class PersonAdmin(ThroughChangesAdmin):
    """People of the councils this person knows, and what they may do there."""

    form = PersonForm
    list_display = ("called", "email", "roles", "account")
    list_display_links = ("called",)
    list_filter = (
        ByCouncilGranted,
        ByRole,
        by_column("is_active", "account", [("True", "Active"), ("False", "Closed")]),
    )
    search_fields = ("name", "email")
    search_help_text = "Name or email"
    ordering = ("name",)
    inlines = (GrantInline,)
    fieldsets = (
        ("Who they are", {"fields": ("name", "email")}),
        ("Account", {"fields": ("is_active", "new_password", "account")}),
    )
    readonly_fields = ("account",)

    plans = access.SET_UP
    shown_as: ClassVar[dict[str, str]] = {"new_password": ""}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        """Keep people of the councils this reader knows; the programme office also sees those with no grant yet."""
        if actor.kind == "system":
            return rows
        known = Q(pk=actor.person_id) | Q(pk__in=visible_grants(actor).values("person_id"))
        if actor.may_anywhere(access.SET_UP):
            known |= ~Q(pk__in=Grant.objects.values("person_id"))
        return rows.filter(known)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and (actor.may_anywhere(access.SET_UP) or actor.holds(access.AUDIT))

    def may(self, request: HttpRequest, capability: str, thing: Any) -> bool:
        """Return whether this person is programme office of every council the other holds a grant in."""
        actor = actor_of(request)
        if actor is None or not capability or not actor.may_anywhere(capability):
            return False
        if thing is None or thing._state.adding:
            return True
        councils = set(thing.grants.values_list("organisation_id", flat=True))
        return all(actor.may(capability, access.Placement(council)) for council in councils)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else without_fields(found, {"is_active", "account"})

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        password = form.cleaned_data.get("new_password") or None
        return changes.add_person(values=values, password=password, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values:
            if "email" in values:
                values["email"] = values["email"].lower()
            changes.revise_person(
                person_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
            )
        password = form.cleaned_data.get("new_password")
        if password:
            changes.set_password(person_id=thing.pk, password=password, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        grants = visible_grants(actor_of(request)).filter(person__in=[r.pk for r in rows])
        held: dict[Any, list[Grant]] = {}
        for grant in grants.select_related("organisation", "programme", "workstream").order_by("role"):
            held.setdefault(grant.person_id, []).append(grant)
        for row in rows:
            row.held = held.get(row.pk, [])

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Name", ordering="name")
    def called(self, person: Person) -> Any:
        return with_badges(person.name, *([badge("Illustrative")] if person.illustrative else []))

    @display(description="Grants")
    def roles(self, person: Any) -> Any:
        places: dict[str, list[str]] = {}
        for grant in person.held:
            words = f"{access.ROLE_WORDS[grant.role]}{', cleared' if grant.cleared else ''}"
            places.setdefault(words, []).append(place_words(grant))
        return "; ".join(f"{words}: {', '.join(where)}" for words, where in places.items()) or NONE_YET

    @display(description="Account")
    def account(self, person: Person) -> Any:
        if not person.is_active:
            return pill("Closed", "grey")
        if not person.has_usable_password():
            return pill("None", "grey")
        return pill("Admin and pages" if person.is_staff else "Pages", "green")


def councils_of(actor: access.Actor | None) -> Any:
    """Return the councils a reader holds a grant in."""
    if actor is None:
        return Organisation.objects.none()
    return Organisation.objects.visible_to(actor)


def visible_grants(actor: access.Actor | None) -> Any:
    """Return the grants given in the councils a reader holds one in."""
    return Grant.objects.filter(organisation__in=councils_of(actor))


def place_words(grant: Grant) -> str:
    """Return what a grant is over: a council's name, a programme's code, a workstream's ref and programme."""
    if grant.workstream is not None:
        return f"{grant.workstream.ref} ({grant.programme.code})" if grant.programme else grant.workstream.ref
    return grant.programme.code if grant.programme is not None else grant.organisation.name

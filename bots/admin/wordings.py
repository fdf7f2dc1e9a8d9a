"""Questions not answered, reviewed: what was understood and what not, and the three ways on from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from bots import changes, queries
from bots.admin.wording_forms import AliasForm, AsideForm, PhrasingForm, WordingForm
from bots.models import UnansweredQuestion, Wording
from bots.models.wordings import BECAME, PLACES, SETTLED
from programme.admin import pages
from programme.admin.acting import actor_of, required_actor, today
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme, Filter
from programme.admin.saving import who_and_when
from programme.admin.words import NOT_GIVEN, count_words, moment_words, pill
from programme.changes import Invalid
from programme.rules import access

FORMS: Final[Mapping[str, type[forms.Form]]] = {
    "alias": AliasForm,
    "phrasing": PhrasingForm,
    "aside": AsideForm,
}
TONES: Final = {"open": "amber", "worded": "green", "aside": "grey"}


class BySettled(Filter):
    """By whether somebody has looked at it."""

    title = "state"
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(SETTLED)

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(settled=value)


class ByBecame(Filter):
    """By what became of it when it was asked last."""

    title = "what became of it"
    parameter_name = "became"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(BECAME)

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(became=value)


class Reviewed(ReadOnlyAdmin):
    """What the programme office alone looks at."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and actor.may_anywhere(access.WORD)


@admin.register(UnansweredQuestion)
class UnansweredQuestionAdmin(Reviewed):
    """Questions that were not answered, those to be looked at first, asked most and newest on top. Redacted."""

    list_display = ("asked", "programme_name", "outcome", "times", "where", "last", "state")
    list_display_links = ("asked",)
    list_filter = (BySettled, ByBecame, ByProgramme)
    search_fields = ("words",)
    search_help_text = "Words of the question, as they are kept"
    list_select_related = ("programme",)
    ordering = (Case(When(settled="open", then=0), default=1), "-times", "-last_at")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(queries.reviewable(actor))

    def name_of(self, thing: Any) -> str:
        return f"“{thing.words}”"

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show one question: how it is read now, and the forms by which it is settled."""
        row = self.get_object(request, str(object_id)) if object_id else None
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        posted = FORMS.get(request.POST.get("do", "")) if request.method == "POST" else None
        offered = _forms(required_actor(request), row)
        if posted is not None and posted in [type(one) for one in offered.values()]:
            form, done = _settled(request, posted, offered, row)
            if done:
                messages.success(request, done)
                return HttpResponseRedirect(reverse("admin:bots_unansweredquestion_changelist"))
            offered[form.name] = form
        return pages.page(
            self,
            request,
            "admin/bots/unanswered.html",
            title=f"“{row.words}”",
            status=422 if any(form.errors for form in offered.values()) else 200,
            row=row,
            facts=_facts(row),
            read=queries.reading_of(row.words, programme_id=row.programme_id, on=today()),
            forms=offered,
            back=reverse("admin:bots_unansweredquestion_changelist"),
        )

    @display(description="Asked", ordering="words")
    def asked(self, row: UnansweredQuestion) -> str:
        return row.words

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: UnansweredQuestion) -> Any:
        return row.programme.code if row.programme else "of no one programme"

    @display(description="What became of it", ordering="became")
    def outcome(self, row: UnansweredQuestion) -> str:
        return row.get_became_display()

    @display(description="Where")
    def where(self, row: UnansweredQuestion) -> str:
        return _places(row)

    @display(description="Last asked", ordering="last_at")
    def last(self, row: UnansweredQuestion) -> str:
        return moment_words(row.last_at)

    @display(description="State", ordering="settled")
    def state(self, row: UnansweredQuestion) -> Any:
        return pill(row.get_settled_display(), TONES[row.settled])


@admin.register(Wording)
class WordingAdmin(Reviewed):
    """Aliases and phrasings that were added, each with the question it is tested by; withdrawn ones stay listed."""

    list_before_template = "admin/bots/wordings_add.html"
    list_display = ("words_added", "stands_for", "programme_name", "question", "state", "added")
    list_display_links = ("words_added",)
    list_filter = (ByProgramme,)
    search_fields = ("phrase", "question")
    list_select_related = ("programme", "added_by", "withdrawn_by")
    ordering = ("withdrawn_at", "-added_at")
    fieldsets = (
        (None, {"fields": ("words_added", "stands_for", "programme_name", "state", "added", "why")}),
        ("Its test", {"fields": ("question", "same_as", "reads", "holds")}),
        ("Withdrawn", {"fields": ("withdrawn",)}),
    )
    readonly_fields = (
        "words_added", "stands_for", "programme_name", "state", "added", "why", "question", "same_as", "reads",
        "holds", "withdrawn",
    )  # fmt: skip
    removable = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        held = [queries.wording_row(row) for row in Wording.objects.select_related("programme")]
        return rows.filter(pk__in=queries.wordings_seen(held, reader=actor))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether this person may withdraw it, which is what removing one is."""
        actor = actor_of(request)
        if actor is None or obj is None or obj.withdrawn_at is not None:
            return False
        if obj.kind == "phrasing":
            return actor.may_word_for_all
        return actor.may(access.WORD, obj.programme.placement())

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.withdraw_wording(wording_id=thing.pk, version=version, reason=reason, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"“{thing.phrase}”"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [path("new/<slug:kind>/", view(self.new_view), name="bots_wording_new")]
        return [*own, *super().get_urls()]

    def new_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for a wording that no question waits for, and add it."""
        actor = required_actor(request)
        made = _offered(kind, actor, None)
        if made is None:
            raise PermissionDenied
        form: Any = made
        if request.method == "POST":
            form, done = _settled(request, type(made), {kind: made}, None)
            if done:
                messages.success(request, done)
                return HttpResponseRedirect(reverse("admin:bots_wording_changelist"))
        return pages.page(
            self,
            request,
            "admin/bots/wording_new.html",
            title=form.title,
            status=422 if form.errors else 200,
            form=form,
            back=reverse("admin:bots_wording_changelist"),
        )

    @display(description="Words", ordering="phrase")
    def words_added(self, row: Wording) -> str:
        return row.phrase

    @display(description="Stand for")
    def stands_for(self, row: Wording) -> str:
        if row.kind == "phrasing":
            return f"“{row.means}”, everywhere"
        thing = getattr(row, "thing_seen", None) or _things([row]).get(row.pk)
        return thing or str(NOT_GIVEN)

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Wording) -> str:
        return row.programme.code

    @display(description="State", ordering="withdrawn_at")
    def state(self, row: Wording) -> Any:
        return pill("Withdrawn", "grey") if row.withdrawn_at else pill("In use", "green")

    @display(description="Added", ordering="added_at")
    def added(self, row: Wording) -> str:
        return f"{moment_words(row.added_at)} by {row.added_by.name}"

    @display(description="Why")
    def why(self, row: Wording) -> str:
        return row.reason

    @display(description="It reads now")
    def holds(self, row: Wording) -> Any:
        (kept,) = queries.kept_questions([queries.wording_row(row)])
        return pill("As it did", "green") if kept.holds else pill(f"Otherwise: {kept.now.words}", "red")

    @display(description="Withdrawn")
    def withdrawn(self, row: Wording) -> Any:
        if row.withdrawn_at is None or row.withdrawn_by is None:
            return "no"
        return f"{moment_words(row.withdrawn_at)} by {row.withdrawn_by.name}: {row.withdrawn_why}"

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = _things(rows)
        for row in rows:
            row.thing_seen = found.get(row.pk)


def _things(rows: Sequence[Wording]) -> dict[UUID, str]:
    """Return what each alias names. Whoever is shown the row sees its thing: see `visible`."""
    things = queries.alias_things([queries.wording_row(row) for row in rows], reader=access.system())
    return {key: thing.label for key, thing in things.items()}


def _forms(actor: access.Actor, row: UnansweredQuestion) -> dict[str, Any]:
    """Return the forms this person is offered for a question, by what they do."""
    found = {kind: _offered(kind, actor, row) for kind in ("alias", "phrasing")}
    kept: dict[str, Any] = {kind: form for kind, form in found.items() if form is not None}
    return {**kept, "aside": AsideForm(row=row)}


def _offered(kind: str, actor: access.Actor, row: UnansweredQuestion | None) -> WordingForm | None:
    """Return an empty form of a kind, or None where this person may add nothing of it."""
    places = queries.offices(actor)
    if row is not None and row.programme_id is not None:
        places = [place for place in places if place.id == row.programme_id]
    made = FORMS.get(kind)
    if not places or made is None or not issubclass(made, WordingForm):
        return None
    if made is PhrasingForm and not actor.may_word_for_all:
        return None
    return made(row=row, places=places)


def _settled(
    request: HttpRequest, posted: type[forms.Form], offered: Mapping[str, Any], row: UnansweredQuestion | None
) -> tuple[Any, str]:
    """Do what a form asks; return it with what was typed, and what to tell the person, blank where nothing was done."""
    empty = next(form for form in offered.values() if type(form) is posted)
    form = empty.filled(request.POST)
    if not form.is_valid():
        return form, ""
    problems: Mapping[str, list[str]]
    try:
        with transaction.atomic():
            return form, form.do(**who_and_when(request))
    except Invalid as problem:
        problems = problem.problems
    except access.Refused as refused:
        problems = {NON_FIELD_ERRORS: [str(refused)]}
    for name, words in problems.items():
        for one in words:
            form.add_error(name if name in form.fields else None, one)
    return form, ""


def _facts(row: UnansweredQuestion) -> list[tuple[str, str]]:
    settled = row.get_settled_display()
    if row.settled_by is not None:
        settled = f"{settled} by {row.settled_by.name}, {moment_words(row.settled_at)}: {row.settled_why}"
    return [
        ("Programme", row.programme.code if row.programme else "of no one programme"),
        ("What became of it", row.get_became_display()),
        ("Asked", f"{count_words(row.times, 'time')}: {_places(row)}"),
        ("First and last asked", f"{moment_words(row.first_at)}; {moment_words(row.last_at)}"),
        ("State", settled),
    ]


def _places(row: UnansweredQuestion) -> str:
    return ", ".join(f"{PLACES.get(place, place)} {times}" for place, times in sorted(row.places.items()))

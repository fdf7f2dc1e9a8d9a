"""The marking of a thing of any kind: settled or proposed with its reasons, looked back at, and who needs to know.

One page for every kind of thing that carries a marking, and one list of all that was withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from programme import changes, queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import Filter
from programme.admin.pages import page
from programme.admin.saving import who_and_when
from programme.admin.words import day_words, link, moment_words, pill
from programme.changes import Backdated, Invalid, Stale
from programme.models import Withholding
from programme.models.base import marked_models
from programme.rules import access
from programme.rules.withholding import PARAGRAPH_WORDS, asks_first

NEWER = "Someone else saved this since you opened the page. Look at it as it is now, then send again."


class MarkingForm(forms.Form):
    """A marking with its reasons."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    marking = forms.ChoiceField(
        choices=[(m, m.capitalize()) for m in access.MARKINGS], widget=UnfoldAdminSelectWidget()
    )
    paragraph = forms.TypedChoiceField(
        label="Paragraph of Schedule 12A",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "None"), *((n, f"{n}. {words}") for n, words in PARAGRAPH_WORDS.items())],
        widget=UnfoldAdminSelectWidget(),
        help_text="For an exempt item.",
    )
    citation = forms.CharField(
        label="The council's own citation",
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget(),
        help_text="The rule of your constitution; of a confidential item the law, order or department that bars it.",
    )
    public_interest = forms.CharField(
        label="The public interest",
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Why keeping an exempt item back outweighs showing it.",
    )
    review_on = forms.DateField(
        label="To be looked at again on", required=False, widget=UnfoldAdminSingleDateWidget()
    )

    def show(self, problems: Any) -> None:
        """Show problems at the boxes they belong to."""
        names = {"exempt_paragraph": "paragraph"}
        for name, words in problems.items():
            place = names.get(name, name)
            for one in words:
                self.add_error(place if place in self.fields else None, one)


class ByWaiting(Filter):
    """By what is to be done."""

    title = "what is to be done"
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("proposed", "Waits for the proper officer"), ("due", "To be looked at again")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        reader = required_actor(request)
        if value == "proposed":
            found = queries.markings_proposed(reader=reader)
        else:
            found = queries.reviews_due(reader=reader, on=today())
        return rows.filter(pk__in=[row.id for row in found])


@admin.register(Withholding)
class WithholdingAdmin(ReadOnlyAdmin):
    """Who withheld what and why, newest first. A proposal waits for the proper officer."""

    list_display = ("about", "kind_words", "as_marked", "state", "by_name", "when", "review")
    list_display_links = None
    list_filter = (ByWaiting,)
    search_fields = ("by_name",)
    ordering = ("-recorded_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "about",
                    "as_marked",
                    "state",
                    "citation",
                    "public_interest",
                    "review",
                    "by_name",
                    "when",
                )
            },
        ),
    )
    readonly_fields = ("about", "kind_words", "as_marked", "state", "review", "when")

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = path("of/<slug:kind>/<uuid:thing_id>/", wrap(self.of_thing), name="programme_marking_of")
        return [own, *super().get_urls()]

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(queries.about_seen(reader=actor))

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        load_things(request, rows)

    def name_of(self, thing: Any) -> str:
        return f"Marking of a {thing.thing_kind.replace('_', ' ')}"

    @display(description="What")
    def about(self, row: Any) -> Any:
        thing = getattr(row, "thing_seen", None)
        return link(marking_page(row.thing_kind, row.thing_id), thing.label if thing else "its marking")

    @display(description="Kind")
    def kind_words(self, row: Withholding) -> str:
        return row.thing_kind.replace("_", " ").capitalize()

    @display(description="Marking", ordering="marking")
    def as_marked(self, row: Withholding) -> str:
        return f"{queries.marking_words(row.marking, row.exempt_paragraph)}; was {row.was}"

    @display(description="State", ordering="is_proposal")
    def state(self, row: Withholding) -> Any:
        return pill("Proposed", "amber") if row.is_proposal else pill("Settled", "green")

    @display(description="When", ordering="recorded_at")
    def when(self, row: Withholding) -> str:
        return moment_words(row.recorded_at)

    @display(description="Look again", ordering="review_on")
    def review(self, row: Withholding) -> str:
        return day_words(row.review_on)

    # The page of one thing -----------------------------------------------------------------------------

    def of_thing(self, request: HttpRequest, kind: str, thing_id: UUID) -> HttpResponse:
        """Show the marking of a thing and who needs to know of it, or do what was asked."""
        reader = required_actor(request)
        thing = queries.marked_things(reader=reader, ids={kind: [thing_id]}).get(thing_id)
        if thing is None or not reader.is_officer:
            raise Http404
        rows = queries.withholdings(reader=reader, thing_ids=[thing_id]).get(thing_id, ())
        form = MarkingForm(request.POST or None, initial=_initial(thing, rows), prefix="marking")
        problems: list[str] = []
        if request.method == "POST":
            done = self._do(request, thing, form, problems)
            if done is not None:
                messages.success(request, done)
                seen = queries.marked_things(reader=_anew(reader), ids={kind: [thing_id]})
                back = request.path if thing_id in seen else reverse("admin:programme_withholding_changelist")
                return HttpResponseRedirect(back)
        names = queries.need_to_know_names(reader=reader, thing_ids=[thing_id]).get(thing_id, ())
        may_list = any(reader.may(one, thing.placement) for one in (access.SET_UP, access.WITHHOLD))
        return page(
            self,
            request,
            "admin/programme/marking.html",
            title=f"Marking: {thing.label}",
            status=422 if problems or form.errors else 200,
            thing=thing,
            form=form,
            problems=problems,
            rows=rows,
            asks=asks_first(thing.label) if not thing.placement.is_closed else None,
            names=names,
            offered=_offered(reader, thing, {one.person_id for one in names}) if may_list else (),
            may_settle=reader.may(access.WITHHOLD, thing.placement),
            may_propose=any(reader.may(one, thing.placement) for one in changes.PROPOSES),
            may_list=may_list and thing.marking in (access.EXEMPT, access.CONFIDENTIAL),
            back=thing_page(kind, thing_id),
        )

    def _do(self, request: HttpRequest, thing: Any, form: MarkingForm, problems: list[str]) -> str | None:
        """Do what was asked; return what to tell the person, or None where something stands in the way."""
        asked = request.POST.get("do", "")
        where = {"kind": thing.kind, "thing_id": thing.id}
        try:
            if asked in ("settle", "propose"):
                return self._mark(request, asked, where, form)
            form.data, form.is_bound = {}, False
            if asked == "add":
                people = [UUID(one) for one in request.POST.getlist("people")]
                changes.add_to_list(**where, person_ids=people, **who_and_when(request))
                return "The need-to-know list was kept."
            if asked == "remove":
                changes.take_off_list(
                    **where, person_id=UUID(request.POST["person"]), **who_and_when(request)
                )
                return "They no longer see it."
            if asked == "end":
                changes.end_list(**where, **who_and_when(request))
                return "The list has ended: everyone cleared for it sees it."
        except Invalid as problem:
            if form.is_bound:
                form.show(problem.problems)
            else:
                problems += [words for said in problem.problems.values() for words in said]
        except Stale:
            problems.append(NEWER)
        except (access.Refused, Backdated) as problem:
            problems.append(str(problem))
        except (KeyError, ValueError):
            problems.append("Choose somebody from the list")
        return None

    def _mark(self, request: HttpRequest, asked: str, where: dict[str, Any], form: MarkingForm) -> str | None:
        if not form.is_valid():
            return None
        given = dict(form.cleaned_data)
        version = given.pop("version")
        change: Callable[..., Any] = changes.propose_marking
        if asked == "settle":
            change = changes.settle_marking
            given["version"] = version
        change(**where, **given, **who_and_when(request))
        return (
            "The marking was settled." if asked == "settle" else "The proper officer will see the proposal."
        )


def load_things(request: HttpRequest, rows: Sequence[Any]) -> None:
    """Give each row the thing it is about, as this person may see it."""
    ids: dict[str, set[UUID]] = {}
    for row in rows:
        ids.setdefault(row.thing_kind, set()).add(row.thing_id)
    found = queries.marked_things(reader=required_actor(request), ids=ids)
    for row in rows:
        row.thing_seen = found.get(row.thing_id)


def marking_page(kind: str, thing_id: UUID) -> str:
    """Return the address of the page of a thing's marking."""
    return reverse("admin:programme_marking_of", args=[kind, thing_id])


def thing_page(kind: str, thing_id: UUID) -> str:
    """Return the address of a thing's own form, or of what was withheld where it has none."""
    model = marked_models()[kind]
    if not admin.site.is_registered(model):
        return reverse("admin:programme_withholding_changelist")
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing_id])


def _anew(reader: access.Actor) -> access.Actor:
    found = queries.actor_for_person(reader.person_id, door="admin") if reader.person_id else None
    return found or reader


def _initial(thing: Any, rows: Sequence[Any]) -> dict[str, Any]:
    """Return what the form begins with: the marking there is, and what was said for it when it was last given."""
    said = next((row.public_interest for row in rows if row.marking == thing.marking), "")
    return {
        "public_interest": said,
        "version": thing.version,
        "marking": thing.marking,
        "paragraph": thing.paragraph,
        "citation": thing.citation,
    }


def _offered(reader: access.Actor, thing: Any, held: set[UUID]) -> list[tuple[UUID, str]]:
    """Return who may be put on a thing's list: those whose grants show it."""
    people = queries.people(reader=reader, organisation_id=thing.placement.organisation_id)
    actors = queries.actors_for([one for one in people if one not in held], door="admin")
    may_see = [
        key
        for key, actor in actors.items()
        if access.Actor(kind="person", name=actor.name, grants=actor.grants).sees(thing.placement)
    ]
    return sorted(((key, people[key].name) for key in may_see), key=lambda pair: pair[1])

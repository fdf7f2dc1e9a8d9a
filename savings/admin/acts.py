"""What is done to a saving besides editing it: each act a page of its own, made by one change.

The page shows what the act stands on, asks for the reason, and keeps everything typed when it is refused or when
somebody else saved meanwhile. Who may not do an act is not offered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.widgets import (
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from programme.admin.acting import required_actor, today
from programme.admin.fields import YearField
from programme.admin.saving import who_and_when
from programme.changes import Backdated, Invalid, Stale
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Saving
from savings.queries.delivery import SavingDelivery, saving_delivery

NEWER = "Someone else saved this line since you opened the page. Look at the figures as they are now, then send again."
YEARS_BACK, YEARS_AHEAD = 3, 6


class ActForm(forms.Form):
    """What an act asks for. `act` is the act itself, which knows the line it is about."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        self.fields["version"].initial = act.saving.version
        for name, field in self.fields.items():
            if isinstance(field, YearField):
                now = FinancialYear.containing(today()).start_year
                held = [y.start_year for y in act.facts.saving.plan.years] if act.facts.saving.plan else []
                field.offer([*range(now - YEARS_BACK, now + YEARS_AHEAD), *held])
                if name == "year":
                    field.initial = str(now)
        if not act.takes_decision:
            for name in DECISION:
                self.fields.pop(name, None)

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the boxes they belong to, and above the form where they belong to none."""
        for name, words in problems.items():
            place = name if name in self.fields and not self.fields[name].widget.is_hidden else None
            for one in words:
                self.add_error(place, one)


class Decided(ActForm):
    """A form that names a decision, where the line's plan is frozen."""

    decision = forms.CharField(
        label="Decision",
        max_length=200,
        widget=UnfoldAdminTextInputWidget(),
        help_text="The plan is frozen and changes by decision only: its minute or reference.",
    )
    decision_maker = forms.CharField(label="Who decided", max_length=150, widget=UnfoldAdminTextInputWidget())
    effective = forms.DateField(label="Effective from", widget=UnfoldAdminSingleDateWidget())

    @property
    def authority(self) -> changes.Authority | None:
        """Return the decision that was named; None where none was asked for."""
        if "decision" not in self.fields:
            return None
        given = self.cleaned_data
        return changes.Authority(given["decision"], given["decision_maker"], given["effective"])


DECISION = ("decision", "decision_maker", "effective")


def reason_box(label: str = "Why", **options: Any) -> forms.CharField:
    """Return a box for a reason."""
    options.setdefault("max_length", 1000)
    return forms.CharField(label=label, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), **options)


class Act:
    """One act on a saving. Subclasses say what it is called, what it asks, who may, and which change makes it."""

    slug: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    capability: ClassVar[str]
    form: ClassVar[type[ActForm]] = ActForm
    intro: ClassVar[tuple[str, ...]] = ()
    details: ClassVar[str] = ""
    is_danger: ClassVar[bool] = False
    takes_thing: ClassVar[bool] = False  # its address names a row of the saving as well

    def __init__(
        self, request: HttpRequest, saving: Saving, facts: SavingDelivery, thing_id: UUID | None
    ) -> None:
        self.request, self.saving, self.facts, self.thing_id = request, saving, facts, thing_id

    @property
    def takes_decision(self) -> bool:
        """Return whether the act changes what a frozen plan holds fast."""
        return issubclass(self.form, Decided) and self.saving.plan_frozen_at is not None

    @classmethod
    def is_for(cls, reader: access.Actor, where: access.Placement) -> bool:
        """Return whether this person is offered the act on a line that stands there."""
        return reader.may(cls.capability, where)

    def check(self) -> None:
        """Raise Http404 where the address names nothing the act could be about."""

    def words(self) -> tuple[str, ...]:
        """Return what the page says before it asks."""
        return self.intro

    def shown(self) -> dict[str, Any]:
        """Return what the act's own details show."""
        return {}

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        """Make the change; return what to tell the person."""
        raise NotImplementedError

    def back(self) -> str:
        """Return where the person goes on."""
        return reverse("admin:savings_saving_change", args=[self.saving.pk])


class HasActs:
    """What the admin of savings has besides: the pages of acts."""

    acts: ClassVar[Mapping[str, type[Act]]] = {}

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<uuid:saving_id>/act/<slug:slug>/", wrap(self.act), name="savings_act"),
            path("<uuid:saving_id>/act/<slug:slug>/<uuid:thing_id>/", wrap(self.act), name="savings_act_on"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def act(
        self, request: HttpRequest, saving_id: UUID, slug: str, thing_id: UUID | None = None
    ) -> HttpResponse:
        """Show the page of an act, or do it."""
        kind = self.acts.get(slug)
        saving = self.get_object(request, str(saving_id))  # type: ignore[attr-defined]
        facts = saving_delivery(reader=required_actor(request), saving_id=saving_id) if saving else None
        if kind is None or facts is None or kind.takes_thing != (thing_id is not None):
            raise Http404
        if not kind.is_for(required_actor(request), saving.placement()):
            raise PermissionDenied
        act = kind(request, saving, facts, thing_id)
        act.check()
        if request.method != "POST":
            return self._page(request, act, act.form(act=act))
        return self._posted(request, act)

    def _posted(self, request: HttpRequest, act: Act) -> HttpResponse:
        form = act.form(request.POST, act=act)
        if not form.is_valid():
            return self._page(request, act, form)
        problems: Mapping[str, list[str]]
        try:
            with transaction.atomic():
                said = act.do(form, version=form.cleaned_data["version"], **who_and_when(request))
        except Stale as stale:
            return self._page(request, act, self._again(request, act, stale.now), status=409)
        except Invalid as problem:
            problems = problem.problems
        except (access.Refused, Backdated, changes.NeedsDecision) as problem:
            problems = {NON_FIELD_ERRORS: [str(problem)]}
        else:
            messages.success(request, said)
            return HttpResponseRedirect(act.back())
        form.show(problems)
        return self._page(request, act, form)

    def _again(self, request: HttpRequest, act: Act, version: int) -> ActForm:
        """Return the form with everything typed, over the line as it is now."""
        act.facts = saving_delivery(reader=required_actor(request), saving_id=act.saving.pk) or act.facts
        form = act.form({**request.POST.dict(), "version": str(version)}, act=act)
        form.is_valid()
        form.add_error(None, NEWER)
        return form

    def _page(self, request: HttpRequest, act: Act, form: ActForm, *, status: int = 200) -> HttpResponse:
        name = self.name_of(act.saving)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": act.title,
            "subtitle": name,
            "saving": act.saving,
            "name": name,
            "badges": self.badges(act.saving),  # type: ignore[attr-defined]
            "act": act,
            "intro": act.words(),
            "form": form,
            "back": act.back(),
            "media": self.media + form.media,  # type: ignore[attr-defined]
            **act.shown(),
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/savings/act.html", context, status=status)


def act_link(saving_id: UUID, act: type[Act], thing_id: UUID | None = None) -> str:
    """Return the address of an act's page."""
    if thing_id is None:
        return reverse("admin:savings_act", args=[saving_id, act.slug])
    return reverse("admin:savings_act_on", args=[saving_id, act.slug, thing_id])

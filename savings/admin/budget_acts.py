"""What is done to a budget line: its figures recorded, budget vired, a cause stated, its spending profile set.

Each act is a page of its own, made by one change; who may not do it is not offered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from programme.admin.acting import required_actor, today
from programme.admin.fields import YearField
from programme.admin.pages import LOOK_AGAIN, page
from programme.admin.saving import who_and_when
from programme.changes import Backdated, Invalid, Stale
from programme.rules import access
from programme.rules.calendar import MONTH_NAMES, MONTHS_IN_YEAR, FinancialYear
from savings import changes
from savings.admin.fields import PoundsField
from savings.models import BudgetLine
from savings.rules.monitoring_spending import SUGGESTED, suggested_profile

YEARS_BACK, YEARS_AHEAD = 3, 2
MONTHS: Final = [
    (f"M{n}", f"M{n} {MONTH_NAMES[(n + 2) % MONTHS_IN_YEAR]}") for n in range(1, MONTHS_IN_YEAR + 1)
]
FIGURES: Final = (
    "original_budget", "current_budget", "projection", "gross_budget", "income_budget", "gross_projection",
    "income_projection", "spend_to_date",
)  # fmt: skip


def _words(label: str, *, required: bool = True, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=UnfoldAdminTextInputWidget(), **options)


def _months(label: str = "Month", *, choices: Any = MONTHS, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=UnfoldAdminSelectWidget()
    )


class BudgetActForm(forms.Form):
    """What an act on a budget line asks for. Years run from some years back to some ahead."""

    def __init__(self, *args: Any, line: BudgetLine, reader: access.Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.reader = line, reader
        if "year" in self.fields:
            now = FinancialYear.containing(today()).start_year
            held = line.figures.values_list("year", flat=True)
            self.fields["year"].offer([*range(now - YEARS_BACK, now + YEARS_AHEAD), *held])  # type: ignore[attr-defined]
            self.fields["year"].initial = str(now)

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the boxes they belong to, and above the form where they belong to none."""
        for name, words in problems.items():
            for one in words:
                self.add_error(name if name in self.fields else None, one)


class FiguresForm(BudgetActForm):
    """A line's figures of a year or a month of it, in pounds; a blank is not known, never nil."""

    year = YearField(label="Year")
    period = _months(choices=[("", "The whole year"), *MONTHS], required=False)
    original_budget = PoundsField(label="Original budget")
    current_budget = PoundsField(
        label="Current budget", help_text="Net. Left blank: the original budget with its virements"
    )
    projection = PoundsField(label="Projection", help_text="Net, for the full year")
    gross_budget = PoundsField(label="Gross budget", help_text="Two of gross, income and net give the third")
    income_budget = PoundsField(label="Income budget", help_text="Above nought")
    gross_projection = PoundsField(label="Gross projection")
    income_projection = PoundsField(label="Income projection")
    spend_to_date = PoundsField(label="Spend to date")
    corrects_period = _words(
        "Corrects", required=False, max_length=12, help_text="The closed period it corrects: 2024/25 M5"
    )


class VireForm(BudgetActForm):
    """Budget moved from this line to another of the same fund."""

    to_line = forms.ChoiceField(label="To", widget=UnfoldAdminSelectWidget())
    year = YearField(label="Year")
    period = _months("Takes effect in")
    amount = PoundsField(label="Amount", required=True)
    authority = _words("Authority", max_length=200, help_text="Who agreed it, and the decision's reference")
    reason = _words("Why", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = BudgetLine.objects.visible_to(self.reader).filter(
            programme_id=self.line.programme_id, fund=self.line.fund
        )
        others = others.exclude(pk=self.line.pk).order_by("position", "name")
        choices = [(str(row.pk), f"{row.group}: {row.name}" if row.group else row.name) for row in others]
        self.fields["to_line"].choices = [("", "Line"), *choices]  # type: ignore[attr-defined]


class CauseForm(BudgetActForm):
    """A cause of the line's variance in a month, adverse above nought."""

    year = YearField(label="Year")
    period = _months()
    name = _words("Cause", max_length=300)
    amount = PoundsField(label="Amount", help_text="Blank names a cause without an amount; it is not nil")
    note = _words("Note", required=False, max_length=500)


class ProfileForm(BudgetActForm):
    """How the line's year is spent: one of those suggested, its own shares, or the straight line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    profile = forms.ChoiceField(
        label="Profile",
        widget=UnfoldAdminSelectWidget(),
        choices=[
            ("", "Straight line: it has none of its own"),
            *((name, name.capitalize() if name.islower() else name) for name in SUGGESTED),
            ("own", "Its own shares, below"),
        ],
        required=False,
    )
    year = YearField(label="Days of", help_text="For placement days: the year whose months are counted")
    name = _words("Called", required=False, max_length=80)
    shares = forms.CharField(
        label="Twelve shares, April first",
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text="0.1 or 31/366, with blanks or commas between; together exactly 1",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.line.version
        if self.line.profile:
            self.fields["profile"].initial = "own"
            self.fields["name"].initial = self.line.profile_name
            self.fields["shares"].initial = " ".join(self.line.profile)


class BudgetAct:
    """One act on a budget line: what it is called, what it asks, who may, and the change that makes it."""

    slug: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    form: ClassVar[type[BudgetActForm]]
    capability: ClassVar[str] = access.PLAN_MONEY

    def do(self, line: BudgetLine, given: dict[str, Any], **by_at: Any) -> str:
        """Make the change; return what to tell the person."""
        raise NotImplementedError


class RecordFigures(BudgetAct):
    """Record figures."""

    slug, title, button, form = "figures", "Record figures", "Record", FiguresForm

    def do(self, line: BudgetLine, given: dict[str, Any], **by_at: Any) -> str:
        said = {name: given[name] for name in FIGURES if given[name] is not None}
        if not said:
            raise Invalid({"current_budget": ["Give at least one figure"]})
        about = {name: given[name] for name in ("year", "period", "corrects_period")}
        changes.record_budget_figure(budget_line_id=line.pk, values={**about, **said}, **by_at)
        return "Recorded. What was said before stays on the record."


class Vire(BudgetAct):
    """Vire budget to another line."""

    slug, title, button, form = "virement", "Vire budget to another line", "Vire", VireForm
    capability = access.VIRE

    def do(self, line: BudgetLine, given: dict[str, Any], **by_at: Any) -> str:
        changes.vire(from_line_id=line.pk, to_line_id=UUID(given.pop("to_line")), **given, **by_at)
        return "Vired. What this line lost the other gained."


class StateCause(BudgetAct):
    """State a cause of the variance."""

    slug, title, button, form = "cause", "State a cause of its variance", "State", CauseForm

    def do(self, line: BudgetLine, given: dict[str, Any], **by_at: Any) -> str:
        values = {"note": given.pop("note")}
        changes.state_cause(budget_line_id=line.pk, values=values, **given, **by_at)
        return "Stated. What the causes leave over is shown as not itemised."


class SetProfile(BudgetAct):
    """Set the spending profile."""

    slug, title, button, form = "profile", "Set its spending profile", "Set", ProfileForm

    def do(self, line: BudgetLine, given: dict[str, Any], **by_at: Any) -> str:
        name, shares = given["name"], None
        if given["profile"] == "own":
            shares = given["shares"].replace(",", " ").split()
        elif given["profile"]:
            found = suggested_profile(given["profile"], FinancialYear(given["year"]))
            name, shares = found.name, found.as_text()
        changes.set_spending_profile(
            budget_line_id=line.pk, version=given["version"], name=name, shares=shares, **by_at
        )
        return "Set. Spend to date is held against it from now on."


ACTS: Final[Mapping[str, BudgetAct]] = {
    act.slug: act for act in (RecordFigures(), Vire(), StateCause(), SetProfile())
}


class HasBudgetActs:
    """What the admin of budget lines has besides: the pages of acts, and their links below a line."""

    change_form_after_template = "admin/savings/budget_line_acts.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.act)  # type: ignore[attr-defined]
        own = path("<uuid:line_id>/act/<slug:slug>/", view, name="savings_budget_act")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        line = options.get("obj")
        if line is not None:
            context["acts"] = [
                (act.title, reverse("admin:savings_budget_act", args=[line.pk, act.slug]))
                for act in ACTS.values()
                if required_actor(request).may(act.capability, place_of_line(line))
            ]
        return super().render_change_form(request, context, **options)  # type: ignore[misc]

    def act(self, request: HttpRequest, line_id: UUID, slug: str) -> HttpResponse:
        """Show the page of an act, or do it."""
        act, reader = ACTS.get(slug), required_actor(request)
        line = self.get_object(request, str(line_id))  # type: ignore[attr-defined]
        if act is None or line is None:
            raise Http404
        if not reader.may(act.capability, place_of_line(line)):
            raise PermissionDenied
        if request.method != "POST":
            return self._act_page(request, line, act, act.form(line=line, reader=reader))
        form = act.form(request.POST, line=line, reader=reader)
        if not form.is_valid():
            return self._act_page(request, line, act, form)
        try:
            with transaction.atomic():
                said = act.do(line, dict(form.cleaned_data), **who_and_when(request))
        except Invalid as problem:
            form.show(problem.problems)
        except Stale:
            form.show({NON_FIELD_ERRORS: [LOOK_AGAIN]})
        except (access.Refused, Backdated) as problem:
            form.show({NON_FIELD_ERRORS: [str(problem)]})
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("admin:savings_budgetline_change", args=[line.pk]))
        return self._act_page(request, line, act, form)

    def _act_page(
        self, request: HttpRequest, line: BudgetLine, act: BudgetAct, form: BudgetActForm
    ) -> HttpResponse:
        return page(
            self,
            request,
            "admin/savings/act.html",
            title=act.title,
            status=422 if form.errors else 200,
            name=self.name_of(line),  # type: ignore[attr-defined]
            badges=self.badges(line),  # type: ignore[attr-defined]
            act={"button": act.button},
            intro=[" ".join((type(form).__doc__ or "").split())],
            form=form,
            back=reverse("admin:savings_budgetline_change", args=[line.pk]),
        )


def place_of_line(line: BudgetLine) -> access.Placement:
    """Return where a budget line stands: its programme, with the markings of both."""
    return line.placement()

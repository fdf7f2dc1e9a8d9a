"""The acts on a gap: a line that replaces another, money found once, and what a saving costs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from programme.admin.acting import required_actor
from programme.admin.fields import OfferedField, YearField
from programme.admin.words import pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.acts import Act, ActForm, Decided, reason_box
from savings.admin.fields import PoundsField
from savings.models import Replacement, Saving
from savings.models.delivery import COST_KINDS, COST_SOURCES
from savings.models.saving import OUTLOOK_WORDS

BEARS = {"yes": True, "no": False, "": None}
MAY_STAND_AFTER = ("delivered", "on_track", "deliverable_later", "undeliverable")


class ReplaceForm(Decided):
    """Which line stands in, and why."""

    replacement = OfferedField(label="The line that replaces it", required=True)
    reason = reason_box()

    field_order = ("replacement", "reason", "decision", "decision_maker", "effective")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replacement"]._offer(lines_that_may_replace(self.act))


class Replace(Act):
    """One line is put in the place of another."""

    slug = "replace"
    title = "Replace by another line"
    button = "Replace"
    capability = access.PLAN_MONEY
    form = ReplaceForm
    intro = (
        (
            "The other line counts in full, this one with what the other's plan does not cover, year by year. Its "
            "outlook is then “replaced”. Money that comes once covers its year and leaves a recurring gap open."
        ),
    )

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = form.cleaned_data
        changes.replace_saving(
            saving_id=self.saving.pk,
            version=version,
            replacement_id=given["replacement"],
            reason=given["reason"],
            authority=form.authority,
            **by_at,
        )
        return "Replaced. What is covered stands below, year by year."


class EndReplacementForm(Decided):
    """Why the other line no longer stands in, and how this one now stands."""

    reason = reason_box()
    outlook = forms.ChoiceField(
        label="Its outlook then",
        required=False,
        choices=[
            ("", "As it stood before it was replaced"),
            *((o, OUTLOOK_WORDS[o]) for o in MAY_STAND_AFTER),
        ],
        widget=UnfoldAdminSelectWidget(),
    )

    field_order = ("reason", "outlook", "decision", "decision_maker", "effective")


class EndReplacement(Act):
    """A line no longer stands in for another."""

    slug = "end-replacement"
    title = "End a replacement"
    button = "End the replacement"
    capability = access.PLAN_MONEY
    form = EndReplacementForm
    is_danger = True
    takes_thing = True

    def check(self) -> None:
        """Raise Http404 where no such line stands in for the saving."""
        if self.thing_id not in {link.id for link in self.facts.replacements}:
            raise Http404

    def words(self) -> tuple[str, ...]:
        """Say which line."""
        link = next(one for one in self.facts.replacements if one.id == self.thing_id)
        return (f"{link.ref} {link.name} stands in for it: “{link.reason}”", "Both lines then count in full.")

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = form.cleaned_data
        changes.end_replacement(
            link_id=self.thing_id,
            version=version,
            reason=given["reason"],
            outlook=given["outlook"],
            authority=form.authority,
            **by_at,
        )
        return "The replacement is ended; the record stays."


class MitigationForm(ActForm):
    """Money found once, for a year."""

    year = YearField(label="Financial year")
    amount = PoundsField(label="Amount", required=True, show_hidden_initial=False)
    what = forms.CharField(
        label="Where the money comes from",
        max_length=300,
        widget=UnfoldAdminTextInputWidget(),
        help_text="A reserve, an underspend, a grant of one year …",
    )


class RecordMitigation(Act):
    """Money was found once to cover a year's gap."""

    slug = "one-off-money"
    title = "One-off money for a year's gap"
    button = "Record"
    capability = access.PLAN_MONEY
    form = MitigationForm
    intro = (
        "It closes that year's gap as far as it reaches. A recurring gap stays open, and is shown as open.",
    )

    def words(self) -> tuple[str, ...]:
        """Say how each year's gap stands."""
        return (*self.intro, *(f"{gap.words}." for gap in self.facts.gaps if gap.shortfall or gap.mitigated))

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        changes.record_mitigation(saving_id=self.saving.pk, version=version, **given, **by_at)
        return f"Recorded: {pounds_words(given['amount'])} for {FinancialYear(given['year'])}, once."


class WithdrawForm(ActForm):
    """Why money is not there after all."""

    reason = reason_box(max_length=300)


class WithdrawMitigation(Act):
    """One-off money is not there after all."""

    slug = "withdraw-one-off-money"
    title = "One-off money is not there after all"
    button = "Withdraw"
    capability = access.PLAN_MONEY
    form = WithdrawForm
    is_danger = True
    takes_thing = True

    def check(self) -> None:
        """Raise Http404 where the saving has no such money."""
        if self.thing_id not in {m.id for m in self.facts.mitigations}:
            raise Http404

    def words(self) -> tuple[str, ...]:
        """Say which money."""
        row = next(m for m in self.facts.mitigations if m.id == self.thing_id)
        return (f"{pounds_words(row.amount)} for {row.year}: “{row.what}”", "Both rows stay on the record.")

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        reason = form.cleaned_data["reason"]
        changes.withdraw_mitigation(mitigation_id=self.thing_id, version=version, reason=reason, **by_at)
        return "Withdrawn. The reason is kept."


class CostForm(ActForm):
    """What a saving costs in a year."""

    kind = forms.ChoiceField(label="Kind", choices=list(COST_KINDS.items()), widget=UnfoldAdminSelectWidget())
    year = YearField(label="Financial year")
    amount = PoundsField(label="Amount", show_hidden_initial=False)
    not_known = forms.BooleanField(
        label="There is such a cost, and its amount is not known",
        required=False,
        widget=forms.CheckboxInput(),
    )
    source = forms.ChoiceField(
        label="Source",
        required=False,
        choices=[("", "Not given"), *COST_SOURCES.items()],
        widget=UnfoldAdminSelectWidget(),
        help_text="Every investment names where its money comes from.",
    )
    bears = forms.ChoiceField(
        label="Does the service's own budget bear it?",
        required=False,
        choices=[("", "Not known"), ("yes", "Yes"), ("no", "No")],
        widget=UnfoldAdminSelectWidget(),
    )
    note = forms.CharField(label="Note", required=False, max_length=300, widget=UnfoldAdminTextInputWidget())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("amount") is None and not given.get("not_known") and "amount" not in self.errors:
            self.add_error(
                "amount", "Give the amount, or tick below that it is not known: a blank is not a nil."
            )
        if given.get("amount") is not None and given.get("not_known"):
            self.add_error("not_known", "An amount is given above: untick this, or leave the amount blank.")
        return given


class StateCost(Act):
    """What a saving costs in a year is stated."""

    slug = "cost"
    title = "State what it costs"
    button = "State"
    capability = access.PLAN_MONEY
    form = CostForm
    intro = (
        (
            "It stands in place of what was stated of that kind, year and source; nil takes it back. Net is shown "
            "beside gross, and not known where a cost is not known."
        ),
    )

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = form.cleaned_data
        changes.state_cost(
            saving_id=self.saving.pk,
            version=version,
            kind=given["kind"],
            year=given["year"],
            amount=given["amount"],
            source=given["source"],
            borne_by_service=BEARS[given["bears"]],
            note=given["note"],
            **by_at,
        )
        return f"Stated: {COST_KINDS[given['kind']].lower()} in {FinancialYear(given['year'])}."


def lines_that_may_replace(act: Act) -> list[tuple[UUID, str]]:
    """Return the lines of the same council this person may plan that stand in for nothing yet, as offers."""
    reader = required_actor(act.request)
    council = act.saving.programme.organisation_id
    taken = set(Replacement.objects.values_list("replacement_id", flat=True))
    rows = Saving.objects.visible_to(reader).filter(programme__organisation_id=council)
    rows = rows.exclude(kind="adjustment").exclude(pk=act.saving.pk).select_related("programme", "workstream")
    return [
        (s.pk, f"{s.programme.code} · {s.ref} {s.name}")
        for s in rows.order_by("programme__code", "line_no", "ref")
        if s.pk not in taken and reader.may(access.PLAN_MONEY, s.placement())
    ]

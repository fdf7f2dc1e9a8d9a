"""The acts by which finance settles what a shortfall means for a coming budget: left in the base, or written out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from unfold.widgets import (
    UnfoldAdminTextInputWidget,
)

from programme.admin.acting import required_actor, today
from programme.admin.words import pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.acts import Act, Decided, reason_box
from savings.models import Saving
from savings.queries.delivery import SavingDelivery
from savings.queries.proposed import ProposalRow, pressure_proposals
from savings.rules.notation import show_pounds
from savings.rules.pressures import Choice


class SettleForm(Decided):
    """Why finance settles it so; a decision where a frozen plan is written out."""

    seen = forms.DecimalField(widget=forms.HiddenInput)
    reason = reason_box()
    name = forms.CharField(
        label="What the pressure is called",
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Left blank: the line's name, deferred from its ref.",
    )

    field_order = ("reason", "name", "decision", "decision_maker", "effective")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.act.found.proposal.amount
        if self.act.choice is Choice.LEFT_IN_BASE or self.act.found.linked:
            del self.fields["name"]


class Settle(Act):
    """Finance settles what a shortfall means for the budget of a year. The year is asked for in the address."""

    capability = access.VALIDATE
    form = SettleForm
    details = "admin/savings/proposal_preview.html"
    choice: Choice

    def __init__(
        self, request: HttpRequest, saving: Saving, facts: SavingDelivery, thing_id: UUID | None
    ) -> None:
        super().__init__(request, saving, facts, thing_id)
        self.year = budget_year(request)
        proposed = pressure_proposals(
            reader=required_actor(request), programme_ids=[saving.programme_id], year=self.year
        )
        self.proposal: ProposalRow | None = proposed.get(saving.pk)

    @property
    def found(self) -> ProposalRow:
        """Return the proposal. Raises Http404 where there is none."""
        if self.proposal is None:
            raise Http404
        return self.proposal

    def check(self) -> None:
        """Raise Http404 where the saving proposes nothing for that year."""
        assert self.found

    @property
    def takes_decision(self) -> bool:
        """Return whether a frozen plan is written out."""
        return self.choice is Choice.WRITTEN_OUT and super().takes_decision

    def shown(self) -> dict[str, Any]:
        """Return the proposal year by year, and what follows."""
        return {"rows": proposal_rows(self.found), "writes_out": self.choice is Choice.WRITTEN_OUT}

    def back(self) -> str:
        """Return to the proposals of that year."""
        return f"{reverse('admin:savings_pressure_proposals')}?year={self.year.start_year}"

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = form.cleaned_data
        changes.settle_saving(
            saving_id=self.saving.pk,
            version=version,
            year=self.year.start_year,
            choice=self.choice.value,
            reason=given["reason"],
            name=given.get("name", ""),
            seen=given["seen"],
            authority=form.authority,
            **by_at,
        )
        return f"{self.saving.ref} is settled for {self.year}: {self.done}."


class LeaveInBase(Settle):
    """The saving stays in the base, still to deliver."""

    slug = "leave-in-base"
    title = "Leave it in the base"
    button = "Leave it in the base"
    choice = Choice.LEFT_IN_BASE
    done = "left in the base, still to deliver"

    def words(self) -> tuple[str, ...]:
        """Say what follows."""
        return (
            (
                f"No pressure goes into the budget of {self.year}. The plan stays as it is, and its shortfall stays to "
                "be delivered."
            ),
        )


class WriteOut(Settle):
    """The pressure is accepted and the saving written out by it."""

    slug = "write-out"
    title = "Accept the pressure and write the saving out"
    button = "Accept and write out"
    choice = Choice.WRITTEN_OUT
    is_danger = True
    done = "the pressure is accepted and the saving written out"

    def words(self) -> tuple[str, ...]:
        """Say what follows."""
        asked = show_pounds(self.found.proposal.amount)
        if self.found.linked:
            return (
                (
                    f"Pressure {self.found.linked} names this line already and is used as it stands. The plan falls by "
                    "its amounts."
                ),
            )
        return (
            (
                f"A pressure of {asked} goes into the budget of {self.year}, linked to this line, and the same amounts "
                "leave its plan from that year on. What still arrives stays in the plan."
            ),
        )


class UndoSettleForm(Decided):
    """Why a settlement is undone."""

    reason = reason_box()

    field_order = ("reason", "decision", "decision_maker", "effective")


class UndoSettlement(Act):
    """A settlement is undone."""

    slug = "undo-settlement"
    title = "Undo a settlement"
    button = "Undo"
    capability = access.VALIDATE
    form = UndoSettleForm
    is_danger = True
    takes_thing = True

    def __init__(
        self, request: HttpRequest, saving: Saving, facts: SavingDelivery, thing_id: UUID | None
    ) -> None:
        super().__init__(request, saving, facts, thing_id)
        self.row = next((s for s in facts.settlements if s.id == thing_id), None)

    def check(self) -> None:
        """Raise Http404 where the saving has no such settlement."""
        if self.row is None:
            raise Http404

    @property
    def takes_decision(self) -> bool:
        """Return whether a frozen plan is given back what was written out."""
        written = self.row is not None and self.row.choice == Choice.WRITTEN_OUT
        return written and super().takes_decision

    def words(self) -> tuple[str, ...]:
        """Say what is undone."""
        assert self.row is not None
        said = f"Settled for {self.row.year}: {self.row.words.lower()}. “{self.row.reason}”"
        if self.row.choice == Choice.LEFT_IN_BASE:
            return (said, "The line proposes its pressure again.")
        return (said, "The plan gets back what was written out, and the pressure made for it is withdrawn.")

    def back(self) -> str:
        """Return to the proposals of that year."""
        assert self.row is not None
        return f"{reverse('admin:savings_pressure_proposals')}?year={self.row.year.start_year}"

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        changes.undo_settlement(
            settlement_id=self.thing_id,
            version=version,
            reason=form.cleaned_data["reason"],
            authority=form.authority,
            **by_at,
        )
        return "Undone. Both rows stay on the record."


def budget_year(request: HttpRequest) -> FinancialYear:
    """Return the budget year asked for; the one after today's where none is."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= 2099:
        return FinancialYear(int(asked))
    return FinancialYear.containing(today()).next()


def proposal_rows(found: ProposalRow) -> list[dict[str, str]]:
    """Return a proposal year by year, in words."""
    return [
        {
            "year": one.year.label,
            "plan": pounds_words(one.plan),
            "forecast": pounds_words(one.forecast),
            "permanent": pounds_words(one.permanent),
            "timing": pounds_words(one.timing),
            "cover": pounds_words(one.cover) if one.cover else "",
            "pressure": pounds_words(one.pressure),
            "after": pounds_words(one.plan_after),
        }
        for one in found.proposal.years
    ]

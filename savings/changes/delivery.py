"""Changes to what is said to be delivered: outlook and claims by the owner, validation by finance alone."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from programme.changes import Invalid, said_at
from programme.changes.saving_rows import is_quiet, locked, save
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.closing_guard import refuse_closed
from savings.changes.freezing import (
    TAKING_UP,
    WITHDRAWING,
    Asked,
    Authority,
    check_stated,
    decision_facts,
    demand_decision,
    with_decision,
)
from savings.changes.maturity import standing_validations
from savings.changes.plan import tell
from savings.models import Claim, OutlookReport, Saving, Validation
from savings.models.saving import OUTLOOK_WORDS
from savings.rules.notation import show_pounds
from savings.rules.validation import Facts, Period, beyond_claim

WITHDRAWN = "withdrawn"
AT_RISK_NAMES = "At risk names a mitigation, who owns it and by when"


@transaction.atomic
def report_outlook(
    *, saving_id: UUID, version: int | None, outlook: str, reason: str, by: access.Actor, at: datetime,
    mitigation: str = "", mitigation_owner: str = "", mitigation_date: date | None = None,
    authority: Authority | None = None,
) -> OutlookReport:  # fmt: skip
    """Report how a saving stands against its plan.

    At risk takes a mitigation with an owner and a date, replaced a line that replaces it, and withdrawn, as
    coming back from it, a decision. Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"the outlook of {saving.ref}")
    if outlook not in OUTLOOK_WORDS:
        raise Invalid({"outlook": [f"Choose one of {', '.join(OUTLOOK_WORDS)}"]})
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the outlook of {saving.ref} changes"]})
    if outlook == "at_risk" and not (mitigation.strip() and mitigation_owner.strip() and mitigation_date):
        raise Invalid({"mitigation": [AT_RISK_NAMES]})
    _check_replaced(saving, outlook, by)
    _check_withdrawal(saving, outlook, authority, by=by, at=at)
    return say_outlook(
        saving,
        outlook,
        reason=with_decision(reason, authority),
        mitigation={
            "mitigation": mitigation.strip(),
            "mitigation_owner": mitigation_owner.strip(),
            "mitigation_date": mitigation_date,
        },
        facts=decision_facts(authority),
        by=by,
        at=at,
    )


def say_outlook(
    saving: Saving, outlook: str, *, reason: str, by: access.Actor, at: datetime,
    mitigation: dict[str, Any] | None = None, facts: dict[str, Any] | None = None,
) -> OutlookReport:  # fmt: skip
    """Put an outlook on record for a saving that is locked and may have it. Raises Backdated."""
    newest = newest_outlook(saving)
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by, reason=reason)
    report = OutlookReport.objects.create(
        saving=saving, outlook=outlook, reason=reason, **(mitigation or {}), **_said(saving, by, at)
    )
    was = newest.outlook if newest else ""
    tell(saving, events.OutlookReported, by=by, at=at, was=was, now=outlook, reason=reason, **(facts or {}))
    return report


def newest_outlook(saving: Saving) -> OutlookReport | None:
    """Return the outlook last said of a saving."""
    return saving.outlooks.order_by("-recorded_at", "-saving_version").first()


@transaction.atomic
def claim_saving(
    *, saving_id: UUID, version: int | None, year: int, amount: Decimal, reason: str, by: access.Actor,
    at: datetime, corrects_period: str = "",
) -> Claim:  # fmt: skip
    """Claim an amount of a financial year as delivered, in pounds; it stands in place of the year's last claim.

    A year that finance has closed takes the period it corrects. Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"claims on {saving.ref}")
    _refuse_adjustment(saving)
    if amount <= 0:
        raise Invalid({"amount": ["A claim is above nil"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say what shows it is delivered"]})
    _refuse_closed(saving, year, corrects_period, f"the claim on {saving.ref}")
    newest = saving.claims.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by, reason=reason)
    claim = Claim.objects.create(
        saving=saving,
        year=year,
        amount=amount,
        reason=reason.strip(),
        corrects_period=corrects_period.strip(),
        **_said(saving, by, at),
    )
    tell(saving, events.SavingClaimed, by=by, at=at, year=year, amount=amount, reason=reason.strip())
    return claim


@transaction.atomic
def validate_saving(
    *, saving_id: UUID, version: int | None, year: int, amount: Decimal, base_budget_reduced: bool,
    spend_followed: bool, by: access.Actor, at: datetime, evidence: str = "", budget_evidence: str = "",
    spend_evidence: str = "", period: str = "", why_beyond_claim: str = "", corrects_period: str = "",
) -> Validation:  # fmt: skip
    """Validate an amount of a year, or of months of it ("M1-M5"), on both facts. Finance does, never the owner.

    Validations of a year add up; beyond what is claimed of it finance says why. `evidence` speaks of both facts
    together, in place of a text for each. Raises Refused, Stale, Invalid, Backdated.
    Source: docs/method.md, "Validation".
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"the validation of {saving.ref}")
    if saving.owner_id is not None and saving.owner_id == by.person_id:
        raise access.Refused(f"You own {saving.ref}: someone else in finance validates it.")
    _refuse_adjustment(saving)
    about = _period(period)
    seen = {"evidence": evidence, "budget_evidence": budget_evidence, "spend_evidence": spend_evidence}
    told = _evidence(**{name: text.strip() for name, text in seen.items()})
    _check_validation(saving, amount, Facts(base_budget_reduced, spend_followed), told)
    if not is_quiet(by):  # history being loaded is taken as it was
        _check_begun(saving, FinancialYear(year), about, at=at)
        _check_beyond_claim(saving, year, amount, why_beyond_claim)
    _refuse_closed(saving, year, corrects_period, f"the validation of {saving.ref}")
    newest = saving.validations.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by)
    row = Validation.objects.create(
        saving=saving,
        year=year,
        amount=amount,
        period=str(about),
        base_budget_reduced=True,
        spend_followed=True,
        beyond_claim=why_beyond_claim.strip(),
        corrects_period=corrects_period.strip(),
        **told,
        **_said(saving, by, at),
    )
    tell(saving, events.SavingValidated, by=by, at=at, year=year, amount=amount, period=row.period)
    return row


@transaction.atomic
def undo_validation(
    *, validation_id: UUID, reason: str, by: access.Actor, at: datetime, version: int | None = None,
    corrects_period: str = "",
) -> Validation:  # fmt: skip
    """Take a validation back, with the reason; both rows stay, and claim, outlook and maturity as they were said.

    `version` is the saving's. Raises Refused, Stale, Invalid, Backdated.
    """
    row = Validation.objects.get(pk=validation_id)
    saving = locked(Saving, row.saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"the validation of {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": ["Say why the validation is taken back"]})
    if row.undoes_id or Validation.objects.filter(undoes=row).exists():
        raise Invalid({"validation": ["It has been taken back already"]})
    _refuse_closed(saving, row.year, corrects_period, f"the validation of {saving.ref}")
    newest = saving.validations.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by, reason=reason)
    undone = Validation.objects.create(
        saving=saving,
        year=row.year,
        amount=row.amount,
        period=row.period,
        base_budget_reduced=row.base_budget_reduced,
        spend_followed=row.spend_followed,
        evidence=reason.strip(),
        corrects_period=corrects_period.strip(),
        undoes=row,
        **_said(saving, by, at),
    )
    tell(
        saving,
        events.ValidationUndone,
        by=by,
        at=at,
        year=row.year,
        amount=row.amount,
        period=row.period,
        reason=reason.strip(),
    )
    return undone


def _check_replaced(saving: Saving, outlook: str, by: access.Actor) -> None:
    """Hold outlook and link together: replaced exactly while a line that replaces it is linked."""
    links = list(
        saving.replacements.select_related("replacement__programme", "replacement__workstream").order_by(
            "replacement__ref"
        )
    )
    if outlook == "replaced" and not links:
        words = f"Replaced by which line? Link the line that replaces {saving.ref} first"
        raise Invalid({"outlook": [words]})
    if outlook != "replaced" and links:
        seen = [link.replacement.ref for link in links if by.sees(link.replacement.placement())]
        names = ", ".join(seen) or "another line"
        words = f"{saving.ref} is replaced by {names}: end that link first, or leave it replaced"
        raise Invalid({"outlook": [words]})


def _check_withdrawal(
    saving: Saving, outlook: str, authority: Authority | None, *, by: access.Actor, at: datetime
) -> None:
    """Hold a withdrawal, and taking the line up again, to a decision by whoever plans the money."""
    newest = newest_outlook(saving)
    was = newest.outlook if newest else ""
    if outlook == was or WITHDRAWN not in (was, outlook):
        if authority is not None:
            asked = Asked(saving.programme_id, "its outlook", saving.pk, saving.workstream_id, saving.ref)
            check_stated(asked, authority, by=by, at=at)
        return
    what = WITHDRAWING if outlook == WITHDRAWN else TAKING_UP
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"{saving.ref} by {what}")
    demand_decision(saving, authority, what=what, by=by, at=at)


def _refuse_adjustment(saving: Saving) -> None:
    if saving.kind == "adjustment":
        raise Invalid({"amount": [f"{saving.ref} is an adjustment: it is neither claimed nor validated"]})


def _refuse_closed(saving: Saving, year: int, corrects_period: str, thing: str) -> None:
    refuse_closed(
        programme_id=saving.programme_id, year=year, month=None, corrects_period=corrects_period, thing=thing
    )


def _period(text: str) -> Period:
    try:
        return Period.read(text)
    except ValueError as problem:
        raise Invalid({"period": [str(problem)]}) from problem


def _evidence(evidence: str, budget_evidence: str, spend_evidence: str) -> dict[str, str]:
    """Return the three texts as kept: the common one is made of the two where it is not given."""
    both = f"Base budget: {budget_evidence}. Spend or income: {spend_evidence}."
    said = evidence or (both if budget_evidence and spend_evidence else "")
    return {"evidence": said[:1000], "budget_evidence": budget_evidence, "spend_evidence": spend_evidence}


def _check_validation(saving: Saving, amount: Decimal, facts: Facts, told: dict[str, str]) -> None:
    if facts.problem:
        raise Invalid(
            {"evidence": [f"{facts.problem} It takes both; validate the part for which both hold."]}
        )
    if amount <= 0:
        raise Invalid({"amount": ["A validation is above nil: give the part for which both facts hold"]})
    if not told["evidence"]:
        raise Invalid({"evidence": [f"Say what was seen of {saving.ref}, in the budget and in the spend"]})


def _check_begun(saving: Saving, year: FinancialYear, about: Period, *, at: datetime) -> None:
    """Refuse months to come, of which nothing can have been seen."""
    if not about.has_begun(year, on=timezone.localdate(at)):
        what = f"{about} of {year}" if str(about) else str(year)
        raise Invalid({"period": [f"{what} has not begun: nothing of {saving.ref} can be seen there yet"]})


def _check_beyond_claim(saving: Saving, year: int, amount: Decimal, why: str) -> None:
    claim = saving.claims.filter(year=year).order_by("-recorded_at", "-saving_version").first()
    held = standing_validations(saving).filter(year=year).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    claimed = claim.amount if claim else None
    over = beyond_claim(amount, claimed=claimed, validated=held)
    if over and not why.strip():
        of = FinancialYear(year)
        said = (
            f"the {show_pounds(claimed)} claimed"
            if claimed is not None
            else "what is claimed, which is nothing"
        )
        words = (
            f"That makes {show_pounds(held + amount)} validated of {of}, {show_pounds(over)} more than {said}: "
            "say why finance goes beyond the claim"
        )
        raise Invalid({"why_beyond_claim": [words]})


def _said(saving: Saving, by: access.Actor, at: datetime) -> dict[str, Any]:
    return {
        "saving_version": saving.version,
        "recorded_at": at,
        "recorded_by_id": by.person_id,
        "recorded_by_name": by.name,
    }

"""Changes to what is said to be delivered: outlook and claims by the owner, validation by finance alone."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid, said_at
from programme.changes.saving_rows import locked, save
from programme.rules import access
from savings import events
from savings.changes.plan import tell
from savings.models import Claim, OutlookReport, Saving, Validation
from savings.models.saving import OUTLOOK_WORDS


@transaction.atomic
def report_outlook(
    *, saving_id: UUID, version: int | None, outlook: str, reason: str, by: access.Actor, at: datetime,
    mitigation: str = "", mitigation_owner: str = "", mitigation_date: date | None = None,
) -> OutlookReport:  # fmt: skip
    """Report how a saving stands against its plan. At risk takes a mitigation with an owner and a date.

    Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"the outlook of {saving.ref}")
    if outlook not in OUTLOOK_WORDS:
        raise Invalid({"outlook": [f"Choose one of {', '.join(OUTLOOK_WORDS)}"]})
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the outlook of {saving.ref} changes"]})
    if outlook == "at_risk" and not (mitigation.strip() and mitigation_owner.strip() and mitigation_date):
        raise Invalid({"mitigation": ["At risk names a mitigation, who owns it and by when"]})
    newest = saving.outlooks.order_by("-recorded_at", "-saving_version").first()
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by, reason=reason)
    report = OutlookReport.objects.create(
        saving=saving,
        outlook=outlook,
        reason=reason.strip(),
        mitigation=mitigation.strip(),
        mitigation_owner=mitigation_owner.strip(),
        mitigation_date=mitigation_date,
        saving_version=saving.version,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    was = newest.outlook if newest else ""
    tell(saving, events.OutlookReported, by=by, at=at, was=was, now=outlook, reason=reason.strip())
    return report


@transaction.atomic
def claim_saving(
    *, saving_id: UUID, version: int | None, year: int, amount: Decimal, reason: str, by: access.Actor,
    at: datetime,
) -> Claim:  # fmt: skip
    """Claim an amount of a financial year as delivered, in pounds. Raises Refused, Stale, Invalid."""
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"claims on {saving.ref}")
    if amount <= 0:
        raise Invalid({"amount": ["A claim is above nil"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say what shows it is delivered"]})
    save(saving, by=by, reason=reason)
    claim = Claim.objects.create(
        saving=saving,
        year=year,
        amount=amount,
        reason=reason.strip(),
        saving_version=saving.version,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    tell(saving, events.SavingClaimed, by=by, at=at, year=year, amount=amount, reason=reason.strip())
    return claim


@transaction.atomic
def validate_saving(
    *, saving_id: UUID, version: int | None, year: int, amount: Decimal, base_budget_reduced: bool,
    spend_followed: bool, evidence: str, by: access.Actor, at: datetime, period: str = "",
) -> Validation:  # fmt: skip
    """Validate an amount of a year, on both facts. Finance does, and never the line's owner.

    Raises Refused, Stale, Invalid.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"the validation of {saving.ref}")
    if saving.owner_id is not None and saving.owner_id == by.person_id:
        raise access.Refused(f"You own {saving.ref}: someone else in finance validates it.")
    if not (base_budget_reduced and spend_followed):
        raise Invalid(
            {"evidence": ["It takes both: the base budget reduced, and spend or income following it"]}
        )
    if amount <= 0 or not evidence.strip():
        raise Invalid({"amount": ["Give an amount above nil and the evidence seen"]})
    save(saving, by=by)
    row = Validation.objects.create(
        saving=saving,
        year=year,
        amount=amount,
        period=period,
        base_budget_reduced=True,
        spend_followed=True,
        evidence=evidence.strip(),
        saving_version=saving.version,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    tell(saving, events.SavingValidated, by=by, at=at, year=year, amount=amount)
    return row


@transaction.atomic
def undo_validation(*, validation_id: UUID, reason: str, by: access.Actor, at: datetime) -> Validation:
    """Take a validation back, with the reason; both rows stay. Raises Refused, Invalid."""
    row = Validation.objects.select_related("saving").get(pk=validation_id)
    saving = locked(Saving, row.saving_id, version=None)
    by.require(access.VALIDATE, saving.placement(), thing=f"the validation of {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": ["Say why the validation is taken back"]})
    if row.undoes_id or Validation.objects.filter(undoes=row).exists():
        raise Invalid({"validation": ["It has been taken back already"]})
    save(saving, by=by, reason=reason)
    undone = Validation.objects.create(
        saving=saving,
        year=row.year,
        amount=row.amount,
        period=row.period,
        base_budget_reduced=row.base_budget_reduced,
        spend_followed=row.spend_followed,
        evidence=reason.strip(),
        undoes=row,
        saving_version=saving.version,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    tell(
        saving, events.ValidationUndone, by=by, at=at, year=row.year, amount=row.amount, reason=reason.strip()
    )
    return undone

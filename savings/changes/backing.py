"""Changes to what stands behind a saving: its evidence, what it costs, and money found once to cover its gap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid, said_at
from programme.changes.saving_rows import locked, save
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.plan import tell
from savings.models import EvidenceReview, Mitigation, Saving, SavingCost
from savings.models.delivery import COST_KINDS, COST_SOURCES
from savings.rules.evidence import grade, read_answers


@transaction.atomic
def review_evidence(
    *, saving_id: UUID, version: int | None, answers: Mapping[str, str], by: access.Actor, at: datetime,
    note: str = "",
) -> EvidenceReview:  # fmt: skip
    """Answer the six questions that tell whether a saving is real. Finance does, and never the line's owner.

    A question left out keeps the answer it had. Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"the evidence of {saving.ref}")
    if saving.owner_id is not None and saving.owner_id == by.person_id:
        raise access.Refused(f"You own {saving.ref}: someone else in finance reviews its evidence.")
    _refuse_adjustment(saving, "answers", "its evidence is that of the line it corrects")
    newest = saving.evidence_reviews.order_by("-recorded_at", "-saving_version").first()
    said_at(newest.recorded_at if newest else None, at)
    try:
        told = read_answers({**(newest.answers if newest else {}), **answers})
    except ValueError as problem:
        raise Invalid({"answers": [str(problem)]}) from problem
    save(saving, by=by, reason=note)
    review = EvidenceReview.objects.create(
        saving=saving,
        answers={question: answer.value for question, answer in told.items()},
        note=note.strip(),
        **_said(saving, by, at),
    )
    tell(saving, events.EvidenceReviewed, by=by, at=at, grade=grade(review.answers).value)
    return review


@transaction.atomic
def state_cost(
    *, saving_id: UUID, version: int | None, kind: str, year: int, amount: Decimal | None, by: access.Actor,
    at: datetime, source: str = "", borne_by_service: bool | None = None, note: str = "",
) -> SavingCost:  # fmt: skip
    """State what a saving costs in a year, in pounds; None for a cost that is there and not known.

    It stands in place of what was stated of that kind, year and source; nil takes it back. An investment names
    its source. Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what {saving.ref} costs")
    _refuse_adjustment(saving, "kind", "it has no cost of its own")
    if kind not in COST_KINDS:
        raise Invalid({"kind": [f"Choose one of {', '.join(COST_KINDS)}"]})
    if source and source not in COST_SOURCES:
        raise Invalid({"source": [f"Choose one of {', '.join(COST_SOURCES)}"]})
    if kind == "one_off" and not source:
        raise Invalid({"source": ["Where does the investment come from? Choose its source"]})
    if amount is not None and amount < 0:
        raise Invalid({"amount": ["A cost is nil or above; leave it blank where it is not known"]})
    newest = saving.costs.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    save(saving, by=by, reason=note)
    row = SavingCost.objects.create(
        saving=saving,
        kind=kind,
        year=year,
        amount=amount,
        source=source,
        borne_by_service=borne_by_service,
        note=note.strip(),
        **_said(saving, by, at),
    )
    tell(saving, events.CostStated, by=by, at=at, cost=kind, year=year, amount=amount, source=source)
    return row


@transaction.atomic
def record_mitigation(
    *, saving_id: UUID, version: int | None, year: int, amount: Decimal, what: str, by: access.Actor,
    at: datetime,
) -> Mitigation:  # fmt: skip
    """Record money found once to cover a gap of one year, in pounds. Raises Refused, Stale, Invalid, Backdated."""
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"one-off money for {saving.ref}")
    _refuse_adjustment(saving, "amount", "it has no gap of its own")
    if amount <= 0:
        raise Invalid({"amount": ["One-off money is above nil"]})
    if not what.strip():
        raise Invalid({"what": ["Where does the money come from: a reserve, an underspend …?"]})
    _in_order(saving, at)
    save(saving, by=by, reason=what)
    row = Mitigation.objects.create(
        saving=saving, year=year, amount=amount, what=what.strip(), **_said(saving, by, at)
    )
    tell(saving, events.MitigationRecorded, by=by, at=at, year=year, amount=amount, what=row.what)
    return row


@transaction.atomic
def withdraw_mitigation(
    *, mitigation_id: UUID, reason: str, by: access.Actor, at: datetime, version: int | None = None
) -> Mitigation:
    """Say that one-off money is not there after all; both rows stay. `version` is the saving's.

    Raises Refused, Stale, Invalid, Backdated.
    """
    row = Mitigation.objects.get(pk=mitigation_id)
    saving = locked(Saving, row.saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"one-off money for {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the money for {FinancialYear(row.year)} is not there after all"]})
    if row.withdraws_id or Mitigation.objects.filter(withdraws=row).exists():
        raise Invalid({"mitigation": ["It has been withdrawn already"]})
    _in_order(saving, at)
    save(saving, by=by, reason=reason)
    withdrawn = Mitigation.objects.create(
        saving=saving,
        year=row.year,
        amount=row.amount,
        what=reason.strip()[:300],
        withdraws=row,
        **_said(saving, by, at),
    )
    facts = {"year": row.year, "amount": row.amount, "reason": reason.strip()}
    tell(saving, events.MitigationWithdrawn, by=by, at=at, **facts)
    return withdrawn


def _in_order(saving: Saving, at: datetime) -> None:
    newest = saving.mitigations.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)


def _refuse_adjustment(saving: Saving, field: str, why: str) -> None:
    if saving.kind == "adjustment":
        raise Invalid({field: [f"{saving.ref} is an adjustment: {why}"]})


def _said(saving: Saving, by: access.Actor, at: datetime) -> dict[str, Any]:
    return {
        "saving_version": saving.version,
        "recorded_at": at,
        "recorded_by_id": by.person_id,
        "recorded_by_name": by.name,
    }

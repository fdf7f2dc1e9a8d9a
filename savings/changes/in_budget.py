"""Putting a saving in the budget: the Council's approval, and taking one back. Neither approves implementation.

Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from programme.changes import Invalid, said_at
from programme.changes.deciding import BUDGET, Asked, check_named, who_decides
from programme.changes.saving_rows import locked, save
from programme.rules import access
from savings import events
from savings.changes.freezing import freeze
from savings.changes.plan import check_pence, check_sign, tell
from savings.models import BudgetApproval, BudgetReduction, Saving
from savings.rules.in_budget import Reduction


@transaction.atomic
def approve_budget(
    *, saving_id: UUID, version: int | None, council_date: date, decision: str, reductions: Sequence[Reduction],
    by: access.Actor, at: datetime, note: str = "",
) -> BudgetApproval:  # fmt: skip
    """Record that the Council approved a budget with this saving in it: so much by year, out of which codes.

    It freezes the plan from this moment, unless it is frozen, and leaves maturity and outlook as they are. The
    decision is Council's, on the record, made that day.
    Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what of {saving.ref} is in the budget")
    _check_decision(saving, council_date, decision, by=by, at=at)
    _check_reductions(saving, reductions)
    freeze(saving, at=at)
    approval = _record(saving, by=by, at=at, council_date=council_date, decision=decision, note=note)
    BudgetReduction.objects.bulk_create(
        BudgetReduction(
            approval=approval,
            year=one.year.start_year,
            amount=one.amount,
            cost_centre=one.cost_centre.strip(),
            subjective=one.subjective.strip(),
        )
        for one in reductions
    )
    amounts = {one.year.start_year: one.amount * 0 for one in reductions}
    for one in reductions:
        amounts[one.year.start_year] += one.amount
    tell(
        saving,
        events.BudgetApproved,
        by=by,
        at=at,
        council_date=council_date,
        decision=approval.decision,
        amounts=amounts,
    )
    return approval


@transaction.atomic
def withdraw_budget_approval(
    *, approval_id: UUID, version: int | None, council_date: date, decision: str, reason: str, by: access.Actor,
    at: datetime,
) -> BudgetApproval:  # fmt: skip
    """Take a budget approval back by a row that names it, with the decision that did so; the plan stays frozen.

    `version` is the saving's. Raises Refused, Stale, Invalid, Backdated.
    """
    taken_back = BudgetApproval.objects.get(pk=approval_id)
    saving = locked(Saving, taken_back.saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what of {saving.ref} is in the budget")
    if taken_back.withdraws_id or BudgetApproval.objects.filter(withdraws=taken_back).exists():
        raise Invalid({"withdraws": ["It has been taken back already"]})
    if not reason.strip():
        raise Invalid({"note": [f"Say why {saving.ref} leaves the budget"]})
    _check_decision(saving, council_date, decision, by=by, at=at)
    if council_date < taken_back.council_date:
        raise Invalid({"council_date": ["It cannot be taken back before the Council approved it"]})
    row = _record(
        saving, by=by, at=at, council_date=council_date, decision=decision, note=reason, withdraws=taken_back
    )
    tell(
        saving,
        events.BudgetApprovalWithdrawn,
        by=by,
        at=at,
        council_date=council_date,
        decision=row.decision,
        approved_on=taken_back.council_date,
        reason=reason.strip(),
    )
    return row


def _record(
    saving: Saving, *, by: access.Actor, at: datetime, council_date: date, decision: str, note: str,
    withdraws: BudgetApproval | None = None,
) -> BudgetApproval:  # fmt: skip
    newest = saving.budget_approvals.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    said_at(newest, at)
    words = f"Budget of {council_date.day} {council_date:%b %Y}, {decision.strip()}"
    save(saving, by=by, reason=f"Taken back: {words}" if withdraws else words)
    return BudgetApproval.objects.create(
        saving=saving,
        council_date=council_date,
        decision=decision.strip(),
        note=note.strip(),
        withdraws=withdraws,
        saving_version=saving.version,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )


def _check_decision(
    saving: Saving, council_date: date, decision: str, *, by: access.Actor, at: datetime
) -> None:
    """Check that Council decided it, on that day, on the record. Raises Invalid."""
    asked = Asked(
        programme_id=saving.programme_id,
        what="what is in the budget",
        kind=BUDGET,
        saving_id=saving.pk,
        workstream_id=saving.workstream_id,
        ref=saving.ref,
        on=council_date,
    )
    problems: dict[str, list[str]] = {}
    if not decision.strip():
        who = who_decides(asked, by=by, at=at)
        problems["decision"] = [f"Which decision? {who}Give its reference, as it is on the record"]
    if council_date > timezone.localtime(at).date():
        day = f"{council_date.day} {council_date:%b %Y}"
        problems["council_date"] = [f"The Council meets on {day}: record its approval once it has approved"]
    if problems:
        raise Invalid(problems)
    check_named(asked, decision, by=by, at=at)


def _check_reductions(saving: Saving, reductions: Sequence[Reduction]) -> None:
    if not reductions:
        raise Invalid({"amounts": ["Give what the budget takes out of at least one year"]})
    check_sign(saving, [one.amount for one in reductions])
    check_pence(one.amount for one in reductions)
    named = [(one.year, one.cost_centre.strip(), one.subjective.strip()) for one in reductions]
    for year, cost_centre, subjective in {each for each in named if named.count(each) > 1}:
        code = "/".join(part for part in (cost_centre, subjective) if part) or "no code"
        raise Invalid({"amounts": [f"{year} names {code} twice: give each code once a year"]})
    for column in ("cost_centre", "subjective"):
        if long := [getattr(one, column) for one in reductions if len(getattr(one, column).strip()) > 40]:
            raise Invalid({"amounts": [f"“{long[0][:20]}…” is too long for a code: 40 characters at most"]})

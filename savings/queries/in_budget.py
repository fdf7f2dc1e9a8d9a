"""What of savings is in the budget, and on which codes they fall. Beside maturity and outlook, never in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from programme.queries.once import once
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import BudgetApproval, BudgetReduction, CodingSplit, Saving
from savings.rules.in_budget import Approval, CodeShare, InBudget, Reduction, in_budget


def budgeted(*, reader: Actor, ids: Iterable[UUID], at: datetime | None = None) -> dict[UUID, InBudget]:
    """Return what stands in the budget of the savings this reader may see, by id; nothing of one without an approval.

    With `at` it is as had been recorded by that moment.
    """
    found = {
        key: in_budget(approvals) for key, approvals in approvals_of(reader=reader, ids=ids, at=at).items()
    }
    return {key: stands for key, stands in found.items() if stands is not None}


def approvals_of(
    *, reader: Actor, ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, list[Approval]]:
    """Return every budget approval recorded of the savings this reader may see, by id, the oldest first."""
    seen = _seen(reader, ids) if at is None else _ever_seen(reader, ids)
    rows = BudgetApproval.objects.filter(saving__in=seen).order_by("recorded_at", "saving_version")
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    listed = list(rows)
    reductions: dict[UUID, list[Reduction]] = defaultdict(list)
    cells = BudgetReduction.objects.filter(approval__in=listed) if listed else BudgetReduction.objects.none()
    for cell in cells.order_by("year", "cost_centre", "subjective"):
        reduction = Reduction(FinancialYear(cell.year), cell.amount, cell.cost_centre, cell.subjective)
        reductions[cell.approval_id].append(reduction)
    found: dict[UUID, list[Approval]] = defaultdict(list)
    for row in listed:
        found[row.saving_id].append(
            Approval(
                id=row.id,
                council_date=row.council_date,
                decision=row.decision,
                recorded_at=row.recorded_at,
                by=row.recorded_by_name,
                reductions=tuple(reductions[row.id]),
                note=row.note,
                withdraws=row.withdraws_id,
            )
        )
    return dict(found)


def coding(*, reader: Actor, ids: Iterable[UUID]) -> dict[UUID, tuple[CodeShare, ...]]:
    """Return the codes of the savings this reader may see, by id, the largest share first; nothing for none."""
    keys = tuple(ids)
    return dict(once(("coding", reader, keys), lambda: _coding(reader, keys)))


def _coding(reader: Actor, ids: tuple[UUID, ...]) -> dict[UUID, tuple[CodeShare, ...]]:
    found: dict[UUID, list[CodeShare]] = defaultdict(list)
    rows = CodingSplit.objects.filter(saving__in=_seen(reader, ids))
    for row in rows.order_by("-share", "cost_centre", "subjective"):
        found[row.saving_id].append(CodeShare(row.cost_centre, row.subjective, row.share))
    return {key: tuple(shares) for key, shares in found.items()}


def stands_in_budget() -> Exists:
    """Return the condition that an approval of a saving stands: recorded, and taken back by nothing."""
    return Exists(BudgetApproval.objects.filter(saving=OuterRef("pk"), withdraws=None, withdrawn_by=None))


def _seen(reader: Actor, ids: Iterable[UUID]) -> QuerySet[Any, Any]:
    return Saving.objects.visible_to(reader).filter(pk__in=list(ids)).values("pk")


def _ever_seen(reader: Actor, ids: Iterable[UUID]) -> QuerySet[Any, Any]:
    """Return the savings this reader may see, those taken away since among them: for a past moment."""
    return Saving.objects.seen_by(reader).filter(pk__in=list(ids)).values("pk")

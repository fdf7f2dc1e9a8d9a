"""What savings are now, as facts to keep. Asked by changes, for rows already locked; nothing of it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from savings.models import Enabler, PlannedAmount, Replacement, Saving
from savings.rules.state import PlanCell, SavingFacts


def facts_of(savings: Iterable[Saving]) -> dict[UUID, SavingFacts]:
    """Return the facts of savings as they stand in this transaction, by id, in three queries for all."""
    rows = {saving.pk: saving for saving in savings}
    ids = list(rows)
    plans: dict[UUID, dict[int, PlanCell]] = defaultdict(dict)
    cells = PlannedAmount.objects.filter(saving_id__in=ids).order_by("year")
    for key, year, amount, spread, first, months in cells.values_list(
        "saving_id", "year", "amount", "spread", "from_month", "months"
    ):
        by_hand = None if months is None else tuple(Decimal(month) for month in months)
        plans[key][year] = PlanCell(amount, spread, first, by_hand)
    waits: dict[UUID, list[UUID]] = defaultdict(list)
    for key, milestone_id in Enabler.objects.filter(saving_id__in=ids).values_list(
        "saving_id", "milestone_id"
    ):
        waits[key].append(milestone_id)
    replaces: dict[UUID, UUID] = {}
    replaced_by: dict[UUID, list[UUID]] = defaultdict(list)
    links = Replacement.objects.filter(Q(replaced_id__in=ids) | Q(replacement_id__in=ids))
    for old, new in links.values_list("replaced_id", "replacement_id"):
        replaces[new] = old
        replaced_by[old].append(new)
    return {
        key: SavingFacts(
            ref=row.ref,
            name=row.name,
            kind=row.kind,
            ref_is_printed=row.ref_is_printed,
            line_no=row.line_no,
            heading=row.heading,
            maturity=row.maturity,
            workstream_id=row.workstream_id,
            owner_id=row.owner_id,
            start_date=row.start_date,
            funding_ends=row.funding_ends,
            corrects=row.corrects_id,
            removed=row.removed_at is not None,
            plan=plans[key],
            milestones=tuple(sorted(waits[key])),
            replaces=replaces.get(key),
            replaced_by=tuple(sorted(replaced_by[key])),
        )
        for key, row in rows.items()
    }

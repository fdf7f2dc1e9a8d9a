"""Which savings wait for finance: claimed and not validated, to confirm again, maturity 5 not held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Claim, Saving, Validation
from savings.queries.backing import plans_of
from savings.rules.validation import REALISED, Waiting, waits_for

Years = dict[FinancialYear, Decimal]


def waiting_for_finance(
    *, reader: Actor, year: FinancialYear, programme_ids: Iterable[UUID] | None = None
) -> dict[UUID, tuple[Waiting, ...]]:
    """Return what each saving this reader may see waits for, as seen in a year; those that wait for nothing left out.

    Looks only at lines with a claim, a validation or maturity 5. Source: docs/method.md, "Validation".
    """
    seen = Saving.objects.visible_to(reader)
    if programme_ids is not None:
        seen = seen.filter(programme_id__in=list(programme_ids))
    claimed = _claimed(seen)
    validated = _validated(seen)
    ids = {*claimed, *validated, *seen.filter(maturity=REALISED).values_list("pk", flat=True)}
    lines = Saving.objects.filter(pk__in=ids).values_list("pk", "maturity", "start_date")
    plans = plans_of(validated)
    found = {}
    for pk, maturity, start in lines.order_by("programme__code", "line_no", "ref"):
        waits = waits_for(
            plan=plans.get(pk),
            claimed=claimed.get(pk, {}),
            validated=validated.get(pk, {}),
            maturity=maturity,
            year=year,
            start=start,
        )
        if waits:
            found[pk] = waits
    return found


def _claimed(seen: Iterable[Saving]) -> dict[UUID, Years]:
    rows = Claim.objects.filter(saving__in=seen).order_by(
        "saving_id", "year", "-recorded_at", "-saving_version"
    )
    found: dict[UUID, Years] = defaultdict(dict)
    for saving_id, year, amount in rows.distinct("saving_id", "year").values_list(
        "saving_id", "year", "amount"
    ):
        found[saving_id][FinancialYear(year)] = amount
    return dict(found)


def _validated(seen: Iterable[Saving]) -> dict[UUID, Years]:
    rows = Validation.objects.filter(saving__in=seen, undoes=None, undone_by=None)
    found: dict[UUID, Years] = defaultdict(lambda: defaultdict(Decimal))
    for saving_id, year, amount in rows.values_list("saving_id", "year", "amount"):
        found[saving_id][FinancialYear(year)] += amount
    return {saving_id: dict(years) for saving_id, years in found.items()}

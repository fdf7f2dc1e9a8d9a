"""Budget pressures as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Pressure, PressureAmount


@dataclass(frozen=True)
class PressureRow:
    """A budget pressure: pounds by financial year, None where our copy cannot be read."""

    id: UUID
    programme_id: UUID
    ref: str
    printed_ref: str
    name: str
    note: str
    deferred_from_ref: str
    amounts: dict[FinancialYear, Decimal | None]


def pressures(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, PressureRow]:
    """Return the pressures this reader may see, in the order of their paper."""
    rows = Pressure.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    found = list(rows.select_related("deferred_from").order_by("programme_id", "line_no", "ref"))
    amounts: dict[UUID, dict[FinancialYear, Decimal | None]] = defaultdict(dict)
    for a in PressureAmount.objects.filter(pressure__in=found).order_by("year"):
        amounts[a.pressure_id][FinancialYear(a.year)] = a.amount
    return {
        p.id: PressureRow(
            id=p.id,
            programme_id=p.programme_id,
            ref=p.ref,
            printed_ref=p.printed_ref,
            name=p.name,
            note=p.note,
            deferred_from_ref=p.deferred_from.ref if p.deferred_from else p.deferred_from_ref,
            amounts=amounts[p.id],
        )
        for p in found
    }

"""Budget pressures as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from programme.queries.paging import Cut, Page, asked_for, column, orders, page_of
from programme.rules.access import Actor, Placement
from programme.rules.calendar import FinancialYear
from savings.models import Pressure, PressureAmount, Saving
from savings.rules.pressures import deferred_words

PRESSURE_ORDERS: Final = orders(programme=(column("programme__code"), column("line_no"), column("ref")))


@dataclass(frozen=True)
class PressureRow:
    """A budget pressure: pounds by financial year, None where our copy cannot be read.

    `deferred_from_ref` and `deferred_from_round` name the saving it is the shortfall of; `deferred_from_id` is
    that line where we hold it and its reader may see it. `deferred` says all of it in words, blank for growth of
    its own.
    """

    id: UUID
    version: int
    programme_id: UUID
    programme_code: str
    illustrative: bool
    ref: str
    printed_ref: str
    line_no: int
    name: str
    note: str
    deferred_from_id: UUID | None
    deferred_from_ref: str
    deferred_from_round: str
    deferred: str
    amounts: dict[FinancialYear, Decimal | None]
    marking: str
    placement: Placement


def pressures(
    *, reader: Actor, programme_ids: Iterable[UUID] | None = None, ids: Iterable[UUID] | None = None
) -> dict[UUID, PressureRow]:
    """Return the pressures this reader may see, in the order of their paper."""
    rows = Pressure.objects.visible_to(reader)
    if programme_ids is not None:
        rows = rows.filter(programme_id__in=list(programme_ids))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    rows = rows.select_related(
        "programme", "deferred_from__budget_round", "deferred_from__programme", "deferred_from__workstream",
        "deferred_from_round",
    )  # fmt: skip
    found = list(rows.order_by("programme_id", "line_no", "ref"))
    named = [p.deferred_from_id for p in found if p.deferred_from_id]
    seen = (
        set(Saving.objects.visible_to(reader).filter(pk__in=named).values_list("pk", flat=True))
        if named
        else set()
    )
    amounts: dict[UUID, dict[FinancialYear, Decimal | None]] = defaultdict(dict)
    for a in PressureAmount.objects.filter(pressure__in=found).order_by("year"):
        amounts[a.pressure_id][FinancialYear(a.year)] = a.amount
    return {p.id: _row(p, amounts[p.id], held=p.deferred_from_id in seen) for p in found}


def pressure_page(*, reader: Actor, cut: Cut, programme: str | None = None) -> Page:
    """Return a page of the pressures this reader may see; `programme` is a code."""
    rows = Pressure.objects.visible_to(reader).filter(asked_for(programme__code=programme))
    return page_of(rows, order=PRESSURE_ORDERS[cut.order], cut=cut)


def _row(p: Pressure, amounts: dict[FinancialYear, Decimal | None], *, held: bool) -> PressureRow:
    ref, code = p.deferred_from_ref, p.deferred_from_round.code if p.deferred_from_round else ""
    if held and p.deferred_from is not None:
        ref = p.deferred_from.ref
        code = p.deferred_from.budget_round.code if p.deferred_from.budget_round else code
    return PressureRow(
        id=p.id,
        version=p.version,
        programme_id=p.programme_id,
        programme_code=p.programme.code,
        illustrative=p.programme.illustrative,
        ref=p.ref,
        printed_ref=p.printed_ref,
        line_no=p.line_no,
        name=p.name,
        note=p.note,
        deferred_from_id=p.deferred_from_id if held else None,
        deferred_from_ref=ref,
        deferred_from_round=code if ref else "",
        deferred=deferred_words(ref, code, is_held=held),
        amounts=amounts,
        marking=p.marking,
        placement=p.placement(),
    )

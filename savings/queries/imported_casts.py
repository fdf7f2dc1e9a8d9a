"""The totals an imported sheet prints, cast again against the lines as they are held now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import PlannedAmount, Saving, SheetImport
from savings.rules.casting import Cast, Check, cast
from savings.rules.cells import Cell
from savings.rules.expressions import Figure, Total
from savings.rules.notation import SCALES, UNIT_WORDS, Unit
from savings.rules.profile import ProfileForm

SHEET = "sheet"
Plans = Mapping[str, Mapping[int, PlannedAmount]]


def imported_casts(*, reader: Actor, programme_id: UUID) -> list[Cast]:
    """Return the verdict on every total that the sheets of a programme print, the newest sheet's where several do.

    A total over a line this reader may not see is left out: a part of it would tell the size of the rest.
    """
    rows = SheetImport.objects.filter(programme_id=programme_id, kind="savings", state="written")
    controls: dict[tuple[str, str, str], tuple[Mapping[str, Any], bool]] = {}
    for report in rows.order_by("finished_at").values_list("report", flat=True):
        adds = report.get("form") == ProfileForm.INCREMENTS
        for control in report.get("controls", ()):
            if "lines" in control:
                controls[control["table"], control["label"], control["period"]] = control, adds
    if not controls:
        return []
    within = Saving.objects.filter(programme_id=programme_id)
    seen = set(
        Saving.objects.visible_to(reader).filter(programme_id=programme_id).values_list("pk", flat=True)
    )
    hidden = {str(key) for key in within.values_list("pk", flat=True) if key not in seen}
    plans = _plans(programme_id)
    return [
        _cast(control, plans, adds=adds)
        for control, adds in controls.values()
        if hidden.isdisjoint(filter(None, control["lines"]))
    ]


def _plans(programme_id: UUID) -> Plans:
    found: dict[str, dict[int, PlannedAmount]] = defaultdict(dict)
    for cell in PlannedAmount.objects.filter(saving__programme_id=programme_id, saving__removed_at=None):
        found[str(cell.saving_id)][cell.year] = cell
    return found


def _cast(control: Mapping[str, Any], plans: Plans, *, adds: bool) -> Cast:
    """Return the verdict on one total. A row that was left out, or a line removed since, is missing in our copy."""
    year, unit = FinancialYear.parse(control["period"]).start_year, Unit(control["unit"])
    rows = [{SHEET: _cell(plans.get(line or "", {}), year, unit, adds=adds)} for line in control["lines"]]
    check = Check(
        table=control["table"],
        label=control["label"],
        period=control["period"],
        unit=UNIT_WORDS[unit],
        printed=Figure(control["printed"], UNIT_WORDS[unit]),
        sum=Total(SHEET, SHEET),
    )
    return cast(check, {SHEET: tuple(rows)})


def _cell(plan: Mapping[int, PlannedAmount], year: int, unit: Unit, *, adds: bool) -> Cell:
    """Return a line's figure of a year as its sheet states years: what holds in it, or what it adds."""
    cell = plan.get(year)
    if cell is None or cell.amount is None:
        return Cell("", None, UNIT_WORDS[unit])
    before = plan.get(year - 1)
    amount = cell.amount
    if adds and before is not None:
        if before.amount is None:
            return Cell("", None, UNIT_WORDS[unit])
        amount -= before.amount
    value = amount / SCALES[Unit(cell.unit)]
    decimals = cell.decimals if cell.printed else _exactly(value)
    return Cell(cell.printed or f"{value:f}", value, UNIT_WORDS[Unit(cell.unit)], decimals)


def _exactly(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

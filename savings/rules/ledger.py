"""Some savings as one ledger: linked once, summed by kind for any year, each pound counted once.

An adjustment that names a line counts with it. A replaced line counts with its plan less what its replacements'
plans cover that year, never with less than is validated, and what is left of it beyond that is undeliverable. A line
withdrawn by decision leaves the plan, but for what is validated of it. Of either no more is forecast than it still
counts with. Both bridges (`savings.rules.bridge`) are added up from these sums.

Amounts are Decimal pounds of one financial year; a sum does not depend on the order of the lines.
Source: docs/method.md, "The two bridges".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from programme.rules.calendar import FinancialYear
from savings.rules.profile import NIL
from savings.rules.replacing import covered
from savings.rules.shortfall import YearSplit
from savings.rules.totals import SavingKind

BUCKETS: Final = ("on_track", "at_risk", "deliverable_later", "undeliverable", "no_outlook")
REPLACED: Final = "replaced"
WITHDRAWN: Final = "withdrawn"
BUCKET_OF: Final[Mapping[str, str]] = {
    "": "no_outlook",
    "delivered": "on_track",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "deliverable_later": "deliverable_later",
    "undeliverable": "undeliverable",
    REPLACED: "undeliverable",
    WITHDRAWN: "undeliverable",
}
"""The bucket of what is planned and not validated, by outlook. Of a withdrawn line nothing of that is left."""

_APART: Final = frozenset({REPLACED, WITHDRAWN})
_NO_COVER: Final[Mapping[int, Decimal | None]] = {}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One saving over all its years, as both bridges ask of it. Years are named by the April they start in.

    `years` follow each other without a gap; `begins` is the first year of its plan, None where it has none.
    `cover` is what the plans of its replacements bring by year, None for a line nobody replaced. `corrects` is
    the key of the line an adjustment names.
    """

    key: Hashable
    kind: SavingKind
    years: tuple[YearSplit, ...]
    begins: int | None = None
    outlook: str = ""
    claimed: Mapping[int, Decimal] = field(default_factory=dict)
    validated: Mapping[int, Decimal] = field(default_factory=dict)
    corrects: Hashable | None = None
    cover: Mapping[int, Decimal | None] | None = None
    workstream: UUID | None = None
    heading: str = ""

    def year(self, year: int) -> YearSplit | None:
        """Return one year; None outside plan and forecast."""
        years = self.years
        if not years:
            return None
        place = year - years[0].year.start_year
        return years[place] if 0 <= place < len(years) else None


@dataclass(frozen=True, slots=True)
class Unit:
    """A line with the adjustments that name it. An adjustment that names none of the lines stands alone."""

    line: LedgerLine
    adjustments: tuple[LedgerLine, ...] = ()


@dataclass(slots=True)
class KindSums:
    """What the lines of one kind sum to in one year, in pounds. `blanks` counts plan cells that are not known."""

    plan: Decimal = NIL
    forecast: Decimal = NIL
    loss: Decimal = NIL
    timing: Decimal = NIL
    over_delivery: Decimal = NIL
    not_split: Decimal = NIL
    plan_without_forecast: Decimal = NIL
    forecast_without_plan: Decimal = NIL
    delivered: Decimal = NIL
    on_track: Decimal = NIL
    at_risk: Decimal = NIL
    deliverable_later: Decimal = NIL
    undeliverable: Decimal = NIL
    no_outlook: Decimal = NIL
    adjustments: Decimal = NIL
    replaced: Decimal = NIL
    claimed: Decimal = NIL
    validated: Decimal = NIL
    of: int = 0
    known: int = 0
    forecast_known: int = 0
    adjustments_not_known: int = 0
    adjustments_not_forecast: int = 0
    lines_not_split: int = 0
    blanks: int = 0


def units(lines: Iterable[LedgerLine]) -> list[Unit]:
    """Return the lines, each adjustment with the line it names; an adjustment of an adjustment goes with its line."""
    listed = list(lines)
    if not any(line.corrects is not None for line in listed):
        return [Unit(line) for line in listed]
    by_key = {line.key: line for line in listed}
    held: dict[Hashable, list[LedgerLine]] = {}
    alone = []
    for line in listed:
        named = _named(line, by_key)
        if named is None:
            alone.append(line)
        else:
            held.setdefault(named, []).append(line)
    return [Unit(line, tuple(held.get(line.key, ()))) for line in alone]


def sums_of(lines: Iterable[Unit], april: int) -> dict[SavingKind, KindSums]:
    """Return what some units sum to in one year, by kind. A year before a line's table is none of its years."""
    sums: dict[SavingKind, KindSums] = {}
    for unit in lines:
        line = unit.line
        kept = sums.get(line.kind)
        if kept is None:
            kept = sums[line.kind] = KindSums()
        if line.claimed:
            kept.claimed += line.claimed.get(april, NIL)
        if line.validated:
            kept.validated += line.validated.get(april, NIL)
        if unit.adjustments or line.cover is not None or line.outlook in _APART:
            _count_linked(kept, unit, april)
        else:
            _count_plain(kept, line, april)
    return sums


def _count_plain(kept: KindSums, line: LedgerLine, april: int) -> None:
    """Count a line that stands by itself: `_count_linked`, `_tally` and `_add_split` for the many, in one step."""
    one = line.year(april)
    if one is None or one.plan is None or line.kind is SavingKind.ADJUSTMENT:
        _count_otherwise(kept, line, one, april)
        return
    plan, forecast, timing = one.plan, one.forecast, one.timing
    kept.of += 1
    kept.known += 1
    kept.plan += plan
    if forecast is None:
        kept.plan_without_forecast += plan
        kept.lines_not_split += 1
    else:
        kept.forecast_known += 1
        kept.forecast += forecast
        if timing is None:
            kept.not_split += plan - forecast
            kept.lines_not_split += 1
        else:
            if timing:
                kept.timing += timing
            if one.loss:
                kept.loss += one.loss
            if one.over_delivery:
                kept.over_delivery += one.over_delivery
    delivered = line.validated.get(april, NIL) if line.validated else NIL
    if delivered:
        delivered = min(delivered, plan)
        kept.delivered += delivered
        plan -= delivered
    bucket = BUCKET_OF[line.outlook]
    setattr(kept, bucket, getattr(kept, bucket) + plan)


def _count_otherwise(kept: KindSums, line: LedgerLine, one: YearSplit | None, april: int) -> None:
    """Count a line that stands by itself and whose plan of the year is not known, or an adjustment that names none."""
    if one is None and line.begins is not None and april < line.begins:
        return
    _tally(kept, line, one, april)
    if one is None:
        return
    _add_split(kept, one)
    if one.plan is not None:
        kept.plan += one.plan
        kept.adjustments += one.plan


def _count_linked(kept: KindSums, unit: Unit, april: int) -> None:
    """Count a line with the adjustments that name it, less what its replacements cover, unless it is withdrawn."""
    line = unit.line
    own = line.year(april)
    if own is None and line.begins is not None and april < line.begins:
        return
    each = [(line, own), *((other, other.year(april)) for other in unit.adjustments)]
    known = [one.plan for _, one in each if one is not None and one.plan is not None]
    plan = sum(known, NIL)
    is_known = own is not None and own.plan is not None
    delivered = min(max(line.validated.get(april, NIL), NIL), max(plan, NIL)) if is_known else NIL
    is_withdrawn = line.outlook == WITHDRAWN
    if is_withdrawn and not delivered:
        return
    hidden = NIL
    if is_known and not is_withdrawn:
        hidden = covered(plan, (line.cover or _NO_COVER).get(april), delivered) or NIL
    left = delivered if is_withdrawn else plan - hidden
    if left != plan:
        held = _held_to(left, year=FinancialYear(april), forecast=_forecast(each))
        each = [(line, held), *each[1:]]
        splits = [held]
    else:
        splits = [one for _, one in each if one is not None]
    for other, one in each:
        _tally(kept, other, one, april)
    for one in splits:
        _add_split(kept, one)
    if not known:
        return
    kept.plan += left
    kept.replaced += hidden
    kept.delivered += delivered
    bucket = "adjustments" if line.kind is SavingKind.ADJUSTMENT else _bucket(line)
    setattr(kept, bucket, getattr(kept, bucket) + (left - delivered))


def _bucket(line: LedgerLine) -> str:
    """Return where the rest of a line's plan goes. Of a withdrawn line there is no rest."""
    return BUCKET_OF[REPLACED if line.cover is not None and not line.outlook else line.outlook]


def _held_to(plan: Decimal, *, year: FinancialYear, forecast: Decimal | None) -> YearSplit:
    """Return the split of a line that counts with less than its plan: no more of it is forecast than is left."""
    if plan and forecast is None:
        return YearSplit(year, plan, None, reason="nobody has forecast it")
    held = min(forecast or NIL, plan)
    return YearSplit(year, plan, held, loss=plan - held, timing=NIL, over_delivery=NIL)


def _forecast(each: list[tuple[LedgerLine, YearSplit | None]]) -> Decimal | None:
    """Return the forecast of a line and its adjustments, None where the line's own is not known."""
    (_, own), *_ = each
    if own is None or own.forecast is None:
        return None
    return _known_sum(one.forecast for _, one in each if one is not None)


def _tally(kept: KindSums, line: LedgerLine, one: YearSplit | None, april: int) -> None:
    """Count a line, and what is not known of it; an adjustment is in no number of lines."""
    has_plan = one is not None and one.plan is not None
    has_forecast = one is not None and one.forecast is not None
    if not has_plan and (line.begins is None or april >= line.begins):
        kept.blanks += 1
    if line.kind is SavingKind.ADJUSTMENT:
        kept.adjustments_not_known += not has_plan
        kept.adjustments_not_forecast += not has_forecast
        return
    kept.of += 1
    kept.known += has_plan
    kept.forecast_known += has_forecast
    kept.lines_not_split += one is None or not one.is_split


def _add_split(kept: KindSums, one: YearSplit) -> None:
    """Add one split to the bridge from plan to forecast; what cannot be split stands apart."""
    plan, forecast = one.plan, one.forecast
    if forecast is not None:
        kept.forecast += forecast
    if one.timing is not None:
        kept.loss += one.loss or NIL
        kept.timing += one.timing
        kept.over_delivery += one.over_delivery or NIL
    elif plan is None:
        kept.forecast_without_plan += forecast or NIL
    elif forecast is None:
        kept.plan_without_forecast += plan
    else:
        kept.not_split += plan - forecast


def _known_sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), NIL)


def _named(line: LedgerLine, by_key: Mapping[Hashable, LedgerLine]) -> Hashable | None:
    """Return the line an adjustment counts with, through adjustments of adjustments; None where it names none here."""
    seen = {line.key}
    at = line
    while at.kind is SavingKind.ADJUSTMENT and at.corrects in by_key and at.corrects not in seen:
        at = by_key[at.corrects]
        seen.add(at.key)
    return None if at is line or at.kind is SavingKind.ADJUSTMENT else at.key

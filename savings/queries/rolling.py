"""The turn of a programme's budget year: as it would go today, and as it went, over the lines a reader may see."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, BudgetLine, Pressure, PressureAmount, Saving, YearRoll
from savings.models.period import ROLL_STATES
from savings.queries.names import saving_places
from savings.queries.positions import year_split
from savings.queries.proposed import pressure_proposals
from savings.queries.savings import SavingRow, savings
from savings.queries.stated import over_words
from savings.rules.profile import NIL
from savings.rules.rolling import Bridge, LineRoll, RollChoice, RollLine, bridge, roll_lines
from savings.rules.totals import SavingKind

GENERAL_FUND = "general"


@dataclass(frozen=True)
class OutturnLine:
    """A line as the year that ended left it, in pounds; None is not known. `shortfall` is plan less forecast."""

    key: str
    ref: str
    name: str
    plan: Decimal | None
    forecast: Decimal | None
    actual: Decimal | None
    claimed: Decimal | None
    validated: Decimal | None
    shortfall: Decimal | None

    def to_json(self) -> dict[str, Any]:
        """Return it for JSON, amounts as text in pounds."""
        amounts = {name: getattr(self, name) for name in _OUTTURN}
        said = {"saving": self.key, "ref": self.ref, "name": self.name}
        return said | {name: None if a is None else f"{a:.2f}" for name, a in amounts.items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> OutturnLine:
        """Return the line that was kept."""
        amounts = {name: None if kept[name] is None else Decimal(kept[name]) for name in _OUTTURN}
        return cls(kept["saving"], kept["ref"], kept["name"], **amounts)


_OUTTURN = ("plan", "forecast", "actual", "claimed", "validated", "shortfall")


@dataclass(frozen=True)
class RolledLine:
    """What a roll does, or did, to one line, with the line's outturn and its name of then."""

    roll: LineRoll
    outturn: OutturnLine
    outlook: str

    @property
    def label(self) -> str:
        """Return how the line is called."""
        return f"{self.outturn.ref} {self.outturn.name}".strip()


@dataclass(frozen=True)
class RollView:
    """A roll as its reader may see it: a preview worked out as of now, or what was done. `over` says over which lines.

    `rests_on` names the base year whose budget is the old base, None where it is not held.
    """

    lines: tuple[RolledLine, ...]
    bridge: Bridge
    rests_on: FinancialYear | None
    over: str

    @property
    def digest(self) -> str:
        """Return a short word for exactly these lines and this bridge, so that what is rolled is what was looked at."""
        lines = [[one.roll.to_json(), one.outturn.to_json(), one.outlook] for one in self.lines]
        kept = json.dumps([lines, str(self.bridge.old_base)], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(kept.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class RollRow:
    """A turn of a programme's budget year, from its preview to its closing."""

    id: UUID
    version: int
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    organisation_id: UUID
    year: FinancialYear
    state: str
    words: str
    round_code: str
    round_name: str
    chosen: dict[str, str]
    reason: str
    decision: str
    rolled_at: datetime | None
    closed_at: datetime | None


def rolls(
    *, reader: Actor, programme_ids: Iterable[UUID] | None = None, ids: Iterable[UUID] | None = None
) -> dict[UUID, RollRow]:
    """Return the turns of the year of the programmes this reader sees anything of, the newest year first."""
    rows = YearRoll.objects.filter(programme_id__in=list(ground.programmes(reader=reader, ids=programme_ids)))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = rows.select_related("programme", "budget_round").order_by(
        "programme__code", "-year", "-rolled_at"
    )
    return {row.pk: _row(row) for row in found}


def roll_preview(
    *,
    reader: Actor,
    programme_id: UUID,
    organisation_id: UUID,
    year: FinancialYear,
    chosen: Mapping[str, str],
) -> RollView:
    """Return what rolling a year would do now, over the lines this reader may see. Nothing is written.

    `chosen` are choices by saving id; a line without one, or without what was chosen, has its usual one.
    """
    rows = savings(reader=reader, programme_ids=[programme_id])
    inputs = _inputs(reader, rows, programme_id, year)
    known = {key: RollChoice(choice) for key, choice in chosen.items()}
    rolled = roll_lines(inputs, year, choices=known)
    by_key = {str(row.id): row for row in rows.values()}
    lines = tuple(
        RolledLine(one, outturn_of(by_key[one.key], year), _outlook(by_key[one.key])) for one in rolled
    )
    return _view(reader, lines, programme_id, organisation_id, year)


def roll_view(*, reader: Actor, roll_id: UUID) -> RollView | None:
    """Return a roll as it went, over the lines this reader may see today; of a preview, as it would go now."""
    row = YearRoll.objects.filter(pk=roll_id).select_related("programme").first()
    if row is None or not ground.programmes(reader=reader, ids=[row.programme_id]):
        return None
    place = {"programme_id": row.programme_id, "organisation_id": row.programme.organisation_id}
    year = FinancialYear(row.year)
    if row.state == "previewed":
        return roll_preview(reader=reader, year=year, chosen=row.choices.get("chosen", {}), **place)
    kept = row.choices.get("lines", [])
    places = saving_places([UUID(one["saving"]) for one in kept])
    seen = {str(key) for key, where in places.items() if reader.sees(where)}
    outturn = {one["saving"]: OutturnLine.from_json(one) for one in row.outturn.get("lines", [])}
    lines = tuple(
        RolledLine(LineRoll.from_json(one), outturn[one["saving"]], one.get("outlook", ""))
        for one in kept
        if one["saving"] in seen
    )
    return _view(reader, lines, year=year, **place)


def outturn_of(row: SavingRow, year: FinancialYear) -> OutturnLine:
    """Return a line as a year left it."""
    split = year_split(row, year)
    return OutturnLine(
        key=str(row.id),
        ref=row.ref if row.ref_is_printed else "",
        name=row.name,
        plan=split.plan,
        forecast=split.forecast,
        actual=row.actual.get(year),
        claimed=row.claimed.get(year),
        validated=row.validated.get(year),
        shortfall=split.shortfall,
    )


def _view(
    reader: Actor,
    lines: tuple[RolledLine, ...],
    programme_id: UUID,
    organisation_id: UUID,
    year: FinancialYear,
) -> RollView:
    base_year, base = _old_base(reader, programme_id)
    return RollView(
        lines=lines,
        bridge=bridge([one.roll for one in lines], old_base=base),
        rests_on=base_year,
        over=over_words(reader, organisation_id=organisation_id, programme_id=programme_id),
    )


def _inputs(
    reader: Actor, rows: dict[UUID, SavingRow], programme_id: UUID, year: FinancialYear
) -> list[RollLine]:
    following = year.next()
    proposals = pressure_proposals(reader=reader, programme_ids=[programme_id], year=following)
    linked = _linked([key for key, one in proposals.items() if one.linked], following)
    return [
        RollLine(
            key=str(row.id),
            kind=SavingKind(row.kind),
            plan=row.plan,
            start=row.start_date,
            outlook=_outlook(row),
            validated=row.validated.get(year, NIL),
            pressure=linked.get(row.id)
            or (proposals[row.id].proposal.amounts if row.id in proposals else {}),
            is_asked_for=row.id in linked,
        )
        for row in rows.values()
    ]


def _linked(saving_ids: list[UUID], year: FinancialYear) -> dict[UUID, dict[FinancialYear, Decimal]]:
    """Return what pressures that name a saving already ask for from a year on: the first of them by ref."""
    rows = Pressure.objects.standing().filter(deferred_from_id__in=saving_ids, amounts__year=year.start_year)
    first: dict[UUID, UUID] = {}
    for saving_id, pressure_id in rows.order_by("ref").values_list("deferred_from_id", "pk"):
        first.setdefault(saving_id, pressure_id)
    saving_of = {pressure_id: saving_id for saving_id, pressure_id in first.items()}
    found: dict[UUID, dict[FinancialYear, Decimal]] = defaultdict(dict)
    cells = PressureAmount.objects.filter(pressure_id__in=list(saving_of), year__gte=year.start_year)
    for pressure_id, april, amount in cells.values_list("pressure_id", "year", "amount"):
        if amount:
            found[saving_of[pressure_id]][FinancialYear(april)] = amount
    return dict(found)


def _old_base(reader: Actor, programme_id: UUID) -> tuple[FinancialYear | None, Decimal | None]:
    """Return the budget of the year the lines are stated against, where they share one and it is held here."""
    lines = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    years = set(lines.values_list("budget_round__base_year", flat=True)) - {None}
    if len(years) != 1:
        return None, None
    april = years.pop()
    budget = BudgetLine.objects.visible_to(reader).filter(programme_id=programme_id, fund=GENERAL_FUND)
    figures = BudgetFigure.objects.filter(budget_line__in=budget, year=april, period="")
    newest = figures.order_by("budget_line_id", "-recorded_at").distinct("budget_line_id")
    amounts = [
        one.current_budget if one.current_budget is not None else one.original_budget for one in newest
    ]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return None, None
    return FinancialYear(april), sum(known, NIL)


def _outlook(row: SavingRow) -> str:
    return row.outlook.outlook if row.outlook is not None else ""


def _row(row: YearRoll) -> RollRow:
    asked = row.choices.get("round", {})
    return RollRow(
        id=row.pk,
        version=row.version,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        programme_name=row.programme.name,
        illustrative=row.programme.illustrative,
        organisation_id=row.programme.organisation_id,
        year=FinancialYear(row.year),
        state=row.state,
        words=ROLL_STATES[row.state],
        round_code=row.budget_round.code if row.budget_round else asked.get("code", ""),
        round_name=row.budget_round.name if row.budget_round else asked.get("name", ""),
        chosen=dict(row.choices.get("chosen", {})),
        reason=row.choices.get("reason", ""),
        decision=row.choices.get("decision", ""),
        rolled_at=row.rolled_at,
        closed_at=row.closed_at,
    )

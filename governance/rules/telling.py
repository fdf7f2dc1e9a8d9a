"""What an alert tells: the facts of one step, frozen when it happens, and their sums for one reader.

Money stays by line here, each with its place, so that a total holds only lines its reader may see.
Source: docs/method.md, "What an alert tells".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import UUID

from programme.rules.access import MARKINGS, Actor, Placement

MoneyOf = Literal["delay", "shortfall"]
MONEY_WORDS: Final[dict[MoneyOf, str]] = {
    "delay": "what the slip costs the savings that wait for it",
    "shortfall": "the shortfall of its savings against plan",
}


@dataclass(frozen=True)
class YearMoney:
    """One financial year's effect in pounds, timing and loss apart, above nought for less money.

    Both are None where they are not known; `not_known` then says why.
    """

    year: str
    timing: Decimal | None
    loss: Decimal | None
    not_known: str = ""


@dataclass(frozen=True)
class SavingEffect:
    """One line's part in the effect. `is_counted` is false for kinds that stand beside totals, never in them.

    `waits_for` names a milestone that lands later still, whose slip this line's money then belongs to.
    """

    id: UUID
    ref: str
    name: str
    is_counted: bool
    placement: Placement
    years: tuple[YearMoney, ...] = ()
    waits_for: str = ""


@dataclass(frozen=True)
class AlertFacts:
    """What one step of an alert says. Texts are plain words; an empty one is not known or not given.

    `was` and `now` are the measure in words, `sentence` both in one. Days are calendar days, above nought for
    late: `days_late` to the current baseline, `days_moved` since the forecast before. `reason` is the newest
    one given for a change of this thing, by `reason_by` at `reason_at`; `reasons` are those of the band.
    `tolerance` is whose tolerance is exceeded and where that goes, or blank. `links` are (kind, id) pairs to make
    addresses of. `on` is the day the figures are as at.
    """

    kind: str
    step: str
    number: int
    subject_kind: str
    subject_id: UUID
    ref: str
    name: str
    programme_id: UUID
    programme_code: str
    programme: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream: str
    placement: Placement
    was: str
    now: str
    sentence: str
    since: datetime
    on: date
    baseline: str = ""
    forecast_was: str = ""
    forecast: str = ""
    days_late: int | None = None
    days_moved: int | None = None
    owner_id: UUID | None = None
    owner: str = ""
    reason: str = ""
    reason_by: str = ""
    reason_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    money_of: MoneyOf = "delay"
    savings: tuple[SavingEffect, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    tolerance: str = ""

    @property
    def marking(self) -> str:
        """Return the most closed of its own and inherited markings, as they were at this step."""
        return max(self.placement.markings, key=MARKINGS.index)

    def savings_for(self, reader: Actor) -> tuple[SavingEffect, ...]:
        """Return the lines with an effect that this reader may see."""
        return tuple(s for s in self.savings if reader.sees(s.placement))

    def money(self, reader: Actor) -> tuple[YearMoney, ...]:
        """Return the effect by year over the counted lines this reader may see, earliest year first.

        A year in which some line is not known keeps the sum of the others and says so.
        """
        return add_up([s for s in self.savings_for(reader) if s.is_counted])

    def money_beside(self, reader: Actor) -> tuple[YearMoney, ...]:
        """Return the same over lines of the kinds that stand beside totals."""
        return add_up([s for s in self.savings_for(reader) if not s.is_counted])


def add_up(lines: list[SavingEffect]) -> tuple[YearMoney, ...]:
    """Return the sums of these lines by year. A known year without any effect is left out; one not known is not."""
    by_year: dict[str, list[YearMoney]] = {}
    for line in lines:
        for year in line.years:
            by_year.setdefault(year.year, []).append(year)
    sums = [_sum(year, cells) for year, cells in sorted(by_year.items())]
    return tuple(one for one in sums if one.timing or one.loss or one.not_known)


def _sum(year: str, cells: list[YearMoney]) -> YearMoney:
    timing = [c.timing for c in cells if c.timing is not None]
    loss = [c.loss for c in cells if c.loss is not None]
    unknown = len(cells) - len(timing)
    if unknown == len(cells):
        return YearMoney(year, None, None, cells[0].not_known)
    said = f"{unknown} of {len(cells)} lines not known" if unknown else ""
    return YearMoney(year, sum(timing, Decimal(0)), sum(loss, Decimal(0)), said)


def to_json(facts: AlertFacts) -> dict[str, Any]:
    """Return the facts as JSON values: dates ISO 8601, amounts as strings in pounds."""
    return {name: _plain(value) for name, value in vars(facts).items()}


def from_json(stored: dict[str, Any]) -> AlertFacts:
    """Return stored facts. A name this version does not know is passed over."""
    known = {name: value for name, value in stored.items() if name in AlertFacts.__dataclass_fields__}
    return AlertFacts(
        **{
            **known,
            "subject_id": UUID(known["subject_id"]),
            "programme_id": UUID(known["programme_id"]),
            "workstream_id": _uuid(known["workstream_id"]),
            "owner_id": _uuid(known.get("owner_id")),
            "placement": _placement(known["placement"], known["subject_id"]),
            "since": datetime.fromisoformat(known["since"]),
            "on": date.fromisoformat(known["on"]),
            "reason_at": datetime.fromisoformat(known["reason_at"]) if known.get("reason_at") else None,
            "reasons": tuple(known.get("reasons", ())),
            "savings": tuple(_saving(s) for s in known.get("savings", ())),
            "links": tuple((kind, key) for kind, key in known.get("links", ())),
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Placement | SavingEffect | YearMoney):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _saving(stored: dict[str, Any]) -> SavingEffect:
    years = tuple(
        YearMoney(y["year"], _pounds(y["timing"]), _pounds(y["loss"]), y["not_known"])
        for y in stored["years"]
    )
    placement = _placement(stored["placement"], stored["id"])
    return SavingEffect(**{**stored, "id": UUID(stored["id"]), "placement": placement, "years": years})


def _placement(stored: dict[str, Any], *own: str) -> Placement:
    return Placement(
        organisation_id=UUID(stored["organisation_id"]),
        programme_id=_uuid(stored["programme_id"]),
        workstream_id=_uuid(stored["workstream_id"]),
        markings=frozenset(stored["markings"]),
        things=frozenset(UUID(one) for one in stored.get("things", own)),
        closed_on=date.fromisoformat(stored["closed_on"]) if stored.get("closed_on") else None,
    )


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _pounds(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)

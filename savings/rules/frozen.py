"""A position as finance signed it: every line's figures by year, frozen as JSON, and added up again for a reader.

Figures are frozen, not worked out again: a later change of method does not touch what was signed. Only for a reader
who may not see every milestone a line waits for is its forecast worked out anew, from the dates frozen with it, without
those: a milestone nobody shows them moves none of their figures.

Money is text in pounds, so that nothing is rounded. Source: docs/method.md, "As at".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from programme.rules.calendar import ApproxDate, DatePrecision, FinancialYear
from programme.rules.slippage import MilestoneDates
from savings.rules.bridge import BridgeTarget
from savings.rules.enabling import Waiting, standing, year_splits
from savings.rules.ledger import WITHDRAWN, LedgerLine
from savings.rules.linking import Link, Named, links_of
from savings.rules.profile import Months, Profile
from savings.rules.shortfall import YearSplit
from savings.rules.totals import SavingKind

FORMAT: Final = 1
_PARTS: Final = ("plan", "forecast", "loss", "timing", "over_delivery")


@dataclass(frozen=True)
class FrozenWait:
    """A milestone a line waits for, with its dates as they stood."""

    milestone_id: UUID
    waiting: Waiting


@dataclass(frozen=True)
class FrozenLine:
    """One line as it stood: what it was, its figures by year, and what those were worked out from.

    `years` holds the figures for whoever sees every milestone of it. A line that only stands in for another,
    outside the programme, is `beside`: it is in no total here.
    """

    id: UUID
    ref: str
    name: str
    kind: SavingKind
    heading: str
    workstream_id: UUID | None
    owner_id: UUID | None
    outlook: str
    corrects: UUID | None
    replaced_by: tuple[UUID, ...]
    start: date | None
    plan: Profile | None
    said: Profile | None
    months: Mapping[FinancialYear, Months] | None
    arrived: Mapping[FinancialYear, Collection[int]] | None
    waits: tuple[FrozenWait, ...]
    years: tuple[YearSplit, ...]
    actual: Mapping[int, Decimal | None] = field(default_factory=dict)
    claimed: Mapping[int, Decimal] = field(default_factory=dict)
    validated: Mapping[int, Decimal] = field(default_factory=dict)
    beside: bool = False
    funding_ends: date | None = None

    def seen_years(self, milestones: Collection[UUID], *, on: date) -> tuple[YearSplit, ...]:
        """Return the figures of a reader who may see these milestones, as they stood on `on`."""
        if all(one.milestone_id in milestones for one in self.waits):
            return self.years
        waits = [one.waiting for one in self.waits if one.milestone_id in milestones]
        now = standing(
            self.plan,
            self.said,
            waits,
            start=self.start,
            on=on,
            months=self.months,
            arrived=self.arrived,
            funding_ends=self.funding_ends,
        )
        return year_splits(self.plan, now)


@dataclass(frozen=True)
class FrozenPosition:
    """Every line and target of a programme, as they stood on a local day."""

    on: date
    lines: tuple[FrozenLine, ...]
    targets: tuple[BridgeTarget, ...] = ()

    def ledger_lines(self, lines: Collection[UUID], milestones: Collection[UUID]) -> list[LedgerLine]:
        """Return the lines a reader may see as both bridges ask of them; a hidden one covers and corrects nothing."""
        seen = {line.id: line for line in self.lines if line.id in lines}
        links = links_of(
            {
                key: Named(
                    plan=_by_april(line.plan),
                    kind=line.kind,
                    corrects=line.corrects,
                    replaced_by=line.replaced_by,
                    is_withdrawn=line.outlook == WITHDRAWN,
                    validated=line.validated,
                )
                for key, line in seen.items()
            }
        )
        return [
            _ledger_line(line, seen, links.get(key), line.seen_years(milestones, on=self.on))
            for key, line in seen.items()
            if not line.beside
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the position for JSON."""
        return {
            "format": FORMAT,
            "on": self.on.isoformat(),
            "lines": [_line_json(line) for line in self.lines],
            "targets": [_target_json(target) for target in self.targets],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FrozenPosition:
        """Return the position that was kept."""
        return cls(
            on=date.fromisoformat(kept["on"]),
            lines=tuple(_line(line) for line in kept["lines"]),
            targets=tuple(_target(target) for target in kept.get("targets", ())),
        )


def _ledger_line(
    line: FrozenLine, seen: Mapping[UUID, FrozenLine], link: Link | None, years: tuple[YearSplit, ...]
) -> LedgerLine:
    counts_with = line if link is None else seen[link.counts_with]
    return LedgerLine(
        key=line.id,
        kind=line.kind,
        years=years,
        begins=None if line.plan is None else line.plan.years[0].start_year,
        outlook=line.outlook,
        claimed=line.claimed,
        validated=line.validated,
        corrects=line.corrects,
        cover=None if link is None else link.cover,
        workstream=counts_with.workstream_id,
        heading=counts_with.heading,
    )


def _line_json(line: FrozenLine) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "ref": line.ref,
        "name": line.name,
        "kind": line.kind.value,
        "heading": line.heading,
        "workstream": _text(line.workstream_id),
        "owner": _text(line.owner_id),
        "outlook": line.outlook,
        "corrects": _text(line.corrects),
        "replaced_by": [str(one) for one in line.replaced_by],
        "start": None if line.start is None else line.start.isoformat(),
        "plan": _amounts_json(_by_april(line.plan)),
        "said": None if line.said is None else _amounts_json(_by_april(line.said)),
        "months": {
            str(year.start_year): [str(month) for month in months]
            for year, months in (line.months or {}).items()
        },
        "arrived": {str(year.start_year): sorted(came) for year, came in (line.arrived or {}).items()},
        "waits": [_wait_json(wait) for wait in line.waits],
        "years": [_split_json(one) for one in line.years],
        "actual": _amounts_json(line.actual),
        "claimed": _amounts_json(line.claimed),
        "validated": _amounts_json(line.validated),
        "beside": line.beside,
        "funding_ends": None if line.funding_ends is None else line.funding_ends.isoformat(),
    }


def _line(kept: Mapping[str, Any]) -> FrozenLine:
    months = {
        FinancialYear(int(april)): tuple(Decimal(month) for month in listed)
        for april, listed in kept["months"].items()
    }
    return FrozenLine(
        id=UUID(kept["id"]),
        ref=kept["ref"],
        name=kept["name"],
        kind=SavingKind(kept["kind"]),
        heading=kept["heading"],
        workstream_id=_key(kept["workstream"]),
        owner_id=_key(kept["owner"]),
        outlook=kept["outlook"],
        corrects=_key(kept["corrects"]),
        replaced_by=tuple(UUID(one) for one in kept["replaced_by"]),
        start=None if kept["start"] is None else date.fromisoformat(kept["start"]),
        plan=_profile(kept["plan"]),
        said=_profile(kept["said"]),
        months=months or None,
        arrived={FinancialYear(int(april)): frozenset(came) for april, came in kept["arrived"].items()}
        or None,
        waits=tuple(_wait(wait) for wait in kept["waits"]),
        years=tuple(_split(one) for one in kept["years"]),
        actual=_amounts(kept["actual"]),
        claimed=_known(kept["claimed"]),
        validated=_known(kept["validated"]),
        beside=kept["beside"],
        funding_ends=None if kept.get("funding_ends") is None else date.fromisoformat(kept["funding_ends"]),
    )


def _wait_json(wait: FrozenWait) -> dict[str, Any]:
    dates = wait.waiting.dates
    return {
        "id": str(wait.milestone_id),
        "baseline": _date_json(dates.baseline),
        "forecast": _date_json(dates.forecast),
        "actual": _date_json(dates.actual),
        "expected": _date_json(wait.waiting.expected_when_said),
    }


def _wait(kept: Mapping[str, Any]) -> FrozenWait:
    dates = MilestoneDates(_date(kept["baseline"]), _date(kept["forecast"]), _date(kept["actual"]))
    return FrozenWait(UUID(kept["id"]), Waiting(dates, _date(kept["expected"])))


def _split_json(one: YearSplit) -> dict[str, Any]:
    parts = {name: _pounds_json(getattr(one, name)) for name in _PARTS}
    return {"year": one.year.start_year, **parts, "reason": one.reason}


def _split(kept: Mapping[str, Any]) -> YearSplit:
    parts = {name: _pounds(kept[name]) for name in _PARTS}
    return YearSplit(year=FinancialYear(kept["year"]), reason=kept["reason"], **parts)


def _target_json(target: BridgeTarget) -> dict[str, Any]:
    return {
        "id": str(target.id),
        "workstream": _text(target.workstream_id),
        "year": target.year.start_year,
        "name": target.name,
        "source": target.source,
        "amount": str(target.amount),
        "kinds": [kind.value for kind in target.kinds],
        "lacks_rows": target.lacks_rows,
    }


def _target(kept: Mapping[str, Any]) -> BridgeTarget:
    return BridgeTarget(
        id=UUID(kept["id"]),
        workstream_id=_key(kept["workstream"]),
        year=FinancialYear(kept["year"]),
        name=kept["name"],
        source=kept["source"],
        amount=Decimal(kept["amount"]),
        kinds=tuple(SavingKind(kind) for kind in kept["kinds"]),
        lacks_rows=kept["lacks_rows"],
    )


def _by_april(profile: Profile | None) -> dict[int, Decimal | None]:
    return {} if profile is None else {year.start_year: amount for year, amount in profile.cells}


def _profile(kept: Mapping[str, str | None] | None) -> Profile | None:
    amounts = _amounts(kept or {})
    return (
        Profile.of({FinancialYear(april): amount for april, amount in amounts.items()}) if amounts else None
    )


def _amounts_json(amounts: Mapping[int, Decimal | None]) -> dict[str, str | None]:
    return {str(april): _pounds_json(amount) for april, amount in sorted(amounts.items())}


def _amounts(kept: Mapping[str, str | None]) -> dict[int, Decimal | None]:
    return {int(april): _pounds(amount) for april, amount in kept.items()}


def _known(kept: Mapping[str, str]) -> dict[int, Decimal]:
    return {int(april): Decimal(amount) for april, amount in kept.items()}


def _pounds_json(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _pounds(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _date_json(day: ApproxDate | None) -> list[str] | None:
    return None if day is None or day.value is None else [day.value.isoformat(), day.precision.value]


def _date(kept: Iterable[str] | None) -> ApproxDate | None:
    if kept is None:
        return None
    value, precision = kept
    return ApproxDate(date.fromisoformat(value), DatePrecision(precision))


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _key(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)

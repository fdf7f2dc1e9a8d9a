"""What a saving is at a moment, as far as a position depends on it, as plain values that become JSON and come back.

What people overwrite in a form (kind, place, plan, what it waits for) is kept whole whenever any of it changes, so
that the position as at an earlier moment stands on what held then. What is only ever added (forecasts, outlooks,
claims, validations) needs no copy: its rows by that moment are read.

Source: docs/method.md, "As at".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

EVEN = "even"


@dataclass(frozen=True, slots=True)
class PlanCell:
    """The plan of one financial year in pounds, None where not known, and how it falls on the year's months.

    `from_month` is 1 for April to 12 for March; `months` are twelve amounts, April first.
    """

    amount: Decimal | None
    spread: str = EVEN
    from_month: int | None = None
    months: tuple[Decimal, ...] | None = None

    def to_json(self) -> Any:
        """Return it for JSON: the amount alone where it is spread evenly."""
        amount = None if self.amount is None else f"{self.amount:.2f}"
        if self.spread == EVEN:
            return amount
        months = None if self.months is None else [str(month) for month in self.months]
        return {"amount": amount, "spread": self.spread, "from_month": self.from_month, "months": months}

    @classmethod
    def from_json(cls, kept: Any) -> PlanCell:
        """Return the cell that was kept."""
        if not isinstance(kept, Mapping):
            return cls(None if kept is None else Decimal(kept))
        months = kept.get("months")
        return cls(
            amount=None if kept["amount"] is None else Decimal(kept["amount"]),
            spread=kept["spread"],
            from_month=kept.get("from_month"),
            months=None if months is None else tuple(Decimal(month) for month in months),
        )


@dataclass(frozen=True, slots=True)
class SavingFacts:
    """A saving without its ledger rows. `plan` is by the April its financial years start in.

    `replaces` is the line it was found in place of, `replaced_by` the lines found in place of it; both, like
    `milestones`, are in the order of their ids, so that the same facts are always the same JSON.
    """

    ref: str
    name: str
    kind: str
    ref_is_printed: bool = True
    line_no: int = 0
    heading: str = ""
    maturity: int | None = None
    workstream_id: UUID | None = None
    owner_id: UUID | None = None
    start_date: date | None = None
    funding_ends: date | None = None
    corrects: UUID | None = None
    removed: bool = False
    plan: Mapping[int, PlanCell] = field(default_factory=dict)
    milestones: tuple[UUID, ...] = ()
    replaces: UUID | None = None
    replaced_by: tuple[UUID, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the facts for JSON; what says nothing (no owner, no milestone) is left out."""
        said = {
            "ref": self.ref,
            "name": self.name,
            "kind": self.kind,
            "ref_is_printed": self.ref_is_printed,
            "line_no": self.line_no,
            "heading": self.heading or None,
            "maturity": self.maturity,
            "workstream": _text(self.workstream_id),
            "owner": _text(self.owner_id),
            "start_date": None if self.start_date is None else self.start_date.isoformat(),
            "funding_ends": None if self.funding_ends is None else self.funding_ends.isoformat(),
            "corrects": _text(self.corrects),
            "removed": self.removed or None,
            "plan": {str(year): cell.to_json() for year, cell in sorted(self.plan.items())},
            "milestones": [str(one) for one in self.milestones] or None,
            "replaces": _text(self.replaces),
            "replaced_by": [str(one) for one in self.replaced_by] or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> SavingFacts:
        """Return the facts that were kept. Raises KeyError where ref, name or kind is missing."""
        start, ends = kept.get("start_date"), kept.get("funding_ends")
        return cls(
            ref=kept["ref"],
            name=kept["name"],
            kind=kept["kind"],
            ref_is_printed=kept.get("ref_is_printed", True),
            line_no=kept.get("line_no", 0),
            heading=kept.get("heading", ""),
            maturity=kept.get("maturity"),
            workstream_id=_key(kept.get("workstream")),
            owner_id=_key(kept.get("owner")),
            start_date=None if start is None else date.fromisoformat(start),
            funding_ends=None if ends is None else date.fromisoformat(ends),
            corrects=_key(kept.get("corrects")),
            removed=kept.get("removed", False),
            plan={int(year): PlanCell.from_json(cell) for year, cell in kept.get("plan", {}).items()},
            milestones=tuple(UUID(one) for one in kept.get("milestones", ())),
            replaces=_key(kept.get("replaces")),
            replaced_by=tuple(UUID(one) for one in kept.get("replaced_by", ())),
        )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _key(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)

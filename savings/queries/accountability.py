"""The yearly statement of each budget holder: the lines they answer for now, beside what they signed.

Every line is narrowed to what the reader may see, in what was signed as well: rights are those of today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Accountability, BudgetApproval
from savings.queries.names import saving_places
from savings.queries.positions import year_split
from savings.queries.savings import SavingRow, savings
from savings.queries.stated import over_words
from savings.rules.accountability import Beside, StatementLine, StatementTotal, beside, total_of
from savings.rules.counting import Count, counts_of
from savings.rules.in_budget import Approval, Reduction, in_budget
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class Signature:
    """What a holder signed: the lines as they stood then, over those this reader may see now."""

    id: UUID
    signed_at: datetime
    by: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True)
class Statement:
    """A holder's lines as they stand, and what they signed last, if anything. `over` says over which lines."""

    programme_id: UUID
    holder_id: UUID
    holder: str
    year: FinancialYear
    lines: tuple[StatementLine, ...]
    total: StatementTotal
    signature: Signature | None
    over: str

    @property
    def rows(self) -> tuple[Beside, ...]:
        """Return what was signed beside what stands; all of it new where nothing was signed."""
        return beside(self.signature.lines if self.signature else (), self.lines)

    @property
    def has_changed(self) -> bool:
        """Return whether anything is another than what was signed."""
        return self.signature is not None and any(row.has_changed for row in self.rows)


@dataclass(frozen=True)
class Statements:
    """Who answers for what in a programme and year, by holder; `unowned` are lines nobody answers for."""

    by_holder: dict[UUID, Statement]
    unowned: tuple[StatementLine, ...]


def accountability(*, reader: Actor, programme_id: UUID, year: FinancialYear) -> Statements:
    """Return the statements of a programme's budget holders for a year, by holder, in the order of their names.

    A holder is who owns a line, or signed for one in that year. Source: docs/method.md, "Accountability".
    """
    programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
    if programme is None:
        return Statements({}, ())
    rows = savings(reader=reader, programme_ids=[programme_id])
    budgeted = _in_budget(rows, year)
    linked = counts_of([row.ledger for row in rows.values()], year)
    counts = {str(key): count for key, count in linked.items()}
    held: dict[UUID | None, list[StatementLine]] = defaultdict(list)
    names: dict[UUID, str] = {}
    for row in rows.values():
        held[row.owner_id].append(_line(row, year, budgeted.get(row.id), counts[str(row.id)]))
        if row.owner_id is not None:
            names[row.owner_id] = row.owner
    signed = _signatures(reader, programme_id, year, names)
    over = over_words(reader, organisation_id=programme.organisation_id, programme_id=programme_id)
    found = {
        holder: Statement(
            programme_id=programme_id,
            holder_id=holder,
            holder=name,
            year=year,
            lines=tuple(held.get(holder, ())),
            total=total_of(held.get(holder, ()), counts),
            signature=signed.get(holder),
            over=over,
        )
        for holder, name in sorted(names.items(), key=lambda pair: (pair[1].lower(), str(pair[0])))
    }
    return Statements(found, tuple(held.get(None, ())))


def _signatures(
    reader: Actor, programme_id: UUID, year: FinancialYear, names: dict[UUID, str]
) -> dict[UUID, Signature]:
    """Return each holder's newest signature, and put those among the names who sign for nothing any more."""
    rows = Accountability.objects.filter(programme_id=programme_id, year=year.start_year, signed=True)
    newest = list(rows.order_by("holder_id", "-recorded_at").distinct("holder_id"))
    lines = {row.pk: [StatementLine.from_json(kept) for kept in row.lines] for row in newest}
    places = saving_places({UUID(line.key) for kept in lines.values() for line in kept})
    seen = {str(key) for key, place in places.items() if reader.sees(place)}
    found = {}
    for row in newest:
        shown = tuple(line for line in lines[row.pk] if line.key in seen)
        if not shown:
            continue
        found[row.holder_id] = Signature(row.pk, row.recorded_at, row.recorded_by_name, shown)
        names.setdefault(row.holder_id, row.recorded_by_name)
    return found


def _line(row: SavingRow, year: FinancialYear, budgeted: Decimal | None, count: Count) -> StatementLine:
    split = year_split(row, year)
    return StatementLine(
        key=str(row.id),
        ref=row.ref if row.ref_is_printed else "",
        name=row.name,
        kind=SavingKind(row.kind),
        in_budget=budgeted,
        plan=split.plan,
        forecast=split.forecast,
        validated=row.validated.get(year),
        standing=count.standing,
    )


def _in_budget(ids: Iterable[UUID], year: FinancialYear) -> dict[UUID, Decimal | None]:
    """Return what of each saving the Council put in the budget of a year, by the approval that holds for it."""
    rows = BudgetApproval.objects.filter(saving_id__in=list(ids)).prefetch_related("reductions")
    approvals: dict[UUID, list[Approval]] = defaultdict(list)
    for a in rows:
        reductions = tuple(Reduction(FinancialYear(r.year), r.amount) for r in a.reductions.all())
        approvals[a.saving_id].append(
            Approval(
                a.pk,
                a.council_date,
                a.decision,
                a.recorded_at,
                a.recorded_by_name,
                reductions,
                withdraws=a.withdraws_id,
            )
        )
    standing = {key: in_budget(listed) for key, listed in approvals.items()}
    return {key: one.amounts.get(year) for key, one in standing.items() if one is not None}

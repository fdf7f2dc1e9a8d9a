"""Lines with their plans alone: what a total, a share or a ranking of plans needs of many of them, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from programme.queries.rows import among, collecting_later, tuples
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import OutlookReport, Saving
from savings.models.saving import KIND_WORDS, MATURITY_WORDS
from savings.queries.lines import profile_of
from savings.queries.reading import Held, Scope, held_lines
from savings.queries.savings import NOT_PUBLISHED, OutlookRow
from savings.rules.ledger import REPLACED, WITHDRAWN, LedgerLine
from savings.rules.profile import Profile
from savings.rules.shortfall import YearSplit
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class PlanRow:
    """A line with its plan, shaped as `SavingRow` is; nothing of what was said of it has been read."""

    id: UUID
    ref: str
    name: str
    heading: str
    kind: str
    kind_words: str
    maturity: int | None
    maturity_words: str
    owner_id: UUID | None
    owner: str
    start_date: date | None
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    plan: Profile | None
    ledger: LedgerLine = field(repr=False)
    forecast: Profile | None = None
    said: Profile | None = None
    outlook: OutlookRow | None = None
    claimed: dict[FinancialYear, Decimal] = field(default_factory=dict)
    validated: dict[FinancialYear, Decimal] = field(default_factory=dict)


def plans(
    *, reader: Actor, programme_ids: Iterable[UUID] | None = None, ids: Iterable[UUID] | None = None
) -> dict[UUID, PlanRow] | None:
    """Return the lines this reader sees with their plans, in the order of their paper.

    None where a line of theirs was replaced or withdrawn: its plan then counts with less, and `savings` says so.
    """
    found = held_lines(reader=reader, scope=Scope.of(programme_ids, None, ids), at=None)
    if any(held.replaced_by or held.replaces for held in found.values()) or _left_the_plan(found):
        return None
    names = {
        row[0]: row[1:]
        for row in tuples(
            Saving.objects.filter(pk__in=among(found)).values_list(
                "pk", "owner__name", "workstream__ref", "workstream__name", "programme__code", "programme__name",
                "programme__illustrative",
            )
        )
    }  # fmt: skip
    with collecting_later():
        return {key: _row(held, *names[key]) for key, held in found.items()}


def _left_the_plan(found: dict[UUID, Held]) -> bool:
    """Return whether any line was ever said to be replaced or withdrawn."""
    programmes = {held.programme_id for held in found.values()}
    said = OutlookReport.objects.filter(
        saving__programme_id__in=programmes, outlook__in=[REPLACED, WITHDRAWN]
    )
    return said.exists()


def _row(
    held: Held,
    owner: str | None,
    ref: str | None,
    workstream: str | None,
    code: str,
    name: str,
    illustrative: bool,
) -> PlanRow:
    plan = profile_of(held.plan)
    return PlanRow(
        id=held.id,
        ref=held.ref,
        name=held.name,
        heading=held.heading,
        kind=held.kind,
        kind_words=KIND_WORDS[held.kind],
        maturity=held.maturity,
        maturity_words=NOT_PUBLISHED if held.maturity is None else MATURITY_WORDS[held.maturity],
        owner_id=held.owner_id,
        owner=owner or "",
        start_date=held.start_date,
        programme_id=held.programme_id,
        programme_code=code,
        programme_name=name,
        illustrative=illustrative,
        workstream_id=held.workstream_id,
        workstream_ref=ref or "",
        workstream_name=workstream or "",
        plan=plan,
        ledger=LedgerLine(
            key=held.id,
            kind=SavingKind(held.kind),
            years=tuple(YearSplit(year, amount, None) for year, amount in plan.cells) if plan else (),
            begins=plan.cells[0][0].start_year if plan else None,
            corrects=held.corrects,
            workstream=held.workstream_id,
            heading=held.heading,
        ),
    )

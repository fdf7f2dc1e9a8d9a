"""What stands behind savings: evidence, costs, one-off money and replacements, read in one query each.

Ledger rows are read as they had been recorded by `at` (now where it is None). Asked for ids that its caller has
already narrowed to what a reader may see; lines of other ids are narrowed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import EvidenceReview, Mitigation, PlannedAmount, Replacement, Saving, SavingCost
from savings.rules.evidence import Answer, Grade, grade, read_answers
from savings.rules.net import Cost, CostKind
from savings.rules.profile import Profile
from savings.rules.replacing import may_cover
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class EvidenceRow:
    """The newest review of a saving's evidence, and the grade its answers make."""

    grade: Grade
    answers: dict[str, Answer]
    note: str
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class MitigationRow:
    """Money found once for one year, in pounds. One that was withdrawn says why and covers nothing."""

    id: UUID
    year: FinancialYear
    amount: Decimal
    what: str
    recorded_at: datetime
    by: str
    withdrawn: str = ""


@dataclass(frozen=True)
class LinkRow:
    """A replacement as seen from one of its two lines: the other line, where its reader may see it."""

    id: UUID
    other_id: UUID
    ref: str
    name: str
    programme_code: str
    reason: str
    plan: Profile | None
    kind: SavingKind


def evidence_of(ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, EvidenceRow]:
    """Return the newest review of each saving that has one."""
    rows = EvidenceReview.objects.filter(_by(at), saving_id__in=list(ids))
    newest = rows.order_by("saving_id", "-recorded_at", "-saving_version").distinct("saving_id")
    return {
        r.saving_id: EvidenceRow(
            grade(r.answers), read_answers(r.answers), r.note, r.recorded_at, r.recorded_by_name
        )
        for r in newest
    }


def costs_of(ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, tuple[Cost, ...]]:
    """Return what each saving costs: of every kind, year and source what was stated last."""
    rows = SavingCost.objects.filter(_by(at), saving_id__in=list(ids))
    key = ("saving_id", "year", "kind", "source")
    found: dict[UUID, list[Cost]] = defaultdict(list)
    for c in rows.order_by(*key, "-recorded_at", "-saving_version").distinct(*key):
        found[c.saving_id].append(
            Cost(CostKind(c.kind), FinancialYear(c.year), c.amount, c.source, c.borne_by_service, c.note)
        )
    return {saving_id: tuple(costs) for saving_id, costs in found.items()}


def mitigations_of(
    ids: Iterable[UUID], *, at: datetime | None = None
) -> dict[UUID, tuple[MitigationRow, ...]]:
    """Return the one-off money recorded for each saving, oldest first, withdrawn ones with the reason."""
    rows = list(Mitigation.objects.filter(_by(at), saving_id__in=list(ids)).order_by("recorded_at"))
    why = {m.withdraws_id: m.what for m in rows if m.withdraws_id}
    found: dict[UUID, list[MitigationRow]] = defaultdict(list)
    for m in rows:
        if m.withdraws_id is None:
            found[m.saving_id].append(
                MitigationRow(
                    m.pk, FinancialYear(m.year), m.amount, m.what, m.recorded_at, m.recorded_by_name,
                    withdrawn=why.get(m.pk, ""),
                )
            )  # fmt: skip
    return {saving_id: tuple(listed) for saving_id, listed in found.items()}


def mitigated(rows: Iterable[MitigationRow], year: FinancialYear) -> Decimal:
    """Return the one-off money that stands for a year."""
    return sum((m.amount for m in rows if m.year == year and not m.withdrawn), Decimal(0))


def replacements_of(reader: Actor, ids: Iterable[UUID]) -> dict[UUID, tuple[LinkRow, ...]]:
    """Return the lines that stand in for each of these, as far as this reader may see them."""
    links = list(_links(Q(replaced_id__in=list(ids))))
    return _seen_from(reader, links, own="replaced_id", other="replacement_id")


def replaced_by_of(reader: Actor, ids: Iterable[UUID]) -> dict[UUID, LinkRow]:
    """Return the line that each of these stands in for, as far as this reader may see it."""
    links = list(_links(Q(replacement_id__in=list(ids))))
    found = _seen_from(reader, links, own="replacement_id", other="replaced_id")
    return {saving_id: rows[0] for saving_id, rows in found.items()}


def covering_plans(rows: Iterable[LinkRow], kind: SavingKind) -> list[Profile]:
    """Return the plans of the lines that stand in for one of a kind, those that cannot cover it left out."""
    return [row.plan for row in rows if row.plan is not None and may_cover(kind, row.kind)]


def plans_of(ids: Iterable[UUID]) -> dict[UUID, Profile]:
    """Return the plan of each saving that has one."""
    cells: dict[UUID, dict[FinancialYear, Decimal | None]] = defaultdict(dict)
    for p in PlannedAmount.objects.filter(saving_id__in=list(ids)):
        cells[p.saving_id][FinancialYear(p.year)] = p.amount
    return {saving_id: Profile.of(years) for saving_id, years in cells.items()}


def _links(narrowed: Q) -> QuerySet[Replacement]:
    return Replacement.objects.filter(narrowed).order_by("replacement__ref")


def _seen_from(
    reader: Actor, links: list[Replacement], *, own: str, other: str
) -> dict[UUID, tuple[LinkRow, ...]]:
    others = Saving.objects.visible_to(reader).filter(pk__in=[getattr(link, other) for link in links])
    lines = {s.pk: s for s in others.select_related("programme")}
    plans = plans_of(lines)
    found: dict[UUID, list[LinkRow]] = defaultdict(list)
    for link in links:
        line: Any = lines.get(getattr(link, other))
        if line is not None:
            found[getattr(link, own)].append(
                LinkRow(
                    link.pk,
                    line.pk,
                    line.ref,
                    line.name,
                    line.programme.code,
                    link.reason,
                    plans.get(line.pk),
                    SavingKind(line.kind),
                )
            )
    return {saving_id: tuple(rows) for saving_id, rows in found.items()}


def _by(at: datetime | None) -> Q:
    return Q() if at is None else Q(recorded_at__lte=at)

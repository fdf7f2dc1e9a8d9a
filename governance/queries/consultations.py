"""Consultations as records: when they ran, how many answered, what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from governance.models import Consultation, Decision
from programme import queries as ground
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation. Both days belong to it; what was not printed is None or blank. `table_id` has its figures."""

    id: UUID
    version: int
    title: str
    programme_id: UUID
    programme_code: str
    illustrative: bool
    opens_on: date | None
    closes_on: date | None
    responses: int | None
    bases: str
    outcome: str
    decision_id: UUID | None
    decision_ref: str
    table_id: UUID | None
    source: str
    marking: str
    placement: Placement

    @property
    def days(self) -> int | None:
        """Return how many days it ran, both ends counted; None where a day is not known."""
        if self.opens_on is None or self.closes_on is None:
            return None
        return (self.closes_on - self.opens_on).days + 1


def consultations(
    *, reader: Actor, ids: Iterable[UUID] | None = None, programme_ids: Iterable[UUID] | None = None
) -> dict[UUID, ConsultationRow]:
    """Return the consultations this reader may see, by id, the newest first."""
    narrowed = Q()
    for field, wanted in (("pk__in", ids), ("programme_id__in", programme_ids)):
        if wanted is not None:
            narrowed &= Q(**{field: list(wanted)})
    rows = list(
        Consultation.objects.visible_to(reader)
        .filter(narrowed)
        .select_related("programme", "decision")
        .order_by("-opens_on", "title")
    )
    decisions = set(
        Decision.objects.visible_to(reader)
        .filter(pk__in={c.decision_id for c in rows})
        .values_list("pk", flat=True)
    )
    programmes = {c.programme_id for c in rows if c.table_id}
    tables = ground.published_tables(reader=reader, programme_ids=programmes) if programmes else {}
    return {c.id: _consultation(c, decisions, set(tables)) for c in rows}


def _consultation(row: Consultation, decisions: set[UUID], tables: set[UUID]) -> ConsultationRow:
    decision = row.decision if row.decision_id in decisions else None
    return ConsultationRow(
        id=row.id,
        version=row.version,
        title=row.title,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        illustrative=row.illustrative or row.programme.illustrative,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        responses=row.responses,
        bases=row.bases,
        outcome=row.outcome,
        decision_id=decision.id if decision else None,
        decision_ref=decision.ref if decision else "",
        table_id=row.table_id if row.table_id in tables else None,
        source=row.source,
        marking=row.marking,
        placement=row.placement(),
    )

"""What holds a decision back before it is made: impact assessments that are not done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from governance.models import Decision, DecisionEffect, ImpactAssessment

OUTSTANDING: Final = ("not_screened", "outstanding", "drafted", "reopened")


@dataclass(frozen=True)
class OutstandingAssessment:
    """An impact assessment that is not done: its ref, its kind and where it stands, in words."""

    id: UUID
    ref: str
    kind_words: str
    state_words: str


def outstanding_assessments(decision_ids: Iterable[UUID]) -> dict[UUID, tuple[OutstandingAssessment, ...]]:
    """Return what holds each of these decisions back, by decision; none where nothing does.

    Assessments of the decision itself, of the savings it changes, and of its paper's workstream where they name
    neither. Asked for ids alone, by changes that hold back whatever their person may see.
    """
    decisions = list(Decision.objects.filter(pk__in=list(decision_ids)).select_related("paper"))
    effects = DecisionEffect.objects.filter(decision__in=decisions).exclude(kind="milestone_baseline")
    subjects: dict[UUID, set[UUID]] = {}
    for decision_id, subject_id in effects.values_list("decision_id", "subject_id"):
        subjects.setdefault(decision_id, set()).add(subject_id)
    return {d.id: _holding(d, subjects.get(d.id, set())) for d in decisions}


def _holding(decision: Decision, savings: set[UUID]) -> tuple[OutstandingAssessment, ...]:
    about = Q(decision_id=decision.id) | Q(saving_id__in=savings, decision=None)
    workstream_id = decision.paper.workstream_id if decision.paper else None
    if workstream_id is not None:
        about |= Q(workstream_id=workstream_id, decision=None, saving=None)
    rows = ImpactAssessment.objects.standing().filter(about, state__in=OUTSTANDING).order_by("ref")
    return tuple(
        OutstandingAssessment(row.id, row.ref, row.get_kind_display(), row.get_state_display())
        for row in rows
    )

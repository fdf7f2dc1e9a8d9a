"""Impact assessments as they stand, with what comes next and who may not sign; or as they stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from governance.models import AssessmentStep, ImpactAssessment
from governance.models.impact_assessment import ASSESSMENT_STATES
from governance.queries.signing import parties_of
from governance.rules import assessing
from programme.rules.access import Actor, Placement
from savings.queries import saving_places

STATE_WORDS = dict(ASSESSMENT_STATES)


@dataclass(frozen=True)
class ImpactAssessmentRow:
    """An impact assessment. `may_not_sign` names who owns the saving or workstream, or drafted it, and as what.

    Its saving and decision are blank where their reader may not see them. As at a moment its state is that of then.
    """

    id: UUID
    version: int
    ref: str
    kind: str
    kind_words: str
    subject: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    saving_id: UUID | None
    saving: str
    decision_id: UUID | None
    decision: str
    state: str
    state_words: str
    is_done: bool
    next_step: str
    may_not_sign: tuple[str, ...]
    screened_on: date | None
    screened_by: str
    screening_reason: str
    impact: str
    mitigation: str
    signed_on: date | None
    signed_by: str
    source: str
    illustrative: bool
    marking: str
    placement: Placement

    @property
    def workstream(self) -> str:
        """Return its workstream by ref and name; blank for none."""
        return f"{self.workstream_ref} {self.workstream_name}".strip()


@dataclass(frozen=True)
class AssessmentStepRow:
    """One step of an impact assessment."""

    id: UUID
    assessment_id: UUID
    state: str
    state_words: str
    note: str
    recorded_by: str
    recorded_at: datetime


def impact_assessments(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    decision_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> dict[UUID, ImpactAssessmentRow]:
    """Return the impact assessments this reader may see, by id, in the order of their programmes and refs.

    As at a moment one first recorded later is left out. The public sees no names of people.
    """
    rows: Any = ImpactAssessment.objects.visible_to(reader)
    if at is not None:
        seen = ImpactAssessment.objects.seen_by(reader)
        rows = seen.filter(Q(removed_at=None) | Q(removed_at__gt=at))
    for path, values in (
        ("programme_id", programme_ids),
        ("workstream_id", workstream_ids),
        ("decision_id", decision_ids),
        ("pk", ids),
    ):
        if values is not None:
            rows = rows.filter(**{f"{path}__in": list(values)})
    found: list[ImpactAssessment] = list(
        rows.select_related(
            "programme", "workstream", "saving", "decision__programme", "decision__workstream"
        ).order_by("programme__code", "ref")
    )
    then = _states_at([row.id for row in found], at)
    parties = parties_of([row.id for row in found]) if reader.kind != "public" else {}
    places = saving_places({row.saving_id for row in found if row.saving_id})
    return {
        row.id: _row(row, then.get(row.id, row.state), parties.get(row.id, ()), places, reader)
        for row in found
        if at is None or row.id in then
    }


def assessment_steps(
    assessment_ids: Iterable[UUID], *, reader: Actor
) -> dict[UUID, tuple[AssessmentStepRow, ...]]:
    """Return every step of these impact assessments, of those their reader may see, the oldest first."""
    visible = ImpactAssessment.objects.visible_to(reader).filter(pk__in=list(assessment_ids))
    found: dict[UUID, list[AssessmentStepRow]] = {key: [] for key in visible.values_list("pk", flat=True)}
    for row in AssessmentStep.objects.filter(assessment_id__in=found).order_by("recorded_at", "id"):
        found[row.assessment_id].append(
            AssessmentStepRow(
                row.id,
                row.assessment_id,
                row.state,
                STATE_WORDS[row.state],
                row.note,
                row.recorded_by,
                row.recorded_at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


def _states_at(ids: list[UUID], at: datetime | None) -> dict[UUID, str]:
    if at is None:
        return {}
    rows = AssessmentStep.objects.filter(assessment_id__in=ids, recorded_at__lte=at)
    newest = rows.order_by("assessment_id", "-recorded_at", "-id").distinct("assessment_id")
    return dict(newest.values_list("assessment_id", "state"))


def _row(
    row: ImpactAssessment,
    state: str,
    parties: Iterable[assessing.Party],
    places: dict[UUID, Placement],
    reader: Actor,
) -> ImpactAssessmentRow:
    saving = row.saving if row.saving_id in places and reader.sees(places[row.saving_id]) else None
    decision = row.decision if row.decision is not None and reader.sees(row.decision.placement()) else None
    is_public = reader.kind == "public"
    is_signed = state == assessing.SIGNED
    return ImpactAssessmentRow(
        id=row.id,
        version=row.version,
        ref=row.ref,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        subject=row.subject,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        programme_name=row.programme.name,
        workstream_id=row.workstream_id,
        workstream_ref=row.workstream.ref if row.workstream else "",
        workstream_name=row.workstream.name if row.workstream else "",
        saving_id=saving.id if saving else None,
        saving=f"{saving.ref} {saving.name}" if saving else "",
        decision_id=decision.id if decision else None,
        decision=f"{decision.ref} {decision.title}" if decision else "",
        state=state,
        state_words=STATE_WORDS[state],
        is_done=state in assessing.DONE,
        next_step=assessing.next_words(state),
        may_not_sign=tuple(dict.fromkeys(f"{party.name} ({_part(party, row, saving)})" for party in parties)),
        screened_on=row.screened_on,
        screened_by="" if is_public else row.screened_by,
        screening_reason=row.screening_reason,
        impact=row.impact,
        mitigation=row.mitigation,
        signed_on=row.signed_on if is_signed else None,
        signed_by=row.signed_by_name if is_signed and not is_public else "",
        source=row.source,
        illustrative=row.illustrative or row.programme.illustrative,
        marking=row.marking,
        placement=row.placement(),
    )


def _part(party: assessing.Party, row: ImpactAssessment, saving: Any) -> str:
    """Return somebody's part in it, without the ref of a saving that its reader may not see."""
    hides = row.saving is not None and saving is None and party.as_what == f"owns {row.saving.ref}"
    return "owns its saving" if hides else party.as_what

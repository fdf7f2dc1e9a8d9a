"""Changes to impact assessments: screened, drafted, signed by another than the saver, reopened by later evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance import events
from governance.changes.placing import check_links, next_ref
from governance.changes.risks import next_moment
from governance.models import AssessmentStep, Document, ImpactAssessment
from governance.models.impact_assessment import ASSESSMENT_STATES
from governance.queries.signing import parties_of
from governance.rules import assessing
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

PREFIX: Final = {"equality": "EQ", "data_protection": "DP", "other": "IA"}
_SAID: Final = frozenset({"impact", "mitigation"})
_BY_STEP: Final = frozenset(
    {"state", "screened_on", "screened_by", "screening_reason", "signed_on", "signed_by_id", "signed_by_name",
     "impact", "mitigation"}
)  # fmt: skip
_FIXED: Final = frozenset({"programme_id", "ref", "kind"})
_AFTER_SIGNING: Final = frozenset({"marking", "exempt_paragraph", "marking_note", "source"})
STATE_WORDS: Final = dict(ASSESSMENT_STATES)


@transaction.atomic
def add_assessment(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> ImpactAssessment:
    """Put an impact assessment on the record, still to be screened. Without a ref it gets the next of its kind.

    About a decision, a saving or a workstream, or the whole programme where it names none. Raises Refused, Invalid.
    """
    given = set(_BY_STEP) & set(values)
    if given:
        raise Invalid({min(given): ["Screen, draft and sign it once it is on the record"]})
    kind = str(values.get("kind") or "equality")
    ref = str(values.get("ref") or "") or next_ref(ImpactAssessment, programme_id, PREFIX.get(kind, "IA"))
    row = ImpactAssessment(programme_id=programme_id, **{**values, "kind": kind, "ref": ref})
    _require(row, by)
    _check(row, by)
    save(row, by=by, new=True)
    _step(row, note="", by=by, at=at)
    record([_revised(row, tuple(values), by)], by=by, at=at)
    return row


@transaction.atomic
def revise_assessment(
    *, assessment_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> ImpactAssessment:  # fmt: skip
    """Change what an assessment is about or how it is marked. Once it is done, its marking and source alone.

    Raises Refused, Stale, Invalid.
    """
    row = _locked(assessment_id, version, by)
    fixed = sorted((_FIXED | _BY_STEP) & set(values))
    if fixed:
        raise Invalid({fixed[0].removesuffix("_id"): ["This changes by a step of the assessment, or never"]})
    changed = changed_fields(row, values)
    if not changed:
        return row
    stays = sorted(set(changed) - _AFTER_SIGNING)
    if row.state in assessing.DONE and stays:
        words = f"{row.ref} is {STATE_WORDS[row.state].lower()}: reopen it with its evidence first"
        raise Invalid({stays[0].removesuffix("_id"): [words]})
    for name in changed:
        setattr(row, name, values[name])
    _require(row, by)
    _check(row, by)
    save(row, by=by, reason=reason)
    record([_revised(row, changed, by)], by=by, at=at)
    return row


@transaction.atomic
def screen_assessment(
    *, assessment_id: UUID, version: int | None, full: bool, reason: str, by: access.Actor, at: datetime,
    on: date | None = None,
) -> ImpactAssessment:  # fmt: skip
    """Record the screening: whether a full assessment is needed, and why. `on` is its day, today where None.

    Raises Refused, Stale, Invalid, Backdated.
    """
    row = _locked(assessment_id, version, by)
    day = on or timezone.localdate(at)
    check_dates({"screened_on": day})
    if day > timezone.localdate(at):
        raise Invalid({"screened_on": ["It lies ahead: record the screening once it has happened"]})
    if not reason.strip():
        raise Invalid({"screening_reason": ["Say why: a screening keeps its reason, either way"]})
    _follow(row, assessing.OUTSTANDING if full else assessing.SCREENED_OUT)
    row.screened_on, row.screened_by, row.screening_reason = day, by.name, reason
    return _stepped(row, note=reason, by=by, at=at)


@transaction.atomic
def draft_assessment(
    *, assessment_id: UUID, version: int | None, impact: str, mitigation: str, by: access.Actor, at: datetime,
    note: str = "",
) -> ImpactAssessment:  # fmt: skip
    """Draft the full assessment, or draft it again before it is signed. Whoever drafts may not sign.

    Raises Refused, Stale, Invalid, Backdated.
    """
    row = _locked(assessment_id, version, by)
    if not impact.strip():
        raise Invalid({"impact": ["Say what it does to people; where it does nothing, screen it out"]})
    if row.state == assessing.DRAFTED and (row.impact, row.mitigation) == (impact, mitigation):
        return row
    _follow(row, assessing.DRAFTED)
    row.impact, row.mitigation = impact, mitigation
    return _stepped(row, note=note, by=by, at=at)


@transaction.atomic
def sign_assessment(
    *, assessment_id: UUID, version: int | None, by: access.Actor, at: datetime, note: str = ""
) -> ImpactAssessment:
    """Sign a drafted assessment, in one's own name, and attach it to the paper of its decision.

    Whoever owns the saving or the workstream, and whoever drafted it, may not. Raises Refused, Stale, Invalid.
    """
    row = _locked(assessment_id, version, by)
    refusal = assessing.refusal_to_sign(by.person_id, parties_of([row.id])[row.id])
    if refusal:
        raise access.Refused(refusal + ".")
    _follow(row, assessing.SIGNED)
    row.signed_on, row.signed_by_id, row.signed_by_name = timezone.localdate(at), by.person_id, by.name
    _stepped(row, note=note, by=by, at=at)
    if row.decision is not None and row.decision.paper_id is not None:
        attach_assessment(row, row.decision.paper_id, by=by, at=at)
    return row


@transaction.atomic
def reopen_assessment(
    *, assessment_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> ImpactAssessment:
    """Reopen an assessment by later evidence, which is said. It holds decisions back again until it is done.

    Raises Refused, Stale, Invalid, Backdated.
    """
    row = _locked(assessment_id, version, by)
    if not reason.strip():
        raise Invalid({"reason": ["Say which evidence reopens it"]})
    _follow(row, assessing.REOPENED)
    row.signed_on, row.signed_by_id, row.signed_by_name = None, None, ""
    return _stepped(row, note=reason, by=by, at=at)


@transaction.atomic
def complete_as_published(
    *, assessment_id: UUID, impact: str, mitigation: str, by: access.Actor, at: datetime
) -> ImpactAssessment:
    """Record an assessment that its paper prints as completed; neither day nor signature is made up.

    The paper is named in `source`. Raises Refused, Invalid.
    """
    row = _locked(assessment_id, None, by)
    by.require(access.GOVERN, row.placement(), thing=f"{row.ref} by what a paper prints")
    if not row.source.strip():
        raise Invalid({"source": ["Name the paper that prints it as completed"]})
    if row.state != assessing.NOT_SCREENED:
        raise Invalid({"state": [f"{row.ref} is on its way here already: {assessing.next_words(row.state)}"]})
    row.state, row.impact, row.mitigation = assessing.COMPLETED, impact, mitigation
    return _stepped(row, note=row.source, by=by, at=at)


@transaction.atomic
def remove_assessment(
    *, assessment_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> None:
    """Take off an assessment that was entered by mistake; it stays on the record. One that was begun stays.

    Raises Refused, Stale, Invalid.
    """
    row = _locked(assessment_id, version, by)
    if row.removed_at is not None:
        return
    if row.state != assessing.NOT_SCREENED:
        raise Invalid({"__all__": [f"{row.ref} has begun: screen it out with its reason instead"]})
    row.removed_at = at
    save(row, by=by, reason=reason)
    record([_revised(row, ("removed_at",), by)], by=by, at=at)


def attach_assessment(row: ImpactAssessment, paper_id: UUID, *, by: access.Actor, at: datetime) -> Document:
    """Attach an assessment to a paper, as closed as itself, inside the caller's transaction; once is enough."""
    attached = Document.objects.standing().filter(
        thing_kind="paper", thing_id=paper_id, kind="impact_assessment", number=row.ref[:20]
    )
    held: Document | None = attached.first()
    if held is not None:
        return held
    closest = max(
        (place for place in (row, row.workstream, row.programme) if place is not None),
        key=lambda place: access.MARKINGS.index(place.marking),
    )
    document = Document(
        programme_id=row.programme_id,
        thing_kind="paper",
        thing_id=paper_id,
        kind="impact_assessment",
        number=row.ref[:20],
        title=f"{row.get_kind_display()} impact assessment: {row.subject}"[:300],
        marking=closest.marking,
        exempt_paragraph=closest.exempt_paragraph,
        marking_note=closest.marking_note,
        illustrative=row.illustrative,
    )
    save(document, by=by, new=True)
    event = events.DocumentAttached(
        aggregate_id=document.id,
        version=document.version,
        programme_id=document.programme_id,
        closed=row.placement().is_closed,
        quiet=is_quiet(by),
        thing_kind=document.thing_kind,
        thing_id=document.thing_id,
    )
    record([event], by=by, at=at)
    return document


def _follow(row: ImpactAssessment, step: str) -> None:
    if not assessing.may_follow(row.state, step):
        words = f"{row.ref} is {STATE_WORDS[row.state].lower()}: {assessing.next_words(row.state)}"
        raise Invalid({"state": [words]})
    row.state = step


def _stepped(row: ImpactAssessment, *, note: str, by: access.Actor, at: datetime) -> ImpactAssessment:
    newest = row.steps.order_by("-recorded_at", "-id").first()
    at = next_moment(newest.recorded_at if newest else None, at)
    was = newest.state if newest else ""
    save(row, by=by, reason=note)
    _step(row, note=note, by=by, at=at)
    event = events.ImpactAssessmentStepped(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.programme_id,
        closed=row.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=row.workstream_id,
        decision_id=row.decision_id,
        kind=row.kind,
        state=row.state,
        was=was,
    )
    record([event], by=by, at=at)
    return row


def _step(row: ImpactAssessment, *, note: str, by: access.Actor, at: datetime) -> None:
    AssessmentStep.objects.create(
        assessment=row,
        state=row.state,
        note=note,
        person_id=by.person_id,
        recorded_by=by.name,
        recorded_at=at,
    )


def _locked(assessment_id: UUID, version: int | None, by: access.Actor) -> ImpactAssessment:
    row = locked(ImpactAssessment, assessment_id, version=version)
    if not by.sees(row.placement()):
        raise access.Refused("There is no such impact assessment among those you may see.")
    _require(row, by)
    return row


def _require(row: ImpactAssessment, by: access.Actor) -> None:
    by.require(access.UPDATE_DELIVERY, row.placement(), thing="the impact assessments there")


def _check(row: ImpactAssessment, by: access.Actor) -> None:
    check_links(row, ("workstream", "saving", "decision"), row.placement(), by=by)


def _revised(
    row: ImpactAssessment, changed: tuple[str, ...], by: access.Actor
) -> events.ImpactAssessmentRevised:
    return events.ImpactAssessmentRevised(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.programme_id,
        closed=row.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=row.workstream_id,
        kind=row.kind,
        fields_changed=changed,
    )

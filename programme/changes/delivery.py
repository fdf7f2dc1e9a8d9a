"""Changes to workstreams, milestones, their ratings and what waits for what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from programme import events
from programme.changes.closings import hold_open
from programme.changes.deciding import BASELINE, Asked, Stated, demand, with_decision
from programme.changes.saving_rows import (
    Invalid,
    changed_fields,
    check_dates,
    is_quiet,
    locked,
    recorded,
    said_at,
    save,
)
from programme.models import (
    DefinitionSet,
    Dependency,
    Milestone,
    MilestoneReport,
    Programme,
    StatusReport,
    Workstream,
)
from programme.models.status_report import RATINGS
from programme.outbox.recording import record
from programme.rules import access, dependency, rag

_DATES = ("baseline", "forecast", "actual")
_DATE_FIELDS = tuple(f"{name}_{part}" for name in _DATES for part in ("date", "precision"))
_OTHER_FIELDS = (
    "name", "kind", "owner_id", "position", "start_date", "marking", "exempt_paragraph", "marking_note",
    "workstream_id", "as_published",
)  # fmt: skip


@transaction.atomic
def add_workstream(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Workstream:
    """Add a workstream to a programme. Raises Refused, Invalid."""
    programme = Programme.objects.get(pk=programme_id)
    by.require(access.PLAN_DELIVERY, programme.placement(), thing=f"the workstreams of {programme.name}")
    workstream = save(Workstream(programme=programme, **values), by=by, new=True)
    event = events.WorkstreamAdded(
        aggregate_id=workstream.id,
        version=workstream.version,
        programme_id=programme.id,
        closed=workstream.placement().is_closed,
        quiet=is_quiet(by),
        ref=workstream.ref,
    )
    record([event], by=by, at=at)
    return workstream


@transaction.atomic
def revise_workstream(
    *, workstream_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Workstream:  # fmt: skip
    """Change a workstream's particulars; no difference saves nothing. Raises Refused, Stale, Invalid."""
    workstream = locked(Workstream, workstream_id, version=version)
    was = workstream.placement()
    changed = changed_fields(workstream, values)
    if not changed:
        return workstream
    capability = access.PLAN_DELIVERY if set(changed) - {"summary"} else access.UPDATE_DELIVERY
    by.require(capability, was, thing=f"workstream {workstream.ref}")
    for name in changed:
        setattr(workstream, name, values[name])
    by.require(capability, workstream.placement(), thing=f"workstream {workstream.ref} to that marking")
    save(workstream, by=by, reason=reason)
    event = events.WorkstreamRevised(
        aggregate_id=workstream.id,
        version=workstream.version,
        programme_id=workstream.programme_id,
        closed=was.is_closed or workstream.placement().is_closed,
        quiet=is_quiet(by),
        fields_changed=changed,
        reason=reason,
    )
    record([event], by=by, at=at)
    return workstream


@transaction.atomic
def remove_workstream(
    *, workstream_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str
) -> None:
    """Take a workstream away; it stays on the record. Raises Invalid while milestones stand in it, Refused, Stale."""
    workstream = locked(Workstream, workstream_id, version=version)
    by.require(access.PLAN_DELIVERY, workstream.placement(), thing=f"workstream {workstream.ref}")
    left = workstream.milestones.filter(removed_at=None).count()
    if left:
        raise Invalid(
            {"__all__": [f"{workstream.ref} still has {left} milestones: remove or move them first"]}
        )
    workstream.removed_at = at
    save(workstream, by=by, reason=reason)
    event = events.WorkstreamRemoved(
        aggregate_id=workstream.id,
        version=workstream.version,
        programme_id=workstream.programme_id,
        closed=workstream.placement().is_closed,
        quiet=is_quiet(by),
        reason=reason,
    )
    record([event], by=by, at=at)


@transaction.atomic
def report_status(
    *, workstream_id: UUID, version: int | None, rating: str, reason: str, by: access.Actor, at: datetime
) -> StatusReport:
    """Report a workstream's RAG, with the reason, by the programme's definitions of today.

    The report is a row of its own and never overwritten. Raises Refused, Stale, Invalid, Backdated.
    """
    workstream = locked(Workstream, workstream_id, version=version)
    by.require(access.UPDATE_DELIVERY, workstream.placement(), thing=f"the RAG of {workstream.ref}")
    if rating not in RATINGS:
        raise Invalid({"rating": [f"Choose one of {', '.join(RATINGS)}"]})
    _check_rating(workstream.programme.definition_set, rating)
    if not reason.strip():
        raise Invalid({"reason": ["Say why: every rating keeps its reason"]})
    newest = workstream.status_reports.order_by("-recorded_at", "-workstream_version").first()
    said_at(newest.recorded_at if newest else None, at)
    workstream.reported_at = at
    save(workstream, by=by, reason=reason)
    report = StatusReport.objects.create(
        workstream=workstream,
        rating=rating,
        definition_set=workstream.programme.definition_set,
        reason=reason.strip(),
        recorded_at=at,
        rater_id=by.person_id,
        rater_name=by.name,
        workstream_version=workstream.version,
    )
    event = events.StatusReported(
        aggregate_id=workstream.id,
        version=workstream.version,
        programme_id=workstream.programme_id,
        closed=workstream.placement().is_closed,
        quiet=is_quiet(by),
        was=newest.rating if newest else "",
        now=rating,
        reason=reason.strip(),
    )
    record([event], by=by, at=at)
    return report


@transaction.atomic
def add_milestone(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime, reason: str = ""
) -> Milestone:
    """Add a milestone. Without a forecast its forecast is its baseline; its first baseline is its original one.

    Raises Refused, Invalid, Backdated.
    """
    programme = Programme.objects.get(pk=programme_id)
    given = dict(values)
    for part, empty in (("date", None), ("precision", "none")):
        given.setdefault(f"forecast_{part}", given.get(f"baseline_{part}", empty))
        given.setdefault(f"original_baseline_{part}", given.get(f"baseline_{part}", empty))
    hold_open(programme_id, at=at)
    milestone = Milestone(programme=programme, reported_at=at, **given)
    by.require(access.PLAN_DELIVERY, milestone.placement(), thing=f"the milestones of {programme.name}")
    check_dates(given)
    _check_actual(milestone, at)
    save(milestone, by=by, reason=reason, new=True)
    _report(milestone, by=by, at=at, reason=reason)
    event = events.MilestoneAdded(
        aggregate_id=milestone.id,
        version=milestone.version,
        programme_id=programme.id,
        closed=milestone.placement().is_closed,
        quiet=is_quiet(by),
        ref=milestone.ref,
        workstream_id=milestone.workstream_id,
    )
    record([event], by=by, at=at)
    return milestone


@transaction.atomic
def revise_milestone(
    *, milestone_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "", authority: Stated | None = None,
) -> Milestone:  # fmt: skip
    """Change anything of a milestone; what happened is worked out from the difference, and none saves nothing.

    A change of baseline, forecast or actual date takes a reason; a new baseline takes the right to plan, and a
    decision where there was one before. The first baseline it ever gets is its original one as well.
    Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    """
    milestone = locked(Milestone, milestone_id, version=version)
    changed = changed_fields(milestone, values)
    if not changed:
        return milestone
    moved = [name for name in changed if name in _DATE_FIELDS]
    updates = {"forecast_date", "forecast_precision", "actual_date", "actual_precision"}
    capability = access.UPDATE_DELIVERY if set(changed) <= updates else access.PLAN_DELIVERY
    by.require(capability, milestone.placement(), thing=f"milestone {milestone.ref}")
    if moved and not reason.strip():
        raise Invalid({"reason": [f"Say why {milestone.ref} moves: every change of date keeps its reason"]})
    said_at(milestone.reported_at, at)
    hold_open(milestone.programme_id, at=at)
    before = _facts(milestone)
    is_new_baseline = {"baseline_date", "baseline_precision"} & set(changed)
    had_one = milestone.baseline_date is not None or milestone.original_baseline_date is not None
    for name in changed:
        setattr(milestone, name, values[name])
    if is_new_baseline and had_one:
        _demand_decision(milestone, before, authority, by=by, at=at)
        reason = with_decision(reason, authority)[:1000]
    elif is_new_baseline:
        milestone.original_baseline_date = milestone.baseline_date
        milestone.original_baseline_precision = milestone.baseline_precision
    by.require(capability, milestone.placement(), thing=f"milestone {milestone.ref} to that place")
    check_dates({name: values[name] for name in changed})
    _check_actual(milestone, at)
    milestone.reported_at = at
    save(milestone, by=by, reason=reason)
    if moved:
        _report(milestone, by=by, at=at, reason=reason)
    record(events.between(before, _facts(milestone), reason=reason.strip(), quiet=is_quiet(by)), by=by, at=at)
    return milestone


def reforecast_milestone(
    *, milestone_id: UUID, version: int | None, forecast: Any, precision: str = "day", reason: str,
    by: access.Actor, at: datetime,
) -> Milestone:  # fmt: skip
    """Move a milestone's forecast date, with the reason. Raises Refused, Stale, Invalid, Backdated."""
    return revise_milestone(
        milestone_id=milestone_id,
        version=version,
        values={"forecast_date": forecast, "forecast_precision": precision if forecast else "none"},
        reason=reason,
        by=by,
        at=at,
    )


@transaction.atomic
def remove_milestone(
    *, milestone_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str
) -> None:
    """Take a milestone away; it stays on the record. Once away it stays so.

    Raises Refused, Stale, Backdated.
    """
    milestone = locked(Milestone, milestone_id, version=version)
    by.require(access.PLAN_DELIVERY, milestone.placement(), thing=f"milestone {milestone.ref}")
    if milestone.removed_at is not None:
        return
    said_at(milestone.reported_at, at)
    hold_open(milestone.programme_id, at=at)
    milestone.removed_at = at
    save(milestone, by=by, reason=reason)
    event = events.MilestoneRemoved(
        aggregate_id=milestone.id,
        version=milestone.version,
        programme_id=milestone.programme_id,
        closed=milestone.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=milestone.workstream_id,
        reason=reason,
    )
    record([event], by=by, at=at)


@transaction.atomic
def state_dependency(
    *, before_id: UUID, after_id: UUID, by: access.Actor, at: datetime, note: str = ""
) -> Dependency:
    """State that one milestone waits for another of the same council.

    Raises Invalid where that would close a circle, naming the milestones in it; Refused.
    """
    before = locked(Milestone, before_id, version=None)
    after = Milestone.objects.select_related("programme", "workstream").get(pk=after_id)
    by.require(access.PLAN_DELIVERY, before.placement(), thing=f"what waits for {before.ref}")
    by.require(access.PLAN_DELIVERY, after.placement(), thing=f"what {after.ref} waits for")
    if before.programme.organisation_id != after.programme.organisation_id:
        raise Invalid({"after": [f"{before.ref} and {after.ref} belong to different councils"]})
    council = Dependency.objects.filter(before__programme__organisation_id=before.programme.organisation_id)
    links = [
        dependency.Dependency(before=first, after=then)
        for first, then in [*council.values_list("before_id", "after_id"), (before_id, after_id)]
    ]
    circle = dependency.find_cycle(links)
    if circle:
        refs = dict(Milestone.objects.filter(pk__in=circle).values_list("id", "ref"))
        names = " waits for ".join(refs[i] for i in circle)
        raise Invalid({"after": [f"That closes a circle: {names}"]})
    link = save(Dependency(before=before, after=after, note=note), by=by, new=True)
    save(before, by=by)
    record([_depends(before, after_id, stated=True, by=by)], by=by, at=at)
    return link


@transaction.atomic
def withdraw_dependency(*, dependency_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """State that one milestone no longer waits for another. Raises Refused."""
    link = locked(Dependency, dependency_id, version=None)
    before = locked(Milestone, link.before_id, version=None)
    by.require(access.PLAN_DELIVERY, before.placement(), thing=f"what waits for {before.ref}")
    save(before, by=by, reason=reason)
    with recorded(by, reason=reason):
        link.delete()
    record([_depends(before, link.after_id, stated=False, by=by)], by=by, at=at)


def _demand_decision(
    milestone: Milestone, before: events.MilestoneFacts, authority: Stated | None, *, by: access.Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Ask for the decision that moves a baseline from what it was to what the milestone now holds."""
    asked = Asked(
        programme_id=milestone.programme_id,
        what="moving its baseline",
        kind=BASELINE,
        milestone_id=milestone.id,
        workstream_id=before.workstream_id,
        ref=milestone.ref,
        on=milestone.baseline_date,
        precision=milestone.baseline_precision,
    )
    words = f"{milestone.ref} is held to its baseline: moving that takes a decision and a reason."
    demand(asked, authority, words=words, by=by, at=at)


def _check_rating(definitions: DefinitionSet | None, rating: str) -> None:
    if definitions is None:
        return
    words = rag.DefinitionSet(
        definitions.code, definitions.name, rag.Scale(definitions.scale), definitions.has_complete
    )
    try:
        words.check(rag.Rag(rating))
    except ValueError as problem:
        raise Invalid({"rating": [str(problem)]}) from problem


def _depends(before: Milestone, after_id: UUID, *, stated: bool, by: access.Actor) -> events.Event:
    return events.DependencyChanged(
        aggregate_id=before.id,
        version=before.version,
        programme_id=before.programme_id,
        closed=before.placement().is_closed,
        quiet=is_quiet(by),
        after_id=after_id,
        stated=stated,
    )


def _facts(milestone: Milestone) -> events.MilestoneFacts:
    return events.MilestoneFacts(
        id=milestone.id,
        version=milestone.version,
        programme_id=milestone.programme_id,
        workstream_id=milestone.workstream_id,
        closed=milestone.placement().is_closed,
        baseline=(milestone.baseline_date, milestone.baseline_precision),
        forecast=(milestone.forecast_date, milestone.forecast_precision),
        actual=(milestone.actual_date, milestone.actual_precision),
        others=tuple((name, getattr(milestone, name)) for name in _OTHER_FIELDS),
    )


def _check_actual(milestone: Milestone, at: datetime) -> None:
    if milestone.actual_date is not None and milestone.actual_date > timezone.localdate(at):
        raise Invalid(
            {"actual_date": [f"{milestone.ref} cannot have happened after today; move its forecast instead"]}
        )


def _report(milestone: Milestone, *, by: access.Actor, at: datetime, reason: str) -> None:
    MilestoneReport.objects.create(
        milestone=milestone,
        **{name: getattr(milestone, name) for name in _DATE_FIELDS},
        reason=reason.strip(),
        recorded_at=at,
        reported_by_id=by.person_id,
        reported_by_name=by.name,
        milestone_version=milestone.version,
    )

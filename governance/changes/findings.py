"""Changes to the findings of a review, each followed step by step to closure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from governance import events
from governance.changes.placing import check_links
from governance.models import Finding, FindingStep
from governance.models.action import FINDING_STATES
from governance.rules.doing import ENDS, may_step
from governance.rules.finding import NEXT, is_reason_needed, needs_response
from programme import queries
from programme.changes import Invalid
from programme.changes.saving_many import add_many
from programme.changes.saving_rows import (
    changed_fields,
    check_dates,
    is_quiet,
    locked,
    recorded,
    said_at,
    save,
)
from programme.outbox.recording import record
from programme.rules import access

_FIXED: Final = frozenset({"programme_id", "review", "number", "state"})
_WORDS: Final = dict(FINDING_STATES)


@transaction.atomic
def add_findings(
    *, programme_id: UUID, review: str, rows: Sequence[Mapping[str, Any]], by: access.Actor, at: datetime
) -> tuple[Finding, ...]:
    """Put the findings of a review on record, in one go; numbers that stand already are left as people keep them.

    Raises Refused, and Invalid naming the number of the row that cannot be stored.
    """
    programme = queries.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_DELIVERY, programme.placement, thing=f"the findings of {programme.name}")
    held = set(
        Finding.objects.filter(programme_id=programme_id, review=review).values_list("number", flat=True)
    )
    made = [Finding(programme_id=programme_id, review=review, **row) for row in rows]
    found = [finding for finding in made if finding.number not in held]
    numbers = [finding.number for finding in found]
    if len(set(numbers)) != len(numbers):
        raise Invalid({"number": ["Two findings have one number"]})
    for finding in found:
        try:
            finding.clean_fields(exclude={f.name for f in Finding._meta.fields if f.is_relation})
        except ValidationError as problem:
            raise Invalid({"number": [f"Finding {finding.number}: {problem}"]}) from problem
    with recorded(by):
        add_many(found)
    closed = programme.placement.is_closed
    record([_revised(finding, ("summary",), by, closed=closed) for finding in found], by=by, at=at)
    return tuple(found)


@transaction.atomic
def revise_finding(
    *, finding_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Finding:  # fmt: skip
    """Change a finding's owner, board, date or response; its review, number and state stay.

    No difference saves nothing. Raises Refused, Stale, Invalid.
    """
    finding = locked(Finding, finding_id, version=version)
    by.require(access.PLAN_DELIVERY, finding.placement(), thing=f"finding {finding.number}")
    fixed = sorted(_FIXED & set(values))
    if fixed:
        raise Invalid({fixed[0]: ["This is not changed here"]})
    changed = changed_fields(finding, values)
    if not changed:
        return finding
    for name in changed:
        setattr(finding, name, values[name])
    by.require(access.PLAN_DELIVERY, finding.placement(), thing="a finding so marked")
    check_links(finding, ("board",), finding.placement(), by=by)
    check_dates({"due_on": finding.due_on})
    save(finding, by=by, reason=reason)
    record([_revised(finding, changed, by, closed=finding.placement().is_closed)], by=by, at=at)
    return finding


@transaction.atomic
def step_finding(
    *, finding_id: UUID, version: int | None, state: str, by: access.Actor, at: datetime, note: str = ""
) -> Finding:
    """Take a finding one step on, or back. Its owner may, and who updates delivery there; closing takes another.

    A finding is closed by somebody other than whoever said it is done. Raises Refused, Stale, Backdated, Invalid.
    Source: docs/method.md, "Findings of a review".
    """
    finding = locked(Finding, finding_id, version=version)
    _may_step(finding, state, by)
    if not needs_response(finding.kind):
        raise Invalid(
            {"state": [f"A {finding.get_kind_display().lower()} asks for no response: it is to be read"]}
        )
    if state == finding.state:
        return finding
    if state not in NEXT[finding.state]:
        ways = " or ".join(_WORDS[one].lower() for one in NEXT[finding.state])
        raise Invalid({"state": [f"From {_WORDS[finding.state].lower()} it goes to {ways}"]})
    if is_reason_needed(finding.state, state) and not note.strip():
        raise Invalid({"note": ["Say what was done, or why"]})
    newest = finding.steps.order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    if state == "closed" and newest is not None and by.kind == "person" and newest.recorded_by == _who(by):
        raise Invalid({"state": ["Whoever said it is done does not close it: ask somebody else to confirm"]})
    was, finding.state = finding.state, state
    save(finding, by=by, reason=note)
    FindingStep.objects.create(finding=finding, state=state, note=note, recorded_by=_who(by), recorded_at=at)
    event = events.FindingStepped(
        aggregate_id=finding.id,
        version=finding.version,
        programme_id=finding.programme_id,
        closed=finding.placement().is_closed,
        quiet=is_quiet(by),
        number=finding.number,
        was=was,
        state=state,
    )
    record([event], by=by, at=at)
    return finding


def _may_step(finding: Finding, state: str, by: access.Actor) -> None:
    where, thing = finding.placement(), f"finding {finding.number}"
    if may_step(by, state, owner_id=finding.owner_id, where=where):
        return
    if state in ENDS:
        by.require(access.PLAN_DELIVERY, where, thing=f"how {thing} ends")
    by.require(access.UPDATE_DELIVERY, where, thing=thing)


def _who(by: access.Actor) -> str:
    return by.name


def _revised(
    finding: Finding, changed: tuple[str, ...], by: access.Actor, *, closed: bool
) -> events.FindingRevised:
    return events.FindingRevised(
        aggregate_id=finding.id,
        version=finding.version,
        programme_id=finding.programme_id,
        closed=closed or finding.marking in (access.EXEMPT, access.CONFIDENTIAL),
        quiet=is_quiet(by),
        number=finding.number,
        fields_changed=changed,
    )

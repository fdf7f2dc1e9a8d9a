"""Changes to decisions: put on the record, revised, stepped along their path, and what waits for them.

Source: docs/method.md, "Decisions".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance.changes import decision_facts as facts
from governance.changes.placing import next_ref
from governance.changes.risk_matrices import use_matrix
from governance.models import Decision, DecisionStep, GovernanceSettings, Wait
from governance.queries.authority import made_facts, refusal_of, settings_of, suggested_key
from governance.queries.effects import sees_all
from governance.queries.gates import outstanding_assessments
from governance.queries.meetings import meetings
from governance.queries.recording import holds_post, may_propose, may_record
from governance.rules.deciding import (
    ASKED,
    EFFECTIVE,
    FOLLOWS,
    MADE,
    POST,
    PROPOSED,
    RECOMMENDED,
    REFUSED,
    STEP_WORDS,
    WITHDRAWN,
    Step,
    effective_date,
    may_follow,
    next_words,
    notice_problem,
    wards_named,
)
from governance.rules.meeting import deciding_problem
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import amend, changed_fields, check_dates, is_quiet, locked, said_at, save
from programme.outbox.recording import ask_for, record
from programme.rules import access

# What may still be changed of a decision once it is made: words about it, never what was decided, or by whom.
STAYS_OPEN: Final = frozenset(
    {"title", "source", "reasons", "paper_id", "meeting_id", "marking", "exempt_paragraph", "marking_note"}
)
BY_ITSELF: Final = "A decision takes effect by itself, on the day shown: nobody records that."


@transaction.atomic
def propose_decision(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime, on: date | None = None
) -> Decision:
    """Put a proposed decision on the record, as from a day (today unless given). Raises Refused, Invalid.

    Without a ref it gets the next D number of its programme.
    """
    ref = str(values.get("ref") or "").strip() or next_ref(Decision, programme_id, "D")
    decision = Decision(programme_id=programme_id, **{**values, "ref": ref})
    _require_proposer(decision, by)
    _check_place(decision)
    day = on or timezone.localdate(at)
    _check_day(day, at=at)
    save(decision, by=by, new=True)
    _step(decision, PROPOSED, day, by=by, at=at, note="", board_id=decision.board_id)
    record([facts.revised(decision, tuple(values), by)], by=by, at=at)
    return decision


@transaction.atomic
def revise_decision(
    *, decision_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Decision:  # fmt: skip
    """Change what is on the record of a decision; once it is made, only words about it. Raises Refused, Stale, Invalid.

    Whether it is a key decision is settled by the programme office or whoever decides.
    """
    decision = locked(Decision, decision_id, version=version)
    changed = changed_fields(decision, values)
    if not changed:
        return decision
    _require_proposer(decision, by)
    fixed = sorted(set(changed) - STAYS_OPEN) if decision.state not in ASKED else []
    if fixed and not is_quiet(by):
        words = f"{decision.ref} is {STEP_WORDS[decision.state]}: what was decided stays. Another decision changes it."
        raise Invalid({fixed[0].removesuffix("_id"): [words]})
    if {"key_decision", "notice_given_on", "urgency", "call_in_days"} & set(changed):
        _require_clerk(decision, by)
    for name in changed:
        setattr(decision, name, values[name])
    _require_proposer(decision, by)
    check_dates({name: values[name] for name in changed})
    _check_place(decision)
    save(decision, by=by, reason=reason)
    record([facts.revised(decision, changed, by)], by=by, at=at)
    return decision


@transaction.atomic
def take_step(
    *, decision_id: UUID, version: int | None, step: str, on: date, by: access.Actor, at: datetime,
    note: str = "", board_id: UUID | None = None,
) -> Decision:  # fmt: skip
    """Record the next step on a decision's path, on its day.

    Making it asks whether the decision-maker may decide this much of these plans, whether impact assessments are
    done, and a key decision's notice. What waited for it waits no longer once it is made, refused or withdrawn.
    Raises Refused, Stale, Invalid, Backdated.
    """
    decision = locked(Decision, decision_id, version=version)
    _require_step(decision, step, by, on=timezone.localdate(at))
    newest = decision.steps.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    said_at(newest, at)
    _check_path(decision, step, on, by=by, at=at)
    if not is_quiet(by):
        _check_meeting(decision, step, on)
        if step == MADE:
            _check_making(decision, on, by)
    path = [*path_of(decision), Step(step, on)]
    decision.state = step
    if step == MADE:
        decision.made_on = on
    decision.effective_on = effective_date(path, made_facts(decision))
    save(decision, by=by, reason=note)
    _step(decision, step, on, by=by, at=at, note=note, board_id=board_id)
    happened = [facts.stepped(decision, step, on, by)]
    if step in (MADE, REFUSED, WITHDRAWN):
        happened += _end_waits(decision, on, by=by)
    record(happened, by=by, at=at)
    if decision.effective_on is not None and decision.effective_on <= timezone.localdate(at):
        ask_to_carry_out(decision, by)
    return decision


def ask_to_carry_out(decision: Decision, by: access.Actor) -> None:
    """Ask for a decision to be carried out now that its day has come. History being loaded asks for nothing."""
    if not is_quiet(by):
        ask_for(
            "governance.carry_out_decisions",
            shard=f"decision:{decision.id}",
            queue="recalc",
            payload={"decision": str(decision.id)},
        )


@transaction.atomic
def remove_decision(
    *, decision_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str
) -> None:
    """Take a decision off that was put on the record by mistake; it stays in history. Raises Refused, Stale, Invalid.

    One that went any further on its path is withdrawn, not removed.
    """
    decision = locked(Decision, decision_id, version=version)
    _require_proposer(decision, by)
    if decision.state != PROPOSED:
        raise Invalid(
            {"__all__": [f"{decision.ref} is {STEP_WORDS[decision.state]}: it can no longer be removed"]}
        )
    decision.removed_at = at
    save(decision, by=by, reason=reason)
    record(
        [
            facts.revised(decision, ("removed_at",), by),
            *_end_waits(decision, timezone.localdate(at), by=by),
        ],
        by=by,
        at=at,
    )


@transaction.atomic
def wait_for_decision(
    *, decision_id: UUID, milestone_id: UUID, since: date, by: access.Actor, at: datetime, note: str = ""
) -> Wait:
    """Say that a milestone has waited for a decision since a day. Again moves the day. Raises Refused, Invalid."""
    decision = locked(Decision, decision_id, version=None)
    milestone = ground.milestones(reader=by, ids=[milestone_id]).get(milestone_id)
    if milestone is None or milestone.programme_id != decision.programme_id:
        raise Invalid({"milestone": ["Choose a milestone of the same programme"]})
    by.require(access.UPDATE_DELIVERY, milestone.placement, thing=f"what {milestone.ref} waits for")
    if not by.sees(decision.placement()):
        raise access.Refused("There is no such decision among those you may see.")
    if decision.state not in ASKED and not is_quiet(by):
        words = f"{decision.ref} is {STEP_WORDS[decision.state]}: nothing waits for it any longer"
        raise Invalid({"milestone": [words]})
    _check_day(since, at=at, field="since")
    wait = decision.waits.filter(milestone_id=milestone_id).first()
    is_new = wait is None
    wait = wait or Wait(decision=decision, milestone_id=milestone_id)
    wait.since, wait.until, wait.note = since, None, note
    save(wait, by=by, reason=note, new=is_new)
    save(decision, by=by)
    record([facts.awaited(decision, wait, by)], by=by, at=at)
    return wait


@transaction.atomic
def end_wait(*, wait_id: UUID, until: date, by: access.Actor, at: datetime, note: str = "") -> Wait:
    """Say that a milestone waits no longer, though the decision may still be to come. Raises Refused, Invalid."""
    wait = locked(Wait, wait_id, version=None)
    decision = locked(Decision, wait.decision_id, version=None)
    milestone = ground.milestones(reader=by, ids=[wait.milestone_id]).get(wait.milestone_id)
    if milestone is None or not by.sees(decision.placement()):
        raise access.Refused("There is no such milestone among those you may see.")
    by.require(access.UPDATE_DELIVERY, milestone.placement, thing=f"what {milestone.ref} waits for")
    if until < wait.since:
        raise Invalid({"until": ["It cannot end before it began"]})
    _check_day(until, at=at, field="until")
    wait.until, wait.note = until, note or wait.note
    save(wait, by=by, reason=note)
    save(decision, by=by)
    record([facts.awaited(decision, wait, by)], by=by, at=at)
    return wait


@transaction.atomic
def set_governance(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime,
    version: int | None = None, reason: str = "",
) -> GovernanceSettings:  # fmt: skip
    """Set how a programme is governed: call-in, key decisions, the pre-election period, its risk matrix.

    What has been published keeps the day it has effect. Raises Refused, Stale, Invalid.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.GOVERN, programme.placement, thing=f"how {programme.name} is governed")
    given = {name: value for name, value in values.items() if name != "matrix_id"}
    held = GovernanceSettings.objects.filter(programme_id=programme_id).first()
    if held is None:
        row = save(GovernanceSettings(programme_id=programme_id, **given), by=by, reason=reason, new=True)
    else:
        row = amend(locked(GovernanceSettings, held.pk, version=version), given, by=by, reason=reason)
    if "matrix_id" in values:  # standing risks are read again, or keep it from being chosen
        row = use_matrix(
            programme_id=programme_id, matrix_id=values["matrix_id"], by=by, at=at, reason=reason
        )
    return row


def path_of(decision: Decision) -> list[Step]:
    """Return the steps a decision has taken, oldest first."""
    rows = DecisionStep.objects.filter(decision=decision).order_by("recorded_at", "on")
    return [Step(step, on) for step, on in rows.values_list("step", "on")]


def _step(
    decision: Decision, step: str, on: date, *, by: access.Actor, at: datetime, note: str,
    board_id: UUID | None,
) -> None:  # fmt: skip
    DecisionStep.objects.create(
        decision=decision,
        step=step,
        on=on,
        board_id=board_id,
        note=note.strip(),
        recorded_by=by.name,
        recorded_at=at,
    )


def _require_proposer(decision: Decision, by: access.Actor) -> None:
    where = decision.placement()
    if by.sees(where) and holds_post(decision, by):
        access.require_open(where, thing=f"decision {decision.ref}")
    elif not may_propose(decision, by):
        by.require(access.PLAN_DELIVERY, where, thing=f"decision {decision.ref}")


def _require_clerk(decision: Decision, by: access.Actor) -> None:
    if not holds_post(decision, by):
        by.require(
            access.GOVERN,
            decision.placement(),
            thing=f"whether {decision.ref} is key, its notice and call-in",
        )


def _require_step(decision: Decision, step: str, by: access.Actor, *, on: date) -> None:
    if by.sees(decision.placement()):
        access.require_open(decision.placement(), thing=f"decision {decision.ref}")
    if not may_record(decision, step, by, on=on):
        raise access.Refused(
            f"You may not record that {decision.ref} is {STEP_WORDS.get(step, step)}. The programme office does, or "
            "whoever holds the post that decides."
        )
    if step == MADE and by.kind == "person" and not sees_all(decision, by):
        raise access.Refused(
            f"{decision.ref} changes plans that your grants do not show: somebody who sees them all records it."
        )


def _check_path(decision: Decision, step: str, on: date, *, by: access.Actor, at: datetime) -> None:
    if step not in FOLLOWS:
        raise Invalid({"step": [f"Choose one of {', '.join(FOLLOWS)}"]})
    if step == EFFECTIVE and not is_quiet(by):
        raise Invalid({"step": [BY_ITSELF]})
    if not may_follow(decision.state, step):
        words = f"{decision.ref} is {STEP_WORDS[decision.state]}: {next_words(decision.state)}"
        raise Invalid({"step": [words]})
    path = path_of(decision)
    if path and on < path[-1].on:
        last = path[-1]
        words = (
            f"It was {STEP_WORDS[last.step]} on {last.on.day} {last.on:%b %Y}: give that day or a later one"
        )
        raise Invalid({"on": [words]})
    _check_day(on, at=at, field="on")
    if step == "called_in" and decision.effective_on is not None and on >= decision.effective_on:
        day = f"{decision.effective_on.day} {decision.effective_on:%b %Y}"
        raise Invalid({"on": [f"Its call-in period is over: it has effect from {day}"]})


def _check_meeting(decision: Decision, step: str, on: date) -> None:
    """Hold back what a meeting is said to have done that did nothing: decided, or of a post's decision advised."""
    is_post = decision.decision_maker is not None and decision.decision_maker.kind == POST
    if decision.meeting_id is None or step not in ((RECOMMENDED,) if is_post else (RECOMMENDED, MADE)):
        return
    met = meetings(reader=access.system(), ids=[decision.meeting_id]).get(decision.meeting_id)
    if met is None:
        return
    problem = deciding_problem(
        name=met.name,
        state=met.state,
        is_quorate=met.quorum.is_met,
        met_on=timezone.localdate(met.starts_at),
        on=on,
        does="recommended" if step == RECOMMENDED else "decided",
    )
    if problem:
        raise Invalid({"meeting": [f"{problem}. Name the meeting that did, or none"]})


def _check_making(decision: Decision, on: date, by: access.Actor) -> None:
    """Hold back a decision that its decision-maker may not make, or not yet. Raises Invalid, naming who may."""
    problem = refusal_of(decision)
    if problem:
        raise Invalid({"decision_maker": [problem]})
    waiting = outstanding_assessments([decision.id], reader=by).get(decision.id, ())
    if waiting:
        named = ". ".join(dict.fromkeys(one.words for one in waiting))
        raise Invalid({"step": [f"Impact assessments come before the decision, and wait: {named}"]})
    wards = wards_named(decision.paper.wards) if decision.paper else None
    suggested = suggested_key(decision, wards)
    if decision.key_decision is None and suggested is not None and suggested[0]:
        words = f"Settle whether it is a key decision. The rule says yes: {suggested[1]}."
        raise Invalid({"key_decision": [words]})
    notice = notice_problem(
        is_key=decision.key_decision, given_on=decision.notice_given_on, made_on=on, urgency=decision.urgency
    )
    if notice:
        raise Invalid({"notice_given_on": [f"{notice}. Where it cannot wait, record why under urgency."]})
    made = made_facts(decision)
    is_shut = (
        made.waits_for_call_in and made.days == 0 and settings_of(decision.programme_id).call_in_days > 0
    )
    if is_shut and not decision.urgency.strip():
        raise Invalid({"urgency": [f"Say why {decision.ref} is not open to call-in"]})


def _check_place(decision: Decision) -> None:
    """Refuse a workstream, decision-maker or board from elsewhere."""
    council = decision.programme.organisation_id
    if decision.workstream is not None and decision.workstream.programme_id != decision.programme_id:
        raise Invalid({"workstream": ["Choose a workstream of the same programme"]})
    if decision.decision_maker is not None and decision.decision_maker.organisation_id != council:
        raise Invalid({"decision_maker": [f"{decision.decision_maker.name} decides for another council"]})
    board = decision.board
    if board is not None and (
        board.organisation_id != council or board.programme_id not in (None, decision.programme_id)
    ):
        raise Invalid({"board": ["Choose a board of the same council and programme"]})
    for name, programme_id in (
        ("paper", decision.paper.programme_id if decision.paper else None),
        ("meeting", decision.meeting.board.programme_id if decision.meeting else None),
    ):
        if programme_id not in (None, decision.programme_id):
            raise Invalid({name: ["Choose one of the same programme"]})
    if decision.meeting is not None and decision.meeting.board.organisation_id != council:
        raise Invalid({"meeting": ["Choose one of the same council"]})


def _check_day(day: date, *, at: datetime, field: str = "on") -> None:
    check_dates({field: day})
    if day > timezone.localdate(at):
        raise Invalid({field: ["It lies ahead: record it once it has happened"]})


def _end_waits(decision: Decision, on: date, *, by: access.Actor) -> list[Any]:
    ended = []
    for wait in decision.waits.filter(until=None):
        wait.until = max(on, wait.since)
        save(wait, by=by, reason=f"{decision.ref} is {STEP_WORDS[decision.state]}")
        ended.append(facts.awaited(decision, wait, by))
    return ended

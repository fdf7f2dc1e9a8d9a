"""Changes to actions: who undertook what by when, done or taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance import events
from governance.changes.placing import check_links, next_ref
from governance.models import Action
from governance.rules.doing import may_work_on
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

LINKS: Final = ("workstream", "board", "meeting", "decision", "finding")
_FIXED: Final = frozenset({"programme_id", "ref", "done_on"})


@transaction.atomic
def agree_action(*, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Action:
    """Put an action on record; without a ref it gets the next one of its programme (A1, A2).

    An action of a meeting is its board's, where no other is named. Raises Refused, Invalid.
    """
    ref = str(values.get("ref") or "") or next_ref(Action, programme_id, "A")
    action = Action(programme_id=programme_id, **{**values, "ref": ref})
    by.require(access.UPDATE_DELIVERY, action.placement(), thing="the actions of that programme")
    if action.board_id is None and action.meeting is not None:
        action.board_id = action.meeting.board_id
    _check(action, by)
    save(action, by=by, new=True)
    event = events.ActionAgreed(**_facts(action, by), owner_id=action.owner_id, due_on=action.due_on)
    record([event], by=by, at=at)
    return action


@transaction.atomic
def revise_action(
    *, action_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Action:  # fmt: skip
    """Change an action's words, owner, date or marking; no difference saves nothing. A date put off says why.

    Raises Refused, Stale, Invalid.
    """
    action = locked(Action, action_id, version=version)
    by.require(access.UPDATE_DELIVERY, action.placement(), thing=f"the action {action.ref}")
    fixed = sorted(_FIXED & set(values))
    if fixed:
        raise Invalid({fixed[0]: ["This is not changed here"]})
    changed = changed_fields(action, values)
    if not changed:
        return action
    held = action.due_on
    for name in changed:
        setattr(action, name, values[name])
    is_put_off = held is not None and (action.due_on is None or action.due_on > held)
    if is_put_off and not reason.strip():
        raise Invalid({"reason": ["Say why the date is put off"]})
    by.require(access.UPDATE_DELIVERY, action.placement(), thing="an action so marked")
    _check(action, by)
    save(action, by=by, reason=reason)
    event = events.ActionRevised(
        **_facts(action, by), owner_id=action.owner_id, due_on=action.due_on, fields_changed=changed
    )
    record([event], by=by, at=at)
    return action


@transaction.atomic
def complete_action(
    *, action_id: UUID, version: int | None, done_on: date, by: access.Actor, at: datetime, outcome: str = ""
) -> Action:
    """Say that an action was done on a day, not after today: its owner may, and who updates delivery there.

    Raises Refused, Stale, Invalid.
    """
    action = locked(Action, action_id, version=version)
    _may_work_on(action, by)
    if done_on > timezone.localdate(at):
        raise Invalid({"done_on": ["An action is done once it is done: give a day that has come"]})
    check_dates({"done_on": done_on})
    if (action.done_on, action.outcome) == (done_on, outcome):
        return action
    action.done_on, action.outcome = done_on, outcome
    save(action, by=by)
    record([events.ActionDone(**_facts(action, by), done_on=done_on)], by=by, at=at)
    return action


@transaction.atomic
def reopen_action(
    *, action_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> Action:
    """Take up again an action that was said to be done, saying why. Raises Refused, Stale, Invalid."""
    action = locked(Action, action_id, version=version)
    _may_work_on(action, by)
    if action.done_on is None:
        return action
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is taken up again"]})
    action.done_on = None
    save(action, by=by, reason=reason)
    record([events.ActionReopened(**_facts(action, by))], by=by, at=at)
    return action


@transaction.atomic
def remove_action(
    *, action_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = ""
) -> None:
    """Take an action off the list; it stays on the record. Raises Refused, Stale."""
    action = locked(Action, action_id, version=version)
    by.require(access.PLAN_DELIVERY, action.placement(), thing=f"the action {action.ref}")
    if action.removed_at is None:
        action.removed_at = at
        save(action, by=by, reason=reason)
        event = events.ActionRevised(
            **_facts(action, by),
            owner_id=action.owner_id,
            due_on=action.due_on,
            fields_changed=("removed_at",),
        )
        record([event], by=by, at=at)


def _may_work_on(action: Action, by: access.Actor) -> None:
    """Refuse whoever neither owns the action nor updates delivery there."""
    if action.removed_at is not None:
        raise Invalid({"__all__": ["This action was taken off the list"]})
    if not may_work_on(by, owner_id=action.owner_id, where=action.placement()):
        by.require(access.UPDATE_DELIVERY, action.placement(), thing=f"the action {action.ref}")


def _check(action: Action, by: access.Actor) -> None:
    check_links(action, LINKS, action.placement(), by=by)
    check_dates({"due_on": action.due_on})


def _facts(action: Action, by: access.Actor) -> dict[str, Any]:
    return {
        "aggregate_id": action.id,
        "version": action.version,
        "programme_id": action.programme_id,
        "closed": action.placement().is_closed,
        "quiet": is_quiet(by),
        "ref": action.ref,
    }

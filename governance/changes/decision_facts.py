"""The events of a decision, with what they all carry."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance import events
from governance.models import Decision, DecisionEffect, Wait
from programme.changes.saving_rows import is_quiet
from programme.events import Event
from programme.rules.access import Actor


def revised(decision: Decision, changed: tuple[str, ...], by: Actor) -> Event:
    """Return that a decision was put on the record or changed."""
    return _event(
        events.DecisionRevised, decision, by, workstream_id=decision.workstream_id, fields_changed=changed
    )


def stepped(decision: Decision, step: str, on: date, by: Actor) -> Event:
    """Return that a decision took a step."""
    return _event(
        events.DecisionStepped,
        decision,
        by,
        workstream_id=decision.workstream_id,
        step=step,
        on=on,
        effective=decision.effective_on,
    )


def took_effect(decision: Decision, *, changed: int, refused: int, by: Actor) -> Event:
    """Return that a decision took effect, and how many plans it changed."""
    return _event(
        events.DecisionTookEffect,
        decision,
        by,
        workstream_id=decision.workstream_id,
        effective=decision.effective_on,
        changed=changed,
        refused=refused,
    )


def effect_changed(decision: Decision, effect: DecisionEffect, by: Actor, *, linked: bool) -> Event:
    """Return that an effect was linked to a decision, or taken off it."""
    return _event(
        events.DecisionEffectsChanged,
        decision,
        by,
        kind=effect.kind,
        subject_id=effect.subject_id,
        linked=linked,
    )


def awaited(decision: Decision, wait: Wait, by: Actor) -> Event:
    """Return that a milestone began to wait for a decision, or that its wait ended."""
    return _event(
        events.DecisionAwaited,
        decision,
        by,
        milestone_id=wait.milestone_id,
        since=wait.since,
        until=wait.until,
    )


def _event(happened: Any, decision: Decision, by: Actor, **facts: Any) -> Event:
    event: Event = happened(
        aggregate_id=decision.id,
        version=decision.version,
        programme_id=decision.programme_id,
        closed=decision.placement().is_closed,
        quiet=is_quiet(by),
        ref=decision.ref,
        **facts,
    )
    return event

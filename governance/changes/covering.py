"""What a decision covers: the plans it lists, or, where it lists none, those of its workstream up to its amount.

Each change made under one that lists nothing is noted as its effect, so that a decision cannot be spent twice.
Source: docs/method.md, "Delegation".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from governance.changes.decision_facts import effect_changed
from governance.models import Decision, DecisionEffect
from governance.queries.authority import SAVING_CHANGE, effect_pounds, most_of, places_of
from governance.rules.delegation import Change, Maker, pounds, refusal
from programme.changes.deciding import APPROVAL, BASELINE, Asked
from programme.changes.saving_rows import save
from programme.outbox.recording import record
from programme.rules.access import Actor, system
from savings import queries as money
from savings.changes.freezing import WITHDRAWING

NOUGHT: Final = Decimal(0)
EFFECT_OF: Final = {APPROVAL: "saving_approved", BASELINE: "milestone_baseline"}
OF_AMOUNTS: Final = ("saving_plan", "saving_withdrawn")


def covers_plan(
    decision: Decision,
    asked: Asked,
    saving_id: UUID,
    makers: Mapping[UUID, Maker],
    *,
    by: Actor,
    at: datetime,
) -> str:
    """Return why a decision does not cover a change of one line; "" once the change is noted under it."""
    effects = list(decision.effects.all())
    linked = _linked(effects)
    if linked:
        return _as_linked(decision, linked, asked)
    mine = next((one for one in effects if one.subject_id == saving_id and one.kind == "saving_plan"), None)
    effect = mine or DecisionEffect(decision=decision, kind="saving_plan", subject_id=saving_id)
    effect.values = _noted(effect.values, asked)
    effect.applied_at = at
    maker = makers.get(decision.decision_maker_id) if decision.decision_maker_id else None
    others = [one for one in effects if one is not mine]
    total = _worth(effect) + sum((_worth(one) for one in others), NOUGHT)
    if decision.amount is not None and total > decision.amount:
        return (
            f"{decision.ref} decides {pounds(decision.amount)}; with this it would change {pounds(total)}: it takes "
            "another decision."
        )
    places = places_of(asked.programme_id, [asked.workstream_id], makers)
    problem = refusal(maker, [Change(SAVING_CHANGE, total)], places, others=tuple(makers.values()))
    if not problem and asked.moved:
        _note(decision, effect, asked, by=by, at=at, is_new=mine is None)
    return problem


def settles(
    decision: Decision, asked: Asked, makers: Mapping[UUID, Maker], *, by: Actor, at: datetime
) -> str:
    """Return why a decision does not approve this plan or move this baseline; "" once that is noted under it."""
    kind, subject_id = EFFECT_OF[asked.kind], asked.saving_id or asked.milestone_id
    assert subject_id is not None
    effects = list(decision.effects.all())
    linked = _linked(effects)
    mine = next((one for one in effects if one.subject_id == subject_id and one.kind == kind), None)
    values = _settled(asked)
    if linked:
        if mine is None:
            return f"{decision.ref} says what it changes, and {asked.what} ({asked.ref}) is not among it."
        if any(mine.values.get(name) != value for name, value in values.items()):
            return f"{decision.ref} decides otherwise about {asked.ref}: what it changes is listed with it."
        return ""
    maker = makers.get(decision.decision_maker_id) if decision.decision_maker_id else None
    places = places_of(asked.programme_id, [asked.workstream_id], makers)
    problem = refusal(maker, [], places, others=tuple(makers.values()))
    if not problem:
        effect = mine or DecisionEffect(decision=decision, kind=kind, subject_id=subject_id)
        effect.values, effect.applied_at = {**values, "by_hand": {}}, at
        _note(decision, effect, asked, by=by, at=at, is_new=mine is None)
    return problem


def _settled(asked: Asked) -> dict[str, str]:
    if asked.kind != BASELINE:
        return {}
    return {"date": asked.on.isoformat() if asked.on else "", "precision": asked.precision}


def _linked(effects: list[DecisionEffect]) -> list[DecisionEffect]:
    return [one for one in effects if "by_hand" not in one.values]


def _note(
    decision: Decision, effect: DecisionEffect, asked: Asked, *, by: Actor, at: datetime, is_new: bool
) -> None:
    save(effect, by=by, reason=asked.what, new=is_new)
    save(decision, by=by, reason=asked.what)
    record([effect_changed(decision, effect, by, linked=True)], by=by, at=at)


def _as_linked(decision: Decision, linked: list[DecisionEffect], asked: Asked) -> str:
    """Return why a change is not what a decision with effects of its own decided; "" where it is."""
    own = [one for one in linked if one.subject_id == asked.saving_id]
    if not own:
        return f"{decision.ref} says which plans it changes, and {asked.ref} is not among them."
    if not asked.moved:
        return ""
    if any(_is_decided(one, asked) for one in own if one.kind in OF_AMOUNTS):
        return ""
    return f"{decision.ref} decides otherwise about {asked.ref}: what it changes is listed with it."


def _is_decided(effect: DecisionEffect, asked: Asked) -> bool:
    if asked.amounts is None:
        return effect.kind == "saving_withdrawn" and asked.what == WITHDRAWING
    decided = {int(y): None if a is None else Decimal(a) for y, a in effect.values.get("amounts", {}).items()}
    return all(year in decided and decided[year] == amount for year, amount in asked.amounts.items())


def _noted(values: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """Return an effect's values with this change added: the net by year, and the whole line where that is changed."""
    held = {year: Decimal(amount) for year, amount in values.get("by_hand", {}).items()}
    whole = Decimal(values.get("whole", 0))
    if asked.is_whole:
        whole = max(whole, most_of(asked.moved.values()))
    else:
        for year, amount in asked.moved.items():
            held[str(year)] = held.get(str(year), NOUGHT) + amount
    noted = {"by_hand": {year: f"{amount:.2f}" for year, amount in sorted(held.items())}}
    return {**noted, "whole": f"{whole:.2f}"} if whole else noted


def _worth(effect: DecisionEffect) -> Decimal:
    line = money.savings(reader=system(), ids=[effect.subject_id]).get(effect.subject_id)
    return effect_pounds(effect, line) or NOUGHT

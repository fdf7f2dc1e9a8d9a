"""The gate of frozen plans: a decision somebody states is on the record, has effect, and covers what is done under it.

`savings.changes` asks here by the dotted name in settings.DECISION_GATE, so that it need not know of boards.
Source: docs/method.md, "Delegation".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from governance.changes.decision_facts import effect_changed
from governance.models import Decision, DecisionEffect
from governance.queries.authority import (
    SAVING_CHANGE,
    board_to_ask,
    effect_pounds,
    makers_of,
    most_of,
    places_of,
)
from governance.rules.deciding import DECIDED, STEP_WORDS
from governance.rules.delegation import Change, Maker, pounds, refusal, who_may
from programme import queries as ground
from programme.changes.saving_rows import save
from programme.outbox.recording import record
from programme.rules.access import Actor, system
from savings import queries as money
from savings.changes import Authority
from savings.changes.freezing import WITHDRAWING, Asked

NOUGHT = Decimal(0)


def check_stated_decision(asked: Asked, authority: Authority | None, by: Actor, at: datetime) -> str:
    """Return why this may not be done under a stated decision, naming who may; "" once it is noted as its effect.

    Without a decision it returns who would have to decide, and the limit it is set against.
    """
    programme = ground.programmes(reader=system(), ids=[asked.programme_id])[asked.programme_id]
    makers = makers_of(programme.organisation_id)
    if authority is None:
        return _who_would(asked, makers, reader=by)
    found = Decision.objects.visible_to(by).filter(
        programme_id=asked.programme_id, ref__iexact=authority.decision.strip()
    )
    decision = found.select_for_update(of=("self",)).select_related("decision_maker", "programme").first()
    if decision is None:
        who = _who_would(asked, makers, reader=by)
        return (
            f"No decision {authority.decision.strip()} is on the record of {programme.name}. Record it under "
            f"Decisions, and state it once it has effect. {who}".strip()
        )
    problem = _as_recorded(decision, authority, at=at)
    if problem or asked.saving_id is None:
        return problem
    return _covered(decision, asked, asked.saving_id, makers, by=by, at=at)


def _who_would(asked: Asked, makers: Mapping[UUID, Maker], *, reader: Actor) -> str:
    """Say who decides for the workstream, the amount against the limit, and which board to take it to."""
    change = Change(SAVING_CHANGE, most_of(asked.moved.values()))
    places = places_of(asked.programme_id, [asked.workstream_id], makers)
    decides = next((place.decides for place in places if place.decides is not None), None)
    if asked.workstream_id is None or decides is None:
        words = refusal(None, [change], places) if decides else "No decision-maker is set for it."
    else:
        words = f"{decides.name} decides for {places[0].name}. " + (
            _against_limit(change, decides)
            or refusal(decides, [change], places, others=tuple(makers.values()))
        )
    able = who_may([change], places, tuple(makers.values()))
    if decides is None and able:
        words += f" {' or '.join(one.name for one in able)} may decide."
    board = board_to_ask(asked.workstream_id, reader=reader)
    return f"{words} Take it to {board}." if board else words


def _against_limit(change: Change, maker: Maker) -> str:
    limit = maker.limits.get(change.kind)
    if not maker.allows(change) or change.amount is None:
        return ""
    return f"This is {pounds(change.amount)}" + (
        f", within the limit of {pounds(limit)}." if limit is not None else "."
    )


def _as_recorded(decision: Decision, authority: Authority, *, at: datetime) -> str:
    """Return where a stated decision differs from the one on the record; "" where it has effect as stated."""
    today = timezone.localdate(at)
    maker = decision.decision_maker.name if decision.decision_maker else "nobody yet"
    if decision.state not in DECIDED or decision.effective_on is None:
        return f"{decision.ref} is {STEP_WORDS[decision.state]}: it has no effect until it is made and in effect."
    day = f"{decision.effective_on.day} {decision.effective_on:%b %Y}"
    if decision.effective_on > today:
        return f"{decision.ref} takes effect on {day}, and a plan changes on that day, not before."
    if authority.decision_maker.strip().casefold() != maker.casefold():
        return f"{decision.ref} was decided by {maker}, not by {authority.decision_maker.strip()}."
    if authority.effective != decision.effective_on:
        return f"{decision.ref} has effect from {day}: state that day."
    return ""


def _covered(
    decision: Decision, asked: Asked, saving_id: UUID, makers: Mapping[UUID, Maker], *, by: Actor,
    at: datetime,
) -> str:  # fmt: skip
    """Return why a decision does not cover a change of one line; "" once the change is noted under it."""
    if decision.workstream_id not in (None, asked.workstream_id):
        return f"{decision.ref} is about another workstream: it does not decide what becomes of {asked.ref}."
    effects = list(decision.effects.all())
    linked = [one for one in effects if "by_hand" not in one.values]
    if linked:
        return _as_linked(decision, linked, asked)
    mine = next((one for one in effects if one.subject_id == saving_id), None)
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
    if problem:
        return problem
    if asked.moved:
        save(effect, by=by, reason=asked.what, new=mine is None)
        save(decision, by=by, reason=asked.what)
        record([effect_changed(decision, effect, by, linked=True)], by=by, at=at)
    return ""


def _as_linked(decision: Decision, linked: list[DecisionEffect], asked: Asked) -> str:
    """Return why a change is not what a decision with effects of its own decided; "" where it is."""
    mine = next((one for one in linked if one.subject_id == asked.saving_id), None)
    if mine is None:
        return f"{decision.ref} says which plans it changes, and {asked.ref} is not among them."
    if not asked.moved:
        return ""
    decided = {int(y): None if a is None else Decimal(a) for y, a in mine.values.get("amounts", {}).items()}
    if asked.amounts is not None and all(
        year in decided and decided[year] == amount for year, amount in asked.amounts.items()
    ):
        return ""
    if asked.amounts is None and mine.kind == "saving_withdrawn" and asked.what == WITHDRAWING:
        return ""
    return f"{decision.ref} decides otherwise about {asked.ref}: what it changes is listed with it."


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

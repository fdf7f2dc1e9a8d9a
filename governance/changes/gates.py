"""The gate of decisions: one that somebody states is on the record, has effect, and covers what is done under it.

`programme.changes` and `savings.changes` ask here by the dotted name in settings.DECISION_GATE, so that they need
not know of boards. Source: docs/method.md, "What takes a decision".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from governance.changes.covering import covers_plan, settles
from governance.models import Decision
from governance.queries.authority import SAVING_CHANGE, board_to_ask, makers_of, most_of, places_of
from governance.rules.deciding import COUNCIL, DECIDED, STEP_WORDS
from governance.rules.delegation import Change, Maker, Place, pounds, refusal, who_may
from programme import queries as ground
from programme.changes.deciding import (
    APPROVAL,
    BASELINE,
    BUDGET,
    TARGET,
    VIREMENT,
    Asked,
    Authority,
    Stated,
)
from programme.rules.access import Actor, system


def check_stated_decision(asked: Asked, stated: Stated | None, by: Actor, at: datetime) -> str:
    """Return why this may not be done under a stated decision, naming who may; "" once it is noted as its effect.

    Without a decision it returns who would have to decide, and the limit it is set against.
    """
    programme = ground.programmes(reader=system(), ids=[asked.programme_id])[asked.programme_id]
    makers = makers_of(programme.organisation_id)
    if stated is None:
        return _who_would(asked, makers, reader=by)
    found = Decision.objects.visible_to(by).filter(
        programme_id=asked.programme_id, ref__iexact=stated.decision.strip()
    )
    decision = found.select_for_update(of=("self",)).select_related("decision_maker", "programme").first()
    if decision is None:
        who = _who_would(asked, makers, reader=by)
        return (
            f"No decision {stated.decision.strip()} is on the record of {programme.name}. Record it under "
            f"Decisions, and state it once it has effect. {who}".strip()
        )
    return _as_recorded(decision, stated, at=at) or _held(decision, asked, makers, by=by, at=at)


def _held(decision: Decision, asked: Asked, makers: Mapping[UUID, Maker], *, by: Actor, at: datetime) -> str:
    """Return why a decision that has effect does not hold for what is asked; "" where it does."""
    maker = makers.get(decision.decision_maker_id) if decision.decision_maker_id else None
    if asked.kind == BUDGET:
        return _by_council(decision, maker, asked, makers)
    if asked.kind == VIREMENT:
        return _virement(decision, maker, asked, makers)
    if asked.kind == TARGET:
        return _elsewhere(decision, asked) or refusal(
            maker, [], _places(asked, makers), others=tuple(makers.values())
        )
    if asked.kind in (APPROVAL, BASELINE):
        return _elsewhere(decision, asked) or settles(decision, asked, makers, by=by, at=at)
    if asked.saving_id is None:
        return ""
    return _elsewhere(decision, asked) or covers_plan(decision, asked, asked.saving_id, makers, by=by, at=at)


def _who_would(asked: Asked, makers: Mapping[UUID, Maker], *, reader: Actor) -> str:
    """Say who decides, the amount against the limit, and which board to take it to."""
    if asked.kind == BUDGET:
        council = [maker.name for maker in makers.values() if maker.kind == COUNCIL]
        return f"{' or '.join(council) or 'Council'} approves budgets."
    if asked.kind == VIREMENT:
        return _who_vires(asked, makers)
    is_amount = asked.kind not in (APPROVAL, BASELINE, TARGET)
    changes = [Change(SAVING_CHANGE, most_of(asked.moved.values()))] if is_amount else []
    places = _places(asked, makers)
    decides = next((place.decides for place in places if place.decides is not None), None)
    if asked.workstream_id is None or decides is None:
        words = refusal(None, changes, places) if decides else "No decision-maker is set for it."
    else:
        words = f"{decides.name} decides for {places[0].name}. " + (
            _against_limit(changes, decides)
            or refusal(decides, changes, places, others=tuple(makers.values()))
        )
    able = who_may(changes, places, tuple(makers.values()))
    if decides is None and able:
        words = f"{words.strip()} {' or '.join(one.name for one in able)} may decide."
    board = board_to_ask(asked.workstream_id, reader=reader)
    return f"{words.strip()} Take it to {board}." if board else words.strip()


def _places(asked: Asked, makers: Mapping[UUID, Maker]) -> tuple[Place, ...]:
    return places_of(asked.programme_id, [asked.workstream_id], makers)


def _against_limit(changes: list[Change], maker: Maker) -> str:
    for change in changes:
        limit = maker.limits.get(change.kind)
        if change.amount is None or not maker.allows(change):
            return ""
        within = f", within the limit of {pounds(limit)}." if limit is not None else "."
        return f"This is {pounds(change.amount)}{within}"
    return ""


def _as_recorded(decision: Decision, stated: Stated, *, at: datetime) -> str:
    """Return where a stated decision differs from the one on the record; "" where it has effect as stated."""
    today = timezone.localdate(at)
    maker = decision.decision_maker.name if decision.decision_maker else "nobody yet"
    if decision.state not in DECIDED or decision.effective_on is None:
        return f"{decision.ref} is {STEP_WORDS[decision.state]}: it has no effect until it is made and in effect."
    day = f"{decision.effective_on.day} {decision.effective_on:%b %Y}"
    if decision.effective_on > today:
        return f"{decision.ref} takes effect on {day}, and a plan changes on that day, not before."
    if not isinstance(stated, Authority):
        return ""
    if stated.decision_maker.strip().casefold() != maker.casefold():
        return f"{decision.ref} was decided by {maker}, not by {stated.decision_maker.strip()}."
    if stated.effective != decision.effective_on:
        return f"{decision.ref} has effect from {day}: state that day."
    return ""


def _elsewhere(decision: Decision, asked: Asked) -> str:
    if decision.workstream_id in (None, asked.workstream_id):
        return ""
    return f"{decision.ref} is about another workstream: it does not decide what becomes of {asked.ref}."


def _by_council(decision: Decision, maker: Maker | None, asked: Asked, makers: Mapping[UUID, Maker]) -> str:
    """Return why a decision does not put a saving in the budget: Council alone does, on the day it is said to."""
    if maker is None or maker.kind != COUNCIL:
        named = maker.name if maker else "nobody"
        who = _who_would(asked, makers, reader=system())
        return f"{decision.ref} was decided by {named}, and {asked.what} is Council's. {who}"
    if asked.on is not None and decision.made_on != asked.on:
        day = f"{decision.made_on.day} {decision.made_on:%b %Y}" if decision.made_on else "no day known"
        return f"{decision.ref} was made on {day}: give that day."
    return ""


def _virement(decision: Decision, maker: Maker | None, asked: Asked, makers: Mapping[UUID, Maker]) -> str:
    """Return why a decision does not cover a virement; all that is moved under it counts, so none is spent twice."""
    if decision.kind != VIREMENT:
        return (
            f"{decision.ref} is on the record as “{decision.get_kind_display()}”, not as a virement. "
            f"{_who_vires(asked, makers)}"
        )
    total = sum(asked.moved.values(), Decimal(0))
    if decision.amount is not None and total > decision.amount:
        return (
            f"{decision.ref} decides {pounds(decision.amount)}; with this, {pounds(total)} would be moved under it: "
            "it takes another decision."
        )
    return refusal(maker, [Change(VIREMENT, total)], (), others=tuple(makers.values()))


def _who_vires(asked: Asked, makers: Mapping[UUID, Maker]) -> str:
    amount = sum(asked.moved.values(), Decimal(0))
    able = who_may([Change(VIREMENT, amount)], (), tuple(makers.values()))
    if not able:
        return f"No decision-maker on record has a limit for virements that covers {pounds(amount)}."
    return f"{' or '.join(one.name for one in able)} may decide a virement of {pounds(amount)}."

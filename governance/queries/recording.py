"""Who may record which step of a decision, and so what a page offers them. Source: docs/method.md, "Decisions"."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from governance.models import Decision
from governance.queries.effects import sees_all
from governance.queries.seats import is_chair_of
from governance.rules.deciding import ASKED, CONSULTED, EFFECTIVE, FOLLOWS, MADE, RECOMMENDED, WITHDRAWN
from programme.rules.access import GOVERN, PLAN_DELIVERY, PLAN_MONEY, Actor

PROPOSERS: Final = (PLAN_MONEY, PLAN_DELIVERY, GOVERN)


def steps_to_record(*, reader: Actor, decision_id: UUID, on: date | None = None) -> tuple[str, ...]:
    """Return the steps that may follow and that this reader may record, an officer or not; none where they may none.

    A decision made over plans that their grants do not show is not offered to them, and nothing is in a closed
    programme. `on` is the day, today where None.
    """
    decision = Decision.objects.visible_to(reader).filter(pk=decision_id).first()
    if decision is None:
        return ()
    day = on or timezone.localdate()
    ahead = [step for step in FOLLOWS[decision.state] if step != EFFECTIVE]
    found = [step for step in ahead if may_record(decision, step, reader, on=day)]
    if MADE in found and reader.kind == "person" and not sees_all(decision, reader):
        found.remove(MADE)
    return tuple(found)


def may_record(decision: Decision, step: str, by: Actor, *, on: date) -> bool:
    """Return whether this person may record that step: the programme office, and whoever holds the post that decides.

    A board's chair records what the board recommends, and a proposer what was consulted on, or withdraws. In a
    closed programme nobody records anything.
    """
    where = decision.placement()
    if where.closed_on is not None or not by.sees(where):
        return False
    if by.may(GOVERN, where) or holds_post(decision, by):
        return True
    if step == RECOMMENDED:
        return is_chair_of(decision.board_id, by.person_id, on=on)
    return step in (CONSULTED, WITHDRAWN) and decision.state in ASKED and may_propose(decision, by)


def may_propose(decision: Decision, by: Actor) -> bool:
    """Return whether this person plans what the decision is about, or governs there."""
    return any(by.may(capability, decision.placement()) for capability in PROPOSERS)


def holds_post(decision: Decision, by: Actor) -> bool:
    """Return whether this person holds the post that decides, whatever their grants."""
    maker = decision.decision_maker
    return maker is not None and by.person_id is not None and maker.holder_id == by.person_id

"""Boards and who sits on them to test with, made through changes as the system makes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from governance import changes
from governance.models import (
    Action,
    Board,
    BoardMember,
    Consultation,
    Decision,
    DecisionMaker,
    Finding,
    ImpactAssessment,
    Meeting,
    Oversight,
    Paper,
    Risk,
)
from programme.models import Milestone, Organisation, Person, Programme, Workstream
from savings.changes import Authority
from savings.models import Saving
from tests.factories.ground import LOADING, LONG_AGO, a_person

_numbers = count(1)
A_BILLION = Decimal(1_000_000_000)


def a_board(where: Programme | Organisation, **values: Any) -> Board:
    """Make an officer board of a programme or a whole council, with live alerts and no hold."""
    n = next(_numbers)
    organisation = where if isinstance(where, Organisation) else where.organisation
    given = {
        "code": f"board-{n}",
        "name": f"Board {n}",
        "programme_id": None if isinstance(where, Organisation) else where.id,
        "live_alerts": True,
        "alert_hold_seconds": 0,
        "gather_seconds": 0,
        **values,
    }
    return changes.add_board(organisation_id=organisation.id, values=given, by=LOADING, at=LONG_AGO)


def a_seat(board: Board, person: Person | None = None, **values: Any) -> BoardMember:
    """Give somebody a seat on a board."""
    return changes.appoint_member(
        board_id=board.id, person_id=(person or a_person()).id, by=LOADING, at=LONG_AGO, **values
    )


def a_decision_maker(organisation: Organisation, **values: Any) -> DecisionMaker:
    """Make a post under delegation."""
    n = next(_numbers)
    given = {"name": f"Executive director {n}", "kind": "post", **values}
    return changes.add_decision_maker(organisation_id=organisation.id, values=given, by=LOADING, at=LONG_AGO)


def overseen(
    workstream: Workstream, board: Board | None, decision_maker: DecisionMaker | None = None
) -> Oversight:
    """Have a board oversee a workstream, and a decision-maker decide for it."""
    return changes.set_oversight(
        workstream_id=workstream.id,
        board_id=board.id if board else None,
        decision_maker_id=decision_maker.id if decision_maker else None,
        by=LOADING,
        at=LONG_AGO,
    )


def a_decision(
    programme: Programme,
    maker: DecisionMaker | None = None,
    *,
    effective: date | None = None,
    at: datetime = LONG_AGO,
    screened: bool = True,
    **values: Any,
) -> Decision:
    """Put a proposed decision on the record or, with an effective day, one that has had effect from then on.

    Unless told otherwise it is screened out for equality and data protection: nothing of that holds it back.
    """
    n = next(_numbers)
    given = {
        "ref": f"D{n}",
        "title": f"Decision {n}",
        "decision_maker_id": maker.id if maker else None,
        "kind": "saving_change",
        **values,
    }
    day = effective or at.date()
    at = max(at, datetime.combine(day, time(8), UTC))
    decision = changes.propose_decision(programme_id=programme.id, values=given, by=LOADING, at=at, on=day)
    if screened:
        screen_out(decision, at=at)
    if effective is not None:
        for step in ("made", "effective"):
            decision = changes.take_step(
                decision_id=decision.id, version=None, step=step, on=day, by=LOADING, at=at
            )
    return decision


def screen_out(decision: Decision, *, at: datetime = LONG_AGO) -> None:
    """Record that neither equality nor data protection needs a full assessment for a decision."""
    for kind in ("equality", "data_protection"):
        values = {"kind": kind, "subject": decision.title, "decision_id": decision.id}
        row = changes.add_assessment(programme_id=decision.programme_id, values=values, by=LOADING, at=at)
        changes.screen_assessment(
            assessment_id=row.id, version=None, full=False, reason="Nobody is touched", by=LOADING, at=at
        )


def an_awaited_decision(
    saving: Saving, milestone: Milestone, maker: DecisionMaker | None = None, **values: Any
) -> Decision:
    """Propose a decision that would lower a saving's plan, and that a milestone has waited for since long ago."""
    given = {"workstream_id": saving.workstream_id, **values}
    decision = a_decision(saving.programme, maker, **given)
    year = saving.planned_amounts.order_by("year").values_list("year", flat=True)[0]
    changes.link_effect(
        decision_id=decision.id,
        kind="saving_plan",
        subject_id=saving.id,
        values={"amounts": {str(year): "90000.00"}},
        by=LOADING,
        at=LONG_AGO,
    )
    changes.wait_for_decision(
        decision_id=decision.id, milestone_id=milestone.id, since=LONG_AGO.date(), by=LOADING, at=LONG_AGO
    )
    decision.refresh_from_db()
    return decision


def on_record(
    programme: Programme, ref: str, maker: str, effective: date, *, limit: Decimal = A_BILLION,
    about: str = "saving_change",
) -> Authority:  # fmt: skip
    """Put a decision that has had effect since a day on the record, and return it as it is stated."""
    kind = "council" if maker == "Council" else "executive"
    council = programme.organisation
    who = DecisionMaker.objects.filter(organisation=council, name=maker).first()
    who = who or a_decision_maker(council, name=maker, kind=kind)
    changes.set_limit(decision_maker_id=who.id, kind=about, limit=limit, by=LOADING, at=LONG_AGO)
    a_decision(programme, who, effective=effective, ref=ref, kind=about)
    return Authority(ref, maker, effective)


def a_meeting(board: Board, **values: Any) -> Meeting:
    """Plan a meeting of a board for ten in the morning of 2 April 2026, the day after long ago."""
    given = {"starts_at": LONG_AGO + timedelta(days=1), **values}
    return changes.plan_meeting(board_id=board.id, values=given, by=LOADING, at=LONG_AGO)


def a_paper(programme: Programme, **values: Any) -> Paper:
    """Draft a decision report that lacks nothing it needs to be published."""
    given = {
        "subject": "Close the home",
        "decision_maker_as_printed": "Cabinet",
        "recommendations": "Agree to close it",
        **values,
    }
    return changes.draft_paper(programme_id=programme.id, values=given, by=LOADING, at=LONG_AGO)


def an_action(programme: Programme, **values: Any) -> Action:
    """Put an action on record that was due on 10 April 2026."""
    given = {"text": "Tell the unions", "due_on": date(2026, 4, 10), **values}
    return changes.agree_action(programme_id=programme.id, values=given, by=LOADING, at=LONG_AGO)


def some_findings(programme: Programme, **values: Any) -> tuple[Finding, ...]:
    """Put three findings of a review on record: a concern, a recommendation and a strength."""
    kinds = ("concern", "recommendation", "strength")
    rows = [
        {"number": n, "theme": "Governance", "kind": kind, "summary": f"Finding {n}", **values}
        for n, kind in enumerate(kinds, 1)
    ]
    return changes.add_findings(
        programme_id=programme.id, review="A review", rows=rows, by=LOADING, at=LONG_AGO
    )


def a_consultation(programme: Programme, **values: Any) -> Consultation:
    """Put a consultation of four weeks on record."""
    given = {
        "title": "On the homes",
        "opens_on": date(2026, 2, 2),
        "closes_on": date(2026, 3, 1),
        "responses": 120,
        **values,
    }
    return changes.add_consultation(programme_id=programme.id, values=given, by=LOADING, at=LONG_AGO)


def a_risk(where: Programme | Workstream, **values: Any) -> Risk:
    """Put a risk on the register, scored 4 × 5 unless told otherwise."""
    workstream = where if isinstance(where, Workstream) else None
    programme_id = where.programme_id if isinstance(where, Workstream) else where.id
    given = {"title": "Prices rise", "workstream_id": workstream.id if workstream else None, **values}
    if "likelihood" not in given:
        given |= {"likelihood": 4, "impact": 5}
    return changes.add_risk(programme_id=programme_id, values=given, by=LOADING, at=LONG_AGO)


def an_assessment(where: Programme | Workstream, **values: Any) -> ImpactAssessment:
    """Put an equality assessment on record, still to be screened."""
    workstream = where if isinstance(where, Workstream) else None
    programme_id = where.programme_id if isinstance(where, Workstream) else where.id
    given = {"subject": "Respite closes", "workstream_id": workstream.id if workstream else None, **values}
    return changes.add_assessment(programme_id=programme_id, values=given, by=LOADING, at=LONG_AGO)

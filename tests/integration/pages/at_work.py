"""A board at work: a meeting held and one ahead, a paper, a decision that waits, actions and a review's findings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from governance import changes
from governance.changes.digests import reserve_digests
from governance.models import Board, DecisionMaker, Meeting
from programme.models import Person
from savings.models import Saving
from tests.factories.examples import tell
from tests.factories.governance import (
    a_decision,
    a_decision_maker,
    a_meeting,
    a_paper,
    an_action,
    some_findings,
)
from tests.factories.ground import LOADING

BOARD = "southampton-cl-story-board"


def a_board_at_work(now: datetime | None = None) -> Board:
    """Load Southampton's copy as of now and give its board something to do."""
    now = now or timezone.now()
    tell("southampton", at=now)
    board = Board.objects.get(code=BOARD)
    held = a_meeting(board, starts_at=_at_ten(now - timedelta(days=23)), place="Council chamber")
    ahead = a_meeting(
        board, starts_at=_at_ten(now + timedelta(days=9)), place="Council chamber", in_public=True
    )
    people = {seat.person_id: "present" for seat in board.members.all()}
    changes.hold_meeting(
        meeting_id=held.id, version=None, by=LOADING, at=now, attendance=people,
        notes="The board asked for the contract of the second home to be settled first.",
    )  # fmt: skip
    _decision(board, ahead, now)
    _actions(board, held, now)
    _findings(board, now)
    changes.add_risk(
        programme_id=held.board.programme_id, by=LOADING, at=now,
        values={
            "title": "The first home is not registered in time", "likelihood": 3, "impact": 4, "board_id": board.id,
            "cause": "The regulator has a queue.", "effect": "Children stay in dearer places.",
            "mitigation": "An application ahead of the building's end.", "illustrative": True,
        },
    )  # fmt: skip
    reserve_digests(board_id=board.id, period_key="2026-W47", by=LOADING, at=now)
    return board


def _decision(board: Board, ahead: Meeting, now: datetime) -> None:
    assert board.programme is not None
    maker = DecisionMaker.objects.filter(organisation=board.organisation).first()
    maker = maker or a_decision_maker(board.organisation, name="Cabinet", kind="executive")
    saving = Saving.objects.filter(
        programme=board.programme, marking="open", workstream__marking="open"
    ).first()
    assert saving is not None
    home = board.programme.milestones.get(ref="M-HOME")
    paper = a_paper(
        board.programme,
        subject="Residential homes: a later opening and what it costs",
        board_id=board.id,
        decision_maker_id=maker.id,
        report_of="Executive Director, Children and Learning",
        contacts="Programme office",
        brief_summary="The first home opens later than planned. The plan of one saving is lowered to match.",
        recommendations="1. Note the later opening.\n2. Lower the plan of the saving for this year alone.",
        reasons="The registered manager works a full notice period.",
        alternatives="Opening with an interim manager: rejected, since the regulator would not register the home.",
        resource_revenue="The shortfall of this year is met from the service's own contingency.",
        statutory_power="Children Act 1989, section 22G.",
        risk_management="R1 and R4 of the programme's register.",
        key_decision=False,
        wards="All",
        illustrative=True,
    )
    changes.attach_document(
        thing_kind="paper", thing_id=paper.id, by=LOADING, at=now,
        values={"kind": "appendix", "number": "1", "title": "Timetable of the first home"},
        content=b"Milestone,Date\nFirst residential home opens,8 Feb 2027\n", file_name="timetable.csv",
    )  # fmt: skip
    changes.attach_document(
        thing_kind="paper", thing_id=paper.id, by=LOADING, at=now,
        values={
            "kind": "appendix", "number": "2", "title": "Prices of the two bids", "marking": "exempt",
            "exempt_paragraph": 3,
        },
    )  # fmt: skip
    changes.publish_paper(paper_id=paper.id, version=None, by=LOADING, at=now)
    decision = a_decision(
        board.programme, maker, ref="D7", title="Lower this year's plan for residential homes", board_id=board.id,
        paper_id=paper.id, meeting_id=ahead.id, amount="107000", needed_by=(now + timedelta(days=9)).date(),
        text="Lower the plan of the saving by what the later opening costs.", at=now - timedelta(days=12),
        illustrative=True, workstream_id=home.workstream_id,
    )  # fmt: skip
    changes.wait_for_decision(
        decision_id=decision.id,
        milestone_id=home.id,
        since=(now - timedelta(days=12)).date(),
        by=LOADING,
        at=now,
    )
    changes.add_agenda_item(
        meeting_id=ahead.id, by=LOADING, at=now,
        values={"kind": "decision", "title": decision.title, "paper_id": paper.id, "decision_id": decision.id},
    )  # fmt: skip
    changes.add_agenda_item(
        meeting_id=ahead.id,
        by=LOADING,
        at=now,
        values={"kind": "escalation", "title": "Escalations to this board"},
    )


def _actions(board: Board, held: Meeting, now: datetime) -> None:
    owner = Person.objects.get(email="manager@example.test")
    for text, days in (
        ("Settle the contract of the second home", -6),
        ("Bring the range of savings to the next meeting", 8),
    ):
        an_action(
            board.programme, text=text, board_id=board.id, meeting_id=held.id, owner_id=owner.id,
            due_on=(now + timedelta(days=days)).date(), illustrative=True,
        )  # fmt: skip


def _findings(board: Board, now: datetime) -> None:
    values: dict[str, Any] = {"board_id": board.id, "illustrative": True}
    first, *_ = some_findings(board.programme, **values)
    changes.step_finding(finding_id=first.id, version=None, state="accepted", by=LOADING, at=now)


def _at_ten(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=10, minute=0, second=0, microsecond=0)

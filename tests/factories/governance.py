"""Boards and who sits on them to test with, made through changes as the system makes them."""

from __future__ import annotations

from itertools import count
from typing import Any

from governance import changes
from governance.models import Board, BoardMember, DecisionMaker, Oversight
from programme.models import Organisation, Person, Programme, Workstream
from tests.factories.ground import LOADING, LONG_AGO, a_person

_numbers = count(1)


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

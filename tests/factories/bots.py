"""Linked people and things moved to test with, made through changes as the system makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bots.changes import link_identity
from governance.models import Board
from programme import changes
from programme.models import Milestone, Person, Programme, Workstream
from programme.queries import actor_for_person
from programme.rules.access import CHAIR, LEAD, MANAGER, MEMBER, Actor
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_programme, a_workstream, grant

TEAM = "T0REHEARSAL"


def linked(person: Person, user_id: str, *, team_id: str = TEAM) -> Person:
    """Link a person to a Slack account of the rehearsal."""
    link_identity(
        person_id=person.id, team_id=team_id, user_id=user_id, user_name=user_id, by=LOADING, at=LONG_AGO
    )
    return person


@dataclass
class World:
    """A programme with one overseen workstream, one milestone, and four people who may hear of it.

    The lead owns the workstream and the chair chairs its board; both are linked. The member sits on the board
    and is not linked, so hears by email. The manager sits nowhere, and so hears of nothing.
    """

    programme: Programme
    workstream: Workstream
    milestone: Milestone
    board: Board
    lead: Person
    chair: Person
    member: Person
    manager: Person

    def actor(self, person: Person, *, door: str = "admin") -> Actor:
        """Return one of them as an actor, with the rights of now."""
        actor = actor_for_person(person.id, door=door)
        assert actor is not None
        return actor

    def move(
        self, to: date, *, reason: str = "The contractor is late", milestone: Milestone | None = None
    ) -> None:
        """Have the manager move a milestone's forecast, now."""
        moved = milestone or self.milestone
        changes.reforecast_milestone(
            milestone_id=moved.id,
            version=None,
            forecast=to,
            reason=reason,
            by=self.actor(self.manager),
            at=datetime.now(tz=UTC),
        )


def a_world(*, gather_seconds: int = 0, hold_seconds: int = 0, marking: str = "open") -> World:
    """Make a `World`. A marking of exempt takes paragraph 3; the chair is cleared for it, nobody else is."""
    programme = a_programme(name="Building for Brilliance")
    people = [a_person(name=name) for name in ("Lena Lead", "Cyd Chair", "Mo Member", "Max Manager")]
    lead, chair, member, manager = people
    exempt = {"exempt_paragraph": 3} if marking == "exempt" else {}
    workstream = a_workstream(
        programme, ref="WS3", name="Fostering", owner_id=lead.id, marking=marking, **exempt
    )
    milestone = a_milestone(workstream, ref="M7", name="Panel approves the homes")
    board = a_board(
        programme, name="Savings Board", gather_seconds=gather_seconds, alert_hold_seconds=hold_seconds
    )
    overseen(workstream, board)
    grant(manager, MANAGER, programme, cleared=True)
    grant(lead, LEAD, workstream)
    grant(chair, CHAIR, programme, cleared=True)
    grant(member, MEMBER, programme)
    a_seat(board, chair, role="chair")
    a_seat(board, member)
    linked(lead, "U0LEAD")
    linked(chair, "U0CHAIR")
    return World(programme, workstream, milestone, board, lead, chair, member, manager)

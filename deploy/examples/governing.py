"""Who watches and decides in an illustrative copy: its boards and their seats, decision-makers and limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from deploy.examples.people import CLEARED, People
from deploy.examples.stories.structures import BoardStory, DecisionMakerStory
from governance import changes as governing
from programme.rules.access import Actor


@dataclass(frozen=True)
class Council:
    """Where a copy stands, and since when: what its boards are made with."""

    organisation_id: UUID
    programme_id: UUID
    code: str
    by: Actor
    at: datetime


def set_up_boards(boards: Sequence[BoardStory], council: Council, people: People) -> dict[str, UUID]:
    """Set up a copy's boards, parents first, with their seats and tolerances. Returns their ids by key.

    Live alerts are on, and nothing is held back or gathered, so that what happens is seen at once.
    """
    ids: dict[str, UUID] = {}
    for board in boards:
        values = {
            "programme_id": council.programme_id,
            "code": f"{council.code}-{board.key}",
            "name": board.name,
            "kind": board.kind,
            "parent_id": ids[board.parent] if board.parent else None,
            "remit": board.remit,
            "cadence": board.cadence,
            "cadence_days": board.cadence_days,
            "quorum": board.quorum,
            "live_alerts": True,
            "alert_hold_seconds": 0,
            "gather_seconds": 0,
            "note": "Illustrative.",
            "illustrative": True,
        }
        added = governing.add_board(
            organisation_id=council.organisation_id, values=values, by=council.by, at=council.at
        )
        ids[board.key] = added.id
        for person, role in board.seats:
            governing.appoint_member(
                board_id=added.id,
                person_id=people.ids[person],
                role=role,
                term_from=timezone.localdate(council.at),
                cleared=person in CLEARED,
                by=council.by,
                at=council.at,
            )
        for kind, level, limit in board.tolerances:
            governing.set_tolerance(
                board_id=added.id,
                kind=kind,
                level=level,
                limit=Decimal(str(limit)) * (1000 if kind == "money" else 1),
                by=council.by,
                at=council.at,
            )
    return ids


def set_up_decision_makers(
    makers: Sequence[DecisionMakerStory], council: Council, people: People
) -> dict[str, UUID]:
    """Set up who decides in a copy, with the limits that are set. Returns their ids by key."""
    ids: dict[str, UUID] = {}
    for maker in makers:
        values = {
            "name": f"{maker.name} (illustrative)",
            "kind": maker.kind,
            "holder_id": people.ids[maker.holder] if maker.holder else None,
            "note": f"Made for {council.code}.",
        }
        added = governing.add_decision_maker(
            organisation_id=council.organisation_id, values=values, by=council.by, at=council.at
        )
        ids[maker.key] = added.id
        for kind, thousands in maker.limits.items():
            governing.set_limit(
                decision_maker_id=added.id,
                kind=kind,
                limit=Decimal(str(thousands)) * 1000,
                by=council.by,
                at=council.at,
            )
    return ids

"""What governance gives names to, for finding it by name, and a stamp of it for those who keep its names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from governance.models import Board, Decision, DecisionMaker, Risk
from programme.queries.stamps import stamp_of
from programme.rules.access import Actor


@dataclass(frozen=True, slots=True)
class DecisionName:
    """What a decision is called, and who makes it; None and blank where nobody is named."""

    id: UUID
    ref: str
    title: str
    programme_id: UUID
    maker_id: UUID | None
    maker: str


def names_stamp() -> tuple[int, ...]:
    """Return a stamp of boards, risks, decisions and who makes them."""
    return stamp_of([Board, Risk, Decision, DecisionMaker])


def decisions_named(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[DecisionName]:
    """Return what the decisions this reader may see are called, by programme and ref."""
    rows = Decision.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    fields = ("id", "ref", "title", "programme_id", "decision_maker_id", "decision_maker__name")
    return [
        DecisionName(id, ref, title, programme_id, maker_id, maker or "")
        for id, ref, title, programme_id, maker_id, maker in rows.order_by(
            "programme__code", "ref"
        ).values_list(*fields)
    ]

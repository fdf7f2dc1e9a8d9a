"""A stamp of what governance gives names to, for those who keep its names by them."""

from __future__ import annotations

from governance.models import Board, Decision, DecisionMaker, Risk
from programme.queries.stamps import stamp_of


def names_stamp() -> tuple[int, ...]:
    """Return a stamp of boards, risks, decisions and who makes them."""
    return stamp_of([Board, Risk, Decision, DecisionMaker])

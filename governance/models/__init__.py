"""Who watches, and how delivery is judged: boards, decision-makers, delivery risk, alerts."""

from governance.models.alert import Alert, AlertStep
from governance.models.assessment import Assessment
from governance.models.board import Board, BoardMember, DecisionMaker, DelegationLimit, Oversight

__all__ = [
    "Alert",
    "AlertStep",
    "Assessment",
    "Board",
    "BoardMember",
    "DecisionMaker",
    "DelegationLimit",
    "Oversight",
]

"""Every write to boards, decision-makers and assessments: keyword-only, atomic, by someone, at a moment."""

from governance.changes.boards import (
    add_board,
    appoint_member,
    end_terms,
    end_terms_of_the_night,
    revise_board,
    stand_down,
)
from governance.changes.oversight import (
    add_decision_maker,
    revise_decision_maker,
    set_limit,
    set_oversight,
)
from governance.changes.reassessment import Changed, Reassessment, reassess, reassess_programme

__all__ = [
    "Changed",
    "Reassessment",
    "add_board",
    "add_decision_maker",
    "appoint_member",
    "end_terms",
    "end_terms_of_the_night",
    "reassess",
    "reassess_programme",
    "revise_board",
    "revise_decision_maker",
    "set_limit",
    "set_oversight",
    "stand_down",
]

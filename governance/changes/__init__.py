"""Every write to boards, decision-makers and assessments: keyword-only, atomic, by someone, at a moment."""

from governance.changes.boards import (
    add_board,
    appoint_member,
    end_terms,
    end_terms_of_the_night,
    revise_board,
    stand_down,
)
from governance.changes.decisions import (
    end_wait,
    propose_decision,
    remove_decision,
    revise_decision,
    set_governance,
    take_step,
    wait_for_decision,
)
from governance.changes.effects import (
    carry_out,
    carry_out_decisions,
    link_effect,
    retry_effect,
    unlink_effect,
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
    "carry_out",
    "carry_out_decisions",
    "end_terms",
    "end_terms_of_the_night",
    "end_wait",
    "link_effect",
    "propose_decision",
    "reassess",
    "reassess_programme",
    "remove_decision",
    "retry_effect",
    "revise_board",
    "revise_decision",
    "revise_decision_maker",
    "set_governance",
    "set_limit",
    "set_oversight",
    "stand_down",
    "take_step",
    "unlink_effect",
    "wait_for_decision",
]

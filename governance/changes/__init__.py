"""Every write to boards, decision-makers and assessments: keyword-only, atomic, by someone, at a moment."""

from governance.changes.actions import (
    agree_action,
    complete_action,
    remove_action,
    reopen_action,
    revise_action,
)
from governance.changes.agendas import (
    accept_suggestions,
    add_agenda_item,
    add_agenda_items,
    order_agenda,
    remove_agenda_item,
    resolve_public,
    revise_agenda_item,
)
from governance.changes.boards import (
    add_board,
    appoint_member,
    end_terms,
    end_terms_of_the_night,
    revise_board,
    stand_down,
)
from governance.changes.calendar_links import issue_calendar_link, note_calendar_use, revoke_calendar_link
from governance.changes.closing import close_programme, reopen_programme
from governance.changes.comments import add_comment, remove_comment, revise_comment
from governance.changes.consultations import add_consultation, revise_consultation
from governance.changes.decisions import (
    end_wait,
    propose_decision,
    remove_decision,
    revise_decision,
    set_governance,
    take_step,
    wait_for_decision,
)
from governance.changes.digests import note_received, reserve_digests, sharing_reads
from governance.changes.documents import attach_document, remove_document, revise_document
from governance.changes.effects import (
    carry_out,
    carry_out_decisions,
    link_effect,
    retry_effect,
    unlink_effect,
)
from governance.changes.escalation import acknowledge, pass_on, pass_on_alert
from governance.changes.findings import add_findings, revise_finding, step_finding
from governance.changes.impact_assessments import (
    add_assessment,
    complete_as_published,
    draft_assessment,
    remove_assessment,
    reopen_assessment,
    revise_assessment,
    screen_assessment,
    sign_assessment,
)
from governance.changes.meetings import (
    cancel_meeting,
    hold_meeting,
    plan_meeting,
    record_attendance,
    revise_meeting,
    strike_attendance,
)
from governance.changes.oversight import add_decision_maker, revise_decision_maker, set_limit, set_oversight
from governance.changes.papers import (
    draft_paper,
    publish_paper,
    revise_paper,
    set_word_template,
    withdraw_paper,
)
from governance.changes.programme_ratings import rate_programme
from governance.changes.reassessment import Changed, Reassessment, reassess, reassess_programme
from governance.changes.recovery import close_recovery, revise_recovery
from governance.changes.risk_matrices import add_matrix, add_preset, revise_matrix, use_matrix
from governance.changes.risks import add_risk, end_risk, put_risk, remove_risk, review_risk, revise_risk
from governance.changes.tolerances import set_tolerance

__all__ = [
    "Changed",
    "Reassessment",
    "accept_suggestions",
    "acknowledge",
    "add_agenda_item",
    "add_agenda_items",
    "add_assessment",
    "add_board",
    "add_comment",
    "add_consultation",
    "add_decision_maker",
    "add_findings",
    "add_matrix",
    "add_preset",
    "add_risk",
    "agree_action",
    "appoint_member",
    "attach_document",
    "cancel_meeting",
    "carry_out",
    "carry_out_decisions",
    "close_programme",
    "close_recovery",
    "complete_action",
    "complete_as_published",
    "draft_assessment",
    "draft_paper",
    "end_risk",
    "end_terms",
    "end_terms_of_the_night",
    "end_wait",
    "hold_meeting",
    "issue_calendar_link",
    "link_effect",
    "note_calendar_use",
    "note_received",
    "order_agenda",
    "pass_on",
    "pass_on_alert",
    "plan_meeting",
    "propose_decision",
    "publish_paper",
    "put_risk",
    "rate_programme",
    "reassess",
    "reassess_programme",
    "record_attendance",
    "remove_action",
    "remove_agenda_item",
    "remove_assessment",
    "remove_comment",
    "remove_decision",
    "remove_document",
    "remove_risk",
    "reopen_action",
    "reopen_assessment",
    "reopen_programme",
    "reserve_digests",
    "resolve_public",
    "retry_effect",
    "review_risk",
    "revise_action",
    "revise_agenda_item",
    "revise_assessment",
    "revise_board",
    "revise_comment",
    "revise_consultation",
    "revise_decision",
    "revise_decision_maker",
    "revise_document",
    "revise_finding",
    "revise_matrix",
    "revise_meeting",
    "revise_paper",
    "revise_recovery",
    "revise_risk",
    "revoke_calendar_link",
    "screen_assessment",
    "set_governance",
    "set_limit",
    "set_oversight",
    "set_tolerance",
    "set_word_template",
    "sharing_reads",
    "sign_assessment",
    "stand_down",
    "step_finding",
    "strike_attendance",
    "take_step",
    "unlink_effect",
    "use_matrix",
    "wait_for_decision",
    "withdraw_paper",
]

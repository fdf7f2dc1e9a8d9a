"""Every write to what comes in and goes out: keyword-only, atomic, at a moment, leaving events where people watch."""

from bots.changes.channels import (
    NOT_YOURS,
    end_channel,
    link_channel,
    note_channel,
    note_member,
    unlink_channel,
)
from bots.changes.chasing import chase
from bots.changes.deliveries import (
    AlreadyMoved,
    MoreToTell,
    TooSoon,
    adopt,
    decide_delivery,
    end_attempt,
    give_slot,
    give_up,
    hold,
    note_missing,
    post_afresh,
    put_off,
    queue_answer,
    send_by_email_instead,
    start_attempt,
    suppress,
    try_again,
    use_plainer_layout,
)
from bots.changes.digesting import ask_for_digests, digest
from bots.changes.form_savers import FormProblem
from bots.changes.forms import Told, prepare_form, submit_form, undo_form
from bots.changes.handles import hand_out
from bots.changes.hearing import choose_hearing, turn_down, turn_up
from bots.changes.inbox import become_question, keep_reading, note_once, receive, settle
from bots.changes.installing import bar_account, note_installation, note_refused_token
from bots.changes.lines import MAIL_LINE, SLACK_LINE, Silence, note_answer, note_silence, silence_of
from bots.changes.linking import LinkOver, link_identity, offer_link, take_link, unlink_identity
from bots.changes.pacing import join_line, pause, settle_turn, take_turn
from bots.changes.recalling import recall
from bots.changes.telling import tell, tell_next
from bots.changes.telling_channels import tell_members_instead
from bots.changes.telling_otherwise import tell_otherwise
from bots.changes.threads import keep_turn
from bots.changes.unanswered import (
    choice_taken,
    keep_misread,
    keep_misread_in_slack,
    keep_unanswered,
    keep_unanswered_in_slack,
    place_of,
    redact_again,
    set_aside,
    sweep_questions,
)
from bots.changes.wordings import add_alias, add_phrasing, withdraw_wording

__all__ = [
    "MAIL_LINE",
    "NOT_YOURS",
    "SLACK_LINE",
    "AlreadyMoved",
    "FormProblem",
    "LinkOver",
    "MoreToTell",
    "Silence",
    "Told",
    "TooSoon",
    "add_alias",
    "add_phrasing",
    "adopt",
    "ask_for_digests",
    "bar_account",
    "become_question",
    "chase",
    "choice_taken",
    "choose_hearing",
    "decide_delivery",
    "digest",
    "end_attempt",
    "end_channel",
    "give_slot",
    "give_up",
    "hand_out",
    "hold",
    "join_line",
    "keep_misread",
    "keep_misread_in_slack",
    "keep_reading",
    "keep_turn",
    "keep_unanswered",
    "keep_unanswered_in_slack",
    "link_channel",
    "link_identity",
    "note_answer",
    "note_channel",
    "note_installation",
    "note_member",
    "note_missing",
    "note_once",
    "note_refused_token",
    "note_silence",
    "offer_link",
    "pause",
    "place_of",
    "post_afresh",
    "prepare_form",
    "put_off",
    "queue_answer",
    "recall",
    "receive",
    "redact_again",
    "send_by_email_instead",
    "set_aside",
    "settle",
    "settle_turn",
    "silence_of",
    "start_attempt",
    "submit_form",
    "suppress",
    "sweep_questions",
    "take_link",
    "take_turn",
    "tell",
    "tell_members_instead",
    "tell_next",
    "tell_otherwise",
    "try_again",
    "turn_down",
    "turn_up",
    "undo_form",
    "unlink_channel",
    "unlink_identity",
    "use_plainer_layout",
    "withdraw_wording",
]

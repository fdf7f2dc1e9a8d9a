"""Every write to what comes in and goes out: keyword-only, atomic, at a moment, leaving events where people watch."""

from bots.changes.chasing import chase
from bots.changes.deliveries import (
    AlreadyMoved,
    MoreToTell,
    TooSoon,
    adopt,
    decide_delivery,
    end_attempt,
    give_up,
    hold,
    note_missing,
    put_off,
    queue_answer,
    send_by_email_instead,
    start_attempt,
    suppress,
    try_again,
    use_plainer_layout,
)
from bots.changes.digesting import ask_for_digests, digest
from bots.changes.forms import FormProblem, prepare_form, submit_forecast
from bots.changes.hearing import choose_hearing, turn_down, turn_up
from bots.changes.inbox import note_once, receive, settle
from bots.changes.linking import LinkOver, link_identity, offer_link, take_link, unlink_identity
from bots.changes.recalling import recall
from bots.changes.telling import tell, tell_next
from bots.changes.telling_otherwise import tell_otherwise

__all__ = [
    "AlreadyMoved",
    "FormProblem",
    "LinkOver",
    "MoreToTell",
    "TooSoon",
    "adopt",
    "ask_for_digests",
    "chase",
    "choose_hearing",
    "decide_delivery",
    "digest",
    "end_attempt",
    "give_up",
    "hold",
    "link_identity",
    "note_missing",
    "note_once",
    "offer_link",
    "prepare_form",
    "put_off",
    "queue_answer",
    "recall",
    "receive",
    "send_by_email_instead",
    "settle",
    "start_attempt",
    "submit_forecast",
    "suppress",
    "take_link",
    "tell",
    "tell_next",
    "tell_otherwise",
    "try_again",
    "turn_down",
    "turn_up",
    "unlink_identity",
    "use_plainer_layout",
]

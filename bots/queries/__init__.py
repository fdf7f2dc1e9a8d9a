"""Every read of what came in and what went out."""

from bots.queries.answers import answer
from bots.queries.deliveries import (
    AttemptRow,
    DeliveryRow,
    InboxRow,
    NoticeRow,
    alert_message_of,
    attempts_of,
    delivery,
    inbox,
    notice,
    notices_of,
    standing_body,
    undelivered,
    unfinished_edits,
)
from bots.queries.forms import saved_form
from bots.queries.handles import HandleRow, handle
from bots.queries.health import delivery_counts
from bots.queries.hearing import hear_no_alerts, wishes
from bots.queries.home import home_facts
from bots.queries.identities import (
    IdentityRow,
    LinkRow,
    has_opened_home,
    open_link,
    person_behind,
    slack_accounts,
)
from bots.queries.proof import alert_proofs, not_proven, to_tell_otherwise, unproven_messages
from bots.queries.things import ThingRow, changeable, named

__all__ = [
    "AttemptRow",
    "DeliveryRow",
    "HandleRow",
    "IdentityRow",
    "InboxRow",
    "LinkRow",
    "NoticeRow",
    "ThingRow",
    "alert_message_of",
    "alert_proofs",
    "answer",
    "attempts_of",
    "changeable",
    "delivery",
    "delivery_counts",
    "handle",
    "has_opened_home",
    "hear_no_alerts",
    "home_facts",
    "inbox",
    "named",
    "not_proven",
    "notice",
    "notices_of",
    "open_link",
    "person_behind",
    "saved_form",
    "slack_accounts",
    "standing_body",
    "to_tell_otherwise",
    "undelivered",
    "unfinished_edits",
    "unproven_messages",
    "wishes",
]

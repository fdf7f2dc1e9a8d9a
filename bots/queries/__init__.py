"""Every read of what came in and what went out."""

from bots.queries.answers import answer
from bots.queries.deliveries import (
    AttemptRow,
    DeliveryRow,
    InboxRow,
    NoticeRow,
    attempts_of,
    delivery,
    inbox,
    notice,
    notices_of,
    standing_body,
    state_of,
    undelivered,
    unfinished_edits,
)
from bots.queries.health import delivery_counts
from bots.queries.hearing import hear_no_alerts, wishes
from bots.queries.identities import IdentityRow, LinkRow, open_link, person_behind, slack_accounts
from bots.queries.proof import (
    alert_proofs,
    digest_proofs,
    not_proven,
    to_tell_otherwise,
    unproven_messages,
)
from bots.queries.turning_down import notice_of_key, turn_down_key

__all__ = [
    "AttemptRow",
    "DeliveryRow",
    "IdentityRow",
    "InboxRow",
    "LinkRow",
    "NoticeRow",
    "alert_proofs",
    "answer",
    "attempts_of",
    "delivery",
    "delivery_counts",
    "digest_proofs",
    "hear_no_alerts",
    "inbox",
    "not_proven",
    "notice",
    "notice_of_key",
    "notices_of",
    "open_link",
    "person_behind",
    "slack_accounts",
    "standing_body",
    "state_of",
    "to_tell_otherwise",
    "turn_down_key",
    "undelivered",
    "unfinished_edits",
    "unproven_messages",
    "wishes",
]

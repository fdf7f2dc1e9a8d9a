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
    undelivered,
    unfinished_edits,
)
from bots.queries.health import delivery_counts
from bots.queries.hearing import hear_no_alerts
from bots.queries.identities import IdentityRow, LinkRow, open_link, person_behind, slack_accounts

__all__ = [
    "AttemptRow",
    "DeliveryRow",
    "IdentityRow",
    "InboxRow",
    "LinkRow",
    "NoticeRow",
    "answer",
    "attempts_of",
    "delivery",
    "delivery_counts",
    "hear_no_alerts",
    "inbox",
    "notice",
    "notices_of",
    "open_link",
    "person_behind",
    "slack_accounts",
    "undelivered",
    "unfinished_edits",
]

"""Every read of what came in and what went out."""

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
    unfinished_edits,
)
from bots.queries.health import delivery_counts
from bots.queries.identities import IdentityRow, LinkRow, open_link, person_behind, slack_accounts

__all__ = [
    "AttemptRow",
    "DeliveryRow",
    "IdentityRow",
    "InboxRow",
    "LinkRow",
    "NoticeRow",
    "attempts_of",
    "delivery",
    "delivery_counts",
    "inbox",
    "notice",
    "notices_of",
    "open_link",
    "person_behind",
    "slack_accounts",
    "unfinished_edits",
]

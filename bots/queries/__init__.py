"""Every read of what came in and what went out."""

from bots.queries.answers import answer
from bots.queries.answers.names import alias_things
from bots.queries.channels import (
    ChannelRow,
    channel,
    channel_address,
    channel_by_id,
    channel_called,
    channels_telling,
    in_channel,
    linkable,
    may_link,
)
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
    state_of,
    undelivered,
    unfinished_edits,
)
from bots.queries.forms import saved_form
from bots.queries.handles import HandleRow, handle
from bots.queries.health import SlackHealth, delivery_counts, is_disconnected, slack_health
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
from bots.queries.kept_questions import KeptQuestion, kept_questions, wordings_seen
from bots.queries.proof import (
    alert_proofs,
    digest_proofs,
    not_proven,
    to_tell_otherwise,
    unproven_messages,
)
from bots.queries.things import ThingRow, changeable, named
from bots.queries.threads import asked_before, asked_in_thread, is_in_company
from bots.queries.turning_down import notice_of_key, turn_down_key
from bots.queries.unanswered import Reading, office_reader, offices, open_count, reading_of, reviewable
from bots.queries.wordings import WordingRow, standing_wordings, wording_row

__all__ = [
    "AttemptRow",
    "ChannelRow",
    "DeliveryRow",
    "HandleRow",
    "IdentityRow",
    "InboxRow",
    "KeptQuestion",
    "LinkRow",
    "NoticeRow",
    "Reading",
    "SlackHealth",
    "ThingRow",
    "WordingRow",
    "alert_message_of",
    "alert_proofs",
    "alias_things",
    "answer",
    "asked_before",
    "asked_in_thread",
    "attempts_of",
    "changeable",
    "channel",
    "channel_address",
    "channel_by_id",
    "channel_called",
    "channels_telling",
    "delivery",
    "delivery_counts",
    "digest_proofs",
    "handle",
    "has_opened_home",
    "hear_no_alerts",
    "home_facts",
    "in_channel",
    "inbox",
    "is_disconnected",
    "is_in_company",
    "kept_questions",
    "linkable",
    "may_link",
    "named",
    "not_proven",
    "notice",
    "notice_of_key",
    "notices_of",
    "office_reader",
    "offices",
    "open_count",
    "open_link",
    "person_behind",
    "reading_of",
    "reviewable",
    "saved_form",
    "slack_accounts",
    "slack_health",
    "standing_body",
    "standing_wordings",
    "state_of",
    "to_tell_otherwise",
    "turn_down_key",
    "undelivered",
    "unfinished_edits",
    "unproven_messages",
    "wishes",
    "wording_row",
    "wordings_seen",
]

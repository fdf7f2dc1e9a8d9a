"""What can happen where people are spoken to: one frozen dataclass for each event, in the past tense.

They carry ids and no words: neither a question nor a message stands in an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from programme.events import Event


@dataclass(frozen=True, kw_only=True)
class InboxReceived(Event):
    """Something came in from Slack for the first time; the same thing sent again makes no event."""

    type = "bots.inbox.received"
    aggregate_type = "inbox"
    kind: str


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Event):
    """A person linked a Slack account, from inside the tracker, signed in."""

    type = "bots.identity.linked"
    aggregate_type = "identity"
    person_id: UUID
    team_id: str
    user_id: str


@dataclass(frozen=True, kw_only=True)
class IdentityUnlinked(Event):
    """A person's Slack account was unlinked; from then on it is a stranger's."""

    type = "bots.identity.unlinked"
    aggregate_type = "identity"
    person_id: UUID
    team_id: str
    user_id: str


@dataclass(frozen=True, kw_only=True)
class HearingChosen(Event):
    """A person chose what they hear: live alerts on or off, all or less, quiet hours, how many things turned down."""

    type = "bots.preference.hearing_chosen"
    aggregate_type = "preference"
    person_id: UUID
    live_alerts: bool
    wants: str = "all"
    has_quiet_hours: bool = False
    turned_down: int = 0


@dataclass(frozen=True, kw_only=True)
class DeliveryMoved(Event):
    """What the events of a delivery share: its kind, medium and for whom. `attempts` counts the tries so far.

    `person_id` is none of a message to a linked channel.
    """

    aggregate_type = "delivery"
    kind: str
    medium: str
    person_id: UUID | None
    attempts: int = 0
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliverySent(DeliveryMoved):
    """The provider took a message."""

    type = "bots.delivery.sent"


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(DeliveryMoved):
    """The provider refused a message for good, or it could not be sent for a day."""

    type = "bots.delivery.failed"


@dataclass(frozen=True, kw_only=True)
class DeliveryUncertain(DeliveryMoved):
    """Nobody knows whether a message went out; it is looked up, never sent again blindly."""

    type = "bots.delivery.uncertain"


@dataclass(frozen=True, kw_only=True)
class DeliveryHeld(DeliveryMoved):
    """A message that may have gone out cannot be looked up; it waits for a person to decide."""

    type = "bots.delivery.held"


@dataclass(frozen=True, kw_only=True)
class DeliverySuppressed(DeliveryMoved):
    """A message was not sent on purpose: rights had changed, or what it told of was over."""

    type = "bots.delivery.suppressed"


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    """What the events of a linked channel share."""

    aggregate_type = "channel"
    team_id: str
    channel_id: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelLinked(ChannelChanged):
    """A channel was linked to a board, a workstream or a programme."""

    type = "bots.channel.linked"


@dataclass(frozen=True, kw_only=True)
class ChannelTroubled(ChannelChanged):
    """Nothing can be sent to a linked channel just now; `why` is blank where it can again."""

    type = "bots.channel.troubled"


@dataclass(frozen=True, kw_only=True)
class ChannelUnlinked(ChannelChanged):
    """The link of a channel ended."""

    type = "bots.channel.unlinked"


@dataclass(frozen=True, kw_only=True)
class IdentityBarred(Event):
    """A linked Slack account is not served any more, or again: `why` is blank where it is."""

    type = "bots.identity.barred"
    aggregate_type = "identity"
    person_id: UUID
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class InstallationMoved(Event):
    """The app was uninstalled, its token revoked, or it works again."""

    type = "bots.installation.moved"
    aggregate_type = "installation"
    team_id: str
    state: str


@dataclass(frozen=True, kw_only=True)
class WordingMoved(Event):
    """What the events of a wording share: of which kind it is, and the programme it was added in. No word of it."""

    aggregate_type = "wording"
    programme_id: UUID
    kind: str


@dataclass(frozen=True, kw_only=True)
class WordingAdded(WordingMoved):
    """The programme office added an alias or a phrasing; it is read from now on."""

    type = "bots.wording.added"


@dataclass(frozen=True, kw_only=True)
class WordingWithdrawn(WordingMoved):
    """An alias or a phrasing was withdrawn; it is read no more."""

    type = "bots.wording.withdrawn"

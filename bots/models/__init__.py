"""Who speaks to people: chat identities and channels, what came in, what goes out and what became of it."""

from bots.models.messages import Attempt, Delivery, Identity, Inbox, LinkRequest, Notice, Preference, Recall
from bots.models.slack import Budget, ChannelLink, ChannelMember, Handle, Installation
from bots.models.wordings import ThreadTurn, UnansweredQuestion, Wording

__all__ = [
    "Attempt",
    "Budget",
    "ChannelLink",
    "ChannelMember",
    "Delivery",
    "Handle",
    "Identity",
    "Inbox",
    "Installation",
    "LinkRequest",
    "Notice",
    "Preference",
    "Recall",
    "ThreadTurn",
    "UnansweredQuestion",
    "Wording",
]

"""Who speaks to people: chat identities, what came in, what goes out and what became of it."""

from bots.models.messages import Attempt, Delivery, Identity, Inbox, LinkRequest, Notice, Preference, Recall

__all__ = ["Attempt", "Delivery", "Identity", "Inbox", "LinkRequest", "Notice", "Preference", "Recall"]

"""Messages as they went out and came in: looked at. A Slack account can be unlinked, nothing else is changed here."""

from bots.admin import messages

__all__ = ["messages"]

"""Messages as they went out and came in: looked at. What is held is decided on; a Slack account can be unlinked."""

from bots.admin import channels, messages, recalls, wordings

__all__ = ["channels", "messages", "recalls", "wordings"]

"""The rehearsal, for what is sent."""

from tests.integration.bots.conftest import slack

__all__ = ["slack"]

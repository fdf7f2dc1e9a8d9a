"""Where the tokens of workspaces are kept: one, from the environment; the shape holds several.

Another store (a table with encrypted tokens, filled by an OAuth flow) takes its place by `SLACK_TOKEN_STORE`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Token:
    """A bot token. `mark` tells one from another and may be kept and shown; the token may not."""

    value: str = field(repr=False)

    @property
    def mark(self) -> str:
        """Return the first 16 hex digits of its SHA-256."""
        return hashlib.sha256(self.value.encode()).hexdigest()[:16]


class TokenStore(Protocol):
    """What a store of tokens does. `team_id` is None where only one workspace can be meant."""

    def for_team(self, team_id: str | None = None) -> Token | None:
        """Return the token of a workspace, or None where the app is not installed in it."""

    def forget(self, team_id: str) -> None:
        """Forget the token of a workspace: the app was uninstalled, or the token revoked."""


class EnvironmentTokens:
    """One workspace, its token in SLACK_BOT_TOKEN. Whose it is, Slack says (auth.test)."""

    def for_team(self, team_id: str | None = None) -> Token | None:
        """Return the one token there is, for any workspace: whose members are served is asked of Slack."""
        return Token(settings.SLACK_BOT_TOKEN) if settings.SLACK_BOT_TOKEN else None

    def forget(self, team_id: str) -> None:
        """Do nothing: the environment is the council's to change. The standing of the token is noted instead."""


def store() -> TokenStore:
    """Return the store in the settings."""
    made: TokenStore = import_string(settings.SLACK_TOKEN_STORE)()
    return made

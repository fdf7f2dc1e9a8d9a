"""How the messages stand, for the health page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Now

from bots.models import Budget, Delivery, Installation
from bots.queries.channels import troubled_channels
from bots.queries.identities import barred_accounts


def delivery_counts() -> dict[str, int]:
    """Return how many messages wait, are uncertain or held, and failed."""
    by_state = dict(Delivery.objects.values_list("state").annotate(n=Count("id")))
    return {
        "waiting": sum(by_state.get(state, 0) for state in ("gathering", "sending", "retrying")),
        "uncertain": by_state.get("uncertain", 0) + by_state.get("held", 0),
        "failed": by_state.get("failed", 0),
    }


@dataclass(frozen=True)
class SlackHealth:
    """How Slack stands: the app's state in words, channels in trouble, accounts not served, and what is paused."""

    state: str
    works: bool
    troubled: tuple[tuple[str, str], ...]
    barred: int
    paused: tuple[str, ...]


def slack_health(mark: str) -> SlackHealth:
    """Return how Slack stands for the token of this mark; blank where there is no token."""
    row = Installation.objects.filter(token_mark=mark).first() if mark else None
    if not mark:
        state = "no workspace is connected"
    else:
        state = row.get_state_display() if row else "not asked yet"
    paused = Budget.objects.filter(paused_until__gt=Now()).order_by("key")
    return SlackHealth(
        state=state,
        works=row is None or row.state == "active",
        troubled=tuple(troubled_channels()),
        barred=barred_accounts(),
        paused=tuple(paused.values_list("key", flat=True)),
    )


def is_disconnected(mark: str) -> bool:
    """Return whether the app was uninstalled, or its token revoked, for the token of this mark."""
    return Installation.objects.filter(token_mark=mark).exclude(state="active").exists()

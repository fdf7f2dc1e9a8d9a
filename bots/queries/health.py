"""How the messages stand, for the health page."""

from __future__ import annotations

from django.db.models import Count

from bots.models import Delivery


def delivery_counts() -> dict[str, int]:
    """Return how many messages wait, are uncertain or held, and failed."""
    by_state = dict(Delivery.objects.values_list("state").annotate(n=Count("id")))
    return {
        "waiting": sum(by_state.get(state, 0) for state in ("gathering", "sending", "retrying")),
        "uncertain": by_state.get("uncertain", 0) + by_state.get("held", 0),
        "failed": by_state.get("failed", 0),
    }

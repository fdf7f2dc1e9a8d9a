"""The admin as a whole: only what goes through `changes` is in it, and what its front page shows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programme.admin.acting import actor_of, moment_of
from programme.admin.panels import cards

# Libraries register screens of their own, which would save behind the back of `changes`.
NOT_OURS = frozenset({"account", "auth", "sites", "socialaccount", "mfa"})


def keep_ours() -> None:
    """Take screens that save by themselves out of the admin."""
    for model in [m for m in admin.site._registry if m._meta.app_label in NOT_OURS]:
        admin.site.unregister(model)


def front_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the cards of the front page, each with its facts as this person may see them."""
    actor, at = actor_of(request), moment_of(request)
    shown = []
    if actor is not None:
        found = [(card, card.facts(actor, at)) for card in cards()]
        shown = [{"card": card, "facts": facts} for card, facts in found if facts is not None]
    return {**context, "cards": shown, "title": "What needs attention"}

"""What the Home tab shows a person: what is in their name, what they hear, whose account it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from bots.rules.wishes import Wishes

WANTS_WORDS: Final = {
    "all": "Everything as it happens",
    "worsened": "Only what worsens",
    "weekly": "Once a week, in the digest",
}


@dataclass(frozen=True)
class HomeItem:
    """Something in a person's name: what it is, how it stands, and whether they may change it from here."""

    kind: str
    id: UUID
    heading: str
    lines: tuple[str, ...]
    path: str
    may_update: bool


@dataclass(frozen=True)
class HomeFacts:
    """Everything on one person's Home. `more` is how many items are not shown; `as_at` is local time."""

    name: str
    account: str
    items: tuple[HomeItem, ...]
    more: int
    chosen: Wishes
    turned_down: tuple[str, ...]
    digests: tuple[str, ...]
    undelivered: tuple[str, ...]
    as_at: datetime


def hearing_lines(chosen: Wishes, turned_down: tuple[str, ...]) -> tuple[str, ...]:
    """Return what somebody chose to hear, in words."""
    if not chosen.live_alerts:
        live = "Live alerts are off: nothing is sent, the tracker still shows them."
    else:
        live = f"Live alerts are on: {WANTS_WORDS[chosen.wants].lower()}."
    if chosen.quiet_from is None or chosen.quiet_to is None:
        quiet = "No quiet hours."
    else:
        quiet = f"Quiet from {chosen.quiet_from:%H:%M} to {chosen.quiet_to:%H:%M}: what happens then waits."
    down = (f"Turned down: {', '.join(turned_down)}.",) if turned_down else ()
    return (live, quiet, *down)

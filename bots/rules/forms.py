"""The forms there are in Slack: what each is about, the names of its fields, and how long it may be used.

Pure. Source: docs/method.md, "Changing things from Slack".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MILESTONE: Final = "milestone"
WORKSTREAM: Final = "workstream"
SAVING: Final = "saving"
HEARING: Final = "hearing"
CHANNEL: Final = "channel"
CHANGING: Final = (MILESTONE, WORKSTREAM, SAVING)

FORECAST: Final = "forecast"
REASON: Final = "reason"
RATING: Final = "rating"
YEAR: Final = "year"
AMOUNT: Final = "amount"
THING: Final = "thing"
LIVE: Final = "live"
WANTS: Final = "wants"
QUIET_FROM: Final = "quiet_from"
QUIET_TO: Final = "quiet_to"
CEILING: Final = "ceiling"
ALERTS: Final = "alerts"

FIRST_FIELD: Final = {
    MILESTONE: FORECAST,
    WORKSTREAM: RATING,
    SAVING: AMOUNT,
    HEARING: WANTS,
    CHANNEL: THING,
}
"""Where what concerns the whole form is said: Slack shows an error under a field alone."""

FORM_LIFE: Final = timedelta(hours=1)
UNDO_LIFE: Final = timedelta(minutes=10)
LONGEST_REASON: Final = 1000
OVER: Final = "This form is over. Close it and open it again."


@dataclass(frozen=True)
class Saved:
    """What a form saved, as it is told: of what, what it says now and said before, and until when it is taken back.

    `until` is None where it cannot be; `undone_at` is when it was.
    """

    heading: str
    says: str
    illustrative: bool
    until: datetime | None = None
    undone_at: datetime | None = None

    def may_undo(self, at: datetime) -> bool:
        """Return whether it can still be taken back; the last moment inclusive."""
        return self.until is not None and self.undone_at is None and at <= self.until

    def text(self) -> str:
        """Return it in plain words."""
        marked = " (Illustrative)" if self.illustrative else ""
        if self.undone_at is not None:
            return f"{self.heading}{marked}: taken back. {self.says}"
        return f"{self.heading}{marked}: {self.says}"

"""Whether a message that nobody asked for may reach its reader now, by what they chose to hear.

Asked just before every try, so that one put off, tried again or made at night keeps to it as well.
Source: docs/method.md, "What people want to hear".
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from bots.queries import DeliveryRow
from bots.rules.wishes import Wishes, goes_out_at, weekly_from
from bots.tasks.outgoing import PutOff

QUIET: Final = "Waits for the end of quiet hours, or for working hours where their board keeps them"
WEEKLY: Final = "They hear once a week"


def may_go_out(
    delivery: DeliveryRow, chosen: Wishes, at: datetime, *, working_days_only: bool = False
) -> None:
    """Return if a message may go out to its reader at a moment. Raises PutOff where it is for later."""
    local = timezone.localtime(at)
    if chosen.wants == "weekly" and delivery.kind == "alert":
        weekly = weekly_from(timezone.localtime(delivery.created_at))
        if weekly > local:
            raise PutOff(goes_out_at(weekly, chosen, working_days_only=working_days_only), WEEKLY)
    later = goes_out_at(local, chosen, working_days_only=working_days_only)
    if later > local:
        raise PutOff(later, QUIET)

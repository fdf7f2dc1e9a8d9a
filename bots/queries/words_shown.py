"""Whether somebody other than its reader may read what a message says, as the programme office and audit ask."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from bots.models import Delivery, Notice
from bots.queries.recalling import hides_words
from governance import queries as governance
from programme import queries as ground
from programme.rules.access import Actor

CLOSED_SINCE: Final = "It told of an item that is closed to you by now."
THEIR_OWN: Final = "What it says is between the bot and its reader."
NOT_YOURS: Final = "It tells of something that your own rights do not show."
_OWN: Final = ("answer", "digest")  # by the rights of their reader, over more than can be asked of again


def why_not_shown(*, reader: Actor, delivery_id: UUID, on: date) -> str:
    """Return why this reader may not read a message's words; blank where they may, by their own rights of now.

    An alert is read by whoever sees everything it tells of, a chase by whoever sees its round. An answer and a digest
    are made with the rights of the one they went to, and are read by no one else. `on` is today.
    """
    asked = Delivery.objects.select_related("edits").get(pk=delivery_id)
    first = asked.edits or asked
    if hides_words(reader=reader, delivery_ids={asked.pk, first.pk}):
        return CLOSED_SINCE
    if first.person_id == reader.person_id:
        return ""
    if first.kind in _OWN:
        return THEIR_OWN
    if first.kind == "chase":
        seen = first.about is not None and ground.rounds(reader=reader, ids=[first.about], on=on)
        return "" if seen else NOT_YOURS
    told = set(Notice.objects.filter(delivery_id=first.pk).values_list("alert_id", flat=True))
    return "" if told and told <= set(governance.alerts(reader=reader, ids=told, is_open=None)) else NOT_YOURS

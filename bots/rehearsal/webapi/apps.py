"""apps.*: the address of a Socket Mode connection."""

from __future__ import annotations

from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Answer, Arguments


def open_connection(stage: Stage, given: Arguments) -> Answer:
    """apps.connections.open, with an app-level token: an address that opens one connection."""
    host = stage.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link/?ticket={stage.outbound.sockets.ticket()}&app_id=A0TRACKER"}

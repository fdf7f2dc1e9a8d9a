"""GET /link/: where the app opens its Socket Mode connection."""

from __future__ import annotations

import json

from aiohttp import WSMsgType, web

from bots.rehearsal.keys import STAGE
from bots.rehearsal.workspace import APP_ID


async def connect(request: web.Request) -> web.StreamResponse:
    """GET /link/?ticket=…: the app's connection."""
    sockets = request.app[STAGE].outbound.sockets
    ticket = request.query.get("ticket", "")
    if ticket not in sockets.tickets:
        raise web.HTTPForbidden(text="invalid ticket\n")
    sockets.tickets.discard(ticket)
    connection = web.WebSocketResponse(autoping=True, protocols=())
    await connection.prepare(request)
    hello = {
        "type": "hello",
        "num_connections": len(sockets.open) + 1,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "rehearsal", "build_number": 1, "approximate_connection_time": 18060},
    }
    await connection.send_json(hello)
    sockets.open.append(connection)
    try:
        async for message in connection:
            if message.type is WSMsgType.TEXT:
                sockets.acknowledge(json.loads(message.data))
    finally:
        sockets.open.remove(connection)
    return connection

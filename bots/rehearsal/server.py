"""Put the rehearsal together and serve it on 127.0.0.1."""

from __future__ import annotations

import socket

from aiohttp import web

from bots.rehearsal import control
from bots.rehearsal.guard import add_headers, guard
from bots.rehearsal.keys import STAGE
from bots.rehearsal.link import connect
from bots.rehearsal.page import routes as pages
from bots.rehearsal.settings import Settings
from bots.rehearsal.smtp import start_smtp
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.handler import call_method
from bots.rehearsal.webapi.response import respond

LOOPBACK = "127.0.0.1"
LARGEST_REQUEST_BYTES = 2_000_000


async def livez(_: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def application(stage: Stage) -> web.Application:
    """Return the web application over a stage."""
    app = web.Application(middlewares=[guard, control.explain], client_max_size=LARGEST_REQUEST_BYTES)
    app[STAGE] = stage
    app.on_response_prepare.append(add_headers)
    app.add_routes(
        [
            web.get("/livez", livez),
            web.get("/api/{method}", call_method),
            web.post("/api/{method}", call_method),
            web.post("/response/{id}", respond),
            web.get("/link/", connect),
            *control.routes(),
            *pages.routes(),
        ]
    )
    return app


def listening(fd: int | None, port: int) -> socket.socket:
    """Return a listening loopback socket: the one handed over, else a new one (port 0: any free port)."""
    if fd is not None:
        handed_over = socket.socket(fileno=fd)
        handed_over.setblocking(False)
        return handed_over
    own = socket.create_server((LOOPBACK, port), backlog=128)
    own.setblocking(False)
    return own


class Rehearsal:
    """One running rehearsal: its web server and its SMTP server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stage = Stage(settings)
        self.web_socket = listening(settings.fd, settings.port)
        self.smtp_socket = listening(settings.smtp_fd, settings.smtp_port)
        self.stage.base_url = f"http://{LOOPBACK}:{self.web_socket.getsockname()[1]}"
        self._runner = web.AppRunner(application(self.stage), access_log=None, shutdown_timeout=0.5)

    @property
    def smtp_port(self) -> int:
        return int(self.smtp_socket.getsockname()[1])

    async def start(self) -> None:
        await self._runner.setup()
        await web.SockSite(self._runner, self.web_socket).start()
        self._smtp = await start_smtp(self.stage, self.smtp_socket)

    async def stop(self) -> None:
        """Stop both servers, give up on retries and close the journal."""
        self._smtp.close()
        await self.stage.close()
        await self._runner.cleanup()

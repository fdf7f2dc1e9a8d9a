"""The key under which the web application holds its stage."""

from __future__ import annotations

from aiohttp import web

from bots.rehearsal.stage import Stage

STAGE = web.AppKey("stage", Stage)

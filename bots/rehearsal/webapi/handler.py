"""POST or GET /api/{method}: read the call, meet the faults on order, do it, record it, answer."""

from __future__ import annotations

import asyncio
import hmac
import json
import math
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bots.rehearsal.faults import Fault
from bots.rehearsal.keys import STAGE
from bots.rehearsal.settings import APP_TOKEN_PREFIX
from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Answer, Method, Refused, checked, need_scope
from bots.rehearsal.webapi.table import METHODS


async def call_method(request: web.Request) -> web.StreamResponse:
    """Answer one call of the Web API."""
    stage = request.app[STAGE]
    name = request.match_info["method"]
    fault = stage.faults.next_for(name)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    given: dict[str, Any] = {}
    try:
        given = dict(request.query) | await body_of(request)
        if fault and fault.is_before:
            return failed(request, stage, name, given, fault)
        authenticate(request, stage, given, METHODS.get(name))
        seconds = stage.limits.wait_for(name, str(given.get("channel", "")), stage.clock.now())
        if seconds:
            limited = Fault(name, "ratelimited", seconds=math.ceil(seconds))
            return failed(request, stage, name, given, limited)
        answer = {"ok": True} | perform(stage, name, given)
    except Refused as refused:
        answer = refused.answer()
        stage.record.refuse(name, without_token(given), refused.error, answer)
        return web.json_response(answer, headers=scopes_of(stage, name))
    stage.record.accept(name, without_token(given), answer)
    stage.changed()
    if fault and fault.kind == "error_after":
        return web.Response(status=500, text="Internal Server Error")
    if fault and fault.kind == "drop_after":
        return dropped(request)
    return web.json_response(answer, headers=scopes_of(stage, name))


def perform(stage: Stage, name: str, given: dict[str, Any]) -> Answer:
    """Do what a call asks for. Raises Refused."""
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    arguments = checked(method, given)
    if method.scope:
        need_scope(stage, method.scope)
    return method.do(stage, arguments)


async def body_of(request: web.Request) -> dict[str, Any]:
    """Return the arguments in the body, JSON or form. The SDK sends an empty JSON body for no arguments."""
    raw = await request.text()
    if not raw.strip():
        return {}
    if request.content_type == "application/json":
        try:
            value = json.loads(raw)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(value, dict):
            raise Refused("json_not_object")
        return value
    if request.content_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(raw, keep_blank_values=True))
    if request.content_type.startswith("multipart/"):
        raise Refused("invalid_form_data")
    raise Refused("invalid_post_type")


def authenticate(request: web.Request, stage: Stage, given: dict[str, Any], method: Method | None) -> None:
    """Raise not_authed without a token, invalid_auth with a wrong one, and what a token that is over gets."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if kind == "Bearer" else str(given.get("token", ""))
    if not token:
        raise Refused("not_authed")
    if token.startswith(APP_TOKEN_PREFIX) or (method is not None and method.takes_app_token):
        if method is None or not method.takes_app_token:
            raise Refused("not_allowed_token_type")
        if not token.startswith(APP_TOKEN_PREFIX):
            raise Refused("not_allowed_token_type")
        return
    if not hmac.compare_digest(token.encode(), stage.settings.bot_token.encode()):
        raise Refused("invalid_auth")
    if stage.state != "installed":
        raise Refused({"uninstalled": "account_inactive", "revoked": "token_revoked"}[stage.state])


def failed(
    request: web.Request, stage: Stage, name: str, given: dict[str, Any], fault: Fault
) -> web.StreamResponse:
    """Answer a call that has no effect because of a fault on order or a rate limit."""
    error = {"ratelimited": "ratelimited", "error": fault.code}.get(fault.kind, fault.kind)
    answer = {"ok": False, "error": error}
    stage.record.refuse(name, without_token(given), error, answer)
    if fault.kind == "ratelimited":
        retry_after = str(max(1, round(fault.seconds)))
        return web.json_response(answer, status=429, headers={"Retry-After": retry_after})
    if fault.kind == "error_before":
        return web.Response(status=500, text="Internal Server Error")
    if fault.kind == "drop_before":
        return dropped(request)
    return web.json_response(answer)


def dropped(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()


def scopes_of(stage: Stage, name: str) -> dict[str, str]:
    headers = {"X-OAuth-Scopes": ",".join(stage.scopes)}
    if name in METHODS and METHODS[name].scope:
        headers["X-Accepted-OAuth-Scopes"] = METHODS[name].scope
    return headers


def without_token(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "token"}

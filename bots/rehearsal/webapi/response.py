"""POST /response/{id}: the address Slack hands out with a command or an interaction."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from bots.rehearsal.blockkit.check import check_blocks, completed
from bots.rehearsal.gestures import post_from_app
from bots.rehearsal.keys import STAGE
from bots.rehearsal.responses import ResponseAddress, SpentAddress
from bots.rehearsal.stage import Stage

METHOD = "response_url"
FIELDS = {
    "text": str,
    "blocks": list,
    "response_type": str,
    "replace_original": bool,
    "delete_original": bool,
    "thread_ts": str,
    "metadata": dict,
    "unfurl_links": bool,
    "unfurl_media": bool,
}


class BadResponse(Exception):
    """Slack would not take this answer; the message is what it says."""


async def respond(request: web.Request) -> web.StreamResponse:
    """Take one answer at a response address."""
    stage = request.app[STAGE]
    fault = stage.faults.next_for(METHOD)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    content: dict[str, Any] = {}
    try:
        content = content_of(await request.text())
        if fault and fault.is_before:
            stage.record.refuse(METHOD, content, fault.kind, {})
            return web.Response(
                status=429 if fault.kind == "ratelimited" else 500, text=fault.code or fault.kind
            )
        address = stage.responses.valid(request.match_info["id"])
        show(stage, address, content)
    except SpentAddress as spent:
        stage.record.refuse(METHOD, content, str(spent), {})
        return web.Response(status=404, text=str(spent))
    except BadResponse as bad:
        stage.record.refuse(METHOD, content, str(bad), {})
        return web.Response(status=400, text=str(bad))
    stage.responses.use(address)
    stage.record.accept(METHOD, content | {"user": address.user, "channel": address.channel}, {"ok": True})
    stage.changed()
    if fault and fault.kind in ("error_after", "drop_after"):
        return web.Response(status=500, text="Internal Server Error")
    return web.Response(text="ok")


def content_of(raw: str) -> dict[str, Any]:
    """Return a checked answer. Raises BadResponse."""
    try:
        content = json.loads(raw)
    except ValueError:
        raise BadResponse("invalid_payload") from None
    if not isinstance(content, dict):
        raise BadResponse("invalid_payload")
    for name, value in content.items():
        if name not in FIELDS or not isinstance(value, FIELDS[name]):
            raise BadResponse(f"invalid_payload: {name}")
    if content.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        raise BadResponse("invalid_payload: response_type")
    if check_blocks(content.get("blocks") or [], "message"):
        raise BadResponse("invalid_blocks")
    if not content.get("delete_original") and not content.get("text", "").strip():
        raise BadResponse("no_text")
    return content


def show(stage: Stage, address: ResponseAddress, content: dict[str, Any]) -> None:
    """Replace or delete the message an interaction came from, or add a new one."""
    original = stage.messages.find(address.channel, address.message_ts) if address.message_ts else None
    if original and content.get("delete_original"):
        original.deleted = True
        stage.messages.keep(original)
    elif original and content.get("replace_original"):
        original.text, original.blocks = content["text"], completed(content.get("blocks") or [])
        original.edited_ts = stage.clock.next_ts()
        stage.messages.keep(original)
    elif content.get("text"):
        only_for = None if content.get("response_type") == "in_channel" else address.user
        thread_ts = content.get("thread_ts") or address.thread_ts
        post_from_app(stage, address.channel, content, only_for=only_for, thread_ts=thread_ts)

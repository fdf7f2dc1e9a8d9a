"""auth.test, users.*, team.info and reactions.add."""

from __future__ import annotations

import re

from bots.rehearsal.stage import Stage
from bots.rehearsal.webapi.call import Answer, Arguments, Refused
from bots.rehearsal.webapi.conversations import page
from bots.rehearsal.webapi.places import writable
from bots.rehearsal.webapi.shapes import user_shape
from bots.rehearsal.workspace import BOT, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, USERS


def auth_test(stage: Stage, _: Arguments) -> Answer:
    """auth.test."""
    return {
        "url": f"{stage.base_url}/",
        "team": TEAM_NAME,
        "user": BOT.handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def user_info(stage: Stage, given: Arguments) -> Answer:
    """users.info."""
    user = USERS.get(given.text("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": user_shape(stage, user)}


def list_users(stage: Stage, given: Arguments) -> Answer:
    """users.list."""
    items, cursor = page(list(USERS.values()), given, most=1000)
    return {
        "members": [user_shape(stage, user) for user in items],
        "cache_ts": int(stage.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def lookup_by_email(stage: Stage, given: Arguments) -> Answer:
    """users.lookupByEmail."""
    for user in USERS.values():
        if user.email and user.email == given.text("email").lower():
            return {"user": user_shape(stage, user)}
    raise Refused("users_not_found")


def team_info(stage: Stage, _: Arguments) -> Answer:
    """team.info."""
    team = {
        "id": TEAM_ID,
        "name": TEAM_NAME,
        "domain": TEAM_DOMAIN,
        "email_domain": "example.test",
        "icon": {},
    }
    return {"team": team | {"url": f"{stage.base_url}/"}}


def add_reaction(stage: Stage, given: Arguments) -> Answer:
    """reactions.add."""
    conversation = writable(stage, given.text("channel"))
    message = stage.messages.find(conversation.id, given.text("timestamp"))
    if message is None or message.only_for:
        raise Refused("message_not_found")
    name = given.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+-]{1,100}", name):
        raise Refused("invalid_name")
    if BOT_USER in message.reactions.get(name, []):
        raise Refused("already_reacted")
    message.reactions.setdefault(name, []).append(BOT_USER)
    stage.messages.keep(message)
    return {}

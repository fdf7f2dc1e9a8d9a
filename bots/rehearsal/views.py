"""Trigger ids, modals (a stack of up to three per person) and Home tabs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from bots.rehearsal.blockkit.check import completed
from bots.rehearsal.clock import Clock
from bots.rehearsal.journal import Journal
from bots.rehearsal.workspace import APP_ID, BOT_ID, TEAM_ID

TRIGGER_SECONDS = 3.0
DEEPEST_STACK = 3
MOST_TRIGGERS = 1_000
Values = dict[str, dict[str, dict[str, Any]]]


class BadTrigger(Exception):
    """A trigger id cannot be exchanged; the message is Slack's error code."""


class Triggers:
    """Ids handed out with an interaction; each opens one view within three seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, tuple[float, str]] = {}
        self._exchanged: set[str] = set()

    def issue(self, user_id: str) -> str:
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = (self._clock.now(), user_id)
        if len(self._issued) > MOST_TRIGGERS:
            oldest = next(iter(self._issued))
            del self._issued[oldest]
            self._exchanged.discard(oldest)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Return the user a trigger id belongs to and use it up. Raises BadTrigger."""
        if trigger_id not in self._issued:
            raise BadTrigger("invalid_trigger_id")
        if trigger_id in self._exchanged:
            raise BadTrigger("exchanged_trigger_id")
        issued_at, user_id = self._issued[trigger_id]
        if self._clock.now() - issued_at > TRIGGER_SECONDS:
            raise BadTrigger("expired_trigger_id")
        self._exchanged.add(trigger_id)
        return user_id


@dataclass
class View:
    """An open modal or a Home tab as the app last sent it, with what a person has chosen in it so far."""

    id: str
    user: str
    payload: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    offered: dict[str, list[dict[str, Any]]] = field(
        default_factory=dict
    )  # by action id, as the app last said

    @property
    def is_home(self) -> bool:
        return bool(self.payload["type"] == "home")

    def shape(self) -> dict[str, Any]:
        """Return the view as Slack shows it to the app."""
        payload = self.payload
        shape = {
            "id": self.id,
            "team_id": TEAM_ID,
            "type": payload["type"],
            "blocks": payload["blocks"],
            "private_metadata": payload.get("private_metadata", ""),
            "callback_id": payload.get("callback_id", ""),
            "external_id": payload.get("external_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "clear_on_close": payload.get("clear_on_close", False),
            "notify_on_close": payload.get("notify_on_close", False),
            "title": payload.get("title"),
            "submit": payload.get("submit"),
            "close": payload.get("close"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }
        return shape


class Views:
    """Every open view. Modals live in memory, as in Slack's client; Home tabs are kept in the journal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal, self._clock = journal, clock
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        for user_id, row in journal.rows("home").items():
            self.homes[user_id] = self._made(user_id, row["payload"], view_id=row["id"])

    def _made(self, user_id: str, payload: dict[str, Any], view_id: str | None = None) -> View:
        view_id = view_id or f"V0{secrets.token_hex(5).upper()}"
        payload = {**payload, "blocks": completed(payload["blocks"])}
        return View(view_id, user_id, payload, hash=self._hash(), root_id=view_id)

    def _hash(self) -> str:
        return f"{int(self._clock.now())}.{secrets.token_hex(4)}"

    def open(self, user_id: str, payload: dict[str, Any]) -> View:
        """Open a modal in place of whatever was open."""
        view = self._made(user_id, payload)
        self.stacks[user_id] = [view]
        return view

    def push(self, user_id: str, payload: dict[str, Any]) -> View | None:
        """Put a modal on top of the open one; None when three are open already or none is."""
        stack = self.stacks.get(user_id, [])
        if not 1 <= len(stack) < DEEPEST_STACK:
            return None
        view = self._made(user_id, payload)
        view.previous_id, view.root_id = stack[-1].id, stack[0].id
        stack.append(view)
        return view

    def replace(self, view: View, payload: dict[str, Any]) -> View:
        """Change a view in place; answers under the same block and action ids stay, as in Slack."""
        view.payload = {**payload, "blocks": completed(payload["blocks"])}
        view.hash, view.errors, view.trouble = self._hash(), {}, ""
        blocks = {block["block_id"] for block in view.payload["blocks"]}
        view.values = {block_id: answers for block_id, answers in view.values.items() if block_id in blocks}
        if view.is_home:
            self._journal.put("home", view.user, {"id": view.id, "payload": view.payload})
        return view

    def publish(self, user_id: str, payload: dict[str, Any]) -> View:
        """Show a person's Home tab, replacing what they had."""
        if user_id not in self.homes:
            self.homes[user_id] = self._made(user_id, payload)
        return self.replace(self.homes[user_id], payload)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """Return an open view by either id; None when it is closed or was never there."""
        for view in [view for stack in self.stacks.values() for view in stack] + list(self.homes.values()):
            if view.id == view_id or (external_id and view.payload.get("external_id") == external_id):
                return view
        return None

    def top(self, user_id: str) -> View | None:
        """Return the modal a person is looking at; None when none is open."""
        stack = self.stacks.get(user_id)
        return stack[-1] if stack else None

    def close(self, view: View) -> None:
        """Take one modal away; the one below it shows again."""
        stack = self.stacks.get(view.user, [])
        self.stacks[view.user] = [other for other in stack if other.id != view.id]

    def clear(self, user_id: str) -> None:
        self.stacks[user_id] = []

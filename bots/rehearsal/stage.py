"""What the whole rehearsal works with: one object that holds the state and the ways in and out."""

from __future__ import annotations

import asyncio

from bots.rehearsal.clock import Clock
from bots.rehearsal.faults import Faults
from bots.rehearsal.journal import Journal
from bots.rehearsal.limits import Limits
from bots.rehearsal.mailbox import Mailbox
from bots.rehearsal.messages import Messages
from bots.rehearsal.outbound import Outbound
from bots.rehearsal.record import Record
from bots.rehearsal.responses import ResponseAddresses
from bots.rehearsal.settings import Settings
from bots.rehearsal.views import Triggers, Views
from bots.rehearsal.workspace import EVENTS, SCOPES


class Stage:
    """The state of one rehearsal. `base_url` is set once the port is known."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.base_url = ""
        self.scopes: tuple[str, ...] = SCOPES
        self.events: tuple[str, ...] = EVENTS
        self.accounts: dict[str, str] = {}  # of accounts that are not as they were: deleted, guest, stranger
        self.state = "installed"  # or uninstalled, revoked: then no call is taken
        self.clock = Clock()
        self.journal = Journal(settings.state_folder)
        self.messages = Messages(self.journal, self.clock)
        self.triggers = Triggers(self.clock)
        self.views = Views(self.journal, self.clock)
        self.responses = ResponseAddresses(self.journal, self.clock)
        self.record = Record(self.journal, self.clock)
        self.mailbox = Mailbox(self.journal)
        self.faults = Faults()
        self.limits = Limits()
        self.outbound = Outbound(settings, self.record, self.changed)
        self.journal.tables.clear()  # everybody has taken what is theirs
        self.version = 0
        self.is_closing = False
        self._watchers: set[asyncio.Event] = set()

    def is_account(self, user_id: str, state: str) -> bool:
        """Return whether an account has become deleted, a guest's or a stranger's."""
        return self.accounts.get(user_id) == state

    def changed(self) -> None:
        """Tell every open page that there is something new to see."""
        self.version += 1
        for watcher in self._watchers:
            watcher.set()

    def watch(self) -> asyncio.Event:
        """Return an event that is set at the next change; hand it back to `unwatch`."""
        watcher = asyncio.Event()
        self._watchers.add(watcher)
        return watcher

    def unwatch(self, watcher: asyncio.Event) -> None:
        self._watchers.discard(watcher)

    async def close(self) -> None:
        """End the streams of open pages, give up on retries and close the journal."""
        self.is_closing = True
        for watcher in self._watchers:
            watcher.set()
        await self.outbound.close()
        self.journal.close()

"""The two servers together: those the environment does not name elsewhere are ours to start and stop."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from deploy.launcher.environment import is_given, is_production
from deploy.launcher.folder import DataFolder
from deploy.launcher.postgres import APP, OWNER, Postgres
from deploy.launcher.processes import Child, Pause, start, stop
from deploy.launcher.refusal import Refused, last_lines
from deploy.launcher.valkey import Valkey

START_SECONDS = 20.0  # longer than any crash recovery of a data folder of this size
STOP_SECONDS = 2.0
TICK_SECONDS = 0.01
TRIES = 3
RETRY_SECONDS = 0.3


@dataclass
class Servers:
    """PostgreSQL and Valkey in one data folder; in production, neither.

    Whoever starts them must hold the folder's servers' lock; `held` is its descriptor, which the servers
    inherit, so that the lock is free again only when the last of their processes is gone.
    """

    folder: DataFolder
    environ: Mapping[str, str]
    held: tuple[int, ...] = ()
    postgres_options: Mapping[str, str] = field(default_factory=dict)
    valkey_options: Mapping[str, str] = field(default_factory=dict)
    postgres: Postgres | None = field(init=False, default=None)
    valkey: Valkey | None = field(init=False, default=None)
    children: dict[str, Child] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if is_production(self.environ):
            return  # there both are named, or start-up stops and says which is not
        if not is_given("DATABASE_URL", self.environ):
            self.postgres = Postgres(self.folder, self.environ, self.held, self.postgres_options)
        if not is_given("REDIS_URL", self.environ):
            self.valkey = Valkey(self.folder, self.environ, self.held, self.valkey_options)

    @property
    def ours(self) -> list[Postgres | Valkey]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def urls(self) -> dict[str, str]:
        """Return the variables that name our servers; one that is given from outside is not among them."""
        urls = {}
        if self.postgres is not None:
            urls["DATABASE_URL"] = self.postgres.url(APP)
            urls["DATABASE_OWNER_URL"] = self.postgres.url(OWNER)
        if self.valkey is not None:
            urls["REDIS_URL"] = self.valkey.url()
        return urls

    def start(self, pause: Pause = time.sleep) -> None:
        """Start our servers and return when they answer. Raises Refused, with the log, when one does not."""
        try:
            for server in self.ours:
                server.create(pause)
                self.children[server.name] = start(server.program())
            for server in self.ours:
                self._wait_for(server, pause)
        except BaseException:
            self.stop()
            raise

    def stop(self, within: float = STOP_SECONDS) -> list[str]:
        """Stop our servers; returns the names of those that had to be killed after `within` seconds."""
        killed = stop(list(self.children.values()), within)
        self.children.clear()
        for server in self.ours:
            server.close()
        return killed

    def _wait_for(self, server: Postgres | Valkey, pause: Pause) -> None:
        deadline = time.monotonic() + START_SECONDS
        tries = 0
        while not server.is_ready(self.children[server.name]):
            if self.children[server.name].has_ended():
                self.children[server.name].bury()
                tries += 1
                if tries == TRIES:
                    raise self._did_not_start(server)
                server.before_next_try()
                pause(RETRY_SECONDS)
                self.children[server.name] = start(server.program())
            elif time.monotonic() > deadline:
                raise self._did_not_start(server)
            pause(TICK_SECONDS)

    def _did_not_start(self, server: Postgres | Valkey) -> Refused:
        log = self.folder.log(server.name)
        return Refused(f"{server.name} did not start; log: {log}{last_lines(log)}")

"""The real PostgreSQL and Valkey the tests run against: the launcher's own, without waiting for the disk."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.launcher.folder import DataFolder
from deploy.launcher.locks import Lock, try_lock
from deploy.launcher.postgres import APP, OWNER
from deploy.launcher.servers import Servers

# Names that would lead a test to somebody's real database, workspace or mail server.
OUTSIDE = ("DATABASE_", "REDIS_", "SLACK_", "EMAIL_", "OIDC_", "SECRET_KEY", "PUBLIC_URL", "ALLOWED_HOSTS")
OUTSIDE_TOO = (
    "TRACKER_",
    "EMBEDDED_",
    "EXAMPLE_PASSWORD",
    "WORKER_NAME",
    "TRUSTED_PROXIES",
    "DJANGO_SETTINGS",
)

POSTGRES_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}
VALKEY_OPTIONS = {"appendonly": "no"}


@dataclass
class TestServers:
    """Servers in a temp folder, and how to be rid of both."""

    __test__ = False

    servers: Servers
    lock: Lock

    def stop(self) -> None:
        """Stop the servers and remove their folder."""
        self.servers.stop()
        self.lock.release()
        for folder in (self.servers.folder.root, *self.servers.folder.elsewhere):
            shutil.rmtree(folder, ignore_errors=True)


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without anything that would lead out of the tests."""
    return {name: value for name, value in environ.items() if not name.startswith((*OUTSIDE, *OUTSIDE_TOO))}


def start_servers(*, only_valkey: bool = False) -> TestServers:
    """Start both servers, or Valkey alone, in a temp folder of their own; they die with this process."""
    folder = DataFolder(Path(tempfile.mkdtemp(prefix="tracker-test-")))
    folder.prepare()
    lock = try_lock(folder.locks / "servers")
    assert lock is not None
    elsewhere = {"DATABASE_URL": "elsewhere"} if only_valkey else {}
    servers = Servers(
        folder,
        clean_environment(os.environ) | elsewhere,
        (lock.descriptor,),
        postgres_options=POSTGRES_OPTIONS,
        valkey_options=VALKEY_OPTIONS,
    )
    servers.start()
    return TestServers(servers, lock)


def urls(running: TestServers) -> dict[str, str]:
    """Return the variables that lead to the servers.

    Django connects as the owner, since it makes and flushes the test database; DATABASE_APP_URL is for the
    tests of what the product's own role may not do.
    """
    found = {}
    if running.servers.postgres is not None:
        found["DATABASE_URL"] = running.servers.postgres.url(OWNER)
        found["DATABASE_APP_URL"] = running.servers.postgres.url(APP)
    if running.servers.valkey is not None:
        found["REDIS_URL"] = running.servers.valkey.url()
    return found

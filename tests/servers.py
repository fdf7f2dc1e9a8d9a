"""The real PostgreSQL and Valkey the tests run against: the launcher's own, without waiting for the disk."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.launcher.folder import CODE, DataFolder
from deploy.launcher.locks import Lock, try_lock
from deploy.launcher.postgres import APP, OWNER
from deploy.launcher.prepare import migrations_key
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

# Migrated data folders of earlier runs, by what they were made from: migrating takes ten times as long as copying.
MIGRATED = CODE / ".pytest_cache" / "migrated"
KEPT_SECONDS = 3600


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
    """Start both servers, or Valkey alone, in a temp folder of their own; they die with this process.

    The database `tracker` is migrated, with the rights of the product's own role; test databases are copies of it.
    """
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
    running = TestServers(servers, lock)
    if servers.postgres is None:
        servers.start()
        return running
    made = (
        MIGRATED
        / f"{migrations_key(DataFolder(Path()), {})}-{servers.postgres.binaries.major}-{os.geteuid()}"
    )
    if made.exists():
        os.utime(made)
        shutil.copytree(made, servers.postgres.data)
        servers.start()
    else:
        servers.start()
        migrate(servers)
        servers.stop()
        keep(servers.postgres.data, made)
        servers.start()
    return running


def migrate(servers: Servers) -> None:
    """Migrate as the product does: by the owner, who then gives the product's role its rights."""
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    told = {"TRACKER_DATA": str(servers.folder.root), "TRACKER_EMBEDDED": "1"}
    environ = {**clean_environment(os.environ), **servers.urls(), **told}
    done = subprocess.run(command, cwd=CODE, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        servers.stop()
        raise RuntimeError(f"the database cannot be migrated:\n{done.stderr}")


def keep(data: Path, made: Path) -> None:
    """Keep a migrated data folder for the next run, and forget those nobody used for an hour."""
    made.parent.mkdir(parents=True, exist_ok=True)
    for old in made.parent.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(dir=made.parent))
    shutil.copytree(data, draft / "data")
    try:
        (draft / "data").rename(made)
    except OSError:  # another run was quicker
        shutil.rmtree(draft / "data")
    draft.rmdir()


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

"""The whole product, started as `make run` starts it, on free ports and a data folder of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

import psycopg

from tests.fakes.rehearsal import Rehearsal
from tests.fakes.waiting import wait_until
from tests.journeys.browsing import Visitor

ROOT = Path(__file__).parents[2]
OPENER = build_opener(ProxyHandler({}))


@dataclass
class Stack:
    """A running tracker with its rehearsal."""

    port: int
    folder: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def secrets(self) -> dict[str, str]:
        return dict(json.loads((self.folder / "secrets.json").read_text()))

    @property
    def running(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "running.json").read_text()))

    @property
    def slack(self) -> Rehearsal:
        kept = self.secrets
        return Rehearsal(
            f"http://127.0.0.1:{self.port + 1}",
            signing_secret=kept["slack_signing_secret"],
            bot_token=kept["slack_bot_token"],
        )

    def visitor(self, name: str) -> Visitor:
        """Return one of the example people, signed in."""
        return Visitor(self.url).sign_in(f"{name}@example.test", self.secrets["password"])

    def health(self) -> dict[str, Any]:
        with OPENER.open(f"{self.url}/healthz", timeout=10) as answer:
            return dict(json.load(answer))

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database by its own words, past everything of ours."""
        with psycopg.connect(self.running["environment"]["DATABASE_URL"], autocommit=True) as connection:
            return connection.execute(query, values).fetchall()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command that joins the running servers."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment(self.folder),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def children(self) -> dict[str, int]:
        """Return the processes the launcher supervises, by what they are."""
        words = {
            "gunicorn": "web",
            "dispatch": "dispatcher",
            "celery": "worker",
            "valkey": "valkey",
            "bots.rehearsal": "rehearsal",
        }
        found: dict[str, int] = {}
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):
                if f"PPid:\t{self.process.pid}\n" not in status.read_text():
                    continue
                command = (status.parent / "cmdline").read_text()
                for word, name in words.items():
                    if word in command:
                        found[name] = int(status.parent.name)
        return found

    @contextmanager
    def holding_shard(self, handler: str, programme: str) -> Iterator[None]:
        """Hold the lock that a recalculation of this programme waits for, so that it stands still in mid-work."""
        with psycopg.connect(self.running["environment"]["DATABASE_URL"]) as connection:
            connection.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s || ' programme:' || id, 0)) "
                "from programme_programme where code = %s",
                [handler, programme],
            )
            yield

    def wait_until_quiet(self) -> None:
        """Return once nothing is due, held or being worked on."""
        wait_until(
            lambda: not self.sql("select 1 from outbox_work where state in ('pending', 'leased') limit 1"),
            what="all work to be done",
        )


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """Stop a process without killing it, so that nobody restarts it: the worst kind of away."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def environment(folder: Path) -> dict[str, str]:
    """Return a plain environment: what a shell has, and our data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return kept | {"TRACKER_DATA": str(folder)}


def free_port() -> int:
    """Return a port that is free and whose neighbour is."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def running_stack(folder: Path, *, seconds: float = 240.0) -> Iterator[Stack]:
    """Run the tracker until the block ends; it is stopped as Ctrl-C stops it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.launcher", "run", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    stack = Stack(port, folder, process)

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            stack.lines.append(line.rstrip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        wait_until(
            lambda: any(re.match("ready: ", line) for line in stack.lines) or process.poll() is not None,
            seconds=seconds,
            what="ready",
        )
        assert process.poll() is None, "\n".join(stack.lines)
        yield stack
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        reader.join(timeout=5)
        assert process.stdout is not None
        process.stdout.close()

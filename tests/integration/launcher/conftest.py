"""A tracker with nothing in it, on real servers, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deploy.launcher.locks import holders
from tests.fakes.rehearsal import wait_until
from tests.servers import clean_environment

HERE = Path(__file__).parent
CODE = HERE.parents[2]


@dataclass
class Started:
    """A process of ours and what it has said so far."""

    process: subprocess.Popen[str]
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for stream, lines in ((self.process.stdout, self.out), (self.process.stderr, self.err)):
            threading.Thread(target=self._read, args=(stream, lines), daemon=True).start()

    @staticmethod
    def _read(stream: Iterator[str], lines: list[str]) -> None:
        for line in stream:
            lines.append(line.rstrip("\n"))

    def said(self, text: str, *, within: float = 20.0) -> str:
        """Return the first line with `text` in it, once it was said on either stream."""

        def look() -> str | None:
            return next((line for line in [*self.out, *self.err] if text in line), None)

        return wait_until(look, f"{text!r}; said so far: {self.out} {self.err}", within=within)

    def ends(self, *, within: float = 10.0) -> int:
        """Return the exit status, once the process has ended."""
        wait_until(lambda: self.process.poll() is not None, "the process to end", within=within)
        return self.process.returncode

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        self.process.send_signal(number)
        return self.ends()


@dataclass
class Tree:
    """A copy of the launcher and of manage.py beside stand-ins for all the rest."""

    root: Path
    environ: dict[str, str]
    started: list[Started] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return Path(self.environ.get("TRACKER_DATA", str(self.root / "var")))

    def start(self, *command: str | Path, env: Mapping[str, str] | None = None) -> Started:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=self.root,
            env={**self.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(Started(process))
        return self.started[-1]

    def run(self, port: int, env: Mapping[str, str] | None = None, ready_within: float = 30.0) -> Started:
        """Start what `make run` starts; programs get `ready_within` seconds to answer."""
        code = (
            f"import sys; from deploy.launcher import run, __main__ as m; run.READY_SECONDS = {ready_within}; "
            f"run.PATIENCE_SECONDS = 1.0; sys.exit(m.main(['run', '--port', '{port}']))"
        )
        return self.start(sys.executable, "-c", code, env=env)

    def manage(self, *words: str | Path, env: Mapping[str, str] | None = None) -> Started:
        return self.start(sys.executable, "manage.py", *words, env=env)

    def left(self) -> list[int]:
        """Return the processes that still hold the servers' lock, which everything we start inherits."""
        lock = self.data / "lock" / "servers"
        return holders(lock) if lock.exists() else []

    def pid(self, program: str) -> int:
        """Return the process number of a program of `make run` (its first process)."""
        marks = {
            "web": b"deploy.wsgi",
            "dispatcher": b"dispatch",
            "worker": b"-mcelery",
            "rehearsal": b"bots.rehearsal",
            "postgres": b"listen_addresses=",
            "valkey": b"valkey-server",
        }

        def find() -> int | None:
            for number in sorted(self.left()):
                try:
                    words = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b"")
                    parent = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1]
                except OSError:
                    continue
                if marks[program] in words and int(parent) in {item.process.pid for item in self.started}:
                    return number
            return None

        return wait_until(find, f"a process of {program}")


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Tree]:
    """Make the tree, and end whatever a test has left."""
    yield from make_tree(tmp_path / "tracker")


def make_tree(root: Path) -> Iterator[Tree]:
    shutil.copytree(HERE / "stand_in", root, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(CODE / "deploy" / "launcher", root / "deploy" / "launcher")
    for name in ("manage.py", "Makefile", "deploy/env.py"):
        shutil.copy(CODE / name, root / name)
    (root / "requirements").mkdir()
    (root / "requirements" / "runtime.txt").touch()
    made = Tree(root, clean_environment(os.environ))
    try:
        yield made
    finally:
        for started in made.started:
            if started.process.poll() is None:
                started.process.kill()
                started.process.wait()
            for stream in (started.process.stdout, started.process.stderr):
                if stream is not None and not stream.closed:
                    stream.close()
        wait_until(lambda: not made.left(), "nothing to be left", within=15)


@pytest.fixture
def port() -> int:
    """Return a port that is free, as is the one above it."""
    return free_ports()


def free_ports() -> int:
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            number = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", number + 1))
            except (OSError, OverflowError):
                continue
            return number
    raise AssertionError("no two free ports side by side")

"""Start and stop one process so that it can never outlive us.

Each child is told by the kernel when we die (PDEATHSIG), also after `kill -9`. The signal comes when the
*thread* that started it dies, so everything is started from the main thread. Each has a session of its own:
Ctrl-C on the terminal reaches us alone, and we stop them in the right order.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.launcher.account import Account, ourselves
from deploy.launcher.folder import CODE
from deploy.launcher.refusal import Refused

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LOG_LIMIT_BYTES = 5_000_000
TICK_SECONDS = 0.02

Pause = Callable[[float], object]

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """One process to run: what, as whom, with which environment and into which log."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account = field(default_factory=ourselves)
    descriptors: tuple[int, ...] = ()  # open files handed down, by number
    folder: Path = CODE
    text: str = ""  # what it reads on standard input


@dataclass(frozen=True)
class Child:
    """A program that was started, and its process."""

    program: Program
    process: subprocess.Popen[bytes]

    def status(self) -> int | None:
        """Return how the process ended, None while it runs.

        That is its exit status, or the number of the signal that ended it as a negative. It is not reaped,
        so that its number, and its group's, stay taken until `bury`.
        """
        if self.process.returncode is not None:
            return self.process.returncode
        found = os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
        if found is None:
            return None
        return found.si_status if found.si_code == os.CLD_EXITED else -found.si_status

    def has_ended(self) -> bool:
        return self.status() is not None

    def ask_to_stop(self) -> None:
        if not self.has_ended():
            self.process.send_signal(self.program.stop_signal)

    def ask_group(self) -> None:
        """Ask what a process has left in its session to finish what it is doing, and go."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGTERM)

    def bury(self) -> None:
        """Kill what is left of the process and of its session, and reap it."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def start(program: Program) -> Child:
    """Start a program as our direct child, its output going to the end of its log."""
    parent = os.getpid()

    def in_the_child() -> None:
        program.account.enter()  # first: a change of user clears what the next line asks for
        die_with(parent, program.stop_signal)

    with open_log(program.log) as log, tempfile.TemporaryFile() as text:
        text.write(program.text.encode())
        text.seek(0)
        try:
            process = subprocess.Popen(
                [str(word) for word in program.argv],
                env=dict(program.env),
                stdin=text,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=program.folder,
                pass_fds=program.descriptors,
                start_new_session=True,
                preexec_fn=in_the_child,  # noqa: PLW1509 - from the main thread, and we have no other
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise Refused(f"{program.name} cannot be started ({error}): {program.argv[0]}.") from error
    return Child(program, process)


def run(program: Program, pause: Pause = time.sleep) -> int:
    """Run a program to its end and return how it ended, as Child.status does."""
    child = start(program)
    try:
        while (status := child.status()) is None:
            pause(TICK_SECONDS)
    finally:
        child.bury()
    return status


def stop(children: Sequence[Child], within: float) -> list[str]:
    """Stop children together, and kill those still there after `within` seconds, with all they started.

    Returns the names of those that had to be killed.
    """
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + within
    left = [child for child in children if not child.has_ended()]
    while left and time.monotonic() < deadline:
        time.sleep(TICK_SECONDS)
        left = [child for child in left if not child.has_ended()]
    for child in children:
        child.bury()
    return [child.program.name for child in left]


def die_with(parent: int, with_signal: signal.Signals) -> None:
    """Ask the kernel for `with_signal` when `parent` dies; if it died before we could ask, end now."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


@contextlib.contextmanager
def open_log(path: Path) -> Iterator[int]:
    """Open a log to be written at its end; a long one is put aside as NAME.log.1 first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_name(path.name + ".1"))
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)

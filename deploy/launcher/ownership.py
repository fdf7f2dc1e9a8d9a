"""Who starts the servers of a data folder, and who joins them.

Three locks decide, and nothing else:

owner    held alone by the process that started the servers (`make run` or a command), as long as it lives
joined   shared by the commands that use somebody else's servers; an owner that is a command waits for it
servers  handed down to every process the owner starts: free again only when the last of them is gone,
         so the next owner never meets a server still shutting down

`running.json` tells joiners what to connect to. It is there only while its owner holds the owner lock.
"""

import contextlib
import fcntl
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy.launcher.folder import DataFolder
from deploy.launcher.locks import Lock, holders, is_free, lock_within, try_lock
from deploy.launcher.refusal import Refused

# A server still there this long after its owner's death is stuck, and is killed.
LEFTOVERS_SECONDS = 6.0


@dataclass(frozen=True)
class Running:
    """What is said of servers that run: who owns them, and the variables that lead to them."""

    pid: int
    command: str
    environment: Mapping[str, str]

    @property
    def is_make_run(self) -> bool:
        return self.command == "make run"


@dataclass
class Ownership:
    """The right to start a data folder's servers, until `give_up`."""

    folder: DataFolder
    owner: Lock
    servers: Lock
    announced: bool = False

    @property
    def held(self) -> tuple[int, ...]:
        """The descriptors every child must inherit."""
        return (self.servers.descriptor,)

    def announce(self, environment: Mapping[str, str], command: str) -> None:
        """Let commands join: from now on `running.json` leads them here."""
        running = Running(os.getpid(), command, environment)
        draft = self.folder.running.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(asdict(running), indent=2) + "\n", encoding="utf-8")
        draft.replace(self.folder.running)
        self.announced = True

    def withdraw(self) -> None:
        """Let nobody join any more. It comes before the servers stop: joiners see by it why they failed."""
        self.folder.running.unlink(missing_ok=True)

    def wait_for_joiners(self, seconds: float | None = None) -> Lock | None:
        """Return a lock that keeps joiners out once the last of them is done; None after `seconds`."""
        return lock_within(joined_lock(self.folder), seconds)

    def give_up(self) -> None:
        """Let somebody else own the folder; our children must be gone by now."""
        self.withdraw()
        self.servers.release()
        self.owner.release()


@dataclass
class Guest:
    """A command that uses servers somebody else owns."""

    folder: DataFolder
    joined: Lock
    running: Running
    _end: threading.Lock = field(default_factory=threading.Lock)

    def may_end(self) -> bool:
        """Return True to the first who asks: one thread alone says how this command ends."""
        return self._end.acquire(blocking=False)

    def wait_until_abandoned(self) -> None:
        """Block, in a thread, until the owner is gone."""
        descriptor = os.open(owner_lock(self.folder), os.O_RDWR)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        os.close(descriptor)

    def is_abandoned(self) -> bool:
        """Tell whether the owner has gone, or has begun to go."""
        return read_running(self.folder) != self.running or is_free(owner_lock(self.folder))

    def leave(self) -> None:
        self.joined.release()


def owner_lock(folder: DataFolder) -> Path:
    return folder.locks / "owner"


def servers_lock(folder: DataFolder) -> Path:
    return folder.locks / "servers"


def joined_lock(folder: DataFolder) -> Path:
    return folder.locks / "joined"


def try_to_own(folder: DataFolder, pause: Callable[[float], object] = time.sleep) -> Ownership | None:
    """Become the owner, or return None because somebody is.

    What an owner who was killed left behind is waited for, and killed when it does not go by itself.
    """
    owner = try_lock(owner_lock(folder))
    if owner is None:
        return None
    try:
        folder.running.unlink(missing_ok=True)
        servers = lock_within(servers_lock(folder), LEFTOVERS_SECONDS, pause=pause)
        if servers is None:
            left = holders(servers_lock(folder))
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            servers = lock_within(servers_lock(folder), 2.0, pause=pause)
            if servers is None:
                raise Refused(f"Processes of an earlier run are still there: {left or 'find them with ps'}.")
    except BaseException:
        owner.release()
        raise
    return Ownership(folder, owner, servers)


def try_to_join(folder: DataFolder) -> Guest | None:
    """Join the servers that run, or return None because they are not up, or about to stop."""
    joined = try_lock(joined_lock(folder), shared=True)
    if joined is None:
        return None
    running = read_running(folder)
    # Looked at again under the lock: an owner that began to stop before we held it has withdrawn by now.
    if running is None or is_free(owner_lock(folder)):
        joined.release()
        return None
    return Guest(folder, joined, running)


def read_running(folder: DataFolder) -> Running | None:
    """Return what the owner announced; None where nobody did, or in words of another version."""
    try:
        return Running(**json.loads(folder.running.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def this_command() -> str:
    """Return how this process is called, for those who have to wait for it."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])

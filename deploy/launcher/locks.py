"""Locks between processes: `flock` on files of the data folder, dropped however a holder dies."""

import fcntl
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICK_SECONDS = 0.05


@dataclass
class Lock:
    """A lock held; its descriptor is not inherited unless it is handed down by number."""

    descriptor: int

    def release(self) -> None:
        os.close(self.descriptor)


def try_lock(path: Path, *, shared: bool = False) -> Lock | None:
    """Take a lock now, alone or with others who share it; None where it is taken."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return Lock(descriptor)


def lock_within(
    path: Path, seconds: float | None, *, shared: bool = False, pause: Callable[[float], object] = time.sleep
) -> Lock | None:
    """Take a lock as soon as it is free; None after `seconds`, for ever without."""
    deadline = None if seconds is None else time.monotonic() + seconds
    while (lock := try_lock(path, shared=shared)) is None:
        if deadline is not None and time.monotonic() > deadline:
            return None
        pause(TICK_SECONDS)
    return lock


def is_free(path: Path) -> bool:
    """Tell whether nobody holds a lock alone."""
    lock = try_lock(path, shared=True)
    if lock is not None:
        lock.release()
    return lock is not None


def holders(path: Path) -> list[int]:
    """Return the numbers of our own processes that have a lock's file open, this one excepted.

    Empty where there is no /proc to ask.
    """
    wanted = path.stat()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            opened = [file.stat() for file in (process / "fd").iterdir()]
        except OSError:
            continue
        if any((file.st_dev, file.st_ino) == (wanted.st_dev, wanted.st_ino) for file in opened):
            found.append(int(process.name))
    return found

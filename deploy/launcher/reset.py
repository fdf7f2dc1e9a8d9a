"""`make reset`: stop everything and empty the data folder, after asking."""

import contextlib
import os
import shutil
import signal

from deploy.launcher.folder import MARK, DataFolder
from deploy.launcher.locks import Lock, lock_within
from deploy.launcher.ownership import owner_lock, read_running, try_to_own
from deploy.launcher.refusal import Refused, say

STOP_SECONDS = 8.0


def reset(folder: DataFolder) -> int:
    """Ask, stop whoever owns the servers, and delete all the data folder holds; returns the exit status."""
    if not (folder.root / MARK).exists():
        if folder.root.exists():
            raise Refused(f"{folder.root} is not a data folder of the tracker: nothing was deleted.")
        say(f"There is nothing to reset: {folder.root} does not exist.")
        return 0
    if not is_sure(folder):
        say("Nothing was changed.")
        return 1
    folder.prepare()
    empty(folder, stop_owner(folder))
    say(f"{folder.root} is empty; `make run` starts afresh.")
    return 0


def is_sure(folder: DataFolder) -> bool:
    """Ask on the terminal, or whoever answers on standard input."""
    try:
        answer = input(f"This stops the tracker and deletes everything in {folder.root}. Type yes to go on: ")
    except EOFError:
        say("")
        return False
    return answer.strip().lower() == "yes"


def stop_owner(folder: DataFolder) -> Lock:
    """Return the owner lock, once whoever held it has stopped its servers or was killed."""
    lock = lock_within(owner_lock(folder), 0)
    running = read_running(folder)
    if lock is None and running is not None:
        for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 2.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, number)
            lock = lock_within(owner_lock(folder), seconds)
            if lock is not None:
                break
    if lock is None:
        raise Refused("The servers are being started or stopped by another process: try again in a moment.")
    return lock


def empty(folder: DataFolder, lock: Lock) -> None:
    """Delete what is in the data folder, when the last process that used it is gone."""
    lock.release()
    place = try_to_own(folder)
    if place is None:
        raise Refused("Another process has just started the servers: try again.")
    for path in folder.root.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    for path in folder.elsewhere:
        shutil.rmtree(path, ignore_errors=True)
    place.owner.release()
    place.servers.release()

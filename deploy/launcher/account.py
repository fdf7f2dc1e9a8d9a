"""Who PostgreSQL runs as. It refuses uid 0, and neither root nor anybody else should have to set up a user.

As root it gets a user namespace of one user, in which our own files belong to uid 1000. Where namespaces are
forbidden (a container with the usual seccomp profile) it runs as `nobody`.
"""

import ctypes
import os
import pwd
import sys
from dataclasses import dataclass
from functools import cache

CLONE_NEWUSER = 0x10000000  # linux/sched.h
UID_INSIDE = 1000

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """The user a child runs as; `uid` is what the file system sees."""

    uid: int
    gid: int
    namespace: bool = False

    @property
    def is_other(self) -> bool:
        """Tell whether files made for this account must be handed over to it."""
        return self.uid != os.geteuid()

    def enter(self) -> None:
        """Become this account, between fork and exec. Raises OSError where the kernel says no."""
        if self.namespace:
            enter_namespace()
        elif self.is_other:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def ourselves() -> Account:
    """Return the account we run as already."""
    return Account(os.geteuid(), os.getegid())


@cache
def account_for_postgres() -> Account:
    """Return the account for PostgreSQL: ourselves, or what stands in for root."""
    if os.geteuid() != 0:
        return ourselves()
    if namespaces_allowed():
        return Account(0, os.getegid(), namespace=True)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def enter_namespace() -> None:
    """Move this single-threaded process into a user namespace in which we are uid 1000, alone."""
    uid, gid = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are forbidden")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{UID_INSIDE} {uid} 1")
    _write("/proc/self/gid_map", f"{UID_INSIDE} {gid} 1")


def namespaces_allowed() -> bool:
    """Try it in a child that does nothing else."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        status = 1
        try:
            enter_namespace()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def _write(path: str, text: str) -> None:
    # os.open, not open(): between fork and exec as little of Python as possible should run.
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)

"""Keep programs running: one that dies is started again, sooner at first and then less often."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.launcher.processes import Child, Program, start, stop
from deploy.launcher.refusal import say

# Seconds until the next start after the first, second, … death in a row; the last holds for all that follow.
BACK_OFF_SECONDS = (0.1, 1.0, 2.0, 4.0, 8.0)

# What a dead program leaves in its session, such as a web process in the middle of an answer, may take so long.
LEAVE_SECONDS = 3.0

# A child that lived so long was well, and its next death counts as the first again.
WELL_SECONDS = 30.0


@dataclass
class Supervised:
    """A program under supervision; `program` is asked anew before every start."""

    program: Callable[[], Program]
    child: Child
    started: float
    deaths: int = 0
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """All programs under supervision, in the order they were started."""

    clock: Callable[[], float] = time.monotonic
    programs: dict[str, Supervised] = field(default_factory=dict)
    leaving: list[tuple[float, Child]] = field(default_factory=list)

    def start(self, program: Callable[[], Program]) -> None:
        """Start a program and keep it running."""
        child = start(program())
        self.adopt(program, child)

    def adopt(self, program: Callable[[], Program], child: Child) -> None:
        """Keep a program running that was started elsewhere."""
        self.programs[child.program.name] = Supervised(program, child, self.clock())

    def tend(self) -> None:
        """Start again what has died and waited long enough; says so for each."""
        now = self.clock()
        for name, supervised in self.programs.items():
            if supervised.start_again_at is None and supervised.child.has_ended():
                self._mourn(name, supervised, now)
            if supervised.start_again_at is not None and supervised.start_again_at <= now:
                supervised.child = start(supervised.program())
                supervised.started, supervised.start_again_at = now, None
        while self.leaving and self.leaving[0][0] <= now:
            self.leaving.pop(0)[1].bury()

    def age_seconds(self, name: str) -> float:
        """Return how long a program has been running since its last start."""
        return self.clock() - self.programs[name].started

    def stop(self, names: list[str], within: float) -> list[str]:
        """Stop programs together; returns the names of those that had to be killed after `within` seconds."""
        chosen = [self.programs.pop(name) for name in names if name in self.programs]
        killed = stop([supervised.child for supervised in chosen], within)
        while self.leaving:
            self.leaving.pop()[1].bury()
        return killed

    def _mourn(self, name: str, supervised: Supervised, now: float) -> None:
        status = supervised.child.status() or 0
        supervised.child.ask_group()
        self.leaving.append((now + LEAVE_SECONDS, supervised.child))
        if now - supervised.started >= WELL_SECONDS:
            supervised.deaths = 0
        wait = BACK_OFF_SECONDS[min(supervised.deaths, len(BACK_OFF_SECONDS) - 1)]
        supervised.deaths += 1
        supervised.start_again_at = now + wait
        when = "at once" if wait < 1 else f"in {wait:.0f} s"
        log = shown(supervised.child.program.log)
        say(f"{name} ended ({ending(status)}) and is started again {when}; log: {log}")


def ending(status: int) -> str:
    """Say how a process ended: its exit status, or the signal where the number is negative."""
    return f"exit status {status}" if status >= 0 else signal.Signals(-status).name


def shown(path: Path) -> str:
    """Return a path as short as it can be said in the folder we are in."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative

"""Ctrl-C, SIGTERM and SIGHUP arrive at one chosen place: where the launcher waits."""

import os
import select
import signal
from types import FrameType

ASK_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the launcher to stop. Like KeyboardInterrupt it is nobody's error."""


class Interruptions:
    """The signals of this process, from its making on; main thread only."""

    def __init__(self) -> None:
        self.asked = False
        self._woken, waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        for number in ASK_TO_STOP:
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a child's end cuts a pause short

    def pause(self, seconds: float) -> None:
        """Wait, at most so long and less if a child ends. Raises Stopped when we were asked to stop."""
        if not self.asked:
            ready, _, _ = select.select([self._woken], [], [], seconds)
            if ready:
                os.read(self._woken, 4096)
        if self.asked:
            raise Stopped

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

"""What the launcher says to the person at the terminal."""

import contextlib
import sys
from pathlib import Path


class Refused(Exception):
    """The launcher cannot go on. The message is one sentence for who asked, with what to do next."""


def say(line: str) -> None:
    """Print one line on standard error; a closed terminal or a broken pipe is no reason to stop stopping."""
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)


def last_lines(log: Path, count: int = 5) -> str:
    """Return the last `count` lines of a log, indented by two; empty when there is no such log."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "".join(f"\n  {line}" for line in text.splitlines()[-count:])

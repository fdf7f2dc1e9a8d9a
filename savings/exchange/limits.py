"""How much a file that people upload may hold, and the refusal in plain words where it holds more.

Source: docs/method.md, "Reading a spreadsheet". Standard library alone: the child process imports this.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


class UnreadableFile(ValueError):
    """This file cannot be read as a spreadsheet. `what` is wrong with it and `next_step` is what to do."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}; {next_step}")
        self.what = what
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file, all inclusive; sizes in bytes, times in seconds. A choice of ours unless said.

    A zipped part is refused where it is more than `ratio` times its packed size, unless it is small anyway.
    """

    file_size: int = 25 * MEGABYTE
    unpacked: int = 50 * MEGABYTE
    entry: int = 25 * MEGABYTE
    entries: int = 1_000
    ratio: int = 100
    small_entry: int = MEGABYTE
    rows: int = 100_000
    columns: int = 200
    cells: int = 1_000_000
    text: int = 32_767
    """Characters in a cell, as in a spreadsheet program."""
    memory: int = 400 * MEGABYTE
    """Address space of the child; 480,000 filled cells were read in 150 MB."""
    seconds: int = 20


LIMITS = Limits()

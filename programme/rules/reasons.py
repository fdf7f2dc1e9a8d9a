"""Why somebody changed something, told from how it came in: an import fills in the reason that nobody typed."""

from __future__ import annotations

from typing import Final

IMPORTED: Final = "imported from"
"""How a reason begins that a table of workstreams, milestones or registers filled in; its file's name follows."""
READ: Final = "Read from"
"""The same of a savings spreadsheet."""


def given(reason: str) -> str:
    """Return the reason if a person gave it, blank if an import filled it in."""
    return "" if reason.startswith((f"{IMPORTED} ", f"{READ} ")) else reason

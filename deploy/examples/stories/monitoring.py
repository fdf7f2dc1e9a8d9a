"""What an illustrative copy adds to a published monitoring table: the month after it, invented, in £m as the table.

The published month stays as it is, under the copy's years; the month after starts from it and says what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LineSaid:
    """What the later month says of a line, in £m; what is left out stays as in the month before."""

    projection: str = ""
    spend_to_date: str = ""
    causes: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Vired:
    """Budget moved in the later month from one line to another, in £m, with who agreed it and why."""

    source: str
    target: str
    amount: str
    authority: str
    reason: str


@dataclass(frozen=True)
class MonitoringStory:
    """The month after the published one. Lines are named as printed; `profiles` name one of the suggested ones."""

    period: str
    lines: Mapping[str, LineSaid]
    virements: tuple[Vired, ...] = ()
    profiles: Mapping[str, str] | None = None

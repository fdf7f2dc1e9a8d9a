"""What somebody is told whose workstreams have not returned in a reporting round. Closed items are never named.

Source: docs/method.md, "Reporting rounds".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bots.rules.wording import ILLUSTRATIVE, Section, day

YOURS: Final = "you own them; it stops once each has returned, or when the round closes"
UNNAMED: Final = "one of yours that is not named in messages"
SEVERAL_UNNAMED: Final = "{number} of yours that are not named in messages"


@dataclass(frozen=True)
class Chase:
    """What is still to come: the round, its deadline, the workstreams that may be named, how many may not.

    A round of a closed programme names neither itself nor its programme: `round` and `programme` are blank.
    """

    round: str
    programme: str
    illustrative: bool
    deadline: date
    named: tuple[str, ...]
    unnamed: int


def chase_section(chase: Chase, *, on: date, link: str) -> Section:
    """Return what one person is told, as seen on a day."""
    late = (on - chase.deadline).days
    noun = "day" if late == 1 else "days"
    name = f" “{chase.round}”" if chase.round else ""
    marked = f" ({ILLUSTRATIVE})" if chase.illustrative else ""
    lines = (
        ("In", chase.programme),
        ("Not returned", "; ".join([*chase.named, *_unnamed(chase.unnamed)])),
        ("What to do", "open the round and say that their items are up to date"),
        ("You get this because", YOURS),
    )
    return Section(
        heading=f"Reporting round{name}: your return is due{marked}",
        headline=f"It was due on {day(chase.deadline)}, {late} {noun} ago.",
        lines=tuple((label, words) for label, words in lines if words),
        link=link,
    )


def _unnamed(number: int) -> Sequence[str]:
    if not number:
        return ()
    return (UNNAMED if number == 1 else SEVERAL_UNNAMED.format(number=number),)

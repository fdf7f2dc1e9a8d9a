"""How a document words what a board sees: names with their refs, markings, days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from governance.rules.board_view import ROWS, About, BoardView, about_of
from governance.rules.charts import show_day
from programme.rules.access import public

TAGS: Final = {"internal": "Internal", "exempt": "Exempt", "confidential": "Confidential"}


def name_of(about: About) -> str:
    """Return what a row is about: its ref and name."""
    return f"{about.ref} {about.name}".strip()


def tag_of(about: About) -> str:
    """Return the marking that is printed with a row; blank for an open one."""
    return TAGS.get(about.marking, "")


def is_public(view: BoardView) -> bool:
    """Return whether a view is what the public reads."""
    return view.reader == public().name


def is_closed(view: BoardView) -> bool:
    """Return whether anything in a view is exempt or confidential, so that the document may not be published."""
    return bool({"exempt", "confidential"} & markings_of(view))


def markings_of(view: BoardView) -> set[str]:
    """Return every marking that a view's things carry."""
    return {about_of(row).marking for name in ROWS for row in getattr(view, name)} | {view.board.marking}


def day(on: date | None) -> str:
    """Return a date as people write it; "no date" for none."""
    return show_day(on) if on else "no date"


def day_of(at: datetime) -> str:
    """Return the local day of a moment, as people write it."""
    return show_day(timezone.localdate(at))


def ordinal(number: int) -> str:
    """Return first, second, … in figures: 1st, 2nd, 3rd, 11th, 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"

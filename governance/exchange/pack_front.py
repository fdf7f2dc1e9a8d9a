"""The first page of a pack: what it is, of when, for whom, and the summary on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from governance.exchange.pack_words import is_closed, is_public
from governance.rules.board_summary import counted
from governance.rules.board_view import BoardView, BridgeYear, Meets, Opinions
from governance.rules.charts import show_day
from savings.rules.notation import show_pounds

LONGEST: Final = 70  # characters of a name in the head of every page; the first page has it whole
PUBLIC: Final = "Public version"
ILLUSTRATIVE: Final = "Illustrative"
ILLUSTRATIVE_WORDS: Final = (
    "Illustrative: a real programme's published figures with invented dates, people and forecasts."
)
CLOSED: Final = "Not for publication"
CLOSED_WORDS: Final = (
    "Not for publication: it contains exempt or confidential items. Each is marked where it stands."
)


@dataclass(frozen=True)
class Tile:
    """One figure of the first page: what it counts, the figure, and what to know of it."""

    label: str
    figure: str
    words: str


@dataclass(frozen=True)
class Front:
    """What stands on the first page, and in the head and foot of every page."""

    title: str
    document: str  # what a reader's window and search call it
    organisation: str
    description: str
    dated: date
    short_board: str
    sitting: str
    shown_to: str
    as_at: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    notice_words: tuple[str, ...]
    summary: tuple[str, ...]
    tiles: tuple[Tile, ...]


def front(
    view: BoardView, *, is_public: bool, meeting: Meets | None = None, what: str = "Board pack"
) -> Front:
    """Return the first page of a document about a board. `meeting` is the one it is for, else the next."""
    sits = meeting or view.next_meeting
    shown_to = PUBLIC if is_public else f"Made for {view.reader}"
    closed = is_closed(view)
    when = moment(view.as_at)
    return Front(
        title=view.board.name,
        document=f"{what}: {view.board.name}, {show_day(timezone.localdate(view.as_at))}",
        organisation=view.organisation,
        description=f"{what} of {view.board.name}, as at {when}. {shown_to}.",
        dated=timezone.localdate(view.as_at),
        short_board=shortened(view.board.name),
        sitting=_sitting(sits, what),
        shown_to=shown_to,
        as_at=f"As at {when}",
        facts=_facts(view, sits, shown_to, when),
        notices=tuple(words for words, said in ((ILLUSTRATIVE, view.illustrative), (CLOSED, closed)) if said),
        notice_words=tuple(
            words for words, said in ((ILLUSTRATIVE_WORDS, view.illustrative), (CLOSED_WORDS, closed)) if said
        ),
        summary=view.summary,
        tiles=_tiles(view),
    )


def moment(at: datetime) -> str:
    """Return a moment as people write it: 22 November 2026, 09:07."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"


def shortened(name: str) -> str:
    """Return a name short enough for the head of a page."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _sitting(sits: Meets | None, what: str) -> str:
    if sits is None:
        return f"{what}; no meeting is planned"
    local = timezone.localtime(sits.starts_at)
    return f"{what} for the meeting of {local.day} {local:%B %Y}"


def _facts(view: BoardView, sits: Meets | None, shown_to: str, when: str) -> tuple[tuple[str, str], ...]:
    facts = [("As at", when), ("Looks back", view.since_words)]
    if sits is not None:
        where = ", ".join(filter(None, (moment(sits.starts_at), sits.place)))
        facts.insert(0, ("Meeting", f"{where}: {sits.title}" if sits.title else where))
    bases = sorted({one.basis for one in view.bridges})
    if bases:
        facts.append(("Money", "; ".join(bases)))
    return (*facts, ("Version", f"{shown_to}; figures are {view.without}"))


def _tiles(view: BoardView) -> tuple[Tile, ...]:
    ours = [one for one in view.asked if one.is_for_this_board]
    later = [one for one in view.moves if one.what == "forecast" and one.worsened]
    overdue = [one for one in view.actions if one.overdue_days and one.done_on is None]
    in_view = [one for one in view.bridges if one.in_view]
    return (
        _money_tile(in_view),
        Tile("Workstreams, as reported", _worst(view.opinions), _ratings(view.opinions)),
        Tile("Milestones moved later", str(len(later)), f"of {counted(len(view.trends), 'milestone')}"),
        Tile(
            "Decisions asked of the board" if is_public(view) else "Decisions asked of you",
            str(len(ours)),
            f"{counted(len(overdue), 'action')} overdue",
        ),
    )


def _money_tile(in_view: Sequence[BridgeYear]) -> Tile:
    """Return the forecast of the year in view where it is one programme's; sums over programmes are never made."""
    if len(in_view) != 1:
        words = "each by itself, under Money" if in_view else "none that you may see"
        return Tile("Programmes with savings", str(len(in_view)), words)
    (one,) = in_view
    against = f"target {show_pounds(one.target)}, plan" if one.target is not None else "plan"
    return Tile(f"Forecast of {one.year}", show_pounds(one.forecast), f"{against} {show_pounds(one.plan)}")


def _worst(opinions: Sequence[Opinions]) -> str:
    red = sum(one.reported.lower().startswith("red") for one in opinions)
    return f"{red} red" if opinions else "none"


def _ratings(opinions: Sequence[Opinions]) -> str:
    counts = Counter(one.reported.lower() for one in opinions)
    return (
        ", ".join(f"{number} {word}" for word, number in counts.most_common()) or "no workstream is overseen"
    )

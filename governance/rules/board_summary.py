"""A board's view in a few sentences: what a member reads first, and all that is said when nothing changed.

Made from the view alone, so that page, pack and digest say the same. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from governance.rules.board_view import NO_LONGER_SHOWN, ROWS, BoardView, BridgeYear, Moved, about_of
from savings.rules.notation import show_pounds

NO_CHANGE: Final = "No change"


def summary(view: BoardView) -> tuple[str, ...]:
    """Return the sentences that sum up a view, what needs the board first; one where nothing changed."""
    found = [
        *_asked(view),
        *_milestones(view),
        *_ratings(view),
        *_money(view),
        *_escalated(view),
        *_decided(view),
        *_actions(view),
        *_struck(view),
    ]
    return tuple(found) if found else (f"{NO_CHANGE} {view.since_words}.",)


def has_changed(view: BoardView) -> bool:
    """Return whether anything moved, was decided, escalated or done since, or money moved in the year in view."""
    moved = any(bridge.moved for bridge in view.bridges)
    done = any(action.done_on is not None for action in view.actions)
    fresh = any(one.since >= view.since for one in view.escalated)
    return bool(view.moves or view.decided or done or moved or fresh)


def _asked(view: BoardView) -> list[str]:
    ours = [one for one in view.asked if one.is_for_this_board]
    if not ours:
        return []
    waiting = [one.waiting_days for one in ours if one.waiting_days]
    longest = f"; the longest has waited {counted(max(waiting), 'day')}" if waiting else ""
    return [f"{counted(len(ours), 'decision')} asked of this board{longest}."]


def _milestones(view: BoardView) -> list[str]:
    moves = [one for one in view.moves if one.about.kind == "milestone"]
    later = [one for one in moves if one.what == "forecast" and one.worsened]
    earlier = [one for one in moves if one.what == "forecast" and one.worsened is False]
    finished = [one for one in moves if one.what == "finished"]
    said = []
    if later:
        worst = max(later, key=lambda one: one.days or 0)
        most = f", the most {name_of(worst)} by {counted(worst.days, 'day')}" if worst.days else ""
        again = sum((one.push or 0) > 1 for one in later)
        pushed = f"; {again} not for the first time" if again else ""
        said.append(f"{counted(len(later), 'milestone')} moved later{most}{pushed}.")
    if earlier:
        said.append(f"{counted(len(earlier), 'milestone')} moved earlier.")
    if finished:
        said.append(f"{counted(len(finished), 'milestone')} finished.")
    return said


def _ratings(view: BoardView) -> list[str]:
    worse = [one for one in view.moves if one.what == "rating" and one.worsened]
    better = [one for one in view.moves if one.what == "rating" and one.worsened is False]
    said = [f"{name_of(one)} went from {one.was} to {one.now}." for one in worse[:3]]
    if len(worse) > 3:
        said.append(f"{counted(len(worse) - 3, 'more workstream')} worsened.")
    if better:
        said.append(f"{counted(len(better), 'workstream')} improved.")
    return said


def _money(view: BoardView) -> list[str]:
    return [_moved(one) for one in view.bridges if one.in_view and one.moved]


def _moved(bridge: BridgeYear) -> str:
    moved = bridge.moved or Decimal(0)
    way = "up" if moved > 0 else "down"
    return f"{bridge.programme.name}: the forecast of {bridge.year} is {way} {show_pounds(abs(moved))}."


def _escalated(view: BoardView) -> list[str]:
    open_ones = [one for one in view.escalated if not one.acknowledged_by]
    return [f"{counted(len(open_ones), 'alert')} nobody has taken in hand."] if open_ones else []


def _decided(view: BoardView) -> list[str]:
    return [f"{counted(len(view.decided), 'decision')} made."] if view.decided else []


def _actions(view: BoardView) -> list[str]:
    late = [one for one in view.actions if one.overdue_days and one.done_on is None]
    return [f"{counted(len(late), 'action')} overdue."] if late else []


def _struck(view: BoardView) -> list[str]:
    gone = struck_rows(view)
    return (
        [f"{counted(gone, 'item')} that stood here {'is' if gone == 1 else 'are'} {NO_LONGER_SHOWN}."]
        if gone
        else []
    )


def struck_rows(view: BoardView) -> int:
    """Return how many rows of a view are struck out."""
    return sum(about_of(row).is_struck for name in ROWS for row in getattr(view, name))


def changed_rows(frozen: BoardView | None, shown: BoardView | None) -> int:
    """Return in how many rows a view shown again differs from what was frozen: struck out, whole or in part."""
    if frozen is None or shown is None:
        return 0
    return sum(
        one != other
        for name in ROWS
        for one, other in zip(getattr(frozen, name), getattr(shown, name), strict=True)
    )


def name_of(move: Moved) -> str:
    """Return what a move is about: its ref and name."""
    return f"{move.about.ref} {move.about.name}".strip()


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 milestone", "3 milestones"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def joined(words: Sequence[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"

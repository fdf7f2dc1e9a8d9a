"""What one reader sees of one board between two moments: the one query behind its page, pack and digest.

Every part is read for the reader, live or as had been recorded by a moment, in a number of queries that does not
grow with the rows. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from governance.models import Action, Board, Decision, Meeting, Risk
from governance.queries.board_parts import deciding, registers
from governance.queries.board_parts.bridges import (
    bridges,
    figures_of,
    lines_of,
    savings_at_risk,
    years_in_view,
)
from governance.queries.board_parts.delivery import opinions, trends
from governance.queries.board_parts.moves import moved
from governance.queries.board_parts.reach import Reach, about_board, reach_of
from governance.rules import striking
from governance.rules.board_summary import summary
from governance.rules.board_view import BoardView, Sits
from governance.rules.method import METHOD_VERSION
from governance.rules.public_view import for_public
from programme import queries as ground
from programme.rules.access import Actor
from savings.queries.names import savings_seen, targets_seen
from savings.queries.stated import over_words

SINCE_DAYS: Final = 31  # where a board has not met. Source: docs/method.md, "What a board sees"
_SEEN: Final[dict[str, Any]] = {
    "workstream": ground.workstreams_seen,
    "milestone": ground.milestones_seen,
    "saving": savings_seen,
    "target": targets_seen,
}
_GOVERNED: Final[dict[str, Any]] = {"risk": Risk, "decision": Decision, "action": Action, "meeting": Meeting}


def board_view(
    *,
    reader: Actor,
    board_id: UUID,
    since: datetime | None = None,
    at: datetime | None = None,
    closed_periods: bool | None = None,
    now: datetime | None = None,
    since_called: str = "",
) -> BoardView | None:
    """Return what a reader sees of a board since a moment, live or as at another; None where they may not see it.

    `since` is the end of the board's last meeting, or 31 days before where it has held none; `since_called` says what
    happened at another ("your last digest"). `closed_periods` says whether money is shown by the last closed period
    where one is closed: as the reader is no officer of the board's council, unless said otherwise. `now` is the moment
    of live figures. Raises ValueError where `since` is later.
    """
    reach = reach_of(reader=reader, board_id=board_id, at=at)
    if reach is None:
        return None
    as_at = at or now or timezone.now()
    last, ahead = registers.meetings(reader=reader, board_id=board_id, as_at=as_at)
    start = since or (registers.ended_at(last.id, at) if last else as_at - timedelta(days=SINCE_DAYS))
    start = min(start, as_at) if since is None else start
    if start > as_at:
        raise ValueError(f"{start:%d %b %Y} lies after {as_at:%d %b %Y}, up to which the board looks back")
    closed_alone = not is_officer(reader, reach) if closed_periods is None else closed_periods
    view = _view(reader, reach, start, at, as_at, closed_alone)
    called = since_called or ("your last meeting" if last and since is None else "")
    words = _since_words(start, called, given=since is not None)
    view = replace(view, since_words=words, last_meeting=last, next_meeting=ahead)
    view = for_public(view) if reader.kind == "public" else view
    return replace(view, summary=summary(view))


def is_officer(reader: Actor, reach: Reach) -> bool:
    """Return whether a reader is an officer of the board's council, to whom live figures are shown."""
    own = tuple(g for g in reader.grants if g.organisation_id == reach.board.organisation_id)
    return reader.kind == "system" or replace(reader, grants=own).is_officer


def _view(
    reader: Actor, reach: Reach, since: datetime, at: datetime | None, as_at: datetime, closed_alone: bool
) -> BoardView:
    board = reach.board
    figures = figures_of(reader=reader, reach=reach, since=since, at=at, closed_alone=closed_alone)
    lines = lines_of(reader=reader, reach=reach, figures=figures)
    views = years_in_view(lines, reach, as_at)
    asked, decided = deciding.decisions(
        reader=reader, reach=reach, lines=lines, since=since, at=at, as_at=as_at
    )
    return BoardView(
        board=about_board(board),
        board_kind=board.kind_words,
        organisation=board.organisation,
        remit=board.remit,
        parent=board.parent,
        children=reach.children,
        quorum=board.quorum,
        cadence=board.cadence,
        members=_members(reach, as_at),
        illustrative=board.illustrative or any(p.illustrative for p in reach.programmes.values()),
        reader=reader.name,
        without=over_words(
            reader,
            organisation_id=board.organisation_id,
            programme_id=board.programme_id or board.organisation_id,
        ),
        since=since,
        since_words="",
        as_at=as_at,
        last_meeting=None,
        next_meeting=None,
        summary=(),
        moves=moved(
            reader=reader,
            reach=reach,
            figures=figures,
            lines=lines,
            views=views,
            since=since,
            as_at=as_at,
        ),
        bridges=bridges(reader=reader, reach=reach, figures=figures, lines=lines, as_at=as_at),
        opinions=opinions(reach=reach, lines=lines, since=since, at=at, as_at=as_at),
        trends=trends(reach=reach, as_at=as_at, at=at),
        savings_at_risk=savings_at_risk(lines, reach, figures, as_at),
        risks=registers.risks(reader=reader, reach=reach, since=since, at=at),
        asked=asked,
        decided=decided,
        actions=registers.actions(reader=reader, reach=reach, since=since, at=at, as_at=as_at),
        escalated=registers.escalated(reader=reader, reach=reach, at=at, as_at=as_at),
        method_version=METHOD_VERSION,
    )


def _members(reach: Reach, as_at: datetime) -> tuple[Sits, ...]:
    on = timezone.localdate(as_at)
    return tuple(
        Sits(m.person_id, m.name, m.role_words, f"to {m.term_to.day} {m.term_to:%b %Y}" if m.term_to else "")
        for m in reach.board.members
        if m.sits_on(on)
    )


def _since_words(since: datetime, called: str, *, given: bool) -> str:
    day = timezone.localdate(since)
    written = f"{day.day} {day:%B %Y}"
    if called:
        return f"since {called}, {written}"
    return f"since {written}" if given else f"in the last {SINCE_DAYS} days, since {written}"


def still_visible(*, reader: Actor, view: BoardView) -> set[UUID]:
    """Return the ids of what a frozen view shows or rests on that its reader may still see, removed things too."""
    named = striking.things(view)
    found: set[UUID] = set()
    for kind, seen in _SEEN.items():
        if named.get(kind):
            found |= seen(reader=reader, ids=named[kind])
    if named.get("programme"):
        found |= set(ground.programmes(reader=reader, ids=named["programme"]))
    for kind, model in _GOVERNED.items():
        if named.get(kind):
            rows = model.objects.seen_by(reader).filter(pk__in=named[kind])
            found |= set(rows.values_list("pk", flat=True))
    return found


def as_seen_now(*, reader: Actor, view: BoardView) -> BoardView | None:
    """Return a frozen view as its reader may see it today, the rest struck out; None where not even the board."""
    if not Board.objects.visible_to(reader).filter(pk=view.board.id).exists():
        return None
    return striking.strike(view, still_visible(reader=reader, view=view))

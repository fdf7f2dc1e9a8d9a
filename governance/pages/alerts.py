"""The open alerts that reached a board, and taking one in hand from its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.changes import acknowledge
from governance.pages.asking import reader_of
from governance.pages.tables import Cell, Table, day, table, thing
from governance.queries.alerts import alerts
from governance.queries.boards import boards
from governance.queries.hearing import alert_hearers
from governance.rules.board_view import BoardView, Escalated
from programme.changes import Invalid
from programme.rules.access import Actor, Refused

MOST_ALERTS: Final = 8  # open alerts that are shown unasked


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in_hand(request: HttpRequest, code: str, alert_id: UUID) -> HttpResponse:
    """Note that this reader has an alert in hand, and go back to the board; lead there whoever comes here otherwise."""
    reader = reader_of(request)
    if not boards(reader=reader, code=code) or alert_id not in alerts(
        reader=reader, ids=[alert_id], is_open=None
    ):
        raise Http404
    try:
        if request.method == "POST":
            acknowledge(alert_id=alert_id, by=reader, at=timezone.now())
    except (Refused, Invalid) as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('board', args=[code])}#escalated")


def to_take(alert_ids: Iterable[UUID], *, code: str, reader: Actor) -> dict[UUID, str]:
    """Return where each of these alerts is taken in hand, of those that this reader hears of."""
    heard = alert_hearers(alert_ids, at=timezone.now())
    return {
        key: reverse("alert-take", args=[code, key])
        for key, hearing in heard.items()
        if any(one.person_id == reader.person_id for one in hearing.hearers)
    }


def escalated(view: BoardView, *, take: Mapping[UUID, str]) -> tuple[Table, ...]:
    """Return the open alerts that reached this board, nobody's and the newest first; what is further down is folded.

    `take` is where an alert is taken in hand, by its id.
    """
    rows = sorted(view.escalated, key=lambda e: e.since, reverse=True)
    rows.sort(key=lambda e: bool(e.acknowledged_by))
    first = _alerts(rows[:MOST_ALERTS], take, view, caption="Escalated to this board")
    if len(rows) <= MOST_ALERTS:
        return (first,)
    return first, _alerts(rows[MOST_ALERTS:], take, view, caption="Further open alerts", is_folded=True)


def _alerts(
    rows: Sequence[Escalated],
    take: Mapping[UUID, str],
    view: BoardView,
    *,
    caption: str,
    is_folded: bool = False,
) -> Table:
    climbed = any(e.from_board for e in view.escalated)
    return table(
        caption,
        ("Alert", "What it says", "@Since", *(("From",) if climbed else ()), "Taken in hand by"),
        (
            [
                thing(e.about, lines=(e.kind,)),
                e.words,
                day(e.since),
                *((e.from_board,) if climbed else ()),
                _in_hand(e, take.get(e.alert_id, "") if e.alert_id else ""),
            ]
            for e in rows
        ),
        nothing="No alert is open.",
        is_folded=is_folded,
    )


def _in_hand(e: Escalated, post: str) -> Cell:
    if e.acknowledged_by:
        return Cell(e.acknowledged_by)
    return Cell("nobody yet", post=post, button="Take in hand" if post else "")

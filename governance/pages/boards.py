"""My boards, all boards, and one board: as it stands, or as at any past moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from governance.charts import wake
from governance.pages import sections
from governance.pages import trends as milestone_charts
from governance.pages.alerts import escalated, to_take
from governance.pages.asking import reader_of, since, when
from governance.pages.budget import budget
from governance.pages.hierarchy import council_hierarchy, hierarchy
from governance.pages.meetings import meetings_table
from governance.pages.own import own_work
from governance.pages.tables import day, long_day, moment
from governance.queries.board_checks import board_findings
from governance.queries.board_view import board_view
from governance.queries.boards import BoardRow, boards
from governance.queries.budget_calendars import budget_dates
from governance.queries.looking_back import Sitting, next_sittings, past_sittings
from governance.queries.meetings import meetings
from governance.rules.board_view import BoardView
from programme.rules.access import Actor


@dataclass(frozen=True)
class BoardCard:
    """One board in a list: what it is and when it next meets. `role` is the reader's own on it."""

    board: BoardRow
    role: str
    next_meeting: str

    @property
    def path(self) -> str:
        """Return where it is opened."""
        return reverse("board", args=[self.board.code])


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show my boards; lead an officer without a seat to the tracker, and whoever is not signed in to sign in."""
    if not request.user.is_authenticated:
        return redirect_to_login("/")
    reader = reader_of(request)
    seen = boards(reader=reader)
    mine = {board.id: board for board in seen.values() if _role(board, reader)}
    if not mine and reader.is_officer:
        return redirect("admin:index")
    context = {
        "cards": _cards(mine, reader),
        "has_others": len(seen) > len(mine),
        "waiting": own_work(reader),
    }
    return render(request, "governance/home.html", context)


@login_required
@require_GET
def board_list(request: HttpRequest) -> HttpResponse:
    """List every board this reader may see, by council, and how they stand to one another."""
    reader = reader_of(request)
    councils: dict[str, list[BoardCard]] = {}
    for card in _cards(boards(reader=reader), reader):
        councils.setdefault(card.board.organisation, []).append(card)
    return render(
        request,
        "governance/boards.html",
        {
            "councils": [
                (name, cards, council_hierarchy([card.board for card in cards], reader=reader))
                for name, cards in sorted(councils.items())
            ],
            "crumbs": [("Boards", "")],
        },
    )


@login_required
@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Show one board: live, as at a meeting (?meeting=) or as at a moment (?at=), since a moment (?since=)."""
    reader, now = reader_of(request), timezone.now()
    row = _board_of(reader, code)
    wake()
    sittings = past_sittings(reader=reader, board_id=row.id, before=now)
    moment_asked = when(request, sittings, now=now)
    view = board_view(
        reader=reader,
        board_id=row.id,
        since=since(request, upto=moment_asked.at or now),
        at=moment_asked.at,
        closed_periods=True if moment_asked.sitting and moment_asked.sitting.has_pack else None,
    )
    if view is None:
        raise Http404
    waiting = [one.alert_id for one in view.escalated if one.alert_id and not one.acknowledged_by]
    take = to_take(waiting, code=code, reader=reader) if moment_asked.at is None else {}
    context = {
        "crumbs": [("Boards", reverse("boards")), (row.name, "")],
        "board": row,
        "when": moment_asked,
        "sittings": [(one, long_day(one.starts_at), one == moment_asked.sitting) for one in sittings],
        "meetings": meetings_table(meetings(reader=reader, board_ids=[row.id], at=moment_asked.at).values()),
        "hierarchy": hierarchy(row, reader=reader, at=moment_asked.at),
        "budget": budget(
            budget_dates(
                reader=reader, programme_id=row.programme_id, on=timezone.localdate(moment_asked.at or now)
            )
        ),
        "missing": () if moment_asked.at else board_findings(reader=reader, board_id=row.id),
        "illustrative": view.illustrative,
        **parts_of(view, take=take),
    }
    return render(request, "governance/board.html", context, status=400 if moment_asked.problem else 200)


@login_required
@require_GET
def board_card(request: HttpRequest, code: str) -> HttpResponse:
    """Return what a board needs its members to know, as a part of the page of my boards."""
    reader = reader_of(request)
    view = board_view(reader=reader, board_id=_board_of(reader, code).id)
    if view is None:
        raise Http404
    context = {
        "view": view,
        "worsened": sum(1 for move in view.moves if move.worsened),
        "escalated": len(view.escalated),
        "unheard": sum(1 for alert in view.escalated if not alert.acknowledged_by),
    }
    return render(request, "governance/parts/card.html", context)


def parts_of(view: BoardView, *, take: Mapping[UUID, str] | None = None) -> dict[str, Any]:
    """Return the sections of a view, for the page of a board and of a digest; `take` as for `escalated`."""
    return {
        "view": view,
        "as_at": moment(view.as_at),
        "facts": _facts(view),
        "asked": sections.asked(view),
        "worsened": sections.worsened(view),
        "moved": sections.other_moves(view),
        "escalated": escalated(view, take=take or {}),
        "decided": sections.decided(view),
        "bridges": sections.bridges(view),
        "ratings": sections.ratings(view.opinions),
        "definition_sets": sections.definition_sets(view.opinions),
        "trends": milestone_charts.trends(view.trends),
        "further": milestone_charts.further_trends(view.trends),
        "steady": milestone_charts.steady(view.trends),
        "savings": sections.savings_at_risk(view),
        "risks": sections.risks(view),
        "actions": sections.actions(view),
    }


def _facts(view: BoardView) -> list[tuple[str, str, str]]:
    """Return the few facts under a board's name: (label, words, address or blank)."""
    found = []
    for label, meeting in (("Next meeting", view.next_meeting), ("Last meeting", view.last_meeting)):
        words = (
            moment(meeting.starts_at)
            if meeting
            else "none planned"
            if label.startswith("Next")
            else "none on record"
        )
        found.append((label, words, f"/meetings/{meeting.id}/" if meeting else ""))
    found.append(("Meets", view.cadence or "not published", ""))
    found.append(("Quorum", str(view.quorum) if view.quorum else "not published", ""))
    found.append(("Reports to", view.parent or "nobody", ""))
    return found


def _board_of(reader: Actor, code: str) -> BoardRow:
    """Return the board of this code. Raises Http404 where there is none or this reader may not see it."""
    found = next(iter(boards(reader=reader, code=code).values()), None)
    if found is None:
        raise Http404
    return found


def _cards(rows: dict[Any, BoardRow], reader: Actor) -> list[BoardCard]:
    ahead = next_sittings(reader=reader, board_ids=rows, after=timezone.now())
    return [BoardCard(row, _role(row, reader), _meets(ahead.get(row.id))) for row in rows.values()]


def _meets(sitting: Sitting | None) -> str:
    return day(sitting.starts_at) if sitting else ""


def _role(row: BoardRow, reader: Actor) -> str:
    today = timezone.localdate()
    return next(
        (m.role_words for m in row.members if m.person_id == reader.person_id and m.sits_on(today)), ""
    )

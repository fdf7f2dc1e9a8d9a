"""One meeting with its agenda, its papers and the actions it agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from governance.pages.asking import reader_of
from governance.pages.budget import stage_words
from governance.pages.packs import packs_of
from governance.pages.tables import Cell, Table, day, long_day, moment, page_of, table
from governance.queries.actions import ActionRow, actions
from governance.queries.budget_calendars import BudgetDates, budget_dates
from governance.queries.meetings import AgendaRow, MeetingRow, meetings
from programme.rules.access import Actor

FEW_MEETINGS: Final = 6  # shown unasked


@login_required
@require_GET
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show one meeting."""
    reader = reader_of(request)
    row = meetings(reader=reader, ids=[meeting_id]).get(meeting_id)
    if row is None:
        raise Http404
    agreed = actions(reader=reader, meeting_ids=[row.id])
    board = reverse("board", args=[row.board_code])
    context = {
        "crumbs": [("Boards", reverse("boards")), (row.board, board), (long_day(row.starts_at), "")],
        "meeting": row,
        "heading": row.title or f"Meeting of {long_day(row.starts_at)}",
        "facts": [*_facts(row), ("Budget", stage_words(_budget(reader, row)))],
        "agenda": [(item, _about(item)) for item in row.agenda],
        "attendance": _attendance(row),
        "actions": actions_table(agreed.values(), caption="Actions agreed") if agreed else None,
        "board_then": (f"{board}?meeting={row.id}", "The board as at this meeting")
        if row.starts_at <= timezone.now()
        else (board, "The board as it is now"),
        "illustrative": row.illustrative,
        **packs_of(reader, row),
    }
    return render(request, "governance/meeting.html", context)


def meetings_table(rows: Iterable[MeetingRow]) -> Table:
    """Return the meetings of a board, the newest first."""
    found = sorted(rows, key=lambda row: row.starts_at, reverse=True)
    return table(
        "Meetings",
        ("Meeting", "State", "Agenda", "Where"),
        (
            [
                Cell(moment(one.starts_at), href=page_of("meeting", one.id)),
                _state(one),
                f"{len(one.agenda)} item{'' if len(one.agenda) == 1 else 's'}" if one.agenda else "none yet",
                one.place or "not published",
            ]
            for one in found
        ),
        nothing="No meeting is on record.",
        is_folded=len(found) > FEW_MEETINGS,
    )


def actions_table(
    rows: Iterable[ActionRow], *, caption: str, nothing: str = "No action was agreed."
) -> Table:
    """Return actions: whose, by when, and how they stand."""
    return table(
        caption,
        ("Action", "Owner", "@Due", "State"),
        (
            [
                Cell(f"{a.ref} {a.text}", href=page_of("action", a.id)),
                a.owner or "nobody",
                day(a.due_on, otherwise="no date"),
                Cell(a.state_words, tone="worse" if a.overdue_days else ""),
            ]
            for a in rows
        ),
        nothing=nothing,
    )


def _facts(row: MeetingRow) -> list[tuple[str, str]]:
    return [
        ("When", moment(row.starts_at)),
        ("Where", row.place or "not published"),
        ("State", _state(row)),
        ("Public", "may attend, exempt items apart" if row.in_public else "not marked as open to the public"),
    ]


def _state(row: MeetingRow) -> str:
    """Return how a meeting stands; one whose day has passed and that nobody wrote up says so."""
    if row.state == "planned" and row.starts_at < timezone.now():
        return "its day has passed; nothing is recorded of it"
    return row.state_words


def _budget(reader: Actor, row: MeetingRow) -> BudgetDates | None:
    """Return the budget calendar on the day of a meeting."""
    return budget_dates(reader=reader, programme_id=row.programme_id, on=timezone.localdate(row.starts_at))


def _about(item: AgendaRow) -> list[tuple[str, str]]:
    """Return the links under an item: its paper and its decision."""
    found = []
    if item.paper_id is not None:
        found.append((f"Paper {item.paper_ref}", page_of("paper", item.paper_id)))
    if item.decision_id is not None:
        found.append((f"Decision {item.decision_ref}", page_of("decision", item.decision_id)))
    return found


def _attendance(row: MeetingRow) -> Table | None:
    if not row.attendance:
        return None
    return table(
        "Who came", ("Name", "Came", "Note"), ([a.name, a.state_words, a.note] for a in row.attendance)
    )

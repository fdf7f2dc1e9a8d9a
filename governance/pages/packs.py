"""Board packs on the pages: those of a meeting, one asked for, and the file after rights were asked again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from governance.changes.packs import ask_pack
from governance.pages.asking import reader_of
from governance.pages.tables import moment
from governance.queries.meetings import MeetingRow, meetings
from governance.queries.packs import may_open, pack_file, packs, packs_being_made
from programme.changes import Invalid
from programme.rules.access import Actor, Refused

MOST = 5  # packs of one meeting that are offered; each is asked for its rights


@login_required
@require_GET
def of_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Return the packs of a meeting as a part of its page, asked for again while one is being made."""
    reader = reader_of(request)
    row = _meeting(reader, meeting_id)
    return render(request, "governance/parts/packs.html", packs_of(reader, row))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask for the pack of a meeting under one's own rights; lead back whoever comes here otherwise."""
    reader = reader_of(request)
    row = _meeting(reader, meeting_id)
    if request.method != "POST":
        return redirect("meeting", row.id)
    try:
        ask_pack(board_id=row.board_id, meeting_id=row.id, by=reader, at=timezone.now())
    except (Refused, Invalid) as problem:
        messages.error(request, str(problem))
    return redirect("meeting", row.id)


@login_required
@require_GET
def pack(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """Hand out a pack as it was frozen, to whoever may still see all that is in it."""
    reader = reader_of(request)
    row = packs(reader=reader, ids=[pack_id]).get(pack_id)
    if row is None:
        raise Http404
    try:
        file = pack_file(reader=reader, pack_id=pack_id)
    except Refused as closed:
        return render(request, "governance/closed.html", {"words": str(closed)}, status=404)
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def packs_of(reader: Actor, row: MeetingRow) -> dict[str, Any]:
    """Return what the part about packs shows: those this reader may open, and whether one is being made."""
    made = list(packs(reader=reader, board_ids=[row.board_id], meeting_ids=[row.id]).values())
    own = [p for p in made if p.is_public or p.made_by_id == reader.person_id][:MOST]
    waiting = [m for m in packs_being_made(reader=reader, board_ids=[row.board_id]) if m.meeting_id == row.id]
    return {
        "meeting": row,
        "packs": [(p, moment(p.as_at)) for p in own if may_open(reader=reader, pack_id=p.id)],
        "is_being_made": any(not m.failed for m in waiting),
        "failed": next((m.words for m in waiting if m.failed), ""),
    }


def _meeting(reader: Actor, meeting_id: UUID) -> MeetingRow:
    row = meetings(reader=reader, ids=[meeting_id]).get(meeting_id)
    if row is None:
        raise Http404
    return row

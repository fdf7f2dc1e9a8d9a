"""What leaves as a file: documents, decision reports as Word, meetings for a calendar, and a person's calendar.

All but the personal calendar are for people signed in. Nothing is shown in place: a browser keeps the file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from governance import changes, queries
from governance.exchange import calendars
from governance.exchange.decision_report import decision_report, file_name
from governance.exchange.highlight_report import file_name as highlights_name
from governance.exchange.highlight_report import highlight_report
from governance.exchange.word import MEDIA_TYPE as WORD
from governance.pages.asking import reader_of
from governance.queries.boards import boards
from programme.rules.access import AUDIT, Actor

log = structlog.get_logger(__name__)
# A file is never run where our pages are, whatever it holds.
SANDBOX: Final = "default-src 'none'; sandbox"


@login_required
@require_safe
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Return the file of a document, its rights asked at this moment."""
    reader = reader_of(request)
    row = queries.document(reader=reader, id=document_id)
    content = queries.document_content(reader=reader, id=document_id) if row else None
    if row is None or content is None:
        raise Http404
    _note(reader, request)
    return _to_keep(content, row.media_type, row.file_name)


@login_required
@require_safe
def paper_report(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Return a decision report as a Word file: as its reader may see it, with ?public as the public would."""
    reader, is_public = reader_of(request), "public" in request.GET
    paper = queries.papers(reader=reader, ids=[paper_id]).get(paper_id)
    content = decision_report(reader=reader, paper_id=paper_id, at=timezone.now(), is_public=is_public)
    if paper is None or content is None:
        raise Http404
    _note(reader, request)
    return _to_keep(content, WORD, file_name(paper, is_public=is_public))


@login_required
@require_safe
def board_highlights(request: HttpRequest, code: str) -> HttpResponse:
    """Return a board's highlight report as a Word file: as its reader may see it, with ?public as the public would."""
    reader, is_public = reader_of(request), "public" in request.GET
    board = next(iter(boards(reader=reader, code=code).values()), None)
    if board is None:
        raise Http404
    content = highlight_report(reader=reader, board_id=board.id, at=timezone.now(), is_public=is_public)
    if content is None:
        raise Http404
    _note(reader, request)
    return _to_keep(content, WORD, highlights_name(board.code, is_public=is_public))


@login_required
@require_safe
def meeting_ics(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Return one meeting for a calendar, never a closed one."""
    content = calendars.meeting_calendar(
        reader=reader_of(request),
        meeting_id=meeting_id,
        host=_host(),
        public_url=settings.PUBLIC_URL,
    )
    if content is None:
        raise Http404
    return _to_keep(content, calendars.MEDIA_TYPE, "meeting.ics")


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Return the calendar that a personal address opens; the same words for one that opens none and none at all."""
    found, at = queries.reader_of_calendar(key), timezone.now()
    if found is None:
        raise Http404
    link_id, reader = found
    changes.note_calendar_use(link_id=link_id, at=at)
    content = calendars.personal_calendar(reader=reader, host=_host(), public_url=settings.PUBLIC_URL, at=at)
    answer = _to_keep(content, calendars.MEDIA_TYPE, "tracker.ics")
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = (
        "private, no-cache"  # a calendar keeps it, and asks each time whether it changed
    )
    answer["ETag"] = quote_etag(sha256(content).hexdigest())
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _to_keep(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = SANDBOX
    return answer


def _note(reader: Actor, request: HttpRequest) -> None:
    """Log what audit reads, by address alone."""
    if reader.holds(AUDIT):
        log.info("audit.read", person=str(reader.person_id), door=reader.door, path=request.path)


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "tracker"

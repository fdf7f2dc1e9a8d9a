"""A digest as it was sent: its frozen figures, shown after rights were checked again, and a reader's list of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.charts import wake
from governance.pages.alerts import to_take
from governance.pages.asking import reader_of
from governance.pages.boards import parts_of
from governance.pages.tables import Cell, day, long_day, moment, table
from governance.queries.alerts import alerts
from governance.queries.digests import DigestRow, digests
from governance.queries.escalations import acknowledgements
from programme.rules.access import Actor


@login_required
@require_GET
def digest_list(request: HttpRequest) -> HttpResponse:
    """List the digests that were made for this reader, the newest first."""
    rows = digests(reader=reader_of(request)).values()
    listed = table(
        "Your digests",
        ("Digest", "Since", "Sent"),
        (
            [
                Cell(f"{r.view.board.name}, {long_day(r.as_at)}", href=reverse("digest", args=[r.id])),
                day(r.since),
                moment(r.received_at) if r.received_at else "not delivered",
            ]
            for r in rows
        ),
        nothing="No digest has been made for you yet.",
    )
    context = {"crumbs": [("Boards", reverse("boards")), ("Digests", "")], "table": listed}
    return render(request, "governance/digests.html", context)


@login_required
@require_GET
def digest(request: HttpRequest, digest_id: UUID) -> HttpResponse:
    """Show one digest of this reader's own, with what has since been closed to them struck out."""
    wake()
    reader = reader_of(request)
    row = digests(reader=reader, ids=[digest_id]).get(digest_id)
    if row is None:
        raise Http404
    name = row.view.board.name
    context = {
        "crumbs": [("Boards", reverse("boards")), ("Digests", reverse("digests")), (f"{name}, {day(row.as_at)}", "")],
        "digest": row,
        "sent": moment(row.received_at) if row.received_at else "",
        "made": moment(row.reserved_at),
        "struck": _struck(row),
        "board_now": reverse("board", args=[row.view.board.ref]),
        "illustrative": row.view.illustrative,
        "hierarchy": None,
        **parts_of(row.view, take=_to_take(row, reader)),
    }  # fmt: skip
    return render(request, "governance/digest.html", context)


def _to_take(row: DigestRow, reader: Actor) -> dict[UUID, str]:
    """Return where those of its alerts that are still open and in nobody's hand are taken in hand."""
    waiting = {one.alert_id for one in row.view.escalated if one.alert_id and not one.acknowledged_by}
    taken = acknowledgements(waiting)
    still_open = alerts(reader=reader, ids=waiting)
    left = [key for key in still_open if key not in taken]
    return to_take(left, code=row.view.board.ref, reader=reader)


def _struck(row: DigestRow) -> str:
    if not row.struck:
        return ""
    rows = "1 row has" if row.struck == 1 else f"{row.struck} rows have"
    return (
        f"{rows} been closed to you since this was sent, whole or in part, and what was closed is struck out."
    )

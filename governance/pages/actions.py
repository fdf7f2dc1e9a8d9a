"""One action: whose it is, by when, what it came from, and where its owner says that it is done."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.changes import complete_action, reopen_action
from governance.pages.acting import AGAIN, DONE, Act, AgainForm, DoneForm, asked, outcome
from governance.pages.asking import reader_of
from governance.pages.tables import day, page_of
from governance.queries.actions import ActionRow, actions
from governance.rules.doing import may_work_on
from programme.rules.access import Actor


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Show an action: whose it is, by when, and what it came from. Its owner says here that it is done."""
    reader = reader_of(request)
    row = actions(reader=reader, ids=[action_id]).get(action_id)
    if row is None:
        raise Http404
    act = _act(request, reader, row)
    status = outcome(act, partial(_send, reader=reader, row=row))
    if act is not None and status == 200:
        messages.success(request, f"{row.ref} is {'done' if isinstance(act, DoneForm) else 'open again'}.")
        return redirect("action", row.id)
    if status is not None:
        row = actions(reader=reader, ids=[action_id])[action_id]
    came_from = [
        ("Meeting", row.meeting, page_of("meeting", row.meeting_id) if row.meeting_id else ""),
        ("Decision", row.decision_ref, page_of("decision", row.decision_id) if row.decision_id else ""),
        (
            "Finding",
            str(row.finding_number or ""),
            page_of("finding", row.finding_id) if row.finding_id else "",
        ),
    ]
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            (row.programme_code, page_of("programme", row.programme_id, row.programme_code)),
            (row.ref, ""),
        ],
        "kicker": f"Action {row.ref}",
        "heading": row.text,
        "facts": [
            ("Owner", row.owner or "nobody", ""),
            ("Due", day(row.due_on, otherwise="no date"), ""),
            ("State", row.state_words, ""),
            ("Board", row.board, ""),
            *came_from,
        ],
        "texts": [("What came of it", row.outcome)] if row.outcome else [],
        "act": act,
        "illustrative": row.illustrative,
    }
    return render(request, "governance/thing.html", context, status=status or 200)


def _act(request: HttpRequest, reader: Actor, row: ActionRow) -> Act | None:
    """Return the form by which this reader says that it is done, or takes it up again; None who may neither."""
    sent = request.POST.get("act")
    if sent not in (DONE, AGAIN):
        if not may_work_on(reader, owner_id=row.owner_id, where=row.placement):
            return None
        sent = DONE if row.is_open else AGAIN
    if sent == AGAIN:
        return asked(request, AgainForm, AGAIN, row.version)
    initial = {"done_on": timezone.localdate(), "outcome": row.outcome}
    return asked(request, DoneForm, DONE, row.version, initial=initial)


def _send(act: Act, reader: Actor, row: ActionRow) -> int:
    given, change = act.cleaned_data, complete_action if isinstance(act, DoneForm) else reopen_action
    values = {name: given[name] for name in ("done_on", "outcome", "reason") if name in given}

    def stands() -> str:
        now = actions(reader=reader, ids=[row.id]).get(row.id)
        return now.state_words if now else "no longer shown to you"

    return act.send(change, stands=stands, action_id=row.id, by=reader, at=timezone.now(), **values)

"""Taking an alert in hand from the page of a board that it reached."""

from __future__ import annotations

from collections.abc import Iterable
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
from governance.queries.alerts import alerts
from governance.queries.boards import boards
from governance.queries.hearing import alert_hearers
from programme.changes import Invalid
from programme.rules.access import Actor, Refused


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

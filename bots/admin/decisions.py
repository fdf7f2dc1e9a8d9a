"""What the programme office decides of a message that is held or has failed: it arrived, again, or dropped."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from bots import changes
from programme.admin import removals
from programme.admin.acting import moment_of, required_actor
from programme.admin.words import count_words
from programme.changes import Invalid
from programme.rules import access

OPEN = ("held", "failed")


class Deciding:
    """Actions of the list of messages. Each asks why, and does all that were selected or none."""

    actions = ("it_arrived", "send_again", "drop_it")

    def get_actions(self, request: HttpRequest) -> Any:
        found = super().get_actions(request)  # type: ignore[misc]
        if not required_actor(request).may_anywhere(access.SET_UP):
            for name in Deciding.actions:
                found.pop(name, None)
        return found

    @admin.action(description="It arrived: mark as sent")
    def it_arrived(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Mark held messages as sent: somebody has asked."""
        intro = "They will count as sent, and nothing more goes out."
        return self._decide(request, queryset, "arrived", "Mark as sent", intro)

    @admin.action(description="Send again")
    def send_again(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Send held or failed messages again: somebody has made sure that they did not arrive."""
        intro = "Each is worked out anew, with the rights of now. Who has it already will have it twice."
        return self._decide(request, queryset, "again", "Send again", intro)

    @admin.action(description="Drop")
    def drop_it(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Leave held or failed messages unsent."""
        return self._decide(
            request, queryset, "dropped", "Drop", "They will not be sent, and count as suppressed."
        )

    def _decide(
        self, request: HttpRequest, queryset: Any, decision: str, button: str, intro: str
    ) -> HttpResponse | None:
        actor = required_actor(request)
        if not actor.may_anywhere(access.SET_UP):
            raise PermissionDenied
        rows = list(queryset.filter(state__in=OPEN))
        if not rows:
            messages.warning(request, "Nothing of what you selected is held or has failed.")
            return None
        reason = str(request.POST.get("reason", "")).strip()
        problems = []
        if request.POST.get("post"):
            problems = self._done(rows, decision, reason, actor, request) if reason else [removals.SAY_WHY]
            if not problems:
                messages.success(request, f"{button}: {count_words(len(rows), 'message')}.")
                return None
        return removals.ask_why(
            self,
            request,
            rows,
            problems=problems,
            title=f"{button}: {count_words(len(rows), 'message')}",
            intro=intro,
            button=button,
            action=next(name for name, what in _WHAT.items() if what == decision),
        )

    def _done(
        self, rows: list[Any], decision: str, reason: str, by: access.Actor, request: HttpRequest
    ) -> list[str]:
        """Decide on all of them, or on none; returns what stands in the way."""
        try:
            with transaction.atomic():
                for row in rows:
                    changes.decide_delivery(
                        delivery_id=row.pk, decision=decision, reason=reason, by=by, at=moment_of(request)
                    )
        except (access.Refused, Invalid) as problem:
            return [str(problem)]
        return []


_WHAT = {"it_arrived": "arrived", "send_again": "again", "drop_it": "dropped"}

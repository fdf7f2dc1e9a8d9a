"""Questions about two lines that may count the same money: asked here, answered here, the answers kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from programme import queries
from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.saving import who_and_when
from programme.changes import Backdated, Invalid
from programme.rules import access
from savings.changes.overlaps import answer_overlap
from savings.models import OverlapAnswer, Saving
from savings.queries.overlaps import VERDICT_WORDS, overlaps


@admin.register(OverlapAnswer)
class OverlapAdmin(ReadOnlyAdmin):
    """The questions of every programme this person may see, open ones first. An answer changes no figure."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        seen = Saving.objects.visible_to(actor)
        return rows.filter(first__in=seen, second__in=seen)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        reader = required_actor(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._answer(request, reader)
        return self._page(request, reader)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def _page(self, request: HttpRequest, reader: access.Actor, typed: dict[str, str] | None = None) -> Any:
        code = request.GET.get("programme", "")
        programmes = list(queries.programmes(reader=reader).values())
        chosen = next((p for p in programmes if p.code == code), None)
        rows = overlaps(reader=reader, programme_ids=None if chosen is None else [chosen.id])
        return render(
            request,
            "admin/savings/overlaps.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": "Possible double counts",
                "programmes": programmes,
                "chosen": chosen.code if chosen else "",
                "open": [row for row in rows if row.is_open],
                "answered": [row for row in rows if not row.is_open],
                "verdicts": VERDICT_WORDS,
                "may_answer": reader.may_anywhere(access.PLAN_MONEY),
                "typed": typed or {},
            },
            status=422 if typed else 200,
        )

    def _answer(self, request: HttpRequest, reader: access.Actor) -> HttpResponse:
        given = {name: request.POST.get(name, "") for name in ("first", "second", "verdict", "note")}
        try:
            answer_overlap(
                first_id=UUID(given["first"]),
                second_id=UUID(given["second"]),
                verdict=given["verdict"],
                note=given["note"],
                **who_and_when(request),
            )
        except (ValueError, Saving.DoesNotExist, access.Refused, Backdated) as problem:
            words = str(problem) if isinstance(problem, (Invalid, access.Refused, Backdated)) else GONE
            messages.error(request, f"Not kept. {words}")
            return self._page(request, reader, given)
        messages.success(request, "Your answer is kept.")
        query = request.GET.urlencode()
        return HttpResponseRedirect(
            reverse("admin:savings_overlapanswer_changelist") + (f"?{query}" if query else "")
        )


GONE = "One of the two lines is no longer there for you. Reload the page and look again."

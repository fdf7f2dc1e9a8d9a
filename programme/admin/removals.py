"""Taking things away: one page for one or many, which asks why. What is taken away stays on the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from programme.admin.saving import Unsaved
from programme.admin.words import count_words
from programme.changes import Stale

SAY_WHY = "Say why. The reason is kept with what is taken away."


def remove_one(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask why one thing is taken away, then take it away."""
    thing = model_admin.get_object(request, unquote(object_id))
    if thing is None:
        return HttpResponseRedirect(_list(model_admin))
    if not model_admin.has_delete_permission(request, thing):
        raise PermissionDenied
    return _ask_or_remove(model_admin, request, [thing], confirmed=request.method == "POST")


def remove_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Ask why the selected things are taken away, then take all of them away, or none."""
    things = list(queryset)
    if not things:
        return None
    if not all(model_admin.has_delete_permission(request, thing) for thing in things):
        raise PermissionDenied
    return _ask_or_remove(model_admin, request, things, confirmed=bool(request.POST.get("post")))


def _ask_or_remove(
    model_admin: Any, request: HttpRequest, things: Sequence[Any], *, confirmed: bool
) -> HttpResponse:
    problems: list[str] = []
    if confirmed:
        problems = _remove(model_admin, request, things)
        if not problems:
            done = count_words(len(things), str(model_admin.opts.verbose_name))
            messages.success(request, f"Taken away: {done}. The record of it stays.")
            return HttpResponseRedirect(_list(model_admin))
    return _page(model_admin, request, things, problems)


def _remove(model_admin: Any, request: HttpRequest, things: Sequence[Any]) -> list[str]:
    """Take all away in one transaction; return what stands in the way, which leaves all of them."""
    if not str(request.POST.get("reason", "")).strip():
        return [SAY_WHY]
    for thing in things:
        seen = request.POST.get(f"version-{thing.pk}", str(thing.version))
        if seen != str(thing.version):
            return [
                f"{model_admin.name_of(thing)} was saved by someone else since you opened this page: look again."
            ]
    try:
        with transaction.atomic():
            model_admin.delete_queryset(request, things)
    except Unsaved as unsaved:
        return [words for found in unsaved.problems.values() for words in found]
    except Stale:
        return ["One of them was saved by someone else this moment: look again."]
    return []


def _page(model_admin: Any, request: HttpRequest, things: Sequence[Any], problems: list[str]) -> HttpResponse:
    opts = model_admin.opts
    noun = str(opts.verbose_name if len(things) == 1 else opts.verbose_name_plural)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": opts,
        "title": f"Take away {count_words(len(things), str(opts.verbose_name))}",
        "noun": noun,
        "things": [(thing, model_admin.name_of(thing), model_admin.badges(thing)) for thing in things],
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "is_bulk": ACTION_CHECKBOX_NAME in request.POST,
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "back": _list(model_admin),
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    status = 200 if not problems or not request.POST.get("reason") else 409
    return TemplateResponse(request, model_admin.delete_confirmation_template, context, status=status)


def _list(model_admin: Any) -> str:
    opts = model_admin.opts
    return reverse(f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_changelist")

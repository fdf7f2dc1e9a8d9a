"""Removing things: one page for one or many, which asks why. What is removed stays on the record."""

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

SAY_WHY = "Say why: the reason is kept."
ONE = "It stays on the record: figures as at an earlier day still count it."
ALL_OR_NONE = "All of them, or none. They stay on the record: figures as at an earlier day still count them."


def remove_one(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask why one thing is removed, then remove it."""
    thing = model_admin.get_object(request, unquote(object_id))
    if thing is None:
        return HttpResponseRedirect(_list(model_admin))
    if not model_admin.has_delete_permission(request, thing):
        raise PermissionDenied
    return _ask_or_remove(model_admin, request, [thing], confirmed=request.method == "POST")


def remove_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """Ask why the selected things are removed, then remove all of them, or none."""
    things = list(queryset)
    if not things:
        return None
    if not all(model_admin.has_delete_permission(request, thing) for thing in things):
        raise PermissionDenied
    return _ask_or_remove(model_admin, request, things, confirmed=bool(request.POST.get("post")))


def ask_why(
    model_admin: Any, request: HttpRequest, things: Sequence[Any], *, problems: list[str], title: str, intro: str,
    button: str, action: str,
) -> HttpResponse:  # fmt: skip
    """Show what is about to be done to these things, and ask why."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "intro": intro,
        "button": button,
        "action": action,
        "things": [(thing, model_admin.name_of(thing), model_admin.badges(thing)) for thing in things],
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "is_bulk": ACTION_CHECKBOX_NAME in request.POST,
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "back": _list(model_admin),
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/programme/ask_why.html", context)


def _ask_or_remove(
    model_admin: Any, request: HttpRequest, things: Sequence[Any], *, confirmed: bool
) -> HttpResponse:
    problems = _remove(model_admin, request, things) if confirmed else []
    if confirmed and not problems:
        done = count_words(len(things), str(model_admin.opts.verbose_name))
        messages.success(request, f"Removed: {done}. The record stays.")
        return HttpResponseRedirect(_list(model_admin))
    return ask_why(
        model_admin,
        request,
        things,
        problems=problems,
        title=f"Remove {count_words(len(things), str(model_admin.opts.verbose_name))}",
        intro=ONE if len(things) == 1 else ALL_OR_NONE,
        button="Remove",
        action="delete_selected",
    )


def _remove(model_admin: Any, request: HttpRequest, things: Sequence[Any]) -> list[str]:
    """Remove all in one transaction; return what stands in the way, which leaves all of them."""
    if not str(request.POST.get("reason", "")).strip():
        return [SAY_WHY]
    for thing in things:
        seen = request.POST.get(f"version-{thing.pk}", str(thing.version))
        if seen != str(thing.version):
            name = model_admin.name_of(thing)
            return [f"{name} was saved by someone else since you opened this: look again."]
    try:
        with transaction.atomic():
            model_admin.delete_queryset(request, things)
    except Unsaved as unsaved:
        return [words for found in unsaved.problems.values() for words in found]
    except Stale:
        return ["One of them was saved by someone else this moment: look again."]
    return []


def _list(model_admin: Any) -> str:
    opts = model_admin.opts
    return reverse(f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_changelist")

"""What became of a thing, save by save, from the history that a trigger keeps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from programme.admin.acting import required_actor
from programme.admin.conflicts import history_of
from programme.admin.words import day_words, moment_words
from programme.rules import access
from programme.rules.access import Actor

SILENT = frozenset({"version", "password", "last_login"})
LONGEST = 200  # saves shown, newest first
CLOSED = "Saved while it was exempt or confidential"
LABELS = {"pgh_insert": "Added", "insert": "Added", "update": "Changed", "delete": "Taken away"}


@dataclass(frozen=True)
class Save:
    """One save: who, when, by which door, why, and what it changed."""

    at: str
    by: str
    door: str
    reason: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def page(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show the saves of one thing this person may see, newest first."""
    thing = model_admin.get_object(request, unquote(object_id))
    if thing is None or not model_admin.has_view_permission(request, thing):
        raise Http404
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": f"History of {model_admin.name_of(thing)}",
        "saves": saves(thing, reader=required_actor(request)),
        "thing": thing,
        "name": model_admin.name_of(thing),
        "badges": model_admin.badges(thing),
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/programme/history.html", context)


def saves(thing: Any, *, reader: Actor) -> list[Save]:
    """Return the newest saves of a thing, newest first.

    What was typed while it was exempt or confidential is for those cleared, though it may be open by now.
    """
    if not hasattr(type(thing), "pgh_event_model"):
        return []
    rows = list(history_of(thing).order_by("-pgh_id")[: LONGEST + 1])
    is_cleared = any(grant.cleared for grant in reader.grants)
    found = [
        _save(newer, older) if is_cleared or not _was_closed(newer, older) else _closed_save(newer)
        for newer, older in pairwise([*rows, None])
    ]
    return found[:LONGEST]


def _was_closed(*rows: Any) -> bool:
    return any(getattr(row, "marking", access.OPEN) in (access.EXEMPT, access.CONFIDENTIAL) for row in rows)


def _closed_save(row: Any) -> Save:
    return Save(at=moment_words(row.pgh_created_at), by="", door="", reason="", what=CLOSED, changes=())


def _save(row: Any, before: Any) -> Save:
    context = row.pgh_context or {}
    return Save(
        at=moment_words(row.pgh_created_at),
        by=context.get("by_name") or "not recorded",
        door=context.get("door", ""),
        reason=context.get("reason") or "",
        what=LABELS.get(row.pgh_label, row.pgh_label),
        changes=tuple(_changes(row, before)) if before is not None else (),
    )


def _changes(row: Any, before: Any) -> list[tuple[str, str, str]]:
    found = []
    for field in row._meta.concrete_fields:
        if field.name.startswith("pgh_") or field.name in SILENT:
            continue
        was, now = getattr(before, field.attname), getattr(row, field.attname)
        if was != now:
            found.append(
                (str(field.verbose_name).capitalize(), _shown(before, field, was), _shown(row, field, now))
            )
    return found


def _shown(row: Any, field: Any, value: Any) -> str:
    if value is None or value == "":
        return "not given"
    if field.is_relation:
        return "another" if getattr(field, "attname", "") != field.name else str(value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return moment_words(value)
    return day_words(value) if kind == "DateField" else str(value)

"""The page for two people who saved the same thing: what you saw, what it is now, what you typed.

Nothing typed is ever lost: it is shown, and reposted by whichever way the person chooses. What is reposted carries
the versions *and* the copies of what was seen as they are now; without both, "keep mine" would conflict for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from programme.admin.forms import BESIDE, ThroughChangesForm
from programme.admin.offers import stand_at
from programme.admin.words import moment_words

LOOK = "_look"  # posted by "back to the form": show what was typed over what stands now, and save nothing
LOOK_WORDS = (
    "Nothing has been saved yet. The form holds what you typed over what stands now: check it, then save."
)
NOTHING = "not given"


@dataclass(frozen=True)
class Difference:
    """One field of a thing in conflict, in words."""

    label: str
    saw: str
    now: str
    typed: str
    is_mine: bool
    is_theirs: bool


@dataclass(frozen=True)
class Conflict:
    """One thing that was saved by someone else: who, when, and every field that differs."""

    name: str
    saved_by: str
    saved_at: str
    reason: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Meeting:
    """A posted form beside the same form over the row as it is now."""

    name: str
    posted: ThroughChangesForm
    current: ThroughChangesForm


def page(model_admin: Any, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """Return the conflict page, status 409, for a save that was rolled back."""
    meetings, untouched = _meetings(model_admin, request, object_id)
    mine = _reposted(request, meetings, keep_mine=True)
    theirs = _reposted(request, meetings, keep_mine=False)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Someone else saved this while you had it open",
        "conflicts": [_conflict(m) for m in meetings],
        "others": untouched,
        "mine": mine,
        "theirs": theirs,
        "look": LOOK,
        "back": request.get_full_path(),
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/programme/conflict.html", context, status=409)


def gone(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Say that the thing was removed while its form was open, and show what was typed, so that it is not lost."""
    typed = [
        (key.replace("-", " ").replace("_", " ").capitalize(), value)
        for key, value in request.POST.items()
        if value and (f"initial-{key}" in request.POST or key.endswith("reason"))
        if value != request.POST.get(f"initial-{key}")
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "It was removed while you had it open",
        "typed": typed,
        "media": model_admin.media,
    }
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(request, "admin/programme/gone.html", context, status=409)


def _meetings(
    model_admin: Any, request: HttpRequest, object_id: str | None
) -> tuple[list[_Meeting], list[tuple[str, str, str]]]:
    """Return what meets what, and besides everything else that was typed in the same save."""
    thing = model_admin.get_object(request, unquote(object_id)) if object_id else None
    if thing is None:
        raise PermissionDenied("It was removed meanwhile.")
    stand_at(request, thing)
    form_class = model_admin.get_form(request, thing, change=True)
    main = form_class(request.POST, request.FILES, instance=thing)
    formsets, inlines = model_admin._create_formsets(request, thing, change=True)
    fresh = model_admin.get_object(request, unquote(object_id))
    found, others = [], []
    writes_parent = any(
        inline.writes_parent and formset.has_changed()
        for formset, inline in zip(formsets, inlines, strict=True)
    )
    meets = main.seen_version is not None and main.seen_version != fresh.version
    if meets and (main.has_changed() or writes_parent):
        found.append(_Meeting(model_admin.name_of(fresh), main, form_class(instance=fresh)))
    elif main.has_changed():
        others += _typed(model_admin.name_of(fresh), main)
    for formset in formsets:
        if not formset.is_bound:
            continue
        now = {row.pk: row for row in formset.get_queryset()}
        for form in formset.forms:
            if not form.has_changed() or form.gone:
                continue
            row = now.get(form.instance.pk)
            name = formset.inline.name_of(row) if row is not None else "New row"
            if row is not None and form.seen_version is not None and form.seen_version != row.version:
                current = formset.form(instance=row, prefix=form.prefix)
                found.append(_Meeting(name, form, current))
            else:
                others += _typed(name, form)
    return found, others


def _conflict(meeting: _Meeting) -> Conflict:
    by, at, reason = latest_save(meeting.current.instance)
    return Conflict(
        name=meeting.name,
        saved_by=by,
        saved_at=moment_words(at),
        reason=reason,
        differences=tuple(_differences(meeting)),
    )


def _differences(meeting: _Meeting) -> Iterator[Difference]:
    posted, current = meeting.posted, meeting.current
    for name, field in posted.fields.items():
        if name in BESIDE - {"reason", "DELETE"} or name in posted.beside:
            continue
        typed = _posted_value(posted, name)
        if name in ("reason", "DELETE"):
            if typed:
                words = typed if name == "reason" else "take it away"
                label = "Your reason" if name == "reason" else "What you asked for"
                yield Difference(label, "", "", words, is_mine=True, is_theirs=False)
            continue
        saw, now = _seen_value(posted, name), _current_value(current, name)
        is_mine, is_theirs = name in posted.changed_data, saw != now
        if is_mine or is_theirs:
            label = str(field.label or name.replace("_", " ").capitalize())
            words = [
                _words(f, value) for f, value in ((field, saw), (current.fields[name], now), (field, typed))
            ]
            yield Difference(label, *words, is_mine=is_mine, is_theirs=is_theirs)


def _typed(name: str, form: ThroughChangesForm) -> list[tuple[str, str, str]]:
    """Return what else was typed in the same save, in words: thing, field, value."""
    return [
        (
            name,
            str(form.fields[field].label or field.capitalize()),
            _words(form.fields[field], _posted_value(form, field)),
        )
        for field in form.changed_data
        if field not in ("version", "id", *form.beside)
    ]


def _reposted(request: HttpRequest, meetings: list[_Meeting], *, keep_mine: bool) -> list[tuple[str, str]]:
    """Return what a choice posts: as it came, but for the things in conflict, which start from what stands now."""
    data = {
        key: list(values) for key, values in request.POST.lists() if key not in ("csrfmiddlewaretoken", LOOK)
    }
    for meeting in meetings:
        posted, current = meeting.posted, meeting.current
        data[posted.add_prefix("version")] = [str(current.instance.version)]
        data[posted.add_initial_prefix("version")] = [str(current.instance.version)]
        for name in posted.fields:
            if name in ("version", "id") or name in posted.beside:
                continue
            if name in BESIDE or name not in current.fields:
                if not keep_mine:
                    data.pop(posted.add_prefix(name), None)
                continue
            now = _current_value(current, name)
            data[posted.add_initial_prefix(name)] = [_initial_value(current, name)]
            if not (keep_mine and name in posted.changed_data):
                if isinstance(current.fields[name], forms.BooleanField) and not now:
                    data.pop(posted.add_prefix(name), None)
                else:
                    data[posted.add_prefix(name)] = [now]
    return [(key, value) for key, values in data.items() for value in values]


def _posted_value(form: ThroughChangesForm, name: str) -> str:
    return str(form.data.get(form.add_prefix(name), "") or "")


def _seen_value(form: ThroughChangesForm, name: str) -> str:
    value = str(form.data.get(form.add_initial_prefix(name), "") or "")
    if isinstance(form.fields[name], forms.BooleanField):
        return "on" if value == "True" else ""
    return _as_shown(form.fields[name], value)


def _current_value(form: ThroughChangesForm, name: str) -> str:
    value = form[name].value()
    if isinstance(form.fields[name], forms.BooleanField):
        return "on" if value else ""
    shown = form.fields[name].widget.format_value(value)
    if isinstance(shown, list | tuple):
        shown = shown[0] if shown else ""
    return str(shown if shown is not None else "")


def _initial_value(form: ThroughChangesForm, name: str) -> str:
    """Return the hidden copy as the page would carry it."""
    shown = form.fields[name].hidden_widget().format_value(form[name].value())
    return str(shown if shown is not None else "")


def _as_shown(field: forms.Field, hidden: str) -> str:
    """Return a hidden copy as its visible box shows it: a date is copied as 2026-11-20 and shown as 20/11/2026."""
    if isinstance(field, forms.DateField) and hidden:
        return str(field.widget.format_value(field.to_python(hidden)))
    return hidden


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value)) or NOTHING if value else NOTHING
    return value or NOTHING


def latest_save(thing: Any) -> tuple[str, datetime | None, str]:
    """Return who last saved a thing, when, and the reason given, from its history."""
    newest = (
        history_of(thing).order_by("-pgh_id").first() if hasattr(type(thing), "pgh_event_model") else None
    )
    if newest is None:
        return "Someone", None, ""
    context = newest.pgh_context or {}
    return context.get("by_name") or "Someone", newest.pgh_created_at, context.get("reason") or ""


def history_of(thing: Any) -> Any:
    """Return the history rows of a thing, which a trigger writes."""
    return type(thing).pgh_event_model.objects.filter(pgh_obj_id=thing.pk)

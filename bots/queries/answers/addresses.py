"""Where a reader finds the rows of an answer: the admin for officers; nobody else has a page for them yet."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from programme.rules.access import Actor


def form_of(model: str, id: UUID | None, *, reader: Actor) -> str:
    """Return the path of a thing's form ("programme_workstream"), or "" where this reader has none."""
    if id is None or not reader.is_officer:
        return ""
    return _path(f"admin:{model}_change", id)


def list_of(model: str, *, reader: Actor) -> str:
    """Return the path of a list in the admin, or "" where this reader has none."""
    return _path(f"admin:{model}_changelist") if reader.is_officer else ""


def _path(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""

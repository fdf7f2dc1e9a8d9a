"""What a save in the admin shares: who and when, and how a refusal finds the form it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest

from programme.admin.acting import kept, moment_of, required_actor
from programme.admin.forms import Problems
from programme.changes import Backdated, Invalid
from programme.rules.access import Refused


class Unsaved(Exception):
    """A change refused what one form asked for. Its whole save is rolled back and the form says why."""

    def __init__(self, prefix: str, problems: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(words for messages in problems.values() for words in messages))
        self.prefix = prefix
        self.problems = problems


class saying_where:
    """Turn what a change refuses into Unsaved, naming the form it was asked by.

    `more` are the refusals of a higher storey's changes, each of which says in words what to do.
    """

    def __init__(self, prefix: str, more: tuple[type[Exception], ...] = ()) -> None:
        self.prefix = prefix
        self.more = more

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(problem, Invalid):
            raise Unsaved(self.prefix, problem.problems) from problem
        if isinstance(problem, (Refused, Backdated, *self.more)):
            raise Unsaved(self.prefix, {NON_FIELD_ERRORS: [str(problem)]}) from problem


def who_and_when(request: HttpRequest) -> dict[str, Any]:
    """Return who a change is by and when: one person and one moment for the whole save."""
    return {"by": required_actor(request), "at": moment_of(request)}


def version_to_compare(request: HttpRequest, form: Any) -> int | None:
    """Return the version to compare a form's thing with, once a save: after the first change its row is locked."""
    compared = kept(request, "compared", set)
    if form.instance.pk in compared:
        return None
    compared.add(form.instance.pk)
    seen: int | None = form.seen_version
    return seen


def problems_of(request: HttpRequest) -> Problems:
    """Return what `changes` refused when this request was first tried, by the prefix of the form."""
    found: Problems = kept(request, "problems", dict)
    return found


def set_problems(request: HttpRequest, problems: Problems) -> None:
    """Have the forms of this request say what was refused."""
    request.__dict__.setdefault("tracker_kept", {})["problems"] = problems


def forget_save(request: HttpRequest) -> None:
    """Forget what the save that was rolled back had compared and dated."""
    for name in ("compared", "moment"):
        request.__dict__.get("tracker_kept", {}).pop(name, None)

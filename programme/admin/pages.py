"""Pages of the admin that are no form over a row, and the question asked before something is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from programme.admin.saving import who_and_when
from programme.changes import Backdated, Invalid, Stale
from programme.rules.access import Refused

LOOK_AGAIN = "Somebody else saved it this moment: look again."


def page(
    model_admin: Any, request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a page of ours in the admin's frame."""
    request.current_app = model_admin.admin_site.name  # type: ignore[attr-defined]
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": title,
            "media": model_admin.media,
            **context,
        },
        status=status,
    )


def ask(
    model_admin: Any, request: HttpRequest, *, title: str, intro: Sequence[str], button: str, back: str,
    problems: Sequence[str] = (), label: str = "", required: bool = False, details: str = "",
    is_danger: bool = False, hidden: Mapping[str, str] | None = None, **context: Any,
) -> HttpResponse:  # fmt: skip
    """Ask before something is done: what follows from it, a box for words where `label` names one, both ways on.

    `details` is a template shown above the form, with the context. `hidden` is posted back with the answer: what
    was looked at.
    """
    return page(
        model_admin,
        request,
        "admin/programme/ask.html",
        title=title,
        status=422 if problems else 200,
        intro=intro,
        button=button,
        back=back,
        problems=problems,
        label=label,
        required=required,
        typed=request.POST.get("words", ""),
        details=details,
        is_danger=is_danger,
        hidden=hidden or {},
        **context,
    )


def key_in(address: str) -> UUID:
    """Return the key of a row as an address gives it. Raises Http404 for what is none."""
    try:
        return UUID(address)
    except ValueError as problem:
        raise Http404 from problem


def words_given(request: HttpRequest) -> str:
    """Return what was typed in the box of `ask`."""
    return str(request.POST.get("words", "")).strip()


def tried(
    request: HttpRequest, change: Callable[..., Any], *more: type[Exception], **given: Any
) -> list[str]:
    """Make one change as this person, now; return what stands in its way, in words. Then nothing was saved.

    `more` are refusals of a higher storey, each of which says in words what to do.
    """
    try:
        with transaction.atomic():
            change(**given, **who_and_when(request))
    except Invalid as problem:
        return [words for messages in problem.problems.values() for words in messages]
    except Stale:
        return [LOOK_AGAIN]
    except (Refused, Backdated, *more) as problem:
        return [str(problem)]
    return []

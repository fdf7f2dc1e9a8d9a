"""Who asks for a page, and of when: what every view reads from its request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from governance.pages.tables import long_day, moment
from governance.queries.looking_back import Sitting
from programme.queries import actor_for_person
from programme.rules.access import Actor

NOT_A_MOMENT = "is not a day we can look back to. Choose a meeting, or write a day as 2026-11-03."


@dataclass(frozen=True)
class When:
    """The moment a page is of: `at` is None for now. `problem` says what was asked for and could not be read."""

    at: datetime | None = None
    sitting: Sitting | None = None
    problem: str = ""

    @property
    def words(self) -> str:
        """Return the moment in words, blank for now."""
        if self.sitting is not None:
            return f"As at the meeting of {long_day(self.sitting.starts_at)}"
        return f"As at {moment(self.at)}" if self.at is not None else ""


def reader_of(request: HttpRequest) -> Actor:
    """Return who is signed in, with the rights of now. Raises Http404 where their account was closed meanwhile."""
    actor = actor_for_person(request.user.pk, door="page") if request.user.pk else None
    if actor is None:
        raise Http404
    return actor


def when(request: HttpRequest, sittings: tuple[Sitting, ...], *, now: datetime) -> When:
    """Return the moment asked for by ?meeting= or ?at=; a day is its end, and what lies ahead is now.

    Raises Http404 for a meeting that is not among those this reader may look back to.
    """
    asked = request.GET.get("meeting", "").strip()
    if asked:
        chosen = next((one for one in sittings if str(one.id) == asked), None)
        if chosen is None:
            raise Http404
        return When(at=chosen.as_at, sitting=chosen)
    written = request.GET.get("at", "").strip()
    if not written:
        return When()
    at = _moment(written)
    if at is None:
        return When(problem=f"“{written[:40]}” {NOT_A_MOMENT}")
    return When(at=at) if at < now else When()


def since(request: HttpRequest, *, upto: datetime) -> datetime | None:
    """Return the moment asked for by ?since=, or None where none, an unreadable or a later one was."""
    written = request.GET.get("since", "").strip()
    at = _moment(written, ends=False) if written else None
    return at if at is not None and at <= upto else None


def key(text: str) -> UUID | None:
    """Return a UUID somebody wrote, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment(written: str, *, ends: bool = True) -> datetime | None:
    try:
        if "T" in written:
            found = datetime.fromisoformat(written.replace(" ", "+"))
        else:
            found = datetime.combine(date.fromisoformat(written), time.max if ends else time.min)
    except ValueError:
        return None
    if not 2000 <= found.year <= 2100:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)

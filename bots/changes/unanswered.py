"""Keeping questions that were not answered, redacted and for a set time.

Source: docs/method.md, "Questions not answered".
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from bots.models import Inbox, ThreadTurn, UnansweredQuestion
from bots.queries.unanswered import Kept, kept_of, kept_still, reviewable
from bots.rules.answer import Answer, Status
from bots.rules.tokens import words
from programme.changes import Invalid
from programme.outbox.switchboard import Job
from programme.rules.access import Actor, Refused

SORTS: Final = {Status.UNKNOWN: "unknown", Status.CHOOSE: "choose"}
"""What became of questions that are kept. A change that was asked for is refused, and is no question."""
WORDS_OF_QUESTIONS: Final = ("text", "options", "asked")
THREAD_LASTS: Final = timedelta(days=1)
NOT_YOURS: Final = (
    "You may not settle that question. It takes a grant as programme office; ask the programme office."
)


def keep_unanswered(
    question: str, said: Answer, *, reader: Actor, place: str, at: datetime, programme: str | None = None
) -> UUID | None:
    """Keep a question that was not answered; None where it was, or nothing of it is left once it is redacted."""
    became = SORTS.get(said.status)
    if became is None or not question.strip():
        return None
    return _keep(question, became, reader=reader, place=place, at=at, programme=programme)


def keep_misread(
    question: str, *, reader: Actor, place: str, at: datetime, programme: str | None = None
) -> UUID | None:
    """Keep a question whose answer was not what its asker meant."""
    return _keep(question, "misread", reader=reader, place=place, at=at, programme=programme)


@transaction.atomic
def keep_unanswered_in_slack(
    *, inbox_id: UUID, said: Answer, question: str, reader: Actor, at: datetime, programme: str = ""
) -> None:
    """Keep a question from Slack that was not answered, once however often its answer is worked out."""
    if said.status not in SORTS:
        return
    row = Inbox.objects.select_for_update().filter(pk=inbox_id).first()
    if row is None or "unanswered" in row.payload:
        return
    kept = keep_unanswered(
        question,
        said,
        reader=reader,
        place=place_of(row.kind, row.payload),
        at=at,
        programme=programme or None,
    )
    row.payload = {**row.payload, "unanswered": str(kept or "")}
    row.save(update_fields=["payload"])


@transaction.atomic
def keep_misread_in_slack(*, inbox_id: UUID, question: str, reader: Actor, at: datetime) -> None:
    """Keep a question from Slack whose answer was not what was meant, once however often that is pressed."""
    row = Inbox.objects.select_for_update().filter(pk=inbox_id).first()
    if row is None or "misread" in row.payload or "text" not in row.payload:
        return
    kept = keep_misread(question, reader=reader, place=place_of(row.kind, row.payload), at=at)
    row.payload = {**row.payload, "misread": str(kept or "")}
    row.save(update_fields=["payload"])


def choice_taken(kept: str) -> None:
    """Count a question once less, one of whose readings was chosen after all; asked back never again, it goes."""
    if not kept:
        return
    with transaction.atomic():
        row = UnansweredQuestion.objects.select_for_update().filter(pk=UUID(kept), became="choose").first()
        if row is None:
            return
        if row.times <= 1 and row.settled == "open":
            row.delete()
        else:
            row.times = max(0, row.times - 1)
            row.save(update_fields=["times"])


@transaction.atomic
def set_aside(*, question_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Set a question aside with a word why. Raises Refused, Invalid."""
    _settle(question_id, "aside", why, by=by, at=at)


def settled_by_wording(*, question_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Note that a wording was added for a question. Raises Refused."""
    _settle(question_id, "worded", why, by=by, at=at)


def sweep_questions(job: Job, at: datetime) -> None:
    """Forget questions whose time is over: those kept, those Slack told of, and what threads read on from.

    Nightly work; twice is once. What came in stays known by its key, without a word of it.
    """
    over = at - timedelta(days=settings.QUESTIONS_KEPT_DAYS)
    UnansweredQuestion.objects.filter(last_at__lt=over).delete()
    ThreadTurn.objects.filter(asked_at__lt=at - THREAD_LASTS).delete()
    told = Q(*[("payload__has_key", key) for key in WORDS_OF_QUESTIONS], _connector=Q.OR)
    rows = Inbox.objects.filter(
        told, kind__in=["message", "mention", "command", "choice"], received_at__lt=over
    )
    for row in rows.iterator():
        row.payload = {key: held for key, held in row.payload.items() if key not in WORDS_OF_QUESTIONS}
        row.save(update_fields=["payload"])


@transaction.atomic
def redact_again(job: Job, at: datetime) -> None:
    """Leave out of what is kept the names that are kept back by now: something was closed. Twice is once."""
    for row in UnansweredQuestion.objects.select_for_update():
        kept = kept_still(row.words, programme_id=row.programme_id)
        if kept.words == row.words:
            continue
        key = _key(kept)
        if UnansweredQuestion.objects.filter(key=key).exclude(pk=row.pk).exists():
            row.delete()  # the same as another, but for the name that goes
            continue
        row.words, row.key = kept.words, key
        row.save(update_fields=["words", "key"])


def _key(kept: Kept) -> str:
    """Return what tells one question of one programme from another."""
    return hashlib.sha256(f"{kept.programme_code}\n{' '.join(words(kept.words))}".encode()).hexdigest()


def place_of(kind: str, payload: dict[str, Any]) -> str:
    """Return the kind of place something from Slack was asked in."""
    if kind == "command":
        return "command"
    if kind == "mention" or payload.get("in_company") or payload.get("is_ephemeral"):
        return "channel"
    return "dm"


@transaction.atomic
def _keep(
    question: str, became: str, *, reader: Actor, place: str, at: datetime, programme: str | None
) -> UUID | None:
    if reader.kind == "system":
        raise ValueError("the system asks no questions")
    kept = kept_of(question, reader=reader, programme=programme)
    if not words(kept.words):
        return None
    key = _key(kept)
    new = UnansweredQuestion(
        key=key, programme_id=kept.programme_id, words=kept.words, became=became, first_at=at, last_at=at
    )
    UnansweredQuestion.objects.bulk_create([new], ignore_conflicts=True)
    row = UnansweredQuestion.objects.select_for_update().get(key=key)
    row.became, row.times, row.last_at = became, row.times + 1, max(row.last_at, at)
    row.places = {**row.places, place: row.places.get(place, 0) + 1}
    if row.settled == "worded":  # it was answered with that for a while, and is not again
        row.settled, row.settled_by, row.settled_at, row.settled_why = "open", None, None, ""
    row.save()
    return row.id


def _settle(question_id: UUID, settled: str, why: str, *, by: Actor, at: datetime) -> None:
    if not why.strip():
        raise Invalid({"why": ["Say why, in a few words"]})
    rows = UnansweredQuestion.objects.select_for_update().filter(reviewable(by))
    row = rows.filter(pk=question_id).first()
    if row is None or by.person_id is None:
        raise Refused(NOT_YOURS)
    row.settled, row.settled_by_id, row.settled_at, row.settled_why = settled, by.person_id, at, why[:200]
    row.save()

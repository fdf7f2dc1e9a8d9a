"""Who is told of a step of an alert: one notice a step and person, gathered into one message a person and window.

What `tell` does, in order:
1. Take the step with its siblings: what one recalculation stepped reaches each person as one message. One that
   was taken along so has been told.
2. Pass over a step that a later one has superseded: the later one has work of its own.
3. Ask governance who hears, with the rights of now, and write a notice each; one written already ends it. What
   somebody did not want to hear is kept as suppressed, with the reason.
4. Whoever has not been told of the episode gets a message if it is still open; whoever has, an edit of theirs
   when it improved or closed, and a new message when it worsened. An email is never edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from bots.changes.deliveries import ask_to_send
from bots.changes.telling_channels import tell_channels
from bots.models import Delivery, Notice
from bots.queries.hearing import wishes
from bots.queries.identities import slack_accounts
from bots.rules.wishes import Wishes, goes_out_at, unwanted, weekly_from
from governance import queries as governance
from governance.queries import AlertStepRow, Hearing
from governance.queries.hearing import NOBODY
from governance.rules.audience import Hearer
from governance.rules.escalation import NOTIFIES
from programme.outbox.models import Event
from programme.outbox.switchboard import EventFacts, Job, RetryAfter

_STEPS: Final = tuple(f"governance.alert.{step}" for step in ("opened", "worsened", "improved", "closed"))
_JOINED_FOR: Final = timedelta(hours=1)  # after its window; a pause takes longer seldom
_TELLING_SECONDS: Final = 60  # what telling of a step takes at most
_REACHED: Final = ("gathering", "sending", "sent", "retrying", "uncertain", "held")


@dataclass(frozen=True)
class _Due:
    """One notice to write: who is told of which step. `told_in` is the message to edit; None makes a new one."""

    step: AlertStepRow
    person_id: UUID
    whys: tuple[str, ...]
    telling: str
    told_in: Delivery | None
    gather_seconds: int
    working_days_only: bool = False
    is_in_digest: bool = False


def tell(job: Job, at: datetime) -> None:
    """Write the notices of alert steps and the messages they go in. The work of one event, in one transaction."""
    for event in job.events:
        if _is_told(event):
            continue
        steps = [s for s in governance.alert_steps(_siblings(event)).values() if s.is_newest]
        new = _write_notices(_due(steps, at), at)
        heard = tell_channels(steps, [(notice, due.telling) for notice, due in new], at)
        new = [pair for pair in new if pair[0].pk not in heard]
        _send_messages([pair for pair in new if pair[1].told_in is None], at)
        _send_edits([pair for pair in new if pair[1].told_in is not None], at)


def tell_next(job: Job, at: datetime) -> None:
    """Tell whoever an alert has gone on to, and nobody who has heard. A breach is told by its own step.

    Waits while the newest step is still held: its own work tells of it first. Raises RetryAfter.
    """
    for event in job.events:
        if event.payload["cause"] == "breach":
            continue
        alert_id = UUID(event.payload["alert_id"])
        step = governance.newest_steps([alert_id]).get(alert_id)
        if step is None or not step.is_open:
            continue
        hearing = governance.alert_hearers([alert_id], at=at).get(alert_id, NOBODY)
        held_until = step.recorded_at + timedelta(seconds=hearing.hold_seconds + _TELLING_SECONDS)
        if event.occurred_at < held_until and at < held_until:
            raise RetryAfter((held_until - at).total_seconds(), "its newest step is still held")
        people = {h.person_id for h in hearing.hearers}
        _lock_people(people)
        heard = set(Notice.objects.filter(alert_id=alert_id).values_list("person_id", flat=True))
        due = [
            _news(step, h, hearing)
            for h in hearing.hearers
            if h.person_id not in heard and str(h.person_id) == event.payload["person_id"]
        ]
        _send_messages(_write_notices(due, at), at, step="escalated")


def _is_told(event: EventFacts) -> bool:
    """Return whether a sibling's work has told of this step. Asked first: many wait for one person."""
    return Notice.objects.filter(step_id=UUID(event.payload["step_id"])).exists()


def _due(steps: list[AlertStepRow], at: datetime) -> list[_Due]:
    alert_ids = {s.alert_id for s in steps}
    hearings = governance.alert_hearers(alert_ids, at=at)
    people = {h.person_id for hearing in hearings.values() for h in hearing.hearers}
    _lock_people(people)
    told = _told(alert_ids)
    due: list[_Due] = []
    for step in steps:
        hearing = hearings.get(step.alert_id, NOBODY)
        due += _due_of(step, hearing, told.get(step.alert_id, {}))
    return sorted(due, key=lambda d: (str(d.step.id), str(d.person_id)))


def _due_of(step: AlertStepRow, hearing: Hearing, told: dict[UUID, Delivery]) -> list[_Due]:
    """Return who is told of a step: a message where it is news, else an edit for whoever has been told.

    An open episode that nobody was told of is news even when it improves: its opening was superseded within
    the hold. Who came after the others were told hears from the next worsening on. A message that went out
    while this step was held says it already, so it is no news to its reader.
    """
    hearers = {h.person_id: h for h in hearing.hearers}
    if step.step in NOTIFIES or (step.is_open and not told):
        said = {person: m for person, m in told.items() if _says(m, step)}
        return [_news(step, h, hearing, said.get(h.person_id)) for h in hearers.values()]
    edits = []
    for person_id, message in told.items():
        heard = hearers.get(person_id)
        whys, telling = (heard.whys, heard.telling) if heard else ((), "full")
        edits.append(_Due(step, person_id, whys, telling, message, 0))
    return edits


def _news(step: AlertStepRow, who: Hearer, hearing: Hearing, told_in: Delivery | None = None) -> _Due:
    return _Due(
        step,
        who.person_id,
        who.whys,
        who.telling,
        told_in,
        hearing.gather_seconds,
        hearing.working_days_only,
        who.is_in_digest,
    )


def _says(message: Delivery, step: AlertStepRow) -> bool:
    """Return whether a message's frozen words tell of this very step: they are of the newest when it went out."""
    said = message.body["says"] if message.body is not None else []
    return any(alert[1] == str(step.id) for alert in said)


def _siblings(event: EventFacts) -> list[UUID]:
    """Return the steps of the same recalculation whose hold is over when this one's is; itself among them."""
    hold = float(event.payload["hold_seconds"])
    rows = Event.objects.filter(
        Q(programme_id=event.programme_id, occurred_at=event.occurred_at) | Q(pk=event.id),
        type__in=_STEPS,
        quiet=False,
    )
    return [UUID(r.payload["step_id"]) for r in rows if float(r.payload["hold_seconds"]) <= hold]


def _told(alert_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, Delivery]]:
    """Return the newest message in which each person heard of each alert, by alert and person."""
    told: dict[UUID, dict[UUID, Delivery]] = {}
    rows = Notice.objects.filter(
        alert_id__in=list(alert_ids),
        person__isnull=False,
        delivery__kind="alert",
        delivery__channel_link=None,
        delivery__state__in=_REACHED,
    )
    for row in rows.select_related("delivery").order_by("created_at"):
        if row.delivery is not None and row.person_id is not None:
            told.setdefault(row.alert_id, {})[row.person_id] = row.delivery
    return told


def _lock_people(person_ids: Iterable[UUID]) -> None:
    """Put those who tell one person at the same moment in line, always in the same order."""
    with connection.cursor() as cursor:
        for person_id in sorted(str(p) for p in person_ids):
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bots.tell {person_id}"]
            )


def _write_notices(due: list[_Due], at: datetime) -> list[tuple[Notice, _Due]]:
    """Write what has not been written yet, and return that alone: another worker may have told a sibling."""
    rows = [
        Notice(
            id=uuid4(),
            alert_id=d.step.alert_id,
            step_id=d.step.id,
            step=d.step.step,
            person_id=d.person_id,
            why=list(d.whys),
            telling=d.telling,
            created_at=at,
        )
        for d in due
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    written = set(Notice.objects.filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True))
    return [(row, d) for row, d in zip(rows, due, strict=True) if row.pk in written]


def _send_messages(new: list[tuple[Notice, _Due]], at: datetime, *, step: str = "") -> None:
    """Gather what each person wants to hear into one message; what they do not want is kept with the reason.

    `step` is what it counts as, where that is not the step's own kind.
    """
    by_person: dict[UUID, list[tuple[Notice, _Due]]] = {}
    for notice, due in new:
        by_person.setdefault(due.person_id, []).append((notice, due))
    accounts = slack_accounts(by_person) if settings.SLACK_BOT_TOKEN else {}
    chosen = wishes(by_person)
    for person_id, theirs in by_person.items():
        medium = "slack" if person_id in accounts else "email"
        wanted = []
        for notice, due in theirs:
            why = _unwanted(chosen[person_id], due, step)
            if why:
                _suppressed(notice, medium, why, at)
            else:
                wanted.append((notice, due))
        if wanted:
            _gather(person_id, medium, wanted, chosen[person_id], at)


def _unwanted(chosen: Wishes, due: _Due, step: str) -> str:
    facts = due.step.facts
    return unwanted(
        chosen,
        kind=due.step.kind,
        workstream_id=facts.workstream_id,
        step=step or due.step.step,
        is_in_digest=due.is_in_digest,
    )


def _suppressed(notice: Notice, medium: str, why: str, at: datetime) -> None:
    """Keep that a step was not sent to somebody, and why."""
    kept = Delivery.objects.create(
        kind="alert",
        medium=medium,
        person_id=notice.person_id,
        dedupe_key=f"unwanted:{notice.step_id}:{notice.person_id}",
        state="suppressed",
        why=why,
        created_at=at,
        not_before=at,
    )
    Notice.objects.filter(pk=notice.pk).update(delivery=kept)


def _gather(
    person_id: UUID, medium: str, theirs: list[tuple[Notice, _Due]], chosen: Wishes, at: datetime
) -> None:
    due_at = timezone.localtime(at + timedelta(seconds=min(due.gather_seconds for _, due in theirs)))
    if chosen.wants == "weekly":
        due_at = weekly_from(timezone.localtime(at))
    waits_for_work = all(due.working_days_only for _, due in theirs)
    due_at = goes_out_at(due_at, chosen, working_days_only=waits_for_work)
    delivery = _gathering(person_id, medium, theirs[0][0], at, due_at)
    Notice.objects.filter(pk__in=[notice.pk for notice, _ in theirs]).update(delivery=delivery)
    ask_to_send(delivery.id, hold_seconds=max(0.0, (due_at - at).total_seconds()))


def _gathering(person_id: UUID, medium: str, first: Notice, at: datetime, due_at: datetime) -> Delivery:
    """Return the message that gathers for this person, brought forward where this waits less; else a new one.

    There is one at a time, by whichever medium it began. One whose window ended long ago may be one that cannot be
    sent; nothing more joins it.
    """
    waiting = Delivery.objects.select_for_update().filter(
        kind="alert", person_id=person_id, edits=None, state="gathering", not_before__gt=at - _JOINED_FOR
    )
    delivery = waiting.order_by("created_at").first()
    if delivery is None:
        return Delivery.objects.create(
            kind="alert",
            medium=medium,
            person_id=person_id,
            dedupe_key=f"alert:{person_id}:{medium}:{first.step_id}",
            created_at=at,
            not_before=due_at,
        )
    if due_at < delivery.not_before:
        delivery.not_before = due_at
        delivery.save(update_fields=["not_before"])
    return delivery


def _send_edits(new: list[tuple[Notice, _Due]], at: datetime) -> None:
    by_message: dict[UUID, list[Notice]] = {}
    for notice, due in new:
        if due.told_in is not None:
            by_message.setdefault(due.told_in.id, []).append(notice)
    for message in Delivery.objects.select_for_update().filter(pk__in=list(by_message)).order_by("id"):
        theirs = by_message[message.id]
        if message.body is None:
            into = message  # not rendered yet: it will say how things stand by then
        elif message.medium == "email":
            continue
        else:
            into = Delivery.objects.create(
                kind="edit",
                medium=message.medium,
                person_id=message.person_id,
                edits=message,
                dedupe_key=f"edit:{message.id}:{theirs[0].step_id}",
                created_at=at,
                not_before=at,
            )
            ask_to_send(into.id)
        Notice.objects.filter(pk__in=[n.pk for n in theirs]).update(delivery=into)

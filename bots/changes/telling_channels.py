"""Alerts in linked channels: one message that is kept current, replies in its thread, shown to all when it worsens.

What `tell_channels` does, in order:
1. Ask which linked channels take alerts of the workstream or of the board that oversees it, and may show them: nothing
   exempt or confidential, nothing internal where the ceiling is open items.
2. Write one notice a step and channel; one written already ends it.
3. An alert the channel has not been told of goes into a message. One it has been told of has that message edited, and
   gets a reply in its thread.
4. Who is in the channel hears it there: their own notice stands in the channel's message, and no other is made.

Source: docs/method.md, "Channels".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery, Notice
from bots.queries.channels import ChannelRow, channels_telling, in_channel
from bots.queries.hearing import wishes
from bots.queries.identities import slack_accounts
from bots.rules.company import reader_of
from bots.rules.wishes import Wishes, goes_out_at
from governance import queries as governance
from governance.queries import AlertStepRow
from governance.queries.hearing import NOBODY

_REACHED: Final = ("gathering", "sending", "sent", "retrying", "uncertain", "held")
_JOINED_FOR: Final = timedelta(hours=1)


def tell_channels(
    steps: Sequence[AlertStepRow], notices: Iterable[tuple[Notice, str]], at: datetime
) -> frozenset[UUID]:
    """Tell the linked channels of these steps; return the notices of people who hear of it there, by id.

    `notices` are those people, each with how much they may be told: an exempt item is nobody's in a channel.
    """
    if not settings.SLACK_BOT_TOKEN or not steps:
        return frozenset()
    channels = _channels(steps)
    if not channels:
        return frozenset()
    theirs = list(notices)
    members = in_channel([c.id for group in channels.values() for c in group])
    accounts = slack_accounts({n.person_id for n, _ in theirs if n.person_id is not None})
    heard: set[UUID] = set()
    for step in steps:
        for channel in channels.get(step.id, ()):
            message = _tell(channel, step, at)
            if message is None:
                continue
            for notice, telling in theirs:
                account = accounts.get(notice.person_id) if notice.person_id is not None else None
                if (
                    notice.step_id == step.id
                    and notice.pk not in heard
                    and telling == "full"
                    and account is not None
                    and account.team_id == channel.team_id
                    and account.user_id in members.get(channel.id, ())
                ):
                    Notice.objects.filter(pk=notice.pk).update(delivery=message)
                    heard.add(notice.pk)
    return frozenset(heard)


@transaction.atomic
def tell_members_instead(*, delivery_id: UUID, why: str, at: datetime) -> None:
    """Let those who were to hear of an alert in a channel hear of it themselves: the channel could not be told."""
    message = Delivery.objects.select_for_update().get(pk=delivery_id)
    notices = Notice.objects.select_for_update().filter(delivery=message, person__isnull=False)
    by_person: dict[UUID, list[UUID]] = {}
    for notice_id, person_id in notices.order_by("id").values_list("pk", "person_id"):
        if person_id is not None:
            by_person.setdefault(person_id, []).append(notice_id)
    accounts = slack_accounts(by_person)
    chosen = wishes(by_person)
    for person_id, ids in by_person.items():
        due_at = goes_out_at(timezone.localtime(at), chosen[person_id])
        made = Delivery.objects.create(
            kind="alert",
            medium="slack" if person_id in accounts else "email",
            person_id=person_id,
            dedupe_key=f"instead:{message.id}:{person_id}",
            why=why[:300],
            created_at=at,
            not_before=due_at,
        )
        Notice.objects.filter(pk__in=ids).update(delivery=made)
        ask_to_send(made.id, hold_seconds=max(0.0, (due_at - at).total_seconds()))


def _channels(steps: Sequence[AlertStepRow]) -> dict[UUID, list[ChannelRow]]:
    """Return the channels each step goes to, by step."""
    workstreams = {s.facts.workstream_id for s in steps if s.facts.workstream_id is not None}
    boards = {key: row.board_id for key, row in governance.oversights(workstreams).items() if row.board_id}
    linked = channels_telling(workstream_ids=workstreams, board_ids=set(boards.values()))
    found: dict[UUID, list[ChannelRow]] = {}
    for step in steps:
        workstream = step.facts.workstream_id
        about = {workstream, boards.get(workstream) if workstream else None}
        for channel in linked:
            reader = reader_of(channel.name, channel.scopes, ceiling=channel.ceiling)
            if channel.thing_id in about and reader.sees(step.facts.placement):
                found.setdefault(step.id, []).append(channel)
    return found


def _tell(channel: ChannelRow, step: AlertStepRow, at: datetime) -> Delivery | None:
    """Write a channel's notice of a step and what carries it; None where there is nothing new, or nothing to say."""
    told = _told(channel, step.alert_id)
    if told is None and not step.is_open:
        return None
    notice = Notice(
        id=uuid4(),
        alert_id=step.alert_id,
        step_id=step.id,
        step=step.step,
        channel_link_id=channel.id,
        telling="full",
        created_at=at,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    if not Notice.objects.filter(pk=notice.pk).exists():
        return None
    message = _new(channel, step, at) if told is None or told.body is None else _reply(told, step, at)
    Notice.objects.filter(pk=notice.pk).update(
        delivery=told if told is not None and told.body is None else message
    )
    return message


def _told(channel: ChannelRow, alert_id: UUID) -> Delivery | None:
    """Return the message in which a channel was told of an alert first, or None."""
    rows = Notice.objects.filter(
        alert_id=alert_id,
        channel_link_id=channel.id,
        delivery__kind="alert",
        delivery__state__in=_REACHED,
    )
    first = rows.select_related("delivery").order_by("created_at").first()
    return first.delivery if first is not None else None


def _new(channel: ChannelRow, step: AlertStepRow, at: datetime) -> Delivery:
    """Return the message that gathers for a channel, made where there is none."""
    hearing = governance.alert_hearers([step.alert_id], at=at).get(step.alert_id, NOBODY)
    due_at = timezone.localtime(at + timedelta(seconds=hearing.gather_seconds))
    due_at = goes_out_at(due_at, Wishes(), working_days_only=hearing.working_days_only)
    waiting = Delivery.objects.select_for_update().filter(
        kind="alert",
        channel_link_id=channel.id,
        state="gathering",
        body__isnull=True,
        not_before__gt=at - _JOINED_FOR,
    )
    found = waiting.order_by("created_at").first()
    if found is None:
        found = Delivery.objects.create(
            kind="alert",
            medium="slack",
            channel_link_id=channel.id,
            dedupe_key=f"alert:{channel.id}:{step.id}",
            created_at=at,
            not_before=due_at,
        )
    ask_to_send(found.id, hold_seconds=max(0.0, (due_at - at).total_seconds()))
    return found


def _reply(told: Delivery, step: AlertStepRow, at: datetime) -> Delivery:
    """Have the message edited, and return the reply that tells its thread: one for what comes together."""
    for kind in ("edit", "reply"):
        waiting = Delivery.objects.select_for_update().filter(
            kind=kind, edits=told, state="gathering", body__isnull=True
        )
        made = waiting.order_by("created_at").first() or Delivery.objects.create(
            id=uuid4(),
            kind=kind,
            medium="slack",
            channel_link_id=told.channel_link_id,
            edits=told,
            dedupe_key=f"{kind}:{told.id}:{step.id}",
            created_at=at,
            not_before=at,
        )
        ask_to_send(made.id)
    return made

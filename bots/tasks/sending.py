"""Sending one message, once. The steps of `send`, in order:

1. A try that was begun and never ended is uncertain: its worker may have died after the message left.
2. An uncertain message is looked up where it was meant to go. Found: sent. Missing from two looks half a minute
   apart: surely not sent. Where nobody can look, a person decides.
3. What it says is worked out with the rights of now; frozen words are kept while they still hold, and never once
   anything was marked since: what a message names besides its subject may be closed by now. It waits where its reader
   asked for quiet, or had another message within their batching window.
4. The try is committed, then the lease is asked for once more, then the socket opens.
5. The outcome is a row, and decides: sent, refused, not sent (tried later), or uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn
from uuid import UUID

import structlog
from django.utils import timezone

from bots import changes, queries
from bots.mail.letters import message_id
from bots.mail.sender import MailAmbiguous, MailNotSent, MailRefused, MailTrouble
from bots.mail.sender import send as send_mail
from bots.queries import DeliveryRow
from bots.rules.wishes import UNASKED
from bots.slack import client
from bots.slack.outcomes import Ambiguous, BadLayout, NotSent, Refused, SlackTrouble
from bots.tasks.composing import compose
from bots.tasks.outgoing import NoChannel, NothingToSay, NotYet, Outgoing, PutOff, UseEmail
from programme import queries as ground
from programme.outbox.models import Pause
from programme.outbox.running import LostLease, holds_token
from programme.outbox.switchboard import Job, RetryAfter

log = structlog.get_logger(__name__)

FIRST_LOOK_SECONDS: Final = 10
BETWEEN_LOOKS_SECONDS: Final = 30
LOOK_BACK_SECONDS: Final = 300  # the two clocks may differ
PAUSE_SECONDS: Final = 5
BEHIND_SECONDS: Final = 2
LONGEST_WAIT_SECONDS: Final = 300
CHANNEL_TROUBLES: Final = {
    "not_in_channel": "The app is not in it: invite it again",
    "channel_not_found": "The app cannot see it: invite it again",
    "is_archived": "It is archived",
    "restricted_action": "Slack lets the app not post in it",
}
NOT_EDITED: Final = ("edit_window_closed", "cant_update_message", "message_not_found")
STANDS_BACK: Final = (*UNASKED, "edit", "reply")  # for what somebody waits for
DISCONNECTED: Final = "The app is not installed in the workspace any more"
SLACK_PATIENCE: Final = timedelta(hours=1)  # then it goes by email
PATIENCE: Final = timedelta(hours=24)
ANSWER_PATIENCE: Final = timedelta(minutes=15)


def send(job: Job, at: datetime) -> None:
    """Send the message of this work's shard, "delivery:ID"; one that has come to an end is left alone."""
    delivery_id = UUID(job.shard.removeprefix("delivery:"))
    structlog.contextvars.bind_contextvars(delivery=str(delivery_id))
    try:
        _send(delivery_id, job, at)
    except changes.AlreadyMoved as moved:
        raise LostLease(str(moved)) from None
    finally:
        structlog.contextvars.unbind_contextvars("delivery")


def _send(delivery_id: UUID, job: Job, at: datetime) -> None:
    _close_open_attempt(delivery_id, at)
    delivery = _row(delivery_id)
    if delivery.state == "uncertain":
        _look_up(delivery, at)
        delivery = _row(delivery_id)
    state = delivery.state
    while state in ("gathering", "retrying"):
        _try(delivery, job, at)
        state = queries.state_of(delivery_id)  # what was sent is long, and need not be read again
        if state in ("gathering", "retrying"):
            delivery = _row(delivery_id)
    if state == "uncertain":
        _look_up_later(_row(delivery_id))


def _row(delivery_id: UUID) -> DeliveryRow:
    row = queries.delivery(delivery_id)
    if row is None:
        raise LookupError(f"there is no delivery {delivery_id}")
    return row


def _close_open_attempt(delivery_id: UUID, at: datetime) -> None:
    tries = queries.attempts_of(delivery_id)
    if tries and not tries[-1].outcome:
        changes.end_attempt(
            delivery_id=delivery_id,
            number=tries[-1].number,
            outcome="ambiguous",
            detail="its worker stopped while it was sending",
            again=_may_repeat(_row(delivery_id)),
            at=at,
        )


def _may_repeat(delivery: DeliveryRow) -> bool:
    """Return whether the same again changes nothing: an edit puts the same words in the same place."""
    return delivery.kind == "edit" and not (delivery.body or {}).get("afresh")


def _try(delivery: DeliveryRow, job: Job, at: datetime) -> None:
    """Make one try, or end the message where there is nothing to try. Raises RetryAfter."""
    if Pause.objects.exists():
        raise RetryAfter(PAUSE_SECONDS, "outgoing messages are paused")
    if delivery.slot_at is None:
        _join_the_line(delivery, at)
    notices = len(queries.notices_of(delivery.id))
    try:
        outgoing = _prepared(delivery, notices, at)
        if outgoing is None or not _may_use(outgoing, delivery, at):
            return
        _take_turn(delivery, outgoing, at)
        number = changes.start_attempt(
            delivery_id=delivery.id,
            body=outgoing.body,
            subject=outgoing.subject,
            address=outgoing.address,
            notices=notices,
            at=at,
            window_seconds=outgoing.window_seconds,
        )
    except changes.MoreToTell:
        return  # still waiting to be sent, so it is worked out again
    except changes.TooSoon as soon:
        _put_off(delivery, soon.until, str(soon), at)
    if not holds_token(job):
        _end(delivery, number, "not_sent", "its lease had passed on")
        raise LostLease(str(job.work_id))
    if outgoing.medium == "email":
        _by_email(delivery, outgoing, number)
    else:
        _by_slack(delivery, outgoing, number)


def _may_use(outgoing: Outgoing, delivery: DeliveryRow, at: datetime) -> bool:
    """Return whether its medium works at all: with the app uninstalled, what nobody asked for goes by email."""
    if not _is_answered(outgoing.medium, delivery, at):
        return False
    if outgoing.medium != "slack" or not queries.is_disconnected(client.token_mark()):
        return True
    if delivery.kind in UNASKED:
        _go_another_way(delivery, DISCONNECTED, at)
    else:
        changes.give_up(delivery_id=delivery.id, why=DISCONNECTED, at=at)
    return False


def _is_answered(medium: str, delivery: DeliveryRow, at: datetime) -> bool:
    """Return whether its provider may be called; one that does not answer is left alone, by everybody but one.

    Raises RetryAfter. False where the message has waited for it too long and has gone another way, or is given up.
    """
    line = changes.SLACK_LINE if medium == "slack" else changes.MAIL_LINE
    silence = changes.silence_of(line)
    if silence is None:
        return True
    _wait_on(delivery, silence.seconds, line, at, since=max(silence.since, delivery.created_at))
    return False


def _join_the_line(delivery: DeliveryRow, at: datetime) -> None:
    """Have a message to a channel that is busy wait for its moment before its words are worked out. Raises RetryAfter.

    Where its moment is now, nothing is used up yet: that is done once there are words to send.
    """
    if delivery.channel_link_id is None or delivery.kind not in ("alert", "reply"):
        return
    channel = queries.channel_address(delivery.channel_link_id)
    seconds = changes.join_line(client.paces("post", channel)) if channel else 0.0
    if seconds:
        changes.give_slot(delivery_id=delivery.id, at=at + timedelta(seconds=seconds))
        raise RetryAfter(seconds, "its turn comes later")


def _take_turn(delivery: DeliveryRow, outgoing: Outgoing, at: datetime) -> None:
    """Use the budget of its method or conversation. Raises RetryAfter where its turn comes later."""
    if outgoing.medium != "slack":
        return
    body = outgoing.body
    paces = client.paces(body["route"], body["channel"])
    in_line = delivery.slot_at is not None
    seconds = changes.take_turn(paces, urgent=delivery.kind not in STANDS_BACK, in_line=in_line)
    if seconds:
        if not in_line:
            changes.give_slot(delivery_id=delivery.id, at=at + timedelta(seconds=seconds))
        raise RetryAfter(seconds, "its turn comes later")


def _prepared(delivery: DeliveryRow, notices: int, at: datetime) -> Outgoing | None:
    """Return what to send now: the frozen message while what it says still holds; None where it is over."""
    try:
        fresh = compose(delivery, at=at)
    except NoChannel as gone:
        changes.suppress(delivery_id=delivery.id, why=str(gone), notices=notices, at=at)
        changes.tell_members_instead(delivery_id=delivery.id, why=str(gone), at=at)
        return None
    except NothingToSay as over:
        changes.suppress(delivery_id=delivery.id, why=str(over), notices=notices, at=at)
        return None
    except NotYet:
        raise RetryAfter(BEHIND_SECONDS, "waits for the message it changes") from None
    except UseEmail:
        changes.send_by_email_instead(delivery_id=delivery.id, why="No Slack account is linked")
        return None
    except PutOff as later:
        _put_off(delivery, later.until, str(later), at)
    frozen = delivery.body
    if frozen is None:
        return fresh
    stands = frozen["says"] == fresh.says and not ground.markings_changed_since(delivery.created_at)
    if not stands or delivery.kind == "edit":
        return replace(fresh, body=_afresh({**fresh.body, **_only(frozen, "rung", "afresh")}))
    return replace(
        fresh, subject=delivery.subject, body={**frozen, **_only(fresh.body, "route", "channel", "user")}
    )


def _afresh(body: dict[str, Any]) -> dict[str, Any]:
    """Return an edit as it goes out: a message of its own where the one it changes cannot be changed."""
    return {**body, "route": "post"} if body.get("afresh") else body


def _tells_of_an_alert(delivery: DeliveryRow, outgoing: Outgoing) -> bool:
    """Return whether an edit says to one person how an alert of theirs stands; one that takes back is not posted."""
    return delivery.to_person is not None and any(entry[2:3] == ["full"] for entry in outgoing.says)


def _put_off(delivery: DeliveryRow, until: datetime, why: str, at: datetime) -> NoReturn:
    """Have a message wait until a moment. Raises RetryAfter."""
    changes.put_off(delivery_id=delivery.id, until=until, why=why)
    raise RetryAfter(max(0.0, (until - at).total_seconds()), why)


def _only(body: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: body[name] for name in names if name in body}


def _by_email(delivery: DeliveryRow, outgoing: Outgoing, number: int) -> None:
    try:
        send_mail(outgoing.body["mail"], to=outgoing.address)
    except MailRefused as trouble:
        _note_mail(trouble)
        _end(delivery, number, "refused", trouble.code)
    except MailNotSent as trouble:
        _note_mail(trouble)
        _end(delivery, number, "not_sent", trouble.code)
        _wait(delivery, None, timezone.now())
    except MailAmbiguous as trouble:
        _note_mail(trouble)
        _end(delivery, number, "ambiguous", trouble.code)
    else:
        changes.note_answer(changes.MAIL_LINE)
        changes.end_attempt(
            delivery_id=delivery.id,
            number=number,
            outcome="accepted",
            provider_ref=message_id(delivery.id),
            at=timezone.now(),
        )


def _note_mail(trouble: MailTrouble) -> None:
    if trouble.is_silence:
        changes.note_silence(changes.MAIL_LINE)
    else:
        changes.note_answer(changes.MAIL_LINE)


def _by_slack(delivery: DeliveryRow, outgoing: Outgoing, number: int) -> None:
    paces = client.paces(outgoing.body["route"], outgoing.body["channel"])
    try:
        posted = _call(delivery, outgoing)
    except BadLayout as trouble:
        changes.settle_turn(paces, was_taken=False)
        _end(delivery, number, "refused", f"{trouble.code} {trouble.detail}".strip(), again=True)
        changes.use_plainer_layout(delivery_id=delivery.id, at=timezone.now())
    except Refused as trouble:
        changes.settle_turn(paces, was_taken=False)
        if trouble.code in NOT_EDITED and delivery.kind == "edit" and _tells_of_an_alert(delivery, outgoing):
            _end(delivery, number, "refused", trouble.code, again=True)
            changes.post_afresh(delivery_id=delivery.id)
            return
        by_email = delivery.kind in UNASKED and delivery.to_person is not None
        _end(delivery, number, "refused", trouble.code, again=by_email)
        why, place = f"Slack refused it: {trouble.code}", CHANNEL_TROUBLES.get(trouble.code, "")
        _go_another_way(delivery, why, timezone.now(), trouble=place)
    except NotSent as trouble:
        _end(delivery, number, "not_sent", trouble.code)
        changes.settle_turn(paces, was_taken=False)
        if trouble.is_too_fast:
            changes.pause(paces, seconds=trouble.seconds or 1)
        if trouble.is_end_of_token:
            changes.note_refused_token(token_mark=client.token_mark(), at=timezone.now())
            raise RetryAfter(PAUSE_SECONDS, trouble.code) from None  # by another way then
        _wait(delivery, trouble.seconds, timezone.now())
    except Ambiguous as trouble:
        _end(delivery, number, "ambiguous", trouble.code, again=_may_repeat(delivery))
        if _may_repeat(delivery):
            _wait(delivery, None, timezone.now())
    else:
        changes.end_attempt(
            delivery_id=delivery.id,
            number=number,
            outcome="accepted",
            provider_ref=posted.ts,
            address=posted.channel,
            at=timezone.now(),
        )
        changes.settle_turn(paces, was_taken=True)


def _call(delivery: DeliveryRow, outgoing: Outgoing) -> client.Posted:
    body = outgoing.body
    layouts = body["layouts"]
    said = {"text": body["text"], "blocks": layouts[min(body["rung"], len(layouts) - 1)]}
    if body["route"] == "update":
        return client.update(channel=body["channel"], ts=body["ts"], **said)
    if body["route"] == "respond":
        asked = queries.inbox(delivery.inbox_id) if delivery.inbox_id else None
        return client.respond(asked.payload["response_url"] if asked else "", **said)
    if body["route"] == "one":
        return client.post_for_one(channel=body["channel"], user=body["user"], **said)
    return client.post(
        channel=body["channel"],
        thread_ts=body.get("thread_ts", ""),
        broadcast=bool(body.get("broadcast")),
        key=str(delivery.id),
        **said,
    )


def _end(delivery: DeliveryRow, number: int, outcome: str, detail: str, *, again: bool = False) -> None:
    log.warning("delivery.attempt", outcome=outcome, detail=detail, attempt=number)
    changes.end_attempt(
        delivery_id=delivery.id,
        number=number,
        outcome=outcome,
        detail=detail,
        again=again,
        at=timezone.now(),
    )


def _wait(delivery: DeliveryRow, seconds: float | None, now: datetime) -> None:
    """Wait before the next try, longer each time; after too long, go another way or give up. Raises RetryAfter."""
    tries = queries.attempts_of(delivery.id)
    wait = seconds or min(LONGEST_WAIT_SECONDS, 2 ** min(len(tries), 9))
    _wait_on(delivery, wait, tries[-1].detail, now, since=tries[0].started_at)


def _wait_on(delivery: DeliveryRow, seconds: float, why: str, now: datetime, *, since: datetime) -> None:
    """Wait so long for what has not worked since a moment; after too long, go another way or give up."""
    tried_for = now - since
    if delivery.kind in UNASKED and delivery.medium == "slack" and tried_for > SLACK_PATIENCE:
        _go_another_way(delivery, "Slack could not be reached for an hour", now)
        return
    if tried_for > (ANSWER_PATIENCE if delivery.kind == "answer" else PATIENCE):
        changes.give_up(delivery_id=delivery.id, why="It could not be sent for too long", at=now)
        return
    raise RetryAfter(seconds, why)


def _go_another_way(delivery: DeliveryRow, why: str, now: datetime, *, trouble: str = "") -> None:
    """Have what nobody asked for reach its readers without Slack, or without its channel."""
    if delivery.to_person is not None:
        if delivery.kind in UNASKED:
            changes.send_by_email_instead(delivery_id=delivery.id, why=why)
        return
    channel = queries.channel_by_id(delivery.channel_link_id) if delivery.channel_link_id else None
    if channel is not None and trouble:
        changes.note_channel(team_id=channel.team_id, channel_id=channel.channel_id, trouble=trouble, at=now)
    changes.give_up(delivery_id=delivery.id, why=why, at=now)
    changes.tell_members_instead(delivery_id=delivery.id, why=why, at=now)


def _look_up_later(delivery: DeliveryRow) -> None:
    """Have an uncertain message looked up, or held where nobody can look. Raises RetryAfter."""
    why = _unreadable(delivery)
    if why:
        changes.hold(delivery_id=delivery.id, why=why, at=timezone.now())
        return
    raise RetryAfter(FIRST_LOOK_SECONDS, "nobody knows whether it went out; it is looked up")


def _look_up(delivery: DeliveryRow, at: datetime) -> None:
    """Settle an uncertain message by reading where it was meant to go. Raises RetryAfter."""
    why = _unreadable(delivery)
    if why:
        changes.hold(delivery_id=delivery.id, why=why, at=at)
        return
    tries = queries.attempts_of(delivery.id)
    oldest = tries[-1].started_at.timestamp() - LOOK_BACK_SECONDS
    try:
        channel = _conversation(delivery)
        thread_ts = str((delivery.body or {}).get("thread_ts", ""))
        ts = client.find_posted(channel=channel, key=str(delivery.id), oldest=oldest, thread_ts=thread_ts)
    except (NotSent, Ambiguous) as trouble:
        if trouble.code != "missing_scope":
            raise RetryAfter(BETWEEN_LOOKS_SECONDS, f"could not look it up: {trouble.code}") from None
        changes.hold(delivery_id=delivery.id, why="The app may not read that conversation", at=at)
        return
    except SlackTrouble as trouble:
        changes.hold(delivery_id=delivery.id, why=f"It cannot be looked up: {trouble.code}", at=at)
        return
    if ts is not None:
        changes.adopt(delivery_id=delivery.id, provider_ref=ts, address=channel, at=at)
    elif delivery.missing_since is None:
        changes.note_missing(delivery_id=delivery.id, at=at)
        raise RetryAfter(BETWEEN_LOOKS_SECONDS, "not found; it is looked up once more")
    elif at - delivery.missing_since < timedelta(seconds=BETWEEN_LOOKS_SECONDS):
        raise RetryAfter(BETWEEN_LOOKS_SECONDS, "not found; it is looked up once more")
    else:
        changes.try_again(delivery_id=delivery.id, why="Looked up twice and not there")


def _unreadable(delivery: DeliveryRow) -> str:
    """Return why a message cannot be looked up; empty where it can."""
    if delivery.medium == "email":
        return "The mail server did not say whether it took it, and cannot be asked"
    if delivery.body is not None and delivery.body["route"] in ("respond", "one"):
        return "Slack did not say whether it took it, and only its reader could see it"
    return ""


def _conversation(delivery: DeliveryRow) -> str:
    """Return the conversation to read; a person's id was the address of their direct message."""
    address = delivery.address
    return client.direct_message_with(address) if address[:1] in "UW" else address

"""Answering what came in: first who asked, then what. Whoever is not known gets a link and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from django.conf import settings

from bots import changes, queries
from bots.queries import InboxRow
from bots.rules.wording import day
from bots.slack import blocks, client
from bots.slack.outcomes import Ambiguous, NotSent, Refused, SlackTrouble
from governance import queries as governance
from programme import queries as ground
from programme.outbox.switchboard import Job, RetryAfter
from programme.queries import MilestoneRow
from programme.rules import access

log = structlog.get_logger(__name__)

NOT_FOR_YOU: Final = "I answer members of this workspace alone."
ONLY_IN_TRACKER: Final = "This item can be changed only in the tracker itself."
AGAIN_SECONDS: Final = 5.0
OPENING_SECONDS: Final = 0.5
OPENING: Final = timedelta(seconds=5)


def answer(job: Job, at: datetime) -> None:
    """Answer the inbox row of this work's shard, "inbox:ID"; one that has been answered is left alone."""
    asked = queries.inbox(UUID(job.shard.removeprefix("inbox:")))
    if asked is None or asked.answered_at is not None:
        return
    try:
        name = _name_of_member(asked)
        if name is None:
            _say_to_asker(asked, NOT_FOR_YOU, None, at)
            changes.settle(inbox_id=asked.id, outcome="refused", at=at)
            return
        actor = _actor(asked)
        if actor is None or actor.person_id is None:
            _offer_link(asked, name, at)
        elif asked.kind == "action":
            _fill_form(asked, actor, at)
        else:
            changes.queue_answer(inbox_id=asked.id, person_id=actor.person_id, at=at)
    except NotSent as trouble:
        raise RetryAfter(trouble.seconds or AGAIN_SECONDS, trouble.code) from None


def _name_of_member(asked: InboxRow) -> str | None:
    """Return the name of a full member of our workspace; None for guests, strangers, bots and closed accounts."""
    try:
        home = client.workspace()
        user = client.user(asked.user_id)
    except Ambiguous as trouble:  # reading may be repeated
        raise RetryAfter(AGAIN_SECONDS, trouble.code) from None
    except Refused as trouble:
        log.info("slack.user_not_known", code=trouble.code)
        return None
    return user.name if asked.team_id == home and user.is_member_of(home) else None


def _actor(asked: InboxRow) -> access.Actor | None:
    person_id = queries.person_behind(team_id=asked.team_id, user_id=asked.user_id)
    return ground.actor_for_person(person_id, door="slack") if person_id else None


def _offer_link(asked: InboxRow, name: str, at: datetime) -> None:
    token = changes.offer_link(team_id=asked.team_id, user_id=asked.user_id, user_name=name, at=at)
    text, layout = blocks.link_prompt(f"{settings.PUBLIC_URL}/account/link/{token}/")
    _say_to_asker(asked, text, layout, at)
    changes.settle(inbox_id=asked.id, outcome="offered a link", at=at)


def _say_to_asker(asked: InboxRow, text: str, layout: list[dict[str, Any]] | None, at: datetime) -> None:
    """Say something to the asker alone. It holds no figures, so an uncertain outcome is let be. Raises NotSent."""
    payload = asked.payload
    try:
        if asked.kind == "action":
            _show(asked, blocks.cannot(asked.id, text), at)
        elif asked.kind == "command" and client.is_answer_address(payload["response_url"]):
            client.respond(payload["response_url"], text=text, blocks=layout)
        elif asked.kind == "message":
            client.post(channel=payload["channel"], text=text, blocks=layout, key=str(asked.id))
        else:
            thread = payload.get("thread_ts", "")
            client.post_for_one(
                channel=payload["channel"], user=asked.user_id, text=text, blocks=layout, thread_ts=thread
            )
    except (Refused, Ambiguous) as trouble:
        log.warning("slack.not_said", code=trouble.code, inbox=str(asked.id))


def _fill_form(asked: InboxRow, actor: access.Actor, at: datetime) -> None:
    reader = actor.without_closed()
    milestone = _milestone_of(asked, reader)
    if milestone is None or not reader.may(access.UPDATE_DELIVERY, milestone.placement):
        view = blocks.cannot(asked.id, ONLY_IN_TRACKER, f"{settings.PUBLIC_URL}/")
        outcome = "refused"
    else:
        changes.prepare_form(form_id=asked.id, milestone_id=milestone.id, version=milestone.version)
        view = _form(asked.id, milestone)
        outcome = "opened"
    if _show(asked, view, at):
        changes.settle(inbox_id=asked.id, outcome=outcome, at=at)
    else:
        changes.settle(inbox_id=asked.id, outcome="closed", at=at)


def _milestone_of(asked: InboxRow, reader: access.Actor) -> MilestoneRow | None:
    """Return the milestone behind a button: of a notice to this very person, if they may see it in Slack."""
    try:
        notice = queries.notice(UUID(asked.payload["notice"]))
    except ValueError:
        return None
    if notice is None or notice.person_id != reader.person_id:
        return None
    step = governance.alert_step(notice.step_id)
    if step is None or step.facts.subject_kind != "milestone":
        return None
    subject = step.facts.subject_id
    return ground.milestones(reader=reader, ids=[subject]).get(subject)


def _form(form_id: UUID, milestone: MilestoneRow) -> dict[str, Any]:
    said = ground.milestone_trends([milestone.id]).get(milestone.id, [])
    newest = said[-1] if said else None
    by = f", said by {newest.by} on {day(newest.recorded_at)}" if newest else ""
    standing = [
        f"Forecast now: {milestone.forecast or 'not known'}{by}",
        f"Baseline: {milestone.baseline or 'not known'}",
    ]
    known = milestone.forecast.first_day if milestone.forecast else None
    return blocks.forecast_form(
        form=form_id,
        heading=f"{milestone.ref} {milestone.name}",
        standing=standing,
        initial_date=known.isoformat() if known else "",
        illustrative=milestone.illustrative,
    )


def _show(asked: InboxRow, view: dict[str, Any], at: datetime) -> bool:
    """Put a view in the place of the loading one; False once it has been closed. Raises RetryAfter while it opens."""
    try:
        client.update_view(external_id=str(asked.id), view=view)
    except SlackTrouble as trouble:
        if isinstance(trouble, NotSent):
            raise
        if at - asked.received_at < OPENING:
            raise RetryAfter(OPENING_SECONDS, "its view is not open yet") from None
        return False
    return True

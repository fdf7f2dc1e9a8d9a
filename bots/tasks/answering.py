"""Answering what came in: first who asked, then what. Whoever is not known gets a link and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from django.conf import settings

from bots import changes, queries
from bots.queries import InboxRow
from bots.rules.markup import plain, unnamed
from bots.slack import blocks, client, forms, home, lifecycle
from bots.slack.commands import errand_of
from bots.slack.filling import fill
from bots.slack.outcomes import Ambiguous, NotSent, Refused, SlackTrouble
from bots.tasks.errands import run_errand
from bots.tasks.homes import show_home
from programme import queries as ground
from programme.outbox.switchboard import Job, RetryAfter
from programme.rules import access

log = structlog.get_logger(__name__)

NOT_SHARED: Final = "I do not answer in a channel shared with another organisation. Ask me directly."
NO_CHOICE: Final = "That is not there to choose any more. Ask again."
SORRY: Final = "Noted: it is looked at by the programme office. Ask again in other words, or with a ref."
NOT_FOR_YOU: Final = "I answer members of this workspace alone."
AGAIN_SECONDS: Final = 5.0
OPENING_SECONDS: Final = 0.5
OPENING: Final = timedelta(seconds=5)


def answer(job: Job, at: datetime) -> None:
    """Answer the inbox row of this work's shard, "inbox:ID"; one that has been answered is left alone."""
    asked = queries.inbox(UUID(job.shard.removeprefix("inbox:")))
    if asked is None or asked.answered_at is not None:
        return
    try:
        if asked.kind == "lifecycle":
            _see_to(asked, at)
            return
        name = _name_of_member(asked, at)
        if name is None:
            _say_to_asker(asked, NOT_FOR_YOU, None, at)
            changes.settle(inbox_id=asked.id, outcome="refused", at=at)
            return
        actor = _actor(asked)
        if actor is None or actor.person_id is None:
            _offer_link(asked, name, at)
        elif asked.kind == "action":
            _fill_form(asked, actor, at)
        elif asked.kind == "home":
            _show_home(asked, actor, at)
        elif asked.kind == "undo":
            _undo(asked, at)
        elif asked.kind == "misread":
            _misread(asked, actor, at)
        elif asked.kind == "choice" and not changes.become_question(inbox_id=asked.id):
            _say_to_asker(asked, NO_CHOICE, None, at)
            changes.settle(inbox_id=asked.id, outcome="over", at=at)
        elif asked.payload.get("is_shared"):
            _say_to_asker(asked, NOT_SHARED, None, at)
            changes.settle(inbox_id=asked.id, outcome="refused", at=at)
        elif asked.kind == "command" and errand_of(plain(asked.payload["text"])):
            _run(asked, actor, at)
        else:
            changes.queue_answer(inbox_id=asked.id, person_id=actor.person_id, at=at)
    except NotSent as trouble:
        raise RetryAfter(trouble.seconds or AGAIN_SECONDS, trouble.code) from None


def _see_to(asked: InboxRow, at: datetime) -> None:
    """Do what follows from what befell the workspace, a channel or an account. Raises RetryAfter."""
    try:
        outcome = lifecycle.see_to(asked, at)
    except Ambiguous as trouble:
        raise RetryAfter(AGAIN_SECONDS, trouble.code) from None
    changes.settle(inbox_id=asked.id, outcome=outcome, at=at)


def _name_of_member(asked: InboxRow, at: datetime) -> str | None:
    """Return the name of a full member of our workspace; None for guests, strangers, bots and closed accounts."""
    try:
        where = client.home()
        user = client.user(asked.user_id)
    except Ambiguous as trouble:  # reading may be repeated
        raise RetryAfter(AGAIN_SECONDS, trouble.code) from None
    except Refused as trouble:
        log.info("slack.user_not_known", code=trouble.code)
        return None
    changes.note_installation(
        team_id=where.team_id,
        team_name=where.team_name,
        bot_user_id=where.bot_user_id,
        token_mark=client.token_mark(),
        state="active",
        at=at,
    )
    is_member = asked.team_id == where.team_id and user.is_member_of(where.team_id)
    changes.bar_account(
        team_id=asked.team_id, user_id=asked.user_id, why="" if is_member else user.why_not, at=at
    )
    return user.name if is_member else None


def _actor(asked: InboxRow) -> access.Actor | None:
    person_id = queries.person_behind(team_id=asked.team_id, user_id=asked.user_id)
    return ground.actor_for_person(person_id, door="slack") if person_id else None


def _offer_link(asked: InboxRow, name: str, at: datetime) -> None:
    token = changes.offer_link(team_id=asked.team_id, user_id=asked.user_id, user_name=name, at=at)
    url = f"{settings.PUBLIC_URL}/account/link/{token}/"
    text, layout = blocks.link_prompt(url)
    if asked.kind == "home":
        _publish(asked, home.stranger(url))
    else:
        _say_to_asker(asked, text, layout, at)
    changes.settle(inbox_id=asked.id, outcome="offered a link", at=at)


def _say_to_asker(asked: InboxRow, text: str, layout: list[dict[str, Any]] | None, at: datetime) -> None:
    """Say something to the asker alone. It holds no figures, so an uncertain outcome is let be. Raises NotSent."""
    payload = asked.payload
    try:
        if asked.kind == "action":
            _show(asked, forms.cannot(asked.id, text), at)
        elif asked.kind == "home":
            client.publish_home(user=asked.user_id, view=home.refused(text))
        elif _has_address(asked) and client.is_answer_address(payload["response_url"]):
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


def _has_address(asked: InboxRow) -> bool:
    return asked.kind == "command" or bool(asked.payload.get("is_ephemeral"))


def _publish(asked: InboxRow, view: dict[str, Any]) -> None:
    try:
        client.publish_home(user=asked.user_id, view=view)
    except (Refused, Ambiguous) as trouble:
        log.warning("slack.home_not_shown", code=trouble.code, inbox=str(asked.id))


def _fill_form(asked: InboxRow, actor: access.Actor, at: datetime) -> None:
    filled = fill(asked, actor, at)
    shown = _show(asked, filled.view, at)
    changes.settle(inbox_id=asked.id, outcome=filled.outcome if shown else "closed", at=at)


def _show_home(asked: InboxRow, actor: access.Actor, at: datetime) -> None:
    show_home(asked.user_id, actor, at)
    changes.settle(inbox_id=asked.id, outcome="shown", at=at)


def _run(asked: InboxRow, actor: access.Actor, at: datetime) -> None:
    """Do what a command asks for besides questions, and say so to whoever gave it."""
    words = run_errand(errand_of(plain(asked.payload["text"])) or "", asked, actor, at)
    changes.settle(inbox_id=asked.id, outcome="done", at=at)
    _say_to_asker(asked, words, None, at)


def _misread(asked: InboxRow, actor: access.Actor, at: datetime) -> None:
    """Keep a question whose answer was not what was meant, and say that it is."""
    try:
        of = queries.inbox(UUID(str(asked.payload.get("of", ""))))
    except ValueError:
        of = None
    if of is not None:
        question = unnamed(str(of.payload.get("text", "")))
        changes.keep_misread_in_slack(inbox_id=of.id, question=question, reader=actor, at=at)
    changes.settle(inbox_id=asked.id, outcome="misread", at=at)
    _say_to_asker(asked, SORRY, None, at)


def _undo(asked: InboxRow, at: datetime) -> None:
    """Take back what a form saved, and say so where it was asked. What comes of it is in the confirmation too."""
    try:
        words = changes.undo_form(
            form=asked.payload["undoes"], team_id=asked.team_id, user_id=asked.user_id, at=at
        )
        outcome = "taken back"
    except changes.FormProblem as problem:
        words, outcome = str(problem), "not taken back"
    changes.settle(inbox_id=asked.id, outcome=outcome, at=at)
    try:
        if asked.payload["in_view"]:
            client.update_view(external_id=asked.payload["undoes"], view=forms.ended(words))
        elif outcome == "not taken back":
            client.post_for_one(channel=asked.payload["channel"], user=asked.user_id, text=words, blocks=None)
    except SlackTrouble as trouble:
        log.info("slack.not_said", code=trouble.code, inbox=str(asked.id))


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

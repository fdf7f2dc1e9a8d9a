"""Showing somebody their Home tab: when they open it, and again once something of theirs has changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings

from bots import changes, queries
from bots.slack import client, home
from bots.slack.outcomes import Ambiguous, NotSent, Refused
from programme import queries as ground
from programme.outbox.switchboard import Job, RetryAfter
from programme.rules.access import Actor

log = structlog.get_logger(__name__)


def refresh_home(job: Job, at: datetime) -> None:
    """Show a person their Home again, "home:PERSON", if they have ever opened it and their account is linked."""
    for person_id, account in queries.slack_accounts([_person(job)]).items():
        actor = ground.actor_for_person(person_id, door="slack")
        if actor is None or not queries.has_opened_home(team_id=account.team_id, user_id=account.user_id):
            continue
        try:
            show_home(account.user_id, actor, at)
        except NotSent as trouble:
            raise RetryAfter(trouble.seconds or 5.0, trouble.code) from None


def show_home(user_id: str, actor: Actor, at: datetime) -> None:
    """Publish somebody's Home over what they may see now. Raises NotSent; what is refused is let be."""
    facts = queries.home_facts(reader=actor, at=at)
    keys: dict[UUID, UUID] = {}
    for kind in {item.kind for item in facts.items}:
        ids = [item.id for item in facts.items if item.kind == kind]
        if actor.person_id is not None:
            keys |= changes.hand_out(person_id=actor.person_id, kind=kind, ids=ids, at=at)
    try:
        client.publish_home(user=user_id, view=home.home(facts, keys, address=f"{settings.PUBLIC_URL}/"))
    except (Refused, Ambiguous) as trouble:
        log.warning("slack.home_not_shown", code=trouble.code)


def _person(job: Job) -> UUID:
    return UUID(job.shard.removeprefix("home:"))

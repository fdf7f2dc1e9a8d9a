"""How the app stands in its workspace, and which linked accounts are served no more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from bots import events
from bots.models import Identity, Installation
from programme.changes.saving_rows import save
from programme.outbox.recording import record
from programme.rules.access import system

_SLACK: Final = system("Slack", door="slack")


@transaction.atomic
def note_installation(
    *, team_id: str, token_mark: str, state: str, at: datetime, team_name: str = "", bot_user_id: str = ""
) -> None:
    """Note how the app stands with a token: active, uninstalled or revoked. The same again changes nothing."""
    row = Installation.objects.select_for_update().filter(team_id=team_id).first()
    new = row is None
    if row is None:
        row = Installation(team_id=team_id)
    known = (row.token_mark, row.state, row.team_name, row.bot_user_id)
    names = (team_name[:200] or row.team_name, bot_user_id or row.bot_user_id)
    if not new and known == (token_mark, state, *names):
        return
    moved = new or (row.token_mark, row.state) != (token_mark, state)
    row.token_mark, row.state = token_mark, state
    row.team_name, row.bot_user_id = names
    if moved:
        row.since = at
    save(row, by=_SLACK, new=new)
    if moved:
        event = events.InstallationMoved(
            aggregate_id=row.id, version=row.version, team_id=team_id, state=state
        )
        record([event], by=_SLACK, at=at)


@transaction.atomic
def note_refused_token(*, token_mark: str, at: datetime) -> None:
    """Note that Slack takes this token no more, where no event said so; what works later notes the contrary."""
    row = Installation.objects.filter(token_mark=token_mark, state="active").first()
    if row is not None:
        note_installation(team_id=row.team_id, token_mark=token_mark, state="revoked", at=at)


@transaction.atomic
def bar_account(*, team_id: str, user_id: str, why: str, at: datetime) -> None:
    """Serve a linked account no more, for as long as there is a reason; blank serves it again. Nothing unlinks it."""
    rows = Identity.objects.select_for_update().filter(
        platform="slack", team_id=team_id, user_id=user_id, unlinked_at=None
    )
    row = rows.first()
    if row is None or row.barred_why == why:
        return
    row.barred_why, row.barred_at = why, at if why else None
    save(row, by=_SLACK)
    event = events.IdentityBarred(aggregate_id=row.id, version=row.version, person_id=row.person_id, why=why)
    record([event], by=_SLACK, at=at)

"""Linking channels, and what befalls them. Source: docs/method.md, "Channels"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from bots import events
from bots.models import ChannelLink, ChannelMember
from bots.models.slack import CEILINGS
from bots.queries.channels import BOARD, PROGRAMME, WORKSTREAM, may_link
from programme.changes import Invalid
from programme.changes.saving_rows import amend, locked, save
from programme.outbox.recording import record
from programme.rules.access import Actor, Refused, system

_SLACK: Final = system("Slack", door="slack")
NOT_YOURS: Final = (
    "You may not link a channel to that. It takes a right to plan there; ask the programme office."
)


@transaction.atomic
def link_channel(
    *, team_id: str, channel_id: str, channel_name: str, is_private: bool, kind: str, thing_id: UUID,
    ceiling: str, tells_alerts: bool, members: Iterable[str], by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Link a channel to a board, a workstream or a programme; an earlier link of the channel ends.

    Raises Refused, and Invalid for a ceiling that a channel of this kind may not have.
    """
    if may_link(kind, thing_id, reader=by) is None or by.person_id is None:
        raise Refused(NOT_YOURS)
    if ceiling not in dict(CEILINGS):
        raise Invalid({"ceiling": [f"Choose one of {', '.join(dict(CEILINGS))}"]})
    if ceiling != "open" and not is_private:
        raise Invalid({"ceiling": ["Everybody in the workspace can read a public channel: open items alone"]})
    if tells_alerts and kind == PROGRAMME:
        raise Invalid({"alerts": ["Alerts go to the channel of a board or a workstream"]})
    for earlier in ChannelLink.objects.select_for_update().filter(
        team_id=team_id, channel_id=channel_id, ended_at=None
    ):
        _end(earlier, why="Linked to something else", by=by, at=at)
    row = ChannelLink(
        team_id=team_id,
        channel_id=channel_id,
        channel_name=channel_name[:80],
        is_private=is_private,
        board_id=thing_id if kind == BOARD else None,
        workstream_id=thing_id if kind == WORKSTREAM else None,
        programme_id=thing_id if kind == PROGRAMME else None,
        ceiling=ceiling,
        tells_alerts=tells_alerts,
        linked_by_id=by.person_id,
        linked_at=at,
    )
    save(row, by=by, new=True)
    ChannelMember.objects.bulk_create(ChannelMember(link=row, user_id=one) for one in sorted(set(members)))
    record([_event(row, events.ChannelLinked)], by=by, at=at)
    return row.id


@transaction.atomic
def unlink_channel(*, link_id: UUID, by: Actor, at: datetime, why: str = "") -> None:
    """End a channel's link; ended already is ended. It takes who might have linked it. Raises Refused."""
    row = locked(ChannelLink, link_id, version=None)
    if by.kind != "system":
        kind = BOARD if row.board_id else WORKSTREAM if row.workstream_id else PROGRAMME
        thing_id = row.board_id or row.workstream_id or row.programme_id
        mine = row.linked_by_id == by.person_id
        if not mine and (thing_id is None or may_link(kind, thing_id, reader=by) is None):
            raise Refused("You may not unlink this channel. Whoever linked it may, and the programme office.")
    if row.ended_at is None:
        _end(row, why=why or f"Unlinked by {by.name}", by=by, at=at)


@transaction.atomic
def note_channel(
    *, team_id: str, channel_id: str, at: datetime, trouble: str | None = None, name: str | None = None,
    new_id: str | None = None, is_private: bool | None = None,
) -> None:  # fmt: skip
    """Note what Slack tells of a linked channel: `trouble` is why nothing may be sent there, blank for none any more.

    One that turned public keeps open items alone. Nothing for a channel that is not linked.
    """
    row = _standing(team_id, channel_id)
    if row is None:
        return
    values: dict[str, object] = {}
    if trouble is not None and trouble != row.trouble:
        values |= {"trouble": trouble[:100], "trouble_at": at if trouble else None}
    if name:
        values["channel_name"] = name[:80]
    if new_id:
        values["channel_id"] = new_id
    if is_private is not None:
        values |= {"is_private": is_private, **({} if is_private else {"ceiling": "open"})}
    amend(row, values, by=_SLACK)
    if "trouble" in values:
        record([_event(row, events.ChannelTroubled, why=row.trouble)], by=_SLACK, at=at)


@transaction.atomic
def end_channel(*, team_id: str, channel_id: str, why: str, at: datetime) -> None:
    """End the link of a channel that is gone."""
    row = _standing(team_id, channel_id)
    if row is not None:
        _end(row, why=why, by=_SLACK, at=at)


@transaction.atomic
def note_member(*, team_id: str, channel_id: str, user_id: str, is_in: bool) -> None:
    """Note that somebody joined or left a linked channel."""
    row = _standing(team_id, channel_id)
    if row is None:
        return
    if is_in:
        ChannelMember.objects.bulk_create([ChannelMember(link=row, user_id=user_id)], ignore_conflicts=True)
    else:
        ChannelMember.objects.filter(link=row, user_id=user_id).delete()


def _standing(team_id: str, channel_id: str) -> ChannelLink | None:
    rows = ChannelLink.objects.select_for_update()
    return rows.filter(team_id=team_id, channel_id=channel_id, ended_at=None).first()


def _end(row: ChannelLink, *, why: str, by: Actor, at: datetime) -> None:
    row.ended_at, row.ended_why = at, why[:200]
    save(row, by=by)
    record([_event(row, events.ChannelUnlinked, why=why)], by=by, at=at)


def _event(row: ChannelLink, kind: type[events.ChannelChanged], *, why: str = "") -> events.ChannelChanged:
    return kind(
        aggregate_id=row.id, version=row.version, team_id=row.team_id, channel_id=row.channel_id, why=why
    )

"""Channels that are linked, what each is about, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from bots.models import ChannelLink, ChannelMember
from bots.queries.things import MOST, ThingRow
from bots.rules.asking.here import Within
from bots.rules.company import Scope
from governance import queries as governance
from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor, Placement, system

BOARD: Final = "board"
WORKSTREAM: Final = "workstream"
PROGRAMME: Final = "programme"
NOUNS: Final = {BOARD: "board", WORKSTREAM: "workstream", PROGRAMME: "programme"}


@dataclass(frozen=True)
class ChannelRow:
    """A linked channel. `ref` and `programme_code` are blank where what it is about has none."""

    id: UUID
    team_id: str
    channel_id: str
    name: str
    is_private: bool
    kind: str
    thing_id: UUID
    ref: str
    label: str
    programme_code: str
    ceiling: str
    ceiling_words: str
    tells_alerts: bool
    linked_by: str
    linked_at: datetime
    trouble: str
    trouble_at: datetime | None
    scopes: tuple[Scope, ...]

    @property
    def within(self) -> Within | None:
        """Return what a question asked in it is about, where it names nothing; None where it is about nothing."""
        if not self.programme_code:
            return None
        if self.kind != WORKSTREAM:
            return Within(self.programme_code, NOUNS[self.kind])
        return Within(self.programme_code, NOUNS[self.kind], self.label, self.ref, self.thing_id)


def channel(*, team_id: str, channel_id: str) -> ChannelRow | None:
    """Return what a channel is linked to; None where it is linked to nothing. Asked by the door, before a reader."""
    row = _rows().filter(team_id=team_id, channel_id=channel_id, ended_at=None).first()
    return None if row is None else _row(row)


def channel_called(name: str) -> ChannelRow | None:
    """Return the linked channel of this id or name; None for none, or where several workspaces have one."""
    rows = _rows().filter(ended_at=None)
    found = list(rows.filter(channel_id=name) or rows.filter(channel_name=name.removeprefix("#")))
    return _row(found[0]) if len(found) == 1 else None


def channel_address(link_id: UUID) -> str:
    """Return the conversation of a linked channel; blank where its link has ended."""
    found = ChannelLink.objects.filter(pk=link_id, ended_at=None).values_list("channel_id", flat=True).first()
    return found or ""


def channel_by_id(link_id: UUID) -> ChannelRow | None:
    """Return one linked channel, or None where its link has ended."""
    row = _rows().filter(pk=link_id, ended_at=None).first()
    return None if row is None else _row(row)


def troubled_channels() -> list[tuple[str, str]]:
    """Return the linked channels that nothing is sent to just now, with why: for the health page."""
    rows = (
        ChannelLink.objects.filter(ended_at=None).exclude(trouble="").order_by("channel_name", "channel_id")
    )
    return [(f"#{r.channel_name or r.channel_id}", r.trouble) for r in rows]


def channels_telling(*, workstream_ids: Iterable[UUID], board_ids: Iterable[UUID]) -> list[ChannelRow]:
    """Return the linked channels in order that alerts of these workstreams or boards go to."""
    rows = _rows().filter(ended_at=None, trouble="", tells_alerts=True)
    workstreams = rows.filter(workstream_id__in=list(workstream_ids))
    boards = rows.filter(board_id__in=list(board_ids))
    return [_row(row) for row in (workstreams | boards).order_by("linked_at", "id")]


def in_channel(link_ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Return the Slack accounts in each linked channel, by what Slack last told."""
    found: dict[UUID, set[str]] = {}
    for link_id, user_id in ChannelMember.objects.filter(link_id__in=list(link_ids)).values_list(
        "link_id", "user_id"
    ):
        found.setdefault(link_id, set()).add(user_id)
    return {key: frozenset(users) for key, users in found.items()}


def linkable(*, reader: Actor, matching: str = "", most: int = MOST) -> list[ThingRow]:
    """Return what this person may link a channel to, by words of its ref or name, a ref given in full first."""
    wanted, exact = matching.casefold().split(), matching.strip().casefold()
    found = [
        row
        for row in _linkable(reader.without_closed())
        if all(w in f"{row.label} {row.where}".casefold() for w in wanted)
    ]
    return sorted(found, key=lambda row: row.ref.casefold() != exact)[:most]


def may_link(kind: str, thing_id: UUID, *, reader: Actor) -> ThingRow | None:
    """Return the thing if this person may link a channel to it, else None."""
    rows = _linkable(reader.without_closed())
    return next((row for row in rows if (row.kind, row.id) == (kind, thing_id)), None)


def _linkable(reader: Actor) -> Iterator[ThingRow]:
    programmes = ground.programmes(reader=reader)
    for w in ground.workstreams(reader=reader).values():
        if reader.may(access.PLAN_DELIVERY, w.placement):
            yield ThingRow(WORKSTREAM, w.id, w.ref, w.name, programmes[w.programme_id].label)
    for b in governance.boards(reader=reader).values():
        where = Placement(b.organisation_id, b.programme_id, markings=frozenset({b.marking}))
        if reader.may(access.SET_UP, where):
            yield ThingRow(BOARD, b.id, "", b.name, f"Board, {b.organisation}")
    for p in programmes.values():
        if reader.may(access.PLAN_DELIVERY, p.placement):
            yield ThingRow(PROGRAMME, p.id, p.code, p.label, f"Programme, {p.organisation}")


def _rows() -> Any:
    return ChannelLink.objects.select_related("linked_by")


def label_of(row: ChannelLink) -> str:
    """Return what a channel is about, in words; "gone" where it was taken away."""
    return _thing(*_about(row))[1] or "gone"


def _row(row: ChannelLink) -> ChannelRow:
    kind, thing_id = _about(row)
    ref, label, code, scopes = _thing(kind, thing_id)
    return ChannelRow(
        id=row.id,
        team_id=row.team_id,
        channel_id=row.channel_id,
        name=row.channel_name,
        is_private=row.is_private,
        kind=kind,
        thing_id=thing_id,
        ref=ref,
        label=label,
        programme_code=code,
        ceiling=row.ceiling,
        ceiling_words=row.get_ceiling_display(),
        tells_alerts=row.tells_alerts,
        linked_by=row.linked_by.name,
        linked_at=row.linked_at,
        trouble=row.trouble,
        trouble_at=row.trouble_at,
        scopes=scopes,
    )


def _about(row: ChannelLink) -> tuple[str, UUID]:
    for kind, thing_id in (
        (BOARD, row.board_id),
        (WORKSTREAM, row.workstream_id),
        (PROGRAMME, row.programme_id),
    ):
        if thing_id is not None:
            return kind, thing_id
    raise LookupError(f"{row} is linked to nothing")


def _thing(kind: str, thing_id: UUID) -> tuple[str, str, str, tuple[Scope, ...]]:
    """Return ref, label, programme's code and scopes of what a channel is about; blank where it is gone."""
    everything = system()
    if kind == WORKSTREAM:
        w = ground.workstreams(reader=everything, ids=[thing_id]).get(thing_id)
        if w is None:
            return "", "", "", ()
        where = Scope(w.placement.organisation_id, w.programme_id, w.id)
        return w.ref, f"{w.ref} {w.name}", w.programme_code, (where,)
    if kind == PROGRAMME:
        p = ground.programmes(reader=everything, ids=[thing_id]).get(thing_id)
        return (p.code, p.label, p.code, (Scope(p.organisation_id, p.id),)) if p else ("", "", "", ())
    b = governance.boards(reader=everything, ids=[thing_id]).get(thing_id)
    if b is None:
        return "", "", "", ()
    overseen = ground.workstreams(reader=everything, ids=b.oversees)
    scopes = tuple(Scope(w.placement.organisation_id, w.programme_id, w.id) for w in overseen.values())
    return "", b.name, b.programme_code, scopes

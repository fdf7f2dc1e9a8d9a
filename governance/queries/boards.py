"""Boards with their members and what they oversee, and decision-makers with their limits, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, Q

from governance.models import Board, BoardMember, DecisionMaker, Oversight
from governance.queries.tolerances import ToleranceRow, tolerances
from programme import queries as ground
from programme.rules.access import Actor


@dataclass(frozen=True)
class MemberRow:
    """A seat. The term's days are inclusive; a blank one is open."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    role: str
    role_words: str
    term_from: date | None
    term_to: date | None

    def sits_on(self, day: date) -> bool:
        """Return whether the term holds on a day."""
        began = self.term_from is None or self.term_from <= day
        return began and (self.term_to is None or day <= self.term_to)


@dataclass(frozen=True)
class BoardRow:
    """A board. `oversees` are the workstreams this reader may see; the parent is blank where they may not see it."""

    id: UUID
    version: int
    code: str
    name: str
    kind: str
    kind_words: str
    organisation_id: UUID
    organisation: str
    programme_id: UUID | None
    programme_code: str
    parent_id: UUID | None
    parent: str
    remit: str
    cadence: str
    cadence_days: int | None
    quorum: int | None
    live_alerts: bool
    hold_seconds: int
    gather_seconds: int
    source: str
    note: str
    illustrative: bool
    marking: str
    members: tuple[MemberRow, ...]
    oversees: tuple[UUID, ...]
    tolerances: tuple[ToleranceRow, ...] = ()


@dataclass(frozen=True)
class DecisionMakerRow:
    """Who decides. A kind missing from `limits` is unset: neither nil nor unlimited. Pounds, inclusive."""

    id: UUID
    version: int
    name: str
    kind: str
    kind_words: str
    organisation_id: UUID
    holder_id: UUID | None
    holder: str
    holder_has_account: bool
    note: str
    limits: dict[str, Decimal]


def boards(
    *,
    reader: Actor,
    organisation_ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    code: str | None = None,
) -> dict[UUID, BoardRow]:
    """Return the boards this reader may see, by id, in the order of their names.

    The public sees no members and no tolerances.
    """
    narrowed = Q() if code is None else Q(code=code)
    for field, values in (
        ("organisation_id", organisation_ids),
        ("programme_id", programme_ids),
        ("pk", ids),
    ):
        if values is not None:
            narrowed &= Q(**{f"{field}__in": list(values)})
    seats = BoardMember.objects.select_related("person").order_by("role", "person__name")
    visible = Board.objects.visible_to(reader)
    rows: list[Board] = list(
        visible.filter(narrowed)
        .select_related("organisation", "programme")
        .prefetch_related(Prefetch("members", queryset=seats))
        .order_by("name", "code")
    )
    parents = dict(
        visible.filter(pk__in={b.parent_id for b in rows if b.parent_id}).values_list("id", "name")
    )
    oversees = _oversees([b.id for b in rows], reader)
    tolerated = {} if reader.kind == "public" else tolerances(b.id for b in rows)
    return {
        b.id: replace(_board(b, parents, oversees.get(b.id, ()), reader), tolerances=tolerated.get(b.id, ()))
        for b in rows
    }


def decision_makers(
    *, reader: Actor, organisation_ids: Iterable[UUID] | None = None
) -> dict[UUID, DecisionMakerRow]:
    """Return the decision-makers of the councils this reader sees, by id. The public sees no holders."""
    councils = set(ground.organisations(reader=reader))
    if organisation_ids is not None:
        councils &= set(organisation_ids)
    rows = DecisionMaker.objects.filter(organisation_id__in=councils).select_related("holder")
    return {
        d.id: DecisionMakerRow(
            id=d.id,
            version=d.version,
            name=d.name,
            kind=d.kind,
            kind_words=d.get_kind_display(),
            organisation_id=d.organisation_id,
            holder_id=None if reader.kind == "public" else d.holder_id,
            holder=d.holder.name if d.holder and reader.kind != "public" else "",
            holder_has_account=d.holder is not None and d.holder.has_account,
            note=d.note,
            limits={limit.kind: limit.limit for limit in d.limits.all()},
        )
        for d in rows.prefetch_related("limits").order_by("organisation_id", "name")
    }


def _oversees(board_ids: list[UUID], reader: Actor) -> dict[UUID, tuple[UUID, ...]]:
    pairs = Oversight.objects.filter(board_id__in=board_ids).values_list("board_id", "workstream_id")
    overseen: dict[UUID, set[UUID]] = {}
    for board_id, workstream_id in pairs:
        if board_id is not None:
            overseen.setdefault(board_id, set()).add(workstream_id)
    seen = ground.workstreams(reader=reader, ids={w for group in overseen.values() for w in group})
    return {board: tuple(w for w in seen if w in group) for board, group in overseen.items()}


def _board(row: Board, parents: dict[UUID, str], oversees: tuple[UUID, ...], reader: Actor) -> BoardRow:
    members = [] if reader.kind == "public" else list(row.members.all())
    return BoardRow(
        id=row.id,
        version=row.version,
        code=row.code,
        name=row.name,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        programme_id=row.programme_id,
        programme_code=row.programme.code if row.programme else "",
        parent_id=row.parent_id if row.parent_id in parents else None,
        parent=parents.get(row.parent_id, "") if row.parent_id else "",
        remit=row.remit,
        cadence=row.cadence,
        cadence_days=row.cadence_days,
        quorum=row.quorum,
        live_alerts=row.live_alerts,
        hold_seconds=row.alert_hold_seconds,
        gather_seconds=row.gather_seconds,
        source=row.source,
        note=row.note,
        illustrative=row.illustrative,
        marking=row.marking,
        members=tuple(
            MemberRow(
                id=m.id,
                version=m.version,
                person_id=m.person_id,
                name=m.person.name,
                role=m.role,
                role_words=m.get_role_display(),
                term_from=m.term_from,
                term_to=m.term_to,
            )
            for m in members
        ),
        oversees=oversees,
    )

"""Boards with their members and what they oversee, and decision-makers with their limits, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, Q

from governance.models import Board, BoardMember, DecisionMaker, Oversight
from governance.queries.boards_then import seats_as_then, watches_as_then
from governance.queries.tolerances import ToleranceRow, tolerances
from programme import queries as ground
from programme.queries.then import as_then
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
    at: datetime | None = None,
) -> dict[UUID, BoardRow]:
    """Return the boards this reader may see, by id, in the order of their names.

    With `at` they are those set up by then, with the parents, particulars, seats and workstreams they had; names,
    tolerances and markings are today's. The public sees no members and no tolerances.
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
    then = None if at is None else _Then(rows, reader, at)
    rows = rows if then is None else then.rows
    parents = dict(
        visible.filter(pk__in={b.parent_id for b in rows if b.parent_id}).values_list("id", "name")
    )
    oversees = _oversees([b.id for b in rows], reader, at)
    tolerated = {} if reader.kind == "public" else tolerances(b.id for b in rows)
    return {
        b.id: replace(
            _board(
                b, parents, oversees.get(b.id, ()), members(b, reader) if then is None else then.members(b)
            ),
            tolerances=tolerated.get(b.id, ()),
        )
        for b in rows
    }


def members(board: Board, reader: Actor) -> tuple[MemberRow, ...]:
    """Return the seats of a board; the public sees none."""
    return () if reader.kind == "public" else tuple(_member(row) for row in board.members.all())


class _Then:
    """Boards as they stood at a moment, with their seats."""

    def __init__(self, rows: list[Board], reader: Actor, at: datetime) -> None:
        held = as_then(rows, at)
        self.rows = [held[row.pk] for row in rows if row.pk in held]
        seats = [seat for row in rows for seat in row.members.all()]
        self._seats = {} if reader.kind == "public" else seats_as_then(seats, held, at)

    def members(self, board: Board) -> tuple[MemberRow, ...]:
        return tuple(
            MemberRow(s.id, s.version, s.person_id, s.name, s.role, s.role_words, s.term_from, s.term_to)
            for s in self._seats.get(board.pk, ())
        )


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


def overseen_by(board_ids: Iterable[UUID], at: datetime | None = None) -> dict[UUID, UUID]:
    """Return which of these boards oversees each workstream, or did at a moment, by workstream."""
    wanted = set(board_ids)
    pairs = Oversight.objects.filter(board_id__in=wanted).values_list("workstream_id", "board_id")
    found = {workstream_id: board_id for workstream_id, board_id in pairs if board_id is not None}
    for workstream_id, watch in (watches_as_then(at) if at is not None else {}).items():
        found.pop(workstream_id, None)
        if watch is not None and watch.board_id in wanted:
            found[workstream_id] = watch.board_id
    return found


def _oversees(
    board_ids: list[UUID], reader: Actor, at: datetime | None = None
) -> dict[UUID, tuple[UUID, ...]]:
    overseen: dict[UUID, set[UUID]] = {}
    for workstream_id, board_id in overseen_by(board_ids, at).items():
        overseen.setdefault(board_id, set()).add(workstream_id)
    seen = ground.workstreams(reader=reader, ids={w for group in overseen.values() for w in group}, at=at)
    return {board: tuple(w for w in seen if w in group) for board, group in overseen.items()}


def _member(row: BoardMember) -> MemberRow:
    return MemberRow(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=row.person.name,
        role=row.role,
        role_words=row.get_role_display(),
        term_from=row.term_from,
        term_to=row.term_to,
    )


def _board(
    row: Board, parents: dict[UUID, str], oversees: tuple[UUID, ...], members: tuple[MemberRow, ...]
) -> BoardRow:
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
        members=members,
        oversees=oversees,
    )

"""Meetings with their agenda, who came, and whether they had their quorum, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from governance.events import MeetingPlanned
from governance.models import AgendaItem, Attendance, BoardMember, Decision, Meeting
from governance.models.meeting import MEETING_STATES
from governance.queries.added import added_later
from governance.queries.paper_sight import seen_papers
from governance.rules.meeting import EXEMPT_TITLE, Quorum, exclusion_words, quorum, state_words
from programme.rules import access
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class AttendanceRow:
    """How one person attended."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    state: str
    state_words: str
    note: str


@dataclass(frozen=True)
class AgendaRow:
    """One item of an agenda, numbered as its reader sees it. What it is about is blank where there is nothing.

    `excludes_public` says that the meeting is asked to exclude the public; `public_excluded` whether it did, None
    while it has not voted. `paragraph` is that of Schedule 12A, where what it is about is exempt.
    """

    id: UUID
    version: int
    number: int
    kind: str
    kind_words: str
    title: str
    note: str
    paper_id: UUID | None
    paper_ref: str
    decision_id: UUID | None
    decision_ref: str
    excludes_public: bool
    public_excluded: bool | None
    paragraph: int | None
    marking: str


@dataclass(frozen=True)
class MeetingRow:
    """One sitting of a board. Names of who came are for people signed in, notes for those who see internal things."""

    id: UUID
    version: int
    board_id: UUID
    board_code: str
    board: str
    organisation_id: UUID
    programme_id: UUID | None
    programme_code: str
    illustrative: bool
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    state: str
    state_words: str
    in_public: bool
    notes: str
    source: str
    marking: str
    placement: Placement
    quorum: Quorum
    attendance: tuple[AttendanceRow, ...]
    agenda: tuple[AgendaRow, ...]

    @property
    def quorum_words(self) -> str:
        """Return how it stands to its quorum, in a sentence."""
        return self.quorum.words

    @property
    def name(self) -> str:
        """Return what people call it: its board and its day."""
        day = timezone.localtime(self.starts_at)
        words = f"{self.board}, {day.day} {day:%B %Y}"
        return f"{words}: {self.title}" if self.title else words

    @property
    def exclusions(self) -> tuple[str, ...]:
        """Return its resolutions about the public, in words: asked for, passed and turned down apart."""
        told = []
        for resolved in (True, None, False):
            items = [i for i in self.agenda if i.excludes_public and i.public_excluded is resolved]
            numbers = [i.paragraph for i in items if i.paragraph is not None]
            told.append(exclusion_words([i.number for i in items], numbers, resolved=resolved))
        return tuple(words for words in told if words)


def meetings(
    *,
    reader: Actor,
    ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    at: datetime | None = None,
) -> dict[UUID, MeetingRow]:
    """Return the meetings this reader may see, by id, the earliest first.

    `since` (inclusive) and `until` (exclusive) are about when they begin. With `at` they are those on record by
    that moment, and one that had not begun by then is still planned; agenda and attendance are today's.
    An item about something its reader may not see is left out, and the others are numbered without it.
    """
    rows = Meeting.objects.visible_to(reader)
    if at is not None:
        rows = Meeting.objects.seen_by(reader)
    for field, wanted in (
        ("pk__in", ids),
        ("board_id__in", board_ids),
        ("board__programme_id__in", programme_ids),
    ):
        if wanted is not None:
            rows = rows.filter(**{field: list(wanted)})
    if since is not None:
        rows = rows.filter(starts_at__gte=since)
    if until is not None:
        rows = rows.filter(starts_at__lt=until)
    found = _read(rows)
    if at is not None:
        later = added_later([m.id for m in found], [MeetingPlanned.type], at)
        found = [m for m in found if m.id not in later and (m.removed_at is None or m.removed_at > at)]
    seen = _things_seen(found, reader)
    seats = _voting_seats(found)
    return {m.id: _meeting(m, seen, seats.get(m.board_id, ()), reader, at) for m in found}


def next_and_last(
    *, reader: Actor, board_ids: Iterable[UUID], at: datetime
) -> dict[UUID, tuple[MeetingRow | None, MeetingRow | None]]:
    """Return each board's last meeting that was held before a moment, and its next planned one, by board."""
    wanted = list(board_ids)
    found = meetings(reader=reader, board_ids=wanted, at=at)
    pairs: dict[UUID, tuple[MeetingRow | None, MeetingRow | None]] = {}
    for board_id in wanted:
        own = [m for m in found.values() if m.board_id == board_id]
        held = [m for m in own if m.state == "held" and m.starts_at <= at]
        planned = [m for m in own if m.state == "planned" and m.starts_at > at]
        pairs[board_id] = (held[-1] if held else None, planned[0] if planned else None)
    return pairs


def _read(rows: QuerySet[Any]) -> list[Meeting]:
    attended = Attendance.objects.select_related("person").order_by("person__name")
    items = (
        AgendaItem.objects.filter(removed_at=None)
        .select_related("paper", "decision")
        .order_by("position", "pk")
    )
    return list(
        rows.select_related("board__programme", "board__organisation")
        .prefetch_related(Prefetch("attendance", queryset=attended), Prefetch("agenda", queryset=items))
        .order_by("starts_at", "board__name", "pk")
    )


def _things_seen(found: list[Meeting], reader: Actor) -> set[UUID]:
    """Return the ids of papers and decisions on these agendas that the reader may see."""
    seen: set[UUID] = set()
    for rows, column in (
        (seen_papers(reader), "paper_id"),
        (Decision.objects.visible_to(reader), "decision_id"),
    ):
        ids = {getattr(item, column) for m in found for item in m.agenda.all()} - {None}
        if ids:
            seen |= set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    return seen


def _voting_seats(found: list[Meeting]) -> Mapping[UUID, list[tuple[UUID, date | None, date | None]]]:
    seats: dict[UUID, list[tuple[UUID, date | None, date | None]]] = {}
    rows = BoardMember.objects.filter(board_id__in={m.board_id for m in found}, role__in=("chair", "member"))
    for seat in rows:
        seats.setdefault(seat.board_id, []).append((seat.person_id, seat.term_from, seat.term_to))
    return seats


def _quorum(row: Meeting, seats: Iterable[tuple[UUID, date | None, date | None]]) -> Quorum:
    day = timezone.localdate(row.starts_at)
    voting = [
        person
        for person, began, ends in seats
        if (began is None or began <= day) and (ends is None or day <= ends)
    ]
    came = [(a.person_id, a.state) for a in row.attendance.all()]
    return quorum(row.board.quorum, voting=voting, came=came)


def _agenda(row: Meeting, seen: set[UUID]) -> tuple[AgendaRow, ...]:
    shown = [
        item
        for item in row.agenda.all()
        if (item.paper_id is None or item.paper_id in seen)
        and (item.decision_id is None or item.decision_id in seen)
    ]
    return tuple(_item(item, number) for number, item in enumerate(shown, 1))


def _item(item: AgendaItem, number: int) -> AgendaRow:
    about = item.decision or item.paper
    title = item.title
    if title == EXEMPT_TITLE and about is not None:
        title = item.decision.title if item.decision else item.paper.subject if item.paper else title
    return AgendaRow(
        id=item.id,
        version=item.version,
        number=number,
        kind=item.kind,
        kind_words=item.get_kind_display(),
        title=title,
        note=item.note,
        paper_id=item.paper_id,
        paper_ref=item.paper.ref if item.paper else "",
        decision_id=item.decision_id,
        decision_ref=item.decision.ref if item.decision else "",
        excludes_public=item.excludes_public,
        public_excluded=item.public_excluded,
        paragraph=about.exempt_paragraph if about is not None else None,
        marking=about.marking if about is not None else access.OPEN,
    )


def _meeting(
    row: Meeting,
    seen: set[UUID],
    seats: Iterable[tuple[UUID, date | None, date | None]],
    reader: Actor,
    at: datetime | None,
) -> MeetingRow:
    where = row.placement()
    programme = row.board.programme
    is_ahead = at is not None and row.starts_at > at and row.state == "held"
    state = "planned" if is_ahead else row.state
    inside = replace(where, markings=where.markings | {access.INTERNAL})
    came = row.attendance.all() if reader.kind != "public" else ()
    return MeetingRow(
        id=row.id,
        version=row.version,
        board_id=row.board_id,
        board_code=row.board.code,
        board=row.board.name,
        organisation_id=row.board.organisation_id,
        programme_id=row.board.programme_id,
        programme_code=programme.code if programme else "",
        illustrative=row.illustrative or row.board.illustrative,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        state=state,
        state_words=state_words(dict(MEETING_STATES)[state], state, row.starts_at, at or timezone.now()),
        in_public=row.in_public,
        notes=row.notes if reader.sees(inside) else "",
        source=row.source,
        marking=row.marking,
        placement=where,
        quorum=_quorum(row, seats),
        attendance=tuple(
            AttendanceRow(a.id, a.version, a.person_id, a.person.name, a.state, a.get_state_display(), a.note)
            for a in came
        ),
        agenda=_agenda(row, seen),
    )

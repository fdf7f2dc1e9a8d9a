"""What is wrong with boards, decision-makers and oversight, over what one reader may see. Asked anew each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.models import Board, BoardMember, Decision, Oversight, Paper
from governance.queries.boards import BoardRow, DecisionMakerRow, boards, decision_makers
from governance.queries.oversights import OversightRow, oversights
from governance.rules.board_checks import (
    BoardFacts,
    Finding,
    MakerFacts,
    Seat,
    WorkstreamFacts,
    check_boards,
)
from governance.rules.deciding import ASKED
from governance.rules.delegation import stands_above
from programme import queries as ground
from programme.rules.access import Actor


def board_findings(
    *,
    reader: Actor,
    organisation_ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    board_id: UUID | None = None,
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong: of councils, of programmes, or about one board and what it oversees.

    Who sits is as at `on`, today where None. The public, who sees no members, is told of none. What a reader may not
    see is named nowhere, yet counts, so that no board is called idle that is not. Source: docs/method.md,
    "Checks of boards".
    """
    wanted = None if programme_ids is None else set(programme_ids)
    if board_id is not None:
        mine = boards(reader=reader, ids=[board_id]).get(board_id)
        if mine is None:
            return ()
        organisation_ids = [mine.organisation_id]
    councils = None if organisation_ids is None else set(organisation_ids)
    seen = boards(reader=reader, organisation_ids=councils)
    rows = {
        key: row
        for key, row in seen.items()
        if wanted is None or row.programme_id is None or row.programme_id in wanted
    }
    workstreams = _workstreams(reader, councils, wanted)
    watched = oversights(workstreams)
    makers = decision_makers(reader=reader, organisation_ids={row.organisation_id for row in rows.values()})
    asked = _asked(reader, wanted)
    day = on or timezone.localdate()
    found = check_boards(
        _board_facts(rows, workstreams, watched, asked, _printed(reader, rows, wanted), reader, day),
        [_workstream_facts(row, watched.get(key), asked, makers, reader) for key, row in workstreams.items()],
        _maker_facts(makers, workstreams, watched, asked, reader),
    )
    if board_id is None:
        return found
    about = {board_id} | {key for key, row in watched.items() if row.board_id == board_id}
    name = called(seen[board_id])
    return tuple(one for one in found if one.thing_id in about or (one.code == "circle" and name in one.what))


def called(row: BoardRow) -> str:
    """Return what a board is called, and that it is illustrative: a copy's boards have the names of the real ones."""
    return f"{row.name} (illustrative)" if row.illustrative else row.name


def _workstreams(
    reader: Actor, councils: set[UUID] | None, wanted: set[UUID] | None
) -> dict[UUID, ground.WorkstreamRow]:
    programmes = ground.programmes(reader=reader)
    if councils is not None:
        programmes = {k: row for k, row in programmes.items() if row.organisation_id in councils}
    within = set(programmes) if wanted is None else set(programmes) & wanted
    return ground.workstreams(reader=reader, programme_ids=within)


def _asked(reader: Actor, wanted: set[UUID] | None) -> list[Decision]:
    rows = Decision.objects.visible_to(reader).filter(state__in=ASKED).order_by("programme__code", "ref")
    return list(rows if wanted is None else rows.filter(programme_id__in=wanted))


def _printed(reader: Actor, rows: Mapping[UUID, BoardRow], wanted: set[UUID] | None) -> dict[UUID, list[str]]:
    """Return the papers that print a board as their decision-maker, by board."""
    names = {row.name.casefold(): key for key, row in rows.items()}
    papers = Paper.objects.visible_to(reader).exclude(decision_maker_as_printed="").exclude(state="withdrawn")
    if wanted is not None:
        papers = papers.filter(programme_id__in=wanted)
    found: dict[UUID, list[str]] = {}
    for ref, printed in papers.order_by("ref").values_list("ref", "decision_maker_as_printed"):
        key = names.get(printed.casefold())
        if key is not None:
            found.setdefault(key, []).append(f"paper {ref}")
    return found


def _board_facts(
    rows: Mapping[UUID, BoardRow],
    workstreams: Mapping[UUID, ground.WorkstreamRow],
    watched: Mapping[UUID, OversightRow],
    asked: list[Decision],
    printed: Mapping[UUID, list[str]],
    reader: Actor,
    day: date,
) -> list[BoardFacts]:
    watching = set(Oversight.objects.filter(board_id__in=rows).values_list("board_id", flat=True))
    parents = set(Board.objects.filter(parent_id__in=rows).values_list("parent_id", flat=True))
    seats = {} if reader.kind == "public" else _seats(rows, day)
    return [
        BoardFacts(
            id=key,
            name=called(row),
            kind=row.kind,
            parent_id=row.parent_id,
            seats=seats.get(key, ()),
            watches_any=key in watching,
            has_children=key in parents,
            oversees=tuple(workstreams[w].ref for w in row.oversees if w in workstreams),
            asked_for=tuple(one.ref for one in asked if one.board_id == key),
            decides_papers=tuple(printed.get(key, ())),
            knows_seats=reader.kind != "public",
        )
        for key, row in rows.items()
    ]


def _seats(rows: Iterable[UUID], day: date) -> dict[UUID, tuple[Seat, ...]]:
    term = (Q(term_from=None) | Q(term_from__lte=day)) & (Q(term_to=None) | Q(term_to__gte=day))
    found: dict[UUID, list[Seat]] = {}
    for seat in BoardMember.objects.filter(term, board_id__in=rows).select_related("person").order_by(
        "role", "person__name"
    ):  # fmt: skip
        found.setdefault(seat.board_id, []).append(
            Seat(
                seat.person_id,
                seat.person.name,
                str(seat.get_role_display()).lower(),
                seat.person.has_account,
            )
        )
    return {key: tuple(group) for key, group in found.items()}


def _workstream_facts(
    row: ground.WorkstreamRow,
    watch: OversightRow | None,
    asked: list[Decision],
    makers: Mapping[UUID, DecisionMakerRow],
    reader: Actor,
) -> WorkstreamFacts:
    decides = {watch.decision_maker_id: watch.decision_maker} if watch and watch.decision_maker_id else {}
    own = [makers[key] for key in decides if key in makers]
    elsewhere = {
        one.ref: makers[one.decision_maker_id]
        for one in asked
        if one.workstream_id == row.id
        and one.decision_maker_id is not None
        and one.decision_maker_id in makers
    }
    others = {
        ref: maker
        for ref, maker in elsewhere.items()
        if maker.id not in decides and not any(stands_above(maker.kind, held.kind) for held in own)
    }
    named = {**decides, **{maker.id: maker.name for maker in others.values()}}
    return WorkstreamFacts(
        id=row.id,
        ref=row.ref,
        name=row.name,
        owner="" if reader.kind == "public" else row.owner,
        boards=(watch.board,) if watch is not None and watch.board_id else (),
        decision_makers=tuple(named.values()) if decides or len(named) > 1 else (),
        asked=tuple(others) if decides else (),
    )


def _maker_facts(
    makers: Mapping[UUID, DecisionMakerRow],
    workstreams: Mapping[UUID, ground.WorkstreamRow],
    watched: Mapping[UUID, OversightRow],
    asked: list[Decision],
    reader: Actor,
) -> list[MakerFacts]:
    decides: dict[UUID | None, list[str]] = {}
    for key, row in workstreams.items():
        if key in watched:
            decides.setdefault(watched[key].decision_maker_id, []).append(row.ref)
    return [
        MakerFacts(
            id=key,
            name=row.name,
            kind=row.kind,
            has_holder=row.holder_id is not None or reader.kind == "public",
            limits=frozenset(row.limits),
            decides_for=tuple(decides.get(key, ())),
            asked=tuple((one.ref, one.kind) for one in asked if one.decision_maker_id == key),
            without_account="" if row.holder_has_account else row.holder,
        )
        for key, row in makers.items()
    ]

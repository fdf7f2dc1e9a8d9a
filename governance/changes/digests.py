"""Reserving digests: one row a board, member and period, with what that member sees frozen in it.

What `reserve_digests` does, in order:
1. Take the members whose term holds on the day, whose account is open and who may see the board; whoever has a row
   of this period already is left out.
2. Begin each where the last digest that person actually got ended, however long ago; where none ever arrived, at
   the beginning of the first that was made, else at the board's last meeting or a month back.
3. Make the view once for each set of rights and beginning, twice where somebody is cleared: what messages may say
   holds nothing exempt or confidential.
4. Write the rows; a row another worker wrote meanwhile stands.

Source: docs/method.md, "Digests".
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from governance.models import Board, Digest
from governance.queries.board_view import board_view
from governance.queries.digests import Begin, digest_begins, sitting
from governance.rules.board_view import BoardView, to_json
from programme import queries as ground
from programme.queries.once import asking_once
from programme.rules.access import Actor

Sharing = dict[Hashable, Actor]  # for each set of rights, the reader who stands for all of them
Undelivered = Mapping[UUID, tuple[tuple[datetime, str], ...]]


@transaction.atomic
def reserve_digests(
    *,
    board_id: UUID,
    period_key: str,
    by: Actor,
    at: datetime,
    undelivered: Undelivered | None = None,
    sharing: Sharing | None = None,
) -> dict[UUID, UUID]:
    """Freeze the digests of a board's members for a period. Returns the new ones' ids, by person.

    `undelivered` are the messages to each person that did not arrive: when they were made, and in words. Asked
    twice, or by two workers at once, each member has one. Boards done within one `sharing_reads` share what their
    readers of equal rights see of one programme. Raises ValueError unless the system asks.
    """
    require_system(by)
    members = sitting(board_id, at=at)
    told = set(
        Digest.objects.filter(board_id=board_id, period_key=period_key).values_list("person_id", flat=True)
    )
    readers = ground.actors_for([key for key in members if key not in told], door="system")
    begun = digest_begins(board_id, readers)
    organisation_id = Board.objects.get(pk=board_id).organisation_id
    shared = _Shared(board_id, organisation_id, at, sharing if sharing is not None else {})
    rows = []
    for person_id, reader in readers.items():
        begin = begun.get(person_id, (None, ""))
        page = shared.view(reader, begin)
        if page is None:
            continue
        lost = [words for when, words in (undelivered or {}).get(person_id, ()) if when > page.since]
        rows.append(
            Digest(
                id=uuid4(),
                board_id=board_id,
                person_id=person_id,
                period_key=period_key,
                since=page.since,
                as_at=page.as_at,
                body=shared.body(reader, begin, lost),
                method_version=page.method_version,
                reserved_at=at,
            )
        )
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    written = Digest.objects.filter(pk__in=[row.pk for row in rows])
    return dict(written.values_list("person_id", "pk"))


@transaction.atomic
def note_received(*, digest_id: UUID, at: datetime) -> None:
    """Note that a digest reached its person: the next begins where it ended. The first moment stands."""
    Digest.objects.filter(pk=digest_id, received_at=None).update(received_at=at)


def require_system(by: Actor) -> None:
    """Raise ValueError unless the product itself asks: a digest falls due, nobody makes one."""
    if by.kind != "system":
        raise ValueError("a digest is made when it falls due; show one with the query of a board's view")


@contextmanager
def sharing_reads() -> Iterator[Sharing]:
    """Ask the database once for what several boards' digests of one moment share. Hand what it yields to each."""
    with asking_once():
        yield {}


class _Shared:
    """Views of one board at one moment, made once for each set of rights, beginning and kind of figures."""

    def __init__(self, board_id: UUID, organisation_id: UUID, at: datetime, sharing: Sharing) -> None:
        self.board_id, self.organisation_id, self.at = board_id, organisation_id, at
        self.readers = sharing
        self.views: dict[Hashable, BoardView | None] = {}
        self.bodies: dict[Hashable, Any] = {}

    def rights(self, reader: Actor) -> Hashable:
        """Return what a view depends on of its reader."""
        return rights_key(reader, self.organisation_id)

    def view(self, reader: Actor, begin: Begin) -> BoardView | None:
        """Return what a reader sees, under nobody's name; None where they may not see the board."""
        key = (self.rights(reader), begin)
        if key not in self.views:
            since, called = begin
            # The first reader of these rights stands for all, so that what was read for them is found again.
            first = self.readers.setdefault(key[0], reader)
            self.views[key] = board_view(
                reader=first, board_id=self.board_id, since=since, now=self.at, since_called=called
            )
        return self.views[key]

    def stored(self, reader: Actor, begin: Begin) -> Any:
        """Return the same as JSON values, None where there is nothing."""
        key = (self.rights(reader), begin)
        if key not in self.bodies:
            view = self.view(reader, begin)
            self.bodies[key] = None if view is None else to_json(view)
        return self.bodies[key]

    def body(self, reader: Actor, begin: Begin, lost: list[str]) -> dict[str, Any]:
        """Return what is frozen for a reader: what messages may say, and what the page shows where that is more."""
        own = {"reader": reader.name, "undelivered": lost}
        open_eyes = reader.without_closed()
        message = self.stored(open_eyes, begin)
        body = {"message": None if message is None else {**message, **own}}
        if self.rights(open_eyes) != self.rights(reader):
            body["page"] = {**self.stored(reader, begin), **own}
        return body


def rights_key(reader: Actor, organisation_id: UUID) -> Hashable:
    """Return what a board's view depends on of its reader: those of equal sight there share one."""
    own = [grant for grant in reader.grants if grant.organisation_id == organisation_id]
    sight = frozenset((g.markings, g.organisation_id, g.programme_id, g.workstream_id) for g in own)
    rest = replace(reader, name="", person_id=None, email="", door="", grants=())
    return rest, sight, replace(reader, grants=tuple(own)).is_officer, any(g.cleared for g in reader.grants)

"""How much worker time the digests of 500 members over 50 boards take: reserved, worded, drawn, written and sent.

Each goes its whole way through the outbox to a mail server that takes everything and is not there. Beside it, in the
same run: freezing and reading one board's view as often as there are members.
"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.report import Figure, keep
from tests.servers import start_servers, urls

PROGRAMMES = int(os.environ.get("BENCH_PROGRAMMES", "5"))
BOARDS = 10  # a programme
MEMBERS = 10  # a board
LINES = 60  # a programme
AIM_SECONDS = 60.0


def run() -> None:
    """Take the measurements and keep them."""
    running = start_servers()
    try:
        os.environ |= urls(running)
        os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(running.servers.folder.root)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
        import django
        from django.conf import settings

        django.setup()
        settings.EMAIL_URL = "memory:"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.EMAIL_FROM = "tracker@example.test"
        keep("digests", measure())
        from django.db import connections

        connections.close_all()
    finally:
        running.stop()


def measure() -> list[Figure]:
    """Return what digests take, the first time and the week after, and the reference."""
    boards = [board for n in range(PROGRAMMES) for board in council(n)]
    members = len(boards) * MEMBERS
    first = through(boards, "2026-W47")
    again = through(boards, "2026-W48")
    return [
        Figure(f"{members} members, {len(boards)} boards: worker time", first["all"], "s", AIM_SECONDS),
        Figure("of it, the worker's own, the database apart", first["own"], "s"),
        Figure("the same where nothing changed since", again["all"], "s"),
        Figure(f"reference: one view frozen and read {members} times", reference(boards[0], members), "s"),
    ]


def council(number: int) -> list[UUID]:
    """Make a programme of moving lines with its boards and members, and return the boards' ids."""
    from bench.filling import fill
    from programme.models import Programme, Workstream

    programme = Programme.objects.get(pk=fill(LINES, code=f"digests-{number}"))
    move(programme.pk)
    boards = seat(programme)
    for n, workstream in enumerate(Workstream.objects.filter(programme=programme).order_by("position")):
        oversee(workstream.pk, boards[1 + n % (BOARDS - 1)])
    return boards


def seat(programme: Any) -> list[UUID]:
    """Make the boards, all beneath the first, each with a cleared chair, an officer and plain members."""
    from governance import changes as governance
    from programme import changes as ground
    from programme.rules.access import CHAIR, FINANCE, MEMBER, system

    by, at = system(door="loading"), datetime(2026, 4, 1, 9, tzinfo=UTC)
    found: list[UUID] = []
    for n in range(BOARDS):
        code = f"{programme.code}-board-{n}"
        # Two weeks' digests are measured one after the other, so no window keeps them apart.
        values = {
            "code": code, "name": f"Board {n}", "programme_id": programme.pk, "gather_seconds": 0
        }  # fmt: skip
        if found:
            values["parent_id"] = found[0]
        board = governance.add_board(organisation_id=programme.organisation_id, values=values, by=by, at=at)
        for m in range(MEMBERS):
            person = ground.add_person(
                values={"email": f"{code}-{m}@example.test", "name": f"Member {m}"}, by=by, at=at
            )
            role = (CHAIR, FINANCE)[m] if m < 2 else MEMBER
            grant = {
                "role": role,
                "cleared": role == CHAIR,
                "organisation_id": programme.organisation_id,
                "programme_id": programme.pk,
            }
            ground.give_grant(person_id=person.pk, values=grant, by=by, at=at)
            governance.appoint_member(board_id=board.pk, person_id=person.pk, by=by, at=at)
        found.append(board.pk)
    return found


def oversee(workstream_id: UUID, board_id: UUID) -> None:
    """Have a board oversee a workstream."""
    from governance import changes as governance
    from programme.rules.access import system

    governance.set_oversight(
        workstream_id=workstream_id,
        board_id=board_id,
        decision_maker_id=None,
        by=system(door="loading"),
        at=datetime(2026, 4, 1, 9, tzinfo=UTC),
    )


def move(programme_id: UUID) -> None:
    """Give every workstream a milestone that was moved later a week ago, and rate it."""
    from programme import changes as ground
    from programme.models import Workstream
    from programme.rules.access import system

    by, at = system(door="loading"), datetime.now(tz=UTC) - timedelta(days=7)
    for n, workstream in enumerate(Workstream.objects.filter(programme_id=programme_id).order_by("position")):
        values = {
            "ref": f"B{n}",
            "name": f"Step {n}",
            "workstream_id": workstream.pk,
            "baseline_date": date(2027, 3, 31),
            "baseline_precision": "day",
        }
        added = ground.add_milestone(
            programme_id=programme_id, values=values, by=by, at=at - timedelta(days=60)
        )
        ground.reforecast_milestone(
            milestone_id=added.pk, version=None, forecast=date(2027, 4, 30), reason="Later", by=by, at=at
        )
        ground.report_status(
            workstream_id=workstream.pk, version=None, rating="amber", reason="As seen", by=by, at=at
        )


def through(boards: list[UUID], period: str) -> dict[str, float]:
    """Take the digests of a period through the outbox and return the seconds it took, in all and of its own."""
    from bots.changes import ask_for_digests
    from bots.models import Delivery
    from programme.outbox.models import Work

    Work.objects.filter(state="pending").delete()  # what making the councils caused is not measured
    for n in range(0, len(boards), BOARDS):  # a council's boards are asked for together
        ask_for_digests(boards[n : n + BOARDS], period=period)
    taken, own = work_off("bots.digest")  # which goes straight on with the messages it caused
    left, own_left = work_off("bots.send")
    states = set(Delivery.objects.filter(kind="digest").values_list("state", flat=True))
    assert states == {"sent"}, states
    return {"all": taken + left, "own": own + own_left}


def work_off(handler: str) -> tuple[float, float]:
    """Do all work of a handler as a worker does; return the seconds it took, and those this process worked."""
    from django.core import mail

    from programme.outbox.models import Work
    from programme.outbox.running import run as work

    ids = list(Work.objects.filter(handler=handler, state="pending").values_list("pk", flat=True))
    mail.outbox = []
    began, own = time.monotonic(), time.process_time()
    for work_id in ids:
        work(work_id, owner="bench")
    return time.monotonic() - began, time.process_time() - own


def reference(board_id: UUID, times: int) -> float:
    """Freeze one board's view as JSON and read it back, so many times."""
    from governance.queries.board_view import board_view
    from governance.rules.board_view import from_json, to_json
    from programme.rules.access import public

    view = board_view(reader=public(), board_id=board_id)
    assert view is not None
    began = time.monotonic()
    for _ in range(times):
        from_json(json.loads(json.dumps(to_json(view))))
    return time.monotonic() - began

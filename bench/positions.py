"""How long the position of a programme takes: both bridges of every year, as page, API, bot and recalculation ask it.

Beside it, in the same run: reading the same plan cells and doing nothing with them, and adding as many amounts up.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from bench.report import Figure, keep, spread
from tests.servers import start_servers, urls

TIMES = int(os.environ.get("BENCH_POSITIONS", "40"))


def run() -> None:
    """Take the measurements and keep them."""
    running = start_servers()
    try:
        os.environ |= urls(running)
        os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(running.servers.folder.root)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
        import django

        django.setup()
        keep("positions", measure())
        from django.db import connections

        connections.close_all()
    finally:
        running.stop()


def measure() -> list[Figure]:
    """Return what positions take, live and as at a moment, and the references."""
    from django.utils import timezone

    from bench.filling import fill
    from programme.rules.access import system
    from savings.queries import positions

    imported, moving = fill(1_000, code="imported", as_imported=True), fill(1_000, code="moving")

    def position(programme_id: UUID, **at: object) -> Callable[[], object]:
        return lambda: positions(reader=system(), programme_ids=[programme_id], **at)  # type: ignore[arg-type]

    position(moving)()  # a connection, and Django's first look at everything
    gc.collect()
    gc.freeze()  # as the web process does at its start
    figures = [
        *spread("1,000 lines as imported: plans alone", times(position(imported)), aim_p95=0.05),
        *spread("1,000 lines with forecasts, a quarter late", times(position(moving)), aim_p95=0.05),
        *spread("the same, as at a moment", times(position(moving, at=timezone.now()))),
    ]
    large = fill(10_000, code="large")
    figures += spread("10,000 lines with forecasts, a quarter late", times(position(large), 5), aim_p95=0.5)
    return [
        *figures,
        *spread("reference: 4,000 plan cells read, nothing done", times(lambda: read_alone(moving))),
        *spread("reference: 100,000 amounts added up", times(add_up)),
    ]


def times(work: Callable[[], object], many: int = TIMES) -> list[float]:
    """Return the seconds each of many runs took."""
    taken = []
    for _ in range(many):
        began = time.monotonic()
        work()
        taken.append(time.monotonic() - began)
    return taken


def read_alone(programme_id: UUID) -> int:
    """Read the plan of a programme and throw it away."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select a.saving_id, a.year, a.amount from savings_plannedamount a "
            "join savings_saving s on s.id = a.saving_id where s.programme_id = %s",
            [programme_id],
        )
        return len(cursor.fetchall())


def add_up() -> Decimal:
    """Add amounts of pounds, as many as a large position does."""
    one, total = Decimal("120000.00"), Decimal(0)
    for _ in range(100_000):
        total += one
    return total

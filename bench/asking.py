"""How long understanding a question and answering it takes, at 100,000 savings lines and 2,000 other names.

The lines lie in 91 programmes, the first ten times as large as the others, and who asks sees all of them. Questions are
of the sorts the bank has, each as often as there. Beside it, in the same run: one line read by its key, as often as
there are questions, and amounts added up.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from bench.report import Figure, keep, percentile, spread
from tests.servers import start_servers, urls

COUNCILS: Final = int(os.environ.get("BENCH_COUNCILS", "91"))
LINES: Final = int(os.environ.get("BENCH_LINES", "1000"))
LARGE: Final = LINES * 10
MANY: Final = int(os.environ.get("BENCH_QUESTIONS", "600"))
AIM_SECONDS: Final = 0.1


def run() -> None:
    """Take the measurements and keep them."""
    running = start_servers()
    try:
        os.environ |= urls(running)
        os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(running.servers.folder.root)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
        import django

        django.setup()
        keep("asking", measure())
        from django.db import connections

        connections.close_all()
    finally:
        running.stop()


def measure() -> list[Figure]:
    """Return what questions take, over all programmes and in the largest, and what names take to be read."""
    from django.db import connection
    from django.utils import timezone

    from bench.councils import make, somebody
    from bench.questions import questions
    from bots.queries import answer
    from bots.queries.answers.names import lexicon_for

    councils = [make(n, LINES if n else LARGE) for n in range(COUNCILS)]
    reader, at = somebody(councils), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    first, cold = times([lambda: answer("help", reader=reader, at=at)])
    lexicon = lexicon_for(reader)
    assert lexicon is not None
    others = sum(one.kind != "saving" for one in lexicon.things)
    gc.collect()
    gc.freeze()  # as the web process and the worker do at their start
    asked = questions(councils, MANY)
    figures = [*_figures(f"{LINES * (COUNCILS + 9):,} lines: a question", asked, reader, at)]
    largest = [replace(one, programme=councils[0].code) for one in questions(councils[:1], MANY // 4, seed=2)]
    figures += _figures(f"within the one programme of {LARGE:,} lines", largest, reader, at)
    figures += spread("understanding alone", times([_reading(one, reader, at) for one in asked])[0])
    return [
        *figures,
        Figure("names besides lines", others, ""),
        Figure("names read from nothing, with the first question", first[0], "s"),
        Figure("the same, processor time of ours", cold[0], "s"),
        *_after_changes(councils, reader, at),
        *references(councils[0].id, len(asked)),
    ]


def _figures(what: str, asked: Sequence[Any], reader: Any, at: datetime) -> list[Figure]:
    """Return how long some questions take by the clock and of our own processor time."""
    from bots.queries import answer

    def of(one: Any) -> Callable[[], object]:
        return lambda: answer(one.words, reader=reader, at=at, programme=one.programme)

    wall, own = times([of(one) for one in asked])
    slow = sum(seconds > AIM_SECONDS for seconds in own) / len(own)
    return [
        *spread(what, wall, aim_p95=AIM_SECONDS),
        Figure("  of it our own processor time, p50", percentile(own, 0.5) * 1000, "ms"),
        Figure("  of it our own processor time, p95", percentile(own, 0.95) * 1000, "ms"),
        Figure("  questions of more than 100 ms of it", slow * 100, "%"),
    ]


def _reading(one: Any, reader: Any, at: datetime) -> Callable[[], object]:
    from bots.queries.answers.answering import read
    from bots.queries.answers.names import lexicon_for

    def ask() -> object:
        lexicon = lexicon_for(reader, programme=one.programme)
        assert lexicon is not None
        return read(one.words, lexicon, at=at)

    return ask


def _after_changes(councils: Sequence[Any], reader: Any, at: datetime) -> list[Figure]:
    """Return what the first question takes after a line, and after a workstream, got another name."""
    from bots.queries import answer
    from programme.models import Workstream
    from savings.models import Saving

    found = []
    for what, model in (("line", Saving), ("workstream", Workstream)):
        taken = []
        for n, council in enumerate(councils[:5]):
            row: Any = model._default_manager.filter(programme_id=council.id).first()
            row.name = f"{row.name} anew {n}"
            row.save()
            taken += times([lambda: answer("help", reader=reader, at=at)])[0]
        found += spread(f"the first question after a {what} is renamed", taken)
    return found


def references(programme_id: Any, many: int) -> list[Figure]:
    """Return what this machine takes to read one line by its key, and to add up."""
    from bench.positions import add_up
    from savings.models import Saving

    key = Saving.objects.filter(programme_id=programme_id).values_list("pk", flat=True)[0]
    reads = times([lambda: list(Saving.objects.filter(pk=key).values_list("name")) for _ in range(many)])[0]
    sums = times([add_up for _ in range(40)])[0]
    return [
        *spread("reference: one line read by its key", reads),
        *spread("reference: 100,000 amounts added up", sums),
    ]


def times(work: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return how long each piece of work took: by the clock, and of this process's own processor time, in seconds."""
    wall, own = [], []
    for piece in work:
        began, spent = time.monotonic(), time.process_time()
        piece()
        wall.append(time.monotonic() - began)
        own.append(time.process_time() - spent)
    return wall, own

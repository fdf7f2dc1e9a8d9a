"""How long one change takes all the way: an admin save until the message is accepted by the (local) Slack.

Beside it, in the same run: a page that does nothing, and a committed row, as references for the machine.
"""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.report import READY_SECONDS, Figure, keep, spread
from deploy.examples.stories import DEMO
from tests.fakes.waiting import wait_until
from tests.journeys.stack import Stack, running_stack
from tests.journeys.story import in_words

SAVES = int(os.environ.get("BENCH_SAVES", "200"))
PROGRAMME = "southampton-cl-story"
STEP_DAYS = 15  # each save moves the milestone far enough to worsen its alert


def run() -> None:
    """Take the measurements and keep them."""
    with TemporaryDirectory() as folder:
        began = time.monotonic()
        with running_stack(Path(folder), seconds=READY_SECONDS):
            first_start = time.monotonic() - began
        began = time.monotonic()
        with running_stack(Path(folder), seconds=READY_SECONDS) as stack:
            later_start = time.monotonic() - began
            stack.wait_until_quiet()
            time.sleep(5)  # at rest: nothing asked of it for a while
            at_rest = megabytes(stack.process.pid)
            saves, delivered = measure(stack)
            references = reference_times(stack)
    keep(
        "path-of-one-change",
        [
            Figure("first start to ready, installed", first_start, "s", 30),
            Figure("later start to ready", later_start, "s", 30),
            Figure("whole stack at rest, sum of PSS", at_rest, "MB", 700),
            *spread("admin save answered", saves, aim_p95=0.1),
            *spread("save answered to message accepted", delivered, aim_p95=1.5),
            *references,
        ],
    )


def measure(stack: Stack) -> tuple[list[float], list[float]]:
    """Return the seconds each save took, and from its answer until the chair's message was accepted."""
    manager = stack.visitor("manager")
    ref = DEMO[PROGRAMME].milestone
    [(milestone_id, forecast)] = stack.sql(
        "select m.id, m.forecast_date from programme_milestone m join programme_programme p on p.id = m.programme_id "
        "where p.code = %s and m.ref = %s",
        PROGRAMME,
        ref,
    )
    saves, delivered = [], []
    day: date = forecast
    seen = 0
    for _ in range(SAVES):
        day += timedelta(days=STEP_DAYS)
        path = f"/admin/programme/milestone/{milestone_id}/change/"
        fields = reforecast(manager.get(path).form(holding="forecast_date"), day)
        stack.wait_until_quiet()  # what the save before caused is none of this one's time
        seen = newest(stack, seen)
        began = time.time()
        answer = manager.post(path, fields, follow=False)
        answered = time.time()
        assert answer.status == 302, f"the save was refused: {answer.status}"
        saves.append(answered - began)
        words = in_words(day)
        wait_until(
            lambda seen=seen, words=words: accepted_at(stack, seen, words), what=f"a message of {words}"
        )
        delivered.append(accepted_at(stack, seen, words) - answered)
    return saves, delivered


def reforecast(fields: list[tuple[str, str]], day: date) -> list[tuple[str, str]]:
    """Return the form's fields with another forecast and a reason."""
    changed = {"forecast_date": in_words(day), "reason": "The builder is late again"}
    return [(name, changed.get(name, value)) for name, value in fields]


def newest(stack: Stack, since: int) -> int:
    """Return the number of the newest call Slack accepted, having known one before."""
    return max((int(call["n"]) for call in stack.slack.accepted(since=since)), default=since)


def accepted_at(stack: Stack, since: int, words: str) -> float:
    """Return when the first message with these words was accepted, 0 while none has been."""
    for call in stack.slack.accepted("chat.postMessage", since=since):
        if words in call["arguments"]["text"]:
            return float(call["at"])
    return 0.0


def reference_times(stack: Stack) -> list[Figure]:
    """Return what this machine takes for a page that does nothing and for one committed row."""
    visitor = stack.visitor("manager")
    pages, commits = [], []
    for _ in range(100):
        began = time.monotonic()
        visitor.get("/livez")
        pages.append(time.monotonic() - began)
    with psycopg.connect(stack.running["environment"]["DATABASE_URL"], autocommit=True) as connection:
        for n in range(100):
            began = time.monotonic()
            connection.execute(
                "insert into outbox_heartbeat (name, at) values (%s, now()) "
                "on conflict (name) do update set at = now()",
                [f"bench:{n}"],
            )
            commits.append(time.monotonic() - began)
        connection.execute("delete from outbox_heartbeat where name like 'bench:%'")
    return [*spread("reference: /livez", pages), *spread("reference: one committed row", commits)]


def megabytes(root: int) -> float:
    """Return the proportional memory of a process and all below it, in MB."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        parents[int(status.parent.name)] = int(lines["PPid"])
    family = {root}
    while True:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        if not more:
            break
        family |= more
    total = 0
    for pid in family:
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            continue
    return total / 1024

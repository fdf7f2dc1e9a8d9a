"""How long Slack waits to be acknowledged while twenty people ask at once and the worker answers them.

The whole product runs as `make run` starts it. Each asker sends signed events one after the other, the next as soon as
the one before was acknowledged: more than people can. Beside it, in the same run: the page that does nothing, asked by
as many at once and by one alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.report import READY_SECONDS, Figure, keep, percentile, spread
from tests.fakes.rehearsal import http, signed_post
from tests.journeys.stack import Stack, running_stack

ASKERS: Final = 20
EACH: Final = int(os.environ.get("BENCH_ASKED", "20"))
AIM_SECONDS: Final = 0.5
QUESTIONS: Final = ("what slipped", "total 2024/25", "24S365 24/25", "which workstreams are red", "help")


def run() -> None:
    """Take the measurements and keep them."""
    with TemporaryDirectory() as folder, running_stack(Path(folder), seconds=READY_SECONDS) as stack:
        stack.wait_until_quiet()
        keep("acknowledging", measure(stack))


def measure(stack: Stack) -> list[Figure]:
    """Return what acknowledgements took, how much of it all was answered, and the references."""
    secret = stack.secrets["slack_signing_secret"]
    together(lambda asker, n: ask(stack, secret, asker, 1000 + n), each=1)  # the first of a process, apart
    web = stack.children()["web"]
    began, spent = time.monotonic(), processor_seconds(web)
    taken = together(lambda asker, n: ask(stack, secret, asker, n), each=EACH)
    whole, spent = time.monotonic() - began, processor_seconds(web) - spent
    [(kept,)] = stack.sql("select count(*) from bots_inbox where key like 'event:bench-%%'")
    assert kept == ASKERS * (EACH + 1), f"{kept} questions were kept"
    return [
        *spread(f"acknowledged, {ASKERS} askers at once", taken),
        Figure("acknowledged, p99", percentile(taken, 0.99) * 1000, "ms", AIM_SECONDS * 1000),
        Figure("questions taken a second", len(taken) / whole, ""),
        Figure("processor time of the web process for each", spent / len(taken) * 1000, "ms"),
        *spread(f"reference: /livez, {ASKERS} at once", together(lambda *_: livez(stack), each=EACH)),
        *spread("reference: /livez, one alone", [livez(stack) for _ in range(100)]),
    ]


def processor_seconds(root: int) -> float:
    """Return the processor time that a process and its children have used, in seconds."""
    tick = os.sysconf("SC_CLK_TCK")
    family, used = {str(root)}, 0
    for stat in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        name = stat.parent.name
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if name in family or fields[1] in family:
            family.add(name)
            used += int(fields[11]) + int(fields[12])
    return used / tick


def together(one: Callable[[int, int], float], *, each: int) -> list[float]:
    """Return what each of many calls took, by as many at once as there are askers, each one after the other."""

    def of(asker: int) -> list[float]:
        return [one(asker, n) for n in range(each)]

    with ThreadPoolExecutor(ASKERS) as pool:
        return [taken for many in pool.map(of, range(ASKERS)) for taken in many]


def ask(stack: Stack, secret: str, asker: int, n: int) -> float:
    """Put a question directly to the app as somebody linked, and return the seconds until it was acknowledged."""
    event: dict[str, Any] = {
        "type": "message",
        "channel_type": "im",
        "channel": "D0CHAIR",
        "user": "U0CHAIR",
        "text": QUESTIONS[(asker + n) % len(QUESTIONS)],
        "ts": f"{time.time():.6f}",
    }
    body = {
        "type": "event_callback",
        "team_id": "T0REHEARSAL",
        "api_app_id": "A0TRACKER",
        "event_id": f"bench-{asker}-{n}",
        "event": event,
    }
    began = time.monotonic()
    reply = signed_post(f"{stack.url}/slack/events", body, secret=secret)
    taken = time.monotonic() - began
    assert reply.status == 200, reply.status
    return taken


def livez(stack: Stack) -> float:
    """Return the seconds the page that does nothing takes."""
    began = time.monotonic()
    assert http("GET", f"{stack.url}/livez").status == 200
    return time.monotonic() - began

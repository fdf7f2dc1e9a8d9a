"""How long an import takes: a thousand lines here and now, ten thousand over four years in the background.

With it: the memory of the worker that does it, and what the browser waits for when a file is uploaded. Beside them,
in the same run: reading the same file with python-calamine alone, and COPY of as many bare rows.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

import psycopg

from bench.report import READY_SECONDS, Figure, keep, percentile
from tests.fakes.waiting import wait_until
from tests.journeys.browsing import Visitor
from tests.journeys.stack import Stack, running_stack

FEW, MANY = 1_000, int(os.environ.get("BENCH_LINES", "10000"))
YEARS = 4
LARGEST = 25 * 1024 * 1024
UPLOADS = 10
ADD = "/admin/savings/sheetimport/add/"


@dataclass(frozen=True)
class Sent:
    """Where an upload leads; the seconds from its last byte to the answer, and from its first."""

    page: str
    waited: float
    whole: float


def run() -> None:
    """Take the measurements and keep them."""
    few, many = a_workbook(FEW), a_workbook(MANY)
    with TemporaryDirectory() as folder, running_stack(Path(folder), seconds=READY_SECONDS) as stack:
        stack.wait_until_quiet()
        figures = [*uploads(stack, few), *in_the_background(stack, many), *here_and_now(stack)]
        figures += references(stack, many)
    keep("importing", figures)


def a_workbook(lines: int) -> bytes:
    """Return a workbook of so many savings over four years, as a council might publish it."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Savings")
    sheet.write(0, 0, "Savings in £000, cumulative; a saving is positive")
    heads = ["Ref", "Heading", "Saving", "Kind", "Maturity", "Cost centre", "Note"]
    sheet.write_row(2, 0, [*heads, *(f"{2026 + n}/{27 + n}" for n in range(YEARS))])
    for n in range(lines):
        words = [
            f"26S{n + 1}", f"Group {n // 50}", f"Saving {n + 1}: a service done differently in area {n * 7919 % lines}",
            "Income" if n % 9 == 0 else "Cash-releasing", str(n % 3), f"E{10000 + n % 300}", f"Note of line {n}",
        ]  # fmt: skip
        sheet.write_row(3 + n, 0, [*words, *(100 + n % 50 + year * 10 for year in range(YEARS))])
    book.close()
    return file.getvalue()


def uploads(stack: Stack, few: bytes) -> list[Figure]:
    """Return what a browser waits for: a file of a thousand lines, and the largest there may be."""
    visitor = stack.visitor("finance")
    largest = os.urandom(LARGEST - 4096)
    found = []
    for name, content, times in (("a thousand lines", few, UPLOADS), ("25 MB", largest, 3)):
        waited = []
        for _ in range(times):
            # A file is kept once by its content, so each has to be another.
            waited.append(sent(visitor, "southampton-cl-story", content + uuid.uuid4().bytes))
            stack.wait_until_quiet()
        waits, wholes = [one.waited for one in waited], [one.whole for one in waited]
        found += [
            Figure(f"{name}: last byte to answer, p50 of {times}", percentile(waits, 0.5) * 1000, "ms", 300),
            Figure(f"{name}: last byte to answer, largest", max(waits) * 1000, "ms", 300),
            Figure(f"{name}: first byte to answer, p50", percentile(wholes, 0.5) * 1000, "ms"),
        ]
    return found


def in_the_background(stack: Stack, many: bytes) -> list[Figure]:
    """Return how long the worker takes to read and to write ten thousand lines, and its memory at the largest."""
    visitor = stack.visitor("pmo")
    worker = stack.children()["worker"]
    at_rest = family_megabytes(worker)
    with watched(lambda: family_megabytes(worker)) as seen:
        began = time.monotonic()
        page = sent(visitor, "", many, code="bench", create="Bench").page
        state(stack, "previewed")
        read = time.monotonic() - began
        form = visitor.get(page).form(holding="version")
        began = time.monotonic()
        visitor.post(f"{page.removesuffix('change/')}write/", form, follow=False)
        state(stack, "written")
        wrote = time.monotonic() - began
    return [
        Figure(f"{MANY:,} lines x {YEARS} years, read and previewed", read, "s"),
        Figure(f"{MANY:,} lines x {YEARS} years, written", wrote, "s"),
        Figure(f"{MANY:,} lines x {YEARS} years in the background", read + wrote, "s", 15),
        Figure("worker before, sum of PSS", at_rest, "MB"),
        Figure("worker at its largest, with the child that reads", max(seen), "MB", 400),
    ]


def here_and_now(stack: Stack) -> list[Figure]:
    """Return how long an import of a thousand lines takes, from the file's bytes to the last row committed.

    In a process of its own: Django is set up once in each, for one database.
    """
    environment = {
        **os.environ,
        **stack.running["environment"],
        "TRACKER_EMBEDDED": "1",
        "TRACKER_DATA": str(stack.folder),
        "DJANGO_SETTINGS_MODULE": "deploy.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing", "few"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    took = [float(line) for line in done.stdout.splitlines()]
    return [Figure(f"{FEW:,} lines with full validation, p50 of {len(took)}", percentile(took, 0.5), "s", 2)]


def import_a_few() -> None:
    """Import a thousand lines three times, each into a programme of its own, and print the seconds of each."""
    import django

    django.setup()
    from django.db import connections
    from django.utils import timezone

    from programme.queries import actor_for_email
    from savings import changes
    from savings.exchange.importing import read_import

    by, few = actor_for_email("pmo@example.test", door="command"), a_workbook(FEW)
    assert by is not None
    for n in range(3):
        began = time.monotonic()
        options = {"code": f"bench-{n}", "create": f"Bench {n}"}
        row = changes.ask_import(
            file_name="few.xlsx", content=few, options=options, by=by, at=timezone.now(), in_background=False
        )
        found = read_import(import_id=row.id, by=by, at=timezone.now())
        assert found is not None
        changes.ask_write(
            import_id=row.id, version=found.version, by=by, at=timezone.now(), in_background=False
        )
        written = changes.write_import(import_id=row.id, by=by, at=timezone.now())
        assert written.created == FEW
        print(time.monotonic() - began)
    connections.close_all()


def references(stack: Stack, many: bytes) -> list[Figure]:
    """Return what this machine takes to open the same file, and to store as many bare rows."""
    from python_calamine import CalamineWorkbook

    began = time.monotonic()
    book = CalamineWorkbook.from_filelike(io.BytesIO(many))
    rows = book.get_sheet_by_index(0).to_python()
    opened = time.monotonic() - began
    owner = stack.running["environment"]["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(
            "create unlogged table bench_rows (id uuid primary key, year smallint, amount numeric(14,2))"
        )
        began = time.monotonic()
        with connection.cursor().copy("copy bench_rows from stdin") as copy:
            for n in range(MANY * YEARS):
                copy.write_row([uuid.uuid4(), 2026 + n % YEARS, n])
        stored = time.monotonic() - began
        connection.execute("drop table bench_rows")
    return [
        Figure(f"reference: python-calamine opens the {len(rows):,} rows", opened, "s"),
        Figure(f"reference: COPY of {MANY * YEARS:,} bare rows", stored, "s"),
    ]


def sent(visitor: Visitor, programme: str, content: bytes, **fields: str) -> Sent:
    """Upload a file as a browser does; return where the answer leads, and how long it was waited for."""
    page = visitor.get(ADD)
    token = dict(page.form(holding="programme"))["csrfmiddlewaretoken"]
    mark = uuid.uuid4().hex
    given = {"csrfmiddlewaretoken": token, "programme": programme, **fields}
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
        for k, v in given.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="bench.xlsx"\r\n\r\n'.encode()
    body = b"".join([*parts, head, content, f"\r\n--{mark}--\r\n".encode()])
    address = urlsplit(visitor.base)
    connection = HTTPConnection(address.hostname or "", address.port or 80, timeout=60)
    began = time.monotonic()
    connection.putrequest("POST", ADD)
    for name, value in {
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "Content-Length": str(len(body)),
        "Referer": urljoin(visitor.base, ADD),
        "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies),
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body)
    last_byte = time.monotonic()
    answer = connection.getresponse()
    answered = time.monotonic()
    words = answer.read()[:500]
    connection.close()
    if answer.status != 302:
        raise AssertionError(f"the upload was not taken: {answer.status}, {words!r}")
    return Sent(answer.headers["Location"], answered - last_byte, answered - began)


def state(stack: Stack, wanted: str) -> None:
    """Return once the newest import is in this state."""

    def is_so() -> bool:
        [(now,)] = stack.sql("select state from savings_sheetimport order by asked_at desc limit 1")
        assert now in (wanted, "waiting", "reading", "writing", "previewed"), f"it is {now}"
        return bool(now == wanted)

    wait_until(is_so, seconds=120, what=wanted)


def family_megabytes(root: int) -> float:
    """Return the proportional memory of a process and its children, in MB; looking must not load the machine."""
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        try:
            todo += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has gone meanwhile
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@contextmanager
def watched(look: Callable[[], float]) -> Iterator[list[float]]:
    """Look again and again while the block runs."""
    seen, over = [look()], threading.Event()

    def go_on() -> None:
        while not over.wait(0.5):
            seen.append(look())

    watcher = threading.Thread(target=go_on)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    import_a_few() if sys.argv[1:] == ["few"] else run()

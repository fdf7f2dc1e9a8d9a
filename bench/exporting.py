"""How long an export of 10,000 savings takes, and how much memory.

Beside it, in the same run: XlsxWriter alone, writing as many cells of the same sort, as a reference.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Figure, keep
from tests.servers import start_servers, urls

LINES = int(os.environ.get("BENCH_LINES", "10000"))
YEARS = 4
AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)


def run() -> None:
    """Take the measurements in a process of its own, which has one database and no other benchmark's memory."""
    subprocess.run([sys.executable, "-m", "bench.exporting"], check=True)


def take() -> None:
    """Take the measurements and keep them."""
    running = start_servers()
    try:
        os.environ |= urls(running)
        os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(running.servers.folder.root)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
        import django

        django.setup()
        with TemporaryDirectory() as folder:
            keep("exporting", measure(Path(folder)))
        from django.db import connections

        connections.close_all()
    finally:
        running.stop()


def measure(folder: Path) -> list[Figure]:
    """Return what both formats took, the memory they came to, and the reference."""
    from bench.filling import fill
    from programme import queries
    from programme.rules.access import system
    from savings.exchange.exporting import export_savings

    by = system("Bench")
    programme = queries.programmes(reader=by, ids=[fill(LINES, code="bench")]).popitem()[1]
    figures = []
    for ending, aim in (("xlsx", 5.0), ("csv", None)):
        path = folder / f"savings.{ending}"
        before = time.monotonic()
        export_savings(programme=programme, to=path, reader=by, at=AT)
        took = time.monotonic() - before
        figures.append(Figure(f"export of {LINES:,} savings, 4 years, .{ending}", took, "s", aim))
        figures.append(Figure(f"size of the .{ending}", path.stat().st_size / 1024**2, "MB"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.append(Figure("memory of the process at its largest", peak, "MB"))
    figures.append(Figure("reference: XlsxWriter alone, as many cells", reference(folder), "s"))
    return figures


def reference(folder: Path) -> float:
    """Return how long XlsxWriter takes for as many cells, half of them text."""
    import xlsxwriter

    columns = 16 + 4 * YEARS
    before = time.monotonic()
    book = xlsxwriter.Workbook(str(folder / "reference.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(LINES):
        for column in range(columns):
            if column % 2:
                sheet.write_number(row, column, row * 10.5)
            else:
                sheet.write_string(row, column, f"Text of cell {row} {column}")
    book.close()
    return time.monotonic() - before


if __name__ == "__main__":
    take()

"""How long a board's pack of at least 12 pages takes: read, drawn, typeset and frozen, nothing kept from before.

Beside it, in the same run: Typst alone, as many pages of plain paragraphs under the same checks, as a reference.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.report import Figure, keep, percentile
from tests.servers import start_servers, urls

TIMES = int(os.environ.get("BENCH_TIMES", "5"))
LEAST_PAGES = 12


def run() -> None:
    """Take the measurements in a process of its own, which has one database and no other benchmark's memory."""
    subprocess.run([sys.executable, "-m", "bench.packs"], check=True)


def take() -> None:
    """Take the measurements and keep them."""
    running = start_servers()
    try:
        os.environ |= urls(running)
        os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(running.servers.folder.root)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
        import django

        django.setup()
        keep("packs", measure())
        from django.db import connections

        connections.close_all()
    finally:
        running.stop()


def measure() -> list[Figure]:
    """Return what the first pack took, what the later ones took by their parts, and the reference."""
    from django.core.management import call_command

    from governance.queries.boards import boards
    from programme.queries import actor_for_email

    call_command("migrate", verbosity=0)
    call_command("load_example", "southampton", "--story", stdout=io.StringIO())
    reader = actor_for_email("chair@example.test", door="command")
    assert reader is not None
    (board,) = boards(reader=reader, code="southampton-cl-story-board")
    taken = [_one(reader, board) for _ in range(TIMES + 1)]
    whole = [one["whole"] for one in taken]
    pages = taken[0]["pages"]
    if pages < LEAST_PAGES:
        raise SystemExit(f"The pack has {pages:g} pages; the aim is stated for {LEAST_PAGES}.")
    parts = [
        Figure(f"of it: {name}, median", percentile([one[name] for one in taken[1:]], 0.5), "s")
        for name in ("read", "drawn and typeset", "frozen")
    ]
    return [
        Figure("pages", pages, ""),
        Figure("first pack of a worker", whole[0], "s"),
        Figure("pack, median", percentile(whole[1:], 0.5), "s", 3.0),
        Figure("pack, largest", max(whole[1:]), "s"),
        Figure(
            "processor time of a pack, drawing included",
            percentile([one["worked"] for one in taken[1:]], 0.5),
            "s",
        ),
        *parts,
        Figure("size", taken[0]["size"] / 1024**2, "MB"),
        Figure("reference: Typst alone, as many plain pages", reference(int(pages)), "s"),
    ]


def _one(reader: object, board_id: object) -> dict[str, float]:
    """Make one pack and keep it, with no chart drawn before; return how long each part took."""
    import pikepdf
    from django.utils import timezone

    from governance.changes.packs import freeze_pack
    from governance.charts import drawing
    from governance.exchange.packing import make_pack
    from governance.queries.board_view import board_view

    drawing._drawings.clear()
    at = timezone.now()
    start = time.monotonic()
    board_view(reader=reader, board_id=board_id, at=at, closed_periods=True)  # type: ignore[arg-type]
    read = time.monotonic() - start
    worked, start = _worked(), time.monotonic()
    packed = make_pack(board_id=board_id, by=reader, at=at)  # type: ignore[arg-type]
    made, worked = time.monotonic() - start, _worked() - worked
    start = time.monotonic()
    freeze_pack(
        view=packed.view, content=packed.content, meeting_id=None, is_public=False, boards=packed.boards,
        by=reader, at=at,  # type: ignore[arg-type]
    )  # fmt: skip
    frozen = time.monotonic() - start
    with pikepdf.open(io.BytesIO(packed.content)) as pdf:
        pages = len(pdf.pages)
    return {
        "whole": made + frozen,
        "read": read,
        "worked": worked,
        "drawn and typeset": made - read,
        "frozen": frozen,
        "pages": pages,
        "size": len(packed.content),
    }


def _worked() -> float:
    """Return the processor time of this process and of the one that draws, in seconds: other work takes none of it."""
    from governance.charts import drawing

    child = drawing._child.process
    drew = 0.0
    if child is not None:
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        drew = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + drew


def reference(pages: int) -> float:
    """Return how long Typst takes for as many pages of plain paragraphs, tagged and checked alike."""
    import typst

    from governance.exchange.printable import FONTS

    words = "The home opens when the regulator has been, and not before. " * 70
    body = "#pagebreak()\n".join(f"= Page {n}\n{words}\n" for n in range(pages))
    source = f'#set document(title: "Reference")\n#set text(font: "Liberation Sans", size: 9.5pt, lang: "en")\n{body}'
    start = time.monotonic()
    typst.compile(
        source.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    return time.monotonic() - start


if __name__ == "__main__":
    take()

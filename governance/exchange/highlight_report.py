"""The highlight report as a Word file: how a board's work, or one programme of it, stands, for committee systems.

The same blocks as the pack, fewer of them: what moved, the year in view, what is late, what is asked. Written on the
council's own template where one programme is reported on and has one. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from governance import queries
from governance.charts import CannotDraw, draw_png
from governance.exchange.blocks import Block, Bullets, Cell, Heading, Paragraph, Picture, Table
from governance.exchange.pack import NOT_DRAWN
from governance.exchange.pack_front import Front, front
from governance.exchange.pack_sections import sections
from governance.exchange.word import Report
from governance.queries.board_view import board_view
from governance.rules.board_summary import summary
from governance.rules.board_view import ROWS, BoardView, about_of
from programme.rules.access import Actor, public

WHAT: Final = "Highlight report"
TRENDS: Final = 6  # milestones: the unfinished ones moved later most often
LEFT_OUT: Final = ("About this board",)


def highlight_report(
    *,
    reader: Actor,
    board_id: UUID,
    at: datetime,
    is_public: bool = False,
    programme_id: UUID | None = None,
) -> bytes | None:
    """Return a board's highlight report as a Word file, or None where its reader may not see the board.

    `programme_id` narrows it to one programme within the board's reach. The public version is read by a reader that
    sees open rows alone.
    """
    shown_to = public(door=reader.door) if is_public or reader.kind == "public" else reader
    view = board_view(reader=shown_to, board_id=board_id, at=at, closed_periods=True)
    if view is None:
        return None
    if programme_id is not None:
        view = narrowed(view, programme_id)
    programmes = {one.programme.programme_id for one in view.bridges} - {None}
    only = next(iter(programmes)) if len(programmes) == 1 else programme_id
    template = queries.word_templates([only]).get(only) if only else None
    return written(view, is_public=shown_to.kind == "public", at=at, template=template)


def narrowed(view: BoardView, programme_id: UUID) -> BoardView:
    """Return what a view holds of one programme; its summary is made anew."""
    rows: dict[str, Any] = {
        name: tuple(row for row in getattr(view, name) if about_of(row).programme_id == programme_id)
        for name in ROWS
    }
    of_one = replace(view, **rows)
    return replace(of_one, summary=summary(of_one))


def written(view: BoardView, *, is_public: bool, at: datetime, template: bytes | None = None) -> bytes:
    """Return the report of a view."""
    page = front(view, is_public=is_public, what=WHAT)
    report = Report(title=f"{WHAT}: {page.title}", author=page.organisation, at=at, template=template)
    _first(report, page)
    for section in sections(_in_short(view)):
        if section.title in LEFT_OUT:
            continue
        report.heading(section.title)
        for block in section.blocks:
            _write(report, block)
    return report.content()


def _in_short(view: BoardView) -> BoardView:
    """Return a view with the year in view alone, and of milestones those that moved."""
    late = sorted(
        (one for one in view.trends if one.actual is None and one.pushes), key=lambda one: -one.pushes
    )
    in_view = tuple(one for one in view.bridges if one.in_view)
    return replace(view, bridges=in_view, trends=tuple(late[:TRENDS]))


def _first(report: Report, page: Front) -> None:
    for words in page.notice_words:
        report.text(words)
    facts = [(label, words) for label, words in page.facts]
    report.table(["About this report", ""], facts, caption="What this report is of", shares=(1, 4))
    report.heading("Summary")
    report.text("\n".join(f"- {words}" for words in page.summary))


def _write(report: Report, block: Block) -> None:
    if isinstance(block, Table):
        heads = [column.title for column in block.columns]
        rows = [[_words(cell) for cell in row] for row in block.rows]
        report.table(heads, rows, caption=block.name, shares=[column.share for column in block.columns])
    elif isinstance(block, Picture):
        _picture(report, block)
    elif isinstance(block, Bullets):
        report.text("\n".join(f"- {words}" for words in block.items))
    elif isinstance(block, Heading):
        report.heading(block.words, level=block.level)
    elif isinstance(block, Paragraph):
        report.text(block.words)


def _words(cell: Cell) -> str:
    """Return a cell as lines: its words with their marking, then what stands in small print."""
    said = f"{cell.words} [{cell.tag}]" if cell.tag else cell.words
    return "\n".join(filter(None, (said, cell.small)))


def _picture(report: Report, block: Picture) -> None:
    try:
        png = draw_png(block.chart)
    except CannotDraw:
        report.text(f"{block.caption}. {NOT_DRAWN}")
        return
    words = f"{block.chart.name}. {block.chart.words}"
    report.picture(png, caption=block.caption, words=words, share=0.62 if block.half else 1.0)


def file_name(board_code: str, *, is_public: bool) -> str:
    """Return the name of the file: the board's code, and that it is public."""
    return f"{board_code}-highlights{'-public' if is_public else ''}.docx".lower()

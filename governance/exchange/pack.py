"""The board pack as PDF: a view laid out by blocks, typeset by Typst under its PDF/UA-1 checks.

The template gets its data as JSON, so no text becomes markup; every text is made printable first, so that none makes
it fail. The same view gives the same bytes. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import structlog
import typst

from governance.charts import CannotDraw, draw_svg
from governance.exchange.blocks import (
    Block,
    Bullets,
    Cell,
    Drawing,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from governance.exchange.pack_front import Front, front
from governance.exchange.pack_sections import sections
from governance.exchange.printable import FAMILIES, FONTS, all_printable, printable
from governance.rules.board_view import BoardView, Meets
from governance.rules.chart_style import RATING_COLOURS
from governance.rules.hierarchy import Chart

log = structlog.get_logger(__name__)

TEMPLATE: Final = Path(__file__).with_name("pack.typ")
STANDARD: Final = "ua-1"
SCALE: Final = 0.7  # of a drawing, in points of the page to its own
NOT_DRAWN: Final = "The chart could not be drawn; the table has the same figures."
_SVG: Final = "http://www.w3.org/2000/svg"


class CannotTypeset(Exception):
    """The pack could not be typeset. Whoever looks after the tracker finds the reason in the log."""


def board_pack(
    view: BoardView, *, is_public: bool, meeting: Meets | None = None, hierarchy: Chart | None = None
) -> bytes:
    """Return a board's pack as PDF. `meeting` is the one it is for, else the next. Raises CannotTypeset."""
    content: bytes = typeset(pack_data(view, is_public=is_public, meeting=meeting, hierarchy=hierarchy))
    return content


def pack_data(
    view: BoardView, *, is_public: bool, meeting: Meets | None = None, hierarchy: Chart | None = None
) -> dict[str, Any]:
    """Return what the template is given, before its texts are made printable."""
    return _data(front(view, is_public=is_public, meeting=meeting), sections(view, hierarchy))


def typeset(data: dict[str, Any], *, pages_as_png: bool = False) -> Any:
    """Return the PDF, or its pages as PNG. A text our fonts cannot set together is set plainly.

    Raises CannotTypeset.
    """
    try:
        return _compile(all_printable(data), pages_as_png)
    except typst.TypstError as problem:
        log.warning("pack.set_plainly", problem=type(problem).__name__)
    try:
        return _compile(all_printable(data, only_plain=True), pages_as_png)
    except typst.TypstError as problem:
        log.error("pack.cannot_typeset", problem=type(problem).__name__)
        raise CannotTypeset("The pack could not be typeset.") from problem


def _compile(data: dict[str, Any], pages_as_png: bool) -> Any:
    how: dict[str, Any] = (
        {"format": "png", "ppi": 100.0} if pages_as_png else {"format": "pdf", "pdf_standards": [STANDARD]}
    )
    return typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        **how,
    )


def _data(page: Front, parts: tuple[Section, ...]) -> dict[str, Any]:
    return {
        "title": page.title,
        "document": page.document,
        "organisation": page.organisation,
        "description": page.description,
        "dated": {"year": page.dated.year, "month": page.dated.month, "day": page.dated.day},
        "short-board": page.short_board,
        "sitting": page.sitting,
        "shown-to": page.shown_to,
        "as-at": page.as_at,
        "facts": page.facts,
        "notices": page.notices,
        "notice-words": page.notice_words,
        "summary": page.summary,
        "tiles": [{"label": one.label, "figure": one.figure, "words": one.words} for one in page.tiles],
        "sections": [{"title": one.title, "blocks": list(_blocks(one.blocks))} for one in parts],
    }


def _blocks(blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    """Give each block as the template reads it; half pictures go in pairs."""
    pair: list[dict[str, Any]] = []
    for block in blocks:
        if isinstance(block, Picture) and block.half:
            pair.append(_block(block))
            if len(pair) == 2:
                yield {"kind": "pair", "pictures": pair}
                pair = []
            continue
        if pair:
            yield {"kind": "pair", "pictures": pair}
            pair = []
        yield _block(block)
    if pair:
        yield {"kind": "pair", "pictures": pair}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        columns = [{"title": c.title, "share": c.share, "figures": c.is_figures} for c in block.columns]
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {
            "kind": "table",
            "columns": columns,
            "rows": rows,
            "sum": block.ends_in_sum,
            "whole": block.is_whole,
        }
    if isinstance(block, Picture):
        return _picture(block)
    if isinstance(block, Drawing):
        return _drawing(block)
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": block.items}
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "words": block.words}
    assert isinstance(block, Paragraph)
    return {"kind": "paragraph", "soft": block.soft, "words": block.words}


def _picture(block: Picture) -> dict[str, Any]:
    try:
        svg = draw_svg(block.chart)
    except CannotDraw:
        return {"kind": "paragraph", "soft": True, "words": f"{block.caption}. {NOT_DRAWN}"}
    words = f"{block.chart.name}. {block.chart.words}"
    return {"kind": "picture", "svg": svg, "caption": block.caption, "words": words, "wide": None}


def _drawing(block: Drawing) -> dict[str, Any]:
    """Return a drawing as the template reads it: at seven tenths of its own size, at most the page's width."""
    root = ElementTree.fromstring(block.svg)
    wide = float(root.get("viewBox", "0 0 700 0").split()[2]) * SCALE
    svg = _readable(root)
    return {"kind": "picture", "svg": svg, "caption": block.caption, "words": block.words, "wide": wide}


def _cell(cell: Cell) -> dict[str, Any]:
    fill, ink = RATING_COLOURS.get(cell.tone, (None, None))
    return {"words": cell.words, "small": cell.small, "tag": cell.tag, "fill": fill, "ink": ink}


def _readable(root: ElementTree.Element) -> str:
    """Return a drawing with its own words made printable: a picture with a letter no font has would be refused."""
    ElementTree.register_namespace("", _SVG)
    for part in root.iter():
        if part.text and part.text.strip():
            part.text = printable(part.text)
    return ElementTree.tostring(root, encoding="unicode")


def pages_as_png(data: dict[str, Any]) -> list[bytes]:
    """Return the pages of a pack as pictures, for looking at."""
    found = typeset(data, pages_as_png=True)
    return list(found) if isinstance(found, list) else [found]


__all__ = ["FAMILIES", "CannotTypeset", "board_pack", "pack_data", "pages_as_png", "typeset"]

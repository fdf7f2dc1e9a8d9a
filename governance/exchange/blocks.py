"""What a document is made of, whichever file it becomes: sections of paragraphs, lists, tables and pictures.

The same blocks are typeset as the board pack and written as the highlight report, so that the two cannot disagree.
Texts are plain; nothing in them is markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from governance.rules.charts import Chart


@dataclass(frozen=True)
class Cell:
    """One cell: its words, a second line in small print, and a tone that stands beside the words, never alone.

    `tone` is a rating as `chart_style.RATING_COLOURS` names it; `tag` is a marking printed with the words.
    """

    words: str
    small: str = ""
    tone: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its share of the width, and whether its figures stand to the right."""

    title: str
    share: float
    is_figures: bool = False


@dataclass(frozen=True)
class Table:
    """A table with one heading row, repeated on every page. The last row is a sum where `ends_in_sum`.

    One that `is_whole` is short, and stays on one page with the small print under it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ends_in_sum: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart under its caption, with the words that say the same; two `half` ones stand side by side."""

    chart: Chart
    caption: str
    half: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture already drawn, as SVG, with its caption and the words that say the same."""

    svg: str
    caption: str
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `soft` is small print."""

    words: str
    soft: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below its section's; `level` 2 or 3."""

    words: str
    level: int = 2


Block = Table | Picture | Drawing | Paragraph | Bullets | Heading


@dataclass(frozen=True)
class Section:
    """A section: its title, and what stands in it."""

    title: str
    blocks: tuple[Block, ...]


def texts(sections: tuple[Section, ...]) -> Iterator[str]:
    """Give every text of some sections, in the order it is read; the words of pictures are among them."""
    for section in sections:
        yield section.title
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (column.title for column in block.columns)
        for row in block.rows:
            for cell in row:
                yield from filter(None, (cell.words, cell.small, cell.tag))
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Picture):
        yield from (block.caption, block.chart.words)
    elif isinstance(block, Drawing):
        yield from (block.caption, block.words)
    else:
        yield block.words

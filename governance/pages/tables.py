"""Tables and pictures as data: what one template (governance/parts/table.html) lays out on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import Resolver404, resolve

from governance.charts import Drawn
from governance.rules.board_view import About
from governance.rules.chart_style import rating_of
from governance.rules.charts import Chart
from governance.rules.paths import path_of
from savings.rules.notation import show_change, show_pounds

LONDON: Final = ZoneInfo("Europe/London")
NOT_PUBLISHED: Final = "not published"


@dataclass(frozen=True)
class Cell:
    """One cell. `tone` is a class of the stylesheet, saying what the words say; `lines` stand below."""

    text: str
    tone: str = ""
    href: str = ""
    lines: tuple[str, ...] = ()
    more: tuple[str, ...] = ()  # further lines, shown when asked for
    more_words: str = ""  # what asks for them: "3 more reasons"
    is_struck: bool = False
    post: str = ""  # where the button of the cell posts to
    button: str = ""

    @property
    def is_blank(self) -> bool:
        """Return whether there is nothing in it."""
        return not (self.text or self.lines or self.more or self.post)


@dataclass(frozen=True)
class Column:
    """One column; numbers stand to the right and dates are never broken."""

    label: str
    is_number: bool = False
    is_date: bool = False

    @property
    def tone(self) -> str:
        """Return the classes of its cells."""
        return "number" if self.is_number else "date" if self.is_date else ""


@dataclass(frozen=True)
class TableRow:
    """One row: what it is about, then its cells, one for each further column."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with a caption that names it; `nothing` is said in its place where it has no rows.

    A folded one shows its caption and how many rows it has, and opens when asked.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    nothing: str = "Nothing to show."
    is_caption_hidden: bool = True
    is_folded: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) + 1 != len(self.columns):
                raise ValueError(
                    f"{self.caption}: {len(row.cells) + 1} cells under {len(self.columns)} headings"
                )

    def lines(self) -> list[tuple[TableRow, list[tuple[Column, Cell]]]]:
        """Return each row with its cells beside their columns, for the template."""
        return [(row, list(zip(self.columns[1:], row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Picture:
    """A chart with the table that says the same."""

    drawn: Drawn
    table: Table
    note: str = ""


def columns(*labels: str) -> tuple[Column, ...]:
    """Return columns by their labels; one that begins with # holds numbers, with @ dates."""
    return tuple(Column(label.lstrip("#@"), label.startswith("#"), label.startswith("@")) for label in labels)


def table(
    caption: str,
    labels: Sequence[str],
    rows: Iterable[Sequence[Cell | str]],
    *,
    nothing: str = "Nothing to show.",
    is_caption_hidden: bool = True,
    is_folded: bool = False,
) -> Table:
    """Return a table; a string is a cell of its own. Nothing stands beside a struck row but that it is struck.

    Raises ValueError for a row of the wrong length.
    """
    built = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
    built = [[row[0], *(Cell("") for _ in row[1:])] if row[0].is_struck else row for row in built]
    return Table(
        caption,
        columns(*labels),
        tuple(TableRow(row[0], tuple(row[1:])) for row in built),
        nothing,
        is_caption_hidden,
        is_folded,
    )


def picture(drawn: Drawn, *, note: str = "") -> Picture:
    """Return a drawn chart with its own table beside it."""
    return Picture(drawn, figures(drawn.chart), note)


def figures(chart: Chart) -> Table:
    """Return the figures of a chart as a table, all columns but the first as numbers."""
    labels = [chart.columns[0], *(f"#{label}" for label in chart.columns[1:])]
    return table(chart.name, labels, chart.rows)


def thing(about: About, *, lines: Sequence[str] = ()) -> Cell:
    """Return the cell that names a thing, with a link where it has a page. A marking other than open is said."""
    said = [line for line in lines if line]
    if about.marking in ("exempt", "confidential"):
        said.append(about.marking.capitalize())
    href = about.path if has_page(about.path) else ""
    if about.is_struck:
        return Cell(about.name.capitalize(), is_struck=True)
    return Cell(f"{about.ref} {about.name}".strip(), href=href, lines=tuple(said))


def page_of(kind: str, key: UUID, code: str = "") -> str:
    """Return where a thing of ours is opened, blank where its kind has no page."""
    path = path_of(kind, key, code)
    return path if has_page(path) else ""


@cache
def has_page(path: str) -> bool:
    """Return whether an address of ours has a page."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def rated(words: str, *, lines: Sequence[str] = (), more: Sequence[str] = ()) -> Cell:
    """Return a rating or a chance in its word, coloured as well; `more` are further reasons, shown when asked for."""
    said = words.strip() or NOT_PUBLISHED
    return Cell(
        said[:1].upper() + said[1:],
        tone=f"rag rag-{rating_of(said)}",
        lines=tuple(line for line in lines if line),
        more=tuple(more),
        more_words=f"{len(more)} more {'reason' if len(more) == 1 else 'reasons'}" if more else "",
    )


def money(pounds: Decimal | None, *, is_change: bool = False, otherwise: str | None = None) -> Cell:
    """Return pounds in the unit a reader expects; a change has its sign. None is "not known", or `otherwise`."""
    if pounds is None and otherwise is not None:
        return Cell(otherwise)
    return Cell(show_change(pounds) if is_change else show_pounds(pounds))


def day(on: date | datetime | None, *, otherwise: str = "") -> str:
    """Return a date as people write it here, 3 Dec 2026; a moment as its date in London."""
    if on is None:
        return otherwise
    if isinstance(on, datetime):
        on = on.astimezone(LONDON).date()
    return f"{on.day} {on:%b %Y}"


def long_day(on: date | datetime) -> str:
    """Return a date in full, 3 December 2026; a moment as its date in London."""
    if isinstance(on, datetime):
        on = on.astimezone(LONDON).date()
    return f"{on.day} {on:%B %Y}"


def moment(at: datetime) -> str:
    """Return a moment in London: 3 December 2026, 10:00; at midnight to the second the day alone, as papers are."""
    local = at.astimezone(LONDON)
    return long_day(at) if local.time() == time(0) else f"{long_day(at)}, {local:%H:%M}"


def days(count: int | None) -> str:
    """Return a number of calendar days in words, blank for None."""
    return "" if count is None else f"{count:,} day" if abs(count) == 1 else f"{count:,} days"


def ordinal(number: int) -> str:
    """Return first, second, third, then 4th and on."""
    named = {1: "first", 2: "second", 3: "third"}
    if number in named:
        return named[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

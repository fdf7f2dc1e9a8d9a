"""What an answer is about is named once: its programme in the headline, not again in each of its lines.

The families name every row by its programme, since they cannot know what stands beside it. Here the whole answer is
seen: where all of it is of one programme, the lines and the table leave it out. "Read as" keeps it in full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from bots.rules.answer import Answer, Table

MOST_BULLETS: Final = 12  # lines of a list said in a message; the page of rows has them all
KEPT_BULLETS: Final = 10  # said where there are more
BULLET: Final = "• "
_AND_MORE: Final = f"{BULLET}and "


def said_once(answer: Answer, *, codes: Collection[str]) -> Answer:
    """Return the answer with its one programme named once and its long lists cut, each cut said aloud.

    `codes` are the programmes its reader may see. Figures, refs and how it was read stay as they are.
    """
    told = " ".join((answer.headline, *answer.lines))
    named = [code for code in codes if _is_named(code, told)]
    if len(named) == 1:
        answer = _without(answer, named[0])
    return replace(answer, lines=cut(answer.lines))


def cut(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines with no more than twelve bullets; of a longer list the first ten, and how many more there are.

    What hangs under a bullet (begins with a blank) goes with it; what stands after the list stays.
    """
    bullets = [n for n, line in enumerate(lines) if line.startswith(BULLET)]
    more = next((n for n in bullets if _unsaid(lines[n])), None)
    rows = [n for n in bullets if n != more]
    if len(rows) <= MOST_BULLETS:
        return lines
    end = bullets[-1] + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    unsaid = len(rows) - KEPT_BULLETS + (_unsaid(lines[more]) if more is not None else 0)
    return (*lines[: rows[KEPT_BULLETS]], f"{_AND_MORE}{unsaid} more", *lines[end:])


def _unsaid(line: str) -> int:
    """Return the number of "• and 12 more", 0 for any other line."""
    number = line.removeprefix(_AND_MORE).removesuffix(" more")
    return int(number) if line.startswith(_AND_MORE) and number.isdigit() else 0


def _is_named(code: str, text: str) -> bool:
    return any(
        mark in text for mark in (f"({code})", f"({code}, ", f", {code})", f", {code}, ", f" in {code} ")
    )


def _without(answer: Answer, code: str) -> Answer:
    """Return the answer with this programme's code left out where a row is named by it."""

    def plain(text: str) -> str:
        for mark in (f"{code}, Illustrative", code):
            text = text.replace(f" ({mark})", "").replace(f", {mark})", ")")
        return text.replace(f" in {code} (Illustrative)", "")

    return replace(
        answer,
        headline=_headline(answer.headline, code, plain),
        lines=tuple(plain(line) for line in answer.lines),
        table=None if answer.table is None else _one_programme(answer.table, plain),
    )


def _headline(text: str, code: str, plain: Callable[[str], str]) -> str:
    """Return the headline with the programme's code left out, and with one mark where it is illustrative."""
    first, mark, rest = text.partition(f"({code}, Illustrative)")
    return f"{plain(first)}(Illustrative){plain(rest)}" if mark else text.replace(f" ({code})", "")


def _one_programme(table: Table, plain: Callable[[str], str]) -> Table:
    """Return a table whose rows are all of one programme without the column that says so."""
    rows = tuple(tuple(plain(cell) for cell in row) for row in table.rows)
    said = {
        n for n, name in enumerate(table.columns) if name == "Programme" and len({r[n] for r in rows}) < 2
    }
    return replace(
        table,
        columns=tuple(name for n, name in enumerate(table.columns) if n not in said),
        rows=tuple(tuple(cell for n, cell in enumerate(row) if n not in said) for row in rows),
    )

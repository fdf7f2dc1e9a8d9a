"""Sheets written down as text, one line a row, cells parted by bars."""

from decimal import Decimal

from savings.rules.sheets.reading import Grid, Merge, Options
from savings.rules.sheets.sheet import read_sheet


def grid(text, *, name="Savings", merges=(), stored=False, **further):
    """Return a grid of the cells; `stored` turns plain numbers into numbers, as a workbook has them."""
    rows = [[cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    if stored:
        rows = [[number(cell) for cell in row] for row in rows]
    return Grid(name, tuple(map(tuple, rows)), tuple(Merge(*one) for one in merges), **further)


def number(cell):
    plain = cell is not None and cell.replace(".", "", 1).lstrip("-").isdecimal()
    return Decimal(cell) if plain else cell


def read(text, options=None, **how):
    return read_sheet(grid(text, **how), options or Options())


def values(reading):
    """Return each line's name with its amounts, None where not known."""
    return {line.name: [cell.value for cell in line.cells.values()] for line in reading.lines}


def amounts(lines):
    """Return written amounts as numbers, None where not known."""
    return {
        name: [None if text is None else Decimal(text) for text in texts] for name, texts in lines.items()
    }


def roles(reading):
    return {column.letter: column.role.value for column in reading.columns}


def apart(reading):
    """Return the casts that show a difference, with their verdict."""
    return [
        (cast.label, cast.period, cast.difference, cast.status)
        for cast in reading.casts()
        if cast.difference != 0
    ]

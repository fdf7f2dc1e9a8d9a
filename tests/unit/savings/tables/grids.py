"""Grids to read, written as a person sees them."""

from savings.rules.sheets.reading import Grid


def grid(*rows, name="Sheet1", **more):
    """Return a grid of rows; "" is a blank."""
    return Grid(name, tuple(tuple(None if cell == "" else cell for cell in row) for row in rows), **more)

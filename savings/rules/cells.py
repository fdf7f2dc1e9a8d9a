"""What a paper prints in one place: its text, the figure it stands for, the unit, the decimals printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

POUNDS_IN: Mapping[str, int] = {
    "£": 1,
    "£ per year": 1,
    "£ per week": 1,
    "£000": 1_000,
    "£000 per week": 1_000,
    "£m": 1_000_000,
}
"""The units that are money, and the pounds in one of each: powers of ten, so that places shift exactly."""

COUNTED = frozenset(
    {
        "children",
        "days",
        "forms",
        "lines",
        "months",
        "passengers",
        "people",
        "respondents",
        "responses",
        "staff",
    }
)
"""Units of whole things. A count is exact as printed; every other figure may have been rounded."""

PLACES_IN: Mapping[str, int] = {unit: len(str(pounds)) - 1 for unit, pounds in POUNDS_IN.items()}
"""How many places the decimal point moves from each unit of money to pounds."""

_NUMBER = re.compile(r"(?P<minus>-)?(?P<pound>£)?(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?(?P<scale>m|k)?")


@dataclass(frozen=True)
class Cell:
    """One cell as printed. `value` is None where the cell is blank or holds words, never nought for a blank.

    `decimals` counts the decimal places printed, in `unit`: 2.7 in £m has one.
    """

    text: str
    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is printed here, or nothing that our copy can read."""
        return not self.text

    def half_step(self, decimals: int | None = None) -> Fraction:
        """Return how far the true figure may lie either side, in `unit`: half a last place; nil for a count.

        `decimals` stands in for the cell's own where its column is known to be printed more finely.
        """
        if self.unit in COUNTED:
            return Fraction(0)
        return Fraction(1, 2) / Fraction(10) ** (self.decimals if decimals is None else decimals)


Row = Mapping[str, Cell]
Tables = Mapping[str, Sequence[Row]]


def read_cell(text: str, unit: str = "") -> Cell:
    """Return the cell that a text stands for; `£2.7m` and `£75k` carry their own unit and overrule `unit`.

    Text that is no number, and any text where no unit is given, keeps no value. A comma groups thousands.
    """
    text = text.strip()
    match = _NUMBER.fullmatch(text)
    if match is None or not (unit or match["pound"]):
        return Cell(text, unit=unit)
    if match["pound"]:
        unit = {"m": "£m", "k": "£000", None: "£"}[match["scale"]]
    elif match["scale"]:
        return Cell(text, unit=unit)
    part = match["part"] or ""
    number = f"{match['minus'] or ''}{match['whole'].replace(',', '')}{'.' if part else ''}{part}"
    return Cell(text, Decimal(number), unit, len(part))


@dataclass(frozen=True)
class Column:
    """A column of a published table: its name, its heading in words, and its unit ("" holds words).

    `unit_column` names the column that says the unit row by row, where one unit does not serve them all.
    """

    name: str
    heading: str
    unit: str = ""
    unit_column: str = ""


def read_rows(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> tuple[Row, ...]:
    """Return a published table's rows as cells by column name.

    Raises ValueError where a row is shorter or longer than the columns.
    """
    return tuple(_read_row(columns, row) for row in rows)


def _read_row(columns: Sequence[Column], row: Sequence[str]) -> Row:
    texts = dict(zip((column.name for column in columns), row, strict=True))
    return {
        column.name: read_cell(
            texts[column.name], texts[column.unit_column] if column.unit_column else column.unit
        )
        for column in columns
    }

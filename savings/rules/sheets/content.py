"""What the cells of each column are: amounts, words, dates, codes; how many, and how many different ones."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from savings.rules.sheets.amounts import Figure, Sort
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.tables import Table
from savings.rules.sheets.text import shown
from savings.rules.sheets.totalwords import total_words
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in

_CODE = re.compile(r"(?=.{0,19}\d)[A-Za-z0-9]{1,10}(?:[ ./_\-&:][A-Za-z0-9]{1,8}){0,4}|[A-Z]{1,4}\d*[a-z]?")
MOSTLY = 0.6  # of a column's cells that hold anything; a choice of ours


@dataclass(slots=True)
class Content:
    """Counts over a column's cells that hold anything."""

    sorts: Counter[Sort] = field(default_factory=Counter)
    filled: int = 0
    codes: int = 0
    whole_numbers: int = 0
    years: int = 0
    texts: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    length: int = 0
    beside_amounts: int = 0

    @property
    def amounts(self) -> int:
        return self.sorts[Sort.AMOUNT]

    @property
    def is_numeric(self) -> bool:
        """Return whether the column holds figures rather than words; not known cells count with figures."""
        figures = self.amounts + self.sorts[Sort.FAULT]
        return figures > 0 and figures + self.sorts[Sort.NOTHING] >= MOSTLY * self.filled

    @property
    def is_text(self) -> bool:
        words = self.sorts[Sort.TEXT] + self.sorts[Sort.DATE]
        return words > 0 and words >= 0.5 * self.filled

    @property
    def is_percent(self) -> bool:
        return self.sorts[Sort.PERCENT] > max(self.amounts, 0.5 * self.filled)

    @property
    def is_code(self) -> bool:
        """Return whether the cells are references: short, with a digit, hardly ever the same twice."""
        return self.filled > 0 and self.codes >= 0.8 * self.filled and len(self.texts) >= 0.7 * self.filled

    @property
    def is_counter(self) -> bool:
        """Return whether the cells number the lines: whole numbers, each once."""
        return self.whole_numbers >= 0.75 * self.filled > 0 and len(self.numbers) == self.whole_numbers

    @property
    def is_year(self) -> bool:
        return self.years > 0 and self.years >= 0.8 * self.filled

    @property
    def average_length(self) -> float:
        return self.length / self.filled if self.filled else 0.0


def contents_of(view: View, table: Table) -> dict[int, Content]:
    """Return what each column of a table's body holds."""
    found = {index: Content() for index in range(table.left, table.right + 1)}
    for number in table.body:
        if number in table.repeats:
            continue
        cells = view.cells(number)
        if len(cells) < 2:
            continue  # a heading or a note, which may stand in any column
        figures = {index: view.figure(number, index) for index in cells}
        has_amount = any(figure.sort is Sort.AMOUNT for figure in figures.values())
        for index, figure in figures.items():
            if index in found:
                _count(found[index], cells[index], figure, has_amount)
    return found


def _count(content: Content, value: CellValue, figure: Figure, has_amount: bool) -> None:
    """Count one cell; the labels of totals say nothing of a column."""
    content.sorts[figure.sort] += 1
    content.beside_amounts += has_amount
    text = shown(value)
    if isinstance(value, str) and total_words(text).is_total:
        return
    content.filled += 1
    content.length += len(text)
    content.texts.add(text.casefold())
    if len(text) > 24:
        return
    if _CODE.fullmatch(text) and len(text) <= 20:
        content.codes += 1
        if _is_whole(value, text):
            content.whole_numbers += 1
            content.numbers.add(text)
    content.years += years_in(value).is_one


def _is_whole(value: object, text: str) -> bool:
    return value == value.to_integral_value() if isinstance(value, Decimal) else text.isdigit()


def is_ref_over(ref: str, other: str) -> bool:
    """Return whether a reference heads another: "1" is over "1.1", "A2" over "A2/b"."""
    return (
        bool(ref)
        and other.startswith(ref)
        and other[len(ref) :][:1] in (".", "/", "-")
        and other[-1:].isalnum()
    )


def looks_like_ref(text: str) -> bool:
    """Return whether a text has the shape of a reference: short, one piece, with a digit."""
    return len(text) <= 20 and any(char.isdigit() for char in text) and _CODE.fullmatch(text) is not None

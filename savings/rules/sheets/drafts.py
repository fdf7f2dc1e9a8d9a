"""A column while it is being read: its heading's words taken apart, its content, the role it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm
from savings.rules.sheets.columnwords import Series, role_of, series_of
from savings.rules.sheets.content import Content
from savings.rules.sheets.headings import Heading, names_month
from savings.rules.sheets.reading import CellValue, Role
from savings.rules.sheets.rowwords import names_savings
from savings.rules.sheets.statements import forms_in, units_in
from savings.rules.sheets.tables import TEXT_ROLES
from savings.rules.sheets.text import letter, plain, shown
from savings.rules.sheets.years import NONE, YearWords, years_in

_UNITS = re.compile(
    r"\(? ?£ ?\(? ?'?,?(?:000|1,?000)'?s?\)?|\(?£ ?'?(?:k|m|mn|millions?|thousands?)\b'?s?\)?|\(£\)|£'?s?\b|£|"
    r"\bgbp(?: ?(?:000|m|k))?\b|"
    r"\((?:000s?|millions?|thousands?|pounds)\)|\bin (?:thousands|millions|pounds)\b|'000s?|\b000'?s\b"
)
_TOTAL = re.compile(r"\b(?:sub-?)?totals?\b|\bsum\b|\boverall\b|\bcombined\b")


@dataclass(slots=True)
class Draft:
    """A column so far. `words` is its heading in plain text without years and units."""

    index: int
    heading: Heading
    content: Content
    words: str
    year_words: YearWords
    units: frozenset[Unit]
    forms: frozenset[ProfileForm]
    role: Role | None = None
    series: Series = Series.BARE
    year: FinancialYear | None = None
    month: FinancialMonth | None = None
    why: str = ""
    is_told: bool = False
    """Whether an option has settled this column."""

    @property
    def letter(self) -> str:
        return letter(self.index)

    @property
    def is_total(self) -> bool:
        return _TOTAL.search(self.words) is not None

    @property
    def place(self) -> str:
        """Return where it is and what is printed over it: "column D, '2024/25 £000'"."""
        return (
            f"column {self.letter}, '{self.heading.text}'"
            if self.heading.parts
            else f"column {self.letter}, no heading"
        )


def draft(index: int, heading: Heading, content: Content) -> Draft:
    """Take a heading apart; roles are given afterwards."""
    words, year_words = _taken_apart(heading)
    texts = [years_in(part).rest if years_in(part).names_any else shown(part) for part in heading.parts]
    units = frozenset(unit for text in texts for unit in units_in(text))
    forms = frozenset(form for text in texts for form in forms_in(text))
    found = Draft(index, heading, content, words, year_words, units, forms)
    found.series = series_of(words)
    if found.series in (Series.PRESSURE, Series.BUDGET) and names_savings(words):
        found.series = Series.SAVING
    _give_words_role(found)
    return found


def _taken_apart(heading: Heading) -> tuple[str, YearWords]:
    """Return a heading's words without years and units, and what the part nearest the figures says of years."""
    year_words, rest = NONE, []
    for place, part in enumerate(reversed(heading.parts)):
        found = years_in(part)
        month = names_month(part) if place == 0 else None
        if month is not None:
            year = next((y for p in heading.parts for y in years_in(p).years), None)
            if year is not None:
                return "", YearWords(months=(FinancialMonth(year, month),))
        if found.names_any and (not year_words.names_any or (found.is_one and not year_words.is_one)):
            year_words = found
        rest.append(found.rest if found.names_any else _plain(part))
    words = _UNITS.sub(" ", " ".join(reversed(rest)))
    return " ".join(re.sub(r"[()\[\]{}]", " ", words).split()).strip(" -:,./"), year_words


def _plain(part: CellValue) -> str:
    return plain(shown(part)).replace("_", " ")


def _give_words_role(column: Draft) -> None:
    """Give a column that holds words the role its words name, the nearest part of the heading first."""
    if column.year_words.is_one and (column.content.is_numeric or not column.content.filled):
        return
    leaf = _UNITS.sub(" ", years_in(column.heading.leaf).rest or _plain(column.heading.leaf)).replace(
        "_", " "
    )
    role = role_of(" ".join(leaf.split())) or role_of(column.words)
    if column.year_words.is_one and (role not in TEXT_ROLES or not column.content.is_text):
        return
    column.role = role

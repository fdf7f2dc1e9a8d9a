"""What a sheet says in words outside its table: titles, notes, units over words, and the form of its years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from savings.rules.profile import ProfileForm
from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.layout import Columns
from savings.rules.sheets.places import Place
from savings.rules.sheets.reading import ASSUMED, OPTION, SHEET, Assumption, Options, Question
from savings.rules.sheets.scale import Said
from savings.rules.sheets.statements import forms_in, is_unit_alone
from savings.rules.sheets.tables import TEXT_ROLES
from savings.rules.sheets.text import plain, shown

LONGEST_STATEMENT = 300  # characters; a longer text is prose, and says nothing of all figures
NOTES = ("a note", "units again", "units or years again")  # why rows were left aside whose words still count
_NO_NAME = re.compile(r"(?:sheet|table|tabelle|feuil) ?\d*")
_UNIT_HEADING = re.compile(r"\bunits?\b(?! cost)")
_OF_FIGURES = re.compile(
    r"\b(?:savings?|figures?|amounts?|values?|shown|stated|presented|columns?|table|profile|totals?|above|below)\b"
)
_OF_COSTS = re.compile(r"\b(?:costs?|pressures?|spend\w*|charges?)\b")


def titles_of(place: Place) -> list[str]:
    """Return the texts over a table, and the sheet's name unless it is none, in order."""
    view, table = place.view, place.table
    rows = [row for row in table.above if row < table.top]
    texts = [shown(value) for row in rows for value in view.cells(row).values()]
    return texts if _NO_NAME.fullmatch(view.name.casefold()) or not view.name else [*texts, view.name]


def said_outside(
    place: Place, titles: Sequence[str], entries: Sequence[Entry], columns: Columns
) -> list[Said]:
    """Return the texts that may say something of all figures: titles, notes, and headings with a unit."""
    pairs = _beside_amounts(place)
    found = [Said(text, "a title") for text in titles if text not in pairs]
    for entry in entries:
        if entry.what is What.IGNORED and entry.reason in NOTES:
            texts = [value for value in place.view.cells(entry.row).values() if isinstance(value, str)]
            found.extend(Said(shown(text), f"the note in row {entry.row}") for text in texts)
    found.extend(_heading_units(columns))
    return [one for one in found if len(one.text) <= LONGEST_STATEMENT]


def _beside_amounts(place: Place) -> set[str]:
    """Return the texts over a table that stand beside an amount of their own: "Budget gap £m" beside 12.5."""
    view = place.view
    rows = [row for row in place.table.above if row < place.table.top and view.has_money(row)]
    return {shown(value) for row in rows for value in view.cells(row).values()}


def _heading_units(columns: Columns) -> list[Said]:
    """Return what columns of words say of the unit: "Saving £000" over the names, or a column of units."""
    found = []
    for column in columns.drafts.values():
        if column.units and column.role in TEXT_ROLES:
            found.append(Said(column.heading.text, f"the heading of column {column.letter}"))
        if _UNIT_HEADING.search(column.words) and all(map(is_unit_alone, column.content.texts)):
            found.extend(Said(text, column.place) for text in sorted(column.content.texts))
    return found


class Form:
    """The form of a sheet's years, where it comes from, and what is assumed or asked of it."""

    def __init__(
        self, columns: Columns, said: Sequence[Said], titles: Sequence[str], options: Options
    ) -> None:
        self.form, self.form_from = ProfileForm.CUMULATIVE, ASSUMED
        self.assumption: Assumption | None = None
        self.question: Question | None = None
        if options.form is not None:
            self.form, self.form_from = options.form, OPTION
            return
        general = {
            form: one for one in said for form in forms_in(one.text) if _is_of_figures(one.text, titles)
        }
        stated = columns.forms() or set(general)
        if len(stated) == 1:
            self._take(next(iter(stated)), general)
        elif stated:
            self._ask()
        else:
            words = (
                "form: taken as cumulative (the amount that holds in each year), as nothing says otherwise; "
                "give --form increments if each year adds to the one before"
            )
            self.assumption = Assumption("form", words)

    def _take(self, form: ProfileForm, general: dict[ProfileForm, Said]) -> None:
        one = general.get(form)
        where = f"as {one.where} says ('{one.text}')" if one else "as the headings say"
        self.form, self.form_from = form, SHEET
        self.assumption = Assumption("form", f"form: {form.value}, {where}")

    def _ask(self) -> None:
        option = "--form cumulative or --form increments"
        words = f"the sheet calls its years both cumulative and incremental; give {option}"
        self.form_from = ""
        self.question = Question("form", ("cumulative", "increments"), option, words)


def _is_of_figures(text: str, titles: Sequence[str]) -> bool:
    """Return whether a text speaks of the table's figures; a note on costs or on other things does not."""
    words = plain(text)
    return text in titles or (_OF_FIGURES.search(words) is not None and not _OF_COSTS.search(words))

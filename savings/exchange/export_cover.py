"""The cover of an exported workbook: what it is, for whom, how to read it and how to bring it back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from savings.exchange.export_sheet import Figure, Sheet
from savings.models.saving import KIND_WORDS
from savings.rules.notation import NOT_KNOWN, UNIT_WORDS
from savings.rules.sheets.exported import SHEET_NAME, SHOWN_ONLY
from savings.rules.sheets.guarding import fitting, guarded

NAVY, GREY, BAND, RED = "#1F3A5F", "#5B6470", "#E6ECF4", "#9B1C1C"
SHOWN_PREVIEW: Final = (
    "4. You see line by line what would change, and where somebody else changed the same cell since, before anything "
    "is written."
)
BRING_BACK: Final = (
    f"1. Change what has to change on the sheet {SHEET_NAME}. New lines go above the total, each with its own ref.",
    "2. Leave the headings and the hidden last column as they are: they say which export this is.",
    "3. In the tracker choose Savings, then Import, or run manage.py import_savings FILE --programme CODE --as EMAIL.",
    SHOWN_PREVIEW,
)
READING: Final = (
    ("Blank", "not known; it is never read as nil"),
    ("0", "nil"),
    (
        "Grey columns",
        f"{SHOWN_ONLY}: forecasts, claims and validations are given in the tracker, with their reason",
    ),
    ("Total", "a control total: it is checked when the sheet comes back and never loaded"),
    (
        "Apostrophe",
        "stands before a text that a spreadsheet program could run; it is taken away when it comes back",
    ),
)


def write_cover(page: Any, sheet: Sheet, styles: Any) -> None:
    """Write the cover, one row after the other."""
    page.set_column(0, 0, 26)
    page.set_column(1, 12, 18)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    cover = _Cover(page, styles)
    title = "Savings" if sheet.stamp else "Savings: an empty sheet to start from"
    cover.title(f"{sheet.facts.programme.label}: {title.lower()}")
    if sheet.facts.programme.illustrative:
        cover.mark("Illustrative", "This programme holds invented figures. They are no council's.")
    if sheet.closed_title:
        cover.mark(sheet.closed_title, sheet.closed_words, colour=RED)
    for label, words in _particulars(sheet):
        cover.pair(label, words)
    if sheet.facts.lines:
        _write_totals(cover, sheet)
    cover.heading("How to read it")
    for label, words in READING:
        cover.pair(label, words)
    cover.heading("How to bring it back")
    for words in BRING_BACK:
        cover.line(words)


def _particulars(sheet: Sheet) -> list[tuple[str, str]]:
    facts = sheet.facts
    form = "cumulative: each year is the reduction against the base that holds in that year"
    if facts.form_is_our_reading:
        form += " (the paper does not say; this is our reading)"
    particulars = [
        ("Programme", f"{facts.programme.label} ({facts.programme.code})"),
        ("Council", facts.programme.organisation),
        ("As at", sheet.moment),
        ("For", f"{sheet.reader}, {sheet.over}"),
        ("Lines", f"{len(facts.lines):,}"),
        ("Unit", UNIT_WORDS[facts.unit]),
        ("Form", form),
        ("Sign", "a saving is positive; an adjustment (double count, reversal) is negative"),
        ("Source", facts.programme.source),
        ("Export", sheet.stamp),
    ]
    left_out = () if sheet.stamp else ("As at", "For", "Lines", "Export")
    return [(label, words) for label, words in particulars if words and label not in left_out]


def _write_totals(cover: _Cover, sheet: Sheet) -> None:
    totals = sheet.totals
    cover.heading(f"Totals of the plan, {UNIT_WORDS[sheet.facts.unit]}")
    cover.row("", [one.year.label for one in totals], head=True)
    cover.row("Total of the lines", [one.total for one in totals], bold=True)
    kinds = dict.fromkeys(kind for one in totals for kind, _ in one.apart)
    for kind in kinds:
        cover.row(f"of which {KIND_WORDS[kind].lower()}", [dict(one.apart).get(kind) for one in totals])
    if kinds:
        cover.row("Total without them", [one.without for one in totals], bold=True)
    cover.row("Lines not known", [Figure(Decimal(one.not_known), 0) for one in totals])


class _Cover:
    """Writes the cover from the top down; every text guarded."""

    def __init__(self, page: Any, styles: Any) -> None:
        self.page, self.styles, self.at = page, styles, 0

    def title(self, words: str) -> None:
        self._text(0, words, bold=True, font_size=18, font_color=NAVY)
        self.at += 2

    def mark(self, label: str, words: str, *, colour: str = "#8A4B08") -> None:
        self._text(0, label, bold=True, font_color=colour)
        self._text(1, words, font_color=colour)
        self.at += 1

    def pair(self, label: str, words: str) -> None:
        self._text(0, label, font_color=GREY)
        self._text(1, words)
        self.at += 1

    def heading(self, words: str) -> None:
        self.at += 1
        self._text(0, words, bold=True, font_size=13, font_color=NAVY)
        self.at += 1

    def line(self, words: str) -> None:
        self._text(0, words)
        self.at += 1

    def row(self, label: str, cells: list[Any], *, head: bool = False, bold: bool = False) -> None:
        look: dict[str, Any] = {"bold": head or bold, "bottom": 1, "bottom_color": "#C5CCD6"}
        if head:
            look["bg_color"] = BAND
        self._text(0, label, **look)
        for place, cell in enumerate(cells, start=1):
            if isinstance(cell, Figure):
                shown = self.styles.of(
                    num_format=f"#,##0{'.' + '0' * cell.decimals if cell.decimals else ''}", **look
                )
                self.page.write_number(self.at, place, float(cell.value), shown)
            else:
                self._text(place, cell or NOT_KNOWN, align="right", **look)
        self.at += 1

    def _text(self, place: int, words: str, **look: Any) -> None:
        self.page.write_string(self.at, place, fitting(guarded(words)), self.styles.of(**look))

"""Budget monitoring as a workbook or as CSV: each fund its own table, as printed, with causes and cost drivers.

No cell is a formula: a text that could run is guarded. A lone dash stays as it is printed (A/F of a line on budget,
no variance of the schools grant); there is nothing after it that could run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter
from django.utils import timezone

from savings.exchange.export_xlsx import NOTHING_RUNS, Styles
from savings.queries.cost_drivers import CostDriverRow
from savings.queries.monitored import Monitoring
from savings.queries.monitoring_table import FURTHER, LINE, MonitoringRow, MonitoringTable, monitoring_table
from savings.rules.monitoring import DSG
from savings.rules.notation import SCALES, UNIT_WORDS, rounded
from savings.rules.sheets.guarding import fitting, guarded
from savings.rules.totals import percent_of_budget

PAPER_FIGURES: Final = ("current_budget", "projection", "variance")
HEAD_ROW: Final = 5
_NAVY, _BAND = "#1F3A5F", "#E6ECF4"


@dataclass(frozen=True)
class Figure:
    """A figure of a cell: pounds, and the text a paper prints for them."""

    pounds: Decimal
    text: str


Cell = str | Figure


def monitoring_csv(found: Monitoring) -> bytes:
    """Return every fund's table one under the other, figures as printed, in UTF-8 with its mark."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    for fund in found.funds:
        table = monitoring_table(fund)
        writer.writerow([safe(words) for words in ("Fund", "Row", *headings(table, found))])
        for row in table.rows:
            cells = ("" if cell is None else _plain(cell) for cell in cells_of(row, table))
            writer.writerow([safe(fund.convention.name), safe(row.level), *cells])
        writer.writerow([])
    return file.getvalue().encode("utf-8-sig")


def monitoring_xlsx(found: Monitoring, *, reader: str, at: datetime) -> bytes:
    """Return a workbook: a sheet for each fund, then causes and cost drivers. `at` is the moment of writing."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **NOTHING_RUNS}) as book:
        styles = Styles(book)
        book.set_properties(
            {"title": safe(f"{found.programme.label}: budget monitoring"), "author": safe(reader)}
        )
        for fund in found.funds:
            _write_fund(book, found, monitoring_table(fund), styles, reader=reader, at=at)
        if not found.funds:
            book.add_worksheet("Nothing recorded")
        _write_rows(book, "Causes", CAUSE_HEADS, list(_causes(found)), styles)
        _write_rows(book, "Cost drivers", DRIVER_HEADS, list(_drivers(found.drivers)), styles)
    return out.getvalue()


def safe(text: str) -> str:
    """Return a text as a cell may hold it; a lone dash as it is."""
    return text if text == "-" else fitting(guarded(text))


def headings(table: MonitoringTable, found: Monitoring) -> list[str]:
    """Return the headings of a fund's table, its unit with those that hold figures."""
    convention, unit = table.convention, UNIT_WORDS[table.unit]
    since = f"month {found.since.number}" if found.since else "the period before"
    return [
        "Service group",
        "Line",
        *(f"{FURTHER[name]} ({unit})" for name in table.further),
        f"{convention.budget_heading} ({unit})",
        f"{convention.projection_heading} ({unit})",
        f"{convention.variance_heading} ({unit})",
        "A/(F)",
        "Variance as % of budget",
        f"Movement from {since} ({unit})",
        "Direction as printed",
        "Direction as read",
        "Spend to date",
        "Lines known",
        "Note",
    ]


def cells_of(row: MonitoringRow, table: MonitoringTable) -> list[Cell | None]:
    """Return the cells of a row under `headings`; None is blank: not known, never nil."""
    line = row.line
    return [
        row.group,
        row.name,
        *(_figure(row, name) for name in table.further),
        *(_figure(row, name) for name in PAPER_FIGURES),
        row.a_f,
        _percent(row, table),
        _figure(row, "movement"),
        row.direction_printed,
        row.direction_words,
        line.rate.words if line is not None and line.rate is not None else "",
        row.known,
        line.note if line is not None else "",
    ]


CAUSE_HEADS: Final = ("Fund", "Line", "Cause", "Amount (£)", "Note")
DRIVER_HEADS: Final = (
    "Cost driver",
    "Period",
    "Volume",
    "Counted in",
    "Unit cost (£)",
    "Volume × unit cost (£)",
    "Cost printed (£)",
    "What explains the change since the reading before",
)


def _figure(row: MonitoringRow, name: str) -> Cell | None:
    pounds = row.pounds.get(name)
    return None if pounds is None else Figure(pounds, row.texts.get(name, ""))


def _percent(row: MonitoringRow, table: MonitoringTable) -> str:
    """Return the variance as a share of the budget in words; nothing for a nil or income budget, or a part known."""
    variance, budget = row.pounds.get("variance"), row.pounds.get("current_budget")
    percent = None if row.known else percent_of_budget(variance, budget)
    if percent is None:
        return ""
    return f"{rounded(abs(percent), 1):f}%"


def _plain(cell: Cell) -> str:
    """Return a cell as text: a figure as printed, without the commas that a program would read as columns."""
    return cell.text.replace(",", "") if isinstance(cell, Figure) else safe(cell)


def _causes(found: Monitoring) -> Iterator[tuple[Cell | Decimal | None, ...]]:
    for fund in found.funds:
        for line in fund.lines:
            if line.causes is None:
                continue
            for cause in line.causes.causes:
                yield fund.convention.name, line.name, cause.name, cause.amount, cause.note
            yield fund.convention.name, line.name, "Not itemised", line.causes.not_itemised, line.causes.words


def _drivers(drivers: Sequence[CostDriverRow]) -> Iterator[tuple[Cell | Decimal | None, ...]]:
    for driver in drivers:
        changes = [None, *driver.changes]
        for reading, change in zip(driver.readings, changes, strict=False):
            figures = reading.figures
            words = change.words(driver.volume_unit) if change is not None else reading.note
            yield (
                driver.name,
                reading.period,
                figures.volume,
                driver.volume_unit,
                figures.unit_cost,
                figures.cost,
                figures.printed_cost,
                words,
            )


def _write_fund(
    book: Any, found: Monitoring, table: MonitoringTable, styles: Styles, *, reader: str, at: datetime
) -> None:
    page = book.add_worksheet("DSG" if table.convention.fund == DSG else table.convention.name[:31])
    heads = headings(table, found)
    as_at = timezone.localtime(found.at or at)
    notes = (
        f"{found.programme.label}: budget monitoring, {table.convention.name}",
        f"{found.month.year} month {found.month.number}, in {UNIT_WORDS[table.unit]}. As at {as_at:%d %b %Y %H:%M}.",
        f"Totals are {found.over}. For {reader}.",
        "A blank is not known and not nil.",
    )
    for place, words in enumerate(notes):
        page.write_string(
            place, 0, safe(words), styles.of(bold=place == 0, font_size=14 if place == 0 else 10)
        )
    head = styles.of(bold=True, font_color="#FFFFFF", bg_color=_NAVY, text_wrap=True)
    for place, words in enumerate(heads):
        page.write_string(HEAD_ROW - 1, place, safe(words), head)
    for place, row in enumerate(table.rows, HEAD_ROW):
        _write_row(page, place, row, table, styles)
    page.freeze_panes(HEAD_ROW, 2)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 34)
    page.set_column(2, len(heads) - 5, 14)
    page.set_column(len(heads) - 4, len(heads) - 1, 30)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _write_row(page: Any, place: int, row: MonitoringRow, table: MonitoringTable, styles: Styles) -> None:
    look = {} if row.level == LINE else {"bold": True, "bg_color": _BAND}
    zero = "0" if table.decimals == 0 else f"0.{'0' * table.decimals}"
    for column, cell in enumerate(cells_of(row, table)):
        if isinstance(cell, Figure):
            # A nil that its fund prints as a dash is shown as one; the cell still holds the number.
            nil = f';"{cell.text}"' if cell.text == "-" else ""
            shown = styles.of(num_format=f"#,##{zero};(#,##{zero}){nil}", **look)
            page.write_number(place, column, float(cell.pounds / SCALES[table.unit]), shown)
        elif cell:
            page.write_string(place, column, safe(cell), styles.of(text_wrap=column > 1, **look))
        else:
            page.write_blank(place, column, None, styles.of(**look))


def _write_rows(
    book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], styles: Styles
) -> None:
    if not rows:
        return
    page = book.add_worksheet(name)
    head = styles.of(bold=True, font_color="#FFFFFF", bg_color=_NAVY, text_wrap=True)
    for place, words in enumerate(heads):
        page.write_string(0, place, words, head)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal):
                page.write_number(number, place, float(cell), styles.of(num_format="#,##0.##;(#,##0.##)"))
            elif cell:
                page.write_string(number, place, safe(str(cell)), styles.of(text_wrap=True))
    page.freeze_panes(1, 0)
    page.set_column(0, 2, 26)
    page.set_column(3, len(heads) - 2, 16)
    page.set_column(len(heads) - 1, len(heads) - 1, 60)

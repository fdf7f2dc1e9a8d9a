"""Tables and charts as Slack draws them itself. What does not fit their limits is left to the text.

One bad cell loses a whole message, so every cell has something in it and every row has as many.
Source: Slack, "Data table block" and "Data visualization block"; limits as tests/unit/bots/rehearsal check them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from bots.rules.answer import Answer, Table, Value, listed
from bots.slack.parts import Block, cut

MOST_ROWS: Final = 100
MOST_COLUMNS: Final = 20
MOST_TABLE_CHARACTERS: Final = 9_000  # of Slack's 20,000: the text beside it has its share
LONGEST_CELL: Final = 300
MOST_POINTS: Final = 20
LONGEST_TITLE: Final = 50
LONGEST_LABEL: Final = 20
FEWEST_BARS: Final = 2


def data_table(table: Table) -> Block:
    """Return a table whose first column heads its rows; the caption says how many rows are left out."""
    width = min(len(table.columns), MOST_COLUMNS)
    head = [_cell(name) for name in table.columns[:width]]
    rows = [head]
    used = sum(len(c["text"]) for c in head)
    for row in table.rows[:MOST_ROWS]:
        cells = [_cell(row[place] if place < len(row) else "") for place in range(width)]
        used += sum(len(c["text"]) for c in cells)
        if used > MOST_TABLE_CHARACTERS and len(rows) > 1:
            break
        rows.append(cells)
    left = len(table.rows) - (len(rows) - 1)
    caption = f"{table.title}; {left} more rows in the tracker" if left else table.title
    return {
        "type": "data_table",
        "caption": cut(caption or "Table", 300),
        "rows": rows,
        "row_header_column_index": 0,
        "page_size": min(100, max(5, len(rows) - 1)),
    }


def chart_of(said: Answer) -> Block | None:
    """Return bars of an answer's figures where several of them are of one kind, in pounds or counts; else None."""
    money = [v for v in said.values if v.unit == "pounds" and _number(v) is not None]
    years = [v for v in money if _year_of(v)]
    by_measure: dict[str, list[Value]] = {}
    for value in years:
        by_measure.setdefault(value.label.replace(_year_of(value), "").strip(), []).append(value)
    series = {name: vs for name, vs in by_measure.items() if len({_year_of(v) for v in vs}) >= FEWEST_BARS}
    if not series:
        return None
    categories = sorted({_year_of(v) for vs in series.values() for v in vs})[:MOST_POINTS]
    drawn = {
        name: vs for name, vs in list(series.items())[:2] if {_year_of(v) for v in vs} >= set(categories)
    }
    names = listed([name or "pounds" for name in drawn])
    return bars(f"{names[:1].upper()}{names[1:]}", categories, drawn) if drawn else None


def bars(title: str, categories: Sequence[str], series: dict[str, list[Value]]) -> Block:
    """Return a bar chart of pounds in thousands, by category; a figure of each for each series."""
    return {
        "type": "data_visualization",
        "title": cut(title.split("\n")[0], LONGEST_TITLE),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": cut(name or "Pounds", LONGEST_LABEL),
                    "data": [{"label": c, "value": _of(values, c)} for c in categories],
                }
                for name, values in series.items()
            ],
            "axis_config": {"categories": list(categories), "y_label": "£000"},
        },
    }


def _of(values: Sequence[Value], category: str) -> float:
    found = next(_number(v) for v in values if _year_of(v) == category)
    return float(round((found or Decimal(0)) / 1000, 1))


def _year_of(value: Value) -> str:
    return next((word for word in value.label.split() if len(word) == 7 and word[4:5] == "/"), "")


def _number(value: Value) -> Decimal | None:
    return value.value if isinstance(value.value, Decimal) else None


def _cell(text: Any) -> Block:
    words = cut(" ".join(str(text).split()), LONGEST_CELL)
    return {"type": "raw_text", "text": words or "–"}

"""The data files of one council, read as text; it remembers which were read, so that none is forgotten."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from deploy.examples.structures import PublishedTable
from savings.rules.cells import Column

DATA = Path(__file__).parent / "data"

_SUFFIXES: Mapping[str, str] = {
    "_gbp000": "£000",
    "_gbp_m": "£m",
    "_gbp": "£",
    "_pct": "%",
    "_pct_published": "%",
}
_YEAR = re.compile(r"\b(20\d\d) (\d\d)\b")
_ABBREVIATIONS: Mapping[str, str] = {
    "No": "no.",
    "A f": "A/(F)",
    "Sen": "SEN",
    "Esia": "ESIA",
    "Dpia": "DPIA",
    "Dsg": "DSG",
}


class Folder:
    """The folder of one council. `files` grows with what has been read."""

    def __init__(self, name: str, root: Path = DATA) -> None:
        self._path = root / name
        self._read: set[str] = set()

    @property
    def files(self) -> frozenset[str]:
        """Return the names of the files read so far, without `.csv`."""
        return frozenset(self._read)

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return a file's rows as text by column. Raises FileNotFoundError where there is no such file."""
        with (self._path / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        self._read.add(name)
        return rows

    def table(
        self,
        name: str,
        title: str,
        source: str,
        units: Mapping[str, str] | None = None,
        units_in: Mapping[str, str] | None = None,
    ) -> PublishedTable:
        """Return a file as a published table.

        A column's unit is the one its name ends in, else that of `units`; `units_in` names, for
        a column, the one that says its unit row by row. Columns with neither hold words.
        """
        rows = self.rows(name)
        names = list(rows[0])
        columns = tuple(
            _column(column, (units or {}).get(column, ""), (units_in or {}).get(column, ""))
            for column in names
        )
        return PublishedTable(
            name, title, source, columns, tuple(tuple(row[column] for column in names) for row in rows)
        )


def _column(name: str, unit: str, unit_column: str) -> Column:
    stem = name
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix):
            stem, unit = name.removesuffix(suffix), _SUFFIXES[suffix]
            break
    return Column(name, _heading(stem, unit), unit, unit_column)


def _heading(stem: str, unit: str) -> str:
    words = _YEAR.sub(r"\1/\2", stem.replace("_", " ")).replace("fte", "FTE")
    words = _ABBREVIATIONS.get(words.capitalize(), words[:1].upper() + words[1:])
    words = re.sub(r" no$", " no.", words).replace(" pct of ", " % of ").removesuffix(" published")
    words = re.sub(r"^(Sen|Esia|Dpia|Dsg) ", lambda match: f"{match[1].upper()} ", words)
    return f"{words} ({unit})" if unit and unit.lower() not in words.lower() else words


def years_of(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return the texts of the columns named PREFIX_2024_25_…, by financial year (2024/25), as printed."""
    found = {}
    for column, text in row.items():
        match = re.match(rf"{prefix}_(20\d\d)_(\d\d)_", column)
        if match:
            found[f"{match[1]}/{match[2]}"] = text
    return found

"""Files that people upload, as grids of cells: XLSX, ODS and CSV.

A file is opened in a child process with bounds on its memory and time (`child`), never in the process that
serves people. What comes back is text, which is turned into cells here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from savings.exchange import sniffing
from savings.exchange.limits import LIMITS, Limits, UnreadableFile
from savings.rules.sheets.reading import CellValue, Grid, Merge

__all__ = ["LIMITS", "Limits", "UnreadableFile", "read_workbook"]

_START = (
    "import sys; sys.path[:0] = sys.argv[1:3]; "
    "from savings.exchange.child import main; sys.exit(main(sys.argv[3:]))"
)
_KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")
_TOO_BIG = (
    "the file needs more memory to open than is allowed",
    "keep the table of savings alone and save it again, or save it as .csv",
)
_UNOPENED = (
    "the file could not be opened",
    "open it in a spreadsheet program, save it again and upload the new copy",
)


def read_workbook(content: bytes, *, name: str, limits: Limits = LIMITS) -> tuple[Grid, ...]:
    """Return the sheets of a file as grids, hidden ones marked as such.

    A number keeps 15 significant digits, so that 0.1 + 0.2 is 0.3. Raises UnreadableFile, in plain words and
    with the next step, for a file that is too large, not what its name says, locked, damaged or hostile.
    """
    sniffing.check_size(content, limits)
    start = sniffing.check_start(content, name)
    answer = _ask_child(content, name, limits)
    if "sheets" not in answer:
        what = answer.get("what"), answer.get("next_step")
        raise UnreadableFile(*(_TOO_BIG if answer.get("is_too_big") else (str(what[0]), str(what[1]))))
    grids = tuple(_grid(sheet) for sheet in answer["sheets"])
    return tuple(_named(grid, name) for grid in grids) if start == sniffing.CSV else grids


def _ask_child(content: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """Return the child's answer. Raises UnreadableFile where it took too long or died."""
    spec = find_spec("python_calamine")
    library = Path(spec.origin).parents[1] if spec and spec.origin else Path()
    root = Path(__file__).parents[2]
    command = [
        sys.executable,
        "-I",
        "-c",
        _START,
        str(root),
        str(library),
        _file_name(name),
        json.dumps(asdict(limits)),
    ]
    environment = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        try:
            answer, _ = child.communicate(content, timeout=limits.seconds)
        except subprocess.TimeoutExpired as late:
            child.kill()
            child.communicate()
            raise UnreadableFile(
                f"the file takes longer than {limits.seconds} seconds to open",
                "keep the table of savings alone and save it again",
            ) from late
    if child.returncode < 0:  # stopped by a signal: the library gives up so where memory runs out
        raise UnreadableFile(*_TOO_BIG)
    if child.returncode or not answer:
        raise UnreadableFile(*_UNOPENED)
    found: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
    return found


def _file_name(name: str) -> str:
    """Return a name fit to be an argument: its last part, without what no argument may hold."""
    return name.replace("\\", "/").rpartition("/")[2].replace("\x00", "")[-200:]


def _named(grid: Grid, name: str) -> Grid:
    """Return a CSV file's one grid, called after the file."""
    stem = _file_name(name).rpartition(".")[0] or _file_name(name) or "CSV"
    return Grid(stem, grid.rows, delimiter=grid.delimiter)


def _grid(sheet: dict[str, Any]) -> Grid:
    merges = {tuple(one) for one in sheet.get("merges", [])}
    return Grid(
        name=str(sheet["name"]),
        rows=tuple(_row(row) for row in sheet["rows"]),
        merges=tuple(Merge(*one) for one in sorted(merges)),
        faults={(row, index): text for row, index, text in sheet.get("faults", [])},
        formats={(row, index): text for row, index, text in sheet.get("formats", [])},
        hidden_rows=frozenset(sheet.get("hidden_rows", [])),
        hidden_columns=frozenset(sheet.get("hidden_columns", [])),
        is_hidden=bool(sheet.get("hidden")),
        remarks=tuple(sheet.get("remarks", [])),
        delimiter=str(sheet.get("delimiter", "")),
    )


def _row(row: Sequence[str | None]) -> tuple[CellValue, ...]:
    return tuple(None if cell is None else _cell(cell[0], cell[1:]) for cell in row)


def _cell(sort: str, text: str) -> CellValue:
    if sort == "s":
        return text
    if sort == "n":
        return _number(text)
    if sort == "b":
        return text == "1"
    return date.fromisoformat(text) if sort == "d" else datetime.fromisoformat(text)


def _number(text: str) -> CellValue:
    """Return a stored number as Decimal in plain digits; what is none (infinity) stays text."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return number.quantize(Decimal(1)) if -1 < int(number.as_tuple().exponent) < 20 else number

"""Keep what happened on disk: one JSON line a change, the last line of a key wins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]
# What is only looked back at for a while: how many rows of it outlive a restart, the newest.
MOST_ROWS = {"call": 2_000, "response": 500}


class Journal:
    """An append-only file of (table, key, row). Without a folder it keeps nothing.

    Opening it rewrites the file to one line per key, so it grows with what is there and not with every
    edit. A line torn by a kill is left out. One process only may hold it; the launcher sees to that.
    """

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "rehearsal.jsonl" if folder else None
        self.tables: Tables = {}
        self._file: IO[str] | None = None
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.tables = read(self.path)
            rewrite(self.path, self.tables)
            self._file = self.path.open("a", encoding="utf-8")

    def rows(self, table: str) -> dict[str, Row]:
        """Return the rows an earlier run left, in the order they were first written."""
        return self.tables.get(table, {})

    def put(self, table: str, key: str, row: Row) -> None:
        """Append a row and hand it to the operating system, so that it survives a kill of this process."""
        if self._file:
            self._file.write(line(table, key, row))
            self._file.flush()

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


def line(table: str, key: str, row: Row) -> str:
    return json.dumps([table, key, row], ensure_ascii=False, separators=(",", ":")) + "\n"


def read(path: Path) -> Tables:
    """Return the tables of a journal; empty when there is no file. Lines that are not whole are left out."""
    tables: Tables = {}
    if not path.exists():
        return tables
    with path.open(encoding="utf-8", errors="replace") as lines:
        for text in lines:
            try:
                table, key, row = json.loads(text)
            except (ValueError, TypeError):
                continue
            tables.setdefault(table, {})[key] = row
    for table, most in MOST_ROWS.items():
        if table in tables:
            tables[table] = dict(list(tables[table].items())[-most:])
    return tables


def rewrite(path: Path, tables: Tables) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.writelines(line(table, key, row) for table, rows in tables.items() for key, row in rows.items())
    fresh.chmod(0o600)
    fresh.replace(path)

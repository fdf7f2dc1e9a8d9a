"""Plain tables in, those of governance among them: the kinds of savings, and risk registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from governance.changes.risk_tables import load_risks
from governance.rules.risk_table import RISKS
from savings.exchange import tables
from savings.exchange.table_reading import PlainKind

MORE: Final[Mapping[str, PlainKind]] = {"risks": (RISKS, load_risks)}
KINDS: Final = (*tables.KINDS, *MORE)


def import_table(**asked: Any) -> tables.TableResult:
    """Read a table of a kind and write what it says, as `savings.exchange.tables.import_table` does.

    Raises UnreadableFile, NoTable, Refused, Invalid.
    """
    return tables.import_table(**asked, more=MORE)

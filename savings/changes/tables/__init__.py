"""Plain tables written through the changes of what they hold: all of a file or nothing, row by row where asked."""

from savings.changes.tables.run import TableRun
from savings.changes.tables.writing import Table, write_table

__all__ = ["Table", "TableRun", "write_table"]

"""Where finance, managers and leads work on the money. Nothing here saves: every write is a change."""

from savings.admin import budget, exports, lines, overlaps, periods, pressures, proposals

__all__ = ["budget", "exports", "lines", "overlaps", "periods", "pressures", "proposals"]

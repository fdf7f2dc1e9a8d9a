"""Where finance, managers and leads work on the money. Nothing here saves: every write is a change."""

from savings.admin import budget, casting, exports, lines, monitoring, overlaps, periods, pressures, proposals

__all__ = [
    "budget",
    "casting",
    "exports",
    "lines",
    "monitoring",
    "overlaps",
    "periods",
    "pressures",
    "proposals",
]

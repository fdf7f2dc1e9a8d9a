"""Where finance, managers and leads work on the money. Nothing here saves: every write is a change."""

from savings.admin import (
    accountability,
    budget,
    casting,
    exports,
    imports,
    lines,
    monitoring,
    overlaps,
    periods,
    position,
    pressures,
    proposals,
    rolling,
    snapshots,
    targets,
)

__all__ = [
    "accountability",
    "budget",
    "casting",
    "exports",
    "imports",
    "lines",
    "monitoring",
    "overlaps",
    "periods",
    "position",
    "pressures",
    "proposals",
    "rolling",
    "snapshots",
    "targets",
]

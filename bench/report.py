"""Figures of a benchmark: shown as a table, kept as JSON with the machine they were taken on."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
READY_SECONDS = (
    300.0  # what a first start may take before a benchmark gives up: on a busy machine it only shows
)


@dataclass(frozen=True)
class Figure:
    """One measured figure, with the aim it is held to where there is one."""

    name: str
    value: float
    unit: str
    aim: float | None = None

    @property
    def words(self) -> str:
        """Return the line of the table."""
        aim = (
            ""
            if self.aim is None
            else f"aim {self.aim:g} {self.unit}: {'met' if self.value <= self.aim else 'MISSED'}"
        )
        return f"{self.name:<52} {self.value:>9.3g} {self.unit:<4} {aim}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below or at which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(name: str, seconds: Sequence[float], *, aim_p95: float | None = None) -> list[Figure]:
    """Return p50, p95 and the largest of some times, in milliseconds below a second's worth, else in seconds."""
    unit, factor = ("s", 1.0) if percentile(seconds, 0.95) >= 0.5 or (aim_p95 or 0) >= 0.5 else ("ms", 1000.0)
    return [
        Figure(f"{name}, p50 of {len(seconds)}", percentile(seconds, 0.5) * factor, unit),
        Figure(
            f"{name}, p95",
            percentile(seconds, 0.95) * factor,
            unit,
            None if aim_p95 is None else aim_p95 * factor,
        ),
        Figure(f"{name}, largest", max(seconds) * factor, unit),
    ]


def keep(name: str, figures: Sequence[Figure]) -> Path:
    """Print the table and write bench/results/NAME.json."""
    print(f"\n{name}")
    for figure in figures:
        print(f"  {figure.words}")
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    taken = {
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": ", ".join(
            [
                platform.system(),
                platform.machine(),
                f"{os.cpu_count()} cores",
                f"Python {platform.python_version()}",
            ]
        ),
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(taken, indent=2) + "\n", encoding="utf-8")
    return path

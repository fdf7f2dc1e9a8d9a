"""The metrics there are, each defined once: its unit, what may be asked of it, and whose module answers.

To add one: a line in the module of its family in `registry`, its words in `vocabulary`, and its figures in
`bots/queries/answers/<family>.py`.
"""

from __future__ import annotations

from typing import Final

from bots.rules.asking.query import Shape
from bots.rules.asking.registry.governed import GOVERNED_METRICS
from bots.rules.asking.registry.held import HELD_METRICS
from bots.rules.asking.registry.lines import LINE_METRICS
from bots.rules.asking.registry.metric import Metric
from bots.rules.asking.registry.money import MONEY_METRICS

METRICS: Final[dict[str, Metric]] = {
    metric.key: metric for metric in (*MONEY_METRICS, *LINE_METRICS, *GOVERNED_METRICS, *HELD_METRICS)
}
SHAPE_INTENTS: Final[dict[Shape, str]] = {
    Shape.TOP: "top",
    Shape.COUNT: "count",
    Shape.SHARE: "share",
    Shape.COMPARE: "difference",
    Shape.SPLIT: "split",
    Shape.WHY: "why",
    Shape.LOOK_UP: "look-up",
}

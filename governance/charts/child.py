"""The child process that draws charts: a request a line on standard input, an answer a line on standard output.

The only module that imports vl-convert, whose engine cannot be carried across a fork. It knows no Django, fetches
nothing, and ends when its parent does or when nobody asked anything for a while, which gives its memory back.
"""

from __future__ import annotations

import base64
import json
import select
import sys
from typing import Any

import vl_convert

from governance.charts.png import tightened

IDLE_SECONDS = 120
FIRST = {
    "data": {"values": [{"x": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}


def main() -> int:
    """Answer until the parent goes away or falls silent."""
    requests = sys.stdin.buffer
    answer(
        {"as": "svg", "spec": FIRST}
    )  # the engine starts with its first chart: before anybody waits for one
    while select.select([requests], [], [], IDLE_SECONDS)[0]:
        line = requests.readline()
        if not line:
            break
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


def answer(request: dict[str, Any]) -> dict[str, str]:
    """Draw one chart; say in words why it could not be drawn."""
    try:
        if request["as"] == "png":
            image = vl_convert.vegalite_to_png(request["spec"], scale=request["scale"], allowed_base_urls=[])
            return {"drawn": base64.b64encode(tightened(image)).decode()}
        return {"drawn": vl_convert.vegalite_to_svg(request["spec"], allowed_base_urls=[])}
    except ValueError as problem:
        return {"problem": str(problem)[:300]}

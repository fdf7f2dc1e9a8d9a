"""`data_visualization`: pies, bars, areas, lines. Sources differ on how many series; the lower number is safe."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.blockkit.findings import Findings

LONGEST_TITLE, LONGEST_LABEL, LONGEST_AXIS = 50, 20, 50
MOST_SERIES, MOST_POINTS = 6, 20
XY = ("bar", "area", "line")
MOST_CHARTS = 2  # a message


def check_data_visualization(findings: Findings, block: dict[str, Any], pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "title", "chart"))
    findings.string(block, "title", pointer, most=LONGEST_TITLE, required=True)
    chart, where = block.get("chart"), f"{pointer}/chart"
    if not isinstance(chart, dict):
        findings.add(pointer, "missing required field: chart")
    elif chart.get("type") == "pie":
        check_pie(findings, chart, where)
    elif chart.get("type") in XY:
        check_xy(findings, chart, where)
    else:
        findings.add(f"{where}/type", f"must be one of pie, {', '.join(XY)}")


def check_pie(findings: Findings, chart: dict[str, Any], pointer: str) -> None:
    findings.keys(chart, pointer, ("type", "segments"))
    for place, segment in enumerate(findings.items(chart, "segments", pointer, most=MOST_SERIES)):
        where = f"{pointer}/segments/{place}"
        check_point(findings, segment, where)
        if isinstance(segment, dict) and is_number(segment.get("value")) and segment["value"] <= 0:
            findings.add(f"{where}/value", "must be more than 0")


def check_xy(findings: Findings, chart: dict[str, Any], pointer: str) -> None:
    findings.keys(chart, pointer, ("type", "series", "axis_config"))
    axis, names = chart.get("axis_config"), []
    if not isinstance(axis, dict):
        findings.add(pointer, "missing required field: axis_config")
        axis = {}
    findings.keys(axis, f"{pointer}/axis_config", ("categories", "x_label", "y_label"))
    for label in ("x_label", "y_label"):
        findings.string(axis, label, f"{pointer}/axis_config", most=LONGEST_AXIS)
    categories = findings.items(axis, "categories", f"{pointer}/axis_config", most=MOST_POINTS)
    if any(not isinstance(c, str) or not 1 <= len(c) <= LONGEST_LABEL for c in categories):
        findings.add(
            f"{pointer}/axis_config/categories", f"must be strings of 1 to {LONGEST_LABEL} characters"
        )
    for place, series in enumerate(findings.items(chart, "series", pointer, most=MOST_SERIES)):
        where = f"{pointer}/series/{place}"
        if not findings.is_object(series, where):
            continue
        findings.keys(series, where, ("name", "data"))
        findings.string(series, "name", where, most=LONGEST_LABEL, required=True)
        names.append(series.get("name"))
        points = findings.items(series, "data", where, most=MOST_POINTS)
        for number, point in enumerate(points):
            check_point(findings, point, f"{where}/data/{number}")
        if [p.get("label") for p in points if isinstance(p, dict)] != categories:
            findings.add(f"{where}/data", "must have one point for each category, in their order")
    if len(set(names)) != len(names):
        findings.add(f"{pointer}/series", "names must be unique")


def check_point(findings: Findings, point: object, pointer: str) -> None:
    if not isinstance(point, dict):
        findings.add(pointer, "must provide an object")
        return
    findings.keys(point, pointer, ("label", "value"))
    findings.string(point, "label", pointer, most=LONGEST_LABEL, required=True)
    if not is_number(point.get("value")):
        findings.add(f"{pointer}/value", "must provide a number")


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

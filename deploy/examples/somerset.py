"""Somerset: Children's Transformation Programme, November 2023, with the budget monitoring of month 5.

Its three themes are the workstreams and each activity is a milestone. It prints no savings lines: "up to
£5 million by September 2026" is a ceiling, not a profile, and stays in words.
"""

from __future__ import annotations

from datetime import date

from deploy.examples.checks.somerset import somerset_checks
from deploy.examples.folder import Folder
from deploy.examples.somerset_monitoring import YEAR, read_balances, read_cost_drivers, read_monitoring
from deploy.examples.structures import (
    Document,
    Example,
    MilestoneRow,
    PublishedTable,
    WorkstreamRow,
)
from programme.rules.calendar import ApproxDate

PAPER = Document(
    "november-2023",
    "Somerset Children's Transformation Programme, November 2023",
    "November 2023",
    date(2023, 11, 30),
)
THEMES = ("Sufficiency", "Efficiency", "Managing Risk")


def somerset() -> Example:
    """Return the example as published. Raises FileNotFoundError where a data file is missing."""
    folder = Folder("somerset")
    activities = folder.rows("activities")
    priorities = folder.rows("priorities")
    workstreams = tuple(_workstream(ref, theme, priorities) for ref, theme in enumerate(THEMES, start=1))
    milestones = tuple(_milestone(row) for row in activities)
    monitoring = read_monitoring(folder)
    balances = read_balances(folder)
    cost_drivers = read_cost_drivers(folder, source=PAPER.title)
    tables = _tables(folder)
    return Example(
        organisation_code="somerset",
        organisation="Somerset Council",
        code="somerset-ct",
        name="Children's Transformation Programme",
        first_year=YEAR,
        documents=(PAPER,),
        checks=somerset_checks(),
        files=folder.files,
        workstreams=workstreams,
        monitoring=monitoring,
        balances=balances,
        cost_drivers=cost_drivers,
        milestones=milestones,
        tables=tables,
    )


def _workstream(ref: int, theme: str, priorities: list[dict[str, str]]) -> WorkstreamRow:
    focus = next(row for row in priorities if row["kind"] == "focus area" and row["title"] == theme)
    return WorkstreamRow(ref=str(ref), name=theme, summary=focus["summary"], note=focus["note"])


def _milestone(row: dict[str, str]) -> MilestoneRow:
    return MilestoneRow(
        ref=row["activity_no"],
        name=row["activity"],
        kind=row["target_kind"] or None,
        due=ApproxDate.parse(row["target_month"]),
        as_published=row["timescale_as_published"],
        workstream_ref=str(THEMES.index(row["theme"]) + 1),
        note=row["note"],
    )


def _tables(folder: Folder) -> tuple[PublishedTable, ...]:
    source = PAPER.title
    passengers = dict.fromkeys(("sen_passengers", "mainstream_passengers"), "passengers")
    return (
        folder.table("activities", "Activities: impact, timescale and benefit", source),
        folder.table("budget_monitoring_totals", "Budget monitoring, month 5: sub totals and total", source),
        folder.table("headlines", "Headline figures", source, units_in={"value": "unit"}),
        folder.table(
            "cost_drivers", "What drives the cost", source, units_in={"metric_value": "metric_unit"}
        ),
        folder.table("send_transport", "School transport: passengers and cost", source, passengers),
        folder.table("dsg", "Dedicated Schools Grant, month 5: surplus/(deficit)", source),
        folder.table("dsg_pressures", "Pressures itemised within the Dedicated Schools Grant", source),
        folder.table("priorities", "Focus areas, priorities and outcomes", source),
    )

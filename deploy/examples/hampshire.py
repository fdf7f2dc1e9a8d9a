"""Hampshire: Children's Services Savings Programme to 2023 (SP2023). Its workstreams are the ledger's lines.

The budget-area table cuts the same target a second way. It stays a published table: never a second set of
savings, and mapped to workstreams only once somebody maps it.
"""

from __future__ import annotations

from datetime import date

from deploy.examples.checks.hampshire import hampshire_checks
from deploy.examples.folder import Folder
from deploy.examples.hampshire_papers import read_consultation
from deploy.examples.readings import read_indicators
from deploy.examples.registers import read_equality, read_risks
from deploy.examples.structures import (
    Document,
    Example,
    MilestoneRow,
    PartRow,
    PublishedTable,
    SavingRow,
    TargetRow,
    WorkstreamRow,
)
from programme.rules.calendar import ApproxDate
from savings.rules.cells import read_cell

PAPER = Document(
    "sp2023",
    "Hampshire Children's Services Savings Programme to 2023 (SP2023), undated",
    "undated, after 18 July 2021",
    date(2021, 7, 18),
)
FULL_YEAR = "2023/24"
WHOLE = "Full year savings, all budget areas"
YEAR_NOTE = (
    "The paper gives a full-year figure and no profile; 2023/24, the end of its two years, is our reading."
)

KINDS: dict[str, tuple[str, str]] = {
    "1": ("funding", "Government money assumed."),
    "2": ("funding", "Corporate money agreed."),
    "4": ("income", "Partly tighter budgets; mostly charges, fundraising and travel paid by others."),
    "10": ("income", "More out-of-hours cover sold to other councils."),
    "12": ("income", "A greater surplus on sold services."),
    "13": (
        "cash_releasing",
        "May in part move cost to the Dedicated Schools Grant; the paper does not say how much.",
    ),
    "20": ("reallocation", "Moves education costs of placements to the High Needs Block."),
    "21": ("cash_releasing", "In part full cost recovery on sold services; the paper does not split it."),
}
"""By workstream, where it is not plainly cash-releasing. The paper names no kinds: these are our reading."""

MILESTONES: dict[str, tuple[str, str, bool]] = {
    "1": ("complete", "2021-07-18", True),
    "2": ("complete", "2021-10", False),
    "3": ("complete", "2021-11", False),
    "4": ("complete", "2020-12", True),
    "5": ("complete", "2021-02", True),
    "6": ("complete", "Autumn 2021", False),
    "7": ("start", "Summer 2021", False),
    "8": ("start", "2022", False),
    "9": ("complete", "2020-03", True),
    "10": ("complete", "", False),
}
"""By number: what the date marks, the date as far as it is printed, whether the paper has it as past."""


def hampshire() -> Example:
    """Return the example as published. Raises FileNotFoundError where a data file is missing."""
    folder = Folder("hampshire")
    rows = folder.rows("workstreams")
    workstreams = tuple(_workstream(row) for row in rows)
    savings = tuple(_saving(row) for row in rows)
    milestones = tuple(_milestone(row) for row in folder.rows("milestones"))
    indicators = read_indicators(folder.rows("indicators"), source=PAPER.title)
    tables = _tables(folder)
    return Example(
        organisation_code="hampshire",
        organisation="Hampshire County Council",
        code="hampshire-sp2023",
        name="Children's Services Savings Programme to 2023 (SP2023)",
        first_year="2022/23",
        documents=(PAPER,),
        checks=hampshire_checks(),
        files=folder.files,
        summary="Two years to 2023/24, beside Tt2019 and Tt2021, which still have savings to deliver.",
        workstreams=workstreams,
        savings=savings,
        milestones=milestones,
        indicators=indicators,
        targets=_targets(folder),
        parts=(*_by_workstream(rows), *_by_budget_area(folder)),
        risks=read_risks(folder.rows("risks")),
        impacts=read_equality(folder.rows("equality_impacts")),
        consultations=(read_consultation(folder, source=PAPER.title),),
        tables=tables,
    )


def _workstream(row: dict[str, str]) -> WorkstreamRow:
    return WorkstreamRow(
        ref=row["workstream_no"],
        name=row["name"],
        summary=row["approach_summary"],
        services=tuple(filter(None, row["services_in_scope"].split("; "))),
        note=row["note"],
    )


def _saving(row: dict[str, str]) -> SavingRow:
    number = row["workstream_no"]
    kind, why = KINDS.get(number, ("cash_releasing", ""))
    return SavingRow(
        line_no=int(number),
        printed_ref=None,
        heading="",
        name=row["name"],
        amounts={FULL_YEAR: read_cell(row["target_as_published"])},
        kind=kind,
        kind_note=" ".join(filter(None, ["Our reading; the paper names no kinds.", why])),
        budget_round="SP2023",
        workstream_ref=number,
        note=" ".join(filter(None, [f"{row['note']}." if row["note"] else "", YEAR_NOTE])),
    )


def _milestone(row: dict[str, str]) -> MilestoneRow:
    kind, due, has_happened = MILESTONES[row["milestone_no"]]
    starts = row["date_from"] if row["date_from"] != row["date_to"] and row["date_to"] else ""
    return MilestoneRow(
        ref=row["milestone_no"],
        name=row["milestone"],
        kind=kind,
        due=ApproxDate.parse(due),
        as_published=row["when_as_published"],
        workstream_ref=row["workstream_no"] or None,
        starts=ApproxDate.parse(starts) if starts else None,
        has_happened=has_happened,
        note=row["note"],
    )


def _targets(folder: Folder) -> tuple[TargetRow, ...]:
    return (
        TargetRow(
            WHOLE,
            read_cell("22663", "£000"),
            FULL_YEAR,
            PAPER.title,
            "Workstreams 15 and 16 are not printed, and each line is rounded on its own.",
            is_bridge=True,
            kinds=("cash_releasing", "income", "funding", "reallocation"),
            lacks_rows=True,
        ),
        TargetRow(
            "Savings by workstream, without government and corporate funding",
            read_cell("11.6", "£m"),
            FULL_YEAR,
            PAPER.title,
            "Printed to £0.1m; leaves out £6.1m and £5m.",
        ),
        *(
            _earlier(row)
            for row in folder.rows("programmes")
            if row["programme"] != "SP2023" and row["amount_gbp_m"]
        ),
    )


def _by_workstream(rows: list[dict[str, str]]) -> tuple[PartRow, ...]:
    return tuple(
        PartRow(
            target=WHOLE,
            cut="workstream",
            label=row["name"],
            amount=read_cell(row["target_as_published"]),
            year=FULL_YEAR,
            source=PAPER.title,
            workstream_ref=row["workstream_no"],
        )
        for row in rows
    )


def _by_budget_area(folder: Folder) -> tuple[PartRow, ...]:
    return tuple(
        PartRow(
            target=WHOLE,
            cut="budget area",
            label=row["budget_area"],
            amount=read_cell(row["full_year_saving_gbp000"], "£000"),
            year=FULL_YEAR,
            source=PAPER.title,
            budget=read_cell(row["total_budget_gbp000"], "£000") if row["total_budget_gbp000"] else None,
            note=row["note"],
        )
        for row in folder.rows("savings_by_budget_area")
    )


def _earlier(row: dict[str, str]) -> TargetRow:
    """Return what an earlier programme still has to deliver, or the delayed part of it."""
    return TargetRow(
        f"{row['programme']}: {row['measure']}",
        read_cell(row["amount_gbp_m"], "£m"),
        "",
        PAPER.title,
        " ".join(filter(None, [f"{row['period_as_published']}.", row["note"]])),
    )


def _tables(folder: Folder) -> tuple[PublishedTable, ...]:
    source = PAPER.title
    return (
        folder.table(
            "savings_by_budget_area",
            "Savings by budget area: a second cut of the same target",
            source,
            {"saving_pct_of_budget_published": "%"},
        ),
        folder.table("risks", "Risks and challenges", source),
        folder.table("equality_impacts", "Equality impacts", source),
        folder.table("programmes", "Overlapping programmes", source),
        folder.table("funding_context", "Funding context", source),
        folder.table(
            "consultation", "Consultation: responses and opinions", source, units_in={"value": "unit"}
        ),
        folder.table("principles", "Principles, approach and key messages", source),
    )

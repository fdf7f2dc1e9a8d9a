"""Southampton: Children and Learning (Destination 22 and Building for Brilliance), from three papers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from deploy.examples.checks.southampton import southampton_checks
from deploy.examples.folder import Folder, years_of
from deploy.examples.readings import read_indicators
from deploy.examples.southampton_further import read_proposals, with_demand
from deploy.examples.southampton_papers import read_report, read_review
from deploy.examples.structures import (
    BoardRow,
    BudgetRow,
    Document,
    Example,
    PressureRow,
    PublishedTable,
    SavingRow,
    TargetRow,
)
from programme.rules.calendar import FinancialYear
from savings.rules.cells import Cell, read_cell

MARCH = Document(
    "march-2024", "Southampton Children and Learning Service, March 2024", "March 2024", date(2024, 3, 31)
)
JANUARY = Document(
    "january-2024",
    "Southampton Children and Learning - Draft Budget Proposals, 25 January 2024",
    "25 January 2024",
    date(2024, 1, 25),
)
REVIEW = Document(
    "review", "Children's Services Review (LGA review of Southampton), undated", "undated", None
)

BUDGET_ROUND = "24S"

KINDS: dict[int, tuple[str, str]] = {
    9: ("funding", "Grant money used in place of the council's own"),
    10: ("income", "Charges for a traded service"),
    11: ("funding", "Grant taken up to its limit"),
    12: ("funding", "A government payment claimed in full"),
    13: ("funding", "Government claims for unaccompanied children"),
    14: ("funding", "Grant set against existing cost"),
    15: ("income", "Charges for a traded service"),
}
"""By line number, where the line is not plainly cash-releasing. The paper names no kinds: our reading."""

BOARD_CODES = {
    "Children and Families Scrutiny Panel": "scrutiny-panel",
    "Building for Brilliance governance board": "building-for-brilliance",
    "Projects and change team": "projects-and-change",
    "Destination 22 (D22) programme governance": "destination-22",
    "Children's boards (several, unnamed)": "childrens-boards",
    "Schools Forum": "schools-forum",
    "Senior leadership caseload oversight": "caseload-oversight",
}
NOT_BOARDS = frozenset({"support team", "management oversight"})


def southampton() -> Example:
    """Return the example as published. Raises FileNotFoundError where a data file is missing."""
    folder = Folder("southampton")
    savings = tuple(_saving(row) for row in folder.rows("savings"))
    pressures = tuple(_pressure(row) for row in folder.rows("pressures"))
    budget = _budget(folder)
    indicators = with_demand(read_indicators(folder.rows("indicators")), folder)
    boards = tuple(_board(row) for row in folder.rows("boards"))
    tables = _tables(folder)
    return Example(
        organisation_code="southampton",
        organisation="Southampton City Council",
        code="southampton-cl",
        name="Children and Learning: Destination 22 and Building for Brilliance",
        first_year="2024/25",
        documents=(MARCH, JANUARY, REVIEW),
        checks=southampton_checks(),
        files=folder.files,
        savings=savings,
        pressures=pressures,
        budget=budget,
        indicators=indicators,
        boards=boards,
        targets=_targets(),
        proposals=read_proposals(folder, source=MARCH.title),
        reports=(read_report(folder, board_codes=BOARD_CODES),),
        reviews=(read_review(folder, name=REVIEW.title),),
        tables=tables,
    )


def _saving(row: dict[str, str]) -> SavingRow:
    line_no = int(row["line_no"])
    kind, why = KINDS.get(line_no, ("cash_releasing", ""))
    return SavingRow(
        line_no=line_no,
        printed_ref=row["ref"] or None,
        heading=row["group"],
        name=row["description"],
        amounts={year: _as_a_saving(text) for year, text in years_of(row, "saving").items()},
        kind=kind,
        kind_note=" ".join(filter(None, ["Our reading; the paper names no kinds.", why])),
        budget_round=BUDGET_ROUND,
        note=row["note"],
    )


def _as_a_saving(text: str) -> Cell:
    """Return the cell as the paper has it: a saving in brackets, a printed nought without, a blank blank."""
    cell = read_cell(text, "£000")
    return replace(cell, text=f"({cell.text})") if cell.value else cell


def _pressure(row: dict[str, str]) -> PressureRow:
    deferred = re.search(r"deferred \(((\d{2}S)\d+)\)", row["item"])
    return PressureRow(
        line_no=int(row["line_no"]),
        printed_ref=row["ref"] or None,
        heading=row["printed_block"],
        name=": ".join(filter(None, [row["item"], row["description"]]))
        or f"{row['printed_block']}, value {row['line_no']} of 10",
        amounts={year: read_cell(text, "£000") for year, text in years_of(row, "pressure").items()},
        deferred_from_ref=deferred[1] if deferred else None,
        deferred_from_round=deferred[2] if deferred else None,
        note=row["note"],
    )


def _budget(folder: Folder) -> tuple[BudgetRow, ...]:
    rows = folder.rows("budget")
    amounts: dict[str, dict[str, Cell]] = {}
    notes: dict[str, list[str]] = {}
    for row in rows:
        year = FinancialYear.parse(row["financial_year"]).label
        amounts.setdefault(row["area"], {})[year] = read_cell(row["budget_gbp_m"], "£m")
        if row["note"]:
            notes.setdefault(row["area"], []).append(f"{year}: {row['note']}.")
    return tuple(
        BudgetRow("general", "Three-year budget", area, years, " ".join(notes.get(area, [])))
        for area, years in amounts.items()
    )


def _board(row: dict[str, str]) -> BoardRow:
    return BoardRow(
        code=BOARD_CODES[row["name"]],
        name=row["name"],
        kind=row["kind"],
        remit=row["role_summary"],
        cadence=row["frequency"],
        source=row["source_document"],
        is_board=row["kind"] not in NOT_BOARDS,
        is_scrutiny=row["kind"] == "scrutiny panel",
        note=row["note"],
    )


def _targets() -> tuple[TargetRow, ...]:
    table_totals = {"2024/25": "4916", "2025/26": "4493", "2026/27": "4418", "2027/28": "4373"}
    return (
        *(
            TargetRow(
                "Total of the savings table",
                read_cell(total, "£000"),
                year,
                MARCH.title,
                is_bridge=True,
                kinds=("cash_releasing", "income", "funding"),
            )
            for year, total in table_totals.items()
        ),
        TargetRow(
            "Savings already committed",
            read_cell("7", "£m"),
            "",
            MARCH.title,
            "No year is printed, nor what makes up the difference from the table.",
        ),
        TargetRow(
            "Savings target named by the review",
            read_cell("15", "£m"),
            "",
            REVIEW.title,
            "Due by 1 April 2023.",
        ),
    )


def _tables(folder: Folder) -> tuple[PublishedTable, ...]:
    children = dict.fromkeys(
        ("children_entering_care", "children_exiting_care", "net_difference", "total_children_in_care"),
        "children",
    )
    return (
        folder.table("blank_cells", "Cells our copy cannot read", MARCH.title),
        folder.table("pressures_24p40_wording", "Wording printed beside the 24P40 values", MARCH.title),
        folder.table("proposals", "Additional cost reduction proposals", MARCH.title),
        folder.table("neighbours", "Statistical neighbours: overspend and budget", MARCH.title),
        folder.table(
            "demand", "Children entering, leaving and in care", MARCH.title, children | {"rate": "per 10,000"}
        ),
        folder.table(
            "family_safeguarding_forecasts", "Family Safeguarding: two forecasts of cost avoided", MARCH.title
        ),
        folder.table("exits", "Children leaving care: the evidence", MARCH.title, {"value": "children"}),
        folder.table("programmes", "Programme names used", "The paper each row names"),
        folder.table("priorities", "Programme priorities", JANUARY.title),
        folder.table("decisions", "The scrutiny panel's item", JANUARY.title),
        folder.table("review_findings", "What the review found", REVIEW.title, units_in={"value": "unit"}),
    )

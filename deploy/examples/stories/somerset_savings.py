"""The savings of somerset-ct-story and what is said of them. All of it is invented: the paper prints no lines."""

from __future__ import annotations

from deploy.examples.stories.structures import (
    Costs,
    Evidenced,
    Mitigated,
    Replaced,
    Reviewed,
    Said,
    SavingStory,
    Stands,
    exempt,
)
from deploy.examples.structures import SavingRow
from savings.rules.cells import read_cell

_YEARS = ("2023/24", "2024/25", "2025/26", "2026/27")


def _line(
    number: int,
    name: str,
    thousands: tuple[int, int, int, int],
    workstream: str,
    kind: str = "cash_releasing",
) -> SavingRow:
    """Return an invented line under the years of the paper, in thousands of pounds."""
    return SavingRow(
        line_no=number,
        printed_ref=f"SC{number}",
        heading="Invented for this copy",
        name=name,
        amounts={year: read_cell(str(cell), "£000") for year, cell in zip(_YEARS, thousands, strict=True)},
        kind=kind,
        kind_note="Invented for this copy, like the line.",
        budget_round="23S",
        workstream_ref=workstream,
        form_is_our_reading=False,
    )


LINES = (
    _line(1, "Placements with council foster carers in place of bought ones", (600, 2100, 3700, 5000), "1"),
    _line(2, "Places with local providers in place of distant ones", (150, 300, 300, 300), "1"),
    _line(3, "First house in place of bought residential placements", (380, 520, 520, 520), "4"),
    _line(4, "School transport contracts", (450, 900, 900, 900), "5"),
    _line(5, "Second house in place of bought residential placements", (350, 520, 520, 520), "4"),
    _line(6, "Personal travel budgets", (120, 240, 240, 240), "5"),
    _line(7, "Placements bought with neighbouring councils", (200, 400, 400, 400), "7"),
    _line(8, "Early help in place of statutory services", (0, 250, 500, 500), "6", "cost_avoidance"),
    _line(9, "Plans met in mainstream schools", (100, 300, 450, 450), "3", "cost_avoidance"),
    _line(10, "Support for young people over sixteen bought anew", (310, 310, 310, 310), "8"),
    _line(11, "Workforce grant used for early help", (180, 0, 0, 0), "6", "funding"),
    _line(12, "Training sold to other councils", (40, 60, 60, 60), "2", "income"),
    _line(13, "Flats rented with support in place of the second house", (120, 400, 400, 400), "7"),
)

SAVINGS = (
    SavingStory(
        "SC1",
        "lead",
        3,
        (
            Said(-205, "At the planned rate of approvals"),
            Said(-153, "Two carers left, so fewer places", (460, 1900, 3700, 5000)),
            Said(-17, "Nine approved since the summer", (540, 2000, 3700, 5000)),
        ),
        (
            Stands(
                -153,
                "at_risk",
                "Two carers left in one month",
                "Pay for a second supervisor of carers",
                "Head of fostering",
                -60,
            ),
            Stands(-17, "on_track", "Approvals have caught up but for a few weeks"),
        ),
    ),
    SavingStory(
        "SC2",
        "lead",
        2,
        (Said(-102, "Places come later in the year", (110, 300, 300, 300)),),
        (
            Stands(
                -102,
                "at_risk",
                "Providers ask for a guarantee",
                "Guarantee four of six places for a year",
                "Head of commissioning",
                40,
            ),
        ),
    ),
    SavingStory(
        "SC3",
        "lead",
        4,
        (Said(-107, "Two of three young people have moved in", (340, 520, 520, 520)),),
        (Stands(-107, "on_track", "Third young person moves in next month"),),
        claimed=(Evidenced(-26, 150, "Two bought placements ended"),),
        validated=(Evidenced(-19, 120, "Budget reduced; invoices for both placements have stopped"),),
    ),
    SavingStory(
        "SC4",
        "lead",
        3,
        (
            Said(-146, "By the routes as redrawn"),
            Said(-95, "A later start", (410, 900, 900, 900)),
            Said(-5, "Bids at the planned price and start as planned, so the plan stands"),
        ),
        (
            Stands(
                -95,
                "at_risk",
                "Two operators ask for longer contracts",
                "Offer five years in place of three",
                "Head of transport",
                -20,
            ),
            Stands(-5, "on_track", "Bids at the planned price"),
        ),
    ),
    SavingStory(
        "SC5",
        "lead",
        3,
        (
            Said(-170, "As planned"),
            Said(-121, "Waits for the change of use", (300, 520, 520, 520)),
            Said(-45, "The house is given up; flats are rented instead", (0, 0, 0, 0)),
        ),
        (
            Stands(-170, "on_track", "As planned"),
            Stands(-76, "deliverable_later", "The house cannot open before the appeal is heard"),
        ),
        replaced=(
            Replaced(
                -43,
                "SC13",
                "The appeal is lost; flats rented with support stand in for the house",
                "Executive 2026/88",
                "Executive",
            ),
        ),
        mitigated=(Mitigated(-36, 150, "Underspend on legal fees, this year only"),),
    ),
    SavingStory(
        "SC6",
        "lead",
        2,
        (Said(-72, "Budgets are offered two weeks later", (105, 240, 240, 240)),),
        (
            Stands(
                -72,
                "at_risk",
                "Forms need legal advice",
                "Offer budgets by letter to new families first",
                "Head of transport",
                50,
            ),
        ),
    ),
    SavingStory(
        "SC7",
        "manager",
        2,
        (Said(-83, "Three councils, not four", (160, 400, 400, 400)),),
        (Stands(-83, "on_track", "Three councils are enough to begin"),),
    ),
    SavingStory("SC8", "manager", 2, (Said(-109, "From next year, as planned"),)),
    SavingStory(
        "SC9",
        "manager",
        2,
        (
            Said(-132, "Schools start later", (70, 300, 450, 450)),
            Said(-90, "Nothing this year without training", (0, 220, 450, 450)),
            Said(-48, "Half of the schools start this year", (40, 280, 450, 450)),
        ),
        (Stands(-90, "deliverable_later", "Schools start once they are trained"),),
    ),
    SavingStory(
        "SC10",
        "manager",
        4,
        (Said(-98, "All contracts let at the planned price"),),
        (Stands(-31, "delivered", "All young people are on the new contracts"),),
        claimed=(Evidenced(-31, 310, "All young people are on the new contracts"),),
        reviewed=(Reviewed(-22, "Contract prices and invoices agree"),),
        validated=(Evidenced(-23, 310, "Budget reduced; spend follows since the last move"),),
    ),
    SavingStory(
        "SC11",
        "manager",
        4,
        (Said(-111, "The grant is drawn in full"),),
        (Stands(-111, "on_track", "The grant is drawn in full"),),
    ),
    SavingStory(
        "SC12",
        "manager",
        1,
        (Said(-118, "Two councils have booked", (32, 60, 60, 60)),),
        (Stands(-24, "on_track", "A third council has asked"),),
        marking=exempt(3, "Prices offered to other councils"),
    ),
    SavingStory(
        "SC13",
        "manager",
        2,
        (Said(-41, "Rented as planned"),),
        (Stands(-41, "on_track", "The first flats are let"),),
        reviewed=(Reviewed(-30, "Rents are quoted, support is not yet", {"costs": "partly"}),),
        costs=(
            Costs(-40, "one_off", 90, source="service_budget", borne_by_service=True, note="Furnishing"),
            Costs(-40, "running", 30, year=1, note="Housing officer"),
            Costs(-40, "running", 30, year=2, note="Housing officer"),
            Costs(-40, "running", 30, year=3, note="Housing officer"),
        ),
    ),
)

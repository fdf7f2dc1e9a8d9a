"""What finance and the office do in somerset-ct-story. All of it is invented."""

from __future__ import annotations

from deploy.examples.stories.ledger import Approved, ByMonth, Closed, LedgerStory, Returned, Round, WrittenOut

LEDGER = LedgerStory(
    months=(
        ByMonth("SC3", (0, 0, 20, 30, 30, 40, 40, 40, 45, 45, 45, 45), 0.9, -15, "Invoices of the houses"),
        ByMonth("SC7", (0, 0, 0, 0, 0, 20, 25, 25, 30, 30, 35, 35), 0.8, -15, "Placements by their weeks"),
        ByMonth("SC10", (1,) * 12, 1.0, -15, "Contracts at the new price"),
    ),
    approved=(
        Approved(
            -141,
            "Council 2026/14",
            {"SC1": "CF2101", "SC3": "CF2140", "SC7": "CF2160", "SC10": "CF2310"},
            "Revised budget of the year",
        ),
    ),
    closed=(Closed(-13, "Payroll, placements and invoices are in"),),
    rounds=(
        Round(
            -10,
            9,
            "Month-end update",
            (
                Returned(-7, "4", "Milestones and money are as they are"),
                Returned(-6, "2"),
                Returned(-4, "8", "All contracts let"),
            ),
        ),
    ),
    written_out=(
        WrittenOut(
            -8,
            "SC1",
            "Places come a few weeks late into next year too, and nothing makes up for it",
            "Executive 2026/97",
            "Executive",
        ),
    ),
)

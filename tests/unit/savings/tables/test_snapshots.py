from datetime import date
from decimal import Decimal

import pytest

from savings.rules.sheets.reading import Question
from savings.rules.tables.reading import NoTable
from savings.rules.tables.snapshots import choose_tracker, read_tracker
from tests.unit.savings.tables.grids import grid

TRACKER = grid(
    ["Savings tracker 2023/24"],
    ["Ref", "Saving", "Delivery RAG", "Status", "2023/24", "Due"],
    ["22S1", "Fostering", "Red", "not validated", Decimal("107.5"), date(2024, 3, 31)],
    ["", "Total", "", "", Decimal(107), ""],
)


class TestReadTracker:
    def test_keeps_every_row_cell_by_cell_as_text(self):
        tracker = read_tracker(TRACKER)

        assert [row.cells for row in tracker.rows] == [
            ("22S1", "Fostering", "Red", "not validated", "107.5", "2024-03-31"),
            ("", "Total", "", "", "107", ""),
        ]
        assert tracker.above == ("Savings tracker 2023/24",)

    def test_knows_ref_and_colour_in_their_own_words(self):
        tracker = read_tracker(TRACKER)

        assert [(c.letter, c.is_ref, c.is_rag) for c in tracker.columns if c.is_ref or c.is_rag] == [
            ("A", True, False),
            ("C", False, True),
        ]
        assert (tracker.rows[0].ref, tracker.rows[0].rag) == ("22S1", "Red")

    def test_refuses_a_sheet_without_headings(self):
        with pytest.raises(NoTable, match="No row of headings"):
            read_tracker(grid(["only one"], [Decimal(1), Decimal(2)]))


class TestChooseTracker:
    def test_asks_between_two(self):
        assert isinstance(choose_tracker([TRACKER, grid(["a", "b"], name="Other")]), Question)
        assert choose_tracker([TRACKER, grid(["a", "b"], name="Other")], sheet="other").name == "Other"

"""Growth and savings in one table: the savings alone are lines, and the net row is held against both."""

import pytest

from savings.rules.casting import CASTS, NOT_COMPARED
from tests.unit.savings.sheets.grids import amounts, read, values

NET = """
Budget proposals, £000|||
Ref|Description|2025/26|2026/27
Growth / pressures|||
G1|Inflation|900|1800
G2|Demand|400|800
Total pressures||1300|2600
Savings|||
S1|Contract review|-300|-300
S2|Fees|-150|-200
Total savings||-450|-500
{net}
"""


class TestBothSides:
    @pytest.mark.parametrize(
        "label",
        ["Net budget change", "Net position", "NET", "Net (saving) / pressure", "Change for the year"],
    )
    @pytest.mark.parametrize("place", ["{}|", "|{}"], ids=["under the references", "under the names"])
    def test_a_net_row_is_known_by_its_figures(self, label, place):
        reading = read(NET.format(net=place.format(label) + "|850|2100"))

        assert reading.questions == reading.problems == ()
        assert values(reading) == amounts({"Contract review": ["300", "300"], "Fees": ["150", "200"]})
        assert {total.row: total.covers for total in reading.totals} == {10: (8, 9), 11: (4, 5, 8, 9)}
        assert {cast.status for cast in reading.casts()} == {CASTS}
        assert set(reading.ignored_rows) == {4, 5, 6}
        assert all("pressures" in reason for reason in reading.ignored_rows.values())

    @pytest.mark.parametrize("label", ["Net budget change", "Net (saving) / pressure"])
    def test_a_net_row_by_its_words_alone_is_not_compared(self, label):
        reading = read(NET.format(net=f"{label}||851|2107"))

        assert reading.questions == reading.problems == ()
        assert len(reading.lines) == 2
        assert {cast.status for cast in reading.casts() if cast.label.startswith("Net")} == {NOT_COMPARED}

    def test_savings_may_stand_first(self):
        reading = read(
            """
            Proposal, £000|2025/26|2026/27
            SAVINGS||
            Vacancies|(300)|(300)
            Car parks|(150)|(200)
            Total savings|(450)|(500)
            GROWTH||
            Pay award|500|700
            Total growth|500|700
            NET POSITION|50|200
            """
        )

        assert reading.questions == reading.problems == ()
        assert values(reading) == amounts({"Vacancies": ["300", "300"], "Car parks": ["150", "200"]})
        assert {cast.status for cast in reading.casts()} == {CASTS}

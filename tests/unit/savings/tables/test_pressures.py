from decimal import Decimal

from programme.rules.calendar import FinancialYear
from savings.rules.notation import Unit
from savings.rules.tables.kinds import PRESSURES
from savings.rules.tables.pressures import read_pressures
from savings.rules.tables.reading import read_table
from tests.unit.savings.tables.grids import grid


def read(*rows, **options):
    return read_pressures(read_table(grid(*rows), PRESSURES), **options)


class TestReadPressures:
    def test_reads_amounts_as_printed_and_sets_totals_apart(self):
        reading = read(
            ["Budget pressures, £000"],
            ["Ref", "Pressure", "2024/25", "2025/26"],
            ["Placements"],
            ["24P10", "Agency homes", "1,200", "-"],
            ["24P11", "Grant ends", "(50)", "0"],
            ["", "Total", "1,150", "0"],
        )

        first = reading.lines[0].cells
        assert [line.ref for line in reading.lines] == ["24P10", "24P11"]
        assert first[FinancialYear(2024)].pounds == Decimal(1_200_000)
        assert first[FinancialYear(2025)].pounds is None
        assert reading.lines[1].cells[FinancialYear(2025)].pounds == 0
        assert reading.totals == ((6, "Total", (4, 5)),)
        assert reading.unit is Unit.GBP000

    def test_takes_a_last_total_for_all_and_a_sub_total_for_its_block(self):
        reading = read(
            ["Ref", "Pressure", "2024/25 £000"],
            ["A1", "One", "10"],
            ["", "Sub-total", "10"],
            ["A2", "Two", "20"],
            ["", "Sub-total", "20"],
            ["", "Total", "30"],
        )

        assert [covers for _, _, covers in reading.totals] == [(2,), (4,), (2, 4)]

    def test_asks_for_the_unit_where_none_is_said(self):
        assert [q.option for q in read(["Ref", "Pressure", "2024/25"], ["A1", "One", "10"]).questions] == [
            "--unit gbp000"
        ]

    def test_refuses_a_row_whose_amount_is_none(self):
        reading = read(["Ref", "Pressure", "2024/25 £000"], ["A1", "One", "lots"], ["A2", "Two", "5"])

        assert [line.ref for line in reading.lines] == ["A2"]
        assert [(p.row, p.column, p.value) for p in reading.problems] == [(2, "C", "lots")]

    def test_takes_a_row_without_figures_for_a_heading_and_says_so(self):
        reading = read(["Ref", "Pressure", "2024/25 £000"], ["", "Placements", ""], ["A2", "Two", "5"])

        assert reading.assumptions == ("row 2, 'Placements': no figures, taken as a heading",)

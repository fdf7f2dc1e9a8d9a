"""Whatever the layout, the same lines and totals come back, and every control total casts."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from savings.rules.casting import CASTS
from savings.rules.notation import SCALES
from savings.rules.sheets.reading import Options
from savings.rules.sheets.sheet import read_sheet
from tests.unit.savings.sheets.ledgers import layouts, ledgers, render


def facts(reading):
    return [
        (line.ref, line.name, [cell.value for cell in line.cells.values()], line.is_adjustment)
        for line in reading.lines
    ]


def expected(ledger, layout):
    return [
        (line.ref if "ref" in layout.columns else "", line.name, list(line.amounts), line.is_adjustment)
        for line in ledger.lines
    ]


class TestGeneratedSheets:
    @settings(max_examples=300, deadline=None)
    @given(ledgers(), layouts())
    def test_every_layout_gives_the_same_lines_and_totals(self, ledger, layout):
        reading = read_sheet(render(ledger, layout), Options())

        assert reading.questions == ()
        assert reading.problems == ()
        assert facts(reading) == expected(ledger, layout)
        assert reading.years == tuple(ledger.years)
        assert reading.unit is ledger.unit
        scale = SCALES[ledger.unit]
        assert reading.totals_by_year() == {
            year: sum((line.amounts[place] or Decimal(0) for line in ledger.lines), Decimal(0)) * scale
            for place, year in enumerate(ledger.years)
        }
        assert all(
            (cast.status == CASTS and cast.difference == 0) or (cast.sum is None and cast.printed == 0)
            for cast in reading.casts()
        )
        if layout.total:
            assert any(total.level == "total" for total in reading.totals)
        if layout.grouping != "none":
            assert [line.heading for line in reading.lines] == [line.group for line in ledger.lines]

    @settings(max_examples=100, deadline=None)
    @given(ledgers(), layouts(), st.integers(1, 5000))
    def test_a_falsified_total_does_not_cast(self, ledger, layout, bump):
        bump = Decimal(bump)
        if not layout.total:
            return

        reading = read_sheet(render(ledger, layout, bump), Options())

        grand = [cast for cast in reading.casts() if cast.difference and cast.period == ledger.years[0].label]
        assert [cast.difference for cast in grand] == [-bump]
        assert facts(reading) == expected(ledger, layout)

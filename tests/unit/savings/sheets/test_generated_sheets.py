"""Whatever the layout, the same lines and totals come back, and every control total casts."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from savings.rules.casting import CASTS
from savings.rules.notation import SCALES, Unit
from savings.rules.sheets.reading import Grid, Options, Role
from savings.rules.sheets.sheet import read_sheet
from tests.unit.savings.sheets.ledgers import layouts, ledgers, render

SCRAPS = (
    "Ref", "Saving", "2024/25", "2025", "£000", "£m", "Total", "Sub-total", "Adults Total", "Adults",
    "Pressures", "Savings", "A1", "24S1", "Plan", "Forecast", "Net", "(10)", "1,000", "-", "tbc", "#REF!",
    "Service", "Year", "Type", "Income", "Less: overlap", "5%", "Apr-24", "2024-28", "2024/26", "Year 1", "(1)",
    "of which", "Note: x", "Carried forward",
    Decimal(10), Decimal(-5), Decimal("0.5"), Decimal(2025), Decimal(202425), date(2024, 4, 1), True, "x" * 300,
)  # fmt: skip
HEADS = (
    ("Ref", "Saving", "2024/25 £000", "2025/26 £000", "Total"),
    ("Name", "2024/25", "2025/26"),
    ("Ref", "Name", "Year", "Amount £m"),
    ("Saving", "2025", "2026"),
    (),
)
scraps = st.one_of(st.none(), st.sampled_from(SCRAPS), st.text(max_size=8))


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


def says_not_known(problem):
    """Return whether a problem only says the words for "not known" of a year that holds nothing else."""
    return not problem.is_fatal and "read as not known" in problem.problem


class TestGeneratedSheets:
    @settings(max_examples=300, deadline=None)
    @given(ledgers(), layouts())
    def test_every_layout_gives_the_same_lines_and_totals(self, ledger, layout):
        reading = read_sheet(render(ledger, layout), Options())

        assert reading.questions == ()
        assert {problem for problem in reading.problems if not says_not_known(problem)} == set()
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

    @settings(max_examples=100, deadline=None)
    @given(ledgers(), layouts(), st.data())
    def test_blank_rows_and_notes_between_change_nothing(self, ledger, layout, data):
        grid = render(ledger, layout)
        rows = list(grid.rows)
        heading = next(place for place, row in enumerate(rows) if "Saving proposal" in row)
        first = heading + (3 if layout.unit_place == "row" else 2)
        for extra in data.draw(
            st.lists(st.sampled_from([(), (None, " "), ("Note: subject to consultation",)]), max_size=3)
        ):
            rows.insert(data.draw(st.integers(first, len(rows))), extra)

        reading = read_sheet(replace(grid, rows=tuple(rows)), Options())

        assert facts(reading) == expected(ledger, layout)
        assert reading.is_settled


class TestAnySheet:
    """Whatever stands in a sheet, it is read without an accident and no row of money goes missing."""

    @settings(max_examples=200, deadline=None)
    @given(
        st.lists(st.lists(scraps, max_size=8).map(tuple), max_size=12),
        st.sampled_from(HEADS),
        st.integers(0, 3),
    )
    def test_every_row_with_an_amount_is_accounted_for(self, rows, head, place):
        rows.insert(place, head)

        reading = read_sheet(Grid("Sheet1", tuple(rows)), Options(unit=Unit.GBP))

        lines = {row for line in reading.lines for row in line.rows}
        totals = {total.row for total in reading.totals}
        assert not lines & totals
        assert not (lines | totals) & set(reading.ignored_rows)
        if reading.is_settled:
            known = lines | totals | set(reading.ignored_rows) | {problem.row for problem in reading.problems}
            known |= {row for first, last in not_read(reading) for row in range(first, last + 1)}
            assert money_rows(rows, reading) <= known


def money_rows(rows, reading):
    """Return the rows below the headings that have a number in a column of amounts."""
    columns = [column.index for column in reading.columns if column.role in (Role.AMOUNT, Role.MONTH)]
    return {
        number
        for number, row in enumerate(rows, 1)
        if number > max(reading.header_rows)
        and any(isinstance(row[i], Decimal) for i in columns if i < len(row))
    }


def not_read(reading):
    """Return the rows of tables that are named as not read."""
    found = (
        re.match(r"not read: rows (\d+) to (\d+)", assumption.words) for assumption in reading.assumptions
    )
    return [(int(match[1]), int(match[2])) for match in found if match]

from decimal import Decimal

from savings.rules.casting import CASTS, COPY_INCOMPLETE, PAPER_DISAGREES
from savings.rules.notation import Unit
from savings.rules.sheets.amounts import read_figure
from savings.rules.tables.casts import WITHIN_ROUNDING, cast_total


def cast(printed, *rows):
    return cast_total(
        table="Sheet1",
        label="Total",
        period="variance",
        printed=read_figure(printed),
        rows=[read_figure(row) for row in rows],
        unit=Unit.GBPM,
    )


class TestCastTotal:
    def test_casts_to_the_last_figure(self):
        found = cast("11.8", "10.1", "1.7")

        assert (found.status, found.difference, found.unit) == (CASTS, 0, "£m")

    def test_allows_for_rounding_and_says_so(self):
        found = cast("0.4", "0.1", "0.2")

        assert (found.status, found.difference, found.note) == (CASTS, Decimal("-0.1"), WITHIN_ROUNDING)

    def test_says_by_how_much_the_paper_disagrees(self):
        found = cast("12.8", "10.1", "1.7")

        assert (found.status, found.difference) == (PAPER_DISAGREES, Decimal("-1.0"))

    def test_blames_a_blank_before_the_paper(self):
        assert cast("12.8", "10.1", "").status == COPY_INCOMPLETE

    def test_takes_a_figure_with_its_own_unit_in_the_tables(self):
        assert cast("1.2", "£450k", "£750k").difference == 0

    def test_says_nothing_of_a_total_that_is_not_printed(self):
        assert cast("-", "10.1") is None

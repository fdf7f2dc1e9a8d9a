"""What an imported sheet totals is cast again whenever somebody asks."""

from decimal import Decimal

import pytest

from savings import changes
from savings.models import Saving
from savings.queries import casts
from tests.factories.ground import a_programme, someone
from tests.integration.savings.imports.office import LATER, ROWS, a_sheet, imported, undone

pytestmark = pytest.mark.django_db
TOTAL = ("Total", "", "1,150", "2,240", "2,280")


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


def cast_now(programme, reader):
    return [
        (cast.period, cast.printed, cast.sum, cast.status)
        for cast in casts(reader=reader, programme_id=programme.id)
    ]


class TestImportedCasts:
    def test_a_sheet_that_casts_still_does_once_it_is_held(self, programme, finance):
        imported(programme, finance, a_sheet([*ROWS, TOTAL]))

        assert cast_now(programme, finance) == [
            ("2026/27", 1150, 1150, "casts"),
            ("2027/28", 2240, 2240, "casts"),
            ("2028/29", 2280, 2280, "casts"),
        ]

    def test_increments_are_cast_as_the_sheet_states_them(self, programme, finance):
        rows = [
            ("26S1", "A", "100", "50", "-150"),
            ("26S2", "B", "10", "0", "5"),
            ("Total", "", "110", "50", "-145"),
        ]

        imported(
            programme,
            finance,
            a_sheet(rows, said="Savings in £000, positive"),
            form="increments",
            sign="positive",
        )

        assert [(p, s) for p, _, s, _ in cast_now(programme, finance)] == [
            ("2026/27", 110),
            ("2027/28", 50),
            ("2028/29", -145),
        ]

    def test_a_total_a_paper_got_wrong_says_by_how_much(self, programme, finance):
        imported(programme, finance, a_sheet([*ROWS, ("Total", "", "1,150", "2,340", "2,280")]))

        [wrong] = [c for c in casts(reader=finance, programme_id=programme.id) if c.status != "casts"]
        assert (wrong.status, wrong.difference) == ("paper_disagrees", -100)

    def test_a_plan_changed_since_no_longer_comes_to_what_the_sheet_prints(self, programme, finance):
        imported(programme, finance, a_sheet([*ROWS, TOTAL]))
        changes.plan_saving(
            saving_id=Saving.objects.get(ref="26S1").id, version=None, amounts={2026: Decimal(90_000)}, by=finance,
            at=LATER, reason="late",
        )  # fmt: skip

        assert cast_now(programme, finance)[0][2] == 1140

    def test_lines_no_sheet_had_are_no_part_of_it(self, programme, finance):
        imported(programme, finance, a_sheet([*ROWS, TOTAL]))
        imported(programme, finance, a_sheet([("26S9", "More", "5", "5", "5")]), name="more.csv", at=LATER)

        assert cast_now(programme, finance)[0] == ("2026/27", 1150, 1150, "casts")

    def test_undone_it_is_cast_no_longer(self, programme, finance):
        undone(imported(programme, finance, a_sheet([*ROWS, TOTAL])), finance)

        assert cast_now(programme, finance) == []

    def test_a_total_over_a_line_one_may_not_see_is_not_shown(self, programme, finance):
        cleared = someone("finance", programme, cleared=True)
        imported(programme, finance, a_sheet([*ROWS, TOTAL]))
        changes.revise_saving(
            saving_id=Saving.objects.get(ref="26S1").id, version=None, by=cleared, at=LATER,
            values={"marking": "exempt", "exempt_paragraph": 3},
        )  # fmt: skip

        assert cast_now(programme, finance) == []
        assert len(cast_now(programme, cleared)) == 3

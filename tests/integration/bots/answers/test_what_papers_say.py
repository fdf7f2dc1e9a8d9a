"""Figures papers state in their own ways: net of costs, printed twice, blank, capped, over and under budget.

Expected figures are the papers' own (deploy/examples/data) or are stated in the test.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bots.queries import answer
from bots.rules.answer import Answer, Status
from programme.rules.access import public, system
from savings import changes
from savings.models import Saving

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
COUNCILS = {"so": "southampton-cl", "sm": "somerset-ct", "ha": "hampshire-sp2023"}


def ask(question: str, council: str) -> Answer:
    said = answer(question, reader=public(), at=AT, programme=COUNCILS[council])
    assert said.status is Status.ANSWERED, said.headline
    return said


def pounds(said: Answer) -> set[int]:
    return {int(v.value) for v in said.values if v.unit == "pounds"}


def cost(ref: str, kind: str, year: int, amount: int | None, source: str = "") -> None:
    saving = Saving.objects.get(ref=ref, programme__code="southampton-cl")
    sum_ = None if amount is None else Decimal(amount)
    changes.state_cost(
        saving_id=saving.id, version=saving.version, kind=kind, year=year, amount=sum_, source=source,
        by=system(), at=AT - timedelta(hours=1),
    )  # fmt: skip


class TestNet:
    def test_is_what_is_left_after_costs(self):
        cost("24S365", "one_off", 2024, 300_000, "reserve")
        cost("24S365", "running", 2024, 50_000)

        said = ask("net saving of 24S365 in 24/25", "so")

        assert said.values[0].value == 1_821_000 - 300_000 - 50_000
        assert "payback" in said.headline

    def test_is_not_known_where_a_cost_is_not(self):
        cost("24S214", "one_off", 2024, None, "reserve")

        said = ask("24S214 net saving 24/25", "so")

        assert said.values == ()
        assert "not known" in said.headline

    def test_is_none_where_no_cost_is_stated(self):
        assert "no investment or cost is stated" in ask("24S288 net saving", "so").headline

    def test_investment_of_a_programme_is_the_sum_of_its_lines(self):
        cost("24S365", "one_off", 2024, 300_000, "reserve")
        cost("24S214", "one_off", 2024, 40_000, "reserve")

        assert ask("total investment needed", "so").values[0].value == 340_000


class TestTwoFigures:
    @pytest.mark.parametrize(
        ("question", "council", "both"),
        [
            ("government funding - 6.1m or 6.107m?", "ha", {6_100_000, 6_107_000}),
            ("what have we committed, 7m or 4.9m", "so", {7_000_000, 4_916_000}),
            ("demand reduction 25/26: do the two forecasts agree", "so", {5_000_000, 4_200_000}),
        ],
    )
    def test_are_both_told(self, question, council, both):
        assert both <= pounds(ask(question, council))

    def test_that_nobody_prints_are_said_to_be_none(self):
        said = ask("government funding - 6.3m or 6.4m?", "ha")

        assert said.values == ()


class TestOurCopy:
    def test_counts_the_cells_it_cannot_read(self):
        assert ask("how many savings cells are blank in our copy", "so").values[0].value == 22

    def test_tells_a_printed_total_beside_its_readable_rows(self):
        said = ask("is the savings total for 25/26 fully readable", "so")

        assert said.headline.startswith("No: ")
        assert {4_493_000, 4_028_000} <= pounds(said)
        assert "3 of 28 cells are blank" in said.headline


class TestBudgets:
    def test_over_under_and_on_budget_are_three_lists(self):
        over, under, level = (ask(f"which lines are {w} budget", "sm") for w in ("over", "under", "on"))

        assert {"External Placements", "SEND Transport", "High Needs", "Schools"} == set(over.refs)
        assert under.refs == ()
        assert not set(over.refs) & set(level.refs)

    def test_a_line_on_its_budget_is_said_not_to_be_over_it(self):
        assert ask("how much is fieldwork overspending", "sm").headline.startswith(
            "Fieldwork is not overspent."
        )

    def test_general_fund_is_named(self):
        said = ask("biggest overspend in the general fund", "sm")

        assert said.refs == ("External Placements",)
        assert said.values[0].value == 10_100_000

    def test_a_cause_has_its_own_part_of_an_overspend(self):
        said = ask("how much is unregistered placements adding to the overspend", "sm")

        assert said.values[0].value == 4_200_000
        assert "External Placements" in said.headline


class TestStated:
    def test_ceiling_is_no_plan(self):
        said = ask("in-house fostering benefit, ceiling or planned amount", "sm")

        assert "up to £5 million" in said.headline
        assert "a ceiling, not a planned amount" in said.headline

    def test_planned_amount_is_no_ceiling(self):
        assert "a plan" in ask("24S365 24/25, ceiling or plan", "so").headline

    def test_amounts_of_one_name_are_told_together(self):
        said = ask("what's still to deliver on Tt2019 and Tt2021", "ha")

        assert [v.value for v in said.values] == [45_000_000, 25_000_000]


class TestIndicators:
    def test_peak_is_the_one_printed(self):
        assert ask("peak children on CP plans", "so").values[0].value == 491

    def test_a_count_is_no_percentage(self):
        assert ask("what % is agency staff", "so").values == ()

    def test_calendar_year_is_no_financial_year(self):
        assert ask("serious youth violence 2018", "ha").values[0].value == 35


class TestWhatIsNotSo:
    def test_lines_not_validated_are_those_without_a_validation(self):
        said = ask("lines not validated", "so")

        assert len(said.refs) == 28
        assert "not validated: 28 savings lines" in said.headline

"""How one decision, a balance, one proposal and a driver's month are said."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bots.rules import decision_answer, proposals_answer
from bots.rules.budget_facts import BudgetRow, month_of
from bots.rules.governance_answer import DecisionFacts, Row
from bots.rules.money_answer import Said
from bots.rules.proposals_answer import ProposalFacts
from programme.rules.calendar import FinancialYear

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Depot", "decision", "decision of Depot", "decisions")
WAITS = DecisionFacts(
    Row("D3", "Close the depot", "northshire"), "Cabinet", "recommended", True, needed_by=date(2026, 12, 10)
)
MADE = DecisionFacts(
    Row("D1", "Sell the lease", "northshire"), "", "in effect", False,
    date(2026, 5, 1), date(2026, 5, 7), date(2026, 5, 9)
)  # fmt: skip


def told(row: DecisionFacts, metric: str, **how: bool) -> tuple[str, dict[str, object]]:
    said = decision_answer.answer_decision(SAID, [row], metric, at=AT, **how)
    return said.headline, {v.label: v.value for v in said.values}


class TestADecision:
    def test_is_told_with_all_that_is_held(self):
        headline, values = told(WAITS, "decision")

        assert headline.startswith(
            "D3 Close the depot (northshire): recommended, for Cabinet, needed by 10 Dec"
        )
        assert values == {"state": "recommended", "decision-maker": "Cabinet", "needed by": "2026-12-10"}

    def test_that_waits_has_no_day_on_which_it_was_made(self):
        headline, values = told(WAITS, "decided_on", asking=True)

        assert (
            headline
            == "No: D3 Close the depot (northshire) has not been made: it is recommended, needed by 10 Dec 2026."
        )
        assert values == {}

    def test_that_was_made_no_longer_waits(self):
        assert told(MADE, "decided_on", asking=True)[1] == {"made": "2026-05-07"}
        assert "no longer waits, it is in effect" in told(MADE, "needed_by")[0]

    def test_without_a_maker_says_so(self):
        assert told(MADE, "decider") == (
            "D1 Sell the lease (northshire): no decision-maker is published.",
            {},
        )

    def test_that_is_not_held_has_no_value(self):
        said = decision_answer.answer_decision(SAID, [], "decision", at=AT)

        assert said.values == ()
        assert "no such decision" in said.headline


class TestABalance:
    @pytest.mark.parametrize(
        ("pounds", "words"),
        [
            (Decimal(-37_500_000), "cumulative deficit £37.5m, at 31 Mar"),
            (Decimal(2_000_000), "cumulative surplus £2.0m, at 31 Mar"),
            (None, "no cumulative balance is held"),
        ],
    )
    def test_is_a_deficit_or_a_surplus(self, pounds, words):
        row = BudgetRow(
            "DSG", "northshire", "2023/24 month 5", "DSG", balance=pounds, balance_when="at 31 Mar"
        )

        assert row.said("balance").replace("£2m", "£2.0m") == words

    def test_of_spend_is_not_the_budget(self):
        row = BudgetRow("DSG", "northshire", "2023/24 month 5", "DSG", pounds={"budget": Decimal(5)})

        assert row.said("spend") == "no spend to date is held"


class TestAProposal:
    ROW = ProposalFacts(
        "3", "Transport", ((FinancialYear(2024), Decimal(100)), (FinancialYear(2026), Decimal(300)))
    )

    def test_without_a_year_has_the_year_that_stands_first(self):
        said = proposals_answer.answer_proposal(SAID, [self.ROW], (), on=AT.date(), at=AT)

        assert [(v.label, v.value) for v in said.values] == [
            ("Transport 2026/27", 300),
            ("Transport 2024/25", 100),
        ]

    def test_of_a_year_that_is_not_printed_has_no_figure(self):
        said = proposals_answer.answer_proposal(SAID, [self.ROW], (FinancialYear(2025),), on=AT.date(), at=AT)

        assert said.values == ()
        assert "2025/26 no figure is held" in said.headline


class TestAMonth:
    @pytest.mark.parametrize(
        ("period", "month"),
        [
            ("Mar-23", (2023, 3)),
            ("March 2018", (2018, 3)),
            ("now", None),
            ("budget 2023/24", None),
            ("Foo-23", None),
        ],
    )
    def test_is_read_as_printed(self, period, month):
        assert month_of(period) == month

from decimal import Decimal

from hypothesis import given

from programme.rules.calendar import FinancialYear
from savings.rules.monitoring_bridge import BridgeAmount, bridge_words, budget_bridge
from savings.rules.notation import Unit
from tests.unit.savings.strategies import pence

FIRST = FinancialYear(2023)


def by_year(*millions, first=FIRST):
    return {first.shifted(n): None if m is None else Decimal(m) * 1_000_000 for n, m in enumerate(millions)}


def stated(*millions):
    return {
        year: BridgeAmount(a, "printed total") for year, a in by_year(*millions, first=FIRST.next()).items()
    }


SOUTHAMPTON = {
    "budgets": by_year("58.44", "61.83", "62.58"),
    "pressures": stated("10.006", "10.103", "9.665"),
    "savings": stated("4.916", "4.493", "4.418"),
}


class TestBudgetBridge:
    def test_of_southampton_does_not_reconcile(self):
        first, second = budget_bridge(**SOUTHAMPTON, unit=Unit.GBPM, decimals=2)

        assert first.computed == 63_530_000
        assert first.difference == 1_700_000
        assert bridge_words(first) == (
            "58.44 + 10.006 - 4.916 = 63.53, printed 61.83 (1.7 less): does not reconcile"
        )
        assert bridge_words(second) == (
            "61.83 + 0.097 - (0.423) = 62.35, printed 62.58 (0.23 more): does not reconcile"
        )

    def test_of_increments_takes_each_year_whole(self):
        _, second = budget_bridge(**SOUTHAMPTON, cumulative=False)

        assert second.computed == Decimal("67.44") * 1_000_000

    @given(opening=pence, pressure=pence, saving=pence)
    def test_that_is_met_reconciles(self, opening, pressure, saving):
        budgets = {FIRST: opening, FIRST.next(): opening + pressure - saving}

        (step,) = budget_bridge(
            budgets, {FIRST.next(): BridgeAmount(pressure)}, {FIRST.next(): BridgeAmount(saving)}
        )

        assert (step.difference, step.verdict) == (0, "reconciles")

    def test_allows_what_rounding_does(self):
        budgets = by_year("58.44", "63.54")

        (step,) = budget_bridge(
            budgets, SOUTHAMPTON["pressures"], SOUTHAMPTON["savings"], unit=Unit.GBPM, decimals=2
        )

        assert (step.difference, step.verdict) == (-10_000, "reconciles within rounding")

    def test_knows_nothing_of_a_step_with_a_part_not_known(self):
        no_pressures = budget_bridge(SOUTHAMPTON["budgets"], {}, SOUTHAMPTON["savings"])
        no_budget = budget_bridge(by_year("58.44", None), SOUTHAMPTON["pressures"], SOUTHAMPTON["savings"])

        assert [step.verdict for step in (*no_pressures, *no_budget)] == ["not known"] * 3
        assert bridge_words(no_budget[0]).startswith("58.44 + 10.006 - 4.916 = 63.53, printed not known")

    def test_steps_over_no_year_that_is_missing(self):
        budgets = by_year("58.44") | by_year("62", first=FIRST.shifted(2))

        assert budget_bridge(budgets, {}, {}) == ()

"""A ceiling is never told as a plan, and a plan never as a ceiling."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from bots.rules.money_answer import Said
from bots.rules.stated_answer import Benefit, PlannedLine, answer_benefits, answer_planned
from programme.rules.calendar import FinancialYear

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Fostering (northshire)", "ceiling or plan", "ceiling or plan", "ceiling")
NORTHSHIRE = UUID(int=1)
CEILING = Benefit(
    NORTHSHIRE, "More foster carers", "up to £5 million by 2027", Decimal(5_000_000), True, "Plan 2026"
)
WORDS = Benefit(NORTHSHIRE, "A new home", "a fifth off the cost of a place", None, False, "Plan 2026")


class TestBenefits:
    def test_are_told_in_their_papers_words(self):
        said = answer_benefits(SAID, [CEILING], at=AT)

        assert said.headline.startswith("More foster carers: “up to £5 million by 2027”, as printed.")
        assert "a ceiling, not a planned amount or a target" in said.headline
        assert [(v.label, v.value) for v in said.values] == [("up to: More foster carers", 5_000_000)]

    def test_without_an_amount_give_none(self):
        said = answer_benefits(SAID, [WORDS], at=AT)

        assert "without an amount in pounds" in said.headline
        assert said.values == ()

    def test_that_nobody_states_are_said_to_be_none(self):
        assert answer_benefits(SAID, [], at=AT).headline == "Fostering (northshire): no benefit is stated."


class TestPlanned:
    def test_amounts_are_a_plan(self):
        line = PlannedLine("24S2", "Vacant posts", FinancialYear(2024), Decimal(107_000))

        said = answer_planned(SAID, [line], amounts=[Decimal(107_000)], at=AT)

        assert said.headline.startswith("24S2 Vacant posts: a plan. £107k is its planned saving in 2024/25")

    def test_amount_that_is_not_held_is_said_to_be_none(self):
        said = answer_planned(SAID, [], amounts=[Decimal(5_000_000)], at=AT)

        assert said.headline == "Fostering (northshire): no planned amount or ceiling of £5m is held."
        assert said.values == ()

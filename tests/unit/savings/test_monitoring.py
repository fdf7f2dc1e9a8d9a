from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules.monitoring import (
    DSG,
    FUND_CONVENTIONS,
    GENERAL,
    FundsMixed,
    LineFigures,
    Parts,
    PartsDisagree,
    a_or_f,
    current_budget,
    direction,
    direction_words,
    fund_total,
    half_a_last_place,
    movement,
    parts,
    variance,
    variance_words,
)
from savings.rules.monitoring_virements import NotAVirement, Virement, check_virement, moved_by_line
from savings.rules.notation import Unit
from tests.unit.savings.strategies import pence

maybe = st.one_of(st.none(), pence)
above_nil = pence.filter(lambda amount: amount > 0)
MILLION = Decimal(1_000_000)


def line(key="1", fund=GENERAL, **figures):
    return LineFigures(key, fund, **figures)


def virement(amount=Decimal(5), *, to_fund=GENERAL, to_line="2", authority="Cabinet, CAB12"):
    return Virement("1", to_line, GENERAL, to_fund, amount, authority)


class TestVariance:
    @given(projection=pence, budget=pence)
    def test_is_projection_less_budget_with_its_letter(self, projection, budget):
        found = variance(projection, budget)

        assert found == projection - budget
        assert a_or_f(found) == ("A" if projection > budget else "F" if projection < budget else "-")

    @pytest.mark.parametrize(("projection", "budget"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
    def test_is_not_known_where_either_is_not(self, projection, budget):
        assert variance(projection, budget) is None
        assert a_or_f(None) == ""

    def test_gives_a_percentage_of_a_positive_budget_alone(self):
        assert variance_words(Decimal("11.8") * MILLION, 123 * MILLION) == "£11.8m adverse, 9.6% of budget"
        assert variance_words(Decimal("0.2") * MILLION, Decimal("-0.8") * MILLION) == "£200k adverse"
        assert variance_words(Decimal(-500), Decimal(0)) == "£500 favourable"
        assert variance_words(Decimal(0), MILLION) == "on budget"
        assert variance_words(None, MILLION) == "not known"


class TestFundConventions:
    def test_prints_an_overspend_of_the_general_fund_above_nought(self):
        general = FUND_CONVENTIONS[GENERAL]

        assert general.printed(Decimal("10.1") * MILLION, unit=Unit.GBPM, decimals=1) == "10.1"
        assert general.printed(Decimal(0), unit=Unit.GBPM, decimals=1) == "0.0"
        assert general.printed(Decimal("-0.8") * MILLION, unit=Unit.GBPM, decimals=1) == "(0.8)"

    def test_prints_a_deficit_of_the_schools_grant_in_brackets(self):
        dsg = FUND_CONVENTIONS[DSG]

        assert dsg.printed(Decimal("15.3") * MILLION, unit=Unit.GBPM, decimals=1) == "(15.3)"
        assert dsg.printed(Decimal("-0.4") * MILLION, unit=Unit.GBPM, decimals=1) == "0.4"
        assert dsg.printed(Decimal(0), unit=Unit.GBPM, decimals=1) == "-"
        assert dsg.printed(None, unit=Unit.GBPM, decimals=1) == ""


class TestParts:
    @given(gross=pence, income=pence)
    def test_any_two_give_the_third(self, gross, income):
        whole = Parts(gross, income, gross - income)

        assert parts(gross, income, None) == whole
        assert parts(gross, None, gross - income) == whole
        assert parts(None, income, gross - income) == whole
        assert parts(gross, income, gross - income) == whole

    def test_of_net_alone_leave_the_rest_not_known(self):
        assert parts(None, None, Decimal(5)) == Parts(None, None, Decimal(5))

    def test_that_disagree_are_refused(self):
        with pytest.raises(PartsDisagree, match="£212m gross less £89m income is £123m net, not £120m"):
            parts(212 * MILLION, 89 * MILLION, 120 * MILLION)


class TestVirements:
    @given(amounts=st.lists(above_nil, max_size=6))
    def test_are_nil_across_the_fund(self, amounts):
        found = moved_by_line(
            Virement(str(n), str(n + 1), GENERAL, GENERAL, amount, "Officer decision 7")
            for n, amount in enumerate(amounts)
        )

        assert sum(found.values()) == 0

    @given(original=pence, moved=st.lists(pence, max_size=4))
    def test_make_the_current_budget_of_the_original(self, original, moved):
        assert current_budget(original, moved) == original + sum(moved)
        assert current_budget(None, moved) is None

    def test_never_leave_their_fund(self):
        with pytest.raises(FundsMixed, match="within one fund"):
            check_virement(virement(to_fund=DSG))

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"to_line": "1"}, "two lines"),
            ({"amount": Decimal(0)}, "above nought"),
            ({"amount": Decimal(-3)}, "swap the two lines"),
            ({"authority": "  "}, "needs authority"),
        ],
    )
    def test_say_what_is_wrong_with_them(self, wrong, words):
        with pytest.raises(NotAVirement, match=words):
            check_virement(virement(**wrong))

    def test_say_what_the_budget_differs_by_without_one(self):
        explained = line(original=Decimal(100), virements=Decimal(20), budget=Decimal(120))

        assert explained.unexplained == 0
        assert line(original=Decimal(100), budget=Decimal(130)).unexplained == 30
        assert line(budget=Decimal(130)).unexplained is None


class TestMovement:
    @given(figures=st.tuples(pence, pence, pence, pence), vired=pence)
    def test_is_the_forecast_change_less_what_the_budget_gained(self, figures, vired):
        budget, projection, budget_before, projection_before = figures
        now = line(budget=budget, projection=projection)
        before = line(budget=budget_before, projection=projection_before)

        found = movement(now, before, virement=vired)

        assert found.variance == now.variance - before.variance
        assert found.forecast_change == projection - projection_before
        assert found.variance == found.forecast_change - found.virement - found.other_budget_change

    @given(figures=st.tuples(pence, pence), vired=pence)
    def test_of_a_virement_that_takes_its_spending_with_it_is_nil(self, figures, vired):
        budget, projection = figures
        before = line(budget=budget, projection=projection)
        now = line(budget=budget + vired, projection=projection + vired)

        found = movement(now, before, virement=vired)

        assert (found.variance, found.other_budget_change) == (0, 0)
        assert found.forecast_change == found.virement == vired

    @given(cells=st.lists(maybe, min_size=4, max_size=4))
    def test_knows_no_part_that_rests_on_what_is_not_known(self, cells):
        budget, projection, budget_before, projection_before = cells

        found = movement(
            line(budget=budget, projection=projection),
            line(budget=budget_before, projection=projection_before),
        )

        assert (found.variance is None) == (None in cells)
        assert (found.forecast_change is None) == (projection is None or projection_before is None)
        assert (found.other_budget_change is None) == (budget is None or budget_before is None)

    def test_since_nothing_reported_is_not_known(self):
        found = movement(line(budget=Decimal(1), projection=Decimal(2)), None)

        assert found.variance is None
        assert found.forecast_change is None


class TestDirection:
    @given(moved=pence)
    def test_is_the_outlook_and_not_the_sign(self, moved):
        assert direction(moved) == ("down" if moved > 0 else "up" if moved < 0 else "level")

    @given(moved=pence, tolerance=above_nil)
    def test_is_level_under_the_tolerance(self, moved, tolerance):
        assert (direction(moved, tolerance=tolerance) == "level") == (abs(moved) < tolerance)

    def test_always_says_the_number_and_the_word(self):
        assert direction_words(Decimal(1_300_000)) == "down: worse by £1.3m"
        assert direction_words(Decimal(-40_000)) == "up: improved by £40k"
        assert direction_words(Decimal(0)) == "level: no change"
        small = direction_words(Decimal(-40_000), tolerance=Decimal(50_000))
        assert small == "level: improved by £40k, under the tolerance"
        assert direction_words(None) == "not known"

    def test_takes_half_a_last_place_as_what_prints_as_nothing(self):
        assert half_a_last_place(Unit.GBPM, 1) == 50_000
        assert half_a_last_place(Unit.GBP000, 0) == 500
        assert half_a_last_place(Unit.GBP, 2) == Decimal("0.005")


class TestFundTotal:
    @given(rows=st.lists(st.tuples(pence, pence), min_size=1, max_size=8))
    def test_of_known_lines_keeps_every_identity(self, rows):
        lines = [line(str(n), budget=b, projection=p) for n, (b, p) in enumerate(rows)]

        total = fund_total(lines)

        assert total.variance.amount == total.projection.amount - total.budget.amount
        assert total.variance.is_complete
        assert (total.lines, total.a_f) == (len(rows), a_or_f(total.variance.amount))

    @given(rows=st.lists(st.tuples(maybe, maybe), min_size=1, max_size=8), cut=st.integers(0, 8))
    def test_is_the_sum_of_its_groups(self, rows, cut):
        lines = [line(str(n), budget=b, projection=p) for n, (b, p) in enumerate(rows)]

        whole, one, two = (fund_total(part, fund=GENERAL) for part in (lines, lines[:cut], lines[cut:]))

        assert whole.variance.pounds == one.variance.pounds + two.variance.pounds
        assert whole.budget.known == one.budget.known + two.budget.known

    @given(rows=st.lists(st.tuples(pence, pence, pence, pence, pence), min_size=1, max_size=6))
    def test_splits_its_movement_as_its_lines_do(self, rows):
        lines = []
        for n, (budget, projection, budget_before, projection_before, vired) in enumerate(rows):
            now = line(str(n), budget=budget, projection=projection)
            before = line(str(n), budget=budget_before, projection=projection_before)
            split = movement(now, before, virement=vired)
            lines.append(replace(now, movement=split.variance, split=split))

        total = fund_total(lines)

        parts = total.forecast_change.amount - total.virement.amount - total.other_budget_change.amount
        assert total.movement.amount == parts

    def test_never_takes_a_blank_for_nil(self):
        total = fund_total([line(budget=Decimal(5)), line("2", budget=None, projection=Decimal(3))])

        assert total.variance.amount is None
        assert total.budget.words == "1 of 2 lines known"
        assert total.percent is None
        assert total.gross_budget.amount is None

    @given(rows=st.lists(st.tuples(pence, pence), min_size=1, max_size=6))
    def test_is_a_percentage_of_a_budget_above_nought_only(self, rows):
        total = fund_total(
            [line(str(n), budget=budget, projection=said) for n, (budget, said) in enumerate(rows)]
        )

        budget = sum(one for one, _ in rows)
        over = sum(said for _, said in rows) - budget
        assert (total.percent is None) == (budget <= 0)
        if total.percent is not None:
            assert total.percent == over * 100 / budget
            assert (total.percent > 0, total.percent < 0) == (total.a_f == "A", total.a_f == "F")

    @pytest.mark.parametrize("budget", ["0", "-0.01", "-800000", "0.00"])
    def test_of_a_nil_or_income_budget_is_no_percentage_however_its_lines_stand(self, budget):
        outgoing = line("1", budget=Decimal(500), projection=Decimal(700))
        income = line("2", budget=Decimal(budget) - 500, projection=Decimal(-400))

        total = fund_total([outgoing, income])

        assert (total.budget.amount, total.percent) == (Decimal(budget), None)
        assert fund_total([outgoing]).percent == 40
        assert "%" not in variance_words(total.variance.amount, total.budget.amount)

    def test_of_two_funds_is_refused(self):
        with pytest.raises(FundsMixed, match="Dedicated Schools Grant and General fund are never added"):
            fund_total([line(budget=Decimal(5)), line("2", DSG, budget=Decimal(5))])

        with pytest.raises(FundsMixed):
            fund_total([line("2", DSG, budget=Decimal(5))], fund=GENERAL)

    def test_of_nothing_needs_its_fund_named(self):
        assert fund_total([], fund=DSG).lines == 0
        with pytest.raises(ValueError, match="nothing to total"):
            fund_total([])

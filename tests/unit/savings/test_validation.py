"""What finance may validate, and what waits for finance."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from programme.rules.calendar import FinancialYear
from savings.rules.validation import (
    Facts,
    Period,
    Waiting,
    beyond_claim,
    claimed_not_validated,
    delivered_words,
    is_held,
    to_confirm,
    waits_for,
)
from tests.unit.savings.strategies import amounts, profile

LAST, NOW = FinancialYear(2024), FinancialYear(2025)
RUNNING = profile(100, 100, 100)


class TestPeriod:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [("M1-M5", "M1-M5"), ("m1 to m5", "M1-M5"), ("3", "M3"), ("M4-M4", "M4"), (" ", "")],
    )
    def test_reads_months_as_people_write_them(self, written, shown):
        assert str(Period.read(written)) == shown

    @pytest.mark.parametrize("written", ["M5-M1", "M0", "M13", "April", "M1-M2-M3"])
    def test_refuses_what_is_no_period(self, written):
        with pytest.raises(ValueError, match="is no period"):
            Period.read(written)

    def test_has_begun_once_its_last_month_has(self):
        assert Period.read("M1-M5").has_begun(LAST, on=date(2024, 8, 1))
        assert not Period.read("M1-M5").has_begun(LAST, on=date(2024, 7, 31))

    def test_a_whole_year_has_begun_on_its_first_day(self):
        assert Period().has_begun(LAST, on=date(2024, 4, 1))
        assert not Period().has_begun(LAST, on=date(2024, 3, 31))


class TestFacts:
    def test_both_together_are_delivery(self):
        assert Facts(True, True).problem == ""

    @pytest.mark.parametrize("facts", [Facts(True, False), Facts(False, True), Facts(False, False)])
    def test_less_than_both_is_not_delivered(self, facts):
        assert facts.problem.startswith("Not delivered")


class TestBeyondClaim:
    def test_adds_up_the_validations_of_a_year(self):
        assert beyond_claim(Decimal(30), claimed=Decimal(100), validated=Decimal(80)) == Decimal(10)

    def test_is_all_of_it_where_nothing_is_claimed(self):
        assert beyond_claim(Decimal(30), claimed=None) == Decimal(30)

    @given(amounts, amounts, amounts)
    def test_is_nil_exactly_within_the_claim(self, amount, claimed, validated):
        over = beyond_claim(amount, claimed=claimed, validated=validated)

        assert (over == 0) == (amount + validated <= claimed)


class TestClaimedNotValidated:
    def test_is_never_below_nought(self):
        assert claimed_not_validated(Decimal(100), Decimal(120)) == 0
        assert claimed_not_validated(Decimal(100), None) == Decimal(100)
        assert claimed_not_validated(None, Decimal(5)) == 0


class TestToConfirm:
    def test_a_line_that_goes_on_is_confirmed_again(self):
        assert to_confirm(RUNNING, {LAST: Decimal(100)}, NOW)

    def test_not_once_something_of_this_year_is_validated(self):
        assert not to_confirm(RUNNING, {LAST: Decimal(100), NOW: Decimal(1)}, NOW)

    def test_not_what_was_never_validated(self):
        assert not to_confirm(RUNNING, {}, NOW)
        assert not to_confirm(RUNNING, {LAST: Decimal(0)}, NOW)

    @pytest.mark.parametrize("plan", [profile(100, 0, 0), profile(100, 100, 0), profile(100, None), None])
    def test_not_what_ends_or_has_no_plan_this_year(self, plan):
        assert not to_confirm(plan, {LAST: Decimal(100)}, NOW)


class TestIsHeld:
    def test_maturity_five_takes_a_validation_that_stands(self):
        assert is_held(5, {LAST: Decimal(1)})
        assert not is_held(5, {})
        assert not is_held(5, {LAST: Decimal(0)})

    def test_no_other_maturity_does(self):
        assert is_held(4, {})
        assert is_held(None, {})


class TestWaitsFor:
    def test_names_everything_it_waits_for(self):
        waiting = waits_for(
            plan=RUNNING,
            claimed={NOW: Decimal(50)},
            validated={LAST: Decimal(100)},
            maturity=5,
            year=NOW,
        )

        assert waiting == (Waiting.CLAIMED, Waiting.TO_CONFIRM)

    def test_a_claim_of_a_year_to_come_can_wait(self):
        waiting = waits_for(plan=RUNNING, claimed={NOW: Decimal(50)}, validated={}, maturity=5, year=LAST)

        assert waiting == (Waiting.NOT_HELD,)


class TestDeliveredWords:
    def test_say_delivered_once_the_whole_plan_is_validated(self):
        assert delivered_words(Decimal(100), Decimal(100)) == "Delivered"

    def test_say_claimed_until_then(self):
        assert delivered_words(Decimal(100), None) == "Claimed as delivered, nothing validated"
        assert delivered_words(Decimal(100), Decimal(40)) == "Claimed as delivered, £40 of £100 validated"
        assert delivered_words(None, Decimal(40)) == "Claimed as delivered, £40 of not known validated"

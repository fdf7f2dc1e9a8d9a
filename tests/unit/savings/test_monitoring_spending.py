from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.monitoring_spending import (
    STRAIGHT_LINE,
    SUGGESTED,
    NotAProfile,
    SpendingProfile,
    check_rate,
    profile_from_weights,
    profile_words,
    read_profile,
    suggested_profile,
)

months = st.integers(min_value=1, max_value=12)
weights = st.lists(st.integers(0, 1000), min_size=12, max_size=12).filter(any)
budgets = st.integers(1, 10**11).map(lambda number: Decimal(number).scaleb(-2))


class TestSpendingProfile:
    @given(weights=weights)
    def test_sums_to_exactly_one_and_comes_back_from_text(self, weights):
        profile = profile_from_weights("ours", weights)

        assert sum(profile.shares) == profile.elapsed(12) == 1
        assert read_profile("ours", profile.as_text()) == profile

    @pytest.mark.parametrize(
        ("shares", "words"),
        [
            (["0.5", "0.5"], "twelve shares"),
            (["0.1"] * 12, r"come to 1\.2, not to 1"),
            (["-0.1", "1.1", *["0"] * 10], "nought or above"),
            (["a lot", *["0"] * 11], "written 0.1 or 31/366"),
            (["1/0", *["0"] * 11], "written 0.1 or 31/366"),
            ([None, *["0"] * 11], "written 0.1 or 31/366"),
        ],
    )
    def test_says_what_is_wrong_with_it(self, shares, words):
        with pytest.raises(NotAProfile, match=words):
            read_profile("ours", shares)

    def test_falls_back_on_a_straight_line_by_name(self):
        assert read_profile("", None) is STRAIGHT_LINE
        assert profile_words(STRAIGHT_LINE) == "straight line (no profile of its own)"

    def test_is_suggested_for_days_terms_and_september(self):
        days, terms, september = (suggested_profile(name, FinancialYear(2023)) for name in SUGGESTED)

        assert days.shares[0] == Fraction(30, 366)  # February 2024 has 29 days
        assert terms.elapsed(5) == Fraction(63, 190)
        assert september.elapsed(5) == 0

    def test_of_no_weight_is_refused(self):
        with pytest.raises(NotAProfile):
            profile_from_weights("ours", [0] * 12)

    def test_knows_no_thirteenth_month(self):
        with pytest.raises(ValueError, match="not between 1"):
            STRAIGHT_LINE.elapsed(13)


class TestCheckRate:
    @given(budget=budgets, month=months, weights=weights)
    def test_of_what_was_expected_leads_to_the_budget(self, budget, month, weights):
        profile = SpendingProfile("ours", profile_from_weights("ours", weights).shares)
        expected = check_rate(budget=budget, used=None, month=month, profile=profile).expected

        found = check_rate(budget=budget, used=expected, month=month, profile=profile)

        assert abs(found.used_share - found.elapsed_share) <= Fraction(1, 200) / Fraction(budget)
        if found.at_this_rate is not None:
            slack = Fraction(1, 100) + Fraction(1, 200) / found.elapsed_share
            assert abs(Fraction(found.at_this_rate) - Fraction(budget)) <= slack

    def test_of_three_quarters_of_the_days_in_five_months_is_flagged(self):
        found = check_rate(budget=Decimal(2190), used=Decimal("1642.5"), month=5)

        assert found.is_ahead
        assert found.at_this_rate == Decimal("3942.00")
        assert found.words == (
            "75% used, 42% of the year elapsed by straight line (no profile of its own): ahead by 33 points"
        )

    def test_of_school_terms_is_in_step_where_a_straight_line_would_not_be(self):
        terms = suggested_profile("school terms", FinancialYear(2023))
        used = Decimal("0.32") * 12_900_000

        assert check_rate(budget=Decimal(12_900_000), used=used, month=5, profile=terms).words == (
            "32% used, 33% of the year elapsed by school terms: in step"
        )

    def test_flags_ten_points_and_nothing_less(self):
        shares = (Fraction(1, 2), Fraction(1, 2), *[Fraction(0)] * 10)
        profile = SpendingProfile("ours", shares)

        flagged = [
            check_rate(budget=Decimal(100), used=used, month=1, profile=profile).is_ahead
            for used in (Decimal("59.99"), Decimal(60))
        ]

        assert flagged == [False, True]

    @pytest.mark.parametrize("budget", [None, Decimal(0), Decimal(-5)])
    def test_has_no_share_of_a_nil_or_income_budget(self, budget):
        found = check_rate(budget=budget, used=Decimal(3), month=5)

        assert found.used_share is None
        assert not found.is_ahead
        assert found.words.startswith("use not known as a share")

    def test_before_the_profile_expects_anything_leads_nowhere(self):
        september = suggested_profile("September places", FinancialYear(2023))

        found = check_rate(budget=Decimal(100), used=Decimal(2), month=5, profile=september)

        assert (found.expected, found.at_this_rate) == (Decimal(0), None)

    def test_says_when_it_is_behind(self):
        found = check_rate(budget=Decimal(100), used=Decimal(5), month=6)

        assert found.words.endswith("behind by 45 points")

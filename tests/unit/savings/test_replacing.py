"""What a replacement covers: each pound once, and a one-off never closes a recurring gap."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.profile import Shape, shape_of
from savings.rules.replacing import (
    closes_a_circle,
    counted,
    cover_of,
    covered,
    may_cover,
    recurring_cover,
    together,
)
from savings.rules.totals import SavingKind
from tests.unit.savings.strategies import amounts, pairs_of_profiles, profile, profiles

YEAR = FinancialYear(2024)


class TestCovered:
    def test_is_the_replacement_s_plan_where_it_is_less(self):
        assert covered(Decimal(100), Decimal(60)) == Decimal(60)

    def test_is_never_more_than_the_plan(self):
        assert covered(Decimal(100), Decimal(150)) == Decimal(100)

    def test_leaves_what_is_validated(self):
        assert covered(Decimal(100), Decimal(90), Decimal(30)) == Decimal(70)

    def test_is_not_known_beside_a_blank(self):
        assert covered(None, Decimal(60)) is None
        assert covered(Decimal(100), None) is None

    @given(amounts, amounts, amounts)
    def test_lies_between_nought_and_the_plan(self, plan, replacement, validated):
        cover = covered(plan, replacement, validated)

        assert 0 <= cover <= plan
        assert cover <= replacement
        assert plan - cover >= min(plan, validated)

    @given(amounts, amounts)
    def test_each_pound_counts_once(self, plan, replacement):
        left = counted(plan, covered(plan, replacement))

        assert left + replacement == max(plan, replacement)

    @given(amounts, amounts, amounts)
    def test_two_replacements_cover_no_more_than_one_of_both_together(self, plan, one, two):
        assert covered(plan, together([one, two])) == covered(plan, one + two)


class TestCounted:
    def test_is_all_of_it_where_the_cover_is_not_known(self):
        assert counted(Decimal(100), None) == Decimal(100)
        assert counted(None, None) is None


class TestCoverOf:
    def test_a_one_off_covers_its_year_and_leaves_the_recurring_gap_open(self):
        cover = cover_of(profile(100, 100, 100), [profile(60, 0, 0)])

        assert [one.covered for one in cover.years] == [60, 0, 0]
        assert cover.recurring_open == Decimal(100)
        assert "of its recurring plan £100 a year stays uncovered" in cover.words

    def test_a_recurring_one_closes_as_much_as_it_brings(self):
        cover = cover_of(profile(100, 100, 100), [profile(0, 70, 70)])

        assert [one.uncovered for one in cover.years] == [100, 30, 30]
        assert cover.recurring_open == Decimal(30)

    def test_a_one_off_line_leaves_no_recurring_gap(self):
        cover = cover_of(profile(100, 0, 0), [profile(40, 0, 0)])

        assert cover.recurring_open == 0
        assert "nothing of a recurring plan stays uncovered" in cover.words

    def test_says_when_the_recurring_gap_is_not_known(self):
        cover = cover_of(profile(100, 100), [profile(100, None)])

        assert cover.recurring_open is None
        assert "is not known" in cover.words

    @given(pairs_of_profiles())
    def test_every_year_splits_into_covered_and_uncovered(self, pair):
        plan, replacement = pair

        cover = cover_of(plan, [replacement])

        assert all(one.covered + one.uncovered == one.plan for one in cover.years)

    @given(profiles(amounts.filter(bool), min_size=2), amounts.filter(bool))
    def test_no_one_off_ever_lowers_the_recurring_gap(self, plan, amount):
        one_off = profile(amount, *[0] * (len(plan.years) - 1))

        assert shape_of(one_off) is Shape.ONE_OFF
        assert cover_of(plan, [one_off]).recurring_open == cover_of(plan, []).recurring_open


class TestMayCover:
    def test_what_reduces_no_budget_covers_its_own_kind_alone(self):
        kinds = set(SavingKind) - {SavingKind.ADJUSTMENT}
        budget = {SavingKind.CASH_RELEASING, SavingKind.INCOME}

        assert all(may_cover(old, new) for old in kinds for new in budget | {old})
        assert not any(may_cover(old, new) for old in kinds for new in kinds - budget - {old})


class TestRecurringCover:
    def test_leaves_one_offs_out(self):
        assert recurring_cover(Decimal(100), [profile(60, 0)], YEAR) == 0
        assert recurring_cover(Decimal(100), [profile(60, 60)], YEAR) == Decimal(60)


class TestClosesACircle:
    def test_finds_a_line_behind_others(self):
        links = {"b": ["c"], "c": ["a"]}

        assert closes_a_circle(links, "a", "b")

    def test_lets_a_chain_be(self):
        assert not closes_a_circle({"b": ["c"]}, "a", "b")

    @given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15))
    def test_links_added_only_when_it_says_no_never_lead_back(self, pairs):
        links: dict[int, list[int]] = {}
        for replaced, replacement in pairs:
            if not closes_a_circle(links, replaced, replacement):
                links.setdefault(replaced, []).append(replacement)

        assert not any(closes_a_circle(links, line, onward) for line in links for onward in links[line])

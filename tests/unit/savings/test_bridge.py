from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from savings.rules import ledger as ledger_rules
from savings.rules.bridge import STEPS, Ledger, together
from savings.rules.ledger import KindSums, Unit
from savings.rules.totals import LinePosition, SavingKind, position
from tests.unit.savings.ledgers import ADJUSTMENT, APRIL, CASH, a_line, ledgers, linked
from tests.unit.savings.strategies import FIRST_YEAR

FUNDING, INCOME, AVOIDED = SavingKind.FUNDING, SavingKind.INCOME, SavingKind.COST_AVOIDANCE
years = st.integers(-1, 5).map(FIRST_YEAR.shifted)
targets = st.none() | st.integers(0, 10**8).map(lambda number: Decimal(number).scaleb(-2))
kinds_counted = st.just(()) | st.sets(st.sampled_from(SavingKind), min_size=1)


def bridge(lines, target=None, *, year=FIRST_YEAR, **more):
    return Ledger(lines).year(year).bridge(target=None if target is None else Decimal(target), **more)


def ledger_of(lines, year=FIRST_YEAR):
    return Ledger(lines).year(year).position()


class TestTargetToPlan:
    def test_each_pound_of_plan_is_in_one_bucket(self):
        lines = [
            a_line(1, [100], validated=30, outlook="on_track"),
            a_line(2, [50], outlook="at_risk"),
            a_line(3, [40], outlook="deliverable_later"),
            a_line(4, [20], outlook="undeliverable"),
            a_line(5, [10]),
            a_line(6, [-5], kind=ADJUSTMENT),
        ]

        found = bridge(lines, 300)

        assert found.steps() == (
            ("delivered", 30), ("on_track", 70), ("at_risk", 50), ("deliverable_later", 40),
            ("undeliverable", 20), ("no_outlook", 10), ("adjustments", -5), ("unidentified", 85),
            ("not_in_our_copy", 0),
        )  # fmt: skip
        assert found.closes

    def test_delivered_is_what_finance_validated_and_at_most_the_plan(self):
        found = bridge([a_line(1, [100], validated=130, claimed=140, outlook="delivered")])

        assert (found.delivered, found.on_track, found.claimed) == (100, 0, 140)

    def test_the_unvalidated_rest_of_a_line_called_delivered_is_on_track(self):
        found = bridge([a_line(1, [100], validated=60, outlook="delivered")])

        assert (found.delivered, found.on_track) == (60, 40)

    def test_a_claim_alone_delivers_nothing(self):
        found = bridge([a_line(1, [100], claimed=100, outlook="on_track")])

        assert (found.delivered, found.on_track, found.claimed) == (0, 100, 100)

    def test_more_planned_than_asked_for_is_unidentified_below_nought(self):
        assert bridge([a_line(1, [100])], 80).unidentified == -20

    def test_without_a_published_target_there_is_no_bridge(self):
        found = bridge([a_line(1, [100], outlook="at_risk")])

        assert (found.target, found.unidentified, found.not_in_our_copy) == (None, None, None)
        assert found.closes

    def test_an_adjustment_that_names_a_line_counts_with_it(self):
        lines = [a_line(1, [100], outlook="at_risk"), a_line(2, [-30], kind=ADJUSTMENT, corrects=1)]

        found = bridge(lines, 100)

        assert (found.at_risk, found.adjustments, found.unidentified) == (70, 0, 30)
        assert found.plan.of == 1

    def test_no_more_is_delivered_than_the_plan_with_its_adjustments(self):
        lines = [a_line(1, [100], validated=90), a_line(2, [-30], kind=ADJUSTMENT, corrects=1)]

        found = bridge(lines)

        assert (found.delivered, found.no_outlook) == (70, 0)


class TestNotInOurCopy:
    def test_a_blank_plan_cell_leaves_nothing_unidentified(self):
        found = bridge([a_line(1, [100]), a_line(2, [None, 50])], 300)

        assert (found.unidentified, found.not_in_our_copy) == (0, 200)
        assert found.plan.words == "1 of 2 lines known"

    def test_a_blank_of_another_year_says_nothing_of_this_one(self):
        found = bridge([a_line(1, [100, None])], 300)

        assert (found.unidentified, found.not_in_our_copy) == (200, 0)

    def test_rows_our_copy_lacks_leave_nothing_unidentified(self):
        found = bridge([a_line(1, [100])], 300, lacks_rows=True)

        assert (found.unidentified, found.not_in_our_copy) == (0, 200)

    def test_a_blank_adjustment_is_a_blank(self):
        found = bridge([a_line(1, [100]), a_line(2, [None], kind=ADJUSTMENT, corrects=1)], 300)

        assert (found.unidentified, found.not_in_our_copy) == (0, 200)

    def test_a_line_whose_table_begins_later_is_no_blank(self):
        found = bridge([a_line(1, [100])], 300, year=FIRST_YEAR.previous())

        assert (found.unidentified, found.plan.of) == (300, 0)

    def test_a_year_after_its_table_is_not_known(self):
        assert bridge([a_line(1, [100])], 300, year=FIRST_YEAR.next()).not_in_our_copy == 300

    def test_a_line_without_any_plan_is_not_known(self):
        assert bridge([a_line(1)], 300).not_in_our_copy == 300

    def test_a_blank_of_a_kind_not_counted_is_no_blank_of_the_target(self):
        lines = [a_line(1, [100]), a_line(2, [None], kind=AVOIDED)]

        assert bridge(lines, 300).unidentified == 200


class TestReplaced:
    def test_replaced_and_replacement_count_once(self):
        lines = linked([a_line(1, [100], outlook="replaced"), a_line(2, [100], outlook="on_track")], {1: [2]})

        found = bridge(lines, 100)

        assert (found.plan.pounds, found.on_track, found.replaced, found.unidentified) == (100, 100, 100, 0)

    def test_its_uncovered_rest_is_undeliverable(self):
        lines = linked([a_line(1, [100], outlook="replaced"), a_line(2, [60], outlook="on_track")], {1: [2]})

        found = bridge(lines, 100)

        assert (found.undeliverable, found.on_track, found.replaced, found.unidentified) == (40, 60, 60, 0)

    def test_never_counts_with_less_than_is_validated(self):
        lines = linked([a_line(1, [100], validated=70, outlook="replaced"), a_line(2, [60])], {1: [2]})

        found = bridge(lines, 100)

        assert (found.delivered, found.undeliverable, found.replaced) == (70, 0, 30)
        assert found.unidentified == -30

    def test_no_more_is_forecast_than_it_still_counts_with(self):
        lines = linked(
            [a_line(1, [100], [100], outlook="replaced"), a_line(2, [60], [60], outlook="on_track")], {1: [2]}
        )

        found = ledger_of(lines)

        assert (found.plan.pounds, found.forecast.pounds, found.loss) == (100, 100, 0)
        assert found.closes

    def test_what_nobody_forecasts_of_it_is_no_line_without_a_forecast_once_it_is_covered(self):
        lines = linked([a_line(1, [100], outlook="replaced"), a_line(2, [100], [90])], {1: [2]})

        found = ledger_of(lines)

        assert (found.plan.pounds, found.forecast.pounds, found.loss) == (100, 90, 10)
        assert (found.forecast.known, found.plan_without_forecast) == (2, 0)

    def test_a_replacement_whose_plan_is_not_known_covers_nothing(self):
        lines = linked([a_line(1, [100], outlook="replaced"), a_line(2, [None, 100])], {1: [2]})

        found = bridge(lines, 100)

        assert (found.undeliverable, found.replaced, found.not_in_our_copy) == (100, 0, 0)
        assert bridge(lines, 300).not_in_our_copy == 200

    def test_a_withdrawn_replacement_covers_no_more_than_is_validated_of_it(self):
        lines = linked(
            [a_line(1, [100], outlook="replaced"), a_line(2, [100], validated=20, outlook="withdrawn")],
            {1: [2]},
        )

        found = bridge(lines, 100)

        assert (found.replaced, found.delivered, found.undeliverable) == (20, 20, 80)

    def test_a_chain_counts_once(self):
        lines = linked(
            [a_line(n, [100], outlook="replaced" if n < 3 else "on_track") for n in (1, 2, 3)],
            {1: [2], 2: [3]},
        )

        assert bridge(lines, 100).steps()[1] == ("on_track", 100)

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
    def test_what_both_were_planned_at_is_in_the_plan_or_beside_it(self, old, new, validated):
        lines = linked(
            [a_line(1, [old], validated=validated, outlook="replaced"), a_line(2, [new])], {1: [2]}
        )

        found = bridge(lines)

        assert found.plan.pounds + found.replaced == old + new
        assert found.plan.pounds >= max(new, min(old, validated))


class TestWithdrawn:
    def test_leaves_the_plan_and_raises_what_is_unidentified(self):
        lines = [a_line(1, [100], [100], outlook="withdrawn"), a_line(2, [50], [50], outlook="on_track")]

        assert bridge(lines, 150).unidentified == 100
        assert (ledger_of(lines).plan.pounds, ledger_of(lines).forecast.pounds) == (50, 50)

    def test_what_finance_validated_of_it_stays_delivered(self):
        found = bridge([a_line(1, [100], validated=20, outlook="withdrawn")], 100)

        assert (found.delivered, found.plan.pounds, found.unidentified) == (20, 20, 80)

    def test_takes_the_adjustments_that_name_it_along(self):
        lines = [
            a_line(1, [100], outlook="withdrawn"),
            a_line(2, [-30], kind=ADJUSTMENT, corrects=1),
        ]

        assert bridge(lines).plan.pounds == 0

    def test_its_blank_is_no_blank(self):
        assert bridge([a_line(1, [None], outlook="withdrawn")], 100).unidentified == 100


class TestKinds:
    def test_hampshires_target_takes_in_what_its_council_counted(self):
        lines = [
            a_line(1, [6_107_000], kind=FUNDING),
            a_line(2, [5_000_000], kind=FUNDING),
            a_line(3, [8_556_000]),
            a_line(4, [3_000_000], kind=SavingKind.REALLOCATION),
        ]
        counted = [FUNDING, CASH, SavingKind.REALLOCATION]

        found = bridge(lines, 22_663_000, kinds=counted)

        assert found.unidentified == 0
        assert found.without.pounds == 8_556_000
        assert {kind: beside.pounds for kind, beside in found.beside.items()} == {
            FUNDING: 11_107_000,
            SavingKind.REALLOCATION: 3_000_000,
        }
        assert ledger_of(lines).plan.pounds == 8_556_000

    def test_adjustments_count_whatever_the_council_named(self):
        lines = [a_line(1, [100]), a_line(2, [-10], kind=ADJUSTMENT)]

        assert bridge(lines, 90, kinds=[CASH]).unidentified == 0

    def test_an_adjustment_follows_the_kind_of_the_line_it_names(self):
        lines = [a_line(1, [100], kind=FUNDING), a_line(2, [-10], kind=ADJUSTMENT, corrects=1)]

        assert (bridge(lines).plan.pounds, bridge(lines).beside[FUNDING].pounds) == (0, 90)


class TestTheIdentities:
    @given(ledgers(), years, targets, kinds_counted, st.booleans())
    def test_both_bridges_close_to_the_penny(self, lines, year, target, kinds, lacks_rows):
        sums = Ledger(lines).year(year)

        found = sums.bridge(target=target, kinds=kinds, lacks_rows=lacks_rows)

        assert found.closes
        assert sums.position().closes
        assert found.plan.pounds == sum(getattr(found, name) for name in STEPS[:7])
        assert found.without.pounds == sums.plan(found.kinds & {CASH, INCOME, ADJUSTMENT}).pounds
        assert None in (found.unidentified, target) or 0 in (found.unidentified, found.not_in_our_copy)

    @given(ledgers(), years)
    def test_each_line_closes_and_the_lines_sum_to_the_whole(self, lines, year):
        units = Ledger(lines).units

        parts = [Ledger([unit.line, *unit.adjustments]).year(year).bridge(target=None) for unit in units]

        assert all(part.closes for part in parts)
        assert amounts_of(together(parts)) == amounts_of(bridge(lines, year=year))

    @given(ledgers(), years, st.sampled_from(["heading", "workstream"]))
    def test_the_levels_sum_to_the_programme(self, lines, year, level):
        whole = Ledger(lines)

        levels = whole.by_level(lambda line: getattr(line, level)).values()

        assert sum(part.lines for part in levels) == whole.lines
        parts = [part.year(year) for part in levels]
        assert amounts_of(together(part.bridge(target=None) for part in parts)) == amounts_of(
            whole.year(year).bridge(target=None)
        )
        for name in ("loss", "timing", "over_delivery", "not_split"):
            assert sum(getattr(part.position(), name) for part in parts) == getattr(
                whole.year(year).position(), name
            )

    @given(ledgers(), years, st.randoms(use_true_random=False))
    def test_the_order_of_lines_does_not_matter(self, lines, year, chance):
        shuffled = list(lines)
        chance.shuffle(shuffled)

        assert bridge(shuffled, 100, year=year) == bridge(lines, 100, year=year)
        assert ledger_of(shuffled, year) == ledger_of(lines, year)

    @given(ledgers(links=False))
    def test_without_replaced_and_withdrawn_lines_the_plan_leads_to_the_forecast_as_before(self, lines):
        held = [line for line in lines if line.year(APRIL) is not None]
        splits = [
            LinePosition(str(line.key), line.kind, line.year(APRIL), line.corrects and str(line.corrects))
            for line in held
        ]

        assert ledger_of(held) == position(splits, year=FIRST_YEAR)

    @given(ledgers(links=False), years)
    def test_a_line_that_stands_by_itself_is_counted_the_same_either_way(self, lines, year):
        for line in lines:
            one, other = KindSums(), KindSums()

            ledger_rules._count_plain(one, line, year.start_year)
            ledger_rules._count_linked(other, Unit(line), year.start_year)

            assert one == other

    @given(ledgers())
    def test_a_bucket_holds_no_more_than_its_lines_were_planned_at(self, lines):
        found = bridge(lines)
        planned = sum(max(one.plan or 0, 0) for line in lines if (one := line.year(APRIL)) is not None)

        assert 0 <= found.delivered <= planned
        assert 0 <= found.replaced <= planned


class TestTogether:
    def test_a_council_has_a_target_only_where_each_programme_has(self):
        with_target, without = bridge([a_line(1, [100])], 150), bridge([a_line(2, [50])])

        assert together([with_target, with_target]).unidentified == 100
        assert together([with_target, without]).target is None
        assert together([with_target, without]).plan.pounds == 150
        assert together([]) is None

    def test_what_one_copy_lacks_stays_apart_from_what_another_has_not_identified(self):
        found = together([bridge([a_line(1, [100])], 150), bridge([a_line(2, [None])], 70)])

        assert (found.unidentified, found.not_in_our_copy, found.target) == (50, 70, 220)
        assert found.closes

    def test_two_years_are_never_added(self):
        with pytest.raises(ValueError, match="never added together"):
            together([bridge([a_line(1, [100])]), bridge([a_line(1, [100])], year=FIRST_YEAR.next())])


def amounts_of(found):
    """Return what adds up of a bridge."""
    sums = {name: getattr(found, name) for name in (*STEPS[:7], "claimed", "replaced")}
    return sums, found.plan, found.without, {kind: total for kind, total in found.beside.items() if total.of}

"""The turn of the budget year: what goes on, what ends, what goes into the base, and that it always adds up."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.profile import Profile, shape_of
from savings.rules.rolling import (
    Extension,
    LineRoll,
    RollChoice,
    RollLine,
    bridge,
    carried_on,
    into_base,
    roll_line,
    roll_lines,
)
from savings.rules.totals import COUNTED_KINDS, SavingKind
from tests.unit.savings.strategies import FIRST_YEAR, amounts

CASH = SavingKind.CASH_RELEASING
Y = FinancialYear(2024)
YEARS = [FinancialYear(start) for start in range(2024, 2028)]
LAST = YEARS[-1]


def plan(*values, first=2024):
    cells = {FinancialYear(first + n): None if v is None else Decimal(v) for n, v in enumerate(values)}
    return Profile.of(cells)


def asks(**by_year):
    return {FinancialYear(int(year[1:])): Decimal(pressure) for year, pressure in by_year.items()}


def rolled(*values, validated=0, choice=None, **given):
    line = RollLine("a", CASH, plan(*values), validated=Decimal(validated), **given)
    return roll_line(line, Y, last_year=LAST, choice=choice)


class TestCarriedOn:
    def test_a_recurring_line_goes_on_as_in_its_last_year(self):
        found = carried_on(plan(90, 120, 120, 120), LAST)

        assert found == Extension(FinancialYear(2028), Decimal(120), "goes on as in its last year")

    def test_a_ramp_has_reached_its_level(self):
        assert carried_on(plan(10, 40, 80, 120), LAST).amount == 120

    def test_a_blank_stays_blank(self):
        assert carried_on(plan(10, 40, 80, None), LAST) == Extension(
            FinancialYear(2028), None, "blank stays blank"
        )

    @pytest.mark.parametrize("values", [(50, 0, 0, 0), (50, 50, 0, 0), (90, 60, 30, 0)])
    def test_what_has_ended_stays_a_printed_nil(self, values):
        assert carried_on(plan(*values), LAST) == Extension(FinancialYear(2028), Decimal(0), "it has ended")

    def test_a_taper_does_not_say_how_it_goes_on(self):
        assert carried_on(plan(90, 60, 30, 30), LAST) is None

    def test_nothing_is_inferred_across_a_blank(self):
        assert carried_on(plan(90, None, 120, 120), LAST) is None

    def test_a_table_that_stopped_earlier_is_not_filled(self):
        assert carried_on(plan(50, 50), LAST) is None


class TestIntoBase:
    def test_is_what_is_validated_as_far_as_every_later_year_keeps_it(self):
        assert into_base([Decimal(120), Decimal(120)], Decimal(90)) == 90
        assert into_base([Decimal(120), Decimal(80)], Decimal(90)) == 80

    def test_nothing_of_a_one_off_goes_in(self):
        assert into_base([Decimal(0), Decimal(0)], Decimal(50)) == 0

    def test_is_not_known_beside_a_blank_or_without_a_later_year(self):
        assert into_base([Decimal(120), None], Decimal(90)) is None
        assert into_base([], Decimal(90)) is None

    def test_nothing_of_an_adjustment_goes_in(self):
        assert into_base([Decimal(-40), Decimal(-40)], Decimal(0)) == 0


class TestRollLine:
    def test_what_is_left_is_stated_against_the_new_base(self):
        found = rolled(90, 120, 120, 120, validated=80)

        assert found.undelivered == 10
        assert found.into_base == 80
        assert [found.remaining[year] for year in [*YEARS[1:], FinancialYear(2028)]] == [40, 40, 40, 40]

    def test_lists_the_full_year_effect_of_what_began_in_the_year(self):
        assert rolled(90, 120, 120, 120).full_year_effect == 30
        assert not rolled(0, 90, 120, 120).begins  # it begins next year
        assert not rolled(50, 0, 0, 0).begins  # a one-off has no full year
        assert rolled(90, 120, 120, None).begins
        assert rolled(90, 120, 120, None).full_year_effect is None  # not known

    def test_says_what_ends(self):
        assert rolled(50, 0, 0, 0).ends
        assert not rolled(50, 50, 0, 0).ends
        assert not rolled(0, 0, 0, 0).ends
        assert not rolled(50, None, 0, 0).ends

    def test_writing_out_takes_what_will_not_arrive_out_of_the_plan_first(self):
        asked = asks(y2025=20, y2026=20, y2027=20)

        found = rolled(90, 120, 120, 120, validated=80, choice=RollChoice.WRITE_OUT, pressure=asked)

        assert found.written_out == dict.fromkeys(YEARS[1:], Decimal(20))
        assert found.extension.amount == 100
        assert set(found.remaining.values()) == {Decimal(20)}

    def test_a_line_without_a_pressure_is_carried_whatever_is_chosen(self):
        found = rolled(90, 120, 120, 120, choice=RollChoice.WRITE_OUT)

        assert found.choices == (RollChoice.CARRY,)
        assert found.choice is RollChoice.CARRY

    def test_a_line_that_a_pressure_asks_for_already_is_written_out_and_never_both(self):
        found = rolled(90, 120, 120, 120, pressure=asks(y2025=20), is_asked_for=True, choice=RollChoice.CARRY)

        assert found.choices == (RollChoice.WRITE_OUT,)
        assert found.later[FinancialYear(2025)] == 100

    @pytest.mark.parametrize("outlook", ["withdrawn", "replaced"])
    def test_of_a_line_that_is_not_to_come_only_what_is_validated_is_left(self, outlook):
        found = rolled(90, 120, 120, 120, validated=80, outlook=outlook, pressure=asks(y2025=20))

        assert found.choices == (RollChoice.CARRY,)
        assert found.into_base == 80
        assert set(found.remaining.values()) == {Decimal(0)}

    def test_a_line_without_a_plan_has_nothing_to_roll(self):
        found = roll_line(RollLine("a", CASH, None), Y, last_year=LAST)

        assert found.undelivered is None
        assert found.extension is None
        assert set(found.later.values()) == {None}


@st.composite
def roll_lines_of_any_kind(draw):
    lines = []
    for number in range(draw(st.integers(0, 5))):
        values = draw(st.lists(st.none() | amounts, min_size=1, max_size=4))
        kind = draw(st.sampled_from(SavingKind))
        if kind is SavingKind.ADJUSTMENT:
            values = [None if v is None else -abs(v) for v in values]
        else:
            values = [None if v is None else abs(v) for v in values]
        cells = {FIRST_YEAR.shifted(n): v for n, v in enumerate(values)}
        pressures = {
            year: (v / 2).quantize(Decimal("0.01")) for year, v in cells.items() if v and year > FIRST_YEAR
        }
        if kind is SavingKind.ADJUSTMENT:
            pressures = {}  # it reduces no budget, so nothing of it is asked for
        outlook = draw(st.sampled_from(["", "on_track", "undeliverable", "withdrawn", "replaced"]))
        validated = abs(draw(amounts)) if kind is not SavingKind.ADJUSTMENT else Decimal(0)
        asked = draw(st.booleans())
        lines.append(
            RollLine(str(number), kind, Profile.of(cells), None, outlook, validated, pressures, asked)
        )
    return lines


choices = st.dictionaries(st.sampled_from("01234"), st.sampled_from(RollChoice))


class TestIdentities:
    @given(lines=roll_lines_of_any_kind(), chosen=choices)
    def test_what_is_kept_comes_back(self, lines, chosen):
        found = roll_lines(lines, FIRST_YEAR, choices=chosen)

        again = tuple(LineRoll.from_json(json.loads(json.dumps(one.to_json()))) for one in found)

        assert [one.to_json() for one in again] == [one.to_json() for one in found]
        assert [one.choice for one in again] == [one.choice for one in found]

    @given(lines=roll_lines_of_any_kind(), chosen=choices)
    def test_every_amount_is_what_goes_into_the_base_and_what_remains(self, lines, chosen):
        for found in roll_lines(lines, FIRST_YEAR, choices=chosen):
            base = found.into_base or Decimal(0)
            assert 0 <= base <= max(found.validated, 0)
            for year, amount in found.later.items():
                if amount is None:
                    assert found.remaining[year] is None
                else:
                    assert amount == base + found.remaining[year]
                    assert found.kind is SavingKind.ADJUSTMENT or found.remaining[year] >= 0

    @given(lines=roll_lines_of_any_kind(), chosen=choices, old=amounts)
    def test_the_bridge_closes_in_every_year(self, lines, chosen, old):
        found = bridge(roll_lines(lines, FIRST_YEAR, choices=chosen), old_base=old)

        assert found.new_base == old - found.into_base
        for year, amount in found.amounts.items():
            assert old - amount == found.new_base - found.remaining[year]

    @given(lines=roll_lines_of_any_kind(), chosen=choices)
    def test_no_year_up_to_the_one_that_ends_is_touched_and_no_known_cell_but_by_writing_out(
        self, lines, chosen
    ):
        for line, found in zip(lines, roll_lines(lines, FIRST_YEAR, choices=chosen), strict=True):
            assert found.plan == line.plan.amount(FIRST_YEAR)
            if line.outlook in ("withdrawn", "replaced"):
                continue
            for year, amount in line.plan.cells:
                if year > FIRST_YEAR and amount is not None:
                    assert found.later[year] == amount - found.written_out.get(year, Decimal(0))

    @given(lines=roll_lines_of_any_kind())
    def test_an_added_year_leaves_the_shape_of_what_has_ended(self, lines):
        for line, found in zip(lines, roll_lines(lines, FIRST_YEAR), strict=True):
            if found.written_out or found.extension is None:
                continue
            if found.extension.amount == 0 and any(line.plan.values):
                longer = Profile.of({**dict(line.plan.cells), found.extension.year: Decimal(0)})
                assert shape_of(longer) is shape_of(line.plan)

    @given(lines=roll_lines_of_any_kind())
    def test_kinds_that_reduce_no_budget_move_no_base(self, lines):
        found = roll_lines(lines, FIRST_YEAR)

        moved = sum(one.into_base or 0 for one in found if one.kind in COUNTED_KINDS)
        assert bridge(found).into_base == moved
        assert bridge(found).new_base is None

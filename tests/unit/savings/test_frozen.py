import json
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import MilestoneDates
from savings.rules.bridge import BridgeTarget, Ledger
from savings.rules.enabling import Waiting, standing, year_splits
from savings.rules.frozen import FrozenLine, FrozenPosition, FrozenWait
from savings.rules.totals import SavingKind
from tests.unit.savings.ledgers import APRIL, key
from tests.unit.savings.strategies import FIRST_YEAR, amounts, pairs_of_profiles, profile

ON = date(2024, 8, 31)
OPEN, HIDDEN = UUID(int=900), UUID(int=901)


def a_frozen_line(number, plan, said=None, *, waits=(), **more):
    """Return a line frozen at the end of August 2024."""
    given = {
        "ref": f"S{number}", "name": "Care", "kind": SavingKind.CASH_RELEASING, "heading": "", "outlook": "",
        "workstream_id": None, "owner_id": None, "corrects": None, "replaced_by": (), "start": None,
        "months": None, "arrived": None, **more,
    }  # fmt: skip
    now = standing(plan, said, [one.waiting for one in waits], start=given["start"], on=ON)
    return FrozenLine(
        id=key(number), plan=plan, said=said, waits=waits, years=year_splits(plan, now), **given
    )


def a_wait(milestone_id, baseline, forecast):
    return FrozenWait(milestone_id, Waiting(MilestoneDates(ApproxDate(baseline), ApproxDate(forecast))))


def back(position):
    """Return a position as it comes back from the database."""
    return FrozenPosition.from_json(json.loads(json.dumps(position.to_json())))


def plan_of(position, lines, milestones=()):
    return Ledger(position.ledger_lines(lines, milestones)).year(FIRST_YEAR).position()


class TestKeeping:
    @given(st.lists(pairs_of_profiles(st.none() | amounts), max_size=4))
    def test_comes_back_as_it_was_signed(self, pairs):
        lines = tuple(
            a_frozen_line(
                n,
                plan,
                said,
                waits=(a_wait(OPEN, date(2024, 6, 30), date(2024, 10, 31)),),
                validated={APRIL: Decimal("10.50")},
                actual={APRIL: None},
                start=date(2024, 4, 1),
                months={FIRST_YEAR: tuple(Decimal(1) for _ in range(12))},
                arrived={FIRST_YEAR: frozenset({1, 2})},
            )
            for n, (plan, said) in enumerate(pairs)
        )
        target = BridgeTarget(
            key(50), None, FIRST_YEAR, "Total", "Paper", Decimal("9.99"), (SavingKind.FUNDING,)
        )

        position = FrozenPosition(ON, lines, (target,))

        assert back(position) == position

    def test_a_month_with_no_day_stays_a_month(self):
        wait = FrozenWait(OPEN, Waiting(MilestoneDates(ApproxDate(date(2024, 6, 1), DatePrecision.MONTH))))
        position = FrozenPosition(ON, (a_frozen_line(1, profile(120), waits=(wait,)),))

        assert back(position).lines[0].waits == (wait,)


class TestWhoMaySeeWhat:
    late = a_wait(HIDDEN, date(2024, 6, 1), date(2024, 12, 1))

    def test_who_sees_every_milestone_is_shown_the_figures_as_signed(self):
        line = a_frozen_line(1, profile(120, 120), waits=(self.late,))
        position = back(FrozenPosition(ON, (line,)))

        assert position.ledger_lines([line.id], {HIDDEN})[0].years == line.years
        assert plan_of(position, [line.id], {HIDDEN}).forecast.pounds == 60

    def test_a_milestone_nobody_shows_a_reader_moves_none_of_their_figures(self):
        waits = (self.late, a_wait(OPEN, date(2024, 6, 1), date(2024, 9, 1)))
        line = a_frozen_line(1, profile(120, 120), waits=waits)

        found = plan_of(back(FrozenPosition(ON, (line,))), [line.id], {OPEN})

        assert (found.plan.pounds, found.forecast.pounds, found.timing) == (120, 90, 30)

    def test_a_line_nobody_shows_a_reader_is_in_none_of_their_totals(self):
        lines = (a_frozen_line(1, profile(120)), a_frozen_line(2, profile(50)))

        assert plan_of(FrozenPosition(ON, lines), [key(1)]).plan.pounds == 120

    def test_a_hidden_replacement_covers_nothing(self):
        lines = (
            a_frozen_line(1, profile(120), outlook="replaced", replaced_by=(key(2),)),
            a_frozen_line(2, profile(50)),
        )
        position = back(FrozenPosition(ON, lines))

        assert plan_of(position, [key(1), key(2)]).plan.pounds == 120
        assert plan_of(position, [key(1)]).plan.pounds == 120
        assert Ledger(position.ledger_lines([key(1)], ())).year(FIRST_YEAR).bridge(target=None).replaced == 0

    def test_a_replacement_in_another_programme_covers_and_is_in_no_total_here(self):
        lines = (
            a_frozen_line(1, profile(120), outlook="replaced", replaced_by=(key(2),)),
            a_frozen_line(2, profile(50), beside=True),
        )

        found = plan_of(back(FrozenPosition(ON, lines)), [key(1), key(2)])

        assert found.plan.pounds == 70

"""A milestone's dates and a closing at the same moment, on connections of their own: what is signed is what was."""

import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme import changes as ground
from programme.changes import Backdated, Invalid
from programme.rules.access import system
from savings import changes
from savings.changes.periods import close_period, reopen_period
from savings.models import PeriodStep
from savings.queries.frozen import freeze
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream
from tests.factories.savings import a_saving
from tests.fakes.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = system("Fay Finance")
MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)
LATER = date(2027, 9, 30)


@pytest.fixture
def milestone():
    made = a_milestone(a_workstream(a_programme(first_year=2026)))
    saving = a_saving(made.workstream, waits_for=[made])
    forecast = {2026: Decimal(90_000), 2027: Decimal(120_000), 2028: Decimal(120_000)}
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=forecast, reason="Said", by=LOADING, at=LONG_AGO
    )
    return made


def move(milestone, to=LATER, *, at):
    ground.reforecast_milestone(
        milestone_id=milestone.pk, version=None, forecast=to, reason="Later", by=LOADING, at=at
    )


def remove(milestone, *, at):
    ground.remove_milestone(milestone_id=milestone.pk, version=None, by=LOADING, at=at, reason="Gone")


def close(programme_id, *, at, month=1):
    return close_period(programme_id=programme_id, year=2026, month=month, by=EVERYTHING, at=at)


def says_what_the_ledger_says(step):
    """Return whether a closing's frozen position is the ledger's as at its moment."""
    return step.position == freeze(programme_id=step.period.programme_id, at=step.recorded_at)


@contextmanager
def meanwhile(call):
    """Do something in a thread and on a connection of its own, which waits for a lock of ours; ended after it."""
    ended = []

    def run():
        try:
            ended.append(call())
        except Exception as problem:  # noqa: BLE001 (handed to the test, which looks at it)
            ended.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield ended
    finally:
        thread.join(30)


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from pg_locks where locktype = 'advisory' and not granted"
            " and database = (select oid from pg_database where datname = current_database())"
        )
        return cursor.fetchone()


CHANGES = {"move": move, "remove": remove}


class TestMilestonesAndClosings:
    @pytest.mark.parametrize("what", CHANGES)
    def test_a_closing_waits_for_a_change_under_way_and_freezes_it(self, milestone, what):
        with transaction.atomic():
            CHANGES[what](milestone, at=MAY + timedelta(seconds=5))
            waiting = meanwhile(lambda: close(milestone.programme_id, at=MAY))
            ended = waiting.__enter__()
            wait_until(lambda: ended or somebody_waits(), what="the closing to wait")
            assert not ended
        waiting.__exit__(None, None, None)

        step = PeriodStep.objects.get(step="closed")
        assert step.recorded_at == MAY + timedelta(seconds=5)
        assert says_what_the_ledger_says(step)

    @pytest.mark.parametrize("what", CHANGES)
    def test_a_change_waits_for_a_closing_and_is_not_dated_before_it(self, milestone, what):
        with transaction.atomic():
            step = close(milestone.programme_id, at=MAY + timedelta(seconds=5))
            waiting = meanwhile(lambda: CHANGES[what](milestone, at=MAY))
            ended = waiting.__enter__()
            wait_until(lambda: ended or somebody_waits(), what="the change to wait")
            assert not ended
        waiting.__exit__(None, None, None)

        (refused,) = ended
        assert isinstance(refused, Backdated)
        assert "before a period was closed" in str(refused)
        assert says_what_the_ledger_says(step)

    @pytest.mark.parametrize("what", CHANGES)
    def test_a_change_dated_before_the_newest_closing_is_refused_reopened_since_or_not(self, milestone, what):
        close(milestone.programme_id, at=MAY)
        reopen_period(
            programme_id=milestone.programme_id, year=2026, month=1, reason="Late", by=EVERYTHING, at=MAY
        )

        with pytest.raises(Backdated):
            CHANGES[what](milestone, at=MAY - timedelta(seconds=1))
        CHANGES[what](milestone, at=MAY)

    def test_a_new_milestone_and_a_line_are_not_dated_before_a_closing_either(self, milestone):
        close(milestone.programme_id, at=MAY)

        with pytest.raises(Backdated):
            a_milestone(milestone.workstream)
        with pytest.raises(Backdated):
            a_saving(milestone.workstream)

    def test_another_programme_is_not_held(self, milestone):
        close(a_programme(first_year=2026).pk, at=MAY)

        move(milestone, at=MAY - timedelta(days=1))

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        acts=st.lists(
            st.tuples(
                st.sampled_from(["move", "forecast", "close", "reopen"]),
                st.integers(0, 4),
                st.integers(-200, 400),
            ),
            min_size=2,
            max_size=6,
        )
    )
    def test_done_at_once_every_frozen_position_is_the_ledgers_of_its_moment(self, acts):
        stream = a_workstream(a_programme(first_year=2026))
        waited = a_milestone(stream)
        saving = a_saving(stream, waits_for=[waited])
        start = threading.Barrier(len(acts))
        numbered = [(place, *one) for place, one in enumerate(acts)]

        def act(place, what, second, number):
            at = MAY + timedelta(seconds=second, milliseconds=place)  # no two at one moment
            start.wait(10)
            if what == "move":
                move(waited, date(2027, 3, 31) + timedelta(days=number), at=at)
            elif what == "forecast":
                amounts = {2026: Decimal(abs(number))}
                changes.forecast_saving(
                    saving_id=saving.pk, version=None, amounts=amounts, reason="Said", by=LOADING, at=at
                )
            elif what == "close":
                close(stream.programme_id, at=at)
            else:
                reopen_period(
                    programme_id=stream.programme_id, year=2026, month=1, reason="x", by=EVERYTHING, at=at
                )

        waiting = [meanwhile(lambda one=one: act(*one)) for one in numbered]
        ended = [one.__enter__() for one in waiting]
        for one in waiting:
            one.__exit__(None, None, None)

        problems = [found for (found,) in ended if isinstance(found, Exception)]
        assert all(isinstance(problem, (Backdated, Invalid)) for problem in problems)
        for step in PeriodStep.objects.filter(step="closed", period__programme_id=stream.programme_id):
            assert says_what_the_ledger_says(step)

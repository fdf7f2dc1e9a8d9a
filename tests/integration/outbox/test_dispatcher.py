from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programme.outbox.dispatcher import Dispatcher
from programme.outbox.health import waiting
from programme.outbox.models import Work
from programme.outbox.recording import ask_for
from programme.outbox.running import run
from tests.fakes.waiting import wait_until
from tests.fakes.work import Noted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dispatcher():
    made = []

    def make():
        made.append(Dispatcher())
        return made[-1]

    yield make
    for one in made:
        one.stop()
        one._pool.shutdown(wait=True)


def state_of(work_id):
    return Work.objects.get(pk=work_id).state


class TestRound:
    def test_rings_once_for_what_is_due_and_never_for_what_is_held(self, dispatcher):
        due = ask_for("test.note", shard="a", queue="alerts")
        ask_for("test.note", shard="b", queue="recalc", hold_seconds=60)
        one = dispatcher()

        one.round()
        one.round()

        wait_until(lambda: Noted.rung == [("alerts", str(due))])
        assert Work.objects.get(pk=due).rung_at is not None

    def test_rings_one_row_of_a_shard_at_a_time(self, dispatcher):
        """Rung together they could be claimed together, and one change would be worked out twice."""
        first, second = (ask_for("test.note", shard="a", queue="recalc") for _ in range(2))
        other = ask_for("test.note", shard="b", queue="recalc")
        one = dispatcher()

        one.round()
        one.round()
        wait_until(lambda: len(Noted.rung) == 2)
        run(first, owner="worker:1")
        one.round()

        assert sorted(Noted.rung) == sorted([("recalc", str(first)), ("recalc", str(other))])
        assert state_of(second) == "superseded"

    def test_does_itself_what_was_rung_five_seconds_ago_and_nobody_claimed(self, dispatcher):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        Work.objects.filter(pk=work_id).update(rung_at=timezone.now() - timedelta(seconds=6))

        dispatcher().round()

        wait_until(lambda: state_of(work_id) == "done")

    def test_leaves_a_worker_five_seconds_to_claim(self, dispatcher):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        Work.objects.filter(pk=work_id).update(rung_at=timezone.now() - timedelta(seconds=2))

        dispatcher().round()

        assert state_of(work_id) == "pending"

    def test_does_not_wait_for_a_bell_that_is_broken(self, dispatcher, settings):
        settings.BELL = "tests.fakes.work.broken_ring"
        one = dispatcher()
        ask_for("test.note", shard="a", queue="recalc")
        one.round()
        wait_until(lambda: one._bell.is_broken)

        work_id = ask_for("test.note", shard="b", queue="recalc")
        one.round()

        wait_until(lambda: state_of(work_id) == "done")

    def test_gives_back_a_lease_that_ran_out_and_buries_one_whose_attempts_are_spent(self, dispatcher):
        ran_out = {
            "state": "leased",
            "lease_token": uuid4(),
            "lease_until": timezone.now() - timedelta(seconds=1),
        }
        again = ask_for("test.note", shard="a", queue="recalc")
        spent = ask_for("test.note", shard="b", queue="recalc")
        Work.objects.filter(pk=again).update(attempts=1, **ran_out)
        Work.objects.filter(pk=spent).update(attempts=8, **ran_out)

        dispatcher().round()

        assert state_of(again) == "pending"
        assert state_of(spent) == "dead"

    def test_shows_itself(self, dispatcher):
        dispatcher().round()

        assert waiting().heartbeats["dispatcher"] < 60

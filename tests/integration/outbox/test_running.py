from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from programme import changes
from programme.outbox import health, recording, running
from programme.outbox.models import Event, Work
from programme.outbox.recording import NotInTransaction, ask_for, record
from programme.rules.access import system
from tests.factories.ground import LONG_AGO, a_milestone
from tests.fakes.work import Noted

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def slip(milestone, day, *, by=None, version=None):
    return changes.reforecast_milestone(
        milestone_id=milestone.id,
        version=version,
        forecast=date(2027, 6, day),
        reason="The builder is late",
        by=by or system(),
        at=NOW,
    )


def waiting():
    return list(Work.objects.filter(state="pending").order_by("created_at"))


class TestRecord:
    def test_writes_an_event_and_its_work_in_the_transaction_of_the_change(self):
        milestone = a_milestone()

        slip(milestone, 1)

        event = Event.objects.get(type="programme.milestone.reforecast")
        assert event.payload["was"] == "2027-03-31"
        assert event.payload["now"] == "2027-06-01"
        assert [w.event_id for w in waiting()] == [event.id]

    def test_leaves_nothing_where_the_change_rolls_back(self):
        milestone = a_milestone()

        with transaction.atomic():
            slip(milestone, 1)
            transaction.set_rollback(True)

        assert waiting() == []
        assert not Event.objects.filter(type="programme.milestone.reforecast").exists()

    def test_refuses_to_write_outside_a_transaction(self):
        with pytest.raises(NotInTransaction):
            record([], by=system(), at=NOW)

    def test_causes_no_work_while_history_is_loaded(self):
        milestone = a_milestone()

        slip(milestone, 1, by=system(door="loading"))

        assert Event.objects.get(type="programme.milestone.reforecast").quiet
        assert waiting() == []

    def test_gives_every_event_of_a_save_its_own_place(self):
        milestone = a_milestone()

        changes.revise_milestone(
            milestone_id=milestone.id,
            version=1,
            values={
                "forecast_date": date(2027, 6, 1),
                "baseline_date": date(2027, 5, 1),
                "name": "Home opens",
            },
            reason="Re-planned by decision D7",
            by=system(),
            at=NOW,
        )

        rows = Event.objects.filter(aggregate_id=milestone.id, aggregate_version=2).order_by("place")
        assert [(e.place, e.type.rsplit(".", 1)[1]) for e in rows] == [
            (0, "rebaselined"),
            (1, "reforecast"),
            (2, "revised"),
        ]


class TestRun:
    def test_covers_every_committed_row_of_its_shard_in_one_run(self):
        milestone = a_milestone()
        for day in range(1, 21):
            slip(milestone, day)

        first, *others = waiting()
        running.run(first.id, owner="worker:1")

        assert [len(job.events) for job in Noted.jobs] == [20]
        assert Noted.forecasts == ["2027-06-20"]
        assert Work.objects.get(pk=first.id).state == "done"
        assert set(Work.objects.filter(superseded_by=first.id).values_list("pk", flat=True)) == {
            w.id for w in others
        }

    def test_a_change_that_commits_after_the_claim_still_gets_its_own_run(self):
        """The gravest trap of an outbox: coalescing at the insert would lose the second change for good."""
        milestone = a_milestone()
        slip(milestone, 1)
        claimed = waiting()[0]
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("begin")
            cursor.execute(
                "insert into outbox_work (id, handler, shard, queue, payload, state, attempts, max_attempts, "
                "lease_owner, last_error) values (%s, 'test.note', %s, 'recalc', '{}', 'pending', 0, 8, '', '')",
                [uuid4(), claimed.shard],
            )
            cursor.execute(
                "update programme_milestone set forecast_date = '2027-09-01' where id = %s", [milestone.id]
            )

            running.run(claimed.id, owner="worker:1")
            cursor.execute("commit")
        other.close()
        late = waiting()
        running.run(late[0].id, owner="worker:1")

        assert len(late) == 1
        assert Noted.forecasts == ["2027-06-01", "2027-09-01"]

    def test_counts_the_attempt_before_anything_runs(self):
        work_id = ask_for("test.fail", shard="a", queue="recalc")

        running.run(work_id, owner="worker:1")

        row = Work.objects.get(pk=work_id)
        assert (row.state, row.attempts) == ("pending", 1)
        assert row.last_error == "ZeroDivisionError: nobody foresaw this"
        assert Noted.jobs[0].attempt == 1

    def test_sets_poison_aside_once_its_attempts_are_spent_and_leaves_its_neighbours_alone(self):
        poison = ask_for("test.fail", shard="a", queue="recalc")
        neighbour = ask_for("test.note", shard="b", queue="recalc")

        for _ in range(5):
            Work.objects.filter(pk=poison, state="pending").update(
                available_at=timezone.now() - timedelta(minutes=1)
            )
            running.run(poison, owner="worker:1")
        running.run(neighbour, owner="worker:1")

        assert Work.objects.get(pk=poison).state == "dead"
        assert Work.objects.get(pk=poison).attempts == 3
        assert Work.objects.get(pk=neighbour).state == "done"

    def test_sets_aside_at_once_what_can_never_succeed(self):
        work_id = ask_for("test.never", shard="a", queue="recalc")

        running.run(work_id, owner="worker:1")

        row = Work.objects.get(pk=work_id)
        assert (row.state, row.last_error) == ("dead", "the board no longer exists")

    def test_waits_as_long_as_it_is_asked_to_and_counts_no_attempt(self):
        work_id = ask_for("test.later", shard="a", queue="recalc")

        running.run(work_id, owner="worker:1")

        row = Work.objects.get(pk=work_id)
        assert (row.state, row.attempts) == ("pending", 0)
        assert row.available_at > row.created_at + timedelta(seconds=25)

    def test_parks_what_no_handler_is_known_for(self):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        Work.objects.filter(pk=work_id).update(handler="test.of_a_later_version")

        running.run(work_id, owner="worker:1")

        assert Work.objects.get(pk=work_id).state == "parked"

    def test_discards_the_result_of_a_worker_that_outlived_its_lease(self, monkeypatch):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        plain = recording.collecting.__enter__

        def taken_over(self):
            Work.objects.filter(pk=work_id).update(lease_token=uuid4(), lease_owner="worker:2")
            return plain(self)

        monkeypatch.setattr(recording.collecting, "__enter__", taken_over)

        running.run(work_id, owner="worker:1")

        row = Work.objects.get(pk=work_id)
        assert (row.state, row.lease_owner, row.done_at) == ("leased", "worker:2", None)

    def test_does_nothing_with_work_another_worker_holds(self):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        Work.objects.filter(pk=work_id).update(
            state="leased",
            lease_token=uuid4(),
            lease_until=timezone.now() + timedelta(minutes=1),
            lease_owner="worker:2",
        )

        assert running.run(work_id, owner="worker:1") == 0
        assert Noted.jobs == []

    def test_waits_for_a_row_of_its_shard_that_talks_to_the_outside(self):
        """Begun beside it, the second would take the first one's try for one whose worker had died."""
        first, second = (ask_for("test.send", shard="a", queue="outgoing") for _ in range(2))
        Work.objects.filter(pk=first).update(
            state="leased",
            lease_token=uuid4(),
            lease_until=timezone.now() + timedelta(seconds=30),
            lease_owner="worker:1",
        )

        running.run(second, owner="worker:2")

        row = Work.objects.get(pk=second)
        assert Noted.jobs == []
        assert (row.state, row.attempts) == ("pending", 0)

    def test_waits_out_a_hold(self):
        work_id = ask_for("test.note", shard="a", queue="recalc", hold_seconds=60)

        assert running.run(work_id, owner="worker:1") == 0
        assert Work.objects.get(pk=work_id).state == "pending"


class TestSwitches:
    def test_a_restarted_worker_frees_what_its_predecessor_held(self):
        work_id = ask_for("test.note", shard="a", queue="recalc")
        Work.objects.filter(pk=work_id).update(
            state="leased",
            attempts=1,
            lease_token=uuid4(),
            lease_until=timezone.now() + timedelta(minutes=10),
            lease_owner="worker:1",
        )

        freed = health.free_leases_of("worker:1")
        running.run(work_id, owner="worker:1")

        assert freed == 1
        assert Work.objects.get(pk=work_id).state == "done"

    def test_a_pause_holds_outgoing_messages_and_nothing_else(self):
        message = ask_for("test.send", shard="a", queue="outgoing")
        recalculation = ask_for("test.note", shard="b", queue="recalc")
        health.pause(reason="Restored from a backup", by=system(), at=NOW)

        running.run(message, owner="worker:1")
        running.run(recalculation, owner="worker:1")

        assert Work.objects.get(pk=message).state == "pending"
        assert Work.objects.get(pk=recalculation).state == "done"
        health.resume()
        running.run(message, owner="worker:1")
        assert Work.objects.get(pk=message).state == "done"

    def test_a_replay_takes_a_reason_and_runs_again(self):
        work_id = ask_for("test.never", shard="a", queue="recalc")
        running.run(work_id, owner="worker:1")

        with pytest.raises(ValueError, match="Say why"):
            health.replay(ids=[work_id], reason=" ", by=system())
        replayed = health.replay(ids=[work_id], reason="The board is back", by=system())

        assert replayed == 1
        assert Work.objects.get(pk=work_id).state == "pending"

    def test_the_same_period_is_asked_for_once(self):
        first = ask_for("test.note", shard="a", queue="recalc", dedupe_key="nightly:2026-11-20")
        second = ask_for("test.note", shard="a", queue="recalc", dedupe_key="nightly:2026-11-20")

        assert first is not None
        assert second is None
        assert Work.objects.count() == 1


class TestBackdating:
    def test_a_change_is_never_dated_before_the_newest_row_of_its_thing(self):
        milestone = a_milestone()
        slip(milestone, 1)

        with pytest.raises(changes.Backdated):
            changes.reforecast_milestone(
                milestone_id=milestone.id,
                version=None,
                forecast=date(2027, 7, 1),
                reason="Late news",
                by=system(),
                at=LONG_AGO,
            )

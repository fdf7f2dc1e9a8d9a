"""The same request sent twice acts once, even at the same moment; a key belongs to one request."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.utils import timezone

from deploy.timetable import write_what_is_due
from programme import changes
from programme.changes.answers import hold_key
from programme.models import IdempotencyKey, Milestone, MilestoneReport
from programme.outbox.models import Work
from programme.outbox.running import run
from programme.rules import access
from tests.factories.ground import LONG_AGO, a_milestone, a_person, grant, someone
from tests.fakes.callers import Caller

LATER = {"forecast": "2095-06-01", "reason": "Late"}


def send(caller, milestone, body=None, *, key, version=1):
    return caller.post(f"milestones/{milestone.id}/reforecast", body or LATER, version=version, key=key)


@pytest.mark.django_db
class TestKey:
    @pytest.fixture
    def milestone(self):
        return a_milestone()

    @pytest.fixture
    def caller(self, milestone):
        return Caller(someone(access.MANAGER, milestone.programme))

    def test_answers_the_same_request_the_same_again_and_acts_once(self, milestone, caller):
        first = send(caller, milestone, key="one")
        again = send(caller, milestone, key="one")

        assert first.status_code == again.status_code == 200
        assert again.content == first.content
        assert again["ETag"] == first["ETag"] == '"2"'
        assert again["Content-Type"] == first["Content-Type"] == "application/json"
        assert again["Idempotency-Replayed"] == "true"
        assert "Idempotency-Replayed" not in first
        assert MilestoneReport.objects.filter(milestone=milestone).count() == 2

    def test_takes_the_same_body_in_another_order_as_the_same(self, milestone, caller):
        first = send(caller, milestone, key="one")
        again = send(caller, milestone, dict(reversed(LATER.items())), key="one")

        assert again.content == first.content

    @pytest.mark.parametrize("change", [{"body": {**LATER, "reason": "Later"}}, {"version": 2}])
    def test_of_another_request_is_refused(self, milestone, caller, change):
        send(caller, milestone, key="one")

        answer = send(caller, milestone, **{"key": "one", **change})

        assert answer.status_code == 422
        assert answer.json()["type"].endswith("#key-reused")
        assert MilestoneReport.objects.filter(milestone=milestone).count() == 2

    def test_of_another_address_is_refused(self, milestone, caller):
        other = a_milestone(milestone.workstream)
        send(caller, milestone, key="one")

        assert send(caller, other, key="one").status_code == 422

    def test_of_another_person_is_another_key(self, milestone, caller):
        other = Caller(someone(access.PMO, milestone.programme))
        send(caller, milestone, key="one")

        answer = send(other, milestone, {**LATER, "forecast": "2095-07-01"}, key="one", version=2)

        assert answer.status_code == 200

    def test_of_a_refused_request_may_be_used_again(self, milestone, caller):
        refused = send(caller, milestone, {"reason": "No date"}, key="one")
        stale = send(caller, milestone, key="one", version=9)
        done = send(caller, milestone, key="one")

        assert [refused.status_code, stale.status_code, done.status_code] == [422, 412, 200]

    @pytest.mark.parametrize("key", ["", "x" * 201, "two words", "caf\u00e9"])
    def test_is_printable_and_short(self, milestone, caller, key):
        answer = send(caller, milestone, key=key)

        assert answer.status_code == 400
        assert [e["field"] for e in answer.json()["errors"]] == ["Idempotency-Key"]

    def test_shows_nothing_again_to_who_may_no_longer_see_it(self, milestone):
        person = a_person()
        caller = Caller(grant(person, access.MANAGER, milestone.programme))
        send(caller, milestone, key="one")
        for held in person.grants.all():
            changes.withdraw_grant(grant_id=held.id, by=access.system(), at=timezone.now())

        assert send(caller, milestone, key="one").status_code == 404

    def test_is_not_needed(self, milestone, caller):
        first = send(caller, milestone, key=None)
        again = send(caller, milestone, key=None)

        assert (first.status_code, again.status_code) == (200, 412)
        assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db
class TestSweep:
    def test_forgets_after_a_day_and_not_before(self):
        milestone = a_milestone()
        caller = Caller(someone(access.MANAGER, milestone.programme))
        send(caller, milestone, key="yesterday")
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
        send(caller, milestone, {**LATER, "forecast": "2095-07-01"}, key="today", version=2)
        Work.objects.all().delete()

        write_what_is_due(LONG_AGO)
        (work,) = Work.objects.filter(handler="programme.sweep_answers")
        run(work.id, owner="test")

        assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["today"]


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_a_key_being_answered_asks_to_come_back(self):
        milestone = a_milestone()
        manager = someone(access.MANAGER, milestone.programme)
        caller = Caller(manager)

        with transaction.atomic():
            assert hold_key(person_id=manager.person_id, key="one")
            (answer,) = at_once(lambda: send(caller, milestone, key="one"))

        assert answer.status_code == 409
        assert answer.json()["type"].endswith("#in-progress")
        assert answer["Retry-After"] == "1"
        assert send(caller, milestone, key="one").status_code == 200

    def test_many_of_the_same_request_make_one_change(self):
        milestone = a_milestone()
        caller = Caller(someone(access.MANAGER, milestone.programme))

        answers = at_once(*[lambda: send(caller, milestone, key="one")] * 6)

        assert {a.status_code for a in answers} <= {200, 409}
        assert len({a.content for a in answers if a.status_code == 200}) == 1
        assert MilestoneReport.objects.filter(milestone=milestone).count() == 2

    def test_many_changes_of_one_version_let_one_through(self):
        milestone = a_milestone()
        caller = Caller(someone(access.MANAGER, milestone.programme))

        answers = at_once(
            *[
                lambda day=day: send(
                    caller, milestone, {**LATER, "forecast": f"2095-06-{day:02}"}, key=str(uuid4())
                )
                for day in range(1, 7)
            ]
        )

        assert sorted(a.status_code for a in answers) == [200, *[412] * 5]
        assert Milestone.objects.get(pk=milestone.id).version == 2


def at_once(*calls):
    """Return what each call returns, all made at the same moment, each in a thread of its own."""
    barrier, answers = threading.Barrier(len(calls)), []

    def make(call):
        try:
            barrier.wait(10)
            answers.append(call())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=make, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == len(calls)
    return answers

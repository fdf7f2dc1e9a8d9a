"""What happens at the same moment happens once: two workers, sixteen copies of an event, a lease that passes on."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from bots import changes, queries
from bots.models import Delivery, Identity, Inbox, Notice
from programme.outbox.models import Work
from programme.outbox.running import run
from programme.queries import actor_for_person
from tests.factories.bots import World, a_world
from tests.factories.ground import a_milestone, a_person
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

LATER = date(2027, 6, 30)


def at_once(*calls: Any) -> None:
    """Call these at the same moment, each in a thread and with a connection of its own. Raises what they raise."""
    start = threading.Barrier(len(calls))

    def call(what: Any) -> None:
        start.wait(timeout=10)
        try:
            what()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        for done in [threads.submit(call, what) for what in calls]:
            done.result(timeout=30)


def due(handler: str) -> list[Any]:
    """Return calls that do each waiting piece of a handler's work."""
    rows = Work.objects.filter(handler=handler, state="pending")
    rows.update(available_at=Now())
    return [lambda pk=pk: run(pk, owner=f"test {pk}") for pk in rows.values_list("pk", flat=True)]


def several_slips(world: World, number: int) -> None:
    """Have so many milestones slip within one recalculation, and stop before anybody is told."""
    others = [a_milestone(world.workstream) for _ in range(number - 1)]
    work_off()
    for milestone in (world.milestone, *others):
        world.move(LATER, milestone=milestone)
    row = Work.objects.filter(handler="governance.reassess", state="pending").latest("available_at")
    Work.objects.filter(pk=row.pk).update(available_at=Now())
    Work.objects.filter(handler="bots.tell").update(available_at=Now())
    run(row.pk, owner="test")


class TestTelling:
    def test_siblings_told_by_two_workers_are_one_message_a_person(self, slack: Rehearsal) -> None:
        world = a_world(hold_seconds=60)
        several_slips(world, 4)
        assert Work.objects.filter(handler="bots.tell", state="pending").count() >= 4

        at_once(*due("bots.tell"))
        work_off()

        channels = [call["arguments"]["channel"] for call in slack.accepted("chat.postMessage")]
        assert sorted(channels) == ["U0CHAIR", "U0LEAD"]
        assert Delivery.objects.filter(kind="alert").count() == 3
        assert Notice.objects.filter(person=world.chair).count() >= 4


class TestSending:
    def test_two_workers_with_one_message_send_it_once(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        delivery = Delivery.objects.get(person=world.chair)
        changes.deliveries.ask_to_send(delivery.id)

        at_once(*due("bots.send"))
        work_off()

        channels = [call["arguments"]["channel"] for call in slack.accepted("chat.postMessage")]
        assert channels.count("U0CHAIR") == 1


class TestReceiving:
    def test_sixteen_copies_of_one_event_are_one_question(self, workspace: Rehearsal) -> None:
        world = a_world()
        workspace.as_user("U0CHAIR").say("help")
        workspace.wait_until_delivered()
        (event,) = workspace.deliveries()

        workspace.redeliver(event["id"], times=16)
        workspace.wait_until_delivered()
        work_off()

        assert {d["status"] for d in workspace.deliveries() if d["kind"] == "event"} == {200}
        assert Inbox.objects.filter(kind="message", user_id="U0CHAIR").count() == 1
        assert len(workspace.accepted("chat.postMessage")) == 1
        assert Delivery.objects.get(kind="answer").person == world.chair


class TestLinking:
    def test_one_key_used_twice_at_once_links_one_person(self) -> None:
        at = datetime.now(tz=UTC)
        key = changes.offer_link(team_id="T0REHEARSAL", user_id="U0NEWCOMER", user_name="Newcomer", at=at)
        people = [a_person() for _ in range(2)]
        actors = [signed_in(p) for p in people]
        over: list[str] = []

        def take(actor: Any) -> None:
            try:
                changes.take_link(token=key, by=actor, at=at)
            except changes.LinkOver:
                over.append(actor.name)

        at_once(*(lambda actor=actor: take(actor) for actor in actors))

        assert len(over) == 1
        assert Identity.objects.count() == 1


def signed_in(person: Any) -> Any:
    return actor_for_person(person.id, door="page")


class TestHealth:
    def test_counts_what_waits(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        assert queries.delivery_counts() == {"waiting": 3, "uncertain": 0, "failed": 0}

"""One message, once, whatever the provider does: what was surely not sent is tried again, what may have been is not."""

from __future__ import annotations

import itertools
import socket
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bots import changes, queries
from bots.changes import pacing
from bots.models import Attempt, Delivery
from bots.tasks import send, sending
from programme.changes import Invalid
from programme.models import Organisation
from programme.outbox.health import pause, resume
from programme.outbox.models import Event, Work
from programme.outbox.running import LostLease
from programme.outbox.switchboard import Job, RetryAfter
from programme.rules.access import PMO, Refused
from tests.factories.bots import World, a_world
from tests.factories.ground import LOADING, someone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)
NOW = datetime.now(tz=UTC)  # the rehearsal's clock is the machine's, and messages are looked up by time


@pytest.fixture
def world() -> World:
    """A world in which an alert waits to be sent to three people."""
    made = a_world(gather_seconds=900)
    work_off()
    made.move(LATER)
    work_off("governance.reassess", "bots.tell")
    return made


@pytest.fixture(autouse=True)
def _time_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two tries here there is time enough for Slack's pace: what waits for its turn is tested elsewhere."""
    passed = itertools.count()
    monkeypatch.setattr(pacing, "clock", lambda: NOW + timedelta(minutes=next(passed)))


def to_chair(world: World) -> Delivery:
    return Delivery.objects.get(person=world.chair)


def to_member(world: World) -> Delivery:
    return Delivery.objects.get(person=world.member)


def job_for(delivery: Delivery) -> Job:
    """Return a job whose lease is held, as a worker has it."""
    work = Work.objects.get(
        handler="bots.send", shard=f"delivery:{delivery.id}", state__in=["pending", "leased"]
    )
    work.state, work.lease_token = "leased", uuid4()
    work.lease_until = datetime.now(tz=UTC) + timedelta(seconds=60)
    work.save()
    return Job(work.id, work.shard, 1, work.lease_token)


def outcomes(delivery: Delivery) -> list[tuple[int, str]]:
    rows = Attempt.objects.filter(delivery=delivery, outcome__gt="").exclude(outcome="started")
    return list(rows.order_by("number").values_list("number", "outcome"))


def told(slack: Rehearsal, user: str = "U0CHAIR") -> int:
    """Return how many messages of the app a person sees."""
    return sum(message["user"] == "U0TRACKER" for message in slack.messages_seen_by(user))


class TestAccepted:
    def test_keeps_where_it_is(self, slack: Rehearsal, world: World) -> None:
        delivery = to_chair(world)

        send(job_for(delivery), NOW)

        delivery.refresh_from_db()
        (message,) = slack.messages_seen_by("U0CHAIR", "D0CHAIR")
        assert (delivery.state, delivery.address, delivery.provider_ref) == ("sent", "D0CHAIR", message["ts"])
        assert delivery.body_digest == changes.deliveries.digest_of(delivery.body)
        assert outcomes(delivery) == [(1, "accepted")]

    def test_leaves_an_event_without_words(self, slack: Rehearsal, world: World) -> None:
        delivery = to_chair(world)

        send(job_for(delivery), NOW)

        event = Event.objects.get(type="bots.delivery.sent", aggregate_id=delivery.id)
        assert event.payload == {
            "kind": "alert",
            "medium": "slack",
            "person_id": str(world.chair.id),
            "attempts": 1,
            "why": "",
        }

    def test_is_the_end_of_it(self, slack: Rehearsal, world: World) -> None:
        delivery = to_chair(world)
        job = job_for(delivery)
        send(job, NOW)

        send(job, NOW)

        assert told(slack) == 1


class TestSurelyNotSent:
    def test_too_fast_waits_as_long_as_slack_says(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "ratelimited", seconds=7)
        delivery = to_chair(world)
        job = job_for(delivery)

        with pytest.raises(RetryAfter) as wait:
            send(job, NOW)
        send(job, NOW)

        assert wait.value.seconds == 7
        assert told(slack) == 1
        assert outcomes(delivery) == [(1, "not_sent"), (2, "accepted")]

    def test_nobody_there_is_tried_again(self, slack: Rehearsal, world: World, settings: Any) -> None:
        delivery = to_chair(world)
        job = job_for(delivery)
        there = settings.SLACK_API_URL
        settings.SLACK_API_URL = f"http://127.0.0.1:{a_closed_port()}/api/"

        with pytest.raises(RetryAfter):
            send(job, NOW)
        settings.SLACK_API_URL = there
        send(job, NOW)

        assert told(slack) == 1
        assert outcomes(delivery) == [(1, "not_sent"), (2, "accepted")]

    def test_slack_away_for_an_hour_turns_an_alert_into_an_email(
        self, slack: Rehearsal, world: World, settings: Any
    ) -> None:
        delivery = to_chair(world)
        job = job_for(delivery)
        settings.SLACK_API_URL = f"http://127.0.0.1:{a_closed_port()}/api/"
        send(job, NOW - timedelta(hours=2))

        delivery.refresh_from_db()
        assert (delivery.medium, delivery.state) == ("email", "sent")
        assert slack.mails(world.chair.email)

    def test_the_words_are_those_of_the_first_try(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "ratelimited")
        delivery = to_chair(world)
        job = job_for(delivery)
        with pytest.raises(RetryAfter):
            send(job, NOW)
        delivery.refresh_from_db()
        frozen = delivery.body_digest

        send(job, NOW + timedelta(days=1))

        delivery.refresh_from_db()
        assert delivery.body_digest == frozen


class TestPerhapsSent:
    @pytest.mark.parametrize("fault", ["drop_after", "error_after"])
    def test_found_where_it_was_meant_to_go_is_sent_once(
        self, slack: Rehearsal, world: World, fault: str
    ) -> None:
        slack.fail("chat.postMessage", fault)
        delivery = to_chair(world)
        job = job_for(delivery)

        with pytest.raises(RetryAfter):
            send(job, NOW)
        delivery.refresh_from_db()
        assert delivery.state == "uncertain"
        send(job, NOW + timedelta(seconds=10))

        delivery.refresh_from_db()
        assert (delivery.state, delivery.address) == ("sent", "D0CHAIR")
        assert told(slack) == 1
        assert outcomes(delivery) == [(1, "ambiguous")]

    @pytest.mark.parametrize("fault", ["drop_before", "error_before"])
    def test_missing_twice_is_sent_again_and_once(self, slack: Rehearsal, world: World, fault: str) -> None:
        slack.fail("chat.postMessage", fault)
        delivery = to_chair(world)
        job = job_for(delivery)

        for seconds in (0, 10, 20):
            with pytest.raises(RetryAfter):
                send(job, NOW + timedelta(seconds=seconds))
            assert told(slack) == 0
        send(job, NOW + timedelta(seconds=40))

        delivery.refresh_from_db()
        assert delivery.state == "sent"
        assert told(slack) == 1
        assert outcomes(delivery) == [(1, "ambiguous"), (2, "accepted")]

    def test_where_nobody_may_look_it_waits_for_a_person(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "drop_after")
        delivery = to_chair(world)
        job = job_for(delivery)
        with pytest.raises(RetryAfter):
            send(job, NOW)

        slack.set(scopes=["chat:write", "im:write", "users:read"])
        send(job, NOW + timedelta(seconds=10))
        send(job, NOW + timedelta(days=1))

        delivery.refresh_from_db()
        assert delivery.state == "held"
        assert told(slack) == 1

    def test_a_worker_that_died_while_sending_left_it_uncertain(self, slack: Rehearsal, world: World) -> None:
        delivery = to_chair(world)
        job = job_for(delivery)
        outgoing = sending.compose(queries.delivery(delivery.id), at=NOW)
        changes.start_attempt(
            delivery_id=delivery.id,
            body=outgoing.body,
            subject="",
            address=outgoing.address,
            notices=1,
            at=datetime.now(tz=UTC),
        )
        sending._call(queries.delivery(delivery.id), outgoing)

        send(job, NOW)

        delivery.refresh_from_db()
        assert delivery.state == "sent"
        assert told(slack) == 1

    def test_a_late_word_of_acceptance_counts(self, slack: Rehearsal, world: World) -> None:
        """A slow server outlives the lease: another worker gives the try up for lost, then the first is answered."""
        delivery = to_member(world)
        outgoing = sending.compose(queries.delivery(delivery.id), at=NOW)
        number = changes.start_attempt(
            delivery_id=delivery.id,
            body=outgoing.body,
            subject="",
            address=outgoing.address,
            notices=1,
            at=datetime.now(tz=UTC),
        )
        send(job_for(delivery), NOW)
        delivery.refresh_from_db()
        assert delivery.state == "held"

        changes.end_attempt(
            delivery_id=delivery.id,
            number=number,
            outcome="accepted",
            provider_ref="<key@example.test>",
            at=datetime.now(tz=UTC),
        )

        delivery.refresh_from_db()
        assert (delivery.state, delivery.provider_ref) == ("sent", "<key@example.test>")
        assert outcomes(delivery) == [(1, "ambiguous")]

    def test_is_counted_on_the_health_page(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "drop_after")
        with pytest.raises(RetryAfter):
            send(job_for(to_chair(world)), NOW)

        assert queries.delivery_counts() == {"waiting": 2, "uncertain": 1, "failed": 0}


class TestRefused:
    def test_an_alert_goes_by_email_instead(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "error", code="user_disabled")
        delivery = to_chair(world)

        send(job_for(delivery), NOW)

        delivery.refresh_from_db()
        assert (delivery.medium, delivery.state) == ("email", "sent")
        assert told(slack) == 0
        assert slack.mails(world.chair.email)
        assert outcomes(delivery) == [(1, "refused"), (2, "accepted")]

    def test_a_refused_layout_is_tried_plainer(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "error", code="invalid_blocks", times=2)
        delivery = to_chair(world)

        send(job_for(delivery), NOW)

        (message,) = slack.messages_seen_by("U0CHAIR", "D0CHAIR")
        assert message["blocks"] == []
        assert "91 days late" in message["text"]
        assert outcomes(delivery) == [(1, "refused"), (2, "refused"), (3, "accepted")]

    def test_a_layout_refused_to_the_last_has_failed(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "error", code="invalid_blocks", times=9)
        delivery = to_chair(world)

        send(job_for(delivery), NOW)

        delivery.refresh_from_db()
        assert delivery.state == "failed"
        assert told(slack) == 0


class TestTheLease:
    def test_one_that_has_passed_on_sends_nothing(self, slack: Rehearsal, world: World) -> None:
        delivery = to_chair(world)
        job = job_for(delivery)
        Work.objects.filter(pk=job.work_id).update(lease_token=uuid4())

        with pytest.raises(LostLease):
            send(job, NOW)

        assert told(slack) == 0
        delivery.refresh_from_db()
        assert delivery.state == "retrying"


class TestPausing:
    def test_holds_what_goes_out_until_it_is_resumed(self, slack: Rehearsal, world: World) -> None:
        job = job_for(to_chair(world))
        pause(reason="A drill", by=LOADING, at=NOW)

        with pytest.raises(RetryAfter):
            send(job, NOW)
        assert told(slack) == 0
        resume()
        send(job, NOW)

        assert told(slack) == 1


class TestEmail:
    def test_is_one_message_to_one_person_with_a_name_of_its_own(
        self, slack: Rehearsal, world: World
    ) -> None:
        delivery = to_member(world)

        send(job_for(delivery), NOW)

        (mail,) = slack.mails()
        assert mail["recipients"] == [world.member.email]
        assert f"Message-ID: <{delivery.id}@example.test>" in mail["raw"].replace("\r\n ", " ")
        assert "Auto-Submitted: auto-generated" in mail["raw"]
        assert "91 days late" in mail["subject"]
        assert "WS3 Fostering" in mail["text"]
        assert "91 days late" in mail["text"]

    def test_tried_later_is_the_same_to_the_byte(self, slack: Rehearsal, world: World) -> None:
        slack.fail("smtp", "error_before")
        delivery = to_member(world)
        job = job_for(delivery)
        with pytest.raises(RetryAfter):
            send(job, NOW)
        delivery.refresh_from_db()
        frozen = delivery.body["mail"]

        send(job, NOW + timedelta(hours=3))

        (mail,) = slack.mails()
        assert mail["raw"].replace("\r\n", "\n").rstrip() == frozen.replace("\r\n", "\n").rstrip()

    def test_refused_for_good_has_failed(self, slack: Rehearsal, world: World) -> None:
        slack.fail("smtp", "error", code="550 5.1.1 No such mailbox")
        delivery = to_member(world)

        send(job_for(delivery), NOW)

        delivery.refresh_from_db()
        assert (delivery.state, delivery.why) == ("failed", "smtp_550")

    def test_without_a_reply_is_held_and_never_sent_again(self, slack: Rehearsal, world: World) -> None:
        slack.fail("smtp", "drop_after")
        delivery = to_member(world)
        job = job_for(delivery)

        send(job, NOW)
        send(job, NOW + timedelta(days=1))

        delivery.refresh_from_db()
        assert delivery.state == "held"
        assert len(slack.mails()) == 1
        events = Event.objects.filter(aggregate_id=delivery.id).order_by("aggregate_version")
        assert [e.type for e in events] == ["bots.delivery.uncertain", "bots.delivery.held"]


class TestDeciding:
    @pytest.fixture
    def held(self, slack: Rehearsal, world: World) -> Delivery:
        """An email that may or may not have arrived."""
        slack.fail("smtp", "drop_before")
        delivery = to_member(world)
        send(job_for(delivery), NOW)
        Work.objects.filter(handler="bots.send").delete()
        return delivery

    @pytest.mark.parametrize(("decision", "state"), [("arrived", "sent"), ("dropped", "suppressed")])
    def test_ends_it(self, world: World, held: Delivery, decision: str, state: str) -> None:
        changes.decide_delivery(
            delivery_id=held.id,
            decision=decision,
            reason="Asked them",
            by=someone(PMO, council(world)),
            at=NOW,
        )

        held.refresh_from_db()
        assert held.state == state
        assert held.why.endswith(": Asked them")

    def test_sends_it_again(self, slack: Rehearsal, world: World, held: Delivery) -> None:
        changes.decide_delivery(
            delivery_id=held.id, decision="again", reason="Not there", by=someone(PMO, council(world)), at=NOW
        )
        work_off("bots.send")

        held.refresh_from_db()
        assert held.state == "sent"
        assert len(slack.mails()) == 1

    def test_takes_the_programme_office(self, world: World, held: Delivery) -> None:
        with pytest.raises(Refused):
            changes.decide_delivery(
                delivery_id=held.id, decision="again", reason="Let us", by=world.actor(world.manager), at=NOW
            )

    def test_is_only_for_what_is_open(self, slack: Rehearsal, world: World) -> None:
        with pytest.raises(Invalid, match="held or has failed"):
            changes.decide_delivery(
                delivery_id=to_chair(world).id, decision="again", reason="Let us", by=LOADING, at=NOW
            )


def council(world: World) -> Organisation:
    return world.programme.organisation


def a_closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])

"""Every step of every alert is proven to have ended for everybody, and what one channel lost the other tells."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from bots import changes as bots
from bots import queries
from bots.models import Delivery
from deploy.timetable import write_what_is_due
from governance.queries import digest_begins
from programme.outbox.models import Work
from programme.outbox.switchboard import Job
from tests.factories.bots import World, a_world
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)


def now() -> datetime:
    return datetime.now(tz=UTC)


def verify() -> str:
    out = StringIO()
    call_command("verify_alerts", stdout=out, stderr=out)
    return out.getvalue()


def slipped() -> World:
    world = a_world()
    work_off()
    world.move(LATER)
    work_off()
    return world


def lose(world: World, state: str) -> Delivery:
    """Have the chair's message end so, as if Slack had refused it or said nothing."""
    row = Delivery.objects.get(person=world.chair)
    Delivery.objects.filter(pk=row.pk).update(state=state, sent_at=None)
    return row


class TestVerifyAlerts:
    def test_proves_what_was_sent_and_what_was_not_wanted(self, slack: Rehearsal) -> None:
        world = a_world()
        bots.choose_hearing(by=world.actor(world.chair), at=now(), wants="weekly")
        work_off()
        world.move(LATER)
        work_off()

        said = verify()

        assert "Every step and every digest is proven." in said
        assert "2  sent" in said
        assert "1  suppressed, with its reason" in said
        assert queries.not_proven(at=now()) == 0

    def test_lists_what_is_overdue(self, slack: Rehearsal) -> None:
        world = slipped()
        row = lose(world, "retrying")
        Delivery.objects.filter(pk=row.pk).update(not_before=now() - timedelta(hours=1))

        with pytest.raises(CommandError, match="1 of 1 steps and 0 of 0 digests are not proven"):
            verify()

        assert queries.not_proven(at=now()) == 1

    def test_lists_a_step_whose_work_was_set_aside(self, slack: Rehearsal) -> None:
        slipped()
        Work.objects.filter(handler="bots.tell").update(state="dead")

        (proof,) = queries.alert_proofs(since=now() - timedelta(days=1), at=now() + timedelta(hours=1))

        assert proof.verdict == "not_told"
        assert queries.not_proven(at=now()) == 1

    def test_does_not_ask_for_what_was_loaded_as_history(self, slack: Rehearsal) -> None:
        a_world()
        work_off()

        assert "0 steps of alerts and 0 digests" in verify()


class TestTheOtherChannel:
    @pytest.mark.parametrize("state", ["failed", "held"])
    def test_tells_once_by_email_what_slack_lost(self, slack: Rehearsal, state: str) -> None:
        world = slipped()
        lose(world, state)

        for minute in range(3):
            write_what_is_due(now() + timedelta(minutes=minute))
            work_off("bots.tell_otherwise", "bots.send")

        (mail,) = slack.mails(world.chair.email)
        assert "This was to reach you by Slack" in mail["text"]
        assert "M7 Panel approves the homes" in mail["text"]

    def test_tells_by_slack_what_the_mail_server_refused(self, slack: Rehearsal) -> None:
        world = slipped()
        row = lose(world, "failed")
        Delivery.objects.filter(pk=row.pk).update(medium="email")

        write_what_is_due(now())
        work_off("bots.tell_otherwise", "bots.send")

        texts = [c["arguments"]["text"] for c in slack.accepted("chat.postMessage")]
        assert sum("This was to reach you by email" in text for text in texts) == 1

    def test_is_silent_where_there_is_no_other_channel(self, slack: Rehearsal) -> None:
        world = slipped()
        Delivery.objects.filter(person=world.member).update(state="failed", sent_at=None)

        write_what_is_due(now())
        work_off("bots.tell_otherwise", "bots.send")

        assert not Delivery.objects.filter(edits__isnull=False).exists()
        assert Delivery.objects.filter(person=world.member, state="failed").exists()

    def test_is_not_used_where_it_was_settled_meanwhile(self, slack: Rehearsal) -> None:
        world = slipped()
        row = lose(world, "held")
        write_what_is_due(now())
        Delivery.objects.filter(pk=row.pk).update(state="sent", sent_at=Now())

        work_off("bots.tell_otherwise", "bots.send")

        assert slack.mails(world.chair.email) == []

    def test_tells_what_was_set_aside_before_it_was_sent(self, slack: Rehearsal) -> None:
        world = slipped()
        row = lose(world, "gathering")
        Delivery.objects.filter(pk=row.pk).update(not_before=now() - timedelta(hours=1), body=None)
        Work.objects.filter(shard=f"delivery:{row.pk}").update(state="dead")

        write_what_is_due(now())
        work_off("bots.tell_otherwise", "bots.send")

        assert len(slack.mails(world.chair.email)) == 1


class TestDigests:
    def made(self) -> World:
        world = a_world()
        world.move(LATER)
        given = {"boards": [str(world.board.pk)], "period": "2026-W47"}
        bots.digest(Job(uuid4(), f"board:{world.board.pk}", 1, uuid4(), given), now())
        return world

    def test_are_proven_with_the_steps(self, slack: Rehearsal) -> None:
        self.made()
        work_off("bots.send")

        said = verify()

        assert "0 steps of alerts and 2 digests" in said
        assert "2  sent" in said

    def test_without_a_message_or_long_overdue_are_listed(self, slack: Rehearsal) -> None:
        self.made()
        Delivery.objects.filter(kind="digest", medium="slack").delete()
        Delivery.objects.update(not_before=now() - timedelta(hours=1))
        late = now() + timedelta(hours=1)

        proofs = queries.digest_proofs(since=now() - timedelta(days=1), at=late)

        assert [proof.end for proof in proofs] == ["overdue", "overdue"]
        with pytest.raises(CommandError, match="1 of 2 digests are not proven"):
            verify()
        assert queries.not_proven(at=now()) == 1

    @pytest.mark.parametrize("state", ["failed", "held"])
    def test_lost_by_slack_come_by_email_once_and_count_as_got(self, slack: Rehearsal, state: str) -> None:
        world = self.made()
        lost = Delivery.objects.get(kind="digest", person=world.chair)
        Delivery.objects.filter(pk=lost.pk).update(state=state)

        for minute in range(3):
            write_what_is_due(now() + timedelta(minutes=minute))
            work_off("bots.tell_otherwise", "bots.send")

        (mail,) = slack.mails(world.chair.email)
        assert "This was to reach you by Slack" in mail["text"]
        assert "M7 Panel approves the homes" in mail["text"]
        begun, called = digest_begins(world.board.pk, [world.chair.pk])[world.chair.pk]
        assert called == "your last digest"
        assert begun is not None
        assert queries.undelivered([world.chair.pk]) == {}

"""A milestone slips, and whoever should hear of it hears once, by one route, with the rights of the moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from bots import changes as bots
from bots.models import Delivery, Notice
from programme import changes
from programme.models import Person
from programme.outbox.health import pause, resume
from programme.outbox.models import Work
from programme.outbox.running import run
from programme.rules.access import SCRUTINY
from tests.factories.bots import World, a_world
from tests.factories.governance import a_seat
from tests.factories.ground import LOADING, a_milestone, grant
from tests.factories.savings import a_saving
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off
from tests.integration.bots.conftest import PUBLIC_URL

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)
MUCH_LATER = date(2027, 12, 31)
ON_TIME = date(2027, 3, 31)


def posted_to(slack: Rehearsal, user: str) -> list[str]:
    """Return the texts of new messages to a person, oldest first."""
    calls = slack.accepted("chat.postMessage")
    return [call["arguments"]["text"] for call in calls if call["arguments"]["channel"] == user]


def states(kind: str = "alert") -> list[str]:
    return sorted(Delivery.objects.filter(kind=kind).values_list("state", flat=True))


def withdraw(person: Person) -> None:
    for given in person.grants.all():
        changes.withdraw_grant(grant_id=given.id, by=LOADING, at=datetime.now(tz=UTC))


def two_slips(world: World) -> None:
    """Have two milestones slip within one recalculation."""
    other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
    work_off()
    world.move(LATER)
    world.move(LATER, milestone=other)


class TestAnAlert:
    def test_says_all_an_alert_says(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER)
        work_off()

        (text,) = posted_to(slack, "U0LEAD")
        for said in (
            "Building for Brilliance",
            "WS3 Fostering",
            "M7 Panel approves the homes",
            "91 days late",
            "30 Jun 2027, was 31 Mar 2027",
            "without exempt items",
            "Owner: ",
            "“The contractor is late” (Max Manager",
            "You get this because: you own this workstream",
            f"{PUBLIC_URL}/admin/programme/workstream/{world.workstream.id}/change/",
            f"{PUBLIC_URL}/account/",
        ):
            assert said in text

    def test_reaches_each_person_by_one_route(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER)
        work_off()

        posted = slack.accepted("chat.postMessage")
        assert sorted(call["arguments"]["channel"] for call in posted) == ["U0CHAIR", "U0LEAD"]
        assert [mail["recipients"] for mail in slack.mails()] == [[world.member.email]]
        assert slack.refused() == []
        assert states() == ["sent", "sent", "sent"]

    def test_carries_nothing_but_a_random_key_in_its_metadata(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER)
        work_off()

        (call, *_) = slack.accepted("chat.postMessage")
        payload = call["arguments"]["metadata"]["event_payload"]
        assert list(payload) == ["key"]
        assert Delivery.objects.filter(pk=payload["key"]).exists()

    def test_is_not_told_twice_when_its_work_runs_again(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()

        Work.objects.filter(handler__in=["bots.tell", "bots.send"]).update(state="pending", attempts=0)
        work_off()

        assert len(posted_to(slack, "U0LEAD")) == 1
        assert len(slack.mails()) == 1

    def test_is_one_message_for_what_one_recalculation_found(self, slack: Rehearsal) -> None:
        world = a_world()

        two_slips(world)
        work_off()

        (text,) = posted_to(slack, "U0CHAIR")
        assert "M7 Panel approves the homes" in text
        assert "M8 Carers are recruited" in text
        assert len(slack.mails()) == 1

    def test_taken_along_by_a_sibling_puts_nobody_in_line_again(self) -> None:
        world = a_world(hold_seconds=900)
        two_slips(world)
        work_off("governance.reassess")
        first, *others = Work.objects.filter(handler="bots.tell", state="pending").values_list(
            "pk", flat=True
        )
        Work.objects.filter(handler="bots.tell").update(available_at=Now())
        run(first, owner="test")

        with CaptureQueriesContext(connection) as asked:
            for other in others:
                run(other, owner="test")

        assert sum("advisory" in query["sql"] for query in asked) == len(others)  # the handler's own alone

    def test_shows_invented_figures_as_such(self, slack: Rehearsal) -> None:
        world = a_world()
        world.programme.illustrative = True
        world.programme.save()
        work_off()

        world.move(LATER)
        work_off()

        assert "(Illustrative)" in posted_to(slack, "U0CHAIR")[0]
        assert "Illustrative" in slack.mails()[0]["subject"]

    def test_of_markup_pings_nobody(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER, reason="<!channel> see <https://example.test|this> & that")
        work_off()

        (call, *_) = slack.accepted("chat.postMessage")
        assert (
            "&lt;!channel&gt; see &lt;https://example.test|this&gt; &amp; that" in call["arguments"]["text"]
        )


class TestAnExemptItem:
    def test_is_told_of_to_cleared_people_alone_and_names_nothing(self, slack: Rehearsal) -> None:
        world = a_world(marking="exempt")
        work_off()

        world.move(LATER, reason="A price that nobody may know")
        work_off()

        everything = f"{slack.accepted()} {slack.mails()}"
        assert [call["arguments"]["channel"] for call in slack.accepted("chat.postMessage")] == ["U0CHAIR"]
        assert "An exempt item changed" in posted_to(slack, "U0CHAIR")[0]
        assert slack.mails() == []
        for secret in (
            "Fostering",
            "Panel",
            "M7",
            "WS3",
            "price",
            str(world.workstream.id),
            str(world.milestone.id),
        ):
            assert secret not in everything

    def test_marked_after_the_alert_is_not_told_in_full(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        changes.revise_workstream(
            workstream_id=world.workstream.id,
            version=None,
            values={"marking": "exempt", "exempt_paragraph": 3},
            by=LOADING,
            at=datetime.now(tz=UTC),
        )
        work_off("bots.send")

        assert "Fostering" not in f"{slack.accepted()} {slack.mails()}"
        assert "An exempt item changed" in posted_to(slack, "U0CHAIR")[0]
        assert states() == ["sent", "suppressed", "suppressed"]


class TestHolding:
    def test_what_is_put_right_within_the_hold_pages_nobody(self, slack: Rehearsal) -> None:
        world = a_world(hold_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess")
        world.move(ON_TIME, reason="A slip of the pen")

        work_off()

        assert slack.accepted("chat.postMessage") == []
        assert slack.mails() == []

    def test_an_episode_superseded_within_the_hold_is_still_told_once(self, slack: Rehearsal) -> None:
        world = a_world(hold_seconds=900)
        work_off()
        world.move(MUCH_LATER)
        work_off("governance.reassess")
        world.move(LATER, reason="Half of it made good")

        work_off()

        (text,) = posted_to(slack, "U0LEAD")
        assert "91 days late" in text


class TestGathering:
    def test_two_notices_in_a_window_are_one_message(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()

        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        world.move(LATER, milestone=other)
        work_off("governance.reassess", "bots.tell")
        work_off("bots.send")

        (text,) = posted_to(slack, "U0LEAD")
        assert text.startswith("2 alerts")
        assert Notice.objects.filter(person=world.lead).count() == 2
        assert Delivery.objects.filter(person=world.lead).count() == 1

    def test_what_is_over_when_the_window_ends_is_left_out(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        world.move(ON_TIME, reason="Made good")
        work_off("governance.reassess", "bots.tell")

        work_off("bots.send")

        assert slack.accepted("chat.postMessage") == []
        assert states() == ["suppressed"] * 3


class TestRightsAtSending:
    def test_a_right_taken_away_meanwhile_suppresses_the_message(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        withdraw(world.chair)
        work_off("bots.send")

        assert posted_to(slack, "U0CHAIR") == []
        delivery = Delivery.objects.get(person=world.chair)
        assert (delivery.state, delivery.body) == ("suppressed", None)

    def test_an_account_closed_meanwhile_suppresses_the_message(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        Person.objects.filter(pk=world.member.pk).update(is_active=False)
        work_off("bots.send")

        assert slack.mails() == []

    def test_a_retry_says_no_more_than_its_reader_may_see_by_then(self, slack: Rehearsal) -> None:
        world = a_world()
        a_saving(world.workstream, ref="24S9", marking="internal", waits_for=[world.milestone])
        work_off()
        slack.fail("chat.postMessage", "ratelimited", times=2, seconds=7)
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        frozen = Delivery.objects.get(person=world.lead)
        assert frozen.state == "retrying"
        assert "£" in str(frozen.body)

        a_seat(world.board, world.lead)  # a live board, by which scrutiny hears too
        withdraw(world.lead)
        grant(world.lead, SCRUTINY, world.programme)
        work_off()

        assert posted_to(slack, "U0LEAD")
        assert "£" not in "".join(posted_to(slack, "U0LEAD"))

    def test_an_account_unlinked_meanwhile_gets_an_email_instead(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        (identity,) = world.chair.chat_identities.all()
        bots.unlink_identity(identity_id=identity.id, by=LOADING, at=datetime.now(tz=UTC))
        work_off("bots.send")

        assert posted_to(slack, "U0CHAIR") == []
        assert slack.mails(world.chair.email)


class TestTurningItDown:
    def test_whoever_switched_alerts_off_hears_nothing(self, slack: Rehearsal) -> None:
        world = a_world()
        bots.choose_hearing(live_alerts=False, by=world.actor(world.chair), at=datetime.now(tz=UTC))
        work_off()

        world.move(LATER)
        work_off()

        assert posted_to(slack, "U0CHAIR") == []
        assert len(posted_to(slack, "U0LEAD")) == 1

    def test_it_counts_at_sending_too(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        bots.choose_hearing(live_alerts=False, by=world.actor(world.chair), at=datetime.now(tz=UTC))
        work_off("bots.send")

        assert posted_to(slack, "U0CHAIR") == []


class TestWorsening:
    def test_is_a_message_of_its_own(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()

        world.move(MUCH_LATER)
        work_off()

        assert len(posted_to(slack, "U0LEAD")) == 2
        assert "275 days late, was 91 days late" in posted_to(slack, "U0LEAD")[1]
        assert slack.accepted("chat.update") == []


class TestImprovement:
    def test_edits_the_message_already_sent(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(MUCH_LATER)
        work_off()
        sent = slack.wait_for_message("275 days late", to="U0CHAIR")

        world.move(LATER, reason="A second team joined")
        work_off()

        assert len(posted_to(slack, "U0CHAIR")) == 1
        edited = slack.wait_for_message("91 days late", to="U0CHAIR")
        assert edited["ts"] == sent["ts"]
        assert edited["edited_ts"]
        assert len(slack.mails()) == 1
        assert states("edit") == ["sent", "sent"]

    def test_closing_says_so_in_the_same_message(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()

        world.move(ON_TIME, reason="Made good")
        work_off()

        assert slack.wait_for_message("Closed: on time, was 91 days late", to="U0LEAD")
        assert len(posted_to(slack, "U0LEAD")) == 1

    def test_puts_a_word_in_place_of_what_may_not_be_shown_any_more(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(MUCH_LATER)
        work_off()

        withdraw(world.chair)
        world.move(LATER, reason="A second team joined")
        work_off()

        (message,) = [m for m in slack.messages_seen_by("U0CHAIR") if m["user"] == "U0TRACKER"]
        assert "no longer shown to you" in message["text"]
        assert "Fostering" not in f"{message['text']} {message['blocks']}"

    def test_two_in_a_row_leave_the_newest(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(MUCH_LATER)
        work_off()

        pause(reason="To let two gather", by=LOADING, at=datetime.now(tz=UTC))
        world.move(LATER, reason="A second team joined")
        work_off("governance.reassess", "bots.tell")
        world.move(ON_TIME, reason="Made good")
        work_off("governance.reassess", "bots.tell")
        resume()
        work_off()

        assert slack.wait_for_message("Closed: on time", to="U0LEAD")
        assert sorted(states("edit")) == ["sent", "sent", "suppressed", "suppressed"]
        assert len(slack.accepted("chat.update")) == 2

    def test_an_edit_that_cannot_be_known_is_simply_made_again(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(MUCH_LATER)
        work_off()

        slack.fail("chat.update", "drop_after", times=1)
        world.move(LATER, reason="A second team joined")
        work_off()

        assert slack.wait_for_message("91 days late", to="U0LEAD")
        assert states("edit") == ["sent", "sent"]

    @pytest.mark.parametrize("fault", ["none", "drop_after"])
    def test_where_a_message_cannot_be_changed_it_is_sent_anew_and_later_edits_go_there(
        self, slack: Rehearsal, fault: str
    ) -> None:
        world = a_world()
        work_off()
        world.move(MUCH_LATER)
        work_off()
        slack.fail("chat.update", "error", code="edit_window_closed", times=1)
        if fault != "none":
            slack.fail("chat.postMessage", fault)
        world.move(LATER, reason="A second team joined")
        work_off()
        world.move(ON_TIME, reason="Made good")
        work_off()

        seen = {u: slack.messages_seen_by(u, u.replace("U0", "D0")) for u in ("U0CHAIR", "U0LEAD")}
        (told,) = [messages for messages in seen.values() if len(messages) == 2]
        first, anew = told
        assert "275 days late" in first["text"]
        assert "Closed: on time" in anew["text"]
        assert set(states("edit")) == {"sent"}

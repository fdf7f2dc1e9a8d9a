"""A question comes in once and is answered once, over what its asker may see there; strangers get a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bots import changes, queries
from bots.models import Delivery, Identity, Inbox, LinkRequest
from bots.rules.answer import Answer, Status
from programme import changes as ground
from programme.models import Person
from programme.rules.access import EXEMPT, INTERNAL, OPEN, Actor
from tests.factories.bots import World, a_world, linked
from tests.factories.ground import a_person
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off, work_once
from tests.integration.bots.conftest import PUBLIC_URL

pytestmark = pytest.mark.django_db(transaction=True)

ANSWER = "Two workstreams are red: WS3 Fostering & WS9 Homes <soon>."


@dataclass
class Engine:
    """Answers every question alike, and keeps what it was asked by whom."""

    asked: list[tuple[str, Actor]] = field(default_factory=list)
    text: str = ANSWER

    def answer(self, question: str, *, reader: Actor, at: datetime, **_: Any) -> Answer:
        self.asked.append((question, reader))
        return Answer(Status.UNKNOWN, at, self.text)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    monkeypatch.setattr(queries, "answer", made.answer, raising=False)
    return made


@pytest.fixture
def world(engine: Engine) -> World:
    return a_world()


def seen_by(slack: Rehearsal, user: str) -> list[str]:
    """Return what the app said, as one person sees it."""
    return [m["text"] for m in slack.messages_seen_by(user) if m["user"] == "U0TRACKER"]


class TestACommand:
    def test_is_answered_to_its_asker_alone(self, workspace: Rehearsal, world: World, engine: Engine) -> None:
        workspace.as_user("U0CHAIR").slash("/tracker red", "C0BOARD")
        work_off()

        assert seen_by(workspace, "U0CHAIR")[-1] == ANSWER.replace("&", "&amp;").replace("<", "&lt;").replace(
            ">", "&gt;"
        )
        assert seen_by(workspace, "U0MEMBER") == []
        assert engine.asked[0][0] == "red"

    def test_is_read_with_the_rights_of_a_person_without_clearance(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        workspace.as_user("U0CHAIR").slash("/tracker red", "C0BOARD")
        work_off()

        reader = engine.asked[0][1]
        seen = {m for clause in reader.sight.clauses for m in clause.markings}
        assert (reader.person_id, reader.door) == (world.chair.id, "slack")
        assert seen == {OPEN, INTERNAL}
        assert EXEMPT not in seen

    def test_answers_in_a_channel_the_app_is_not_in(self, workspace: Rehearsal, world: World) -> None:
        workspace.channel("C0ELSEWHERE", name="elsewhere", members=["U0CHAIR"])

        workspace.as_user("U0CHAIR").slash("/tracker red", "C0ELSEWHERE")
        work_off()

        assert len(seen_by(workspace, "U0CHAIR")) == 2

    def test_an_address_elsewhere_is_never_followed(self, slack: Rehearsal, world: World) -> None:
        changes.receive(
            key="trigger:forged",
            kind="command",
            team_id="T0REHEARSAL",
            user_id="U0CHAIR",
            payload={"text": "red", "channel": "C0BOARD", "response_url": "http://127.0.0.1:1/take"},
            at=datetime.now(tz=UTC),
        )

        work_off()

        assert Delivery.objects.get().body["route"] == "one"
        assert [c["arguments"]["user"] for c in slack.accepted("chat.postEphemeral")] == ["U0CHAIR"]


class TestAMention:
    def test_is_answered_in_its_thread_over_open_items_alone(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        asked = workspace.as_user("U0CHAIR").say("@tracker red", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        answer = workspace.wait_for_message("Two workstreams", to="U0MEMBER")
        assert answer["thread_ts"] == asked["ts"]
        question, reader = engine.asked[0]
        assert question == "red"
        assert {m for clause in reader.sight.clauses for m in clause.markings} == {OPEN}
        assert "others read this channel" in answer["text"]

    def test_sent_again_by_slack_is_answered_once(self, workspace: Rehearsal, world: World) -> None:
        workspace.as_user("U0CHAIR").say("@tracker red", "C0BOARD")
        workspace.wait_until_delivered()
        (event,) = [d for d in workspace.deliveries() if d["kind"] == "event"]

        workspace.redeliver(event["id"], times=3)
        workspace.wait_until_delivered()
        work_off()
        workspace.redeliver(event["id"])
        workspace.wait_until_delivered()
        work_off()

        assert len(workspace.accepted("chat.postMessage")) == 1
        assert Inbox.objects.count() == 1

    def test_answered_and_then_dropped_is_looked_up_and_not_said_twice(
        self, workspace: Rehearsal, world: World
    ) -> None:
        workspace.set(scopes=[*workspace.stage.scopes, "groups:history"])
        workspace.fail("chat.postMessage", "drop_after")

        workspace.as_user("U0CHAIR").say("@tracker red", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        assert len(seen_by(workspace, "U0MEMBER")) == 1
        assert Delivery.objects.get().state == "sent"


class TestADirectMessage:
    def test_is_answered_in_place(self, workspace: Rehearsal, world: World) -> None:
        workspace.as_user("U0CHAIR").say("what is red?")
        workspace.wait_until_delivered()
        work_off()

        answer = workspace.wait_for_message("Two workstreams", to="U0CHAIR", channel="D0CHAIR")
        assert answer["thread_ts"] is None

    def test_does_not_answer_its_own_answer(self, workspace: Rehearsal, world: World, engine: Engine) -> None:
        workspace.as_user("U0CHAIR").say("what is red?")
        workspace.wait_until_delivered()
        work_off()
        workspace.wait_until_delivered()
        work_off()

        assert len(engine.asked) == 1
        assert len(seen_by(workspace, "U0CHAIR")) == 1


class TestAStranger:
    def test_gets_a_link_and_no_data(self, workspace: Rehearsal, world: World, engine: Engine) -> None:
        newcomer = workspace.as_user("U0NEWCOMER")

        newcomer.slash("/tracker status Fostering", "C0GENERAL")
        newcomer.say("@tracker red", "C0GENERAL")
        newcomer.say("red")
        workspace.wait_until_delivered()
        work_off()

        said = [text for text in seen_by(workspace, "U0NEWCOMER") if text != "Looking…"]
        assert len(said) == 3
        assert all(f"{PUBLIC_URL}/account/link/" in text for text in said)
        assert engine.asked == []
        assert "Fostering" not in str(workspace.accepted())
        assert not any("I do not know you" in text for text in seen_by(workspace, "U0CHAIR"))

    def test_only_the_newest_link_works(self, workspace: Rehearsal, world: World) -> None:
        for _ in range(2):
            workspace.as_user("U0NEWCOMER").slash("/tracker red")
            work_off()

        at = datetime.now(tz=UTC)
        assert LinkRequest.objects.filter(expires_at__gt=at).count() == 1

    def test_its_key_is_nowhere_in_the_database(self, workspace: Rehearsal, world: World) -> None:
        workspace.as_user("U0NEWCOMER").slash("/tracker red")
        work_off()

        token = seen_by(workspace, "U0NEWCOMER")[-1].partition("/account/link/")[2].strip("/")
        assert len(token) > 40
        assert token not in str(list(LinkRequest.objects.values())) + str(list(Inbox.objects.values()))

    def test_once_linked_is_answered(self, workspace: Rehearsal, world: World, engine: Engine) -> None:
        workspace.as_user("U0NEWCOMER").slash("/tracker red")
        work_off()
        token = seen_by(workspace, "U0NEWCOMER")[-1].partition("/account/link/")[2].strip("/")
        changes.take_link(token=token, by=world.actor(world.manager, door="page"), at=datetime.now(tz=UTC))

        workspace.as_user("U0NEWCOMER").slash("/tracker red")
        work_off()

        assert engine.asked[0][1].person_id == world.manager.id

    def test_a_guest_is_refused_even_with_a_link(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        linked(a_person(), "U0GUEST")

        workspace.as_user("U0GUEST").say("red")
        workspace.wait_until_delivered()
        work_off()

        assert seen_by(workspace, "U0GUEST") == ["I answer members of this workspace alone."]
        assert engine.asked == []

    @pytest.mark.parametrize("what", ["deleted", "stranger"])
    def test_whose_account_is_no_members_any_more_is_refused_though_no_event_said_so(
        self, workspace: Rehearsal, world: World, engine: Engine, what: str
    ) -> None:
        workspace.set(events=["message.im"])
        linked(a_person(), "U0STAFF")
        workspace.as_user("U0STAFF").say("red")
        workspace.wait_until_delivered()
        workspace.befall(what, user="U0STAFF")

        work_off()

        assert engine.asked == []
        assert Inbox.objects.get(kind="message").outcome == "refused"
        assert Identity.objects.get(user_id="U0STAFF").barred_at is not None

    def test_of_another_workspace_is_refused(self, slack: Rehearsal, world: World, engine: Engine) -> None:
        linked(a_person(), "U0STAFF", team_id="T0OTHER")
        changes.receive(
            key="event:other",
            kind="message",
            team_id="T0OTHER",
            user_id="U0STAFF",
            payload={"text": "red", "channel": "D0STAFF", "ts": "1.1", "thread_ts": ""},
            at=datetime.now(tz=UTC),
        )

        work_off()

        assert engine.asked == []
        assert Inbox.objects.get().outcome == "refused"

    def test_whose_account_was_closed_is_one(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        Person.objects.filter(pk=world.chair.pk).update(is_active=False)

        workspace.as_user("U0CHAIR").slash("/tracker red")
        work_off()

        assert engine.asked == []

    def test_who_unlinked_between_asking_and_sending_is_told_nothing(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        workspace.fail("response_url", "ratelimited", seconds=60)
        workspace.as_user("U0CHAIR").slash("/tracker red")
        work_once("bots.answer")

        identity = Identity.objects.get(user_id="U0CHAIR")
        changes.unlink_identity(identity_id=identity.id, by=world.actor(world.chair), at=datetime.now(tz=UTC))
        work_off()

        assert Delivery.objects.get().state == "suppressed"
        assert seen_by(workspace, "U0CHAIR") == ["Looking…"]


class TestSlackAway:
    def test_a_question_waits_until_slack_says_who_asked(
        self, workspace: Rehearsal, world: World, engine: Engine
    ) -> None:
        workspace.fail("users.info", "error_before")

        workspace.as_user("U0CHAIR").slash("/tracker red")
        work_once("bots.answer")
        waited = list(engine.asked)
        work_off()

        assert waited == []
        assert len(engine.asked) == 1

    def test_an_answer_nobody_can_look_up_is_not_said_twice(self, workspace: Rehearsal, world: World) -> None:
        workspace.fail("response_url", "drop_after")

        workspace.as_user("U0CHAIR").slash("/tracker red")
        work_off()

        assert Delivery.objects.get().state == "held"
        assert len(seen_by(workspace, "U0CHAIR")) == 2


class TestPayload:
    def test_keeps_no_more_than_is_needed(self, workspace: Rehearsal, world: World) -> None:
        workspace.as_user("U0CHAIR").say("what is red?")
        workspace.wait_until_delivered()

        payload: dict[str, Any] = Inbox.objects.get().payload
        assert set(payload) == {"text", "channel", "ts", "thread_ts"}


class TestTheRealEngine:
    def test_answers_by_command_mention_and_direct_message(self, workspace: Rehearsal) -> None:
        world = a_world()
        ground.report_status(
            workstream_id=world.workstream.id,
            version=None,
            rating="red",
            reason="No foster carers came forward",
            by=world.actor(world.lead),
            at=datetime.now(tz=UTC),
        )
        work_off()
        chair = workspace.as_user("U0CHAIR")

        chair.slash("/tracker red", "C0BOARD")
        chair.say("@tracker red", "C0BOARD")
        chair.say("red")
        workspace.wait_until_delivered()
        work_off()

        answers = [text for text in seen_by(workspace, "U0CHAIR") if "No foster carers came forward" in text]
        assert len(answers) >= 3
        assert all("WS3" in text for text in answers)
        assert workspace.refused() == []

    def test_names_nothing_exempt_to_whoever_is_cleared(self, workspace: Rehearsal) -> None:
        a_world(marking="exempt")
        chair = workspace.as_user("U0CHAIR")

        for question in ("status Fostering", "red", "slipped", "savings Fostering", "WS3"):
            chair.slash(f"/tracker {question}")
        work_off()

        assert len(seen_by(workspace, "U0CHAIR")) == 10
        assert not any("Panel" in text for text in seen_by(workspace, "U0CHAIR"))

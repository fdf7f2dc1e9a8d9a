"""Digests: one message a board, member and period, frozen, over what changed since the last that person got."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from email import message_from_string, policy
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bots import changes as messages
from bots import queries
from bots.models import Delivery
from bots.tasks.composing import compose
from bots.tasks.outgoing import NothingToSay
from deploy.timetable import write_what_is_due
from governance import changes as governance
from governance.models import Board, BoardMember, Digest, Meeting
from governance.queries import digests
from governance.rules.board_view import NO_LONGER_SHOWN
from programme.models import Milestone, Person, Workstream
from programme.outbox.models import Work
from programme.outbox.switchboard import Job
from programme.queries import actor_for_person
from programme.rules.access import MEMBER, Actor, system
from savings.models import Saving
from tests.factories.bots import World, a_world
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import a_milestone, a_person, a_workstream, grant
from tests.factories.savings import a_saving
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)


def now() -> datetime:
    return datetime.now(tz=UTC)


@pytest.fixture
def world() -> World:
    return a_world()


def digest(world: World, period: str = "2026-W47", *, at: datetime | None = None) -> None:
    job = Job(
        uuid4(), f"board:{world.board.pk}", 1, uuid4(), {"boards": [str(world.board.pk)], "period": period}
    )
    messages.digest(job, at or now())


def reader(person: Person) -> Actor:
    actor = actor_for_person(person.pk, door="page")
    assert actor is not None
    return actor


def words_to(person: Person, period: str = "2026-W47") -> str:
    row = Digest.objects.get(person=person, period_key=period)
    delivery = queries.delivery(Delivery.objects.get(about=row.pk).pk)
    assert delivery is not None
    said = compose(delivery, at=now()).body
    return str(said["text"]) if "text" in said else plain_of(said["mail"])


def plain_of(raw: str) -> str:
    body = message_from_string(raw, policy=policy.default).get_body(("plain",))  # type: ignore[arg-type]
    return str(body.get_content()).replace("\r\n", "\n").strip()


class TestReserving:
    def test_each_member_has_one_a_period_however_often_it_is_asked(self, world: World) -> None:
        digest(world)
        digest(world)
        digest(world, "2026-W48")

        rows = Digest.objects.filter(board=world.board).values_list("person_id", "period_key")
        people = (world.chair.pk, world.member.pk)
        assert sorted(rows, key=str) == sorted(
            [(person, period) for person in people for period in ("2026-W47", "2026-W48")], key=str
        )
        assert Delivery.objects.filter(kind="digest").count() == 4

    def test_leaves_out_who_has_left_or_may_see_nothing_of_it(self, world: World) -> None:
        yesterday = now().date() - timedelta(days=1)
        BoardMember.objects.filter(person=world.member).update(term_to=yesterday)
        Person.objects.filter(pk=world.chair.pk).update(is_active=False)

        digest(world)

        assert not Digest.objects.exists()

    def test_boards_that_failed_together_are_tried_one_by_one(self, world: World) -> None:
        second = a_board(world.programme, name="Second Board")
        a_seat(second, world.member)
        given = {"boards": [str(world.board.pk), str(second.pk)], "period": "2026-W47"}

        messages.digest(Job(uuid4(), f"board:{world.board.pk}", 2, uuid4(), given), now())

        assert not Digest.objects.exists()
        assert Work.objects.filter(handler="bots.digest").count() == 2
        work_off("bots.digest")
        assert Digest.objects.filter(person=world.member).count() == 2

    def test_boards_done_together_share_what_they_read(self, world: World) -> None:
        def asked(period: str, boards: list[Board]) -> int:
            given = {"boards": [str(board.pk) for board in boards], "period": period}
            with CaptureQueriesContext(connection) as found:
                messages.digest(Job(uuid4(), "board:1", 1, uuid4(), given), now())
            return len(found)

        other = a_board(world.programme, name="Second Board", parent_id=world.board.pk)
        a_seat(other, world.member)
        a_saving(world.workstream)
        alone = asked("one", [world.board]) + asked("two", [other])
        Digest.objects.all().delete()

        assert asked("three", [world.board, other]) < alone - 20

    def test_is_the_product_s_own_to_make(self, world: World) -> None:
        with pytest.raises(ValueError, match="falls due"):
            governance.reserve_digests(
                board_id=world.board.pk, period_key="2026-W47", by=reader(world.chair), at=now()
            )

    def test_makes_the_view_once_for_all_members_of_equal_rights(self, world: World) -> None:
        def asked(period: str) -> int:
            with CaptureQueriesContext(connection) as found:
                governance.reserve_digests(board_id=world.board.pk, period_key=period, by=system(), at=now())
            return len(found)

        few = asked("one")
        Digest.objects.all().delete()
        for _ in range(8):
            grant(person := a_person(), MEMBER, world.programme)
            a_seat(world.board, person)

        assert asked("two") == few
        assert Digest.objects.filter(period_key="two").count() == 10


class TestSaying:
    def test_tells_what_changed_in_one_message(self, world: World) -> None:
        a_saving(world.workstream, ref="24S1", waits_for=[world.milestone])
        world.move(LATER, reason="The contractor is late")

        digest(world)

        said = words_to(world.member)
        assert "What changed in the last 31 days" in said
        assert "M7 Panel approves the homes: 31 Mar 2027 to 30 Jun 2027, 91 days later" in said
        assert "moved later for the first time" in said
        assert "“The contractor is late” (Max Manager)" in said
        assert "Money: Building for Brilliance, live figures: no period is closed yet" in said
        assert "2026/27: plan £120k" in said

    def test_says_no_change_in_one_line(self, world: World) -> None:
        digest(world)

        title, line, *closing = words_to(world.member).split("\n\n")
        assert (title, line[:27]) == ("Savings Board", "No change in the last 31 da")
        assert len(closing) == 1
        assert closing[0].startswith("Open: ")

    def test_begins_where_the_last_that_arrived_ended(self, slack: Rehearsal, world: World) -> None:
        world.move(LATER)
        digest(world)
        work_off("bots.send")

        digest(world, "2026-W48")

        first, second = Digest.objects.filter(person=world.member).order_by("as_at")
        assert first.received_at is not None
        assert second.since == first.as_at
        assert "No change since your last digest" in words_to(world.member, "2026-W48")

    def test_after_three_weeks_of_silence_covers_all_three_and_says_what_was_lost(
        self, slack: Rehearsal, world: World
    ) -> None:
        for week, day in ((47, date(2027, 4, 30)), (48, LATER)):
            world.move(day)
            digest(world, f"2026-W{week}")
        Delivery.objects.filter(kind="digest").update(state="failed")

        digest(world, "2026-W49")

        first, _, third = Digest.objects.filter(person=world.member).order_by("as_at")
        assert third.since == first.since
        said = words_to(world.member, "2026-W49")
        assert "31 Mar 2027 to 30 Jun 2027, 91 days later, moved later for the second time" in said
        assert said.count("A digest by email of") == 2
        assert "could not be sent" in said

    def test_one_that_waited_until_the_next_is_not_sent_besides(self, world: World) -> None:
        world.move(LATER)
        digest(world)
        digest(world, "2026-W48")

        with pytest.raises(NothingToSay, match="newer digest"):
            words_to(world.member)

        assert "M7" in words_to(world.member, "2026-W48")


class TestSending:
    def test_reaches_slack_or_email_with_charts_as_images_in_words(
        self, slack: Rehearsal, world: World
    ) -> None:
        a_saving(world.workstream, ref="24S1", waits_for=[world.milestone])
        world.move(LATER)

        digest(world)
        work_off("bots.send")

        (message,) = [m for m in slack.messages_seen_by("U0CHAIR") if m["user"] == "U0TRACKER"]
        assert "M7 Panel approves the homes" in message["text"]
        assert message["blocks"][0]["text"]["text"] == "Savings Board"
        delivery = Delivery.objects.get(kind="digest", person=world.member)
        mail = message_from_string(delivery.body["mail"], policy=policy.default)
        html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr,arg-type]
        pictures = [part for part in mail.walk() if part.get_content_type() == "image/png"]
        assert len(pictures) == html.count("<img ") == 2
        assert 'src="cid:chart0"' in html
        assert 'alt="Building for Brilliance, 2026/27: ' in html
        assert '<th scope="col"' in html
        assert "http" not in html.replace("https://tracker.example.test", "").replace("http-equiv", "")
        assert set(Delivery.objects.filter(kind="digest").values_list("state", flat=True)) == {"sent"}

    def test_a_retry_is_the_same_to_the_byte(self, slack: Rehearsal, world: World) -> None:
        world.move(LATER)
        digest(world)
        delivery = queries.delivery(Delivery.objects.get(kind="digest", person=world.member).pk)
        assert delivery is not None

        at = now()

        assert compose(delivery, at=at).body == compose(delivery, at=at).body

    def test_whom_slack_will_not_take_it_for_gets_it_by_email(self, slack: Rehearsal, world: World) -> None:
        slack.fail("chat.postMessage", "error", code="channel_not_found", times=1)
        digest(world)

        work_off("bots.send")

        assert slack.mails(world.chair.email)


class TestClosedThings:
    @pytest.fixture
    def canary(self, world: World) -> Workstream:
        hidden = a_workstream(
            world.programme, ref="CANARY9", name="Canary Oak", marking="exempt", exempt_paragraph=4
        )
        overseen(hidden, world.board)
        milestone = a_milestone(hidden, ref="MC", name="Canary Oak closes")
        a_saving(hidden, ref="SC", name="Canary Oak saving", waits_for=[milestone])
        world.move(LATER, milestone=milestone, reason="Canary Oak is late")
        return hidden

    def test_are_in_no_message_and_on_the_page_of_those_cleared(
        self, slack: Rehearsal, world: World, canary: Workstream
    ) -> None:
        digest(world)
        work_off("bots.send")

        sent = json.dumps([d.body | {"s": d.subject} for d in Delivery.objects.filter(kind="digest")])
        assert "Canary" not in sent
        assert "CANARY" not in sent
        (chairs,) = digests(reader=reader(world.chair)).values()
        (members,) = digests(reader=reader(world.member)).values()
        assert [move.about.name for move in chairs.view.moves] == ["Canary Oak closes"]
        assert members.view.moves == ()
        assert chairs.message is not None
        assert chairs.message.moves == ()

    def test_a_board_that_is_closed_itself_is_not_named(self, slack: Rehearsal, world: World) -> None:
        Board.objects.filter(pk=world.board.pk).update(marking="exempt", exempt_paragraph=4)
        world.move(LATER)

        digest(world)

        assert not Digest.objects.filter(person=world.member).exists()
        said = words_to(world.chair)
        assert "Savings Board" not in said
        assert "Sign in to read it" in said
        (row,) = digests(reader=reader(world.chair)).values()
        assert row.view.moves[0].about.ref == "M7"

    def test_what_was_closed_since_is_struck_from_the_page_and_from_what_is_yet_to_go(
        self, slack: Rehearsal, world: World
    ) -> None:
        a_saving(world.workstream, ref="24S1", name="Homes", waits_for=[world.milestone])
        world.move(LATER)
        digest(world)
        Milestone.objects.filter(pk=world.milestone.pk).update(marking="exempt", exempt_paragraph=4)
        Saving.objects.update(marking="exempt", exempt_paragraph=4)

        (row,) = digests(reader=reader(world.member)).values()

        assert row.struck >= 3
        assert row.view.moves[0].about.name == NO_LONGER_SHOWN
        said = words_to(world.member)
        assert "Panel approves" not in said
        assert f"A milestone {NO_LONGER_SHOWN}" in said
        assert f"A bridge of money {NO_LONGER_SHOWN}" in said

    def test_a_message_already_sent_can_be_edited_to_say_so(self, slack: Rehearsal, world: World) -> None:
        world.move(LATER)
        digest(world)
        work_off("bots.send")
        Milestone.objects.filter(pk=world.milestone.pk).update(marking="exempt", exempt_paragraph=4)
        original = Delivery.objects.get(kind="digest", person=world.chair)
        edit = Delivery.objects.create(
            kind="edit", medium="slack", person=world.chair, edits=original, dedupe_key="edit:1",
            created_at=now(), not_before=now(),
        )  # fmt: skip
        messages.deliveries.ask_to_send(edit.pk)

        work_off("bots.send")

        (message,) = [m for m in slack.messages_seen_by("U0CHAIR") if m["user"] == "U0TRACKER"]
        assert "Panel approves" not in json.dumps(message)
        assert NO_LONGER_SHOWN in message["text"]

    def test_nobody_reads_another_s_digest(self, world: World) -> None:
        digest(world)
        row = Digest.objects.get(person=world.chair)

        assert digests(reader=reader(world.member), ids=[row.pk]) == {}
        assert digests(reader=reader(world.manager), ids=[row.pk]) == {}


class TestTimetable:
    """Boards made in tests are new, and a new board waits a week: so these moments lie weeks ahead."""

    @pytest.fixture
    def monday(self) -> datetime:
        ahead = now() + timedelta(days=21)
        return (ahead - timedelta(days=ahead.weekday())).replace(hour=6, minute=0, second=0, microsecond=0)

    def asked(self) -> list[str]:
        rows = Work.objects.filter(handler="bots.digest")
        return sorted(str(key) for key in rows.values_list("dedupe_key", flat=True))

    def test_asks_once_on_monday_from_eight_by_the_council_s_clock(
        self, world: World, monday: datetime
    ) -> None:
        write_what_is_due(monday)
        assert self.asked() == []
        for hours in (3, 4, 5, 26):
            write_what_is_due(monday + timedelta(hours=hours))

        year, week, _ = monday.isocalendar()
        assert self.asked() == [f"digest:{world.board.organisation_id}:{year}-W{week:02d}"]

    def test_a_week_missed_for_two_days_is_left_to_the_next(self, world: World, monday: datetime) -> None:
        write_what_is_due(monday + timedelta(days=2, hours=4))

        assert self.asked() == []

    def test_a_board_set_up_this_week_waits_for_the_next(self, world: World) -> None:
        today = now()
        monday = (today - timedelta(days=today.weekday())).replace(hour=12)

        write_what_is_due(monday)

        assert self.asked() == []

    def test_asks_before_each_meeting_once_and_then_not_for_the_week_besides(
        self, world: World, monday: datetime
    ) -> None:
        meeting = Meeting.objects.create(board=world.board, starts_at=monday + timedelta(days=3, hours=8))
        Meeting.objects.create(board=world.board, starts_at=monday + timedelta(days=3), state="cancelled")

        write_what_is_due(monday + timedelta(hours=4))
        write_what_is_due(monday + timedelta(hours=5))

        assert self.asked() == [f"digest:{world.board.pk}:meeting:{meeting.pk.hex}"]

    def test_what_is_asked_is_done(self, slack: Rehearsal, world: World, monday: datetime) -> None:
        write_what_is_due(monday + timedelta(hours=4))

        work_off("bots.digest", "bots.send")

        assert set(Delivery.objects.values_list("kind", "state")) == {("digest", "sent")}


class TestCommand:
    def told(self, *options: str) -> str:
        out = StringIO()
        call_command("digest", *options, stdout=out)
        return out.getvalue()

    def test_shows_what_a_person_would_get_and_keeps_nothing(self, world: World) -> None:
        world.move(LATER)
        given = ("--board", world.board.code, "--as", world.member.email)

        text = self.told(*given)
        html = self.told(*given, "--format", "html")
        document = json.loads(self.told(*given, "--format", "json"))

        assert "M7 Panel approves the homes" in text
        assert html.startswith("<!doctype html>")
        assert "data:image/png;base64," in html
        assert document["text"] == text.removesuffix("\n")
        assert document["moves"][0]["days"] == 91
        assert set(document) == set(json.loads(self.told(*given, "--json")))
        assert not Digest.objects.exists()

    def test_without_a_reader_shows_open_items_alone(self, world: World) -> None:
        Milestone.objects.update(marking="internal")
        world.move(LATER)

        assert "M7" not in self.told("--board", world.board.code)

    def test_looks_back_as_far_as_asked(self, world: World) -> None:
        world.move(LATER)
        tomorrow = (now() + timedelta(days=1)).date()

        since_today = self.told(
            "--board", world.board.code, "--since", str(now().date()), "--as", world.member.email
        )

        assert "What changed since" in since_today
        with pytest.raises(CommandError, match="lies ahead"):
            self.told("--board", world.board.code, "--since", str(tomorrow), "--as", world.member.email)

    def test_refuses_a_board_nobody_knows_and_says_what_to_do(self, world: World) -> None:
        with pytest.raises(
            CommandError, match="There is no board nowhere that you may see. `manage.py boards`"
        ):
            self.told("--board", "nowhere", "--as", world.member.email)

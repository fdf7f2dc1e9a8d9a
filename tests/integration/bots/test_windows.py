"""Never more than one message a person and window of what nobody asked for, and none while they asked for quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bots import changes as bots
from bots.models import Attempt, Delivery
from governance.models import Board
from programme.outbox.models import Work
from programme.outbox.switchboard import Job
from tests.factories.bots import World, a_world
from tests.factories.governance import a_board, a_seat
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import at, work_off, work_through
from tests.integration.bots.test_together import at_once, due

LONDON = ZoneInfo("Europe/London")
LATER, MUCH_LATER = date(2027, 6, 30), date(2027, 12, 31)
WINDOW = 900  # seconds


def now() -> datetime:
    return datetime.now(tz=UTC)


def reserve(*boards: Board, moment: datetime, period: str = "2026-W47") -> None:
    for board in boards:
        given = {"boards": [str(board.pk)], "period": period}
        bots.digest(Job(uuid4(), f"board:{board.pk}", 1, uuid4(), given), moment)


def started(world: World) -> list[datetime]:
    """Return when each message that reached the chair left, edits and answers apart, in order."""
    rows = Attempt.objects.filter(
        outcome="started", delivery__person=world.chair, delivery__kind__in=["alert", "digest", "chase"]
    )
    return sorted(rows.values_list("recorded_at", flat=True))


def states(world: World) -> list[tuple[str, str]]:
    return sorted(Delivery.objects.filter(person=world.chair).values_list("kind", "state"))


def settled(*, gather_seconds: int = WINDOW) -> World:
    world = a_world(gather_seconds=gather_seconds)
    work_off()
    return world


@pytest.mark.django_db
class TestOneInAWindow:
    def test_an_alert_a_worsening_and_two_digests_go_out_a_window_apart(self, slack: Rehearsal) -> None:
        world = settled()
        second = a_board(world.programme, name="Second Board", gather_seconds=WINDOW)
        a_seat(second, world.chair)
        begins = now()
        world.move(LATER)
        work_through("governance.reassess", "bots.tell")
        reserve(world.board, second, moment=begins)

        for minute in range(0, 90, 5):
            with at(begins + timedelta(minutes=minute)):
                if minute == 45:
                    world.move(MUCH_LATER)
                work_through()

        left = started(world)
        assert len(left) == 4
        assert all(later - first >= timedelta(seconds=WINDOW) for first, later in pairwise(left))
        assert states(world) == [("alert", "sent"), ("alert", "sent"), ("digest", "sent"), ("digest", "sent")]

    def test_what_waits_for_the_window_is_not_overdue_and_gathers_what_comes(self, slack: Rehearsal) -> None:
        world = settled()
        begins = now()
        reserve(world.board, moment=begins)
        work_through("bots.send")
        world.move(LATER)
        work_through("governance.reassess", "bots.tell")

        with at(begins + timedelta(seconds=30)):
            work_through("bots.send")

        waiting = Delivery.objects.get(kind="alert", person=world.chair)
        assert waiting.state == "gathering"
        assert waiting.not_before > begins + timedelta(seconds=WINDOW - 60)
        assert "window" in waiting.why

    def test_an_edit_and_an_answer_do_not_count(self, slack: Rehearsal) -> None:
        world = settled()
        world.move(LATER)
        with at(now() + timedelta(seconds=WINDOW)):
            work_through()
        world.move(date(2027, 3, 31))

        with at(now() + timedelta(seconds=WINDOW + 60)):
            work_through()

        assert len(slack.accepted("chat.update")) == 2
        assert len(started(world)) == 1

    def test_a_board_without_a_window_tells_at_once(self, slack: Rehearsal) -> None:
        world = settled(gather_seconds=0)
        reserve(world.board, moment=now())
        work_through("bots.send")

        world.move(LATER)
        work_through()

        assert states(world) == [("alert", "sent"), ("digest", "sent")]

    def test_what_surely_did_not_arrive_does_not_count(self, slack: Rehearsal) -> None:
        world = settled()
        reserve(world.board, moment=now())
        slack.fail("chat.postMessage", "ratelimited", seconds=7)
        work_through("bots.send")
        assert ("digest", "retrying") in states(world)
        world.move(LATER)

        with at(now() + timedelta(seconds=WINDOW)):
            work_through("governance.reassess", "bots.tell", "bots.send")

        assert len(slack.accepted("chat.postMessage")) >= 1


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_with_two_messages_to_one_person_send_one_and_put_the_other_off(self, slack: Rehearsal) -> None:
        world = settled()
        second = a_board(world.programme, name="Second Board", gather_seconds=WINDOW)
        a_seat(second, world.chair)
        reserve(world.board, second, moment=now())
        Work.objects.exclude(shard__in=shards(world)).delete()

        at_once(*due("bots.send"))

        posted = [c for c in slack.accepted("chat.postMessage") if c["arguments"]["channel"] == "U0CHAIR"]
        assert len(posted) == 1
        assert states(world) == [("digest", "gathering"), ("digest", "sent")]

    def test_reserve_a_period_once_for_each_member(self, slack: Rehearsal) -> None:
        world = settled()
        moment = now()

        at_once(*[lambda: reserve(world.board, moment=moment)] * 2)

        assert Delivery.objects.filter(kind="digest").count() == 2
        assert Delivery.objects.filter(kind="digest", person=world.chair).count() == 1


def shards(world: World) -> list[str]:
    return [f"delivery:{d.pk}" for d in Delivery.objects.filter(person=world.chair)]


@pytest.mark.django_db
class TestQuietHours:
    """From 20:00 to 07:00, by the clock of the person's council."""

    EVENING = datetime(2027, 3, 27, 21, 30, tzinfo=LONDON)  # the clock goes forward that night
    MORNING = datetime(2027, 3, 28, 7, 0, tzinfo=LONDON)

    def quiet(self) -> World:
        world = settled(gather_seconds=0)
        bots.choose_hearing(quiet=(time(20), time(7)), by=world.actor(world.chair), at=now())
        return world

    def test_hold_a_digest_back(self, slack: Rehearsal) -> None:
        world = self.quiet()
        with at(self.EVENING):
            reserve(world.board, moment=self.EVENING)
            work_through()

        waiting = Delivery.objects.get(kind="digest", person=world.chair)
        assert (waiting.state, waiting.not_before) == ("gathering", self.MORNING)
        with at(self.MORNING - timedelta(seconds=1)):
            work_through()
        assert slack.accepted("chat.postMessage") == []
        with at(self.MORNING):
            work_through()
        assert states(world) == [("digest", "sent")]

    def test_hold_back_a_second_try_that_falls_into_them(self, slack: Rehearsal) -> None:
        world = self.quiet()
        before = self.EVENING.replace(hour=19, minute=59)
        slack.fail("chat.postMessage", "ratelimited", seconds=7)
        with at(before):
            reserve(world.board, moment=before)
            work_through()
        assert states(world) == [("digest", "retrying")]

        with at(self.EVENING):
            work_through()

        assert slack.accepted("chat.postMessage") == []
        with at(self.MORNING):
            work_through()
        assert states(world) == [("digest", "sent")]


@pytest.mark.django_db
class TestWorkingDays:
    def test_a_board_may_have_its_alerts_wait_for_them_over_easter(self, slack: Rehearsal) -> None:
        world = settled(gather_seconds=0)
        Board.objects.filter(pk=world.board.pk).update(working_days_only=True)
        world.move(LATER)
        good_friday = datetime(2027, 3, 26, 10, tzinfo=LONDON)
        tuesday = datetime(2027, 3, 30, 8, tzinfo=LONDON)

        with at(good_friday):
            work_through()

        rows = Delivery.objects.filter(kind="alert")
        assert set(rows.values_list("state", "not_before")) == {("gathering", tuesday)}
        assert rows.count() == 3
        for moment in (good_friday + timedelta(days=3), tuesday - timedelta(seconds=1)):
            with at(moment):
                work_through()
        assert slack.accepted("chat.postMessage") == []
        with at(tuesday):
            work_through()
        assert set(rows.values_list("state", flat=True)) == {"sent"}

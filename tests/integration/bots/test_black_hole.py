"""A Slack or mail server that takes connections and never answers: one call waits for it, the rest waits in rows."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from bots import changes, queries
from bots.admin.cards import running
from bots.changes import pacing
from bots.models import Attempt, Delivery, Installation
from bots.slack import client
from bots.slack.outcomes import Ambiguous, NotSent
from programme.outbox.models import Work
from programme.outbox.running import run
from programme.rules.access import system
from tests.factories.bots import World, a_world
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db


class Clock:
    """The database's time as the budgets see it; it moves when it is told to."""

    def __init__(self) -> None:
        self.moment = datetime.now(tz=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pacing, "clock", made.now)
    return made


@pytest.fixture
def hole() -> Iterator[str]:
    """The address of something that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as taken:
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def world() -> World:
    """A world in which an alert waits to be sent to three people."""
    made = a_world(gather_seconds=900)
    work_off()
    made.move(date(2027, 6, 30))
    work_off("governance.reassess", "bots.tell")
    return made


def try_all() -> None:
    """Have each message tried once, as by as many workers, one after another."""
    for work in Work.objects.filter(handler="bots.send", state="pending"):
        Work.objects.filter(pk=work.pk).update(available_at=Now())
        run(work.pk, owner="test")


def started(medium: str = "slack") -> int:
    return Attempt.objects.filter(outcome="started", delivery__medium=medium).count()


class TestASlackThatDoesNotAnswer:
    @pytest.fixture(autouse=True)
    def _silent(self, slack: Rehearsal, settings: Any, hole: str) -> None:
        self.api_url = settings.SLACK_API_URL
        settings.SLACK_API_URL = f"http://{hole}/api/"
        settings.SLACK_TIMEOUT_SECONDS = 0.2

    def test_holds_one_worker_and_no_more(self, world: World, clock: Clock) -> None:
        by_slack = Delivery.objects.filter(medium="slack").count()

        try_all()
        try_all()

        assert by_slack > 1
        assert started() == 1
        assert Delivery.objects.filter(medium="slack", state="gathering").count() == by_slack - 1

    def test_is_shown_and_asked_by_one_after_a_while(self, world: World, clock: Clock) -> None:
        try_all()
        clock.forward(3)

        assert changes.silence_of(changes.SLACK_LINE) is None
        silence = changes.silence_of(changes.SLACK_LINE)

        card = running(system(), clock.now())
        assert silence is not None
        assert silence.seconds > 10
        assert card is not None
        assert any("Slack does not answer" in worry for worry in card.worries)
        assert started() == 1

    def test_takes_what_waited_once_it_answers(
        self, slack: Rehearsal, world: World, clock: Clock, settings: Any
    ) -> None:
        try_all()
        settings.SLACK_API_URL = self.api_url
        clock.forward(3)

        try_all()

        states = Delivery.objects.filter(medium="slack").values_list("state", flat=True)
        assert sorted(states) == ["sent"] * (len(states) - 1) + ["uncertain"]  # the first is looked up twice
        assert queries.slack_health("").paused == ()

    def test_for_an_hour_turns_what_waits_into_mail(
        self, slack: Rehearsal, world: World, clock: Clock
    ) -> None:
        try_all()
        Delivery.objects.filter(state="gathering").update(created_at=clock.now() - timedelta(hours=2))
        clock.moment -= timedelta(hours=1, minutes=1)
        changes.note_answer(changes.SLACK_LINE)
        changes.note_silence(changes.SLACK_LINE)

        try_all()

        assert Delivery.objects.filter(medium="email", state="sent").count() > 1
        assert started() == 1

    def test_is_left_alone_by_questions_too(self, clock: Clock) -> None:
        with pytest.raises(Ambiguous):
            client.user("U0CHAIR")

        with pytest.raises(NotSent, match=changes.SLACK_LINE):
            client.user("U0CHAIR")


class TestAMailServerThatDoesNotAnswer:
    def test_holds_one_worker_and_no_more(
        self, slack: Rehearsal, world: World, clock: Clock, settings: Any, hole: str
    ) -> None:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = int(hole.partition(":")[2]), 0.2
        Delivery.objects.update(medium="email")

        try_all()

        assert started("email") == 1
        assert queries.slack_health("").paused == (changes.MAIL_LINE,)


class TestATokenThatIsOver:
    def test_is_noted_at_once_where_no_event_said_so(self, slack: Rehearsal, world: World) -> None:
        changes.note_installation(
            team_id="T0REHEARSAL", token_mark=client.token_mark(), state="active", at=datetime.now(tz=UTC)
        )
        slack.fail("chat.postMessage", "error", code="token_revoked", times=9)

        work_off()

        assert Installation.objects.get().state == "revoked"
        assert slack.mails(world.chair.email)
        assert not Delivery.objects.exclude(medium="email", state="sent").exists()

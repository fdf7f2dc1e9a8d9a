"""Two hundred alerts into one channel: a second apart, none lost, and whoever asks meanwhile has their answer in two.

The clock is virtual: work is done in the order it falls due, and the clock is put forward to when it does.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models.functions import Now

from bots import changes, queries
from bots.changes import pacing
from bots.models import Budget, Delivery, Notice
from bots.rules.answer import Answer, Status
from bots.rules.pace import paces_of
from governance.models import AlertStep
from programme.outbox.models import Work
from programme.outbox.running import run
from tests.factories.bots import World, a_world, linked
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

ALERTS = 200


class Clock:
    """The time as the sender and the rehearsal see it; it moves when it is told to."""

    def __init__(self, slack: Rehearsal) -> None:
        self.slack, self.seconds = slack, slack.stop_clock()
        self.waits: list[float] = []
        self.due: dict[UUID, float] = {}

    def now(self) -> float:
        return self.seconds

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def forward(self, seconds: float) -> None:
        if seconds > 0:
            self.seconds += seconds
            self.slack.advance(seconds)

    def noting(self, ask: Any) -> Any:
        """Return the same question to the budgets, whose answers are kept: when the work falls due again."""

        def noted(*given: Any, **named: Any) -> float:
            seconds: float = ask(*given, **named)
            self.waits.append(seconds)
            return seconds

        return noted

    def work(self, *, until: float, ask: Any, ask_at: float) -> None:
        """Do what waits in the order it falls due, until a moment; `ask` is called once at its own."""
        while True:
            for pk in Work.objects.filter(state="pending").values_list("pk", flat=True):
                self.due.setdefault(pk, self.seconds)
            work_id, due = min(self.due.items(), key=lambda pair: pair[1], default=(None, until + 1))
            if ask is not None and due >= ask_at:
                self.forward(ask_at - self.seconds)
                ask()
                ask = None
                continue
            if work_id is None or due > until:
                return
            self.forward(due - self.seconds)
            self.waits.clear()
            Work.objects.filter(pk=work_id).update(available_at=Now())
            run(work_id, owner="test")
            del self.due[work_id]
            if Work.objects.filter(pk=work_id, state="pending").exists():
                self.due[work_id] = self.seconds + max(self.waits, default=1.0)


@pytest.fixture
def clock(workspace: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(workspace)
    monkeypatch.setattr(pacing, "clock", made.moment)
    for name in ("take_turn", "join_line"):
        monkeypatch.setattr(changes, name, made.noting(getattr(changes, name)))
    return made


@pytest.fixture
def world() -> World:
    made = a_world(gather_seconds=900)
    linked(made.manager, "U0MANAGER")
    changes.link_channel(
        team_id="T0REHEARSAL",
        channel_id="C0BOARD",
        channel_name="programme-board",
        is_private=True,
        kind="workstream",
        thing_id=made.workstream.id,
        ceiling="open",
        tells_alerts=False,
        members=(),
        by=made.actor(made.manager),
        at=datetime.now(tz=UTC),
    )
    work_off()
    made.move(date(2027, 6, 30))
    work_off("governance.reassess", "bots.tell")
    return made


def burst(number: int) -> None:
    """Have so many alerts wait for one channel."""
    step = AlertStep.objects.latest("recorded_at")
    link = queries.channel(team_id="T0REHEARSAL", channel_id="C0BOARD")
    assert link is not None
    at = datetime.now(tz=UTC)
    for n in range(number):
        row = Delivery.objects.create(
            kind="alert",
            medium="slack",
            channel_link_id=link.id,
            dedupe_key=f"burst:{n}",
            created_at=at,
            not_before=at,
        )
        Notice.objects.create(
            alert_id=step.alert_id,
            step_id=uuid4(),
            step="opened",
            channel_link_id=link.id,
            telling="full",
            delivery=row,
            created_at=at,
        )
        changes.deliveries.ask_to_send(row.id)


def test_two_hundred_alerts_go_a_second_apart_and_answers_go_between(
    workspace: Rehearsal, world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        queries,
        "answer",
        lambda question, *, reader, at, **_: Answer(Status.ANSWERED, at, "The figure"),
    )
    Work.objects.filter(handler="bots.send").delete()
    Delivery.objects.all().update(state="suppressed")
    workspace.set(rate_limits=True)
    burst(ALERTS)
    began = clock.now()
    posted: dict[str, float] = {}

    def ask() -> None:
        workspace.as_user("U0CHAIR").say("@tracker status", "C0BOARD")
        workspace.wait_until_delivered()
        posted["asked"] = clock.now()

    clock.work(until=began + 2 * ALERTS, ask=ask, ask_at=began + 50.3)

    calls = [c for c in workspace.accepted("chat.postMessage") if c["arguments"]["channel"] == "C0BOARD"]
    answers = [c for c in calls if "The figure" in c["arguments"]["text"]]
    moments = [c["at"] for c in calls]
    assert Delivery.objects.filter(kind="alert", state="sent").count() == ALERTS
    assert len(calls) == ALERTS + 1
    assert not [c for c in workspace.refused() if c["method"] == "chat.postMessage"]
    assert all(later - earlier >= 0.99 for earlier, later in itertools.pairwise(moments))
    assert answers[0]["at"] - posted["asked"] < 2
    assert clock.now() - began < ALERTS + 10


class TestTooFast:
    def test_pauses_that_conversation_alone(self, workspace: Rehearsal, world: World) -> None:
        workspace.fail("chat.postMessage", "ratelimited", seconds=30)

        for work in Work.objects.filter(handler="bots.send"):
            Work.objects.filter(pk=work.pk).update(available_at=Now())
            run(work.pk, owner="test")

        (paused,) = Budget.objects.filter(paused_until__isnull=False)
        others = [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        assert len(others) == 1
        assert paused.key.startswith("chat.postMessage U0")
        assert paused.key.split()[1] not in others

    def test_says_nothing_in_slack_and_is_shown(self, workspace: Rehearsal, world: World) -> None:
        pacing.pause(paces_of("chat.update"), seconds=60)

        health = queries.slack_health("")

        assert health.paused == ("chat.update",)
        assert workspace.accepted("chat.postMessage") == []

    def test_a_message_waits_for_its_turn_without_a_try(self, workspace: Rehearsal, world: World) -> None:
        delivery = Delivery.objects.get(person=world.chair)
        pacing.pause(paces_of("chat.postMessage", "U0CHAIR"), seconds=60)

        work = Work.objects.get(handler="bots.send", shard=f"delivery:{delivery.id}")
        Work.objects.filter(pk=work.pk).update(available_at=Now())
        run(work.id, owner="test")

        delivery.refresh_from_db()
        work.refresh_from_db()
        assert (delivery.state, delivery.attempts.count()) == ("gathering", 0)
        assert work.available_at > datetime.now(tz=UTC) + timedelta(seconds=50)

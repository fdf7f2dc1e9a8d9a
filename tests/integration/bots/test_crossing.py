"""What happens between two steps of a send is neither lost nor told twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bots.models import Delivery, Notice
from bots.tasks import sending
from tests.factories.bots import World, a_world
from tests.factories.ground import a_milestone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)
MUCH_LATER = date(2027, 12, 31)
ON_TIME = date(2027, 3, 31)


def posted_to(slack: Rehearsal, user: str) -> list[str]:
    """Return the texts of new messages to a person, oldest first."""
    calls = slack.accepted("chat.postMessage")
    return [call["arguments"]["text"] for call in calls if call["arguments"]["channel"] == user]


def after_composing(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Have something happen once, between working out what the next message says and its try."""
    left, compose = [happens], sending.compose

    def composing(*args: Any, **kwargs: Any) -> Any:
        try:
            return compose(*args, **kwargs)
        finally:
            if left:
                left.pop()()

    monkeypatch.setattr(sending, "compose", composing)


def told(world: World, *moves: tuple[Any, date]) -> None:
    """Move milestones and have whoever hears told; nothing is sent yet."""
    for milestone, to in moves:
        world.move(to, milestone=milestone)
    work_off("governance.reassess", "bots.tell")


class TestANoticeThatJoinsWhileItsMessageIsComposed:
    def test_is_in_that_message(self, slack: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
        world = a_world(gather_seconds=900)
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()
        told(world, (world.milestone, LATER))

        after_composing(monkeypatch, lambda: told(world, (other, LATER)))
        work_off()

        for user in ("U0CHAIR", "U0LEAD"):
            said = "\n".join(posted_to(slack, user))
            assert said.count("Panel approves the homes") == 1
            assert said.count("Carers are recruited") == 1

    def test_is_not_ended_with_it_where_the_rest_is_over(
        self, slack: Rehearsal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = a_world(gather_seconds=900)
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()
        told(world, (world.milestone, LATER))
        told(world, (world.milestone, ON_TIME))

        after_composing(monkeypatch, lambda: told(world, (other, LATER)))
        work_off()

        for user in ("U0CHAIR", "U0LEAD"):
            said = "\n".join(posted_to(slack, user))
            assert "Panel approves the homes" not in said
            assert said.count("Carers are recruited") == 1

    def test_a_closing_that_joins_then_pages_nobody(
        self, slack: Rehearsal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        told(world, (world.milestone, LATER))

        after_composing(monkeypatch, lambda: told(world, (world.milestone, ON_TIME)))
        work_off()

        assert posted_to(slack, "U0CHAIR") == posted_to(slack, "U0LEAD") == []
        assert slack.mails() == []


class TestAStepSentBeforeItsOwnTurn:
    def test_is_not_sent_again_when_its_turn_comes(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900, hold_seconds=900)
        work_off()
        told(world, (world.milestone, LATER))
        world.move(MUCH_LATER)
        work_off("governance.reassess")

        work_off("bots.send")
        work_off()

        assert len(posted_to(slack, "U0CHAIR")) == 1
        assert "275 days late" in posted_to(slack, "U0CHAIR")[0]
        assert len(slack.mails()) == 1
        assert Notice.objects.filter(person=world.chair, step="worsened").count() == 1
        assert Delivery.objects.filter(kind="alert").count() == 3


class TestAMessageThatCannotBeWorkedOut:
    def test_takes_no_later_notice_down_with_it(
        self, slack: Rehearsal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = a_world(gather_seconds=900)
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()
        told(world, (world.milestone, LATER))
        stuck, compose = set(Delivery.objects.values_list("pk", flat=True)), sending.compose

        def composing(delivery: Any, **kwargs: Any) -> Any:
            if delivery.id in stuck:
                raise ZeroDivisionError("nobody foresaw this")
            return compose(delivery, **kwargs)

        monkeypatch.setattr(sending, "compose", composing)
        work_off("bots.send")
        Delivery.objects.update(not_before=datetime.now(tz=UTC) - timedelta(hours=2))
        told(world, (other, LATER))
        work_off()

        assert Delivery.objects.filter(pk__in=stuck, state="gathering").count() == 3
        assert "Carers are recruited" in "".join(posted_to(slack, "U0CHAIR"))

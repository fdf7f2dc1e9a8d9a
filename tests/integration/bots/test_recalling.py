"""An item is closed: what was already said of it is edited away, and what cannot be is listed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bots.changes import receive
from bots.models import Delivery, Recall
from programme import changes
from programme.outbox.models import Work
from programme.rules.access import MEMBER, PROPER
from tests.factories.bots import World, a_world
from tests.factories.ground import grant, someone
from tests.factories.savings import a_saving
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)
NAME = "Panel approves the homes"


def close(thing: Any, world: World, *, marking: str = "exempt") -> None:
    now = datetime.now(tz=UTC)
    changes.settle_marking(
        kind=thing._meta.model_name, thing_id=thing.pk, version=None, marking=marking, paragraph=3,
        public_interest="Prices", review_on=now.date() + timedelta(days=90),
        by=someone(PROPER, world.programme.organisation, cleared=True), at=now,
    )  # fmt: skip
    work_off()


class TestRecalling:
    def test_edits_what_slack_showed_and_lists_the_email(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()
        assert any(NAME in str(call["arguments"]) for call in slack.accepted("chat.postMessage"))

        close(world.milestone, world)

        updates = {c["arguments"]["text"] for c in slack.accepted("chat.update")}
        assert len(slack.accepted("chat.update")) == 2
        assert not any(NAME in text for text in updates)
        assert any("An exempt item changed" in text for text in updates)
        assert any("no longer shown to you" in text for text in updates)
        (mail,) = Recall.objects.filter(edit=None)
        assert mail.delivery.medium == "email"
        assert "email" in mail.why

    def test_reaches_what_told_of_something_else_and_named_it(self, slack: Rehearsal) -> None:
        world = a_world()
        line = a_saving(
            world.workstream, ref="24S9", name="Fewer agency homes", plan={2027: 120_000}, waits_for=[world.milestone]
        )  # fmt: skip
        work_off()
        world.move(LATER)
        work_off()
        before = len(slack.accepted("chat.update"))

        close(line, world)

        changed = [c["arguments"]["text"] for c in slack.accepted("chat.update")[before:]]
        assert len(changed) == 2
        assert not any("£" in text.partition("Effect on money")[2].partition("\n")[0] for text in changed)

    def test_of_a_workstream_takes_back_what_was_said_of_its_milestones(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()

        close(world.workstream, world)

        assert not any(NAME in c["arguments"]["text"] for c in slack.accepted("chat.update"))
        assert len(slack.accepted("chat.update")) == 2

    def test_runs_twice_as_once(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()
        close(world.milestone, world)

        Work.objects.filter(handler="bots.recall").update(state="pending", attempts=0)
        work_off()

        assert len(slack.accepted("chat.update")) == 2
        assert Recall.objects.count() == 3

    def test_opening_takes_back_nothing(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()

        changes.settle_marking(
            kind="milestone", thing_id=world.milestone.pk, version=None, marking="internal",
            by=someone(PROPER, world.programme.organisation, cleared=True), at=datetime.now(tz=UTC),
        )  # fmt: skip
        work_off()

        assert Recall.objects.count() == 0

    def test_an_answer_that_named_it_becomes_a_neutral_line(self, slack: Rehearsal) -> None:
        world = a_world()
        grant(world.lead, MEMBER, world.programme)
        work_off()
        world.move(LATER)
        question = {
            "text": "Which milestones slipped in Building for Brilliance?", "channel": "U0LEAD", "thread_ts": "",
            "ts": "1.1",
        }  # fmt: skip
        receive(
            key="q1", kind="message", team_id="T0REHEARSAL", user_id="U0LEAD", payload=question,
            at=datetime.now(tz=UTC),
        )  # fmt: skip
        work_off()
        answer = Delivery.objects.get(kind="answer")
        if answer.body is None or NAME not in str(answer.body):
            pytest.fail(f"the answer does not name it: {answer.state} {answer.body}")

        close(world.milestone, world)

        texts = [c["arguments"]["text"] for c in slack.accepted("chat.update")]
        assert any("ask again for what you may see" in text for text in texts)

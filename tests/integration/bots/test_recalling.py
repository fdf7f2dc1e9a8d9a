"""An item is closed: what was already said of it is edited away, and what cannot be is listed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bots import changes as messages
from bots.changes import receive
from bots.models import Delivery, Recall
from programme import changes
from programme.outbox.models import Work
from programme.outbox.switchboard import Job
from programme.rules.access import MEMBER, PMO, PROPER
from tests.factories.bots import World, a_world, linked
from tests.factories.ground import a_workstream, grant, someone
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


def told(slack: Rehearsal, world: World) -> list[Delivery]:
    """Make the board's digests, send them, and return those that went to Slack."""
    job = Job(
        uuid4(),
        f"board:{world.board.pk}",
        1,
        uuid4(),
        {"boards": [str(world.board.pk)], "period": "2026-W47"},
    )
    messages.digest(job, datetime.now(tz=UTC))
    work_off()
    return list(Delivery.objects.filter(kind="digest", medium="slack", state="sent"))


class TestRecallingDigests:
    def test_strikes_out_what_they_name_and_lists_the_emails(self, slack: Rehearsal) -> None:
        world = a_world()
        world.move(LATER)
        work_off()
        assert told(slack, world)
        before = len(slack.accepted("chat.update"))

        close(world.milestone, world)

        edits = [c["arguments"] for c in slack.accepted("chat.update")[before:]]
        assert any("Savings Board" in c["text"] for c in edits)
        assert NAME not in str(edits)
        listed = Recall.objects.filter(edit=None, delivery__kind="digest")
        assert {one.delivery.medium for one in listed} == {"email"}

    def test_takes_out_a_figure_that_rests_on_it_though_its_row_stays(self, slack: Rehearsal) -> None:
        world = a_world()
        line = a_saving(
            world.workstream, ref="24S9", name="Fewer agency homes", plan={2027: 120_000}, waits_for=[world.milestone]
        )  # fmt: skip
        work_off()
        world.move(LATER)
        work_off()
        (digest,) = told(slack, world)

        close(line, world)

        edit = Delivery.objects.filter(edits=digest, state="sent").get()
        assert edit.body is not None
        assert NAME in str(edit.body["layouts"])
        assert "£" not in str(edit.body["layouts"])

    def test_leaves_a_neutral_line_where_its_reader_may_not_even_see_the_board(
        self, slack: Rehearsal
    ) -> None:
        world = a_world()
        linked(world.member, "U0MEMBER")
        world.move(LATER)
        work_off()
        told(slack, world)

        close(world.board, world)

        edits = {c["arguments"]["channel"]: c["arguments"] for c in slack.accepted("chat.update")}
        assert "no longer shown" in edits["D0MEMBER"]["text"]
        assert "Savings Board" not in str(
            [slack.as_user(u).messages(f"D{u[1:]}") for u in ("U0MEMBER", "U0CHAIR")]
        )

    def test_follows_a_need_to_know_list(self, slack: Rehearsal) -> None:
        world = a_world(marking="exempt")
        world.move(LATER)
        work_off()
        told(slack, world)
        before = Recall.objects.count()
        by = someone(PROPER, world.programme.organisation, cleared=True)

        changes.add_to_list(
            kind="workstream", thing_id=world.workstream.pk, person_ids=[], by=by, at=datetime.now(tz=UTC)
        )
        work_off()

        assert Recall.objects.count() > before
        edited = slack.as_user("U0CHAIR").messages("D0CHAIR")
        assert not any("An exempt item changed" in one["text"] for one in edited)


class TestRecalling:
    def test_follows_a_thing_into_a_workstream_that_is_withheld(self, slack: Rehearsal) -> None:
        world = a_world()
        withheld = a_workstream(world.programme, ref="WS9", marking="exempt", exempt_paragraph=3)
        work_off()
        world.move(LATER)
        work_off()
        by = someone(PMO, world.programme.organisation, cleared=True)

        changes.revise_milestone(
            milestone_id=world.milestone.pk, version=None, values={"workstream_id": withheld.pk}, by=by,
            at=datetime.now(tz=UTC),
        )  # fmt: skip
        work_off()

        assert len(slack.accepted("chat.update")) == 2
        assert not any(NAME in c["arguments"]["text"] for c in slack.accepted("chat.update"))
        assert Recall.objects.filter(edit=None).get().delivery.medium == "email"

    def test_words_that_waited_are_worked_out_anew_even_before_it_has_run(self, slack: Rehearsal) -> None:
        world = a_world()
        line = a_saving(
            world.workstream, ref="24S9", name="Fewer agency homes", plan={2027: 120_000}, waits_for=[world.milestone]
        )  # fmt: skip
        work_off()
        slack.fail("chat.postMessage", "ratelimited")
        slack.fail("chat.postMessage", "ratelimited")
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        waiting = Delivery.objects.filter(medium="slack", sent_at=None)
        assert "£" in str([(one.state, one.body) for one in waiting])

        now = datetime.now(tz=UTC)
        changes.settle_marking(
            kind="saving", thing_id=line.pk, version=None, marking="exempt", paragraph=3, public_interest="Prices",
            review_on=now.date() + timedelta(days=90), at=now,
            by=someone(PROPER, world.programme.organisation, cleared=True),
        )  # fmt: skip
        work_off("bots.send")

        sent = [c["arguments"]["text"] for c in slack.accepted("chat.postMessage")]
        assert sent
        assert not any("£" in text for text in sent)

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

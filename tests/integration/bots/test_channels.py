"""A channel linked to a workstream or board: who may, what is shown in it, and where its alerts go."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bots import changes, queries
from bots.models import ChannelLink, Delivery, Notice
from bots.rules.answer import Answer, Status
from programme import changes as ground
from programme.rules.access import INTERNAL, MANAGER, OPEN, PMO, Actor
from tests.factories.bots import World, a_world, linked
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_workstream, grant
from tests.fakes.rehearsal import Person, Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

LATER = date(2027, 6, 30)


@pytest.fixture
def world() -> World:
    made = a_world()
    linked(made.manager, "U0MANAGER")
    work_off()
    return made


@pytest.fixture
def manager(workspace: Rehearsal, world: World) -> Person:
    return workspace.as_user("U0MANAGER")


def words_of(view: dict[str, Any] | None) -> str:
    return json.dumps(view, ensure_ascii=False)


def link(manager: Person, ref: str = "WS3", channel: str = "C0BOARD", **given: str) -> dict[str, Any] | None:
    """Link a channel by command, and return the modal it ends with."""
    manager.slash(f"/tracker link {ref}", channel)
    work_off()
    form = manager.wait_for_view("What it is about")
    option = manager.suggest(form, "thing", ref)[0]
    return manager.submit(form, {"thing": option["value"], "alerts": "no", **given})


def link_directly(
    world: World, channel: str = "C0BOARD", *, members: tuple[str, ...] = (), **given: Any
) -> None:
    values = {"kind": "workstream", "thing_id": world.workstream.id, "ceiling": "open", "tells_alerts": True}
    changes.link_channel(
        team_id="T0REHEARSAL",
        channel_id=channel,
        channel_name="programme-board",
        is_private=True,
        members=members,
        by=world.actor(world.manager),
        at=datetime.now(tz=UTC),
        **{**values, **given},
    )


class TestLinking:
    def test_is_done_by_whoever_may_plan_there(self, manager: Person, world: World) -> None:
        after = link(manager, ceiling="internal")

        row = ChannelLink.objects.get()
        assert (row.workstream, row.channel_name, row.ceiling) == (
            world.workstream,
            "programme-board",
            "internal",
        )
        assert (row.linked_by, row.tells_alerts) == (world.manager, False)
        assert "#programme-board is linked to WS3 Fostering" in words_of(after)
        assert manager.slack.refused() == []

    def test_starts_from_the_ref_it_names_unless_two_have_it(self, manager: Person, world: World) -> None:
        manager.slash("/tracker link WS3", "C0BOARD")
        work_off()
        one = manager.wait_for_view("What it is about")
        manager.close(one)
        grant(world.manager, MANAGER, a_workstream(ref="WS3").programme)

        manager.slash("/tracker link WS3", "C0BOARD")
        work_off()
        two = manager.wait_for_view("What it is about")

        assert one["blocks"][1]["element"]["initial_option"]["text"]["text"] == "WS3 Fostering"
        assert "initial_option" not in two["blocks"][1]["element"]

    def test_is_not_offered_to_others(self, workspace: Rehearsal, world: World) -> None:
        chair = workspace.as_user("U0CHAIR")

        chair.slash("/tracker link WS3", "C0BOARD")
        work_off()

        assert "may not link a channel" in words_of(chair.wait_for_view("may not link"))
        assert not ChannelLink.objects.exists()

    def test_of_a_public_channel_asks_for_no_ceiling(self, manager: Person, world: World) -> None:
        manager.slash("/tracker link WS3", "C0GENERAL")
        work_off()
        form = manager.wait_for_view("What it is about")

        assert "ceiling" not in [b["block_id"] for b in form["blocks"]]
        manager.submit(form, {"thing": manager.suggest(form, "thing", "WS3")[0]["value"], "alerts": "no"})
        assert ChannelLink.objects.get().ceiling == "open"

    def test_of_a_channel_shared_with_others_is_refused(
        self, workspace: Rehearsal, manager: Person, world: World
    ) -> None:
        workspace.channel("C0BOARD", is_ext_shared=True)

        manager.slash("/tracker link WS3", "C0BOARD")
        work_off()

        assert "shared with another organisation" in words_of(manager.wait_for_view("shared with"))

    def test_of_a_channel_the_app_is_not_in_says_how(self, workspace: Rehearsal, manager: Person) -> None:
        workspace.channel("C0OTHER", name="other", members=["U0MANAGER"], is_private=True)

        manager.slash("/tracker link WS3", "C0OTHER")
        work_off()

        assert "Invite me" in words_of(manager.wait_for_view("Invite me"))

    def test_is_told_and_ended_by_command(self, manager: Person, world: World) -> None:
        link(manager)

        manager.slash("/tracker channel", "C0BOARD")
        work_off()
        manager.wait_for_message("is linked to WS3 Fostering, by Max Manager", "C0BOARD")
        manager.slash("/tracker unlink", "C0BOARD")
        work_off()

        manager.wait_for_message("linked to nothing any more", "C0BOARD")
        assert ChannelLink.objects.get().ended_at is not None


class TestWhatIsShown:
    """The least of what the asker may see and what the channel is allowed."""

    @pytest.fixture
    def readers(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Actor]]:
        asked: list[tuple[str, Actor]] = []

        def answer(question: str, *, reader: Actor, at: datetime, within: Any = None, **_: Any) -> Answer:
            asked.append((question, reader))
            said = Answer(Status.ANSWERED, at, f"The answer to {question}", intent="status", reading=question)
            return said if within is None else replace(said, about=within.of_workstream)

        monkeypatch.setattr(queries, "answer", answer)
        return asked

    def markings(self, readers: list[tuple[str, Actor]], world: World) -> set[str]:
        place = world.workstream.placement()
        reader = readers[-1][1]
        return {
            m
            for c in reader.sight.clauses
            for m in c.markings
            if c.workstream_id in (None, place.workstream_id)
        }

    def test_is_open_items_alone_where_nothing_is_linked(
        self, workspace: Rehearsal, world: World, readers: list[tuple[str, Actor]]
    ) -> None:
        workspace.as_user("U0CHAIR").say("@tracker status", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        assert self.markings(readers, world) == {OPEN}

    def test_is_internal_too_where_the_ceiling_is_and_the_asker_sees_it(
        self, workspace: Rehearsal, world: World, readers: list[tuple[str, Actor]]
    ) -> None:
        link_directly(world, ceiling="internal")

        workspace.as_user("U0CHAIR").say("@tracker status", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        assert self.markings(readers, world) == {OPEN, INTERNAL}
        told = workspace.wait_for_message(
            "For WS3 Fostering, this channel’s workstream.".replace("’", "'"), channel="C0BOARD"
        )
        assert "internal ones of WS3 Fostering" in words_of(told)

    def test_is_never_more_than_the_asker_sees(
        self, workspace: Rehearsal, world: World, readers: list[tuple[str, Actor]]
    ) -> None:
        link_directly(world, ceiling="internal")
        stranger_to_it = a_person(name="Sam Staff")
        linked(stranger_to_it, "U0FINANCE")

        workspace.as_user("U0FINANCE").say("@tracker status", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        assert readers[-1][1].grants == ()

    def test_in_a_channel_shared_with_others_is_nothing(
        self, workspace: Rehearsal, world: World, readers: list[tuple[str, Actor]]
    ) -> None:
        workspace.channel("C0BOARD", is_ext_shared=True)

        workspace.as_user("U0CHAIR").say("@tracker status", "C0BOARD")
        workspace.wait_until_delivered()
        work_off()

        assert readers == []
        assert workspace.accepted("chat.postMessage") == []
        assert "shared with another organisation" in words_of(
            workspace.messages_seen_by("U0CHAIR", "C0BOARD")
        )


class TestAlerts:
    def in_channel(self, slack: Rehearsal) -> list[dict[str, Any]]:
        return [m for m in slack.messages_seen_by("U0CHAIR", "C0BOARD") if m["user"] == "U0TRACKER"]

    def test_go_to_the_channel_and_not_to_its_members_as_well(
        self, workspace: Rehearsal, world: World
    ) -> None:
        link_directly(world, members=("U0CHAIR",))

        world.move(LATER)
        work_off()

        (told,) = self.in_channel(workspace)
        assert "M7 Panel approves" in told["text"]
        assert "This channel is linked to WS3 Fostering".lower() in told["text"].lower()
        channels = [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        assert sorted(channels) == ["C0BOARD", "U0LEAD"]  # the chair is in the channel, the lead is not
        assert Notice.objects.get(person=world.chair).delivery.channel_link is not None

    def test_are_kept_current_with_a_reply_shown_to_all_when_they_worsen(
        self, workspace: Rehearsal, world: World
    ) -> None:
        link_directly(world, members=("U0CHAIR",))
        world.move(LATER)
        work_off()
        (root,) = self.in_channel(workspace)

        world.move(date(2027, 12, 31), reason="The builder left")
        work_off()
        world.move(date(2027, 8, 1), reason="A new builder")
        work_off()

        messages = self.in_channel(workspace)
        replies = [m for m in messages if m["thread_ts"] == root["ts"] and m["ts"] != root["ts"]]
        now = next(m for m in messages if m["ts"] == root["ts"])
        assert "1 Aug 2027" in now["text"]
        assert [r["broadcast"] for r in replies] == [True, False]
        assert "The builder left" in replies[0]["text"]

    def test_of_one_recalculation_are_one_message(self, workspace: Rehearsal, world: World) -> None:
        other = a_milestone(world.workstream, ref="M8", name="Homes open")
        work_off()
        link_directly(world, members=("U0CHAIR",))

        world.move(LATER)
        world.move(LATER, milestone=other)
        work_off()

        (told,) = self.in_channel(workspace)
        assert "M7 Panel approves" in told["text"]
        assert "M8 Homes open" in told["text"]

    def test_of_an_internal_thing_do_not_go_where_open_items_alone_are_shown(
        self, workspace: Rehearsal, world: World
    ) -> None:
        link_directly(world, members=("U0CHAIR",))
        ground.revise_milestone(
            milestone_id=world.milestone.id,
            version=None,
            values={"marking": "internal"},
            by=LOADING,
            at=datetime.now(tz=UTC),
        )

        world.move(LATER)
        work_off()

        assert self.in_channel(workspace) == []
        assert "U0CHAIR" in [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]

    def test_accepted_and_then_dropped_are_held_and_shown_and_not_posted_twice(
        self, workspace: Rehearsal, world: World
    ) -> None:
        link_directly(world, members=("U0CHAIR",))
        workspace.fail("chat.postMessage", "drop_after", times=2)

        world.move(LATER)
        work_off()

        assert len(self.in_channel(workspace)) == 1
        held = Delivery.objects.get(channel_link__isnull=False)
        assert (held.state, held.why) == ("held", "The app may not read that conversation")
        assert queries.delivery_counts()["uncertain"] == 1
        told = [m for m in workspace.messages_seen_by("U0LEAD", "D0LEAD") if m["user"] == "U0TRACKER"]
        assert len(told) == 1  # a direct message can be read back, so it is known to have arrived

    def test_reach_its_members_themselves_where_the_channel_cannot_be_told(
        self, workspace: Rehearsal, world: World
    ) -> None:
        link_directly(world, members=("U0CHAIR",))
        workspace.channel("C0BOARD", members=["U0CHAIR"])  # the app was removed and Slack has not said so yet

        world.move(LATER)
        work_off()

        assert "U0CHAIR" in [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        assert "invite it again" in ChannelLink.objects.get().trouble
        assert Delivery.objects.get(channel_link__isnull=False).state == "failed"


def test_the_office_links_a_board(workspace: Rehearsal, world: World) -> None:
    office = a_person(name="Pat Office")
    grant(office, PMO, world.programme.organisation)
    linked(office, "U0PMO")

    link(workspace.as_user("U0PMO"), "Savings Board", alerts="yes")

    row = ChannelLink.objects.get()
    assert (row.board, row.tells_alerts) == (world.board, True)
    assert row.linked_at > LONG_AGO

"""What befalls the workspace is noted, stops what it must, and is shown: channels, accounts, the app itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bots import changes, queries
from bots.admin.cards import running
from bots.models import ChannelLink, ChannelMember, Delivery, Identity, Inbox, Installation
from bots.slack import client
from programme.rules.access import system
from tests.factories.bots import World, a_world, linked
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

LATER = date(2027, 6, 30)


@pytest.fixture
def world(workspace: Rehearsal) -> World:
    made = a_world()
    linked(made.manager, "U0MANAGER")
    changes.link_channel(
        team_id="T0REHEARSAL",
        channel_id="C0BOARD",
        channel_name="programme-board",
        is_private=True,
        kind="workstream",
        thing_id=made.workstream.id,
        ceiling="internal",
        tells_alerts=True,
        members=("U0CHAIR",),
        by=made.actor(made.manager),
        at=datetime.now(tz=UTC),
    )
    work_off()
    return made


def befall(slack: Rehearsal, what: str, **about: Any) -> None:
    slack.befall(what, **about)
    slack.wait_until_delivered()
    work_off()


def link() -> ChannelLink:
    return ChannelLink.objects.get()


class TestAChannel:
    @pytest.mark.parametrize(
        ("what", "trouble"),
        [
            ("archive", "archived"),
            ("shared", "shared with another organisation"),
            ("left", "invite it again"),
        ],
    )
    def test_in_trouble_is_told_nothing_and_shown(
        self, workspace: Rehearsal, world: World, what: str, trouble: str
    ) -> None:
        befall(workspace, what, channel="C0BOARD")
        world.move(LATER)
        work_off()

        assert trouble in link().trouble
        assert "C0BOARD" not in [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        assert "U0CHAIR" in [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        card = running(system(), datetime.now(tz=UTC))
        assert card is not None
        assert any("#programme-board" in worry for worry in card.worries)

    def test_is_served_again_once_it_is_over(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "archive", channel="C0BOARD")

        befall(workspace, "unarchive", channel="C0BOARD")

        assert link().trouble == ""

    def test_is_served_where_the_news_come_in_the_wrong_order(
        self, workspace: Rehearsal, world: World
    ) -> None:
        workspace.set(hold_events=True)
        workspace.befall("archive", channel="C0BOARD")
        workspace.befall("unarchive", channel="C0BOARD")
        workspace.befall("guest", user="U0LEAD")
        workspace.befall("member", user="U0LEAD")

        workspace.set(hold_events=False)
        workspace.wait_until_delivered()
        work_off()

        kinds = [
            row.payload["type"] for row in Inbox.objects.filter(kind="lifecycle").order_by("received_at")
        ]
        assert kinds == ["user_change", "user_change", "group_unarchive", "group_archive"]
        assert link().trouble == ""
        assert Identity.objects.get(user_id="U0LEAD").barred_at is None

    def test_deleted_is_linked_no_more(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "deleted", channel="C0BOARD")

        assert link().ended_why == "The channel was deleted"

    def test_renamed_keeps_its_link(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "rename", channel="C0BOARD", name="fostering")

        assert link().channel_name == "fostering"

    def test_keeps_count_of_who_is_in_it(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "joined", channel="C0BOARD", user="U0STAFF")
        befall(workspace, "left", channel="C0BOARD", user="U0CHAIR")

        assert set(ChannelMember.objects.values_list("user_id", flat=True)) == {"U0STAFF"}

    def test_tells_its_inviter_alone_what_the_app_does(self, workspace: Rehearsal, world: World) -> None:
        workspace.channel("C0NEW", name="new", members=["U0CHAIR", "U0MEMBER"])

        befall(workspace, "joined", channel="C0NEW", user="U0TRACKER", inviter="U0CHAIR")

        assert "Mention me here" in workspace.messages_seen_by("U0CHAIR", "C0NEW")[-1]["text"]
        assert workspace.messages_seen_by("U0MEMBER", "C0NEW") == []


class TestAnAccount:
    @pytest.mark.parametrize("what", ["deleted", "guest", "stranger"])
    def test_that_is_no_members_any_more_is_served_no_more(
        self, workspace: Rehearsal, world: World, what: str
    ) -> None:
        befall(workspace, what, user="U0LEAD")
        world.move(LATER)
        work_off()

        assert "U0LEAD" not in [c["arguments"]["channel"] for c in workspace.accepted("chat.postMessage")]
        assert workspace.wait_for_mail(world.lead.email, "M7")
        assert queries.slack_health(client.token_mark()).barred == 1

    def test_is_served_again_once_it_is_a_members(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "guest", user="U0LEAD")

        befall(workspace, "member", user="U0LEAD")

        assert Identity.objects.get(user_id="U0LEAD").barred_at is None

    def test_no_profile_is_kept_of_it(self, workspace: Rehearsal, world: World) -> None:
        befall(workspace, "guest", user="U0LEAD")

        assert "example.test" not in str(Inbox.objects.filter(kind="lifecycle").latest("received_at").payload)


class TestTheApp:
    @pytest.mark.parametrize(("what", "state"), [("uninstalled", "uninstalled"), ("revoked", "revoked")])
    def test_gone_sends_what_nobody_asked_for_by_email(
        self, workspace: Rehearsal, world: World, what: str, state: str
    ) -> None:
        befall(workspace, what)
        world.move(LATER)
        work_off()

        assert Installation.objects.get().state == state
        assert workspace.wait_for_mail(world.lead.email, "M7")
        assert not Delivery.objects.filter(medium="slack", state__in=["retrying", "uncertain"]).exists()
        card = running(system(), datetime.now(tz=UTC))
        assert card is not None
        assert any("Slack" in worry for worry in card.worries)

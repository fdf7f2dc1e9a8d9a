"""What the Web API takes and refuses."""

from __future__ import annotations

import pytest

from tests.fakes.rehearsal import Rehearsal
from tests.integration.rehearsal.conftest import button

BUTTONS = [{"type": "actions", "block_id": "b1", "elements": [button()]}]


class TestAuthentication:
    def test_no_token_is_not_authed(self, slack: Rehearsal) -> None:
        assert slack.api("auth.test", token="")["error"] == "not_authed"

    def test_another_token_is_invalid(self, slack: Rehearsal) -> None:
        assert slack.api("auth.test", token="xoxb-other")["error"] == "invalid_auth"

    def test_says_who_the_app_is(self, slack: Rehearsal) -> None:
        answer = slack.api("auth.test")

        assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
            "T0REHEARSAL",
            "U0TRACKER",
            "B0TRACKER",
        )


class TestArguments:
    def test_unknown_method(self, slack: Rehearsal) -> None:
        assert slack.api("chat.shout")["error"] == "unknown_method"

    def test_unknown_argument_is_refused_and_recorded(self, slack: Rehearsal) -> None:
        answer = slack.api("chat.postMessage", channel="C0BOARD", text="Hello", colour="red")

        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] unknown argument: colour [json-pointer:/colour]"
        ]
        assert [call["error"] for call in slack.refused("chat.postMessage")] == ["invalid_arguments"]
        assert slack.accepted("chat.postMessage") == []

    def test_missing_argument(self, slack: Rehearsal) -> None:
        answer = slack.api("users.info")

        assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]

    def test_takes_forms_with_json_inside(self, slack: Rehearsal) -> None:
        answer = slack.api(
            "chat.postMessage",
            form=True,
            channel="C0BOARD",
            text="Hello",
            blocks='[{"type": "divider"}]',
            mrkdwn="1",
        )

        assert answer["ok"]
        assert answer["message"]["blocks"][0]["type"] == "divider"

    @pytest.mark.parametrize("argument", ["as_user", "attachments", "username"])
    def test_what_the_rehearsal_does_not_do_is_said(self, slack: Rehearsal, argument: str) -> None:
        answer = slack.api("chat.postMessage", channel="C0BOARD", text="Hello", **{argument: "x"})

        assert answer["error"] == "invalid_arguments"


class TestScopes:
    @pytest.mark.parametrize(
        ("method", "arguments", "needed"),
        [
            ("users.lookupByEmail", {"email": "chair@example.test"}, "users:read.email"),
            ("team.info", {}, "team:read"),
            ("reactions.add", {"channel": "C0BOARD", "name": "eyes", "timestamp": "1.2"}, "reactions:write"),
            ("conversations.history", {"channel": "C0GENERAL"}, "channels:history"),
            ("conversations.history", {"channel": "C0BOARD"}, "groups:history"),
            ("conversations.list", {"types": "im"}, "im:read"),
            ("conversations.open", {"users": "U0CHAIR,U0PMO"}, "mpim:write"),
        ],
    )
    def test_a_method_beyond_the_manifest_misses_a_scope(
        self, slack: Rehearsal, method: str, arguments: dict[str, str], needed: str
    ) -> None:
        answer = slack.api(method, **arguments)

        assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
        assert "chat:write" in answer["provided"]

    def test_a_scope_can_be_granted(self, slack: Rehearsal) -> None:
        slack.set(scopes=["users:read.email"])

        assert slack.api("users.lookupByEmail", email="chair@example.test")["user"]["id"] == "U0CHAIR"


class TestPosting:
    def test_everyone_in_the_channel_sees_it_and_nobody_else(self, slack: Rehearsal) -> None:
        slack.api("chat.postMessage", channel="C0BOARD", text="Fostering slipped")

        assert slack.messages_seen_by("U0CHAIR", "C0BOARD")[0]["text"] == "Fostering slipped"
        assert slack.messages_seen_by("U0STAFF") == []
        assert slack.messages_seen_by("U0GUEST") == []

    def test_a_user_id_means_their_direct_message(self, slack: Rehearsal) -> None:
        answer = slack.api("chat.postMessage", channel="U0CHAIR", text="For you")

        assert answer["channel"] == "D0CHAIR"
        assert slack.messages_seen_by("U0PMO") == []

    @pytest.mark.parametrize(
        ("channel", "error"),
        [
            ("C0NOWHERE", "channel_not_found"),
            ("#general", "channel_not_found"),
            ("C0PRIVATE", "channel_not_found"),
            ("C0OPEN", "not_in_channel"),
            ("C0OLD", "is_archived"),
        ],
    )
    def test_where_the_app_cannot_post(self, slack: Rehearsal, channel: str, error: str) -> None:
        slack.channel("C0PRIVATE", members=["U0PMO"], is_private=True)
        slack.channel("C0OPEN", members=["U0PMO"])
        slack.channel("C0OLD", is_archived=True)

        assert slack.api("chat.postMessage", channel=channel, text="Hello")["error"] == error

    def test_blocks_without_a_text_are_refused(self, slack: Rehearsal) -> None:
        assert slack.api("chat.postMessage", channel="C0BOARD", blocks=BUTTONS)["error"] == "no_text"

    def test_bad_blocks_are_named_by_pointer(self, slack: Rehearsal) -> None:
        answer = slack.api("chat.postMessage", channel="C0BOARD", text="x", blocks=[{"type": "section"}])

        assert answer["error"] == "invalid_blocks"
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] missing required field: text [json-pointer:/blocks/0]"
        ]

    def test_a_text_that_is_too_long(self, slack: Rehearsal) -> None:
        posted = slack.api("chat.postMessage", channel="C0BOARD", text="x")

        long_post = slack.api("chat.postMessage", channel="C0BOARD", text="x" * 40_001)
        long_edit = slack.api("chat.update", channel="C0BOARD", ts=posted["ts"], text="x" * 4_001)

        assert (long_post["error"], long_edit["error"]) == ("msg_too_long", "msg_too_long")

    def test_a_reply_to_a_reply_goes_under_the_first_message(self, slack: Rehearsal) -> None:
        root = slack.api("chat.postMessage", channel="C0BOARD", text="Root")["ts"]
        reply = slack.api("chat.postMessage", channel="C0BOARD", text="Reply", thread_ts=root)["ts"]

        nested = slack.api("chat.postMessage", channel="C0BOARD", text="Nested", thread_ts=reply)

        assert nested["message"]["thread_ts"] == root

    def test_bad_metadata(self, slack: Rehearsal) -> None:
        answer = slack.api("chat.postMessage", channel="C0BOARD", text="x", metadata={"event_type": "a"})

        assert answer["error"] == "invalid_metadata_schema"


class TestChanging:
    def test_an_update_replaces_the_text_and_drops_blocks_left_out(self, slack: Rehearsal) -> None:
        posted = slack.api("chat.postMessage", channel="C0BOARD", text="Amber", blocks=BUTTONS)

        slack.api("chat.update", channel="C0BOARD", ts=posted["ts"], text="Withdrawn")

        (message,) = slack.messages_seen_by("U0CHAIR", "C0BOARD")
        assert (message["text"], message["blocks"]) == ("Withdrawn", [])
        assert message["edited_ts"]

    def test_only_own_messages(self, slack: Rehearsal) -> None:
        said = slack.as_user("U0CHAIR").say("Mine", "C0BOARD")

        update = slack.api("chat.update", channel="C0BOARD", ts=said["ts"], text="Yours")
        delete = slack.api("chat.delete", channel="C0BOARD", ts=said["ts"])

        assert (update["error"], delete["error"]) == ("cant_update_message", "cant_delete_message")

    def test_a_deleted_message_is_gone_for_all(self, slack: Rehearsal) -> None:
        ts = slack.api("chat.postMessage", channel="C0BOARD", text="Wrong")["ts"]

        slack.api("chat.delete", channel="C0BOARD", ts=ts)

        assert slack.messages_seen_by("U0CHAIR") == []
        assert slack.api("chat.update", channel="C0BOARD", ts=ts, text="x")["error"] == "message_not_found"

    def test_an_archived_channel_takes_no_edit(self, slack: Rehearsal) -> None:
        ts = slack.api("chat.postMessage", channel="C0BOARD", text="x")["ts"]
        slack.channel("C0BOARD", is_archived=True)

        assert slack.api("chat.update", channel="C0BOARD", ts=ts, text="y")["error"] == "is_inactive"

    def test_an_ephemeral_message_is_for_one_member(self, slack: Rehearsal) -> None:
        answer = slack.api("chat.postEphemeral", channel="C0BOARD", user="U0CHAIR", text="Only you")
        outside = slack.api("chat.postEphemeral", channel="C0BOARD", user="U0STAFF", text="x")

        assert [m["text"] for m in slack.messages_seen_by("U0CHAIR")] == ["Only you"]
        assert slack.messages_seen_by("U0PMO") == []
        assert outside["error"] == "user_not_in_channel"
        gone = slack.api("chat.update", channel="C0BOARD", ts=answer["message_ts"], text="x")
        assert gone["error"] == "message_not_found"


class TestReadingBack:
    def test_history_of_a_direct_message_with_metadata(self, slack: Rehearsal) -> None:
        metadata = {"event_type": "delivery", "event_payload": {"id": "d-1"}}
        sent = slack.api("chat.postMessage", channel="U0CHAIR", text="x", metadata=metadata)

        with_it = slack.api("conversations.history", channel="D0CHAIR", include_all_metadata=True)
        without = slack.api("conversations.history", channel="D0CHAIR")

        assert with_it["messages"][0]["metadata"] == metadata
        assert with_it["messages"][0]["ts"] == sent["ts"]
        assert "metadata" not in without["messages"][0]

    def test_pages_are_newest_first_and_join_up(self, slack: Rehearsal) -> None:
        for text in "abc":
            slack.api("chat.postMessage", channel="U0CHAIR", text=text)

        first = slack.api("conversations.history", channel="D0CHAIR", limit=2)
        cursor = first["response_metadata"]["next_cursor"]
        second = slack.api("conversations.history", channel="D0CHAIR", limit=2, cursor=cursor)

        assert [m["text"] for m in first["messages"] + second["messages"]] == ["c", "b", "a"]
        assert (first["has_more"], second["has_more"]) == (True, False)

    def test_bounds_leave_out_their_ends_unless_inclusive(self, slack: Rehearsal) -> None:
        stamps = [slack.api("chat.postMessage", channel="U0CHAIR", text=text)["ts"] for text in "abc"]

        after = slack.api("conversations.history", channel="D0CHAIR", oldest=stamps[1])
        around = slack.api("conversations.history", channel="D0CHAIR", oldest=stamps[1], inclusive=True)

        assert [m["text"] for m in after["messages"]] == ["c"]
        assert [m["text"] for m in around["messages"]] == ["c", "b"]

    def test_a_thread(self, slack: Rehearsal) -> None:
        root = slack.api("chat.postMessage", channel="U0CHAIR", text="Root")["ts"]
        slack.api("chat.postMessage", channel="U0CHAIR", text="Reply", thread_ts=root)

        thread = slack.api("conversations.replies", channel="D0CHAIR", ts=root)["messages"]
        history = slack.api("conversations.history", channel="D0CHAIR")["messages"]

        assert [m["text"] for m in thread] == ["Root", "Reply"]
        assert [(m["text"], m["reply_count"]) for m in history] == [("Root", 1)]

    def test_ephemeral_messages_are_in_no_history(self, slack: Rehearsal) -> None:
        slack.api("chat.postMessage", channel="U0CHAIR", text="x")
        slack.api("chat.postEphemeral", channel="D0CHAIR", user="U0CHAIR", text="Only you")

        history = slack.api("conversations.history", channel="D0CHAIR")["messages"]

        assert [m["text"] for m in history] == ["x"]


class TestPeopleAndChannels:
    def test_a_guest_is_marked_and_addresses_are_held_back(self, slack: Rehearsal) -> None:
        guest = slack.api("users.info", user="U0GUEST")["user"]

        assert guest["is_restricted"]
        assert "email" not in guest["profile"]

    def test_nobody_by_that_id(self, slack: Rehearsal) -> None:
        assert slack.api("users.info", user="U0NOBODY")["error"] == "user_not_found"

    def test_opening_a_direct_message_twice_gives_the_same(self, slack: Rehearsal) -> None:
        first = slack.api("conversations.open", users="U0CHAIR")
        second = slack.api("conversations.open", users="U0CHAIR")

        assert first["channel"]["id"] == second["channel"]["id"] == "D0CHAIR"
        assert second["already_open"]

    def test_private_channels_without_the_app_are_hidden(self, slack: Rehearsal) -> None:
        slack.channel("C0SECRET", name="secret", members=["U0PMO"], is_private=True)

        listed = slack.api("conversations.list", types="public_channel,private_channel")["channels"]

        assert [c["id"] for c in listed] == ["C0GENERAL", "C0BOARD"]
        assert slack.api("conversations.info", channel="C0SECRET")["error"] == "channel_not_found"

    def test_members_of_the_board(self, slack: Rehearsal) -> None:
        members = slack.api("conversations.members", channel="C0BOARD")["members"]

        assert members == ["U0PMO", "U0MANAGER", "U0FINANCE", "U0CHAIR", "U0MEMBER", "U0TRACKER"]

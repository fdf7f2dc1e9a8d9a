"""The rehearsal sends nothing that Slack would not: each payload's keys are among those Slack has been seen with.

And it takes no argument that Slack does not document, for every method our app calls.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from bots.rehearsal.webapi.table import METHODS
from tests.contract import slack_shapes as shapes
from tests.fakes.rehearsal import Person, Rehearsal

ROOT = Path(__file__).parents[2]
A_MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Save"},
    "callback_id": "form",
    "blocks": [
        {
            "type": "input",
            "block_id": "thing",
            "label": {"type": "plain_text", "text": "Which"},
            "element": {"type": "external_select", "action_id": "thing", "min_query_length": 0},
        },
        {
            "type": "input",
            "block_id": "at",
            "optional": True,
            "label": {"type": "plain_text", "text": "When"},
            "element": {"type": "timepicker", "action_id": "at"},
        },
    ],
}


@pytest.fixture(scope="module")
def slack() -> Iterator[Rehearsal]:
    with Rehearsal.in_thread() as made:
        made.set(retry_delays=[])
        yield made


@pytest.fixture
def chair(slack: Rehearsal) -> Person:
    return slack.as_user("U0CHAIR")


def last(slack: Rehearsal, kind: str) -> dict[str, Any]:
    """Return the newest thing of a kind that the app was handed, as it reads it."""
    slack.wait_until_delivered()
    body = next(d["body"] for d in reversed(slack.deliveries()) if d["kind"] == kind)
    if body.startswith("{"):
        return dict(json.loads(body))
    form = dict(parse_qsl(body, keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else form


def only(thing: dict[str, Any], known: set[str]) -> None:
    assert set(thing) <= known, set(thing) - known


def a_message(slack: Rehearsal) -> dict[str, Any]:
    button = {
        "type": "button",
        "action_id": "go",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "key",
    }
    blocks = [{"type": "actions", "elements": [button]}]
    answer = slack.api("chat.postMessage", channel="C0BOARD", text="Go?", blocks=blocks)
    return {"channel": "C0BOARD", "ts": answer["ts"]}


class TestInteractions:
    def test_a_command(self, slack: Rehearsal, chair: Person) -> None:
        chair.slash("/tracker red", "C0BOARD")

        only(last(slack, "command"), shapes.COMMAND)

    def test_a_button_in_a_message(self, slack: Rehearsal, chair: Person) -> None:
        chair.click(a_message(slack), "go")
        sent = last(slack, "actions")

        only(sent, shapes.INTERACTION)
        only(sent["container"], shapes.CONTAINER)
        only(sent["user"], shapes.INTERACTION_USER)
        only(sent["team"], shapes.INTERACTION_TEAM)
        only(sent["message"], shapes.MESSAGE)
        for action in sent["actions"]:
            only(action, shapes.ACTION)

    def test_shortcuts_and_modals(self, slack: Rehearsal, chair: Person) -> None:
        chair.shortcut("update_rag")
        shortcut = last(slack, "shortcut")
        opened = slack.api("views.open", trigger_id=shortcut["trigger_id"], view=A_MODAL)["view"]
        chair.suggest(opened, "thing", "ws3")
        suggestion = last(slack, "suggestion")
        said = chair.say("six weeks more", "C0BOARD")
        chair.shortcut("move_milestone_from_message", said)
        on_message = last(slack, "shortcut")

        only(shortcut, shapes.INTERACTION)
        only(opened, shapes.VIEW)
        only(suggestion, shapes.INTERACTION)
        only(suggestion["view"], shapes.VIEW)
        only(on_message, shapes.INTERACTION)
        only(on_message["message"], shapes.MESSAGE)


class TestEvents:
    @pytest.mark.parametrize(
        ("what", "about", "event"),
        [
            ("archive", {"channel": "C0EVENTS"}, "channel_archive"),
            ("unarchive", {"channel": "C0EVENTS"}, "channel_unarchive"),
            ("shared", {"channel": "C0EVENTS"}, "channel_shared"),
            ("unshared", {"channel": "C0EVENTS"}, "channel_unshared"),
            ("rename", {"channel": "C0EVENTS", "name": "events"}, "channel_rename"),
            (
                "joined",
                {"channel": "C0EVENTS", "user": "U0LEAD", "inviter": "U0CHAIR"},
                "member_joined_channel",
            ),
            ("left", {"channel": "C0EVENTS", "user": "U0LEAD"}, "member_left_channel"),
            ("left", {"channel": "C0EVENTS"}, "channel_left"),
            ("archive", {"channel": "C0PRIVATE"}, "group_archive"),
            ("deleted", {"channel": "C0EVENTS"}, "channel_deleted"),
            ("guest", {"user": "U0MEMBER"}, "user_change"),
            ("member", {"user": "U0MEMBER"}, "user_change"),
        ],
    )
    def test_what_befalls_a_workspace(
        self, slack: Rehearsal, what: str, about: dict[str, Any], event: str
    ) -> None:
        members = ["U0CHAIR", "U0LEAD", "U0TRACKER"]
        slack.channel("C0EVENTS", name="events", members=members, is_archived=what == "unarchive")
        slack.channel("C0PRIVATE", name="private", members=members, is_private=True)

        slack.befall(what, **about)
        sent = last(slack, "event")

        only(sent, shapes.ENVELOPE)
        assert sent["event"]["type"] == event
        only(sent["event"], shapes.EVENTS[event])
        for authorization in sent["authorizations"]:
            only(authorization, shapes.AUTHORIZATION)
        if event == "user_change":
            only(sent["event"]["user"], shapes.USER)
            only(sent["event"]["user"]["profile"], shapes.PROFILE)
        if event == "channel_rename":
            only(sent["event"]["channel"], shapes.RENAMED_CHANNEL)

    def test_words_mentions_and_home(self, slack: Rehearsal, chair: Person) -> None:
        chair.say("@tracker red?", "C0BOARD")
        mention = last(slack, "event")
        chair.open_home()
        home = last(slack, "event")

        only(mention["event"], shapes.EVENTS["app_mention"])
        only(home["event"], shapes.EVENTS["app_home_opened"])


class TestAnswers:
    def test_of_people_channels_and_messages(self, slack: Rehearsal) -> None:
        posted = slack.api("chat.postMessage", channel="C0BOARD", text="Said")
        member = slack.api("users.info", user="U0CHAIR", form=True)["user"]

        only(posted["message"], shapes.MESSAGE)
        only(member, shapes.USER)
        only(member["profile"], shapes.PROFILE)
        only(slack.api("conversations.info", channel="C0BOARD", form=True)["channel"], shapes.CHANNEL)

    def test_a_trigger_is_good_for_three_seconds_and_once(self, slack: Rehearsal, chair: Person) -> None:
        chair.shortcut("update_rag")
        late = last(slack, "shortcut")["trigger_id"]
        slack.advance(3.5)
        chair.shortcut("update_rag")
        fresh = last(slack, "shortcut")["trigger_id"]

        assert slack.api("views.open", trigger_id=late, view=A_MODAL)["error"] == "expired_trigger_id"
        assert slack.api("views.open", trigger_id=fresh, view=A_MODAL)["ok"]
        assert slack.api("views.open", trigger_id=fresh, view=A_MODAL)["error"] == "exchanged_trigger_id"

    def test_an_app_level_token_opens_connections_and_nothing_else(self, slack: Rehearsal) -> None:
        app_token = "xapp-rehearsal-tests"

        opened = slack.api("apps.connections.open", token=app_token)
        refused = slack.api("auth.test", token=app_token)

        assert opened["url"].startswith("ws://127.0.0.1:")
        assert refused["error"] == "not_allowed_token_type"
        assert slack.api("apps.connections.open")["error"] == "not_allowed_token_type"


class TestMethods:
    def test_all_that_our_app_calls_are_there(self) -> None:
        called = set()
        for path in (ROOT / "bots" / "slack").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    first = node.value.split(".")[0]
                    if first in ("chat", "views", "users", "conversations", "auth") and " " not in node.value:
                        called.add(node.value)

        assert called <= set(METHODS)
        assert called <= set(shapes.METHODS)

    @pytest.mark.parametrize("name", sorted(shapes.METHODS))
    def test_takes_the_arguments_slack_documents_and_needs_its_scope(self, name: str) -> None:
        documented = shapes.METHODS[name]

        assert set(METHODS[name].arguments) <= documented["arguments"]
        assert METHODS[name].scope in ("", documented["scope"])

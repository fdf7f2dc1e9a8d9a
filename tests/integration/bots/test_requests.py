"""What is not Slack's gets 401 or 400 and does nothing; no request of any shape is a 500."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bots.models import Inbox
from bots.slack.requests import LARGEST_BODY_BYTES
from tests.fakes.rehearsal import SECRET, TOKEN

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
MENTION = {
    "type": "event_callback",
    "event_id": "Ev0SAME",
    "team_id": "T0REHEARSAL",
    "event": {
        "type": "app_mention",
        "user": "U0CHAIR",
        "channel": "C0BOARD",
        "ts": "1.1",
        "text": "<@U0TRACKER> red",
    },
}

COMMAND = urlencode(
    {
        "command": "/tracker",
        "text": "red",
        "team_id": "T0REHEARSAL",
        "user_id": "U0CHAIR",
        "channel_id": "C0BOARD",
        "trigger_id": "1.2.abc",
        "response_url": "https://hooks.slack.com/commands/1",
    }
)


@pytest.fixture(autouse=True)
def connected(settings: Any) -> None:
    settings.SLACK_BOT_TOKEN, settings.SLACK_SIGNING_SECRET = TOKEN, SECRET
    settings.SLACK_API_URL = "http://127.0.0.1:9/api/"
    cache.clear()


def post(
    body: bytes | str | dict[str, Any],
    *,
    secret: str = SECRET,
    timestamp: str | None = None,
    signature: str | None = None,
    kind: str = JSON,
    age: float = 0,
    retry: int = 0,
) -> HttpResponse:
    """Post to the app as Slack would, but for what is given otherwise."""
    raw = (
        json.dumps(body).encode()
        if isinstance(body, dict)
        else body.encode()
        if isinstance(body, str)
        else body
    )
    stamp = str(int(time.time() - age)) if timestamp is None else timestamp
    good = "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": good if signature is None else signature,
    }
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
    client = Client(enforce_csrf_checks=True, raise_request_exception=True)
    return client.post("/slack/events", raw, content_type=kind, headers=headers)


class TestNotSlack:
    @pytest.mark.parametrize(
        ("otherwise", "status"),
        [
            ({"secret": "somebody else's"}, 401),
            ({"age": 400}, 401),
            ({"age": -400}, 401),
            ({"timestamp": "yesterday"}, 401),
            ({"timestamp": ""}, 401),
            ({"timestamp": "９９９９９９９９９９"}, 401),
            ({"signature": ""}, 401),
            ({"signature": "v0=ünsigned"}, 401),
            ({"signature": "v0=" + "0" * 64}, 401),
            ({"signature": "v1=" + "0" * 64}, 401),
        ],
    )
    def test_is_refused_and_does_nothing(self, otherwise: dict[str, Any], status: int) -> None:
        answer = post(MENTION, **otherwise)

        assert answer.status_code == status
        assert not Inbox.objects.exists()

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"", JSON),
            (b"not json", JSON),
            (b"[1, 2]", JSON),
            (b"{" * 5000, JSON),
            (b"\xff\xfe\x00", JSON),
            (b"payload=not+json", FORM),
            (b"payload=%5B%5D", FORM),
            (b"nothing=known", FORM),
            (b'{"type": "event_callback", "event": "a word", "event_id": "E1"}', JSON),
            (b'{"type": "event_callback", "event_id": "E1"}', JSON),
            (b'{"type": "event_callback", "event": {"type": ["x"]}, "event_id": "E1"}', JSON),
            (b'{"type": "block_actions", "actions": ["x"], "user": {}, "trigger_id": "t"}', JSON),
        ],
    )
    def test_signed_but_unreadable_is_400(self, body: bytes, kind: str) -> None:
        answer = post(body, kind=kind)

        assert answer.status_code == 400
        assert not Inbox.objects.exists()

    def test_what_it_said_is_not_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO")

        post(MENTION | {"event_id": "EvSECRET"}, secret="somebody else's")

        assert "EvSECRET" not in caplog.text

    def test_too_large_is_400(self) -> None:
        assert post(b'{"a": "' + b"x" * LARGEST_BODY_BYTES + b'"}').status_code == 400

    def test_replayed_later_does_nothing(self) -> None:
        assert post(MENTION, age=301).status_code == 401
        assert not Inbox.objects.exists()

    def test_only_posts(self) -> None:
        assert Client().get("/slack/events").status_code == 405

    def test_without_a_workspace_there_is_no_such_page(self, settings: Any) -> None:
        settings.SLACK_SIGNING_SECRET = ""

        assert post(MENTION).status_code == 404


class TestSlack:
    def test_proves_that_the_address_is_ours(self) -> None:
        answer = post({"type": "url_verification", "challenge": "3eZbrw1a"})

        assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1a"})

    def test_the_same_event_four_times_is_kept_once(self) -> None:
        statuses = [post(MENTION, retry=retry).status_code for retry in range(4)]

        assert statuses == [200] * 4
        assert Inbox.objects.count() == 1

    def test_the_same_event_signed_anew_is_kept_once(self) -> None:
        now = int(time.time())
        statuses = [post(MENTION, timestamp=str(now - age)).status_code for age in (0, 1, 2)]

        assert statuses == [200] * 3
        assert Inbox.objects.count() == 1

    def test_a_command_replayed_to_the_letter_is_refused(self) -> None:
        at = str(int(time.time()))

        first, again = (post(COMMAND, kind=FORM, timestamp=at) for _ in range(2))

        assert (first.status_code, first.content.decode()) == (200, "Looking…")
        assert again.status_code == 401
        assert Inbox.objects.count() == 1

    def test_a_command_signed_anew_is_kept_once(self) -> None:
        now = int(time.time())
        statuses = [post(COMMAND, kind=FORM, timestamp=str(now - age)).status_code for age in (0, 1)]

        assert statuses == [200, 200]
        assert Inbox.objects.count() == 1

    @pytest.mark.parametrize(
        "event",
        [
            {"type": "message", "channel_type": "im", "bot_id": "B0OTHER", "user": "U0OTHER", "text": "red"},
            {"type": "message", "channel_type": "im", "subtype": "message_changed", "user": "U0CHAIR"},
            {"type": "message", "channel_type": "im", "text": "red"},
            {"type": "message", "channel_type": "channel", "user": "U0CHAIR", "text": "red"},
            {
                "type": "app_mention",
                "channel": "C0BOARD",
                "bot_id": "B0OTHER",
                "user": "U0OTHER",
                "text": "red",
            },
            {"type": "app_mention", "channel": "D0CHAIR", "user": "U0CHAIR", "text": "red"},
            {"type": "app_home_opened", "user": "U0CHAIR", "tab": "messages"},
            {"type": "something_new_of_next_year"},
        ],
    )
    def test_what_asks_nothing_of_us_is_taken_and_let_be(self, event: dict[str, Any]) -> None:
        answer = post(MENTION | {"event": event})

        assert answer.status_code == 200
        assert not Inbox.objects.exists()

    def test_another_command_is_told_which_one_is_ours(self) -> None:
        answer = post(urlencode({"command": "/other", "trigger_id": "1", "user_id": "U0CHAIR"}), kind=FORM)

        assert answer.status_code == 200
        assert "/tracker" in answer.content.decode()

    def test_signs_the_database_cannot_keep_are_left_out(self) -> None:
        event = MENTION["event"] | {"text": "red\x00 \ud800 flags"}  # type: ignore[operator]

        assert post(MENTION | {"event": event}).status_code == 200
        assert Inbox.objects.get().payload["text"] == "red  flags"


json_things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    [
        "type", "event", "event_id", "user", "team", "team_id", "view", "actions", "channel", "authorizations",
        "trigger_id", "command", "message", "container", "enterprise", "state", "response_url", "challenge",
    ]
)  # fmt: skip
kinds = st.sampled_from(
    ["event_callback", "block_actions", "view_submission", "view_closed", "shortcut", "message_action", "odd"]
)


class TestAnyShape:
    @example(body={"event": None}, kind="shortcut")
    @given(body=st.dictionaries(names, json_things, max_size=8), kind=kinds)
    @hypothesis_settings(
        max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_signed_nonsense_is_never_a_500(self, body: dict[str, Any], kind: str) -> None:
        assert post({**body, "type": kind}).status_code < 500

"""The real Bolt and the real SDK talk to the rehearsal as they would to Slack."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from slack_bolt import Ack, App, Say
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.rehearsal import SECRET, Rehearsal
from tests.integration.rehearsal.conftest import modal, reason_input


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        return


class Threading(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def client_of(slack: Rehearsal) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def bolt(slack: Rehearsal) -> Iterator[App]:
    """A Bolt app, served, that the rehearsal delivers to."""
    app = App(
        client=client_of(slack),
        signing_secret=SECRET,
        process_before_response=True,
        token_verification_enabled=False,
    )
    server = make_server(
        "127.0.0.1", 0, SlackRequestHandler(app), server_class=Threading, handler_class=Quiet
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    slack.set(events_url=f"http://127.0.0.1:{server.server_port}/slack/events")
    yield app
    server.shutdown()
    thread.join()
    server.server_close()


class TestSdk:
    def test_its_calls_are_understood(self, slack: Rehearsal) -> None:
        client = client_of(slack)

        client.auth_test()
        posted = client.chat_postMessage(
            channel="C0BOARD", text="Hello", blocks=[{"type": "divider"}], unfurl_links=False
        )
        client.chat_update(channel="C0BOARD", ts=posted["ts"], text="Hello again")
        opened = client.conversations_open(users=["U0CHAIR"])
        client.chat_postMessage(
            channel="U0CHAIR", text="You", metadata={"event_type": "d", "event_payload": {"id": "1"}}
        )
        history = client.conversations_history(channel="D0CHAIR", include_all_metadata=True, limit=5)
        client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
        client.users_info(user="U0CHAIR")
        client.views_publish(user_id="U0CHAIR", view={"type": "home", "blocks": [{"type": "divider"}]})

        assert opened["channel"]["id"] == "D0CHAIR"
        assert history["messages"][0]["metadata"]["event_payload"] == {"id": "1"}
        assert slack.refused() == []

    def test_a_refusal_is_its_error(self, slack: Rehearsal) -> None:
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client_of(slack).chat_postMessage(channel="C0NOWHERE", text="Hello")


class TestBolt:
    def test_answers_a_command(self, slack: Rehearsal, bolt: App) -> None:
        @bolt.command("/tracker")
        def tracker(ack: Ack, command: dict[str, Any]) -> None:
            ack(f"You asked: {command['text']}")

        slack.as_user("U0CHAIR").slash("/tracker red")

        assert slack.messages_seen_by("U0CHAIR")[0]["text"] == "You asked: red"

    def test_answers_a_mention_in_its_thread(self, slack: Rehearsal, bolt: App) -> None:
        @bolt.event("app_mention")
        def mentioned(event: dict[str, Any], say: Say) -> None:
            say(text="Two are red", thread_ts=event["ts"])

        asked = slack.as_user("U0CHAIR").say("@tracker red", "C0BOARD")

        answer = slack.wait_for_message("Two are red")
        assert answer["thread_ts"] == asked["ts"]

    def test_does_not_answer_itself(self, slack: Rehearsal, bolt: App) -> None:
        @bolt.event("message")
        def message(say: Say) -> None:
            say(text="Understood")

        slack.as_user("U0CHAIR").say("red")
        slack.wait_for_message("Understood")
        slack.wait_until_delivered()

        assert [m["text"] for m in slack.messages_seen_by("U0CHAIR")] == ["red", "Understood"]

    def test_opens_a_modal_and_takes_its_answers(self, slack: Rehearsal, bolt: App) -> None:
        taken: list[str] = []

        @bolt.command("/tracker")
        def tracker(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=modal(reason_input(), callback_id="why"))

        @bolt.view("why")
        def submitted(ack: Ack, view: dict[str, Any]) -> None:
            reason = view["state"]["values"]["why"]["reason"]["value"]
            if len(reason) < 5:
                ack(response_action="errors", errors={"why": "Say a little more"})
            else:
                taken.append(reason)
                ack()

        chair = slack.as_user("U0CHAIR")
        chair.slash("/tracker update")
        first = chair.submit(chair.wait_for_view("Reason"), {"reason": "no"})
        second = chair.submit(first or {}, {"reason": "The contractor is late"})

        assert first is not None
        assert first["errors"] == {"why": "Say a little more"}
        assert (second, taken) == (None, ["The contractor is late"])

    def test_a_bad_signature_is_refused(self, slack: Rehearsal, bolt: App) -> None:
        url = slack.stage.outbound.events_url
        body = {"type": "event_callback", "event": {"type": "app_mention"}}

        good = slack.signed_post(url, {"type": "url_verification", "challenge": "c"})
        forged = slack.signed_post(url, body, secret="another")
        old = slack.signed_post(url, body, skew=-400)

        assert (good.status, forged.status, old.status) == (200, 401, 401)

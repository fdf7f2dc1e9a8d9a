"""How the app hears of things, and what happens when it does not answer."""

from __future__ import annotations

import hashlib
import hmac
import json

from tests.fakes.rehearsal import SECRET, Rehearsal, http
from tests.integration.rehearsal.conftest import AppUnderTest, Request, button

BUTTONS = [{"type": "actions", "block_id": "b1", "elements": [button(value="m-1"), button("stop", "Stop")]}]


def is_well_signed(request: Request) -> bool:
    base = b"v0:" + request.headers["X-Slack-Request-Timestamp"].encode() + b":" + request.raw
    good = "v0=" + hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    return request.headers["X-Slack-Signature"] == good


class TestEvents:
    def test_a_direct_message_is_message_im(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.as_user("U0CHAIR").say("red & <amber>")

        (request,) = app.wait_for(1)
        event = request.json["event"]
        assert is_well_signed(request)
        assert request.json["event_id"].startswith("Ev")
        assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", "U0CHAIR")
        assert event["text"] == "red &amp; &lt;amber&gt;"

    def test_a_mention_in_a_channel_is_app_mention_once(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.as_user("U0CHAIR").say("@tracker status Fostering", "C0BOARD")
        slack.wait_until_delivered()

        (request,) = app.requests
        assert request.json["event"]["type"] == "app_mention"
        assert request.json["event"]["text"] == "<@U0TRACKER> status Fostering"

    def test_talk_among_people_is_not_for_the_app(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.as_user("U0CHAIR").say("Good morning @pmo", "C0BOARD")
        slack.wait_until_delivered()

        assert app.requests == []

    def test_the_app_hears_itself_in_direct_messages(self, slack: Rehearsal, app: AppUnderTest) -> None:
        ts = slack.api("chat.postMessage", channel="U0CHAIR", text="Alert")["ts"]
        slack.api("chat.update", channel="D0CHAIR", ts=ts, text="Better")

        first, second = app.wait_for(2)
        events = sorted((first.json["event"], second.json["event"]), key=lambda e: e["event_ts"])
        assert events[0]["bot_id"] == "B0TRACKER"
        assert events[1]["subtype"] == "message_changed"

    def test_opening_the_home_tab(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.as_user("U0CHAIR").open_home()

        (request,) = app.wait_for(1)
        assert request.json["event"]["type"] == "app_home_opened"
        assert request.json["event"]["tab"] == "home"


class TestRetries:
    def test_an_error_is_tried_three_more_times_with_the_same_event_id(
        self, slack: Rehearsal, app: AppUnderTest
    ) -> None:
        for _ in range(4):
            app.will_answer("no", status=500)

        slack.as_user("U0CHAIR").say("red")
        slack.wait_until_delivered()

        assert [r.headers.get("X-Slack-Retry-Num") for r in app.requests] == [None, "1", "2", "3"]
        assert {r.headers.get("X-Slack-Retry-Reason") for r in app.requests[1:]} == {"http_error"}
        assert len({r.json["event_id"] for r in app.requests}) == 1

    def test_a_slow_app_is_a_timeout(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.set(patience_seconds=0.05, retry_delays=[0])
        app.hold.clear()

        slack.as_user("U0CHAIR").say("red")
        slack.wait_until_delivered()

        assert [row["trouble"] for row in slack.deliveries()] == ["http_timeout", "http_timeout"]
        assert app.requests[1].headers["X-Slack-Retry-Reason"] == "http_timeout"

    def test_success_ends_the_retries(self, slack: Rehearsal, app: AppUnderTest) -> None:
        app.will_answer("no", status=503)

        slack.as_user("U0CHAIR").say("red")
        slack.wait_until_delivered()

        assert [row["status"] for row in slack.deliveries()] == [503, 200]

    def test_a_past_event_can_be_sent_again(self, slack: Rehearsal, app: AppUnderTest) -> None:
        event_id = slack.as_user("U0CHAIR").open_home()
        app.wait_for(1)

        slack.redeliver(event_id, times=3)

        assert {r.json["event_id"] for r in app.wait_for(4)} == {event_id}


class TestSlashCommand:
    def test_the_form_and_the_answer_only_the_asker_sees(self, slack: Rehearsal, app: AppUnderTest) -> None:
        app.will_answer({"response_type": "ephemeral", "text": "Two are red"})

        reply = slack.as_user("U0CHAIR").slash("/tracker red  ", "C0BOARD")

        (request,) = app.requests
        assert is_well_signed(request)
        assert reply["status"] == 200
        assert {
            key: request.form[key] for key in ("command", "text", "user_id", "channel_id", "team_id")
        } == {
            "command": "/tracker",
            "text": "red",
            "user_id": "U0CHAIR",
            "channel_id": "C0BOARD",
            "team_id": "T0REHEARSAL",
        }
        assert [m["text"] for m in slack.messages_seen_by("U0CHAIR")] == ["Two are red"]
        assert slack.messages_seen_by("U0PMO") == []

    def test_an_answer_in_the_channel(self, slack: Rehearsal, app: AppUnderTest) -> None:
        app.will_answer({"response_type": "in_channel", "text": "Two are red"})

        slack.as_user("U0CHAIR").slash("/tracker red", "C0BOARD")

        assert [m["text"] for m in slack.messages_seen_by("U0PMO")] == ["Two are red"]

    def test_an_app_that_fails_is_said_so(self, slack: Rehearsal, app: AppUnderTest) -> None:
        app.will_answer("", status=500)

        slack.as_user("U0CHAIR").slash("/tracker red")

        (message,) = slack.messages_seen_by("U0CHAIR")
        assert message["text"] == "/tracker failed with the error “dispatch_failed”"
        assert len(app.requests) == 1

    def test_a_command_nobody_has(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.as_user("U0CHAIR").slash("/weather")

        assert slack.messages_seen_by("U0CHAIR")[0]["text"] == "/weather is not a valid command."
        assert app.requests == []


class TestButtons:
    def test_a_press_carries_the_value_and_the_message(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.api("chat.postMessage", channel="C0BOARD", text="Slipped", blocks=BUTTONS)
        alert = slack.wait_for_message("Slipped")

        slack.as_user("U0CHAIR").click(alert, "go")

        payload = app.requests[-1].payload
        assert payload["type"] == "block_actions"
        assert (payload["actions"][0]["value"], payload["actions"][0]["block_id"]) == ("m-1", "b1")
        assert payload["container"]["message_ts"] == alert["ts"]
        assert payload["user"]["id"] == "U0CHAIR"
        assert payload["response_url"].startswith(f"{slack.url}/response/")

    def test_an_ephemeral_message_is_left_out_as_at_slack(self, slack: Rehearsal, app: AppUnderTest) -> None:
        slack.api("chat.postEphemeral", channel="C0BOARD", user="U0CHAIR", text="Link", blocks=BUTTONS)

        slack.as_user("U0CHAIR").click(slack.wait_for_message("Link"), "go")

        payload = app.requests[-1].payload
        assert payload["container"]["is_ephemeral"]
        assert "message" not in payload


class TestResponseUrl:
    def url_after_press(self, slack: Rehearsal, app: AppUnderTest) -> str:
        slack.api("chat.postMessage", channel="C0BOARD", text="Slipped", blocks=BUTTONS)
        slack.as_user("U0CHAIR").click(slack.wait_for_message("Slipped"), "go")
        return str(app.requests[-1].payload["response_url"]).removeprefix(slack.url)

    def test_five_uses(self, slack: Rehearsal, app: AppUnderTest) -> None:
        path = self.url_after_press(slack, app)

        answers = [slack_post(slack, path, {"text": f"{n}"}) for n in range(6)]

        assert answers == [(200, "ok")] * 5 + [(404, "used_url")]

    def test_thirty_minutes(self, slack: Rehearsal, app: AppUnderTest) -> None:
        path = self.url_after_press(slack, app)

        slack.advance(30 * 60 + 1)

        assert slack_post(slack, path, {"text": "late"}) == (404, "expired_url")

    def test_it_can_replace_the_message(self, slack: Rehearsal, app: AppUnderTest) -> None:
        path = self.url_after_press(slack, app)

        slack_post(slack, path, {"text": "Seen by the chair", "replace_original": True})

        assert [m["text"] for m in slack.messages_seen_by("U0PMO")] == ["Seen by the chair"]

    def test_without_that_it_adds_a_message_for_one(self, slack: Rehearsal, app: AppUnderTest) -> None:
        path = self.url_after_press(slack, app)

        slack_post(slack, path, {"text": "Thank you"})

        assert [m["text"] for m in slack.messages_seen_by("U0CHAIR")] == ["Slipped", "Thank you"]
        assert [m["text"] for m in slack.messages_seen_by("U0PMO")] == ["Slipped"]

    def test_bad_content_is_refused(self, slack: Rehearsal, app: AppUnderTest) -> None:
        path = self.url_after_press(slack, app)

        assert slack_post(slack, path, {"text": ""}) == (400, "no_text")
        assert slack_post(slack, path, {"text": "x", "colour": "red"})[0] == 400


def slack_post(slack: Rehearsal, path: str, body: dict[str, object]) -> tuple[int, str]:
    kind = {"Content-Type": "application/json"}
    reply = http("POST", slack.url + path, json.dumps(body).encode(), kind)
    return reply.status, reply.text


class TestSubscriptions:
    def test_a_mention_comes_twice_where_the_app_asked_for_messages_too(
        self, slack: Rehearsal, app: AppUnderTest
    ) -> None:
        slack.set(events=["app_mention", "message.groups"])

        slack.as_user("U0CHAIR").say("@tracker red", "C0BOARD")

        events = [request.json["event"] for request in app.wait_for(2)]
        assert {event["type"] for event in events} == {"app_mention", "message"}
        assert len({event["ts"] for event in events}) == 1

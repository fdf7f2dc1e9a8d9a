"""Who is not linked gets a link and no data; what Slack did not send gets 401 and does nothing."""

import time
from urllib.parse import urlencode

from deploy.examples.stories import DEMO
from tests.fakes.rehearsal import signed_post
from tests.journeys.story import PROGRAMME

FORM = "application/x-www-form-urlencoded"


def everything_shown_to(stack, user):
    return " ".join(m["text"] + str(m.get("blocks", "")) for m in stack.slack.messages_seen_by(user))


def test_an_unlinked_person_gets_a_link_and_no_data(stack):
    newcomer = stack.slack.as_user("U0NEWCOMER")

    newcomer.slash(f"/tracker savings {DEMO[PROGRAMME].saving}")

    shown = newcomer.wait_for_message("/account/link/")
    assert "£" not in shown["text"]
    assert "£" not in everything_shown_to(stack, "U0NEWCOMER")


def test_a_guest_gets_nothing(stack):
    stack.slack.as_user("U0GUEST").slash("/tracker red")

    stack.wait_until_quiet()
    assert "£" not in everything_shown_to(stack, "U0GUEST")
    assert "/account/link/" not in everything_shown_to(stack, "U0GUEST")


def body_of_a_command():
    return {
        "command": "/tracker",
        "text": "red",
        "user_id": "U0CHAIR",
        "team_id": "T0REHEARSAL",
        "channel_id": "D0CHAIR",
        "trigger_id": f"{time.time()}.1",
        "api_app_id": "A0TRACKER",
        "response_url": "http://127.0.0.1:9/",
    }


def inbox(stack):
    [(count,)] = stack.sql("select count(*) from bots_inbox")
    return count


def test_a_badly_signed_or_stale_request_does_nothing(stack):
    url = f"{stack.url}/slack/events"
    body = urlencode(body_of_a_command()).encode()
    before = inbox(stack)

    wrong = signed_post(url, body, secret="not the secret", content_type=FORM)
    stale = signed_post(url, body, secret=stack.secrets["slack_signing_secret"], skew=-400, content_type=FORM)

    assert (wrong.status, stale.status) == (401, 401)
    assert inbox(stack) == before


def test_a_request_replayed_to_the_letter_does_nothing(stack):
    url = f"{stack.url}/slack/events"
    body = urlencode(body_of_a_command()).encode()
    secret = stack.secrets["slack_signing_secret"]
    at = str(int(time.time()))

    first = signed_post(url, body, secret=secret, timestamp=at, content_type=FORM)
    before = inbox(stack)
    again = signed_post(url, body, secret=secret, timestamp=at, content_type=FORM)

    assert first.status == 200
    assert again.status == 401
    assert inbox(stack) == before

"""Socket Mode: the same app over its own connection, in the place of requests, with Slack's resends answered once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bots.admin.cards import running
from bots.models import Inbox
from bots.slack.socket import NAME, listen, listener
from programme.outbox.health import waiting
from programme.rules.access import system
from tests.factories.bots import World, a_world
from tests.fakes.rehearsal import Rehearsal, wait_until
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

APP_TOKEN = "xapp-rehearsal-tests"


@pytest.fixture
def connected(slack: Rehearsal, settings: Any) -> Iterator[Rehearsal]:
    settings.SLACK_APP_TOKEN = APP_TOKEN
    handler = listener(ping_interval=1)
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        yield slack
    finally:
        handler.client.auto_reconnect_enabled = False
        handler.close()  # type: ignore[no-untyped-call]
        for thread in threading.enumerate():
            if thread.name.startswith("ThreadPoolExecutor"):
                thread.join(timeout=5)


@pytest.fixture
def world() -> World:
    made = a_world()
    work_off()
    return made


class TestSocketMode:
    def test_takes_questions_commands_and_forms(self, connected: Rehearsal, world: World) -> None:
        lead = connected.as_user("U0LEAD")

        lead.say("help")
        connected.wait_until_delivered()
        reply = lead.slash("/tracker move M7")
        work_off()
        form = lead.wait_for_view("Why it moves")
        after = lead.submit(form, {"forecast": "2027-05-04", "reason": "The panel moved"})
        work_off()

        assert reply["status"] == 200
        assert after is not None
        assert "forecast 4 May 2027" in str(after["blocks"])
        assert connected.accepted("apps.connections.open")
        wait_until(lambda: connected.accepted("chat.postMessage"), "the answer")

    def test_sent_again_is_answered_once(self, connected: Rehearsal, world: World) -> None:
        connected.as_user("U0CHAIR").say("help")
        connected.wait_until_delivered()
        (event,) = connected.deliveries()

        connected.redeliver(event["id"], times=3)
        connected.wait_until_delivered()
        work_off()

        assert Inbox.objects.filter(kind="message").count() == 1
        assert len(connected.accepted("chat.postMessage")) == 1


def test_requests_have_no_way_in_beside_it(workspace: Rehearsal, settings: Any, live_server: Any) -> None:
    settings.SLACK_APP_TOKEN = APP_TOKEN

    reply = workspace.signed_post(f"{live_server.url}/slack/events", {"type": "event_callback"})

    assert reply.status == 404


def test_both_at_once_are_refused(slack: Rehearsal, settings: Any) -> None:
    settings.SLACK_APP_TOKEN = APP_TOKEN

    with pytest.raises(CommandError, match="Leave one of the two out"):
        call_command("run_socket")


def test_it_goes_on_until_it_is_connected_and_says_that_it_is_there(slack: Rehearsal, settings: Any) -> None:
    settings.SLACK_APP_TOKEN, settings.SLACK_SIGNING_SECRET = APP_TOKEN, ""
    slack.fail("apps.connections.open", "error", code="internal_error")
    stop = threading.Event()
    process = threading.Thread(target=listen, args=(stop,))
    process.start()
    try:
        wait_until(lambda: NAME in waiting().heartbeats, "its heartbeat")
    finally:
        stop.set()
        process.join(timeout=10)

    card = running(system(), datetime.now(tz=UTC))
    assert card is not None
    assert (NAME, "alive") in card.processes
    settings.SLACK_APP_TOKEN = ""
    card = running(system(), datetime.now(tz=UTC))
    assert card is not None
    assert NAME not in dict(card.processes)


def test_without_its_token_it_says_what_is_missing(settings: Any) -> None:
    settings.SLACK_APP_TOKEN = ""

    with pytest.raises(CommandError, match="SLACK_APP_TOKEN"):
        call_command("run_socket")

"""The rehearsal as a process of its own: handed-over sockets, restarts, and where it refuses to start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.rehearsal import REPOSITORY, Rehearsal
from tests.integration.rehearsal.test_mail import alert, send

NOWHERE = "http://127.0.0.1:9/slack/events"
GOOD = {
    "REHEARSAL_EVENTS_URL": NOWHERE,
    "SLACK_SIGNING_SECRET": "s",
    "SLACK_BOT_TOKEN": "xoxb-rehearsal-1",
}


class TestRestart:
    def test_keeps_messages_mails_homes_and_never_repeats_a_ts(self, tmp_path: Path) -> None:
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        with Rehearsal.as_process(NOWHERE, tmp_path) as before:
            first = before.api("chat.postMessage", channel="U0CHAIR", text="Before")["ts"]
            before.api("views.publish", user_id="U0CHAIR", view=home)
            send(before, alert("chair@example.test"))

        with Rehearsal.as_process(NOWHERE, tmp_path) as after:
            second = after.api("chat.postMessage", channel="U0CHAIR", text="After")["ts"]

            assert [m["text"] for m in after.messages_seen_by("U0CHAIR")] == ["Before", "After"]
            assert second > first
            assert len(after.mails("chair@example.test")) == 1
            assert after.as_user("U0CHAIR").wait_for_home()
            assert [call["n"] for call in after.accepted()] == [1, 2, 3]


class TestRefusal:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"SLACK_BOT_TOKEN": "xoxb-123-real"}, "beside a real Slack token"),
            ({"SLACK_BOT_TOKEN": ""}, "beside a real Slack token"),
            ({"SLACK_APP_TOKEN": "xapp-1"}, "beside a real Slack token"),
            ({"SECRET_KEY": "production"}, "SECRET_KEY is set"),
            ({"SLACK_SIGNING_SECRET": ""}, "needs SLACK_SIGNING_SECRET"),
            ({"REHEARSAL_PORT": "http"}, "must be a whole number"),
        ],
    )
    def test_one_sentence_and_exit_1(self, change: dict[str, str], words: str) -> None:
        environ = {"PATH": os.environ["PATH"]} | GOOD | change

        ended = subprocess.run(
            [sys.executable, "-m", "bots.rehearsal"],
            cwd=REPOSITORY,
            env=environ,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

        assert ended.returncode == 1
        assert words in ended.stderr
        assert len(ended.stderr.splitlines()) == 1

    def test_a_port_in_use(self, slack: Rehearsal) -> None:
        port = slack.url.rpartition(":")[2]

        ended = subprocess.run(
            [sys.executable, "-m", "bots.rehearsal"],
            cwd=REPOSITORY,
            env={"PATH": os.environ["PATH"], "REHEARSAL_PORT": port} | GOOD,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

        assert ended.returncode == 1
        assert ended.stderr.startswith("The rehearsal could not start:")

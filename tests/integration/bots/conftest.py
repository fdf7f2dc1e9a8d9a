"""The real rehearsal, with the tracker pointed at it. Nothing of Django is imported here: see tests/conftest.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.rehearsal import SECRET, TOKEN, Rehearsal

PUBLIC_URL = "https://tracker.example.test"


@pytest.fixture
def slack(settings: object) -> Iterator[Rehearsal]:
    """A rehearsal that the settings point at; it delivers nothing until it is told where to."""
    with Rehearsal.in_thread() as rehearsal:
        point_at(settings, rehearsal)
        yield rehearsal


@pytest.fixture
def workspace(slack: Rehearsal, live_server: object) -> Rehearsal:
    """The same, delivering to the tracker's own web server."""
    slack.set(events_url=f"{live_server.url}/slack/events")  # type: ignore[attr-defined]
    return slack


def point_at(settings: object, rehearsal: Rehearsal) -> None:
    """Have the tracker talk to a rehearsal, for Slack and mail."""
    values = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": rehearsal.api_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{rehearsal.smtp_port}",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": rehearsal.smtp_port,
        "EMAIL_TIMEOUT": 5,
        "PUBLIC_URL": PUBLIC_URL,
    }
    for name, value in values.items():
        setattr(settings, name, value)

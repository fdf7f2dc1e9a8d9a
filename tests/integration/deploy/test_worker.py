"""What a worker does when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import worker_ready, worker_shutting_down
from django.db import OperationalError, connections

import deploy.celery
from programme.outbox import health
from programme.outbox.models import Heartbeat
from tests.fakes.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the heartbeat's thread end with the test, and its connection with it."""
    beat, done = health.beat, []

    def once(name: str) -> None:
        if not done:
            beat(name)
            connections.close_all()
            done.append(name)

    monkeypatch.setattr(health, "beat", once)
    yield
    worker_shutting_down.send(sender=None)


class TestStarting:
    def test_shows_itself_even_where_the_database_was_away_at_first(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch, beats: None
    ) -> None:
        def away(owner: str) -> int:
            raise OperationalError("the connection was refused")

        assert deploy.celery.app.main == "tracker"
        settings.WORKER_NAME = "worker:late"
        monkeypatch.setattr(health, "free_leases_of", away)

        worker_ready.send(sender=None)

        wait_until(lambda: Heartbeat.objects.filter(name="worker:late").exists())

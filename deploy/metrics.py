"""What waits, as gauges read when they are scraped."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.utils import Error as DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from bots import queries as messages
from programme.outbox import health as outbox


class Waiting(Collector):
    """Depth and age of the outbox, deliveries by state, and how long since each process showed itself."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            work = outbox.waiting()
            deliveries = messages.delivery_counts()
            not_proven = messages.not_proven(at=timezone.now())
        except DatabaseError:
            yield GaugeMetricFamily("tracker_database_up", "Whether the database answers", value=0)
            return
        yield GaugeMetricFamily("tracker_database_up", "Whether the database answers", value=1)
        rows = GaugeMetricFamily("tracker_work_rows", "Work rows, by what became of them", labels=["state"])
        for state in ("waiting", "held", "leased", "dead", "parked"):
            rows.add_metric([state], getattr(work, state))
        yield rows
        yield GaugeMetricFamily(
            "tracker_work_oldest_seconds", "Age of the oldest due work row", value=work.oldest_seconds
        )
        sent = GaugeMetricFamily(
            "tracker_deliveries", "Messages that are not sent, by state", labels=["state"]
        )
        for state, n in deliveries.items():
            sent.add_metric([state], n)
        yield sent
        yield GaugeMetricFamily(
            "tracker_alerts_not_proven",
            "Messages of alerts overdue, and steps that wait to be told beyond their hold",
            value=not_proven,
        )
        beats = GaugeMetricFamily(
            "tracker_heartbeat_age_seconds", "Since a process showed itself", labels=["name"]
        )
        for name, age in work.heartbeats.items():
            beats.add_metric([name], age)
        yield beats

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Describe nothing, so that registering asks nothing of the database."""
        return iter(())


def register() -> None:
    """Add the gauges to what /metrics shows, once a process."""
    if not any(isinstance(one, Waiting) for one in list(REGISTRY._collector_to_names)):
        REGISTRY.register(Waiting())

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from programme.models.base import Row, ledger_triggers, one_of

STATES = ["pending", "leased", "done", "superseded", "dead", "parked"]


class Event(Row):
    """Something that happened to one thing, in plain values. Rows are only ever added."""

    aggregate_type = models.CharField(max_length=40)
    aggregate_id = models.UUIDField()
    aggregate_version = models.PositiveIntegerField(help_text="The thing's own version after the save")
    place = models.PositiveSmallIntegerField(help_text="The event's place among those of the same save")
    type = models.CharField(max_length=80)
    schema_version = models.PositiveSmallIntegerField(default=1)
    payload = models.JSONField()
    closed = models.BooleanField(default=False, help_text="About an exempt or confidential thing")
    quiet = models.BooleanField(default=False, help_text="History being loaded: causes no work, pages nobody")
    programme_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    door = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64, blank=True)
    causation_id = models.UUIDField(null=True, help_text="The work row whose handler recorded it")
    occurred_at = models.DateTimeField(help_text="When the change says it happened")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["aggregate_type", "aggregate_id", "aggregate_version", "place"],
                name="event_has_its_own_place_in_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["programme_id", "-recorded_at"]),
            models.Index(fields=["aggregate_id", "-recorded_at"]),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.type} {self.aggregate_id} v{self.aggregate_version}.{self.place}"


class Work(Row):
    """One thing to do because of one event, or because its time has come. Claimed with a lease and a fencing token.

    One row is inserted for every event; rows of the same handler and shard become one run when claimed.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="work")
    handler = models.CharField(max_length=60, help_text="A name from the switchboard, never a Python path")
    shard = models.CharField(max_length=120, help_text="Rows of one handler and shard run one after another")
    queue = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, unique=True, null=True)
    state = models.CharField(max_length=10, default="pending")
    available_at = models.DateTimeField(db_default=Now())
    rung_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    lease_token = models.UUIDField(null=True)
    lease_owner = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True)
    superseded_by = models.UUIDField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "work"
        constraints = [
            one_of("state", STATES, name="work_state_is_a_known_state"),
            models.CheckConstraint(
                name="work_leased_has_a_token_and_an_end",
                condition=Q(state="leased", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="leased") & Q(lease_token=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="work_superseded_names_the_run_that_covers_it",
                condition=Q(state="superseded", superseded_by__isnull=False)
                | (~Q(state="superseded") & Q(superseded_by=None)),
            ),
        ]
        indexes = [
            models.Index(name="work_due", fields=["available_at"], condition=Q(state="pending")),
            models.Index(name="work_leased", fields=["lease_until"], condition=Q(state="leased")),
            models.Index(name="work_waiting", fields=["handler", "shard"], condition=Q(state="pending")),
            models.Index(name="work_set_aside", fields=["state"], condition=Q(state__in=["dead", "parked"])),
            models.Index(fields=["superseded_by"], condition=Q(state="superseded"), name="work_covered_by"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.shard} {self.state} ({self.id})"


class Heartbeat(models.Model):
    """When a worker or dispatcher last showed itself, by its slot name and the database's clock."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Pause(models.Model):
    """While this row exists nothing goes out; everything else goes on. One row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(name="pause_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"paused since {self.since:%Y-%m-%d %H:%M}"

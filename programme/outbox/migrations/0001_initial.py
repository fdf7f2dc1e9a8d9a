import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models

import programme.migrations._triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("by_name", models.CharField(max_length=150)),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="pause_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("aggregate_type", models.CharField(max_length=40)),
                ("aggregate_id", models.UUIDField()),
                (
                    "aggregate_version",
                    models.PositiveIntegerField(help_text="The thing's own version after the save"),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        help_text="The event's place among those of the same save"
                    ),
                ),
                ("type", models.CharField(max_length=80)),
                ("schema_version", models.PositiveSmallIntegerField(default=1)),
                ("payload", models.JSONField()),
                (
                    "closed",
                    models.BooleanField(default=False, help_text="About an exempt or confidential thing"),
                ),
                (
                    "quiet",
                    models.BooleanField(
                        default=False, help_text="History being loaded: causes no work, pages nobody"
                    ),
                ),
                ("programme_id", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(max_length=150)),
                ("door", models.CharField(max_length=20)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                (
                    "causation_id",
                    models.UUIDField(help_text="The work row whose handler recorded it", null=True),
                ),
                ("occurred_at", models.DateTimeField(help_text="When the change says it happened")),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["programme_id", "-recorded_at"], name="outbox_even_program_43d763_idx"
                    ),
                    models.Index(
                        fields=["aggregate_id", "-recorded_at"], name="outbox_even_aggrega_2f5b66_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aggregate_type", "aggregate_id", "aggregate_version", "place"),
                        name="event_has_its_own_place_in_a_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="outbox.event",
                    ),
                ),
                (
                    "handler",
                    models.CharField(
                        help_text="A name from the switchboard, never a Python path", max_length=60
                    ),
                ),
                (
                    "shard",
                    models.CharField(
                        help_text="Rows of one handler and shard run one after another", max_length=120
                    ),
                ),
                ("queue", models.CharField(max_length=20)),
                ("payload", models.JSONField(default=dict)),
                ("dedupe_key", models.CharField(max_length=200, null=True, unique=True)),
                ("state", models.CharField(default="pending", max_length=10)),
                ("available_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("rung_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("max_attempts", models.PositiveSmallIntegerField(default=8)),
                ("lease_token", models.UUIDField(null=True)),
                ("lease_owner", models.CharField(blank=True, max_length=60)),
                ("lease_until", models.DateTimeField(null=True)),
                ("superseded_by", models.UUIDField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "work",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["available_at"], name="work_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "leased")), fields=["lease_until"], name="work_leased"
                    ),
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["handler", "shard"],
                        name="work_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["dead", "parked"])),
                        fields=["state"],
                        name="work_set_aside",
                    ),
                    models.Index(
                        condition=models.Q(("state", "superseded")),
                        fields=["superseded_by"],
                        name="work_covered_by",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending", "leased", "done", "superseded", "dead", "parked"])
                        ),
                        name="work_state_is_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease_token__isnull", False),
                                ("lease_until__isnull", False),
                                ("state", "leased"),
                            ),
                            models.Q(
                                models.Q(("state", "leased"), _negated=True),
                                ("lease_token", None),
                                ("lease_until", None),
                            ),
                            _connector="OR",
                        ),
                        name="work_leased_has_a_token_and_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "superseded"), ("superseded_by__isnull", False)),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True), ("superseded_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="work_superseded_names_the_run_that_covers_it",
                    ),
                ],
            },
        ),
        programme.migrations._triggers.AddTriggers(
            triggers=[
                (
                    "event",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f50c7f61200b057149f4dd9261db5f29241a0911",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0bff8",
                            table="outbox_event",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "event",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="c594e4553ad4b5d0edb65ab4ac37980fcd22c13b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_ae8fd",
                            table="outbox_event",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]

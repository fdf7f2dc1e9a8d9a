import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import programme.migrations._together
import programme.migrations._triggers


class Migration(migrations.Migration):
    dependencies = [
        ("bots", "0002_chases"),
        ("governance", "0002_deciding"),
        ("programme", "0003_withholding_and_closing"),
        ("savings", "0003_first_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="preference",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="preference",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="preference",
                    name="delete_delete",
                ),
                migrations.CreateModel(
                    name="Recall",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recalls",
                                to="bots.delivery",
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField(db_index=True)),
                        (
                            "thing_version",
                            models.PositiveIntegerField(help_text="The thing's version once it was closed"),
                        ),
                        ("programme_id", models.UUIDField(null=True)),
                        (
                            "edit",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="bots.delivery",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True, help_text="Why it cannot be taken back", max_length=300
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delivery", "thing_id", "thing_version"),
                                name="recall_is_one_a_message_and_closing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("edit", None), models.Q(("why", ""), _negated=True)),
                                    models.Q(("edit__isnull", False), ("why", "")),
                                    _connector="OR",
                                ),
                                name="recall_is_an_edit_or_says_why_not",
                            ),
                        ],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="delivery",
                    name="delivery_chase_and_it_alone_is_about_a_round",
                ),
                migrations.AddField(
                    model_name="preference",
                    name="quiet_from",
                    field=models.TimeField(
                        blank=True, help_text="Nothing is sent from this hour, local time", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="preference",
                    name="quiet_to",
                    field=models.TimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="preference",
                    name="turned_down",
                    field=models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Kinds of alert, and workstreams by id, they asked to hear no more of",
                    ),
                ),
                migrations.AddField(
                    model_name="preference",
                    name="wants",
                    field=models.CharField(
                        choices=[
                            ("all", "Everything as it happens"),
                            ("worsened", "Only what worsens"),
                            ("weekly", "Once a week"),
                        ],
                        default="all",
                        max_length=8,
                    ),
                ),
                migrations.AddField(
                    model_name="preferenceevent",
                    name="quiet_from",
                    field=models.TimeField(
                        blank=True, help_text="Nothing is sent from this hour, local time", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="preferenceevent",
                    name="quiet_to",
                    field=models.TimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="preferenceevent",
                    name="turned_down",
                    field=models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Kinds of alert, and workstreams by id, they asked to hear no more of",
                    ),
                ),
                migrations.AddField(
                    model_name="preferenceevent",
                    name="wants",
                    field=models.CharField(
                        choices=[
                            ("all", "Everything as it happens"),
                            ("worsened", "Only what worsens"),
                            ("weekly", "Once a week"),
                        ],
                        default="all",
                        max_length=8,
                    ),
                ),
                migrations.AlterField(
                    model_name="delivery",
                    name="about",
                    field=models.UUIDField(
                        help_text="Of a chase its reporting round, of a digest its frozen digest", null=True
                    ),
                ),
                migrations.AlterField(
                    model_name="delivery",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("alert", "Alert"),
                            ("edit", "Edit"),
                            ("answer", "Answer"),
                            ("chase", "Chase"),
                            ("digest", "Digest"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delivery",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__isnull", False), ("kind__in", ["chase", "digest"])),
                            models.Q(
                                models.Q(("kind__in", ["chase", "digest"]), _negated=True), ("about", None)
                            ),
                            _connector="OR",
                        ),
                        name="delivery_chase_and_digest_alone_are_about_something",
                    ),
                ),
                programme.migrations._triggers.AddTriggers(
                    triggers=[
                        (
                            "preference",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "turned_down", "version", "wants") VALUES (NEW."id", NEW."live_alerts", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quiet_from", NEW."quiet_to", NEW."turned_down", NEW."version", NEW."wants"); RETURN NULL;',
                                    hash="6dbe540e05c0d85775c4678020519a78494a89fa",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2e9a0",
                                    table="bots_preference",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "preference",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "turned_down", "version", "wants") VALUES (NEW."id", NEW."live_alerts", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quiet_from", NEW."quiet_to", NEW."turned_down", NEW."version", NEW."wants"); RETURN NULL;',
                                    hash="1f6d72f92f734f54f1270645cbc3052076bdf8df",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_01716",
                                    table="bots_preference",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "preference",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "turned_down", "version", "wants") VALUES (OLD."id", OLD."live_alerts", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quiet_from", OLD."quiet_to", OLD."turned_down", OLD."version", OLD."wants"); RETURN NULL;',
                                    hash="02c19e2e57b6610ddefa8d54cdbcc525930235aa",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_806e5",
                                    table="bots_preference",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "recall",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ab1d049b69dc8fe47c0c52079866deced50c45e3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1477f",
                                    table="bots_recall",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "recall",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="49906fa66b932b2a7d9de1cdfebd191e88fbaeb7",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_34b53",
                                    table="bots_recall",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]

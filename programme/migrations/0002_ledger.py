import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import programme.migrations._together
import programme.migrations._triggers


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_initial"),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                migrations.CreateModel(
                    name="ReportingRound",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reporting_rounds",
                                to="programme.programme",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("opens_on", models.DateField()),
                        ("deadline", models.DateField()),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "missing_at_close",
                            models.JSONField(
                                default=list,
                                editable=False,
                                help_text="The ids of the workstreams that had not returned by then",
                            ),
                        ),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "name"),
                                name="reporting_round_name_is_unique_in_its_programme",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("programme",),
                                name="reporting_round_is_one_open_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deadline__gte", models.F("opens_on"))),
                                name="reporting_round_deadline_is_not_before_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("month", None), ("month__range", (1, 12)), _connector="OR"
                                ),
                                name="reporting_round_month_is_april_to_march",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingRoundEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programme.reportinground",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "programme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.programme",
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("opens_on", models.DateField()),
                        ("deadline", models.DateField()),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "missing_at_close",
                            models.JSONField(
                                default=list,
                                editable=False,
                                help_text="The ids of the workstreams that had not returned by then",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RoundReturn",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "reporting_round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returns",
                                to="programme.reportinground",
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="round_returns",
                                to="programme.workstream",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["reporting_round", "workstream", "recorded_at"],
                                name="programme_r_reporti_2ce169_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("size", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                        ("stored_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__lte", 26214400)),
                                name="stored_file_is_at_most_25_mb",
                            )
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="indicatorreading",
                    name="months_covered",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For a year to date: how many months of the year it covers",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="indicatorreading",
                    name="value_to",
                    field=models.DecimalField(
                        decimal_places=4,
                        help_text="The upper end, where it is a band",
                        max_digits=16,
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="indicatorreading",
                    name="year",
                    field=models.PositiveSmallIntegerField(
                        help_text="April of the financial year it is about", null=True
                    ),
                ),
                programme.migrations._triggers.AddTriggers(
                    triggers=[
                        (
                            "reportinground",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programme_reportingroundevent" ("closed_at", "deadline", "id", "missing_at_close", "month", "name", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (NEW."closed_at", NEW."deadline", NEW."id", NEW."missing_at_close", NEW."month", NEW."name", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="aad9d2ee96047bade13c9b4ce0a4c5a726cd66a4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8b81b",
                                    table="programme_reportinground",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "reportinground",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programme_reportingroundevent" ("closed_at", "deadline", "id", "missing_at_close", "month", "name", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (NEW."closed_at", NEW."deadline", NEW."id", NEW."missing_at_close", NEW."month", NEW."name", NEW."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="5b5d4155577c534107d112044b5db0bed65fc795",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ff008",
                                    table="programme_reportinground",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "reportinground",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programme_reportingroundevent" ("closed_at", "deadline", "id", "missing_at_close", "month", "name", "opens_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (OLD."closed_at", OLD."deadline", OLD."id", OLD."missing_at_close", OLD."month", OLD."name", OLD."opens_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="c8c054145f6396947c0611663787f81b8b5b2d93",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_11054",
                                    table="programme_reportinground",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "reportingroundevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="e49e3030ffe12cdd37f28c2f0f4eef1f2ebeb355",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_45e67",
                                    table="programme_reportingroundevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "reportingroundevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a616847d8ad2c823a70bc4c4786affe27e864272",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2e2e9",
                                    table="programme_reportingroundevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "roundreturn",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cf9388457caae9a0e30af7ad50743a6e973568e6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_58da7",
                                    table="programme_roundreturn",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "roundreturn",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="6c9e7372cdd0ad7b4c39f41a56aeea67f2c0f3eb",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_f44d9",
                                    table="programme_roundreturn",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]

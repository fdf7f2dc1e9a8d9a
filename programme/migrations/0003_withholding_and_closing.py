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
        ("programme", "0002_ledger"),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="programme",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="programme",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="programme",
                    name="delete_delete",
                ),
                migrations.CreateModel(
                    name="NeedToKnow",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField(db_index=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs_to_know",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        ("added_by", models.CharField(max_length=150)),
                        ("removed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name_plural": "need-to-know lists",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("thing_id", "person"),
                                name="need_to_know_names_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Withholding",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField(db_index=True)),
                        (
                            "programme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withholdings",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("internal", "Internal"),
                                    ("exempt", "Exempt"),
                                    ("confidential", "Confidential"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "was",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("internal", "Internal"),
                                    ("exempt", "Exempt"),
                                    ("confidential", "Confidential"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("exempt_paragraph", models.PositiveSmallIntegerField(null=True)),
                        (
                            "citation",
                            models.CharField(blank=True, help_text="The council's own rule", max_length=300),
                        ),
                        (
                            "public_interest",
                            models.TextField(
                                blank=True, help_text="Why keeping it back outweighs showing it"
                            ),
                        ),
                        ("review_on", models.DateField(help_text="When it is looked at again", null=True)),
                        (
                            "is_proposal",
                            models.BooleanField(
                                default=False, help_text="Asked for; the proper officer settles it"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withheld",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["thing_id", "-recorded_at"], name="programme_w_thing_i_4e5b8d_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("marking__in", ["open", "internal", "exempt", "confidential"])
                                ),
                                name="withholding_marking_is_a_known_marking",
                            )
                        ],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="grant",
                    name="grant_role_is_a_known_role",
                ),
                migrations.AddField(
                    model_name="programme",
                    name="closed_at",
                    field=models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Closed: everything of it can be read, nothing changed",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="programmeevent",
                    name="closed_at",
                    field=models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Closed: everything of it can be read, nothing changed",
                        null=True,
                    ),
                ),
                migrations.AlterField(
                    model_name="grant",
                    name="role",
                    field=models.CharField(
                        choices=[
                            ("pmo", "Programme office"),
                            ("manager", "Programme manager"),
                            ("lead", "Workstream lead"),
                            ("finance", "Finance partner"),
                            ("chair", "Board chair"),
                            ("member", "Board member"),
                            ("staff", "Staff"),
                            ("scrutiny", "Scrutiny"),
                            ("audit", "Audit"),
                            ("proper", "Proper officer"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="grantevent",
                    name="role",
                    field=models.CharField(
                        choices=[
                            ("pmo", "Programme office"),
                            ("manager", "Programme manager"),
                            ("lead", "Workstream lead"),
                            ("finance", "Finance partner"),
                            ("chair", "Board chair"),
                            ("member", "Board member"),
                            ("staff", "Staff"),
                            ("scrutiny", "Scrutiny"),
                            ("audit", "Audit"),
                            ("proper", "Proper officer"),
                        ],
                        max_length=10,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="grant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "pmo",
                                    "manager",
                                    "lead",
                                    "finance",
                                    "chair",
                                    "member",
                                    "staff",
                                    "scrutiny",
                                    "audit",
                                    "proper",
                                ],
                            )
                        ),
                        name="grant_role_is_a_known_role",
                    ),
                ),
                programme.migrations._triggers.AddTriggers(
                    triggers=[
                        (
                            "programme",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programme_programmeevent" ("closed_at", "code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (NEW."closed_at", NEW."code", NEW."definition_set_id", NEW."exempt_paragraph", NEW."first_year", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_first_year", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="959ca9ac9389aaca14eb9577800d589ac47dcd53",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8921b",
                                    table="programme_programme",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "programme",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programme_programmeevent" ("closed_at", "code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (NEW."closed_at", NEW."code", NEW."definition_set_id", NEW."exempt_paragraph", NEW."first_year", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_first_year", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="640ec658e2f8b3979bf3637f929f25e5206fcb98",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c42d8",
                                    table="programme_programme",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "programme",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programme_programmeevent" ("closed_at", "code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (OLD."closed_at", OLD."code", OLD."definition_set_id", OLD."exempt_paragraph", OLD."first_year", OLD."id", OLD."illustrative", OLD."marking", OLD."marking_note", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_first_year", OLD."source", OLD."version"); RETURN NULL;',
                                    hash="b6ffb36490bc41a51a0c7930fc5b29155df3e6c2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_92681",
                                    table="programme_programme",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "withholding",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="13356be24aad173f89db693d5509b76b9a135098",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b3837",
                                    table="programme_withholding",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "withholding",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="e7c0820a5fbf4b7b67fa3b61ec50e2f7972896b7",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_58cdf",
                                    table="programme_withholding",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]

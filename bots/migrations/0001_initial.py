import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import programme.migrations._triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programme", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Inbox",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="The event's, trigger's or view's own id", max_length=200, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("team_id", models.CharField(max_length=20)),
                ("user_id", models.CharField(max_length=20)),
                ("payload", models.JSONField()),
                ("received_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "verbose_name_plural": "inbox",
            },
        ),
        migrations.CreateModel(
            name="LinkRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("platform", models.CharField(default="slack", max_length=10)),
                ("team_id", models.CharField(max_length=20)),
                ("user_id", models.CharField(max_length=20)),
                (
                    "user_name",
                    models.CharField(
                        blank=True, help_text="Whose account it is, to be shown first", max_length=100
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("alert", "Alert"), ("edit", "Edit"), ("answer", "Answer")], max_length=10
                    ),
                ),
                ("medium", models.CharField(choices=[("slack", "Slack"), ("email", "Email")], max_length=6)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True, help_text="Slack conversation or email address", max_length=254
                    ),
                ),
                ("dedupe_key", models.CharField(max_length=200, unique=True)),
                (
                    "edits",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edited_by",
                        to="bots.delivery",
                    ),
                ),
                (
                    "inbox",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="bots.inbox",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("gathering", "Gathering"),
                            ("sending", "Sending"),
                            ("sent", "Sent"),
                            ("retrying", "Waiting to try again"),
                            ("failed", "Failed"),
                            ("uncertain", "Uncertain"),
                            ("held", "Held"),
                            ("suppressed", "Suppressed"),
                        ],
                        default="gathering",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, help_text="Why it was suppressed, failed or is held", max_length=300
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.JSONField(help_text="The message as sent, frozen at the first attempt", null=True),
                ),
                ("body_digest", models.CharField(blank=True, max_length=64)),
                (
                    "provider_ref",
                    models.CharField(blank=True, help_text="Slack's ts, or the Message-ID", max_length=120),
                ),
                ("created_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                (
                    "missing_since",
                    models.DateTimeField(
                        help_text="When an uncertain message was first looked up and not found", null=True
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(fields=["person", "medium", "state"], name="bots_delive_person__7886d4_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "gathering",
                                    "sending",
                                    "sent",
                                    "retrying",
                                    "failed",
                                    "uncertain",
                                    "held",
                                    "suppressed",
                                ],
                            )
                        ),
                        name="delivery_state_is_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), ("sent_at__isnull", False)),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="delivery_sent_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("platform", models.CharField(default="slack", max_length=10)),
                ("team_id", models.CharField(max_length=20)),
                ("user_id", models.CharField(max_length=20)),
                (
                    "user_name",
                    models.CharField(
                        blank=True, help_text="As Slack showed it when it was linked", max_length=100
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chat_identities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("linked_at", models.DateTimeField()),
                ("unlinked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "identities",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unlinked_at", None)),
                        fields=("platform", "team_id", "user_id"),
                        name="identity_belongs_to_one_person_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unlinked_at", None)),
                        fields=("platform", "team_id", "person"),
                        name="person_has_one_identity_a_workspace",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityEvent",
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
                        to="bots.identity",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("platform", models.CharField(default="slack", max_length=10)),
                ("team_id", models.CharField(max_length=20)),
                ("user_id", models.CharField(max_length=20)),
                (
                    "user_name",
                    models.CharField(
                        blank=True, help_text="As Slack showed it when it was linked", max_length=100
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("linked_at", models.DateTimeField()),
                ("unlinked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("alert_id", models.UUIDField(db_index=True)),
                ("step_id", models.UUIDField()),
                ("step", models.CharField(max_length=8)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("why", models.JSONField(default=list, help_text="Why they hear of it, in words")),
                (
                    "telling",
                    models.CharField(
                        choices=[("full", "In full"), ("exempt", "That an exempt item changed")], max_length=8
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="bots.delivery",
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step_id", "person"), name="notice_is_one_a_step_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hears",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("live_alerts", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PreferenceEvent",
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
                        to="bots.preference",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("live_alerts", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="bots.delivery",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(max_length=9)),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="The provider's code; never message text", max_length=300
                    ),
                ),
                ("provider_ref", models.CharField(blank=True, max_length=120)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["started", "accepted", "refused", "not_sent", "ambiguous"])
                        ),
                        name="attempt_outcome_is_a_known_outcome",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "started")),
                        fields=("delivery", "number"),
                        name="attempt_starts_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "started"), _negated=True),
                        fields=("delivery", "number"),
                        name="attempt_ends_once",
                    ),
                ],
            },
        ),
        programme.migrations._triggers.AddTriggers(
            triggers=[
                (
                    "attempt",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="859c1c2ce3ba8c4556c441491a354ea3b0407420",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2061a",
                            table="bots_attempt",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "attempt",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="3453ffb9f106707f4393d4da9d61e5caef27c8c0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_76e68",
                            table="bots_attempt",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "identity",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "bots_identityevent" ("id", "linked_at", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "team_id", "unlinked_at", "user_id", "user_name", "version") VALUES (NEW."id", NEW."linked_at", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."platform", NEW."team_id", NEW."unlinked_at", NEW."user_id", NEW."user_name", NEW."version"); RETURN NULL;',
                            hash="5f24fb308e18297322ac501986e69c41f0384298",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ebe1b",
                            table="bots_identity",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "identity",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "bots_identityevent" ("id", "linked_at", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "team_id", "unlinked_at", "user_id", "user_name", "version") VALUES (NEW."id", NEW."linked_at", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."platform", NEW."team_id", NEW."unlinked_at", NEW."user_id", NEW."user_name", NEW."version"); RETURN NULL;',
                            hash="c8a3f75f061a1a3418a9187678932aae80be2bbf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9eca8",
                            table="bots_identity",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "identity",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "bots_identityevent" ("id", "linked_at", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "team_id", "unlinked_at", "user_id", "user_name", "version") VALUES (OLD."id", OLD."linked_at", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."platform", OLD."team_id", OLD."unlinked_at", OLD."user_id", OLD."user_name", OLD."version"); RETURN NULL;',
                            hash="353d33a724f784fa629054f523db07bc101014f8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a1d0a",
                            table="bots_identity",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "identityevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="768b26aa432996885cf05f5e6b987d4a092c0f5a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_888d9",
                            table="bots_identityevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "identityevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9536e45e9fe8010bf2e0200870251b0d624c817d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_37f45",
                            table="bots_identityevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "preference",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."id", NEW."live_alerts", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="f37f560c544bdd553b7f1572afd3a75cf2bc4567",
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
                            func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."id", NEW."live_alerts", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="9f910a31fc5eaefc0b822c599c75b4a13327dd89",
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
                            func='INSERT INTO "bots_preferenceevent" ("id", "live_alerts", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."id", OLD."live_alerts", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="ee77c2ecbaad88f57d22de0b126f2644ab8aa1f7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_806e5",
                            table="bots_preference",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "preferenceevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="d4c2f37dbfbbfc58940a7854aad272f9f24aa0e3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7144c",
                            table="bots_preferenceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "preferenceevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7f3adf8482fffd5e8dc9c41341fbfb0b7164c52b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cbf8f",
                            table="bots_preferenceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]

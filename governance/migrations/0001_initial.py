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
            name="Board",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("internal", "Internal"),
                            ("exempt", "Exempt"),
                            ("confidential", "Confidential"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales", null=True
                    ),
                ),
                (
                    "marking_note",
                    models.CharField(
                        blank=True, help_text="The council's own citation, and why", max_length=300
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="programme.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="programme.programme",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("officer", "Officer board"),
                            ("executive", "Executive"),
                            ("partnership", "Partnership board"),
                            ("statutory", "Statutory forum"),
                            ("scrutiny", "Scrutiny: reviews, never decides"),
                            ("support", "Support team: not a board"),
                        ],
                        default="officer",
                        max_length=11,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="governance.board",
                    ),
                ),
                ("remit", models.TextField(blank=True)),
                (
                    "cadence",
                    models.CharField(
                        blank=True, help_text="How often it meets, as published or agreed", max_length=60
                    ),
                ),
                ("cadence_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "live_alerts",
                    models.BooleanField(default=False, help_text="Its members hear of alerts as they happen"),
                ),
                (
                    "alert_hold_seconds",
                    models.PositiveIntegerField(
                        default=900, help_text="An episode must last this long before anyone hears of it"
                    ),
                ),
                (
                    "gather_seconds",
                    models.PositiveIntegerField(
                        default=900,
                        help_text="What reaches one person within this window becomes one message",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("illustrative", models.BooleanField(default=False)),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["officer", "executive", "partnership", "statutory", "scrutiny", "support"],
                            )
                        ),
                        name="board_kind_is_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="board_is_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quorum", None), ("quorum__gte", 1), _connector="OR"),
                        name="board_quorum_is_at_least_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exempt_paragraph__isnull", False), ("marking", "exempt")),
                            models.Q(
                                models.Q(("marking", "exempt"), _negated=True),
                                ("exempt_paragraph__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="board_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardEvent",
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
                        to="governance.board",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("internal", "Internal"),
                            ("exempt", "Exempt"),
                            ("confidential", "Confidential"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales", null=True
                    ),
                ),
                (
                    "marking_note",
                    models.CharField(
                        blank=True, help_text="The council's own citation, and why", max_length=300
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.programme",
                    ),
                ),
                ("code", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("officer", "Officer board"),
                            ("executive", "Executive"),
                            ("partnership", "Partnership board"),
                            ("statutory", "Statutory forum"),
                            ("scrutiny", "Scrutiny: reviews, never decides"),
                            ("support", "Support team: not a board"),
                        ],
                        default="officer",
                        max_length=11,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.board",
                    ),
                ),
                ("remit", models.TextField(blank=True)),
                (
                    "cadence",
                    models.CharField(
                        blank=True, help_text="How often it meets, as published or agreed", max_length=60
                    ),
                ),
                ("cadence_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "live_alerts",
                    models.BooleanField(default=False, help_text="Its members hear of alerts as they happen"),
                ),
                (
                    "alert_hold_seconds",
                    models.PositiveIntegerField(
                        default=900, help_text="An episode must last this long before anyone hears of it"
                    ),
                ),
                (
                    "gather_seconds",
                    models.PositiveIntegerField(
                        default=900,
                        help_text="What reaches one person within this window becomes one message",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("illustrative", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoardMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="governance.board",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "Chair"), ("member", "Member"), ("adviser", "Adviser")],
                        default="member",
                        max_length=7,
                    ),
                ),
                ("term_from", models.DateField(blank=True, null=True)),
                ("term_to", models.DateField(blank=True, help_text="The last day of the term", null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "person"), name="board_member_has_one_seat_a_board"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["chair", "member", "adviser"])),
                        name="board_member_role_is_a_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("term_from", None),
                            ("term_to", None),
                            ("term_to__gte", models.F("term_from")),
                            _connector="OR",
                        ),
                        name="board_member_term_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardMemberEvent",
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
                        to="governance.boardmember",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.board",
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
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "Chair"), ("member", "Member"), ("adviser", "Adviser")],
                        default="member",
                        max_length=7,
                    ),
                ),
                ("term_from", models.DateField(blank=True, null=True)),
                ("term_to", models.DateField(blank=True, help_text="The last day of the term", null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionMaker",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_makers",
                        to="programme.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("executive", "Executive"),
                            ("committee", "Committee"),
                            ("post", "Post under delegation"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts_held",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"), name="decision_maker_name_is_unique_in_its_council"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["council", "executive", "committee", "post"])),
                        name="decision_maker_kind_is_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionMakerEvent",
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
                        to="governance.decisionmaker",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.organisation",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("executive", "Executive"),
                            ("committee", "Committee"),
                            ("post", "Post under delegation"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DelegationLimit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision_maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="governance.decisionmaker",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("virement", "Virement"),
                            ("spend", "Spend"),
                            ("contract", "Contract"),
                            ("saving_change", "Change to a budgeted saving"),
                        ],
                        max_length=13,
                    ),
                ),
                ("limit", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision_maker", "kind"), name="delegation_limit_is_one_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit__gte", 0)), name="delegation_limit_is_not_below_nought"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["virement", "spend", "contract", "saving_change"])),
                        name="delegation_limit_kind_is_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegationLimitEvent",
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
                        to="governance.delegationlimit",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "decision_maker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.decisionmaker",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("virement", "Virement"),
                            ("spend", "Spend"),
                            ("contract", "Contract"),
                            ("saving_change", "Change to a budgeted saving"),
                        ],
                        max_length=13,
                    ),
                ),
                ("limit", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Oversight",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "workstream",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversight",
                        to="programme.workstream",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversees",
                        to="governance.board",
                    ),
                ),
                (
                    "decision_maker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decides_for",
                        to="governance.decisionmaker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OversightEvent",
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
                        to="governance.oversight",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "workstream",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.workstream",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.board",
                    ),
                ),
                (
                    "decision_maker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="governance.decisionmaker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("milestone_slip", "Milestone slipped"),
                            ("workstream_risk", "Delivery risk"),
                            ("workstream_rag", "Reported RAG"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject_kind", models.CharField(max_length=10)),
                ("subject_id", models.UUIDField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="programme.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="programme.workstream",
                    ),
                ),
                ("episode", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("state", models.JSONField(help_text="A governance.rules.escalation.EpisodeState as JSON")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["milestone_slip", "workstream_risk", "workstream_rag"])
                        ),
                        name="alert_kind_is_a_known_kind",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "subject_id", "episode"), name="alert_episode_is_counted_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("kind", "subject_id"),
                        name="alert_has_one_open_episode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("episode__gte", 1)), name="alert_episode_starts_at_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="governance.alert",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=8)),
                ("was", models.CharField(blank=True, max_length=200)),
                ("now", models.CharField(max_length=200)),
                (
                    "facts",
                    models.JSONField(
                        default=dict,
                        help_text="What the message says: effect in days and pounds, reason, owner",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["opened", "worsened", "improved", "closed"])),
                        name="alert_step_is_opened_worsened_improved_or_closed",
                    ),
                    models.UniqueConstraint(fields=("alert", "number"), name="alert_step_is_numbered_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject_kind", models.CharField(max_length=10)),
                ("subject_id", models.UUIDField()),
                ("programme_id", models.UUIDField(db_index=True)),
                ("chance", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ("band", models.CharField(max_length=9)),
                ("reasons", models.JSONField(default=list, help_text="[{code, words}]")),
                ("facts", models.JSONField(default=dict)),
                ("method_version", models.CharField(max_length=20)),
                ("digest", models.CharField(help_text="SHA-256 of what people are shown", max_length=64)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_id", "-recorded_at"], name="governance__subject_6c4e67_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject_kind__in", ["milestone", "saving", "workstream"])),
                        name="assessment_subject_is_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("band__in", ["low", "medium", "high", "very_high", "not_known"])),
                        name="assessment_band_is_a_known_band",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("chance", None), ("chance__range", (0, 1)), _connector="OR"),
                        name="assessment_chance_is_a_share",
                    ),
                ],
            },
        ),
        programme.migrations._triggers.AddTriggers(
            triggers=[
                (
                    "assessment",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dd2cc091dd9a2732752337b21fdd2783162cbde8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_94125",
                            table="governance_assessment",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "assessment",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="5d05efcfb89c9187e9039df4ec7687922c6d286f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_d08e3",
                            table="governance_assessment",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "alertstep",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d867a82cfa8815a14544a92734a18099564e9f34",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_73ddb",
                            table="governance_alertstep",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "alertstep",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="9111b19322401f61d2b3e93bc1ddf0631b6ad0da",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_14b3a",
                            table="governance_alertstep",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "board",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version") VALUES (NEW."alert_hold_seconds", NEW."cadence", NEW."cadence_days", NEW."code", NEW."exempt_paragraph", NEW."gather_seconds", NEW."id", NEW."illustrative", NEW."kind", NEW."live_alerts", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."organisation_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."quorum", NEW."remit", NEW."source", NEW."version"); RETURN NULL;',
                            hash="987aac28ddaeb705526ca4c87c96cdb6e09027d3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3dfbb",
                            table="governance_board",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "board",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version") VALUES (NEW."alert_hold_seconds", NEW."cadence", NEW."cadence_days", NEW."code", NEW."exempt_paragraph", NEW."gather_seconds", NEW."id", NEW."illustrative", NEW."kind", NEW."live_alerts", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."organisation_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."quorum", NEW."remit", NEW."source", NEW."version"); RETURN NULL;',
                            hash="ad934c1ff06b2fd785fd54e0c07c24ea0126c12f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_aa600",
                            table="governance_board",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "board",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version") VALUES (OLD."alert_hold_seconds", OLD."cadence", OLD."cadence_days", OLD."code", OLD."exempt_paragraph", OLD."gather_seconds", OLD."id", OLD."illustrative", OLD."kind", OLD."live_alerts", OLD."marking", OLD."marking_note", OLD."name", OLD."note", OLD."organisation_id", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."quorum", OLD."remit", OLD."source", OLD."version"); RETURN NULL;',
                            hash="48acce8a48a1f9be0b1d70a92eff1bf74bee955a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67fa7",
                            table="governance_board",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "boardevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="0083e4022b3a23360117dcce44336df0d6498a57",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1acbc",
                            table="governance_boardevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "boardevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8826d63cd91a47e86c5636f642da746b8f2ee0c5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_155e1",
                            table="governance_boardevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "boardmember",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_boardmemberevent" ("board_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "term_from", "term_to", "version") VALUES (NEW."board_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."term_from", NEW."term_to", NEW."version"); RETURN NULL;',
                            hash="1325d1fa850dd92381bc7ff7de2cddd687da0d03",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a5c84",
                            table="governance_boardmember",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "boardmember",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_boardmemberevent" ("board_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "term_from", "term_to", "version") VALUES (NEW."board_id", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."term_from", NEW."term_to", NEW."version"); RETURN NULL;',
                            hash="a078c37b6686234ec5b343a8067bd4d69da00788",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8392c",
                            table="governance_boardmember",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "boardmember",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_boardmemberevent" ("board_id", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "term_from", "term_to", "version") VALUES (OLD."board_id", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."term_from", OLD."term_to", OLD."version"); RETURN NULL;',
                            hash="8d5660d000b8fa24b5d3a71fdd0e4f9455aae7f9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d99a7",
                            table="governance_boardmember",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "boardmemberevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="b42951bcef4e0d17b50d6af8faf2a2746f695a28",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_fa20d",
                            table="governance_boardmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "boardmemberevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d55c78860512926117f07eb55a12a7ccd2df77e4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bb923",
                            table="governance_boardmemberevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "decisionmaker",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_decisionmakerevent" ("holder_id", "id", "kind", "name", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."holder_id", NEW."id", NEW."kind", NEW."name", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="6c09badff52e5a7b647eee30acfd9f1b8fb9b049",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c609d",
                            table="governance_decisionmaker",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "decisionmaker",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_decisionmakerevent" ("holder_id", "id", "kind", "name", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."holder_id", NEW."id", NEW."kind", NEW."name", NEW."note", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="51bd142b420c67bc6e2704853d405faeab408e13",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5e616",
                            table="governance_decisionmaker",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "decisionmaker",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_decisionmakerevent" ("holder_id", "id", "kind", "name", "note", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."holder_id", OLD."id", OLD."kind", OLD."name", OLD."note", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="1b8b83b1d2d4750afeda26c408172ddfd09ede88",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e9c14",
                            table="governance_decisionmaker",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "decisionmakerevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="3b2da57fc90e297e0a32b3acf1924da197abe776",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_36d11",
                            table="governance_decisionmakerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "decisionmakerevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6f2d336965bbc64742161bcbb1d1ec79583c8247",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b3dcf",
                            table="governance_decisionmakerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "delegationlimit",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_delegationlimitevent" ("decision_maker_id", "id", "kind", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."decision_maker_id", NEW."id", NEW."kind", NEW."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="b616f3838feca7fc23ef0bf6aa4a3b9c7cd7c7b3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c176f",
                            table="governance_delegationlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "delegationlimit",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_delegationlimitevent" ("decision_maker_id", "id", "kind", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."decision_maker_id", NEW."id", NEW."kind", NEW."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="e37d158188ccf2bde232dfd49a686925f82417dd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7dd50",
                            table="governance_delegationlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "delegationlimit",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_delegationlimitevent" ("decision_maker_id", "id", "kind", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."decision_maker_id", OLD."id", OLD."kind", OLD."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="7d077ae27ae96870fb7f3ec975a4331bde84fbdc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_028ae",
                            table="governance_delegationlimit",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "delegationlimitevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="d74133b787fbd2da118698882f1c305b4c00e56c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7ad9d",
                            table="governance_delegationlimitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "delegationlimitevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f04b227234c2fc4a8d516158a8f6ecb0a6ffe718",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8f7ba",
                            table="governance_delegationlimitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "oversight",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_oversightevent" ("board_id", "decision_maker_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "workstream_id") VALUES (NEW."board_id", NEW."decision_maker_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="2c710b0f9cf3b025506c467c18fbf86cd457067d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6a771",
                            table="governance_oversight",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "oversight",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "governance_oversightevent" ("board_id", "decision_maker_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "workstream_id") VALUES (NEW."board_id", NEW."decision_maker_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="9756bb6014ddb709247245ef9b65220877df386a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_54df2",
                            table="governance_oversight",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "oversight",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "governance_oversightevent" ("board_id", "decision_maker_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "workstream_id") VALUES (OLD."board_id", OLD."decision_maker_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version", OLD."workstream_id"); RETURN NULL;',
                            hash="9c69728fe1ca1f107c5e185d8c00d552d38c36c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e5f3a",
                            table="governance_oversight",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "oversightevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="0acd1b5693b4a3665ce9be556151b0c865bc6052",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_9a1ef",
                            table="governance_oversightevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "oversightevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f8c18a355868c676d0abac55294bd64ed9305f5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d8185",
                            table="governance_oversightevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]

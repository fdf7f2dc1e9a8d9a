import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import programme.migrations._together
import programme.migrations._triggers


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_initial"),
        ("programme", "0002_ledger"),
        ("savings", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="budgetline",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="budgetline",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="budgetline",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="plannedamount",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="plannedamount",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="plannedamount",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="pressure",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="pressure",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="pressure",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="saving",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="saving",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="saving",
                    name="delete_delete",
                ),
                migrations.CreateModel(
                    name="Accountability",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accountability",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("lines", models.JSONField()),
                        ("signed", models.BooleanField(default=False)),
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
                        "verbose_name": "statement of accountability",
                        "verbose_name_plural": "statements of accountability",
                        "indexes": [
                            models.Index(
                                fields=["programme", "year", "holder", "recorded_at"],
                                name="savings_acc_program_4dacdd_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetApproval",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("saving_version", models.PositiveIntegerField()),
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
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_approvals",
                                to="savings.saving",
                            ),
                        ),
                        ("council_date", models.DateField()),
                        (
                            "decision",
                            models.CharField(help_text="The minute or decision reference", max_length=200),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "withdraws",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawn_by",
                                to="savings.budgetapproval",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["saving", "recorded_at"], name="savings_bud_saving__f02a59_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetReduction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reductions",
                                to="savings.budgetapproval",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("cost_centre", models.CharField(blank=True, max_length=40)),
                        ("subjective", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("approval", "year", "cost_centre", "subjective"),
                                name="budget_reduction_is_one_a_year_and_code",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodingSplit",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="coding",
                                to="savings.saving",
                            ),
                        ),
                        ("cost_centre", models.CharField(max_length=40)),
                        ("subjective", models.CharField(blank=True, max_length=40)),
                        ("share", models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("saving", "cost_centre", "subjective"),
                                name="coding_split_names_a_code_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share__gt", 0), ("share__lte", 1)),
                                name="coding_split_share_is_above_nought_and_at_most_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodingSplitEvent",
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
                                to="savings.codingsplit",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "saving",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                        ("cost_centre", models.CharField(max_length=40)),
                        ("subjective", models.CharField(blank=True, max_length=40)),
                        ("share", models.DecimalField(decimal_places=6, default=1, max_digits=7)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CostDriver",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cost_drivers",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "budget_line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cost_drivers",
                                to="savings.budgetline",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=200)),
                        (
                            "volume_unit",
                            models.CharField(help_text="passengers, placement days …", max_length=60),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "name"),
                                name="cost_driver_name_is_unique_in_its_programme",
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
                                name="cost_driver_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostDriverEvent",
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
                                to="savings.costdriver",
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
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
                        (
                            "budget_line",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.budgetline",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=200)),
                        (
                            "volume_unit",
                            models.CharField(help_text="passengers, placement days …", max_length=60),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CostDriverReading",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "driver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="savings.costdriver",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "period",
                            models.CharField(
                                help_text="As published: Mar-23, 2023/24 M5, budget …", max_length=60
                            ),
                        ),
                        ("on_date", models.DateField(null=True)),
                        ("volume", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("unit_cost", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("cost", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        (
                            "cost_unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("cost_decimals", models.PositiveSmallIntegerField(default=0)),
                        ("unit_cost_decimals", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["driver", "recorded_at"], name="savings_cos_driver__6e191e_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Driver",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drivers",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="drives",
                                to="programme.indicator",
                            ),
                        ),
                        ("tolerance_percent", models.DecimalField(decimal_places=2, default=5, max_digits=5)),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("saving", "indicator"), name="driver_is_named_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tolerance_percent__range", (0, 100))),
                                name="driver_tolerance_is_nought_to_a_hundred",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DriverEvent",
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
                                to="savings.driver",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "saving",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.indicator",
                            ),
                        ),
                        ("tolerance_percent", models.DecimalField(decimal_places=2, default=5, max_digits=5)),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DriverPoint",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "driver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="path",
                                to="savings.driver",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("driver", "year"), name="driver_point_is_one_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DriverPointEvent",
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
                                to="savings.driverpoint",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "driver",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.driver",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceReview",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("saving_version", models.PositiveIntegerField()),
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
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_reviews",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "answers",
                            models.JSONField(
                                help_text="By question of savings.rules.evidence: yes, partly, no, not_asked"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["saving", "recorded_at"], name="savings_evi_saving__0de4bf_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundBalance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fund_balances",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "fund",
                            models.CharField(
                                choices=[("general", "General fund"), ("dsg", "Dedicated Schools Grant")],
                                max_length=10,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("period", models.CharField(blank=True, max_length=3)),
                        ("balance", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("printed", models.CharField(blank=True, max_length=40)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                ),
                migrations.CreateModel(
                    name="SheetImport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet_imports",
                                to="programme.organisation",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet_imports",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("savings", "Savings"),
                                    ("monitoring", "Monitoring month"),
                                    ("milestones", "Milestones"),
                                    ("workstreams", "Workstreams"),
                                    ("indicators", "Indicators"),
                                    ("people", "People"),
                                    ("pressures", "Pressures"),
                                    ("snapshot", "Snapshot of an earlier tracker"),
                                ],
                                default="savings",
                                max_length=12,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet_imports",
                                to="programme.storedfile",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        ("options", models.JSONField(blank=True, default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting to be read"),
                                    ("reading", "Being read"),
                                    ("previewed", "Ready to be written"),
                                    ("asking", "Has a question"),
                                    ("conflicts", "Has conflicts"),
                                    ("refused", "Refused"),
                                    ("writing", "Being written"),
                                    ("written", "Written"),
                                    ("undoing", "Being undone"),
                                    ("undone", "Undone"),
                                    ("failed", "Failed"),
                                    ("dropped", "Dropped"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("of", models.PositiveIntegerField(default=0)),
                        (
                            "report",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="How every column was read, rows, problems, totals, casts",
                            ),
                        ),
                        (
                            "choices",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Answers: which line a row is, conflicts cell by cell",
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
                                default="confidential",
                                max_length=12,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_by_name", models.CharField(max_length=150)),
                        ("asked_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "import",
                        "default_manager_name": "objects",
                        "indexes": [
                            models.Index(
                                fields=["programme", "asked_at"], name="savings_she_program_13bd24_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "savings",
                                            "monitoring",
                                            "milestones",
                                            "workstreams",
                                            "indicators",
                                            "people",
                                            "pressures",
                                            "snapshot",
                                        ],
                                    )
                                ),
                                name="sheet_import_kind_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "waiting",
                                            "reading",
                                            "previewed",
                                            "asking",
                                            "conflicts",
                                            "refused",
                                            "writing",
                                            "written",
                                            "undoing",
                                            "undone",
                                            "failed",
                                            "dropped",
                                        ],
                                    )
                                ),
                                name="sheet_import_state_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedRow",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "sheet_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="savings.sheetimport",
                            ),
                        ),
                        ("row", models.PositiveIntegerField()),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField()),
                        (
                            "action",
                            models.CharField(
                                choices=[("created", "Created"), ("updated", "Updated")], max_length=10
                            ),
                        ),
                        ("before", models.JSONField(null=True)),
                        ("after", models.JSONField()),
                        (
                            "version",
                            models.PositiveIntegerField(
                                help_text="The version of the thing that the import wrote"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["sheet_import", "row"], name="savings_imp_sheet_i_66a89d_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportPreview",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "sheet_import",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="preview",
                                to="savings.sheetimport",
                            ),
                        ),
                        (
                            "lines",
                            models.JSONField(
                                help_text="savings.rules.preview.PreviewLine as JSON, in the order of the sheet"
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Mitigation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("saving_version", models.PositiveIntegerField()),
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
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mitigations",
                                to="savings.saving",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "what",
                            models.CharField(
                                help_text="Where the money comes from: a reserve, an underspend …",
                                max_length=300,
                            ),
                        ),
                        (
                            "withdraws",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawn_by",
                                to="savings.mitigation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="mitigation_amount_is_above_nil"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OverlapAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("different", "Different money"),
                                    ("double", "The same money, counted twice"),
                                    ("part", "Partly the same money"),
                                    ("open", "Open again"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.CharField(max_length=1000)),
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
                                fields=["first", "second", "recorded_at"],
                                name="savings_ove_first_i_eaefee_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["different", "double", "part", "open"])),
                                name="overlap_verdict_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))),
                                name="overlap_pair_is_kept_in_one_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Period",
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
                                related_name="periods",
                                to="programme.programme",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("actuals_loaded_at", models.DateTimeField(editable=False, null=True)),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "year", "month"), name="period_is_one_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__range", (1, 12))),
                                name="period_month_is_april_to_march",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodEvent",
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
                                to="savings.period",
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("month", models.PositiveSmallIntegerField()),
                        ("actuals_loaded_at", models.DateTimeField(editable=False, null=True)),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PeriodStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="savings.period",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("actuals_loaded", "Actuals loaded"),
                                    ("closed", "Closed"),
                                    ("reopened", "Reopened"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=1000)),
                        ("signatory", models.CharField(max_length=150)),
                        (
                            "position",
                            models.JSONField(
                                help_text="Closing alone: every line's figures as frozen", null=True
                            ),
                        ),
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
                                fields=["period", "recorded_at"], name="savings_per_period__a3ca17_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("step__in", ["actuals_loaded", "closed", "reopened"])),
                                name="period_step_is_a_known_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("position__isnull", False), ("step", "closed")),
                                    models.Q(models.Q(("step", "closed"), _negated=True), ("position", None)),
                                    _connector="OR",
                                ),
                                name="period_step_closing_freezes_a_position",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("step", "reopened"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="period_step_reopening_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="programme.programme",
                            ),
                        ),
                        ("number", models.CharField(max_length=20)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=300)),
                        ("volume_target", models.CharField(blank=True, max_length=300)),
                        ("investment", models.CharField(blank=True, max_length=500)),
                        ("investment_source", models.CharField(blank=True, max_length=200)),
                        (
                            "secured",
                            models.CharField(
                                blank=True,
                                help_text="The quarter it is secured in, as printed",
                                max_length=40,
                            ),
                        ),
                        (
                            "confidence",
                            models.CharField(blank=True, help_text="High is good, as printed", max_length=20),
                        ),
                        (
                            "risk",
                            models.CharField(blank=True, help_text="Low is good, as printed", max_length=20),
                        ),
                        ("risk_summary", models.CharField(blank=True, max_length=1000)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "saving",
                            models.ForeignKey(
                                blank=True,
                                help_text="The line it became",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="savings.saving",
                            ),
                        ),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "number"),
                                name="proposal_number_is_unique_in_its_programme",
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
                                name="proposal_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalEvent",
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
                                to="savings.proposal",
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
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
                        ("number", models.CharField(max_length=20)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=300)),
                        ("volume_target", models.CharField(blank=True, max_length=300)),
                        ("investment", models.CharField(blank=True, max_length=500)),
                        ("investment_source", models.CharField(blank=True, max_length=200)),
                        (
                            "secured",
                            models.CharField(
                                blank=True,
                                help_text="The quarter it is secured in, as printed",
                                max_length=40,
                            ),
                        ),
                        (
                            "confidence",
                            models.CharField(blank=True, help_text="High is good, as printed", max_length=20),
                        ),
                        (
                            "risk",
                            models.CharField(blank=True, help_text="Low is good, as printed", max_length=20),
                        ),
                        ("risk_summary", models.CharField(blank=True, max_length=1000)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "saving",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The line it became",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProposalFigure",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="savings.proposal",
                            ),
                        ),
                        (
                            "series",
                            models.CharField(
                                default="Proposal",
                                help_text="Whose figure: the proposal, a forecast …",
                                max_length=200,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "amount",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        ("printed", models.CharField(blank=True, max_length=40)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "series", "year"),
                                name="proposal_figure_is_one_a_series_and_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["gbp", "gbp000", "gbpm"])),
                                name="proposal_figure_unit_is_pounds_thousands_or_millions",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalFigureEvent",
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
                                to="savings.proposalfigure",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "proposal",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.proposal",
                            ),
                        ),
                        (
                            "series",
                            models.CharField(
                                default="Proposal",
                                help_text="Whose figure: the proposal, a forecast …",
                                max_length=200,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "amount",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        ("printed", models.CharField(blank=True, max_length=40)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Replacement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "replaced",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacements",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "replacement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="savings.saving",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("replaced", models.F("replacement")), _negated=True),
                                name="replacement_is_another_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplacementEvent",
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
                                to="savings.replacement",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "replaced",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "replacement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SavingCost",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("saving_version", models.PositiveIntegerField()),
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
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="costs",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("one_off", "One-off investment"),
                                    ("running", "Running cost"),
                                    ("lost_income", "Lost income"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("reserve", "Reserve"),
                                    ("capital_receipts", "Capital receipts"),
                                    ("grant", "Grant"),
                                    ("partner", "Partner"),
                                    ("service_budget", "The service's own budget"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "borne_by_service",
                            models.BooleanField(
                                help_text="Whether the service's own budget bears it; none where not known",
                                null=True,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["one_off", "running", "lost_income"])),
                                name="saving_cost_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        [
                                            "reserve",
                                            "capital_receipts",
                                            "grant",
                                            "partner",
                                            "service_budget",
                                            "other",
                                            "",
                                        ],
                                    )
                                ),
                                name="saving_cost_source_is_a_known_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "one_off"), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="saving_cost_investment_names_its_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                                name="saving_cost_is_nil_or_above",
                            ),
                            models.UniqueConstraint(
                                fields=("saving", "kind", "year", "source", "saving_version"),
                                name="saving_cost_is_said_once_a_version",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavingState",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="states",
                                to="savings.saving",
                            ),
                        ),
                        ("facts", models.JSONField(help_text="savings.rules.state.SavingFacts as JSON")),
                        ("saving_version", models.PositiveIntegerField()),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["saving", "recorded_at", "saving_version"],
                                name="savings_sav_saving__491a9e_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("saving", "saving_version"), name="saving_state_is_one_a_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "saving",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                help_text="April of the budget year it is settled for"
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[
                                    ("left_in_base", "Left in the base, still to deliver"),
                                    ("written_out", "Pressure accepted, written out"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "pressure",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="savings.pressure",
                            ),
                        ),
                        (
                            "amounts",
                            models.JSONField(default=dict, help_text="What was proposed, by year, in pounds"),
                        ),
                        ("reason", models.CharField(max_length=1000)),
                        (
                            "undoes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="undone_by",
                                to="savings.settlement",
                            ),
                        ),
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
                                fields=["saving", "year", "recorded_at"],
                                name="savings_set_saving__21cc50_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("choice__in", ["left_in_base", "written_out"])),
                                name="settlement_choice_is_one_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice", "written_out"), _negated=True),
                                    ("pressure__isnull", False),
                                    _connector="OR",
                                ),
                                name="settlement_written_out_names_its_pressure",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetExport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet_exports",
                                to="programme.programme",
                            ),
                        ),
                        ("stamp", models.CharField(max_length=16, unique=True)),
                        (
                            "lines",
                            models.JSONField(help_text="By saving id: its version and every cell sent out"),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_by_name", models.CharField(max_length=150)),
                    ],
                ),
                migrations.CreateModel(
                    name="SheetImportEvent",
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
                                to="savings.sheetimport",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("savings", "Savings"),
                                    ("monitoring", "Monitoring month"),
                                    ("milestones", "Milestones"),
                                    ("workstreams", "Workstreams"),
                                    ("indicators", "Indicators"),
                                    ("people", "People"),
                                    ("pressures", "Pressures"),
                                    ("snapshot", "Snapshot of an earlier tracker"),
                                ],
                                default="savings",
                                max_length=12,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.storedfile",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=200)),
                        ("options", models.JSONField(blank=True, default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting to be read"),
                                    ("reading", "Being read"),
                                    ("previewed", "Ready to be written"),
                                    ("asking", "Has a question"),
                                    ("conflicts", "Has conflicts"),
                                    ("refused", "Refused"),
                                    ("writing", "Being written"),
                                    ("written", "Written"),
                                    ("undoing", "Being undone"),
                                    ("undone", "Undone"),
                                    ("failed", "Failed"),
                                    ("dropped", "Dropped"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        (
                            "choices",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="Answers: which line a row is, conflicts cell by cell",
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
                                default="confidential",
                                max_length=12,
                            ),
                        ),
                        (
                            "asked_by",
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
                        ("asked_by_name", models.CharField(max_length=150)),
                        ("asked_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="programme.programme",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("on_date", models.DateField()),
                        (
                            "definition_set",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshots",
                                to="programme.definitionset",
                            ),
                        ),
                        ("columns", models.JSONField(default=list, help_text="[{name, heading}]")),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "name", "on_date"), name="snapshot_is_one_a_name_and_day"
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
                                name="snapshot_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SnapshotEvent",
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
                                to="savings.snapshot",
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
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
                        ("name", models.CharField(max_length=200)),
                        ("on_date", models.DateField()),
                        (
                            "definition_set",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.definitionset",
                            ),
                        ),
                        ("columns", models.JSONField(default=list, help_text="[{name, heading}]")),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SnapshotRow",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="savings.snapshot",
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("ref", models.CharField(blank=True, max_length=40)),
                        ("rag_printed", models.CharField(blank=True, max_length=60)),
                        ("cells", models.JSONField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("snapshot", "position"), name="snapshot_row_has_its_own_place"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="programme.workstream",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="April of the year; none printed", null=True
                            ),
                        ),
                        ("cut", models.CharField(blank=True, max_length=40)),
                        ("label", models.CharField(blank=True, max_length=200)),
                        (
                            "kinds",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="The kinds the council counted; empty: ours",
                            ),
                        ),
                        (
                            "is_bridge",
                            models.BooleanField(
                                default=False,
                                help_text="The target that the bridge of its programme (or workstream) and year starts from",
                            ),
                        ),
                        (
                            "budget",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "name", "source", "year", "cut", "label"),
                                name="target_is_named_once",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cut", ""), ("is_bridge", True)),
                                fields=("programme", "workstream", "year"),
                                name="target_bridge_is_one_a_year",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_bridge", False), ("year__isnull", False), _connector="OR"
                                ),
                                name="target_bridge_has_a_year",
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
                                name="target_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetAmount",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amounts",
                                to="savings.target",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("is_bridge", models.BooleanField(default=False)),
                        ("kinds", models.JSONField(blank=True, default=list)),
                        (
                            "lacks_rows",
                            models.BooleanField(
                                default=False, help_text="The paper's own total has rows that our copy lacks"
                            ),
                        ),
                        ("printed", models.CharField(blank=True, max_length=40)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        ("decision", models.CharField(blank=True, max_length=200)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["target", "recorded_at"], name="savings_tar_target__8a57a5_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetEvent",
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
                                to="savings.target",
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
                                blank=True,
                                help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
                                null=True,
                            ),
                        ),
                        (
                            "marking_note",
                            models.CharField(
                                blank=True, help_text="The council's own citation, and why", max_length=300
                            ),
                        ),
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
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=200)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="April of the year; none printed", null=True
                            ),
                        ),
                        ("cut", models.CharField(blank=True, max_length=40)),
                        ("label", models.CharField(blank=True, max_length=200)),
                        (
                            "kinds",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="The kinds the council counted; empty: ours",
                            ),
                        ),
                        (
                            "is_bridge",
                            models.BooleanField(
                                default=False,
                                help_text="The target that the bridge of its programme (or workstream) and year starts from",
                            ),
                        ),
                        (
                            "budget",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TargetMapping",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mappings",
                                to="savings.target",
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mapped_targets",
                                to="programme.workstream",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("target", "workstream"), name="target_mapping_is_stated_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetMappingEvent",
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
                                to="savings.targetmapping",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "target",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.target",
                            ),
                        ),
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
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VarianceCause",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "budget_line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="causes",
                                to="savings.budgetline",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("period", models.CharField(max_length=3)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("name", models.CharField(max_length=300)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("printed", models.CharField(blank=True, max_length=40)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                                default="gbp",
                                max_length=6,
                            ),
                        ),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "taken_back",
                            models.BooleanField(
                                default=False, help_text="No cause after all; what was said before stays"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["budget_line", "year", "period", "recorded_at"],
                                name="savings_var_budget__02c8e2_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Virement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "from_line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="virements_out",
                                to="savings.budgetline",
                            ),
                        ),
                        (
                            "to_line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="virements_in",
                                to="savings.budgetline",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        (
                            "period",
                            models.CharField(
                                help_text="M1 (April) to M12: the month it takes effect in", max_length=3
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "authority",
                            models.CharField(
                                help_text="Who agreed it, and the decision's reference", max_length=200
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
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
                            models.Index(fields=["year", "period"], name="savings_vir_year_3e1de6_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("from_line", models.F("to_line")), _negated=True),
                                name="virement_is_between_two_lines",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="virement_amount_is_above_nil"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearRoll",
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
                                related_name="year_rolls",
                                to="programme.programme",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(help_text="April of the year that ends")),
                        (
                            "budget_round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rolls",
                                to="savings.budgetround",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("previewed", "Previewed"),
                                    ("rolled", "Rolled"),
                                    ("reversed", "Reversed"),
                                    ("closed", "Closed"),
                                ],
                                default="previewed",
                                max_length=9,
                            ),
                        ),
                        (
                            "choices",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="By line: carry or write_out, and the rest of the preview",
                            ),
                        ),
                        (
                            "outturn",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="The frozen outturn of the year that ends, line by line",
                            ),
                        ),
                        (
                            "undo",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="What was before, so that it can be reversed",
                            ),
                        ),
                        ("rolled_at", models.DateTimeField(editable=False, null=True)),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "roll of the year",
                        "verbose_name_plural": "rolls of the year",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["previewed", "rolled", "reversed", "closed"])
                                ),
                                name="year_roll_state_is_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "reversed"), _negated=True),
                                fields=("programme", "year"),
                                name="year_roll_is_one_a_year",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearRollEvent",
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
                                to="savings.yearroll",
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
                        ("year", models.PositiveSmallIntegerField(help_text="April of the year that ends")),
                        (
                            "budget_round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.budgetround",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("previewed", "Previewed"),
                                    ("rolled", "Rolled"),
                                    ("reversed", "Reversed"),
                                    ("closed", "Closed"),
                                ],
                                default="previewed",
                                max_length=9,
                            ),
                        ),
                        (
                            "choices",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="By line: carry or write_out, and the rest of the preview",
                            ),
                        ),
                        (
                            "outturn",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="The frozen outturn of the year that ends, line by line",
                            ),
                        ),
                        (
                            "undo",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="What was before, so that it can be reversed",
                            ),
                        ),
                        ("rolled_at", models.DateTimeField(editable=False, null=True)),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="outlookreport",
                    name="outlook_report_outlook_is_a_known_outlook",
                ),
                migrations.RemoveConstraint(
                    model_name="pressure",
                    name="pressure_ref_is_unique_in_its_programme",
                ),
                migrations.RemoveConstraint(
                    model_name="saving",
                    name="saving_ref_is_unique_in_its_programme",
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="corrects_period",
                    field=models.CharField(
                        blank=True,
                        help_text="The closed period this corrects, for example 2024/25 M5",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="gross_budget",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="gross_projection",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="income_budget",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="income_projection",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="spend_to_date",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AddField(
                    model_name="budgetfigure",
                    name="variance_printed",
                    field=models.CharField(
                        blank=True, help_text="The cell as the paper has it", max_length=40
                    ),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="profile",
                    field=models.JSONField(
                        blank=True,
                        help_text="Twelve shares of the year, April first, as text; they sum to 1",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="profile_name",
                    field=models.CharField(
                        blank=True,
                        help_text="placement days, school terms, September places …; blank: straight line",
                        max_length=80,
                    ),
                ),
                migrations.AddField(
                    model_name="budgetlineevent",
                    name="profile",
                    field=models.JSONField(
                        blank=True,
                        help_text="Twelve shares of the year, April first, as text; they sum to 1",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="budgetlineevent",
                    name="profile_name",
                    field=models.CharField(
                        blank=True,
                        help_text="placement days, school terms, September places …; blank: straight line",
                        max_length=80,
                    ),
                ),
                migrations.AddField(
                    model_name="claim",
                    name="corrects_period",
                    field=models.CharField(
                        blank=True,
                        help_text="The closed period this corrects, for example 2024/25 M5",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamount",
                    name="from_month",
                    field=models.PositiveSmallIntegerField(
                        blank=True, help_text="From a month on: 1 is April, 12 March", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamount",
                    name="months",
                    field=models.JSONField(
                        blank=True,
                        help_text="By hand: twelve amounts in pounds, April first, as text",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamount",
                    name="spread",
                    field=models.CharField(
                        choices=[
                            ("even", "Even over the year"),
                            ("from_month", "From a month on"),
                            ("by_hand", "By hand"),
                        ],
                        default="even",
                        help_text="How the year's amount falls on its months",
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamountevent",
                    name="from_month",
                    field=models.PositiveSmallIntegerField(
                        blank=True, help_text="From a month on: 1 is April, 12 March", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamountevent",
                    name="months",
                    field=models.JSONField(
                        blank=True,
                        help_text="By hand: twelve amounts in pounds, April first, as text",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="plannedamountevent",
                    name="spread",
                    field=models.CharField(
                        choices=[
                            ("even", "Even over the year"),
                            ("from_month", "From a month on"),
                            ("by_hand", "By hand"),
                        ],
                        default="even",
                        help_text="How the year's amount falls on its months",
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="pressure",
                    name="deferred_from_round",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="The earlier budget round that saving belongs to",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pressures",
                        to="savings.budgetround",
                    ),
                ),
                migrations.AddField(
                    model_name="pressure",
                    name="removed_at",
                    field=models.DateTimeField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name="pressureevent",
                    name="deferred_from_round",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier budget round that saving belongs to",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="savings.budgetround",
                    ),
                ),
                migrations.AddField(
                    model_name="pressureevent",
                    name="removed_at",
                    field=models.DateTimeField(blank=True, editable=False, null=True),
                ),
                migrations.AddField(
                    model_name="saving",
                    name="funding_ends",
                    field=models.DateField(
                        blank=True,
                        help_text="The last day of the funding behind a one-off or time-limited saving: what would land later is lost",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="savingevent",
                    name="funding_ends",
                    field=models.DateField(
                        blank=True,
                        help_text="The last day of the funding behind a one-off or time-limited saving: what would land later is lost",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="savingforecast",
                    name="corrects_period",
                    field=models.CharField(
                        blank=True,
                        help_text="The closed period this corrects, for example 2024/25 M5",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="validation",
                    name="beyond_claim",
                    field=models.CharField(
                        blank=True,
                        help_text="Why finance validates more than the owner claims",
                        max_length=500,
                    ),
                ),
                migrations.AddField(
                    model_name="validation",
                    name="budget_evidence",
                    field=models.CharField(
                        blank=True, help_text="What shows that the base budget is reduced", max_length=500
                    ),
                ),
                migrations.AddField(
                    model_name="validation",
                    name="corrects_period",
                    field=models.CharField(
                        blank=True,
                        help_text="The closed period this corrects, for example 2024/25 M5",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="validation",
                    name="spend_evidence",
                    field=models.CharField(
                        blank=True, help_text="What shows that spend or income followed it", max_length=500
                    ),
                ),
                migrations.AlterField(
                    model_name="claim",
                    name="amount",
                    field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
                ),
                migrations.AlterField(
                    model_name="outlookreport",
                    name="outlook",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("delivered", "Delivered"),
                            ("on_track", "On track"),
                            ("at_risk", "At risk"),
                            ("deliverable_later", "Undeliverable this year, deliverable later"),
                            ("undeliverable", "Undeliverable"),
                            ("replaced", "Replaced"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=18,
                    ),
                ),
                migrations.AddIndex(
                    model_name="plannedamount",
                    index=models.Index(
                        condition=models.Q(("spread", "even"), _negated=True),
                        fields=["saving", "year"],
                        name="planned_amount_not_even",
                    ),
                ),
                migrations.AddIndex(
                    model_name="savingforecast",
                    index=models.Index(
                        condition=models.Q(("month", None), _negated=True),
                        fields=["saving", "year"],
                        name="saving_forecast_by_month",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outlookreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outlook__in",
                                [
                                    "delivered",
                                    "on_track",
                                    "at_risk",
                                    "deliverable_later",
                                    "undeliverable",
                                    "replaced",
                                    "withdrawn",
                                    "",
                                ],
                            )
                        ),
                        name="outlook_report_outlook_is_a_known_outlook",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedamount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_month", None), ("months", None), ("spread", "even")),
                            models.Q(
                                ("from_month__range", (1, 12)), ("months", None), ("spread", "from_month")
                            ),
                            models.Q(("from_month", None), ("months__isnull", False), ("spread", "by_hand")),
                            _connector="OR",
                        ),
                        name="planned_amount_spread_says_where_it_starts_or_its_months",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pressure",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("programme", "ref"),
                        name="pressure_ref_is_unique_in_its_programme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="saving",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("programme", "ref"),
                        name="saving_ref_is_unique_in_its_programme",
                    ),
                ),
                programme.migrations._triggers.AddTriggers(
                    triggers=[
                        (
                            "budgetline",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "profile", "profile_name", "programme_id", "version") VALUES (NEW."exempt_paragraph", NEW."fund", NEW."group", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."profile", NEW."profile_name", NEW."programme_id", NEW."version"); RETURN NULL;',
                                    hash="206609ea21b71ecf22669bc130a1f9d79ff98a82",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_227b6",
                                    table="savings_budgetline",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "budgetline",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "profile", "profile_name", "programme_id", "version") VALUES (NEW."exempt_paragraph", NEW."fund", NEW."group", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."profile", NEW."profile_name", NEW."programme_id", NEW."version"); RETURN NULL;',
                                    hash="082f40a952321c08450d58e0bca54e2b40671dec",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_37ec7",
                                    table="savings_budgetline",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "budgetline",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "profile", "profile_name", "programme_id", "version") VALUES (OLD."exempt_paragraph", OLD."fund", OLD."group", OLD."id", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."profile", OLD."profile_name", OLD."programme_id", OLD."version"); RETURN NULL;',
                                    hash="265817089029a298c4392234f7596d70a5b5b65c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a9646",
                                    table="savings_budgetline",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "plannedamount",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "from_month", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "spread", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."from_month", NEW."id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."saving_id", NEW."spread", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="e3734ce6c0872da4aa4c98bb9d32bed8ee78b69c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_16d13",
                                    table="savings_plannedamount",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "plannedamount",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "from_month", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "spread", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."from_month", NEW."id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."saving_id", NEW."spread", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="6ff9ffa75fea74f7417d67e09276541465bf7407",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_42004",
                                    table="savings_plannedamount",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "plannedamount",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "from_month", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "spread", "unit", "version", "year") VALUES (OLD."amount", OLD."decimals", OLD."from_month", OLD."id", OLD."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."saving_id", OLD."spread", OLD."unit", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="13016583311c79b43663b559235047150b009336",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4eeab",
                                    table="savings_plannedamount",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "pressure",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "deferred_from_round_id", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "removed_at", "version") VALUES (NEW."deferred_from_id", NEW."deferred_from_ref", NEW."deferred_from_round_id", NEW."exempt_paragraph", NEW."id", NEW."line_no", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_ref", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."version"); RETURN NULL;',
                                    hash="5931def8f72db3e7f0dd5bbf73f19d118ed35a87",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_54a6a",
                                    table="savings_pressure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "pressure",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "deferred_from_round_id", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "removed_at", "version") VALUES (NEW."deferred_from_id", NEW."deferred_from_ref", NEW."deferred_from_round_id", NEW."exempt_paragraph", NEW."id", NEW."line_no", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_ref", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."version"); RETURN NULL;',
                                    hash="b5fb8e446a82800fa8b7b53b5eea12b59315d211",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_57b41",
                                    table="savings_pressure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "pressure",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "deferred_from_round_id", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "removed_at", "version") VALUES (OLD."deferred_from_id", OLD."deferred_from_ref", OLD."deferred_from_round_id", OLD."exempt_paragraph", OLD."id", OLD."line_no", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_ref", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."version"); RETURN NULL;',
                                    hash="28173e84b98ce5f64cdabf6f48995c53dea05fd2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_aa054",
                                    table="savings_pressure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "saving",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "funding_ends", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (NEW."budget_round_id", NEW."corrects_id", NEW."exempt_paragraph", NEW."form", NEW."form_is_our_reading", NEW."funding_ends", NEW."heading", NEW."id", NEW."kind", NEW."kind_note", NEW."line_no", NEW."marking", NEW."marking_note", NEW."maturity", NEW."name", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_frozen_at", NEW."programme_id", NEW."ref", NEW."ref_is_printed", NEW."removed_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="8eebe1356f341ec395b69c0a0b6e2d3f96c17fe6",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9db4b",
                                    table="savings_saving",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "saving",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "funding_ends", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (NEW."budget_round_id", NEW."corrects_id", NEW."exempt_paragraph", NEW."form", NEW."form_is_our_reading", NEW."funding_ends", NEW."heading", NEW."id", NEW."kind", NEW."kind_note", NEW."line_no", NEW."marking", NEW."marking_note", NEW."maturity", NEW."name", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_frozen_at", NEW."programme_id", NEW."ref", NEW."ref_is_printed", NEW."removed_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="e5f12edab1a22db2e82fae887536e93c389e76ac",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_225f8",
                                    table="savings_saving",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "saving",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "funding_ends", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (OLD."budget_round_id", OLD."corrects_id", OLD."exempt_paragraph", OLD."form", OLD."form_is_our_reading", OLD."funding_ends", OLD."heading", OLD."id", OLD."kind", OLD."kind_note", OLD."line_no", OLD."marking", OLD."marking_note", OLD."maturity", OLD."name", OLD."note", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_frozen_at", OLD."programme_id", OLD."ref", OLD."ref_is_printed", OLD."removed_at", OLD."start_date", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="c4f7571abb481e8206a607dadc065797ee930118",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_32e17",
                                    table="savings_saving",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "accountability",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ed18eff3888cf7f115307bd3bbb70b98cd35c13c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_9f2c1",
                                    table="savings_accountability",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "accountability",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="f26272c3631fae6e84fa21c6b1a18e380002289e",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_f0d48",
                                    table="savings_accountability",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "budgetapproval",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="95065f1ff5a91d19c3e2f2953163c5ef0f6bb123",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_42e1c",
                                    table="savings_budgetapproval",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "budgetapproval",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="c4040b596f1a85e024428a250cab60526e34b298",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_3ada6",
                                    table="savings_budgetapproval",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "budgetreduction",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="003d431b421b3dc0204a614cecefdf468561f216",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_81adb",
                                    table="savings_budgetreduction",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "budgetreduction",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="b3e56239d6107ad094817531fc2c8193c65db7c6",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_36888",
                                    table="savings_budgetreduction",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "codingsplit",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_codingsplitevent" ("cost_centre", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "share", "subjective", "version") VALUES (NEW."cost_centre", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."saving_id", NEW."share", NEW."subjective", NEW."version"); RETURN NULL;',
                                    hash="532102dd79fe8ebbf8e404a58a1d2cbe4064ddac",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_15db0",
                                    table="savings_codingsplit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "codingsplit",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_codingsplitevent" ("cost_centre", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "share", "subjective", "version") VALUES (NEW."cost_centre", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."saving_id", NEW."share", NEW."subjective", NEW."version"); RETURN NULL;',
                                    hash="e7000f079f78622e6d67bda8d14b45dfab02f000",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_85d70",
                                    table="savings_codingsplit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "codingsplit",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_codingsplitevent" ("cost_centre", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "share", "subjective", "version") VALUES (OLD."cost_centre", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."saving_id", OLD."share", OLD."subjective", OLD."version"); RETURN NULL;',
                                    hash="84b24c5c89a417eb1d7e7267f39feaaa6c3b9582",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e215b",
                                    table="savings_codingsplit",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "codingsplitevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="749553dd203c9723237d2cf82f7c30ed5079a713",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_e51f2",
                                    table="savings_codingsplitevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "codingsplitevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d39ca955efbbc4c1155088736894d06852923455",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_cbf0d",
                                    table="savings_codingsplitevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "costdriver",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_costdriverevent" ("budget_line_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version", "volume_unit") VALUES (NEW."budget_line_id", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."version", NEW."volume_unit"); RETURN NULL;',
                                    hash="b1c2de0bea53eef9da318467fa34b2799a34b35b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d8b6e",
                                    table="savings_costdriver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "costdriver",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_costdriverevent" ("budget_line_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version", "volume_unit") VALUES (NEW."budget_line_id", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."version", NEW."volume_unit"); RETURN NULL;',
                                    hash="060c1c56a6138d8d9f0e87ab73d27e1eac9427b3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_78fcd",
                                    table="savings_costdriver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "costdriver",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_costdriverevent" ("budget_line_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version", "volume_unit") VALUES (OLD."budget_line_id", OLD."exempt_paragraph", OLD."id", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."version", OLD."volume_unit"); RETURN NULL;',
                                    hash="15a8a679ad1005eeed746d190f0e2bd16bcfbdb1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_38868",
                                    table="savings_costdriver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "costdriverevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="ff7b2cd3894011a8e70f63f470be1d438c7eefda",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_eb2ac",
                                    table="savings_costdriverevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "costdriverevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5f915a3d300abf91e70826c3ec2a42bcbabfdb5d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_98444",
                                    table="savings_costdriverevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "costdriverreading",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5a91a533bfe4b784419860759c6c75f2093b3812",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ac139",
                                    table="savings_costdriverreading",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "costdriverreading",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="46214595f3b36bcb7262a4014f633205c0c2169d",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_d6968",
                                    table="savings_costdriverreading",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "driver",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_driverevent" ("id", "indicator_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "tolerance_percent", "version") VALUES (NEW."id", NEW."indicator_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."saving_id", NEW."tolerance_percent", NEW."version"); RETURN NULL;',
                                    hash="f62a5b71b5635ef7ec8df9da684ebee3547ec9b6",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6fc54",
                                    table="savings_driver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driver",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_driverevent" ("id", "indicator_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "tolerance_percent", "version") VALUES (NEW."id", NEW."indicator_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."saving_id", NEW."tolerance_percent", NEW."version"); RETURN NULL;',
                                    hash="51dc858db49887aebb9811ae8830e5c879ff833a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4e824",
                                    table="savings_driver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driver",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_driverevent" ("id", "indicator_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "tolerance_percent", "version") VALUES (OLD."id", OLD."indicator_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."saving_id", OLD."tolerance_percent", OLD."version"); RETURN NULL;',
                                    hash="dcd1d0f99a4ff5841d1b1cf692d2fccab93b6868",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f95be",
                                    table="savings_driver",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driverevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="f26f8cffee9403086f63c86dcb7b88d7b83a4d9a",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_e1552",
                                    table="savings_driverevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "driverevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="8b687c499437e9615ca395bba3a27bc4f0b74de2",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_78c24",
                                    table="savings_driverevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "driverpoint",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_driverpointevent" ("driver_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "version", "year") VALUES (NEW."driver_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="32ffb391a6f84067ce7956be365d16e002f54b2b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_43ff2",
                                    table="savings_driverpoint",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driverpoint",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_driverpointevent" ("driver_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "version", "year") VALUES (NEW."driver_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="d3b74466c4b4e248ccb1c0acf270b424fb34cc8a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fa42f",
                                    table="savings_driverpoint",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driverpoint",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_driverpointevent" ("driver_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "version", "year") VALUES (OLD."driver_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="8364db688ca25ba5cca42a21c80a18f06a16872c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3ef8a",
                                    table="savings_driverpoint",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "driverpointevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="d0e8d420b9384af951099b9281d059865192921f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_d8c32",
                                    table="savings_driverpointevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "driverpointevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="40313ffc8b68752fec7cb8c0ad90cf927ad12ef6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e5635",
                                    table="savings_driverpointevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "evidencereview",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="dbf1bad1a0f2be0ba76ce95fe63814ea97684c4a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_dd170",
                                    table="savings_evidencereview",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "evidencereview",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="19b24109002f03d10662f2042c45ffb5e5e11d0e",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_8826c",
                                    table="savings_evidencereview",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "fundbalance",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="1c8f86634f86308c75573c27f55e1e2bf1a17071",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4bd48",
                                    table="savings_fundbalance",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "fundbalance",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="45048cd91c30e2465d35b4e93891339f46005b8d",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_8c0fe",
                                    table="savings_fundbalance",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "mitigation",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="9c1fb23f4d97765b4b28d34838fd394cde130747",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_35323",
                                    table="savings_mitigation",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "mitigation",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="b936fe322b5bdaad63762ccc89da295922c6e6a0",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_33ad4",
                                    table="savings_mitigation",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "overlapanswer",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="1f7198bbe2d6afc8b9ad5b4c42eea706f0094ee4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7db8b",
                                    table="savings_overlapanswer",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "overlapanswer",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="072a8a4e7d12853cf7c18e8c1dd28b08274685f1",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_5c580",
                                    table="savings_overlapanswer",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "period",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_periodevent" ("actuals_loaded_at", "closed_at", "id", "month", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (NEW."actuals_loaded_at", NEW."closed_at", NEW."id", NEW."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="e435bf8ab037fcd87a688259f4d92427f2e9dfd2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b5dc6",
                                    table="savings_period",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "period",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_periodevent" ("actuals_loaded_at", "closed_at", "id", "month", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (NEW."actuals_loaded_at", NEW."closed_at", NEW."id", NEW."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="6c2da9d7bc713e2db526fb9b9818f34defd98aa1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4cadf",
                                    table="savings_period",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "period",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_periodevent" ("actuals_loaded_at", "closed_at", "id", "month", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "version", "year") VALUES (OLD."actuals_loaded_at", OLD."closed_at", OLD."id", OLD."month", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="717dd216df49a537cbb2eee414dd5647bc1dc207",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_93d7a",
                                    table="savings_period",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "periodevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="b2bf02ca5b617e2339f56883afa43a83af2c1204",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_a6d83",
                                    table="savings_periodevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "periodevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2a2c016232aaff1ed01291b22fd58acfa41874e1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4c248",
                                    table="savings_periodevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "periodstep",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="51a59bf2aa67a4108590c88ed7d2655745dee92e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3d8f9",
                                    table="savings_periodstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "periodstep",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="9ee55111346de3592788acde920055d577e85f64",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_0215c",
                                    table="savings_periodstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "proposal",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_proposalevent" ("confidence", "exempt_paragraph", "id", "investment", "investment_source", "marking", "marking_note", "name", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "risk", "risk_summary", "saving_id", "secured", "version", "volume_target") VALUES (NEW."confidence", NEW."exempt_paragraph", NEW."id", NEW."investment", NEW."investment_source", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."risk", NEW."risk_summary", NEW."saving_id", NEW."secured", NEW."version", NEW."volume_target"); RETURN NULL;',
                                    hash="c29f2606ed936b3a990e4737ffae6c66e9f72b98",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_62eef",
                                    table="savings_proposal",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposal",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_proposalevent" ("confidence", "exempt_paragraph", "id", "investment", "investment_source", "marking", "marking_note", "name", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "risk", "risk_summary", "saving_id", "secured", "version", "volume_target") VALUES (NEW."confidence", NEW."exempt_paragraph", NEW."id", NEW."investment", NEW."investment_source", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."risk", NEW."risk_summary", NEW."saving_id", NEW."secured", NEW."version", NEW."volume_target"); RETURN NULL;',
                                    hash="f542a7f754553339397288230ba50210ca8902cb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_006aa",
                                    table="savings_proposal",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposal",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_proposalevent" ("confidence", "exempt_paragraph", "id", "investment", "investment_source", "marking", "marking_note", "name", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "risk", "risk_summary", "saving_id", "secured", "version", "volume_target") VALUES (OLD."confidence", OLD."exempt_paragraph", OLD."id", OLD."investment", OLD."investment_source", OLD."marking", OLD."marking_note", OLD."name", OLD."note", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."risk", OLD."risk_summary", OLD."saving_id", OLD."secured", OLD."version", OLD."volume_target"); RETURN NULL;',
                                    hash="c2ed3ca4ff08b444be804d1c28e8a0c028a93de2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_77bcd",
                                    table="savings_proposal",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposalevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="bdd73caa8943a898c8540ea1a9bafddaf9b6f840",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_8d0e6",
                                    table="savings_proposalevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "proposalevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6af97eddf99f9c18f974660d08d2e39a5111dc5d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4644d",
                                    table="savings_proposalevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "proposalfigure",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_proposalfigureevent" ("amount", "decimals", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "proposal_id", "series", "source", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."proposal_id", NEW."series", NEW."source", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="34d1cbc48d3dc4881a585fe19e4d580990e7cf63",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_66dee",
                                    table="savings_proposalfigure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposalfigure",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_proposalfigureevent" ("amount", "decimals", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "proposal_id", "series", "source", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."proposal_id", NEW."series", NEW."source", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="fd22b3942e9efbf05bee97bf7c8a715c8053f8e0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_37edf",
                                    table="savings_proposalfigure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposalfigure",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_proposalfigureevent" ("amount", "decimals", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "proposal_id", "series", "source", "unit", "version", "year") VALUES (OLD."amount", OLD."decimals", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."proposal_id", OLD."series", OLD."source", OLD."unit", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="b4c8044b1cdb4090c519028b90e063ccb1f1829f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ad0f9",
                                    table="savings_proposalfigure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "proposalfigureevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="fb263c86397b085b666bf97b82691c117a3d2a5d",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_aaeeb",
                                    table="savings_proposalfigureevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "proposalfigureevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="8cfb096d939096d6112060f9cf7716c336e9a69e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_16082",
                                    table="savings_proposalfigureevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "replacement",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_replacementevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_id", "replacement_id", "version") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."replaced_id", NEW."replacement_id", NEW."version"); RETURN NULL;',
                                    hash="af587d620ca8a0d897843645d3e8454cfddd9054",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_dbddc",
                                    table="savings_replacement",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "replacement",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_replacementevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_id", "replacement_id", "version") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."replaced_id", NEW."replacement_id", NEW."version"); RETURN NULL;',
                                    hash="7e4fecc971eaa0e236e1860048db6f301a0e7905",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_16dcf",
                                    table="savings_replacement",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "replacement",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_replacementevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_id", "replacement_id", "version") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."replaced_id", OLD."replacement_id", OLD."version"); RETURN NULL;',
                                    hash="385f7fa35d7bc16401694156d2caf3f8cb7a017d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bb849",
                                    table="savings_replacement",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "replacementevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="d4f15a78e98b2818504f0d0c95f271339b74203f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_5e617",
                                    table="savings_replacementevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "replacementevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6faf0f4ebfb68b24cc9d4ff2fbb2b0b4e0fa5570",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a0727",
                                    table="savings_replacementevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "savingcost",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d1932d04f9c396883f177a3fa65cab171f7f7414",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0d925",
                                    table="savings_savingcost",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "savingcost",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="57318091cc42e8d38203a3110622ff72d9490e3a",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_cb1ce",
                                    table="savings_savingcost",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "savingstate",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="e837c65b4a35bc4397887bb0a5a96e92759de0d6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_dd5f0",
                                    table="savings_savingstate",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "savingstate",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="4dcc8b4f67c37ebca6a2c292d283ab96aa9a81b6",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_d0918",
                                    table="savings_savingstate",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "settlement",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2fec21e9e0db9b18e12495761d89dd39295f4f61",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_498f2",
                                    table="savings_settlement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "settlement",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="2420c7e841adb7325ee4399e6e0cbbebee7b6c8f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_da06a",
                                    table="savings_settlement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "sheetexport",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bb1e2a409d587c2fa20b70aefc52af90c4a17331",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c761a",
                                    table="savings_sheetexport",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "sheetexport",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="459001d57628f4c6faf5e05fa50f35ce78d01987",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_81335",
                                    table="savings_sheetexport",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "sheetimport",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_sheetimportevent" ("asked_at", "asked_by_id", "asked_by_name", "choices", "file_id", "file_name", "finished_at", "id", "kind", "marking", "options", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_by_name", NEW."choices", NEW."file_id", NEW."file_name", NEW."finished_at", NEW."id", NEW."kind", NEW."marking", NEW."options", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="73412ce030e8e307ce901213a506ab03c129c5aa",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5eed8",
                                    table="savings_sheetimport",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "sheetimport",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_by_name" IS DISTINCT FROM (NEW."asked_by_name") OR OLD."choices" IS DISTINCT FROM (NEW."choices") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."marking" IS DISTINCT FROM (NEW."marking") OR OLD."options" IS DISTINCT FROM (NEW."options") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "savings_sheetimportevent" ("asked_at", "asked_by_id", "asked_by_name", "choices", "file_id", "file_name", "finished_at", "id", "kind", "marking", "options", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."asked_by_name", NEW."choices", NEW."file_id", NEW."file_name", NEW."finished_at", NEW."id", NEW."kind", NEW."marking", NEW."options", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="f1eafdb91ac4b23966294494a8e070107a7f57ed",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_db71e",
                                    table="savings_sheetimport",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "sheetimport",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_sheetimportevent" ("asked_at", "asked_by_id", "asked_by_name", "choices", "file_id", "file_name", "finished_at", "id", "kind", "marking", "options", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "state", "version") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."asked_by_name", OLD."choices", OLD."file_id", OLD."file_name", OLD."finished_at", OLD."id", OLD."kind", OLD."marking", OLD."options", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."state", OLD."version"); RETURN NULL;',
                                    hash="5e266cf0c406630c666044d8fb6094fda4b7c406",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9bd3a",
                                    table="savings_sheetimport",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "importedrow",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="3aa30622687461d2238202db91b38dc9336a1381",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_83581",
                                    table="savings_importedrow",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "importedrow",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="8dd1789b9b4aa17b20ebea4cf5cf15b55e55a7da",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_35aca",
                                    table="savings_importedrow",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "sheetimportevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="5c7f43f82547dadf1c15783c8b089a54e8e9d297",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_a540e",
                                    table="savings_sheetimportevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "sheetimportevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="38b9d59fbff12a33c1ca257099e823860b87a1c8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8d72f",
                                    table="savings_sheetimportevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "snapshot",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_snapshotevent" ("columns", "definition_set_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "on_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "version") VALUES (NEW."columns", NEW."definition_set_id", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."on_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="edef9aa5cd98b02ade4b683514ba0e6bae434285",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1c9ad",
                                    table="savings_snapshot",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "snapshot",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_snapshotevent" ("columns", "definition_set_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "on_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "version") VALUES (NEW."columns", NEW."definition_set_id", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."on_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="892c1a994e5c1a7df537c611bf2958fbcd3a9ac4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1c02e",
                                    table="savings_snapshot",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "snapshot",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_snapshotevent" ("columns", "definition_set_id", "exempt_paragraph", "id", "marking", "marking_note", "name", "on_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "version") VALUES (OLD."columns", OLD."definition_set_id", OLD."exempt_paragraph", OLD."id", OLD."marking", OLD."marking_note", OLD."name", OLD."on_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."version"); RETURN NULL;',
                                    hash="754eef04984afb457adfafa74a1b0a122df438b1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_da6a3",
                                    table="savings_snapshot",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "snapshotevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="0a8b88698f92ed16f8070f2b08e9c7a82c61b4f4",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_cdba7",
                                    table="savings_snapshotevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "snapshotevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="7b898e5a6ad52a0b3b04e67b02f5df2ff30f0559",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_cbc0d",
                                    table="savings_snapshotevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "snapshotrow",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f341ad635b6f4182efce3127d3697dcbb5495057",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_fca4e",
                                    table="savings_snapshotrow",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "snapshotrow",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="28230b4b45a8cb3edae1b0d2e15ffcb335eae9d1",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_0294c",
                                    table="savings_snapshotrow",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "target",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_targetevent" ("budget", "cut", "exempt_paragraph", "id", "is_bridge", "kinds", "label", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "version", "workstream_id", "year") VALUES (NEW."budget", NEW."cut", NEW."exempt_paragraph", NEW."id", NEW."is_bridge", NEW."kinds", NEW."label", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."version", NEW."workstream_id", NEW."year"); RETURN NULL;',
                                    hash="67eebe5552117257d581ac338b4ac2e6140ae41b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cee62",
                                    table="savings_target",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "target",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_targetevent" ("budget", "cut", "exempt_paragraph", "id", "is_bridge", "kinds", "label", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "version", "workstream_id", "year") VALUES (NEW."budget", NEW."cut", NEW."exempt_paragraph", NEW."id", NEW."is_bridge", NEW."kinds", NEW."label", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."source", NEW."version", NEW."workstream_id", NEW."year"); RETURN NULL;',
                                    hash="4cb22887472b457971cfd1acbdaa1e21cad6226a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c3103",
                                    table="savings_target",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "target",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_targetevent" ("budget", "cut", "exempt_paragraph", "id", "is_bridge", "kinds", "label", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "source", "version", "workstream_id", "year") VALUES (OLD."budget", OLD."cut", OLD."exempt_paragraph", OLD."id", OLD."is_bridge", OLD."kinds", OLD."label", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."source", OLD."version", OLD."workstream_id", OLD."year"); RETURN NULL;',
                                    hash="1ec3ab00aaa3281fa8ac1c8d462215504bc711f5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_32875",
                                    table="savings_target",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "targetamount",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d1722d65856af86f2702e84a1cdedeb14a7d5166",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8134c",
                                    table="savings_targetamount",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "targetamount",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="bb7cbe325401cde962f47d3c865444856b87eb9f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_0440e",
                                    table="savings_targetamount",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "targetevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="833cdffa07313a4ebbc58f940d97bcdfee7f3f50",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_16073",
                                    table="savings_targetevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "targetevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="3e88f6995881d386669a3b5f5cf499042c134ace",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_32cea",
                                    table="savings_targetevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "targetmapping",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_targetmappingevent" ("id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "version", "workstream_id") VALUES (NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."target_id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="b11690ae28382b310bcc04dd2bdf0717549da995",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_007cd",
                                    table="savings_targetmapping",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "targetmapping",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_targetmappingevent" ("id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "version", "workstream_id") VALUES (NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."target_id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="5ed256a2eac216d686bbd50f3f41b755887c7f5f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c6eda",
                                    table="savings_targetmapping",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "targetmapping",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_targetmappingevent" ("id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "version", "workstream_id") VALUES (OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."target_id", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="92265d1977eb09d3f95acb441f0fb3b8d660322a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e5a1a",
                                    table="savings_targetmapping",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "targetmappingevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="3466986d62d4cad8b560b393c328314d5571bea9",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_40050",
                                    table="savings_targetmappingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "targetmappingevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f2dea6bebb0c2141c4c64576b55853cc403a1f26",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_20904",
                                    table="savings_targetmappingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "variancecause",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="49ad4574910700383666492c4ebb1d107ded1f1c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_516d1",
                                    table="savings_variancecause",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "variancecause",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="54a1dd045b88dbbbe447698cd19ce504c6b7fd78",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_a4211",
                                    table="savings_variancecause",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "virement",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6f175231c66a472946134e56f3336385009840d4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a6fa1",
                                    table="savings_virement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "virement",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="cebe261af13d061a1c380bd92334647cc6c3d965",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_84e5c",
                                    table="savings_virement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "yearroll",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_yearrollevent" ("budget_round_id", "choices", "closed_at", "id", "outturn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rolled_at", "state", "undo", "version", "year") VALUES (NEW."budget_round_id", NEW."choices", NEW."closed_at", NEW."id", NEW."outturn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."rolled_at", NEW."state", NEW."undo", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="06557e698e3c4188055c376e16c69798c7f06a44",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_07d2b",
                                    table="savings_yearroll",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "yearroll",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "savings_yearrollevent" ("budget_round_id", "choices", "closed_at", "id", "outturn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rolled_at", "state", "undo", "version", "year") VALUES (NEW."budget_round_id", NEW."choices", NEW."closed_at", NEW."id", NEW."outturn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."rolled_at", NEW."state", NEW."undo", NEW."version", NEW."year"); RETURN NULL;',
                                    hash="94806ac451ed2fc08c26cf0c9b4314c22275cda2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1f17b",
                                    table="savings_yearroll",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "yearroll",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "savings_yearrollevent" ("budget_round_id", "choices", "closed_at", "id", "outturn", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "rolled_at", "state", "undo", "version", "year") VALUES (OLD."budget_round_id", OLD."choices", OLD."closed_at", OLD."id", OLD."outturn", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."rolled_at", OLD."state", OLD."undo", OLD."version", OLD."year"); RETURN NULL;',
                                    hash="c80a163493fdc74423d42da46b512e4500062a24",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1aa10",
                                    table="savings_yearroll",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "yearrollevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="bc491c10ef938f790c135931b43b54d77a1e4ff6",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_c663d",
                                    table="savings_yearrollevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "yearrollevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="951139fb767427ba35718ae6b02d0c71360a7389",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0c826",
                                    table="savings_yearrollevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]

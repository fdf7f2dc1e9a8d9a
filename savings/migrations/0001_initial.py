import uuid

import django.db.models.deletion
import django.db.models.expressions
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
            name="BudgetRound",
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
                        related_name="budget_rounds",
                        to="programme.organisation",
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=120)),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="April of the base year", null=True
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "code"), name="budget_round_code_is_unique_in_its_council"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Saving",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings",
                        to="programme.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings",
                        to="programme.workstream",
                    ),
                ),
                (
                    "budget_round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings",
                        to="savings.budgetround",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        help_text="Unique in its programme; L7 where the paper prints none", max_length=20
                    ),
                ),
                ("ref_is_printed", models.BooleanField(default=True)),
                ("line_no", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300)),
                (
                    "heading",
                    models.CharField(blank=True, help_text="The heading it is printed under", max_length=120),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cash_releasing", "Cash-releasing"),
                            ("non_cash", "Non-cash"),
                            ("cost_avoidance", "Cost avoidance"),
                            ("income", "Income"),
                            ("funding", "Funding"),
                            ("reallocation", "Reallocation"),
                            ("adjustment", "Adjustment"),
                        ],
                        default="cash_releasing",
                        max_length=14,
                    ),
                ),
                (
                    "kind_note",
                    models.CharField(
                        blank=True, help_text="Whose reading the kind is, and when", max_length=300
                    ),
                ),
                (
                    "maturity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0 Idea"),
                            (1, "1 Sized"),
                            (2, "2 Business case"),
                            (3, "3 Approved plan"),
                            (4, "4 Actions done"),
                            (5, "5 Realised and validated"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="savings_owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "start_date",
                    models.DateField(blank=True, help_text="The day it starts to save, by plan", null=True),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        help_text="For an adjustment: the line it corrects",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="savings.saving",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("cumulative", "cumulative"), ("increments", "increments")],
                        default="cumulative",
                        help_text="The form it was imported in",
                        max_length=10,
                    ),
                ),
                (
                    "form_is_our_reading",
                    models.BooleanField(
                        default=False, help_text="The paper does not say which form it prints"
                    ),
                ),
                (
                    "plan_frozen_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="From here the plan changes by decision only",
                        null=True,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "ref"), name="saving_ref_is_unique_in_its_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "cash_releasing",
                                    "non_cash",
                                    "cost_avoidance",
                                    "income",
                                    "funding",
                                    "reallocation",
                                    "adjustment",
                                ],
                            )
                        ),
                        name="saving_kind_is_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["cumulative", "increments"])),
                        name="saving_form_is_cumulative_or_increments",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maturity", None), ("maturity__range", (0, 5)), _connector="OR"),
                        name="saving_maturity_is_nought_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects", None),
                            models.Q(
                                ("kind", "adjustment"), models.Q(("corrects", models.F("id")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="saving_corrects_another_only_as_an_adjustment",
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
                        name="saving_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedAmount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_amounts",
                        to="savings.saving",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="April of the financial year, for example 2024 for 2024/25"
                    ),
                ),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("saving", "year"), name="planned_amount_is_one_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["gbp", "gbp000", "gbpm"])),
                        name="planned_amount_unit_is_pounds_thousands_or_millions",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="programme.programme",
                    ),
                ),
                (
                    "fund",
                    models.CharField(
                        choices=[("general", "General fund"), ("dsg", "Dedicated Schools Grant")],
                        default="general",
                        max_length=10,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=120)),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "fund", "group", "name"),
                        name="budget_line_name_is_unique_in_its_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fund__in", ["general", "dsg"])),
                        name="budget_line_fund_is_general_or_dsg",
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
                        name="budget_line_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetFigure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="savings.budgetline",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="M1 (April) to M12; blank for the year's budget", max_length=3
                    ),
                ),
                ("original_budget", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("current_budget", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("projection", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("variance", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("movement", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("a_f_printed", models.CharField(blank=True, max_length=2)),
                ("direction_printed", models.CharField(blank=True, max_length=10)),
                (
                    "unit",
                    models.CharField(
                        choices=[("gbp", "gbp"), ("gbp000", "gbp000"), ("gbpm", "gbpm")],
                        default="gbp",
                        max_length=6,
                    ),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["budget_line", "year", "period", "recorded_at"],
                        name="savings_bud_budget__115631_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("variance", None),
                            ("projection", None),
                            ("current_budget", None),
                            (
                                "variance",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("projection"), "-", models.F("current_budget")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="budget_figure_variance_is_projection_less_budget",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLineEvent",
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
                        to="savings.budgetline",
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
                    "fund",
                    models.CharField(
                        choices=[("general", "General fund"), ("dsg", "Dedicated Schools Grant")],
                        default="general",
                        max_length=10,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=120)),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BudgetRoundEvent",
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
                        to="savings.budgetround",
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
                ("code", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=120)),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="April of the base year", null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CastCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cast_checks",
                        to="programme.programme",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("table", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=200)),
                ("period", models.CharField(blank=True, max_length=60)),
                ("check_data", models.JSONField(help_text="A savings.rules.casting.Check as JSON")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "position"), name="cast_check_has_its_own_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CastCheckEvent",
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
                        to="savings.castcheck",
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
                ("position", models.PositiveSmallIntegerField()),
                ("table", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=200)),
                ("period", models.CharField(blank=True, max_length=60)),
                ("check_data", models.JSONField(help_text="A savings.rules.casting.Check as JSON")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Enabler",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enablers",
                        to="savings.saving",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enables",
                        to="programme.milestone",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("saving", "milestone"), name="enabler_is_stated_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pressure",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pressures",
                        to="programme.programme",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        help_text="Unique in its programme; P7 where the paper prints none", max_length=20
                    ),
                ),
                ("printed_ref", models.CharField(blank=True, max_length=20)),
                ("line_no", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "deferred_from",
                    models.ForeignKey(
                        blank=True,
                        help_text="The saving of an earlier round that this is the shortfall of",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pressures",
                        to="savings.saving",
                    ),
                ),
                (
                    "deferred_from_ref",
                    models.CharField(
                        blank=True, help_text="Its ref as printed, where we hold no such line", max_length=20
                    ),
                ),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "ref"), name="pressure_ref_is_unique_in_its_programme"
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
                        name="pressure_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PressureAmount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pressure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="savings.pressure",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pressure", "year"), name="pressure_amount_is_one_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="PressureAmountEvent",
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
                        to="savings.pressureamount",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pressure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="savings.pressure",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PressureEvent",
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
                        to="savings.pressure",
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
                    "ref",
                    models.CharField(
                        help_text="Unique in its programme; P7 where the paper prints none", max_length=20
                    ),
                ),
                ("printed_ref", models.CharField(blank=True, max_length=20)),
                ("line_no", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "deferred_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The saving of an earlier round that this is the shortfall of",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="savings.saving",
                    ),
                ),
                (
                    "deferred_from_ref",
                    models.CharField(
                        blank=True, help_text="Its ref as printed, where we hold no such line", max_length=20
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedAmountEvent",
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
                        to="savings.plannedamount",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="April of the financial year, for example 2024 for 2024/25"
                    ),
                ),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutlookReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outlooks",
                        to="savings.saving",
                    ),
                ),
                (
                    "outlook",
                    models.CharField(
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
                ("reason", models.CharField(max_length=1000)),
                ("mitigation", models.CharField(blank=True, max_length=1000)),
                ("mitigation_owner", models.CharField(blank=True, max_length=150)),
                ("mitigation_date", models.DateField(null=True)),
                ("saving_version", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="outlook_report_outlook_is_a_known_outlook",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outlook", "at_risk"), _negated=True),
                            models.Q(
                                models.Q(("mitigation", ""), _negated=True),
                                models.Q(("mitigation_owner", ""), _negated=True),
                                ("mitigation_date__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outlook_at_risk_has_a_mitigation_with_owner_and_date",
                    ),
                    models.UniqueConstraint(
                        fields=("saving", "saving_version"), name="outlook_report_is_one_a_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnablerEvent",
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
                        to="savings.enabler",
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
                    "milestone",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.milestone",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="savings.saving",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reason", models.CharField(max_length=1000)),
                ("saving_version", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("saving", "year", "saving_version"), name="claim_is_one_a_version_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavingEvent",
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
                        to="savings.saving",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "ref",
                    models.CharField(
                        help_text="Unique in its programme; L7 where the paper prints none", max_length=20
                    ),
                ),
                ("ref_is_printed", models.BooleanField(default=True)),
                ("line_no", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=300)),
                (
                    "heading",
                    models.CharField(blank=True, help_text="The heading it is printed under", max_length=120),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cash_releasing", "Cash-releasing"),
                            ("non_cash", "Non-cash"),
                            ("cost_avoidance", "Cost avoidance"),
                            ("income", "Income"),
                            ("funding", "Funding"),
                            ("reallocation", "Reallocation"),
                            ("adjustment", "Adjustment"),
                        ],
                        default="cash_releasing",
                        max_length=14,
                    ),
                ),
                (
                    "kind_note",
                    models.CharField(
                        blank=True, help_text="Whose reading the kind is, and when", max_length=300
                    ),
                ),
                (
                    "maturity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0 Idea"),
                            (1, "1 Sized"),
                            (2, "2 Business case"),
                            (3, "3 Approved plan"),
                            (4, "4 Actions done"),
                            (5, "5 Realised and validated"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "owner",
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
                (
                    "start_date",
                    models.DateField(blank=True, help_text="The day it starts to save, by plan", null=True),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For an adjustment: the line it corrects",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="savings.saving",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("cumulative", "cumulative"), ("increments", "increments")],
                        default="cumulative",
                        help_text="The form it was imported in",
                        max_length=10,
                    ),
                ),
                (
                    "form_is_our_reading",
                    models.BooleanField(
                        default=False, help_text="The paper does not say which form it prints"
                    ),
                ),
                (
                    "plan_frozen_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="From here the plan changes by decision only",
                        null=True,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavingForecast",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forecasts",
                        to="savings.saving",
                    ),
                ),
                (
                    "series",
                    models.CharField(choices=[("forecast", "Forecast"), ("actual", "Actual")], max_length=8),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("reason", models.CharField(max_length=1000)),
                ("said_together", models.UUIDField()),
                ("saving_version", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["saving", "series", "year", "recorded_at"],
                        name="savings_sav_saving__869112_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("series__in", ["forecast", "actual"])),
                        name="saving_forecast_series_is_forecast_or_actual",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month", None), ("month__range", (1, 12)), _connector="OR"),
                        name="saving_forecast_month_is_april_to_march",
                    ),
                    models.UniqueConstraint(
                        fields=("saving", "series", "year", "month", "saving_version"),
                        name="saving_forecast_cell_is_said_once_a_version",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Validation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "saving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validations",
                        to="savings.saving",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="The period it covers, for example M1-M5", max_length=20
                    ),
                ),
                ("base_budget_reduced", models.BooleanField()),
                ("spend_followed", models.BooleanField()),
                ("evidence", models.CharField(max_length=1000)),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="savings.validation",
                    ),
                ),
                ("saving_version", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undoes__isnull", False),
                            models.Q(("base_budget_reduced", True), ("spend_followed", True)),
                            _connector="OR",
                        ),
                        name="validation_rests_on_both_facts_or_undoes_another",
                    ),
                    models.UniqueConstraint(
                        fields=("saving", "year", "saving_version"),
                        name="validation_is_one_a_version_and_year",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="saving",
            name="milestones",
            field=models.ManyToManyField(
                blank=True, related_name="savings", through="savings.Enabler", to="programme.milestone"
            ),
        ),
        programme.migrations._triggers.AddTriggers(
            triggers=[
                (
                    "budgetline",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version") VALUES (NEW."exempt_paragraph", NEW."fund", NEW."group", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."version"); RETURN NULL;',
                            hash="bfed2047d0a1db14c5be397676f915fbd9496e43",
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
                            func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version") VALUES (NEW."exempt_paragraph", NEW."fund", NEW."group", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."version"); RETURN NULL;',
                            hash="5864297238546441f8268108c12213c68993ceff",
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
                            func='INSERT INTO "savings_budgetlineevent" ("exempt_paragraph", "fund", "group", "id", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "version") VALUES (OLD."exempt_paragraph", OLD."fund", OLD."group", OLD."id", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."version"); RETURN NULL;',
                            hash="a11e620c44fbc95e589321d6cdf2c033b8e959d3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a9646",
                            table="savings_budgetline",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "budgetfigure",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="73fb6c8c700f2d6033683acc1f5686d4eebf2f09",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b38a7",
                            table="savings_budgetfigure",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "budgetfigure",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="01bec1226e8030cb5e8af2517eb8bde54c9c91ba",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f830c",
                            table="savings_budgetfigure",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "budgetlineevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="1a98b1d50bf051d23fe6c47f2514372a73ace317",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_240f0",
                            table="savings_budgetlineevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "budgetlineevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="edefdcdc5c262f027babd2f319470ab92262be58",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_df7d4",
                            table="savings_budgetlineevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "budgetround",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_budgetroundevent" ("base_year", "code", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."base_year", NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="e547690b3467ec286ef44dcfe4580f197422752f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bc167",
                            table="savings_budgetround",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "budgetround",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "savings_budgetroundevent" ("base_year", "code", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."base_year", NEW."code", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="65cb440393922baed20bc7836f6c636561f130c3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1cda0",
                            table="savings_budgetround",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "budgetround",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_budgetroundevent" ("base_year", "code", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."base_year", OLD."code", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="bde0f6e857d2bec6b4096e6a0f4c0b431587806f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0151c",
                            table="savings_budgetround",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "budgetroundevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="49b7b86fcb14cf2f38c164306638a2a5648b4dab",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e76fd",
                            table="savings_budgetroundevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "budgetroundevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b5f08a2e9d600edb326d11cda2b5b3dc08dd2b76",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1c396",
                            table="savings_budgetroundevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "castcheck",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_castcheckevent" ("check_data", "id", "label", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "table", "version") VALUES (NEW."check_data", NEW."id", NEW."label", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."table", NEW."version"); RETURN NULL;',
                            hash="7228d780118c09b20ffc00f75bb4d42078f56a0e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3137a",
                            table="savings_castcheck",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "castcheck",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "savings_castcheckevent" ("check_data", "id", "label", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "table", "version") VALUES (NEW."check_data", NEW."id", NEW."label", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."table", NEW."version"); RETURN NULL;',
                            hash="f95fcce08607b8969992db6d62fe16927878a7da",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d0fd6",
                            table="savings_castcheck",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "castcheck",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_castcheckevent" ("check_data", "id", "label", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "table", "version") VALUES (OLD."check_data", OLD."id", OLD."label", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."table", OLD."version"); RETURN NULL;',
                            hash="a15452aabd6be47032c77feb0bc1c3d102d0c0b5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_90b37",
                            table="savings_castcheck",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "castcheckevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="fccb40b25038b9ebd76ff7c5569ed62215550770",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_36aa0",
                            table="savings_castcheckevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "castcheckevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bdef398180396ce94c29a1257aca5f0d133828ea",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b26c7",
                            table="savings_castcheckevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "pressureamount",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_pressureamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure_id", "printed", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pressure_id", NEW."printed", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                            hash="a8f047b7e6aa9f05561c6b38c97cd339af04387d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ddf2a",
                            table="savings_pressureamount",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pressureamount",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "savings_pressureamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure_id", "printed", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pressure_id", NEW."printed", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                            hash="60167159edbe652a2912b3e707d1d71219b4388d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1f9cb",
                            table="savings_pressureamount",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pressureamount",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_pressureamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure_id", "printed", "unit", "version", "year") VALUES (OLD."amount", OLD."decimals", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pressure_id", OLD."printed", OLD."unit", OLD."version", OLD."year"); RETURN NULL;',
                            hash="059e130db5804cbf7c34cfda875dca9afd2da1cc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_df544",
                            table="savings_pressureamount",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pressureamountevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="773f57800928d017e2ad0356f20ce90ab1f51ee3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_66342",
                            table="savings_pressureamountevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "pressureamountevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5fbaee9cd70effa0f02ea90dafd8de062fcb3c9c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e64a",
                            table="savings_pressureamountevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "saving",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (NEW."budget_round_id", NEW."corrects_id", NEW."exempt_paragraph", NEW."form", NEW."form_is_our_reading", NEW."heading", NEW."id", NEW."kind", NEW."kind_note", NEW."line_no", NEW."marking", NEW."marking_note", NEW."maturity", NEW."name", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_frozen_at", NEW."programme_id", NEW."ref", NEW."ref_is_printed", NEW."removed_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="d39278cababb1305a1515ffb614a8512d5b79d61",
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
                            func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (NEW."budget_round_id", NEW."corrects_id", NEW."exempt_paragraph", NEW."form", NEW."form_is_our_reading", NEW."heading", NEW."id", NEW."kind", NEW."kind_note", NEW."line_no", NEW."marking", NEW."marking_note", NEW."maturity", NEW."name", NEW."note", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_frozen_at", NEW."programme_id", NEW."ref", NEW."ref_is_printed", NEW."removed_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="f82e4e81e6ddc3ab1f470d961c8259c4d2afd55c",
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
                            func='INSERT INTO "savings_savingevent" ("budget_round_id", "corrects_id", "exempt_paragraph", "form", "form_is_our_reading", "heading", "id", "kind", "kind_note", "line_no", "marking", "marking_note", "maturity", "name", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_frozen_at", "programme_id", "ref", "ref_is_printed", "removed_at", "start_date", "version", "workstream_id") VALUES (OLD."budget_round_id", OLD."corrects_id", OLD."exempt_paragraph", OLD."form", OLD."form_is_our_reading", OLD."heading", OLD."id", OLD."kind", OLD."kind_note", OLD."line_no", OLD."marking", OLD."marking_note", OLD."maturity", OLD."name", OLD."note", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_frozen_at", OLD."programme_id", OLD."ref", OLD."ref_is_printed", OLD."removed_at", OLD."start_date", OLD."version", OLD."workstream_id"); RETURN NULL;',
                            hash="4695b6874e3c8331bdfbf74917ac5e0cdd23ad8c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_32e17",
                            table="savings_saving",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "pressureevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="2094e08fb582e4e2fc2048d12d286a15f477d443",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_5278a",
                            table="savings_pressureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "pressureevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dab551d77683d8835b8750f9f530ab1bfe30d1d9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_61b1c",
                            table="savings_pressureevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "pressure",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "version") VALUES (NEW."deferred_from_id", NEW."deferred_from_ref", NEW."exempt_paragraph", NEW."id", NEW."line_no", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_ref", NEW."programme_id", NEW."ref", NEW."version"); RETURN NULL;',
                            hash="951ddae327ebbf0c8c52981d834f029580372a9f",
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
                            func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "version") VALUES (NEW."deferred_from_id", NEW."deferred_from_ref", NEW."exempt_paragraph", NEW."id", NEW."line_no", NEW."marking", NEW."marking_note", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_ref", NEW."programme_id", NEW."ref", NEW."version"); RETURN NULL;',
                            hash="802f05bb87fbb328e279d7360f62d929efa5368d",
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
                            func='INSERT INTO "savings_pressureevent" ("deferred_from_id", "deferred_from_ref", "exempt_paragraph", "id", "line_no", "marking", "marking_note", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_ref", "programme_id", "ref", "version") VALUES (OLD."deferred_from_id", OLD."deferred_from_ref", OLD."exempt_paragraph", OLD."id", OLD."line_no", OLD."marking", OLD."marking_note", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_ref", OLD."programme_id", OLD."ref", OLD."version"); RETURN NULL;',
                            hash="68db322e3322a438d2b0b5562cc5cec9a0e77690",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_aa054",
                            table="savings_pressure",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "plannedamountevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="467b62e1d5ddbfdd655b38eaa2cac5043b23970f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_12523",
                            table="savings_plannedamountevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "plannedamountevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="62f9ade46d43d03fc435bf6eb0c1e8f51f461834",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fb6bb",
                            table="savings_plannedamountevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "plannedamount",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."saving_id", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                            hash="197c35c3d564e0907ea3ceb39bd7c48c885fdf20",
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
                            func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "unit", "version", "year") VALUES (NEW."amount", NEW."decimals", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."saving_id", NEW."unit", NEW."version", NEW."year"); RETURN NULL;',
                            hash="25e90c963d4a653802858b46dc6af6a23079eef5",
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
                            func='INSERT INTO "savings_plannedamountevent" ("amount", "decimals", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "saving_id", "unit", "version", "year") VALUES (OLD."amount", OLD."decimals", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."saving_id", OLD."unit", OLD."version", OLD."year"); RETURN NULL;',
                            hash="ab9cdff5fa073e9c1443a57f8cd78e5939ca8e21",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4eeab",
                            table="savings_plannedamount",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "outlookreport",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fc0814f868264cb60ba15c6f1cda7fdacae9216a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e2163",
                            table="savings_outlookreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "outlookreport",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="ac812a3158a88b6fd673945be3de720282d8cc94",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_04417",
                            table="savings_outlookreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "enablerevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="d15e4a3ae02f79c7c272ae67b59b1037d571b7b7",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_c0d7c",
                            table="savings_enablerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "enablerevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f9477bc814daa96465cf81b3b391d5f0a12f0c43",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_81216",
                            table="savings_enablerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "enabler",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_enablerevent" ("id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "version") VALUES (NEW."id", NEW."milestone_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."saving_id", NEW."version"); RETURN NULL;',
                            hash="d94f7fb118d99790c13f9f4349c1e4d22b7d939f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b92ad",
                            table="savings_enabler",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "enabler",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "savings_enablerevent" ("id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "version") VALUES (NEW."id", NEW."milestone_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."saving_id", NEW."version"); RETURN NULL;',
                            hash="d4316ab7b4a301a2fcf48794a0dcaa39766ab2da",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5aba5",
                            table="savings_enabler",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "enabler",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "savings_enablerevent" ("id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saving_id", "version") VALUES (OLD."id", OLD."milestone_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."saving_id", OLD."version"); RETURN NULL;',
                            hash="a73dff317a78f42b66c3303097bdc785d9c6522c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6e3a2",
                            table="savings_enabler",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "claim",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4fd2f3bcd516747c3a49f68de84b95eef605f877",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_857f8",
                            table="savings_claim",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "claim",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="db68c81fc2210a7a2d60043838b275a1a5a80349",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_22428",
                            table="savings_claim",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "savingevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="58ce35cd9fd0e4ac92bd4b29be761f07ab40005f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a6a1f",
                            table="savings_savingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "savingevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="243304351bc6ba7546d8293dc9a677decb4f07e4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7c6d6",
                            table="savings_savingevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "savingforecast",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dfb1e3776047c40500f1e109fb5a00b39da2a6eb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2c727",
                            table="savings_savingforecast",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "savingforecast",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="cf9288cb524cf9d3274d412842e94f1fbad2c556",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_f188f",
                            table="savings_savingforecast",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "validation",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d539f8bbab111b76e0defa0159be614d5a9a7081",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c7aa1",
                            table="savings_validation",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "validation",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="9d9a45e11386ab2df90b21b96bed18b55c1e45b4",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_ee284",
                            table="savings_validation",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]

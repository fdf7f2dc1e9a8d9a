import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import programme.migrations._triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=150)),
                (
                    "is_active",
                    models.BooleanField(default=True, help_text="Off means: may not sign in, hears nothing"),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may enter the admin")),
                ("illustrative", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "people",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="person_email_is_theirs_alone"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "prefix",
                    models.CharField(help_text="The first characters, to tell tokens apart", max_length=12),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "Read"), ("write", "Read and write")], default="read", max_length=5
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["read", "write"])),
                        name="api_token_scope_is_read_or_write",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DefinitionSet",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("three", "Three-point: green, amber, red"),
                            ("five", "Five-point delivery confidence"),
                        ],
                        default="three",
                        max_length=5,
                    ),
                ),
                ("has_complete", models.BooleanField(default=False, verbose_name="has blue for complete")),
                ("green", models.TextField(blank=True)),
                ("amber_green", models.TextField(blank=True)),
                ("amber", models.TextField(blank=True)),
                ("amber_red", models.TextField(blank=True)),
                ("red", models.TextField(blank=True)),
                ("complete", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scale__in", ["three", "five"])),
                        name="definition_set_has_three_or_five_points",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DefinitionSetEvent",
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
                        to="programme.definitionset",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("three", "Three-point: green, amber, red"),
                            ("five", "Five-point delivery confidence"),
                        ],
                        default="three",
                        max_length=5,
                    ),
                ),
                ("has_complete", models.BooleanField(default=False, verbose_name="has blue for complete")),
                ("green", models.TextField(blank=True)),
                ("amber_green", models.TextField(blank=True)),
                ("amber", models.TextField(blank=True)),
                ("amber_red", models.TextField(blank=True)),
                ("red", models.TextField(blank=True)),
                ("complete", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("time_zone", models.CharField(default="Europe/London", max_length=40)),
            ],
            options={
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                        related_name="programmes",
                        to="programme.organisation",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "definition_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="programme.definitionset",
                    ),
                ),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Holds invented figures; every page, answer, message and export says so",
                    ),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The April its first financial year starts in, for example 2024",
                        null=True,
                    ),
                ),
                (
                    "published_first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="In an illustrative copy: the first year of the published table",
                        null=True,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="The published paper the figures come from", max_length=300
                    ),
                ),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exempt_paragraph__isnull", False), ("marking", "exempt")),
                            models.Q(
                                models.Q(("marking", "exempt"), _negated=True),
                                ("exempt_paragraph__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="programme_exempt_names_its_paragraph",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Workstream",
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
                        related_name="workstreams",
                        to="programme.programme",
                    ),
                ),
                ("ref", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("summary", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workstreams_owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True)),
                (
                    "cadence_days",
                    models.PositiveSmallIntegerField(
                        default=31, help_text="How often it reports, in days; silent for longer is stale"
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When anything of it was last reported",
                        null=True,
                    ),
                ),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "ref"), name="workstream_ref_is_unique_in_its_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cadence_days__range", (1, 366))),
                        name="workstream_reports_at_least_yearly",
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
                        name="workstream_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                        related_name="milestones",
                        to="programme.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="programme.workstream",
                    ),
                ),
                ("ref", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("start", "start"), ("launch", "launch"), ("complete", "complete")],
                        default="complete",
                        max_length=8,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones_owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "as_published",
                    models.CharField(
                        blank=True, help_text="The timescale as the paper prints it", max_length=200
                    ),
                ),
                (
                    "start_date",
                    models.DateField(blank=True, help_text="When work towards it began or begins", null=True),
                ),
                ("original_baseline_date", models.DateField(blank=True, null=True)),
                (
                    "original_baseline_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("baseline_date", models.DateField(blank=True, null=True)),
                (
                    "baseline_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("forecast_date", models.DateField(blank=True, null=True)),
                (
                    "forecast_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("actual_date", models.DateField(blank=True, null=True)),
                (
                    "actual_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("reported_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "ref"), name="milestone_ref_is_unique_in_its_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["start", "launch", "complete"])),
                        name="milestone_starts_launches_or_completes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("original_baseline_date__isnull", True),
                                ("original_baseline_precision", "none"),
                            ),
                            models.Q(
                                ("original_baseline_date__isnull", False),
                                models.Q(("original_baseline_precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_original_baseline_has_a_date_or_no_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline_date__isnull", True), ("baseline_precision", "none")),
                            models.Q(
                                ("baseline_date__isnull", False),
                                models.Q(("baseline_precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_baseline_has_a_date_or_no_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("forecast_date__isnull", True), ("forecast_precision", "none")),
                            models.Q(
                                ("forecast_date__isnull", False),
                                models.Q(("forecast_precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_forecast_has_a_date_or_no_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actual_date__isnull", True), ("actual_precision", "none")),
                            models.Q(
                                ("actual_date__isnull", False),
                                models.Q(("actual_precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_actual_has_a_date_or_no_precision",
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
                        name="milestone_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dependency",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="programme.milestone",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="programme.milestone",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name_plural": "dependencies",
                "constraints": [
                    models.UniqueConstraint(fields=("before", "after"), name="dependency_is_stated_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="dependency_is_between_two_milestones",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DependencyEvent",
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
                        to="programme.dependency",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "before",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programme.milestone",
                    ),
                ),
                (
                    "after",
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
            name="Grant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
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
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="programme.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="programme.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="programme.workstream",
                    ),
                ),
                (
                    "cleared",
                    models.BooleanField(default=False, help_text="May see exempt items within this grant"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="What gave it: blank when given by hand, else for example board:CODE",
                        max_length=60,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="grant_role_is_a_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("workstream", None), ("programme__isnull", False), _connector="OR"
                        ),
                        name="grant_over_a_workstream_names_its_programme",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "role", "organisation", "programme", "workstream", "source"),
                        name="grant_is_given_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantEvent",
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
                        to="programme.grant",
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
                (
                    "role",
                    models.CharField(
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
                        ],
                        max_length=10,
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
                    "cleared",
                    models.BooleanField(default=False, help_text="May see exempt items within this grant"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="What gave it: blank when given by hand, else for example board:CODE",
                        max_length=60,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("request_digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "key"), name="idempotency_key_is_used_once_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                        related_name="indicators",
                        to="programme.programme",
                    ),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="programme.workstream",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("lower", "Lower is better"),
                            ("higher", "Higher is better"),
                            ("none", "Neither, or not stated"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "name"), name="indicator_name_is_unique_in_its_programme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("polarity__in", ["lower", "higher", "none"])),
                        name="indicator_polarity_is_lower_higher_or_none",
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
                        name="indicator_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorEvent",
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
                        to="programme.indicator",
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
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("lower", "Lower is better"),
                            ("higher", "Higher is better"),
                            ("none", "Neither, or not stated"),
                        ],
                        default="none",
                        max_length=6,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IndicatorReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programme.indicator",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "basis",
                    models.CharField(help_text="actual, target, forecast, peak …, as printed", max_length=80),
                ),
                (
                    "printed",
                    models.CharField(
                        help_text="The value as printed; text where it is no number", max_length=200
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("period", models.CharField(blank=True, help_text="The period as published", max_length=120)),
                ("on_date", models.DateField(null=True)),
                (
                    "on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_name", models.CharField(max_length=150)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["indicator", "recorded_at"], name="programme_i_indicat_b4a977_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
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
                        to="programme.milestone",
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
                ("ref", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("start", "start"), ("launch", "launch"), ("complete", "complete")],
                        default="complete",
                        max_length=8,
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
                    "as_published",
                    models.CharField(
                        blank=True, help_text="The timescale as the paper prints it", max_length=200
                    ),
                ),
                (
                    "start_date",
                    models.DateField(blank=True, help_text="When work towards it began or begins", null=True),
                ),
                ("original_baseline_date", models.DateField(blank=True, null=True)),
                (
                    "original_baseline_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("baseline_date", models.DateField(blank=True, null=True)),
                (
                    "baseline_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("forecast_date", models.DateField(blank=True, null=True)),
                (
                    "forecast_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("actual_date", models.DateField(blank=True, null=True)),
                (
                    "actual_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("reported_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MilestoneReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="programme.milestone",
                    ),
                ),
                ("baseline_date", models.DateField(null=True)),
                (
                    "baseline_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("forecast_date", models.DateField(null=True)),
                (
                    "forecast_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("actual_date", models.DateField(null=True)),
                (
                    "actual_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("season", "season"),
                            ("year", "year"),
                            ("none", "not printed"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reported_by_name", models.CharField(max_length=150)),
                ("milestone_version", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["milestone", "recorded_at"], name="programme_m_milesto_dc82b0_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("milestone", "milestone_version"), name="milestone_report_is_one_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
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
                        to="programme.organisation",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("time_zone", models.CharField(default="Europe/London", max_length=40)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
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
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=150)),
                (
                    "is_active",
                    models.BooleanField(default=True, help_text="Off means: may not sign in, hears nothing"),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may enter the admin")),
                ("illustrative", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
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
                        to="programme.programme",
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
                ("code", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=200)),
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
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Holds invented figures; every page, answer, message and export says so",
                    ),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The April its first financial year starts in, for example 2024",
                        null=True,
                    ),
                ),
                (
                    "published_first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="In an illustrative copy: the first year of the published table",
                        null=True,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="The published paper the figures come from", max_length=300
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PublishedTable",
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
                        related_name="published_tables",
                        to="programme.programme",
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("columns", models.JSONField(default=list, help_text="[{name, heading, unit}]")),
                (
                    "rows",
                    models.JSONField(default=list, help_text="[[cell as printed, …]]; a blank stays a blank"),
                ),
            ],
            options={
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="published_table_code_is_unique_in_its_programme"
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
                        name="published_table_exempt_names_its_paragraph",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedTableEvent",
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
                        to="programme.publishedtable",
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
                ("code", models.SlugField(db_index=False, max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("columns", models.JSONField(default=list, help_text="[{name, heading, unit}]")),
                (
                    "rows",
                    models.JSONField(default=list, help_text="[[cell as printed, …]]; a blank stays a blank"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "workstream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_reports",
                        to="programme.workstream",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("green", "Green"),
                            ("amber_green", "Amber/Green"),
                            ("amber", "Amber"),
                            ("amber_red", "Amber/Red"),
                            ("red", "Red"),
                            ("complete", "Complete"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "definition_set",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="programme.definitionset"
                    ),
                ),
                ("reason", models.CharField(max_length=2000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "rater",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("rater_name", models.CharField(max_length=150)),
                ("workstream_version", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workstream", "recorded_at"], name="programme_s_workstr_887cd2_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__in", ["green", "amber_green", "amber", "amber_red", "red", "complete"])
                        ),
                        name="status_report_rating_is_a_known_rating",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="status_report_says_why"
                    ),
                    models.UniqueConstraint(
                        fields=("workstream", "workstream_version"), name="status_report_is_one_a_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkstreamEvent",
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
                        to="programme.workstream",
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
                ("ref", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("summary", models.TextField(blank=True)),
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
                ("start_date", models.DateField(blank=True, null=True)),
                (
                    "cadence_days",
                    models.PositiveSmallIntegerField(
                        default=31, help_text="How often it reports, in days; silent for longer is stale"
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When anything of it was last reported",
                        null=True,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        programme.migrations._triggers.AddTriggers(
            triggers=[
                (
                    "person",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_personevent" ("email", "id", "illustrative", "is_active", "is_staff", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."email", NEW."id", NEW."illustrative", NEW."is_active", NEW."is_staff", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="19d0378d875206d4a4bf9c0c39225f5b25d581f7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f0d4a",
                            table="programme_person",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "person",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."illustrative" IS DISTINCT FROM (NEW."illustrative") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "programme_personevent" ("email", "id", "illustrative", "is_active", "is_staff", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."email", NEW."id", NEW."illustrative", NEW."is_active", NEW."is_staff", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="c054fd430635d6979b623b94694b578b4c1f461d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fee26",
                            table="programme_person",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "person",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_personevent" ("email", "id", "illustrative", "is_active", "is_staff", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."email", OLD."id", OLD."illustrative", OLD."is_active", OLD."is_staff", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="06a26a762636325488911a3204861dae881a368c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_20e3e",
                            table="programme_person",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "definitionset",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_definitionsetevent" ("amber", "amber_green", "amber_red", "code", "complete", "green", "has_complete", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red", "scale", "source", "version") VALUES (NEW."amber", NEW."amber_green", NEW."amber_red", NEW."code", NEW."complete", NEW."green", NEW."has_complete", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."red", NEW."scale", NEW."source", NEW."version"); RETURN NULL;',
                            hash="f232024b7a980615af9052fa905d83b6a7874a90",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_67e20",
                            table="programme_definitionset",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "definitionset",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_definitionsetevent" ("amber", "amber_green", "amber_red", "code", "complete", "green", "has_complete", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red", "scale", "source", "version") VALUES (NEW."amber", NEW."amber_green", NEW."amber_red", NEW."code", NEW."complete", NEW."green", NEW."has_complete", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."red", NEW."scale", NEW."source", NEW."version"); RETURN NULL;',
                            hash="685976c91e86d4c9fe0ce802fbad4a869476fa7d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2981c",
                            table="programme_definitionset",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "definitionset",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_definitionsetevent" ("amber", "amber_green", "amber_red", "code", "complete", "green", "has_complete", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "red", "scale", "source", "version") VALUES (OLD."amber", OLD."amber_green", OLD."amber_red", OLD."code", OLD."complete", OLD."green", OLD."has_complete", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."red", OLD."scale", OLD."source", OLD."version"); RETURN NULL;',
                            hash="4252b8d44d94c901267ef2a9698cc75fca2e6370",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a625d",
                            table="programme_definitionset",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "organisation",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_organisationevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "version") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."time_zone", NEW."version"); RETURN NULL;',
                            hash="b2f15f0fee9565b516be25ba0c731d232f2ea57a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1d259",
                            table="programme_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "organisation",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_organisationevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "version") VALUES (NEW."code", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."time_zone", NEW."version"); RETURN NULL;',
                            hash="19f4906dbc0b24f6c42d499175eb6eaaf4edbf6c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3bc61",
                            table="programme_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "organisation",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_organisationevent" ("code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone", "version") VALUES (OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."time_zone", OLD."version"); RETURN NULL;',
                            hash="b7277e9cc2ea4eb875e0c911d7a1a49cedfcd35b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_be4e4",
                            table="programme_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "definitionsetevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="15a338b416be7fed262b080371583475758685ef",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_ffc17",
                            table="programme_definitionsetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "definitionsetevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="55d5257bebc225b20a57713135daf1014d35726d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c4af4",
                            table="programme_definitionsetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "indicatorreading",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d594bdb82e09546930ea19186f9d26ca94af762f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_29498",
                            table="programme_indicatorreading",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "indicatorreading",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="5bef7e6c4817273eeaefd295c9f288b25f1336f0",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_a5360",
                            table="programme_indicatorreading",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "dependencyevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="0046ab21071ada80fab6620d6855c02ca0ba8d08",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_02957",
                            table="programme_dependencyevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "dependencyevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="70375fc307bc410feb65fdb3bd7b5e4737ffab5f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_72a52",
                            table="programme_dependencyevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "dependency",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_dependencyevent" ("after_id", "before_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."after_id", NEW."before_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="6b07cf5845b943e0c6eb4da53aa1fe1635f53a3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9f23d",
                            table="programme_dependency",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "dependency",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_dependencyevent" ("after_id", "before_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."after_id", NEW."before_id", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                            hash="8d9bcb10231b412711e2452efc4a9e7572aa98d6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cf82f",
                            table="programme_dependency",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "dependency",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_dependencyevent" ("after_id", "before_id", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."after_id", OLD."before_id", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                            hash="3c21db8b59933ba20d54a6479e2ba087d98ca83a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_75d7d",
                            table="programme_dependency",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "milestonereport",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6649d9fe5ee164bd22c4ae9c66ac19d38cf8e62a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4d6ea",
                            table="programme_milestonereport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "milestonereport",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="7aa235d6991d0f0596f1a98330a763c4b4b29b62",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_0dcfb",
                            table="programme_milestonereport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "organisationevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="aa5c2b91111dc47e088c9f605c4a06a9d4319b4d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_6ea7e",
                            table="programme_organisationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "organisationevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="40b3bb41793f937513b6ef77355c6932f717bec7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7e4c6",
                            table="programme_organisationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "personevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="6366ef30baa63e4f2e87b1b27c6c5a9b925ccef4",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_7afcc",
                            table="programme_personevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "personevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="98c6437afdd49691fa9a8f9c636501ffb32ee50d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b8a09",
                            table="programme_personevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "programme",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_programmeevent" ("code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (NEW."code", NEW."definition_set_id", NEW."exempt_paragraph", NEW."first_year", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_first_year", NEW."source", NEW."version"); RETURN NULL;',
                            hash="aa70638b08345176ffb6c21277b4fd41b3ef0ba5",
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
                            func='INSERT INTO "programme_programmeevent" ("code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (NEW."code", NEW."definition_set_id", NEW."exempt_paragraph", NEW."first_year", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_first_year", NEW."source", NEW."version"); RETURN NULL;',
                            hash="181186cca78ae0e15005eaa65ea0a457e71984fb",
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
                            func='INSERT INTO "programme_programmeevent" ("code", "definition_set_id", "exempt_paragraph", "first_year", "id", "illustrative", "marking", "marking_note", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_first_year", "source", "version") VALUES (OLD."code", OLD."definition_set_id", OLD."exempt_paragraph", OLD."first_year", OLD."id", OLD."illustrative", OLD."marking", OLD."marking_note", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_first_year", OLD."source", OLD."version"); RETURN NULL;',
                            hash="b4711ed1b67146f6105ea642e802e26229d01abc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_92681",
                            table="programme_programme",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "programmeevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="53ca9182b4210cbf740e2a60c6f815baf162ad7a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_38e85",
                            table="programme_programmeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "programmeevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ec1a7e58b6765233dbd623b56a6cd3addaabe1a2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a7c9b",
                            table="programme_programmeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "publishedtable",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_publishedtableevent" ("code", "columns", "exempt_paragraph", "id", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "rows", "source", "title", "version") VALUES (NEW."code", NEW."columns", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."rows", NEW."source", NEW."title", NEW."version"); RETURN NULL;',
                            hash="d9be2cf3726fafa4f8c74a8e9faec6c694cf5a27",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6779e",
                            table="programme_publishedtable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "publishedtable",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_publishedtableevent" ("code", "columns", "exempt_paragraph", "id", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "rows", "source", "title", "version") VALUES (NEW."code", NEW."columns", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."rows", NEW."source", NEW."title", NEW."version"); RETURN NULL;',
                            hash="9c678313367638c61b852b16bd995ffc196a66d9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4c248",
                            table="programme_publishedtable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "publishedtable",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_publishedtableevent" ("code", "columns", "exempt_paragraph", "id", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "rows", "source", "title", "version") VALUES (OLD."code", OLD."columns", OLD."exempt_paragraph", OLD."id", OLD."marking", OLD."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."rows", OLD."source", OLD."title", OLD."version"); RETURN NULL;',
                            hash="9bd5493906e8369eb73ebf615be361f2640cb189",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_02fb4",
                            table="programme_publishedtable",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "publishedtableevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="8bb10203508296612991a3c7d81ad3d7e4f8db4b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_160c6",
                            table="programme_publishedtableevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "publishedtableevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c49456a9033f3caea5df687c055869877c9a7d2a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1ff9d",
                            table="programme_publishedtableevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "workstream",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_workstreamevent" ("cadence_days", "exempt_paragraph", "id", "marking", "marking_note", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "summary", "version") VALUES (NEW."cadence_days", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."reported_at", NEW."start_date", NEW."summary", NEW."version"); RETURN NULL;',
                            hash="8163dd23cd45a705393ef115a2bbe3a343d439bf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_28436",
                            table="programme_workstream",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "workstream",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_workstreamevent" ("cadence_days", "exempt_paragraph", "id", "marking", "marking_note", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "summary", "version") VALUES (NEW."cadence_days", NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."reported_at", NEW."start_date", NEW."summary", NEW."version"); RETURN NULL;',
                            hash="33f085fda9bf8a38087ffd5d1d16312c6534c38c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_294ad",
                            table="programme_workstream",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "workstream",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_workstreamevent" ("cadence_days", "exempt_paragraph", "id", "marking", "marking_note", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "summary", "version") VALUES (OLD."cadence_days", OLD."exempt_paragraph", OLD."id", OLD."marking", OLD."marking_note", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."reported_at", OLD."start_date", OLD."summary", OLD."version"); RETURN NULL;',
                            hash="ee477ed5cc36937d56bb565533fdfd2a9d2262e2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_500cd",
                            table="programme_workstream",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "statusreport",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0bb7f57ca9900f6731abb595c81225205cd354b5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_362f7",
                            table="programme_statusreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "statusreport",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="cf7f28ba541f9150608019d0ce917827ee1bc697",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_42b75",
                            table="programme_statusreport",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "milestoneevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="6c189c88c9bc066750f5f9f9c6720157aa780d13",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_e9c64",
                            table="programme_milestoneevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "milestoneevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="412997698f3d47ffda06d3a50ad6a4c762b2599c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a2993",
                            table="programme_milestoneevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "milestone",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_milestoneevent" ("actual_date", "actual_precision", "as_published", "baseline_date", "baseline_precision", "exempt_paragraph", "forecast_date", "forecast_precision", "id", "kind", "marking", "marking_note", "name", "original_baseline_date", "original_baseline_precision", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "version", "workstream_id") VALUES (NEW."actual_date", NEW."actual_precision", NEW."as_published", NEW."baseline_date", NEW."baseline_precision", NEW."exempt_paragraph", NEW."forecast_date", NEW."forecast_precision", NEW."id", NEW."kind", NEW."marking", NEW."marking_note", NEW."name", NEW."original_baseline_date", NEW."original_baseline_precision", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."reported_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="a6a230b57cb4b6c7ea2b119422d886dc671075e9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_89b0f",
                            table="programme_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "milestone",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_milestoneevent" ("actual_date", "actual_precision", "as_published", "baseline_date", "baseline_precision", "exempt_paragraph", "forecast_date", "forecast_precision", "id", "kind", "marking", "marking_note", "name", "original_baseline_date", "original_baseline_precision", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "version", "workstream_id") VALUES (NEW."actual_date", NEW."actual_precision", NEW."as_published", NEW."baseline_date", NEW."baseline_precision", NEW."exempt_paragraph", NEW."forecast_date", NEW."forecast_precision", NEW."id", NEW."kind", NEW."marking", NEW."marking_note", NEW."name", NEW."original_baseline_date", NEW."original_baseline_precision", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."reported_at", NEW."start_date", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="2c6e95223b0a95f16a1728579b8078f7fb5d79b1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bff39",
                            table="programme_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "milestone",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_milestoneevent" ("actual_date", "actual_precision", "as_published", "baseline_date", "baseline_precision", "exempt_paragraph", "forecast_date", "forecast_precision", "id", "kind", "marking", "marking_note", "name", "original_baseline_date", "original_baseline_precision", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "ref", "removed_at", "reported_at", "start_date", "version", "workstream_id") VALUES (OLD."actual_date", OLD."actual_precision", OLD."as_published", OLD."baseline_date", OLD."baseline_precision", OLD."exempt_paragraph", OLD."forecast_date", OLD."forecast_precision", OLD."id", OLD."kind", OLD."marking", OLD."marking_note", OLD."name", OLD."original_baseline_date", OLD."original_baseline_precision", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."reported_at", OLD."start_date", OLD."version", OLD."workstream_id"); RETURN NULL;',
                            hash="9b84cc83e913d9302d03b73048954cced0e11910",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_83767",
                            table="programme_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "indicatorevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="4f92bdf2fe8ec39df3cd9e5ac572730222deeacf",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_12c53",
                            table="programme_indicatorevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "indicatorevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="83f16a20c4b9f5b1515331a97d65c4005d425d1c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47380",
                            table="programme_indicatorevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "indicator",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_indicatorevent" ("exempt_paragraph", "id", "marking", "marking_note", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "programme_id", "version", "workstream_id") VALUES (NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."polarity", NEW."position", NEW."programme_id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="a6d2b69489326509e8619e32e9b8f1350fa06e04",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9ddf4",
                            table="programme_indicator",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "indicator",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_indicatorevent" ("exempt_paragraph", "id", "marking", "marking_note", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "programme_id", "version", "workstream_id") VALUES (NEW."exempt_paragraph", NEW."id", NEW."marking", NEW."marking_note", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."polarity", NEW."position", NEW."programme_id", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="0dfc52ae545e9bb29a84b9e6e1c77ae7a657dfc6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c2844",
                            table="programme_indicator",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "indicator",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_indicatorevent" ("exempt_paragraph", "id", "marking", "marking_note", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "polarity", "position", "programme_id", "version", "workstream_id") VALUES (OLD."exempt_paragraph", OLD."id", OLD."marking", OLD."marking_note", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."polarity", OLD."position", OLD."programme_id", OLD."version", OLD."workstream_id"); RETURN NULL;',
                            hash="9d0655d19ee3f6de29b5211ab88cd9778584f9bd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_545e3",
                            table="programme_indicator",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "grantevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="9d9f18bd74881d0272c4d1506251534272196fd1",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_885c5",
                            table="programme_grantevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "grantevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="046642119488d667979136cc8d07278278a25c9d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_59af3",
                            table="programme_grantevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "grant",
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_grantevent" ("cleared", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "source", "version", "workstream_id") VALUES (NEW."cleared", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."role", NEW."source", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="0121f8474ae30fb8879663b5a5102bd71d8b9e96",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fe224",
                            table="programme_grant",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "grant",
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programme_grantevent" ("cleared", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "source", "version", "workstream_id") VALUES (NEW."cleared", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."role", NEW."source", NEW."version", NEW."workstream_id"); RETURN NULL;',
                            hash="9af6815ef7e06e55e3811575836068aa78780920",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dddc1",
                            table="programme_grant",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "grant",
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programme_grantevent" ("cleared", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "source", "version", "workstream_id") VALUES (OLD."cleared", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."role", OLD."source", OLD."version", OLD."workstream_id"); RETURN NULL;',
                            hash="9cfaf6cfd53c2516a80228d787e78fbd72a17a43",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bca0b",
                            table="programme_grant",
                            when="AFTER",
                        ),
                    ),
                ),
                (
                    "workstreamevent",
                    pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                            hash="a5bf01a59933f7cc10c1e82a6f959b7b5900be1c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_2b693",
                            table="programme_workstreamevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                (
                    "workstreamevent",
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b43a61f548ae5b03f200072ec5a173ba2e362218",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_40483",
                            table="programme_workstreamevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]

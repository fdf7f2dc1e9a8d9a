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
        ("governance", "0001_initial"),
        ("programme", "0003_withholding_and_closing"),
        ("savings", "0004_deciding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="board",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="board",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="board",
                    name="delete_delete",
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to="governance.alert",
                            ),
                        ),
                        (
                            "step_number",
                            models.PositiveIntegerField(help_text="The newest step they had before them"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("door", models.CharField(blank=True, max_length=10)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alert", "step_number", "person"),
                                name="acknowledgement_is_one_a_step_and_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="governance.board",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=9,
                            ),
                        ),
                        (
                            "in_public",
                            models.BooleanField(
                                default=False, help_text="The public may attend, exempt items apart"
                            ),
                        ),
                        ("notes", models.TextField(blank=True, help_text="What was said, for the record")),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("illustrative", models.BooleanField(default=False)),
                    ],
                    options={
                        "default_manager_name": "objects",
                        "indexes": [
                            models.Index(fields=["board", "starts_at"], name="governance__board_i_4a3f11_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "cancelled"])),
                                name="meeting_state_is_a_known_state",
                            ),
                            models.UniqueConstraint(
                                fields=("board", "starts_at"), name="meeting_is_one_at_a_time_of_a_board"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                                ),
                                name="meeting_ends_after_it_starts",
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
                                name="meeting_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        ("ref", models.CharField(max_length=30)),
                        ("subject", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=9,
                            ),
                        ),
                        (
                            "decision_maker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="governance.decisionmaker",
                            ),
                        ),
                        ("decision_maker_as_printed", models.CharField(blank=True, max_length=200)),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="governance.board",
                            ),
                        ),
                        ("decision_date", models.DateField(blank=True, null=True)),
                        ("report_of", models.CharField(blank=True, max_length=200)),
                        ("contacts", models.TextField(blank=True)),
                        (
                            "confidentiality",
                            models.TextField(blank=True, verbose_name="statement of confidentiality"),
                        ),
                        ("brief_summary", models.TextField(blank=True)),
                        ("recommendations", models.TextField(blank=True)),
                        (
                            "reasons",
                            models.TextField(blank=True, verbose_name="reasons for the recommendations"),
                        ),
                        (
                            "alternatives",
                            models.TextField(blank=True, verbose_name="alternatives considered and rejected"),
                        ),
                        (
                            "detail",
                            models.TextField(
                                blank=True, verbose_name="detail, consultation carried out included"
                            ),
                        ),
                        ("resource_capital", models.TextField(blank=True)),
                        ("resource_revenue", models.TextField(blank=True)),
                        ("resource_property", models.TextField(blank=True)),
                        ("resource_other", models.TextField(blank=True)),
                        ("statutory_power", models.TextField(blank=True)),
                        ("other_legal", models.TextField(blank=True)),
                        ("risk_management", models.TextField(blank=True)),
                        ("policy_framework", models.TextField(blank=True)),
                        ("key_decision", models.BooleanField(blank=True, null=True)),
                        ("wards", models.CharField(blank=True, max_length=300)),
                        ("background_papers", models.TextField(blank=True)),
                        ("outcome", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "ref"), name="paper_ref_is_unique_in_its_programme"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                                name="paper_state_is_a_known_state",
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
                                name="paper_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        ("ref", models.CharField(max_length=30)),
                        ("title", models.CharField(max_length=300)),
                        (
                            "text",
                            models.TextField(
                                blank=True, help_text="What is decided, in the words of the decision"
                            ),
                        ),
                        (
                            "decision_maker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.decisionmaker",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                help_text="The board that is asked, or recommends",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.board",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.paper",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.meeting",
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
                                    ("policy", "Policy or plan"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=13,
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("consulted", "Consulted on"),
                                    ("recommended", "Recommended"),
                                    ("made", "Made"),
                                    ("published", "Published"),
                                    ("called_in", "Called in"),
                                    ("reconsidered", "Reconsidered"),
                                    ("effective", "In effect"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        (
                            "needed_by",
                            models.DateField(blank=True, help_text="When delivery waits for it", null=True),
                        ),
                        (
                            "key_decision",
                            models.BooleanField(
                                blank=True, help_text="Settled by the proper officer", null=True
                            ),
                        ),
                        ("key_reason", models.CharField(blank=True, max_length=300)),
                        (
                            "notice_given_on",
                            models.DateField(
                                blank=True, help_text="28 clear days before a key decision", null=True
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                blank=True, help_text="Why the notice was shorter", max_length=300
                            ),
                        ),
                        (
                            "call_in_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Working days; blank takes the programme's setting",
                                null=True,
                            ),
                        ),
                        ("made_on", models.DateField(blank=True, editable=False, null=True)),
                        ("effective_on", models.DateField(blank=True, editable=False, null=True)),
                        ("reasons", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "ref"), name="decision_ref_is_unique_in_its_programme"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["virement", "spend", "contract", "saving_change", "policy", "other"],
                                    )
                                ),
                                name="decision_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "proposed",
                                            "consulted",
                                            "recommended",
                                            "made",
                                            "published",
                                            "called_in",
                                            "reconsidered",
                                            "effective",
                                            "refused",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="decision_state_is_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                                name="decision_amount_is_not_below_nought",
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
                                name="decision_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("review", models.CharField(help_text="The review it comes from", max_length=200)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("theme", models.CharField(max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("concern", "Concern"),
                                    ("recommendation", "Recommendation"),
                                    ("suggested_action", "Suggested action"),
                                    ("question", "Question"),
                                    ("strength", "Strength"),
                                    ("context", "Context"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("summary", models.TextField()),
                        (
                            "value",
                            models.CharField(
                                blank=True, help_text="A figure it names, as printed", max_length=40
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("accepted", "Accepted"),
                                    ("in_progress", "In progress"),
                                    ("done", "Done, to be confirmed"),
                                    ("closed", "Closed"),
                                    ("not_accepted", "Not accepted"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings_owned",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="governance.board",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("response", models.TextField(blank=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "review", "number"),
                                name="finding_number_is_unique_in_its_review",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "concern",
                                            "recommendation",
                                            "suggested_action",
                                            "question",
                                            "strength",
                                            "context",
                                        ],
                                    )
                                ),
                                name="finding_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["open", "accepted", "in_progress", "done", "closed", "not_accepted"],
                                    )
                                ),
                                name="finding_state_is_a_known_state",
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
                                name="finding_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.board",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.finding",
                            ),
                        ),
                        ("ref", models.CharField(max_length=20)),
                        ("text", models.CharField(max_length=500)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions_owned",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("outcome", models.TextField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "ref"), name="action_ref_is_unique_in_its_programme"
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
                                name="action_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionEvent",
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
                                to="governance.action",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.finding",
                            ),
                        ),
                        ("ref", models.CharField(max_length=20)),
                        ("text", models.CharField(max_length=500)),
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
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("outcome", models.TextField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="governance.meeting",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decision", "For decision"),
                                    ("information", "For information"),
                                    ("escalation", "Escalated to this board"),
                                    ("action", "Actions"),
                                    ("risk", "Risks"),
                                    ("finding", "Findings of a review"),
                                    ("other", "Other"),
                                ],
                                default="information",
                                max_length=11,
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="governance.paper",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "excludes_public",
                            models.BooleanField(
                                default=False, help_text="The meeting is asked to exclude the public for it"
                            ),
                        ),
                        (
                            "public_excluded",
                            models.BooleanField(
                                blank=True, help_text="Whether the meeting resolved to", null=True
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["meeting", "position"], name="governance__meeting_2efb6d_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "decision",
                                            "information",
                                            "escalation",
                                            "action",
                                            "risk",
                                            "finding",
                                            "other",
                                        ],
                                    )
                                ),
                                name="agenda_item_kind_is_a_known_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItemEvent",
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
                                to="governance.agendaitem",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.meeting",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decision", "For decision"),
                                    ("information", "For information"),
                                    ("escalation", "Escalated to this board"),
                                    ("action", "Actions"),
                                    ("risk", "Risks"),
                                    ("finding", "Findings of a review"),
                                    ("other", "Other"),
                                ],
                                default="information",
                                max_length=11,
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.paper",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "excludes_public",
                            models.BooleanField(
                                default=False, help_text="The meeting is asked to exclude the public for it"
                            ),
                        ),
                        (
                            "public_excluded",
                            models.BooleanField(
                                blank=True, help_text="Whether the meeting resolved to", null=True
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ImpactAssessment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        ("ref", models.CharField(max_length=30)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("equality", "Equality"),
                                    ("data_protection", "Data protection"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("subject", models.CharField(max_length=300)),
                        (
                            "saving",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("not_screened", "Not screened yet"),
                                    ("screened_out", "Screened out"),
                                    ("outstanding", "Full assessment outstanding"),
                                    ("drafted", "Drafted, not signed"),
                                    ("signed", "Signed"),
                                    ("reopened", "Reopened by later evidence"),
                                    ("completed", "Completed, as its paper says"),
                                ],
                                default="not_screened",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("screened_on", models.DateField(blank=True, null=True)),
                        ("screened_by", models.CharField(blank=True, max_length=150)),
                        ("screening_reason", models.TextField(blank=True)),
                        ("impact", models.TextField(blank=True)),
                        ("mitigation", models.TextField(blank=True)),
                        ("signed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_by_name", models.CharField(blank=True, editable=False, max_length=150)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "ref"),
                                name="impact_assessment_ref_is_unique_in_its_programme",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["equality", "data_protection", "other"])),
                                name="impact_assessment_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "not_screened",
                                            "screened_out",
                                            "outstanding",
                                            "drafted",
                                            "signed",
                                            "reopened",
                                            "completed",
                                        ],
                                    )
                                ),
                                name="impact_assessment_state_is_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    ("signed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="impact_assessment_signed_says_when",
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
                                name="impact_assessment_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssessmentStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="governance.impactassessment",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("not_screened", "Not screened yet"),
                                    ("screened_out", "Screened out"),
                                    ("outstanding", "Full assessment outstanding"),
                                    ("drafted", "Drafted, not signed"),
                                    ("signed", "Signed"),
                                    ("reopened", "Reopened by later evidence"),
                                    ("completed", "Completed, as its paper says"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_by", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["assessment", "recorded_at"], name="governance__assessm_037975_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "not_screened",
                                            "screened_out",
                                            "outstanding",
                                            "drafted",
                                            "signed",
                                            "reopened",
                                            "completed",
                                        ],
                                    )
                                ),
                                name="assessment_step_is_a_known_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                    ("substitute", "Sent a substitute"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["present", "apologies", "absent", "substitute"])
                                ),
                                name="attendance_state_is_a_known_state",
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "person"), name="attendance_is_one_a_person"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
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
                                to="governance.attendance",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.meeting",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                    ("substitute", "Sent a substitute"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BoardPack",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packs",
                                to="governance.board",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packs",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=False, help_text="Made from open rows alone"),
                        ),
                        ("since", models.DateTimeField()),
                        ("as_at", models.DateTimeField()),
                        ("body", models.JSONField()),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.storedfile",
                            ),
                        ),
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
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["board", "-made_at"], name="governance__board_i_1ced0f_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_links",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        (
                            "prefix",
                            models.CharField(
                                help_text="The first characters, to tell addresses apart", max_length=12
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField(db_index=True)),
                        ("text", models.TextField()),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("author_name", models.CharField(max_length=150)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
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
                                name="comment_exempt_names_its_paragraph",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommentEvent",
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
                                to="governance.comment",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField()),
                        ("text", models.TextField()),
                        (
                            "author",
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
                        ("author_name", models.CharField(max_length=150)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("opens_on", models.DateField(blank=True, null=True)),
                        ("closes_on", models.DateField(blank=True, null=True)),
                        ("responses", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "bases",
                            models.TextField(blank=True, help_text="Who answered, and how many of each"),
                        ),
                        ("outcome", models.TextField(blank=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consultations",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                blank=True,
                                help_text="Its figures as printed",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.publishedtable",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
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
                                name="consultation_exempt_names_its_paragraph",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationEvent",
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
                                to="governance.consultation",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("opens_on", models.DateField(blank=True, null=True)),
                        ("closes_on", models.DateField(blank=True, null=True)),
                        ("responses", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "bases",
                            models.TextField(blank=True, help_text="Who answered, and how many of each"),
                        ),
                        ("outcome", models.TextField(blank=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Its figures as printed",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.publishedtable",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEffect",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="effects",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("saving_plan", "Changes a saving's plan"),
                                    ("saving_withdrawn", "Withdraws a saving"),
                                    ("saving_approved", "Approves a saving's plan"),
                                    ("milestone_baseline", "Changes a milestone's baseline"),
                                ],
                                max_length=18,
                            ),
                        ),
                        ("subject_id", models.UUIDField(help_text="The saving or milestone")),
                        ("values", models.JSONField(blank=True, default=dict)),
                        ("applied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("refused", models.CharField(blank=True, editable=False, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "saving_plan",
                                            "saving_withdrawn",
                                            "saving_approved",
                                            "milestone_baseline",
                                        ],
                                    )
                                ),
                                name="decision_effect_is_a_known_kind",
                            ),
                            models.UniqueConstraint(
                                fields=("decision", "kind", "subject_id"),
                                name="decision_effect_is_one_a_thing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEffectEvent",
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
                                to="governance.decisioneffect",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("saving_plan", "Changes a saving's plan"),
                                    ("saving_withdrawn", "Withdraws a saving"),
                                    ("saving_approved", "Approves a saving's plan"),
                                    ("milestone_baseline", "Changes a milestone's baseline"),
                                ],
                                max_length=18,
                            ),
                        ),
                        ("subject_id", models.UUIDField(help_text="The saving or milestone")),
                        ("values", models.JSONField(blank=True, default=dict)),
                        ("applied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("refused", models.CharField(blank=True, editable=False, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
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
                                to="governance.decision",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
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
                        ("ref", models.CharField(max_length=30)),
                        ("title", models.CharField(max_length=300)),
                        (
                            "text",
                            models.TextField(
                                blank=True, help_text="What is decided, in the words of the decision"
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
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The board that is asked, or recommends",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.board",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.paper",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.meeting",
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
                                    ("policy", "Policy or plan"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=13,
                            ),
                        ),
                        (
                            "amount",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("consulted", "Consulted on"),
                                    ("recommended", "Recommended"),
                                    ("made", "Made"),
                                    ("published", "Published"),
                                    ("called_in", "Called in"),
                                    ("reconsidered", "Reconsidered"),
                                    ("effective", "In effect"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        (
                            "needed_by",
                            models.DateField(blank=True, help_text="When delivery waits for it", null=True),
                        ),
                        (
                            "key_decision",
                            models.BooleanField(
                                blank=True, help_text="Settled by the proper officer", null=True
                            ),
                        ),
                        ("key_reason", models.CharField(blank=True, max_length=300)),
                        (
                            "notice_given_on",
                            models.DateField(
                                blank=True, help_text="28 clear days before a key decision", null=True
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                blank=True, help_text="Why the notice was shorter", max_length=300
                            ),
                        ),
                        (
                            "call_in_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Working days; blank takes the programme's setting",
                                null=True,
                            ),
                        ),
                        ("made_on", models.DateField(blank=True, editable=False, null=True)),
                        ("effective_on", models.DateField(blank=True, editable=False, null=True)),
                        ("reasons", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DecisionStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("consulted", "Consulted on"),
                                    ("recommended", "Recommended"),
                                    ("made", "Made"),
                                    ("published", "Published"),
                                    ("called_in", "Called in"),
                                    ("reconsidered", "Reconsidered"),
                                    ("effective", "In effect"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "board",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.board",
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("recorded_by", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["decision", "recorded_at"], name="governance__decisio_5343c5_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "step__in",
                                        [
                                            "proposed",
                                            "consulted",
                                            "recommended",
                                            "made",
                                            "published",
                                            "called_in",
                                            "reconsidered",
                                            "effective",
                                            "refused",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="decision_step_is_a_known_step",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to="governance.board",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("period_key", models.CharField(help_text="2026-W47, or meeting:ID", max_length=40)),
                        (
                            "since",
                            models.DateTimeField(
                                help_text="When the last one that person got was made, or their first day"
                            ),
                        ),
                        ("as_at", models.DateTimeField()),
                        ("body", models.JSONField()),
                        ("method_version", models.CharField(max_length=20)),
                        ("reserved_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["person", "board", "-as_at"], name="governance__person__095d0f_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("board", "person", "period_key"),
                                name="digest_is_one_a_board_member_and_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("since__lte", models.F("as_at"))),
                                name="digest_looks_back",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField(db_index=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("appendix", "Appendix"),
                                    ("members_room", "In members' rooms"),
                                    ("background", "Background paper"),
                                    ("impact_assessment", "Impact assessment"),
                                    ("evidence", "Evidence"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=17,
                            ),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, help_text="As the paper numbers it", max_length=20),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.storedfile",
                            ),
                        ),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("media_type", models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "appendix",
                                            "members_room",
                                            "background",
                                            "impact_assessment",
                                            "evidence",
                                            "other",
                                        ],
                                    )
                                ),
                                name="document_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file", None),
                                    models.Q(("file_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="document_with_a_file_has_its_name",
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
                                name="document_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentEvent",
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
                                to="governance.document",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("appendix", "Appendix"),
                                    ("members_room", "In members' rooms"),
                                    ("background", "Background paper"),
                                    ("impact_assessment", "Impact assessment"),
                                    ("evidence", "Evidence"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=17,
                            ),
                        ),
                        (
                            "number",
                            models.CharField(blank=True, help_text="As the paper numbers it", max_length=20),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
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
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("media_type", models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="governance.alert",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(help_text="The rung, the first being 1")),
                        (
                            "board",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalated",
                                to="governance.board",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("breach", "Tolerance exceeded"),
                                    ("unacknowledged", "Not acknowledged"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("measure", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("limit", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        (
                            "due_by",
                            models.DateTimeField(
                                help_text="When it goes on, unless somebody acknowledges it", null=True
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alert", "number"), name="escalation_rung_is_numbered_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cause__in", ["breach", "unacknowledged"])),
                                name="escalation_cause_is_a_known_cause",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvent",
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
                                to="governance.finding",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        ("review", models.CharField(help_text="The review it comes from", max_length=200)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("theme", models.CharField(max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("concern", "Concern"),
                                    ("recommendation", "Recommendation"),
                                    ("suggested_action", "Suggested action"),
                                    ("question", "Question"),
                                    ("strength", "Strength"),
                                    ("context", "Context"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("summary", models.TextField()),
                        (
                            "value",
                            models.CharField(
                                blank=True, help_text="A figure it names, as printed", max_length=40
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("accepted", "Accepted"),
                                    ("in_progress", "In progress"),
                                    ("done", "Done, to be confirmed"),
                                    ("closed", "Closed"),
                                    ("not_accepted", "Not accepted"),
                                ],
                                default="open",
                                max_length=12,
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
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("response", models.TextField(blank=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FindingStep",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="governance.finding",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("accepted", "Accepted"),
                                    ("in_progress", "In progress"),
                                    ("done", "Done, to be confirmed"),
                                    ("closed", "Closed"),
                                    ("not_accepted", "Not accepted"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("recorded_by", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["finding", "recorded_at"], name="governance__finding_75e7e5_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["open", "accepted", "in_progress", "done", "closed", "not_accepted"],
                                    )
                                ),
                                name="finding_step_is_a_known_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskMatrix",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_matrices",
                                to="programme.organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        (
                            "likelihoods",
                            models.JSONField(default=list, help_text="Words, the least likely first"),
                        ),
                        (
                            "impacts",
                            models.JSONField(default=list, help_text="Words, the least impact first"),
                        ),
                        ("bands", models.JSONField(default=list)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name_plural": "risk matrices",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "name"),
                                name="risk_matrix_name_is_unique_in_its_council",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GovernanceSettings",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="governance_settings",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "matrix",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settings",
                                to="governance.riskmatrix",
                            ),
                        ),
                        (
                            "call_in_days",
                            models.PositiveSmallIntegerField(
                                default=5, help_text="Working days before it has effect"
                            ),
                        ),
                        (
                            "key_decision_pounds",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Spend or saving from which a decision is suggested as key",
                                max_digits=14,
                                null=True,
                            ),
                        ),
                        (
                            "acknowledge_days",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="Working days before an unacknowledged alert goes to the next person",
                            ),
                        ),
                        ("pre_election_from", models.DateField(blank=True, null=True)),
                        ("pre_election_to", models.DateField(blank=True, null=True)),
                        (
                            "word_template",
                            models.ForeignKey(
                                blank=True,
                                help_text="The council's own Word file, whose styles its reports are written in",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.storedfile",
                            ),
                        ),
                        ("word_template_name", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "verbose_name_plural": "governance settings",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("pre_election_from", None), ("pre_election_to", None)),
                                    models.Q(
                                        ("pre_election_from__isnull", False),
                                        ("pre_election_to__gte", models.F("pre_election_from")),
                                    ),
                                    _connector="OR",
                                ),
                                name="governance_settings_span_has_both_ends",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GovernanceSettingsEvent",
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
                                to="governance.governancesettings",
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
                        (
                            "matrix",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.riskmatrix",
                            ),
                        ),
                        (
                            "call_in_days",
                            models.PositiveSmallIntegerField(
                                default=5, help_text="Working days before it has effect"
                            ),
                        ),
                        (
                            "key_decision_pounds",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Spend or saving from which a decision is suggested as key",
                                max_digits=14,
                                null=True,
                            ),
                        ),
                        (
                            "acknowledge_days",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="Working days before an unacknowledged alert goes to the next person",
                            ),
                        ),
                        ("pre_election_from", models.DateField(blank=True, null=True)),
                        ("pre_election_to", models.DateField(blank=True, null=True)),
                        (
                            "word_template",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The council's own Word file, whose styles its reports are written in",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programme.storedfile",
                            ),
                        ),
                        ("word_template_name", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeClosure",
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
                                related_name="closures",
                                to="programme.programme",
                            ),
                        ),
                        ("position", models.JSONField(help_text="The final position, as finance signed it")),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_by_name", models.CharField(max_length=150)),
                        ("lessons", models.TextField()),
                        ("review_on", models.DateField()),
                        ("closed_at", models.DateTimeField()),
                        ("reopened_at", models.DateTimeField(blank=True, null=True)),
                        ("reopened_why", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("reopened_at", None)),
                                fields=("programme",),
                                name="programme_closure_is_one_that_stands",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "closure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="governance.programmeclosure",
                            ),
                        ),
                        ("thing_kind", models.CharField(max_length=20)),
                        ("thing_id", models.UUIDField()),
                        ("label", models.CharField(max_length=300)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("closure", "thing_id"), name="handover_is_one_a_thing"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImpactAssessmentEvent",
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
                                to="governance.impactassessment",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
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
                        ("ref", models.CharField(max_length=30)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("equality", "Equality"),
                                    ("data_protection", "Data protection"),
                                    ("other", "Other"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("subject", models.CharField(max_length=300)),
                        (
                            "saving",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="savings.saving",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("not_screened", "Not screened yet"),
                                    ("screened_out", "Screened out"),
                                    ("outstanding", "Full assessment outstanding"),
                                    ("drafted", "Drafted, not signed"),
                                    ("signed", "Signed"),
                                    ("reopened", "Reopened by later evidence"),
                                    ("completed", "Completed, as its paper says"),
                                ],
                                default="not_screened",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("screened_on", models.DateField(blank=True, null=True)),
                        ("screened_by", models.CharField(blank=True, max_length=150)),
                        ("screening_reason", models.TextField(blank=True)),
                        ("impact", models.TextField(blank=True)),
                        ("mitigation", models.TextField(blank=True)),
                        ("signed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("signed_by_name", models.CharField(blank=True, editable=False, max_length=150)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
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
                                to="governance.meeting",
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
                            "board",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.board",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=9,
                            ),
                        ),
                        (
                            "in_public",
                            models.BooleanField(
                                default=False, help_text="The public may attend, exempt items apart"
                            ),
                        ),
                        ("notes", models.TextField(blank=True, help_text="What was said, for the record")),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("illustrative", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PaperEvent",
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
                                to="governance.paper",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
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
                        ("ref", models.CharField(max_length=30)),
                        ("subject", models.CharField(max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "Published"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=9,
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
                        ("decision_maker_as_printed", models.CharField(blank=True, max_length=200)),
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
                        ("decision_date", models.DateField(blank=True, null=True)),
                        ("report_of", models.CharField(blank=True, max_length=200)),
                        ("contacts", models.TextField(blank=True)),
                        (
                            "confidentiality",
                            models.TextField(blank=True, verbose_name="statement of confidentiality"),
                        ),
                        ("brief_summary", models.TextField(blank=True)),
                        ("recommendations", models.TextField(blank=True)),
                        (
                            "reasons",
                            models.TextField(blank=True, verbose_name="reasons for the recommendations"),
                        ),
                        (
                            "alternatives",
                            models.TextField(blank=True, verbose_name="alternatives considered and rejected"),
                        ),
                        (
                            "detail",
                            models.TextField(
                                blank=True, verbose_name="detail, consultation carried out included"
                            ),
                        ),
                        ("resource_capital", models.TextField(blank=True)),
                        ("resource_revenue", models.TextField(blank=True)),
                        ("resource_property", models.TextField(blank=True)),
                        ("resource_other", models.TextField(blank=True)),
                        ("statutory_power", models.TextField(blank=True)),
                        ("other_legal", models.TextField(blank=True)),
                        ("risk_management", models.TextField(blank=True)),
                        ("policy_framework", models.TextField(blank=True)),
                        ("key_decision", models.BooleanField(blank=True, null=True)),
                        ("wards", models.CharField(blank=True, max_length=300)),
                        ("background_papers", models.TextField(blank=True)),
                        ("outcome", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeClosureEvent",
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
                                to="governance.programmeclosure",
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
                        ("position", models.JSONField(help_text="The final position, as finance signed it")),
                        (
                            "signed_by",
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
                        ("signed_by_name", models.CharField(max_length=150)),
                        ("lessons", models.TextField()),
                        ("review_on", models.DateField()),
                        ("closed_at", models.DateTimeField()),
                        ("reopened_at", models.DateTimeField(blank=True, null=True)),
                        ("reopened_why", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeRating",
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
                                related_name="ratings",
                                to="programme.programme",
                            ),
                        ),
                        ("rating", models.CharField(max_length=12)),
                        ("reason", models.TextField()),
                        (
                            "expires_on",
                            models.DateField(
                                help_text="When a rating greener than its parts lapses", null=True
                            ),
                        ),
                        (
                            "definition_set",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.definitionset",
                            ),
                        ),
                        (
                            "rater",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("rater_name", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["programme", "recorded_at"], name="governance__program_e5f6c3_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rating__in",
                                        ["complete", "green", "amber_green", "amber", "amber_red", "red"],
                                    )
                                ),
                                name="programme_rating_is_a_known_rating",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryRecord",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "workstream",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recovery_records",
                                to="programme.workstream",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.board",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(editable=False)),
                        ("plan", models.TextField(blank=True)),
                        ("reassess_on", models.DateField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("outcome", models.TextField(blank=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("workstream",),
                                name="recovery_record_is_one_open_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryRecordEvent",
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
                                to="governance.recoveryrecord",
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
                        ("opened_at", models.DateTimeField(editable=False)),
                        ("plan", models.TextField(blank=True)),
                        ("reassess_on", models.DateField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("outcome", models.TextField(blank=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Risk",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                                related_name="+",
                                to="programme.programme",
                            ),
                        ),
                        (
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programme.workstream",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks",
                                to="governance.board",
                            ),
                        ),
                        ("ref", models.CharField(max_length=20)),
                        ("title", models.CharField(max_length=500)),
                        ("cause", models.TextField(blank=True)),
                        ("effect", models.TextField(blank=True)),
                        (
                            "workstreams_named",
                            models.CharField(blank=True, help_text="As the paper names them", max_length=300),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks_owned",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("band_override", models.CharField(blank=True, max_length=40)),
                        ("override_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "response",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("treat", "Treat"),
                                    ("tolerate", "Tolerate"),
                                    ("transfer", "Transfer"),
                                    ("terminate", "Terminate"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("mitigation", models.TextField(blank=True)),
                        ("review_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed"), ("happened", "Happened")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                        "default_manager_name": "objects",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "ref"), name="risk_ref_is_unique_in_its_programme"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "closed", "happened"])),
                                name="risk_state_is_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("response__in", ["treat", "tolerate", "transfer", "terminate", ""])
                                ),
                                name="risk_response_is_a_known_response",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("impact", None), ("likelihood", None)),
                                    models.Q(
                                        ("impact__gte", 1),
                                        ("impact__isnull", False),
                                        ("likelihood__gte", 1),
                                        ("likelihood__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="risk_is_scored_on_both_or_neither",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("band_override", ""),
                                    models.Q(("override_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="risk_override_has_its_reason",
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
                                name="risk_exempt_names_its_paragraph",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskEvent",
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
                                to="governance.risk",
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
                            "illustrative",
                            models.BooleanField(
                                default=False, help_text="Invented; every place that shows it says so"
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
                        ("ref", models.CharField(max_length=20)),
                        ("title", models.CharField(max_length=500)),
                        ("cause", models.TextField(blank=True)),
                        ("effect", models.TextField(blank=True)),
                        (
                            "workstreams_named",
                            models.CharField(blank=True, help_text="As the paper names them", max_length=300),
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
                        ("likelihood", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("impact", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("band_override", models.CharField(blank=True, max_length=40)),
                        ("override_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "response",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("treat", "Treat"),
                                    ("tolerate", "Tolerate"),
                                    ("transfer", "Transfer"),
                                    ("terminate", "Terminate"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("mitigation", models.TextField(blank=True)),
                        ("review_on", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed"), ("happened", "Happened")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskMatrixEvent",
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
                                to="governance.riskmatrix",
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
                        ("name", models.CharField(max_length=100)),
                        (
                            "likelihoods",
                            models.JSONField(default=list, help_text="Words, the least likely first"),
                        ),
                        (
                            "impacts",
                            models.JSONField(default=list, help_text="Words, the least impact first"),
                        ),
                        ("bands", models.JSONField(default=list)),
                        ("source", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskReview",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "risk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="governance.risk",
                            ),
                        ),
                        ("likelihood", models.PositiveSmallIntegerField(null=True)),
                        ("impact", models.PositiveSmallIntegerField(null=True)),
                        (
                            "band",
                            models.CharField(
                                blank=True,
                                help_text="As it read under the matrix of that moment",
                                max_length=40,
                            ),
                        ),
                        ("is_override", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed"), ("happened", "Happened")],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("recorded_by", models.CharField(max_length=150)),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["risk", "recorded_at"], name="governance__risk_id_f1a15f_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tolerance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tolerances",
                                to="governance.board",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "Money: shortfall in a year, pounds"),
                                    ("time", "Time: slip of a milestone, days"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("saving", "One saving"),
                                    ("milestone", "One milestone"),
                                    ("workstream", "One workstream"),
                                    ("programme", "The whole programme"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "limit",
                            models.DecimalField(decimal_places=2, help_text="Pounds, or days", max_digits=14),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["money", "time"])),
                                name="tolerance_kind_is_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__in", ["saving", "milestone", "workstream", "programme"])
                                ),
                                name="tolerance_level_is_a_known_level",
                            ),
                            models.UniqueConstraint(
                                fields=("board", "kind", "level"), name="tolerance_is_one_a_kind_and_level"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("limit__gte", 0)), name="tolerance_is_not_below_nought"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToleranceEvent",
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
                                to="governance.tolerance",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "Money: shortfall in a year, pounds"),
                                    ("time", "Time: slip of a milestone, days"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("saving", "One saving"),
                                    ("milestone", "One milestone"),
                                    ("workstream", "One workstream"),
                                    ("programme", "The whole programme"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "limit",
                            models.DecimalField(decimal_places=2, help_text="Pounds, or days", max_digits=14),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Wait",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waits",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waits",
                                to="programme.milestone",
                            ),
                        ),
                        ("since", models.DateField()),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="The day the decision was made, or the wait ended",
                                null=True,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "milestone"), name="wait_is_one_a_decision_and_milestone"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                                ),
                                name="wait_ends_after_it_starts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitEvent",
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
                                to="governance.wait",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="governance.decision",
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
                        ("since", models.DateField()),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                help_text="The day the decision was made, or the wait ended",
                                null=True,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="alert",
                    name="alert_kind_is_a_known_kind",
                ),
                migrations.AddField(
                    model_name="alert",
                    name="board",
                    field=models.ForeignKey(
                        help_text="The board whose tolerance it exceeds, where it is one's",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="governance.board",
                    ),
                ),
                migrations.AddField(
                    model_name="board",
                    name="working_days_only",
                    field=models.BooleanField(
                        default=False,
                        help_text="Its alerts are sent on working days from 8:00 to 18:00; what happens else waits",
                    ),
                ),
                migrations.AddField(
                    model_name="boardevent",
                    name="working_days_only",
                    field=models.BooleanField(
                        default=False,
                        help_text="Its alerts are sent on working days from 8:00 to 18:00; what happens else waits",
                    ),
                ),
                migrations.AlterField(
                    model_name="alert",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("milestone_slip", "Milestone slipped"),
                            ("workstream_risk", "Delivery risk"),
                            ("workstream_rag", "Reported RAG"),
                            ("saving_shortfall", "Shortfall beyond tolerance"),
                            ("workstream_shortfall", "Shortfall of a workstream beyond tolerance"),
                            ("programme_shortfall", "Shortfall of the programme beyond tolerance"),
                            ("milestone_tolerance", "Slip beyond tolerance"),
                            ("opinions_disagree", "Opinions disagree"),
                            ("silence", "Nothing reported"),
                            ("recovery_due", "Recovery to be assessed again"),
                            ("decision_awaited", "Waiting for a decision"),
                            ("rating_lapsed", "Rating of the programme no longer holds"),
                            ("rating_stale", "Rating out of date"),
                        ],
                        max_length=24,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "milestone_slip",
                                    "workstream_risk",
                                    "workstream_rag",
                                    "saving_shortfall",
                                    "workstream_shortfall",
                                    "programme_shortfall",
                                    "milestone_tolerance",
                                    "opinions_disagree",
                                    "silence",
                                    "recovery_due",
                                    "decision_awaited",
                                    "rating_lapsed",
                                    "rating_stale",
                                ],
                            )
                        ),
                        name="alert_kind_is_a_known_kind",
                    ),
                ),
                programme.migrations._triggers.AddTriggers(
                    triggers=[
                        (
                            "board",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version", "working_days_only") VALUES (NEW."alert_hold_seconds", NEW."cadence", NEW."cadence_days", NEW."code", NEW."exempt_paragraph", NEW."gather_seconds", NEW."id", NEW."illustrative", NEW."kind", NEW."live_alerts", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."organisation_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."quorum", NEW."remit", NEW."source", NEW."version", NEW."working_days_only"); RETURN NULL;',
                                    hash="50cd1a0a3cd2ec34c4de1029afbce2fb22736189",
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
                                    func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version", "working_days_only") VALUES (NEW."alert_hold_seconds", NEW."cadence", NEW."cadence_days", NEW."code", NEW."exempt_paragraph", NEW."gather_seconds", NEW."id", NEW."illustrative", NEW."kind", NEW."live_alerts", NEW."marking", NEW."marking_note", NEW."name", NEW."note", NEW."organisation_id", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."quorum", NEW."remit", NEW."source", NEW."version", NEW."working_days_only"); RETURN NULL;',
                                    hash="4029154de52d58ff4ea77b6ff72ce44a4f30b61e",
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
                                    func='INSERT INTO "governance_boardevent" ("alert_hold_seconds", "cadence", "cadence_days", "code", "exempt_paragraph", "gather_seconds", "id", "illustrative", "kind", "live_alerts", "marking", "marking_note", "name", "note", "organisation_id", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "quorum", "remit", "source", "version", "working_days_only") VALUES (OLD."alert_hold_seconds", OLD."cadence", OLD."cadence_days", OLD."code", OLD."exempt_paragraph", OLD."gather_seconds", OLD."id", OLD."illustrative", OLD."kind", OLD."live_alerts", OLD."marking", OLD."marking_note", OLD."name", OLD."note", OLD."organisation_id", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."quorum", OLD."remit", OLD."source", OLD."version", OLD."working_days_only"); RETURN NULL;',
                                    hash="461d9f05a78773c245e26a533424971c7b939583",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_67fa7",
                                    table="governance_board",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "acknowledgement",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6040845c3cdcd1a662a70ec6dc6ae9ef6d3636ef",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_078aa",
                                    table="governance_acknowledgement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "acknowledgement",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="fb0c6512d9d2a929ce6db29662d851501fc8e396",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_773e9",
                                    table="governance_acknowledgement",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "comment",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_commentevent" ("author_id", "author_name", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "text", "thing_id", "thing_kind", "version", "written_at") VALUES (NEW."author_id", NEW."author_name", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."text", NEW."thing_id", NEW."thing_kind", NEW."version", NEW."written_at"); RETURN NULL;',
                                    hash="babcabc5947db75b0bed8153dc291cfe722ab45a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d6c7c",
                                    table="governance_comment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "comment",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_commentevent" ("author_id", "author_name", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "text", "thing_id", "thing_kind", "version", "written_at") VALUES (NEW."author_id", NEW."author_name", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."text", NEW."thing_id", NEW."thing_kind", NEW."version", NEW."written_at"); RETURN NULL;',
                                    hash="0a85312fb3a3a65fd9febf99db5b7ee5b6618ad7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_72a62",
                                    table="governance_comment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "comment",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_commentevent" ("author_id", "author_name", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "text", "thing_id", "thing_kind", "version", "written_at") VALUES (OLD."author_id", OLD."author_name", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."marking", OLD."marking_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."removed_at", OLD."text", OLD."thing_id", OLD."thing_kind", OLD."version", OLD."written_at"); RETURN NULL;',
                                    hash="da8f40da94a597a90bbb4af383c00804eb758893",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1ba33",
                                    table="governance_comment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "commentevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="4221a816887381c41601bcb9c2484fe97f464b95",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_c5f47",
                                    table="governance_commentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "commentevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c6cc3739ad4e97d03552243d3cf800b733d869cc",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_f4728",
                                    table="governance_commentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "consultationevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="b1382741717485b29c518fee0f3d082fcd88cd83",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_dfec8",
                                    table="governance_consultationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "consultationevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c693028f638dc8035d7a7243defd88c71478b0d5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c085a",
                                    table="governance_consultationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "consultation",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_consultationevent" ("bases", "closes_on", "decision_id", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "opens_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "responses", "source", "table_id", "title", "version") VALUES (NEW."bases", NEW."closes_on", NEW."decision_id", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."opens_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."responses", NEW."source", NEW."table_id", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="830ad535d17d152cdf91fbb5ba78241a8d570c53",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8af2d",
                                    table="governance_consultation",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "consultation",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_consultationevent" ("bases", "closes_on", "decision_id", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "opens_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "responses", "source", "table_id", "title", "version") VALUES (NEW."bases", NEW."closes_on", NEW."decision_id", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."opens_on", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."responses", NEW."source", NEW."table_id", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="3479029e5cfb26e95c6e9a0188cdcc1e401965ce",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_60101",
                                    table="governance_consultation",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "consultation",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_consultationevent" ("bases", "closes_on", "decision_id", "exempt_paragraph", "id", "illustrative", "marking", "marking_note", "opens_on", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "responses", "source", "table_id", "title", "version") VALUES (OLD."bases", OLD."closes_on", OLD."decision_id", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."marking", OLD."marking_note", OLD."opens_on", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."removed_at", OLD."responses", OLD."source", OLD."table_id", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="ae14282ee500fbe7f2558bda8ab15aaa1be7cc38",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5cdb7",
                                    table="governance_consultation",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decisioneffect",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_decisioneffectevent" ("applied_at", "decision_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "subject_id", "values", "version") VALUES (NEW."applied_at", NEW."decision_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."refused", NEW."subject_id", NEW."values", NEW."version"); RETURN NULL;',
                                    hash="2cbed28562a6805ca49b3487f0936b1ae17d5e55",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b16e1",
                                    table="governance_decisioneffect",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decisioneffect",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_decisioneffectevent" ("applied_at", "decision_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "subject_id", "values", "version") VALUES (NEW."applied_at", NEW."decision_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."refused", NEW."subject_id", NEW."values", NEW."version"); RETURN NULL;',
                                    hash="e122e715d278956056dba8509c94360d7f2bd9ca",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8bb39",
                                    table="governance_decisioneffect",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decisioneffect",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_decisioneffectevent" ("applied_at", "decision_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused", "subject_id", "values", "version") VALUES (OLD."applied_at", OLD."decision_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."refused", OLD."subject_id", OLD."values", OLD."version"); RETURN NULL;',
                                    hash="a1bf3e9380c31fd2b8f1713a8ada05936e64a439",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f7ece",
                                    table="governance_decisioneffect",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decisioneffectevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="ba31141b0d3a2625c76beeab66c0eaa795c61649",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_b6e94",
                                    table="governance_decisioneffectevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "decisioneffectevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="7ceffe57dba6d7e81826c4ac627d2bcaadb5fbdc",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_4221a",
                                    table="governance_decisioneffectevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "decisionstep",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="88f790121224b36340d8f969e2d8eb1628ae938f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a574f",
                                    table="governance_decisionstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "decisionstep",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="c95bed276d47503f1010dcec81684e67c8c65b71",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_ef165",
                                    table="governance_decisionstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "document",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_documentevent" ("exempt_paragraph", "file_id", "file_name", "id", "illustrative", "kind", "marking", "marking_note", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "removed_at", "thing_id", "thing_kind", "title", "version") VALUES (NEW."exempt_paragraph", NEW."file_id", NEW."file_name", NEW."id", NEW."illustrative", NEW."kind", NEW."marking", NEW."marking_note", NEW."media_type", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."removed_at", NEW."thing_id", NEW."thing_kind", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="617f0d37fdda835ea9f55d6befda88cd728c5e4f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_10943",
                                    table="governance_document",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "document",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_documentevent" ("exempt_paragraph", "file_id", "file_name", "id", "illustrative", "kind", "marking", "marking_note", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "removed_at", "thing_id", "thing_kind", "title", "version") VALUES (NEW."exempt_paragraph", NEW."file_id", NEW."file_name", NEW."id", NEW."illustrative", NEW."kind", NEW."marking", NEW."marking_note", NEW."media_type", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."removed_at", NEW."thing_id", NEW."thing_kind", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="9906995133a59c681f1eee5f7e0cd57620c634f2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_195ad",
                                    table="governance_document",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "document",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_documentevent" ("exempt_paragraph", "file_id", "file_name", "id", "illustrative", "kind", "marking", "marking_note", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "removed_at", "thing_id", "thing_kind", "title", "version") VALUES (OLD."exempt_paragraph", OLD."file_id", OLD."file_name", OLD."id", OLD."illustrative", OLD."kind", OLD."marking", OLD."marking_note", OLD."media_type", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."removed_at", OLD."thing_id", OLD."thing_kind", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="1b0a7ec9542677d8abf71f746e8cd1c270e92c31",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ebb57",
                                    table="governance_document",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "documentevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="54d05fb8af1bdbf1d7dd34f189f83c0a21cc8efb",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_6a555",
                                    table="governance_documentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "documentevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="9b7b0ee6dfd2c1e76a47cb91e2e0b5acd010c446",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_0acc3",
                                    table="governance_documentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "escalation",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="280c657c4307c14b0f42af1518659b09a20f4d3d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_833e5",
                                    table="governance_escalation",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "escalation",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="81aa1fb88c291e2d9bbb2df30d27993a5625e5fc",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_41354",
                                    table="governance_escalation",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "finding",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_findingevent" ("board_id", "due_on", "exempt_paragraph", "id", "illustrative", "kind", "marking", "marking_note", "note", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "response", "review", "source", "state", "summary", "theme", "unit", "value", "version") VALUES (NEW."board_id", NEW."due_on", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."kind", NEW."marking", NEW."marking_note", NEW."note", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."response", NEW."review", NEW."source", NEW."state", NEW."summary", NEW."theme", NEW."unit", NEW."value", NEW."version"); RETURN NULL;',
                                    hash="1002d75e1649b7420c166e8eead71a44b69a8ff1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_454aa",
                                    table="governance_finding",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "finding",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_findingevent" ("board_id", "due_on", "exempt_paragraph", "id", "illustrative", "kind", "marking", "marking_note", "note", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "response", "review", "source", "state", "summary", "theme", "unit", "value", "version") VALUES (NEW."board_id", NEW."due_on", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."kind", NEW."marking", NEW."marking_note", NEW."note", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."removed_at", NEW."response", NEW."review", NEW."source", NEW."state", NEW."summary", NEW."theme", NEW."unit", NEW."value", NEW."version"); RETURN NULL;',
                                    hash="90d2e764052bf0c2f08b34be22167b9be7f0bc8f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_375b3",
                                    table="governance_finding",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "finding",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_findingevent" ("board_id", "due_on", "exempt_paragraph", "id", "illustrative", "kind", "marking", "marking_note", "note", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_at", "response", "review", "source", "state", "summary", "theme", "unit", "value", "version") VALUES (OLD."board_id", OLD."due_on", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."kind", OLD."marking", OLD."marking_note", OLD."note", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."removed_at", OLD."response", OLD."review", OLD."source", OLD."state", OLD."summary", OLD."theme", OLD."unit", OLD."value", OLD."version"); RETURN NULL;',
                                    hash="4e3faebcd8703ca3e589d56f67f7a13eac9ba8fc",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b4198",
                                    table="governance_finding",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "findingevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="35434de45bad3a5e2fc9bf04866f65a9b6cf9d80",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_4a8f6",
                                    table="governance_findingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "findingevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="763438e87da85ff9ae21d8a2394a5cdc3056143f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_bc8d1",
                                    table="governance_findingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "findingstep",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="1da2d9393e466706dc079cbaae695c14de744f9a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_f9ef0",
                                    table="governance_findingstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "findingstep",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="a1686f2bd8c39e432405f57c7f3d6a082874856a",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_19a50",
                                    table="governance_findingstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "impactassessment",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_impactassessmentevent" ("decision_id", "exempt_paragraph", "id", "illustrative", "impact", "kind", "marking", "marking_note", "mitigation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "saving_id", "screened_by", "screened_on", "screening_reason", "signed_by_id", "signed_by_name", "signed_on", "source", "state", "subject", "version", "workstream_id") VALUES (NEW."decision_id", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."impact", NEW."kind", NEW."marking", NEW."marking_note", NEW."mitigation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."saving_id", NEW."screened_by", NEW."screened_on", NEW."screening_reason", NEW."signed_by_id", NEW."signed_by_name", NEW."signed_on", NEW."source", NEW."state", NEW."subject", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="611465fda16b8906d2c746a7dab2f7e5c2887836",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4751b",
                                    table="governance_impactassessment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "impactassessment",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_impactassessmentevent" ("decision_id", "exempt_paragraph", "id", "illustrative", "impact", "kind", "marking", "marking_note", "mitigation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "saving_id", "screened_by", "screened_on", "screening_reason", "signed_by_id", "signed_by_name", "signed_on", "source", "state", "subject", "version", "workstream_id") VALUES (NEW."decision_id", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."impact", NEW."kind", NEW."marking", NEW."marking_note", NEW."mitigation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."saving_id", NEW."screened_by", NEW."screened_on", NEW."screening_reason", NEW."signed_by_id", NEW."signed_by_name", NEW."signed_on", NEW."source", NEW."state", NEW."subject", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="a3115b35a06c5a9ba04d217883fb5a4caf77fb6b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_adc9b",
                                    table="governance_impactassessment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "impactassessment",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_impactassessmentevent" ("decision_id", "exempt_paragraph", "id", "illustrative", "impact", "kind", "marking", "marking_note", "mitigation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "saving_id", "screened_by", "screened_on", "screening_reason", "signed_by_id", "signed_by_name", "signed_on", "source", "state", "subject", "version", "workstream_id") VALUES (OLD."decision_id", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."impact", OLD."kind", OLD."marking", OLD."marking_note", OLD."mitigation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."saving_id", OLD."screened_by", OLD."screened_on", OLD."screening_reason", OLD."signed_by_id", OLD."signed_by_name", OLD."signed_on", OLD."source", OLD."state", OLD."subject", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="ac52eed59ace44449d79f2476d528f8cde14f6a0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_19559",
                                    table="governance_impactassessment",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "assessmentstep",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="440730c80e6f318958c79fa5183b03d20e3e824a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_9a15e",
                                    table="governance_assessmentstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "assessmentstep",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="9b70d581b5e984c63acf29b8e1bdd006daeb271b",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_bccc3",
                                    table="governance_assessmentstep",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "impactassessmentevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="0088406802fd5b666c09212eb4e4f5dd74a5b8ba",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_b47b3",
                                    table="governance_impactassessmentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "impactassessmentevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0f13260e2dea7e63a2de43033cd5335448bc30f7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_00e35",
                                    table="governance_impactassessmentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "meeting",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_meetingevent" ("board_id", "ends_at", "exempt_paragraph", "id", "illustrative", "in_public", "marking", "marking_note", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "source", "starts_at", "state", "title", "version") VALUES (NEW."board_id", NEW."ends_at", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."in_public", NEW."marking", NEW."marking_note", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."removed_at", NEW."source", NEW."starts_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="2851236e7d67fb53d33edcdd6a94754ac7d914f8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_15f15",
                                    table="governance_meeting",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "meeting",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_meetingevent" ("board_id", "ends_at", "exempt_paragraph", "id", "illustrative", "in_public", "marking", "marking_note", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "source", "starts_at", "state", "title", "version") VALUES (NEW."board_id", NEW."ends_at", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."in_public", NEW."marking", NEW."marking_note", NEW."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."removed_at", NEW."source", NEW."starts_at", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="7f5d8500b6fb1750e4781763180121c9934b1321",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5da00",
                                    table="governance_meeting",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "meeting",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_meetingevent" ("board_id", "ends_at", "exempt_paragraph", "id", "illustrative", "in_public", "marking", "marking_note", "notes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "source", "starts_at", "state", "title", "version") VALUES (OLD."board_id", OLD."ends_at", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."in_public", OLD."marking", OLD."marking_note", OLD."notes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."removed_at", OLD."source", OLD."starts_at", OLD."state", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="62b84ae3bd809c1e5d2efa54612b9ea5eb8b8c8d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5b83d",
                                    table="governance_meeting",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "boardpack",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="95dfa4e7d4d2dd8ad5d56641abb78588cf345b0a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b71ad",
                                    table="governance_boardpack",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "boardpack",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="95ea3df4ec253497a11457f84391221187ab65f2",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_94283",
                                    table="governance_boardpack",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "attendanceevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="86c2fbcab7c5ef8138caeb56f93420dcaede5461",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_a6798",
                                    table="governance_attendanceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "attendanceevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ee847114d45fed2ad8624f8df1e150800f039e15",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_396ee",
                                    table="governance_attendanceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "attendance",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_attendanceevent" ("id", "meeting_id", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."id", NEW."meeting_id", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="5af8f0c811452fa8c2664c510b7ed7dc2204338c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7e143",
                                    table="governance_attendance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "attendance",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_attendanceevent" ("id", "meeting_id", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."id", NEW."meeting_id", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="143e88804d1eb48e4b568a4186b1d91a806cc027",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dc464",
                                    table="governance_attendance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "attendance",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_attendanceevent" ("id", "meeting_id", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (OLD."id", OLD."meeting_id", OLD."note", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."version"); RETURN NULL;',
                                    hash="1c703f932be2cb6d5bb3ffa9bd9d3e3422da4091",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_18022",
                                    table="governance_attendance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "actionevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="066a5cb8dc7841a36171cfc861705a02dce8d081",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_16e6d",
                                    table="governance_actionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "actionevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b51428a1df1056405395dc448affee0bde7d7799",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3d404",
                                    table="governance_actionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "action",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_actionevent" ("board_id", "decision_id", "done_on", "due_on", "exempt_paragraph", "finding_id", "id", "illustrative", "marking", "marking_note", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "text", "version", "workstream_id") VALUES (NEW."board_id", NEW."decision_id", NEW."done_on", NEW."due_on", NEW."exempt_paragraph", NEW."finding_id", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."meeting_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."text", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="355c555c07497868a1b2e6c6412f30a1b5151bd5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_75d82",
                                    table="governance_action",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "action",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_actionevent" ("board_id", "decision_id", "done_on", "due_on", "exempt_paragraph", "finding_id", "id", "illustrative", "marking", "marking_note", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "text", "version", "workstream_id") VALUES (NEW."board_id", NEW."decision_id", NEW."done_on", NEW."due_on", NEW."exempt_paragraph", NEW."finding_id", NEW."id", NEW."illustrative", NEW."marking", NEW."marking_note", NEW."meeting_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."text", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="94fd6394466fc04d1d6f566ecc9acf2349c50b8e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e04c6",
                                    table="governance_action",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "action",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_actionevent" ("board_id", "decision_id", "done_on", "due_on", "exempt_paragraph", "finding_id", "id", "illustrative", "marking", "marking_note", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "text", "version", "workstream_id") VALUES (OLD."board_id", OLD."decision_id", OLD."done_on", OLD."due_on", OLD."exempt_paragraph", OLD."finding_id", OLD."id", OLD."illustrative", OLD."marking", OLD."marking_note", OLD."meeting_id", OLD."outcome", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."text", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="a4d8c336cf952b301772bc78f39833765773b376",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a54cd",
                                    table="governance_action",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "meetingevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="6ca1a2161392b88bb1db1ae604d95f3372925b2f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_06387",
                                    table="governance_meetingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "meetingevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5f267e8401045e9f28a52a1c63931049e0d455ff",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ec2a1",
                                    table="governance_meetingevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "paper",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_paperevent" ("alternatives", "background_papers", "board_id", "brief_summary", "confidentiality", "contacts", "decision_date", "decision_maker_as_printed", "decision_maker_id", "detail", "exempt_paragraph", "id", "illustrative", "key_decision", "marking", "marking_note", "other_legal", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_framework", "programme_id", "reasons", "recommendations", "ref", "removed_at", "report_of", "resource_capital", "resource_other", "resource_property", "resource_revenue", "risk_management", "source", "state", "statutory_power", "subject", "version", "wards", "workstream_id") VALUES (NEW."alternatives", NEW."background_papers", NEW."board_id", NEW."brief_summary", NEW."confidentiality", NEW."contacts", NEW."decision_date", NEW."decision_maker_as_printed", NEW."decision_maker_id", NEW."detail", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."key_decision", NEW."marking", NEW."marking_note", NEW."other_legal", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_framework", NEW."programme_id", NEW."reasons", NEW."recommendations", NEW."ref", NEW."removed_at", NEW."report_of", NEW."resource_capital", NEW."resource_other", NEW."resource_property", NEW."resource_revenue", NEW."risk_management", NEW."source", NEW."state", NEW."statutory_power", NEW."subject", NEW."version", NEW."wards", NEW."workstream_id"); RETURN NULL;',
                                    hash="f4d6a2f5d584182343b5305947f41f16a651b1ac",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_28d6d",
                                    table="governance_paper",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "paper",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_paperevent" ("alternatives", "background_papers", "board_id", "brief_summary", "confidentiality", "contacts", "decision_date", "decision_maker_as_printed", "decision_maker_id", "detail", "exempt_paragraph", "id", "illustrative", "key_decision", "marking", "marking_note", "other_legal", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_framework", "programme_id", "reasons", "recommendations", "ref", "removed_at", "report_of", "resource_capital", "resource_other", "resource_property", "resource_revenue", "risk_management", "source", "state", "statutory_power", "subject", "version", "wards", "workstream_id") VALUES (NEW."alternatives", NEW."background_papers", NEW."board_id", NEW."brief_summary", NEW."confidentiality", NEW."contacts", NEW."decision_date", NEW."decision_maker_as_printed", NEW."decision_maker_id", NEW."detail", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."key_decision", NEW."marking", NEW."marking_note", NEW."other_legal", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_framework", NEW."programme_id", NEW."reasons", NEW."recommendations", NEW."ref", NEW."removed_at", NEW."report_of", NEW."resource_capital", NEW."resource_other", NEW."resource_property", NEW."resource_revenue", NEW."risk_management", NEW."source", NEW."state", NEW."statutory_power", NEW."subject", NEW."version", NEW."wards", NEW."workstream_id"); RETURN NULL;',
                                    hash="00ddb6282138f5a327fa64f30f1593a851e894a4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_808e5",
                                    table="governance_paper",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "paper",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_paperevent" ("alternatives", "background_papers", "board_id", "brief_summary", "confidentiality", "contacts", "decision_date", "decision_maker_as_printed", "decision_maker_id", "detail", "exempt_paragraph", "id", "illustrative", "key_decision", "marking", "marking_note", "other_legal", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_framework", "programme_id", "reasons", "recommendations", "ref", "removed_at", "report_of", "resource_capital", "resource_other", "resource_property", "resource_revenue", "risk_management", "source", "state", "statutory_power", "subject", "version", "wards", "workstream_id") VALUES (OLD."alternatives", OLD."background_papers", OLD."board_id", OLD."brief_summary", OLD."confidentiality", OLD."contacts", OLD."decision_date", OLD."decision_maker_as_printed", OLD."decision_maker_id", OLD."detail", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."key_decision", OLD."marking", OLD."marking_note", OLD."other_legal", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_framework", OLD."programme_id", OLD."reasons", OLD."recommendations", OLD."ref", OLD."removed_at", OLD."report_of", OLD."resource_capital", OLD."resource_other", OLD."resource_property", OLD."resource_revenue", OLD."risk_management", OLD."source", OLD."state", OLD."statutory_power", OLD."subject", OLD."version", OLD."wards", OLD."workstream_id"); RETURN NULL;',
                                    hash="d7d8e3b6f7466ecdacc9664c3dca69462b25eb39",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_82d18",
                                    table="governance_paper",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decisionevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="04737ebc4ac73becf3b6878689f3689e9617333e",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_7ac57",
                                    table="governance_decisionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "decisionevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="77b578deeb91a08c84bcf7fccb53077d3060264a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c4e9f",
                                    table="governance_decisionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "decision",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_decisionevent" ("amount", "board_id", "call_in_days", "decision_maker_id", "effective_on", "exempt_paragraph", "id", "illustrative", "key_decision", "key_reason", "kind", "made_on", "marking", "marking_note", "meeting_id", "needed_by", "notice_given_on", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reasons", "ref", "removed_at", "source", "state", "text", "title", "urgency", "version", "workstream_id") VALUES (NEW."amount", NEW."board_id", NEW."call_in_days", NEW."decision_maker_id", NEW."effective_on", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."key_decision", NEW."key_reason", NEW."kind", NEW."made_on", NEW."marking", NEW."marking_note", NEW."meeting_id", NEW."needed_by", NEW."notice_given_on", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reasons", NEW."ref", NEW."removed_at", NEW."source", NEW."state", NEW."text", NEW."title", NEW."urgency", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="87492f1b4f594f71834087137e53fbb75a726e62",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_917a4",
                                    table="governance_decision",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decision",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_decisionevent" ("amount", "board_id", "call_in_days", "decision_maker_id", "effective_on", "exempt_paragraph", "id", "illustrative", "key_decision", "key_reason", "kind", "made_on", "marking", "marking_note", "meeting_id", "needed_by", "notice_given_on", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reasons", "ref", "removed_at", "source", "state", "text", "title", "urgency", "version", "workstream_id") VALUES (NEW."amount", NEW."board_id", NEW."call_in_days", NEW."decision_maker_id", NEW."effective_on", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."key_decision", NEW."key_reason", NEW."kind", NEW."made_on", NEW."marking", NEW."marking_note", NEW."meeting_id", NEW."needed_by", NEW."notice_given_on", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reasons", NEW."ref", NEW."removed_at", NEW."source", NEW."state", NEW."text", NEW."title", NEW."urgency", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="ba7c56a10f1935fb9b3a46b06c6c01e6b9261ff7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1fcd6",
                                    table="governance_decision",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "decision",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_decisionevent" ("amount", "board_id", "call_in_days", "decision_maker_id", "effective_on", "exempt_paragraph", "id", "illustrative", "key_decision", "key_reason", "kind", "made_on", "marking", "marking_note", "meeting_id", "needed_by", "notice_given_on", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reasons", "ref", "removed_at", "source", "state", "text", "title", "urgency", "version", "workstream_id") VALUES (OLD."amount", OLD."board_id", OLD."call_in_days", OLD."decision_maker_id", OLD."effective_on", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."key_decision", OLD."key_reason", OLD."kind", OLD."made_on", OLD."marking", OLD."marking_note", OLD."meeting_id", OLD."needed_by", OLD."notice_given_on", OLD."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."reasons", OLD."ref", OLD."removed_at", OLD."source", OLD."state", OLD."text", OLD."title", OLD."urgency", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="36bd5751ffef0152eeb0fee47b058552cf6e5605",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f8e0c",
                                    table="governance_decision",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "agendaitemevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="8732d3d2a744f511c61ef922f567c44f296be301",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_50363",
                                    table="governance_agendaitemevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "agendaitemevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6225f4f29f35fa1f23a0d8c927d7d9bad1ee6320",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d3ed4",
                                    table="governance_agendaitemevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "agendaitem",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_agendaitemevent" ("decision_id", "excludes_public", "id", "kind", "meeting_id", "note", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_excluded", "removed_at", "title", "version") VALUES (NEW."decision_id", NEW."excludes_public", NEW."id", NEW."kind", NEW."meeting_id", NEW."note", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."public_excluded", NEW."removed_at", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="7561e7579a126c723ceb8a4bbd3ab0d7d82df213",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a8d03",
                                    table="governance_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "agendaitem",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_agendaitemevent" ("decision_id", "excludes_public", "id", "kind", "meeting_id", "note", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_excluded", "removed_at", "title", "version") VALUES (NEW."decision_id", NEW."excludes_public", NEW."id", NEW."kind", NEW."meeting_id", NEW."note", NEW."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."public_excluded", NEW."removed_at", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="186bc3cc01b277dfd3a54ad273f0b5e815886d5e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dc8b8",
                                    table="governance_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "agendaitem",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_agendaitemevent" ("decision_id", "excludes_public", "id", "kind", "meeting_id", "note", "paper_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "public_excluded", "removed_at", "title", "version") VALUES (OLD."decision_id", OLD."excludes_public", OLD."id", OLD."kind", OLD."meeting_id", OLD."note", OLD."paper_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."public_excluded", OLD."removed_at", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="4cbcd88bb85a9b77fbcf4a4acccc6e608e8dcbe5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_63eef",
                                    table="governance_agendaitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "paperevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="4df1cb4d0248ee7790da4f450eb005a848475827",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_497f7",
                                    table="governance_paperevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "paperevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="17e6f0b9cef3cdfe73de2b38cbe68ddf1e5d5683",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ff68e",
                                    table="governance_paperevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "programmeclosure",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_programmeclosureevent" ("closed_at", "id", "lessons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "reopened_at", "reopened_why", "review_on", "signed_by_id", "signed_by_name", "version") VALUES (NEW."closed_at", NEW."id", NEW."lessons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."reopened_at", NEW."reopened_why", NEW."review_on", NEW."signed_by_id", NEW."signed_by_name", NEW."version"); RETURN NULL;',
                                    hash="f1eb39d514c4b3388f754d07a762a2309ce334d3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2e9d7",
                                    table="governance_programmeclosure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "programmeclosure",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_programmeclosureevent" ("closed_at", "id", "lessons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "reopened_at", "reopened_why", "review_on", "signed_by_id", "signed_by_name", "version") VALUES (NEW."closed_at", NEW."id", NEW."lessons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."reopened_at", NEW."reopened_why", NEW."review_on", NEW."signed_by_id", NEW."signed_by_name", NEW."version"); RETURN NULL;',
                                    hash="820dda9a849ea6f95e427a02a5d1fdc4ddafaf63",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_40ef2",
                                    table="governance_programmeclosure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "programmeclosure",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_programmeclosureevent" ("closed_at", "id", "lessons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "reopened_at", "reopened_why", "review_on", "signed_by_id", "signed_by_name", "version") VALUES (OLD."closed_at", OLD."id", OLD."lessons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."reopened_at", OLD."reopened_why", OLD."review_on", OLD."signed_by_id", OLD."signed_by_name", OLD."version"); RETURN NULL;',
                                    hash="99d713996721c2ba631e4e72ecc79c34044a8357",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5ef25",
                                    table="governance_programmeclosure",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "handover",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="8638b18199277326408726c4a93b4bec4ee3e0f1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_8c843",
                                    table="governance_handover",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "handover",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="16bd83a9fad54ddf6c906efb53cbfc1b25fc87c5",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_4a9b5",
                                    table="governance_handover",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "programmeclosureevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="3cb69f84f9de1db0a82d39be9f3ec7a11205790e",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_4ef9a",
                                    table="governance_programmeclosureevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "programmeclosureevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="547cdad9c7e3aa9fa339334ba628035bfe8fda01",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_45527",
                                    table="governance_programmeclosureevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "programmerating",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="822524d3a12409918c757d444149de41d77d23cd",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6285d",
                                    table="governance_programmerating",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "programmerating",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="17f4c84317012a5280c68c9d5301b86fb62ca3d8",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_b7c22",
                                    table="governance_programmerating",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "recoveryrecord",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_recoveryrecordevent" ("board_id", "closed_at", "id", "opened_at", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reassess_on", "version", "workstream_id") VALUES (NEW."board_id", NEW."closed_at", NEW."id", NEW."opened_at", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan", NEW."reassess_on", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="ce7e2fcd57d3ebf35cbd53f015ca21b52df73bf8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8f0ef",
                                    table="governance_recoveryrecord",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "recoveryrecord",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_recoveryrecordevent" ("board_id", "closed_at", "id", "opened_at", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reassess_on", "version", "workstream_id") VALUES (NEW."board_id", NEW."closed_at", NEW."id", NEW."opened_at", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan", NEW."reassess_on", NEW."version", NEW."workstream_id"); RETURN NULL;',
                                    hash="939b0ccebf24b99a210cf1a4a11e67f306031cc5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5dfa9",
                                    table="governance_recoveryrecord",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "recoveryrecord",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_recoveryrecordevent" ("board_id", "closed_at", "id", "opened_at", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reassess_on", "version", "workstream_id") VALUES (OLD."board_id", OLD."closed_at", OLD."id", OLD."opened_at", OLD."outcome", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan", OLD."reassess_on", OLD."version", OLD."workstream_id"); RETURN NULL;',
                                    hash="d0eaac94cfa44a8f411f65cc17a6e7328acf78ba",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_851ed",
                                    table="governance_recoveryrecord",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "recoveryrecordevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="0d548a79ec339a464e8cf746be0debc362642528",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_ef157",
                                    table="governance_recoveryrecordevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "recoveryrecordevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="4e58b4b40a7749a97f64f7fea234f13a21f4a82b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1746d",
                                    table="governance_recoveryrecordevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "risk",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_riskevent" ("band_override", "board_id", "cause", "effect", "exempt_paragraph", "id", "illustrative", "impact", "likelihood", "marking", "marking_note", "mitigation", "override_reason", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "response", "review_on", "source", "state", "title", "version", "workstream_id", "workstreams_named") VALUES (NEW."band_override", NEW."board_id", NEW."cause", NEW."effect", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."impact", NEW."likelihood", NEW."marking", NEW."marking_note", NEW."mitigation", NEW."override_reason", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."response", NEW."review_on", NEW."source", NEW."state", NEW."title", NEW."version", NEW."workstream_id", NEW."workstreams_named"); RETURN NULL;',
                                    hash="13f3d52b0ddeefe191668018105724b8fdbc7ab9",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_670ab",
                                    table="governance_risk",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "risk",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_riskevent" ("band_override", "board_id", "cause", "effect", "exempt_paragraph", "id", "illustrative", "impact", "likelihood", "marking", "marking_note", "mitigation", "override_reason", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "response", "review_on", "source", "state", "title", "version", "workstream_id", "workstreams_named") VALUES (NEW."band_override", NEW."board_id", NEW."cause", NEW."effect", NEW."exempt_paragraph", NEW."id", NEW."illustrative", NEW."impact", NEW."likelihood", NEW."marking", NEW."marking_note", NEW."mitigation", NEW."override_reason", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."ref", NEW."removed_at", NEW."response", NEW."review_on", NEW."source", NEW."state", NEW."title", NEW."version", NEW."workstream_id", NEW."workstreams_named"); RETURN NULL;',
                                    hash="e15ae007805d1121be52054063a9c84b630d5281",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d9e8a",
                                    table="governance_risk",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "risk",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_riskevent" ("band_override", "board_id", "cause", "effect", "exempt_paragraph", "id", "illustrative", "impact", "likelihood", "marking", "marking_note", "mitigation", "override_reason", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "ref", "removed_at", "response", "review_on", "source", "state", "title", "version", "workstream_id", "workstreams_named") VALUES (OLD."band_override", OLD."board_id", OLD."cause", OLD."effect", OLD."exempt_paragraph", OLD."id", OLD."illustrative", OLD."impact", OLD."likelihood", OLD."marking", OLD."marking_note", OLD."mitigation", OLD."override_reason", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."ref", OLD."removed_at", OLD."response", OLD."review_on", OLD."source", OLD."state", OLD."title", OLD."version", OLD."workstream_id", OLD."workstreams_named"); RETURN NULL;',
                                    hash="71cf861193015f35ad2621067076c6438c10cb5d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d3889",
                                    table="governance_risk",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "riskevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="88ec101a96270306fef69bbd7e3f523faccd0fb7",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_b8075",
                                    table="governance_riskevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "riskevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="df549e17665721956ef21fd03ba21f9bca33a591",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_39009",
                                    table="governance_riskevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "riskmatrix",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_riskmatrixevent" ("bands", "id", "impacts", "likelihoods", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "version") VALUES (NEW."bands", NEW."id", NEW."impacts", NEW."likelihoods", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="3b97c9d694078c0c672f614416970fbdf4a546a0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f2892",
                                    table="governance_riskmatrix",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "riskmatrix",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_riskmatrixevent" ("bands", "id", "impacts", "likelihoods", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "version") VALUES (NEW."bands", NEW."id", NEW."impacts", NEW."likelihoods", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."version"); RETURN NULL;',
                                    hash="d9657a32d65e851d3571285c84ceb7ba2117e21d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fcaf",
                                    table="governance_riskmatrix",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "riskmatrix",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_riskmatrixevent" ("bands", "id", "impacts", "likelihoods", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "version") VALUES (OLD."bands", OLD."id", OLD."impacts", OLD."likelihoods", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."version"); RETURN NULL;',
                                    hash="bf373be8b6f3f9fa05c13a4436e4fd52360b5a99",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6ab79",
                                    table="governance_riskmatrix",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "governancesettingsevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="828f4ee3c3eb9841b8ce0ea6d32064781c228355",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_25b08",
                                    table="governance_governancesettingsevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "governancesettingsevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="55a961382ca1299e417781d78ea61a18a6da2ea1",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_224e7",
                                    table="governance_governancesettingsevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "governancesettings",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_governancesettingsevent" ("acknowledge_days", "call_in_days", "id", "key_decision_pounds", "matrix_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_election_from", "pre_election_to", "programme_id", "version", "word_template_id", "word_template_name") VALUES (NEW."acknowledge_days", NEW."call_in_days", NEW."id", NEW."key_decision_pounds", NEW."matrix_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pre_election_from", NEW."pre_election_to", NEW."programme_id", NEW."version", NEW."word_template_id", NEW."word_template_name"); RETURN NULL;',
                                    hash="16504378d802a8d121f970b819138f821c094f0e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5b2e2",
                                    table="governance_governancesettings",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "governancesettings",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_governancesettingsevent" ("acknowledge_days", "call_in_days", "id", "key_decision_pounds", "matrix_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_election_from", "pre_election_to", "programme_id", "version", "word_template_id", "word_template_name") VALUES (NEW."acknowledge_days", NEW."call_in_days", NEW."id", NEW."key_decision_pounds", NEW."matrix_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pre_election_from", NEW."pre_election_to", NEW."programme_id", NEW."version", NEW."word_template_id", NEW."word_template_name"); RETURN NULL;',
                                    hash="62b3798afdfeebbf90b3a10889ab6941a81ab898",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_674d8",
                                    table="governance_governancesettings",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "governancesettings",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_governancesettingsevent" ("acknowledge_days", "call_in_days", "id", "key_decision_pounds", "matrix_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pre_election_from", "pre_election_to", "programme_id", "version", "word_template_id", "word_template_name") VALUES (OLD."acknowledge_days", OLD."call_in_days", OLD."id", OLD."key_decision_pounds", OLD."matrix_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pre_election_from", OLD."pre_election_to", OLD."programme_id", OLD."version", OLD."word_template_id", OLD."word_template_name"); RETURN NULL;',
                                    hash="a72124637fc4a274a3f753ca21953f9720ed0092",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7ae6b",
                                    table="governance_governancesettings",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "riskmatrixevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="c8abfc06960bbcab1be489d2e60f1a09af3b843f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_baee9",
                                    table="governance_riskmatrixevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "riskmatrixevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f266759cb83afbd2ed340a61185320857916af7b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_02df6",
                                    table="governance_riskmatrixevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "riskreview",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b1ae7cfdcd2f67fae7318d69cbd725956b9efc6d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_25e79",
                                    table="governance_riskreview",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "riskreview",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="94bbc07d72a8b8877d1a3ce70b464795ed259f9f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_c1cc1",
                                    table="governance_riskreview",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "tolerance",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_toleranceevent" ("board_id", "id", "kind", "level", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."board_id", NEW."id", NEW."kind", NEW."level", NEW."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="fd988ec3d7f11997e388130bc5d8048a5e5b8d42",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_915ca",
                                    table="governance_tolerance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "tolerance",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_toleranceevent" ("board_id", "id", "kind", "level", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."board_id", NEW."id", NEW."kind", NEW."level", NEW."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                                    hash="a7775e68c1955b72602dbd39c50a7027595520b2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1599e",
                                    table="governance_tolerance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "tolerance",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_toleranceevent" ("board_id", "id", "kind", "level", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."board_id", OLD."id", OLD."kind", OLD."level", OLD."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                                    hash="a49e300e7840e238d70d8cc242fa3a17a204d8e6",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_588d6",
                                    table="governance_tolerance",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "toleranceevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="26c07b6b5e965e1534bba4c46ffc95adf7777ecd",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_9ed98",
                                    table="governance_toleranceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "toleranceevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="7c26399fc3b3615e72d6b63f831d7402539a8919",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_23a8c",
                                    table="governance_toleranceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "wait",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_waitevent" ("decision_id", "id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (NEW."decision_id", NEW."id", NEW."milestone_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                                    hash="1ed0cb05d2b5a6b2c25394293996be8088178550",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b5863",
                                    table="governance_wait",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "wait",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "governance_waitevent" ("decision_id", "id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (NEW."decision_id", NEW."id", NEW."milestone_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."since", NEW."until", NEW."version"); RETURN NULL;',
                                    hash="3379979a7e202e701592d0be54e96ae860336262",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_59427",
                                    table="governance_wait",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "wait",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "governance_waitevent" ("decision_id", "id", "milestone_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "version") VALUES (OLD."decision_id", OLD."id", OLD."milestone_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since", OLD."until", OLD."version"); RETURN NULL;',
                                    hash="3eaf977adbda1fe5455ae6236e7af99a411c1a89",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_220df",
                                    table="governance_wait",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "waitevent",
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
                                    hash="9b8031caf5982f0b7c39956024f9d2c838ef5abf",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_097e5",
                                    table="governance_waitevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "waitevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="155c69a7081e430405ae42d2363c37ccb99f6e7d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_08558",
                                    table="governance_waitevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]

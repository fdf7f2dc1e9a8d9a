from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models.alert import Alert
from governance.models.board import Board
from governance.models.risk_register import RiskMatrix
from programme.models.base import Row, Versioned, ledger_triggers, one_of, tracked
from programme.rules.rag import Rag

TOLERANCE_KINDS = [
    ("money", "Money: shortfall in a year, pounds"),
    ("time", "Time: slip of a milestone, days"),
]
LEVELS = [
    ("saving", "One saving"),
    ("milestone", "One milestone"),
    ("workstream", "One workstream"),
    ("programme", "The whole programme"),
]


@tracked
class GovernanceSettings(Versioned):
    """How one programme is governed: call-in, key decisions, its risk matrix. Blank takes the method's default."""

    programme = models.OneToOneField(
        "programme.Programme", on_delete=models.PROTECT, related_name="governance_settings"
    )
    matrix = models.ForeignKey(
        RiskMatrix, on_delete=models.PROTECT, null=True, blank=True, related_name="settings"
    )
    call_in_days = models.PositiveSmallIntegerField(default=5, help_text="Working days before it has effect")
    key_decision_pounds = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Spend or saving from which a decision is suggested as key",
    )  # fmt: skip
    acknowledge_days = models.PositiveSmallIntegerField(
        default=2, help_text="Working days before an unacknowledged alert goes to the next person"
    )
    pre_election_from = models.DateField(null=True, blank=True)
    pre_election_to = models.DateField(null=True, blank=True)
    word_template = models.ForeignKey(
        "programme.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The council's own Word file, whose styles its reports are written in",
    )  # fmt: skip
    word_template_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "governance settings"
        constraints = [
            models.CheckConstraint(
                name="governance_settings_span_has_both_ends",
                condition=Q(pre_election_from=None, pre_election_to=None)
                | Q(pre_election_from__isnull=False, pre_election_to__gte=models.F("pre_election_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} ({self.id})"


@tracked
class Tolerance(Versioned):
    """How far something may go wrong before a board's parent hears: pounds of shortfall or days of slip.

    A breach is a measure above `limit`. No row is no tolerance: nothing is escalated by it.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="tolerances")
    kind = models.CharField(max_length=5, choices=TOLERANCE_KINDS)
    level = models.CharField(max_length=10, choices=LEVELS)
    limit = models.DecimalField(max_digits=14, decimal_places=2, help_text="Pounds, or days")

    class Meta:
        constraints = [
            one_of("kind", dict(TOLERANCE_KINDS), name="tolerance_kind_is_a_known_kind"),
            one_of("level", dict(LEVELS), name="tolerance_level_is_a_known_level"),
            models.UniqueConstraint(
                fields=["board", "kind", "level"], name="tolerance_is_one_a_kind_and_level"
            ),
            models.CheckConstraint(name="tolerance_is_not_below_nought", condition=Q(limit__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.kind} {self.level}"


class Acknowledgement(Row):
    """Somebody took an alert in hand. It stops the alert from going on to the next person."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="acknowledgements")
    step_number = models.PositiveIntegerField(help_text="The newest step they had before them")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    door = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "step_number", "person"], name="acknowledgement_is_one_a_step_and_person"
            )
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.alert_id} by {self.person_id}"


class Escalation(Row):
    """One rung an alert climbed: to a parent board by a breach, or to the next person when nobody took it in hand."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="escalations")
    number = models.PositiveSmallIntegerField(help_text="The rung, the first being 1")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="escalated")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    cause = models.CharField(
        max_length=14, choices=[("breach", "Tolerance exceeded"), ("unacknowledged", "Not acknowledged")]
    )
    measure = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    due_by = models.DateTimeField(null=True, help_text="When it goes on, unless somebody acknowledges it")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "number"], name="escalation_rung_is_numbered_once"),
            one_of("cause", ["breach", "unacknowledged"], name="escalation_cause_is_a_known_cause"),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.alert_id} rung {self.number}"


@tracked
class RecoveryRecord(Versioned):
    """What Red opens: who brings it back, which board watches, when it is assessed again."""

    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, related_name="recovery_records"
    )
    owner = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(editable=False)
    plan = models.TextField(blank=True)
    reassess_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workstream"],
                condition=Q(closed_at=None),
                name="recovery_record_is_one_open_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.workstream_id} from {self.opened_at:%d %b %Y}"


class ProgrammeRating(Row):
    """The rating somebody gave a whole programme. Greener than what it rolls up takes a reason that expires."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=12)
    reason = models.TextField()
    expires_on = models.DateField(null=True, help_text="When a rating greener than its parts lapses")
    definition_set = models.ForeignKey(
        "programme.DefinitionSet", on_delete=models.PROTECT, null=True, related_name="+"
    )
    rater = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    rater_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("rating", [str(r) for r in Rag], name="programme_rating_is_a_known_rating")]
        indexes = [models.Index(fields=["programme", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.programme_id} {self.rating}"

from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models.base import OfWorkstream
from governance.models.decision import Decision
from programme.models.base import (
    Removable,
    Row,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)

ASSESSMENT_KINDS = [
    ("equality", "Equality"),
    ("data_protection", "Data protection"),
    ("other", "Other"),
]
ASSESSMENT_STATES = [
    ("not_screened", "Not screened yet"),
    ("screened_out", "Screened out"),
    ("outstanding", "Full assessment outstanding"),
    ("drafted", "Drafted, not signed"),
    ("signed", "Signed"),
    ("reopened", "Reopened by later evidence"),
    ("completed", "Completed, as its paper says"),
]


@tracked
class ImpactAssessment(Versioned, OfWorkstream, Removable):
    """What a proposal does to people: screened, assessed in full where screened in, signed by another than the saver.

    It is a gate: what is outstanding holds back the decision. One printed as done says so in its source.
    """

    ref = models.CharField(max_length=30)
    kind = models.CharField(max_length=15, choices=ASSESSMENT_KINDS)
    subject = models.CharField(max_length=300)
    saving = models.ForeignKey(
        "savings.Saving", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    state = models.CharField(max_length=12, choices=ASSESSMENT_STATES, default="not_screened", editable=False)
    screened_on = models.DateField(null=True, blank=True)
    screened_by = models.CharField(max_length=150, blank=True)
    screening_reason = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    signed_on = models.DateField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    signed_by_name = models.CharField(max_length=150, blank=True, editable=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfWorkstream.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"], name="impact_assessment_ref_is_unique_in_its_programme"
            ),
            one_of("kind", dict(ASSESSMENT_KINDS), name="impact_assessment_kind_is_a_known_kind"),
            one_of("state", dict(ASSESSMENT_STATES), name="impact_assessment_state_is_a_known_state"),
            models.CheckConstraint(
                name="impact_assessment_signed_says_when",
                condition=~Q(state="signed") | Q(signed_on__isnull=False),
            ),
            marked_constraint("impact_assessment"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.subject} ({self.id})"


class AssessmentStep(Row):
    """One step of an impact assessment: screened, drafted, signed, reopened, with who and why."""

    assessment = models.ForeignKey(ImpactAssessment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=ASSESSMENT_STATES)
    note = models.TextField(blank=True)
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("state", dict(ASSESSMENT_STATES), name="assessment_step_is_a_known_state")]
        indexes = [models.Index(fields=["assessment", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.state}"

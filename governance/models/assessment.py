from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, ledger_triggers, one_of

SUBJECTS = ["milestone", "saving", "workstream"]
BANDS = ["low", "medium", "high", "very_high", "not_known"]


class Assessment(Row):
    """The delivery risk of a milestone, saving or workstream as calculated at a moment, written when it changed.

    `facts` holds what people are shown besides: money by year, days, chance inputs; amounts as strings in pounds.
    """

    subject_kind = models.CharField(max_length=10)
    subject_id = models.UUIDField()
    programme_id = models.UUIDField(db_index=True)
    chance = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    band = models.CharField(max_length=9)
    reasons = models.JSONField(default=list, help_text="[{code, words}]")
    facts = models.JSONField(default=dict)
    method_version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what people are shown")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("subject_kind", SUBJECTS, name="assessment_subject_is_a_known_kind"),
            one_of("band", BANDS, name="assessment_band_is_a_known_band"),
            models.CheckConstraint(
                name="assessment_chance_is_a_share", condition=Q(chance=None) | Q(chance__range=(0, 1))
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "-recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.band} ({self.id})"

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, ledger_triggers, one_of
from programme.models.person import Person
from programme.models.programme import DefinitionSet, Workstream
from programme.rules import rag

RATINGS = ["green", "amber_green", "amber", "amber_red", "red", "complete"]
RATING_WORDS = {rating: rag.WORDS[rag.Rag(rating)] for rating in RATINGS}
RATING_CHOICES = list(RATING_WORDS.items())


class StatusReport(Row):
    """A rating of a workstream at a moment: who said it, why, and by which definitions. Never overwritten.

    No report means no rating is published; it is never read as green.
    """

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="status_reports")
    rating = models.CharField(max_length=11, choices=RATING_CHOICES)
    definition_set = models.ForeignKey(DefinitionSet, on_delete=models.PROTECT, null=True)
    reason = models.CharField(max_length=2000)
    recorded_at = models.DateTimeField()
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    rater_name = models.CharField(max_length=150)
    workstream_version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            one_of("rating", RATINGS, name="status_report_rating_is_a_known_rating"),
            models.CheckConstraint(name="status_report_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["workstream", "workstream_version"], name="status_report_is_one_a_version"
            ),
        ]
        indexes = [models.Index(fields=["workstream", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.workstream_id} {self.rating} at {self.recorded_at:%Y-%m-%d %H:%M} ({self.id})"

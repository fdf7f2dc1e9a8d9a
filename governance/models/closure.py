from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, ledger_triggers, tracked


@tracked
class ProgrammeClosure(Versioned):
    """The closing of a programme: its final position, signed by finance, its lessons, its review date."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="closures")
    position = models.JSONField(help_text="The final position, as finance signed it")
    signed_by = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_by_name = models.CharField(max_length=150)
    lessons = models.TextField()
    review_on = models.DateField()
    closed_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(reopened_at=None),
                name="programme_closure_is_one_that_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.closed_at:%d %b %Y}"


class Handover(Row):
    """What a closing programme leaves behind, and with whom: a saving, risk or action, or a benefit still watched."""

    closure = models.ForeignKey(ProgrammeClosure, on_delete=models.PROTECT, related_name="handovers")
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()
    label = models.CharField(max_length=300)
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closure", "thing_id"], name="handover_is_one_a_thing")
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.label} to {self.person_id}"

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from programme.models.base import Row, SightedQuerySet, Versioned, ledger_triggers, tracked
from programme.models.programme import Programme, Workstream
from programme.rules import access


class ReportingRoundQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    marking_paths = ("programme__marking",)
    holds_scope = True


@tracked
class ReportingRound(Versioned):
    """A round of reports: it opens, has a deadline, lists who has returned and who has not, and closes."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reporting_rounds")
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_on = models.DateField()
    deadline = models.DateField()
    closed_at = models.DateTimeField(null=True, editable=False)
    missing_at_close = models.JSONField(
        default=list, editable=False, help_text="The ids of the workstreams that had not returned by then"
    )

    objects = ReportingRoundQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="reporting_round_name_is_unique_in_its_programme"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(closed_at=None),
                name="reporting_round_is_one_open_at_a_time",
            ),
            models.CheckConstraint(
                name="reporting_round_deadline_is_not_before_it_opens",
                condition=Q(deadline__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="reporting_round_month_is_april_to_march",
                condition=Q(month=None) | Q(month__range=(1, 12)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"

    def placement(self) -> access.Placement:
        """Return where the round stands: as its programme, for the rules of access."""
        return self.programme.placement()


class RoundReturn(Row):
    """A workstream's return in a reporting round: who says its items are up to date, and when."""

    reporting_round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="returns")
    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="round_returns")
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["reporting_round", "workstream", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.workstream_id} in {self.reporting_round_id} ({self.id})"

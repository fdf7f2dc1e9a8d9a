from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from programme.models.base import (
    Marked,
    Removable,
    Row,
    SightedQuerySet,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)
from programme.models.person import Person
from programme.models.programme import Programme, Workstream

PRECISIONS = ["day", "month", "quarter", "season", "year", "none"]
PRECISION_CHOICES = [(p, "not printed" if p == "none" else p) for p in PRECISIONS]
KINDS = ["start", "launch", "complete"]


def _precision() -> models.CharField[str, str]:
    return models.CharField(max_length=8, choices=PRECISION_CHOICES, default="none")


def _dated(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"milestone_{field}_has_a_date_or_no_precision",
        condition=Q(**{f"{field}_date__isnull": True, f"{field}_precision": "none"})
        | (Q(**{f"{field}_date__isnull": False}) & ~Q(**{f"{field}_precision": "none"})),
    )


class MilestoneQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    workstream_path = "workstream_id"
    marking_paths = ("marking", "programme__marking", "workstream__marking")


@tracked
class Milestone(Versioned, Marked, Removable):
    """Something that happens on a date, as exact as the date is known: a day, a month, a season, or not at all.

    A date with a precision is stored as the first day of what it names; its last day decides when it is overdue.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="milestones")
    workstream = models.ForeignKey(
        Workstream, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    ref = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in KINDS], default="complete")
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones_owned"
    )
    as_published = models.CharField(
        max_length=200, blank=True, help_text="The timescale as the paper prints it"
    )
    start_date = models.DateField(null=True, blank=True, help_text="When work towards it began or begins")
    original_baseline_date = models.DateField(null=True, blank=True)
    original_baseline_precision = _precision()
    baseline_date = models.DateField(null=True, blank=True)
    baseline_precision = _precision()
    forecast_date = models.DateField(null=True, blank=True)
    forecast_precision = _precision()
    actual_date = models.DateField(null=True, blank=True)
    actual_precision = _precision()
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"], name="milestone_ref_is_unique_in_its_programme"
            ),
            one_of("kind", KINDS, name="milestone_starts_launches_or_completes"),
            _dated("original_baseline"),
            _dated("baseline"),
            _dated("forecast"),
            _dated("actual"),
            marked_constraint("milestone"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name} ({self.id})"


class MilestoneReport(Row):
    """What was said of a milestone's dates at a moment, kept for ever: the rows behind its trend chart."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reports")
    baseline_date = models.DateField(null=True)
    baseline_precision = _precision()
    forecast_date = models.DateField(null=True)
    forecast_precision = _precision()
    actual_date = models.DateField(null=True)
    actual_precision = _precision()
    reason = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    reported_by_name = models.CharField(max_length=150)
    milestone_version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "milestone_version"], name="milestone_report_is_one_a_version"
            )
        ]
        indexes = [models.Index(fields=["milestone", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.milestone_id} at {self.recorded_at:%Y-%m-%d %H:%M} ({self.id})"


@tracked
class Dependency(Versioned):
    """One milestone that waits for another, within a council. Circles are refused by changes, with their names."""

    before = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="followers")
    after = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="predecessors")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="dependency_is_stated_once"),
            models.CheckConstraint(
                name="dependency_is_between_two_milestones", condition=~Q(before=F("after"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} before {self.after_id}"

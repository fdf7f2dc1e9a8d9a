from __future__ import annotations

from django.db import models

from programme.models.base import (
    Marked,
    Row,
    SightedQuerySet,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)
from programme.models.milestone import PRECISION_CHOICES
from programme.models.programme import Programme, Workstream

POLARITIES = [
    ("lower", "Lower is better"),
    ("higher", "Higher is better"),
    ("none", "Neither, or not stated"),
]


class IndicatorQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    workstream_path = "workstream_id"
    marking_paths = ("marking", "programme__marking", "workstream__marking")


@tracked
class Indicator(Versioned, Marked):
    """Something counted beside the money: children entering care, agency heads, passengers."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="indicators")
    workstream = models.ForeignKey(
        Workstream, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    polarity = models.CharField(max_length=6, choices=POLARITIES, default="none")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="indicator_name_is_unique_in_its_programme"
            ),
            one_of(
                "polarity", ["lower", "higher", "none"], name="indicator_polarity_is_lower_higher_or_none"
            ),
            marked_constraint("indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


class IndicatorReading(Row):
    """One value of an indicator as a document prints it; documents may disagree, and each keeps its own row."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    position = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=80, help_text="actual, target, forecast, peak …, as printed")
    printed = models.CharField(max_length=200, help_text="The value as printed; text where it is no number")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    value_to = models.DecimalField(
        max_digits=16, decimal_places=4, null=True, help_text="The upper end, where it is a band"
    )
    unit = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=120, blank=True, help_text="The period as published")
    year = models.PositiveSmallIntegerField(null=True, help_text="April of the financial year it is about")
    months_covered = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For a year to date: how many months of the year it covers"
    )
    on_date = models.DateField(null=True)
    on_precision = models.CharField(max_length=8, choices=PRECISION_CHOICES, default="none")
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["indicator", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.basis} {self.printed} ({self.id})"

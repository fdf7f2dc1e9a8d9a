"""What was asked for: targets by name, source and year; further proposals; forecasts of the same thing side by side."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Marked, Row, Versioned, ledger_triggers, marked_constraint, one_of, tracked
from savings.models.budget import InProgrammeQuerySet
from savings.models.saving import UNITS, Saving, pounds


class TargetQuerySet(InProgrammeQuerySet):
    workstream_path = "workstream_id"
    marking_paths = (*InProgrammeQuerySet.marking_paths, "workstream__marking")


@tracked
class Target(Versioned, Marked):
    """A target as published: its name, source and year. £15m, £7m and £4.916m are three targets, never one.

    `cut` names a way of cutting a whole ("workstream", "budget area") and `label` the part; two cuts of one
    target are never added, and a part is mapped to workstreams only once somebody maps it.
    """

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="targets")
    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="April of the year; none printed"
    )
    cut = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200, blank=True)
    kinds = models.JSONField(default=list, blank=True, help_text="The kinds the council counted; empty: ours")
    is_bridge = models.BooleanField(
        default=False,
        help_text="The target that the bridge of its programme (or workstream) and year starts from",
    )
    budget = pounds(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "source", "year", "cut", "label"],
                nulls_distinct=False,
                name="target_is_named_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "workstream", "year"],
                condition=Q(is_bridge=True, cut=""),
                nulls_distinct=False,
                name="target_bridge_is_one_a_year",
            ),
            models.CheckConstraint(
                name="target_bridge_has_a_year", condition=Q(is_bridge=False) | Q(year__isnull=False)
            ),
            marked_constraint("target"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year or ''} {self.label} ({self.id})"


class TargetAmount(Row):
    """How much a target asks, as said at a moment; a later row stands in front and names its decision.

    What decides the bridge (whether it starts here, the kinds counted, whether our copy lacks rows) is kept with
    it, so that a bridge as at an earlier moment is the one that held then.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="amounts")
    amount = pounds(null=True)
    is_bridge = models.BooleanField(default=False)
    kinds = models.JSONField(default=list, blank=True)
    lacks_rows = models.BooleanField(
        default=False, help_text="The paper's own total has rows that our copy lacks"
    )
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["target", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.target_id} {self.amount} ({self.id})"


@tracked
class TargetMapping(Versioned):
    """Which workstream a part of a cut falls on, once somebody says so."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="mappings")
    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, related_name="mapped_targets"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "workstream"], name="target_mapping_is_stated_once")
        ]

    def __str__(self) -> str:
        return f"{self.target_id} falls on {self.workstream_id}"


@tracked
class Proposal(Versioned, Marked):
    """A saving somebody proposes: not in any plan or total until it becomes a line."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="proposals")
    number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    volume_target = models.CharField(max_length=300, blank=True)
    investment = models.CharField(max_length=500, blank=True)
    investment_source = models.CharField(max_length=200, blank=True)
    secured = models.CharField(
        max_length=40, blank=True, help_text="The quarter it is secured in, as printed"
    )
    confidence = models.CharField(max_length=20, blank=True, help_text="High is good, as printed")
    risk = models.CharField(max_length=20, blank=True, help_text="Low is good, as printed")
    risk_summary = models.CharField(max_length=1000, blank=True)
    note = models.CharField(max_length=500, blank=True)
    saving = models.ForeignKey(
        Saving, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals",
        help_text="The line it became",
    )  # fmt: skip

    objects = InProgrammeQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="proposal_number_is_unique_in_its_programme"
            ),
            marked_constraint("proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name} ({self.id})"


@tracked
class ProposalFigure(Versioned):
    """A proposal's amount in one year, as one source has it; rival sources stand side by side, never added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="figures")
    series = models.CharField(
        max_length=200, default="Proposal", help_text="Whose figure: the proposal, a forecast …"
    )
    year = models.PositiveSmallIntegerField()
    amount = pounds(null=True, blank=True)
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "series", "year"], name="proposal_figure_is_one_a_series_and_year"
            ),
            one_of("unit", UNITS, name="proposal_figure_unit_is_pounds_thousands_or_millions"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.series} {self.year}"

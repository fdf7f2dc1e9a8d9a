from __future__ import annotations

from dataclasses import replace

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
from programme.rules import access
from savings.models.saving import UNITS, BudgetRound, Saving, pounds

FUNDS = [("general", "General fund"), ("dsg", "Dedicated Schools Grant")]


class InProgrammeQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    marking_paths: tuple[str, ...] = ("marking", "programme__marking")


class PressureQuerySet(InProgrammeQuerySet):
    marking_paths = (
        *InProgrammeQuerySet.marking_paths,
        "deferred_from__marking",
        "deferred_from__programme__marking",
        "deferred_from__workstream__marking",
    )


@tracked
class Pressure(Versioned, Marked, Removable):
    """Growth put in a budget. Some are savings of an earlier round that did not arrive. One may be withdrawn."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="pressures")
    ref = models.CharField(max_length=20, help_text="Unique in its programme; P7 where the paper prints none")
    printed_ref = models.CharField(max_length=20, blank=True)
    line_no = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True)
    deferred_from = models.ForeignKey(
        Saving,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pressures",
        help_text="The saving of an earlier round that this is the shortfall of",
    )
    deferred_from_ref = models.CharField(
        max_length=20, blank=True, help_text="Its ref as printed, where we hold no such line"
    )
    deferred_from_round = models.ForeignKey(
        BudgetRound, on_delete=models.PROTECT, null=True, blank=True, related_name="pressures",
        help_text="The earlier budget round that saving belongs to",
    )  # fmt: skip

    objects = PressureQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"],
                condition=Q(removed_at=None),
                name="pressure_ref_is_unique_in_its_programme",
            ),
            marked_constraint("pressure"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name} ({self.id})"

    def placement(self) -> access.Placement:
        """Return where the pressure stands: as closed as the saving it is deferred from, whose name it repeats."""
        own = super().placement()
        if self.deferred_from is None:
            return own
        saving = self.deferred_from.placement()
        return replace(own, markings=own.markings | saving.markings, things=own.things | saving.within)


@tracked
class PressureAmount(Versioned):
    """A pressure in one financial year, in pounds; blank where our copy cannot be read."""

    pressure = models.ForeignKey(Pressure, on_delete=models.PROTECT, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    amount = pounds(null=True, blank=True)
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pressure", "year"], name="pressure_amount_is_one_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.pressure_id} {self.year}"


@tracked
class BudgetLine(Versioned, Marked):
    """A line of a service's budget, in one fund. The Dedicated Schools Grant is never added to the general fund."""

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="budget_lines"
    )
    fund = models.CharField(
        max_length=10,
        choices=FUNDS,
        default="general",
    )
    group = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    profile_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="placement days, school terms, September places …; blank: straight line",
    )
    profile = models.JSONField(
        null=True, blank=True, help_text="Twelve shares of the year, April first, as text; they sum to 1"
    )
    note = models.CharField(max_length=500, blank=True)

    objects = InProgrammeQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fund", "group", "name"], name="budget_line_name_is_unique_in_its_group"
            ),
            one_of("fund", ["general", "dsg"], name="budget_line_fund_is_general_or_dsg"),
            marked_constraint("budget_line"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.name} ({self.id})"


class BudgetFigure(Row):
    """A budget line's figures for a year or a period of it, in pounds, as recorded at a moment.

    Variance is projection less current budget; above nought is adverse. The direction printed stays as printed.
    """

    budget_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(
        max_length=3, blank=True, help_text="M1 (April) to M12; blank for the year's budget"
    )
    original_budget = pounds(null=True)
    current_budget = pounds(null=True)
    projection = pounds(null=True)
    gross_budget = pounds(null=True)
    income_budget = pounds(null=True)
    gross_projection = pounds(null=True)
    income_projection = pounds(null=True)
    spend_to_date = pounds(null=True)
    variance = pounds(null=True)
    movement = pounds(null=True)
    a_f_printed = models.CharField(max_length=2, blank=True)
    direction_printed = models.CharField(max_length=10, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    variance_printed = models.CharField(max_length=40, blank=True, help_text="The cell as the paper has it")
    corrects_period = models.CharField(
        max_length=12, blank=True, help_text="The closed period this corrects, for example 2024/25 M5"
    )
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="budget_figure_variance_is_projection_less_budget",
                condition=Q(variance=None)
                | Q(projection=None)
                | Q(current_budget=None)
                | Q(variance=F("projection") - F("current_budget")),
            ),
        ]
        indexes = [models.Index(fields=["budget_line", "year", "period", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.budget_line_id} {self.year} {self.period} ({self.id})"


@tracked
class CastCheck(Versioned):
    """A total a paper prints, and the rows it should be the sum of, as `savings.rules.casting` reads it."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="cast_checks")
    position = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    period = models.CharField(max_length=60, blank=True)
    check_data = models.JSONField(help_text="A savings.rules.casting.Check as JSON")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="cast_check_has_its_own_place")
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.label} {self.period} ({self.id})"

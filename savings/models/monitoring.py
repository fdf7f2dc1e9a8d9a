"""What budget monitoring rests on beside its figures: virements, causes, fund balances, cost drivers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from programme.models.base import Marked, Row, Versioned, ledger_triggers, marked_constraint, tracked
from savings.models.budget import FUNDS, BudgetLine, InProgrammeQuerySet
from savings.models.saving import UNITS, pounds


class Virement(Row):
    """Budget moved from one line to another of the same fund, with authority. What one loses the other gains."""

    from_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="virements_out")
    to_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="virements_in")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3, help_text="M1 (April) to M12: the month it takes effect in")
    amount = pounds()
    authority = models.CharField(max_length=200, help_text="Who agreed it, and the decision's reference")
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="virement_is_between_two_lines", condition=~Q(from_line=F("to_line"))
            ),
            models.CheckConstraint(name="virement_amount_is_above_nil", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["year", "period"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.from_line_id} to {self.to_line_id} {self.year} {self.period} ({self.id})"


class VarianceCause(Row):
    """One cause of a line's variance in a period, in pounds, adverse above nought; the rest is *not itemised*.

    Later rows of the same name stand in front. A cause may be named without an amount, which is none, not nil.
    """

    budget_line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="causes")
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    amount = pounds(null=True)
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    taken_back = models.BooleanField(
        default=False, help_text="No cause after all; what was said before stays"
    )
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["budget_line", "year", "period", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.budget_line_id} {self.name} ({self.id})"


class FundBalance(Row):
    """A ring-fenced fund's cumulative surplus or deficit (below nought), apart from the year's own."""

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="fund_balances"
    )
    fund = models.CharField(max_length=10, choices=FUNDS)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=3, blank=True)
    balance = pounds(null=True)
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.fund} {self.year} {self.period} ({self.id})"


@tracked
class CostDriver(Versioned, Marked):
    """What a cost is made of: a volume (passengers, placement days) times a unit cost."""

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="cost_drivers"
    )
    budget_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, null=True, blank=True, related_name="cost_drivers"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    volume_unit = models.CharField(max_length=60, help_text="passengers, placement days …")
    note = models.CharField(max_length=500, blank=True)

    objects = InProgrammeQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="cost_driver_name_is_unique_in_its_programme"
            ),
            marked_constraint("cost_driver"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


class CostDriverReading(Row):
    """A cost driver at one time: volume, unit cost, the cost printed. What is not printed is none, never nil."""

    driver = models.ForeignKey(CostDriver, on_delete=models.PROTECT, related_name="readings")
    position = models.PositiveSmallIntegerField(default=0)
    period = models.CharField(max_length=60, help_text="As published: Mar-23, 2023/24 M5, budget …")
    on_date = models.DateField(null=True)
    volume = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    unit_cost = pounds(null=True)
    cost = pounds(null=True)
    cost_unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    cost_decimals = models.PositiveSmallIntegerField(default=0)
    unit_cost_decimals = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["driver", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.driver_id} {self.period} ({self.id})"

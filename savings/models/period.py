"""Periods finance closes, the turn of the budget year, and what budget holders answer for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, ledger_triggers, one_of, tracked
from savings.models.budget import Pressure
from savings.models.saving import BudgetRound, Saving

STEPS = {"actuals_loaded": "Actuals loaded", "closed": "Closed", "reopened": "Reopened"}
ROLL_STATES = {"previewed": "Previewed", "rolled": "Rolled", "reversed": "Reversed", "closed": "Closed"}


@tracked
class Period(Versioned):
    """A month of a programme's financial year, as finance sees it: M1 is April. A row exists once finance acts."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    actuals_loaded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "month"], name="period_is_one_a_month"),
            models.CheckConstraint(name="period_month_is_april_to_march", condition=Q(month__range=(1, 12))),
        ]

    def __str__(self) -> str:
        return f"{self.year} M{self.month} ({self.id})"


class PeriodStep(Row):
    """What finance did to a period, signed. Closing freezes the position, line by line, as it stood then."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=14, choices=list(STEPS.items()))
    reason = models.CharField(max_length=1000, blank=True)
    signatory = models.CharField(max_length=150)
    position = models.JSONField(null=True, help_text="Closing alone: every line's figures as frozen")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("step", STEPS, name="period_step_is_a_known_step"),
            models.CheckConstraint(
                name="period_step_closing_freezes_a_position",
                condition=Q(step="closed", position__isnull=False) | (~Q(step="closed") & Q(position=None)),
            ),
            models.CheckConstraint(
                name="period_step_reopening_has_a_reason", condition=~Q(step="reopened") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["period", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.period_id} {self.step} ({self.id})"


@tracked
class YearRoll(Versioned):
    """The turn of a programme's budget year: a preview, then rolled, then closed; reversible until closed."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="year_rolls")
    year = models.PositiveSmallIntegerField(help_text="April of the year that ends")
    budget_round = models.ForeignKey(
        BudgetRound, on_delete=models.PROTECT, null=True, blank=True, related_name="rolls"
    )
    state = models.CharField(max_length=9, choices=list(ROLL_STATES.items()), default="previewed")
    choices = models.JSONField(
        default=dict, editable=False, help_text="By line: carry or write_out, and the rest of the preview"
    )
    outturn = models.JSONField(
        default=dict, editable=False, help_text="The frozen outturn of the year that ends, line by line"
    )
    undo = models.JSONField(
        default=dict, editable=False, help_text="What was before, so that it can be reversed"
    )
    rolled_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "roll of the year"
        verbose_name_plural = "rolls of the year"
        constraints = [
            one_of("state", ROLL_STATES, name="year_roll_state_is_known"),
            models.UniqueConstraint(
                fields=["programme", "year"], condition=~Q(state="reversed"), name="year_roll_is_one_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year} {self.state} ({self.id})"


class Settlement(Row):
    """What finance decided on a saving that fell short: left in the base, or written out against a pressure.

    Never both for one year. A row that undoes another names it.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="settlements")
    year = models.PositiveSmallIntegerField(help_text="April of the budget year it is settled for")
    choice = models.CharField(
        max_length=12,
        choices=[
            ("left_in_base", "Left in the base, still to deliver"),
            ("written_out", "Pressure accepted, written out"),
        ],
    )
    pressure = models.ForeignKey(Pressure, on_delete=models.PROTECT, null=True, related_name="settlements")
    amounts = models.JSONField(default=dict, help_text="What was proposed, by year, in pounds")
    reason = models.CharField(max_length=1000)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("choice", ["left_in_base", "written_out"], name="settlement_choice_is_one_of_two"),
            models.CheckConstraint(
                name="settlement_written_out_names_its_pressure",
                condition=~Q(choice="written_out") | Q(pressure__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["saving", "year", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.year} {self.choice} ({self.id})"


class Accountability(Row):
    """A budget holder's yearly statement: the lines they answer for, frozen, and that they signed it."""

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="accountability"
    )
    holder = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    signed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        verbose_name = "statement of accountability"
        verbose_name_plural = "statements of accountability"
        triggers = ledger_triggers()
        indexes = [models.Index(fields=["programme", "year", "holder", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.year} ({self.id})"

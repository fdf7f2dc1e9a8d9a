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

KIND_WORDS = {
    "cash_releasing": "Cash-releasing",
    "non_cash": "Non-cash",
    "cost_avoidance": "Cost avoidance",
    "income": "Income",
    "funding": "Funding",
    "reallocation": "Reallocation",
    "adjustment": "Adjustment",
}
OUTLOOK_WORDS = {
    "delivered": "Delivered",
    "on_track": "On track",
    "at_risk": "At risk",
    "deliverable_later": "Undeliverable this year, deliverable later",
    "undeliverable": "Undeliverable",
    "replaced": "Replaced",
    "withdrawn": "Withdrawn",
}
MATURITY_WORDS = {
    0: "0 Idea",
    1: "1 Sized",
    2: "2 Business case",
    3: "3 Approved plan",
    4: "4 Actions done",
    5: "5 Realised and validated",
}
FORMS = ["cumulative", "increments"]
SPREADS = {"even": "Even over the year", "from_month": "From a month on", "by_hand": "By hand"}
UNITS = ["gbp", "gbp000", "gbpm"]


def pounds(**options: object) -> models.DecimalField:  # type: ignore[type-arg]
    """Return an exact amount of pounds and pence."""
    return models.DecimalField(max_digits=14, decimal_places=2, **options)  # type: ignore[arg-type]


@tracked
class BudgetRound(Versioned):
    """The budget a saving belongs to (22S, 24S); amounts are stated against its base."""

    organisation = models.ForeignKey(
        "programme.Organisation", on_delete=models.PROTECT, related_name="budget_rounds"
    )
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="April of the base year")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], name="budget_round_code_is_unique_in_its_council"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.id})"


class SavingQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    workstream_path = "workstream_id"
    marking_paths = ("marking", "programme__marking", "workstream__marking")


@tracked
class Saving(Versioned, Marked, Removable):
    """A line of money a programme means to save, gain or avoid, stated against its budget round's base.

    Maturity and outlook are separate, and absent where a paper prints none. A saving is positive, an
    adjustment negative.
    """

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="savings")
    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, blank=True, related_name="savings"
    )
    budget_round = models.ForeignKey(
        BudgetRound, on_delete=models.PROTECT, null=True, blank=True, related_name="savings"
    )
    ref = models.CharField(max_length=20, help_text="Unique in its programme; L7 where the paper prints none")
    ref_is_printed = models.BooleanField(default=True)
    line_no = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    heading = models.CharField(max_length=120, blank=True, help_text="The heading it is printed under")
    kind = models.CharField(max_length=14, choices=list(KIND_WORDS.items()), default="cash_releasing")
    kind_note = models.CharField(max_length=300, blank=True, help_text="Whose reading the kind is, and when")
    maturity = models.PositiveSmallIntegerField(null=True, blank=True, choices=list(MATURITY_WORDS.items()))
    owner = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="savings_owned"
    )
    start_date = models.DateField(null=True, blank=True, help_text="The day it starts to save, by plan")
    funding_ends = models.DateField(
        null=True,
        blank=True,
        help_text="The last day of the funding behind a one-off or time-limited saving: what would land later is lost",
    )
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adjustments",
        help_text="For an adjustment: the line it corrects",
    )
    form = models.CharField(
        max_length=10,
        choices=[(f, f) for f in FORMS],
        default="cumulative",
        help_text="The form it was imported in",
    )
    form_is_our_reading = models.BooleanField(
        default=False, help_text="The paper does not say which form it prints"
    )
    plan_frozen_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="From here the plan changes by decision only"
    )
    note = models.CharField(max_length=500, blank=True)
    milestones = models.ManyToManyField(
        "programme.Milestone", through="savings.Enabler", related_name="savings", blank=True
    )

    objects = SavingQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"],
                condition=Q(removed_at=None),
                name="saving_ref_is_unique_in_its_programme",
            ),
            one_of("kind", KIND_WORDS, name="saving_kind_is_a_known_kind"),
            one_of("form", FORMS, name="saving_form_is_cumulative_or_increments"),
            models.CheckConstraint(
                name="saving_maturity_is_nought_to_five",
                condition=Q(maturity=None) | Q(maturity__range=(0, 5)),
            ),
            models.CheckConstraint(
                name="saving_corrects_another_only_as_an_adjustment",
                condition=Q(corrects=None) | (Q(kind="adjustment") & ~Q(corrects=F("id"))),
            ),
            marked_constraint("saving"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name} ({self.id})"


@tracked
class Enabler(Versioned):
    """A milestone a saving waits for: when it slips, the saving's money slips with it."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="enablers")
    milestone = models.ForeignKey("programme.Milestone", on_delete=models.PROTECT, related_name="enables")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saving", "milestone"], name="enabler_is_stated_once")]

    def __str__(self) -> str:
        return f"{self.milestone_id} enables {self.saving_id}"


@tracked
class PlannedAmount(Versioned):
    """The plan of a saving for one financial year: the reduction against the base that holds in it, in pounds.

    A blank cell stays a row with no amount; it is not a nil. `printed`, `unit` and `decimals` keep the cell as
    the paper has it.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="planned_amounts")
    year = models.PositiveSmallIntegerField(
        help_text="April of the financial year, for example 2024 for 2024/25"
    )
    amount = pounds(null=True, blank=True)
    printed = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=6, choices=[(u, u) for u in UNITS], default="gbp")
    decimals = models.PositiveSmallIntegerField(default=0)
    spread = models.CharField(
        max_length=10,
        choices=list(SPREADS.items()),
        default="even",
        help_text="How the year's amount falls on its months",
    )
    from_month = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="From a month on: 1 is April, 12 March"
    )
    months = models.JSONField(
        null=True, blank=True, help_text="By hand: twelve amounts in pounds, April first, as text"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saving", "year"], name="planned_amount_is_one_a_year"),
            one_of("unit", UNITS, name="planned_amount_unit_is_pounds_thousands_or_millions"),
            models.CheckConstraint(
                name="planned_amount_spread_says_where_it_starts_or_its_months",
                condition=Q(spread="even", from_month=None, months=None)
                | Q(spread="from_month", from_month__range=(1, 12), months=None)
                | Q(spread="by_hand", from_month=None, months__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["saving", "year"], condition=~Q(spread="even"), name="planned_amount_not_even"
            )
        ]

    def __str__(self) -> str:
        return f"{self.saving_id} {self.year}"


class SavingForecast(Row):
    """One cell of the forecast or actual series of a saving, as said at a moment; later rows stand in front of it.

    `month` is 1 for April to 12 for March, and none for a whole year. `said_together` joins the cells of one statement.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="forecasts")
    series = models.CharField(max_length=8, choices=[("forecast", "Forecast"), ("actual", "Actual")])
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    amount = pounds(null=True)
    reason = models.CharField(max_length=1000)
    corrects_period = models.CharField(
        max_length=12, blank=True, help_text="The closed period this corrects, for example 2024/25 M5"
    )
    said_together = models.UUIDField()
    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True)
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("series", ["forecast", "actual"], name="saving_forecast_series_is_forecast_or_actual"),
            models.CheckConstraint(
                name="saving_forecast_month_is_april_to_march",
                condition=Q(month=None) | Q(month__range=(1, 12)),
            ),
            models.UniqueConstraint(
                fields=["saving", "series", "year", "month", "saving_version"],
                nulls_distinct=False,
                name="saving_forecast_cell_is_said_once_a_version",
            ),
        ]
        indexes = [
            models.Index(fields=["saving", "series", "year", "recorded_at"]),
            models.Index(
                fields=["saving", "year"], condition=~Q(month=None), name="saving_forecast_by_month"
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.series} {self.year} ({self.id})"


class OutlookReport(Row):
    """How a saving stands against its frozen plan, as said at a moment. At risk names a mitigation, owner and date.

    A blank outlook takes back what was said where nothing was said before.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="outlooks")
    outlook = models.CharField(max_length=18, choices=list(OUTLOOK_WORDS.items()), blank=True)
    reason = models.CharField(max_length=1000)
    mitigation = models.CharField(max_length=1000, blank=True)
    mitigation_owner = models.CharField(max_length=150, blank=True)
    mitigation_date = models.DateField(null=True)
    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True)
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("outlook", OUTLOOK_WORDS, name="outlook_report_outlook_is_a_known_outlook", or_blank=True),
            models.CheckConstraint(
                name="outlook_at_risk_has_a_mitigation_with_owner_and_date",
                condition=~Q(outlook="at_risk")
                | (~Q(mitigation="") & ~Q(mitigation_owner="") & Q(mitigation_date__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["saving", "saving_version"], name="outlook_report_is_one_a_version"
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.outlook} ({self.id})"


class Claim(Row):
    """The owner says an amount of a year is delivered. It is a claim until finance validates it.

    No amount takes back what was claimed of the year where nothing was claimed before.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="claims")
    year = models.PositiveSmallIntegerField()
    amount = pounds(null=True)
    reason = models.CharField(max_length=1000)
    corrects_period = models.CharField(
        max_length=12, blank=True, help_text="The closed period this corrects, for example 2024/25 M5"
    )
    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True)
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["saving", "year", "saving_version"], name="claim_is_one_a_version_and_year"
            )
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.year} ({self.id})"


class Validation(Row):
    """Finance, not the owner, has seen the base budget reduced and spend or income following it, for an amount.

    An un-validation is a row that names the one it undoes, with a reason.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="validations")
    year = models.PositiveSmallIntegerField()
    amount = pounds()
    period = models.CharField(max_length=20, blank=True, help_text="The period it covers, for example M1-M5")
    base_budget_reduced = models.BooleanField()
    spend_followed = models.BooleanField()
    evidence = models.CharField(max_length=1000)
    budget_evidence = models.CharField(
        max_length=500, blank=True, help_text="What shows that the base budget is reduced"
    )
    spend_evidence = models.CharField(
        max_length=500, blank=True, help_text="What shows that spend or income followed it"
    )
    beyond_claim = models.CharField(
        max_length=500, blank=True, help_text="Why finance validates more than the owner claims"
    )
    corrects_period = models.CharField(
        max_length=12, blank=True, help_text="The closed period this corrects, for example 2024/25 M5"
    )
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True)
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="validation_rests_on_both_facts_or_undoes_another",
                condition=Q(undoes__isnull=False) | Q(base_budget_reduced=True, spend_followed=True),
            ),
            models.UniqueConstraint(
                fields=["saving", "year", "saving_version"], name="validation_is_one_a_version_and_year"
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.year} ({self.id})"

"""What stands behind a saving's delivery: its budget approval, its codes, its evidence, what replaces it, its cost."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from programme.models.base import Row, Versioned, ledger_triggers, one_of, tracked
from savings.models.saving import Saving, pounds

ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No", "not_asked": "Not asked yet"}
COST_KINDS = {
    "one_off": "One-off investment",
    "running": "Running cost",
    "lost_income": "Lost income",
}
COST_SOURCES = {
    "reserve": "Reserve",
    "capital_receipts": "Capital receipts",
    "grant": "Grant",
    "partner": "Partner",
    "service_budget": "The service's own budget",
    "other": "Other",
}


class Said(Row):
    """A statement about a saving, kept for ever: who said it, when, at which version of the saving."""

    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        abstract = True


class BudgetApproval(Said):
    """The Council put the saving in its budget: when, by which decision. It does not approve implementation."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="budget_approvals")
    council_date = models.DateField()
    decision = models.CharField(max_length=200, help_text="The minute or decision reference")
    note = models.CharField(max_length=500, blank=True)
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")

    class Meta:
        triggers = ledger_triggers()
        indexes = [models.Index(fields=["saving", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.saving_id} in the budget of {self.council_date} ({self.id})"


class BudgetReduction(Row):
    """One amount a budget approval takes out: of which year, cost centre and subjective code, in pounds."""

    approval = models.ForeignKey(BudgetApproval, on_delete=models.PROTECT, related_name="reductions")
    year = models.PositiveSmallIntegerField()
    amount = pounds()
    cost_centre = models.CharField(max_length=40, blank=True)
    subjective = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "year", "cost_centre", "subjective"],
                name="budget_reduction_is_one_a_year_and_code",
            )
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.approval_id} {self.year} {self.cost_centre} ({self.id})"


@tracked
class CodingSplit(Versioned):
    """A cost centre and subjective code a saving falls on, with its share. The shares of a saving sum to 1."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="coding")
    cost_centre = models.CharField(max_length=40)
    subjective = models.CharField(max_length=40, blank=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["saving", "cost_centre", "subjective"], name="coding_split_names_a_code_once"
            ),
            models.CheckConstraint(
                name="coding_split_share_is_above_nought_and_at_most_one",
                condition=Q(share__gt=0, share__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.saving_id} {self.cost_centre}/{self.subjective} ({self.id})"


class EvidenceReview(Said):
    """The six questions that tell whether a saving is real, as answered at a moment."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="evidence_reviews")
    answers = models.JSONField(help_text="By question of savings.rules.evidence: yes, partly, no, not_asked")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        triggers = ledger_triggers()
        indexes = [models.Index(fields=["saving", "recorded_at"])]

    def __str__(self) -> str:
        return f"{self.saving_id} evidence at {self.recorded_at:%Y-%m-%d} ({self.id})"


@tracked
class Replacement(Versioned):
    """A saving found in place of another. It replaces one line, so that what it covers counts once."""

    replaced = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="replacements")
    replacement = models.OneToOneField(Saving, on_delete=models.PROTECT, related_name="replaces")
    reason = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="replacement_is_another_line", condition=~Q(replaced=F("replacement"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.replacement_id} replaces {self.replaced_id}"


class Mitigation(Said):
    """Money found once to cover a gap of one year. It closes that year's gap and never a recurring one."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="mitigations")
    year = models.PositiveSmallIntegerField()
    amount = pounds()
    what = models.CharField(
        max_length=300, help_text="Where the money comes from: a reserve, an underspend …"
    )
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")

    class Meta:
        constraints = [
            models.CheckConstraint(name="mitigation_amount_is_above_nil", condition=Q(amount__gt=0))
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.year} ({self.id})"


class SavingCost(Said):
    """What a saving costs in one year, by kind and source; later rows stand in front, none takes it back."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=12, choices=list(COST_KINDS.items()))
    year = models.PositiveSmallIntegerField()
    amount = pounds(null=True)
    source = models.CharField(max_length=16, choices=list(COST_SOURCES.items()), blank=True)
    borne_by_service = models.BooleanField(
        null=True, help_text="Whether the service's own budget bears it; none where not known"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("kind", COST_KINDS, name="saving_cost_kind_is_a_known_kind"),
            one_of("source", COST_SOURCES, name="saving_cost_source_is_a_known_source", or_blank=True),
            models.CheckConstraint(
                name="saving_cost_investment_names_its_source",
                condition=~Q(kind="one_off") | ~Q(source=""),
            ),
            models.CheckConstraint(
                name="saving_cost_is_nil_or_above", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            models.UniqueConstraint(
                fields=["saving", "kind", "year", "source", "saving_version"],
                name="saving_cost_is_said_once_a_version",
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} {self.kind} {self.year} ({self.id})"


@tracked
class Driver(Versioned):
    """What moves a saving: an indicator, and the path of it that the saving's plan assumes."""

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="drivers")
    indicator = models.ForeignKey("programme.Indicator", on_delete=models.PROTECT, related_name="drives")
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=5)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saving", "indicator"], name="driver_is_named_once"),
            models.CheckConstraint(
                name="driver_tolerance_is_nought_to_a_hundred", condition=Q(tolerance_percent__range=(0, 100))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} drives {self.saving_id}"


@tracked
class DriverPoint(Versioned):
    """The reading of a driver's indicator that a saving's plan assumes for a financial year."""

    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="path")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["driver", "year"], name="driver_point_is_one_a_year")]

    def __str__(self) -> str:
        return f"{self.driver_id} {self.year}"


class OverlapAnswer(Row):
    """An answer to the question whether two lines count the same money. `first` has the smaller id."""

    first = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(
        max_length=12,
        choices=[
            ("different", "Different money"),
            ("double", "The same money, counted twice"),
            ("part", "Partly the same money"),
            ("open", "Open again"),
        ],
    )
    note = models.CharField(max_length=1000)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("verdict", ["different", "double", "part", "open"], name="overlap_verdict_is_known"),
            models.CheckConstraint(
                name="overlap_pair_is_kept_in_one_order", condition=Q(first__lt=F("second"))
            ),
        ]
        indexes = [models.Index(fields=["first", "second", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.verdict} ({self.id})"

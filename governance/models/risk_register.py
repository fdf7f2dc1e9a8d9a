from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models.base import OfWorkstream
from governance.models.board import Board
from programme.models.base import (
    Removable,
    Row,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)

RISK_STATES = [("open", "Open"), ("closed", "Closed"), ("happened", "Happened")]
RESPONSES = [
    ("treat", "Treat"),
    ("tolerate", "Tolerate"),
    ("transfer", "Transfer"),
    ("terminate", "Terminate"),
]


@tracked
class RiskMatrix(Versioned):
    """How a council scores risks: the words of each step of likelihood and impact, and the bands of the score.

    `bands` are [{"name", "from", "to"}], the lowest first, covering every product of the two without a gap.
    """

    organisation = models.ForeignKey(
        "programme.Organisation", on_delete=models.PROTECT, related_name="risk_matrices"
    )
    name = models.CharField(max_length=100)
    likelihoods = models.JSONField(default=list, help_text="Words, the least likely first")
    impacts = models.JSONField(default=list, help_text="Words, the least impact first")
    bands = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "risk matrices"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="risk_matrix_name_is_unique_in_its_council"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


@tracked
class Risk(Versioned, OfWorkstream, Removable):
    """Something that may go wrong. It may be unscored: a paper that prints no score gives none."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    ref = models.CharField(max_length=20)
    title = models.CharField(max_length=500)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    workstreams_named = models.CharField(max_length=300, blank=True, help_text="As the paper names them")
    owner = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="risks_owned"
    )
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    band_override = models.CharField(max_length=40, blank=True)
    override_reason = models.CharField(max_length=500, blank=True)
    response = models.CharField(max_length=9, choices=RESPONSES, blank=True)
    mitigation = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RISK_STATES, default="open")
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfWorkstream.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "ref"], name="risk_ref_is_unique_in_its_programme"),
            one_of("state", dict(RISK_STATES), name="risk_state_is_a_known_state"),
            one_of("response", dict(RESPONSES), name="risk_response_is_a_known_response", or_blank=True),
            models.CheckConstraint(
                name="risk_is_scored_on_both_or_neither",
                condition=Q(likelihood=None, impact=None)
                | Q(likelihood__gte=1, impact__gte=1, likelihood__isnull=False, impact__isnull=False),
            ),
            models.CheckConstraint(
                name="risk_override_has_its_reason", condition=Q(band_override="") | ~Q(override_reason="")
            ),
            marked_constraint("risk"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title} ({self.id})"


class RiskReview(Row):
    """A risk as it was scored at a moment, with who and why. Rows are only ever added: what answers "as at"."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=40, blank=True, help_text="As it read under the matrix of that moment")
    is_override = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RISK_STATES)
    reason = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["risk", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.risk_id} {self.band or 'unscored'}"

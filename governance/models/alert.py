from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, ledger_triggers, one_of

ALERT_KINDS = {
    "milestone_slip": "Milestone slipped",
    "workstream_risk": "Delivery risk",
    "workstream_rag": "Reported RAG",
    "saving_shortfall": "Shortfall beyond tolerance",
    "workstream_shortfall": "Shortfall of a workstream beyond tolerance",
    "programme_shortfall": "Shortfall of the programme beyond tolerance",
    "milestone_tolerance": "Slip beyond tolerance",
    "opinions_disagree": "Opinions disagree",
    "silence": "Nothing reported",
    "recovery_due": "Recovery to be assessed again",
    "decision_awaited": "Waiting for a decision",
    "rating_lapsed": "Rating of the programme no longer holds",
    "rating_stale": "Rating out of date",
}
STEPS = ["opened", "worsened", "improved", "closed"]


class Alert(Versioned):
    """An episode of something being wrong with one thing: opened, worsened, improved, closed. Not an event.

    Only one episode of a kind is open for a thing at a time; `episode` counts them.
    """

    kind = models.CharField(max_length=24, choices=list(ALERT_KINDS.items()))
    subject_kind = models.CharField(max_length=10)
    subject_id = models.UUIDField()
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="alerts")
    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, related_name="alerts"
    )
    board = models.ForeignKey(
        "governance.Board", on_delete=models.PROTECT, null=True, related_name="alerts",
        help_text="The board whose tolerance it exceeds, where it is one's",
    )  # fmt: skip
    episode = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    state = models.JSONField(help_text="A governance.rules.escalation.EpisodeState as JSON")

    class Meta:
        constraints = [
            one_of("kind", ALERT_KINDS, name="alert_kind_is_a_known_kind"),
            models.UniqueConstraint(
                fields=["kind", "subject_id", "episode"], name="alert_episode_is_counted_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(closed_at=None), name="alert_has_one_open_episode"
            ),
            models.CheckConstraint(name="alert_episode_starts_at_one", condition=Q(episode__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} episode {self.episode}"


class AlertStep(Row):
    """One step of an episode, with what people are told of it frozen as it was then."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=8)
    was = models.CharField(max_length=200, blank=True)
    now = models.CharField(max_length=200)
    facts = models.JSONField(
        default=dict, help_text="What the message says: effect in days and pounds, reason, owner"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("step", STEPS, name="alert_step_is_opened_worsened_improved_or_closed"),
            models.UniqueConstraint(fields=["alert", "number"], name="alert_step_is_numbered_once"),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.alert_id} step {self.number} {self.step}"

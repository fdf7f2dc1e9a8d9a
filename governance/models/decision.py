from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from governance.models.base import OfWorkstream
from governance.models.board import LIMIT_KINDS, Board, DecisionMaker
from governance.models.meeting import Meeting
from governance.models.paper import Paper
from programme.models.base import (
    Removable,
    Row,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)

DECISION_KINDS = [*LIMIT_KINDS, ("policy", "Policy or plan"), ("other", "Other")]
DECISION_STATES = [
    ("proposed", "Proposed"),
    ("consulted", "Consulted on"),
    ("recommended", "Recommended"),
    ("made", "Made"),
    ("published", "Published"),
    ("called_in", "Called in"),
    ("reconsidered", "Reconsidered"),
    ("effective", "In effect"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]
EFFECT_KINDS = [
    ("saving_plan", "Changes a saving's plan"),
    ("saving_withdrawn", "Withdraws a saving"),
    ("saving_approved", "Approves a saving's plan"),
    ("milestone_baseline", "Changes a milestone's baseline"),
]


@tracked
class Decision(Versioned, OfWorkstream, Removable):
    """What a decision-maker is asked to decide, or decided. Its path is its steps; `state` is the newest.

    `amount` is what it commits or changes, in pounds, to set against the limit of its kind; None is not known.
    Plans it changes change on `effective_on`.
    """

    ref = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True, help_text="What is decided, in the words of the decision")
    decision_maker = models.ForeignKey(
        DecisionMaker, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    board = models.ForeignKey(
        Board, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        help_text="The board that is asked, or recommends",
    )  # fmt: skip
    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(max_length=13, choices=DECISION_KINDS, default="other")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=12, choices=DECISION_STATES, default="proposed", editable=False)
    needed_by = models.DateField(null=True, blank=True, help_text="When delivery waits for it")
    key_decision = models.BooleanField(null=True, blank=True, help_text="Settled by the proper officer")
    key_reason = models.CharField(max_length=300, blank=True)
    notice_given_on = models.DateField(null=True, blank=True, help_text="28 clear days before a key decision")
    urgency = models.CharField(max_length=300, blank=True, help_text="Why the notice was shorter")
    call_in_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Working days; blank takes the programme's setting"
    )
    made_on = models.DateField(null=True, blank=True, editable=False)
    effective_on = models.DateField(null=True, blank=True, editable=False)
    reasons = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfWorkstream.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"], name="decision_ref_is_unique_in_its_programme"
            ),
            one_of("kind", dict(DECISION_KINDS), name="decision_kind_is_a_known_kind"),
            one_of("state", dict(DECISION_STATES), name="decision_state_is_a_known_state"),
            models.CheckConstraint(
                name="decision_amount_is_not_below_nought", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            marked_constraint("decision"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title} ({self.id})"


class DecisionStep(Row):
    """One step on a decision's path, on its date, with who recorded it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=DECISION_STATES)
    on = models.DateField()
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("step", dict(DECISION_STATES), name="decision_step_is_a_known_step")]
        indexes = [models.Index(fields=["decision", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.decision_id} {self.step} on {self.on}"


@tracked
class DecisionEffect(Versioned):
    """One plan that a decision changes, once it has effect: a saving's amounts, a milestone's baseline.

    `values` as the change takes them: {"amounts": {"2026": "107000.00"}} or {"date": "2027-03-31",
    "precision": "day"}. `refused` says why it could not be carried out; the decision stands and somebody is asked.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField(max_length=18, choices=EFFECT_KINDS)
    subject_id = models.UUIDField(help_text="The saving or milestone")
    values = models.JSONField(default=dict, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    refused = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        constraints = [
            one_of("kind", dict(EFFECT_KINDS), name="decision_effect_is_a_known_kind"),
            models.UniqueConstraint(
                fields=["decision", "kind", "subject_id"], name="decision_effect_is_one_a_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} by {self.decision_id}"


@tracked
class Wait(Versioned):
    """A milestone that waits for a decision: a cause of slip with days attached."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="waits")
    milestone = models.ForeignKey("programme.Milestone", on_delete=models.PROTECT, related_name="waits")
    since = models.DateField()
    until = models.DateField(
        null=True, blank=True, help_text="The day the decision was made, or the wait ended"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "milestone"], name="wait_is_one_a_decision_and_milestone"
            ),
            models.CheckConstraint(
                name="wait_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} waits for {self.decision_id}"

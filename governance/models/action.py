from __future__ import annotations

from django.db import models

from governance.models.base import OfProgramme, OfWorkstream
from governance.models.board import Board
from governance.models.decision import Decision
from governance.models.meeting import Meeting
from programme.models.base import (
    Removable,
    Row,
    Versioned,
    ledger_triggers,
    marked_constraint,
    one_of,
    tracked,
)

FINDING_KINDS = [
    ("concern", "Concern"),
    ("recommendation", "Recommendation"),
    ("suggested_action", "Suggested action"),
    ("question", "Question"),
    ("strength", "Strength"),
    ("context", "Context"),
]
FINDING_STATES = [
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("in_progress", "In progress"),
    ("done", "Done, to be confirmed"),
    ("closed", "Closed"),
    ("not_accepted", "Not accepted"),
]


@tracked
class Finding(Versioned, OfProgramme, Removable):
    """One finding of a review, followed to closure. Strengths and context ask for nothing and are read alone."""

    review = models.CharField(max_length=200, help_text="The review it comes from")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=FINDING_KINDS)
    summary = models.TextField()
    value = models.CharField(max_length=40, blank=True, help_text="A figure it names, as printed")
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=FINDING_STATES, default="open")
    owner = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="findings_owned"
    )
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    due_on = models.DateField(null=True, blank=True)
    response = models.TextField(blank=True)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfProgramme.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "review", "number"], name="finding_number_is_unique_in_its_review"
            ),
            one_of("kind", dict(FINDING_KINDS), name="finding_kind_is_a_known_kind"),
            one_of("state", dict(FINDING_STATES), name="finding_state_is_a_known_state"),
            marked_constraint("finding"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.theme} ({self.id})"


class FindingStep(Row):
    """One step of a finding towards closure."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=FINDING_STATES)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("state", dict(FINDING_STATES), name="finding_step_is_a_known_state")]
        indexes = [models.Index(fields=["finding", "recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.finding_id} {self.state}"


@tracked
class Action(Versioned, OfWorkstream, Removable):
    """Something one person undertook to do by a date."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    ref = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="actions_owned"
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta(OfWorkstream.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"], name="action_ref_is_unique_in_its_programme"
            ),
            marked_constraint("action"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.text} ({self.id})"


@tracked
class Consultation(Versioned, OfProgramme, Removable):
    """A consultation as a record: when, how many answered, of whom, what came of it, what it informed."""

    title = models.CharField(max_length=300)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    responses = models.PositiveIntegerField(null=True, blank=True)
    bases = models.TextField(blank=True, help_text="Who answered, and how many of each")
    outcome = models.TextField(blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    table = models.ForeignKey(
        "programme.PublishedTable", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Its figures as printed",
    )  # fmt: skip
    source = models.CharField(max_length=300, blank=True)

    class Meta(OfProgramme.Meta):
        constraints = [marked_constraint("consultation")]

    def __str__(self) -> str:
        return f"{self.title} ({self.id})"

"""Who withheld what and why, and the lists of those who alone may see it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import MARKING_CHOICES, Row, ledger_triggers, one_of
from programme.rules import access


class Withholding(Row):
    """One settling of a thing's marking: paragraph, local citation, the public interest, when it is looked at again.

    The thing carries the marking that holds; these rows say who settled it and why, and are only ever added.
    """

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField(db_index=True)
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, null=True, related_name="withholdings"
    )
    marking = models.CharField(max_length=12, choices=MARKING_CHOICES)
    was = models.CharField(max_length=12, choices=MARKING_CHOICES)
    exempt_paragraph = models.PositiveSmallIntegerField(null=True)
    citation = models.CharField(max_length=300, blank=True, help_text="The council's own rule")
    public_interest = models.TextField(blank=True, help_text="Why keeping it back outweighs showing it")
    review_on = models.DateField(null=True, help_text="When it is looked at again")
    is_proposal = models.BooleanField(default=False, help_text="Asked for; the proper officer settles it")
    by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="withheld")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("marking", access.MARKINGS, name="withholding_marking_is_a_known_marking")]
        indexes = [models.Index(fields=["thing_id", "-recorded_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.thing_kind} {self.thing_id} {self.marking}"


class NeedToKnow(Row):
    """One name on the list of those who alone see an exempt or confidential thing, clearance or not.

    A thing without names has no list: its marking and the grants decide.
    """

    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField(db_index=True)
    organisation = models.ForeignKey("programme.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="needs_to_know")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "need-to-know lists"
        constraints = [
            models.UniqueConstraint(
                fields=["thing_id", "person"], condition=Q(removed_at=None), name="need_to_know_names_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.thing_kind} {self.thing_id}"

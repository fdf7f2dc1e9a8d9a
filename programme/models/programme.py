from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from programme.models.base import (
    Marked,
    Removable,
    SightedQuerySet,
    Versioned,
    marked_constraint,
    one_of,
    tracked,
)
from programme.models.organisation import Organisation
from programme.models.person import Person
from programme.rules import access

SCALES = [("three", "Three-point: green, amber, red"), ("five", "Five-point delivery confidence")]


@tracked
class DefinitionSet(Versioned):
    """What a programme means by its colours. One council's red is "not validated", another's "will not happen".

    Colours are never added up across sets without a mapping.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    scale = models.CharField(max_length=5, choices=SCALES, default="three")
    has_complete = models.BooleanField("has blue for complete", default=False)
    green = models.TextField(blank=True)
    amber_green = models.TextField(blank=True)
    amber = models.TextField(blank=True)
    amber_red = models.TextField(blank=True)
    red = models.TextField(blank=True)
    complete = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [one_of("scale", ["three", "five"], name="definition_set_has_three_or_five_points")]

    def __str__(self) -> str:
        return self.name


class ProgrammeQuerySet(SightedQuerySet):
    programme_path = "id"
    marking_paths = ("marking",)
    holds_scope = True


@tracked
class Programme(Versioned, Marked):
    """A transformation programme of one council, as published or as an illustrative copy of one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    definition_set = models.ForeignKey(
        DefinitionSet, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    illustrative = models.BooleanField(
        default=False, help_text="Holds invented figures; every page, answer, message and export says so"
    )
    first_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The April its first financial year starts in, for example 2024"
    )
    published_first_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In an illustrative copy: the first year of the published table"
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="The published paper the figures come from"
    )
    closed_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="Closed: everything of it can be read, nothing changed",
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [marked_constraint("programme")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def placement(self) -> access.Placement:
        """Return where the programme stands, for the rules of access."""
        return access.Placement(
            self.organisation_id,
            self.id,
            None,
            frozenset({self.marking}),
            frozenset({self.id}),
            self.closed_on,
        )

    @property
    def closed_on(self) -> date | None:
        """Return the day it was closed, in the council's time; None while it is open."""
        return timezone.localdate(self.closed_at) if self.closed_at else None


class WorkstreamQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    workstream_path = "id"
    marking_paths = ("marking", "programme__marking")


@tracked
class Workstream(Versioned, Marked, Removable):
    """A strand of a programme with one owner. Its rating is the newest of its status reports."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="workstreams")
    ref = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    summary = models.TextField(blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="workstreams_owned"
    )
    start_date = models.DateField(null=True, blank=True)
    cadence_days = models.PositiveSmallIntegerField(
        default=31, help_text="How often it reports, in days; silent for longer is stale"
    )
    reported_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When anything of it was last reported"
    )

    objects = WorkstreamQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "ref"], name="workstream_ref_is_unique_in_its_programme"
            ),
            models.CheckConstraint(
                name="workstream_reports_at_least_yearly", condition=Q(cadence_days__range=(1, 366))
            ),
            marked_constraint("workstream"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.name} ({self.id})"

    def placement(self) -> access.Placement:
        """Return where the workstream stands, for the rules of access."""
        return access.Placement(
            self.programme.organisation_id,
            self.programme_id,
            self.id,
            frozenset({self.marking, self.programme.marking}),
            frozenset({self.id}),
            self.programme.closed_on,
        )

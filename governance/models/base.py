"""What governed things have in common: a programme, perhaps a workstream of it, and a marking."""

from __future__ import annotations

from django.db import models

from programme.models.base import Marked, SightedQuerySet


class InProgrammeQuerySet(SightedQuerySet):
    """Things of a programme, closed with it."""

    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    marking_paths: tuple[str, ...] = ("marking", "programme__marking")


class InWorkstreamQuerySet(InProgrammeQuerySet):
    """Things of a programme that may belong to one workstream of it, closed with both."""

    workstream_path = "workstream_id"
    marking_paths = ("marking", "programme__marking", "workstream__marking")


class _Governed(Marked):
    """A thing of a programme, with a marking of its own."""

    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="+")
    illustrative = models.BooleanField(default=False, help_text="Invented; every place that shows it says so")

    class Meta:
        abstract = True


class OfProgramme(_Governed):
    """A thing of a programme as a whole."""

    objects = InProgrammeQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "objects"


class OfWorkstream(_Governed):
    """A thing of a programme that may belong to one workstream of it."""

    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InWorkstreamQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "objects"

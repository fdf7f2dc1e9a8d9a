from __future__ import annotations

from django.db import models

from programme.models.base import Marked, SightedQuerySet, Versioned, marked_constraint, tracked
from programme.models.programme import Programme


class PublishedTableQuerySet(SightedQuerySet):
    organisation_path = "programme__organisation_id"
    programme_path = "programme_id"
    marking_paths = ("marking", "programme__marking")


@tracked
class PublishedTable(Versioned, Marked):
    """A table of a paper kept cell by cell as printed, which nothing but `cast` calculates with."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="published_tables")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    columns = models.JSONField(default=list, help_text="[{name, heading, unit}]")
    rows = models.JSONField(default=list, help_text="[[cell as printed, …]]; a blank stays a blank")

    objects = PublishedTableQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="published_table_code_is_unique_in_its_programme"
            ),
            marked_constraint("published_table"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.id})"

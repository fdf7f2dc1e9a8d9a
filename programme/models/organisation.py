from __future__ import annotations

from django.db import models

from programme.models.base import SightedQuerySet, Versioned, tracked


class OrganisationQuerySet(SightedQuerySet):
    organisation_path = "id"
    holds_scope = True


@tracked
class Organisation(Versioned):
    """A council. Nobody sees another council's things without a grant there."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=40, default="Europe/London")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"

    def __str__(self) -> str:
        return self.name

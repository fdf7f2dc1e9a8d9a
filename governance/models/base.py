"""What governed things have in common: a programme, perhaps a workstream of it, and a marking."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from programme.models.base import Marked, SightedQuerySet, marked_models
from programme.rules import access


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


class AttachedQuerySet(InProgrammeQuerySet):
    """What hangs on a thing of any kind: seen by whoever sees both it and the thing, through one grant."""

    def seen_by(self, reader: access.Actor) -> AttachedQuerySet:
        """Keep what this reader may see of what hangs on things they may see; see `SightedQuerySet`."""
        if reader.kind == "system":
            return self
        allowed = Q(pk__in=[])
        for way in reader.ways:
            for clause in way.sight.clauses:
                allowed |= Q(marking__in=clause.markings) & _on_things_seen(way)
        return self.filter(allowed).exclude(pk__in=reader.hidden)


class Attached(OfProgramme):
    """What hangs on a thing of any kind, by its kind and id. It is at least as closed as the thing."""

    thing_kind: models.CharField[str, str]
    thing_id: models.UUIDField[UUID, UUID]

    objects = AttachedQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(OfProgramme.Meta):
        abstract = True

    def placement(self) -> access.Placement:
        """Return where it stands: with its thing, as closed as both."""
        own, thing = super().placement(), self.thing
        if thing is None:
            return own
        there = thing.placement()
        return replace(
            own,
            workstream_id=there.workstream_id,
            markings=own.markings | there.markings,
            things=own.things | there.things,
        )

    @cached_property
    def thing(self) -> Any:
        """Return what it hangs on, or None where that is not there."""
        model: Any = kinds_with_attachments().get(self.thing_kind)
        return None if model is None else model._base_manager.filter(pk=self.thing_id).first()


@cache
def kinds_with_attachments() -> dict[str, type[Marked]]:
    """Return what documents and comments may hang on, by the names of kinds that their rows keep."""
    found = {kind: model for kind, model in marked_models().items() if not issubclass(model, Attached)}
    return {**found, "assessment": found["impact_assessment"]}


def _on_things_seen(reader: access.Actor) -> Q:
    found = Q(pk__in=[])
    for kind, model in kinds_with_attachments().items():
        rows: Any = model._default_manager.all()
        found |= Q(thing_kind=kind, thing_id__in=rows.seen_by(reader).values("pk"))
    return found


class OfWorkstream(_Governed):
    """A thing of a programme that may belong to one workstream of it."""

    workstream = models.ForeignKey(
        "programme.Workstream", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InWorkstreamQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "objects"

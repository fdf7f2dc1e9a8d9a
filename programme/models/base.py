"""What rows have in common: keys made in Python, versions, markings, and the guards of a ledger."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, Self
from uuid import UUID

import pghistory
import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.rules import access

MARKING_CHOICES = [(m, m.capitalize()) for m in access.MARKINGS]


def no_truncate() -> pgtrigger.Trigger:
    """Return the guard that refuses TRUNCATE, which a row-level guard never sees."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'This table is a ledger: rows are only ever added to it.';",
    )


def ledger_triggers() -> list[pgtrigger.Trigger]:
    """Return the guards of a table whose rows are only ever added: no update, no delete, no truncate."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(),
    ]


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Give a model a history table written by trigger, itself guarded against change."""
    return tracked_without(*(["password", "last_login"] if hasattr(model, "USERNAME_FIELD") else []))(model)


def tracked_without(*fields: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Return `tracked` for a model whose history leaves these fields out: a change of them alone is no event.

    Trackers are made anew for each model: pghistory binds a tracker to the first model that uses it.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        track = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(fields) or None,
            meta={"triggers": [no_truncate()]},
        )
        result: type[models.Model] = track(model)
        return result

    return decorate


class Row(models.Model):
    """Anything stored: its key is made in Python, so that it is known before it is saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Versioned(Row):
    """What people overwrite in a form. `version` is both the optimistic lock and the order of its events."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Removable(models.Model):
    """What can be taken away yet stays on the record: figures as at an earlier moment still count it."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Marked(models.Model):
    """Open, internal, exempt or confidential, with the paragraph and local citation of an exemption."""

    marking = models.CharField(max_length=12, choices=MARKING_CHOICES, default=access.OPEN)
    exempt_paragraph = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales"
    )
    marking_note = models.CharField(
        max_length=300, blank=True, help_text="The council's own citation, and why"
    )

    marked_as: tuple[str, int | None] | None = None  # as it was read; None where nothing is to be noted
    stood_in: tuple[UUID | None] | None = (
        None  # the workstream it was in when it was read; None where it is new
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        row = super().from_db(db, field_names, values)
        held = row.__dict__
        if "marking" in held:
            row.marked_as = (held["marking"], held.get("exempt_paragraph"))
        if "workstream_id" in held:
            row.stood_in = (held["workstream_id"],)
        return row

    def clean(self) -> None:
        super().clean()
        try:
            access.check_marking(self.marking, self.exempt_paragraph)
        except ValueError as problem:
            raise ValidationError({"exempt_paragraph": str(problem)}) from problem

    def placement(self) -> access.Placement:
        """Return where it stands, for the rules of access: its programme, its workstream where it has one."""
        programme: Any = self.programme  # type: ignore[attr-defined]
        workstream: Any = getattr(self, "workstream", None)
        above = [one.marking for one in (programme, workstream) if one is not None]
        return access.Placement(
            programme.organisation_id,
            programme.pk,
            None if workstream is None else workstream.pk,
            frozenset({self.marking, *above}),
            frozenset({self.pk}),
            programme.closed_on,
        )


NAMES = (
    "name",
    "title",
    "subject",
    "summary",
    "text",
)  # whichever of these a kind of thing has, it is called by


@cache
def marked_models() -> dict[str, type[Marked]]:
    """Return every model whose rows carry a marking, of every storey, by the name of its kind: "impact_assessment"."""
    return {kind_of(model): model for model in apps.get_models() if issubclass(model, Marked)}


def kind_of(model: type[models.Model] | models.Model) -> str:
    """Return the name of a kind of thing, as rows that point at any kind keep it."""
    return str(model._meta.verbose_name).replace(" ", "_")


def called(thing: models.Model) -> str:
    """Return what people call a thing of any kind: its ref and its name, title or words."""
    words = next((str(v) for name in NAMES if (v := getattr(thing, name, ""))), "")
    return " ".join(part for part in (str(getattr(thing, "ref", "")), words) if part)[:300]


def marked_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that exempt rows, and only they, name a paragraph of Schedule 12A."""
    return models.CheckConstraint(
        name=f"{name}_exempt_names_its_paragraph",
        condition=Q(marking="exempt", exempt_paragraph__isnull=False)
        | (~Q(marking="exempt") & Q(exempt_paragraph__isnull=True)),
    )


def one_of(field: str, values: Iterable[str], *, name: str, or_blank: bool = False) -> models.CheckConstraint:
    """Return the constraint that a column holds one of these words (or nothing, where blank means unknown)."""
    allowed = [*values, ""] if or_blank else list(values)
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": allowed}))


class SightedQuerySet(models.QuerySet[Any]):
    """A queryset that can be narrowed to what a reader may see. The paths say where its scope stands."""

    organisation_path = "organisation_id"
    programme_path = ""
    workstream_path = ""
    marking_paths: tuple[str, ...] = ()
    holds_scope = False  # a container (council, programme) is seen by whoever sees something inside it

    def visible_to(self, reader: access.Actor) -> SightedQuerySet:
        """Keep the rows this reader may see. Source: docs/method.md, "Who may see what"."""
        return self.standing().seen_by(reader)

    def seen_by(self, reader: access.Actor) -> SightedQuerySet:
        """Keep the rows this reader may see, those that have been removed among them: for figures of a past moment."""
        if reader.kind == "system":
            return self
        allowed = Q(pk__in=[])
        for clause in reader.sight.clauses:
            allowed |= self._within(clause)
        for path in self.thing_paths() if reader.hidden else ():
            allowed &= ~Q(**{f"{path}__in": reader.hidden})
        return self.filter(allowed)

    def thing_paths(self) -> tuple[str, ...]:
        """Return the paths to whatever may have a need-to-know list: what has a marking, the row itself among it."""
        return tuple(
            "pk" if path == "marking" else f"{path.rpartition('__')[0]}_id" for path in self.marking_paths
        )

    def standing(self) -> SightedQuerySet:
        """Keep what has not been removed."""
        return self.filter(removed_at=None) if issubclass(self.model, Removable) else self.all()

    def _within(self, clause: access.Clause) -> Q:
        q = Q()
        for path, value in (
            (self.organisation_path, clause.organisation_id),
            (self.programme_path, clause.programme_id),
            (self.workstream_path, clause.workstream_id),
        ):
            if value is None:
                continue
            if not path:
                if self.holds_scope:
                    continue
                return Q(pk__in=[])
            q &= Q(**{path: value})
        for path in self.marking_paths:
            seen = Q(**{f"{path}__in": clause.markings})
            parent = path.rpartition("__")[0]
            q &= seen | Q(**{f"{parent}__isnull": True}) if parent else seen
        return q

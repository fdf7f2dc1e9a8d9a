"""What is attached to things: seen by whoever sees both the document and what it is attached to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from governance.models import Document
from governance.models.things import THINGS
from governance.queries.paper_sight import seen_papers
from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class DocumentRow:
    """A document. `has_file` is False for one that is only named: it lies elsewhere, or is not published."""

    id: UUID
    version: int
    thing_kind: str
    thing_id: UUID
    programme_id: UUID
    kind: str
    kind_words: str
    number: str
    title: str
    has_file: bool
    file_name: str
    media_type: str
    size: int | None
    marking: str
    paragraph: int | None
    citation: str
    placement: Placement

    @property
    def marking_words(self) -> str:
        """Return its own marking as it is printed beside it; "" for an open one."""
        if self.marking == access.EXEMPT:
            local = f" ({self.citation})" if self.citation else ""
            return f"Exempt, paragraph {self.paragraph}{local}"
        return "" if self.marking == access.OPEN else self.marking.capitalize()


def documents(*, reader: Actor, thing_ids: Iterable[UUID]) -> dict[UUID, tuple[DocumentRow, ...]]:
    """Return what this reader may see of what is attached, by thing, in the order of the paper."""
    rows = Document.objects.visible_to(reader).filter(thing_id__in=list(thing_ids))
    found: dict[UUID, list[DocumentRow]] = {}
    for row in _kept(rows, reader):
        found.setdefault(row.thing_id, []).append(row)
    return {thing: tuple(own) for thing, own in found.items()}


def document(*, reader: Actor, id: UUID) -> DocumentRow | None:
    """Return one document, or None where this reader may not see it or what it is attached to."""
    return next(iter(_kept(Document.objects.visible_to(reader).filter(pk=id), reader)), None)


def document_content(*, reader: Actor, id: UUID) -> bytes | None:
    """Return the file of a document, its rights asked again; None where there is none to show."""
    if document(reader=reader, id=id) is None:
        return None
    file_id = Document.objects.filter(pk=id).values_list("file_id", flat=True).first()
    return ground.file_content(file_id) if file_id else None


def _kept(rows: QuerySet[Any], reader: Actor) -> list[DocumentRow]:
    """Return those whose thing the reader may see too."""
    read = list(
        rows.select_related("programme", "file")
        .defer("file__content")
        .order_by("position", "number", "title", "pk")
    )
    seen: dict[tuple[str, UUID], Any] = {}
    for kind, model in THINGS.items():
        ids = {d.thing_id for d in read if d.thing_kind == kind}
        if ids:
            visible = seen_papers(reader) if kind == "paper" else model.objects.visible_to(reader)
            above = [one for one in ("programme", "workstream") if one in _relations(model)]
            seen |= {(kind, thing.pk): thing for thing in visible.filter(pk__in=ids).select_related(*above)}
    found = []
    for row in read:
        thing = seen.get((row.thing_kind, row.thing_id))
        if thing is not None:
            row.thing = thing  # its own rights are worked out with it, once for all
            found.append(_document(row))
    return found


def _relations(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.many_to_one}


def _document(row: Document) -> DocumentRow:
    return DocumentRow(
        id=row.id,
        version=row.version,
        thing_kind=row.thing_kind,
        thing_id=row.thing_id,
        programme_id=row.programme_id,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        number=row.number,
        title=row.title,
        has_file=row.file_id is not None,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.file.size if row.file else None,
        marking=row.marking,
        paragraph=row.exempt_paragraph,
        citation=row.marking_note,
        placement=row.placement(),
    )

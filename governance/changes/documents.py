"""Changes to what is attached: a file, or the name of one that lies elsewhere, each with a marking of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.models import Document
from governance.models.things import THINGS
from governance.rules.media import NotTaken, media_type, safe_name
from programme import changes as ground
from programme.changes import Invalid
from programme.changes.saving_rows import amend, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

_REVISABLE: Final = frozenset(
    {"kind", "number", "title", "position", "marking", "exempt_paragraph", "marking_note"}
)


@transaction.atomic
def attach_document(
    *, thing_kind: str, thing_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime,
    content: bytes | None = None, file_name: str = "",
) -> Document:  # fmt: skip
    """Attach a document to a thing: with `content` a file, without it the name of one that lies elsewhere.

    The type of a file is told by what it holds. Raises Refused, and Invalid for a kind of file that is not taken.
    """
    thing = _thing(thing_kind, thing_id, by)
    programme_id = _programme_of(thing)
    document = Document(programme_id=programme_id, thing_kind=thing_kind, thing_id=thing_id, **values)
    document.illustrative = bool(getattr(thing, "illustrative", False))
    _require(document, thing, by)
    if content is not None:
        _put(document, content, file_name, at)
    save(document, by=by, new=True)
    record([_attached(document, thing, by)], by=by, at=at)
    return document


@transaction.atomic
def revise_document(
    *, document_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    content: bytes | None = None, file_name: str = "", reason: str = "",
) -> Document:  # fmt: skip
    """Change what is said of a document, its marking, or its file. The file before stays on the record.

    Raises Refused, Stale, Invalid.
    """
    document = locked(Document, document_id, version=version)
    thing = _thing(document.thing_kind, document.thing_id, by)
    _require(document, thing, by)
    fixed = sorted(set(values) - _REVISABLE)
    if fixed:
        raise Invalid({fixed[0]: ["This stays as it was when the document was attached"]})
    before, said = document.version, dict(values)
    if content is not None:
        held = (document.file_id, document.file_name, document.media_type)
        _put(document, content, file_name, at)
        said |= {
            "file_id": document.file_id,
            "file_name": document.file_name,
            "media_type": document.media_type,
        }
        document.file_id, document.file_name, document.media_type = held
    amend(document, said, by=by, reason=reason)
    if document.version != before:
        _require(document, thing, by)
        record([_attached(document, thing, by)], by=by, at=at)
    return document


@transaction.atomic
def remove_document(
    *, document_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = ""
) -> None:
    """Take a document off its thing; it stays on the record, its file with it. Raises Refused, Stale."""
    document = locked(Document, document_id, version=version)
    thing = _thing(document.thing_kind, document.thing_id, by)
    _require(document, thing, by)
    if document.removed_at is not None:
        return
    document.removed_at = at
    save(document, by=by, reason=reason)
    event = events.DocumentRemoved(
        aggregate_id=document.id,
        version=document.version,
        programme_id=document.programme_id,
        closed=_is_closed(document, thing),
        quiet=is_quiet(by),
        thing_kind=document.thing_kind,
        thing_id=document.thing_id,
    )
    record([event], by=by, at=at)


def _put(document: Document, content: bytes, file_name: str, at: datetime) -> None:
    if not content:
        raise Invalid({"file": ["This file is empty"]})
    name = safe_name(file_name)
    try:
        document.media_type = media_type(name, content)
    except NotTaken as problem:
        raise Invalid({"file": [str(problem)]}) from problem
    document.file_id = ground.store_file(content=content, at=at)
    document.file_name = name


def _thing(kind: str, thing_id: UUID, by: access.Actor) -> Any:
    model = THINGS.get(kind)
    if model is None:
        raise Invalid({"thing_kind": [f"Choose one of {', '.join(THINGS)}"]})
    found = model.objects.visible_to(by).filter(pk=thing_id).first()
    if found is None:
        raise access.Refused(f"There is no such {kind} among those you may see.")
    return found


def _programme_of(thing: Any) -> UUID:
    found: UUID | None = getattr(thing, "programme_id", None) or thing.placement().programme_id
    if found is None:
        raise Invalid(
            {"thing_id": ["A meeting of a board over the whole council takes no documents of its own yet"]}
        )
    return found


def _require(document: Document, thing: Any, by: access.Actor) -> None:
    for where in (thing.placement(), document.placement()):
        by.require(access.PLAN_DELIVERY, where, thing="the documents of that programme")


def _is_closed(document: Document, thing: Any) -> bool:
    return bool(document.placement().is_closed or thing.placement().is_closed)


def _attached(document: Document, thing: Any, by: access.Actor) -> events.DocumentAttached:
    return events.DocumentAttached(
        aggregate_id=document.id,
        version=document.version,
        programme_id=document.programme_id,
        closed=_is_closed(document, thing),
        quiet=is_quiet(by),
        thing_kind=document.thing_kind,
        thing_id=document.thing_id,
    )

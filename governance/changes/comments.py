"""Changes to comments: written, marked, taken away. A comment is at least as closed as what it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from governance import events
from governance.models import Comment
from governance.models.base import kinds_with_attachments
from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

_WRITES = (access.UPDATE_DELIVERY, access.UPDATE_MONEY, access.GOVERN, access.WITHHOLD)


@transaction.atomic
def add_comment(
    *, thing_kind: str, thing_id: UUID, text: str, by: access.Actor, at: datetime, marking: str = access.INTERNAL,
    exempt_paragraph: int | None = None, marking_note: str = "",
) -> Comment:  # fmt: skip
    """Write a comment on a thing; an officer's is internal unless it says otherwise. Raises Refused, Invalid."""
    model: Any = kinds_with_attachments().get(thing_kind)
    if model is None:
        raise Invalid({"thing_kind": [f"{thing_kind!r} takes no comments"]})
    thing = model._default_manager.visible_to(by).filter(pk=thing_id).first()
    where = thing.placement() if thing is not None else None
    if where is None or where.programme_id is None:
        raise access.Refused(
            f"There is no such {thing_kind.replace('_', ' ')} among those you may comment on."
        )
    comment = Comment(
        programme_id=where.programme_id,
        thing_kind=thing_kind,
        thing_id=thing_id,
        text=text.strip(),
        author_id=by.person_id,
        author_name=by.name,
        written_at=at,
        marking=marking,
        exempt_paragraph=exempt_paragraph,
        marking_note=marking_note,
        illustrative=bool(getattr(thing, "illustrative", False)),
    )
    _require(comment, by)
    save(comment, by=by, new=True)
    _tell(comment, events.CommentWritten, by=by, at=at)
    return comment


@transaction.atomic
def revise_comment(
    *, comment_id: UUID, version: int | None, values: dict[str, Any], by: access.Actor, at: datetime
) -> Comment:
    """Change the words or the marking of a comment; its author changes the words. Raises Refused, Stale, Invalid."""
    comment = locked(Comment, comment_id, version=version)
    _require(comment, by)
    if "text" in values and by.kind == "person" and by.person_id != comment.author_id:
        raise access.Refused(
            "A comment is changed by whoever wrote it. Write one of your own, or take this one away."
        )
    changed = {name: value for name, value in values.items() if getattr(comment, name) != value}
    if not changed:
        return comment
    for name, value in changed.items():
        setattr(comment, name, value)
    _require(comment, by)
    save(comment, by=by)
    _tell(comment, events.CommentWritten, by=by, at=at)
    return comment


@transaction.atomic
def remove_comment(
    *, comment_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = ""
) -> None:
    """Take a comment away; it stays on the record. Its author does, or the programme office. Raises Refused, Stale."""
    comment = locked(Comment, comment_id, version=version)
    if by.person_id != comment.author_id or by.person_id is None:
        by.require(access.SET_UP, comment.placement(), thing="a comment of somebody else's")
    else:
        _require(comment, by)
    if comment.removed_at is None:
        comment.removed_at = at
        save(comment, by=by, reason=reason)
        _tell(comment, events.CommentRemoved, by=by, at=at)


def _require(comment: Comment, by: access.Actor) -> None:
    where = comment.placement()
    if not any(by.may(capability, where) for capability in _WRITES):
        by.require(access.UPDATE_DELIVERY, where, thing="the comments there")


def _tell(comment: Comment, event: type[events.CommentEvent], *, by: access.Actor, at: datetime) -> None:
    told = event(
        aggregate_id=comment.id,
        version=comment.version,
        programme_id=comment.programme_id,
        closed=comment.placement().is_closed,
        quiet=is_quiet(by),
        thing_kind=comment.thing_kind,
        thing_id=comment.thing_id,
    )
    record([told], by=by, at=at)

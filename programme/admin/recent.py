"""The panel of what happened lately to a thing and to what hangs on it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from programme import queries
from programme.admin.fields import approx
from programme.admin.outbox import event_words
from programme.admin.words import moment_words
from programme.models.status_report import RATING_WORDS
from programme.rules.access import Actor

HOW_MANY = 8


@dataclass(frozen=True)
class Happening:
    """One thing that happened, in words. `of` names the row it happened to, where that is not the thing itself."""

    what: str
    of: str
    detail: str
    reason: str
    by: str
    when: str


@dataclass(frozen=True)
class RecentEvents:
    """What happened lately, newest first."""

    events: tuple[Happening, ...]


def of_workstream(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> RecentEvents:
    """Return what happened to a workstream and to those of its milestones this reader may see."""
    milestones = queries.milestones(reader=reader, workstream_ids=[thing_id])
    names = {m.id: f"{m.ref} {m.name}" for m in milestones.values()}
    return _recent(reader, [thing_id, *names], names)


def of_thing(thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None) -> RecentEvents:
    """Return what happened to one thing."""
    return _recent(reader, [thing_id], {})


def _recent(reader: Actor, ids: list[UUID], names: Mapping[UUID, str]) -> RecentEvents:
    rows = queries.recent_events(reader=reader, aggregate_ids=ids, limit=HOW_MANY)
    return RecentEvents(
        tuple(
            Happening(
                what=event_words(row.type),
                of=names.get(row.aggregate_id, ""),
                detail=_detail(row.payload),
                reason=str(row.payload.get("reason") or ""),
                by=row.by,
                when=moment_words(row.occurred_at),
            )
            for row in rows
        )
    )


def _detail(payload: Mapping[str, Any]) -> str:
    if payload.get("fields_changed"):
        return ", ".join(
            str(name).removesuffix("_id").replace("_", " ") for name in payload["fields_changed"]
        )
    stood = payload.get("step") or payload.get("state")  # of a path: the step it took, or how it stands since
    if stood:
        day = _value(payload.get("on") or "", "day")
        return f"{_value(stood, 'day')}{f', on {day}' if day else ''}"
    if "now" not in payload:
        return ""
    was = _value(payload.get("was"), payload.get("was_precision", "day"))
    now = _value(payload["now"], payload.get("now_precision", "day"))
    return f"{was} → {now}" if was else now


def _value(value: Any, precision: str) -> str:
    if not value:
        return ""
    if value in RATING_WORDS:
        return RATING_WORDS[value]
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value).replace("_", " ")
    return str(approx(day, precision))

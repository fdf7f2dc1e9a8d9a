"""What can happen in a programme: one frozen dataclass for each event, in the past tense, of plain values.

The page of event types (docs/events.md) is made from these docstrings. `between` decides, purely, what a save
of a milestone or workstream amounts to, so that events come from the difference and not from the door.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

_COMMON = {"aggregate_id", "version", "programme_id", "closed", "quiet"}


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries: the thing's id and version after the save, and whether it is closed or quiet.

    `closed` is about an exempt or confidential thing; `quiet` is history being loaded.
    """

    type: ClassVar[str]
    aggregate_type: ClassVar[str]

    aggregate_id: UUID
    version: int
    programme_id: UUID | None = None
    closed: bool = False
    quiet: bool = False

    def payload(self) -> dict[str, Any]:
        """Return the event's own fields as JSON values: dates ISO 8601, amounts as strings in pounds."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name not in _COMMON}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    return value


@dataclass(frozen=True, kw_only=True)
class ProgrammeRevised(Event):
    """A programme was set up, or its own particulars changed."""

    type = "programme.programme.revised"
    aggregate_type = "programme"
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkstreamAdded(Event):
    """A workstream was added to a programme."""

    type = "programme.workstream.added"
    aggregate_type = "workstream"
    ref: str


@dataclass(frozen=True, kw_only=True)
class WorkstreamRevised(Event):
    """A workstream's particulars changed: name, owner, cadence, marking."""

    type = "programme.workstream.revised"
    aggregate_type = "workstream"
    fields_changed: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkstreamRemoved(Event):
    """A workstream was taken away; it stays on the record."""

    type = "programme.workstream.removed"
    aggregate_type = "workstream"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusReported(Event):
    """A workstream's RAG was reported, with the reason and by which definitions. `was` is blank at the first."""

    type = "programme.workstream.status_reported"
    aggregate_type = "workstream"
    was: str
    now: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    """A milestone was added."""

    type = "programme.milestone.added"
    aggregate_type = "milestone"
    ref: str
    workstream_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneReforecast(Event):
    """A milestone's forecast date moved. Dates carry their precision; none means not printed or not known."""

    type = "programme.milestone.reforecast"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    was: date | None
    was_precision: str
    now: date | None
    now_precision: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneRebaselined(Event):
    """A milestone's baseline moved, by a decision. Slip is shown to both the original and this one."""

    type = "programme.milestone.rebaselined"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    was: date | None
    now: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneFinished(Event):
    """A milestone was reached: its actual date was given."""

    type = "programme.milestone.finished"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    actual: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReopened(Event):
    """A milestone's actual date was taken back."""

    type = "programme.milestone.reopened"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    was: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneRevised(Event):
    """Something else about a milestone changed: name, owner, kind, marking, place."""

    type = "programme.milestone.revised"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    fields_changed: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MilestoneRemoved(Event):
    """A milestone was taken away; it stays on the record."""

    type = "programme.milestone.removed"
    aggregate_type = "milestone"
    workstream_id: UUID | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DependencyChanged(Event):
    """One milestone was made to wait for another, or no longer waits for it."""

    type = "programme.dependency.changed"
    aggregate_type = "milestone"
    after_id: UUID
    stated: bool


@dataclass(frozen=True, kw_only=True)
class ReadingRecorded(Event):
    """A reading of an indicator was recorded."""

    type = "programme.indicator.reading_recorded"
    aggregate_type = "indicator"
    basis: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class RightsChanged(Event):
    """A person was given a grant, lost one, or their account changed."""

    type = "programme.person.rights_changed"
    aggregate_type = "person"
    what: str


@dataclass(frozen=True, kw_only=True)
class MarkingSettled(Event):
    """A thing of any kind was given a marking. Not by the proper officer, it is a proposal that holds meanwhile."""

    type = "programme.marking.settled"
    aggregate_type = "marking"
    thing_kind: str
    was: str
    now: str
    paragraph: int | None
    withholding_id: UUID
    is_proposal: bool


@dataclass(frozen=True, kw_only=True)
class MarkingProposed(Event):
    """The proper officer was asked for a marking; the thing keeps the one it has."""

    type = "programme.marking.proposed"
    aggregate_type = "marking"
    thing_kind: str
    now: str
    paragraph: int | None


@dataclass(frozen=True, kw_only=True)
class NeedToKnowChanged(Event):
    """People were put on the need-to-know list of a thing, or taken off it."""

    type = "programme.marking.need_to_know_changed"
    aggregate_type = "marking"
    thing_kind: str
    added: tuple[UUID, ...]
    removed: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class MarkingInherited(Event):
    """A thing was moved to a workstream that is withheld, and is as closed as that from now on."""

    type = "programme.marking.inherited"
    aggregate_type = "marking"
    thing_kind: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeClosed(Event):
    """A programme was closed: everything of it can be read, nothing changed."""

    type = "programme.programme.closed"
    aggregate_type = "programme"


@dataclass(frozen=True, kw_only=True)
class ProgrammeReopened(Event):
    """A closed programme was opened again."""

    type = "programme.programme.reopened"
    aggregate_type = "programme"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """A reporting round was opened: its workstreams are asked to return by the deadline."""

    type = "programme.round.opened"
    aggregate_type = "reporting_round"
    name: str
    deadline: date


@dataclass(frozen=True, kw_only=True)
class RoundRevised(Event):
    """A reporting round was renamed or its deadline moved."""

    type = "programme.round.revised"
    aggregate_type = "reporting_round"
    fields_changed: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundReturned(Event):
    """A workstream returned in a reporting round: somebody says that its items are up to date."""

    type = "programme.round.returned"
    aggregate_type = "reporting_round"
    workstream_id: UUID
    days_late: int


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """A reporting round was closed, with how many workstreams had returned and how many had not."""

    type = "programme.round.closed"
    aggregate_type = "reporting_round"
    returned: int
    missing: int


@dataclass(frozen=True)
class MilestoneFacts:
    """What of a milestone its events are made from."""

    id: UUID
    version: int
    programme_id: UUID
    workstream_id: UUID | None
    closed: bool
    baseline: tuple[date | None, str]
    forecast: tuple[date | None, str]
    actual: tuple[date | None, str]
    others: tuple[tuple[str, Any], ...]


def between(
    before: MilestoneFacts, after: MilestoneFacts, *, reason: str, quiet: bool = False
) -> tuple[Event, ...]:
    """Return what happened between two states of one milestone, in a settled order; nothing for no difference."""
    common: dict[str, Any] = {
        "aggregate_id": after.id,
        "version": after.version,
        "programme_id": after.programme_id,
        "workstream_id": after.workstream_id,
        "closed": before.closed or after.closed,
        "quiet": quiet,
    }
    found: list[Event] = []
    if before.baseline != after.baseline:
        found.append(
            MilestoneRebaselined(was=before.baseline[0], now=after.baseline[0], reason=reason, **common)
        )
    if before.forecast != after.forecast:
        found.append(
            MilestoneReforecast(
                was=before.forecast[0],
                was_precision=before.forecast[1],
                now=after.forecast[0],
                now_precision=after.forecast[1],
                reason=reason,
                **common,
            )
        )
    if before.actual != after.actual:
        if after.actual[0] is not None:
            found.append(MilestoneFinished(actual=after.actual[0], reason=reason, **common))
        elif before.actual[0] is not None:
            found.append(MilestoneReopened(was=before.actual[0], reason=reason, **common))
    old, new = dict(before.others), dict(after.others)
    changed = tuple(name for name in new if old.get(name) != new[name])
    if changed:
        found.append(MilestoneRevised(fields_changed=changed, reason=reason, **common))
    return tuple(found)

"""Who would hear of an alert on a thing, before anything is saved: as `alert_hearers` would say of one there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from governance.queries.hearing import NOBODY, Hearing, Subject, alert_hearers, hearings_of, overseeing
from governance.rules.audience import Tie
from programme import queries as ground
from programme.rules.access import system
from savings import queries as money

Reached = Mapping[UUID, tuple[UUID, ...]]  # the boards a breach on each thing would climb to


def hearers(*, alert_id: UUID | None = None, workstream_id: UUID | None = None, at: datetime) -> Hearing:
    """Return who hears of one alert, or of one workstream's alerts; nobody for what is not there."""
    if alert_id is not None:
        return alert_hearers([alert_id], at=at).get(alert_id, NOBODY)
    if workstream_id is not None:
        return workstream_hearers([workstream_id], at=at).get(workstream_id, NOBODY)
    return NOBODY


def workstream_hearers(
    workstream_ids: Iterable[UUID], *, at: datetime, reached: Reached | None = None
) -> dict[UUID, Hearing]:
    """Return who would hear of an alert on each workstream. Ids as in `alert_steps`, `reached` as below."""
    rows = ground.workstreams(reader=system(), ids=workstream_ids)
    boards = overseeing(rows)
    subjects = {
        w.id: Subject(
            w.placement, ((w.owner_id, "owner", ""),), boards.get(w.id, ()), (reached or {}).get(w.id, ())
        )
        for w in rows.values()
    }
    return hearings_of(subjects, at=at)


def milestone_hearers(
    milestone_ids: Iterable[UUID], *, at: datetime, reached: Reached | None = None
) -> dict[UUID, Hearing]:
    """Return who would hear of an alert on each milestone, as `alert_hearers` would. Ids as in `alert_steps`.

    `reached` are the boards a breach on it would climb to.
    """
    rows = ground.milestones(reader=system(), ids=milestone_ids)
    workstreams = ground.workstreams(
        reader=system(), ids={m.workstream_id for m in rows.values() if m.workstream_id}
    )
    boards = overseeing(workstreams)
    subjects = {}
    for m in rows.values():
        workstream = workstreams.get(m.workstream_id) if m.workstream_id else None
        owner: tuple[tuple[UUID | None, Tie, str], ...] = (
            ((workstream.owner_id, "owner", ""),) if workstream else ()
        )
        subjects[m.id] = Subject(
            m.placement,
            (*owner, (m.owner_id, "owner", m.name)),
            boards.get(m.workstream_id, ()) if m.workstream_id else (),
            (reached or {}).get(m.id, ()),
        )
    return hearings_of(subjects, at=at)


def saving_hearers(
    saving_ids: Iterable[UUID], *, at: datetime, reached: Reached | None = None
) -> dict[UUID, Hearing]:
    """Return who would hear of an alert on each saving, as `alert_hearers` would. Arguments as above."""
    rows = money.saving_ties(saving_ids)
    workstreams = ground.workstreams(
        reader=system(), ids={s.workstream_id for s in rows.values() if s.workstream_id}
    )
    boards = overseeing(workstreams)
    subjects = {}
    for s in rows.values():
        workstream = workstreams.get(s.workstream_id) if s.workstream_id else None
        owner: tuple[tuple[UUID | None, Tie, str], ...] = (
            ((workstream.owner_id, "owner", ""),) if workstream else ()
        )
        subjects[s.id] = Subject(
            s.placement,
            (*owner, (s.owner_id, "owner", s.name)),
            boards.get(s.workstream_id, ()) if s.workstream_id else (),
            (reached or {}).get(s.id, ()),
        )
    return hearings_of(subjects, at=at)

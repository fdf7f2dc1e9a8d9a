"""The figures of a status: rating, risk, milestones and money of a workstream, or of a whole programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bots.queries.answers.addresses import form_of
from bots.queries.answers.savings import money_facts
from bots.rules.answer import Answer
from bots.rules.asking.query import Query
from bots.rules.asking.say import words_of
from bots.rules.asking.things import Thing
from bots.rules.milestone_facts import MilestoneFacts
from bots.rules.status_answer import (
    ProgrammeFacts,
    RatingFacts,
    RiskFacts,
    WorkstreamFacts,
    answer_programme,
    answer_workstream,
)
from governance import queries as governance
from governance.queries import AssessmentRow
from governance.queries.state import dates_of
from programme import queries as ground
from programme.queries import MilestoneRow, StatusRow, WorkstreamRow
from programme.rules.access import Actor
from savings import queries as money


def status_of(query: Query, *, reader: Actor, on: date, at: datetime) -> Answer:
    """Return the answer on the status of a workstream or programme."""
    subject, reading = query.subject, words_of(query)
    assert subject is not None
    assert subject.id is not None
    if subject.kind == "programme":
        return answer_programme(_programme(subject, reading, reader=reader, on=on), on=on, at=at)
    return answer_workstream(_workstream(subject, subject.id, reading, reader=reader, on=on), on=on, at=at)


def rating_facts(status: StatusRow | None) -> RatingFacts | None:
    """Return a rating as the rules word it."""
    if status is None:
        return None
    return RatingFacts(
        rating=status.rating,
        words=status.words,
        reason=status.reason,
        rater=status.rater,
        recorded_at=timezone.localtime(status.recorded_at),
        definition_set=status.definition_set,
    )


def milestone_facts(rows: Iterable[MilestoneRow], *, on: date) -> tuple[MilestoneFacts, ...]:
    """Return milestones as the rules read them, as seen on `on`."""
    return tuple(MilestoneFacts(m.ref, m.name, dates_of(m, on=on)) for m in rows)


def _workstream(subject: Thing, id: UUID, reading: str, *, reader: Actor, on: date) -> WorkstreamFacts:
    row = ground.workstreams(reader=reader, ids=[id])[id]
    milestones = ground.milestones(reader=reader, workstream_ids=[id])
    position = money.workstream_positions(reader=reader, workstream_ids=[id], on=on)[id]
    return WorkstreamFacts(
        title=subject.title,
        ref=row.ref,
        reading=reading,
        rating=rating_facts(row.status),
        risk=_risk(governance.assessments([id]).get(id)),
        milestones=milestone_facts(milestones.values(), on=on),
        money=money_facts(position, on=on),
        owner=row.owner,
        last_report=_last_report(row, milestones),
        cadence_days=row.cadence_days,
        illustrative=row.illustrative,
        link=form_of("programme_workstream", id, reader=reader),
    )


def _programme(subject: Thing, reading: str, *, reader: Actor, on: date) -> ProgrammeFacts:
    key = subject.programme_id
    position = governance.delivery_positions(reader=reader, programme_ids=[key], on=on)[key]
    milestones = ground.milestones(reader=reader, programme_ids=[key]).values()
    return ProgrammeFacts(
        title=subject.title,
        code=subject.programme_code,
        reading=reading,
        workstreams=position.workstreams,
        ratings=position.ratings,
        not_published=position.not_published,
        bands=position.bands,
        open_alerts=position.open_alerts,
        milestones=milestone_facts(milestones, on=on),
        money=money_facts(position.money, on=on),
        illustrative=subject.illustrative,
        link=form_of("programme_programme", key, reader=reader),
    )


def _risk(row: AssessmentRow | None) -> RiskFacts | None:
    if row is None:
        return None
    return RiskFacts(
        band_words=row.band_words,
        percent=row.percent,
        reasons=tuple((reason.code, reason.words) for reason in row.reasons),
        caveat=row.caveat,
    )


def _last_report(row: WorkstreamRow, milestones: Mapping[UUID, MilestoneRow]) -> date | None:
    """Return the day anything of a workstream was last reported, as far as its reader may see."""
    said = [row.reported_at, *(m.reported_at for m in milestones.values())]
    newest = max((moment for moment in said if moment is not None), default=None)
    return None if newest is None else timezone.localdate(newest)

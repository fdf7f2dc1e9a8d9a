"""What a meeting's agenda could hold: what needs deciding or looking at, suggested and never put there unasked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from governance.models import (
    Action,
    AgendaItem,
    Decision,
    Escalation,
    Finding,
    Meeting,
    Risk,
)
from governance.queries.alerts import alerts
from governance.queries.paper_sight import seen_papers
from governance.rules.finding import FINISHED, NEEDS_RESPONSE
from governance.rules.meeting import EXEMPT_TITLE
from programme.rules.access import Actor

ASKED: Final = ("proposed", "consulted", "recommended", "called_in")


@dataclass(frozen=True)
class Suggestion:
    """Something for the agenda of one meeting, and why. `key` names it; a closed thing's title is neutral."""

    key: str
    kind: str
    title: str
    why: str
    paper_id: UUID | None = None
    decision_id: UUID | None = None
    excludes_public: bool = False


def agenda_suggestions(*, reader: Actor, meeting_id: UUID, at: datetime) -> tuple[Suggestion, ...]:
    """Return what could go on a meeting's agenda and is not there yet; nothing for a meeting out of sight.

    In this order: decisions asked of its board, the soonest needed first; papers for it that name no decision;
    open escalations; actions overdue and risks to be reviewed by that day; findings past their date. The latter
    four are one item each, since their lists move until the day. Source: docs/method.md, "Meetings".
    """
    meeting = (
        Meeting.objects.visible_to(reader).select_related("board__programme").filter(pk=meeting_id).first()
    )
    if meeting is None:
        return ()
    day = timezone.localdate(meeting.starts_at)
    items = AgendaItem.objects.filter(meeting=meeting, removed_at=None)
    decided = set(items.values_list("decision_id", flat=True))
    papers = set(items.values_list("paper_id", flat=True))
    kinds = set(items.filter(paper=None, decision=None).values_list("kind", flat=True))
    asked = _decisions(meeting, day, reader)
    found = [one for one in asked if one.decision_id not in decided]
    taken = papers | {one.paper_id for one in asked}
    found += [one for one in _papers(meeting, reader) if one.paper_id not in taken]
    found += [one for one in _lists(meeting, day, reader, at) if one.kind not in kinds]
    return tuple(found)


def _decisions(meeting: Meeting, day: date, reader: Actor) -> list[Suggestion]:
    rows = Decision.objects.visible_to(reader).filter(board_id=meeting.board_id, state__in=ASKED)
    waiting = list(rows.select_related("programme", "workstream", "decision_maker", "paper__programme"))
    waiting.sort(key=lambda d: (d.needed_by or date.max, d.ref))
    seen = _papers_seen([d.paper_id for d in waiting if d.paper_id], reader)
    found = []
    for decision in waiting:
        closed = decision.placement().is_closed
        paper = decision.paper if decision.paper_id in seen else None
        excludes = closed or (paper is not None and paper.placement().is_closed)
        why = f"{decision.ref}, {decision.get_state_display().lower()}"
        if decision.needed_by is not None:
            late = (day - decision.needed_by).days
            why += f", needed by {decision.needed_by.day} {decision.needed_by:%B %Y}"
            why += f": {_days(late)} before this meeting" if late > 0 else ""
        found.append(
            Suggestion(
                key=f"decision:{decision.id}",
                kind="decision",
                title=EXEMPT_TITLE if closed else decision.title,
                why=why,
                paper_id=paper.id if paper else None,
                decision_id=decision.id,
                excludes_public=excludes,
            )
        )
    return found


def _papers(meeting: Meeting, reader: Actor) -> list[Suggestion]:
    rows = seen_papers(reader).filter(board_id=meeting.board_id, outcome="").exclude(state="withdrawn")
    rows = rows.filter(agenda=None).select_related("programme", "workstream").order_by("decision_date", "ref")
    return [
        Suggestion(
            key=f"paper:{paper.id}",
            kind="decision" if paper.recommendations else "information",
            title=EXEMPT_TITLE if paper.placement().is_closed else paper.subject,
            why=f"{paper.ref}, {paper.get_state_display().lower()}",
            paper_id=paper.id,
            excludes_public=paper.placement().is_closed,
        )
        for paper in rows
    ]


def _lists(meeting: Meeting, day: date, reader: Actor, at: datetime) -> list[Suggestion]:
    board_id = meeting.board_id
    overdue = (
        Action.objects.visible_to(reader).filter(board_id=board_id, done_on=None, due_on__lt=day).count()
    )
    risks = (
        Risk.objects.visible_to(reader).filter(board_id=board_id, state="open", review_on__lte=day).count()
    )
    findings = Finding.objects.visible_to(reader).filter(
        board_id=board_id, due_on__lt=day, kind__in=NEEDS_RESPONSE
    )
    late = findings.exclude(state__in=FINISHED).count()
    escalated = len(_escalated(board_id, reader, at))
    found = []
    for kind, title, number, words in (
        ("escalation", "Escalations to this board", escalated, "open"),
        ("action", "Actions", overdue, "overdue by then"),
        ("risk", "Risks to be reviewed", risks, "due for review by then"),
        ("finding", "Findings of a review", late, "past their date by then"),
    ):
        if number:
            found.append(Suggestion(key=kind, kind=kind, title=title, why=f"{number} {words}"))
    return found


def _escalated(board_id: UUID, reader: Actor, at: datetime) -> set[UUID]:
    """Return the open alerts that climbed to a board, as this reader sees them."""
    climbed = Escalation.objects.filter(board_id=board_id, alert__closed_at=None, recorded_at__lte=at)
    ids = set(climbed.values_list("alert_id", flat=True))
    return set(alerts(reader=reader, ids=ids)) if ids else set()


def _papers_seen(ids: Iterable[UUID], reader: Actor) -> set[UUID]:
    return set(seen_papers(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"

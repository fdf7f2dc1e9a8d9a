"""The boards of an illustrative copy at work, put on record through the ordinary changes, on their days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID

from deploy.examples.boardroom import ReviewRow
from deploy.examples.chronicle import Chronicle
from deploy.examples.keeping_papers import keep_review
from deploy.examples.loading import LONDON
from deploy.examples.people import People
from deploy.examples.stories.boardroom import (
    ActionStory,
    BoardroomStory,
    DecisionStory,
    FindingStory,
    MeetingStory,
    PaperStory,
    StepStory,
)
from deploy.examples.stories.structures import BoardStory, Day
from governance import changes as governing
from governance.models import Finding
from programme.rules.access import PMO, Actor

BEGINS: Final = time(9)
LASTS: Final = timedelta(hours=2)
INVITED: Final = 14  # days before a meeting that it is put on record
AGENDA_OUT: Final = 6  # days before a meeting that its agenda is made


def tell_boardroom(
    chronicle: Chronicle,
    story: BoardroomStory,
    *,
    boards: Sequence[BoardStory],
    ids: Mapping[str, UUID],
    decides: Mapping[str, UUID],
    reviews: Sequence[ReviewRow] = (),
) -> None:
    """Put a copy's meetings, papers, decisions, actions and findings in its chronicle.

    `ids` and `decides` are the ids of its boards and decision-makers by key; a review's findings are copied as
    published, and followed up as the story tells.
    """
    seats = {board.key: [person for person, _ in board.seats] for board in boards}
    teller = _Boardroom(chronicle, ids, decides, seats)
    for review in reviews:
        teller.review(review, story)
    for finding in story.findings:
        teller.finding(finding)
    for paper in story.papers:
        teller.paper(paper)
    for decision in story.decisions:
        teller.decision(decision)
    for meeting in story.meetings:
        teller.meeting(meeting)
    for action in story.actions:
        teller.action(action)


class _Boardroom:
    """The acts of one copy's boards; what an act makes is found by its ref in those after it."""

    def __init__(
        self,
        chronicle: Chronicle,
        boards: Mapping[str, UUID],
        decides: Mapping[str, UUID],
        seats: Mapping[str, list[str]],
    ) -> None:
        self.chronicle, self.boards, self.decides, self.seats = chronicle, boards, decides, seats
        self.people: People = chronicle.people
        self.days = chronicle.days
        self.programme_id = chronicle.programme_id
        self.office = self.people.speaker(PMO)
        self.papers: dict[str, UUID] = {}
        self.decisions: dict[str, UUID] = {}
        self.meetings: dict[tuple[str, Day], UUID] = {}
        self.findings: dict[int, UUID] = {}
        self.titles: dict[str, str] = {}
        self.paper_of: dict[str, str] = {}

    def review(self, row: ReviewRow, story: BoardroomStory) -> None:
        """Put a review's findings, the day the copy begins, with who follows up which."""
        followed = {
            finding.number: {
                "owner_id": self.people.ids[finding.owner],
                "board_id": self.boards[story.findings_board],
                "due_on": self.days.day(finding.due),
                "response": finding.response,
            }
            for finding in story.findings
        }
        self.chronicle.put(self.chronicle.begins, partial(self._review, row, followed))

    def finding(self, row: FindingStory) -> None:
        """Put the steps of a finding."""
        for step in row.steps:
            self.chronicle.put(step.day, partial(self._step_finding, row.number, step))

    def paper(self, row: PaperStory) -> None:
        """Put a paper, drafted and published."""
        self.titles[row.ref] = row.subject
        self.chronicle.put(row.drafted, partial(self._paper, row))
        if row.published is not None:
            self.chronicle.put(row.published, partial(self._publish, row.ref))

    def decision(self, row: DecisionStory) -> None:
        """Put a decision with its steps and what waits for it."""
        self.titles[row.ref], self.paper_of[row.ref] = row.title, row.paper
        self.chronicle.put(row.proposed, partial(self._decision, row))
        for milestone, since in row.waits:
            self.chronicle.put(max(since, row.proposed), partial(self._wait, row.ref, milestone, since))
        for step in row.steps:
            self.chronicle.put(step.day, partial(self._step_decision, row, step))

    def meeting(self, row: MeetingStory) -> None:
        """Put a meeting: planned two weeks before, its agenda made, held once its day has come."""
        self.chronicle.put(min(row.day - INVITED, -1), partial(self._plan, row))
        self.chronicle.put(min(row.day - AGENDA_OUT, -1), partial(self._agenda, row))
        if row.day < 0:
            self.chronicle.put(row.day, partial(self._hold, row))

    def action(self, row: ActionStory) -> None:
        """Put an action: agreed, put off, done."""
        made: dict[str, UUID] = {}
        self.chronicle.put(row.agreed, partial(self._agree, row, made))
        if row.put_off is not None:
            self.chronicle.put(row.put_off[0], partial(self._put_off, row, made))
        if row.done is not None:
            self.chronicle.put(row.done, partial(self._done, row, made))

    # The acts themselves --------------------------------------------------------------------------------

    def _review(self, row: ReviewRow, followed: Mapping[int, Mapping[str, Any]], at: datetime) -> None:
        keep_review(
            row, programme_id=self.programme_id, by=self.office, at=at, illustrative=True, followed=followed
        )
        held = Finding.objects.filter(programme_id=self.programme_id, review=row.name)
        self.findings |= dict(held.values_list("number", "pk"))

    def _step_finding(self, number: int, step: StepStory, at: datetime) -> None:
        governing.step_finding(
            finding_id=self.findings[number],
            version=None,
            state=step.step,
            note=step.note,
            by=self._speaker(step.who),
            at=at,
        )

    def _paper(self, row: PaperStory, at: datetime) -> None:
        values = {
            "ref": row.ref,
            "subject": row.subject,
            "board_id": self.boards[row.board],
            "decision_maker_id": self.decides[row.decides],
            "workstream_id": self.chronicle.workstreams[row.workstream] if row.workstream else None,
            "key_decision": row.key_decision,
            "illustrative": True,
            **row.fields,
            **_closed(row.paragraph, row.citation),
        }
        added = governing.draft_paper(programme_id=self.programme_id, values=values, by=self.office, at=at)
        self.papers[row.ref] = added.id
        for position, appendix in enumerate(row.appendices, 1):
            attached = {
                "kind": "appendix",
                "number": appendix.number,
                "title": appendix.title,
                "position": position,
                **_closed(appendix.paragraph, appendix.citation),
            }
            governing.attach_document(
                thing_kind="paper", thing_id=added.id, values=attached, by=self.office, at=at
            )

    def _publish(self, ref: str, at: datetime) -> None:
        governing.publish_paper(paper_id=self.papers[ref], version=None, by=self.office, at=at)

    def _decision(self, row: DecisionStory, at: datetime) -> None:
        values = {
            "ref": row.ref,
            "title": row.title,
            "text": row.text,
            "kind": row.kind,
            "amount": None if row.thousands is None else Decimal(str(row.thousands)) * 1000,
            "decision_maker_id": self.decides[row.decides],
            "board_id": self.boards[row.board],
            "paper_id": self.papers.get(row.paper),
            "workstream_id": self.chronicle.workstreams[row.workstream] if row.workstream else None,
            "needed_by": None if row.needed is None else self.days.day(row.needed),
            "key_decision": row.key_decision,
            "key_reason": row.key_reason,
            "notice_given_on": None if row.notice is None else self.days.day(row.notice),
            "illustrative": True,
            **_closed(row.paragraph, row.citation),
        }
        added = governing.propose_decision(
            programme_id=self.programme_id, values=values, by=self.office, at=at
        )
        self.decisions[row.ref] = added.id

    def _wait(self, ref: str, milestone: str, since: Day, at: datetime) -> None:
        governing.wait_for_decision(
            decision_id=self.decisions[ref],
            milestone_id=self.chronicle.milestones[milestone],
            since=self.days.day(since),
            by=self.office,
            at=at,
        )

    def _step_decision(self, row: DecisionStory, step: StepStory, at: datetime) -> None:
        governing.take_step(
            decision_id=self.decisions[row.ref],
            version=None,
            step=step.step,
            on=self.days.day(step.day),
            note=step.note,
            board_id=self.boards[row.board],
            by=self._speaker(step.who),
            at=at,
        )

    def _plan(self, row: MeetingStory, at: datetime) -> None:
        starts = self._starts(row)
        values = {
            "starts_at": starts,
            "ends_at": starts + LASTS,
            "place": row.place,
            "in_public": row.in_public,
            "illustrative": True,
        }
        added = governing.plan_meeting(board_id=self.boards[row.board], values=values, by=self.office, at=at)
        self.meetings[row.board, row.day] = added.id

    def _agenda(self, row: MeetingStory, at: datetime) -> None:
        about = [
            {
                "kind": "decision" if ref in self.decisions else "information",
                "title": self.titles[ref],
                "paper_id": self.papers.get(ref) or self.papers.get(self.paper_of.get(ref, "")),
                "decision_id": self.decisions.get(ref),
            }
            for ref in row.about
        ]
        words = [{"kind": kind, "title": title} for kind, title in row.words]
        governing.add_agenda_items(
            meeting_id=self.meetings[row.board, row.day], rows=[*about, *words], by=self.office, at=at
        )

    def _hold(self, row: MeetingStory, at: datetime) -> None:
        present = {
            self.people.ids[person]: "apologies" if person in row.away else "present"
            for person in self.seats[row.board]
        }
        governing.hold_meeting(
            meeting_id=self.meetings[row.board, row.day],
            version=None,
            attendance=present,
            notes=row.notes,
            by=self.office,
            at=at,
        )

    def _agree(self, row: ActionStory, made: dict[str, UUID], at: datetime) -> None:
        values = {
            "text": row.text,
            "owner_id": self.people.ids[row.owner],
            "board_id": self.boards[row.board],
            "meeting_id": self.meetings.get((row.board, row.agreed)),
            "workstream_id": self.chronicle.workstreams[row.workstream] if row.workstream else None,
            "finding_id": self.findings[row.finding] if row.finding else None,
            "due_on": self.days.day(row.due),
            "illustrative": True,
        }
        added = governing.agree_action(programme_id=self.programme_id, values=values, by=self.office, at=at)
        made["id"] = added.id

    def _put_off(self, row: ActionStory, made: Mapping[str, UUID], at: datetime) -> None:
        assert row.put_off is not None
        _, due, why = row.put_off
        governing.revise_action(
            action_id=made["id"],
            version=None,
            values={"due_on": self.days.day(due)},
            reason=why,
            by=self._speaker(row.owner),
            at=at,
        )

    def _done(self, row: ActionStory, made: Mapping[str, UUID], at: datetime) -> None:
        assert row.done is not None
        governing.complete_action(
            action_id=made["id"],
            version=None,
            done_on=self.days.day(row.done),
            outcome=row.outcome,
            by=self._speaker(row.owner),
            at=at,
        )

    def _starts(self, row: MeetingStory) -> datetime:
        return datetime.combine(self.days.day(row.day), BEGINS, LONDON)

    def _speaker(self, who: str) -> Actor:
        return self.people.speaker(who)


def _closed(paragraph: int | None, citation: str) -> dict[str, Any]:
    """Return a marking as the fields of the thing it marks: exempt by its paragraph, or open."""
    if paragraph is None:
        return {"marking": "open", "exempt_paragraph": None, "marking_note": ""}
    return {"marking": "exempt", "exempt_paragraph": paragraph, "marking_note": citation}

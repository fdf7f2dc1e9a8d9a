"""What can happen where delivery is watched and judged: one frozen dataclass for each event, in the past tense.

Alert events tell of steps of an episode; what people are told of a step is frozen in its row, not in the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from programme.events import Event


@dataclass(frozen=True, kw_only=True)
class AlertStepped(Event):
    """What the four events of an alert share: the episode, its step, and how long it must last before it is told.

    `number` counts the steps of the episode, the opening being 1. `hold_seconds` is the overseeing board's.
    """

    aggregate_type = "alert"
    alert_id: UUID
    step_id: UUID
    number: int
    kind: str
    subject_kind: str
    subject_id: UUID
    workstream_id: UUID | None
    step: str
    hold_seconds: int


@dataclass(frozen=True, kw_only=True)
class AlertOpened(AlertStepped):
    """An episode opened: a milestone slipped, or a workstream's delivery risk or reported RAG crossed its threshold."""

    type = "governance.alert.opened"


@dataclass(frozen=True, kw_only=True)
class AlertWorsened(AlertStepped):
    """An open episode got worse by a step since it was last told."""

    type = "governance.alert.worsened"


@dataclass(frozen=True, kw_only=True)
class AlertImproved(AlertStepped):
    """An open episode got better by a step since it was last told; the message already sent is edited."""

    type = "governance.alert.improved"


@dataclass(frozen=True, kw_only=True)
class AlertClosed(AlertStepped):
    """An episode ended: back under its threshold, finished, or taken away; the message already sent is edited."""

    type = "governance.alert.closed"


@dataclass(frozen=True, kw_only=True)
class AlertEscalated(Event):
    """An alert climbed a rung: a breach of tolerance to the parent board, or, not acknowledged, to the next person.

    `step_id` is the newest step of the episode then; `number` counts the rungs, the first being 1.
    """

    type = "governance.alert.escalated"
    aggregate_type = "alert"
    alert_id: UUID
    step_id: UUID
    number: int
    cause: str
    board_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class AlertAcknowledged(Event):
    """Somebody took an alert in hand; it goes on to nobody else until it worsens."""

    type = "governance.alert.acknowledged"
    aggregate_type = "alert"
    alert_id: UUID
    step_number: int
    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ToleranceSet(Event):
    """A board's tolerance of one kind and level was set, in pounds or days; none is no tolerance any more."""

    type = "governance.board.tolerance_set"
    aggregate_type = "board"
    kind: str
    level: str
    limit: Decimal | None


@dataclass(frozen=True, kw_only=True)
class RecoveryOpened(Event):
    """Red opened a recovery record of a workstream."""

    type = "governance.recovery.opened"
    aggregate_type = "recovery_record"
    workstream_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecoveryRevised(Event):
    """A recovery record's owner, board, plan or day of re-assessment changed."""

    type = "governance.recovery.revised"
    aggregate_type = "recovery_record"
    workstream_id: UUID
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecoveryClosed(Event):
    """A recovery record was closed with its outcome."""

    type = "governance.recovery.closed"
    aggregate_type = "recovery_record"
    workstream_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProgrammeRated(Event):
    """Somebody rated a whole programme; one greener than its parts names the day it lapses."""

    type = "governance.programme.rated"
    aggregate_type = "programme_rating"
    rating: str
    expires_on: date | None


@dataclass(frozen=True, kw_only=True)
class BoardRevised(Event):
    """A board was set up, or its remit, parent, cadence, alerts or other particulars changed."""

    type = "governance.board.revised"
    aggregate_type = "board"
    code: str
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberAppointed(Event):
    """A person took a seat on a board, or their role or term there changed; the grant that goes with it was written.

    The term's last day is inclusive; a blank day is open.
    """

    type = "governance.board.member_appointed"
    aggregate_type = "board"
    person_id: UUID
    role: str
    term_from: date | None = None
    term_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberStoodDown(Event):
    """A person left a board; the grant that went with the seat was withdrawn."""

    type = "governance.board.member_stood_down"
    aggregate_type = "board"
    person_id: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OversightSet(Event):
    """A workstream was given its overseeing board and its decision-maker, or other ones; none is blank."""

    type = "governance.oversight.set"
    aggregate_type = "oversight"
    workstream_id: UUID
    board_id: UUID | None
    decision_maker_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class DecisionMakerRevised(Event):
    """A decision-maker was set up, or its name, kind or holder changed."""

    type = "governance.decision_maker.revised"
    aggregate_type = "decision_maker"
    name: str


@dataclass(frozen=True, kw_only=True)
class LimitSet(Event):
    """A decision-maker's limit of one kind was set, in pounds; none is unset, which is neither nil nor unlimited."""

    type = "governance.decision_maker.limit_set"
    aggregate_type = "decision_maker"
    kind: str
    limit: Decimal | None


@dataclass(frozen=True, kw_only=True)
class RiskMatrixRevised(Event):
    """A council's matrix of risk was set up, or its words or bands changed; standing risks were read again."""

    type = "governance.risk_matrix.revised"
    aggregate_type = "risk_matrix"
    name: str
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RiskRevised(Event):
    """A risk was put on the register, its particulars changed, or it was taken off."""

    type = "governance.risk.revised"
    aggregate_type = "risk"
    workstream_id: UUID | None
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RiskReviewed(Event):
    """A risk was scored again, closed, or happened. `band` and `was` are blank where it is not scored.

    `worsened` is None where neither is scored, or the band is the same.
    """

    type = "governance.risk.reviewed"
    aggregate_type = "risk"
    workstream_id: UUID | None
    state: str
    band: str
    was: str
    worsened: bool | None


@dataclass(frozen=True, kw_only=True)
class ImpactAssessmentRevised(Event):
    """An impact assessment was put on the record, its particulars changed, or it was taken off."""

    type = "governance.impact_assessment.revised"
    aggregate_type = "impact_assessment"
    workstream_id: UUID | None
    kind: str
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImpactAssessmentStepped(Event):
    """An impact assessment was screened, drafted, signed, or reopened by later evidence."""

    type = "governance.impact_assessment.stepped"
    aggregate_type = "impact_assessment"
    workstream_id: UUID | None
    decision_id: UUID | None
    kind: str
    state: str
    was: str


@dataclass(frozen=True, kw_only=True)
class DecisionRevised(Event):
    """A decision was put on the record, or its words, decision-maker, amount or other particulars changed."""

    type = "governance.decision.revised"
    aggregate_type = "decision"
    ref: str
    workstream_id: UUID | None
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionStepped(Event):
    """A decision took a step: consulted on, recommended, made, published, called in, reconsidered, refused, withdrawn.

    `effective` is the day it has effect, none while that is not settled.
    """

    type = "governance.decision.stepped"
    aggregate_type = "decision"
    ref: str
    workstream_id: UUID | None
    step: str
    on: date
    effective: date | None


@dataclass(frozen=True, kw_only=True)
class DecisionTookEffect(Event):
    """A decision took effect: the plans it changes were changed; what was refused is kept with the reason."""

    type = "governance.decision.took_effect"
    aggregate_type = "decision"
    ref: str
    workstream_id: UUID | None
    effective: date
    changed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class DecisionEffectsChanged(Event):
    """What a decision will change was linked to it or taken off it, or a plan was changed under it by hand."""

    type = "governance.decision.effects_changed"
    aggregate_type = "decision"
    ref: str
    kind: str
    subject_id: UUID
    linked: bool


@dataclass(frozen=True, kw_only=True)
class DecisionAwaited(Event):
    """A milestone began to wait for a decision, or its wait ended."""

    type = "governance.decision.awaited"
    aggregate_type = "decision"
    ref: str
    milestone_id: UUID
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    """A sitting of a board was planned."""

    type = "governance.meeting.planned"
    aggregate_type = "meeting"
    board_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingRevised(Event):
    """A meeting's time, place, notes or other particulars changed."""

    type = "governance.meeting.revised"
    aggregate_type = "meeting"
    board_id: UUID
    starts_at: datetime
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """A meeting was held; `present` counts towards its quorum, `quorate` is null where no quorum is set."""

    type = "governance.meeting.held"
    aggregate_type = "meeting"
    board_id: UUID
    starts_at: datetime
    present: int
    quorate: bool | None


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """A planned meeting was called off."""

    type = "governance.meeting.cancelled"
    aggregate_type = "meeting"
    board_id: UUID
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    """Somebody's attendance of a meeting was recorded, or put right."""

    type = "governance.meeting.attendance_recorded"
    aggregate_type = "meeting"
    person_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class AgendaSet(Event):
    """A meeting's agenda got other items or another order."""

    type = "governance.meeting.agenda_set"
    aggregate_type = "meeting"
    board_id: UUID
    items: int


@dataclass(frozen=True, kw_only=True)
class PublicExcluded(Event):
    """A meeting resolved whether to exclude the public for one item of its agenda."""

    type = "governance.meeting.public_excluded"
    aggregate_type = "meeting"
    item_id: UUID
    excluded: bool


@dataclass(frozen=True, kw_only=True)
class PaperRevised(Event):
    """A decision report was drafted, or its text, decision-maker or marking changed."""

    type = "governance.paper.revised"
    aggregate_type = "paper"
    ref: str
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PaperPublished(Event):
    """A decision report was published to those who may see it."""

    type = "governance.paper.published"
    aggregate_type = "paper"
    ref: str


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(Event):
    """A decision report was withdrawn; it stays on the record."""

    type = "governance.paper.withdrawn"
    aggregate_type = "paper"
    ref: str


@dataclass(frozen=True, kw_only=True)
class DocumentAttached(Event):
    """A document was attached to something, or what is said of it changed."""

    type = "governance.document.attached"
    aggregate_type = "document"
    thing_kind: str
    thing_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentRemoved(Event):
    """A document was taken off what it was attached to; it stays on the record."""

    type = "governance.document.removed"
    aggregate_type = "document"
    thing_kind: str
    thing_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommentEvent(Event):
    """What the events of a comment share: what it is about. Its words stay with it."""

    aggregate_type = "comment"
    thing_kind: str
    thing_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommentWritten(CommentEvent):
    """A comment was written, or its words or marking changed."""

    type = "governance.comment.written"


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(CommentEvent):
    """A comment was taken away; it stays on the record."""

    type = "governance.comment.removed"


@dataclass(frozen=True, kw_only=True)
class ActionAgreed(Event):
    """Somebody undertook to do something by a date; or the office put it on record without either."""

    type = "governance.action.agreed"
    aggregate_type = "action"
    ref: str
    owner_id: UUID | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ActionRevised(Event):
    """An action's words, owner, date or place changed."""

    type = "governance.action.revised"
    aggregate_type = "action"
    ref: str
    owner_id: UUID | None
    due_on: date | None
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActionDone(Event):
    """An action was done, on the day given."""

    type = "governance.action.done"
    aggregate_type = "action"
    ref: str
    done_on: date


@dataclass(frozen=True, kw_only=True)
class ActionReopened(Event):
    """An action that was said to be done is not."""

    type = "governance.action.reopened"
    aggregate_type = "action"
    ref: str


@dataclass(frozen=True, kw_only=True)
class FindingRevised(Event):
    """A review's finding was put on record, or its owner, board, date or response changed."""

    type = "governance.finding.revised"
    aggregate_type = "finding"
    number: int
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FindingStepped(Event):
    """A review's finding went a step towards closure, or back."""

    type = "governance.finding.stepped"
    aggregate_type = "finding"
    number: int
    was: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ConsultationRevised(Event):
    """A consultation was put on record, or its dates, responses or outcome changed."""

    type = "governance.consultation.revised"
    aggregate_type = "consultation"
    fields_changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PackFrozen(Event):
    """A board's pack was made and frozen: what its page showed at that moment, with the file that went out."""

    type = "governance.pack.frozen"
    aggregate_type = "board_pack"
    board_id: UUID
    meeting_id: UUID | None
    is_public: bool

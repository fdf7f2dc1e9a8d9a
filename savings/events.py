"""What can happen to a saving: one frozen dataclass for each event, in the past tense, of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from programme.events import Event


@dataclass(frozen=True, kw_only=True)
class DecidedEvent(Event):
    """What may take a decision: its reference, who decided, and from when it has effect; blank where none was asked."""

    decision: str = ""
    decision_maker: str = ""
    effective: date | None = None


@dataclass(frozen=True, kw_only=True)
class SavingAdded(Event):
    """A saving was added to a programme."""

    type = "savings.saving.added"
    aggregate_type = "saving"
    ref: str


@dataclass(frozen=True, kw_only=True)
class SavingRevised(DecidedEvent):
    """A saving's particulars changed: name, kind, maturity, owner, start, marking."""

    type = "savings.saving.revised"
    aggregate_type = "saving"
    fields_changed: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SavingReplanned(DecidedEvent):
    """A saving's plan changed in these financial years (named by the April they start in)."""

    type = "savings.saving.replanned"
    aggregate_type = "saving"
    years: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SavingForecast(Event):
    """A saving's forecast or actual was said anew; amounts in pounds by financial year, none for not known.

    `months` are by year and month of it, 1 for April, where it was said by month; `corrects_period` names the
    closed period that a late actual corrects.
    """

    type = "savings.saving.forecast"
    aggregate_type = "saving"
    series: str
    amounts: dict[int, Decimal | None]
    reason: str
    months: dict[int, dict[int, Decimal | None]] = field(default_factory=dict)
    corrects_period: str = ""


@dataclass(frozen=True, kw_only=True)
class SavingClaimed(Event):
    """The owner claimed an amount of a year as delivered. It is not delivered until finance validates it."""

    type = "savings.saving.claimed"
    aggregate_type = "saving"
    year: int
    amount: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class SavingValidated(Event):
    """Finance validated an amount of a year, having seen the base budget reduced and spend following it."""

    type = "savings.saving.validated"
    aggregate_type = "saving"
    year: int
    amount: Decimal
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class ValidationUndone(Event):
    """Finance took a validation back, with the reason."""

    type = "savings.saving.validation_undone"
    aggregate_type = "saving"
    year: int
    amount: Decimal
    reason: str
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class OutlookReported(DecidedEvent):
    """How a saving stands against its plan was reported. `was` is blank at the first."""

    type = "savings.saving.outlook_reported"
    aggregate_type = "saving"
    was: str
    now: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EnablersChanged(Event):
    """The milestones a saving waits for changed."""

    type = "savings.saving.enablers_changed"
    aggregate_type = "saving"
    milestone_id: str
    stated: bool


@dataclass(frozen=True, kw_only=True)
class BudgetApproved(Event):
    """The Council approved a budget with the saving in it; amounts in pounds by financial year. Its plan is frozen."""

    type = "savings.saving.budget_approved"
    aggregate_type = "saving"
    council_date: date
    decision: str
    amounts: dict[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class BudgetApprovalWithdrawn(Event):
    """A budget approval was taken back, by a decision of its own. The plan stays frozen."""

    type = "savings.saving.budget_approval_withdrawn"
    aggregate_type = "saving"
    council_date: date
    decision: str
    approved_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class SavingCoded(Event):
    """The cost centres and subjective codes of a saving changed; shares of 1 by code, none where it has no codes."""

    type = "savings.saving.coded"
    aggregate_type = "saving"
    codes: dict[str, Decimal]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SavingRemoved(DecidedEvent):
    """A saving was taken away; it stays on the record."""

    type = "savings.saving.removed"
    aggregate_type = "saving"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DriversChanged(Event):
    """What drives a saving was named, given another path, or dropped."""

    type = "savings.saving.drivers_changed"
    aggregate_type = "saving"
    indicator_id: str
    named: bool


@dataclass(frozen=True, kw_only=True)
class ReplacementChanged(DecidedEvent):
    """One line came to stand in for another, or no longer does. Told of both lines, with the same ids."""

    type = "savings.saving.replacement_changed"
    aggregate_type = "saving"
    replaced_id: str
    replacement_id: str
    linked: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class MitigationRecorded(Event):
    """Money was found once to cover a gap of one year."""

    type = "savings.saving.mitigation_recorded"
    aggregate_type = "saving"
    year: int
    amount: Decimal
    what: str


@dataclass(frozen=True, kw_only=True)
class MitigationWithdrawn(Event):
    """One-off money that was to cover a gap of one year is not there, with the reason."""

    type = "savings.saving.mitigation_withdrawn"
    aggregate_type = "saving"
    year: int
    amount: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceReviewed(Event):
    """Finance answered the six questions that tell whether a saving is real; `grade` is what the answers make."""

    type = "savings.saving.evidence_reviewed"
    aggregate_type = "saving"
    grade: str


@dataclass(frozen=True, kw_only=True)
class CostStated(Event):
    """What a saving costs in a year was stated: kind and, of an investment, source; no amount where not known."""

    type = "savings.saving.cost_stated"
    aggregate_type = "saving"
    cost: str
    year: int
    amount: Decimal | None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class SavingSettled(DecidedEvent):
    """Finance settled what a saving's shortfall means for a budget: left in the base, or written out."""

    type = "savings.saving.settled"
    aggregate_type = "saving"
    year: int
    choice: str
    amount: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class SettlementUndone(DecidedEvent):
    """Finance undid a settlement: what was written out is in the plan again, and its pressure withdrawn."""

    type = "savings.saving.settlement_undone"
    aggregate_type = "saving"
    year: int
    choice: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActualsLoaded(Event):
    """Finance said that a period's actuals are loaded. `period` is written 2024/25 M5."""

    type = "savings.period.actuals_loaded"
    aggregate_type = "period"
    period: str


@dataclass(frozen=True, kw_only=True)
class PeriodClosed(Event):
    """Finance closed a period under a name: its position is frozen. `along` are the earlier ones closed with it."""

    type = "savings.period.closed"
    aggregate_type = "period"
    period: str
    signatory: str
    along: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeriodReopened(Event):
    """Finance reopened the newest closed period, with the reason; its frozen position stays on record."""

    type = "savings.period.reopened"
    aggregate_type = "period"
    period: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetImported(Event):
    """A spreadsheet was written to a programme's savings. `first_load`: the import that created the programme."""

    type = "savings.sheet.imported"
    aggregate_type = "sheet_import"
    file_name: str
    created: int
    updated: int
    first_load: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetImportUndone(Event):
    """What a spreadsheet had written was taken back as one change, with the reason."""

    type = "savings.sheet.import_undone"
    aggregate_type = "sheet_import"
    file_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountabilitySigned(Event):
    """A budget holder signed for the lines they answer for in a year; their figures as signed are kept."""

    type = "savings.accountability.signed"
    aggregate_type = "accountability"
    year: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class YearRolled(Event):
    """Finance rolled a programme's budget year: a new round, the table a year longer, the outturn frozen."""

    type = "savings.roll.rolled"
    aggregate_type = "year_roll"
    year: int
    budget_round: str
    carried: int
    written_out: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RollReversed(Event):
    """Finance reversed the roll of a budget year before it was closed: plans and settlements are as before."""

    type = "savings.roll.reversed"
    aggregate_type = "year_roll"
    year: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RollClosed(Event):
    """Finance closed the roll of a budget year: it cannot be reversed any more."""

    type = "savings.roll.closed"
    aggregate_type = "year_roll"
    year: int


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """What a target asks was said, in pounds (none: it is taken back); a later amount names its decision."""

    type = "savings.target.set"
    aggregate_type = "target"
    name: str
    year: int | None
    was: Decimal | None
    now: Decimal | None
    decision: str = ""
    reason: str = ""

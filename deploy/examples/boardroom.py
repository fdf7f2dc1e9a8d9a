"""What papers print of boards at work: a meeting's report, a review's findings, a consultation. Frozen, as published.

What is not printed stays blank. Nothing here reads the clock or a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class AppendixRow:
    """Something a report names: exempt with its paragraph and the council's own citation, or open."""

    number: str
    title: str
    paragraph: int | None = None
    citation: str = ""


@dataclass(frozen=True)
class AssessmentRow:
    """Whether a report says that a full assessment of a kind is required, and why it says so."""

    kind: str
    subject: str
    is_required: bool
    reason: str


@dataclass(frozen=True)
class ReportRow:
    """A decision report for a board's meeting. `fields` are the sections of our paper by name.

    `asks` is what the board is asked for, in words; blank for a report that asks for nothing.
    """

    ref: str
    subject: str
    board_code: str
    on: date
    source: str
    fields: Mapping[str, str] = field(default_factory=dict)
    key_decision: bool | None = None
    asks: str = ""
    appendices: tuple[AppendixRow, ...] = ()
    assessments: tuple[AssessmentRow, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class FindingRow:
    """One finding of a review; its kind is our reading."""

    number: int
    theme: str
    kind: str
    summary: str
    value: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReviewRow:
    """A review with its findings."""

    name: str
    source: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation; `table` is the code of the published table that has its figures."""

    title: str
    opens_on: date | None
    closes_on: date | None
    responses: int | None
    bases: str
    outcome: str
    table: str
    source: str

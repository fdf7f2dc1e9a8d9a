"""What papers print of risks and of impacts on people, put on record where it is missing. Frozen, as published.

A paper that scores no risk leaves it unscored here; a workstream is linked only where the paper names it, alone and
by exactly its name. Nothing that stands is touched: people may have worked on it since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from governance import changes as governing
from governance.models import ImpactAssessment, Risk
from programme import queries
from programme.rules.access import Actor


@dataclass(frozen=True)
class RegisterRow:
    """A risk as printed: its number, its words, the workstreams named. `note` says what kind of thing it is."""

    number: str
    summary: str
    named: str = ""
    note: str = ""

    @property
    def ref(self) -> str:
        """Return the ref it goes by: R and its number."""
        return f"R{self.number}"


@dataclass(frozen=True)
class ImpactRow:
    """What a paper says of the impact on people of a subject, assessed and completed."""

    number: str
    kind: str
    subject: str
    impact: str
    mitigation: str = ""
    note: str = ""

    @property
    def ref(self) -> str:
        """Return the ref it goes by: EQ and its number."""
        return f"EQ{self.number}"


def read_risks(rows: Iterable[Mapping[str, str]]) -> tuple[RegisterRow, ...]:
    """Return the rows of `risks.csv` as printed."""
    return tuple(
        RegisterRow(row["risk_no"], row["risk_summary"], row["workstreams_named"], row["note"])
        for row in rows
    )


def read_equality(rows: Iterable[Mapping[str, str]]) -> tuple[ImpactRow, ...]:
    """Return the rows of `equality_impacts.csv`: the first says that all of it has been assessed."""
    return tuple(
        ImpactRow(
            row["item_no"],
            "equality",
            row["subject"],
            row["impact_summary"],
            row["mitigation_summary"],
            row["note"],
        )
        for row in rows
    )


def keep_registers(
    risks: Iterable[RegisterRow], impacts: Iterable[ImpactRow], *, programme_id: UUID, source: str, by: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Put the risks and impact assessments a paper prints on record. Returns how many were missing.

    One that was taken off is not missing.
    """
    streams = queries.workstreams(reader=by, programme_ids=[programme_id]).values()
    by_name = {row.name: row.id for row in streams}
    held = set(Risk.objects.filter(programme_id=programme_id).values_list("ref", flat=True))
    assessed = set(ImpactAssessment.objects.filter(programme_id=programme_id).values_list("ref", flat=True))
    new_risks = [row for row in risks if row.ref not in held]
    new_impacts = [row for row in impacts if row.ref not in assessed]
    on: dict[str, Any] = {"by": by, "at": at}
    for risk in new_risks:
        values = {
            "ref": risk.ref,
            "title": risk.summary,
            "workstreams_named": risk.named,
            "workstream_id": by_name.get(risk.named),
            "source": _told(source, risk.note),
        }
        governing.add_risk(programme_id=programme_id, values=values, **on)
    for impact in new_impacts:
        about = {
            "ref": impact.ref,
            "kind": impact.kind,
            "subject": impact.subject,
            "workstream_id": by_name.get(impact.subject),
            "source": _told(source, impact.note),
        }
        added = governing.add_assessment(programme_id=programme_id, values=about, **on)
        governing.complete_as_published(
            assessment_id=added.id, impact=impact.impact, mitigation=impact.mitigation, **on
        )
    return len(new_risks) + len(new_impacts)


def _told(source: str, note: str) -> str:
    return f"{source}. {note}." if note else source

"""A published programme into an empty one, through the changes of each app, as the system, paging nobody.

All or nothing. A programme that exists was loaded whole, by this version or an earlier one, and people may have worked
on it since: what is kept as printed (published tables, and the totals to cast) is brought up to date, what is missing
of what later versions brought is added (boards, targets, indicators, budget lines, causes, balances, cost drivers,
proposals, reports, findings, consultations), and all else is left alone.
Rows carry the date of their paper, so that "as at" and staleness tell the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from deploy.examples.additions import add_money, ever_named
from deploy.examples.all_or_nothing import all_or_nothing
from deploy.examples.as_printed import keep_as_printed, keep_boards
from deploy.examples.cutting import keep_parts
from deploy.examples.keeping_papers import keep_papers
from deploy.examples.lines import Lines
from deploy.examples.proposing import keep_proposals
from deploy.examples.registers import keep_registers
from deploy.examples.structures import Document, Example, IndicatorRow, MilestoneRow, SavingRow, WorkstreamRow
from deploy.examples.targeting import keep_targets
from governance.changes import reassess_programme
from programme import changes as ground
from programme import queries
from programme.models import Indicator
from programme.rules.access import Actor, system
from programme.rules.calendar import ApproxDate, FinancialYear

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Loaded:
    """What loading did. `changed` counts the rows written; nought when everything was there already."""

    code: str
    is_new: bool
    changed: int


def load(example: Example, *, at: datetime) -> Loaded:
    """Load an example, or bring what is kept as printed up to date. Running it again changes nothing.

    `at` is the moment of loading, which dates what no paper dates.
    """
    by = system(door="loading")
    with all_or_nothing():
        known = next(iter(queries.programmes(reader=by, code=example.code).values()), None)
        if known is None:
            return Loaded(example.code, True, _Loading(example, by=by, at=at).run())
    with transaction.atomic():
        kept = keep_as_printed(example, known.id, by=by, at=at)
        added = _Loading(example, by=by, at=at).add_missing(known.id, known.organisation_id)
        return Loaded(example.code, False, kept + added)


class _Loading:
    """One first loading, from the council down to its printed totals."""

    def __init__(self, example: Example, *, by: Actor, at: datetime) -> None:
        self.example, self.by, self.at = example, by, at
        self.moments = {paper.title: _moment(paper) for paper in example.documents if paper.recorded_on}
        self.main = self.moments[example.documents[0].title]

    def run(self) -> int:
        self.organisation_id = self._organisation()
        self.programme_id = self._programme()
        self.workstreams = {
            row.ref: self._workstream(row, n) for n, row in enumerate(self.example.workstreams, 1)
        }
        self.lines = Lines(self.programme_id, self.organisation_id, self.by, self.main)
        codes = sorted({row.budget_round for row in self.example.savings})
        self.rounds = {code: self.lines.budget_round(code) for code in codes}
        for saving in self.example.savings:
            self._saving(saving)
        for position, milestone in enumerate(self.example.milestones, 1):
            self._milestone(milestone, position)
        for position, indicator in enumerate(self.example.indicators, 1):
            self._indicator(indicator, position)
        keep_proposals(self.example.proposals, programme_id=self.programme_id, by=self.by, at=self.main)
        keep_targets(self.example.targets, programme_id=self.programme_id, by=self.by, at=self.main)
        keep_parts(
            self.example.parts,
            programme_id=self.programme_id,
            workstreams=self.workstreams,
            by=self.by,
            at=self.main,
        )
        self.lines.pressures(self.example.pressures)
        self.lines.budget(self.example.budget, self.example.monitoring)
        self.lines.balances(self.example.balances)
        self.lines.cost_drivers(self.example.cost_drivers)
        council = (self.organisation_id, self.example.organisation_code)
        keep_boards(
            self.example.boards,
            programme_id=self.programme_id,
            organisation=council,
            by=self.by,
            at=self.main,
        )
        kept = keep_as_printed(self.example, self.programme_id, by=self.by, at=self.at)
        kept += keep_papers(
            self.example,
            programme_id=self.programme_id,
            council=self.example.organisation_code,
            by=self.by,
            at=self.main,
            on_its_day=True,
        )
        kept += self._registers(self.programme_id)
        # What its dates and money already mean is history: judged now, so that nobody is paged for it later.
        reassess_programme(programme_id=self.programme_id, by=self.by, at=self.at, quiet=True)
        rows = (
            self.example.workstreams,
            self.example.savings,
            self.example.milestones,
            self.example.indicators,
            self.example.pressures,
            self.example.budget,
            self.example.monitoring,
            self.example.balances,
            self.example.cost_drivers,
            self.example.boards,
        )
        return 1 + kept + sum(len(found) for found in rows)

    def add_missing(self, programme_id: UUID, organisation_id: UUID) -> int:
        """Add what a programme loaded by an earlier version lacks, dated now. Returns how many rows were added.

        What stands is left as people keep it, and so is what they took away.
        """
        self.programme_id, self.organisation_id, self.main = programme_id, organisation_id, self.at
        self.moments = dict.fromkeys(self.moments, self.at)
        streams = queries.workstreams(reader=self.by, programme_ids=[programme_id]).values()
        self.workstreams = {row.ref.removeprefix("W"): row.id for row in streams}
        had = ever_named(Indicator, programme_id)
        indicators = [(n, row) for n, row in enumerate(self.example.indicators, 1) if row.name not in had]
        for position, indicator in indicators:
            self._indicator(indicator, position)
        council = (organisation_id, self.example.organisation_code)
        by, at = self.by, self.at
        boards = keep_boards(
            self.example.boards, programme_id=programme_id, organisation=council, by=by, at=at
        )
        targets = keep_targets(self.example.targets, programme_id=programme_id, by=by, at=at)
        papers = keep_papers(
            self.example, programme_id=programme_id, council=self.example.organisation_code, by=by, at=at
        )
        papers += self._registers(programme_id)
        lines = Lines(programme_id, organisation_id, by, at)
        return len(indicators) + boards + targets + papers + add_money(self.example, lines, self.workstreams)

    def _registers(self, programme_id: UUID) -> int:
        """Put the risks and impact assessments of the main paper on record. Returns how many were missing."""
        return keep_registers(
            self.example.risks,
            self.example.impacts,
            programme_id=programme_id,
            source=self.example.documents[0].title,
            by=self.by,
            at=self.main,
        )

    def _organisation(self) -> UUID:
        for council in queries.organisations(reader=self.by).values():
            if council.code == self.example.organisation_code:
                return council.id
        values = {"code": self.example.organisation_code, "name": self.example.organisation}
        return ground.add_organisation(values=values, by=self.by, at=self.main).id

    def _programme(self) -> UUID:
        values = {
            "code": self.example.code,
            "name": self.example.name,
            "first_year": FinancialYear.parse(self.example.first_year).start_year,
            "source": "; ".join(paper.title for paper in self.example.documents),
        }
        earliest = min(self.moments.values())
        programme = ground.add_programme(
            organisation_id=self.organisation_id, values=values, by=self.by, at=earliest
        )
        return programme.id

    def _workstream(self, row: WorkstreamRow, position: int) -> UUID:
        services = f"Services in scope: {'; '.join(row.services)}." if row.services else ""
        values = {
            "ref": f"W{row.ref}",
            "name": row.name,
            "position": position,
            "summary": "\n".join(filter(None, [row.summary, services, row.note])),
        }
        return ground.add_workstream(
            programme_id=self.programme_id, values=values, by=self.by, at=self.main
        ).id

    def _saving(self, row: SavingRow) -> None:
        more = {
            "workstream_id": self.workstreams[row.workstream_ref] if row.workstream_ref else None,
            "budget_round_id": self.rounds[row.budget_round],
        }
        self.lines.saving(row, more)

    def _milestone(self, row: MilestoneRow, position: int) -> None:
        values = {
            "ref": f"M{row.ref}",
            "name": row.name,
            "position": position,
            "kind": row.kind or "complete",
            "as_published": row.as_published,
            "workstream_id": self.workstreams[row.workstream_ref] if row.workstream_ref else None,
            "start_date": row.starts.value if row.starts else None,
            **_dated("baseline", row.due),
            **(_dated("actual", row.due) if row.has_happened else {}),
        }
        ground.add_milestone(programme_id=self.programme_id, values=values, by=self.by, at=self.main)

    def _indicator(self, row: IndicatorRow, position: int) -> None:
        values = {
            "name": row.name,
            "position": position,
            "polarity": row.polarity,
            "workstream_id": self.workstreams.get(row.workstream_ref) if row.workstream_ref else None,
        }
        indicator = ground.add_indicator(
            programme_id=self.programme_id, values=values, by=self.by, at=self.main
        )
        readings = list(enumerate(row.readings, 1))
        for place, reading in sorted(readings, key=lambda pair: self._said_at(pair[1].source)):
            read = {
                "position": place,
                "basis": reading.basis,
                "printed": reading.value.text,
                "value": reading.value.value,
                "unit": reading.value.unit,
                "period": reading.period,
                "year": FinancialYear.parse(reading.year).start_year if reading.year else None,
                **_dated("on", reading.dated),
                "source": reading.source,
                "note": reading.note,
            }
            ground.record_reading(
                indicator_id=indicator.id, values=read, by=self.by, at=self._said_at(reading.source)
            )

    def _said_at(self, source: str) -> datetime:
        """Return the moment of the paper a source names; a table of it is named after a colon."""
        return self.moments[source.split(": ", 1)[0]]


def _moment(paper: Document) -> datetime:
    """Return noon of the day a paper's figures count as recorded."""
    if paper.recorded_on is None:
        raise ValueError(f"{paper.title} dates nothing")
    return datetime.combine(paper.recorded_on, time(12), LONDON)


def _dated(name: str, when: ApproxDate) -> dict[str, Any]:
    return {f"{name}_date": when.value, f"{name}_precision": when.precision.value}

"""A published programme into an empty one, through the changes of each app, as the system, paging nobody.

All or nothing: a programme that exists was loaded whole, and people may have worked on it since, so only what
is kept as printed (published tables, and the totals to cast) is brought up to date; all else is left alone.
Rows carry the date of their paper, so that "as at" and staleness tell the truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from deploy.examples.structures import Document, Example, IndicatorRow, MilestoneRow, SavingRow, WorkstreamRow
from programme import changes as ground
from programme import queries
from programme.rules.access import Actor, system
from programme.rules.calendar import ApproxDate, FinancialYear
from savings import changes as money
from savings.rules.casting import check_to_json
from savings.rules.cells import POUNDS_IN, Cell

UNITS = {"£": "gbp", "£000": "gbp000", "£m": "gbpm"}
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
    with transaction.atomic():
        known = next(iter(queries.programmes(reader=by, code=example.code).values()), None)
        if known is not None:
            return Loaded(example.code, False, _keep_as_printed(example, known.id, by=by, at=at))
        return Loaded(example.code, True, _Loading(example, by=by, at=at).run())


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
        rounds = {code: self._round(code) for code in {row.budget_round for row in self.example.savings}}
        for saving in self.example.savings:
            self._saving(saving, rounds[saving.budget_round])
        for position, milestone in enumerate(self.example.milestones, 1):
            self._milestone(milestone, position)
        for position, indicator in enumerate(self.example.indicators, 1):
            self._indicator(indicator, position)
        self._pressures()
        self._budget()
        kept = _keep_as_printed(self.example, self.programme_id, by=self.by, at=self.at)
        rows = (
            self.example.workstreams,
            self.example.savings,
            self.example.milestones,
            self.example.indicators,
            self.example.pressures,
            self.example.budget,
            self.example.monitoring,
        )
        return 1 + kept + sum(len(found) for found in rows)

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

    def _round(self, code: str) -> UUID:
        values = {"code": code, "name": f"Budget round {code}"}
        round_ = money.add_budget_round(
            organisation_id=self.organisation_id, values=values, by=self.by, at=self.main
        )
        return round_.id

    def _saving(self, row: SavingRow, budget_round_id: UUID) -> None:
        values = {
            "ref": row.printed_ref or f"L{row.line_no}",
            "ref_is_printed": row.printed_ref is not None,
            "line_no": row.line_no,
            "name": row.name,
            "heading": row.heading,
            "workstream_id": self.workstreams[row.workstream_ref] if row.workstream_ref else None,
            "budget_round_id": budget_round_id,
            "kind": row.kind,
            "kind_note": row.kind_note,
            "form": row.form,
            "form_is_our_reading": row.form_is_our_reading,
            "note": row.note,
        }
        money.add_saving(
            programme_id=self.programme_id,
            values=values,
            plan=_amounts(row.amounts),
            by=self.by,
            at=self.main,
        )

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
            "workstream_id": self.workstreams[row.workstream_ref] if row.workstream_ref else None,
        }
        indicator = ground.add_indicator(
            programme_id=self.programme_id, values=values, by=self.by, at=self.main
        )
        readings = list(enumerate(row.readings, 1))
        for place, reading in sorted(readings, key=lambda pair: self.moments[pair[1].source]):
            read = {
                "position": place,
                "basis": reading.basis,
                "printed": reading.value.text,
                "value": reading.value.value,
                "unit": reading.value.unit,
                "period": reading.period,
                **_dated("on", reading.dated),
                "source": reading.source,
                "note": reading.note,
            }
            ground.record_reading(
                indicator_id=indicator.id, values=read, by=self.by, at=self.moments[reading.source]
            )

    def _pressures(self) -> None:
        for row in self.example.pressures:
            values = {
                "printed_ref": row.printed_ref or "",
                "line_no": row.line_no,
                "name": row.name,
                "note": row.note,
                "deferred_from_ref": row.deferred_from_ref or "",
            }
            money.store_pressure(
                programme_id=self.programme_id,
                ref=row.printed_ref or f"P{row.line_no}",
                values=values,
                amounts=_amounts(row.amounts),
                by=self.by,
                at=self.main,
            )

    def _budget(self) -> None:
        for position, row in enumerate(self.example.budget, 1):
            line_id = self._budget_line(row.fund, row.group, row.name, position, row.note)
            for year, cell in row.amounts.items():
                values = {"current_budget": _pounds(cell), **_printed_as(cell)}
                self._figure(line_id, year, "", values)
        for position, line in enumerate(self.example.monitoring, len(self.example.budget) + 1):
            line_id = self._budget_line(line.fund, line.group, line.name, position, line.note)
            values = {
                "current_budget": _pounds(line.current_budget),
                "projection": _pounds(line.projection),
                "variance": _pounds(line.variance),
                "movement": _pounds(line.movement),
                "a_f_printed": line.a_f_printed,
                "direction_printed": line.direction_printed,
                **_printed_as(line.current_budget),
            }
            self._figure(line_id, line.year, line.period, values)

    def _budget_line(self, fund: str, group: str, name: str, position: int, note: str) -> UUID:
        line = money.store_budget_line(
            programme_id=self.programme_id,
            fund=fund,
            group=group,
            name=name,
            values={"position": position, "note": note},
            by=self.by,
            at=self.main,
        )
        return line.id

    def _figure(self, line_id: UUID, year: str, period: str, values: Mapping[str, Any]) -> None:
        stated = {"year": FinancialYear.parse(year).start_year, "period": period, **values}
        money.record_budget_figure(budget_line_id=line_id, values=stated, by=self.by, at=self.main)


def _keep_as_printed(example: Example, programme_id: UUID, *, by: Actor, at: datetime) -> int:
    """Store the published tables and the totals to cast. Returns how many differ from what was stored."""
    held = {t.code: t for t in queries.published_tables(reader=by, programme_ids=[programme_id]).values()}
    changed = 0
    for position, table in enumerate(example.tables, 1):
        values = {
            "title": table.title,
            "source": table.source,
            "position": position,
            "columns": [asdict(column) for column in table.columns],
            "rows": [list(row) for row in table.rows],
        }
        known = held.get(table.code)
        if known is None or (
            list(known.columns),
            [list(row) for row in known.rows],
            known.title,
            known.source,
        ) != (
            values["columns"],
            values["rows"],
            table.title,
            table.source,
        ):
            ground.store_published_table(
                programme_id=programme_id, code=table.code, values=values, by=by, at=at
            )
            changed += 1
    checks = [
        {
            "table": check.table,
            "label": check.label,
            "period": check.period,
            "check_data": check_to_json(check),
        }
        for check in example.checks
    ]
    return changed + money.store_cast_checks(programme_id=programme_id, checks=checks, by=by, at=at)


def _moment(paper: Document) -> datetime:
    """Return noon of the day a paper's figures count as recorded."""
    if paper.recorded_on is None:
        raise ValueError(f"{paper.title} dates nothing")
    return datetime.combine(paper.recorded_on, time(12), LONDON)


def _dated(name: str, when: ApproxDate) -> dict[str, Any]:
    return {f"{name}_date": when.value, f"{name}_precision": when.precision.value}


def _amounts(cells: Mapping[str, Cell]) -> dict[int, dict[str, Any]]:
    return {
        FinancialYear.parse(year).start_year: {
            "amount": _pounds(cell),
            "printed": cell.text,
            **_printed_as(cell),
        }
        for year, cell in cells.items()
    }


def _pounds(cell: Cell) -> Decimal | None:
    return None if cell.value is None else cell.value * POUNDS_IN[cell.unit]


def _printed_as(cell: Cell) -> dict[str, Any]:
    return {"unit": UNITS[cell.unit], "decimals": cell.decimals}

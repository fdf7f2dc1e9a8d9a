"""What later versions of an example brought, added to a programme that an earlier one loaded; all else stays."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import transaction

from deploy.examples.cutting import keep_parts, key_of
from deploy.examples.lines import Lines
from deploy.examples.proposing import keep_proposals
from deploy.examples.structures import BudgetRow, Example, MonitoringRow
from programme.changes import Invalid
from programme.models import Indicator
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, BudgetLine, CostDriver, FundBalance, Proposal, Target, VarianceCause


def ever_named(model: type[Indicator], programme_id: UUID) -> set[str]:
    """Return every name that things of a programme have or had: what people renamed is not missing."""
    history: Any = model.pgh_event_model  # type: ignore[attr-defined]
    rows = history._default_manager.filter(programme_id=programme_id)
    return set(rows.values_list("name", flat=True)) | set(
        model._default_manager.filter(programme_id=programme_id).values_list("name", flat=True)
    )


def add_money(example: Example, lines: Lines, workstreams: dict[str, UUID]) -> int:
    """Add the money that is missing, dated by `lines`. Returns how many rows were added.

    What belongs to a period that finance has closed since is left out: it stands as signed.
    """
    added = _budget(example, lines) + _balances(example, lines)
    drivers = _held(CostDriver, lines, "name")
    numbers = _held(Proposal, lines, "number")
    parts = set(
        Target.objects.filter(programme_id=lines.programme_id).values_list(
            "name", "source", "year", "cut", "label"
        )
    )
    lines.cost_drivers(example.cost_drivers, drivers)
    on: dict[str, Any] = {"programme_id": lines.programme_id, "by": lines.by, "at": lines.at}
    keep_proposals(example.proposals, held=numbers, **on)
    keep_parts(example.parts, workstreams=workstreams, held=parts, **on)
    return (
        added
        + sum(row.name not in drivers for row in example.cost_drivers)
        + sum(row.number not in numbers for row in example.proposals)
        + sum(key_of(row) not in parts for row in example.parts)
    )


def _held(model: Any, lines: Lines, name: str) -> set[str]:
    return set(model.objects.filter(programme_id=lines.programme_id).values_list(name, flat=True))


def _budget(example: Example, lines: Lines) -> int:
    """Add budget lines that are missing, and the causes of those that never had any."""
    for line in BudgetLine.objects.filter(programme_id=lines.programme_id):
        lines.line_ids[line.fund, line.group, line.name] = line.pk
    added = 0
    rows: tuple[BudgetRow | MonitoringRow, ...] = (*example.budget, *example.monitoring)
    for position, row in enumerate(rows, 1):
        known = lines.line_ids.get((row.fund, row.group, row.name))
        with suppress(Invalid), transaction.atomic():
            if known is None:
                _add(lines, row, position)
                added += 1
            elif isinstance(row, MonitoringRow) and row.causes and _is_as_loaded(known, row, lines):
                lines.causes(known, row)
                added += len(row.causes)
    return added


def _add(lines: Lines, row: BudgetRow | MonitoringRow, position: int) -> None:
    if isinstance(row, MonitoringRow):
        lines.monitored_line(row, position)
    else:
        lines.budgeted(row, position)


def _is_as_loaded(line_id: UUID, row: MonitoringRow, lines: Lines) -> bool:
    """Return whether a line's figure is the one loaded, with no cause ever said of it."""
    of = {
        "budget_line_id": line_id,
        "year": FinancialYear.parse(row.year).start_year,
        "period": row.period,
    }
    if VarianceCause.objects.filter(**of).exists():
        return False
    said_by = list(BudgetFigure.objects.filter(**of).values_list("recorded_by_name", flat=True))
    return said_by == [lines.by.name]


def _balances(example: Example, lines: Lines) -> int:
    held = set(
        FundBalance.objects.filter(programme_id=lines.programme_id).values_list("fund", "year", "period")
    )
    added = 0
    for row in example.balances:
        if (row.fund, FinancialYear.parse(row.year).start_year, row.period) in held:
            continue
        with suppress(Invalid), transaction.atomic():
            lines.balances([row])
            added += 1
    return added

"""The budget calendar, as it stands beside a board, a meeting and a programme."""

from __future__ import annotations

from dataclasses import dataclass

from governance.pages.tables import Cell, Table, day, table
from governance.queries.budget_calendars import COUNCIL, BudgetDates
from governance.rules.budget_calendar import BudgetStage


@dataclass(frozen=True)
class Budget:
    """The calendar of one budget: where it stands in a sentence, and its stages as a table."""

    heading: str
    words: str
    table: Table


def budget(found: BudgetDates | None) -> Budget | None:
    """Return the calendar for a page; None where there is none to show."""
    if found is None:
        return None
    return Budget(
        f"Budget of {found.year}",
        " ".join(_sentences(found)),
        table(
            "The stages of setting the budget",
            ("Stage", "@From", "@To", "Stands", "Set by"),
            (_row(stage, found) for stage in found.stages),
        ),
    )


def stage_words(found: BudgetDates | None) -> str:
    """Return where a day lies in setting the budget; blank outside it."""
    now = ", ".join(_small(stage.name) for stage in found.now) if found else ""
    return f"{found.year}: {now}" if found and now else ""


def _sentences(found: BudgetDates) -> list[str]:
    said = [f"Now: {', '.join(_small(one.name) for one in found.now)}."] if found.now else []
    if found.ahead:
        said.append(f"Next: {_small(found.ahead.name)}, from {day(found.ahead.first)}.")
    if found.pre_election:
        first, last = found.pre_election
        said.append(f"Pre-election period {day(first)} to {day(last)}: mind consultations and publicity.")
    return said


def _row(stage: BudgetStage, found: BudgetDates) -> list[Cell | str]:
    lines = (f"a county by {day(found.county_last)}",) if stage.key == COUNCIL else ()
    rule = stage.rule[:1].upper() + stage.rule[1:]
    return [stage.name, day(stage.first), Cell(day(stage.last), lines=lines), found.stands(stage), rule]


def _small(name: str) -> str:
    """Return a stage's name inside a sentence; what is a name of its own keeps its capital."""
    return name if name.startswith(("Council", "Section")) else name[:1].lower() + name[1:]

"""The columns of a table once read, and where its years stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.profile import ProfileForm
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.reading import Assumption, Problem, Question, Role
from savings.rules.sheets.settling import Settled

WIDE, LONG, SECTIONS, SINGLE, NONE = "wide", "long", "sections", "single", "none"


@dataclass(slots=True)
class Columns:
    """The columns of a table. `layout` says where its years are: in headings (wide), in a column (long), in
    section headings (sections), in the title alone (single), or nowhere."""

    drafts: dict[int, Draft]
    layout: str = NONE
    amounts: dict[FinancialYear, int] = field(default_factory=dict)
    months: dict[FinancialMonth, int] = field(default_factory=dict)
    amount_index: int | None = None
    year_index: int | None = None
    row_years: dict[int, FinancialYear] = field(default_factory=dict)
    """Long format: the years that loose ones ("2025", "Year 1") in the year column mean, by their number."""
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    def having(self, *roles: Role) -> list[int]:
        """Return the columns with one of these roles, from the left."""
        return sorted(index for index, column in self.drafts.items() if column.role in roles)

    def index_of(self, role: Role) -> int | None:
        return next(iter(self.having(role)), None)

    @property
    def figure_indexes(self) -> list[int]:
        """The columns whose figures are amounts: of years, of months, or the single amount."""
        single = [self.amount_index] if self.amount_index is not None and self.layout != WIDE else []
        return sorted({*self.amounts.values(), *self.months.values(), *single})

    def note(self, settled: Settled) -> None:
        """Keep what settling the years asks or assumes."""
        if settled.question:
            self.questions.append(settled.question)
        if settled.assumption:
            self.assumptions.append(settled.assumption)

    def forms(self) -> set[ProfileForm]:
        """Return the forms that the headings of the amounts name."""
        return {form for index in self.figure_indexes for form in self.drafts[index].forms}

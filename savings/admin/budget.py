"""Budget lines, as papers print them, with the figures behind them; and the budget rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin, ThroughChangesAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, by_column
from programme.admin.words import (
    NOT_GIVEN,
    marking_badge,
    moment_words,
    pounds_words,
    programme_words,
    with_badges,
)
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.budget_acts import HasBudgetActs
from savings.models import BudgetFigure, BudgetLine, BudgetRound, VarianceCause, Virement
from savings.queries import budget_lines
from savings.rules.monitoring import variance_words
from savings.rules.monitoring_spending import profile_words, read_profile
from savings.rules.notation import show_pounds


class InAProgramme(ReadOnlyAdmin):
    """What budget lines share in their lists."""

    list_filter: ClassVar[Sequence[Any]] = (ByCouncil, ByProgramme, ByMarking)
    list_select_related: ClassVar[Any] = ("programme",)
    readonly_fields: ClassVar[Sequence[str]] = ("programme_name",)

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Any) -> Any:
        return programme_words(row.programme)


class ByRoundsCouncil(ByCouncil):
    """By council."""

    path = "organisation__code"


@admin.register(BudgetRound)
class BudgetRoundAdmin(ThroughChangesAdmin):
    """The budgets that savings belong to. One is added, and stays."""

    list_display = ("code", "name", "council", "base")
    list_filter = (ByRoundsCouncil,)
    search_fields = ("code", "name")
    list_select_related = ("organisation",)
    ordering = ("organisation__name", "code")
    fieldsets = ((None, {"fields": ("organisation", "code", "name", "base_year")}),)

    plans = access.SET_UP
    shown_as: ClassVar[dict[str, str]] = {"organisation": "council"}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        councils = self.model._meta.get_field("organisation").remote_field.model
        return rows.filter(organisation__in=councils.objects.visible_to(actor))

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.organisation_id)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_budget_round(organisation_id=values.pop("organisation_id"), values=values, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.code} {thing.name}"

    @display(description="Council", ordering="organisation__name")
    def council(self, budget_round: BudgetRound) -> str:
        return budget_round.organisation.name

    @display(description="Base year", ordering="base_year")
    def base(self, budget_round: BudgetRound) -> Any:
        return FinancialYear(budget_round.base_year).label if budget_round.base_year else NOT_GIVEN


class FigureRows(LedgerInline):
    """A budget line's figures, newest first. Variance above nought is adverse."""

    model = BudgetFigure
    verbose_name_plural = "figures, newest first"
    fields = ("about", "original", "budget", "projected", "difference", "spent", "corrects_period", "when")
    ordering = ("-year", "-recorded_at")

    @display(description="About")
    def about(self, figure: BudgetFigure) -> str:
        return f"{FinancialYear(figure.year).label} {figure.period or 'whole year'}"

    @display(description="Current budget")
    def budget(self, figure: BudgetFigure) -> str:
        return pounds_words(figure.current_budget)

    @display(description="Projection")
    def projected(self, figure: BudgetFigure) -> str:
        return pounds_words(figure.projection)

    @display(description="Original budget")
    def original(self, figure: BudgetFigure) -> str:
        return pounds_words(figure.original_budget)

    @display(description="Variance")
    def difference(self, figure: BudgetFigure) -> str:
        return variance_words(figure.variance, figure.current_budget)

    @display(description="Spend to date")
    def spent(self, figure: BudgetFigure) -> str:
        return pounds_words(figure.spend_to_date)

    @display(description="Recorded")
    def when(self, figure: BudgetFigure) -> str:
        return f"{moment_words(figure.recorded_at)}, {figure.recorded_by_name}"


NOT_SHOWN = "not shown to you"


class VirementRows(LedgerInline):
    """Budget moved to or from a line, newest first."""

    model = Virement
    fields = ("about", "other", "pounds", "by_authority", "why", "when")
    ordering = ("-year", "-recorded_at")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        """Keep them all: what the line gained or lost is its own; the other line, and the words, may be hidden."""
        self.named = dict(BudgetLine.objects.visible_to(actor).values_list("pk", "name"))
        return rows

    def named_or_hidden(self, line_id: Any) -> str:
        """Return the other line's name, unless it is hidden."""
        return str(self.named.get(line_id, "a line you may not see"))

    def _told(self, virement: Virement, words: str) -> str:
        """Return what was said of a virement, unless it may tell of a line that is hidden."""
        return words if {virement.from_line_id, virement.to_line_id} <= set(self.named) else NOT_SHOWN

    @display(description="Authority")
    def by_authority(self, virement: Virement) -> str:
        return self._told(virement, virement.authority)

    @display(description="Reason")
    def why(self, virement: Virement) -> str:
        return self._told(virement, virement.reason)

    @display(description="Takes effect")
    def about(self, virement: Virement) -> str:
        return f"{FinancialYear(virement.year).label} {virement.period}"

    @display(description="Amount")
    def pounds(self, virement: Virement) -> str:
        return pounds_words(virement.amount)

    @display(description="Recorded")
    def when(self, virement: Virement) -> str:
        return f"{moment_words(virement.recorded_at)}, {virement.recorded_by_name}"


class ViredOut(VirementRows):
    """What a line gave away."""

    fk_name = "from_line"
    verbose_name_plural = "budget vired to other lines"

    @display(description="To")
    def other(self, virement: Virement) -> str:
        return self.named_or_hidden(virement.to_line_id)


class ViredIn(VirementRows):
    """What a line was given."""

    fk_name = "to_line"
    verbose_name_plural = "budget vired from other lines"

    @display(description="From line")
    def other(self, virement: Virement) -> str:
        return self.named_or_hidden(virement.from_line_id)


class CauseRows(LedgerInline):
    """Causes of a line's variance, newest first."""

    model = VarianceCause
    verbose_name_plural = "causes of its variance, newest first; adverse above nought"
    fields = ("about", "name", "pounds", "note", "stands", "when")
    ordering = ("-year", "-recorded_at", "position")

    @display(description="About")
    def about(self, cause: VarianceCause) -> str:
        return f"{FinancialYear(cause.year).label} {cause.period}"

    @display(description="Amount")
    def pounds(self, cause: VarianceCause) -> str:
        return "no amount given" if cause.amount is None else pounds_words(cause.amount)

    @display(description="Stands")
    def stands(self, cause: VarianceCause) -> str:
        return "taken back" if cause.taken_back else "as said"

    @display(description="Recorded")
    def when(self, cause: VarianceCause) -> str:
        return f"{moment_words(cause.recorded_at)}, {cause.recorded_by_name}"


@admin.register(BudgetLine)
class BudgetLineAdmin(HasBudgetActs, InAProgramme):
    """Lines of a service's budget. The Dedicated Schools Grant is never added to the general fund."""

    list_display = ("called", "programme_name", "fund", "group", "newest")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, by_column("fund", "fund"), ByMarking)
    search_fields = ("name", "group")
    ordering = ("programme__code", "fund", "position", "name")
    inlines = (FigureRows, CauseRows, ViredOut, ViredIn)
    fieldsets = ((None, {"fields": ("programme_name", "fund", "group", "name", "spent_by", "note")}),)
    readonly_fields = ("programme_name", "spent_by")

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        programmes = {row.programme_id for row in rows}
        found = budget_lines(reader=required_actor(request), programme_ids=programmes) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Budget line", ordering="name")
    def called(self, line: BudgetLine) -> Any:
        return with_badges(line.name, marking_badge(line))

    @display(description="Its year is spent")
    def spent_by(self, line: BudgetLine) -> str:
        return f"by {profile_words(read_profile(line.profile_name, line.profile))}"

    @display(description="Newest figures")
    def newest(self, line: Any) -> Any:
        figures = line.facts.figures if line.facts else ()
        if not figures:
            return NOT_GIVEN
        last = figures[-1]
        about = f"{last.year} {last.period}".strip()
        found = f"{about}: budget {show_pounds(last.current_budget)}"
        return f"{found}, variance {show_pounds(last.variance)}" if last.variance is not None else found

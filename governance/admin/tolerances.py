"""What each board tolerates, as rows of its form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest

from governance import changes
from governance.models import Tolerance
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.changes import Invalid
from programme.changes.saving_rows import locked
from programme.rules import access
from savings.admin.fields import PoundsField


class ToleranceForm(ThroughChangesForm):
    """How far something may go wrong before the parent board hears: whole pounds, or whole days."""

    limit = PoundsField(
        label="Tolerance",
        required=True,
        help_text="Money: pounds of shortfall this year. Time: days of slip.",
    )

    class Meta:
        model = Tolerance
        fields: ClassVar[list[str]] = []


class ToleranceInline(ThroughChangesInline):
    """Tolerances. What has none is not escalated by it."""

    model = Tolerance
    form = ToleranceForm
    verbose_name = "tolerance"
    verbose_name_plural = "tolerances: what exceeds one goes to the parent board"
    fields = ("kind", "level", "limit")
    ordering = ("kind", "level")

    plans = access.GOVERN

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.organisation_id, thing.programme_id)

    def name_of(self, row: Any) -> str:
        return f"{row.get_kind_display()}, {row.get_level_display().lower()}"

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if Tolerance.objects.filter(board=parent, kind=values["kind"], level=values["level"]).exists():
            raise Invalid({"level": ["This board has one of that kind and level already: change that"]})
        changes.set_tolerance(board_id=parent.pk, **values, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        held = locked(Tolerance, row.pk, version=form.seen_version)
        limit = values.pop("limit", held.limit)
        if any(getattr(held, name) != value for name, value in values.items()):
            raise Invalid({"kind": ["A tolerance stays of its kind and level: take it away and set another"]})
        changes.set_tolerance(board_id=held.board_id, kind=held.kind, level=held.level, limit=limit, **by_at)

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.set_tolerance(board_id=row.board_id, kind=row.kind, level=row.level, limit=None, **by_at)

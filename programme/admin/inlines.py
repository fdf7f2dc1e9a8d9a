"""Inline rows that go through `changes`, each with its own version, so that only touched rows are saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import OuterRef
from django.http import HttpRequest
from unfold.admin import TabularInline

from programme.admin import offers
from programme.admin.acting import actor_of
from programme.admin.base import Sighted
from programme.admin.forms import LedgerFormSet, RowFormSet, ThroughChangesForm
from programme.admin.saving import problems_of, saying_where, who_and_when
from programme.admin.words import plain_name


class ThroughChangesInline(Sighted, TabularInline):
    """Rows of one kind under their parent. Subclasses name the change for each thing done to a row.

    Rights are asked where the parent stands.
    """

    form = ThroughChangesForm
    formset = RowFormSet
    extra = 0
    hide_title = True
    show_change_link = False

    can_add: ClassVar[bool] = True
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    # A row's change locks and moves on the parent itself, whose version is then what is compared.
    writes_parent: ClassVar[bool] = False

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        """Add a row by its change."""
        raise NotImplementedError

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        """Change a row by its change; `form.seen_version` is the version to compare."""
        raise NotImplementedError

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        """Take a row away by its change."""
        raise NotImplementedError

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Hand each touched row to its change: those that stood before, then the new ones."""
        parent, removed = parent_form.instance, formset.deleted_forms
        for form in formset.initial_forms:
            if form.gone:
                continue
            with saying_where(form.prefix, self.refusals):
                if form in removed:
                    self.remove_row(request, form.instance, form, **who_and_when(request))
                elif form.has_changed():
                    self.revise_row(request, form.instance, form, form.values(), **who_and_when(request))
        for form in formset.extra_forms:
            if form.has_changed() and form not in removed:
                with saying_where(form.prefix, self.refusals):
                    self.add_row(request, parent, form, form.values(), **who_and_when(request))

    def name_of(self, row: Any) -> str:
        """Return what people call a row."""
        return plain_name(row)

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.sighted(request, super().get_queryset(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        offers.stand_at(request, obj)
        options.setdefault("fields", [n for n in self.get_fields(request, obj) if n != "version"])
        formset = super().get_formset(request, obj, **options)
        formset.inline = self
        formset.form.problems = problems_of(request)
        formset.form.beside = frozenset({formset.fk.name})
        for name in set(formset.form.base_fields) - {"version"}:
            if not self.is_typed(request, obj, name):
                del formset.form.base_fields[name]  # declared on the form, yet not for this person to type in
        label_boxes(formset.form)
        return formset

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        named = [*(self.fields or ()), *(["reason"] if "reason" in self.form.base_fields else [])]
        return [*self.as_shown(request, obj, dict.fromkeys(named)), "version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return self.read_only(request, obj, self.get_fields(request, obj))

    def is_typed(self, request: HttpRequest, parent: Any, name: str) -> bool:
        """Return whether a declared box is one this person may type in: a new row's, or a standing one's."""
        if self.has_add_permission(request, parent) and not self.has_change_permission(request, parent):
            return True
        return name == "reason" or self.is_editable(request, parent, name)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and actor.is_officer

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_add and self.may(request, self.plans, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.plans, obj) or self.may(request, self.updates, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.plans, obj)


class LedgerInline(ThroughChangesInline):
    """Rows that are only ever added, by changes made elsewhere: looked at here, newest first."""

    can_delete = False
    can_add = False
    ordering = ("-recorded_at",)

    def visible(self, rows: Any, actor: Any) -> Any:
        """Keep them all: whoever may see the parent may see its ledger."""
        return rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        if not self.can_add:
            options["formset"] = LedgerFormSet
        return super().get_formset(request, obj, **options)

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Save what was added, where something may be."""
        if self.can_add:
            super().save_rows(request, parent_form, formset)

    def is_empty_for(self, parent: Any) -> bool:
        """Return whether there is nothing to show and nothing to add, as of a thing that is only being added."""
        return not self.can_add and (parent is None or parent._state.adding)

    def rows_needed(self, parent: Any) -> Any:
        """Return the rows of the parent one of which there must be; None where one may be added here."""
        if self.can_add:
            return None
        return self.model._default_manager.filter(**{self._parent_field(parent): OuterRef("pk")})

    def _parent_field(self, parent: Any) -> str:
        fields = self.model._meta.fields
        return self.fk_name or next(f.name for f in fields if f.related_model is type(parent))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return list(self.fields or ())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return list(self.fields or ())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def label_boxes(form: Any) -> None:
    """Name every box of a row for those who cannot see the heading of its column."""
    for name, field in form.base_fields.items():
        if not field.widget.is_hidden:
            field.widget.attrs["aria-label"] = str(field.label or name.replace("_", " ").capitalize())

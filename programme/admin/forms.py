"""Forms that save nothing themselves: they know what their person changed, and hand it to `changes`.

Every field carries a hidden copy of the value its person saw (show_hidden_initial). Only what differs from that
copy counts as changed, so a row nobody touched is never saved and never in conflict, whoever else moved it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import ErrorDict
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminTextInputWidget

from programme.admin.fields import ApproxDateField, OfferedField, approx, written_date

# What is typed beside the row itself and is no column of it.
BESIDE = frozenset({"version", "reason", "id", DELETION_FIELD_NAME})
GONE = "Someone else took this row away while you had the page open. What you typed is still here; nothing was saved."
NO_VERSION = "The page did not say which version of this you saw: open it again. What you typed is below."

Problems = Mapping[str, Mapping[str, list[str]]]


class ThroughChangesForm(forms.ModelForm):
    """A form over one row. `values` is what its person changed, by column, ready for a change."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, show_hidden_initial=True)

    # By the prefix of the form: what `changes` refused about it when it was tried. Set for each request.
    problems: ClassVar[Problems] = {}
    # What this person's words stand beside: parent rows of inlines, and never columns of the row.
    beside: ClassVar[frozenset[str]] = frozenset()
    gone = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.initial.setdefault("version", None if self.is_new else getattr(self.instance, "version", None))
        for name, field in self.fields.items():
            if isinstance(field, ApproxDateField):
                self._show_date(name)
            elif isinstance(field, OfferedField):
                self._keep_what_stands(name, field)

    def _show_date(self, name: str) -> None:
        value = self.initial.get(name)
        if not isinstance(value, str):
            precision = getattr(self.instance, precision_of(name))
            value = written_date(approx(getattr(self.instance, name), precision))
        self.initial[name] = value

    def _keep_what_stands(self, name: str, field: OfferedField) -> None:
        key = getattr(self.instance, self._column(name), None) if self._is_column(name) else None
        if isinstance(key, UUID):
            field.keep(key, "What stands now (not among those you may choose)")

    @property
    def seen_version(self) -> int | None:
        """Return the version of the row its person saw; None for a new row or where none was sent."""
        try:
            return int(self.data.get(self.add_prefix("version"), ""))
        except ValueError:
            return None

    @property
    def asks_removal(self) -> bool:
        """Return whether the row was marked to be taken away."""
        return bool(self.data.get(self.add_prefix(DELETION_FIELD_NAME)))

    @property
    def touched(self) -> list[str]:
        """Return the names of the fields its person changed, what stands beside the row left out."""
        return [name for name in self.changed_data if name not in BESIDE and name not in self.beside]

    def values(self) -> dict[str, Any]:
        """Return what its person changed, by column; of a new row, everything that was given."""
        names = self._own_fields() if self.is_new else self.touched
        found: dict[str, Any] = {}
        for name in names:
            if name not in self.cleaned_data or not self._is_column(name):
                continue
            value = self.cleaned_data[name]
            if isinstance(self.fields[name], ApproxDateField):
                found[name], found[precision_of(name)] = value.value, str(value.precision)
            else:
                found[self._column(name)] = value
        return found

    @property
    def why(self) -> str:
        """Return the reason given, or nothing."""
        return str(self.cleaned_data.get("reason") or "").strip()

    def full_clean(self) -> None:
        """Check only what its person touched: a row that others moved meanwhile is none of their business."""
        if not self.is_bound or ((self.has_changed() or self.asks_removal) and not self.gone):
            super().full_clean()
        else:
            self._errors = ErrorDict()
            self.cleaned_data = {}
            if self.gone and self.has_changed() and not self.asks_removal:
                self.add_error(None, GONE)
        if self.is_bound:
            self._say_what_was_refused()

    def has_changed(self) -> bool:
        """Return whether its person touched the row; a lone word of reason counts, a bare key does not."""
        return bool(set(self.changed_data) - {"version", "id"} - self.beside)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._validate_unique = False  # `changes` does, on the row as it is at that moment
        if not self.is_new and self.seen_version is None and hasattr(self.instance, "version"):
            self.add_error(None, NO_VERSION)
        return cleaned

    def _post_clean(self) -> None:
        for column, value in self.values().items():
            setattr(self.instance, column, value)
        checked = {self._column(name) for name in self._own_fields() if self._is_checked(name)}
        exclude = {f.name for f in self.instance._meta.fields if f.attname not in checked}
        exclude |= set(self._errors)
        try:
            self.instance.clean_fields(exclude=exclude)
            self.instance.clean()
        except ValidationError as problem:
            self._update_errors(problem)

    def _update_errors(self, errors: ValidationError) -> None:
        self.show(
            errors.message_dict if hasattr(errors, "error_dict") else {NON_FIELD_ERRORS: errors.messages}
        )

    def _say_what_was_refused(self) -> None:
        self.show(self.problems.get(self.prefix or "", {}))

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the fields they belong to, and above the form where they belong to none."""
        for name, messages in problems.items():
            place = self._field_for(name)
            known = self._errors.get(place or NON_FIELD_ERRORS, [])
            for message in messages:
                if message not in known:
                    self.add_error(place, message)

    def _field_for(self, name: str) -> str | None:
        for candidate in (name, name.removesuffix("_id"), name.replace("_precision", "_date")):
            if candidate in self.fields and not self.fields[candidate].widget.is_hidden:
                return candidate
        return None

    def _own_fields(self) -> list[str]:
        return [name for name in self.fields if name not in BESIDE and name not in self.beside]

    def _is_column(self, name: str) -> bool:
        return any(f.name == name for f in self._meta.model._meta.concrete_fields)

    def _is_checked(self, name: str) -> bool:
        """Return whether the model's own rules are asked of a field: not of one that may be left blank here."""
        is_left_blank = not self.fields[name].required and not self.cleaned_data.get(name)
        return self._is_column(name) and not is_left_blank

    def _column(self, name: str) -> str:
        return str(self._meta.model._meta.get_field(name).attname)


class WithReason(ThroughChangesForm):
    """A form that asks why. `reason_for` names the fields whose change takes a reason."""

    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Why it moves"}),
        help_text="Needed whenever a date moves. It is kept, and shown to those who hear of it.",
    )

    reason_for: ClassVar[frozenset[str]] = frozenset()
    reason_message: ClassVar[str] = "Say why: every change of date keeps its reason."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_new and self.reason_for & set(self.touched) and not self.why:
            self.add_error("reason", self.reason_message)
        return cleaned


class RowFormSet(PaginationInlineFormSet):
    """The rows of an inline. A row that was taken away meanwhile is marked, not an error, unless it was touched."""

    inline: Any = None

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.gone = self.is_bound and i < self.initial_form_count() and form.instance._state.adding
        if form.gone:
            form.fields["id"].required = False
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the key of the row as a plain hidden field: rows are looked up once for all, not one by one."""
        super().add_fields(form, index)
        form.fields["id"] = forms.UUIDField(
            initial=form.fields["id"].initial, required=False, widget=forms.HiddenInput
        )

    def full_clean(self) -> None:
        """Check the rows; then line what stands up with what was posted, for the page that shows both again."""
        super().full_clean()
        if self.is_bound:
            self._queryset = [form.instance for form in self.initial_forms]

    def validate_unique(self) -> None:
        """Leave it to `changes`, which looks at the rows as they are at that moment."""


class LedgerFormSet(RowFormSet):
    """Rows that are only shown. Nothing of them is ever read from what was posted, nor saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "data": None, "files": None})
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []

    def is_valid(self) -> bool:
        """There is nothing to be wrong."""
        return True

    def has_changed(self) -> bool:
        """Nobody typed anything."""
        return False

    def save(self, commit: bool = True) -> list[Any]:
        """Save nothing."""
        return []


def precision_of(date_field: str) -> str:
    """Return the column that holds the precision of a date column: forecast_date, forecast_precision."""
    return f"{date_field.removesuffix('_date')}_precision"

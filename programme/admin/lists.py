"""Lists that load what their columns show once for the page, and filters named for the people who use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.views import ChangeList
from unfold.widgets import UnfoldAdminSelectWidget

from programme import queries
from programme.admin.acting import required_actor


class PreparedChangeList(ChangeList):
    """A list whose admin loads, in `prepare`, what the rows of this page show."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.model_admin.prepare(request, self.result_list)


class _FilterForm(forms.Form):
    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]], data: Any) -> None:
        super().__init__(data)
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=choices, widget=UnfoldAdminSelectWidget()
        )


class Filter(admin.SimpleListFilter):
    """A filter as one box of choices. `narrow` keeps the rows of the choice made."""

    template = "unfold/filters/filters_field.html"
    title: str
    parameter_name: str

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        """Keep the rows that fit the choice."""
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the rows of the choice made; all of them where none was, or where it is none of ours."""
        value = self.value()
        if not value or value not in {str(key) for key, _ in self.lookup_choices}:
            return queryset
        return self.narrow(request, queryset, value)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Yield the one box."""
        offered = [("", "Any"), *((str(key), words) for key, words in self.lookup_choices)]
        label = f"{self.title[:1].upper()}{self.title[1:]}"
        yield {"form": _FilterForm(self.parameter_name, label, offered, {self.parameter_name: self.value()})}


class ByProgramme(Filter):
    """By council and programme, among those this person sees anything of."""

    title = "programme"
    parameter_name = "programme"
    path: ClassVar[str] = "programme_id"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        rows = queries.programmes(reader=required_actor(request)).values()
        return [(p.code, p.label) for p in rows]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        found = queries.programmes(reader=required_actor(request), code=value)
        return rows.filter(**{f"{self.path}__in": list(found)})


class ByCouncil(Filter):
    """By council."""

    title = "council"
    parameter_name = "council"
    path: ClassVar[str] = "programme__organisation__code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        councils = queries.organisations(reader=required_actor(request)).values()
        return [(o.code, o.name) for o in councils]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(**{self.path: value})


class ByWorkstream(Filter):
    """By workstream."""

    title = "workstream"
    parameter_name = "workstream"
    path: ClassVar[str] = "workstream_id"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        rows = queries.workstreams(reader=required_actor(request)).values()
        return [(w.id, f"{w.programme_code} · {w.ref} {w.name}") for w in rows]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(**{self.path: UUID(value)})


class ByOwner(Filter):
    """By owner, among those who own something in this list; or by having none."""

    title = "owner"
    parameter_name = "owner"
    NOBODY = "nobody"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        rows = model_admin.get_queryset(request).exclude(owner=None).order_by()
        named = sorted(set(rows.values_list("owner_id", "owner__name")), key=lambda pair: pair[1].lower())
        return [*named, (self.NOBODY, "No owner")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(owner=None) if value == self.NOBODY else rows.filter(owner_id=UUID(value))


class ByMarking(Filter):
    """By how open it is."""

    title = "marking"
    parameter_name = "marking"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [
            ("open", "Open"),
            ("internal", "Internal"),
            ("exempt", "Exempt"),
            ("confidential", "Confidential"),
        ]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(marking=value)


class ByKind(Filter):
    """By a column of the row itself that holds one of a few words."""

    column: ClassVar[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(model_admin.model._meta.get_field(self.column).flatchoices)

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(**{self.column: value})


def by_column(column: str, title: str, choices: Iterable[tuple[Any, str]] | None = None) -> type[Filter]:
    """Return a filter by a column that holds one of a few words; the model's own, or those given."""
    attributes: dict[str, Any] = {"title": title, "parameter_name": column, "column": column}
    if choices is not None:
        given = list(choices)
        attributes["lookups"] = lambda self, request, model_admin: given
    return type(f"By{column.title()}", (ByKind,), attributes)


def keep_where(rows: Any, rule: Callable[[Any], bool]) -> Any:
    """Keep the rows for which a rule of ours holds, so that a list and every other screen judge alike."""
    return rows.filter(pk__in=[row.pk for row in rows.order_by() if rule(row)])

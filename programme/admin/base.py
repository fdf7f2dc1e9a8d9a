"""An admin that writes nothing itself: every save, inline row and removal goes through `changes`.

The order of a save:
1. The forms know what their person touched (`forms`); rights are asked of the Actor, never of Django's tables.
2. `save_model` and `save_formset` hand only that to a change. Whatever it raises rolls the whole save back.
3. `Stale` becomes the conflict page; a refusal is shown in the form it belongs to, with everything typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from programme.admin import conflicts, history, offers, removals
from programme.admin.acting import actor_of, moment_of, required_actor
from programme.admin.fields import OfferedField
from programme.admin.forms import ThroughChangesForm
from programme.admin.ledgers import with_rows
from programme.admin.lists import PreparedChangeList
from programme.admin.panels import panels_for
from programme.admin.saving import (
    Unsaved,
    forget_save,
    problems_of,
    saying_where,
    set_problems,
    version_to_compare,
    who_and_when,
)
from programme.admin.words import Named, closed_words, every_field, plain_name, without_keys
from programme.changes import Stale
from programme.models.base import Marked, kind_of
from programme.queries.once import asking_once
from programme.rules.access import Actor, Placement

ROWS = 4  # of a box for longer text; it grows with what is typed
NOT_SAVED = "Nothing was saved. What has to change is marked below; what you typed is still here."


class Sighted:
    """What admins and inlines share: fields with a copy of what was seen, and choices narrowed to their person."""

    model: type[models.Model]
    readonly_fields: ClassVar[Sequence[str]] = ()
    readonly_preprocess_fields = every_field(without_keys)

    plans: ClassVar[str] = ""  # the right to add, take away and change anything
    updates: ClassVar[str] = ""  # the right to change `update_fields` alone
    update_fields: ClassVar[frozenset[str]] = frozenset()
    fixed_fields: ClassVar[frozenset[str]] = frozenset()  # given once, when the thing is added
    # What stands on the form for a field this person may only read; "" for nothing.
    shown_as: ClassVar[Mapping[str, str]] = {"reason": ""}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if isinstance(db_field, models.ForeignKey):
            field: Any = OfferedField(
                offers=offers.offered(db_field, request, capability=self.plans),
                required=not db_field.blank,
                label=str(db_field.verbose_name).capitalize(),
                help_text=db_field.help_text,
            )
        else:
            field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc]
            if isinstance(db_field, models.TextField) and field is not None:
                field.widget.attrs.setdefault("rows", ROWS)
        if field is not None:
            field.show_hidden_initial = True
        return field

    def sighted(self, request: HttpRequest, rows: Any) -> Any:
        """Keep the rows this person may see."""
        actor = actor_of(request)
        if actor is None:
            return rows.none()
        return self.visible(rows, actor)

    def visible(self, rows: Any, actor: Actor) -> Any:
        """Keep the rows this actor may see; a model without a place of its own says how."""
        return rows.visible_to(actor)

    def place_of(self, thing: Any) -> Placement:
        """Return where rights are asked for: where the thing stands, or the parent of rows."""
        found: Placement = thing.placement()
        return found

    def may(self, request: HttpRequest, capability: str, thing: Any) -> bool:
        """Return whether this person may do that to the thing; of none or a new one, whether they may anywhere."""
        actor = actor_of(request)
        if actor is None or not capability:
            return False
        if thing is None or thing._state.adding:
            return actor.may_anywhere(capability)
        return actor.may(capability, self.place_of(thing))

    def is_editable(self, request: HttpRequest, thing: Any, name: str) -> bool:
        """Return whether this person may type in that field."""
        if name in self.readonly_fields or name in self.shown_as.values():
            return False
        if thing is not None and name in self.fixed_fields:
            return False
        if self.may(request, self.plans, thing):
            return True
        return name in self.update_fields and self.may(request, self.updates, thing)

    def as_shown(self, request: HttpRequest, thing: Any, names: Iterable[Any]) -> list[Any]:
        """Return field names as this person gets them: what they may only read, by what stands for it."""
        found: list[Any] = []
        for entry in names:
            if not isinstance(entry, str):
                line = self.as_shown(request, thing, entry)
                found += [tuple(line)] if len(line) > 1 else line
                continue
            read_only = entry in self.shown_as and not self.is_editable(request, thing, entry)
            name = self.shown_as[entry] if read_only else entry
            if name:
                found.append(name)
        return found

    def read_only(self, request: HttpRequest, thing: Any, names: Iterable[Any]) -> list[str]:
        """Return which of these fields this person may only read."""
        flat = [n for entry in names for n in ([entry] if isinstance(entry, str) else entry)]
        return [n for n in flat if n != "version" and not self.is_editable(request, thing, n)]


class ThroughChangesAdmin(Sighted, ModelAdmin):
    """The admin of one kind of thing. Subclasses name the changes and the rights; the rest is here.

    `add_to`, `revise` and `remove` call one change each.
    """

    form = ThroughChangesForm
    change_form_template = "admin/programme/change_form.html"
    change_list_template = "admin/programme/change_list.html"
    list_filter_submit = True
    list_per_page = 50
    actions_on_top = True
    save_on_top = False
    view_on_site = False

    thing: ClassVar[str] = ""  # the panels' name of this kind of thing, from deploy/panels.py
    removable: ClassVar[bool] = False
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    # What a kind of thing does, one change each ---------------------------------------------------------

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        """Add the thing by its change and return it."""
        raise NotImplementedError

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        """Change the thing by its change. `self.comparing(request, form)` is the version to compare."""
        raise NotImplementedError

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        """Remove the thing by its change."""
        raise NotImplementedError

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        """Load what the columns of these rows show, in a fixed number of queries."""

    # Rights ---------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.sighted(request, super().get_queryset(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and actor.is_officer

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.plans, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.plans, obj) or self.may(request, self.updates, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.removable and self.may(request, self.plans, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = []
        for name, options in super().get_fieldsets(request, obj):
            fields = self.as_shown(request, obj, options["fields"])
            if fields:
                found.append((name, {**options, "fields": tuple(fields)}))
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        named = [n for _, options in self.get_fieldsets(request, obj) for n in options["fields"]]
        return list(
            dict.fromkeys([*super().get_readonly_fields(request, obj), *self.read_only(request, obj, named)])
        )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a list be narrowed by its own filters alone: any other lookup could feel for what is hidden."""
        own = {f.parameter_name for f in self.get_list_filter(request) if hasattr(f, "parameter_name")}
        return lookup in own

    # Saving ---------------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        offers.stand_at(request, obj)
        form = super().get_form(request, obj, change=change, **options)
        form.problems = problems_of(request)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Hand to a change what was touched. A new thing's own row comes from its change, not from the form."""
        with saying_where(form.prefix or "", self.refusals):
            if not change:
                added = self.add_to(request, form, form.values(), **who_and_when(request))
                obj.__dict__.update(added.__dict__)
            elif form.has_changed():
                self.revise(request, obj, form, form.values(), **who_and_when(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Hand each touched row of an inline to a change; rows nobody touched are not looked at."""
        formset.save(commit=False)
        formset.inline.save_rows(request, form, formset)

    def comparing(self, request: HttpRequest, form: Any) -> int | None:
        """Return the version to compare the thing with, once a save."""
        return version_to_compare(request, form)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST" and object_id and self.get_object(request, unquote(object_id)) is None:
            return conflicts.gone(self, request)
        if request.method == "POST" and conflicts.LOOK in request.POST:
            set_problems(request, {"": {NON_FIELD_ERRORS: [conflicts.LOOK_WORDS]}})
        if request.method == "GET":
            with asking_once():
                return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Stale:
            forget_save(request)
            return conflicts.page(self, request, object_id)
        except Unsaved as unsaved:
            forget_save(request)
            mine = {"": {NON_FIELD_ERRORS: [NOT_SAVED]}} if unsaved.prefix else {}
            set_problems(request, {**mine, unsaved.prefix: unsaved.problems})
            return super().changeform_view(request, object_id, form_url, extra_context)

    # What is shown --------------------------------------------------------------------------------------

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out ledgers that hold nothing yet."""
        return with_rows(super().get_inline_instances(request, obj), obj)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj") or context.get("original")
        if obj is not None:
            context["original"] = Named(obj, self.name_of(obj))
            context["subtitle"] = self.name_of(obj)
            panels = self.panels(request, obj)
            context["panels"] = [p for p in panels if not p["panel"].below]
            context["panels_below"] = [p for p in panels if p["panel"].below]
            context["badges"] = self.badges(obj)
            context["show_delete"] = False  # the page has its own link, in our words
            context["may_remove"] = self.has_delete_permission(request, obj)
            context["has_history"] = hasattr(type(obj), "pgh_event_model")
            context["marked_kind"] = kind_of(obj) if isinstance(obj, Marked) else ""
        if conflicts.LOOK in request.POST:
            context["errors"] = None  # nothing is wrong: the form only waits to be looked at
        return super().render_change_form(request, context, **options)

    def name_of(self, thing: Any) -> str:
        """Return what people call it."""
        return plain_name(thing)

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        """Return what every page of the thing says beside its name: that it is illustrative, exempt, confidential."""
        programme = getattr(thing, "programme", thing)
        found = [("Illustrative", "info")] if getattr(programme, "illustrative", False) else []
        words = closed_words(thing)
        return [*found, (words, "danger")] if words else found

    def panels(self, request: HttpRequest, thing: Any) -> list[dict[str, Any]]:
        """Return what higher storeys show beside the thing, each with its facts as this person may see them."""
        if not self.thing:
            return []
        actor, at = required_actor(request), moment_of(request)
        found = [(panel, panel.facts(thing.pk, actor, at, None)) for panel in panels_for(self.thing)]
        return [{"panel": panel, "facts": facts} for panel, facts in found if facts is not None]

    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:
        return PreparedChangeList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": str(self.opts.verbose_name_plural).capitalize(), "subtitle": None}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **options: Any) -> None:
        super().message_user(request, without_keys(message), *args, **options)

    # Removal, and what Django would keep beside the one history ----------------------------------------

    def get_actions(self, request: HttpRequest) -> Any:
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        if self.has_delete_permission(request):
            words = f"Remove the selected {self.opts.verbose_name_plural}"
            found["delete_selected"] = (removals.remove_selected, "delete_selected", words)
        return found

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return removals.remove_one(self, request, object_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request: HttpRequest, queryset: Iterable[Any]) -> None:
        """Remove each by its change, with the reason given on the page before."""
        reason = str(request.POST.get("reason", "")).strip()
        for thing in queryset:
            with saying_where(str(thing.pk), self.refusals):
                self.remove(thing, version=thing.version, reason=reason, **who_and_when(request))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return history.page(self, request, object_id)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list:
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Each thing has one history already, kept by trigger; Django's own log would be a second."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """See log_addition."""


class ReadOnlyAdmin(ThroughChangesAdmin):
    """Something that is only looked at: a ledger, or what the product itself keeps."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def particulars_first(fieldsets: Any, name: str = "What it is") -> list[Any]:
    """Return the fieldsets for a new thing: what it is comes first, and open."""
    ordered = sorted(fieldsets, key=lambda pair: pair[0] != name)
    return [(n, {**options, "classes": ()} if n == name else options) for n, options in ordered]


def without_fields(fieldsets: Any, names: Collection[str]) -> list[Any]:
    """Return the fieldsets without these fields; a line of one field is that field."""
    found = []
    for name, options in fieldsets:
        lines = [(entry,) if isinstance(entry, str) else entry for entry in options["fields"]]
        kept_lines = [tuple(n for n in line if n not in names) for line in lines]
        fields = tuple(line[0] if len(line) == 1 else line for line in kept_lines if line)
        found.append((name, {**options, "fields": fields}))
    return found

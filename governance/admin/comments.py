"""Comments on things: written from the thing's own form, each with a marking of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import display

from governance import changes, queries
from governance.models import Comment
from programme import queries as ground
from programme.admin.base import ThroughChangesAdmin
from programme.admin.forms import ThroughChangesForm
from programme.admin.lists import ByMarking, ByProgramme
from programme.admin.markings import load_things, thing_page
from programme.admin.words import NOT_GIVEN, link, marking_badge, moment_words, with_badges
from programme.rules import access


class CommentForm(ThroughChangesForm):
    """What somebody writes of a thing."""

    class Meta:
        model = Comment
        fields: ClassVar[list[str]] = []
        widgets: ClassVar[dict[str, Any]] = {"thing_kind": forms.HiddenInput, "thing_id": forms.HiddenInput}


@dataclass(frozen=True)
class Comments:
    """The comments on a thing, newest first, and where one is written."""

    rows: tuple[queries.CommentRow, ...]
    add: str


def comments_of(kind: str) -> Callable[[UUID, access.Actor, datetime, Mapping[str, Any] | None], Comments]:
    """Return the panel of the comments on one kind of thing."""

    def facts(
        thing_id: UUID, reader: access.Actor, at: datetime, proposed: Mapping[str, Any] | None
    ) -> Comments:
        found = queries.comments(reader=reader, thing_ids=[thing_id]).get(thing_id, ())
        asked = urlencode({"thing_kind": kind, "thing_id": str(thing_id)})
        may = any(reader.may_anywhere(one) for one in (access.UPDATE_DELIVERY, access.UPDATE_MONEY))
        return Comments(found, f"{reverse('admin:governance_comment_add')}?{asked}" if may else "")

    return facts


@admin.register(Comment)
class CommentAdmin(ThroughChangesAdmin):
    """What was written of things, newest first."""

    form = CommentForm
    list_display = ("about", "words", "author_name", "written")
    list_display_links = ("words",)
    list_filter = (ByProgramme, ByMarking)
    search_fields = ("text", "author_name")
    list_select_related = ("programme",)
    ordering = ("-written_at",)
    fieldsets = (
        (None, {"fields": ("thing_kind", "thing_id", "about", "text", "author_name", "written")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note")}),
    )
    readonly_fields = ("about", "author_name", "written")

    plans = access.UPDATE_DELIVERY
    fixed_fields = frozenset({"thing_kind", "thing_id"})
    shown_as: ClassVar[dict[str, str]] = {"thing_kind": "", "thing_id": ""}
    removable = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        return [(None, {"fields": ("thing_kind", "thing_id", "text")}), *found[1:]]

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        given = {
            name: values[name] for name in ("marking", "exempt_paragraph", "marking_note") if name in values
        }
        return changes.add_comment(
            thing_kind=values.get("thing_kind", ""),
            thing_id=values["thing_id"],
            text=values.get("text", ""),
            **given,
            **by_at,
        )

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_comment(
            comment_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_comment(comment_id=thing.pk, version=version, reason=reason, **by_at)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        found = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST and "_continue" not in request.POST:
            found["Location"] = thing_page(obj.thing_kind, obj.thing_id)
        return found

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        load_things(request, rows)

    def name_of(self, thing: Any) -> str:
        return f"Comment by {thing.author_name}"

    @display(description="About")
    def about(self, row: Any) -> Any:
        if not hasattr(row, "thing_seen"):
            found = ground.marked_things(reader=access.system(), ids={row.thing_kind: [row.thing_id]})
            row.thing_seen = found.get(row.thing_id)
        thing = row.thing_seen
        return link(thing_page(thing.kind, thing.id), thing.label) if thing else NOT_GIVEN

    @display(description="Comment")
    def words(self, row: Comment) -> Any:
        return with_badges(row.text if len(row.text) < 120 else f"{row.text[:119]}…", marking_badge(row))

    @display(description="When", ordering="written_at")
    def written(self, row: Comment) -> str:
        return moment_words(row.written_at)

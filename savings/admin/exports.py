"""The list of savings as a spreadsheet, what the list is narrowed to; and the record of who took which export."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from unfold.decorators import display

from programme import queries
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme
from programme.admin.words import moment_words, programme_words
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings.exchange.exporting import ENDINGS, TYPES, empty_sheet, export_savings, file_name
from savings.models import Saving, SheetExport

CHOOSE_ONE = "A sheet is one programme's: choose a programme in the filters, then export."


class ExportsSheets:
    """What the list of savings has besides: the lines it is narrowed to, as a sheet, in the right of its reader."""

    list_before_template: ClassVar[str] = "admin/savings/sheets.html"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("export/<str:ending>/", wrap(require_POST(self.export)), name="savings_export"),
            path("empty-sheet/", wrap(require_POST(self.empty)), name="savings_empty_sheet"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def export(self, request: HttpRequest, ending: str) -> HttpResponse:
        """Return the lines of the list as a file to keep."""
        if ending not in ENDINGS:
            raise Http404
        rows, programme = self._chosen(request)
        if programme is None:
            return self._back(request)
        ids = list(rows.filter(programme_id=programme.id).order_by().values_list("pk", flat=True))
        narrowed = _narrowed(ids, programme, required_actor(request))
        with TemporaryDirectory() as folder:
            to = Path(folder) / f"sheet.{ending}"
            reader, at = required_actor(request), moment_of(request)
            export_savings(programme=programme, to=to, reader=reader, at=at, ids=ids, narrowed=narrowed)
            return _to_keep(to, file_name(programme, ending=ending, at=at))

    def empty(self, request: HttpRequest) -> HttpResponse:
        """Return a sheet with the headings alone."""
        _, programme = self._chosen(request)
        if programme is None:
            return self._back(request)
        with TemporaryDirectory() as folder:
            to, at = Path(folder) / "sheet.xlsx", moment_of(request)
            empty_sheet(programme=programme, to=to, reader=required_actor(request), at=at)
            return _to_keep(to, file_name(programme, ending="xlsx", at=at, empty=True))

    def _chosen(self, request: HttpRequest) -> tuple[Any, ProgrammeRow | None]:
        """Return the rows of the list and the one programme they are of: the filter's, else the only one there is."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)  # type: ignore[attr-defined]
        reader, code = required_actor(request), request.GET.get("programme")
        seen = queries.programmes(reader=reader, code=code or None)
        held = (
            set(rows.order_by().values_list("programme_id", flat=True).distinct()) if not code else set(seen)
        )
        found = held & set(seen) or set(seen)
        return rows, seen[next(iter(found))] if len(found) == 1 else None

    def _back(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, CHOOSE_ONE)
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("admin:savings_saving_changelist") + asked)


@admin.register(SheetExport)
class SheetExportAdmin(ReadOnlyAdmin):
    """Who took which sheet, when. Rows are only ever added."""

    list_display = ("stamp", "programme_name", "made_by_name", "moment")
    list_display_links = None
    list_filter = (ByProgramme,)
    search_fields = ("stamp", "made_by_name")
    search_help_text = "The stamp on the sheet's cover, or who took it"
    list_select_related = ("programme",)
    ordering = ("-made_at",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("lines")

    def visible(self, rows: Any, actor: Actor) -> Any:
        return rows.filter(programme_id__in=list(queries.programmes(reader=actor)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let the list be seen; what a sheet held is no screen."""
        return obj is None and super().has_view_permission(request)

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, export: SheetExport) -> Any:
        return programme_words(export.programme)

    @display(description="Taken", ordering="made_at")
    def moment(self, export: SheetExport) -> str:
        return moment_words(export.made_at)


def _narrowed(ids: list[UUID], programme: ProgrammeRow, reader: Actor) -> str:
    """Say that these are not all the lines its reader may see; "" where they are."""
    seen = Saving.objects.visible_to(reader).filter(programme_id=programme.id).count()
    return "" if len(ids) == seen else f"those of a list narrowed to {len(ids)} of {seen}"


def _to_keep(path: Path, name: str) -> HttpResponse:
    """Return a file that a browser keeps and never shows."""
    answer = HttpResponse(path.read_bytes(), content_type=TYPES[path.suffix.removeprefix(".")])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer

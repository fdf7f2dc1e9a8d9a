"""Imports: a spreadsheet is uploaded, shown as it was read, asked about, written, and undone as one change.

A request only asks: reading, writing and undoing are work of their own, so a page answers at once whatever the size
of the file. Nothing here trusts a file's name or its words: both are shown, never used.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db.models.fields.json import KT
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST
from unfold.decorators import display

from programme import queries as ground
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme, by_column
from programme.admin.pages import ask, page, tried, words_given
from programme.admin.words import moment_words, pill, programme_words, under
from programme.changes.files import LARGEST_FILE, TOO_LARGE
from programme.queries import ProgrammeRow, file_content
from programme.rules import access
from savings import changes
from savings.admin import import_words as words
from savings.changes.freezing import DECISION
from savings.changes.importing import is_being_done
from savings.changes.tables.undoing import UNDOABLE
from savings.models import SheetImport
from savings.models.sheet_import import IMPORT_STATES
from savings.queries.imports import NOTHING_CHANGED, ImportRow, imports_of, preview_lines, sheet_imports
from savings.rules.preview import Does, PreviewLine

ROOM_FOR_THE_REST: Final = 64 * 1024  # bytes of an upload that are not the file
CHOOSE_A_FILE: Final = "Choose a file: .xlsx, .ods or .csv."
UNDOING: Final = (
    "{added} it added are removed, {changed} it changed get back what they held. It is one change, and all of it stays "
    "on the record."
)
STAYS: Final = "The programme it made, {name}, stays, without its lines: import the right file into it."
MOVED: Final = "Where somebody has changed a line since, nothing is undone and you are told which."
WHICH_FORM: Final = (
    "No paper says whether its savings are cumulative (what holds in each year) or increments (what each year adds). "
    "They were read as cumulative."
)
ONCE_KNOWN: Final = (
    "Confirm this once you know it. If each year adds to the one before, undo the import instead, and import the file "
    "again as increments."
)
ROWS: Final = (
    (Does.CREATED, "To be added", "Added"),
    (Does.UPDATED, "To be changed", "Changed"),
    (Does.UNCHANGED, "Unchanged", "Unchanged"),
)
LONG: Final = timedelta(minutes=5)
DROPPED: Final = ("previewed", "conflicts", "asking", "refused", "failed", "waiting")
OVER: Final = ("written", "undoing", "undone")
MOST_DIGITS: Final = 12
NO_VERSION: Final = -1  # what was posted names none, so it is taken for an old page
READ_OPTIONS: Final = ("sheet", "form", "unit", "sign")


class WholeFile(MemoryFileUploadHandler):
    """Takes a file of a known, bounded length in one piece: it goes to the database as one, and a browser waits."""

    chunk_size = 1024 * 1024

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


@admin.register(SheetImport)
class SheetImportAdmin(ReadOnlyAdmin):
    """Runs of the importer, newest first. Pages of ours in place of the form."""

    list_display = ("called", "programme_name", "state_pill", "done_words", "asked")
    list_display_links = ("called",)
    list_filter = (ByProgramme, by_column("state", "state"), by_column("kind", "kind"))
    search_fields = ("file_name", "asked_by_name")
    search_help_text = "The file's name, or who asked"
    list_select_related = ("programme",)
    ordering = ("-asked_at",)
    thing = "sheet_import"

    # Rights ---------------------------------------------------------------------------------------------

    def sighted(self, request: HttpRequest, rows: Any) -> Any:
        mine = rows.filter(pk__in=imports_of(required_actor(request)).values("pk"))
        counts = {f"{name}_count": KT(f"report__{name}") for name in ("created", "updated")}
        return mine.annotate(**counts).defer("report", "choices")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request) and required_actor(request).may_anywhere(
            access.PLAN_MONEY
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    # Pages ----------------------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        posts = [("answer", self.answer), ("write", self.write), ("drop", self.drop)]
        return [
            path("add/", wrap(csrf_exempt(self.upload)), name="savings_sheetimport_add"),
            path("form/<uuid:programme_id>/", wrap(self.confirm_form), name="savings_confirm_form"),
            path("<uuid:import_id>/undo/", wrap(self.undo), name="savings_sheetimport_undo"),
            path("<uuid:import_id>/file/", wrap(self.file), name="savings_sheetimport_file"),
            *(
                path(
                    f"<uuid:import_id>/{name}/", wrap(require_POST(view)), name=f"savings_sheetimport_{name}"
                )
                for name, view in posts
            ),
            *super().get_urls(),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a file. One that is too large is refused by its length, before a byte of it is read."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if _length(request) > LARGEST_FILE + ROOM_FOR_THE_REST:
            answer = self._form(request, [TOO_LARGE], status=413)
            answer["Connection"] = "close"
            return answer
        request.upload_handlers = [WholeFile(request)]
        return csrf_protect(self._uploaded)(request)  # only now is what was posted looked at

    def _uploaded(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self._form(request, [])
        file = request.FILES.get("file")
        if file is None or not file.name:
            return self._form(request, [CHOOSE_A_FILE], status=422)
        asked: list[SheetImport] = []

        def ask_for_it(**by_at: Any) -> None:
            asked.append(
                changes.ask_import(file_name=file.name, content=file.read(), **_given(request), **by_at)
            )

        problems = tried(request, ask_for_it)
        if problems:
            return self._form(request, problems, status=422)
        return _to(asked[0].id)

    def _form(self, request: HttpRequest, problems: list[str], *, status: int = 200) -> HttpResponse:
        reader = required_actor(request)
        # What is too large has not been read, so nothing that was typed is known.
        typed: Mapping[str, Any] = request.POST if status == 422 else request.GET
        return page(
            self,
            request,
            "admin/savings/import_upload.html",
            title="Import a spreadsheet of savings",
            status=status,
            problems=problems,
            programmes=_programmes(reader),
            councils=[o for o in ground.organisations(reader=reader).values() if _sets_up(reader, o.id)],
            may_create=reader.may_found,
            choices=words.CHOICES,
            typed=typed,
            largest=LARGEST_FILE // (1024 * 1024),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show one import: how far it is, what it asks, what it would do, what it did."""
        return self._page(request, self._row(request, _key(object_id)), [])

    def _page(
        self, request: HttpRequest, row: ImportRow, problems: list[str], *, status: int = 200
    ) -> HttpResponse:
        lines = preview_lines(row.id) if row.kind == "savings" and not row.is_running else []
        report = row.report
        stands = bool(report.get("rejected") or report.get("conflicts"))
        is_open = row.state in ("previewed", "conflicts", "asking")
        is_old = (
            moment_of(request) - row.asked_at > LONG
        )  # a command reads for some seconds, in no line of work
        is_stuck = row.state in ("reading", "writing") and is_old and not is_being_done(row.id)
        return page(
            self,
            request,
            "admin/savings/import.html",
            title=row.file_name,
            status=status,
            problems=problems,
            row=row,
            report=report,
            state=pill(row.state_words, words.tone(row)),
            when=moment_words(row.asked_at),
            finished=moment_words(row.finished_at),
            progress=words.progress(row),
            questions=words.questions(report),
            rows_asked=words.rows_asked(lines),
            conflicts=words.conflicts(report) if is_open else [],
            rejected=words.merged_problems(row.report),
            columns=words.columns(report),
            said=words.said(report),
            rejected_rows=len({one["row"] for one in row.report.get("rejected", ())}),
            totals=words.totals(report),
            casts=words.casts(report),
            casts_words=words.casts_words(report),
            shown=request.GET.get("show", ""),
            lists=_lists(request, lines, is_over=row.state in OVER),
            changing=sum(line.does in (Does.CREATED, Does.UPDATED) for line in lines),
            is_over=row.state in OVER,
            may_write=is_open and bool(lines) and not stands and not report.get("questions"),
            may_write_part=is_open and stands and any(_is_ready(line) for line in lines),
            may_drop=row.state in DROPPED or is_stuck,
            is_stuck=is_stuck,
            may_undo=row.state == "written"
            and row.kind in ("savings", *UNDOABLE)
            and not row.changed_nothing,
            panels=self.panels(request, row) if is_open and lines else [],
        )

    # What is asked of it --------------------------------------------------------------------------------

    def answer(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        """Answer its questions; it is read again."""
        posted = request.POST
        options: dict[str, Any] = {name: posted[name] for name in READ_OPTIONS if posted.get(name)}
        columns = {key.removeprefix("column-"): value.strip() for key, value in posted.items()
                   if key.startswith("column-") and value.strip()}  # fmt: skip
        numbers = ((_number(key.removeprefix("row-")), value) for key, value in posted.items()
                   if key.startswith("row-") and value)  # fmt: skip
        rows = {number: value for number, value in numbers if number is not None}
        cells: dict[str, dict[str, str]] = {}
        for key, value in posted.items():
            line, _, cell = key.removeprefix("cell-").partition(":")
            if key.startswith("cell-") and cell and value in ("now", "yours"):
                cells.setdefault(line, {})[cell] = value
        if columns:
            options["columns"] = columns
        change = partial(changes.answer_import, options=options, rows=rows, cells=cells)
        return self._done(request, import_id, change)

    def write(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        """Ask for it to be written."""
        change = partial(changes.ask_write, partial="partial" in request.POST)
        return self._done(request, import_id, change)

    def drop(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        """Put it aside."""
        return self._done(
            request, import_id, changes.drop_import, done="The import was put aside. Nothing was written."
        )

    def undo(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        """Ask why, then ask for it to be undone."""
        row = self._row(request, import_id)
        made = [STAYS.format(name=row.programme_name)] if row.made_its_programme else []
        problems: list[str] = []
        if request.method == "POST":
            change = partial(changes.ask_undo, reason=words_given(request))
            problems = tried(request, change, import_id=row.id, version=_seen(request))
            if not problems:
                return _to(row.id)
            row = self._row(request, import_id)
        return ask(
            self,
            request,
            title=f"Undo the import of {row.file_name}",
            intro=[
                UNDOING.format(added=_count(row.report, "created"), changed=_count(row.report, "updated")),
                *made,
                MOVED,
            ],
            button="Undo the import",
            back=_address(row.id),
            problems=problems,
            label="Why",
            required=True,
            is_danger=True,
            hidden={"version": str(row.version)},
        )

    def file(self, request: HttpRequest, import_id: UUID) -> HttpResponse:
        """Return the file as it came, to be kept and never opened by the browser."""
        row = self._row(request, import_id)
        if row.file_id is None:
            raise Http404
        answer = HttpResponse(file_content(row.file_id), content_type="application/octet-stream")
        answer.headers["Content-Disposition"] = _attachment(row.file_name)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def confirm_form(self, request: HttpRequest, programme_id: UUID) -> HttpResponse:
        """Ask, then confirm the form in which a programme's savings were read."""
        reader = required_actor(request)
        programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
        if programme is None or not reader.may(access.PLAN_MONEY, programme.placement):
            raise Http404
        back = reverse("admin:programme_programme_change", args=[programme.id])
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(request, changes.confirm_form, programme_id=programme.id, form="cumulative")
            if not problems:
                messages.success(request, f"The form of {programme.label} is confirmed: cumulative.")
                return HttpResponseRedirect(back)
        return ask(
            self,
            request,
            title=f"Confirm the form of {programme.label}",
            intro=[WHICH_FORM, ONCE_KNOWN],
            button="They are cumulative",
            back=back,
            problems=problems,
        )

    def _done(self, request: HttpRequest, import_id: UUID, change: Any, *, done: str = "") -> HttpResponse:
        row = self._row(request, import_id)
        problems = tried(request, change, import_id=row.id, version=_seen(request))
        if problems:
            return self._page(request, self._row(request, import_id), problems, status=422)
        if done:
            messages.success(request, done)
        return _to(row.id)

    def _row(self, request: HttpRequest, import_id: UUID | None) -> ImportRow:
        if import_id is None or not self.has_view_permission(request):
            raise Http404
        row = sheet_imports(reader=required_actor(request), ids=[import_id]).get(import_id)
        if row is None:
            raise Http404
        return row

    # The list -------------------------------------------------------------------------------------------

    @display(description="File", ordering="file_name")
    def called(self, row: SheetImport) -> Any:
        kind = "" if row.kind == "savings" else row.get_kind_display()
        return under(row.file_name, kind)

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: SheetImport) -> Any:
        if row.programme is not None:
            return programme_words(row.programme)
        return f"{row.options.get('code', '')} (to be made)"

    @display(description="State", ordering="state")
    def state_pill(self, row: SheetImport) -> Any:
        if row.state == "written" and not (int(row.created_count or 0) or int(row.updated_count or 0)):
            return pill(NOTHING_CHANGED, words.TONES["undone"])
        return pill(IMPORT_STATES[row.state], words.TONES[row.state])

    @display(description="Lines")
    def done_words(self, row: Any) -> str:
        if row.state in ("written", "undone"):
            return f"{int(row.created_count or 0):,} added, {int(row.updated_count or 0):,} changed"
        return f"{row.done:,} of {row.of:,}" if row.state == "writing" else ""

    @display(description="Asked", ordering="asked_at")
    def asked(self, row: SheetImport) -> Any:
        return under(moment_words(row.asked_at), row.asked_by_name)


def _given(request: HttpRequest) -> dict[str, Any]:
    """Return what the form says of a file, as `ask_import` takes it."""
    posted = request.POST
    given = (*READ_OPTIONS, *DECISION)
    options = {name: posted[name].strip() for name in given if posted.get(name, "").strip()}
    if posted.get("code", "").strip() or posted.get("create", "").strip():
        made = {name: posted.get(name, "").strip() for name in ("code", "create", "organisation")}
        return {"options": {**options, **made}}
    chosen = {p.code: p.id for p in _programmes(required_actor(request))}
    return {"options": options, "programme_id": chosen.get(posted.get("programme", ""))}


def _programmes(reader: access.Actor) -> list[ProgrammeRow]:
    """Return the programmes whose money this person may plan."""
    found = ground.programmes(reader=reader).values()
    return [p for p in found if reader.may(access.PLAN_MONEY, p.placement)]


def _sets_up(reader: access.Actor, organisation_id: UUID) -> bool:
    return reader.may(access.SET_UP, access.Placement(organisation_id))


def _lists(request: HttpRequest, lines: list[PreviewLine], *, is_over: bool) -> list[words.Lines]:
    """Return the rows by what is done with them, the one asked for on the page asked for."""
    asked, number = request.GET.get("show", ""), request.GET.get("page", "")
    at = int(number) if number.isdecimal() and len(number) < 6 else 1
    found = [
        words.lines_of(lines, does, done if is_over else title, number=at if asked == does.value else 1)
        for does, title, done in ROWS
    ]
    return [one for one in found if one.count]


def _is_ready(line: PreviewLine) -> bool:
    return line.does in (Does.CREATED, Does.UPDATED)


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isdecimal():
        return 0
    number = _number(given)
    return 2 * LARGEST_FILE if number is None else number


def _number(text: str) -> int | None:
    """Return a whole number of at most twelve digits; None for anything else that was posted."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def _seen(request: HttpRequest) -> int:
    """Return the version of the import that was looked at; one that no import has where none was posted."""
    number = _number(request.POST.get("version", ""))
    return NO_VERSION if number is None else number


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _attachment(name: str) -> str:
    """Return the header that has a browser keep a file, under a name of plain letters."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-()") else "_" for c in name)
    return f'attachment; filename="{plain or "file"}"'


def _address(import_id: UUID) -> str:
    return reverse("admin:savings_sheetimport_change", args=[import_id])


def _to(import_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(import_id))


def _count(report: Mapping[str, Any], name: str) -> str:
    number = int(report.get(name) or 0)
    return f"{number:,} line" if number == 1 else f"{number:,} lines"

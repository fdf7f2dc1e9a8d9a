"""Frozen packs: which there are, a file to keep, and the public version of a meeting's pack asked for by the office."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.decorators import display

from governance import queries
from governance.changes.packs import ask_pack
from governance.models import Board, BoardPack, Meeting
from governance.queries.packs import pack_file
from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme, Filter
from programme.admin.pages import ask, tried
from programme.admin.words import moment_words
from programme.rules.access import Actor, Refused

ASKED = "The pack is being made: it is in the list of packs in a moment."
OWN = "It shows what you may see, as it stands now, and is frozen: the file is never changed."
PUBLIC = (
    "It is made from open rows alone, whoever asks for it. It names no member and holds nothing internal."
)


class ByBoardsProgramme(ByProgramme):
    """By programme."""

    path = "board__programme_id"


class ByVersion(Filter):
    """For whom."""

    title = "version"
    parameter_name = "version"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("public", "Public version"), ("own", "Made for one reader")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(is_public=value == "public")


class MakesPacks:
    """What a meeting's form has besides: its pack asked for, for oneself or for the public."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("<uuid:meeting_id>/pack/", view(self.pack_view), name="governance_meeting_pack"),
            path(
                "<uuid:meeting_id>/public-pack/",
                view(self.public_pack_view),
                name="governance_meeting_public_pack",
            ),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def pack_view(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Ask for a pack under one's own rights."""
        return self._ask_pack(request, meeting_id, is_public=False)

    def public_pack_view(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Ask for the public version."""
        return self._ask_pack(request, meeting_id, is_public=True)

    def _ask_pack(self, request: HttpRequest, meeting_id: UUID, *, is_public: bool) -> HttpResponse:
        row = queries.meetings(reader=required_actor(request), ids=[meeting_id]).get(meeting_id)
        if row is None or not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(
                request, ask_pack, board_id=row.board_id, meeting_id=meeting_id, is_public=is_public
            )
            if not problems:
                messages.success(request, ASKED)
                return HttpResponseRedirect(reverse("admin:governance_boardpack_changelist"))
        which = "The public version of the pack" if is_public else "A pack"
        return ask(
            self,
            request,
            title=f"{which} of {row.name}",
            intro=[PUBLIC if is_public else OWN, "Money is by the last closed period, where one is closed."],
            button="Make it",
            back=reverse("admin:governance_meeting_change", args=[meeting_id]),
            problems=problems,
        )


@admin.register(BoardPack)
class BoardPackAdmin(ReadOnlyAdmin):
    """Packs as they were made. A file opens for whoever may still see all that is in it."""

    list_display = ("board_name", "version", "meeting_day", "moment", "made_by_name", "file_link")
    list_display_links = None
    list_filter = (ByBoardsProgramme, ByVersion)
    search_fields = ("board__name", "board__code", "made_by_name")
    list_select_related = ("board__programme", "meeting")
    ordering = ("-made_at",)

    thing = "pack"
    plans: ClassVar[str] = ""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("body")

    def visible(self, rows: Any, actor: Actor) -> Any:
        meetings = Meeting.objects.visible_to(actor)
        return rows.filter(
            Q(meeting=None) | Q(meeting__in=meetings), board__in=Board.objects.visible_to(actor)
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let the list be seen; what a pack holds is its file's to show."""
        return obj is None and super().has_view_permission(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file_view)
        return [path("<uuid:pack_id>/file/", view, name="governance_pack_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, pack_id: UUID) -> HttpResponse:
        """Hand out the file, its reader's rights asked at this moment; else say what to do."""
        try:
            file = pack_file(reader=required_actor(request), pack_id=pack_id)
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("admin:governance_boardpack_changelist"))
        answer = HttpResponse(file.content, content_type=file.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "no-store"
        return answer

    @display(description="Board", ordering="board__name")
    def board_name(self, pack: BoardPack) -> str:
        return str(pack.board.name)

    @display(description="Version")
    def version(self, pack: BoardPack) -> str:
        return "Public version" if pack.is_public else f"Made for {pack.made_by_name}"

    @display(description="For the meeting of")
    def meeting_day(self, pack: BoardPack) -> str:
        return moment_words(pack.meeting.starts_at) if pack.meeting else "no meeting"

    @display(description="As at", ordering="as_at")
    def moment(self, pack: BoardPack) -> str:
        return moment_words(pack.as_at)

    @display(description="File")
    def file_link(self, pack: BoardPack) -> Any:
        address = reverse("admin:governance_pack_file", args=[pack.pk])
        return format_html('<a class="tracker-link" href="{}">Download</a>', address)


def pack_links(meeting_id: UUID, *, may_publish: bool) -> list[tuple[str, str]]:
    """Return what a meeting's form offers about packs: words and address."""
    found = [("Make a pack", reverse("admin:governance_meeting_pack", args=[meeting_id]))]
    if may_publish:
        address = reverse("admin:governance_meeting_public_pack", args=[meeting_id])
        found.append(("Make the public version", address))
    return found

"""Decision reports: drafted, published, withdrawn; what is attached to them; and as Word files."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from governance import changes, queries
from governance.exchange.word import is_template, missing_styles
from governance.models import Paper
from governance.models.paper import DOCUMENT_KINDS
from programme import queries as ground
from programme.admin.acting import required_actor
from programme.admin.base import ThroughChangesAdmin, without_fields
from programme.admin.forms import WithReason
from programme.admin.lists import ByMarking, ByProgramme, by_column
from programme.admin.pages import ask, page, tried, words_given
from programme.admin.words import badge, day_words, marking_badge, pill, programme_words, with_badges
from programme.changes.files import LARGEST_FILE
from programme.rules import access

TOO_LARGE: Final = "This file is larger than 25 MB. Make it smaller, or name it here and say where it lies."
NO_TEMPLATE: Final = (
    "No report can be written on this file. Save it in Word as .docx, without macros, and try again."
)
LACKS_STYLES: Final = (
    "It has no style called {}: reports show ours there. To have your own, add the style to the template in Word and "
    "send it again."
)
TONES: Final = {"draft": "grey", "published": "green", "withdrawn": "grey"}


class PaperForm(WithReason):
    """A paper. A published one says why it changes; the change itself asks for it."""

    class Meta:
        model = Paper
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].label = "Why it changes"
            self.fields["reason"].help_text = "Needed once the paper is published, its outcome apart."
            self.fields["reason"].widget.attrs["placeholder"] = ""


class DocumentForm(forms.Form):
    """Something to attach: a file, or the name of one that lies elsewhere or is not published."""

    title = forms.CharField(max_length=300, widget=UnfoldAdminTextInputWidget())
    kind = forms.ChoiceField(choices=DOCUMENT_KINDS, initial="appendix", widget=UnfoldAdminSelectWidget())
    number = forms.CharField(
        max_length=20,
        required=False,
        help_text="As the paper numbers it",
        widget=UnfoldAdminTextInputWidget(),
    )
    marking = forms.ChoiceField(
        choices=[(one, one.capitalize()) for one in access.MARKINGS], widget=UnfoldAdminSelectWidget()
    )
    exempt_paragraph = forms.IntegerField(
        required=False, help_text="Schedule 12A Part 1: 1 to 7, or 12 to 18 in Wales",
        widget=UnfoldAdminTextInputWidget(),
    )  # fmt: skip
    marking_note = forms.CharField(
        max_length=300, required=False, label="Local citation", widget=UnfoldAdminTextInputWidget()
    )
    file = forms.FileField(
        required=False,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG; 25 MB at most. "
        "None: a name alone.",
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        given = self.cleaned_data["file"]
        if given is not None and given.size > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return given


@admin.register(Paper)
class PaperAdmin(ThroughChangesAdmin):
    """Decision reports, those decided last first."""

    form = PaperForm
    change_form_outer_before_template = "admin/governance/paper.html"
    list_display = ("called", "programme_name", "decides", "board_name", "decided", "state_words")
    list_display_links = ("called",)
    list_filter = (ByProgramme, by_column("state", "state"), ByMarking)
    search_fields = ("ref", "subject", "report_of")
    list_select_related = ("programme", "workstream", "decision_maker", "board")
    ordering = ("-decision_date", "programme__code", "ref")
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    ("programme", "ref"),
                    "subject",
                    "workstream",
                    ("decision_maker", "decision_maker_as_printed"),
                    ("board", "decision_date"),
                    ("report_of", "contacts"),
                    "confidentiality",
                    "reason",
                )
            },
        ),
        (
            "The report",
            {"fields": ("brief_summary", "recommendations", "reasons", "alternatives", "detail")},
        ),
        (
            "Resources",
            {"fields": ("resource_capital", "resource_revenue", "resource_property", "resource_other")},
        ),
        (
            "Law, risk and policy",
            {
                "fields": (
                    "statutory_power",
                    "other_legal",
                    "risk_management",
                    "policy_framework",
                    ("key_decision", "wards"),
                    "background_papers",
                    "outcome",
                    "source",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    thing = "paper"
    plans = access.PLAN_DELIVERY
    fixed_fields = frozenset({"programme", "ref"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "workstream": "workstream_name",
        "decision_maker": "decides",
        "board": "board_name",
        "reason": "",
    }

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else without_fields(found, {"reason", "outcome"})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "ref" and field is not None:
            field.required = False
            field.help_text = "Left empty: the next of the programme"
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.draft_paper(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        version = self.comparing(request, form)
        changes.revise_paper(paper_id=thing.pk, version=version, values=values, reason=form.why, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.subject}"

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            actor = required_actor(request)
            row = queries.papers(reader=actor, ids=[obj.pk])[obj.pk]
            context["paper"] = {
                "row": row,
                "state": pill(row.state_words, TONES[row.state]),
                "may": actor.may(access.PLAN_DELIVERY, row.placement),
                "may_template": actor.may(access.GOVERN, obj.programme.placement()),
            }
        return super().render_change_form(request, context, **options)

    # What is done to a paper --------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        name = "governance_paper"
        own = [
            path("<uuid:paper_id>/publish/", view(self.publish_view), name=f"{name}_publish"),
            path("<uuid:paper_id>/withdraw/", view(self.withdraw_view), name=f"{name}_withdraw"),
            path("<uuid:paper_id>/documents/", view(self.documents_view), name=f"{name}_documents"),
            path(
                "<uuid:paper_id>/documents/<uuid:document_id>/remove/",
                view(self.remove_view),
                name=f"{name}_document_remove",
            ),
            path("<uuid:paper_id>/template/", view(self.template_view), name=f"{name}_template"),
        ]
        return [*own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, paper_id: UUID) -> HttpResponse:
        """Ask, then publish the paper to those who may see it."""
        row = self._row(request, paper_id)
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(request, changes.publish_paper, paper_id=paper_id, version=None)
            if not problems:
                messages.success(request, f"{row.ref} is published.")
                return HttpResponseRedirect(_address(paper_id))
        outstanding = [
            f"{a.kind_words} assessment: {a.state_words.lower()}."
            for a in row.assessments
            if a.is_outstanding
        ]
        return ask(
            self,
            request,
            title=f"Publish {row.ref} {row.subject}",
            intro=[
                "Whoever its marking lets see it may read it from now on; each later change says why.",
                *outstanding,
            ],
            button="Publish it",
            back=_address(paper_id),
            problems=problems,
        )

    def withdraw_view(self, request: HttpRequest, paper_id: UUID) -> HttpResponse:
        """Ask why, then withdraw the paper."""
        row = self._row(request, paper_id)
        problems: list[str] = []
        if request.method == "POST":
            reason = words_given(request)
            problems = tried(request, changes.withdraw_paper, paper_id=paper_id, version=None, reason=reason)
            if not problems:
                messages.success(request, f"{row.ref} is withdrawn.")
                return HttpResponseRedirect(_address(paper_id))
        return ask(
            self,
            request,
            title=f"Withdraw {row.ref} {row.subject}",
            intro=["Only officers see it from now on. It stays on the record, with the reason."],
            button="Withdraw it",
            back=_address(paper_id),
            problems=problems,
            label="Why",
            required=True,
            is_danger=True,
        )

    def documents_view(self, request: HttpRequest, paper_id: UUID) -> HttpResponse:
        """Show what is attached, and take what is to be attached."""
        row = self._row(request, paper_id)
        form = DocumentForm(request.POST or None, request.FILES or None)
        problems: list[str] = []
        if request.method == "POST" and form.is_valid():
            values = dict(form.cleaned_data)
            upload = values.pop("file")
            problems = tried(
                request,
                changes.attach_document,
                thing_kind="paper",
                thing_id=paper_id,
                values={**values, "position": len(row.documents) + 1},
                content=upload.read() if upload else None,
                file_name=upload.name if upload else "",
            )
            if not problems:
                messages.success(request, f"“{values['title']}” is attached.")
                return HttpResponseRedirect(request.path)
        return page(
            self,
            request,
            "admin/governance/documents.html",
            title=f"Documents of {row.ref} {row.subject}",
            status=422 if problems or form.errors else 200,
            row=row,
            form=form,
            problems=problems,
            back=_address(paper_id),
        )

    def remove_view(self, request: HttpRequest, paper_id: UUID, document_id: UUID) -> HttpResponse:
        """Ask why, then take a document off the paper."""
        row = self._row(request, paper_id)
        document = next((one for one in row.documents if one.id == document_id), None)
        if document is None:
            raise Http404
        back = reverse("admin:governance_paper_documents", args=[paper_id])
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(
                request,
                changes.remove_document,
                document_id=document_id,
                version=None,
                reason=words_given(request),
            )
            if not problems:
                messages.success(request, f"“{document.title}” is taken off. The record stays.")
                return HttpResponseRedirect(back)
        return ask(
            self,
            request,
            title=f"Take “{document.title}” off {row.ref}",
            intro=["Nobody can open it any more. It stays on the record, its file with it."],
            button="Take it off",
            back=back,
            problems=problems,
            label="Why",
            is_danger=True,
        )

    def template_view(self, request: HttpRequest, paper_id: UUID) -> HttpResponse:
        """Take the Word file whose styles the reports of this programme have; none goes back to the plain one."""
        row = self._row(request, paper_id)
        programme = ground.programmes(reader=required_actor(request), ids=[row.programme_id])[
            row.programme_id
        ]
        if not required_actor(request).may(access.GOVERN, programme.placement):
            raise PermissionDenied
        problems: list[str] = []
        if request.method == "POST":
            upload = request.FILES.get("file")
            problems = self._keep_template(request, row.programme_id, upload)
            if not problems:
                words = "The template is kept." if upload else "Reports take our plain template again."
                messages.success(request, words)
                if upload and (missing := self._missing(upload)):
                    messages.warning(request, LACKS_STYLES.format(", ".join(missing)))
                return HttpResponseRedirect(_address(paper_id))
        return page(
            self,
            request,
            "admin/governance/word_template.html",
            title=f"Word template of {programme.label}",
            status=422 if problems else 200,
            problems=problems,
            back=_address(paper_id),
        )

    def _missing(self, upload: Any) -> tuple[str, ...]:
        """Return the styles that a template lacks."""
        upload.seek(0)
        return missing_styles(upload.read())

    def _keep_template(self, request: HttpRequest, programme_id: UUID, upload: Any) -> list[str]:
        """Keep the template that was sent, or none; return what stands in its way."""
        if upload is not None and (upload.size or 0) > LARGEST_FILE:
            return [TOO_LARGE]
        content = upload.read() if upload is not None else None
        problems = [NO_TEMPLATE] if content is not None and not is_template(content) else []
        return problems or tried(
            request,
            changes.set_word_template,
            programme_id=programme_id,
            name=str(upload.name) if upload is not None else "",
            content=content,
        )

    def _row(self, request: HttpRequest, paper_id: UUID) -> queries.PaperRow:
        actor = required_actor(request)
        row = queries.papers(reader=actor, ids=[paper_id]).get(paper_id)
        if row is None or not self.has_view_permission(request):
            raise Http404
        if not actor.may(access.PLAN_DELIVERY, row.placement):
            raise PermissionDenied
        return row

    # Columns and read-only fields -----------------------------------------------------------------------

    @display(description="Paper", ordering="ref")
    def called(self, row: Paper) -> Any:
        found = [badge("Illustrative")] if row.illustrative else []
        return with_badges(f"{row.ref} {row.subject}", *found, marking_badge(row))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Paper) -> Any:
        return programme_words(row.programme)

    @display(description="Workstream")
    def workstream_name(self, row: Paper) -> str:
        return f"{row.workstream.ref} {row.workstream.name}" if row.workstream else ""

    @display(description="Decides")
    def decides(self, row: Paper) -> str:
        return row.decision_maker_as_printed or (row.decision_maker.name if row.decision_maker else "")

    @display(description="Board", ordering="board__name")
    def board_name(self, row: Paper) -> str:
        return row.board.name if row.board else ""

    @display(description="Decided on", ordering="decision_date")
    def decided(self, row: Paper) -> str:
        return day_words(row.decision_date)

    @display(description="State", ordering="state")
    def state_words(self, row: Paper) -> Any:
        return pill(row.get_state_display(), TONES[row.state])


def _address(paper_id: UUID) -> str:
    return reverse("admin:governance_paper_change", args=[paper_id])

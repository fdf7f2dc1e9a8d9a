"""The page where a person makes and revokes the addresses of their own calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance import changes
from governance.pages.asking import reader_of
from governance.queries import calendar_links as links_of


class CalendarForm(forms.Form):
    """What a new address is called."""

    name = forms.CharField(max_length=80, help_text="Where you will read it, for example: my telephone")

    def __init__(self, *args: Any, taken: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.taken = taken

    def clean_name(self) -> str:
        """Refuse the name of an address that works: sending the form twice must not make two."""
        name = str(self.cleaned_data["name"])
        if name in self.taken:
            raise forms.ValidationError("You have an address of this name. Give another, or revoke that one.")
        return name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """List a person's addresses and make new ones. An address is shown once, in the answer that makes it."""
    reader = reader_of(request)
    working = {row.name for row in links_of(reader=reader).values() if row.works}
    form = CalendarForm(request.POST or None, taken=working)
    issued = ""
    if request.method == "POST" and form.is_valid():
        _, key = changes.issue_calendar_link(name=form.cleaned_data["name"], by=reader, at=timezone.now())
        issued = f"{settings.PUBLIC_URL}{reverse('calendar-feed', args=[key])}"
        form = CalendarForm(taken=working)
    rows = list(links_of(reader=reader).values())
    return render(request, "governance/calendar_links.html", {"form": form, "issued": issued, "links": rows})


@login_required
@require_POST
def revoke_calendar(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Revoke one of a person's own addresses, at once."""
    reader = reader_of(request)
    row = links_of(reader=reader).get(link_id)
    if row is None:
        raise Http404
    changes.revoke_calendar_link(link_id=link_id, by=reader, at=timezone.now())
    messages.success(
        request, f"The address “{row.name}” is revoked. Calendars that read it get nothing more."
    )
    return redirect("account-calendar")

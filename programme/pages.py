"""The page where a person makes and revokes their own API tokens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from programme import changes, queries
from programme.models import ApiToken
from programme.queries.tokens import tokens as tokens_of
from programme.rules.access import Actor

USUAL_DAYS: Final = 90
MOST_DAYS: Final = 365
SCOPES: Final = [(ApiToken.READ, "read"), (ApiToken.WRITE, "read and write")]


class TokenForm(forms.Form):
    """What a new token is called, whether it may write, and its last day."""

    name = forms.CharField(max_length=80, help_text="What will use it, for example: finance dashboard")
    scope = forms.ChoiceField(label="It may", choices=SCOPES)
    last_day = forms.DateField(
        label="Last day it works",
        help_text=f"At most {MOST_DAYS} days from today",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, taken: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.taken = today, taken
        days = self.fields["last_day"]
        days.initial = today + timedelta(days=USUAL_DAYS)
        days.widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + timedelta(days=MOST_DAYS)).isoformat(),
        }

    def clean_name(self) -> str:
        """Refuse the name of a token that works: sending the form twice must not make two."""
        name = str(self.cleaned_data["name"])
        if name in self.taken:
            raise forms.ValidationError(
                "You have a token of this name. Give another name, or revoke that one."
            )
        return name

    def clean_last_day(self) -> date:
        """Keep the last day from today to a year ahead."""
        last_day: date = self.cleaned_data["last_day"]
        if not self.today <= last_day <= self.today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(f"Choose a day from today to {MOST_DAYS} days from now.")
        return last_day


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List a person's tokens and make new ones. The token itself is shown once, in the answer that makes it."""
    reader, at = _me(request), timezone.now()
    today = timezone.localdate(at)
    working = {row.name for row in tokens_of(reader=reader).values() if row.works(at)}
    form = TokenForm(request.POST or None, today=today, taken=working)
    issued = ""
    if request.method == "POST" and form.is_valid():
        assert reader.person_id is not None
        _, issued = changes.issue_token(
            person_id=reader.person_id,
            name=form.cleaned_data["name"],
            scope=form.cleaned_data["scope"],
            expires_at=_end_of(form.cleaned_data["last_day"]),
            by=reader,
            at=at,
        )
        form = TokenForm(today=today, taken=working)
    rows = [(row, row.works(at)) for row in tokens_of(reader=reader).values()]
    return render(request, "programme/tokens.html", {"form": form, "issued": issued, "tokens": rows})


@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Revoke one of a person's own tokens, at once."""
    reader = _me(request)
    row = tokens_of(reader=reader).get(token_id)
    if row is None:
        raise Http404
    changes.revoke_token(token_id=token_id, by=reader, at=timezone.now())
    messages.success(request, f"The token “{row.name}” is revoked. Whatever uses it is refused from now on.")
    return redirect("account-tokens")


def _me(request: HttpRequest) -> Actor:
    """Return who is signed in, with the rights of now. Raises Http404 where their account was closed meanwhile."""
    actor = queries.actor_for_person(request.user.pk, door="page") if request.user.pk else None
    if actor is None:
        raise Http404
    return actor


def _end_of(day: date) -> datetime:
    """Return the midnight that ends a day, in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))

"""Pages that belong to no app: a door and what Django asks of a site."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def admin_login(request: HttpRequest) -> HttpResponse:
    """Sign in by the one door there is, and come back."""
    return redirect_to_login(request.GET.get("next", "/admin/"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened to a form whose page was open too long, without blaming anybody."""
    return render(request, "deploy/csrf_failure.html", {"reason": reason}, status=403)

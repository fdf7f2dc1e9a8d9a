"""Pages that say something went wrong: in the same style, under the same policy, and never blank."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

from programme.models import Person
from tests.factories.ground import a_person

pytestmark = pytest.mark.django_db


def person_s_client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_ours(page: str) -> bool:
    return (
        'lang="en-GB"' in page
        and "tracker/pages" in page
        and 'href="#main"' in page
        and page.count("<h1>") == 1
        and "style=" not in page
        and "<style" not in page
        and "<script" not in page
    )


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    return RequestFactory().get("/anywhere/")


class TestEachPage:
    def test_is_in_our_style(self, request_of_nobody: HttpRequest) -> None:
        answered: list[HttpResponse] = [
            defaults.bad_request(request_of_nobody, SuspiciousOperation()),
            defaults.permission_denied(request_of_nobody, PermissionDenied()),
            defaults.page_not_found(request_of_nobody, Exception()),
            defaults.server_error(request_of_nobody),
        ]

        assert [one.status_code for one in answered] == [400, 403, 404, 500]
        assert all(is_ours(one.content.decode()) for one in answered)

    def test_of_too_many_tries_and_of_a_stale_form_too(self, request_of_nobody: HttpRequest) -> None:
        assert is_ours(render_to_string("429.html", request=request_of_nobody))
        assert is_ours(render_to_string("deploy/csrf_failure.html", request=request_of_nobody))

    def test_keeps_the_strict_policy(self) -> None:
        answer = person_s_client(a_person()).get("/nowhere/")

        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 404
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


class TestWhereAFormIsSent:
    def test_somebody_who_only_looks_is_told(self) -> None:
        client = person_s_client(a_person())

        answer = client.get("/account/hearing/", headers={"Accept": "text/html"})

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST"
        assert "Nothing to see here" in answer.content.decode()

    def test_a_program_gets_what_it_asked_for(self) -> None:
        answer = person_s_client(a_person()).get("/account/hearing/")

        assert answer.status_code == 405
        assert answer.content == b""

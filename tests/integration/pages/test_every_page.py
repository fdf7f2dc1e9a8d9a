"""Every page that a board member can reach: it is there, it keeps the strict policy, and it leads nowhere dead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from programme.models import Person
from tests.integration.pages.walking import kind_of, walk

MEMBERS = ("chair@example.test", "member@example.test", "scrutiny@example.test")


@pytest.fixture(scope="module")
def _loaded(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    from tests.integration.pages.at_work import a_board_at_work

    with django_db_blocker.unblock(), transaction.atomic():
        a_board_at_work()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=MEMBERS)
def walked(request: Any, _loaded: None, django_db_blocker: Any) -> Iterator[dict[str, tuple[int, str]]]:
    with django_db_blocker.unblock(), transaction.atomic():
        client = Client()
        client.force_login(Person.objects.get(email=request.param))
        yield walk(client)
        transaction.set_rollback(True)


class TestEveryPage:
    def test_is_there_and_holds_nothing_inline(self, walked: dict[str, tuple[int, str]]) -> None:
        assert {path: status for path, (status, _) in walked.items() if status != 200} == {}
        for path, (_, page) in walked.items():
            assert "style=" not in page, path
            assert "onclick" not in page, path
            assert "<style" not in page, path

    def test_can_be_reached(self, walked: dict[str, tuple[int, str]]) -> None:
        assert {kind_of(path) for path in walked} >= {
            "/boards/",
            "/boards/CODE/",
            "/programmes/CODE/",
            "/workstreams/ID/",
            "/milestones/ID/",
            "/savings/ID/",
            "/meetings/ID/",
            "/papers/ID/",
            "/documents/ID/",
            "/decisions/ID/",
            "/actions/ID/",
            "/findings/",
            "/findings/ID/",
        }

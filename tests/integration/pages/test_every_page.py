"""Every page that a board member can reach: it is there, it keeps the strict policy, and it leads nowhere dead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from programme.models import Person
from programme.rules import access
from tests.factories.ground import a_council, someone
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
            "/risks/ID/",
            "/impact-assessments/ID/",
            "/digests/",
        }

    def test_of_another_council_is_not_there(self, walked: dict[str, tuple[int, str]]) -> None:
        stranger = Client()
        someone_else = someone(access.PMO, a_council(), cleared=True)
        stranger.force_login(Person.objects.get(pk=someone_else.person_id))
        lists = {"/", "/boards/", "/findings/", "/digests/"}
        theirs = [path for path in walked if path.split("?")[0] not in lists]

        found = {path: stranger.get(path).status_code for path in theirs}

        assert found == dict.fromkeys(theirs, 404)
        for path in lists - {"/"}:
            assert "southampton" not in stranger.get(path).content.decode()

    def test_asks_for_signing_in(self, walked: dict[str, tuple[int, str]]) -> None:
        found = {path: Client().get(path).status_code for path in walked}

        assert found == dict.fromkeys(walked, 302)

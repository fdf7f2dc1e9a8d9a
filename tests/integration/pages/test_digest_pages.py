"""A digest's page: its reader's alone, frozen as it was, with what was closed since struck out and said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.changes.digests import reserve_digests
from governance.changes.reassessment import reassess_programme
from governance.models import Acknowledgement, Alert, Board, Digest
from programme import changes
from programme.models import Person, Workstream
from programme.rules.access import system
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_workstream

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def workstream() -> Workstream:
    return a_workstream(name="Canary homes")


@pytest.fixture
def board(workstream: Workstream) -> Board:
    board = a_board(workstream.programme, name="Transformation Board")
    overseen(workstream, board)
    a_milestone(workstream, name="Canary opening")
    return board


@pytest.fixture
def member(board: Board) -> Person:
    person = a_person()
    a_seat(board, person)
    return person


@pytest.fixture
def path(board: Board, member: Person) -> str:
    reserve_digests(board_id=board.id, period_key="2026-W47", by=LOADING, at=timezone.now())
    return f"/digests/{Digest.objects.get(person=member).pk}/"


class TestTheDigestPage:
    def test_shows_the_figures_as_they_were_frozen(self, path: str, member: Person) -> None:
        page = signed_in(member).get(path).content.decode()

        assert "Canary homes" in page
        assert "it has not been delivered" in page
        assert "struck out" not in page

    def test_strikes_out_what_was_closed_since_and_says_so(
        self, path: str, member: Person, workstream: Workstream
    ) -> None:
        changes.revise_workstream(
            workstream_id=workstream.id, version=None, by=LOADING, at=timezone.now() + timedelta(minutes=1),
            values={"marking": "exempt", "exempt_paragraph": 3},
        )  # fmt: skip

        page = signed_in(member).get(path).content.decode()

        assert "Canary" not in page
        assert "closed to you since this was sent" in page
        assert "<s>No longer shown to you</s>" in page

    def test_has_a_button_to_take_an_alert_in_hand_until_somebody_has(
        self, board: Board, member: Person, workstream: Workstream
    ) -> None:
        changes.report_status(
            workstream_id=workstream.id, version=None, rating="red", reason="Late", by=LOADING, at=LONG_AGO
        )
        reassess_programme(programme_id=workstream.programme_id, by=system(), at=timezone.now())
        alert = Alert.objects.get(kind="workstream_rag")
        reserve_digests(board_id=board.id, period_key="2026-W47", by=LOADING, at=timezone.now())
        path = f"/digests/{Digest.objects.get(person=member).pk}/"
        take = f"/boards/{board.code}/alerts/{alert.id}/"
        browser = signed_in(member)

        assert take in browser.get(path).content.decode()
        browser.post(take)

        assert Acknowledgement.objects.get().person == member
        assert take not in browser.get(path).content.decode()

    def test_is_its_reader_s_alone(self, path: str, board: Board) -> None:
        chair = a_person()
        a_seat(board, chair, role="chair", cleared=True)

        assert signed_in(chair).get(path).status_code == 404

    def test_is_listed(self, path: str, member: Person) -> None:
        assert path in signed_in(member).get("/digests/").content.decode()

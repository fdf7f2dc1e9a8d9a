"""Packs at the programme office's desk: asked for from a meeting, listed, and their files kept."""

import pytest
from django.urls import reverse

from governance.models import Board, BoardPack
from programme.outbox.models import Work
from programme.outbox.running import run
from programme.rules import access
from tests.factories.governance import a_board, a_meeting
from tests.factories.ground import a_programme, someone
from tests.integration.admin.desk import Desk, list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def board(programme):
    return a_board(programme, name="Savings Board")


@pytest.fixture
def office(programme):
    return Desk(someone(access.PMO, programme.organisation, cleared=True))


def made(desk, meeting, name):
    """Ask for a pack of a meeting from its form, and have it made."""
    desk.send(reverse(f"admin:governance_meeting_{name}", args=[meeting.pk]), {})
    run(Work.objects.get(handler="governance.make_pack", state="pending").pk, owner="test")
    return BoardPack.objects.latest("made_at")


class TestPacks:
    def test_are_asked_for_from_a_meeting(self, office, board):
        meeting = a_meeting(board)
        assert "Make the public version" in office.form(meeting)
        assert "open rows alone" in office.open(
            reverse("admin:governance_meeting_public_pack", args=[meeting.pk])
        )

        own, public = made(office, meeting, "pack"), made(office, meeting, "public_pack")

        assert (own.is_public, own.meeting_id, public.is_public) == (False, meeting.pk, True)
        listed = office.open(list_url(BoardPack))
        assert "Public version" in listed
        assert f"Made for {office.actor.name}" in listed

    def test_of_the_public_are_the_office_s_to_ask_for(self, programme, board):
        meeting = a_meeting(board)
        desk = Desk(someone(access.MANAGER, programme))

        assert "Make the public version" not in desk.form(meeting)
        desk.send(reverse("admin:governance_meeting_public_pack", args=[meeting.pk]), {})

        assert not Work.objects.filter(handler="governance.make_pack").exists()

    def test_are_kept_as_files_while_their_reader_may_see_all_of_them(self, office, board):
        pack = made(office, a_meeting(board), "pack")
        address = reverse("admin:governance_pack_file", args=[pack.pk])

        answer = office.client.get(address)
        assert answer.content.startswith(b"%PDF")
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]

        Board.objects.filter(pk=board.pk).update(marking="confidential")
        other = Desk(someone(access.PMO, board.organisation))
        assert other.client.get(address).status_code == 302
        assert "Savings Board" not in other.open(list_url(BoardPack))

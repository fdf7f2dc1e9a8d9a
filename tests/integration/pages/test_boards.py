"""A board's page: who may see it, of when it is, and that it holds what its one query returns."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from governance.models import Meeting
from programme import changes
from programme.models import Person
from programme.rules import access
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LOADING, a_council, a_milestone, a_person, a_workstream, grant, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db


class Council:
    """A board over one workstream, with a member, a colleague of another council, and a meeting held."""

    def __init__(self) -> None:
        self.workstream = a_workstream(name="Residential homes")
        self.board = a_board(
            self.workstream.programme, name="Transformation Board", remit="Homes and schools"
        )
        overseen(self.workstream, self.board)
        self.milestone = a_milestone(self.workstream, name="First home opens")
        a_saving(self.workstream, waits_for=[self.milestone])
        self.member = a_person(name="Mary Member")
        a_seat(self.board, self.member)
        self.held_at = timezone.now() - timedelta(days=20)
        self.meeting = Meeting.objects.create(board=self.board, starts_at=self.held_at, state="held")
        self.client = signed_in(self.member)

    @property
    def path(self) -> str:
        return f"/boards/{self.board.code}/"

    def reforecast(self, to: date, reason: str, *, days_ago: int) -> None:
        changes.reforecast_milestone(
            milestone_id=self.milestone.id,
            version=None,
            forecast=to,
            reason=reason,
            by=LOADING,
            at=timezone.now() - timedelta(days=days_ago),
        )


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def without_token(answer: HttpResponse) -> str:
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


@pytest.fixture
def council() -> Council:
    return Council()


class TestMyBoards:
    def test_asks_whoever_is_not_signed_in_to_sign_in(self) -> None:
        answer = Client().get("/")

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")

    def test_lists_the_boards_one_sits_on(self, council: Council) -> None:
        a_board(council.workstream.programme, name="Some other board")

        page = words(council.client, "/")

        assert "Transformation Board" in page
        assert "Some other board" not in page

    def test_leads_an_officer_without_a_seat_to_the_tracker(self, council: Council) -> None:
        officer = someone(access.PMO, council.workstream.programme.organisation)

        answer = signed_in(Person.objects.get(pk=officer.person_id)).get("/")

        assert answer.headers["Location"] == "/admin/"

    def test_tells_a_member_of_no_board_whom_to_ask(self) -> None:
        council = a_council()
        person = a_person()
        grant(person, access.STAFF, council)

        assert "You sit on no board" in words(signed_in(person), "/")


class TestTheBoardPage:
    def test_shows_the_remit_the_members_and_the_workstreams(self, council: Council) -> None:
        page = words(council.client, council.path)

        for expected in ("Homes and schools", "Mary Member", "Residential homes"):
            assert expected in page

    def test_holds_a_chart_with_its_table(self, council: Council) -> None:
        page = words(council.client, council.path)

        assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
        assert "The figures as a table" in page

    def test_has_the_strict_policy_and_nothing_inline(self, council: Council) -> None:
        answer = council.client.get(council.path)

        assert "'unsafe" not in answer.headers["Content-Security-Policy"]
        page = answer.content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert "<script>" not in page

    def test_tells_what_worsened_since_the_last_meeting(self, council: Council) -> None:
        council.reforecast(date(2027, 6, 30), "Tender was late", days_ago=5)

        page = words(council.client, council.path)

        assert "Tender was late" in page
        assert "since your last meeting" in page

    @pytest.mark.parametrize("path", ["", "card/"])
    def test_of_another_council_is_as_one_that_is_not_there(self, council: Council, path: str) -> None:
        stranger = signed_in(Person.objects.get(pk=someone(access.MEMBER, a_council()).person_id))

        hidden, missing = stranger.get(f"{council.path}{path}"), stranger.get(f"/boards/none-such/{path}")

        assert hidden.status_code == missing.status_code == 404
        assert without_token(hidden) == without_token(missing)

    def test_is_for_whoever_is_signed_in(self, council: Council) -> None:
        assert Client().get(council.path).status_code == 302


class TestLookingBack:
    def test_to_a_meeting_shows_what_was_recorded_by_then(self, council: Council) -> None:
        council.reforecast(date(2027, 4, 30), "Ground was wet", days_ago=30)
        council.reforecast(date(2027, 6, 30), "Tender was late", days_ago=5)

        page = words(council.client, f"{council.path}?meeting={council.meeting.id}")

        assert "Ground was wet" in page
        assert "Tender was late" not in page
        assert "As at the meeting of" in page

    def test_to_a_day_takes_its_end(self, council: Council) -> None:
        council.reforecast(date(2027, 6, 30), "Tender was late", days_ago=5)
        day = timezone.localdate(timezone.now() - timedelta(days=5))

        assert "Tender was late" in words(council.client, f"{council.path}?at={day.isoformat()}")

    def test_says_what_it_cannot_read(self, council: Council) -> None:
        answer = council.client.get(f"{council.path}?at=last%20Tuesday")

        assert answer.status_code == 400
        assert "is not a day we can look back to" in answer.content.decode()

    def test_to_a_meeting_of_another_board_finds_nothing(self, council: Council) -> None:
        other = Meeting.objects.create(
            board=a_board(a_council()), starts_at=datetime(2026, 5, 1, 10, tzinfo=UTC), state="held"
        )

        assert council.client.get(f"{council.path}?meeting={other.id}").status_code == 404

    def test_ahead_is_now(self, council: Council) -> None:
        assert "As at " not in words(council.client, f"{council.path}?at=2099-01-01").split("only-print")[0]


class TestExemptItems:
    def test_are_named_to_the_cleared_alone(self, council: Council) -> None:
        hidden = a_workstream(
            council.workstream.programme, name="Canary of a closure", marking="exempt", exempt_paragraph=3
        )
        overseen(hidden, council.board)
        chair = a_person()
        a_seat(council.board, chair, role="chair", cleared=True)

        assert "Canary" not in words(council.client, council.path)
        assert "Canary of a closure" in words(signed_in(chair), council.path)

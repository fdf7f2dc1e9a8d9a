"""Boards, limits and oversight in the admin: a seat carries its grant, and everything goes through changes."""

from decimal import Decimal

import pytest

from governance import changes
from governance.models import Alert, Board, BoardMember, DelegationLimit, Oversight
from programme.models import Grant
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import a_board, a_decision_maker, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_workstream, grant, someone
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def programme(workstream):
    return workstream.programme


@pytest.fixture
def office(programme):
    return Desk(someone(access.PMO, programme.organisation))


class TestTheBoardForm:
    def test_appointing_gives_the_grant_of_the_seat(self, office, programme):
        board = a_board(programme)
        person = a_person()
        grant(person, access.STAFF, programme)
        page = office.form(board)

        answer = office.save(
            board,
            page.typed("board_form", members__TOTAL_FORMS=1)
            | {"members-0-person": str(person.pk), "members-0-role": "chair", "members-0-cleared": "yes"},
        )

        given = Grant.objects.get(person=person, source=f"board:{board.code}")
        assert answer.status == 302
        assert (given.role, given.cleared, given.programme_id) == (access.CHAIR, True, programme.pk)

    def test_standing_down_takes_the_grant_away(self, office, programme):
        board = a_board(programme)
        seat = a_seat(board)
        page = office.form(board)
        row = page.row_of("board_form", "members", seat.pk)

        office.save(board, page.typed("board_form", **{f"{row}-DELETE": "on"}))

        assert not BoardMember.objects.exists()
        assert not Grant.objects.filter(source=f"board:{board.code}").exists()

    def test_a_seat_stays_its_holders(self, office, programme):
        board = a_board(programme)
        seat, other = a_seat(board), a_person()
        grant(other, access.STAFF, programme)
        page = office.form(board)
        row = page.row_of("board_form", "members", seat.pk)

        answer = office.save(board, page.typed("board_form", **{f"{row}-person": other.pk}))

        assert "stand them down and appoint another" in answer
        assert BoardMember.objects.get().person_id == seat.person_id

    def test_revises_the_board_with_an_event(self, office, programme):
        board = a_board(programme)
        page = office.form(board)

        office.save(board, page.typed("board_form", name="Transformation Board", live_alerts=None))

        board.refresh_from_db()
        assert (board.name, board.live_alerts) == ("Transformation Board", False)
        event = Event.objects.filter(aggregate_id=board.pk).latest("recorded_at")
        assert set(event.payload["fields_changed"]) == {"name", "live_alerts"}

    def test_a_circle_of_parents_is_said_at_the_parent(self, office, programme):
        upper = a_board(programme)
        lower = a_board(programme, parent_id=upper.pk)
        page = office.form(upper)

        answer = office.save(upper, page.typed("board_form", parent=lower.pk))

        assert "That closes a circle" in answer

    def test_is_read_by_a_manager(self, programme):
        board = a_board(programme)
        manager = Desk(someone(access.MANAGER, programme))

        page = manager.form(board)

        assert board.name in page
        assert "_save" not in page.html
        assert manager.open(add_url(Board)).status == 403


class TestLimits:
    def test_are_set_changed_and_unset(self, office, programme):
        maker = a_decision_maker(programme.organisation)
        page = office.form(maker)

        office.save(
            maker,
            page.typed("decisionmaker_form", limits__TOTAL_FORMS=1)
            | {"limits-0-kind": "spend", "limits-0-limit": "£250k"},
        )
        first = DelegationLimit.objects.get().limit
        page = office.form(maker)
        row = page.row_of("decisionmaker_form", "limits", DelegationLimit.objects.get().pk)
        office.save(maker, page.typed("decisionmaker_form", **{f"{row}-limit": "500,000"}))
        second = DelegationLimit.objects.get().limit
        page = office.form(maker)
        office.save(maker, page.typed("decisionmaker_form", **{f"{row}-DELETE": "on"}))

        assert (first, second) == (Decimal(250_000), Decimal(500_000))
        assert not DelegationLimit.objects.exists()


class TestOversight:
    def test_is_set_and_changed(self, office, workstream, programme):
        board, maker = a_board(programme), a_decision_maker(programme.organisation)
        page = office.open(add_url(Oversight))

        office.send(
            add_url(Oversight), page.typed("oversight_form", workstream=workstream.pk, board=board.pk)
        )
        row = Oversight.objects.get()
        page = office.form(row)
        office.save(row, page.typed("oversight_form", decision_maker=maker.pk))

        row.refresh_from_db()
        assert (row.board_id, row.decision_maker_id) == (board.pk, maker.pk)

    def test_of_scrutiny_is_refused_at_the_board(self, office, workstream, programme):
        overseen(workstream, None)
        scrutiny = a_board(programme, kind="scrutiny")
        row = Oversight.objects.get()
        page = office.form(row)

        answer = office.save(row, page.typed("oversight_form", board=scrutiny.pk))

        assert "scrutiny reviews what others decide" in answer


class TestAlerts:
    def test_are_read_with_their_steps_and_never_edited(self, office, workstream, programme):
        overseen(workstream, a_board(programme))
        a_milestone(workstream, name="First homes open", forecast_date="2028-03-31", forecast_precision="day")
        changes.reassess_programme(programme_id=programme.pk, by=access.system(), at=LONG_AGO)
        alert = Alert.objects.filter(subject_kind="milestone").first()

        listed = office.list(Alert)
        page = office.form(alert)

        assert "First homes open" in listed
        assert "Opened" in page
        assert "_save" not in page.html
        assert office.save(alert, {"episode": 9}).status == 403

    def test_on_a_hidden_thing_are_hidden(self, programme):
        closed = a_workstream(programme, marking="exempt", exempt_paragraph=4)
        a_milestone(closed, name="Notice given", forecast_date="2028-03-31", forecast_precision="day")
        changes.reassess_programme(programme_id=programme.pk, by=access.system(), at=LONG_AGO)
        alert = Alert.objects.filter(subject_kind="milestone").get()
        desk = Desk(someone(access.MANAGER, programme))

        assert "Notice given" not in desk.list(Alert).html
        assert desk.form(alert).status == 302


class TestPanels:
    def test_beside_a_workstream_say_risk_and_who_hears(self, office, workstream, programme):
        board = a_board(programme, name="Transformation Board")
        member = a_person(name="Ama Boateng")
        a_seat(board, member)
        overseen(workstream, board)
        changes.reassess_programme(programme_id=programme.pk, by=LOADING, at=LONG_AGO, quiet=True)

        page = office.form(workstream)

        assert "Delivery risk" in page
        assert "Ama Boateng You sit on the Transformation Board" in page
        assert "Overseen by Transformation Board" in page

    def test_beside_a_milestone_who_hears_goes_by_its_own_marking_and_owner(self, workstream, programme):
        board = a_board(programme, name="Transformation Board")
        a_seat(board, a_person(name="Ama Boateng"))
        overseen(workstream, board)
        owner = a_person(name="Bo Lindqvist")
        grant(owner, access.MANAGER, programme, cleared=True)
        closed = a_milestone(
            workstream, name="Bids agreed", owner_id=owner.pk, marking="exempt", exempt_paragraph=3
        )

        page = Desk(someone(access.PMO, programme.organisation, cleared=True)).form(closed)

        assert "Ama Boateng: they are not cleared for it" in page
        assert "Bo Lindqvist You own this item" in page
        assert "They are told only: “An exempt item changed”" in page

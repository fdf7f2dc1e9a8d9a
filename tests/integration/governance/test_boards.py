from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from governance import changes
from governance.models import Board, BoardMember, DelegationLimit
from governance.queries import boards, decision_makers, oversights
from programme.changes import Invalid, Stale
from programme.models import Grant
from programme.outbox.models import Event
from programme.queries import actor_for_person
from programme.rules import access
from tests.factories.governance import a_board, a_decision_maker, a_seat, overseen
from tests.factories.ground import a_council, a_person, a_programme, a_workstream, someone

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def reparent(board, parent):
    return changes.revise_board(
        board_id=board.id, version=None, values={"parent_id": parent.id}, by=access.system(), at=NOW
    )


class TestAddBoard:
    def test_is_for_the_programme_office(self):
        programme = a_programme()
        manager, office = someone("manager", programme), someone("pmo", programme)
        values = {"code": "homes", "name": "Homes Board", "programme_id": programme.id}

        with pytest.raises(access.Refused, match="programme office"):
            changes.add_board(organisation_id=programme.organisation_id, values=values, by=manager, at=NOW)
        board = changes.add_board(organisation_id=programme.organisation_id, values=values, by=office, at=NOW)

        event = Event.objects.get(type="governance.board.revised")
        assert (event.aggregate_id, event.aggregate_version) == (board.id, 1)
        assert event.payload["code"] == "homes"

    def test_refuses_a_programme_of_another_council(self):
        elsewhere = a_programme()
        values = {"code": "homes", "name": "Homes Board", "programme_id": elsewhere.id}

        with pytest.raises(Invalid, match="belongs to another council"):
            changes.add_board(organisation_id=a_council().id, values=values, by=access.system(), at=NOW)


class TestReviseBoard:
    def test_refuses_parents_in_a_circle_and_names_them(self):
        council = a_council()
        top, middle, low = (a_board(council, name=name) for name in ("Cabinet", "Steering", "Delivery"))
        reparent(middle, top)
        reparent(low, middle)

        with pytest.raises(
            Invalid, match="Cabinet reports to Delivery reports to Steering reports to Cabinet"
        ):
            reparent(top, low)

        top.refresh_from_db()
        assert top.parent_id is None

    def test_refuses_a_stale_version(self):
        board = a_board(a_council())
        reparent(board, a_board(board.organisation))

        with pytest.raises(Stale):
            changes.revise_board(
                board_id=board.id, version=1, values={"name": "Other"}, by=access.system(), at=NOW
            )

    def test_saves_nothing_where_nothing_differs(self):
        board = a_board(a_council(), name="Homes Board")

        changes.revise_board(
            board_id=board.id, version=1, values={"name": "Homes Board"}, by=access.system(), at=NOW
        )

        assert Board.objects.get().version == 1

    def test_keeps_its_code_which_stands_in_grants(self):
        board = a_board(a_council())

        with pytest.raises(Invalid, match="stays as it was"):
            changes.revise_board(
                board_id=board.id, version=None, values={"code": "other"}, by=access.system(), at=NOW
            )

    def test_gives_its_seats_the_grants_of_its_new_reach(self):
        programme = a_programme()
        board = a_board(programme)
        seat = a_seat(board)

        changes.revise_board(
            board_id=board.id, version=None, values={"programme_id": None}, by=access.system(), at=NOW
        )

        grant = Grant.objects.get(person=seat.person)
        assert (grant.organisation_id, grant.programme_id) == (programme.organisation_id, None)

    def test_refuses_to_make_a_board_that_oversees_a_scrutiny_panel(self):
        workstream = a_workstream()
        board = a_board(workstream.programme)
        overseen(workstream, board)

        with pytest.raises(Invalid, match="oversees workstreams"):
            changes.revise_board(
                board_id=board.id, version=None, values={"kind": "scrutiny"}, by=access.system(), at=NOW
            )


class TestAppointMember:
    def test_writes_the_grant_of_the_seat(self):
        programme = a_programme()
        board = a_board(programme, code="homes")
        chair = a_person()

        a_seat(board, chair, role="chair", cleared=True)

        grant = Grant.objects.get(person=chair)
        assert (grant.role, grant.programme_id, grant.cleared) == ("chair", programme.id, True)
        assert grant.source == "board:homes"
        assert Event.objects.filter(type="governance.board.member_appointed").count() == 1

    @pytest.mark.parametrize(
        ("kind", "role", "granted"),
        [
            ("officer", "member", "member"),
            ("officer", "adviser", "staff"),
            ("scrutiny", "chair", "scrutiny"),
            ("support", "member", "staff"),
        ],
    )
    def test_grants_what_the_board_is_for(self, kind, role, granted):
        seat = a_seat(a_board(a_programme(), kind=kind), role=role)

        assert Grant.objects.get(person=seat.person).role == granted

    def test_changes_role_and_term_of_a_seat_that_is_held(self):
        board = a_board(a_programme())
        seat = a_seat(board, role="member", cleared=True)

        a_seat(board, seat.person, role="chair", term_to=date(2027, 5, 31))

        assert BoardMember.objects.get().term_to == date(2027, 5, 31)
        assert [(g.role, g.cleared) for g in Grant.objects.filter(person=seat.person)] == [("chair", True)]

    def test_changes_nothing_when_told_the_same_again(self):
        board = a_board(a_programme())
        seat = a_seat(board)

        a_seat(board, seat.person)

        assert Event.objects.filter(type="governance.board.member_appointed").count() == 1

    def test_leaves_grants_given_by_hand_alone(self):
        programme = a_programme()
        manager = someone("manager", programme)
        board = a_board(programme)
        changes.appoint_member(board_id=board.id, person_id=manager.person_id, by=access.system(), at=NOW)

        changes.stand_down(board_id=board.id, person_id=manager.person_id, by=access.system(), at=NOW)

        assert [g.role for g in Grant.objects.filter(person_id=manager.person_id)] == ["manager"]


class TestStandDown:
    def test_takes_the_seat_and_its_grant(self):
        board = a_board(a_programme())
        seat = a_seat(board)

        changes.stand_down(board_id=board.id, person_id=seat.person_id, by=access.system(), at=NOW)

        reader = actor_for_person(seat.person_id, door="admin")
        assert reader is not None
        assert not reader.grants
        assert not BoardMember.objects.exists()
        assert Event.objects.filter(type="governance.board.member_stood_down").count() == 1

    def test_of_somebody_who_does_not_sit_there_changes_nothing(self):
        board = a_board(a_programme())

        changes.stand_down(board_id=board.id, person_id=a_person().id, by=access.system(), at=NOW)

        board.refresh_from_db()
        assert board.version == 1


class TestEndTerms:
    def test_withdraws_the_grant_the_day_after_the_last_and_keeps_the_seat(self):
        board = a_board(a_programme())
        seat = a_seat(board, term_to=date(2026, 11, 20))
        a_seat(board)

        on_the_day = changes.end_terms(by=access.system(), at=NOW)
        day_after = changes.end_terms(by=access.system(), at=NOW + timedelta(days=1))
        again = changes.end_terms(by=access.system(), at=NOW + timedelta(days=1))

        assert (on_the_day, day_after, again) == (0, 1, 0)
        assert not Grant.objects.filter(person=seat.person).exists()
        assert BoardMember.objects.count() == 2

    def test_gives_no_grant_to_a_term_that_is_over_and_one_again_when_it_is_renewed(self):
        board = a_board(a_programme())
        seat = a_seat(board, term_to=date(2026, 3, 1))
        assert not Grant.objects.filter(person=seat.person).exists()

        a_seat(board, seat.person, term_to=date(2027, 3, 1))

        assert Grant.objects.filter(person=seat.person).count() == 1


class TestSetOversight:
    def test_gives_one_board_and_one_decision_maker(self):
        workstream = a_workstream()
        board = a_board(workstream.programme, name="Homes Board")
        director = a_decision_maker(workstream.programme.organisation, name="Director of Children")

        overseen(workstream, board, director)
        overseen(workstream, board, director)

        row = oversights([workstream.id])[workstream.id]
        assert (row.board, row.decision_maker, row.version) == ("Homes Board", "Director of Children", 1)
        assert Event.objects.filter(type="governance.oversight.set").count() == 1

    @pytest.mark.parametrize(("kind", "why"), [("scrutiny", "reviews"), ("support", "not a board")])
    def test_refuses_what_oversees_nothing(self, kind, why):
        workstream = a_workstream()

        with pytest.raises(Invalid, match=why):
            overseen(workstream, a_board(workstream.programme, kind=kind))

    def test_refuses_a_board_of_another_programme_or_council(self):
        workstream = a_workstream()
        sibling = a_programme(workstream.programme.organisation)

        with pytest.raises(Invalid, match="another programme"):
            overseen(workstream, a_board(sibling))
        with pytest.raises(Invalid, match="another council"):
            overseen(workstream, a_board(a_council()))
        with pytest.raises(Invalid, match="another council"):
            overseen(workstream, None, a_decision_maker(a_council()))

    def test_refuses_a_stale_version(self):
        workstream = a_workstream()
        overseen(workstream, a_board(workstream.programme))
        overseen(workstream, None)

        with pytest.raises(Stale):
            changes.set_oversight(
                workstream_id=workstream.id,
                board_id=a_board(workstream.programme).id,
                decision_maker_id=None,
                version=1,
                by=access.system(),
                at=NOW,
            )


class TestSetLimit:
    def test_sets_and_unsets_and_never_reads_unset_as_nil(self):
        director = a_decision_maker(a_council())

        for limit in (Decimal(250_000), Decimal(0), None):
            changes.set_limit(
                decision_maker_id=director.id, kind="virement", limit=limit, by=access.system(), at=NOW
            )
            row = decision_makers(reader=access.system())[director.id]
            assert row.limits.get("virement") == limit

        assert not DelegationLimit.objects.exists()
        assert Event.objects.filter(type="governance.decision_maker.limit_set").count() == 3


class TestBoards:
    def test_show_members_parent_and_what_they_oversee_to_their_reader(self):
        workstream = a_workstream()
        hidden = a_workstream(workstream.programme, marking="exempt", exempt_paragraph=3)
        council = workstream.programme.organisation
        parent = a_board(council, name="Cabinet")
        board = a_board(workstream.programme, parent_id=parent.id)
        a_seat(board, a_person(name="Ada Chair"), role="chair")
        overseen(workstream, board)
        overseen(hidden, board)

        row = boards(reader=someone("staff", council))[board.id]

        assert row.parent == "Cabinet"
        assert [(m.name, m.role_words) for m in row.members] == [("Ada Chair", "Chair")]
        assert row.oversees == (workstream.id,)

    def test_show_the_public_open_boards_without_their_members(self):
        programme = a_programme()
        open_board = a_board(programme)
        a_board(programme, marking="internal")
        a_seat(open_board)

        shown = boards(reader=access.public())

        assert list(shown) == [open_board.id]
        assert shown[open_board.id].members == ()

    def test_take_as_many_queries_for_ten_as_for_one(self, django_assert_num_queries):
        programme = a_programme()
        reader = someone("pmo", programme)
        for _ in range(10):
            board = a_board(programme)
            a_seat(board)
            overseen(a_workstream(programme), board)

        with django_assert_num_queries(6):
            assert len(boards(reader=reader)) == 10

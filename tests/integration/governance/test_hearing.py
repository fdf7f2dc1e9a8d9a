"""Who hears of an alert, with the rights people have when it is asked."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.changes import reassess_programme, stand_down
from governance.models import Alert
from governance.queries import alert_hearers, alerts, hearers, workstream_hearers
from programme import changes as ground
from programme.rules.access import public, system
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream, grant, someone

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
LATE = {"baseline_date": date(2026, 2, 1), "baseline_precision": "day"}
EXEMPT = {"marking": "exempt", "exempt_paragraph": 3}


def alert_on(milestone):
    reassess_programme(programme_id=milestone.programme_id, by=system(), at=NOW)
    return Alert.objects.get(kind="milestone_slip", subject_id=milestone.id)


def who(hearing):
    return {h.person_id: h.whys for h in hearing.hearers}


def why_not(hearing):
    return {u.person_id: u.silence for u in hearing.unheard}


@pytest.fixture
def workstream():
    programme = a_programme()
    owner = a_person()
    grant(owner, "lead", programme)
    return a_workstream(programme, name="Children's homes", owner_id=owner.id)


class TestHearers:
    def test_are_the_owner_and_the_board_each_told_why(self, workstream):
        board = a_board(workstream.programme, name="Homes Board", gather_seconds=30, alert_hold_seconds=7)
        chair = a_seat(board, role="chair")
        overseen(workstream, board)
        alert = alert_on(a_milestone(workstream, **LATE))

        heard = hearers(alert_id=alert.id, at=NOW)

        assert who(heard) == {
            workstream.owner_id: ("You own this workstream",),
            chair.person_id: ("You sit on the Homes Board",),
        }
        assert (heard.board, heard.gather_seconds, heard.hold_seconds) == ("Homes Board", 30, 7)

    def test_hear_once_with_every_reason(self, workstream):
        board = a_board(workstream.programme, name="Homes Board")
        a_seat(board, workstream.owner)
        overseen(workstream, board)
        alert = alert_on(a_milestone(workstream, owner_id=workstream.owner_id, name="Home opens", **LATE))

        heard = hearers(alert_id=alert.id, at=NOW)

        assert who(heard) == {
            workstream.owner_id: (
                "You own this workstream",
                "You own Home opens",
                "You sit on the Homes Board",
            )
        }

    def test_leave_members_out_whose_board_has_live_alerts_off_but_not_its_officers(self, workstream):
        board = a_board(workstream.programme, live_alerts=False)
        councillor, officer = a_seat(board), a_seat(board)
        grant(officer.person, "finance", workstream.programme)
        overseen(workstream, board)
        alert = alert_on(a_milestone(workstream, **LATE))

        heard = hearers(alert_id=alert.id, at=NOW)

        assert set(who(heard)) == {workstream.owner_id, officer.person_id}
        assert why_not(heard) == {councillor.person_id: "board_quiet"}

    def test_leave_out_whose_term_is_over_or_has_not_begun(self, workstream):
        board = a_board(workstream.programme)
        last_day = a_seat(board, term_to=date(2026, 5, 20))
        a_seat(board, term_to=date(2026, 5, 19))
        a_seat(board, term_from=date(2026, 5, 21))
        overseen(workstream, board)

        heard = hearers(workstream_id=workstream.id, at=NOW)

        assert set(who(heard)) == {workstream.owner_id, last_day.person_id}

    def test_lose_their_hearing_with_their_right(self, workstream):
        board = a_board(workstream.programme)
        member = a_seat(board)
        overseen(workstream, board)
        alert = alert_on(a_milestone(workstream, **LATE))
        for row in workstream.owner.grants.all():
            ground.withdraw_grant(grant_id=row.id, by=system(), at=NOW)

        stand_down(board_id=board.id, person_id=member.person_id, by=system(), at=NOW)

        heard = hearers(alert_id=alert.id, at=NOW)
        assert who(heard) == {}
        assert why_not(heard) == {workstream.owner_id: "not_allowed"}

    def test_leave_out_whose_account_is_closed(self, workstream):
        ground.revise_person(
            person_id=workstream.owner_id, version=None, values={"is_active": False}, by=system(), at=NOW
        )

        assert why_not(hearers(workstream_id=workstream.id, at=NOW)) == {workstream.owner_id: "inactive"}

    def test_of_an_exempt_thing_are_the_cleared_and_are_told_no_more_than_that(self, workstream):
        board = a_board(workstream.programme, name="Homes Board")
        chair, member = a_seat(board, role="chair", cleared=True), a_seat(board)
        overseen(workstream, board)
        alert = alert_on(a_milestone(workstream, **EXEMPT, **LATE))

        heard = hearers(alert_id=alert.id, at=NOW)

        assert [(h.person_id, h.telling) for h in heard.hearers] == [(chair.person_id, "exempt")]
        assert why_not(heard) == {workstream.owner_id: "not_cleared", member.person_id: "not_cleared"}
        assert heard.marking == "exempt"

    def test_of_something_taken_away_are_judged_by_where_it_stood(self, workstream):
        milestone = a_milestone(workstream, **EXEMPT, **LATE)
        alert = alert_on(milestone)
        ground.remove_milestone(
            milestone_id=milestone.id, version=None, by=system(), at=NOW, reason="No longer wanted"
        )

        heard = hearers(alert_id=alert.id, at=NOW)

        assert why_not(heard) == {workstream.owner_id: "not_cleared"}

    def test_follow_a_milestone_to_its_new_workstream(self, workstream):
        milestone = a_milestone(workstream, **LATE)
        alert = alert_on(milestone)
        other = a_workstream(workstream.programme, owner_id=someone("lead", workstream.programme).person_id)
        ground.revise_milestone(
            milestone_id=milestone.id,
            version=None,
            values={"workstream_id": other.id},
            by=system(),
            at=NOW,
        )

        assert set(who(hearers(alert_id=alert.id, at=NOW))) == {other.owner_id}

    def test_of_what_is_not_there_are_nobody(self):
        assert hearers(at=NOW).hearers == ()

    def test_are_found_for_many_in_as_many_queries_as_for_one(self, workstream):
        overseen(workstream, a_board(workstream.programme))
        for _ in range(8):
            a_milestone(workstream, **LATE)
        reassess_programme(programme_id=workstream.programme_id, by=system(), at=NOW)
        ids = list(Alert.objects.filter(kind="milestone_slip").values_list("id", flat=True))

        counts = []
        for some in (ids[:1], ids):
            with CaptureQueriesContext(connection) as queries:
                assert len(alert_hearers(some, at=NOW)) == len(some)
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_would_hear_is_known_before_anything_happens(self, workstream):
        assert set(who(workstream_hearers([workstream.id], at=NOW)[workstream.id])) == {workstream.owner_id}


class TestAlerts:
    def test_are_shown_to_those_who_see_the_thing(self, workstream):
        milestone = a_milestone(workstream, **EXEMPT, **LATE)
        alert = alert_on(milestone)
        cleared = someone("chair", workstream.programme, cleared=True)

        assert alert.id in alerts(reader=cleared)
        assert alert.id not in alerts(reader=someone("chair", workstream.programme))
        assert alert.id not in alerts(reader=public())
        assert alert.id not in alerts(reader=someone("pmo", a_programme(), cleared=True))

    def test_of_something_taken_away_stay_with_those_who_saw_it(self, workstream):
        milestone = a_milestone(workstream, **EXEMPT, **LATE)
        alert = alert_on(milestone)
        ground.remove_milestone(
            milestone_id=milestone.id, version=None, by=system(), at=NOW, reason="No longer wanted"
        )
        cleared = someone("chair", workstream.programme, cleared=True)

        assert alert.id in alerts(reader=cleared)
        assert alert.id not in alerts(reader=someone("staff", workstream.programme))

    def test_are_narrowed_by_what_is_asked(self, workstream):
        other = a_workstream()
        alert, elsewhere = alert_on(a_milestone(workstream, **LATE)), alert_on(a_milestone(other, **LATE))

        asked = alerts(reader=system(), workstream_ids=[workstream.id], kinds=["milestone_slip"])

        assert list(asked) == [alert.id]
        assert elsewhere.id in alerts(reader=system(), programme_ids=[other.programme_id])
        assert alerts(reader=system(), is_open=False) == {}

"""Reporting rounds: one open at a time, returned by whoever may update the workstream, lists of both kinds."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from programme import changes, queries
from programme.changes import Invalid
from programme.models import ReportingRound, RoundReturn
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.access import Refused, system
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone

pytestmark = pytest.mark.django_db

OPENS, DEADLINE = date(2026, 11, 2), date(2026, 11, 19)
IN_TIME = datetime(2026, 11, 10, 9, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def a_round(programme, **values):
    given = {"name": "November", "opens_on": OPENS, "deadline": DEADLINE, **values}
    return changes.open_round(programme_id=programme.pk, values=given, by=LOADING, at=LONG_AGO)


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def workstream(programme):
    return a_workstream(programme, ref="WS1", name="Homes", owner_id=a_person(name="Lena Lead").pk)


def seen(row, reader=None, on=date(2026, 11, 23)):
    return queries.rounds(reader=reader or system(), ids=[row.pk], on=on)[row.pk]


def send_back(row, workstream, *, by=LOADING, at=IN_TIME, note=""):
    return changes.return_round(round_id=row.pk, workstream_id=workstream.pk, by=by, at=at, note=note)


class TestOpenRound:
    def test_a_programme_has_one_open_at_a_time(self, programme):
        a_round(programme)

        with pytest.raises(Invalid, match="“November” is still open: close it before another opens"):
            a_round(programme, name="December")
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportingRound.objects.create(
                programme=programme, name="December", opens_on=OPENS, deadline=DEADLINE
            )

    def test_another_opens_once_it_is_closed(self, programme):
        first = a_round(programme)
        changes.close_round(round_id=first.pk, version=None, by=LOADING, at=LATE)

        assert a_round(programme, name="December").closed_at is None

    def test_takes_the_office_or_the_manager(self, programme):
        for role in (access.PMO, access.MANAGER):
            by = someone(role, programme)
            row = changes.open_round(
                programme_id=programme.pk,
                values={"name": role, "opens_on": OPENS, "deadline": DEADLINE},
                by=by,
                at=IN_TIME,
            )
            changes.close_round(round_id=row.pk, version=1, by=by, at=LATE)
        with pytest.raises(Refused):
            changes.open_round(
                programme_id=programme.pk,
                values={"name": "Lead's", "opens_on": OPENS, "deadline": DEADLINE},
                by=someone(access.LEAD, programme),
                at=IN_TIME,
            )

    def test_refuses_a_deadline_before_it_opens(self, programme):
        with pytest.raises(Invalid, match="not before the day it opens"):
            a_round(programme, deadline=date(2026, 11, 1))

    def test_a_moved_deadline_takes_a_reason(self, programme):
        row = a_round(programme)
        later = {"deadline": date(2026, 11, 26)}

        with pytest.raises(Invalid, match="Say why the deadline moves"):
            changes.revise_round(round_id=row.pk, version=None, values=later, by=LOADING, at=IN_TIME)
        changes.revise_round(
            round_id=row.pk, version=None, values=later, by=LOADING, at=IN_TIME, reason="Half term"
        )

        assert seen(row).deadline == date(2026, 11, 26)
        assert not seen(row).is_overdue


class TestReturnRound:
    def test_moves_a_workstream_from_those_missing_to_those_returned(self, programme, workstream):
        other = a_workstream(programme)
        row = a_round(programme)

        send_back(row, workstream, note="All dates hold")

        found = seen(row)
        assert [(r.workstream.id, r.note, r.days_late) for r in found.returned] == [
            (workstream.pk, "All dates hold", 0)
        ]
        assert [(m.workstream.id, m.days_late) for m in found.missing] == [(other.pk, 4)]
        assert found.is_overdue

    def test_may_be_said_again_and_the_first_decides_whether_it_was_late(self, programme, workstream):
        row = a_round(programme)

        send_back(row, workstream)
        send_back(row, workstream, at=LATE, note="One date moved")

        (found,) = seen(row).returned
        assert (found.times, found.days_late, found.note) == (2, 0, "One date moved")
        assert RoundReturn.objects.count() == 2

    def test_says_how_late_it_came(self, programme, workstream):
        row = a_round(programme)

        send_back(row, workstream, at=LATE)

        assert seen(row).returned[0].days_late == 4
        assert Event.objects.get(type="programme.round.returned").payload["days_late"] == 4

    def test_takes_the_workstreams_own_lead_or_manager(self, programme, workstream):
        row = a_round(programme)
        own, strange = (
            someone(access.LEAD, workstream),
            someone(access.LEAD, a_workstream(programme)),
        )

        send_back(row, workstream, by=own)
        send_back(row, workstream, by=someone(access.MANAGER, programme))

        for by in (strange, someone(access.FINANCE, programme), someone(access.STAFF, programme)):
            with pytest.raises(Refused):
                send_back(row, workstream, by=by)

    def test_is_refused_before_it_opens_and_once_it_is_closed(self, programme, workstream):
        row = a_round(programme)

        with pytest.raises(Invalid, match="opens on 2 Nov 2026"):
            send_back(row, workstream, at=datetime(2026, 11, 1, 9, tzinfo=UTC))
        changes.close_round(round_id=row.pk, version=None, by=LOADING, at=LATE)
        with pytest.raises(Invalid, match="was closed on 23 Nov 2026: report in the next one"):
            send_back(row, workstream, at=LATE)

    def test_is_refused_for_another_programmes_workstream(self, programme):
        with pytest.raises(Invalid, match="does not stand in the programme"):
            send_back(a_round(programme), a_workstream())


class TestLists:
    def test_a_closed_round_keeps_who_had_not_returned(self, programme, workstream):
        row = a_round(programme)
        changes.close_round(round_id=row.pk, version=None, by=LOADING, at=LATE)
        a_workstream(programme, name="Came later")

        found = seen(row, on=date(2027, 1, 1))

        assert [(m.workstream.id, m.days_late) for m in found.missing] == [(workstream.pk, 4)]
        assert not found.is_overdue
        assert found.next_chase is None

    def test_are_over_the_workstreams_their_reader_may_see(self, programme, workstream):
        hidden = a_workstream(programme, marking="exempt", exempt_paragraph=3)
        row = a_round(programme)

        staff = seen(row, someone(access.STAFF, programme))
        lead = seen(row, someone(access.LEAD, workstream))
        office = seen(row, someone(access.PMO, programme, cleared=True))

        assert [m.workstream.id for m in staff.missing] == [workstream.pk]
        assert [m.workstream.id for m in lead.missing] == [workstream.pk]
        assert {m.workstream.id for m in office.missing} == {workstream.pk, hidden.pk}

    def test_no_stranger_sees_a_round(self, programme):
        row = a_round(programme)

        assert queries.rounds(reader=someone(access.PMO, a_programme()), ids=[row.pk]) == {}

    def test_takes_the_same_number_of_queries_however_many_there_are(
        self, programme, workstream, django_assert_num_queries
    ):
        rows = [a_round(programme)]
        for _ in range(3):
            another = a_programme()
            for _ in range(3):
                grant(a_person(), access.LEAD, a_workstream(another))
            rows.append(a_round(another))

        with django_assert_num_queries(4):
            queries.rounds(reader=system(), ids=[row.pk for row in rows])


class TestRoundsToChase:
    def test_are_those_open_on_a_day_of_chasing(self, programme):
        row = a_round(programme)

        days = [date(2026, 11, day) for day in range(18, 31)]
        found = [day.day for day in days if queries.rounds_to_chase(day) == [row.pk]]
        changes.close_round(round_id=row.pk, version=None, by=LOADING, at=LATE)

        assert found == [20, 25, 30]
        assert queries.rounds_to_chase(date(2026, 11, 25)) == []

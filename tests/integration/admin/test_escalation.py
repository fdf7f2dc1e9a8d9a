"""Tolerances, recoveries, ratings of programmes and alerts taken in hand, on their screens."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from governance import changes
from governance.models import Acknowledgement, Alert, ProgrammeRating, RecoveryRecord, Tolerance
from programme import changes as ground
from programme.rules import access
from tests.factories.governance import a_board, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_person, a_workstream, grant, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, add_url, list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream(ref="W1", name="Homes")


@pytest.fixture
def office(workstream):
    return Desk(someone(access.PMO, workstream.programme.organisation))


def red(workstream):
    ground.report_status(
        workstream_id=workstream.id, version=None, rating="red", reason="Late", by=LOADING, at=LONG_AGO
    )
    changes.reassess_programme(programme_id=workstream.programme_id, by=access.system(), at=LONG_AGO)


class TestTolerances:
    def test_are_rows_of_the_boards_form(self, office, workstream):
        board = a_board(workstream.programme)
        page = office.form(board)

        answer = office.save(
            board,
            page.typed("board_form", tolerances__TOTAL_FORMS=1)
            | {"tolerances-0-kind": "money", "tolerances-0-level": "saving", "tolerances-0-limit": "£20k"},
        )

        row = Tolerance.objects.get()
        assert answer.status == 302
        assert (row.board_id, row.kind, row.level, row.limit) == (
            board.id,
            "money",
            "saving",
            Decimal(20_000),
        )

    def test_that_do_not_exist_are_refused_in_words(self, office, workstream):
        board = a_board(workstream.programme)
        page = office.form(board)

        answer = office.save(
            board,
            page.typed("board_form", tolerances__TOTAL_FORMS=1)
            | {"tolerances-0-kind": "time", "tolerances-0-level": "saving", "tolerances-0-limit": "30"},
        )

        assert "There is no such tolerance" in answer
        assert not Tolerance.objects.exists()


class TestWhoWouldHear:
    def test_says_who_else_beyond_each_tolerance_and_who_would_not(self, office, workstream):
        above = a_board(workstream.programme, name="Cabinet", live_alerts=False)
        board = a_board(workstream.programme, name="Savings Board", parent_id=above.id)
        officer, member = a_person(name="Olga Officer"), a_person(name="Mo Member")
        grant(officer, access.MANAGER, workstream.programme)
        a_seat(above, officer)
        a_seat(above, member)
        overseen(workstream, board)
        changes.set_tolerance(
            board_id=board.id, kind="time", level="milestone", limit=Decimal(30), by=LOADING, at=LONG_AGO
        )

        page = office.form(a_milestone(workstream))

        assert "Beyond 30 days, the tolerance of Savings Board" in page
        assert "It goes to Cabinet" in page
        assert "Olga Officer" in page
        assert "Mo Member" in page
        assert "their board has live alerts switched off" in page

    def test_says_so_for_a_saving_and_for_a_workstream_whose_rating_is_given(self, office, workstream):
        above = a_board(workstream.programme, name="Cabinet", live_alerts=False)
        board = a_board(workstream.programme, name="Savings Board", parent_id=above.id, live_alerts=False)
        owner, officer, member = (a_person(name=n) for n in ("Oda Owner", "Olga Officer", "Mo Member"))
        grant(owner, access.LEAD, workstream)
        grant(officer, access.MANAGER, workstream.programme)
        a_seat(above, officer)
        a_seat(board, member)
        overseen(workstream, board)
        for level in ("saving", "workstream"):
            changes.set_tolerance(
                board_id=board.id, kind="money", level=level, limit=Decimal(20_000), by=LOADING, at=LONG_AGO
            )
        saving = a_saving(workstream, owner_id=owner.id, name="Fewer placements")

        pages = [office.form(saving), office.form(workstream)]

        for page in pages:
            assert "Beyond £20,000, the tolerance of Savings Board" in page
            assert "It goes to Cabinet" in page
            assert "Olga Officer" in page
            assert "Mo Member" in page
        assert "You own Fewer placements" in pages[0]


class TestARecovery:
    def test_is_given_an_owner_and_closed_with_its_outcome(self, office, workstream):
        overseen(workstream, a_board(workstream.programme))
        red(workstream)
        record = RecoveryRecord.objects.get()
        owner = a_person(name="Olga Officer")
        grant(owner, access.LEAD, workstream.programme)
        page = office.form(record)

        given = {
            "owner": str(owner.pk),
            "reassess_on": f"{timezone.localdate() + timedelta(days=9):%Y-%m-%d}",
        }
        office.save(record, page.typed("recoveryrecord_form", **given))
        record.refresh_from_db()
        assert record.owner_id == owner.id
        page = office.form(record)
        answer = office.save(record, page.typed("recoveryrecord_form", outcome="Re-let"))

        record.refresh_from_db()
        assert answer.status == 302
        assert (record.outcome, record.closed_at is not None) == ("Re-let", True)


class TestARating:
    def test_greener_than_its_parts_is_refused_without_a_day(self, office, workstream):
        red(workstream)
        page = office.open(add_url(ProgrammeRating))
        given = page.typed(
            "programmerating_form",
            programme=str(workstream.programme_id),
            rating="green",
            reason="All is well",
        )

        refused = office.send(add_url(ProgrammeRating), given)
        assert "Green is greener than W1 Homes, rated Red" in refused
        expires = timezone.localdate() + timedelta(days=10)
        office.send(add_url(ProgrammeRating), given | {"expires_on": f"{expires:%Y-%m-%d}"})

        assert ProgrammeRating.objects.get().expires_on == expires


class TestTakingInHand:
    def test_is_an_action_that_asks_what_will_be_done(self, office, workstream):
        red(workstream)
        alert = Alert.objects.get(kind="workstream_rag")

        chosen = {"action": "take_in_hand", "_selected_action": str(alert.pk)}
        asked = office.send(list_url(Alert), chosen)
        assert "They go on to nobody else until they worsen" in asked
        office.send(list_url(Alert), chosen | {"post": "yes", "reason": "I call the contractor"})

        row = Acknowledgement.objects.get()
        assert (row.alert_id, row.note) == (alert.id, "I call the contractor")
        assert "I call the contractor" in office.form(alert)


class TestThreeOpinions:
    def test_stand_on_the_workstreams_form_with_its_recovery(self, office, workstream):
        red(workstream)

        page = office.form(workstream)

        assert "By rule" in page
        assert "By chance" in page
        assert "nobody named brings it back, assessed again on 29 Apr 2026" in page

"""Taking an alert in hand by the API, and reading opinions, ratings and recoveries."""

from datetime import date

import pytest

from governance import changes as governing
from governance.changes import reassess_programme
from governance.models import Acknowledgement, Alert, RecoveryRecord
from programme import changes
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import a_board, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    workstream = a_workstream(ref="W1", name="Homes")
    overseen(workstream, a_board(workstream.programme, name="Savings Board"))
    milestone = a_milestone(workstream, baseline_date=date(2095, 1, 1))
    changes.report_status(
        workstream_id=workstream.id, version=None, rating="red", reason="Late", by=LOADING, at=LONG_AGO
    )
    changes.reforecast_milestone(
        milestone_id=milestone.id,
        version=None,
        forecast=date(2095, 9, 1),
        reason="Late",
        by=access.system(),
        at=LONG_AGO,
    )
    reassess_programme(programme_id=workstream.programme_id, by=access.system(), at=LONG_AGO)
    return workstream


@pytest.fixture
def alert(workstream):
    return Alert.objects.get(kind="milestone_slip")


@pytest.fixture
def caller(workstream):
    return Caller(someone(access.MANAGER, workstream.programme))


def acknowledge(caller, alert, **options):
    options.setdefault("version", alert.version)
    return caller.post(f"alerts/{alert.id}/acknowledge", {"note": "On it"}, **options)


class TestAcknowledge:
    def test_takes_it_in_hand_and_says_who_has_it(self, caller, alert):
        answer = acknowledge(caller, alert)

        assert answer.status_code == 200
        (taken,) = answer.json()["acknowledged"]
        assert (taken["note"], taken["step_number"]) == ("On it", 1)
        assert Event.objects.filter(type="governance.alert.acknowledged", door="api").count() == 1

    def test_again_by_the_same_key_acts_once(self, caller, alert):
        first = acknowledge(caller, alert, key="once")
        again = acknowledge(caller, alert, key="once")

        assert (first.status_code, again.status_code) == (200, 200)
        assert Acknowledgement.objects.count() == 1

    def test_is_refused_to_who_may_only_read(self, workstream, alert):
        staff = Caller(someone(access.STAFF, workstream.programme))

        assert acknowledge(staff, alert).status_code == 403

    def test_is_not_found_by_a_stranger(self, alert):
        stranger = Caller(someone(access.MANAGER, a_programme()))

        assert acknowledge(stranger, alert).status_code == 404

    def test_of_a_closed_one_is_refused_in_words(self, caller, alert):
        Alert.objects.filter(pk=alert.pk).update(closed_at=LONG_AGO)

        answer = acknowledge(caller, alert)

        assert answer.status_code == 422
        assert "closed" in str(answer.json())


class TestReading:
    def test_gives_the_three_opinions_side_by_side(self, caller, workstream):
        row = caller.get(f"workstreams/{workstream.id}/opinions").json()

        assert (row["workstream"]["ref"], row["reported"], row["by_rule"]) == ("W1", "Red", "Red")
        assert caller.get("opinions").json()["results"] == [row]

    def test_gives_what_red_opened(self, caller, workstream):
        (row,) = caller.get("recoveries").json()["results"]

        assert row["workstream"]["id"] == str(workstream.id)
        assert (row["board"], row["plan"], row["closed_at"]) == ("Savings Board", "Late", None)
        assert caller.get("recoveries", state="closed").json()["results"] == []

    def test_gives_a_programmes_rating_as_it_shows(self, caller, workstream):
        governing.rate_programme(
            programme_id=workstream.programme_id,
            rating="red",
            reason="As its parts",
            by=access.system(),
            at=LONG_AGO,
        )

        row = caller.get(f"programmes/{workstream.programme_id}/rating").json()

        assert (row["shown"], row["given"], row["note"], row["lapsed"]) == ("Red", "Red", "", False)

    def test_hides_all_of_it_from_a_stranger(self, workstream):
        stranger = Caller(someone(access.MANAGER, a_programme()))

        assert stranger.get(f"workstreams/{workstream.id}/opinions").status_code == 404
        assert stranger.get(f"programmes/{workstream.programme_id}/rating").status_code == 404
        assert stranger.get("recoveries").json()["results"] == []
        assert RecoveryRecord.objects.exists()

"""Targets and closings through the API: read under one's grants, and an amount said anew by a decision."""

from datetime import UTC, date, datetime

import pytest

from governance import changes as governing
from governance import queries
from governance.rules.closing import Handed
from programme.rules import access
from tests.factories.governance import on_record
from tests.factories.ground import a_person, a_programme, someone
from tests.factories.savings import a_saving, a_target
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def target(programme):
    return a_target(programme, 300_000)


@pytest.fixture
def caller(programme):
    return Caller(someone(access.FINANCE, programme))


class TestTargets:
    def test_are_read_with_their_amount(self, caller, programme, target):
        (row,) = caller.get(f"programmes/{programme.pk}/targets").json()["targets"]

        assert row["amount"] == "300000.00"
        assert caller.get(f"targets/{target.pk}").json()["id"] == str(target.pk)

    def test_are_not_there_for_a_stranger(self, programme, target):
        stranger = Caller(someone(access.FINANCE, a_programme()))

        assert stranger.get(f"programmes/{programme.pk}/targets").status_code == 404
        assert stranger.get(f"targets/{target.pk}").status_code == 404

    def test_are_said_anew_by_a_decision_on_the_record_alone(self, caller, programme, target):
        body = {"amount": "200000.00", "decision": "CAB 7", "reason": "Lowered"}
        address = f"targets/{target.pk}/amounts"

        refused = caller.post(address, body, version=target.version)
        on_record(programme, "CAB 7", "Cabinet", date(2026, 4, 10))
        answer = caller.post(address, body, version=target.version)

        assert refused.status_code == 422
        assert "No decision CAB 7 is on the record" in str(refused.json())
        assert answer.json()["amount"] == "200000.00"
        assert answer.json()["decision"] == "CAB 7"


class TestClosures:
    def test_say_who_signed_what_and_who_took_over(self, programme):
        line = a_saving(programme, ref="24S1", name="Fewer homes")
        finance, heir = someone(access.FINANCE, programme, cleared=True), a_person()
        governing.close_programme(
            programme_id=programme.id,
            version=None,
            handed=[Handed("saving", line.pk, heir.pk)],
            lessons="Begin earlier",
            review_on=date(2099, 4, 1),
            by=finance,
            at=datetime(2027, 4, 20, 10, tzinfo=UTC),
        )
        assert queries.closures(reader=finance, programme_ids=[programme.id])

        (row,) = Caller(finance).get(f"programmes/{programme.pk}/closures").json()["closures"]

        assert row["signed_by"] == finance.name
        assert row["handovers"][0]["person"] == heir.name
        assert row["years"][0] == {
            "year": "2026/27",
            "plan": "120000.00",
            "forecast": None,
            "forecast_words": "0 of 1 line known",
            "claimed": "0.00",
            "validated": "0.00",
        }

"""Writing: what is stored, by whom and why; versions, refusals, and each of them in words."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest

from programme.models import MilestoneReport, StatusReport
from programme.outbox.models import Event, Work
from programme.rules import access
from savings.models import SavingForecast
from tests.factories.governance import on_record
from tests.factories.ground import someone
from tests.fakes.callers import Caller
from tests.integration.api.council import a_busy_council

pytestmark = pytest.mark.django_db

LATER = {"forecast": "2095-06-01", "reason": "The lift shaft is flooded"}


@pytest.fixture
def council():
    return a_busy_council()


@pytest.fixture
def manager(council):
    return someone(access.MANAGER, council.programme)


@pytest.fixture
def caller(manager):
    return Caller(manager)


def reforecast(caller, milestone, body=None, **options):
    options.setdefault("version", milestone.version)
    return caller.post(f"milestones/{milestone.id}/reforecast", LATER if body is None else body, **options)


class TestRebaseline:
    SENT: ClassVar[dict[str, str]] = {
        "baseline": "2095-06-01",
        "precision": "month",
        "reason": "The site floods",
    }

    def send(self, caller, milestone, **more):
        body = {**self.SENT, **more}
        return caller.post(f"milestones/{milestone.id}/rebaseline", body, version=milestone.version)

    def test_without_a_decision_is_told_as_one_that_is_needed(self, council, caller):
        answer = self.send(caller, council.late)

        assert answer.status_code == 409
        assert "is held to its baseline: moving that takes a decision" in answer.json()["detail"]

    def test_by_a_decision_on_the_record_keeps_the_original(self, council, caller):
        on_record(council.programme, "CAB 1", "Cabinet", date(2026, 4, 20))
        authority = {"decision": "CAB 1", "decision_maker": "Cabinet", "effective": "2026-04-20"}

        answer = self.send(caller, council.late, authority=authority)

        assert answer.status_code == 200, answer.json()
        assert answer.json()["baseline"]["precision"] == "month"
        assert answer.json()["original_baseline"]["precision"] == "day"


class TestReforecast:
    def test_moves_the_date_and_keeps_who_and_why(self, council, caller, manager):
        answer = reforecast(caller, council.late)

        council.late.refresh_from_db()
        report = MilestoneReport.objects.filter(milestone=council.late).latest("milestone_version")
        assert answer.status_code == 200
        assert answer.json()["forecast"]["date"] == "2095-06-01"
        assert answer["ETag"] == f'"{council.late.version}"'
        assert (council.late.forecast_date, council.late.forecast_precision) == (date(2095, 6, 1), "day")
        assert (report.reported_by_id, report.reason) == (manager.person_id, LATER["reason"])

    def test_is_the_same_change_as_by_any_other_door(self, council, caller):
        reforecast(caller, council.late)

        event = Event.objects.get(type="programme.milestone.reforecast", door="api")
        assert event.payload["now"] == "2095-06-01"
        assert Work.objects.filter(event=event, handler="governance.reassess").exists()

    def test_takes_a_date_as_exact_as_it_is_known(self, council, caller):
        body = {"forecast": "2095-11-20", "precision": "month", "reason": "Some time in November"}

        answer = reforecast(caller, council.late, body)

        assert answer.json()["forecast"] == {
            "date": "2095-11-01",
            "precision": "month",
            "text": "November 2095",
        }

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"reason": "Late"}, "forecast"),
            ({"forecast": "2095-06-01"}, "reason"),
            ({"forecast": "2095-06-01", "reason": "  "}, "reason"),
            ({"forecast": "2095-06-01", "reason": "x" * 1001}, "reason"),
            ({"forecast": "1 June", "reason": "Late"}, "forecast"),
            ({"forecast": None, "reason": "Late"}, "forecast"),
            ({"forecast": "0001-01-01", "precision": "season", "reason": "Late"}, "forecast"),
            ({"forecast": "2095-06-01", "precision": "week", "reason": "Late"}, "precision"),
            ({"forecast": "2095-06-01", "precison": "month", "reason": "Late"}, "precison"),
            ({"forecast": "2095-06-01", "reason": "a\u0000b"}, "reason"),
            ({"forecast": "2095-06-01", "reason": ["Late"]}, "reason"),
            (["2095-06-01"], ""),
            ({}, "forecast"),
        ],
    )
    def test_names_the_field_that_cannot_be_stored(self, council, caller, body, field):
        answer = reforecast(caller, council.late, body)

        assert answer.status_code == 422
        assert field in {e["field"] for e in answer.json()["errors"]}
        assert MilestoneReport.objects.filter(milestone=council.late).count() == 2


class TestStatusReport:
    def test_is_kept_beside_the_earlier_ones(self, council, caller, manager):
        answer = caller.post(
            f"workstreams/{council.workstream.id}/status-reports",
            {"rating": "red", "reason": "No builder"},
            version=council.workstream.version,
        )

        newest = StatusReport.objects.filter(workstream=council.workstream).latest("recorded_at")
        assert answer.status_code == 200
        assert (answer.json()["rag"], answer.json()["rag_words"]) == ("red", "Red")
        assert (newest.rater_id, newest.reason) == (manager.person_id, "No builder")
        assert StatusReport.objects.filter(workstream=council.workstream).count() == 2

    def test_knows_its_colours(self, council, caller):
        answer = caller.post(
            f"workstreams/{council.workstream.id}/status-reports",
            {"rating": "blue", "reason": "Cold"},
            version=council.workstream.version,
        )

        assert answer.status_code == 422
        assert [e["field"] for e in answer.json()["errors"]] == ["rating"]


class TestForecast:
    def test_stands_from_when_it_is_said(self, council, caller):
        answer = caller.post(
            f"savings/{council.saving.id}/forecasts",
            {"amounts": {"2094/95": "107000.00", "2095/96": None}, "reason": "One school fewer"},
            version=council.saving.version,
        )

        shown = answer.json()
        assert answer.status_code == 200, shown
        assert [y["said"] for y in shown["years"]][:2] == ["107000.00", None]
        assert shown["forecast_basis"] == "said"
        assert shown["said"]["reason"] == "One school fewer"
        assert list(
            SavingForecast.objects.filter(saving=council.saving)
            .order_by("year")
            .values_list("year", "amount")
        ) == [(2094, Decimal("107000.00")), (2095, None)]

    @pytest.mark.parametrize(
        ("amounts", "field"),
        [
            ({"2094/95": 107000.10}, "amounts.2094/95"),
            ({"2094/95": True}, "amounts.2094/95"),
            ({"2094/95": "107000.001"}, "amounts.2094/95"),
            ({"2094/95": "NaN"}, "amounts.2094/95"),
            ({"2094/95": "-1.00"}, "amount"),
            ({"2094/96": "1.00"}, "amounts.2094/96"),
            ({"9999/00": "1.00"}, "amounts.9999/00"),
            ({"2094/95": "1.00", "94/95": "1.00", "2094-95": "2.00"}, "amounts.2094-95"),
            ({}, "amounts"),
            ("107000.00", "amounts"),
        ],
    )
    def test_is_exact_or_refused(self, council, caller, amounts, field):
        answer = caller.post(
            f"savings/{council.saving.id}/forecasts",
            {"amounts": amounts, "reason": "Guess"},
            version=council.saving.version,
        )

        assert answer.status_code == 422
        assert field in {e["field"] for e in answer.json()["errors"]}
        assert not SavingForecast.objects.exists()

    def test_takes_whole_pounds_as_a_number(self, council, caller):
        answer = caller.post(
            f"savings/{council.saving.id}/forecasts",
            {"amounts": {"24/25": 1, "2094/95": 107000}, "reason": "Whole"},
            version=council.saving.version,
        )

        assert answer.status_code == 200


class TestVersion:
    def test_has_to_be_named(self, council, caller):
        answer = reforecast(caller, council.late, version=None)

        assert answer.status_code == 428
        assert "If-Match" in answer.json()["detail"]

    def test_that_is_old_is_told_what_it_is_now(self, council, caller):
        seen = council.late.version
        reforecast(caller, council.late)

        answer = reforecast(caller, council.late, {**LATER, "forecast": "2095-07-01"})

        assert answer.status_code == 412
        assert (answer.json()["saw"], answer.json()["now"]) == (seen, seen + 1)
        assert answer["ETag"] == f'"{seen + 1}"'
        council.late.refresh_from_db()
        assert council.late.forecast_date == date(2095, 6, 1)

    @pytest.mark.parametrize(
        ("given", "status"), [("{}", 400), ("7", 400), ('"7", "8"', 400), ('"x"', 400), ("*", 428), ("", 428)]
    )
    def test_is_one_etag(self, council, caller, given, status):
        answer = reforecast(caller, council.late, version=None, headers={"If-Match": given})

        assert answer.status_code == status

    def test_may_have_been_weakened_on_the_way(self, council, caller):
        given = {"If-Match": f'W/"{council.late.version}"'}

        assert reforecast(caller, council.late, version=None, headers=given).status_code == 200

    def test_of_a_thing_is_the_etag_of_reading_it(self, council, caller):
        tag = caller.get(f"savings/{council.saving.id}")["ETag"]

        answer = caller.post(
            f"savings/{council.saving.id}/forecasts",
            {"amounts": {"2094/95": "1.00"}, "reason": "Less"},
            headers={"If-Match": tag},
        )

        assert answer.status_code == 200


class TestRights:
    @pytest.mark.parametrize(
        "role", [access.MEMBER, access.CHAIR, access.STAFF, access.AUDIT, access.FINANCE]
    )
    def test_of_who_sees_and_may_not_change_are_told_what_it_takes(self, council, role):
        answer = reforecast(Caller(someone(role, council.programme)), council.late)

        assert answer.status_code == 403
        assert "programme manager" in answer.json()["detail"]
        assert answer.json()["type"].endswith("#refused")

    def test_of_a_lead_end_with_their_workstream(self, council):
        lead = Caller(someone(access.LEAD, council.workstream))

        own = reforecast(lead, council.late)
        loose = lead.post(
            f"savings/{council.loose.id}/forecasts",
            {"amounts": {"2095/96": "1.00"}, "reason": "x"},
            version=1,
        )

        assert own.status_code == 200
        assert loose.status_code == 404

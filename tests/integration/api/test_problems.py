"""Every refusal is a problem document that says what is wrong and what to do."""

import pytest
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from rest_framework.throttling import SimpleRateThrottle

from programme.api.problems import KINDS, problem_response
from programme.rules import access
from tests.factories.ground import a_council, a_milestone, someone
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller():
    return Caller(someone(access.STAFF, a_council()))


def is_problem(answer, status, kind):
    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer["Content-Type"] == "application/problem+json"
    assert body["type"].endswith(f"/api/problems/#{kind}")
    assert body["title"] == KINDS[kind].title
    assert body["detail"]
    assert body["request_id"]
    return True


class TestProblem:
    def test_of_an_address_that_is_none(self, caller):
        assert is_problem(caller.get("nothing/here"), 404, "not-found")
        assert is_problem(caller.get("/api/v1/"), 404, "not-found")
        assert is_problem(caller.get("milestones/not-an-id"), 404, "not-found")

    def test_of_a_method_that_is_not_taken(self, caller):
        answer = caller.method("DELETE", "milestones")

        assert is_problem(answer, 405, "method")
        assert "GET" in answer["Allow"]
        assert is_problem(caller.method("OPTIONS", "milestones"), 405, "method")

    def test_of_another_media_type_asked_for(self, caller):
        answer = caller._client.get("/api/v1/milestones", headers={"Accept": "text/csv"})

        assert is_problem(answer, 406, "not-acceptable")

    def test_of_another_media_type_sent(self, caller):
        milestone = a_milestone()
        manager = Caller(someone(access.MANAGER, milestone.programme))

        answer = manager.post(
            f"milestones/{milestone.id}/reforecast", "forecast=1", version=1, content_type="text/plain"
        )

        assert is_problem(answer, 415, "media-type")

    @pytest.mark.parametrize("sent", [b"{", b"\xff\xfe", b'{"forecast": NaN}', b"[" * 60_000])
    def test_of_what_is_no_json(self, sent):
        milestone = a_milestone()
        manager = Caller(someone(access.MANAGER, milestone.programme))

        answer = manager.post(f"milestones/{milestone.id}/reforecast", sent, version=1)

        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"

    def test_of_too_much(self):
        milestone = a_milestone()
        manager = Caller(someone(access.MANAGER, milestone.programme))

        answer = manager.post(
            f"milestones/{milestone.id}/reforecast",
            {"forecast": "2095-01-01", "reason": "x" * 70_000},
            version=1,
        )

        assert is_problem(answer, 413, "too-large")

    def test_of_asking_too_often(self, caller, monkeypatch):
        monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": "1/min", "user": "1/min"})

        first, second = caller.get("me"), caller.get("me")

        assert first.status_code == 200
        assert is_problem(second, 429, "throttled")
        assert 1 <= int(second["Retry-After"]) <= 60

    def test_of_a_busy_database_asks_to_come_back(self):
        request = RequestFactory().get("/api/v1/milestones")

        answer = problem_response(
            OperationalError("canceling statement due to lock timeout"), {"request": request}
        )

        assert answer.status_code == 503
        assert answer["Retry-After"] == "2"

    def test_of_our_own_making_says_nothing_of_what_went_wrong(self, caller, monkeypatch):
        def broken(**_):
            raise RuntimeError("Close the Elm Road home")

        monkeypatch.setattr("programme.queries.milestones", broken)
        caller._client.raise_request_exception = False

        answer = caller.get("milestones")

        assert is_problem(answer, 500, "failed")
        assert b"Elm" not in answer.content

    def test_leads_to_what_to_do_about_it(self, caller):
        address, _, kind = caller.get("milestones/x").json()["type"].partition("#")

        page = Client().get(address.removeprefix("http://127.0.0.1:8000")).content.decode()

        assert f'id="{kind}"' in page
        assert KINDS[kind].advice in page
        assert all(f'id="{name}"' in page for name in KINDS)


class TestAddress:
    def test_is_found_with_a_slash_at_its_end_too(self, caller):
        assert caller.get("milestones/").status_code == 200
        assert caller.get("milestones").status_code == 200

"""Pages: every row once, in a settled order, whatever comes and goes meanwhile; no fact in an address."""

import base64
from datetime import date, timedelta

import pytest

from governance.changes import reassess_programme
from programme import changes
from programme.rules import access
from tests.factories.ground import LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.fakes.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def caller(workstream):
    return Caller(someone(access.MANAGER, workstream.programme, cleared=True))


def pages(caller, address, **query):
    found = [caller.get(address, **query).json()]
    while found[-1]["next"]:
        found.append(caller.get(found[-1]["next"]).json())
    return found


def refs(*found):
    return [row["ref"] for page in found for row in page["results"]]


class TestPages:
    @pytest.mark.parametrize("order", ["programme", "-programme", "forecast", "-forecast", "baseline"])
    @pytest.mark.parametrize("size", [1, 2, 3, 7])
    def test_hold_every_row_once_in_order(self, workstream, caller, order, size):
        same_day = date(2095, 5, 1)
        for n in range(6):
            dated = (
                {"baseline_date": None, "baseline_precision": "none"}
                if n == 5
                else {"baseline_date": same_day}
            )
            a_milestone(workstream, ref=f"R{n}", position=n // 2, **dated)

        whole = caller.get("milestones", order=order).json()
        parts = pages(caller, "milestones", order=order, page_size=size)

        assert refs(*parts) == refs(whole)
        assert len(refs(whole)) == len(set(refs(whole))) == 6
        assert all(len(page["results"]) == size for page in parts[:-1])

    def test_neither_repeat_nor_skip_when_rows_come_and_go(self, workstream, caller):
        rows = [a_milestone(workstream, ref=f"R{n}", position=n) for n in range(2, 8)]
        first = caller.get("milestones", page_size=3).json()

        a_milestone(workstream, ref="early", position=0)
        a_milestone(workstream, ref="late", position=9)
        changes.remove_milestone(
            milestone_id=rows[2].id, version=None, by=access.system(), at=LONG_AGO, reason="Twice"
        )
        second = caller.get(first["next"]).json()

        assert refs(first) == ["R2", "R3", "R4"]
        assert refs(second) == ["R5", "R6", "R7"]

    def test_end_with_no_next(self, workstream, caller):
        a_milestone(workstream)

        answer = caller.get("milestones", page_size=1)

        assert answer.json()["next"] is None
        assert "Link" not in answer

    def test_name_the_next_in_a_header_too(self, workstream, caller):
        for _ in range(2):
            a_milestone(workstream)

        answer = caller.get("milestones", page_size=1, programme=workstream.programme.code)

        assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'
        assert f"programme={workstream.programme.code}" in answer.json()["next"]

    def test_are_ordered_by_text_without_mistaking_case_or_signs(self, caller, workstream):
        for name in ("Éclair", "apple", "Banana", "b-side", "Ångström", "zebra"):
            a_workstream(workstream.programme, name=name)

        whole = caller.get("workstreams", order="name").json()

        assert refs(*pages(caller, "workstreams", order="name", page_size=1)) == refs(whole)

    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_of_alerts_pass_over_what_is_hidden(self, size):
        programme = a_programme()
        for n in range(5):
            marking = {"marking": "exempt", "exempt_paragraph": 3} if n % 2 else {}
            milestone = a_milestone(a_workstream(programme), baseline_date=date(2095, 1, 1), **marking)
            changes.reforecast_milestone(
                milestone_id=milestone.id,
                version=None,
                forecast=date(2095, 3, 1),
                reason="Late",
                by=access.system(),
                at=LONG_AGO,
            )
            reassess_programme(
                programme_id=programme.id, by=access.system(), at=LONG_AGO + timedelta(hours=n)
            )
        staff = Caller(someone(access.STAFF, programme))

        found = pages(staff, "alerts", kind="milestone_slip", page_size=size)

        opened = [row["opened_at"] for page in found for row in page["results"]]
        assert len(opened) == 3
        assert opened == sorted(opened, reverse=True)


class TestCursor:
    def test_holds_no_fact_of_an_exempt_row(self, workstream, caller):
        exempt = {"marking": "exempt", "exempt_paragraph": 4, "baseline_date": date(2095, 5, 17)}
        a_milestone(workstream, name="Close the Elm Road home", ref="ELM", **exempt)
        a_milestone(workstream, baseline_date=date(2096, 1, 1))

        address = caller.get("milestones", order="forecast", page_size=1).json()["next"]

        cursor = address.partition("cursor=")[2].split("%3A")[0].split(":")[0]
        inside = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        assert "2095" not in inside
        assert "ELM" not in address + inside

    def test_is_refused_when_the_row_it_ended_with_has_moved(self, workstream, caller):
        first, _ = (a_milestone(workstream, baseline_date=date(2095, month, 1)) for month in (1, 2))
        address = caller.get("milestones", order="forecast", page_size=1).json()["next"]

        changes.reforecast_milestone(
            milestone_id=first.id,
            version=None,
            forecast=date(2096, 1, 1),
            reason="Late",
            by=access.system(),
            at=LONG_AGO,
        )
        answer = caller.get(address)

        assert answer.status_code == 400
        assert answer.json()["type"].endswith("#cursor")

    @pytest.mark.parametrize("cursor", ["x", "WyJhIl0:1:2", "", "9a3c1b52-6b1e-4a57-9d0c-7a40f7f1c0de"])
    def test_that_is_none_is_refused(self, workstream, caller, cursor):
        answer = caller.get("milestones", cursor=cursor)

        assert answer.status_code == 400

    def test_of_another_order_or_list_is_refused(self, workstream, caller):
        for _ in range(2):
            a_milestone(workstream)
        cursor = (
            caller.get("milestones", page_size=1).json()["next"].partition("cursor=")[2].replace("%3A", ":")
        )

        other_order = caller.get("milestones", cursor=cursor, order="forecast")
        other_list = caller.get("workstreams", cursor=cursor)

        assert other_order.status_code == other_list.status_code == 400
        assert other_order.json()["type"].endswith("#cursor")
        assert other_list.json()["type"].endswith("#cursor")

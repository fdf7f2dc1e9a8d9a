"""Who sees what: every resource, by role and marking, and in the same words whether hidden or not there."""

from itertools import product
from uuid import uuid4

import pytest

from programme.rules import access
from tests.factories.ground import a_council, a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.fakes.callers import Caller
from tests.integration.api.council import a_busy_council

pytestmark = pytest.mark.django_db

# Role, cleared -> the markings seen. Source: docs/method.md, "Who may see what".
SEEN = {
    (access.SCRUTINY, False): {"open"},
    (access.STAFF, False): {"open", "internal"},
    (access.LEAD, False): {"open", "internal"},
    (access.MEMBER, False): {"open", "internal"},
    (access.MANAGER, False): {"open", "internal"},
    (access.SCRUTINY, True): {"open", "exempt"},
    (access.STAFF, True): {"open", "internal", "exempt"},
    (access.MEMBER, True): {"open", "internal", "exempt"},
    (access.CHAIR, True): {"open", "internal", "exempt", "confidential"},
    (access.MANAGER, True): {"open", "internal", "exempt", "confidential"},
    (access.AUDIT, True): {"open", "internal", "exempt", "confidential"},
}


def marked(marking):
    return {"marking": marking, "exempt_paragraph": 4 if marking == "exempt" else None}


@pytest.fixture
def programme():
    programme = a_programme()
    for marking in access.MARKINGS:
        workstream = a_workstream(programme, name=f"A {marking} workstream", **marked(marking))
        a_milestone(workstream, name=f"Below {marking}")
        a_saving(workstream, name=f"Below {marking}")
        a_milestone(a_workstream(programme), name=f"A {marking} milestone", **marked(marking))
    return programme


class TestReader:
    @pytest.mark.parametrize(("role", "cleared"), SEEN)
    @pytest.mark.parametrize("address", ["workstreams", "milestones", "savings"])
    def test_lists_what_their_grants_show_and_nothing_else(self, programme, role, cleared, address):
        caller = Caller(someone(role, programme, cleared=cleared))

        rows = caller.get(address, page_size=200).json()["results"]

        assert {row["marking"] for row in rows} == SEEN[role, cleared]

    @pytest.mark.parametrize("kind", ["workstream", "milestone", "saving"])
    def test_sees_the_risk_of_nothing_else_either(self, programme, kind):
        caller = Caller(someone(access.STAFF, programme))

        rows = caller.get("delivery-risks", kind=kind, page_size=200).json()["results"]

        assert {row["marking"] for row in rows} == {"open", "internal"}

    def test_of_another_council_sees_nothing(self, programme):
        a_busy_council()
        caller = Caller(someone(access.PMO, a_council(), cleared=True))

        lists = (
            "programmes", "workstreams", "milestones", "savings", "pressures", "positions", "boards", "alerts",
            "decisions", "risks", "impact-assessments",
        )  # fmt: skip
        assert [caller.get(address).json()["results"] for address in lists] == [[]] * len(lists)

    def test_of_one_workstream_sees_its_programme_by_name_and_its_lines_alone(self, programme):
        own, other = programme.workstreams.filter(marking="open")[:2]
        caller = Caller(someone(access.LEAD, own))

        assert [w["id"] for w in caller.get("workstreams").json()["results"]] == [str(own.id)]
        assert [p["code"] for p in caller.get("programmes").json()["results"]] == [programme.code]
        assert caller.get(f"workstreams/{other.id}").status_code == 404


class TestHidden:
    @pytest.mark.parametrize(
        ("address", "suffix"),
        [
            *product(["workstreams", "milestones", "savings"], ["", "/risk"]),
            ("workstreams", "/position"),
            ("boards", ""),
            ("alerts", ""),
            ("decisions", ""),
            ("risks", ""),
            ("impact-assessments", ""),
            ("programmes", ""),
            ("programmes", "/position"),
        ],
    )
    def test_is_told_as_what_is_not_there(self, address, suffix):
        council = a_busy_council()
        hidden = {
            "workstreams": council.workstream,
            "milestones": council.late,
            "savings": council.saving,
            "boards": council.board,
            "alerts": council.alert,
            "decisions": council.decision,
            "risks": council.risk,
            "impact-assessments": council.assessment,
            "programmes": council.programme,
        }[address]
        stranger = Caller(someone(access.PMO, a_council(), cleared=True))

        answers = [stranger.get(f"{address}/{thing}{suffix}") for thing in (hidden.id, uuid4())]

        assert [a.status_code for a in answers] == [404, 404]
        told = [{k: v for k, v in a.json().items() if k not in ("instance", "request_id")} for a in answers]
        assert told[0] == told[1]

    @pytest.mark.parametrize(
        ("address", "body"),
        [
            ("milestones/{}/reforecast", {"forecast": "2095-05-01", "reason": "Late"}),
            ("workstreams/{}/status-reports", {"rating": "red", "reason": "Late"}),
            ("savings/{}/forecasts", {"amounts": {"2094/95": "1.00"}, "reason": "Late"}),
        ],
    )
    def test_cannot_be_written_and_says_no_more(self, address, body):
        council = a_busy_council()
        ids = {"m": council.late.id, "w": council.workstream.id, "s": council.saving.id}
        stranger = Caller(someone(access.PMO, a_council(), cleared=True))

        answers = [
            stranger.post(address.format(thing), body, version=1, key=str(uuid4()))
            for thing in (ids[address[0]], uuid4())
        ]

        assert [a.status_code for a in answers] == [404, 404]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]

    def test_is_in_no_total(self, programme):
        exempt = programme.savings.get(workstream__marking="exempt")
        staff, cleared = (
            Caller(someone(access.STAFF, programme, cleared=is_cleared)) for is_cleared in (False, True)
        )

        without, with_it = (c.get(f"programmes/{programme.id}/position").json() for c in (staff, cleared))

        assert with_it["lines"] - without["lines"] == 1
        assert exempt.planned_amounts.exists()
        assert without["over"] == "over the lines you may see, without exempt items"
        assert with_it["over"] == "over the lines you may see, exempt items among them"

    def test_is_said_in_the_same_words_where_nothing_is_hidden(self):
        caller = Caller(someone(access.STAFF, a_busy_council().programme))

        (position,) = caller.get("positions").json()["results"]

        assert position["over"] == "over the lines you may see, without exempt items"

    def test_moves_no_figure_of_what_is_shown(self):
        council = a_busy_council()
        council.late.marking, council.late.exempt_paragraph = "exempt", 3
        council.late.save()
        staff, cleared = (
            Caller(someone(access.STAFF, council.programme, cleared=is_cleared))
            for is_cleared in (False, True)
        )

        shown, whole = (c.get(f"savings/{council.saving.id}").json() for c in (staff, cleared))

        assert (shown["milestone_ids"], shown["days_late"], shown["delay"]) == ([], None, None)
        assert whole["days_late"] == 59


class TestAudit:
    def test_is_logged_by_address(self, programme, caplog):
        auditor = someone(access.AUDIT, programme, cleared=True)
        caller = Caller(auditor)

        with caplog.at_level("INFO"):
            caller.get("savings")

        noted = [r.msg for r in caplog.records if isinstance(r.msg, dict) and r.msg["event"] == "audit.read"]
        assert [(n["person"], n["path"]) for n in noted] == [(str(auditor.person_id), "/api/v1/savings")]

"""The description: valid, without a warning, complete, and true of what is answered."""

import json
from copy import deepcopy
from datetime import timedelta
from functools import cache

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from governance import changes
from programme.api.problems import KINDS
from programme.rules import access
from tests.factories.governance import a_consultation, a_meeting, a_paper, an_action, some_findings
from tests.factories.ground import LOADING, LONG_AGO, a_person, someone
from tests.factories.savings import a_target
from tests.fakes.callers import Caller
from tests.integration.api.council import a_busy_council

METHODS = ("get", "post", "put", "patch", "delete")


@cache
def description():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def operations():
    return [
        (address, method, operation)
        for address, methods in description()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


class TestDescription:
    def test_is_valid_and_made_without_a_warning(self):
        validate_schema(description())

        assert not GENERATOR_STATS._warn_cache
        assert not GENERATOR_STATS._error_cache

    def test_names_each_use_once_and_says_what_it_is_for(self):
        ids = [operation["operationId"] for _, _, operation in operations()]

        assert len(ids) == len(set(ids))
        assert all(operation["description"] for _, _, operation in operations())

    def test_declares_the_refusals_of_each_use(self):
        always = {"401", "406", "429", "500", "503"}

        for address, method, operation in operations():
            wanted = always | ({"404"} if "{id}" in address else set())
            if method == "post":
                wanted |= {"400", "403", "409", "412", "413", "415", "422", "428"}
            refused = {status for status in operation["responses"] if status != "200"}
            assert wanted <= refused, address
            assert all(
                "application/problem+json" in operation["responses"][status]["content"] for status in refused
            )

    def test_asks_every_write_for_the_version_seen(self):
        writes = [operation for _, method, operation in operations() if method != "get"]

        assert len(writes) == 13
        for operation in writes:
            headers = {
                p["name"]: p.get("required", False) for p in operation["parameters"] if p["in"] == "header"
            }
            assert headers == {"If-Match": True, "Idempotency-Key": False}

    def test_knows_every_status_a_problem_may_have(self):
        declared = {s for _, _, operation in operations() for s in operation["responses"]}

        assert {str(kind.status) for kind in KINDS.values()} - {"405"} <= declared


def governed(council):
    """Put one of each thing a board deals with on record, with something of everything in it."""
    programme, board = council.programme, council.board
    paper = a_paper(programme, board_id=board.id, brief_summary="Short")
    changes.attach_document(
        thing_kind="paper", thing_id=paper.id, values={"title": "Appendix"}, by=LOADING, at=LONG_AGO
    )
    meeting = a_meeting(board, starts_at=LONG_AGO - timedelta(days=1))
    changes.add_agenda_item(
        meeting_id=meeting.id, values={"title": "It", "paper_id": paper.id}, by=LOADING, at=LONG_AGO
    )
    came = {a_person().id: "present"}
    changes.hold_meeting(meeting_id=meeting.id, version=None, attendance=came, by=LOADING, at=LONG_AGO)
    finding = some_findings(programme)[0]
    changes.step_finding(finding_id=finding.id, version=None, state="accepted", by=LOADING, at=LONG_AGO)
    return {
        "meetings": meeting.id,
        "papers": paper.id,
        "actions": an_action(programme, meeting_id=meeting.id, owner_id=a_person().id).id,
        "findings": finding.id,
        "consultations": a_consultation(programme).id,
    }


@pytest.mark.django_db
class TestAnswer:
    def test_of_each_use_is_as_described(self):
        council = a_busy_council()
        caller = Caller(someone(access.MANAGER, council.programme, cleared=True))
        ids = {
            "programmes": council.programme.id,
            "workstreams": council.workstream.id,
            "milestones": council.late.id,
            "savings": council.saving.id,
            "pressures": council.pressure.id,
            "targets": a_target(council.programme, 300_000).id,
            "boards": council.board.id,
            "alerts": council.alert.id,
            **governed(council),
            "decisions": council.decision.id,
            "risks": council.risk.id,
            "impact-assessments": council.assessment.id,
        }
        query = {"/api/v1/positions": {"by": "workstream"}}

        for address, method, operation in operations():
            if method != "get":
                continue
            noun = address.removeprefix("/api/v1/").partition("/")[0]
            whole = address.replace("{id}", str(ids.get(noun)))
            answer = caller.get(whole, **query.get(address, {}))
            assert answer.status_code == 200, whole
            assert fits(operation["responses"]["200"]["content"]["application/json"]["schema"], answer.json())

    def test_of_a_refusal_is_as_described(self):
        problem = {"$ref": "#/components/schemas/Problem"}

        assert fits(problem, Caller().get("me").json())
        assert fits(problem, Caller().get("nowhere").json())


def fits(schema, value):
    """Tell whether a value is as described, and holds nothing that is not: no key is shown that nobody meant."""
    components = deepcopy(description()["components"])
    for each in components["schemas"].values():
        if "properties" in each:
            each["additionalProperties"] = False
    whole = {**schema, "components": components}
    errors = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(whole).iter_errors(value)]
    assert errors == []
    return True


@pytest.mark.django_db
class TestPages:
    def test_of_the_description_are_open_to_everybody(self):
        browser = Client()

        schema = browser.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
        docs = browser.get("/api/docs/")

        assert json.loads(schema.content)["openapi"].startswith("3.1")
        assert docs.status_code == 200
        assert browser.get("/api/docs")["Location"] == browser.get("/api/")["Location"] == "/api/docs/"

    def test_run_under_the_strict_policy(self):
        browser = Client()

        docs = browser.get("/api/docs/")

        page = docs.content.decode()
        assert "unsafe" not in docs["Content-Security-Policy"]
        assert "<style" not in page
        assert page.count("<script") == page.count('<script src="/') == 3
        script = browser.get("/api/docs/?script=")
        assert script["Content-Type"].startswith("application/javascript")

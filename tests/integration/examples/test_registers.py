"""Risks and impacts on people: as published where a paper prints them, scored and under review in the copies."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from deploy.examples.folder import DATA
from deploy.examples.stories import STORIES
from governance import queries
from governance.queries.board_checks import board_findings
from governance.rules.risk_matrix import NHS
from programme import queries as ground
from programme.models import Milestone, Programme
from programme.rules import access
from programme.rules.access import public, system
from tests.factories.examples import AT
from tests.factories.ground import a_person, grant

pytestmark = pytest.mark.django_db

CODES = [story.code for story in STORIES.values()]


def rows(*path):
    with Path(DATA, *path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def programme(code):
    return next(iter(ground.programmes(reader=system(), code=code).values()))


@pytest.fixture
def hampshire(told):
    return programme("hampshire-sp2023")


class TestHampshiresRisks:
    def test_are_the_seven_printed_and_unscored(self, hampshire):
        found = queries.risks(reader=public(), programme_ids=[hampshire.id]).values()

        printed = [
            (f"R{r['risk_no']}", r["risk_summary"], r["workstreams_named"])
            for r in rows("hampshire", "risks.csv")
        ]
        assert [(risk.ref, risk.title, risk.workstreams_named) for risk in found] == printed
        assert {(risk.band_words, risk.score, risk.state) for risk in found} == {("not scored", None, "open")}
        assert not any(risk.owner or risk.mitigation or risk.review_on for risk in found)

    def test_say_what_is_a_challenge_and_which_paper_they_are_of(self, hampshire):
        found = queries.risks(reader=system(), programme_ids=[hampshire.id]).values()

        noted = {r["risk_no"]: r["note"] for r in rows("hampshire", "risks.csv")}
        for risk in found:
            assert risk.source.startswith("Hampshire Children's Services Savings Programme")
            assert noted[risk.ref[1:]] in risk.source

    def test_are_linked_to_workstreams_of_exactly_the_name_printed(self, hampshire):
        found = {r.ref: r for r in queries.risks(reader=system(), programme_ids=[hampshire.id]).values()}

        assert found["R1"].workstream == "W11 Modernising Placements"
        assert found["R2"].workstream == ""
        assert [(name, key is not None) for name, key in found["R2"].named] == [
            ("Modernising Placements", True),
            ("Home to School Transport", True),
            ("Post 16/Care Leavers accommodation", False),
        ]

    def test_the_table_stays_as_printed_beside_them(self, hampshire):
        tables = ground.published_tables(reader=public(), programme_ids=[hampshire.id]).values()

        assert {"risks", "equality_impacts"} <= {table.code for table in tables}


class TestHampshiresEquality:
    def test_is_completed_as_published_without_day_or_signature(self, hampshire):
        found = queries.impact_assessments(reader=public(), programme_ids=[hampshire.id]).values()

        printed = [
            (f"EQ{r['item_no']}", r["subject"], r["impact_summary"], r["mitigation_summary"])
            for r in rows("hampshire", "equality_impacts.csv")
        ]
        assert [(a.ref, a.subject, a.impact, a.mitigation) for a in found] == printed
        assert {(a.state, a.is_done, a.signed_on, a.screened_on) for a in found} == {
            ("completed", True, None, None)
        }
        assert [a.workstream for a in found] == ["", "W8 Overnight Respite", ""]


class TestSomerset:
    @pytest.mark.parametrize(("code", "file"), [("priorities", "priorities"), ("activities", "activities")])
    def test_has_its_priorities_and_activities_as_tables(self, told, code, file):
        somerset = programme("somerset-ct")

        tables = ground.published_tables(reader=public(), programme_ids=[somerset.id]).values()

        (table,) = [one for one in tables if one.code == code]
        assert [list(row) for row in table.rows] == [
            list(row.values()) for row in rows("somerset", f"{file}.csv")
        ]

    def test_has_its_activities_as_milestones(self, told):
        somerset = programme("somerset-ct")

        names = set(Milestone.objects.filter(programme_id=somerset.id).values_list("name", flat=True))

        assert {row["activity"] for row in rows("somerset", "activities.csv")} <= names


class TestSouthamptonsBoards:
    def test_are_all_there_and_none_of_them_decides(self, told):
        southampton = programme("southampton-cl")
        found = queries.boards(reader=public(), programme_ids=[southampton.id]).values()

        assert {board.name for board in found} == {row["name"] for row in rows("southampton", "boards.csv")}
        findings = board_findings(reader=public(), programme_ids=[southampton.id])
        assert {one.where for one in findings if one.code == "shown_as_deciding"} == {
            "Children and Families Scrutiny Panel"
        }


class TestRegistersOfTheCopies:
    @pytest.mark.parametrize("code", CODES)
    def test_are_illustrative_scored_and_reviewed_over_months(self, told, code):
        copy = programme(code)
        found = queries.risks(reader=system(), programme_ids=[copy.id])
        reviews = queries.risk_reviews(found, reader=system())

        assert all(risk.illustrative and risk.owner and risk.score is not None for risk in found.values())
        assert {risk.matrix for risk in found.values()} == {f"{NHS.name} (illustrative)"}
        assert {risk.band for risk in found.values()} <= {band.name for band in NHS.bands}
        assert all(row.recorded_at <= AT for rows in reviews.values() for row in rows)
        assert any(len({row.band for row in rows}) > 1 for rows in reviews.values())
        spans = [rows[-1].recorded_at - rows[0].recorded_at for rows in reviews.values()]
        assert max(span.days for span in spans) > 90

    @pytest.mark.parametrize("code", CODES)
    def test_have_a_review_that_is_overdue(self, told, code):
        found = queries.risks(reader=system(), programme_ids=[programme(code).id], state="open").values()

        assert any(risk.review_on and risk.review_on < timezone.localdate(AT) for risk in found)

    @pytest.mark.parametrize("code", CODES)
    def test_one_assessment_is_outstanding_and_holds_a_decision_back(self, told, code):
        copy = programme(code)
        assessments = queries.impact_assessments(reader=system(), programme_ids=[copy.id]).values()

        waiting = [one for one in assessments if not one.is_done]
        assert len(waiting) == 1
        assert all(one.illustrative for one in assessments)
        (one,) = waiting
        held = queries.outstanding_assessments([one.decision_id])[one.decision_id]
        assert [each.ref for each in held] == [one.ref]
        assert "signed by" in held[0].who_signs

    def test_who_drafted_did_not_sign(self, told):
        for code in CODES:
            for row in queries.impact_assessments(
                reader=system(), programme_ids=[programme(code).id]
            ).values():
                assert not row.signed_by or row.signed_by not in " ".join(row.may_not_sign)

    @pytest.mark.parametrize("code", CODES[:2])
    def test_an_exempt_risk_is_seen_by_the_cleared_alone(self, told, code):
        copy = programme(code)
        everything = queries.risks(reader=system(), programme_ids=[copy.id])
        staff = grant(a_person(), access.STAFF, Programme.objects.get(pk=copy.id))

        seen = queries.risks(reader=staff, programme_ids=[copy.id])

        assert len(everything) == len(seen) + 1

"""What papers print of boards at work is on record as printed: counts and words against the tables kept here."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from deploy.examples.folder import DATA
from deploy.examples.loading import load
from deploy.examples.source import read_example
from governance import queries
from governance.models import Consultation, Document, Finding, Meeting, Paper
from programme import queries as ground
from programme.models import Programme
from programme.rules import access
from programme.rules.access import system
from tests.factories.ground import a_person, grant

pytestmark = pytest.mark.django_db


def rows(*path):
    with Path(DATA, *path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def programme(code):
    return next(iter(ground.programmes(reader=system(), code=code).values()))


@pytest.fixture
def southampton(told):
    return programme("southampton-cl")


@pytest.fixture
def paper(southampton):
    (found,) = queries.papers(reader=system(), programme_ids=[southampton.id]).values()
    return found


class TestTheReview:
    def test_has_every_finding_as_printed(self, southampton):
        found = queries.findings(reader=system(), programme_ids=[southampton.id]).values()

        printed = [
            (int(r["finding_no"]), r["theme"], r["kind"], r["summary"], r["value"], r["unit"], r["note"])
            for r in rows("southampton", "review_findings.csv")
        ]
        assert [(f.number, f.theme, f.kind, f.summary, f.value, f.unit, f.note) for f in found] == printed
        assert {f.state for f in found} == {"open"}
        assert not any(f.owner_id or f.board_id or f.due_on or f.response or f.steps for f in found)

    def test_asks_for_49_responses_of_63(self, southampton):
        (found,) = queries.finding_counts(reader=access.public(), programme_ids=[southampton.id])[
            southampton.id
        ].values()

        kinds = Counter(r["kind"] for r in rows("southampton", "review_findings.csv"))
        assert kinds == {
            "concern": 30, "recommendation": 15, "suggested_action": 3, "question": 1, "strength": 8, "context": 6,
        }  # fmt: skip
        assert (found.findings, found.need_response, found.by_state) == (63, 49, {"open": 49})
        assert len(found.by_theme) == 13


class TestThePanelPaper:
    def test_has_the_words_of_the_report(self, paper):
        (printed,) = rows("southampton", "decisions.csv")

        assert (paper.subject, paper.decision_maker, paper.report_of, paper.wards) == (
            printed["subject"], printed["decision_maker"], printed["report_of"], printed["wards"],
        )  # fmt: skip
        assert (paper.decision_date, paper.state, paper.key_decision) == (
            date(2024, 1, 25),
            "published",
            False,
        )
        for field, column in (
            ("recommendations", "recommendation_summary"),
            ("reasons", "reason_summary"),
            ("alternatives", "alternatives"),
            ("statutory_power", "legal_power"),
            ("policy_framework", "policy_framework"),
            ("resource_revenue", "financial_implications"),
            ("resource_property", "property_implications"),
        ):
            assert paper.section(field) == printed[column]
        assert paper.section("outcome") == printed["outcome"] == ""
        assert paper.source == printed["source_document"]

    def test_names_the_boards_that_govern_risk_and_the_priorities(self, paper):
        for priority in rows("southampton", "priorities.csv"):
            assert priority["priority_summary"] in paper.section("detail")
        assert "Building for Brilliance governance board" in paper.section("risk_management")
        assert "Projects and change team" in paper.section("risk_management")

    def test_names_its_exempt_appendix_by_paragraph_3_without_a_file(self, told, paper):
        (appendix,) = paper.documents
        open_to_all = queries.papers(reader=access.public(), ids=[paper.id])[paper.id]

        assert (appendix.marking, appendix.paragraph, appendix.has_file) == ("exempt", 3, False)
        assert appendix.citation == "Category 3 of paragraph 10.4, Access to Information Procedure Rules"
        assert appendix.citation in open_to_all.section("confidentiality")
        assert open_to_all.documents == ()

    def test_has_its_equality_assessment_outstanding_and_no_other(self, paper):
        stands = {a.kind: (a.state_words, a.is_outstanding) for a in paper.assessments}

        assert stands["equality"] == ("Full assessment outstanding", True)
        assert stands["data_protection"] == ("Screened out", False)

    def test_is_on_the_panels_agenda(self, paper):
        (meeting,) = queries.meetings(reader=access.public(), board_ids=[paper.board_id]).values()

        assert (meeting.board, meeting.state) == ("Children and Families Scrutiny Panel", "planned")
        assert [(item.number, item.title) for item in meeting.agenda] == [(1, paper.subject)]
        notes = queries.meetings(reader=system(), ids=[meeting.id])[meeting.id].notes
        assert notes.startswith(
            "The paper prints a day and no time. Outcome of the meeting not in the report"
        )


class TestTheConsultation:
    def test_has_the_dates_and_the_figures(self, told):
        hampshire = programme("hampshire-sp2023")
        (found,) = queries.consultations(reader=access.public(), programme_ids=[hampshire.id]).values()

        assert (found.opens_on, found.closes_on, found.days) == (date(2021, 6, 7), date(2021, 7, 18), 42)
        assert found.responses == 2027
        assert "Response forms: 1,931 (Part of all responses)" in found.bases
        assert "Reduce or change services: 49% disagree" in found.outcome
        for row in rows("hampshire", "consultation.csv"):
            said = found.bases + found.outcome
            assert row["section"] == "context" or (row["item"] in said and f"{int(row['value']):,}" in said)
        tables = ground.published_tables(reader=system(), programme_ids=[hampshire.id])
        assert tables[found.table_id].code == "consultation"


class TestLoadingAgain:
    def test_changes_nothing(self, told):
        held = [model.objects.count() for model in (Paper, Document, Meeting, Finding, Consultation)]

        again = [load(read_example(name), at=told.at).changed for name in ("southampton", "hampshire")]

        assert again == [0, 0]
        assert [model.objects.count() for model in (Paper, Document, Meeting, Finding, Consultation)] == held

    def test_puts_back_what_an_earlier_version_did_not_have(self, told, southampton):
        Finding.objects.filter(programme_id=southampton.id, number__gt=60).delete()

        assert load(read_example("southampton"), at=told.at).changed == 3


class TestWhoIsSignedIn:
    def test_sees_the_appendix_where_they_are_cleared(self, told, paper, southampton):
        there = Programme.objects.get(pk=southampton.id)
        cleared, other = (
            grant(a_person(), access.MEMBER, there, cleared=is_cleared) for is_cleared in (True, False)
        )

        seen = [queries.documents(reader=reader, thing_ids=[paper.id]) for reader in (cleared, other)]

        assert [len(found) for found in seen] == [1, 0]

"""The risk register, matrices, impact assessments and the checks of boards in the admin."""

import pytest
from django.urls import reverse

from governance import queries
from governance.models import ImpactAssessment, Risk, RiskMatrix
from programme.rules import access
from tests.factories.governance import a_board, a_decision_maker, a_risk, a_seat, an_assessment, overseen
from tests.factories.ground import a_person, a_workstream, grant, someone
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream(ref="W3", name="Foster care", owner_id=a_person(name="Olive Owner").id)


@pytest.fixture
def office(workstream):
    return Desk(grant(a_person(name="Pat Office"), access.PMO, workstream.programme.organisation))


@pytest.fixture
def manager(workstream):
    return Desk(grant(a_person(name="Mo Manager"), access.MANAGER, workstream.programme))


def the_row(desk, risk):
    return queries.risks(reader=desk.actor, ids=[risk.pk])[risk.pk]


class TestRisks:
    def test_one_is_put_on_the_register_unscored(self, manager, workstream):
        page = manager.open(add_url(Risk))

        answer = manager.send(
            add_url(Risk),
            page.typed(
                "risk_form", programme=workstream.programme_id, workstream=workstream.pk, title="Prices rise"
            ),
        )

        assert answer.status == 302
        assert the_row(manager, Risk.objects.get()).band_words == "not scored"
        assert "not scored" in manager.list(Risk)

    def test_a_new_score_asks_why_and_is_a_review(self, manager, workstream):
        risk = a_risk(workstream, likelihood=2, impact=2)
        page = manager.form(risk)
        assert "4 Likely" in page

        refused = manager.save(risk, page.typed("risk_form", likelihood=4, impact=5))
        saved = manager.save(
            risk,
            page.typed(
                "risk_form", likelihood=4, impact=5, reason="A provider left", title="Prices rise now"
            ),
        )

        assert "Say what this review found" in refused
        assert saved.status == 302
        row = the_row(manager, risk)
        assert (row.title, row.band, row.reason) == ("Prices rise now", "extreme", "A provider left")
        assert "4 × 5 = 20" in manager.list(Risk)
        assert "A provider left" in manager.form(risk)

    def test_a_lone_reason_is_a_review_that_finds_nothing_new(self, manager, workstream):
        risk = a_risk(workstream)
        page = manager.form(risk)

        manager.save(risk, page.typed("risk_form", reason="Looked again"))

        assert len(queries.risk_reviews([risk.pk], reader=manager.actor)[risk.pk]) == 2
        assert the_row(manager, risk).reason == "Looked again"

    def test_a_band_set_by_hand_without_its_reason_is_refused_at_its_box(self, manager, workstream):
        risk = a_risk(workstream)
        page = manager.form(risk)

        answer = manager.save(risk, page.typed("risk_form", band_override="low", reason="As we see it"))

        assert "A band set by hand needs its reason" in answer
        assert the_row(manager, risk).band == "extreme"

    def test_one_that_happened_is_closed_so(self, manager, workstream):
        risk = a_risk(workstream)
        page = manager.form(risk)

        manager.save(risk, page.typed("risk_form", state="happened", reason="Prices rose"))

        assert the_row(manager, risk).state == "happened"


class TestMatrices:
    def test_begin_as_the_nhs_one_and_are_checked(self, office, workstream):
        page = office.open(add_url(RiskMatrix))
        gap = page.typed(
            "riskmatrix_form", organisation=workstream.programme.organisation_id, bands="low 1-3\nhigh 8-25"
        )

        refused = office.send(add_url(RiskMatrix), gap)
        saved = office.send(add_url(RiskMatrix), gap | {"bands": "low 1-6\nhigh 8-25", "name": "Ours"})

        assert "No band takes a score of 4, 5, 6: every product of the two has one" in refused
        assert saved.status == 302
        matrix = RiskMatrix.objects.get()
        assert matrix.likelihoods == ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
        assert matrix.bands == [{"name": "low", "from": 1, "to": 6}, {"name": "high", "from": 8, "to": 25}]
        assert "low 1-6, high 8-25" in office.list(RiskMatrix)

    def test_the_other_preset_is_a_page_away(self, office, workstream):
        assert "very high 12-16" in office.open(add_url(RiskMatrix), preset="four").html

    def test_saved_as_they_are_nothing_changes(self, office, workstream):
        page = office.open(add_url(RiskMatrix))
        office.send(
            add_url(RiskMatrix),
            page.typed("riskmatrix_form", organisation=workstream.programme.organisation_id),
        )
        matrix = RiskMatrix.objects.get()

        office.save(matrix, office.form(matrix).typed("riskmatrix_form"))

        matrix.refresh_from_db()
        assert matrix.version == 1


class TestImpactAssessments:
    def step(self, desk, row, step, reason=""):
        row.refresh_from_db()
        url = reverse("admin:governance_assessment_step", args=[row.pk])
        return desk.send(url, {"version": row.version, "step": step, "reason": reason})

    def test_from_the_form_to_the_signature(self, manager, office, workstream):
        page = manager.open(add_url(ImpactAssessment))
        manager.send(
            add_url(ImpactAssessment),
            page.typed(
                "impactassessment_form", programme=workstream.programme_id, workstream=workstream.pk,
                kind="equality", subject="Respite closes",
            ),
        )  # fmt: skip
        row = ImpactAssessment.objects.get()

        assert "screening keeps its reason" in self.step(manager, row, "screen_in")
        assert self.step(manager, row, "screen_in", "Families lose nights").status == 302
        typed = manager.form(row).typed(
            "impactassessment_form", impact="Longer journeys", mitigation="Nearer"
        )
        assert manager.save(row, typed).status == 302
        refused = self.step(manager, row, "sign")
        assert "Mo Manager drafted it: somebody else signs it." in refused
        assert self.step(office, row, "sign").status == 302

        row.refresh_from_db()
        assert (row.state, row.signed_by_name) == ("signed", "Pat Office")
        assert "Olive Owner, Mo Manager" in office.form(row)
        assert "Families lose nights" in office.form(row)

    def test_the_page_of_steps_says_who_signs(self, office, manager, workstream):
        row = an_assessment(workstream)

        page = office.open(reverse("admin:governance_assessment_step", args=[row.pk]))

        assert "Next: screen it." in page
        assert "not by Olive Owner (owns W3)" in page

    def test_what_is_signed_is_reopened_first(self, office, manager, workstream):
        row = an_assessment(workstream)
        self.step(manager, row, "screen_out", "Nobody is touched")

        answer = manager.save(row, manager.form(row).typed("impactassessment_form", subject="All of it"))

        assert "reopen it with its evidence first" in answer
        assert self.step(manager, row, "reopen", "Somebody is").status == 302

    def test_one_that_is_hidden_is_not_there(self, manager, workstream):
        row = an_assessment(workstream, marking="exempt", exempt_paragraph=1)

        assert self.step(manager, row, "screen_out", "No").status == 404


class TestChecksOfBoards:
    def test_name_what_is_not_in_order_and_draw_the_hierarchy(self, office, workstream):
        board = a_board(workstream.programme, name="Programme board")
        a_seat(board, a_person(name="Gone", is_active=False))
        overseen(workstream, board, a_decision_maker(workstream.programme.organisation, name="Director"))

        page = office.open(reverse("admin:governance_board_checks"))

        assert "Nobody chairs it" in page
        assert "Gone has no account" in page
        assert "Nobody holds this post" in page
        assert "<svg" in page.html
        assert "Director (post under delegation): decides for W3 under it" in page
        assert "3 things are not in order" in office.list(type(board))

    def test_escape_what_people_typed(self, office, workstream):
        a_board(workstream.programme, name="<script>alert(1)</script>")

        page = office.open(reverse("admin:governance_board_checks"))

        assert "<script>alert(1)" not in page.html

    def test_show_nothing_of_another_council(self, office):
        a_board(a_workstream().programme, name="Elsewhere")

        assert "Elsewhere" not in office.open(reverse("admin:governance_board_checks")).html

    def test_are_for_officers(self, workstream):
        member = Desk(someone(access.MEMBER, workstream.programme))

        assert member.open(reverse("admin:governance_board_checks")).status in (302, 403)

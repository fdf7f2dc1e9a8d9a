"""Decisions in the admin: proposed, linked, stepped along their path, and what a milestone waits for."""

from decimal import Decimal

import pytest
from django.urls import reverse

from governance import changes as governing
from governance.models import Decision, DecisionEffect, GovernanceSettings, Wait
from programme.rules import access
from tests.factories.governance import a_decision, a_decision_maker, an_awaited_decision, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream(ref="W3", name="Foster care")


@pytest.fixture
def maker(workstream):
    maker = a_decision_maker(workstream.programme.organisation, name="Director of Children")
    overseen(workstream, None, maker)
    governing.set_limit(
        decision_maker_id=maker.id, kind="saving_change", limit=Decimal(20_000), by=LOADING, at=LONG_AGO
    )
    return maker


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, ref="FS01", name="Fewer agency staff")


@pytest.fixture
def office(workstream):
    return Desk(someone(access.PMO, workstream.programme.organisation))


def step_url(decision):
    return reverse("admin:governance_decision_step", args=[decision.pk])


class TestTheForm:
    def test_proposes(self, office, workstream, maker):
        page = office.open(add_url(Decision))

        answer = office.send(
            add_url(Decision),
            page.typed(
                "decision_form",
                programme=workstream.programme_id, ref="D1", title="Lower FS01", kind="saving_change",
                amount="£30k", decision_maker=maker.pk,
            ),
        )  # fmt: skip

        made = Decision.objects.get()
        assert answer.status == 302
        assert (made.ref, made.amount, made.state) == ("D1", 30_000, "proposed")

    def test_links_a_plan_and_a_wait(self, office, workstream, maker, saving):
        milestone = a_milestone(workstream)
        decision = a_decision(workstream.programme, maker)
        page = office.form(decision)

        answer = office.save(
            decision,
            page.typed("decision_form", effects__TOTAL_FORMS=1, waits__TOTAL_FORMS=1)
            | {
                "effects-0-kind": "saving_plan",
                "effects-0-subject": str(saving.pk),
                "effects-0-to": "2026/27 107,000; 27/28 £90k",
                "waits-0-milestone": str(milestone.pk),
                "waits-0-since": "2026-04-02",
            },
        )

        assert answer.status == 302
        assert DecisionEffect.objects.get().values == {"amounts": {"2026": "107000.00", "2027": "90000.00"}}
        assert Wait.objects.get().milestone_id == milestone.pk

    def test_says_how_a_plan_is_written(self, office, workstream, maker, saving):
        decision = a_decision(workstream.programme, maker)
        page = office.form(decision)

        answer = office.save(
            decision,
            page.typed("decision_form", effects__TOTAL_FORMS=1)
            | {
                "effects-0-kind": "saving_plan",
                "effects-0-subject": str(saving.pk),
                "effects-0-to": "rather less",
            },
        )

        assert "“rather less” is not a year and its plan" in answer
        assert not DecisionEffect.objects.exists()

    def test_shows_who_may_decide_and_why_not_and_the_path(self, office, workstream, maker, saving):
        decision = an_awaited_decision(saving, a_milestone(workstream), maker)

        page = office.form(decision)

        assert "£30,000 is above the limit of Director of Children" in page
        assert "Proposed" in page
        assert "2026/27 £90k" in page
        assert "Record the next step" in page


class TestTheNextStep:
    def test_is_recorded(self, office, workstream, maker):
        decision = a_decision(workstream.programme, maker, kind="policy")
        given = {"version": decision.version, "step": "consulted", "on": "2026-04-02", "note": "Six weeks"}

        answer = office.send(step_url(decision), given)

        decision.refresh_from_db()
        assert answer.status == 302
        assert decision.state == "consulted"

    def test_is_refused_with_the_limit_named_and_what_was_typed(self, office, workstream, maker, saving):
        decision = an_awaited_decision(saving, a_milestone(workstream), maker)
        given = {"version": decision.version, "step": "made", "on": "2026-04-02", "note": "As asked"}

        answer = office.send(step_url(decision), given)

        assert answer.status == 422
        assert "£30,000 is above the limit of Director of Children" in answer
        assert "As asked" in answer.html

    def test_of_one_that_is_hidden_is_not_there(self, workstream, maker):
        decision = a_decision(workstream.programme, maker, marking="exempt", exempt_paragraph=3)

        assert Desk(someone(access.PMO, workstream.programme)).open(step_url(decision)).status == 404


class TestRetry:
    def test_asks_first(self, office, workstream, maker, saving):
        decision = an_awaited_decision(saving, a_milestone(workstream), maker)
        DecisionEffect.objects.update(refused="It has been removed")
        url = reverse("admin:governance_decision_retry", args=[decision.pk, decision.effects.get().pk])

        assert "Try again" in office.form(decision)
        assert "It has been removed" in office.open(url)
        assert office.send(url, {"words": "It is back"}).status == 302
        assert DecisionEffect.objects.get().refused == ""


class TestTheMilestone:
    def test_shows_what_it_waits_for(self, office, workstream, maker, saving):
        milestone = a_milestone(workstream)
        decision = an_awaited_decision(saving, milestone, maker)

        page = office.form(milestone)

        assert "Waiting for a decision" in page
        assert f"{decision.ref} {decision.title} (Director of Children), proposed" in page


class TestHowItIsGoverned:
    def test_is_set_by_the_office(self, office, workstream):
        page = office.open(add_url(GovernanceSettings))

        answer = office.send(
            add_url(GovernanceSettings),
            page.typed(
                "governancesettings_form", programme=workstream.programme_id, key_decision_pounds="£500k"
            ),
        )

        assert answer.status == 302
        assert GovernanceSettings.objects.get().key_decision_pounds == 500_000

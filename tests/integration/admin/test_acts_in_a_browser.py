"""The pages of acts on a saving, and what stands behind it, in a browser: axe finds nothing serious; keys suffice."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Claim
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, form_url
from tests.integration.admin.test_in_a_browser import grave, look, pytestmark

__all__ = ["pytestmark"]
NOW = FinancialYear.containing(timezone.localdate())
PLAN = {NOW.start_year + n: Decimal(120_000) for n in range(3)}
WHO = {"version": None, "by": LOADING, "at": LONG_AGO}


@pytest.fixture
def saving():
    workstream = a_workstream()
    saving = a_saving(workstream, ref="24S1", name="Fewer agency staff", plan=PLAN, maturity=3)
    new = a_saving(
        workstream,
        ref="24S9",
        name="Fleet",
        plan={NOW.start_year: Decimal(30_000), NOW.start_year + 1: Decimal(0)},
    )
    who = {"saving_id": saving.pk, **WHO}
    changes.forecast_saving(amounts=dict.fromkeys(PLAN, Decimal(90_000)), reason="Late", **who)
    changes.claim_saving(year=NOW.start_year, amount=Decimal(60_000), reason="Posts deleted", **who)
    changes.validate_saving(
        year=NOW.start_year, amount=Decimal(40_000), base_budget_reduced=True, spend_followed=True,
        budget_evidence="Budget book", spend_evidence="Ledger", period="M1", **who,
    )  # fmt: skip
    changes.review_evidence(answers={"data": "yes", "service": "partly"}, note="Sampled", **who)
    changes.record_mitigation(year=NOW.start_year, amount=Decimal(20_000), what="Reserve", **who)
    changes.state_cost(kind="one_off", year=NOW.start_year, amount=Decimal(90_000), source="reserve", **who)
    changes.state_cost(kind="running", year=NOW.start_year + 1, amount=None, **who)
    decided = changes.Authority("Cabinet 12", "Cabinet", LONG_AGO.date())
    changes.replace_saving(replacement_id=new.pk, reason="Instead", authority=decided, **who)
    saving.refresh_from_db()
    return saving


@pytest.fixture
def finance(saving):
    return Desk(someone(access.FINANCE, saving.programme.organisation))


def act(saving, slug, query=""):
    return reverse("admin:savings_act", args=[saving.pk, slug]) + query


class TestAxe:
    def test_finds_nothing_serious(self, finance, saving, live_server):
        budget = f"?year={NOW.start_year + 1}"
        slugs = ["claim", "validate", "evidence", "replace", "one-off-money", "cost"]
        taken = reverse("admin:savings_act_on", args=[saving.pk, "take-back", saving.validations.get().pk])
        paths = [
            form_url(saving),
            form_url(saving.programme),
            *(act(saving, slug) for slug in slugs),
            taken,
            act(saving, "write-out", budget),
            act(saving, "leave-in-base", budget),
            reverse("admin:savings_pressure_proposals"),
            reverse("admin:savings_pressure_add"),
        ]

        def visit(page):
            found = {}
            for path in paths:
                page.goto(f"{live_server.url}{path}")
                page.wait_for_timeout(100)
                found[path] = grave(page)
            return found

        found, wrong = look(finance, live_server, visit)

        assert found == {path: [] for path in paths}
        assert wrong == []


class TestAPersonAtTheKeyboard:
    def test_claims_without_a_mouse(self, finance, saving, live_server):
        def claim(page):
            page.goto(f"{live_server.url}{act(saving, 'claim')}")
            page.focus("#id_year")
            page.keyboard.press("Tab")
            page.keyboard.type("£70k")
            page.keyboard.press("Tab")
            page.keyboard.type("Two more posts")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**{form_url(saving)}")
            return page.inner_text("main")

        words, _ = look(finance, live_server, claim)

        assert Claim.objects.filter(reason="Two more posts", amount=70_000).exists()
        assert "Two more posts" in words
